//! The machine-readable answer of `detente agenda`.

use super::document::point_words;
use super::report::{Agenda, Ladder, Rung, RungKind, Walk, Zone};
use crate::json::head;
use detente_case::Case;
use detente_model::{Issue, Point};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const AGENDA_SCHEMA: &str = "detente.agenda/1";

/// Writes the issues with their ladders, what could be agreed, what stays open, and refusals.
#[derive(Clone, Copy, Debug)]
pub struct AgendaOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found.
    pub agenda: &'a Agenda,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for AgendaOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.case.model;
        let mut out = serializer.serialize_struct("Agenda", 9)?;
        out.serialize_field("schema", AGENDA_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let issues = (0..model.issues.len()).map(|index| self.issue(index));
        out.serialize_field("issues", &issues.collect::<Vec<Value>>())?;
        let open = self.agenda.unguarded.iter().map(|(clause, issues)| {
            json!({ "clause": model.clauses[*clause].id, "issues": self.ids(issues) })
        });
        out.serialize_field("unguarded", &open.collect::<Vec<Value>>())?;
        let waiting = self.agenda.waiting.iter();
        let waiting =
            waiting.map(|(step, issues)| json!({ "step": step, "issues": self.ids(issues) }));
        out.serialize_field("waiting", &waiting.collect::<Vec<Value>>())?;
        let walks = self.agenda.walks.iter().map(|walk| self.walk(walk));
        out.serialize_field("refused", &walks.collect::<Vec<Value>>())?;
        out.end()
    }
}

fn point(issue: &Issue, point: Point) -> Value {
    match point {
        Point::Word(_) => json!(point_words(issue, point)),
        Point::Number(number) => json!(number),
    }
}

fn rung(issue: &Issue, rung: &Rung) -> Value {
    let at = match rung.between {
        Some((from, to)) => json!({ "from": from, "to": to }),
        None => point(issue, rung.point),
    };
    json!({ "at": at, "is": kind(rung.kind) })
}

fn ladder(issue: &Issue, ladder: &Ladder) -> Vec<Value> {
    ladder.rungs.iter().map(|own| rung(issue, own)).collect()
}

fn zone(issue: &Issue, zone: &Zone) -> Value {
    match zone {
        Zone::Words(words) => {
            let words = words.iter().map(|&word| point(issue, Point::Word(word)));
            json!(words.collect::<Vec<Value>>())
        }
        Zone::Numbers(from, to) => json!({ "from": from, "to": to }),
        Zone::Nothing => json!([]),
        Zone::Unknown => Value::Null,
    }
}

fn kind(kind: RungKind) -> &'static str {
    match kind {
        RungKind::Opening => "opening",
        RungKind::Target => "target",
        RungKind::Fallback => "fallback",
        RungKind::Least => "least",
    }
}

impl AgendaOutput<'_> {
    fn ids(&self, issues: &[usize]) -> Vec<&str> {
        issues.iter().map(|&issue| self.case.model.issues[issue].id.as_str()).collect()
    }

    fn issue(&self, index: usize) -> Value {
        let model = &self.case.model;
        let issue = &model.issues[index];
        let ladders = self.agenda.ladders.iter().filter(|ladder| ladder.issue == index);
        let ladders = ladders.map(|own| {
            json!({
                "party": model.parties[own.party].id,
                "rungs": ladder(issue, own),
                "least-stated": own.bounded,
            })
        });
        let zone = zone(issue, &self.agenda.zones[index]);
        let links = issue.links.iter().map(
            |link| json!({ "text": link.text, "to": link.to, "because": link.support.because }),
        );
        json!({
            "id": issue.id,
            "question": issue.question,
            "category": issue.category.map(detente_model::Category::word),
            "asked-by": issue.asked_by.iter().map(|voter| voter.id(&self.case.model.parties)).collect::<Vec<&str>>(),
            "asked-of": issue.asked_of.iter().map(|voter| voter.id(&self.case.model.parties)).collect::<Vec<&str>>(),
            "ladders": ladders.collect::<Vec<Value>>(),
            "all-could-take": zone,
            "if-refused": links.collect::<Vec<Value>>(),
            "because": issue.support.because,
        })
    }

    fn walk(&self, walk: &Walk) -> Value {
        let model = &self.case.model;
        let issue = &model.issues[walk.refused.issue];
        let steps = walk.steps.iter().map(|own| rung(issue, own));
        let linked = walk.linked.iter().map(|linked| {
            let to = linked.to.as_ref().map(|to| {
                let other = &model.issues[to.issue];
                json!({
                    "issue": other.id,
                    "before": to.before.as_ref().map(|own| ladder(other, own)),
                    "after": to.after.as_ref().map(|own| ladder(other, own)),
                    "all-could-take": zone(other, &to.zone),
                })
            });
            json!({ "text": issue.links[linked.link].text, "to": to })
        });
        json!({
            "issue": issue.id,
            "party": model.parties[walk.refused.party].id,
            "times": walk.refused.times,
            "steps": steps.collect::<Vec<Value>>(),
            "ends": walk.ends,
            "linked": linked.collect::<Vec<Value>>(),
        })
    }
}
