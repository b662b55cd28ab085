//! Equilibria of trees in which not everything is seen, by trying every profile of pure strategies.

use super::belief::{Rationality, judge};
use super::cardinal::points;
use super::consistent::{Doubtful, Sequential, sequential};
use super::{Context, Fraction, Node, Payoffs, Refusal, Tree};
use num_bigint::BigUint;
use num_traits::{One, ToPrimitive, Zero};

/// A subgame perfect equilibrium in pure strategies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equilibrium {
    /// The action at each information set.
    pub profile: Vec<usize>,
    /// What it is worth to each party.
    pub value: Vec<Fraction>,
    /// Whether each information set is reached.
    pub reached: Vec<bool>,
    /// Whether the action at each information set is best, the rest of the profile being what it is. At
    /// sets that are reached the belief follows from the profile by Bayes's rule and is the only one; at
    /// others every belief is admissible.
    pub rational: Vec<Rationality>,
    /// Whether it is a sequential equilibrium: rational everywhere with consistent beliefs.
    pub sequential: Sequential,
}

impl Equilibrium {
    /// Returns the information sets at which no belief makes the action best: empty threats and
    /// promises the equilibrium rests on, or that are never tested.
    pub fn empty(&self) -> impl Iterator<Item = usize> + '_ {
        let none = |(set, rational): (usize, &Rationality)| {
            (*rational == Rationality::ForNone).then_some(set)
        };
        self.rational.iter().enumerate().filter_map(none)
    }
}

/// A question about a tree under profiles of pure strategies.
pub(super) struct Play<'a> {
    tree: &'a Tree,
    payoffs: &'a Payoffs,
    odds: Vec<Fraction>,
}

impl<'a> Play<'a> {
    pub(super) fn new(tree: &'a Tree, payoffs: &'a Payoffs) -> Result<Self, Refusal> {
        if !payoffs.fits(tree) {
            return Err(Refusal::Mismatch);
        }
        Ok(Self { tree, payoffs, odds: points(tree)? })
    }

    fn chances(&self, place: usize) -> &[Fraction] {
        &self.odds[self.tree.odds[place]..self.tree.odds[place + 1]]
    }

    /// What a node is worth to each party, and how many nodes were met.
    pub(super) fn worth(
        &self,
        root: usize,
        action: &dyn Fn(usize) -> usize,
    ) -> (Vec<Fraction>, usize) {
        let mut sum = vec![Fraction::zero(); self.tree.parties()];
        let (mut open, mut met) = (vec![(root, Fraction::one())], 0);
        while let Some((node, chance)) = open.pop() {
            met += 1;
            let children = self.tree.children(node);
            match self.tree.node(node) {
                Node::Outcome(outcome) => {
                    let worth = self.payoffs.of(outcome);
                    sum.iter_mut().zip(worth).for_each(|(sum, worth)| *sum += worth * &chance);
                }
                Node::Decision(set) => open.push((children.start + action(set), chance)),
                Node::Chance(place) => {
                    let odds = children.zip(self.chances(place));
                    open.extend(odds.map(|(child, odds)| (child, odds * &chance)));
                }
            }
        }
        (sum, met)
    }

    /// What each action at each node of a set is worth to who decides, under the rest of a profile.
    pub(super) fn actions(
        &self,
        set: usize,
        nodes: &[usize],
        profile: &[usize],
    ) -> Vec<Vec<Fraction>> {
        let party = self.tree.sets[set].party;
        let worth = |child: usize| self.worth(child, &|set| profile[set]).0.swap_remove(party);
        nodes.iter().map(|&node| self.tree.children(node).map(worth).collect()).collect()
    }

    /// How probable each node is under a profile.
    fn reach(&self, profile: &[usize]) -> Vec<Fraction> {
        let mut reach = vec![Fraction::zero(); self.tree.len()];
        reach[0] = Fraction::one();
        for node in 0..self.tree.len() {
            if reach[node].is_zero() {
                continue;
            }
            let here = reach[node].clone();
            let children = self.tree.children(node);
            match self.tree.node(node) {
                Node::Outcome(_) => {}
                Node::Decision(set) => reach[children.start + profile[set]] = here,
                Node::Chance(place) => {
                    for (child, odds) in children.zip(self.chances(place)) {
                        reach[child] = odds * &here;
                    }
                }
            }
        }
        reach
    }
}

/// Counts up a profile over some sets; false after the last.
pub(super) fn advance(profile: &mut [usize], sets: &[usize], tree: &Tree) -> bool {
    for &set in sets {
        profile[set] += 1;
        if profile[set] < tree.sets[set].actions {
            return true;
        }
        profile[set] = 0;
    }
    false
}

