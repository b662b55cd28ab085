//! What a rule does when a body splits: whether both sides can pass opposite things, or neither side can
//! pass anything; and the lists of minimal winning and blocking sets.
//!
//! What does not live here: the measures over minimal winning sets (`minimal.rs`).

use crate::answer::Value;
use crate::context::{Context, Refusal, RefusalCode};
use crate::measures::counts;
use crate::minimal::looked_at;
use crate::rule::{Rule, Vote};
use num_bigint::BigUint;
use num_traits::{One, Zero};

/// What becomes of the splits of a body in two camps, each split counted once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splits {
    /// Splits in which each camp can pass something against the other. Without any the rule is proper.
    pub conflicts: BigUint,
    /// Splits in which neither camp can pass anything: deadlock. Without any the rule is strong.
    pub deadlocks: BigUint,
    /// How many splits there are: 2^(n−1).
    pub all: BigUint,
}

impl Splits {
    /// Tells whether no two disjoint sets win.
    pub fn proper(&self) -> bool {
        self.conflicts.is_zero()
    }

    /// Returns the share of splits in which each camp can pass something, and of those in deadlock.
    pub fn shares(&self) -> (f64, f64) {
        let share = |count| Value::ratio(count, &self.all).map_or(0.0, |value| value.approx);
        (share(&self.conflicts), share(&self.deadlocks))
    }

    /// Tells whether of every set and the set of all others at least one wins.
    pub fn strong(&self) -> bool {
        self.deadlocks.is_zero()
    }
}

/// Counts the splits in which both camps, or neither, can pass something.
///
/// ```
/// use detente_bodies::{Context, Rule, splits};
///
/// let unanimity = Rule::weighted(3, &[1, 1, 1])?;
/// let found = splits(&unanimity, &Context::default())?;
/// assert!(found.proper() && !found.strong());
/// assert_eq!(found.deadlocks, 3u32.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`counts`](crate::counts), for the rule and for the rule together with its dual.
pub fn splits(rule: &Rule, context: &Context<'_>) -> Result<Splits, Refusal> {
    let large = |_| {
        Refusal::new(
            RefusalCode::TooLarge,
            "the rule with its dual is too large to hold",
            "ask for the power of the voters, which takes the rule alone",
        )
    };
    let dual = rule.dual().map_err(large)?;
    let both = Rule::all_of(&[rule.clone(), dual]).map_err(large)?;
    let winning = counts(rule, context)?.winning;
    // Sets that win and leave the others nothing; there are as many winning sets of the dual as sets that
    // leave the others nothing.
    let safe = counts(&both, context)?.winning;
    let half = BigUint::one() << (rule.len() - 1);
    let conflicts = (&winning - &safe) >> 1;
    let deadlocks = (&half + &conflicts) - winning;
    Ok(Splits { conflicts, deadlocks, all: half })
}

/// Lists the minimal winning sets of a rule, each as the numbers of its voters, ascending; nothing if there
/// are more than `most`. The minimal blocking sets are those of the [dual](Rule::dual).
///
/// ```
/// use detente_bodies::{Context, Rule, minimal_winning};
///
/// let rule = Rule::weighted(3, &[2, 1, 1])?;
/// let sets = minimal_winning(&rule, 100, &Context::default())?;
/// assert_eq!(sets, Some(vec![vec![0, 1], vec![0, 2]]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the rule is not monotone, with the votes that show it; if there are more ways of voting, up to
/// exchange of like voters, than are looked at; if the run is cancelled.
pub fn minimal_winning(
    rule: &Rule,
    most: usize,
    context: &Context<'_>,
) -> Result<Option<Vec<Vec<usize>>>, Refusal> {
    let vectors = looked_at(rule, context)?;
    let members = &vectors.kinds.voters;
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (vector, _) in vectors.passes.iter().enumerate().filter(|(_, passes)| **passes) {
        let counts: Vec<usize> =
            (0..members.len()).map(|kind| vectors.count(vector, kind)).collect();
        let least = counts
            .iter()
            .enumerate()
            .all(|(kind, &count)| count == 0 || !vectors.passes[vector - vectors.strides[kind]]);
        if !least {
            continue;
        }
        let mut of = vec![Vec::new()];
        for (kind, &count) in counts.iter().enumerate() {
            of = with_chosen(&of, &members[kind], count, most);
        }
        if sets.len() + of.len() > most {
            return Ok(None);
        }
        sets.extend(of);
    }
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets.sort_unstable();
    Ok(Some(sets))
}

/// Every set with every choice of so many voters added; not many more than `most`.
fn with_chosen(
    sets: &[Vec<usize>],
    voters: &[usize],
    count: usize,
    most: usize,
) -> Vec<Vec<usize>> {
    let mut grown = Vec::new();
    let mut chosen: Vec<usize> = (0..count).collect();
    loop {
        for set in sets {
            let mut set = set.clone();
            set.extend(chosen.iter().map(|&place| voters[place]));
            grown.push(set);
        }
        // The next choice: the last place that can go up does, those after it follow.
        let room = |at: usize| voters.len() - count + at;
        let Some(at) = (0..count).rev().find(|&at| chosen[at] < room(at)) else { break };
        if grown.len() > most {
            break;
        }
        chosen[at] += 1;
        for after in at + 1..count {
            chosen[after] = chosen[after - 1] + 1;
        }
    }
    grown
}

/// Tells whether a rule passes whoever votes for it, or never; nothing if it does neither. The rule must be
/// monotone.
pub fn constant(rule: &Rule) -> Option<bool> {
    if rule.passes(&[]) {
        return Some(true);
    }
    (!rule.passes(&vec![Vote::Yes; rule.len()])).then_some(false)
}
