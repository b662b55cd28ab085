//! What numbers give, for machines.

use super::credible::Kind;
use super::intervals::Intervals;
use super::json::PlanOutput;
use super::judged::Numbered;
use super::numbers::{Cardinal, mixtures};
use super::report::{PlanReport, Promise};
use super::weighed::{Measured, Verdict, Weighed};
use detente_plans::tree::{Beliefs, Credibility, Equilibrium, Fraction, Mixed, Sequential};
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
        let texts = |value: &Vec<Option<Fraction>>| {
            let each = value.iter().map(|own| own.as_ref().map(ToString::to_string));
            each.collect::<Vec<Option<String>>>()
        };
        let value = match found.values.as_slice() {
            [one] => Some(texts(one)),
            _ => None,
        };
        let pure = found.equilibria.as_ref().ok();
        let pure =
            pure.map(|all| all.iter().map(|one| equilibrium(report, one)).collect::<Vec<Value>>());
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
            "values": found.values.iter().map(texts).collect::<Vec<_>>(),
            "weighed": found.weighed.as_ref().map(|own| weighed(report, own)),
            "pure": pure,
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
            "action": name(report, node, promise.action),
            "judged": judged.collect::<Vec<Value>>(),
        })
    }
}

/// The name of what may be done or turn out at a node.
pub(super) fn name<'a>(report: &'a PlanReport<'_>, node: usize, action: usize) -> &'a str {
    report.plan.nodes[node].kind.names().nth(action).unwrap_or_default()
}

/// Whether an equilibrium is sequential, in a word.
pub(super) fn sequential(own: Sequential) -> &'static str {
    match own {
        Sequential::Yes => "yes",
        Sequential::No => "no",
        Sequential::Open => "open",
    }
}

/// An action at each of some information sets.
fn doing(report: &PlanReport<'_>, does: impl Iterator<Item = (usize, usize)>) -> Vec<Value> {
    let each = does.map(|(set, action)| {
        let node = report.grown.sets[set][0];
        json!({ "at": report.plan.nodes[node].id, "action": name(report, node, action) })
    });
    each.collect()
}

/// A pure equilibrium: what is done, what it is worth, and where it rests on an empty threat.
fn equilibrium(report: &PlanReport<'_>, one: &Equilibrium) -> Value {
    let value = one.value.iter().zip(&report.plan.worth);
    let value = value.map(|(value, own)| own.as_ref().map(|_| value.to_string()));
    json!({
        "does": doing(report, one.profile.iter().copied().enumerate()),
        "value": value.collect::<Vec<Option<String>>>(),
        "rests_on": doing(report, one.empty().map(|set| (set, one.profile[set]))),
        "sequential": sequential(one.sequential),
    })
}

/// What the plan is worth to its party, and each opening.
fn weighed(report: &PlanReport<'_>, own: &Weighed) -> Value {
    let range = |(low, high): &(Fraction, Fraction)| [low.to_string(), high.to_string()];
    let openings = own.openings.iter().enumerate();
    let openings = openings
        .map(|(action, worth)| json!({ "action": name(report, 0, action), "worth": range(worth) }));
    json!({
        "plan": range(&own.plan),
        "best": range(&own.best),
        "best_does": own.does.as_ref().map(|does| doing(report, does.iter().copied())),
        "openings": openings.collect::<Vec<Value>>(),
    })
}

/// An opening measured by what its ends are worth to the party.
pub(super) fn measured(own: &Measured) -> Value {
    let pair = |(low, high): &(Fraction, Fraction)| [low.to_string(), high.to_string()];
    let (verdict, turns) = match &own.verdict {
        Verdict::Better => ("better", None),
        Verdict::Worse => ("not better", None),
        Verdict::Same => ("same", None),
        Verdict::Turns(true, at) => ("better above", Some(at.to_string())),
        Verdict::Turns(false, at) => ("better below", Some(at.to_string())),
    };
    json!({
        "own": pair(&own.own),
        "other": pair(&own.other),
        "p": own.within.as_ref().map(pair),
        "verdict": verdict,
        "turns_at": turns,
    })
}

/// What holds for every chance within its bounds.
pub(super) fn intervals(report: &PlanReport<'_>, found: &Intervals) -> Value {
    let plan = report.plan;
    let id = |node: usize| plan.nodes[node].id.as_str();
    let decisions = found.decisions.iter().map(|(node, actions)| {
        let actions = actions.iter().map(|&action| name(report, *node, action));
        json!({ "at": id(*node), "actions": actions.collect::<Vec<&str>>() })
    });
    let plans = found.plans.as_ref().ok().map(|plans| {
        let each = plans.iter().zip(&found.own).map(|(one, own)| {
            let does = one.actions.iter().enumerate();
            let does = does.filter_map(|(set, action)| Some((set, (*action)?)));
            json!({
                "does": doing(report, does),
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
        let each = node.kind.names().zip(chances);
        let each = each.map(|(name, own)| json!({ "action": name, "chance": own.to_string() }));
        json!({ "at": node.id, "chances": each.collect::<Vec<Value>>() })
    });
    let value = one.value.iter().zip(&report.plan.worth);
    let value = value.map(|(value, own)| own.as_ref().map(|_| value.to_string()));
    json!({ "does": sets.collect::<Vec<Value>>(), "value": value.collect::<Vec<Option<String>>>() })
}
