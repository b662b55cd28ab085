//! The document and the machine-readable answer of `detente score`.

use super::report::ScoreReport;
use crate::document::{Block, Document, Inline, Row, Table};
use crate::json::head;
use crate::notes::Notes;
use crate::words::{capital, list, plural};
use detente_case::{Case, Outcomes, Verdict};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const SCORE_SCHEMA: &str = "detente.score/1";

/// Writes what became of a case's predictions.
pub fn score_document(case: &Case, outcomes: &Outcomes, report: &ScoreReport) -> Document {
    let mut writer = Writer { notes: Notes::new(case) };
    let mut blocks = vec![Block::Lead(vec![vec![Inline::Strong(lead(outcomes, report))]])];
    if !outcomes.predictions.is_empty() {
        blocks.push(Block::Paragraph(vec![Inline::text(
            "So few say nothing about how good the forecasters are; they say what was missed, and where to look.",
        )]));
        blocks.push(Block::Heading("Predictions".into()));
        blocks.push(Block::Table(writer.predictions(outcomes)));
        blocks.extend(chances(outcomes, report));
    }
    if !outcomes.dates.is_empty() {
        blocks.push(Block::Heading("Dates".into()));
        let rows = outcomes.dates.iter().map(|own| {
            let late = own.happened.0 - own.expected.0;
            let late = match late {
                0 => "on the day".to_owned(),
                days if days > 0 => format!("{} late", plural(count(days), "day")),
                days => format!("{} early", plural(count(-days), "day")),
            };
            cells([capital(&own.text), own.expected.to_string(), own.happened.to_string(), late])
        });
        blocks.push(table(
            "Dates and when they came",
            &["What", "Expected", "Happened", "Off by"],
            rows.collect(),
        ));
    }
    if !outcomes.figures.is_empty() {
        blocks.push(Block::Heading("Figures".into()));
        let rows = outcomes.figures.iter().map(|own| {
            let with = |value: f64| format!("{value} {}", own.unit).trim_end().to_owned();
            let off = own.happened - own.expected;
            let part = if own.expected == 0.0 {
                String::new()
            } else {
                format!(" ({:+.0}%)", 100.0 * off / own.expected)
            };
            cells([
                capital(&own.text),
                with(own.expected),
                with(own.happened),
                format!("{off:+}{part}"),
            ])
        });
        blocks.push(table(
            "Figures and what they were",
            &["What", "Said", "Was", "Off by"],
            rows.collect(),
        ));
    }
    if !report.issues.is_empty() {
        blocks.push(Block::Heading("Forecasts of issues".into()));
        let rows = report.issues.iter().map(|own| {
            let issue = &case.model.issues[own.issue];
            let errors: Vec<String> = own
                .errors
                .iter()
                .map(|(model, off)| format!("{} {off:.2}", model.words()))
                .collect();
            let happened = crate::forecast::point_words(issue, own.happened);
            cells([issue.question.clone(), happened, capital(&errors.join("; "))])
        });
        blocks.push(table(
            "How far off models were, on the line of the issue; words without distances count one each, and a stretch that holds it counts as 0",
            &["Issue", "Came out", "Off by"],
            rows.collect(),
        ));
    }
    let title = format!("{}: what became of its predictions", case.model.title);
    Document::answer(title, None, blocks, writer.notes.finish())
}

fn count(days: i64) -> usize {
    usize::try_from(days).unwrap_or(usize::MAX)
}

fn lead(outcomes: &Outcomes, report: &ScoreReport) -> String {
    if outcomes.predictions.is_empty() {
        return "No prediction is scored.".into();
    }
    let parts: Vec<String> = report
        .counts
        .iter()
        .zip(Verdict::WORDS)
        .filter(|(count, _)| **count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    format!("Of {}: {}.", plural(outcomes.predictions.len(), "prediction"), list(&parts, "and"))
}

fn cells<const N: usize>(texts: [String; N]) -> Row {
    Row::Cells(texts.into_iter().map(|text| vec![Inline::text(text)]).collect())
}

fn table(caption: &str, head: &[&str], rows: Vec<Row>) -> Block {
    let head = head.iter().map(|head| (*head).to_owned()).collect();
    Block::Table(Table { caption: caption.to_owned(), head, rows })
}

/// Scores of those with a chance; a sentence where none has one.
fn chances(outcomes: &Outcomes, report: &ScoreReport) -> Vec<Block> {
    let name = |at: usize| format!("‘{}’", outcomes.predictions[at].text.trim_end_matches('.'));
    let mut items = Vec::new();
    if report.with_chance.is_empty() && report.ranked.is_empty() {
        items.push("No chance was given to any of them, so there is no Brier or logarithmic score: a hedge is no chance.".to_owned());
    }
    if let Some(chances) = &report.chances {
        let brier = &chances.brier;
        items.push(format!(
            "Brier score {:.3}: reliability {:.3}, resolution {:.3}, uncertainty {:.3}.",
            brier.score, brier.reliability, brier.resolution, brier.uncertainty
        ));
        let log = chances.log.score;
        items.push(if log.is_finite() {
            format!("Logarithmic score {log:.3}.")
        } else {
            "Logarithmic score infinite: something was called impossible, or certain, and was not."
                .into()
        });
        let open: Vec<String> =
            brier.unresolved.iter().map(|&place| name(report.with_chance[place])).collect();
        if !open.is_empty() {
            items.push(format!("Not scored, since not resolved: {}.", list(&open, "and")));
        }
    }
    for (at, score) in &report.ranked {
        items.push(format!("Ranked probability score of {}: {score:.3}.", name(*at)));
    }
    let items: Vec<Vec<Inline>> = items.into_iter().map(|text| vec![Inline::text(text)]).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::List(items)] }
}

