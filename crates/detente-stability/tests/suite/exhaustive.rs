//! All small models instead of some.

use detente_stability::{Concept, Context, Ranking, solve};

use crate::models::{Random, plain_game, random_ranking};
use crate::reference::Reference;

/// Lists every weak order of four states as dense ranks: 75 of them.
fn weak_orders() -> Vec<Ranking> {
    let mut orders = Vec::new();
    for code in 0..256_i64 {
        let values: Vec<i64> = (0..4).map(|at| code >> (2 * at) & 3).collect();
        let top = values.iter().max().copied().unwrap_or(0);
        if (0..=top).all(|level| values.contains(&level)) {
            orders.push(Ranking::from_values(&values));
        }
    }
    orders
}

fn agree(game: &detente_stability::Game) {
    let reference = Reference::new(game);
    for concept in Concept::ALL {
        let solution = solve(game, concept, &Context::default()).unwrap();
        for (mover, stable) in solution.movers() {
            for state in 0..game.space().len() {
                let expected = reference.is_stable(concept, mover, state);
                assert_eq!(
                    stable.contains(state),
                    expected,
                    "{concept} {mover:?} {state}: {game:?}"
                );
            }
        }
    }
}

#[test]
fn two_parties_with_one_option_each_under_all_pairs_of_weak_orders() {
    let orders = weak_orders();
    assert_eq!(orders.len(), 75);
    let base = plain_game(2, &[0, 1], vec![orders[0].clone(), orders[0].clone()]);
    let mut models = 0;
    for first in &orders {
        let game = base.with_ranking(0, first.clone()).unwrap();
        for second in &orders {
            agree(&game.with_ranking(1, second.clone()).unwrap());
            models += 1;
        }
    }
    assert_eq!(models, 75 * 75);
}

#[test]
fn two_parties_with_two_options_each_sampled() {
    let mut random = Random(22);
    let flat = Ranking::from_values(&[0; 16]);
    let base = plain_game(2, &[0, 0, 1, 1], vec![flat.clone(), flat]);
    for _ in 0..2000 {
        let game = base.with_ranking(0, random_ranking(&mut random, 16)).unwrap();
        agree(&game.with_ranking(1, random_ranking(&mut random, 16)).unwrap());
    }
}
