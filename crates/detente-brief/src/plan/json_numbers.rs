//! What numbers give, for machines.

use super::intervals::Intervals;
use super::json::PlanOutput;
use super::judged::Numbered;
use super::numbers::{Cardinal, mixtures};
use super::play::Kind;
use super::report::{PlanReport, Promise};
use detente_model::PlanKind;
use detente_plans::tree::{Beliefs, Credibility, Mixed, Sequential};
use serde_json::{Value, json};

impl Kind {
    /// Its name in answers for machines.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Deters => "deters",
            Kind::Bluff => "bluff",
            Kind::Invites => "invites",
            Kind::Idle => "idle",
            Kind::Open => "open",
        }
    }
}

impl PlanOutput<'_> {
    /// What the numbers stated for everybody give.
    pub(super) fn cardinal(&self, report: &PlanReport<'_>, found: &Cardinal) -> Value {
        let value = found.value.as_ref().map(|value| {
            let each = value.iter().map(|own| own.as_ref().map(ToString::to_string));
            each.collect::<Vec<Option<String>>>()
        });
        let promises = found.promises.as_ref().ok().map(|all| {
            let pairs = report.promises.iter().zip(all);
            pairs.map(|(promise, own)| self.numbered(report, promise, own)).collect::<Vec<Value>>()
        });
        let count = |own: Sequential| {
            let all = found.equilibria.as_ref().ok()?;
            Some(all.iter().filter(|one| one.sequential == own).count())
        };
        json!({
            "value": value,
            "equilibria": found.equilibria.as_ref().ok().map(Vec::len),
            "resting_on_empty_threats": found.equilibria.as_ref().ok().map(|all| {
                all.iter().filter(|one| one.empty().next().is_some()).count()
            }),
            "sequential": count(Sequential::Yes),
            "sequential_open": count(Sequential::Open),
            "mixed": found.mixed.as_ref().ok().map(|all| {
                all.iter().map(|one| mixed_json(report, one)).collect::<Vec<Value>>()
            }),
            "mixed_refused": found.mixed.as_ref().err(),
            "promises": promises,
            "promises_refused": found.promises.as_ref().err(),
        })
    }

    /// A later action of the party, with each way in which the others answer.
    fn numbered(&self, report: &PlanReport<'_>, promise: &Promise, found: &[Numbered]) -> Value {
        let plan = report.plan;
        let node = report.grown.sets[promise.set][0];
        let action = match &plan.nodes[node].kind {
            PlanKind::Party { may, .. } => may[promise.action].0.as_str(),
            PlanKind::Chance { .. } => "",
        };
        let members = report.grown.tree.members();
        let nodes = members.of(promise.set).iter().filter_map(|&at| report.grown.node[at]);
        let nodes: Vec<&str> = nodes.map(|node| plan.nodes[node].id.as_str()).collect();
        let judged = found.iter().map(|own| {
            let (credible, beliefs) = match &own.credibility {
                Credibility::Credible => ("always", None),
                Credibility::Empty => ("never", None),
                Credibility::Depends(beliefs) => ("depends", beliefs.as_ref()),
            };
            let beliefs = beliefs.map(|beliefs| match beliefs {
                Beliefs::Interval { low, high } => json!({
                    "at": nodes.get(1),
                    "least": low.to_string(),
                    "most": high.to_string(),
                }),
                Beliefs::Example(chances) => {
                    let each = nodes.iter().zip(chances);
                    let each = each
                        .map(|(node, chance)| json!({ "at": node, "chance": chance.to_string() }));
                    json!({ "example": each.collect::<Vec<Value>>() })
                }
            });
            let moves = own.moves.iter().map(|&party| self.case.model.parties[party].id.as_str());
            json!({
                "credible": credible,
                "beliefs": beliefs,
                "margin": own.margin.to_string(),
                "effective": !own.moves.is_empty(),
                "moves": moves.collect::<Vec<&str>>(),
                "kind": own.kind.word(),
            })
        });
        json!({
            "at": plan.nodes[node].id,
            "action": action,
            "judged": judged.collect::<Vec<Value>>(),
        })
    }
}

/// What holds for every chance within its bounds.
pub(super) fn intervals(report: &PlanReport<'_>, found: &Intervals) -> Value {
    let plan = report.plan;
    let id = |node: usize| plan.nodes[node].id.as_str();
    let name = |node: usize, action: usize| match &plan.nodes[node].kind {
        PlanKind::Party { may, .. } => may[action].0.as_str(),
        PlanKind::Chance { .. } => "",
    };
    let decisions = found.decisions.iter().map(|(node, actions)| {
        let actions = actions.iter().map(|&action| name(*node, action));
        json!({ "at": id(*node), "actions": actions.collect::<Vec<&str>>() })
    });
    let plans = found.plans.as_ref().ok().map(|plans| {
        let each = plans.iter().zip(&found.own).map(|(one, own)| {
            let does = one.actions.iter().enumerate().filter_map(|(set, action)| {
                let node = report.grown.sets[set][0];
                Some(json!({ "at": id(node), "action": name(node, (*action)?) }))
            });
            json!({
                "does": does.collect::<Vec<Value>>(),
                "least": one.low.to_string(),
                "most": one.high.to_string(),
                "best_for_some": one.best_for_some,
                "planned": own,
            })
        });
        each.collect::<Vec<Value>>()
    });
    json!({
        "open": found.open.iter().map(|&node| id(node)).collect::<Vec<&str>>(),
        "decisions": decisions.collect::<Vec<Value>>(),
        "plans": plans,
        "refused": found.plans.as_ref().err(),
    })
}

/// An equilibrium in mixed strategies: the chances of actions where a party can come by its own doing.
fn mixed_json(report: &PlanReport<'_>, one: &Mixed) -> Value {
    let sets = mixtures(one).map(|(set, chances)| {
        let node = &report.plan.nodes[report.grown.sets[set][0]];
        let names: Vec<&str> = match &node.kind {
            PlanKind::Party { may, .. } => may.iter().map(|(name, _)| name.as_str()).collect(),
            PlanKind::Chance { .. } => Vec::new(),
        };
        let each = names.iter().zip(chances);
        let each = each.map(|(name, own)| json!({ "action": name, "chance": own.to_string() }));
        json!({ "at": node.id, "chances": each.collect::<Vec<Value>>() })
    });
    let value = one.value.iter().zip(&report.plan.worth);
    let value = value.map(|(value, own)| own.as_ref().map(|_| value.to_string()));
    json!({ "does": sets.collect::<Vec<Value>>(), "value": value.collect::<Vec<Option<String>>>() })
}
