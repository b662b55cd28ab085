//! Stability of a party where every combination of options is feasible.
//!
//! It does the same as `solve` does on tables, by passes over arrays. Under any moves what the others
//! can reach is a cube again, those of the options they can change between them, so `gmr` and `smr`
//! need no search: a minimum over the others' options and a maximum over the party's own.

use crate::climb::Climbs;
use crate::climb_search::{Focus, best_secured};
use crate::concept::{Concept, Walk};
use crate::context::{Context, Refusal};
use crate::cube::Cube;
use crate::game::Game;
use crate::narrow::Narrow;
use crate::set::StateSet;
use crate::structure::{Directions, Mover};

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
            let reversible = |&place: &usize| match game.movers()[place] {
                Mover::Party(party) => Some((party, game.reversible(party)?)),
                Mover::Joint(_) => None,
            };
            let others = others.iter().map(reversible).collect::<Option<_>>()?;
            Answers::Improvements(game.climbs(), others)
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
    Improvements(&'a Climbs, Vec<(usize, &'a Cube)>),
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
    let best = match answers {
        Answers::None => cube.within_reach(&ranks, Ord::max),
        Answers::Moves(others) => {
            let seed = best_reply.as_deref().unwrap_or(&ranks);
            let mut secured = others.to_states(&others.within_reach(seed, Ord::min));
            for (secured, &rank) in secured.iter_mut().zip(&ranks) {
                *secured = rank.min(*secured);
            }
            cube.within_reach(&secured, Ord::max)
        }
        Answers::Improvements(climbs, others) => {
            let focus = Focus { cube, ranks: &ranks, best_reply: best_reply.as_deref() };
            let best = best_secured(&focus, climbs, others, context)?;
            cube.among_cells(best, Ord::max)
        }
    };
    Ok(StateSet::where_at_most(&cube.to_states(&best), &ranks))
}

#[cfg(test)]
mod tests {
    use super::stable;
    use crate::solve::stable_for_party;
    use crate::{
        Concept, Context, Game, Moves, OptionSpec, Ranking, StateSet, StateSpace, Structure,
    };
    use std::sync::Arc;

    /// Compares with the way of tables; returns in how many cases this way applies.
    fn compare(owners: &[usize], once: &[usize], levels: i64) -> usize {
        let parties = owners.iter().max().expect("owners") + 1;
        let specs = owners.iter().enumerate().map(|(option, &owner)| {
            let moves = if once.contains(&option) { Moves::Once } else { Moves::Both };
            OptionSpec::of(owner).moves(moves)
        });
        let structure = Structure::new(parties, specs.collect()).expect("a structure");
        let context = Context::default();
        let space = StateSpace::enumerate(&structure, &[], &context).expect("a space");
        let mut seed = levels.cast_unsigned();
        let mut value = || {
            seed = seed.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            (seed >> 33).cast_signed() % levels
        };
        let rankings = (0..parties)
            .map(|_| Ranking::from_values(&(0..space.len()).map(|_| value()).collect::<Vec<_>>()))
            .collect();
        let game = Game::new(Arc::new(structure), Arc::new(space), rankings).expect("a game");
        let mut applies = 0;
        for concept in Concept::ALL.into_iter().filter(|&concept| concept != Concept::Sim) {
            for place in 0..parties {
                let plain = stable_for_party(&game, concept, place, &context).expect("an answer");
                if let Some(set) = stable(&game, concept, place, &context) {
                    let set: StateSet = set.expect("an answer");
                    assert_eq!(set, plain, "{owners:?} {once:?} {levels} {concept} {place}");
                    applies += 1;
                }
            }
        }
        applies
    }

    #[test]
    fn cells_and_ranks_of_every_width() {
        // Side by side, by turns, and so many of one party that places need two and four bytes.
        let side_by_side: Vec<usize> = (0..12).map(|option| option / 4).collect();
        let by_turns: Vec<usize> = (0..12).map(|option| option % 3).collect();
        let many: Vec<usize> = (0..12).map(|option| usize::from(option % 5 == 1)).collect();
        let very_many: Vec<usize> = (0..18).map(|option| usize::from(option == 7)).collect();
        for levels in [2, 256, 257, 100_000] {
            assert_eq!(compare(&side_by_side, &[], levels), 15);
            assert_eq!(compare(&by_turns, &[], levels), 15);
            assert_eq!(compare(&many, &[], levels), 10);
        }
        // Enough states for several threads.
        let more: Vec<usize> = (0..13).map(|option| option / 5).collect();
        assert_eq!(compare(&more, &[], 200), 15);
        assert_eq!(compare(&very_many, &[], 70_000), 10);
        assert_eq!(compare(&very_many, &[], 1 << 20), 10);
    }

    #[test]
    fn one_way_options() {
        // `nash`, `gmr` and `smr` for all, the others where nobody else has one-way options.
        let owners: Vec<usize> = (0..10).map(|option| option % 3).collect();
        assert_eq!(compare(&owners, &[0, 3], 50), 9 + 2);
        assert_eq!(compare(&owners, &[1, 2, 5], 50), 9);
    }
}
