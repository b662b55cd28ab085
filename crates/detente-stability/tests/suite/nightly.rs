//! The long runs: `cargo test --release -p detente-stability -- --ignored`, about six minutes. What
//! they do in thousands the ordinary set does in hundreds.

use crate::against_definitions::compare_many;
use crate::exhaustive::{three_parties, two_parties, two_parties_one_way};
use crate::models::{JOINT, PLAIN, SINGLE};

#[test]
#[ignore = "long: 100,000 random models"]
fn a_hundred_thousand_random_models() {
    compare_many(PLAIN, 101, 20_000);
    compare_many(SINGLE, 102, 40_000);
    compare_many(JOINT, 103, 40_000);
}

/// All weak orders over up to four states, without exception.
#[test]
#[ignore = "long: ten million models"]
fn two_parties_with_up_to_two_options_each_in_full() {
    // 75² pairs of orders for every set of four of 4, 8, 8 and 16 combinations of options, and so on.
    let sets = |states: u64, of: u64| (0..states).fold(1, |n, k| n * (of - k) / (k + 1));
    let orders = [1, 3, 13, 75_u64];
    let expected: u64 = [4, 8, 8, 16]
        .iter()
        .flat_map(|&of| (1..=4).zip(orders).map(move |(n, orders)| sets(n, of) * orders * orders))
        .sum();
    assert_eq!(two_parties(4, 1) as u64, expected);
}

#[test]
#[ignore = "long: 300,000 models"]
fn three_parties_with_one_option_each_under_many_orders() {
    assert_eq!(three_parties(40), 27 * 255 * 40);
    assert_eq!(two_parties_one_way(1_000), (8 + 26 + 80) * 1_000);
}
