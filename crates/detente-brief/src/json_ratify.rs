//! The machine-readable answer of `detente ratify`.

use crate::analysis::{Analysis, ReadingResult};
use crate::json::{choices, head, patterns};
use crate::ratify::{WinSet, WishChange, WishEffect};
use crate::ratify_words::{Ratified, RatifyAsked, shared};
use detente_case::Case;
use detente_model::Ratification;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const RATIFY_SCHEMA: &str = "detente.ratify/1";

/// Writes the win-sets of the parties that need consent, who binds, and what a change of wishes does.
#[derive(Clone, Copy, Debug)]
pub struct RatifyOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was computed, under one concept.
    pub analysis: &'a Analysis,
    /// What was asked.
    pub asked: &'a RatifyAsked,
    /// What was found.
    pub found: &'a [Ratified<'a>],
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for RatifyOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.case.model;
        let mut out = serializer.serialize_struct("Ratify", 10)?;
        out.serialize_field("schema", RATIFY_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        out.serialize_field("concept", &self.analysis.concepts.first().map(|c| c.name()))?;
        out.serialize_field("at", &self.asked.at.as_ref().map(|(source, _)| source))?;
        out.serialize_field("readings", &choices(model, self.analysis))?;
        let parties = self.found.iter().map(|found| self.party(found.needed, &found.sets));
        out.serialize_field("parties", &parties.collect::<Vec<Value>>())?;
        let shared: Option<Vec<Vec<String>>> = (self.found.len() > 1).then(|| {
            let each = self.analysis.readings.iter().enumerate();
            let shared =
                each.map(|(reading, result)| patterns(model, result, &shared(self.found, reading)));
            shared.collect()
        });
        out.serialize_field("common", &shared)?;
        out.end()
    }
}

impl RatifyOutput<'_> {
    fn party(&self, needed: &Ratification, sets: &[WinSet]) -> Value {
        let model = &self.case.model;
        let members = needed.members.iter().map(|member| {
            json!({
                "id": member.id,
                "name": member.name,
                "because": member.support.because,
                "against": member.support.against,
                "assumed": member.support.assumed.as_ref().map(|assumed| &assumed.reason),
            })
        });
        let readings = sets.iter().zip(&self.analysis.readings).map(|(set, result)| {
            let members = set.members.iter().zip(&needed.members).map(|(binding, member)| {
                json!({
                    "id": member.id,
                    "consents": binding.consents,
                    "if-always": binding.if_always,
                    "if-never": binding.if_never,
                    "pivotal": binding.is_pivotal(),
                })
            });
            let effects = set.effects.iter().map(|effect| self.effect(needed, result, effect));
            json!({
                "asked": set.asked.len(),
                "passing": patterns(model, result, &set.passing),
                "holding": patterns(model, result, &set.holding),
                "holding-passing": patterns(model, result, &set.holding_inside()),
                "members": members.collect::<Vec<Value>>(),
                "tried": set.tried,
                "effects": effects.collect::<Vec<Value>>(),
            })
        });
        json!({
            "party": model.parties[needed.party].id,
            "text": needed.text,
            "rule": needed.source,
            "instead": model.pattern(model.instead(needed)),
            "because": needed.support.because,
            "against": needed.support.against,
            "assumed": needed.support.assumed.as_ref().map(|assumed| &assumed.reason),
            "members": members.collect::<Vec<Value>>(),
            "readings": readings.collect::<Vec<Value>>(),
        })
    }

    fn effect(&self, needed: &Ratification, result: &ReadingResult, effect: &WishEffect) -> Value {
        let model = &self.case.model;
        let (kind, place) = match effect.change {
            WishChange::Swap(place) => ("swap", place),
            WishChange::Drop(place) => ("drop", place),
            WishChange::Reverse(place) => ("reverse", place),
        };
        json!({
            "member": needed.members[effect.member].id,
            "change": kind,
            // Counted from 1, as people count wishes.
            "wish": place + 1,
            "gained": effect.gained,
            "lost": effect.lost,
            "entering": patterns(model, result, &effect.entering),
            "leaving": patterns(model, result, &effect.leaving),
        })
    }
}
