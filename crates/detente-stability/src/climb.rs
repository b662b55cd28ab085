//! Who would improve by coming to a state: the index behind `seq` and `symseq` where every
//! combination of options is feasible and the movers change all their options both ways.
//!
//! A party moves freely within a cell, so the states from which it improves by coming to a state are
//! those of the cell that it ranks lower: with the states of a cell in order of rank, a prefix. The
//! index holds the order and for each state the length of its prefix, a byte each where a party has
//! at most eight such options. It depends on the party's own order only, so all searches share it.

use crate::context::{Context, Refusal};
use crate::cube::{Cube, subsets};
use crate::narrow::Narrow;
use crate::ranking::ascending;

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
    pub(crate) fn new(cube: &Cube, ranks: &[u32], bits: u32) -> Climb {
        match bits {
            0..=8 => Climb::Byte(Prefixes::new(cube, ranks)),
            9..=16 => Climb::Half(Prefixes::new(cube, ranks)),
            _ => Climb::Word(Prefixes::new(cube, ranks)),
        }
    }
}

impl<P: Narrow> Prefixes<P> {
    fn new(cube: &Cube, ranks: &[u32]) -> Prefixes<P> {
        let own: Vec<usize> = subsets(cube.free()).collect();
        let mut order = Vec::with_capacity(ranks.len());
        let mut lower = vec![P::of(0); ranks.len()];
        let mut cell = Vec::with_capacity(own.len());
        for first in cube.firsts() {
            cell.clear();
            let keyed =
                |(place, &own): (usize, &usize)| u64::from(ranks[first | own]) << 32 | place as u64;
            cell.extend(own.iter().enumerate().map(keyed));
            cell.sort_unstable();
            let mut tie = (0, 0);
            for (at, &key) in (0_u32..).zip(&cell) {
                let (rank, place) = ((key >> 32) as u32, key as u32);
                if rank != tie.0 {
                    tie = (rank, at);
                }
                order.push(P::of(place));
                lower[first | own[place as usize]] = P::of(tie.1);
            }
        }
        Prefixes { order, lower }
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

fn search<'a, P: Narrow + 'a, T: Narrow>(
    walkers: impl Iterator<Item = Walker<'a, P>>,
    seed: &[T],
    context: &Context<'_>,
) -> Result<Vec<T>, Refusal> {
    let mut walkers: Vec<Walker<'a, P>> = walkers.collect();
    // Every state is reached in the end, at the latest from itself.
    let mut label = seed.to_vec();
    let mut open = vec![u64::MAX; seed.len().div_ceil(64)];
    let mut close = |state: u32| {
        let word = &mut open[state as usize / 64];
        let bit = 1_u64 << (state % 64);
        let was_open = *word & bit != 0;
        *word &= !bit;
        was_open
    };
    let mut pending = Vec::new();
    for (count, &start) in ascending(seed).iter().enumerate() {
        if count % 0x1_0000 == 0 {
            context.poll()?;
        }
        if !close(start) {
            continue;
        }
        let value = seed[start as usize];
        pending.push(start);
        while let Some(state) = pending.pop() {
            for walker in &mut walkers {
                let Walker { cube, prefixes, own, walked } = walker;
                let cell = cube.cell_of(state as usize);
                let (from, to) = (walked[cell], prefixes.lower[state as usize]);
                if from >= to {
                    continue;
                }
                walked[cell] = to;
                let begin = cell << cube.free_bits();
                let outside = state & !(cube.free() as u32);
                for place in &prefixes.order[begin + from.index()..begin + to.index()] {
                    let before = outside | own[place.index()];
                    if close(before) {
                        label[before as usize] = value;
                        pending.push(before);
                    }
                }
            }
        }
    }
    Ok(label)
}
