//! The machine-readable answer of `detente forecast`.

use super::joint::{Joint, Traded};
use super::model::{Model, Outcome};
use super::moves::camps;
use super::report::{Forecast, ForecastAsked, ForecastReport};
use super::spreads::Spreads;
use crate::json::head;
use detente_bargain::{ChallengeRun, ChallengeVariant, OfferKind, Stopped, Transition};
use detente_case::Case;
use detente_model::{Issue, Scale};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// The name and major version of the answer.
pub const FORECAST_SCHEMA: &str = "detente.forecast/1";

/// Writes the forecasts of every issue with positions.
#[derive(Clone, Copy, Debug)]
pub struct ForecastOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was asked.
    pub asked: &'a ForecastAsked,
    /// What was found.
    pub found: &'a ForecastReport,
    /// Where the weighted mean of an issue is to be brought: the issue and the point on its line.
    pub reach: &'a [(usize, f64)],
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for ForecastOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Forecast", 9)?;
        out.serialize_field("schema", FORECAST_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let issues: Vec<Value> =
            self.found.issues.iter().map(|forecast| self.issue(forecast)).collect();
        out.serialize_field("issues", &issues)?;
        out.serialize_field("spatial", &self.found.joint.as_ref().map(|joint| self.joint(joint)))?;
        out.serialize_field(
            "exchange",
            &self.found.traded.as_ref().map(|traded| self.traded(traded)),
        )?;
        out.end()
    }
}

/// The scale of an issue: its words with their places, if they have any, or its ends and unit.
fn scale(issue: &Issue) -> Value {
    match &issue.scale {
        Scale::Words(words) => json!({ "words": words, "places": issue.places }),
        Scale::Numbers { from, to, unit } => json!({ "from": from, "to": to, "unit": unit }),
    }
}

fn said(outcome: &Outcome) -> Map<String, Value> {
    let value = match outcome {
        Outcome::At(at) => json!({ "value": at }),
        Outcome::Between(low, high) => json!({ "low": low, "high": high }),
        Outcome::NoAgreement(at) => json!({ "value": null, "no_agreement": true, "stays": at }),
        Outcome::Refused(reason) => json!({ "value": null, "refused": reason }),
    };
    value.as_object().cloned().unwrap_or_default()
}

