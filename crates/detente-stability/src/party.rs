//! Sets of parties, as a machine word.
//!
//! Nothing here knows of options or preferences.

use std::fmt;

/// The largest number of parties a structure may have.
pub const MAX_PARTIES: usize = 64;

/// Holds a set of parties, each named by its place in the model (counted from 0).
///
/// ```
/// use detente_stability::PartySet;
/// let allies: PartySet = [0, 2].into_iter().collect();
/// assert!(allies.contains(2) && !allies.contains(1));
/// assert_eq!(allies.iter().collect::<Vec<_>>(), [0, 2]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PartySet(u64);

impl PartySet {
    /// Holds no party.
    pub const EMPTY: PartySet = PartySet(0);

    /// Makes the set of one party; empty if `party` is not below [`MAX_PARTIES`].
    pub const fn one(party: usize) -> PartySet {
        if party < MAX_PARTIES { PartySet(1 << party) } else { PartySet(0) }
    }

    /// Makes the set whose bit `k` says whether party `k` is in it.
    pub const fn from_bits(bits: u64) -> PartySet {
        PartySet(bits)
    }

    /// Returns the set as a word, bit `k` for party `k`.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Says whether `party` is in the set.
    pub const fn contains(self, party: usize) -> bool {
        party < MAX_PARTIES && self.0 >> party & 1 == 1
    }

    /// Says whether every party of this set is also in `other`.
    pub const fn is_subset(self, other: PartySet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Says whether the two sets have a party in common.
    pub const fn meets(self, other: PartySet) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the set with `party` added; unchanged if it is not below [`MAX_PARTIES`].
    #[must_use]
    pub const fn with(self, party: usize) -> PartySet {
        PartySet(self.0 | PartySet::one(party).0)
    }

    /// Counts the parties.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Says whether there is no party.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Yields the parties in ascending order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..MAX_PARTIES).filter(move |&party| self.contains(party))
    }
}

impl FromIterator<usize> for PartySet {
    fn from_iter<I: IntoIterator<Item = usize>>(parties: I) -> PartySet {
        parties.into_iter().fold(PartySet::EMPTY, PartySet::with)
    }
}

impl fmt::Debug for PartySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
