//! What the others can bring about: one backward search that serves all states at once.
//!
//! For every state the search finds the least value (of some `seed`) among the states a group of
//! movers can reach from it, staying included. It takes the states by ascending seed and walks the
//! group's moves backwards; the first value to arrive at a state is its least. No state is
//! labelled twice, and each mover keeps per cell how far it has already been walked, so no arc is
//! looked at twice either.

use crate::concept::Walk;
use crate::context::{Context, Refusal};
use crate::cube_stable::together;
use crate::fibres::Fibres;
use crate::game::Game;
use crate::moves::all_better;
use crate::ranking::ascending;

const OPEN: u32 = u32::MAX;

/// Returns for each state the least `seed` among the states the movers at `places` can reach from
/// it by a sequence of moves of the kind `walk`.
///
/// A sequence is the unrestricted closure. For parties this equals the rule that nobody moves twice
/// in succession, because two moves of one party in a row merge into one.
pub(crate) fn least_reachable(
    game: &Game,
    places: &[usize],
    walk: Walk,
    seed: &[u32],
    context: &Context<'_>,
) -> Result<Vec<u32>, Refusal> {
    if walk == Walk::Moves
        && let Some(cube) = together(game, places)
    {
        return Ok(cube.to_states(&cube.within_reach(seed, u32::min)));
    }
    let mut walkers: Vec<Walker<'_>> =
        places.iter().map(|&place| Walker::new(game, place, walk)).collect();
    let mut label = vec![OPEN; seed.len()];
    let mut pending = Vec::new();
    for (count, &start) in ascending(seed).iter().enumerate() {
        if count % 0x1_0000 == 0 {
            context.poll()?;
        }
        let value = seed[start as usize];
        if label[start as usize] != OPEN {
            continue;
        }
        label[start as usize] = value;
        pending.push(start);
        while let Some(state) = pending.pop() {
            for walker in &mut walkers {
                walker.each_before(state as usize, |before| {
                    let label = &mut label[before as usize];
                    if *label == OPEN {
                        *label = value;
                        pending.push(before);
                    }
                });
            }
        }
    }
    Ok(label)
}

/// Walks one mover's moves backwards.
struct Walker<'g> {
    fibres: &'g Fibres,
    progress: Progress<'g>,
}

/// What a walker need not look at again.
enum Progress<'g> {
    /// Any move: which cells have been entered.
    Moves { entered: Vec<bool> },
    /// Improvements of a party.
    Improvements {
        ranks: &'g [u32],
        /// The states of each cell by ascending rank. Those that improve by coming to a state are
        /// a prefix.
        by_rank: Vec<u32>,
        /// How far each cell's prefix has been walked.
        walked: Vec<u32>,
        /// The best rank for which this cell and all below it have been walked.
        served: Vec<u32>,
    },
    /// Improvements of several parties at once, for which there is no such prefix.
    JointImprovements { ranks: Vec<&'g [u32]> },
}

impl<'g> Walker<'g> {
    fn new(game: &'g Game, place: usize, walk: Walk) -> Walker<'g> {
        let fibres = game.fibres(place);
        let mut ranks = game.ranks(game.movers()[place]);
        let progress = match walk {
            Walk::Moves => Progress::Moves { entered: vec![false; fibres.cells()] },
            Walk::Improvements if ranks.len() == 1 => {
                let ranks = ranks.remove(0);
                Progress::Improvements {
                    ranks,
                    by_rank: fibres.cells_in_order_of(&ascending(ranks)),
                    walked: (0..fibres.cells()).map(|c| fibres.range(c).start as u32).collect(),
                    served: vec![0; fibres.cells()],
                }
            }
            Walk::Improvements => Progress::JointImprovements { ranks },
        };
        Walker { fibres, progress }
    }

    /// Calls `visit` with every state from which the mover can come to `target` by one move, except
    /// that states visited before may be left out and `target` itself may be included.
    fn each_before(&mut self, target: usize, mut visit: impl FnMut(u32)) {
        let fibres = self.fibres;
        let cell = fibres.cell_of(target);
        match &mut self.progress {
            Progress::Moves { entered } => {
                if entered[cell] {
                    return;
                }
                fibres.each_below(cell, |below| {
                    if !entered[below] {
                        entered[below] = true;
                        fibres.each_state(below, &mut visit);
                    }
                });
            }
            Progress::Improvements { ranks, by_rank, walked, served } => {
                let rank = ranks[target];
                if rank <= served[cell] {
                    return;
                }
                fibres.each_below(cell, |below| {
                    if served[below] >= rank {
                        return;
                    }
                    served[below] = rank;
                    let end = fibres.range(below).end;
                    let at = &mut walked[below];
                    while (*at as usize) < end && ranks[by_rank[*at as usize] as usize] < rank {
                        visit(by_rank[*at as usize]);
                        *at += 1;
                    }
                });
            }
            Progress::JointImprovements { ranks } => {
                fibres.each_below(cell, |below| {
                    fibres.each_state(below, |state| {
                        if all_better(ranks, state as usize, target) {
                            visit(state);
                        }
                    });
                });
            }
        }
    }
}
