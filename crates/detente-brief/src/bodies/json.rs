//! The machine-readable answer of `detente bodies`.

use super::mandate::{Hole, Mandates};
use super::question_json::question_value;
use super::table::{BodyReport, Row};
use super::words::sets;
use crate::json::head;
use detente_bodies::planner::Need;
use detente_case::Case;
use detente_model::{Reach, Support};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const BODIES_SCHEMA: &str = "detente.bodies/1";

/// Writes the planner's table of some bodies and the mandates of all.
#[derive(Clone, Copy, Debug)]
pub struct BodiesOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found, body by body.
    pub reports: &'a [BodyReport<'a>],
    /// The mandates, if the case says anything of them.
    pub mandates: Option<&'a Mandates<'a>>,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for BodiesOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Bodies", 8)?;
        out.serialize_field("schema", BODIES_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let bodies: Vec<Value> = self.reports.iter().map(|report| self.body(report)).collect();
        out.serialize_field("bodies", &bodies)?;
        out.serialize_field("mandates", &self.mandates.map(|found| self.mandates(found)))?;
        out.end()
    }
}

impl BodiesOutput<'_> {
    fn body(&self, report: &BodyReport<'_>) -> Value {
        let body = report.asked.body;
        let fillings = report.asked.fillings.iter().map(|filling| {
            let members = filling
                .members
                .iter()
                .map(|member| json!({ "id": member.id, "bloc": member.group.as_ref().unwrap_or(&member.id) }));
            json!({
                "id": filling.id,
                "seats": filling.seats,
                "text": filling.text,
                "members": members.collect::<Vec<Value>>(),
                "because": filling.support.map(|support| &support.because),
            })
        });
        let rules = report.asked.rules.iter().map(|rule| {
            let asks = rule.requests.iter().map(|voter| json!(voter.id(&self.case.model.parties)));
            json!({
                "name": rule.name,
                "rule": rule.source,
                "class": rule.class,
                "request": asks.collect::<Vec<Value>>(),
                "default_act": rule.default_act,
                "abstain": rule.abstain,
                "because": rule.support.map(|support| &support.because),
            })
        });
        let rows = report.rows.iter().enumerate().map(|(place, row)| row_value(report, place, row));
        let unfit = report.unfit.iter().map(
            |unfit| json!({ "filling": unfit.filling, "rule": unfit.rule, "reason": unfit.reason }),
        );
        let bloc = |place: usize| &report.blocs[place];
        json!({
            "id": body.id,
            "name": body.name,
            "blocs": report.blocs,
            "ours": report.sides.map(|sides| bloc(sides.ours)),
            "theirs": report.sides.map(|sides| bloc(sides.theirs)),
            "votes": report.asked.votes.as_ref().map(|votes| json!({
                "departure": votes.departure,
                "cohesion": votes.cohesion,
                "leanings": votes.leanings,
                "common": votes.common,
            })),
            "fillings": fillings.collect::<Vec<Value>>(),
            "rules": rules.collect::<Vec<Value>>(),
            "rows": rows.collect::<Vec<Value>>(),
            "not_computed": unfit.collect::<Vec<Value>>(),
            "questions": report.members.iter().map(question_value).collect::<Vec<Value>>(),
        })
    }

    fn mandates(&self, found: &Mandates<'_>) -> Value {
        let lines = found.bodies.iter().flat_map(|body| {
            body.mandate.iter().map(|line| {
                let (reach, of) = match &line.reach {
                    Reach::In => ("in", Vec::new()),
                    Reach::Out => ("out", Vec::new()),
                    Reach::OnRequest(of) => (
                        "on request",
                        of.iter().map(|voter| json!(voter.id(&self.case.model.parties))).collect(),
                    ),
                };
                json!({
                    "body": body.id,
                    "on": line.on,
                    "reach": reach,
                    "of": of,
                    "classes": line.classes,
                    "because": line.support.because,
                    "assumed": assumed(&line.support),
                })
            })
        });
        let subjects = found.subjects.iter().map(|subject| {
            json!({
                "id": subject.id,
                "text": subject.text,
                "clause": subject.clause,
                "category": subject.category.map(detente_model::Category::word),
            })
        });
        let shifts = found.shifts.iter().map(|shift| {
            json!({
                "body": shift.body,
                "issue": shift.subject.id,
                "category": shift.now.0.word(),
                "in": shift.now.1,
                "if": shift.then.word(),
            })
        });
        json!({
            "subjects": subjects.collect::<Vec<Value>>(),
            "lines": lines.collect::<Vec<Value>>(),
            "holes": found.holes.iter().map(|hole| self.hole(hole)).collect::<Vec<Value>>(),
            "shifts": shifts.collect::<Vec<Value>>(),
        })
    }
}

