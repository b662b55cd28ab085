//! Thousands of random models, every concept, mover and state, against the definitions.

use detente_stability::{Concept, Context, Game, RefusalCode, improvements, moves, solve};

use crate::models::{JOINT, Kind, PLAIN, Random, SINGLE, random_game};
use crate::reference::Reference;

fn compare(game: &Game, context: &str) {
    let reference = Reference::new(game);
    let mut wanted = reference.movers().to_vec();
    wanted.sort_unstable();
    assert_eq!(game.movers(), wanted, "{context}");
    for &mover in game.movers() {
        for state in 0..game.space().len() {
            assert_eq!(moves(game, mover, state), reference.moves(mover, state), "{context}");
            let improving = reference.improvements(mover, state);
            assert_eq!(improvements(game, mover, state), improving, "{context}");
        }
    }
    for concept in Concept::ALL {
        let solution = match solve(game, concept, &Context::default()) {
            Ok(solution) => solution,
            Err(refusal) => {
                assert_eq!(refusal.code, RefusalCode::JointOptions);
                assert!(concept == Concept::Sim && game.structure().has_joint_options());
                continue;
            }
        };
        let mut everywhere = vec![true; game.space().len()];
        for (mover, stable) in solution.movers() {
            for (state, everywhere) in everywhere.iter_mut().enumerate() {
                let expected = reference.is_stable(concept, mover, state);
                let got = stable.contains(state);
                assert_eq!(got, expected, "{concept} {mover:?} state {state}, {context}: {game:?}");
                *everywhere &= expected;
            }
        }
        let found: Vec<usize> = solution.equilibria().iter().collect();
        let expected: Vec<usize> = (0..everywhere.len()).filter(|&s| everywhere[s]).collect();
        assert_eq!(found, expected, "{context}");
    }
}

pub(crate) fn compare_many(kind: Kind, seed: u64, count: usize) {
    let mut random = Random(seed);
    let (mut compared, mut joint, mut partial) = (0, 0, 0);
    for number in 0..count {
        let game = random_game(&mut random, kind);
        joint += usize::from(game.structure().has_joint_options());
        partial += usize::from(game.space().len() < 1 << game.space().options());
        compare(&game, &format!("seed {seed} model {number}"));
        compared += 1;
    }
    assert_eq!(compared, count);
    // The generator must keep producing what the test is about.
    assert!(!kind.joint || joint > count / 2, "{joint} joint models of {count}");
    assert!(!kind.impossible || partial > count / 3, "{partial} partial models of {count}");
}

#[test]
fn reversible_models_with_all_states() {
    compare_many(PLAIN, 1, 6000);
}

#[test]
fn one_way_options_and_impossible_states() {
    compare_many(SINGLE, 2, 12_000);
}

#[test]
fn joint_options() {
    compare_many(JOINT, 3, 18_000);
}
