//! Indicators of a case.

use super::steps::{DueStep, due_steps};
use crate::analysis::Analysis;
use crate::answer::Answer;
use crate::ask::{branch_words, branches};
use crate::hinge::{Change, Hinge, Hinges};
use crate::hinge_words::{Assumption, assumption_of, supports};
use crate::plan::{expiries, plain};
use crate::words::party_short;
use detente_model::{Model, Plan, PlanGoal, PlanKind};
use std::collections::BTreeSet;

/// A reading of the case that, if signs speak for it, changes judgements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// What is changed.
    pub change: Change,
    /// What would then be so, as the beginning of a sentence: "If …".
    pub seen: String,
    /// The questions whose answer changes in the base reading, from what to what.
    pub changes: Vec<(usize, Answer, Answer)>,
    /// The claims that speak for it now.
    pub speaks_for: Vec<String>,
    /// The claims that speak against it now.
    pub because: Vec<String>,
}

/// Something a plan waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The plan.
    pub plan: usize,
    /// What is seen, as a sentence without its end: "If the US refuses".
    pub seen: String,
    /// What the plan then says; nothing where it says nothing.
    pub then: Option<String>,
    /// What the node rests on.
    pub because: Vec<String>,
}

/// What to watch for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchReport {
    /// Signs that change judgements, those that change most first.
    pub signs: Vec<Sign>,
    /// Steps of the schedule, by their days.
    pub steps: Vec<DueStep>,
    /// What plans wait for.
    pub awaited: Vec<Awaited>,
}

/// Makes indicators of hinges, under one concept of the analysis, and of the branches of plans.
pub fn watch(model: &Model, analysis: &Analysis, found: &Hinges, concept: usize) -> WatchReport {
    debug_assert!(concept < analysis.concepts.len());
    let all: Vec<&Hinge> = found.hinges.iter().collect();
    let mut signs: Vec<Sign> = Vec::new();
    for (change, effects) in branches(&all, concept) {
        let mut changes: Vec<(usize, Answer, Answer)> = effects
            .iter()
            .filter(|effect| effect.reading == 0)
            .map(|effect| (effect.question, effect.from, effect.to))
            .collect();
        changes.sort_unstable();
        changes.dedup();
        if changes.is_empty() {
            continue;
        }
        let (speaks_for, because) = for_and_against(model, change);
        let seen = branch_words(model, change);
        signs.push(Sign { change, seen, changes, speaks_for, because });
    }
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.changes.len()));
    let plans = model.plans.iter().enumerate();
    let awaited = plans.flat_map(|(place, plan)| awaited(model, place, plan)).collect();
    WatchReport { signs, steps: due_steps(model), awaited }
}

/// The claims that speak for a change of an assumption, and those that speak against it.
fn for_and_against(model: &Model, change: Change) -> (Vec<String>, Vec<String>) {
    let assumption = assumption_of(change);
    let (mut speaks_for, mut against) = (Vec::new(), Vec::new());
    for (place, support) in supports(model, assumption).into_iter().enumerate() {
        // A view, and the second of two readings, is what is changed to; all else is what is so now.
        let changed_to = match assumption {
            Assumption::View { .. } => true,
            Assumption::Reading { .. } => place == 1,
            _ => false,
        };
        let (own, other) = (support.because.clone(), support.against.clone());
        let (yes, no) = if changed_to { (own, other) } else { (other, own) };
        speaks_for.extend(yes);
        against.extend(no);
    }
    for list in [&mut speaks_for, &mut against] {
        let mut seen = BTreeSet::new();
        list.retain(|claim| seen.insert(claim.clone()));
    }
    (speaks_for, against)
}

/// What may turn out or be done by others, and what the plan says next.
fn awaited(model: &Model, place: usize, plan: &Plan) -> Vec<Awaited> {
    let expiry = |(node, until, action): (usize, String, usize)| {
        let own = &plan.nodes[node];
        let PlanKind::Party { party, may, .. } = &own.kind else { return None };
        Some(Awaited {
            plan: place,
            seen: format!("{}: nothing done by {until}", party_short(model, *party)),
            then: Some(format!("it takes its course: {}", plain(&may[action].0))),
            because: own.support.because.clone(),
        })
    };
    let mut out: Vec<Awaited> = expiries(model, plan).into_iter().filter_map(expiry).collect();
    for node in &plan.nodes {
        let ways: Vec<(String, PlanGoal)> = match &node.kind {
            PlanKind::Party { party, .. } if *party == plan.of => continue,
            PlanKind::Party { party, may, .. } => {
                let who = party_short(model, *party);
                may.iter()
                    .map(|(action, goal)| (format!("{who}: {}", plain(action)), *goal))
                    .collect()
            }
            PlanKind::Chance { may } => {
                let what = node.text.clone().unwrap_or_else(|| plain(&node.id));
                may.iter()
                    .map(|(name, goal, _)| (format!("{what}: {}", plain(name)), *goal))
                    .collect()
            }
        };
        let is_chance = matches!(node.kind, PlanKind::Chance { .. });
        for (seen, goal) in ways {
            let then = match goal {
                PlanGoal::End(end) => Some(format!("it ends: {}", plan.ends[end].text)),
                PlanGoal::Node(next) => match &plan.nodes[next].kind {
                    PlanKind::Party { party, does: Some(does), may, .. } if *party == plan.of => {
                        Some(format!("{}: {}", party_short(model, plan.of), plain(&may[*does].0)))
                    }
                    PlanKind::Party { party, .. } if *party == plan.of => None,
                    // After what turns out it is another's turn; what another does may be seen alone.
                    PlanKind::Party { party, .. } if is_chance => {
                        Some(format!("it is for {} to act", party_short(model, *party)))
                    }
                    PlanKind::Chance { .. } if is_chance => {
                        let next = &plan.nodes[next];
                        let what = next.text.clone().unwrap_or_else(|| plain(&next.id));
                        Some(format!("it turns on this: {what}"))
                    }
                    _ => continue,
                },
            };
            let because = node.support.because.clone();
            // Nodes that look alike are one sign.
            let known = |own: &&mut Awaited| own.seen == seen && own.then == then;
            match out.iter_mut().find(known) {
                Some(own) => own.because.extend(because),
                None => out.push(Awaited { plan: place, seen, then, because }),
            }
        }
    }
    out
}
