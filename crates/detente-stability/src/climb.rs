//! Who would improve by coming to a state: the index behind `seq` and `symseq` where every
//! combination of options is feasible and the movers change all their options both ways.
//!
//! A party moves freely within a cell, so the states from which it improves by coming to a state are
//! those of the cell that it ranks lower: with the states of a cell in order of rank, a prefix. The
//! index holds the order and for each state the length of its prefix, a byte each where a party has
//! at most eight such options. It depends on the party's own order only, so all searches share it.

use std::ops::Range;

use crate::context::{Context, Refusal};
use crate::cube::{Cube, subsets};
use crate::narrow::Narrow;
use crate::ranking::Ranking;

/// Where a party improves, in words as wide as its cells need.
#[derive(Debug)]
pub(crate) enum Climb {
    Byte(Prefixes<u8>),
    Half(Prefixes<u16>),
    Word(Prefixes<u32>),
}

#[derive(Debug)]
pub(crate) struct Prefixes<P> {
    /// Cell by cell, the places in the cell by ascending rank.
    order: Vec<P>,
    /// For each state how many of its cell are ranked lower.
    lower: Vec<P>,
}

impl Climb {
    /// Makes the index for a party; `bits` is the most options any party of the game changes.
    pub(crate) fn new(cube: &Cube, ranking: &Ranking, bits: u32) -> Climb {
        let ranks = ranking.ranks();
        match (bits, ranking.levels()) {
            (0..=8, 0..=0x100) => {
                Climb::Byte(Prefixes::new(cube, |state| ranks[state] as u8, compare_all))
            }
            (0..=8, _) => Climb::Byte(Prefixes::new(cube, |state| ranks[state], sort)),
            (9..=16, _) => Climb::Half(Prefixes::new(cube, |state| ranks[state], sort)),
            _ => Climb::Word(Prefixes::new(cube, |state| ranks[state], sort)),
        }
    }
}

/// So many states are gathered from memory together.
const TILE: usize = 1 << 12;

impl<P: Narrow> Prefixes<P> {
    /// Makes the index by `put_in_order`, which for the ranks of one cell gives the places by rank
    /// and for each place how many are lower.
    fn new<R: Narrow>(
        cube: &Cube,
        rank: impl Fn(usize) -> R,
        put_in_order: impl Fn(&[R], &mut [P], &mut [P]),
    ) -> Prefixes<P> {
        let own: Vec<usize> = subsets(cube.free()).collect();
        let wide = own.len();
        let states = wide * cube.cells();
        let mut order = vec![P::of(0); states];
        let mut lower = vec![P::of(0); states];
        // The states of a cell can lie so far apart that each is in a line of memory of its own.
        // Their neighbours there belong to the next cells, so some cells are gathered together.
        let mut firsts = Vec::new();
        let at_once = (TILE / wide).clamp(1, cube.cells());
        let mut ranks = vec![R::of(0); at_once * wide];
        let mut below = vec![P::of(0); at_once * wide];
        let mut left = cube.firsts();
        for order in order.chunks_mut(at_once * wide) {
            firsts.clear();
            firsts.extend(left.by_ref().take(at_once));
            for (place, &own) in own.iter().enumerate() {
                for (cell, &first) in firsts.iter().enumerate() {
                    ranks[cell * wide + place] = rank(first | own);
                }
            }
            let cells = ranks.chunks(wide).zip(order.chunks_mut(wide));
            for ((ranks, order), below) in cells.zip(below.chunks_mut(wide)) {
                put_in_order(ranks, order, below);
            }
            for (place, &own) in own.iter().enumerate() {
                for (cell, &first) in firsts.iter().enumerate() {
                    lower[first | own] = below[cell * wide + place];
                }
            }
        }
        Prefixes { order, lower }
    }
}

