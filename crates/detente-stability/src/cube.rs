//! Moves where every combination of options is feasible: no table, only arithmetic on bits.
//!
//! A state is then its own index. Leaving out the bits a mover changes freely gives the number of
//! its cell, and the best value within reach is found by folding the array of values bit by bit.

use crate::condition::State;
use crate::structure::Directions;

/// Describes one mover's moves among all `2ⁿ` states.
#[derive(Debug)]
pub(crate) struct Cube {
    states: usize,
    /// The options that can be changed both ways.
    free: usize,
    /// The bits of a cell's number that can only be set, and those that can only be cleared.
    take: usize,
    leave: usize,
    cell: Spread,
}

impl Cube {
    /// Describes the moves in some directions where the states are all combinations of options.
    pub(crate) fn new(states: &[State], directions: Directions) -> Option<Cube> {
        let len = states.len();
        // Ascending and distinct, so the last one tells.
        if !len.is_power_of_two() || states.last() != Some(&(len as State - 1)) {
            return None;
        }
        // An option outside never changes in any feasible state.
        let within = |mask: State| (mask & (len as State - 1)) as usize;
        let free = within(directions.take & directions.leave);
        let fixed = !free & (len - 1);
        Some(Cube {
            states: len,
            free,
            take: compress(within(directions.take & !directions.leave), fixed),
            leave: compress(within(directions.leave & !directions.take), fixed),
            cell: Spread::new(len, |state| compress(state, fixed)),
        })
    }

    pub(crate) fn cells(&self) -> usize {
        self.states >> self.free.count_ones()
    }

    #[inline]
    pub(crate) fn cell_of(&self, state: usize) -> usize {
        self.cell.at(state)
    }

    /// Returns where the options that can be changed both ways begin, if they lie side by side and
    /// so that leaving them out is two shifts.
    pub(crate) fn run(&self) -> Option<u32> {
        let begin = self.free.trailing_zeros();
        (self.free != 0 && self.free >> begin == (1 << self.free_bits()) - 1).then_some(begin)
    }

    /// Returns a number shared by the states of a fibre only, below [`Cube::cells`].
    pub(crate) fn fibre_of(&self, state: usize) -> usize {
        self.cell_of(state) & !self.one_way()
    }

    /// Returns how many options can be changed both ways.
    pub(crate) fn free_bits(&self) -> u32 {
        self.free.count_ones()
    }

    /// Says whether no option can be changed in one direction only.
    pub(crate) fn is_reversible(&self) -> bool {
        self.one_way() == 0
    }

    /// Returns the options that can be changed both ways, as bits of a state.
    pub(crate) fn free(&self) -> usize {
        self.free
    }

    /// Yields the first state of each cell, by ascending cell.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = usize> + use<> {
        subsets(!self.free & (self.states - 1))
    }

    fn first_of(&self, cell: usize) -> usize {
        deposit(cell, !self.free & (self.states - 1))
    }

    /// Yields the states of a cell in ascending order.
    pub(crate) fn states(&self, cell: usize) -> impl Iterator<Item = u32> + use<> {
        let first = self.first_of(cell);
        subsets(self.free).map(move |own| (first | own) as u32)
    }

    /// Yields the cells from which the mover can come into `cell`, itself included.
    pub(crate) fn below(&self, cell: usize) -> impl Iterator<Item = usize> + use<> {
        let (one_way, leave) = (self.one_way(), self.leave);
        let used_up = (cell & one_way) ^ leave;
        subsets(used_up).map(move |used_up| (cell & !one_way) | (used_up ^ leave))
    }

    /// Yields the cells into which the mover can come from `cell`, itself included.
    pub(crate) fn above(&self, cell: usize) -> impl Iterator<Item = usize> + use<> {
        let (one_way, leave) = (self.one_way(), self.leave);
        let used_up = (cell & one_way) ^ leave;
        let more = one_way & !used_up;
        subsets(more).map(move |more| (cell & !one_way) | ((used_up | more) ^ leave))
    }

    /// Counts the pairs of cells one walk through all fibres may have to look at.
    pub(crate) fn cell_pairs(&self) -> u64 {
        let one_way = self.one_way().count_ones();
        // A fibre of 2^w cells has 3^w pairs of a set and a subset.
        let fibres = self.cells() as u64 >> one_way;
        3_u64.saturating_pow(one_way).saturating_mul(fibres)
    }

    /// Returns for each cell what `pick` leaves of the values in the states the mover can be in
    /// after at most one move from there; `pick` chooses the larger or the smaller of two.
    pub(crate) fn within_reach<T: Copy>(&self, values: &[T], pick: impl Fn(T, T) -> T) -> Vec<T> {
        self.among_cells(fold(values, self.free, &pick), pick)
    }

    /// Returns for each cell what `pick` leaves of the values of the cells the mover can come into.
    pub(crate) fn among_cells<T: Copy>(&self, values: Vec<T>, pick: impl Fn(T, T) -> T) -> Vec<T> {
        let mut picked = values;
        for (bits, up) in [(self.take, true), (self.leave, false)] {
            for half in bits_of(bits) {
                for pair in picked.chunks_exact_mut(2 * half) {
                    let (without, with) = pair.split_at_mut(half);
                    for (without, with) in without.iter_mut().zip(with) {
                        let both = pick(*without, *with);
                        *(if up { without } else { with }) = both;
                    }
                }
            }
        }
        picked
    }

    /// Gives every state the value of its cell.
    pub(crate) fn to_states<T: Copy>(&self, values: &[T]) -> Vec<T> {
        let mut spread = values.to_vec();
        // Puts the options in by runs that lie side by side, the lowest first.
        let (mut rest, mut begin) = (self.free, 0);
        while rest != 0 {
            begin += rest.trailing_zeros();
            rest = self.free >> begin;
            let wide = rest.trailing_ones();
            let mut wider = Vec::with_capacity(spread.len() << wide);
            if begin == 0 {
                for &value in &spread {
                    wider.extend(std::iter::repeat_n(value, 1 << wide));
                }
            } else {
                for block in spread.chunks_exact(1 << begin) {
                    for _ in 0..1_usize << wide {
                        wider.extend_from_slice(block);
                    }
                }
            }
            spread = wider;
            begin += wide;
            rest = self.free.checked_shr(begin).unwrap_or(0);
        }
        spread
    }

    fn one_way(&self) -> usize {
        self.take | self.leave
    }
}

