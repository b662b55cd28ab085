//! Sets of state indices, as bits.

use std::fmt;

/// Holds a set of states of one space, each named by its index.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct StateSet {
    len: usize,
    words: Vec<u64>,
}

impl StateSet {
    /// Makes the empty set over a space of `len` states.
    pub fn empty(len: usize) -> StateSet {
        StateSet {
            len,
            words: vec![0; len.div_ceil(64)],
        }
    }

    /// Makes the set of all states with index below `len`.
    pub fn full(len: usize) -> StateSet {
        let mut set = StateSet {
            len,
            words: vec![u64::MAX; len.div_ceil(64)],
        };
        if let Some(last) = set.words.last_mut()
            && !len.is_multiple_of(64)
        {
            *last = u64::MAX >> (64 - len % 64);
        }
        set
    }

    /// Makes the set of the states below `len` for which `keep` holds.
    pub(crate) fn collect(len: usize, keep: impl Fn(usize) -> bool) -> StateSet {
        let mut set = StateSet::empty(len);
        for state in (0..len).filter(|&state| keep(state)) {
            set.insert(state);
        }
        set
    }

    /// Says whether the state is in the set; false for an index outside the space.
    pub fn contains(&self, state: usize) -> bool {
        state < self.len && self.words[state / 64] >> (state % 64) & 1 == 1
    }

    /// Adds a state; an index outside the space is ignored.
    pub fn insert(&mut self, state: usize) {
        if state < self.len {
            self.words[state / 64] |= 1 << (state % 64);
        }
    }

    /// Takes a state out.
    pub fn remove(&mut self, state: usize) {
        if state < self.len {
            self.words[state / 64] &= !(1 << (state % 64));
        }
    }

    /// Keeps only the states that are also in `other`.
    pub fn intersect_with(&mut self, other: &StateSet) {
        for (at, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(at).copied().unwrap_or(0);
        }
    }

    /// Says whether every state of this set is also in `other`.
    pub fn is_subset(&self, other: &StateSet) -> bool {
        self.iter().all(|state| other.contains(state))
    }

    /// Counts the states in the set.
    pub fn len(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// Says whether no state is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Yields the states in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

impl fmt::Debug for StateSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
