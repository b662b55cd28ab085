//! What others do against a plan, and whether an action would be carried out, by ranks alone.
//!
//! No utility is invented: where ranks do not decide, every action that may be taken is kept.

use super::grow::Grown;
use detente_model::{Plan, PlanKind};
use detente_plans::tree::{Fraction, Node};
use std::collections::BTreeSet;

/// Whether a party would carry out an action where it comes to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credible {
    /// It is the best there, whatever is believed.
    Always,
    /// Another action is better there, whatever is believed; which.
    Never(usize),
    /// It is best at some of the nodes that look alike, or ranks do not decide.
    Depends(Vec<usize>),
    /// The party's ranks are not stated.
    Unranked,
}

/// What an action is as a threat or promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It would be carried out, and changes what another does.
    Deters,
    /// It would not be carried out, and would change what another does if it were believed.
    Bluff,
    /// It changes nothing that others do.
    Idle,
    /// It changes what another does, and whether it would be carried out depends.
    Open,
}

/// For each node of the tree the actions that may be taken and the ends that may come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Play {
    pub(super) choices: Vec<Vec<usize>>,
    pub(super) ends: Vec<BTreeSet<usize>>,
}

/// Plays a plan: the party does as instructed, or with `fixed` something else at one information set;
/// everybody else, and the party where it has no instruction, does what is best by its ranks. Where a window
/// cannot be met, what it expires to happens.
pub(super) fn play(plan: &Plan, grown: &Grown, fixed: Option<(usize, usize)>) -> Play {
    let tree = &grown.tree;
    let mut choices = vec![Vec::new(); tree.len()];
    let mut ends: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); tree.len()];
    // Children come after their parents, so that one pass backwards meets them first. Nodes that look
    // alike are decided together, at the first of them that is met, which needs all their children: a set
    // whose nodes lie above one another keeps all its actions.
    let mut decided: Vec<Option<Vec<usize>>> = vec![None; grown.sets.len()];
    for at in (0..tree.len()).rev() {
        let children = tree.children(at);
        match tree.get(at) {
            Some(Node::Outcome(outcome)) => {
                ends[at].insert(outcome);
            }
            Some(Node::Chance(place)) => {
                // What has no chance does not come; so is what happens by itself written.
                let odds = tree.odds(place).iter().enumerate();
                let may = odds.filter(|(_, (_, high))| *high != Fraction::default());
                choices[at] = may.map(|(result, _)| result).collect();
                let may =
                    choices[at].iter().flat_map(|result| ends[children.start + result].clone());
                ends[at] = may.collect();
            }
            Some(Node::Decision(set)) => {
                if decided[set].is_none() {
                    decided[set] = Some(choose(plan, grown, set, &ends, fixed));
                }
                let chosen = decided[set].clone().unwrap_or_default();
                let of = chosen.iter().flat_map(|&action| ends[children.start + action].clone());
                ends[at] = of.collect();
                choices[at] = chosen;
            }
            None => {}
        }
    }
    Play { choices, ends }
}

fn choose(
    plan: &Plan,
    grown: &Grown,
    set: usize,
    ends: &[BTreeSet<usize>],
    fixed: Option<(usize, usize)>,
) -> Vec<usize> {
    let actions = grown.tree.sets()[set].actions;
    if let Some((_, action)) = fixed.filter(|(own, _)| *own == set) {
        return vec![action];
    }
    let instructed = grown.sets[set].iter().find_map(|&node| match &plan.nodes[node].kind {
        PlanKind::Party { does, .. } => *does,
        PlanKind::Chance { .. } => None,
    });
    if let Some(action) = instructed {
        return vec![action];
    }
    let party = grown.tree.sets()[set].party;
    let Some(ranks) = &plan.ranks[party] else { return (0..actions).collect() };
    let whole = grown.sets[set]
        .iter()
        .all(|&node| grown.tree.children(grown.place[node]).all(|child| !ends[child].is_empty()));
    if !whole {
        return (0..actions).collect();
    }
    // Left out is only what another action beats at every node of the set, whatever comes of both.
    let beaten = |action: usize| {
        (0..actions).any(|other| other != action && beats(grown, set, ends, ranks, other, action))
    };
    let kept: Vec<usize> = (0..actions).filter(|&action| !beaten(action)).collect();
    if kept.is_empty() { (0..actions).collect() } else { kept }
}

/// Whether one action leads to something better than another at every node of a set.
fn beats(
    grown: &Grown,
    set: usize,
    ends: &[BTreeSet<usize>],
    ranks: &[u32],
    better: usize,
    worse: usize,
) -> bool {
    grown.sets[set].iter().all(|&node| {
        let first = grown.tree.children(grown.place[node]).start;
        let level = |action: usize| ends[first + action].iter().map(|&end| ranks[end]);
        level(better).max() < level(worse).min()
    })
}

/// Whether the party of a set would take an action there, everything else being as it is played.
pub(super) fn credible(
    plan: &Plan,
    grown: &Grown,
    played: &Play,
    set: usize,
    action: usize,
) -> Credible {
    let party = grown.tree.sets()[set].party;
    let Some(ranks) = &plan.ranks[party] else { return Credible::Unranked };
    let actions = grown.tree.sets()[set].actions;
    let ends = &played.ends;
    let better = (0..actions)
        .find(|&other| other != action && beats(grown, set, ends, ranks, other, action));
    if let Some(better) = better {
        return Credible::Never(better);
    }
    let best: Vec<usize> = grown.sets[set]
        .iter()
        .copied()
        .filter(|&node| {
            let first = grown.tree.children(grown.place[node]).start;
            let level = |action: usize| ends[first + action].iter().map(|&end| ranks[end]);
            (0..actions).all(|other| level(action).max() <= level(other).min())
        })
        .collect();
    if best.len() == grown.sets[set].len() { Credible::Always } else { Credible::Depends(best) }
}

/// The information sets of others whose choice changes if an action is fixed rather than another.
pub(super) fn moved(
    plan: &Plan,
    grown: &Grown,
    set: usize,
    action: usize,
    instead: usize,
) -> Vec<usize> {
    let with = play(plan, grown, Some((set, action)));
    let without = play(plan, grown, Some((set, instead)));
    let own = grown.tree.sets()[set].party;
    let changed = |other: &usize| {
        grown.tree.sets()[*other].party != own
            && grown.sets[*other]
                .iter()
                .any(|&node| with.choices[grown.place[node]] != without.choices[grown.place[node]])
    };
    (0..grown.sets.len()).filter(changed).collect()
}
