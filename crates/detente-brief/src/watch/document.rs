//! The document of `detente watch`.

use super::report::WatchReport;
use crate::document::{Block, Document, Inline, Row, Table};
use crate::hinges_words::word;
use crate::notes::Notes;
use crate::words::{capital, plural};
use detente_case::Case;

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
            let seen = sign.seen.strip_prefix("If ").unwrap_or(&sign.seen);
            let mut seen = vec![Inline::text(capital(seen))];
            for (word, claims) in [("for", &sign.speaks_for), ("against", &sign.because)] {
                if !claims.is_empty() {
                    seen.push(Inline::text(format!("; {word} it")));
                    notes.add(claims, &mut seen);
                }
            }
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
        blocks.push(Block::Heading("Signs that it is otherwise".into()));
        blocks.push(Block::Table(Table {
            caption: "What the answers hang on in the base reading, with what speaks for it and against it now: a sign is whatever adds to the one or takes from the other".into(),
            head: ["Signs that", "Then"].map(String::from).into(),
            rows: rows.collect(),
        }));
        if report.signs.len() > MOST_SIGNS {
            let more = report.signs.len() - MOST_SIGNS;
            let text = format!("{} more; --json lists them.", plural(more, "sign"));
            blocks.push(Block::Paragraph(vec![Inline::text(text)]));
        }
    }
    if !report.steps.is_empty() {
        let rows = report.steps.iter().take(MOST_SIGNS).map(|due| {
            let mut seen = vec![Inline::text(due.seen(model))];
            notes.mark(&model.schedule[due.step].support, &mut seen);
            Row::Cells(vec![seen, vec![Inline::text(capital(&due.then(model)))]])
        });
        blocks.push(Block::Heading("What the schedule waits for".into()));
        blocks.push(Block::Table(Table {
            caption: "Steps that are not done, each with its last day, and what moves if it comes a day later".into(),
            head: ["If not seen", "Then"].map(String::from).into(),
            rows: rows.collect(),
        }));
        if report.steps.len() > MOST_SIGNS {
            let more = plural(report.steps.len() - MOST_SIGNS, "step");
            let text = format!("{more} more; --json lists them.");
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