/// Halves the array of values once for each bit of `free`, the highest first.
fn fold<T: Copy>(values: &[T], free: usize, pick: &impl Fn(T, T) -> T) -> Vec<T> {
    let mut bits: Vec<usize> = bits_of(free).collect();
    let Some(highest) = bits.pop() else {
        return values.to_vec();
    };
    let halve = |values: &[T], half: usize| {
        let mut halved = Vec::with_capacity(values.len() / 2);
        if half == 1 {
            halved.extend(values.chunks_exact(2).map(|pair| pick(pair[0], pair[1])));
            return halved;
        }
        for pair in values.chunks_exact(2 * half) {
            let (without, with) = pair.split_at(half);
            halved.extend(without.iter().zip(with).map(|(&a, &b)| pick(a, b)));
        }
        halved
    };
    let folded = halve(values, highest);
    bits.into_iter().rev().fold(folded, |folded, half| halve(&folded, half))
}

/// Yields the bits of a word, each by itself, the lowest first.
fn bits_of(mask: usize) -> impl Iterator<Item = usize> {
    let mut rest = mask;
    std::iter::from_fn(move || {
        let bit = rest & rest.wrapping_neg();
        rest ^= bit;
        (bit != 0).then_some(bit)
    })
}

/// Yields the subsets of a word in ascending order.
pub(crate) fn subsets(mask: usize) -> impl Iterator<Item = usize> {
    let mut next = Some(0_usize);
    std::iter::from_fn(move || {
        let subset = next?;
        let following = subset.wrapping_sub(mask) & mask;
        next = (following != 0).then_some(following);
        Some(subset)
    })
}

/// Moves the bits of `word` under `mask` together.
fn compress(word: usize, mask: usize) -> usize {
    bits_of(mask).enumerate().fold(0, |out, (at, bit)| out | usize::from(word & bit != 0) << at)
}

/// Moves the low bits of `word` apart to where `mask` has bits: [`compress`] undone.
fn deposit(word: usize, mask: usize) -> usize {
    bits_of(mask)
        .enumerate()
        .fold(0, |out, (at, bit)| if word >> at & 1 == 1 { out | bit } else { out })
}

/// Tabulates a function that moves bits about by two small tables, one for each half of the word.
#[derive(Debug)]
struct Spread {
    low: Vec<u32>,
    high: Vec<u32>,
    shift: u32,
}

impl Spread {
    /// Tabulates for words below `len`, a power of two.
    fn new(len: usize, moved: impl Fn(usize) -> usize) -> Spread {
        let shift = len.ilog2().div_ceil(2);
        Spread {
            low: (0..1 << shift).map(|word| moved(word) as u32).collect(),
            high: (0..len >> shift).map(|word| moved(word << shift) as u32).collect(),
            shift,
        }
    }

    #[inline]
    fn at(&self, word: usize) -> usize {
        (self.low[word & (self.low.len() - 1)] | self.high[word >> self.shift]) as usize
    }
}