struct Writer<'a> {
    notes: Notes<'a>,
}

impl Writer<'_> {
    fn predictions(&mut self, outcomes: &Outcomes) -> Table {
        let rows = outcomes.predictions.iter().map(|own| {
            let mut text = vec![Inline::text(format!("{}: {}", own.by, own.text))];
            let claims: Vec<String> = own.claim.iter().cloned().collect();
            self.notes.add(&claims, &mut text);
            let chance =
                own.chance.map_or_else(String::new, |chance| format!(" (chance {chance})"));
            let verdict = format!("{}{chance}", capital(own.verdict.word()));
            let source = if own.source.is_empty() {
                String::new()
            } else {
                format!(" ({})", own.source.join("; "))
            };
            let because = format!("{}{source}", own.because);
            Row::Cells(vec![text, vec![Inline::text(verdict)], vec![Inline::text(because)]])
        });
        Table {
            caption: "What was predicted, and what became of it".into(),
            head: ["Prediction", "Became", "What happened"].map(String::from).into(),
            rows: rows.collect(),
        }
    }
}

/// Writes what became of a case's predictions, for machines.
#[derive(Clone, Copy, Debug)]
pub struct ScoreOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What happened.
    pub outcomes: &'a Outcomes,
    /// The scores.
    pub report: &'a ScoreReport,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for ScoreOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Score", 11)?;
        out.serialize_field("schema", SCORE_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let report = self.report;
        let counts: serde_json::Map<String, Value> = Verdict::WORDS
            .iter()
            .zip(report.counts)
            .map(|(word, count)| ((*word).to_owned(), json!(count)))
            .collect();
        out.serialize_field("counts", &counts)?;
        let predictions: Vec<Value> = self
            .outcomes
            .predictions
            .iter()
            .enumerate()
            .map(|(at, own)| {
                let ranked = report.ranked.iter().find(|(place, _)| *place == at);
                json!({
                    "id": own.id,
                    "text": own.text,
                    "by": own.by,
                    "claim": own.claim,
                    "verdict": own.verdict.word(),
                    "because": own.because,
                    "source": own.source,
                    "chance": own.chance,
                    "ranked_probability_score": ranked.map(|(_, score)| score),
                })
            })
            .collect();
        out.serialize_field("predictions", &predictions)?;
        let chances = report.chances.as_ref().map(|chances| {
            let log = chances.log.score;
            json!({
                "brier": chances.brier.score,
                "reliability": chances.brier.reliability,
                "resolution": chances.brier.resolution,
                "uncertainty": chances.brier.uncertainty,
                // JSON has no infinity.
                "logarithmic": if log.is_finite() { json!(log) } else { json!("infinite") },
                "unresolved": chances.brier.unresolved.iter().map(|&place| {
                    self.outcomes.predictions[report.with_chance[place]].id.as_str()
                }).collect::<Vec<&str>>(),
            })
        });
        out.serialize_field("scores", &chances)?;
        let dates: Vec<Value> = self
            .outcomes
            .dates
            .iter()
            .map(|own| json!({ "id": own.id, "days_late": own.happened.0 - own.expected.0 }))
            .collect();
        out.serialize_field("dates", &dates)?;
        let figures: Vec<Value> = self
            .outcomes
            .figures
            .iter()
            .map(|own| json!({ "id": own.id, "off_by": own.happened - own.expected }))
            .collect();
        out.serialize_field("figures", &figures)?;
        let issues: Vec<Value> = report
            .issues
            .iter()
            .map(|own| {
                let errors: serde_json::Map<String, Value> =
                    own.errors.iter().map(|(model, off)| (model.id().to_owned(), json!(off))).collect();
                json!({ "id": self.case.model.issues[own.issue].id, "happened": own.happened, "off_by": errors })
            })
            .collect();
        out.serialize_field("issues", &issues)?;
        out.end()
    }
}
