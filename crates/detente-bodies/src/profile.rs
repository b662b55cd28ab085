//! What the exact methods hand over: winning sets and swings by size.

use crate::answer::How;
use num_bigint::BigUint;

/// Counts of a monotone yes/no game. The sizes are those of sets among `free` voters; the other
/// voters of the rule are dummies.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) free: usize,
    /// Winning sets of each size, 0 to `free`.
    pub(crate) wins: Vec<BigUint>,
    /// For each kind of voters, for each size s of a set of others, how often one of the kind turns
    /// such a set from losing to winning.
    pub(crate) swings: Vec<Vec<BigUint>>,
    /// The kind of each voter of the rule; `None` for dummies.
    pub(crate) kind: Vec<Option<usize>>,
    pub(crate) how: How,
}

impl Profile {
    /// Makes the swings of a kind from the winning sets that contain one given voter of it: those
    /// of size s + 1 with it, less those of size s without it.
    pub(crate) fn swings_from(wins: &[BigUint], with: &[BigUint]) -> Vec<BigUint> {
        let others = 0..wins.len().saturating_sub(1);
        others.map(|size| &with[size + 1] + &with[size] - &wins[size]).collect()
    }
}
