//! The machine-readable answer of `detente threats`.

use crate::analysis::{Analysis, Limits};
use crate::engine::EngineError;
use crate::json::{choices, head, patterns};
use crate::threats::{Belief, Carrying, carrying};
use detente_case::Case;
use detente_stability::Concept;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const THREATS_SCHEMA: &str = "detente.threats/1";

/// Writes for every threat or promise where it is called and where it would be carried out.
#[derive(Debug)]
pub struct ThreatsOutput<'a> {
    case: &'a Case,
    analysis: &'a Analysis,
    concept: Concept,
    version: &'a str,
    /// By threat and combination of readings.
    found: Vec<Vec<Carrying>>,
}

impl<'a> ThreatsOutput<'a> {
    /// Finds what is to be written.
    ///
    /// # Errors
    /// If the engine refuses.
    pub fn new(
        case: &'a Case,
        analysis: &'a Analysis,
        concept: Concept,
        version: &'a str,
        limits: &Limits<'_>,
    ) -> Result<Self, EngineError> {
        let of = |threat| {
            let each = analysis.readings.iter();
            each.map(|result| carrying(result, threat, concept, limits)).collect()
        };
        let found = case.model.threats.iter().map(of).collect::<Result<_, _>>()?;
        Ok(Self { case, analysis, concept, version, found })
    }
}

impl Serialize for ThreatsOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.case.model;
        let mut out = serializer.serialize_struct("Threats", 8)?;
        out.serialize_field("schema", THREATS_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        out.serialize_field("concept", self.concept.name())?;
        out.serialize_field("readings", &choices(model, self.analysis))?;
        let threats = model.threats.iter().zip(&self.found).map(|(threat, found)| {
            let each = found.iter().zip(&self.analysis.readings).map(|(carrying, result)| {
                let states = |set: &[usize]| patterns(model, result, set);
                json!({
                    "belief": match carrying.belief() {
                        Belief::Believable => "believable",
                        Belief::Partly => "partly",
                        Belief::Empty => "empty",
                        Belief::Never => "never",
                    },
                    "called": states(&carrying.called),
                    "pays": states(&carrying.pays),
                    "does": states(&carrying.does),
                    "done": states(&carrying.done),
                    "undoes": states(&carrying.undone),
                })
            });
            json!({
                "id": threat.id,
                "by": model.parties[threat.party].id,
                "kind": if threat.promise { "promise" } else { "threat" },
                "text": threat.text,
                "because": threat.support.because,
                "against": threat.support.against,
                "readings": each.collect::<Vec<Value>>(),
            })
        });
        out.serialize_field("threats", &threats.collect::<Vec<Value>>())?;
        out.end()
    }
}
