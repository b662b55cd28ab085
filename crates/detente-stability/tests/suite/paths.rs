//! Paths: everything reachable is found, by legal steps, and no path is longer than need be.

use detente_stability::{Context, PartySet, Via, improvements, moves, paths};

use crate::models::{JOINT, Random, SINGLE, random_game};
use crate::reference::Reference;

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
