//! Stability of a party where every combination of options is feasible.
//!
//! It does the same as `solve` does on tables, by passes over arrays. Under any moves what the others
//! can reach is a cube again, those of the options they can change between them, so `gmr` and `smr`
//! need no search: a minimum over the others' options and a maximum over the party's own.

use crate::climb::{Climb, least_reachable};
use crate::concept::{Concept, Walk};
use crate::context::{Context, Refusal};
use crate::cube::Cube;
use crate::game::Game;
use crate::narrow::Narrow;
use crate::set::StateSet;
use crate::structure::Directions;

/// Finds the states stable for the party at `place`, or nothing where this way does not apply:
/// some combination is not feasible, or an answer by improvements can use one-way or joint options.
pub(crate) fn stable(
    game: &Game,
    concept: Concept,
    place: usize,
    context: &Context<'_>,
) -> Option<Result<StateSet, Refusal>> {
    let cube = game.fibres(place).cube()?;
    let mover = game.movers()[place];
    let others = game.others(mover.members());
    let answers = match concept.walk() {
        None => Answers::None,
        Some(Walk::Moves) => Answers::Moves(together(game, &others)?),
        Some(Walk::Improvements) => {
            Answers::Improvements(others.iter().map(|&p| game.climb(p)).collect::<Option<_>>()?)
        }
    };
    let ranking = &game.rankings()[mover.members().iter().next()?];
    let symmetric = concept.is_symmetric();
    Some(match ranking.levels() {
        0..=0x100 => narrowed::<u8>(cube, ranking.ranks(), symmetric, &answers, context),
        0x101..=0x1_0000 => narrowed::<u16>(cube, ranking.ranks(), symmetric, &answers, context),
        _ => narrowed::<u32>(cube, ranking.ranks(), symmetric, &answers, context),
    })
}

/// Describes what several movers can do between them by any moves, where all combinations of
/// options are feasible: each option can be changed by itself, so all that counts is whether
/// somebody takes it and whether somebody leaves it.
pub(crate) fn together(game: &Game, places: &[usize]) -> Option<Cube> {
    let mut all = Directions::default();
    for &place in places {
        let directions = game.structure().directions(game.movers()[place]);
        all.take |= directions.take;
        all.leave |= directions.leave;
    }
    Cube::new(game.space().states(), all)
}

/// What the others can do about a move.
enum Answers<'a> {
    None,
    Moves(Cube),
    Improvements(Vec<(&'a Cube, &'a Climb)>),
}

fn narrowed<T: Narrow>(
    cube: &Cube,
    ranks: &[u32],
    symmetric: bool,
    answers: &Answers<'_>,
    context: &Context<'_>,
) -> Result<StateSet, Refusal> {
    let ranks: Vec<T> = ranks.iter().map(|&rank| T::of(rank)).collect();
    let best_reply = symmetric.then(|| cube.to_states(&cube.within_reach(&ranks, Ord::max)));
    let seed = best_reply.as_deref().unwrap_or(&ranks);
    let mut least = match answers {
        Answers::None => None,
        Answers::Moves(others) => Some(others.to_states(&others.within_reach(seed, Ord::min))),
        Answers::Improvements(others) => Some(least_reachable(others, seed, context)?),
    };
    drop(best_reply);
    if let Some(secured) = &mut least {
        for (secured, &rank) in secured.iter_mut().zip(&ranks) {
            *secured = rank.min(*secured);
        }
    }
    let best = cube.within_reach(least.as_deref().unwrap_or(&ranks), Ord::max);
    Ok(StateSet::collect(ranks.len(), |state| best[cube.cell_of(state)] <= ranks[state]))
}
