//! Paths: everything reachable is found, by legal steps, and no path is longer than need be.

use std::sync::Arc;

use detente_stability::{
    Context, Game, Moves, OptionSpec, PartySet, Ranking, StateSpace, Structure, Via, improvements,
    moves, paths,
};

use crate::models::{JOINT, Random, SINGLE, random_game};
use crate::reference::Reference;

#[test]
fn lower_states_come_first_among_equals() {
    let options = vec![OptionSpec::of(0).moves(Moves::Once), OptionSpec::of(0)];
    let structure = Structure::new(1, options).unwrap();
    let space = StateSpace::enumerate(&structure, &[], &Context::default()).unwrap();
    let rankings = vec![Ranking::from_values(&[0; 4])];
    let game = Game::new(Arc::new(structure), Arc::new(space), rankings).unwrap();
    let found = paths(&game, 0, Via::Moves, &Context::default()).unwrap();
    assert_eq!(found.reachable(), [0, 1, 2, 3]);
}

#[test]
fn paths_are_legal_and_shortest() {
    let mut random = Random(13);
    for number in 0..600 {
        let game = random_game(&mut random, if number % 2 == 0 { SINGLE } else { JOINT });
        let reference = Reference::new(&game);
        for via in [Via::Moves, Via::Improvements] {
            let start = random.below(game.space().len());
            let found = paths(&game, start, via, &Context::default()).unwrap();
            let improving = via == Via::Improvements;
            let distances = reference.distances(PartySet::EMPTY, start, improving);
            assert_eq!(found.reachable().len(), distances.iter().flatten().count());
            assert_eq!(found.reachable()[0], start);
            for (state, distance) in distances.iter().enumerate() {
                let path = found.to(state);
                assert_eq!(path.as_ref().map(Vec::len), *distance);
                let mut at = start;
                for step in path.into_iter().flatten() {
                    let allowed = if improving { improvements } else { moves };
                    assert!(allowed(&game, step.mover, at).contains(&step.to));
                    at = step.to;
                }
                assert!(distance.is_none() || at == state);
            }
            assert_eq!(found.to(game.space().len()), None);
        }
    }
}