/// How many profiles there are over some sets, if they may be tried.
pub(super) fn count(tree: &Tree, sets: &[usize], context: &Context<'_>) -> Result<usize, Refusal> {
    let limit = context.max_profiles.min(u64::from(u32::MAX) - 1);
    let mut count: u64 = 1;
    for &set in sets {
        count = count.saturating_mul(tree.sets[set].actions as u64);
    }
    if count > limit {
        // How many exactly is worth telling only if it is no long number.
        let many = sets.iter().take(4096).map(|&set| BigUint::from(tree.sets[set].actions));
        return Err(Refusal::TooManyProfiles { count: many.product(), limit });
    }
    Ok(count.to_usize().unwrap_or(usize::MAX))
}

/// The nodes at which subgames begin (Selten 1975): alone in what is seen, and no information set lies
/// partly behind them.
fn subgames(
    tree: &Tree,
    open: &[bool],
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<Vec<usize>, Refusal> {
    let mut depth = vec![0_u32; tree.len()];
    for node in 1..tree.len() {
        depth[node] = depth[tree.parent[node] as usize] + 1;
    }
    let up = |node: usize| tree.parent[node] as usize;
    let members = tree.members();
    let mut split = vec![false; tree.len()];
    // A set at which nothing is left to choose can be parted.
    for set in (0..tree.sets.len()).filter(|&set| open[set]) {
        let nodes = members.of(set);
        let [first, rest @ ..] = nodes else { continue };
        let mut common = *first;
        for &node in rest {
            let mut node = node;
            while node != common {
                context.spend(spent, 1)?;
                if depth[node] >= depth[common] { node = up(node) } else { common = up(common) }
            }
        }
        for &node in nodes.iter().filter(|_| !rest.is_empty()) {
            let mut at = node;
            split[at] = true;
            while at != common {
                context.spend(spent, 1)?;
                split[at] = true;
                at = up(at);
            }
        }
    }
    let begins =
        |node: &usize| *node == 0 || !split[*node] && !matches!(tree.node(*node), Node::Outcome(_));
    Ok((0..tree.len()).filter(begins).collect())
}

/// Finds every subgame perfect equilibrium in pure strategies, in the order of their profiles, and tests
/// each for sequential rationality at every information set, and for whether consistent beliefs make it a
/// sequential equilibrium (Kreps, Wilson 1982).
///
/// A profile is one if in no subgame a party has another strategy that is worth more to it, the others
/// being what they are; a strategy is an action at each of its information sets in the subgame.
///
/// # Errors
/// If there are more profiles than allowed, with their number (for more than 4096 information sets,
/// that of the first 4096), a probability is not exact, the payoffs do not fit, or a limit is reached.
pub fn equilibria(
    tree: &Tree,
    payoffs: &Payoffs,
    context: &Context<'_>,
) -> Result<Vec<Equilibrium>, Refusal> {
    answers(tree, payoffs, &vec![None; tree.sets.len()], context)
}

/// Finds every subgame perfect equilibrium in pure strategies of the tree in which an action is settled
/// at some information sets: what the others, and the party elsewhere, answer to a plan.
///
/// What is settled need not be best. A set at which it is does not part subgames, since nothing is left
/// to choose there.
///
/// # Errors
/// As [`equilibria`], or if there is not one entry for each information set, or no such action.
pub fn answers(
    tree: &Tree,
    payoffs: &Payoffs,
    settled: &[Option<usize>],
    context: &Context<'_>,
) -> Result<Vec<Equilibrium>, Refusal> {
    let mut pairs = settled.iter().zip(&tree.sets);
    if settled.len() != tree.sets.len()
        || !pairs.all(|(own, set)| own.is_none_or(|action| action < set.actions))
    {
        return Err(Refusal::Mismatch);
    }
    let play = Play::new(tree, payoffs)?;
    let open: Vec<bool> = settled.iter().map(Option::is_none).collect();
    let all: Vec<usize> = (0..tree.sets.len()).filter(|&set| open[set]).collect();
    count(tree, &all, context)?;
    let mut profile: Vec<usize> = settled.iter().map(|own| own.unwrap_or(0)).collect();
    let mut spent = 0;
    let mut tests = Vec::new();
    for root in subgames(tree, &open, &mut spent, context)? {
        tests.push(Stable::new(&play, root, &open, &profile, &mut spent, context)?);
    }
    let members = tree.members();
    let mut found = Vec::new();
    loop {
        context.spend(&mut spent, tests.len())?;
        if tests.iter().all(|test| test.holds(&profile)) {
            found.push(equilibrium(&play, &members, &profile, &mut spent, context)?);
        }
        if !advance(&mut profile, &all, tree) {
            break;
        }
    }
    found.sort_by(|left, right| left.profile.cmp(&right.profile));
    Ok(found)
}

fn equilibrium(
    play: &Play<'_>,
    members: &super::Members,
    profile: &[usize],
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<Equilibrium, Refusal> {
    let reach = play.reach(profile);
    let (mut reached, mut rational, mut doubtful) = (Vec::new(), Vec::new(), Vec::new());
    for set in 0..profile.len() {
        let nodes = members.of(set);
        context.spend(spent, play.tree.len())?;
        let mut worth = play.actions(set, nodes, profile);
        let met = nodes.iter().any(|&node| !reach[node].is_zero());
        if met {
            // The one belief, up to a factor: one row instead of one per node.
            let mut mean = vec![Fraction::zero(); play.tree.sets[set].actions];
            for (&node, row) in nodes.iter().zip(&worth) {
                mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value * &reach[node]);
            }
            worth = vec![mean];
        }
        let own = judge(&worth, profile[set], spent, context)?;
        if matches!(own, Rationality::ForSome(_)) {
            doubtful.push(Doubtful { set, worth });
        }
        rational.push(own);
        reached.push(met);
    }
    let value = play.worth(0, &|set| profile[set]).0;
    let sequential = if rational.contains(&Rationality::ForNone) {
        Sequential::No
    } else {
        sequential(play.tree, &play.odds, members, profile, &doubtful, spent, context)?
    };
    Ok(Equilibrium { profile: profile.to_vec(), value, reached, rational, sequential })
}

/// Which profiles are equilibria of one subgame.
struct Stable {
    /// The sets in it and by how much one action of each moves the place of a profile.
    sets: Vec<(usize, usize)>,
    stable: Vec<bool>,
}

impl Stable {
    fn new(
        play: &Play<'_>,
        root: usize,
        free: &[bool],
        settled: &[usize],
        spent: &mut u64,
        context: &Context<'_>,
    ) -> Result<Self, Refusal> {
        let tree = play.tree;
        let (mut open, mut sets) = (vec![root], Vec::new());
        while let Some(node) = open.pop() {
            context.spend(spent, 1)?;
            if let Node::Decision(set) = tree.node(node)
                && free[set]
            {
                sets.push(set);
            }
            open.extend(tree.children(node));
        }
        sets.sort_unstable();
        sets.dedup();
        let profiles = count(tree, &sets, context)?;
        let mut strides = Vec::with_capacity(sets.len());
        let mut stride = 1;
        for &set in &sets {
            strides.push((set, stride));
            stride *= tree.sets[set].actions;
        }
        let mut profile = settled.to_vec();
        let mut worths = Vec::with_capacity(profiles);
        loop {
            let (worth, met) = play.worth(root, &|set| profile[set]);
            context.spend(spent, met)?;
            worths.push(worth);
            if !advance(&mut profile, &sets, tree) {
                break;
            }
        }
        let mut stable = vec![true; profiles];
        let worth = |place: usize, party: usize| &worths[place][party];
        for party in 0..tree.parties() {
            // Profiles that differ only in what the party does share the one where it does all first.
            let mut best: Vec<u32> = vec![u32::MAX; profiles];
            let own = strides.iter().filter(|(set, _)| tree.sets[*set].party == party);
            let own: Vec<_> = own.map(|&(set, stride)| (stride, tree.sets[set].actions)).collect();
            let shared = |place: usize| {
                let part = own.iter().map(|(stride, actions)| place / stride % actions * stride);
                place - part.sum::<usize>()
            };
            context.spend(spent, profiles.saturating_mul(2 * (own.len() + 1)))?;
            for place in 0..profiles {
                let best = &mut best[shared(place)];
                if *best == u32::MAX || worth(place, party) > worth(*best as usize, party) {
                    *best = place as u32;
                }
            }
            for place in 0..profiles {
                let best = best[shared(place)] as usize;
                stable[place] &= worth(place, party) >= worth(best, party);
            }
        }
        Ok(Self { sets: strides, stable })
    }

    fn holds(&self, profile: &[usize]) -> bool {
        let places = self.sets.iter().map(|&(set, stride)| profile[set] * stride);
        self.stable[places.sum::<usize>()]
    }
}
