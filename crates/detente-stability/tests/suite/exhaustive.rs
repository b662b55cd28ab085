//! All small models instead of some.

use std::collections::BTreeMap;
use std::sync::Arc;

use detente_stability::{
    Concept, Context, Game, Moves, OptionSpec, Ranking, StateSpace, Structure, over, solve,
};

use crate::models::{Random, plain_game, random_ranking};
use crate::reference::Reference;

/// Lists every weak order of some states, at most four: 1, 3, 13, 75 of them.
fn weak_orders(states: usize) -> Vec<Ranking> {
    let mut orders = Vec::new();
    for code in 0..1_i64 << (2 * states) {
        let values: Vec<i64> = (0..states).map(|at| code >> (2 * at) & 3).collect();
        let top = values.iter().max().copied().unwrap_or(0);
        if (0..=top).all(|level| values.contains(&level)) {
            orders.push(Ranking::from_values(&values));
        }
    }
    orders
}

fn agree(game: &Game) {
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
    let orders = weak_orders(4);
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

const DIRECTIONS: [Moves; 3] = [Moves::Both, Moves::Once, Moves::Withdraw];

/// Makes the game of single options in which only the states of `feasible` (bit s for state s) are
/// possible, everybody indifferent.
fn game_of(parties: usize, options: &[OptionSpec], feasible: u64) -> Game {
    let structure = Structure::new(parties, options.to_vec()).unwrap();
    let all = structure.all_options();
    let impossible = over(all, |yes| feasible >> yes & 1 == 0);
    let space = StateSpace::enumerate(&structure, &[&impossible], &Context::default()).unwrap();
    let flat = Ranking::from_values(&vec![0; space.len()]);
    Game::new(Arc::new(structure), Arc::new(space), vec![flat; parties]).unwrap()
}

/// Compares every model of two parties with up to two options each whose options can be changed
/// both ways and of whose combinations at most four are possible, under every pair of weak orders.
/// Of those with `sampled` states one in `every` is taken. Returns how many were compared.
pub(crate) fn two_parties(sampled: u32, every: usize) -> usize {
    let orders: BTreeMap<usize, Vec<Ranking>> = (1..=4).map(|n| (n, weak_orders(n))).collect();
    let (mut models, mut number) = (0, 0);
    for owners in [&[0, 1][..], &[0, 0, 1], &[0, 1, 1], &[0, 0, 1, 1]] {
        let options: Vec<OptionSpec> = owners.iter().map(|&party| OptionSpec::of(party)).collect();
        for feasible in 1..1_u64 << (1 << owners.len()) {
            let states = feasible.count_ones();
            if states > 4 {
                continue;
            }
            let base = game_of(2, &options, feasible);
            let orders = &orders[&(states as usize)];
            for first in orders {
                let half = base.with_ranking(0, first.clone()).unwrap();
                for second in orders {
                    number += 1;
                    if states == sampled && number % every != 0 {
                        continue;
                    }
                    agree(&half.with_ranking(1, second.clone()).unwrap());
                    models += 1;
                }
            }
        }
    }
    models
}

/// The same with every combination of directions, under `orders` random pairs of orders each.
pub(crate) fn two_parties_one_way(orders: usize) -> usize {
    let mut random = Random(23);
    let mut models = 0;
    for owners in [&[0, 1][..], &[0, 0, 1], &[0, 0, 1, 1]] {
        for code in 1..3_usize.pow(owners.len() as u32) {
            let options: Vec<OptionSpec> = owners
                .iter()
                .enumerate()
                .map(|(at, &party)| {
                    OptionSpec::of(party).moves(DIRECTIONS[code / 3_usize.pow(at as u32) % 3])
                })
                .collect();
            let all = (1_u64 << (1 << owners.len())) - 1;
            for _ in 0..orders {
                let feasible = random.next() & all;
                models +=
                    sampled(&mut random, 2, &options, if feasible == 0 { all } else { feasible });
            }
        }
    }
    models
}

/// Every model of three parties with one option each: all 255 sets of possible states, all 27
/// combinations of directions, under `orders` random triples of orders.
pub(crate) fn three_parties(orders: usize) -> usize {
    let mut random = Random(24);
    let mut models = 0;
    for code in 0..27 {
        let options = [code, code / 3, code / 9].map(|code| DIRECTIONS[code % 3]);
        let options: Vec<OptionSpec> =
            (0..3).map(|party| OptionSpec::of(party).moves(options[party])).collect();
        for feasible in 1..256 {
            for _ in 0..orders {
                models += sampled(&mut random, 3, &options, feasible);
            }
        }
    }
    models
}

fn sampled(random: &mut Random, parties: usize, options: &[OptionSpec], feasible: u64) -> usize {
    let mut game = game_of(parties, options, feasible);
    for party in 0..parties {
        let ranking = random_ranking(random, game.space().len());
        game = game.with_ranking(party, ranking).unwrap();
    }
    agree(&game);
    1
}

/// Up to three possible states without exception; of those with four some.
#[test]
fn two_parties_with_up_to_two_options_each() {
    assert!(two_parties(4, 997) > 110_000);
}

#[test]
fn two_parties_with_options_that_go_one_way() {
    assert_eq!(two_parties_one_way(40), (8 + 26 + 80) * 40);
}

#[test]
fn three_parties_with_one_option_each() {
    assert_eq!(three_parties(1), 27 * 255);
}
