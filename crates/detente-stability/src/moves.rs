//! Single moves: where a mover can go, and where it would want to.

use crate::game::Game;
use crate::structure::Mover;

/// Lists the states a mover can turn `state` into by one move, in ascending order: R(s) of Fang,
/// Hipel, Kilgour 1993 for a party, the joint moves for the owners of a joint option.
///
/// Several options may change at once and only the end point must be feasible. The list never
/// contains `state`, and is empty for a mover or state that is not part of the game.
pub fn moves(game: &Game, mover: Mover, state: usize) -> Vec<usize> {
    match game.place(mover) {
        Some(place) if state < game.space().len() => moves_at(game, place, state),
        _ => Vec::new(),
    }
}

/// Lists the moves that make the mover strictly better off, R⁺(s): for joint movers those that make
/// every member better off.
///
/// In ascending order; empty for a mover or state that is not part of the game.
pub fn improvements(game: &Game, mover: Mover, state: usize) -> Vec<usize> {
    let mut targets = moves(game, mover, state);
    if !targets.is_empty() {
        let ranks = game.ranks(mover);
        targets.retain(|&target| all_better(&ranks, state, target));
    }
    targets
}

/// Says whether everyone whose ranks are given is strictly better off in `there`.
pub(crate) fn all_better(ranks: &[&[u32]], here: usize, there: usize) -> bool {
    ranks.iter().all(|rank| rank[there] > rank[here])
}

/// Lists the moves of the mover at a known place from a state that exists.
pub(crate) fn moves_at(game: &Game, place: usize, state: usize) -> Vec<usize> {
    let fibres = game.fibres(place);
    let mut targets = Vec::new();
    fibres.each_above(fibres.cell_of(state), |cell| {
        fibres.each_state(cell, |target| targets.push(target as usize));
    });
    targets.retain(|&target| target != state);
    targets.sort_unstable();
    targets
}
