//! The machine-readable answer of `detente spoilers`.

use crate::analysis::ReadingResult;
use crate::json::{choices, head};
use crate::spoiler::{
    Deterrent, MoverAt, OutcomeSpoilers, SpoilerQuestion, SpoilersAt, Standing, Tried, is_inside,
};
use crate::spoiler_document::SpoilerTold;
use crate::spoiler_remedy::{Offers, OtherOrder, OwnOrder, SpoilerRemedy};
use crate::words::mover_id;
use detente_case::Case;
use detente_stability::{Mover, Step};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// The name and major version of the answer.
pub const SPOILERS_SCHEMA: &str = "detente.spoilers/1";

/// Improvements listed of one mover; all are counted.
const MOST_LISTED: usize = 64;

/// Writes who could wreck some outcomes, per combination of readings.
///
/// What each field means is said in `docs/output/spoilers.md`.
#[derive(Clone, Copy, Debug)]
pub struct SpoilersOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was asked.
    pub question: &'a SpoilerQuestion<'a>,
    /// What was found.
    pub told: SpoilerTold<'a>,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for SpoilersOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.case.model;
        let outcomes: Vec<Value> =
            self.told.outcomes.iter().map(|outcome| self.outcome(outcome)).collect();
        let mut out = serializer.serialize_struct("Spoilers", 11)?;
        out.serialize_field("schema", SPOILERS_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        out.serialize_field("at", self.told.at)?;
        out.serialize_field("keep", self.told.keep)?;
        out.serialize_field("concept", self.question.concept.name())?;
        out.serialize_field("readings", &choices(model, self.question.analysis))?;
        out.serialize_field("outcomes_in_all", &self.told.total)?;
        out.serialize_field("outcomes", &outcomes)?;
        out.end()
    }
}

