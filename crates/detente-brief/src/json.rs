//! Machine-readable answers. These types are the contract; nothing else in the house is serialised.

use crate::analysis::{Analysis, ReadingResult};
use crate::ways::Further;
use crate::words::mover_id;
use detente_case::Case;
use detente_model::Model;
use detente_stability::{Mover, StateSet, StateSpace};
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
    /// What was found in further ways of looking ahead, for each combination of readings.
    pub further: &'a [Vec<Further>],
    /// The extension under which what the readings disagree on is unknown; then the one reading is
    /// all of them together.
    pub unknown: Option<&'a str>,
    /// Concepts that were asked for and refused, with the reason.
    pub refused: &'a [(String, String)],
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
        let further = self.further.iter().flatten().map(|way| {
            let stable = way.stable.iter().map(|(_, set)| set.len());
            way.equilibria.len() + if self.equilibria_only { 0 } else { stable.sum() }
        });
        self.analysis.readings.iter().map(per_reading).sum::<usize>() + further.sum::<usize>()
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
        for (place, result) in results.iter().enumerate() {
            let further = self.0.further.get(place).map_or(&[][..], Vec::as_slice);
            seq.serialize_element(&Reading { output: self.0, result, further })?;
        }
        seq.end()
    }
}

struct Reading<'a> {
    output: StabilityOutput<'a>,
    result: &'a ReadingResult,
    further: &'a [Further],
}

impl Serialize for Reading<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let base = self.output.analysis.base().space().len();
        let feasible = self.result.space().len();
        // A reading may have rules of its own; where it does, its own count is said.
        let own = feasible != base;
        let unknown = self.output.unknown;
        let fields = 2 + usize::from(own) + usize::from(unknown.is_some());
        let mut out = serializer.serialize_struct("Reading", fields)?;
        let choice = if unknown.is_some() { &[][..] } else { &self.result.choice };
        out.serialize_field("reading", &Choice { model: &self.output.case.model, choice })?;
        if let Some(extension) = unknown {
            out.serialize_field("unknown", extension)?;
        }
        if own {
            out.serialize_field("feasible", &feasible)?;
        }
        out.serialize_field("concepts", &Concepts(self))?;
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

/// The readings an answer is given for, each by what is chosen for every matter.
pub(crate) fn choices<'a>(model: &'a Model, analysis: &'a Analysis) -> Vec<Choice<'a>> {
    analysis.readings.iter().map(|result| Choice { model, choice: &result.choice }).collect()
}

/// Outcomes of a reading, as strings of Y and N.
pub(crate) fn patterns(model: &Model, result: &ReadingResult, states: &[usize]) -> Vec<String> {
    states.iter().map(|&state| model.pattern(result.space().state(state))).collect()
}

struct Concepts<'a>(&'a Reading<'a>);

impl Serialize for Concepts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Refused<'a> {
            refused: &'a str,
        }
        let Reading { output, result, further } = *self.0;
        let mut map = serializer.serialize_map(None)?;
        for solution in &result.solutions {
            let sets = |joint| {
                let of = solution
                    .movers()
                    .filter(move |(mover, _)| matches!(mover, Mover::Joint(_)) == joint);
                let named = of.map(|(mover, set)| (mover_id(&output.case.model, mover), set));
                (!output.equilibria_only).then(|| Sets { output, result, of: named.collect() })
            };
            map.serialize_entry(
                solution.concept().name(),
                &ConceptOut {
                    equilibria: States::of(output, result, solution.equilibria()),
                    stable: sets(false),
                    jointly: sets(true),
                },
            )?;
        }
        for way in further {
            let of = way.stable.iter().map(|(id, set)| (id.clone(), set)).collect();
            map.serialize_entry(
                &way.name,
                &ConceptOut {
                    equilibria: States::of(output, result, &way.equilibria),
                    stable: (!output.equilibria_only).then_some(Sets { output, result, of }),
                    jointly: None,
                },
            )?;
        }
        for (name, reason) in output.refused {
            map.serialize_entry(name, &Refused { refused: reason })?;
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

/// Stable sets by who they are stable for.
struct Sets<'a> {
    output: StabilityOutput<'a>,
    result: &'a ReadingResult,
    of: Vec<(String, &'a StateSet)>,
}

impl Serialize for Sets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let states = |set| States::of(self.output, self.result, set);
        serializer.collect_map(self.of.iter().map(|(id, set)| (id, states(set))))
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
