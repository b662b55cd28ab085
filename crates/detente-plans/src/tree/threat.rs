//! Threats: whether they would be carried out, and whether they change what the other side does.

use super::belief::{Beliefs, Rationality, judge};
use super::equilibria::{Play, advance, count};
use super::{Context, Fraction, Node, Payoffs, Preferences, Refusal, Tree};
use num_traits::{Signed, Zero};

/// An action that a party says it will take at an information set, and whom it is to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threat {
    /// The information set.
    pub set: usize,
    /// The action.
    pub action: usize,
    /// What the party would be expected to do there if it had said nothing.
    pub instead: usize,
    /// The party that is to be moved.
    pub target: usize,
}

/// Whether a threat would be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credibility {
    /// It is best whatever the party believes of where it stands.
    Credible,
    /// It is best for no belief.
    Empty,
    /// It is best for some beliefs; which, if there are utilities.
    Depends(Option<Beliefs>),
}

/// What a threat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It would be carried out and changes what the target does.
    Deters,
    /// It would not be carried out, and would change what the target does if it were believed.
    Bluff,
    /// The target does the same with it as without it.
    Idle,
    /// Whether it deters or is a bluff hangs on beliefs.
    Depends,
}

/// A threat that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether it would be carried out.
    pub credibility: Credibility,
    /// The least cost of doing anything else at the set that would make it credible; nothing with
    /// ranks only, which have no costs.
    pub margin: Option<Fraction>,
    /// Whether the best replies of the target are others if the action is certain.
    pub effective: bool,
    /// What follows.
    pub class: Class,
}

/// Whether an action would be carried out, by numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Whether it is best.
    pub credibility: Credibility,
    /// The least cost of doing anything else at the set that would make it credible.
    pub margin: Fraction,
    /// What each action is worth at each node of the set, in the order of the nodes.
    pub worth: Vec<Vec<Fraction>>,
}

/// Tells whether an action at an information set would be carried out, all other choices being those of
/// a profile: whether it is best for every belief over the nodes of the set, for some, or for none.
///
/// # Errors
/// If payoffs, profile, set or action do not fit the tree, a probability is not exact, or a limit is
/// reached.
pub fn carried(
    tree: &Tree,
    payoffs: &Payoffs,
    profile: &[usize],
    set: usize,
    action: usize,
    context: &Context<'_>,
) -> Result<Carried, Refusal> {
    let info = tree.sets.get(set).ok_or(Refusal::Mismatch)?;
    if !fits(tree, profile) || action >= info.actions {
        return Err(Refusal::Mismatch);
    }
    let play = Play::new(tree, payoffs)?;
    let worth = play.actions(set, tree.members().of(set), profile);
    let mut spent = 0;
    let credibility = match judge(&worth, action, &mut spent, context)? {
        Rationality::ForEveryBelief => Credibility::Credible,
        Rationality::ForNone => Credibility::Empty,
        Rationality::ForSome(beliefs) => Credibility::Depends(Some(beliefs)),
    };
    Ok(Carried { credibility, margin: margin(&worth, action), worth })
}

/// Returns what a node is worth to each party under a profile, an action for each information set.
///
/// # Errors
/// If payoffs, profile or node do not fit the tree, or a probability is not exact.
pub fn expected(
    tree: &Tree,
    payoffs: &Payoffs,
    profile: &[usize],
    node: usize,
) -> Result<Vec<Fraction>, Refusal> {
    if !fits(tree, profile) || node >= tree.len() {
        return Err(Refusal::Mismatch);
    }
    Ok(Play::new(tree, payoffs)?.worth(node, &|set| profile[set]).0)
}

/// Whether a profile is an action of each information set.
fn fits(tree: &Tree, profile: &[usize]) -> bool {
    let mut pairs = profile.iter().zip(&tree.sets);
    profile.len() == tree.sets.len() && pairs.all(|(&action, set)| action < set.actions)
}

/// By how much an action is worth less than the best at most.
fn margin(worth: &[Vec<Fraction>], action: usize) -> Fraction {
    let (mut margin, zero) = (Fraction::zero(), Fraction::zero());
    for row in worth {
        let best = row.iter().max().unwrap_or(&zero);
        margin = margin.max(best - &row[action]);
    }
    margin
}

