//! The document and the machine-readable answer of `detente watch`.

use super::report::WatchReport;
use crate::document::{Block, Document, Inline, Row, Table};
use crate::hinges_words::word;
use crate::json::head;
use crate::notes::Notes;
use crate::words::{capital, plural};
use detente_case::Case;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const WATCH_SCHEMA: &str = "detente.watch/1";
/// Signs that are told; the answer for machines has all.
const MOST_SIGNS: usize = 12;

/// Writes what to watch for.
pub fn watch_document(case: &Case, report: &WatchReport) -> Document {
    let model = &case.model;
    let mut notes = Notes::new(case);
    let mut blocks = Vec::new();
    let lead = match report.signs.first() {
        Some(sign) => {
            let seen = sign.seen.strip_prefix("If ").unwrap_or(&sign.seen);
            format!("Most changes if {seen}: {}.", plural(sign.changes.len(), "answer"))
        }
        None => "Nothing that was tried changes a judgement.".to_owned(),
    };
    blocks.push(Block::Lead(vec![vec![Inline::Strong(lead)]]));
    if !report.signs.is_empty() {
        let rows = report.signs.iter().take(MOST_SIGNS).map(|sign| {
            let mut seen = vec![Inline::text(sign.seen.clone())];
            notes.add(&sign.because, &mut seen);
            let changes: Vec<String> = sign
                .changes
                .iter()
                .map(|(question, from, to)| {
                    format!(
                        "whether {}: {} becomes {}",
                        model.questions[*question].text,
                        word(*from),
                        word(*to)
                    )
                })
                .collect();
            Row::Cells(vec![seen, vec![Inline::text(capital(&changes.join("; ")))]])
        });
        blocks.push(Block::Heading("If seen, a judgement changes".into()));
        blocks.push(Block::Table(Table {
            caption: "Signs from what the answers hang on, in the base reading; the notes are what speaks against them now".into(),
            head: ["If seen", "Then"].map(String::from).into(),
            rows: rows.collect(),
        }));
        if report.signs.len() > MOST_SIGNS {
            let more = report.signs.len() - MOST_SIGNS;
            let text = format!("{} more; --json lists them.", plural(more, "sign"));
            blocks.push(Block::Paragraph(vec![Inline::text(text)]));
        }
    }
    if !report.awaited.is_empty() {
        let rows = report.awaited.iter().map(|own| {
            let mut seen = vec![Inline::text(capital(&own.seen))];
            notes.add(&own.because, &mut seen);
            let then = own.then.clone().unwrap_or_else(|| "the plan says nothing".into());
            Row::Cells(vec![seen, vec![Inline::text(capital(&then))]])
        });
        blocks.push(Block::Heading("What plans wait for".into()));
        blocks.push(Block::Table(Table {
            caption: "Branches of plans".into(),
            head: ["If seen", "Then"].map(String::from).into(),
            rows: rows.collect(),
        }));
    }
    let title = format!("{}: what to watch for", model.title);
    Document::answer(title, None, blocks, notes.finish())
}

/// Writes what to watch for, for machines.
#[derive(Clone, Copy, Debug)]
pub struct WatchOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found.
    pub report: &'a WatchReport,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for WatchOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Watch", 8)?;
        out.serialize_field("schema", WATCH_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let model = &self.case.model;
        let signs: Vec<Value> = self
            .report
            .signs
            .iter()
            .map(|sign| {
                let changes = sign.changes.iter().map(|(question, from, to)| {
                    json!({ "question": model.questions[*question].id, "from": word(*from), "to": word(*to) })
                });
                json!({
                    "seen": sign.seen,
                    "changes": changes.collect::<Vec<Value>>(),
                    "because": sign.because,
                })
            })
            .collect();
        out.serialize_field("signs", &signs)?;
        let awaited: Vec<Value> = self
            .report
            .awaited
            .iter()
            .map(|own| {
                json!({ "plan": model.plans[own.plan].id, "seen": own.seen, "then": own.then, "because": own.because })
            })
            .collect();
        out.serialize_field("awaited", &awaited)?;
        out.end()
    }
}
