//! Machine-readable answers. These types are the contract; nothing else in the house is serialised.

use crate::analysis::{Analysis, ReadingResult};
use crate::words::mover_id;
use detente_case::Case;
use detente_model::Model;
use detente_stability::{Concept, Mover, StateSet, StateSpace};
use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The name and major version of the stability answer.
pub const STABILITY_SCHEMA: &str = "detente.stability/1";

/// Writes the answer of `detente stability --json` as it goes: states are never all in memory as text.
#[derive(Clone, Copy, Debug)]
pub struct StabilityOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found.
    pub analysis: &'a Analysis,
    /// The version of the program.
    pub version: &'a str,
    /// Leaves out the stable sets of each party.
    pub equilibria_only: bool,
    /// Concepts that were asked for and refused, with the reason.
    pub refused: &'a [(Concept, String)],
}

impl StabilityOutput<'_> {
    /// Counts the states that would be listed.
    pub fn states_listed(&self) -> usize {
        let per_reading = |result: &ReadingResult| -> usize {
            let sets = result.solutions.iter().map(|solution| {
                let stable = if self.equilibria_only {
                    0
                } else {
                    solution.movers().map(|(_, set)| set.len()).sum()
                };
                solution.equilibria().len() + stable
            });
            sets.sum()
        };
        self.analysis.readings.iter().map(per_reading).sum()
    }
}

impl Serialize for StabilityOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Stability", 7)?;
        out.serialize_field("schema", STABILITY_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        out.serialize_field("feasible", &self.analysis.base().space().len())?;
        out.serialize_field("readings", &Readings(*self))?;
        out.end()
    }
}

/// Writes what every answer begins with: which program, which model, its parties and options.
pub(crate) fn head<O: SerializeStruct>(
    out: &mut O,
    case: &Case,
    version: &str,
) -> Result<(), O::Error> {
    #[derive(Serialize)]
    struct Tool<'a> {
        version: &'a str,
    }
    #[derive(Serialize)]
    struct ModelName<'a> {
        title: &'a str,
        fingerprint: &'a str,
    }
    #[derive(Serialize)]
    struct OptionOut<'a> {
        id: &'a str,
        by: Vec<&'a str>,
        text: &'a str,
    }
    let model = &case.model;
    let party = |index: &usize| model.parties[*index].id.as_str();
    let options: Vec<OptionOut<'_>> = model
        .options
        .iter()
        .map(|option| OptionOut {
            id: &option.id,
            by: option.owners.iter().map(party).collect(),
            text: &option.text,
        })
        .collect();
    out.serialize_field("tool", &Tool { version })?;
    out.serialize_field(
        "model",
        &ModelName { title: &model.title, fingerprint: &case.fingerprint },
    )?;
    out.serialize_field(
        "parties",
        &model.parties.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(),
    )?;
    out.serialize_field("options", &options)
}

struct Readings<'a>(StabilityOutput<'a>);

impl Serialize for Readings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let results = &self.0.analysis.readings;
        let mut seq = serializer.serialize_seq(Some(results.len()))?;
        for result in results {
            seq.serialize_element(&Reading { output: self.0, result })?;
        }
        seq.end()
    }
}

struct Reading<'a> {
    output: StabilityOutput<'a>,
    result: &'a ReadingResult,
}

impl Serialize for Reading<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let base = self.output.analysis.base().space().len();
        let feasible = self.result.space().len();
        // A reading may have rules of its own; where it does, its own count is said.
        let own = feasible != base;
        let mut out = serializer.serialize_struct("Reading", if own { 3 } else { 2 })?;
        out.serialize_field(
            "reading",
            &Choice { model: &self.output.case.model, choice: &self.result.choice },
        )?;
        if own {
            out.serialize_field("feasible", &feasible)?;
        }
        out.serialize_field("concepts", &Concepts { output: self.output, result: self.result })?;
        out.end()
    }
}

/// The reading chosen for each matter, by name.
pub(crate) struct Choice<'a> {
    pub(crate) model: &'a Model,
    pub(crate) choice: &'a [usize],
}

impl Serialize for Choice<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let matters = &self.model.matters;
        let mut map = serializer.serialize_map(Some(matters.len()))?;
        for (matter, &reading) in matters.iter().zip(self.choice) {
            map.serialize_entry(&matter.id, &matter.readings[reading].id)?;
        }
        map.end()
    }
}

struct Concepts<'a> {
    output: StabilityOutput<'a>,
    result: &'a ReadingResult,
}

impl Serialize for Concepts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Refused<'a> {
            refused: &'a str,
        }
        let mut map = serializer.serialize_map(None)?;
        for solution in &self.result.solutions {
            let stable = Sets { output: self.output, result: self.result, solution, joint: false };
            let jointly = Sets { output: self.output, result: self.result, solution, joint: true };
            map.serialize_entry(
                solution.concept().name(),
                &ConceptOut {
                    equilibria: States::of(self.output, self.result, solution.equilibria()),
                    stable: (!self.output.equilibria_only).then_some(stable),
                    jointly: (!self.output.equilibria_only).then_some(jointly),
                },
            )?;
        }
        for (concept, reason) in self.output.refused {
            map.serialize_entry(concept.name(), &Refused { refused: reason })?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct ConceptOut<'a> {
    equilibria: States<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stable: Option<Sets<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jointly: Option<Sets<'a>>,
}

struct Sets<'a> {
    output: StabilityOutput<'a>,
    result: &'a ReadingResult,
    solution: &'a detente_stability::Solution,
    joint: bool,
}

impl Serialize for Sets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (mover, set) in self.solution.movers() {
            if matches!(mover, Mover::Joint(_)) == self.joint {
                let id = mover_id(&self.output.case.model, mover);
                map.serialize_entry(&id, &States::of(self.output, self.result, set))?;
            }
        }
        map.end()
    }
}

/// A set of states as patterns, written as they come.
pub(crate) struct States<'a> {
    pub(crate) model: &'a Model,
    pub(crate) space: &'a StateSpace,
    pub(crate) set: Cow<'a, StateSet>,
}

impl<'a> States<'a> {
    fn of(output: StabilityOutput<'a>, result: &'a ReadingResult, set: &'a StateSet) -> Self {
        Self { model: &output.case.model, space: result.space(), set: Cow::Borrowed(set) }
    }
}

impl Serialize for States<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.set.len()))?;
        for index in self.set.iter() {
            seq.serialize_element(&self.model.pattern(self.space.state(index)))?;
        }
        seq.end()
    }
}
