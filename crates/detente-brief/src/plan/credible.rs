//! Whether an action would be carried out, and what it changes, by ranks alone.

use super::grow::Grown;
use super::play::{Play, beats, instructed, settled};
use detente_model::Plan;
use detente_plans::tree::{Comparison, compare};
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
    /// It changes what another does, and who would do it is the worse for it.
    Invites,
    /// It changes nothing that others do.
    Idle,
    /// It changes what another does, and whether it would be carried out depends.
    Open,
}

/// Whether what comes of a node is no worse in one play than in another, whatever the ends are worth.
fn no_worse(grown: &Grown, ranks: &[u32], left: &Play, right: &Play, node: usize) -> bool {
    let level = |play: &Play| {
        let levels = play.ends[node].iter().map(|&end| ranks[end]);
        (levels.clone().min(), levels.max())
    };
    level(left).1 <= level(right).0 || {
        let of = |play: &Play| settled(grown, &play.choices, ranks, node);
        let pair = of(left).zip(of(right));
        pair.is_some_and(|(left, right)| compare(&right, &left) == Ok(Comparison::No))
    }
}

/// Whether the party of a set would take an action there, everything else being as it is played;
/// `instead` is what it is set against.
pub(super) fn credible(
    plan: &Plan,
    grown: &Grown,
    played: &Play,
    set: usize,
    action: usize,
    instead: usize,
) -> Credible {
    let party = grown.tree.sets()[set].party;
    let Some(ranks) = &plan.ranks[party] else { return Credible::Unranked };
    let actions = grown.tree.sets()[set].actions;
    let Play { choices, ends } = played;
    let ahead =
        |other: usize| other != action && beats(grown, set, choices, ends, ranks, other, action);
    let mut all = std::iter::once(instead).chain(0..actions);
    if let Some(better) = all.find(|&other| ahead(other)) {
        return Credible::Never(better);
    }
    let best = |node: &usize| {
        let first = grown.tree.children(grown.place[*node]).start;
        let level = |action: usize| ends[first + action].iter().map(|&end| ranks[end]);
        let of = |action: usize| settled(grown, choices, ranks, first + action);
        (0..actions).all(|other| {
            level(action).max() <= level(other).min()
                || of(other).zip(of(action)).is_some_and(|(other, own)| {
                    other == own || compare(&other, &own) == Ok(Comparison::No)
                })
        })
    };
    let best: Vec<usize> = grown.sets[set].iter().copied().filter(best).collect();
    if best.len() == grown.sets[set].len() { Credible::Always } else { Credible::Depends(best) }
}

/// What an action is set against: the best other action, which for one that is not the best is what the
/// party would do if it were bound to nothing. Where ranks leave several, what the plan says, or the
/// first. Nothing if there is no other.
pub(super) fn instead(
    plan: &Plan,
    grown: &Grown,
    played: &Play,
    set: usize,
    action: usize,
) -> Option<usize> {
    let info = grown.tree.sets()[set];
    let others: Vec<usize> = (0..info.actions).filter(|&other| other != action).collect();
    let beaten = |worse: usize| {
        let Some(ranks) = &plan.ranks[info.party] else { return false };
        let Play { choices, ends } = played;
        others
            .iter()
            .any(|&other| other != worse && beats(grown, set, choices, ends, ranks, other, worse))
    };
    let kept: Vec<usize> = others.iter().copied().filter(|&other| !beaten(other)).collect();
    let kept = if kept.is_empty() { &others } else { &kept };
    let says = instructed(plan, grown, set).filter(|says| kept.contains(says));
    says.or(kept.first().copied())
}

/// What it changes that an action is fixed rather than another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moved {
    /// The information sets of others at which something else is done.
    pub(super) sets: Vec<usize>,
    /// What is done at each with the action fixed.
    pub(super) answers: Vec<Vec<usize>>,
    /// Whether that is the worse for the party itself: nowhere better and somewhere worse, looking at the
    /// first nodes at which something else is done.
    pub(super) harms: bool,
}

/// Compares play with an action of the party fixed at one set with play in which another is.
pub(super) fn moved(plan: &Plan, grown: &Grown, set: usize, with: &Play, without: &Play) -> Moved {
    let own = grown.tree.sets()[set].party;
    let differs = |at: usize| with.choices[at] != without.choices[at];
    let changed = |other: &usize| {
        grown.tree.sets()[*other].party != own
            && grown.sets[*other].iter().any(|&node| differs(grown.place[node]))
    };
    let sets: Vec<usize> = (0..grown.sets.len()).filter(changed).collect();
    let answers = sets.iter().map(|&own| with.choices[grown.place[grown.sets[own][0]]].clone());
    let answers = answers.collect();
    let tops = tops(grown, &sets);
    let harms = plan.ranks[own].as_ref().is_some_and(|ranks| {
        let worse = |&at: &usize| no_worse(grown, ranks, without, with, at);
        let strictly = |&at: &usize| !no_worse(grown, ranks, with, without, at);
        !tops.is_empty() && tops.iter().all(worse) && tops.iter().any(strictly)
    });
    Moved { sets, answers, harms }
}

/// The nodes of some information sets that come after no other of theirs.
pub(super) fn tops(grown: &Grown, sets: &[usize]) -> Vec<usize> {
    let places: BTreeSet<usize> =
        sets.iter().flat_map(|&set| &grown.sets[set]).map(|&node| grown.place[node]).collect();
    let above = |&at: &usize| {
        let mut up = grown.tree.parent(at);
        while let Some(node) = up {
            if places.contains(&node) {
                return false;
            }
            up = grown.tree.parent(node);
        }
        true
    };
    places.iter().copied().filter(above).collect()
}
