//! What others do against a plan, by ranks alone.
//!
//! No utility is invented: where ranks do not decide, every action that may be taken is kept.

use super::grow::Grown;
use detente_model::Plan;
use detente_plans::tree::{Comparison, Fraction, Lottery, Node, compare, lottery};
use std::collections::BTreeSet;

/// The most nodes of a tree in which lotteries are compared where single ends do not decide.
const MOST_NODES: usize = 4096;

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
    // Where everything below is seen and nothing is left to chance.
    let mut sure = vec![true; tree.len()];
    for at in (0..tree.len()).rev() {
        let children = tree.children(at);
        let alone = |set: usize| grown.sets[set].len() == 1;
        sure[at] = children.clone().all(|child| sure[child])
            && match tree.get(at) {
                Some(Node::Chance(_)) => false,
                Some(Node::Decision(set)) => alone(set),
                _ => true,
            };
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
                    decided[set] = Some(choose(plan, grown, set, &choices, &ends, fixed));
                }
                let chosen = decided[set].clone().unwrap_or_default();
                let of = chosen.iter().flat_map(|&action| ends[children.start + action].clone());
                ends[at] = of.collect();
                let mut below = children.clone();
                if chosen.len() > 1
                    && alone(set)
                    && below.all(|child| sure[child])
                    && let Some(ranks) = &plan.ranks[tree.sets()[set].party]
                {
                    // An action is taken only for what is no worse than the worst that each other can lead
                    // to: this leaves the ends of the subgame perfect equilibria and no others.
                    let worst = |child: usize| ends[child].iter().map(|&end| ranks[end]).max();
                    let bound = children.clone().filter_map(worst).min().unwrap_or(u32::MAX);
                    ends[at].retain(|&end| ranks[end] <= bound);
                }
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
    choices: &[Vec<usize>],
    ends: &[BTreeSet<usize>],
    fixed: Option<(usize, usize)>,
) -> Vec<usize> {
    let actions = grown.tree.sets()[set].actions;
    if let Some((_, action)) = fixed.filter(|(own, _)| *own == set) {
        return vec![action];
    }
    if let Some(action) = instructed(plan, grown, set) {
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
        (0..actions)
            .any(|other| other != action && beats(grown, set, choices, ends, ranks, other, action))
    };
    let kept: Vec<usize> = (0..actions).filter(|&action| !beaten(action)).collect();
    if kept.is_empty() { (0..actions).collect() } else { kept }
}

/// Whether one action leads to something better than another at every node of a set.
pub(super) fn beats(
    grown: &Grown,
    set: usize,
    choices: &[Vec<usize>],
    ends: &[BTreeSet<usize>],
    ranks: &[u32],
    better: usize,
    worse: usize,
) -> bool {
    grown.sets[set].iter().all(|&node| {
        let first = grown.tree.children(grown.place[node]).start;
        let level = |action: usize| ends[first + action].iter().map(|&end| ranks[end]);
        level(better).max() < level(worse).min()
            || level(better).min() < level(worse).max() && {
                let of = |action: usize| settled(grown, choices, ranks, first + action);
                let pair = of(better).zip(of(worse));
                pair.is_some_and(|(better, worse)| compare(&better, &worse) == Ok(Comparison::Yes))
            }
    })
}

/// What comes of a node as a lottery over levels, if below it everything is settled but chance.
pub(super) fn settled(
    grown: &Grown,
    choices: &[Vec<usize>],
    ranks: &[u32],
    node: usize,
) -> Option<Lottery> {
    let tree = &grown.tree;
    if tree.len() > MOST_NODES {
        return None;
    }
    let mut open = vec![node];
    while let Some(at) = open.pop() {
        let below = tree.children(at);
        match tree.get(at)? {
            Node::Outcome(_) => {}
            Node::Chance(_) => open.extend(below),
            Node::Decision(_) => match choices[at].as_slice() {
                [one] => open.push(below.start + one),
                _ => return None,
            },
        }
    }
    let choose = |at: usize| choices[at].first().copied().unwrap_or(0);
    lottery(tree, node, ranks, choose).ok()
}

/// The plan's instruction at an information set.
pub(super) fn instructed(plan: &Plan, grown: &Grown, set: usize) -> Option<usize> {
    grown.sets[set].iter().find_map(|&node| plan.nodes[node].kind.does())
}
