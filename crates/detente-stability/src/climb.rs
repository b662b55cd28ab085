//! Who would improve by coming to a state: the index behind `seq` and `symseq` where every
//! combination of options is feasible and the movers change all their options both ways.
//!
//! A party moves freely within a cell, so the states from which it improves by coming to a state are
//! those of the cell that it ranks lower: with the states of a cell in order of rank, a prefix. The
//! index holds the order and for each state the length of its prefix, a byte each where a party has
//! at most eight such options. What it holds of a party hangs on that party's order only, so all
//! searches share it, and a change of one order leaves the rest as it was.

use std::sync::Arc;

use crate::cube::{Cube, subsets};
use crate::narrow::Narrow;
use crate::parallel;
use crate::party::PartySet;
use crate::ranking::Ranking;

/// Where the parties improve, in words as wide as the largest cells need.
#[derive(Debug, PartialEq)]
pub(crate) enum Climbs {
    Byte(Prefixes<u8>),
    Half(Prefixes<u16>),
    Word(Prefixes<u32>),
}

#[derive(Debug, PartialEq)]
pub(crate) struct Prefixes<P> {
    /// The place of each party among those that are here.
    columns: Vec<Option<usize>>,
    /// For each party that is here, cell by cell, the places in the cell by ascending rank.
    orders: Vec<Arc<Vec<P>>>,
    /// For each state, party by party, how many of its cell are ranked lower: side by side, as a
    /// search asks for those of all parties at once and has to wait for memory only once.
    lower: Vec<P>,
}

impl Climbs {
    /// Makes the index for the parties that have a cube, from one that was right but for the
    /// `changed` orders if there is one; `bits` is the most options any party of the game changes.
    pub(crate) fn new(
        cubes: &[Option<&Cube>],
        rankings: &[Ranking],
        bits: u32,
        before: Option<(&Climbs, PartySet)>,
    ) -> Climbs {
        match bits {
            0..=8 => {
                let before = before.and_then(|(climbs, changed)| match climbs {
                    Climbs::Byte(prefixes) => Some((prefixes, changed)),
                    _ => None,
                });
                Climbs::Byte(Prefixes::new(cubes, rankings, before, bytes))
            }
            9..=16 => {
                let before = before.and_then(|(climbs, changed)| match climbs {
                    Climbs::Half(prefixes) => Some((prefixes, changed)),
                    _ => None,
                });
                Climbs::Half(Prefixes::new(cubes, rankings, before, words))
            }
            _ => {
                let before = before.and_then(|(climbs, changed)| match climbs {
                    Climbs::Word(prefixes) => Some((prefixes, changed)),
                    _ => None,
                });
                Climbs::Word(Prefixes::new(cubes, rankings, before, words))
            }
        }
    }
}

/// The states of a party's cells by rank, and how many in its cell each state is ranked above.
type Party<P> = (Vec<P>, Vec<P>);

impl<P: Narrow> Prefixes<P> {
    fn new(
        cubes: &[Option<&Cube>],
        rankings: &[Ranking],
        before: Option<(&Prefixes<P>, PartySet)>,
        make: fn(&Cube, &Ranking) -> Party<P>,
    ) -> Prefixes<P> {
        let here: Vec<(usize, &Cube)> =
            cubes.iter().enumerate().filter_map(|(party, cube)| Some((party, (*cube)?))).collect();
        let mut columns = vec![None; cubes.len()];
        for (column, &(party, _)) in here.iter().enumerate() {
            columns[party] = Some(column);
        }
        let is_new = |party| before.is_none_or(|(_, changed)| changed.contains(party));
        let new: Vec<_> = here.iter().copied().filter(|&(party, _)| is_new(party)).collect();
        let states = rankings.first().map_or(0, Ranking::len);
        let mut made = parallel::map(&new, states, |&(party, cube)| {
            let (order, lower) = make(cube, &rankings[party]);
            (columns[party].unwrap_or(0), Arc::new(order), lower)
        });
        let mut lower = match before {
            Some((before, _)) => before.lower.clone(),
            None => vec![P::of(0); here.len() * states],
        };
        for (block, states) in lower.chunks_mut(here.len().max(1) * BLOCK).enumerate() {
            for (column, _, of_party) in &made {
                let places = states[*column..].iter_mut().step_by(here.len());
                for (place, &lower) in places.zip(&of_party[block * BLOCK..]) {
                    *place = lower;
                }
            }
        }
        let mut orders = before.map_or_else(Vec::new, |(before, _)| before.orders.clone());
        orders.resize_with(here.len(), Arc::default);
        for (column, order, _) in made.drain(..) {
            orders[column] = order;
        }
        Prefixes { columns, orders, lower }
    }

    /// Counts the parties that are here.
    pub(crate) fn wide(&self) -> usize {
        self.orders.len()
    }

    /// Returns for each state and party, the parties of a state side by side, how many states of
    /// its cell are ranked lower.
    pub(crate) fn lower(&self) -> &[P] {
        &self.lower
    }

    /// Returns a party's place among those here, and its cells by ascending rank.
    pub(crate) fn of(&self, party: usize) -> Option<(usize, &[P])> {
        let column = (*self.columns.get(party)?)?;
        Some((column, &self.orders[column]))
    }
}

/// So many states are put side by side at once.
const BLOCK: usize = 1 << 10;

fn bytes(cube: &Cube, ranking: &Ranking) -> Party<u8> {
    let ranks = ranking.ranks();
    if ranking.levels() <= 0x100 {
        return in_order(cube, |state| ranks[state] as u8, compare_all);
    }
    words(cube, ranking)
}

fn words<P: Narrow>(cube: &Cube, ranking: &Ranking) -> Party<P> {
    let ranks = ranking.ranks();
    in_order(cube, |state| ranks[state], sort)
}

/// So many states are gathered from memory together.
const TILE: usize = 1 << 12;

/// Puts all cells of a party in order by `one_cell`, which for the ranks of one gives the places by
/// rank and for each place how many are lower.
fn in_order<P: Narrow, R: Narrow>(
    cube: &Cube,
    rank: impl Fn(usize) -> R,
    one_cell: impl Fn(&[R], &mut [P], &mut [P]),
) -> Party<P> {
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
            one_cell(ranks, order, below);
        }
        for (place, &own) in own.iter().enumerate() {
            for (cell, &first) in firsts.iter().enumerate() {
                lower[first | own] = below[cell * wide + place];
            }
        }
    }
    (order, lower)
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

#[cfg(test)]
impl Climbs {
    /// Says for each party that is here whether two indices hold its order in common.
    pub(crate) fn shared_with(&self, other: &Climbs) -> Vec<bool> {
        let (Climbs::Byte(these), Climbs::Byte(those)) = (self, other) else {
            return Vec::new();
        };
        these.orders.iter().zip(&those.orders).map(|(a, b)| Arc::ptr_eq(a, b)).collect()
    }
}
