//! The document of `detente score`.

use super::report::{IssueScore, Part, Said, ScoreReport};
use crate::document::{Block, Document, Inline, Row, Table};
use crate::notes::Notes;
use crate::words::{capital, list, plural};
use detente_case::{Case, Outcomes, Verdict};
use detente_model::Day;

/// Fewer predictions than this say nothing of how good forecasters are.
const FEW: usize = 100;

/// Writes what became of a case's predictions.
pub fn score_document(case: &Case, outcomes: &Outcomes, report: &ScoreReport) -> Document {
    let mut writer = Writer { notes: Notes::new(case) };
    let mut blocks = vec![Block::Lead(vec![vec![Inline::Strong(lead(outcomes, report))]])];
    if !outcomes.predictions.is_empty() {
        if outcomes.predictions.len() < FEW {
            blocks.push(Block::Paragraph(vec![Inline::text(
                "So few say nothing about how good the forecasters are; they say what was missed, and where to look.",
            )]));
        }
        blocks.push(Block::Paragraph(vec![Inline::text(
            "That something may be is judged by what came: true if it came, false if the contrary did.",
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
            let what = sourced(capital(&own.text), &own.source);
            cells([what, date(own.expected), date(own.happened), late])
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
            let with = |value: f64| format!("{} {}", number(value), own.unit).trim_end().to_owned();
            let off = own.happened - own.expected;
            let share = 100.0 * off / own.expected.abs();
            let part = if own.expected == 0.0 {
                String::new()
            } else {
                format!(" ({}%)", signed(share.round()))
            };
            cells([
                sourced(capital(&own.text), &own.source),
                with(own.expected),
                with(own.happened),
                format!("{}{part}", signed(off)),
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
        let rows = report.issues.iter().flat_map(|own| issue_rows(case, own));
        blocks.push(table(
            "What models said, and how far off that was on the line of the issue; words without distances count one each",
            &["Issue", "Came out", "Said", "Off by"],
            rows.collect(),
        ));
    }
    if !report.not_forecast.is_empty() {
        let questions: Vec<String> = report
            .not_forecast
            .iter()
            .map(|&issue| format!("‘{}’", case.model.issues[issue].question))
            .collect();
        blocks.push(Block::Paragraph(vec![Inline::text(format!(
            "No model forecasts {}: `detente forecast` says why.",
            list(&questions, "and")
        ))]));
    }
    let title = format!("{}: what became of its predictions", case.model.title);
    Document::answer(title, None, blocks, writer.notes.finish())
}

/// A day with its year, which no line breaks.
fn date(day: Day) -> String {
    day.in_full().replace(' ', "\u{a0}")
}

/// A text with where it is known from behind it.
fn sourced(text: String, source: &[String]) -> String {
    if source.is_empty() { text } else { format!("{text} ({})", source.join("; ")) }
}

/// A number with its thousands apart; one too great or too small for that as a power of ten.
fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-4..1e15).contains(&size) {
        return format!("{value:e}");
    }
    let digits = format!("{size}");
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}{grouped}{rest}", if value < 0.0 { "−" } else { "" })
}

fn signed(value: f64) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    format!("{sign}{}", number(value))
}

/// A row for each model that said something.
fn issue_rows(case: &Case, own: &IssueScore) -> Vec<Row> {
    let issue = &case.model.issues[own.issue];
    let at = |place: f64| crate::forecast::point_words(issue, place);
    let came = if own.because.is_empty() {
        at(own.happened)
    } else {
        format!("{}. {}", at(own.happened), capital(&own.because))
    };
    let row = |(place, (model, said)): (usize, &(crate::forecast::Model, Said))| {
        let (words, off) = match said {
            Said::At { at: point, off } => (at(*point), format!("{off:.2}")),
            Said::Between(stretch) => {
                let covers = match stretch.part {
                    Part::Whole => "the whole scale".to_owned(),
                    Part::Points(held, all) => format!("{held} of {all} points of the scale"),
                    Part::Share(share) => format!("{:.0}% of the scale", 100.0 * share),
                };
                let off = match (stretch.off, stretch.part) {
                    (None, Part::Whole) => "says nothing: excludes nothing".to_owned(),
                    (None, _) => "holds it; no hit".to_owned(),
                    (Some(off), _) => format!("{off:.2}, from its nearer end"),
                };
                (format!("‘{}’ to ‘{}’, {covers}", at(stretch.low), at(stretch.high)), off)
            }
        };
        let once = |text: String| if place == 0 { text } else { String::new() };
        cells([
            once(issue.question.clone()),
            once(sourced(came.clone(), &own.source)),
            format!("{}: {words}", capital(model.words())),
            off,
        ])
    };
    own.said.iter().enumerate().map(row).collect()
}

fn count(days: i64) -> usize {
    usize::try_from(days).unwrap_or(usize::MAX)
}

fn lead(outcomes: &Outcomes, report: &ScoreReport) -> String {
    if outcomes.predictions.is_empty() {
        let counts = [
            (outcomes.dates.len(), "date"),
            (outcomes.figures.len(), "figure"),
            (outcomes.issues.len(), "issue"),
        ];
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| plural(count, what))
            .collect();
        return capital(&format!("{} and no prediction.", list(&parts, "and")));
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
    if report.with_chance.is_empty() && report.ranked.is_empty() && report.not_scored.is_empty() {
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
    }
    for (at, score) in &report.ranked {
        items.push(format!("Ranked probability score of {}: {score:.3}.", name(*at)));
    }
    if !report.not_scored.is_empty() {
        let names: Vec<String> = report.not_scored.iter().map(|&at| name(at)).collect();
        items.push(format!(
            "With chances and not scored, since they neither came true nor did not: {}.",
            list(&names, "and")
        ));
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
            let because = sourced(own.because.clone(), &own.source);
            Row::Cells(vec![text, vec![Inline::text(verdict)], vec![Inline::text(because)]])
        });
        Table {
            caption: "What was predicted, and what became of it".into(),
            head: ["Prediction", "Became of it", "What happened"].map(String::from).into(),
            rows: rows.collect(),
        }
    }
}
