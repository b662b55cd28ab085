//! Indicators of a case.

use crate::analysis::Analysis;
use crate::answer::Answer;
use crate::ask::{branch_words, branches};
use crate::hinge::{Hinge, Hinges};
use crate::hinge_words::{assumption_of, supports};
use crate::plan::{expiries, plain};
use crate::words::party_short;
use detente_model::{Model, Plan, PlanGoal, PlanKind};

/// Something that, if it is seen, changes judgements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// What is seen, as the beginning of a sentence: "If …".
    pub seen: String,
    /// The questions whose answer changes in the base reading, from what to what.
    pub changes: Vec<(usize, Answer, Answer)>,
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
        let because = supports(model, assumption_of(change));
        let because = because.iter().flat_map(|support| support.because.clone()).collect();
        signs.push(Sign { seen: branch_words(model, change), changes, because });
    }
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.changes.len()));
    let plans = model.plans.iter().enumerate();
    let awaited = plans.flat_map(|(place, plan)| awaited(model, place, plan)).collect();
    WatchReport { signs, awaited }
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
        for (seen, goal) in ways {
            let then = match goal {
                PlanGoal::End(end) => Some(format!("it ends: {}", plan.ends[end].text)),
                PlanGoal::Node(next) => match &plan.nodes[next].kind {
                    PlanKind::Party { party, does: Some(does), may, .. } if *party == plan.of => {
                        Some(format!("{}: {}", party_short(model, plan.of), plain(&may[*does].0)))
                    }
                    PlanKind::Party { party, .. } if *party == plan.of => None,
                    // Another's turn, or chance: the plan goes on waiting.
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
