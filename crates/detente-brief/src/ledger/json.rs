//! The machine-readable answer of `detente ledger`.

use super::report::{LedgerReport, amount_words, clash_words};
use crate::json::head;
use detente_case::Case;
use detente_model::{Day, unit_of};
use detente_plans::ledger::{Clash, Range};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const LEDGER_SCHEMA: &str = "detente.ledger/1";

/// Writes the counts with their figures, what they can be, and what cannot be true.
#[derive(Clone, Copy, Debug)]
pub struct LedgerOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found.
    pub report: &'a LedgerReport,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for LedgerOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Ledger", 9)?;
        out.serialize_field("schema", LEDGER_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let counts = (0..self.case.model.ledger.len()).map(|place| self.count(place));
        out.serialize_field("counts", &counts.collect::<Vec<Value>>())?;
        let clashes = self.report.counts.clashes.iter().zip(&self.report.days);
        let clashes = clashes.map(|(&clash, &day)| self.clash(clash, day));
        out.serialize_field("clashes", &clashes.collect::<Vec<Value>>())?;
        let changes = self.report.changes.iter();
        let changes =
            changes.map(|(place, figures)| json!({ "count": self.id(*place), "figures": figures }));
        out.serialize_field("changes", &changes.collect::<Vec<Value>>())?;
        out.end()
    }
}

impl LedgerOutput<'_> {
    fn id(&self, place: usize) -> &str {
        &self.case.model.ledger[place].id
    }

    fn count(&self, place: usize) -> Value {
        let entry = &self.case.model.ledger[place];
        let range = |range: Option<Range>| {
            range.map(|range| json!({ "least": range.low, "most": range.high }))
        };
        let figures = entry.figures.iter().map(|figure| {
            json!({
                "figure": amount_words(figure.amount),
                "as-of": figure.as_of.map(|day| day.to_string()),
                "because": figure.support.because,
                "against": figure.support.against,
                "assumed": figure.support.assumed.as_ref().map(|assumed| &assumed.reason),
            })
        });
        json!({
            "id": entry.id,
            "text": entry.text,
            "unit": unit_of(&self.case.model.ledger, place),
            "who": entry.holders.iter().map(|voter| voter.id(&self.case.model.parties)).collect::<Vec<&str>>(),
            "moved": entry.moved.as_ref().map(|(from, to)| json!({ "from": from.id(&self.case.model.parties), "to": to.id(&self.case.model.parties) })),
            "part-of": entry.part_of.map(|group| self.id(group)),
            "verified-by": entry.verifiers.iter().map(|voter| voter.id(&self.case.model.parties)).collect::<Vec<&str>>(),
            "figures": figures.collect::<Vec<Value>>(),
            "stated": range(self.report.counts.own[place]),
            "can-be": range(self.report.counts.ranges[place]),
        })
    }

    fn clash(&self, clash: Clash, day: Option<Day>) -> Value {
        let words = clash_words(&self.case.model, clash, day);
        let day = day.map(|day| day.to_string());
        match clash {
            Clash::Figures(place, first, second) => {
                json!({ "clash": "figures", "count": self.id(place), "figures": [first, second], "as-of": day, "text": words })
            }
            Clash::Part { part, group } => {
                json!({ "clash": "part", "count": self.id(part), "part-of": self.id(group), "as-of": day, "text": words })
            }
            Clash::Parts { group, together } => {
                json!({ "clash": "parts", "count": self.id(group), "together": together, "as-of": day, "text": words })
            }
            Clash::Share(place, figure) => {
                json!({ "clash": "share", "count": self.id(place), "figures": [figure], "as-of": day, "text": words })
            }
        }
    }
}
