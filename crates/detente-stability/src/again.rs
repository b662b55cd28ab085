//! Solving again after preferences have changed, doing only what the change can have touched.

use crate::concept::Concept;
use crate::context::{Context, Refusal};
use crate::game::Game;
use crate::party::PartySet;
use crate::ranking::ascending;
use crate::solve::{Solution, solve, solve_with};
use crate::structure::Mover;

/// Finds what [`solve`] finds for `game`, taking over from `solution`, solved for the game `before`,
/// what a change of preferences leaves as it was.
///
/// Under `nash`, `gmr` and `smr` a mover's stable states hang on its members' preferences alone.
/// Under `seq`, `symseq` and `sim` they hang on the others' too, but only through the improvements
/// these have: a party whose order is the same wherever it has a choice counts as unchanged to
/// everyone else.
///
/// Games that are not made from each other by [`Game::with_ranking`] are solved from the beginning.
///
/// # Errors
/// As [`solve`].
pub fn solve_again(
    game: &Game,
    before: &Game,
    solution: &Solution,
    context: &Context<'_>,
) -> Result<Solution, Refusal> {
    let concept = solution.concept();
    if !game.is_variant_of(before) {
        return solve(game, concept, context);
    }
    let own: PartySet = (0..game.rankings().len())
        .filter(|&party| game.rankings()[party] != before.rankings()[party])
        .collect();
    let to_others: PartySet = match concept {
        Concept::Nash | Concept::Gmr | Concept::Smr => PartySet::EMPTY,
        Concept::Seq | Concept::SymSeq | Concept::Sim => {
            own.iter().filter(|&party| chooses_otherwise(game, before, party)).collect()
        }
    };
    solve_with(game, concept, context, |mover| {
        let touched = own.meets(mover.members()) || to_others.iter().any(|p| acts_on(mover, p));
        solution.shared(mover).filter(|_| !touched).cloned()
    })
}

/// Says whether a party is among those whose improvements a mover reckons with.
fn acts_on(mover: Mover, party: usize) -> bool {
    !mover.members().contains(party)
}

/// Says whether a party may judge some move of its own, or one it takes part in, otherwise than
/// before: whether its two orders differ within a fibre.
fn chooses_otherwise(game: &Game, before: &Game, party: usize) -> bool {
    let (new, old) = (game.rankings()[party].ranks(), before.rankings()[party].ranks());
    let by_old = ascending(old);
    game.active(|mover| mover.members().contains(party)).into_iter().any(|place| {
        // The state of each fibre met last, states coming by ascending old rank.
        let fibres = game.fibres(place);
        let mut last = vec![None; fibres.count()];
        by_old.iter().any(|&state| {
            let state = state as usize;
            let last = last[fibres.fibre_of(state)].replace(state);
            last.is_some_and(|last: usize| old[state].cmp(&old[last]) != new[state].cmp(&new[last]))
        })
    })
}
