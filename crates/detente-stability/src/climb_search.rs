//! The backward search of `backward` on the index of `climb`, made so as to wait for memory little.

use std::ops::Range;

use crate::climb::{Climbs, Prefixes};
use crate::context::{Context, Refusal};
use crate::cube::{Cube, subsets};
use crate::narrow::Narrow;

/// What a party whose stability is asked for makes of each state.
pub(crate) struct Focus<'a, T> {
    pub(crate) cube: &'a Cube,
    pub(crate) ranks: &'a [T],
    /// What each state is worth as an answer, if not its rank; never less than that.
    pub(crate) best_reply: Option<&'a [T]>,
}

/// Returns for each cell of a party the best it secures in a state there: of the least that the
/// others can lead to by improvements and the rank of the state itself, the smaller.
pub(crate) fn best_secured<T: Narrow>(
    focus: &Focus<'_, T>,
    climbs: &Climbs,
    others: &[(usize, &Cube)],
    context: &Context<'_>,
) -> Result<Vec<T>, Refusal> {
    match climbs {
        Climbs::Byte(prefixes) => search(focus, prefixes, others, context),
        Climbs::Half(prefixes) => search(focus, prefixes, others, context),
        Climbs::Word(prefixes) => search(focus, prefixes, others, context),
    }
}

/// Walks one party's improvements backwards.
struct Walker<'a, P> {
    cells: Cells<'a>,
    prefixes: &'a Prefixes<P>,
    column: usize,
    order: &'a [P],
    /// Where the places of a cell lie.
    own: Vec<u32>,
    /// How far each cell's prefix has been walked.
    walked: Vec<P>,
}

impl<'a, P: Narrow> Walker<'a, P> {
    fn new(cube: &'a Cube, prefixes: &'a Prefixes<P>, party: usize) -> Option<Walker<'a, P>> {
        let own = subsets(cube.free()).map(|own| own as u32).collect();
        let (column, order) = prefixes.of(party)?;
        let walked = vec![P::of(0); cube.cells()];
        Some(Walker { cells: Cells::of(cube), prefixes, column, order, own, walked })
    }
}

/// The cells of a party, for looking up some states at once.
struct Cells<'a> {
    cube: &'a Cube,
    /// Where the bits changed freely begin, if they lie side by side.
    run: Option<u32>,
}

impl Cells<'_> {
    fn of(cube: &Cube) -> Cells<'_> {
        Cells { cube, run: cube.run() }
    }

    #[inline]
    fn of_group(&self, group: &[u32]) -> [u32; GROUP] {
        let mut cells = [0; GROUP];
        if let Some(begin) = self.run {
            let (end, below) = (begin + self.cube.free_bits(), (1 << begin) - 1);
            for (cell, &state) in cells.iter_mut().zip(group) {
                *cell = state.unbounded_shr(end) << begin | state & below;
            }
        } else {
            for (cell, &state) in cells.iter_mut().zip(group) {
                *cell = self.cube.cell_of(state as usize) as u32;
            }
        }
        cells
    }
}

/// So many states are looked up together, that one look-up need not wait for another.
const GROUP: usize = 16;

fn search<P: Narrow, T: Narrow>(
    focus: &Focus<'_, T>,
    prefixes: &Prefixes<P>,
    others: &[(usize, &Cube)],
    context: &Context<'_>,
) -> Result<Vec<T>, Refusal> {
    let mut walkers: Vec<Walker<'_, P>> =
        others.iter().filter_map(|&(party, cube)| Walker::new(cube, prefixes, party)).collect();
    let cells = Cells::of(focus.cube);
    let mut best = vec![T::of(0); focus.cube.cells()];
    let mut open = Open::new(focus.ranks.len());
    let mut starts = Starts::new(focus.best_reply.unwrap_or(focus.ranks));
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
                for (&cell, &state) in cells.of_group(group).iter().zip(&*group) {
                    let best = &mut best[cell as usize];
                    // An answer is worth no less than its rank, and the state answers itself: where
                    // the worth is the rank, what the others can lead to is the smaller.
                    *best = match focus.best_reply {
                        None => value,
                        Some(_) => value.min(focus.ranks[state as usize]).max(*best),
                    };
                }
                for walker in &mut walkers {
                    walker.walk(group, &mut open, &mut queue);
                }
            }
        }
    }
    Ok(best)
}

impl<P: Narrow> Walker<'_, P> {
    /// Adds to the queue the open states from which the party improves by coming to one of a group,
    /// and closes them.
    fn walk(&mut self, group: &[u32], open: &mut Open, queue: &mut Vec<u32>) {
        let Walker { cells, prefixes, column, order, own, walked } = self;
        let (wide, lower) = (prefixes.wide(), prefixes.lower());
        let mut ends = [P::of(0); GROUP];
        for (end, &state) in ends.iter_mut().zip(group) {
            *end = lower[state as usize * wide + *column];
        }
        let cube = cells.cube;
        for ((cell, &to), &state) in cells.of_group(group).into_iter().zip(&ends).zip(group) {
            let cell = cell as usize;
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
            for place in &order[begin + from.index()..begin + to.index()] {
                let before = outside | own[place.index()];
                queue[len] = before;
                len += usize::from(open.close(before));
            }
            queue.truncate(len);
        }
    }
}

/// Which states have not been reached, a bit each.
///
/// A party's moves lead over distances that are powers of two, which would all fall in a few sets of
/// the cache. So the words are mixed, each with one further up.
struct Open(Vec<u64>);

impl Open {
    /// Makes the set of all states, which are a power of two.
    fn new(states: usize) -> Open {
        let mut open = vec![u64::MAX; states.div_ceil(64)];
        if states < 64 {
            open[0] >>= 64 - states;
        }
        Open(open)
    }

    #[inline]
    fn place(word: usize) -> usize {
        word ^ word >> 9
    }

    /// Yields the words in the order of the states.
    fn words(&self) -> impl Iterator<Item = u64> {
        (0..self.0.len()).map(|word| self.0[Open::place(word)])
    }

    /// Closes a state and says whether it was open.
    #[inline]
    fn close(&mut self, state: u32) -> bool {
        let word = &mut self.0[Open::place(state as usize / 64)];
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
        for (at, mut rest) in open.words().enumerate() {
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