/// Puts a cell in order by sorting.
fn sort<P: Narrow>(ranks: &[u32], order: &mut [P], lower: &mut [P]) {
    let keyed = |(&rank, place): (&u32, u32)| u64::from(rank) << 32 | u64::from(place);
    let mut keys: Vec<u64> = ranks.iter().zip(0..).map(keyed).collect();
    keys.sort_unstable();
    let mut tie = (0, 0);
    for ((at, &key), order) in (0_u32..).zip(&keys).zip(order) {
        let (rank, place) = ((key >> 32) as u32, key as u32);
        if rank != tie.0 {
            tie = (rank, at);
        }
        *order = P::of(place);
        lower[place as usize] = P::of(tie.1);
    }
}

/// Puts a cell of at most 256 states in order by comparing each with each: sixteen comparisons are
/// one instruction.
fn compare_all(ranks: &[u8], order: &mut [u8], lower: &mut [u8]) {
    const LANES: usize = 16;
    for (lower, own) in lower.chunks_mut(LANES).zip(ranks.chunks(LANES)) {
        let mut padded = [0_u8; LANES];
        padded[..own.len()].copy_from_slice(own);
        let mut count = [0_u8; LANES];
        for &other in ranks {
            for (count, &own) in count.iter_mut().zip(&padded) {
                *count += u8::from(other < own);
            }
        }
        lower.copy_from_slice(&count[..own.len()]);
    }
    let mut tied = [0_u8; 256];
    for (place, &lower) in (0_u8..=255).zip(&*lower) {
        let tied = &mut tied[usize::from(lower)];
        order[usize::from(lower + *tied)] = place;
        *tied += 1;
    }
}

/// Returns for each state the least `seed` among the states the parties can reach from it by
/// improvements: `backward::least_reachable` on this index. All indices of a game are of one width.
pub(crate) fn least_reachable<T: Narrow>(
    climbs: &[(&Cube, &Climb)],
    seed: &[T],
    context: &Context<'_>,
) -> Result<Vec<T>, Refusal> {
    match climbs.first() {
        None => Ok(seed.to_vec()),
        Some((_, Climb::Byte(_))) => search(
            climbs.iter().filter_map(|(cube, climb)| match climb {
                Climb::Byte(prefixes) => Some(Walker::new(cube, prefixes)),
                _ => None,
            }),
            seed,
            context,
        ),
        Some((_, Climb::Half(_))) => search(
            climbs.iter().filter_map(|(cube, climb)| match climb {
                Climb::Half(prefixes) => Some(Walker::new(cube, prefixes)),
                _ => None,
            }),
            seed,
            context,
        ),
        Some((_, Climb::Word(_))) => search(
            climbs.iter().filter_map(|(cube, climb)| match climb {
                Climb::Word(prefixes) => Some(Walker::new(cube, prefixes)),
                _ => None,
            }),
            seed,
            context,
        ),
    }
}

/// Walks one party's improvements backwards.
struct Walker<'a, P> {
    cube: &'a Cube,
    prefixes: &'a Prefixes<P>,
    /// Where the places of a cell lie.
    own: Vec<u32>,
    /// How far each cell's prefix has been walked.
    walked: Vec<P>,
}

impl<'a, P: Narrow> Walker<'a, P> {
    fn new(cube: &'a Cube, prefixes: &'a Prefixes<P>) -> Walker<'a, P> {
        let own = subsets(cube.free()).map(|own| own as u32).collect();
        Walker { cube, prefixes, own, walked: vec![P::of(0); cube.cells()] }
    }
}

/// So many states are looked up together, that one look-up need not wait for another.
const GROUP: usize = 16;

fn search<'a, P: Narrow + 'a, T: Narrow>(
    walkers: impl Iterator<Item = Walker<'a, P>>,
    seed: &[T],
    context: &Context<'_>,
) -> Result<Vec<T>, Refusal> {
    let mut walkers: Vec<Walker<'a, P>> = walkers.collect();
    // Every state is reached in the end, at the latest from itself.
    let mut label = seed.to_vec();
    let mut open = Open::new(seed.len());
    let mut starts = Starts::new(seed);
    let mut queue = Vec::new();
    while starts.next(&open) {
        context.poll()?;
        for (value, states) in starts.levels() {
            queue.clear();
            queue.extend(states.iter().copied().filter(|&state| open.close(state)));
            let mut done = 0;
            while done < queue.len() {
                let mut group = [0; GROUP];
                let some = GROUP.min(queue.len() - done);
                let group = &mut group[..some];
                group.copy_from_slice(&queue[done..done + some]);
                done += some;
                if done.is_multiple_of(0x1_0000) {
                    context.poll()?;
                }
                for &mut state in &mut *group {
                    label[state as usize] = value;
                }
                for walker in &mut walkers {
                    walker.walk(group, &mut open, &mut queue);
                }
            }
        }
    }
    Ok(label)
}

