//! The machine-readable answer of `detente watch`.

use super::report::{Sign, WatchReport};
use crate::hinge::{Change, Origin};
use crate::hinge_words::wish;
use crate::hinges_words::word;
use crate::json::head;
use detente_case::Case;
use detente_model::{Day, Model};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const WATCH_SCHEMA: &str = "detente.watch/1";

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
        let mut out = serializer.serialize_struct("Watch", 9)?;
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
                    "what": what(model, sign),
                    "changes": changes.collect::<Vec<Value>>(),
                    "for": sign.speaks_for,
                    "because": sign.because,
                })
            })
            .collect();
        out.serialize_field("signs", &signs)?;
        let id = |step: usize| &model.schedule[step].id;
        let steps = self.report.steps.iter().map(|due| {
            let moved = due.moved.iter();
            let moved = moved.map(
                |&(step, day)| json!({ "step": id(step), "not-before": Day(day).to_string() }),
            );
            let missed = due.missed.iter();
            let missed = missed.map(|&(step, days)| json!({ "step": id(step), "days": days }));
            json!({
                "step": id(due.step),
                "not-seen-by": Day(due.by).to_string(),
                "moved": moved.collect::<Vec<Value>>(),
                "missed": missed.collect::<Vec<Value>>(),
                "because": model.schedule[due.step].support.because,
            })
        });
        out.serialize_field("steps", &steps.collect::<Vec<Value>>())?;
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

/// What a sign is about: the kind of assumption, whose, and which.
fn what(model: &Model, sign: &Sign) -> Value {
    let party = |party: usize| model.parties[party].id.as_str();
    let option = |kind: &str, option: usize, by: Option<usize>| json!({ "kind": kind, "option": model.options[option].id, "party": by.map(party) });
    let list = |origin: Origin| match origin {
        Origin::Base => Value::Null,
        Origin::Reading(matter, reading) => reading_of(model, matter, reading),
        Origin::View(view) => json!({ "view-of": party(model.views[view].party) }),
    };
    let wishes = |kind: &str, owner: usize, origin: Origin, places: [usize; 2]| {
        let words: Vec<String> = places.iter().map(|&at| wish(model, owner, origin, at)).collect();
        json!({
            "kind": kind,
            "party": party(owner),
            "wish": words[0],
            "place": places[0] + 1,
            "other": (places[0] != places[1]).then(|| &words[1]),
            "to": (places[0] != places[1]).then_some(places[1] + 1),
            "in": list(origin),
        })
    };
    match sign.change {
        Change::Switch { matter, reading } => {
            let mut found = reading_of(model, matter, reading);
            found["kind"] = "reading".into();
            found
        }
        Change::Allow { rule } => {
            json!({ "kind": "rule", "rule": model.impossible[rule].source, "place": rule + 1 })
        }
        Change::Forbid { option: of } => option("option-impossible", of, None),
        Change::OneWay { option: of } => option("option-kept", of, None),
        Change::Alone { option: of, party } => option("option-alone", of, Some(party)),
        Change::Adopt { view } => {
            json!({ "kind": "view", "party": party(model.views[view].party), "text": model.views[view].text })
        }
        Change::Swap { party, origin, first } => {
            wishes("wishes-swapped", party, origin, [first, first + 1])
        }
        Change::Move { party, origin, from, to } => wishes("wish-moved", party, origin, [from, to]),
        Change::Drop { party, origin, place } => {
            wishes("wish-dropped", party, origin, [place, place])
        }
        Change::Reverse { party, origin, place } => {
            wishes("wish-reversed", party, origin, [place, place])
        }
    }
}

fn reading_of(model: &Model, matter: usize, reading: usize) -> Value {
    let matter = &model.matters[matter];
    json!({ "matter": matter.id, "reading": matter.readings[reading].id })
}