impl SpoilersOutput<'_> {
    fn outcome(&self, outcome: &OutcomeSpoilers) -> Value {
        let model = &self.case.model;
        let inside = model.parties.iter().enumerate();
        let inside = inside.filter(|(party, _)| is_inside(model, outcome.state, *party));
        let inside: Vec<&str> = inside.map(|(_, party)| party.id.as_str()).collect();
        let readings: Vec<Value> = outcome.readings.iter().map(|at| self.reading(at)).collect();
        json!({
            "state": model.pattern(outcome.state),
            "inside": inside,
            "readings": readings,
        })
    }

    fn reading(&self, at: &SpoilersAt) -> Value {
        let model = &self.case.model;
        let result = &self.question.analysis.readings[at.reading];
        let movers: Vec<Value> = at.movers.iter().map(|found| self.mover(result, found)).collect();
        let proposed = at.trials.iter().map(|trial| {
            let remedy = &model.remedies[trial.remedy];
            json!({
                "remedy": remedy.id,
                "stops": model.parties[remedy.stops].id,
                "needed": trial.needed,
                "result": match trial.result {
                    Tried::Works => "works",
                    Tried::Fails => "fails",
                    Tried::GivesUp => "gives-up",
                    Tried::Impossible => "impossible",
                },
            })
        });
        json!({
            "reading": at.reading,
            "holds": at.holds,
            "movers": movers,
            "proposed": proposed.collect::<Vec<_>>(),
        })
    }

    fn mover(&self, result: &ReadingResult, found: &MoverAt) -> Value {
        let model = &self.case.model;
        let state = |index: usize| model.pattern(result.space().state(index));
        let mut out = Map::new();
        out.insert("mover".into(), json!(mover_id(model, found.mover)));
        out.insert("standing".into(), json!(found.standing.code()));
        match &found.standing {
            Standing::Wrecks { ways, answered } | Standing::MovesOn { ways, answered } => {
                out.insert("improvements".into(), json!(ways.len() + answered));
                let ways = ways.iter().take(MOST_LISTED).map(|&way| {
                    let keeps = self.question.condition.eval(result.space().state(way));
                    json!({ "to": state(way), "keeps": keeps })
                });
                out.insert("ways".into(), Value::Array(ways.collect()));
                out.insert("answered".into(), json!(answered));
            }
            Standing::Deterred { by } => {
                out.insert("improvements".into(), json!(by.len()));
                let by =
                    by.iter().take(MOST_LISTED).map(|deterrent| self.deterrent(result, deterrent));
                out.insert("deterrents".into(), Value::Array(by.collect()));
            }
            Standing::Content { cheapest: Some(cheapest), .. } => {
                let cost = json!({
                    "to": state(cheapest.to),
                    "loser": model.parties[cheapest.loser].id,
                    "loses": cheapest.loses,
                });
                out.insert("cheapest".into(), cost);
            }
            Standing::Content { .. } => {}
        }
        if let Some(kind) = found.kind {
            out.insert("type".into(), json!(kind.word()));
        }
        if let Some(remedy) = &found.remedy {
            out.insert("remedy".into(), self.remedy(result, remedy));
        }
        Value::Object(out)
    }

    fn steps(&self, result: &ReadingResult, steps: &[Step]) -> Value {
        let model = &self.case.model;
        let steps = steps.iter().map(|step| {
            json!({
                "mover": mover_id(model, step.mover),
                "to": model.pattern(result.space().state(step.to)),
            })
        });
        Value::Array(steps.collect())
    }

    fn deterrent(&self, result: &ReadingResult, deterrent: &Deterrent) -> Value {
        let state = |index: usize| self.case.model.pattern(result.space().state(index));
        let answer = &deterrent.answer;
        let mut out = Map::new();
        out.insert("improvement".into(), json!(state(answer.improvement)));
        out.insert("answer".into(), self.steps(result, &answer.steps));
        out.insert("outcome".into(), json!(state(answer.outcome)));
        let credible = deterrent.checked.then_some(deterrent.doubt.is_none());
        out.insert("credible".into(), json!(credible));
        if let Some(doubt) = &deterrent.doubt {
            let mut why = Map::new();
            why.insert("step".into(), json!(doubt.step));
            let (reason, steps) = match &doubt.answered {
                None => ("does-not-pay", None),
                Some(answered) => ("answered", Some(self.steps(result, &answered.steps))),
            };
            why.insert("reason".into(), json!(reason));
            why.extend(steps.map(|steps| ("answer".to_owned(), steps)));
            out.insert("doubt".into(), Value::Object(why));
        }
        Value::Object(out)
    }

    fn remedy(&self, result: &ReadingResult, remedy: &SpoilerRemedy) -> Value {
        let model = &self.case.model;
        let mut out = Map::new();
        out.insert("offers".into(), self.offers(result, &remedy.offers));
        if let Some(order) = &remedy.own_order {
            let order = match order {
                OwnOrder::Nearest { order, swaps } => json!({ "swaps": swaps, "order": order }),
                OwnOrder::None => json!({ "swaps": null }),
                OwnOrder::Ranked => json!({ "not_tried": "it has a ranking" }),
                OwnOrder::NotTried(reason) => json!({ "not_tried": reason }),
            };
            out.insert("own_order".into(), order);
        }
        if let Some(OtherOrder { swaps, changes, tried }) = &remedy.other_order {
            let changes: Vec<Value> = changes
                .iter()
                .map(|(party, order)| json!({ "party": model.parties[*party].id, "order": order }))
                .collect();
            let found = json!({ "swaps": swaps, "changes": changes, "swaps_tried": tried });
            out.insert("other_order".into(), found);
        }
        Value::Object(out)
    }

    fn offers(&self, result: &ReadingResult, offers: &Offers) -> Value {
        let model = &self.case.model;
        let first = offers.first.iter().map(|offer| {
            let leavers: Vec<String> =
                offer.leavers.iter().map(|&mover: &Mover| mover_id(model, mover)).collect();
            json!({
                "to": model.pattern(result.space().state(offer.to)),
                "content": offer.content,
                "leavers": leavers,
                "reachable": offer.reachable,
            })
        });
        if !offers.tried {
            return json!({ "not_tried": "there are too many outcomes" });
        }
        json!({
            "changes": offers.changes,
            "in_all": offers.total,
            "listed": first.collect::<Vec<_>>(),
        })
    }
}
