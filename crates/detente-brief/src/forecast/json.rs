//! The machine-readable answer of `detente forecast`.

use super::report::{Forecast, Outcome};
use crate::json::head;
use detente_case::Case;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const FORECAST_SCHEMA: &str = "detente.forecast/1";

/// Writes the forecasts of every issue with positions.
#[derive(Clone, Copy, Debug)]
pub struct ForecastOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found.
    pub found: &'a [Forecast],
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for ForecastOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Forecast", 7)?;
        out.serialize_field("schema", FORECAST_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let issues: Vec<Value> = self.found.iter().map(|forecast| self.issue(forecast)).collect();
        out.serialize_field("issues", &issues)?;
        out.end()
    }
}

impl ForecastOutput<'_> {
    fn issue(&self, forecast: &Forecast) -> Value {
        let model = &self.case.model;
        let party = |party: usize| model.parties[party].id.as_str();
        let models = forecast.models.iter().map(|(kind, outcome)| {
            let said = match outcome {
                Outcome::At(at) => json!({ "at": at }),
                Outcome::Between(from, to) => json!({ "from": from, "to": to }),
                Outcome::NoAgreement(at) => json!({ "no-agreement": true, "at": at }),
                Outcome::Refused(reason) => json!({ "refused": reason }),
            };
            json!({ "model": kind.id(), "outcome": said })
        });
        let pulls = forecast.mean.as_ref().map(|mean| {
            let each = mean.pulls.iter().map(|pull| {
                json!({
                    "party": party(pull.party),
                    "position": pull.position,
                    "weight": pull.weight,
                    "share": pull.share,
                    "pull": pull.pull,
                    "without": mean.without(pull.party),
                })
            });
            each.collect::<Vec<Value>>()
        });
        let left = forecast.left_out.iter().map(|left| {
            let unknown: Vec<String> = left.unknown.iter().map(ToString::to_string).collect();
            json!({ "party": party(left.party), "unknown": unknown })
        });
        json!({
            "issue": model.issues[forecast.issue].id,
            "models": models.collect::<Vec<Value>>(),
            "pulls": pulls,
            "left-out": left.collect::<Vec<Value>>(),
            "no-position": forecast.silent.iter().map(|&silent| party(silent)).collect::<Vec<&str>>(),
        })
    }
}
