//! The machine-readable answer of `detente hinges`.

use crate::ask::{ask_next, thinness};
use crate::breakdown::{Breakdown, Fewest};
use crate::hinge::{Change, HingeEffect, Origin};
use crate::hinge_words::{assumption_of, assumption_words, change_words, supports};
use crate::hinges_words::HingeReport;
use crate::json::{choices, head};
use detente_model::Model;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// The name and major version of the answer.
pub const HINGES_SCHEMA: &str = "detente.hinges/1";

/// Questions to ask in the answer.
const MOST_ASKED: usize = 5;

/// Writes every change that changes something, what to ask next, and what it takes to overturn answers.
#[derive(Clone, Copy, Debug)]
pub struct HingesOutput<'a> {
    /// What was found.
    pub report: HingeReport<'a>,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for HingesOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let HingeReport { case, analysis, hinges, breakdowns, concept, .. } = self.report;
        let model = &case.model;
        let mut out = serializer.serialize_struct("Hinges", 14)?;
        out.serialize_field("schema", HINGES_SCHEMA)?;
        head(&mut out, case, self.version)?;
        let questions = model.questions.iter().map(|q| json!({ "id": q.id, "text": q.text }));
        out.serialize_field("questions", &questions.collect::<Vec<_>>())?;
        out.serialize_field(
            "concepts",
            &analysis.concepts.iter().map(|concept| concept.name()).collect::<Vec<_>>(),
        )?;
        out.serialize_field("readings", &choices(model, analysis))?;
        out.serialize_field("tried", &hinges.tried)?;
        out.serialize_field("to_try", &hinges.all)?;
        let found = hinges.hinges.iter().map(|hinge| {
            let assumption = assumption_of(hinge.change);
            let supports = supports(model, assumption);
            let mut because: Vec<&String> = supports.iter().flat_map(|s| &s.because).collect();
            let mut against: Vec<&String> = supports.iter().flat_map(|s| &s.against).collect();
            because.dedup();
            against.dedup();
            json!({
                "change": change(model, hinge.change),
                "text": change_words(model, hinge.change),
                "assumption": assumption_words(model, assumption),
                "because": because,
                "against": against,
                "thin": thinness(case, &supports),
                "effects": self.effects(&hinge.effects),
            })
        });
        out.serialize_field("hinges", &found.collect::<Vec<Value>>())?;
        let asked = ask_next(self.report, MOST_ASKED);
        let asked = asked.iter().map(|ask| {
            let branches = ask.branches.iter().map(|(made, effects)| {
                json!({
                    "if": change_words(model, *made),
                    "change": change(model, *made),
                    "effects": self.effects(effects),
                })
            });
            json!({
                "question": ask.text,
                "answers": ask.answers,
                "fresh": ask.fresh,
                "thin": ask.thin,
                "branches": branches.collect::<Vec<Value>>(),
            })
        });
        out.serialize_field("ask_next", &asked.collect::<Vec<Value>>())?;
        let overturned = breakdowns.map(|found| {
            json!({
                "concept": analysis.concepts[concept].name(),
                "pairs": found.pairs,
                "tried": found.tried,
                "partial": found.partial,
                "answers": found.found.iter().map(|b| self.breakdown(b)).collect::<Vec<Value>>(),
            })
        });
        out.serialize_field("overturn", &overturned)?;
        out.serialize_field("orders", &self.orders())?;
        out.end()
    }
}

impl HingesOutput<'_> {
    fn effects(&self, effects: &[HingeEffect]) -> Vec<Value> {
        let HingeReport { case, analysis, .. } = self.report;
        let effect = |effect: &HingeEffect| {
            json!({
                "reading": effect.reading,
                "question": case.model.questions[effect.question].id,
                "concept": analysis.concepts[effect.concept].name(),
                "from": effect.from.code(),
                "to": effect.to.code(),
            })
        };
        effects.iter().map(effect).collect()
    }

    /// In how many orders that the case leaves open which answer holds; null if it leaves none open.
    fn orders(&self) -> Value {
        let HingeReport { case, robust, concept, .. } = self.report;
        if !robust.is_open() {
            return Value::Null;
        }
        let scopes = robust.scopes.iter().map(|scope| {
            let answers =
                case.model.questions.iter().zip(&scope.answers).map(|(question, found)| {
                    let counts = found[concept].iter().map(|(answer, count)| {
                        (answer.code().to_owned(), json!(u64::try_from(*count).unwrap_or(u64::MAX)))
                    });
                    (question.id.clone(), Value::Object(counts.collect()))
                });
            json!({
                // As text: there can be more than a number of other programs holds.
                "orders": scope.orders.to_string(),
                "drawn": scope.drawn,
                "answers": Value::Object(answers.collect()),
            })
        });
        json!({ "seed": robust.seed, "readings": scopes.collect::<Vec<Value>>() })
    }

    fn breakdown(&self, found: &Breakdown) -> Value {
        let model = &self.report.case.model;
        let (least, most) = match found.fewest {
            Fewest::Exactly(n) => (n, Some(n)),
            Fewest::AtLeast(least, most) => (least, most),
        };
        json!({
            "reading": found.reading,
            "question": model.questions[found.question].id,
            "answer": found.answer.code(),
            "at_least": least,
            "at_most": most,
            "changes": found.changes.iter().map(|c| change(model, *c)).collect::<Vec<Value>>(),
        })
    }
}

/// A change by its kind and what it touches, places counted from 1.
fn change(model: &Model, change: Change) -> Value {
    let party = |party: usize| model.parties[party].id.clone();
    let option = |option: usize| model.options[option].id.clone();
    let list = |party_index: usize, origin: Origin| {
        let mut map = Map::new();
        map.insert("party".into(), party(party_index).into());
        match origin {
            Origin::Base => {}
            Origin::Reading(matter, reading) => {
                let matter = &model.matters[matter];
                let name = format!("{}={}", matter.id, matter.readings[reading].id);
                map.insert("in_reading".into(), name.into());
            }
            Origin::View(view) => {
                map.insert("in_view".into(), party(model.views[view].party).into());
            }
        }
        map
    };
    let with = |mut map: Map<String, Value>, kind: &str, places: &[(&str, usize)]| {
        map.insert("kind".into(), kind.into());
        for (name, place) in places {
            map.insert((*name).into(), (place + 1).into());
        }
        Value::Object(map)
    };
    match change {
        Change::Switch { matter, reading } => {
            let matter = &model.matters[matter];
            json!({ "kind": "reading", "matter": matter.id, "reading": matter.readings[reading].id })
        }
        Change::Allow { rule } => {
            json!({ "kind": "allow", "rule": model.impossible[rule].source })
        }
        Change::Forbid { option: at } => json!({ "kind": "forbid", "option": option(at) }),
        Change::OneWay { option: at } => json!({ "kind": "one-way", "option": option(at) }),
        Change::Alone { option: at, party: by } => {
            json!({ "kind": "alone", "option": option(at), "party": party(by) })
        }
        Change::Adopt { view } => {
            json!({ "kind": "view", "party": party(model.views[view].party) })
        }
        Change::Swap { party, origin, first } => {
            with(list(party, origin), "move", &[("from", first), ("to", first + 1)])
        }
        Change::Move { party, origin, from, to } => {
            with(list(party, origin), "move", &[("from", from), ("to", to)])
        }
        Change::Drop { party, origin, place } => {
            with(list(party, origin), "drop", &[("place", place)])
        }
        Change::Reverse { party, origin, place } => {
            with(list(party, origin), "reverse", &[("place", place)])
        }
    }
}
