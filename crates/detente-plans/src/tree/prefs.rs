//! What parties prefer: ranks, partial orders, utilities.

use super::{Fraction, Tree};
use std::fmt;

/// One party's preference over outcomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Preferences {
    /// A level for each outcome; smaller is better, and outcomes of one level are equally good.
    Ranks(Vec<u32>),
    /// What is known to be better than what.
    Partial(Partial),
    /// A utility for each outcome, greater is better. Exact, because whether two are equal decides what
    /// is an equilibrium; for large trees there are [`Payoffs`] of `f64`.
    Utilities(Vec<Fraction>),
}

impl Preferences {
    /// Returns whether the first outcome is better than the second.
    pub fn better(&self, left: usize, right: usize) -> bool {
        match self {
            Preferences::Ranks(levels) => match (levels.get(left), levels.get(right)) {
                (Some(left), Some(right)) => left < right,
                _ => false,
            },
            Preferences::Partial(partial) => partial.better(left, right),
            Preferences::Utilities(values) => match (values.get(left), values.get(right)) {
                (Some(left), Some(right)) => left > right,
                _ => false,
            },
        }
    }

    /// Returns how many outcomes the preference is about.
    pub fn outcomes(&self) -> usize {
        match self {
            Preferences::Ranks(levels) => levels.len(),
            Preferences::Partial(partial) => partial.outcomes,
            Preferences::Utilities(values) => values.len(),
        }
    }

    /// A level for each outcome if the order is complete.
    pub(super) fn levels(&self) -> Option<Vec<u32>> {
        match self {
            Preferences::Ranks(levels) => Some(levels.clone()),
            Preferences::Partial(_) => None,
            Preferences::Utilities(values) => {
                let mut sorted: Vec<&Fraction> = values.iter().collect();
                sorted.sort_unstable_by(|left, right| right.cmp(left));
                sorted.dedup();
                let level = |value: &Fraction| sorted.partition_point(|other| *other > value);
                Some(values.iter().map(|value| level(value) as u32).collect())
            }
        }
    }
}

/// A strict order that need not tell of every two outcomes which is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    outcomes: usize,
    words: usize,
    /// A row of bits per outcome: what it is better than.
    better: Vec<u64>,
}

impl Partial {
    /// Makes the smallest order that holds every pair (better, worse); the work grows with the cube of
    /// the outcomes.
    ///
    /// # Errors
    /// If an outcome would be better than itself, or is not there: that outcome.
    pub fn new(outcomes: usize, pairs: &[(usize, usize)]) -> Result<Self, usize> {
        let words = outcomes.div_ceil(64);
        let mut better = vec![0_u64; outcomes * words];
        for &(left, right) in pairs {
            if left >= outcomes || right >= outcomes {
                return Err(left.max(right));
            }
            better[left * words + right / 64] |= 1 << (right % 64);
        }
        for middle in 0..outcomes {
            let row = better[middle * words..(middle + 1) * words].to_vec();
            for left in 0..outcomes {
                if better[left * words + middle / 64] >> (middle % 64) & 1 == 1 {
                    let into = &mut better[left * words..(left + 1) * words];
                    into.iter_mut().zip(&row).for_each(|(into, from)| *into |= from);
                }
            }
        }
        let partial = Self { outcomes, words, better };
        match (0..outcomes).find(|&outcome| partial.better(outcome, outcome)) {
            Some(outcome) => Err(outcome),
            None => Ok(partial),
        }
    }

    /// Returns whether the first outcome is better than the second.
    pub fn better(&self, left: usize, right: usize) -> bool {
        left < self.outcomes
            && right < self.outcomes
            && self.better[left * self.words + right / 64] >> (right % 64) & 1 == 1
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for f64 {}
    impl Sealed for super::Fraction {}
}

/// Numbers that utilities are counted in: exact fractions, or `f64` where speed matters more.
pub trait Number: sealed::Sealed + Clone + PartialOrd + fmt::Debug {
    /// Returns the number nearest to an exact fraction.
    fn of(value: &Fraction) -> Self;
    /// Adds the product of two numbers.
    fn add_product(&mut self, left: &Self, right: &Self);
    /// Returns nothing.
    fn nothing() -> Self;
    /// Returns whether it is a number that can be counted with.
    fn is_sound(&self) -> bool;
}

impl Number for f64 {
    fn of(value: &Fraction) -> Self {
        num_traits::ToPrimitive::to_f64(value).unwrap_or(f64::NAN)
    }
    fn add_product(&mut self, left: &Self, right: &Self) {
        *self += left * right;
    }
    fn nothing() -> Self {
        0.0
    }
    fn is_sound(&self) -> bool {
        self.is_finite()
    }
}

impl Number for Fraction {
    fn of(value: &Fraction) -> Self {
        value.clone()
    }
    fn add_product(&mut self, left: &Self, right: &Self) {
        *self += left * right;
    }
    fn nothing() -> Self {
        num_traits::Zero::zero()
    }
    fn is_sound(&self) -> bool {
        true
    }
}

/// The utility of every outcome for every party.
#[derive(Clone, Debug, PartialEq)]
pub struct Payoffs<N = Fraction> {
    parties: usize,
    pub(super) values: Vec<N>,
}

/// Why lists make no payoffs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayoffsError {
    /// The outcome has a list of another length than the number of parties.
    Length(usize),
    /// The outcome has an `f64` that is infinite or no number.
    Unsound(usize),
}

impl<N: Number> Payoffs<N> {
    /// Takes a list per outcome of a number per party.
    ///
    /// # Errors
    /// If a list has another length than the number of parties, or an `f64` is not finite.
    pub fn new(parties: usize, outcomes: Vec<Vec<N>>) -> Result<Self, PayoffsError> {
        let mut values = Vec::with_capacity(parties * outcomes.len());
        for (place, list) in outcomes.into_iter().enumerate() {
            if list.len() != parties {
                return Err(PayoffsError::Length(place));
            }
            if !list.iter().all(N::is_sound) {
                return Err(PayoffsError::Unsound(place));
            }
            values.extend(list);
        }
        Ok(Self { parties, values })
    }

    /// Returns the utilities of an outcome, one per party; empty if there is no such outcome.
    pub fn of(&self, outcome: usize) -> &[N] {
        self.values.get(outcome * self.parties..(outcome + 1) * self.parties).unwrap_or(&[])
    }

    /// Returns the number of parties.
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// Whether there are numbers for every party and outcome of the tree.
    pub(super) fn fits(&self, tree: &Tree) -> bool {
        self.parties == tree.parties() && self.values.len() == self.parties * tree.outcomes()
    }
}