/// Judges a threat, all other choices being those of a profile, an action for each information set.
///
/// It is credible if the action is best for every belief over the nodes of the set (Schelling, *The
/// Strategy of Conflict*, 1960; Kreps, Wilson 1982), empty if for none. It is effective if the target's
/// best replies, strategies over all its information sets, are others when the action is taken for
/// certain than when what is done instead is. With ranks only, it is empty if one other action is
/// better at every node, whatever the utilities; where that is not so and it is not credible either, it
/// depends.
///
/// # Errors
/// If preferences, profile or threat do not fit the tree, a party threatens itself, an order is partial,
/// a probability is not exact, there is chance and a party has ranks only, or a limit is reached.
pub fn threat(
    tree: &Tree,
    preferences: &[Preferences],
    profile: &[usize],
    threat: Threat,
    context: &Context<'_>,
) -> Result<Judged, Refusal> {
    let info = tree.sets.get(threat.set).ok_or(Refusal::Mismatch)?;
    let fits = fits(tree, profile)
        && threat.action < info.actions
        && threat.instead < info.actions
        && threat.target < tree.parties()
        && threat.target != info.party;
    if !fits {
        return Err(Refusal::Mismatch);
    }
    let (payoffs, ordinal) = utilities(tree, preferences)?;
    let play = Play::new(tree, &payoffs)?;
    let members = tree.members();
    let worth = play.actions(threat.set, members.of(threat.set), profile);
    let mut spent = 0;
    let margin = margin(&worth, threat.action);
    let credibility = if ordinal {
        let ahead = |other: usize| worth.iter().all(|row| row[other] > row[threat.action]);
        if !margin.is_positive() {
            Credibility::Credible
        } else if (0..info.actions).any(ahead) {
            Credibility::Empty
        } else {
            Credibility::Depends(None)
        }
    } else {
        match judge(&worth, threat.action, &mut spent, context)? {
            Rationality::ForEveryBelief => Credibility::Credible,
            Rationality::ForNone => Credibility::Empty,
            Rationality::ForSome(beliefs) => Credibility::Depends(Some(beliefs)),
        }
    };
    let mut fixed = profile.to_vec();
    fixed[threat.set] = threat.action;
    let with = replies(&play, tree, threat.target, &mut fixed, &mut spent, context)?;
    fixed[threat.set] = threat.instead;
    let without = replies(&play, tree, threat.target, &mut fixed, &mut spent, context)?;
    let effective = with != without;
    let class = match (&credibility, effective) {
        (_, false) => Class::Idle,
        (Credibility::Credible, true) => Class::Deters,
        (Credibility::Empty, true) => Class::Bluff,
        (Credibility::Depends(_), true) => Class::Depends,
    };
    Ok(Judged { credibility, margin: (!ordinal).then_some(margin), effective, class })
}

/// Numbers for all preferences, and whether some are no more than ranks.
fn utilities(tree: &Tree, preferences: &[Preferences]) -> Result<(Payoffs, bool), Refusal> {
    let about = |party: &Preferences| party.outcomes() == tree.outcomes();
    if preferences.len() != tree.parties() || !preferences.iter().all(about) {
        return Err(Refusal::Mismatch);
    }
    let ordinal = preferences.iter().any(|party| !matches!(party, Preferences::Utilities(_)));
    if ordinal
        && let Some(node) = (0..tree.len()).find(|&node| matches!(tree.node(node), Node::Chance(_)))
    {
        return Err(Refusal::Chance(node));
    }
    let mut lists = Vec::with_capacity(tree.outcomes());
    for outcome in 0..tree.outcomes() {
        let mut list = Vec::with_capacity(preferences.len());
        for party in preferences {
            list.push(match party {
                Preferences::Ranks(levels) => -Fraction::from_integer(levels[outcome].into()),
                Preferences::Utilities(values) => values[outcome].clone(),
                Preferences::Partial(_) => return Err(Refusal::Mismatch),
            });
        }
        lists.push(list);
    }
    let payoffs = Payoffs::new(preferences.len(), lists).map_err(|_| Refusal::Mismatch)?;
    Ok((payoffs, ordinal))
}

/// The places of the best strategies of a party against the rest of a profile, ascending.
fn replies(
    play: &Play<'_>,
    tree: &Tree,
    party: usize,
    profile: &mut [usize],
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<Vec<usize>, Refusal> {
    let own = (0..tree.sets.len()).filter(|&set| tree.sets[set].party == party);
    let own: Vec<usize> = own.collect();
    count(tree, &own, context)?;
    own.iter().for_each(|&set| profile[set] = 0);
    let (mut best, mut value) = (Vec::new(), None);
    for place in 0.. {
        let (mut worth, met) = play.worth(0, &|set| profile[set]);
        context.spend(spent, met)?;
        let worth = worth.swap_remove(party);
        if value.as_ref().is_none_or(|value| worth > *value) {
            best.clear();
            value = Some(worth.clone());
        }
        if value.as_ref() == Some(&worth) {
            best.push(place);
        }
        if !advance(profile, &own, tree) {
            break;
        }
    }
    Ok(best)
}