impl<P: Narrow> Walker<'_, P> {
    /// Adds to the queue the open states from which the party improves by coming to one of a group,
    /// and closes them.
    fn walk(&mut self, group: &[u32], open: &mut Open, queue: &mut Vec<u32>) {
        let Walker { cube, prefixes, own, walked } = self;
        let mut ends = [(0, P::of(0)); GROUP];
        for (end, &state) in ends.iter_mut().zip(group) {
            *end = (cube.cell_of(state as usize), prefixes.lower[state as usize]);
        }
        for (&(cell, to), &state) in ends.iter().zip(group) {
            let from = walked[cell];
            if from >= to {
                continue;
            }
            walked[cell] = to;
            let begin = cell << cube.free_bits();
            let outside = state & !(cube.free() as u32);
            // Whether a state is open cannot be foreseen, so there is no branch on it.
            let mut len = queue.len();
            queue.resize(len + to.index() - from.index(), 0);
            for place in &prefixes.order[begin + from.index()..begin + to.index()] {
                let before = outside | own[place.index()];
                queue[len] = before;
                len += usize::from(open.close(before));
            }
            queue.truncate(len);
        }
    }
}

/// Which states have not been reached.
struct Open(Vec<u64>);

impl Open {
    fn new(states: usize) -> Open {
        let mut open = vec![u64::MAX; states.div_ceil(64)];
        if let Some(last) = open.last_mut() {
            *last >>= (64 - states % 64) % 64;
        }
        Open(open)
    }

    /// Closes a state and says whether it was open.
    #[inline]
    fn close(&mut self, state: u32) -> bool {
        let word = &mut self.0[state as usize / 64];
        let bit = 1_u64 << (state % 64);
        let was_open = *word & bit != 0;
        *word &= !bit;
        was_open
    }
}

/// Yields the open states by ascending seed, some levels at a time: most states are reached before
/// it is their turn, and are never listed.
struct Starts<'a, T> {
    seed: &'a [T],
    /// How many states have each seed.
    count: Vec<u32>,
    levels: Range<usize>,
    /// Where each of the levels begins among the states listed, and where it ends.
    bounds: Vec<(usize, usize)>,
    listed: Vec<u32>,
}

impl<'a, T: Narrow> Starts<'a, T> {
    fn new(seed: &'a [T]) -> Starts<'a, T> {
        let top = seed.iter().max().map_or(0, |&seed| seed.index() + 1);
        let mut count = vec![0_u32; top];
        for &seed in seed {
            count[seed.index()] += 1;
        }
        Starts { seed, count, levels: 0..0, bounds: Vec::new(), listed: Vec::new() }
    }

    /// Goes on to the next levels, if there are any.
    fn next(&mut self, open: &Open) -> bool {
        let first = self.levels.end;
        let mut states = 0;
        self.bounds.clear();
        for &count in &self.count[first..] {
            if states > self.seed.len() / 16 {
                break;
            }
            self.bounds.push((states, states));
            states += count as usize;
        }
        self.levels = first..first + self.bounds.len();
        self.listed.resize(states, 0);
        for (at, &word) in open.0.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                let state = 64 * at + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let level = self.seed[state].index().wrapping_sub(first);
                if let Some((_, end)) = self.bounds.get_mut(level) {
                    self.listed[*end] = state as u32;
                    *end += 1;
                }
            }
        }
        !self.levels.is_empty()
    }

    /// Yields the present levels and the states that were open when they were listed.
    fn levels(&self) -> impl Iterator<Item = (T, &[u32])> {
        let levels = self.levels.clone().zip(&self.bounds);
        levels.map(|(level, &(from, to))| (T::of(level as u32), &self.listed[from..to]))
    }
}