impl ForecastOutput<'_> {
    fn party(&self, party: usize) -> &str {
        &self.case.model.parties[party].id
    }

    fn issue(&self, forecast: &Forecast) -> Value {
        let issue = &self.case.model.issues[forecast.issue];
        let mut models = Map::new();
        for (kind, outcome) in &forecast.models {
            let mut fields = said(outcome);
            match (kind, outcome) {
                // Where the median is one point, both ends are it.
                (Model::Median, Outcome::At(at)) => {
                    fields = Map::from_iter([
                        ("low".to_owned(), json!(at)),
                        ("high".to_owned(), json!(at)),
                    ]);
                }
                (Model::Challenge, _) => {
                    if let Some(run) = &forecast.challenge {
                        fields.extend(self.rounds(run));
                    }
                }
                (Model::Spatial, _) => {
                    let common = || self.found.joint.as_ref();
                    let joint = forecast.spatial.as_ref().or_else(common);
                    let mean = joint.and_then(|joint| joint.mean(forecast.issue));
                    // With the parties in their order, whatever comes out in another.
                    fields.insert("value".into(), json!(mean));
                    if let Some(alone) = &forecast.spatial {
                        fields.insert("run".into(), self.joint(alone));
                    }
                }
                _ => {}
            }
            if let Some(spreads) = forecast.spreads.iter().find(|spreads| spreads.model == *kind) {
                fields.insert("draws".into(), self.spreads(issue, spreads));
            }
            models.insert(kind.id().into(), Value::Object(fields));
        }
        let pulls = forecast.mean.as_ref().map(|mean| {
            let each = mean.pulls.iter().map(|pull| {
                json!({
                    "party": self.party(pull.party),
                    "position": pull.position,
                    "weight": pull.weight,
                    "share": pull.share,
                    "pull": pull.pull,
                    "without": mean.without(pull.party),
                    "at_half_weight": mean.reweighed(pull.party, pull.weight / 2.0),
                })
            });
            each.collect::<Vec<Value>>()
        });
        let counted: Vec<&str> =
            forecast.counted(&self.case.model).map(|party| self.party(party)).collect();
        let unknown = forecast.left_out.iter().map(|left| {
            let unknown: Vec<String> = left.unknown.iter().map(ToString::to_string).collect();
            (self.party(left.party).to_owned(), json!(unknown))
        });
        let unknown: Map<String, Value> = unknown.collect();
        let names = |parties: &[usize]| -> Vec<&str> {
            parties.iter().map(|&party| self.party(party)).collect()
        };
        let left_out: Vec<usize> = forecast.left_out.iter().map(|left| left.party).collect();
        json!({
            "id": issue.id,
            "scale": scale(issue),
            "parties": counted,
            "left_out": names(&left_out),
            "unknown": unknown,
            "no_position": names(&forecast.silent),
            "pivotal": names(&forecast.pivotal),
            "models": models,
            "pulls": pulls,
            "levers": self.levers(forecast),
        })
    }

    /// What each party would have to change to bring the mean to the points asked for.
    fn levers(&self, forecast: &Forecast) -> Vec<Value> {
        let Some(mean) = &forecast.mean else { return Vec::new() };
        let bounds = super::stake::ends(&self.case.model.issues[forecast.issue]);
        let asked = self.reach.iter().filter(|(issue, _)| *issue == forecast.issue);
        let each = asked.map(|&(_, to)| {
            let parties = mean.levers(to).into_iter().map(|lever| {
                json!({
                    "party": self.party(lever.party),
                    "position": lever.position,
                    "weight": lever.weight,
                })
            });
            let least = mean.least_move(to, bounds);
            json!({
                "to": to,
                "parties": parties.collect::<Vec<Value>>(),
                "least": least.map(|(party, at)| json!({ "party": self.party(party), "position": at })),
            })
        });
        each.collect()
    }

    fn rounds(&self, run: &ChallengeRun) -> Map<String, Value> {
        let rounds = run.rounds.iter().enumerate().map(|(number, round)| {
            // A move is made from where all stood before.
            let before = &run.rounds[number.saturating_sub(1)].positions;
            let positions = run.parties.iter().zip(&round.positions);
            let positions: Map<String, Value> =
                positions.map(|(&party, at)| (self.party(party).to_owned(), json!(at))).collect();
            let moves = round.moves.iter().map(|made| {
                let offer = &made.offers[made.taken];
                let (with, against) = camps(run, before, made.party, offer.other);
                let names = |of: Vec<usize>| -> Vec<&str> {
                    of.into_iter().map(|party| self.party(party)).collect()
                };
                json!({
                    "party": self.party(made.party),
                    "votes_for": names(with),
                    "votes_against": names(against),
                    "from": made.from,
                    "to": made.to,
                    "because_of": self.party(offer.other),
                    "kind": match offer.kind {
                        OfferKind::Confrontation => "confrontation",
                        OfferKind::Compromise => "compromise",
                    },
                })
            });
            let moves: Vec<Value> = moves.collect();
            json!({ "median": round.median, "median_up_to": round.median_up_to, "mean": round.mean, "positions": positions, "moves": moves })
        });
        let variant = match self.asked.challenge.variant {
            ChallengeVariant::AsComputed => "as-computed",
            ChallengeVariant::AsPrinted => "as-printed",
        };
        Map::from_iter([
            ("variant".to_owned(), json!(variant)),
            ("rounds".to_owned(), json!(rounds.collect::<Vec<Value>>())),
            ("settled".to_owned(), json!(run.settled)),
        ])
    }

    fn spreads(&self, issue: &Issue, spreads: &Spreads) -> Value {
        let draws = &spreads.draws;
        let quantiles: Map<String, Value> = [0.05, 0.25, 0.5, 0.75, 0.95]
            .into_iter()
            .map(|share| (format!("{share}"), json!(draws.quantile(share))))
            .collect();
        // Numbers of words have no mean and no variance.
        let ordinal = super::stake::ends(issue).is_none();
        let influences = spreads.influences.as_ref().filter(|_| !ordinal).map(|found| {
            let inputs = found.inputs.iter().map(|own| {
                json!({
                    "party": self.party(own.input.party),
                    "input": own.input.which.to_string(),
                    "first": own.first,
                    "total": own.total,
                    "error": own.error,
                })
            });
            json!({ "exact": found.exact, "inputs": inputs.collect::<Vec<Value>>() })
        });
        json!({
            "draws": draws.outcomes.len(),
            "seed": self.asked.seed,
            "mean": (!ordinal).then(|| draws.mean()),
            "quantiles": quantiles,
            "refused": draws.refused.as_ref().map(|(count, _)| count),
            "influences": influences,
        })
    }

    fn joint(&self, joint: &Joint) -> Value {
        let (run, elected) = match &joint.result {
            Ok(found) => found,
            Err(reason) => return json!({ "refused": reason }),
        };
        let dimensions = joint.issues.len();
        let rows = |list: &[f64]| -> Map<String, Value> {
            let each = joint.parties.iter().zip(list.chunks(dimensions.max(1)));
            each.map(|(&party, row)| (self.party(party).to_owned(), json!(row))).collect()
        };
        let turns = run.states.iter().enumerate().map(|(number, state)| {
            let before = number.checked_sub(1).map(|turn| &run.turns[turn]);
            let moves = before.map(|turn| {
                let made = turn.moves.iter().filter_map(|made| {
                    let chosen = &made.queue[made.chosen];
                    let bargain = &turn.bargains[chosen.bargain?];
                    let mine = bargain.initiator == made.party;
                    let other = if mine { bargain.receiver } else { bargain.initiator };
                    Some(json!({
                        "party": self.party(joint.parties[made.party]),
                        "with": self.party(joint.parties[other]),
                        "proposed_by_it": mine,
                        "to": if mine { &bargain.initiator_to } else { &bargain.receiver_to },
                        "probability": chosen.probability,
                    }))
                });
                made.collect::<Vec<Value>>()
            });
            json!({
                "positions": rows(&state.positions),
                "means": state.means,
                "medians": state.medians,
                "moves": moves.unwrap_or_default(),
            })
        });
        let election = elected.iter().map(|winner| {
            let parties: Vec<&str> =
                winner.parties.iter().map(|&seat| self.party(joint.parties[seat])).collect();
            json!({
                "position": winner.position,
                "probability": winner.probability,
                "parties": parties,
            })
        });
        let names = |parties: &[usize]| -> Vec<&str> {
            parties.iter().map(|&party| self.party(party)).collect()
        };
        let left_out = names(&joint.left_out);
        let mut settings: Map<String, Value> = self
            .asked
            .spatial
            .settings()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect();
        if let Transition::Stochastic { seed } = self.asked.spatial.transition {
            settings.insert("seed".into(), json!(seed));
        }
        let issues: Vec<&str> =
            joint.issues.iter().map(|&issue| self.case.model.issues[issue].id.as_str()).collect();
        json!({
            "issues": issues,
            "settings": settings,
            "left_out": left_out,
            "saliences_scaled": names(&joint.scaled),
            "capabilities_averaged": names(&joint.averaged),
            "means_in_reverse_order": joint.reversed,
            "turns": turns.collect::<Vec<Value>>(),
            "election": election.collect::<Vec<Value>>(),
            "settled": run.stopped == Stopped::Settled,
        })
    }

    fn traded(&self, traded: &Traded) -> Value {
        let id = |at: usize| self.case.model.issues[traded.issues[at]].id.as_str();
        let half = |shift: &detente_bargain::Shift| {
            json!({
                "issue": id(shift.issue),
                "for": self.party(shift.demander),
                "by": self.party(shift.supplier),
                "from": traded.on_line(shift.issue, shift.from),
                "to": traded.on_line(shift.issue, shift.to),
            })
        };
        let exchanges = traded.run.exchanges.iter().map(|made| {
            json!({ "first": half(&made.first), "second": half(&made.second), "gain": made.gain })
        });
        json!({
            "exchanges": exchanges.collect::<Vec<Value>>(),
            "exhausted": traded.run.exhausted,
        })
    }
}
