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
        StateSet { len, words: vec![0; len.div_ceil(64)] }
    }

    /// Makes the set of all states with index below `len`.
    pub fn full(len: usize) -> StateSet {
        let mut set = StateSet { len, words: vec![u64::MAX; len.div_ceil(64)] };
        if let Some(last) = set.words.last_mut()
            && !len.is_multiple_of(64)
        {
            *last = u64::MAX >> (64 - len % 64);
        }
        set
    }

    /// Makes the set of the states below `len` for which `keep` holds.
    pub(crate) fn collect(len: usize, keep: impl Fn(usize) -> bool) -> StateSet {
        let word = |at: usize| {
            let states = 64 * at..len.min(64 * at + 64);
            states.fold(0, |word, state| word | u64::from(keep(state)) << (state % 64))
        };
        StateSet { len, words: (0..len.div_ceil(64)).map(word).collect() }
    }

    /// Makes the set of the states of which one value is at most the other.
    pub(crate) fn where_at_most<T: Copy + Ord>(values: &[T], bounds: &[T]) -> StateSet {
        // Compared many at once, then made into bits eight at once: the product moves the lowest
        // bit of each byte into the highest byte.
        let word = |(values, bounds): (&[T], &[T])| {
            let mut fits = [0_u8; 64];
            for ((fits, value), bound) in fits.iter_mut().zip(values).zip(bounds) {
                *fits = u8::from(value <= bound);
            }
            let bytes =
                fits.as_chunks::<8>().0.iter().map(|&eight| {
                    u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
                });
            bytes.rev().fold(0, |word, byte| word << 8 | byte)
        };
        let words = values.chunks(64).zip(bounds.chunks(64)).map(word).collect();
        StateSet { len: values.len(), words }
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

    /// Takes out the states that are also in `other`.
    pub fn subtract(&mut self, other: &StateSet) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Says whether every state of this set is also in `other`.
    pub fn is_subset(&self, other: &StateSet) -> bool {
        self.iter().all(|state| other.contains(state))
    }

    /// Counts the states of the space, in the set or not.
    pub(crate) fn capacity(&self) -> usize {
        self.len
    }

    /// Counts the states in the set.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
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

#[cfg(test)]
mod tests {
    use super::StateSet;

    fn check(len: usize) {
        let full = StateSet::full(len);
        assert_eq!(full.iter().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
        let mut thirds = StateSet::collect(len, |state| state.is_multiple_of(3));
        assert_eq!(thirds.len(), len.div_ceil(3));
        assert!(thirds.is_subset(&full) && !thirds.contains(len));
        thirds.insert(len);
        thirds.remove(0);
        assert_eq!(thirds.iter().next(), (len > 3).then_some(3));
        thirds.intersect_with(&StateSet::empty(len));
        assert_eq!(thirds, StateSet::empty(len));
        assert!(thirds.is_empty());
    }

    #[test]
    fn sets_at_the_edges_of_words() {
        [0, 1, 3, 4, 63, 64, 65, 127, 128, 200].into_iter().for_each(check);
    }

    #[test]
    fn values_that_fit() {
        for len in [0, 1, 7, 64, 65, 130, 200] {
            let values: Vec<usize> = (0..len).map(|state| state * 37 % 11).collect();
            let bounds: Vec<usize> = (0..len).map(|state| state * 53 % 13).collect();
            let plain = StateSet::collect(len, |state| values[state] <= bounds[state]);
            assert_eq!(StateSet::where_at_most(&values, &bounds), plain);
        }
    }
}
