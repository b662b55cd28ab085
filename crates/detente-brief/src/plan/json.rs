//! The machine-readable answer of `detente plan`.

use super::credible::Credible;
use super::json_numbers::{intervals, measured, name};
use super::report::{PLAN_CONCEPT, PlanReport};
use crate::json::head;
use detente_case::Case;
use detente_model::{Day, PlanDate, PlanKind};
use detente_plans::tree::{Comparison, Condition, Miss};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const PLAN_SCHEMA: &str = "detente.plan/1";

/// Writes what was found of the plans of a case.
#[derive(Clone, Copy, Debug)]
pub struct PlanOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found.
    pub reports: &'a [PlanReport<'a>],
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for PlanOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Plans", 7)?;
        out.serialize_field("schema", PLAN_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let plans: Vec<Value> = self.reports.iter().map(|report| self.plan(report)).collect();
        out.serialize_field("plans", &plans)?;
        out.end()
    }
}

impl PlanOutput<'_> {
    fn plan(&self, report: &PlanReport<'_>) -> Value {
        let plan = report.plan;
        let party = |party: usize| self.case.model.parties[party].id.as_str();
        let id = |node: usize| plan.nodes[node].id.as_str();
        let name = |node: usize, action: usize| name(report, node, action);
        let replies = report.replies.iter().map(|(node, actions)| {
            let actions: Vec<&str> = actions.iter().map(|&action| name(*node, action)).collect();
            json!({ "at": id(*node), "actions": actions })
        });
        let openings = report.openings.iter().map(|opening| {
            let (better, condition) = match &opening.better {
                None => ("open", None),
                Some(Comparison::Yes) => ("yes", None),
                Some(Comparison::No) => ("no", None),
                Some(Comparison::Depends(condition)) => ("depends", Some(condition.to_string())),
            };
            let mut told = json!({
                "than": name(0, opening.other), "better": better, "condition": condition,
            });
            if let Some(Comparison::Depends(condition)) = &opening.better {
                told["where"] = self.letters(report, condition);
            }
            told["measured"] = opening.measured.as_ref().map(measured).into();
            told
        });
        let promises = report.promises.iter().map(|promise| {
            let node = report.grown.sets[promise.set][0];
            let (credible, better) = match &promise.credible {
                Credible::Always => ("always", None),
                Credible::Never(better) => ("never", Some(name(node, *better))),
                Credible::Depends(_) => ("depends", None),
                Credible::Unranked => ("unranked", None),
            };
            let moves: Vec<&str> = promise
                .moves
                .iter()
                .flat_map(|&set| report.grown.sets[set].iter().map(|&node| id(node)))
                .collect();
            json!({
                "at": id(node),
                "action": name(node, promise.action),
                "planned": promise.planned,
                "credible": credible,
                "better": better,
                "instead": name(node, promise.instead),
                "moves": moves,
                "kind": promise.kind.word(),
            })
        });
        let end = |end: usize| plan.ends[end].id.as_str();
        let unplanned: Vec<&str> = report
            .audit
            .unplanned
            .iter()
            .filter_map(|&at| Some(id(report.grown.node[at]?)))
            .collect();
        let idle: Vec<&str> =
            report.audit.idle.iter().map(|&place| id(report.instructed[place])).collect();
        let twice: Vec<[&str; 2]> = report
            .audit
            .contradictions
            .iter()
            .map(|&(a, b)| [id(report.instructed[a]), id(report.instructed[b])])
            .collect();
        let cardinal = report.cardinal.as_ref().map(|found| self.cardinal(report, found));
        let windows = (0..plan.nodes.len()).filter(|&node| plan.nodes[node].window.is_some());
        let windows = windows.map(|node| self.window(report, node));
        let missed = report.missed.iter().map(|missed| {
            let only = Day(missed.only).to_string();
            json!({
                "at": id(missed.node),
                "why": match missed.miss {
                    Miss::Order => "closes before it opens",
                    Miss::Start => "closes before the case",
                    Miss::Reach => "closes before it is reached",
                },
                "closes": Day(missed.closes).to_string(),
                "only_on": only,
                "then": missed.then.map(|action| name(missed.node, action)),
                "instead_of": missed.instead.map(|action| name(missed.node, action)),
                "because": plan.nodes[missed.node].support.because,
            })
        });
        json!({
            "id": plan.id,
            "of": party(plan.of),
            "nodes": report.grown.tree.len(),
            "ends": report.ends.iter().map(|&own| end(own)).collect::<Vec<&str>>(),
            "replies": replies.collect::<Vec<Value>>(),
            "openings": openings.collect::<Vec<Value>>(),
            "promises": promises.collect::<Vec<Value>>(),
            "promises_unjudged": report.unjudged,
            "unplanned": unplanned,
            "idle": idle,
            "contradictions": twice,
            "without_passage": report.bare.iter().map(|&node| id(node)).collect::<Vec<&str>>(),
            "concept": (!report.holds.is_empty()).then(|| PLAN_CONCEPT.name()),
            "holds": report.holds.iter().map(|&(own, holds)| json!({ "end": end(own), "holds": holds })).collect::<Vec<Value>>(),
            "cardinal": cardinal,
            "intervals": report.intervals.as_ref().map(|found| intervals(report, found)),
            "windows": windows.collect::<Vec<Value>>(),
            "cannot_be_met": missed.collect::<Vec<Value>>(),
        })
    }

    /// What the letters of a condition stand for: the chance p, and the ends that are worth u1, u2, …
    fn letters(&self, report: &PlanReport<'_>, condition: &Condition) -> Value {
        let plan = report.plan;
        let chance = condition.unknown.as_ref().and_then(|unknown| {
            let node = &plan.nodes[report.grown.node[unknown.node]?];
            let first = match &node.kind {
                PlanKind::Chance { may } => &may.first()?.0,
                PlanKind::Party { .. } => return None,
            };
            Some(json!({ "at": node.id, "chance_of": first }))
        });
        let levels = plan.ranks[plan.of].as_deref().unwrap_or_default();
        let most = levels.iter().copied().max().map_or(0, |most| most + 1);
        let ends = |level: u32| {
            let ends = plan.ends.iter().zip(levels).filter(|(_, own)| **own == level);
            ends.map(|(end, _)| end.id.as_str()).collect::<Vec<&str>>()
        };
        json!({
            "p": chance,
            "u_of": self.case.model.parties[plan.of].id,
            "u": (0..most).map(ends).collect::<Vec<_>>(),
        })
    }

    /// The window of a node, its bounds as days.
    fn window(&self, report: &PlanReport<'_>, node: usize) -> Value {
        let (own, open) = (&report.plan.nodes[node], report.grown.windows[node]);
        let day = |day: Option<i64>| day.map(|day| Day(day).to_string());
        let step = |date: Option<PlanDate>| match date {
            Some(PlanDate::Step(step)) => Some(self.case.model.schedule[step].id.as_str()),
            _ => None,
        };
        let window = own.window.as_ref();
        let expires = match &own.kind {
            PlanKind::Party { may, expires: Some(expires), .. } => Some(may[*expires].0.as_str()),
            _ => None,
        };
        json!({
            "at": own.id,
            "from": day(open.from),
            "from_step": step(window.and_then(|window| window.from)),
            "until": day(open.until),
            "until_step": step(window.and_then(|window| window.until)),
            "earliest": day(report.grown.dated[node].acted),
            "expires": expires,
        })
    }
}