fn assumed(support: &Support) -> Option<&String> {
    support.assumed.as_ref().map(|assumed| &assumed.reason)
}

/// A need as a number of others, or null for never.
fn need(need: Need) -> Value {
    match need {
        Need::Others(others) => json!(others),
        Need::Never => Value::Null,
    }
}

/// Counts are written as texts, since they can be larger than numbers in JSON may be.
fn row_value(report: &BodyReport<'_>, place: usize, row: &Row) -> Value {
    let voters = row.chamber.voters.iter().zip(&row.chamber.bloc);
    let voters = voters.map(|(voter, bloc)| json!({ "id": voter.id, "bloc": report.blocs[*bloc] }));
    let block = row.block.iter().enumerate().filter_map(|(bloc, found)| {
        Some(json!({ "bloc": report.blocs[bloc], "others": need((*found)?) }))
    });
    let power = row.game.as_ref().map(|game| {
        let swings = game.swings();
        let seated = (0..game.blocs).filter(|&bloc| !report.is_absent(row, bloc));
        let each = seated.map(|bloc| {
            json!({
                "bloc": report.blocs[bloc],
                "swings": swings[bloc],
                "veto": game.has_veto(bloc),
                "dummy": game.is_dummy(bloc),
            })
        });
        each.collect::<Vec<Value>>()
    });
    let sided = |found: Option<Need>| {
        found.map_or(
            json!({ "known": false }),
            |found| json!({ "known": true, "others": need(found) }),
        )
    };
    json!({
        "filling": row.filling,
        "rule": row.rule,
        "voters": voters.collect::<Vec<Value>>(),
        "force": sided(row.force),
        "forced": sided(row.forced),
        "secure": report.is_secure(row),
        "block": block.collect::<Vec<Value>>(),
        "blocs": power,
        "winning": row.winning.to_string(),
        "votes": sets(row).to_string(),
        "deadlocks": row.deadlocks.to_string(),
        "splits": (sets(row) / 2).max(1).to_string(),
        "chances": row.chances.map(|chances| json!({
            "against_worst": chances.against_worst,
            "against_mean": chances.against_mean,
            "for_worst": chances.for_worst,
            "common": chances.common,
        })),
        "frontier": report.frontier.contains(&place),
    })
}

impl BodiesOutput<'_> {
    fn hole(&self, found: &Hole<'_>) -> Value {
        match found {
            Hole::NoVerifier(subject) => json!({ "hole": "no-verifier", "on": subject.id }),
            Hole::Shared(subject, bodies) => {
                json!({ "hole": "shared", "on": subject.id, "bodies": bodies })
            }
            Hole::NoClause(body) => json!({ "hole": "no-clause", "body": body }),
            Hole::NoTrigger(body, class) => {
                json!({ "hole": "no-trigger", "body": body, "class": class })
            }
            Hole::NobodyAsks(body, subject, who) => {
                let of: Vec<Value> =
                    who.iter().map(|voter| json!(voter.id(&self.case.model.parties))).collect();
                json!({ "hole": "nobody-asks", "body": body, "on": subject.id, "of": of })
            }
            Hole::NoAccess(body) => json!({ "hole": "no-access", "body": body }),
            Hole::NoAddressee(body) => json!({ "hole": "no-addressee", "body": body }),
        }
    }
}
