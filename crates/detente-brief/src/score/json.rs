//! The machine-readable answer of `detente score`.

use super::report::{Part, Said, ScoreReport};
use crate::json::head;
use detente_case::{Case, Outcomes, Verdict};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// The name and major version of the answer.
pub const SCORE_SCHEMA: &str = "detente.score/1";

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
        let mut out = serializer.serialize_struct("Score", 13)?;
        out.serialize_field("schema", SCORE_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let report = self.report;
        let counts: Map<String, Value> = Verdict::WORDS
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
                    "outcomes": own.ranked.as_ref().map(|ranked| {
                        let each = ranked.chances.iter();
                        each.map(|(name, chance)| json!({ "outcome": name, "chance": chance })).collect::<Vec<Value>>()
                    }),
                    "happened": own.ranked.as_ref().and_then(|ranked| {
                        ranked.happened.map(|happened| ranked.chances[happened].0.as_str())
                    }),
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
        let not_scored: Vec<&str> =
            report.not_scored.iter().map(|&at| self.outcomes.predictions[at].id.as_str()).collect();
        out.serialize_field("not_scored", &not_scored)?;
        let dates = self.outcomes.dates.iter().map(|own| {
            json!({
                "id": own.id,
                "text": own.text,
                "expected": own.expected.to_string(),
                "happened": own.happened.to_string(),
                "days_late": own.happened.0 - own.expected.0,
                "source": own.source,
            })
        });
        out.serialize_field("dates", &dates.collect::<Vec<Value>>())?;
        let figures = self.outcomes.figures.iter().map(|own| {
            json!({
                "id": own.id,
                "text": own.text,
                "unit": own.unit,
                "expected": own.expected,
                "happened": own.happened,
                "off_by": own.happened - own.expected,
                "source": own.source,
            })
        });
        out.serialize_field("figures", &figures.collect::<Vec<Value>>())?;
        let issues = report.issues.iter().map(|own| {
            let named = |value: fn(&Said) -> Value| -> Map<String, Value> {
                let each =
                    own.said.iter().map(|(model, said)| (model.id().to_owned(), value(said)));
                each.collect()
            };
            json!({
                "id": self.case.model.issues[own.issue].id,
                "happened": own.happened,
                "because": own.because,
                "off_by": named(off),
                "said": named(said),
                "source": own.source,
            })
        });
        out.serialize_field("issues", &issues.collect::<Vec<Value>>())?;
        let not_forecast: Vec<&str> =
            report.not_forecast.iter().map(|&at| self.case.model.issues[at].id.as_str()).collect();
        out.serialize_field("not_forecast", &not_forecast)?;
        out.end()
    }
}

/// How far off, and nothing where a stretch only holds what happened.
fn off(said: &Said) -> Value {
    match said {
        Said::At { off, .. } => json!(off),
        Said::Between(stretch) => json!(stretch.off),
    }
}

fn said(said: &Said) -> Value {
    let stretch = match said {
        Said::At { at, .. } => return json!({ "value": at }),
        Said::Between(stretch) => stretch,
    };
    let share = match stretch.part {
        Part::Whole => 1.0,
        Part::Points(held, all) => held as f64 / all as f64,
        Part::Share(share) => share,
    };
    json!({
        "low": stretch.low,
        "high": stretch.high,
        "holds_it": stretch.off.is_none(),
        "share_of_scale": share,
        "whole_scale": stretch.part == Part::Whole,
    })
}
