//! The nucleolus against published games, its definition, and what symmetry asks of it.

use detente_bodies::nucleolus::{nucleolus, veto_players};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

fn fraction(above: i64, below: i64) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

fn weighted(quota: u64, weights: &[u64]) -> impl Fn(u64) -> bool + '_ {
    move |set| {
        let each = weights.iter().enumerate().filter(|(member, _)| set >> member & 1 == 1);
        each.map(|(_, weight)| weight).sum::<u64>() >= quota
    }
}

#[track_caller]
fn check(members: usize, wins: &dyn Fn(u64) -> bool, expected: &[(i64, i64)]) {
    let expected: Vec<BigRational> = expected.iter().map(|&(a, b)| fraction(a, b)).collect();
    assert_eq!(nucleolus(members, wins), Some(expected));
}

#[test]
fn games_with_a_known_answer() {
    // A dictator, a veto with two others, two vetoes.
    check(3, &weighted(3, &[3, 1, 1]), &[(1, 1), (0, 1), (0, 1)]);
    check(3, &weighted(4, &[3, 1, 1]), &[(1, 1), (0, 1), (0, 1)]);
    check(3, &weighted(6, &[3, 3, 1]), &[(1, 2), (1, 2), (0, 1)]);
    // Majority and unanimity of three.
    check(3, &weighted(2, &[1, 1, 1]), &[(1, 3), (1, 3), (1, 3)]);
    check(3, &weighted(3, &[1, 1, 1]), &[(1, 3), (1, 3), (1, 3)]);
    // A constant-sum weighted game: its one representation in which every least winning set weighs the
    // same (Peleg 1968): [5; 3, 2, 2, 1, 1] and [3; 2, 1, 1, 1].
    check(4, &weighted(3, &[2, 1, 1, 1]), &[(2, 5), (1, 5), (1, 5), (1, 5)]);
    check(5, &weighted(5, &[3, 2, 2, 1, 1]), &[(3, 9), (2, 9), (2, 9), (1, 9), (1, 9)]);
    // The Security Council's kind: five vetoes and ten others, made smaller.
    check(
        7,
        &|set| set & 0b11 == 0b11 && (set >> 2).count_ones() >= 2,
        &[(1, 2), (1, 2), (0, 1), (0, 1), (0, 1), (0, 1), (0, 1)],
    );
}

#[test]
fn what_has_no_nucleolus() {
    assert_eq!(nucleolus(0, &|_| true), None);
    assert_eq!(nucleolus(3, &|_| false), None);
    assert_eq!(nucleolus(2, &|set| set != 0), None, "two who win alone");
    assert_eq!(nucleolus(15, &|set| set.count_ones() > 7), None);
    assert_eq!(veto_players(3, &|set: u64| set & 0b101 == 0b101), [0, 2]);
    assert_eq!(veto_players(3, &|_| false), [0_usize; 0]);
}

/// The complaints of every set but that of nobody and that of all, worst first.
fn complaints(
    members: usize,
    wins: &dyn Fn(u64) -> bool,
    shares: &[BigRational],
) -> Vec<BigRational> {
    let all = (1_u64 << members) - 1;
    let mut found: Vec<BigRational> = (1..all)
        .map(|set| {
            let given: BigRational = (0..members)
                .filter(|member| set >> member & 1 == 1)
                .map(|member| &shares[member])
                .sum();
            fraction(i64::from(wins(set)), 1) - given
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found
}

/// Every way to share so many parts.
fn ways(members: usize, parts: i64) -> Vec<Vec<i64>> {
    if members == 1 {
        return vec![vec![parts]];
    }
    (0..=parts)
        .flat_map(|first| {
            ways(members - 1, parts - first)
                .into_iter()
                .map(move |rest| [vec![first], rest].concat())
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// No way to share on a grid of twelfths has complaints that come before those of the nucleolus.
    #[test]
    fn no_other_way_has_lesser_complaints(members in 2_usize..=4, sets in prop::collection::vec(1_u64..16, 1..4)) {
        let all = (1_u64 << members) - 1;
        let sets: Vec<u64> = sets.into_iter().map(|set| set & all).filter(|set| *set != 0).collect();
        let wins = |set: u64| sets.iter().any(|least| set & least == *least);
        let alone = (0..members).filter(|member| wins(1 << member)).count();
        let found = nucleolus(members, &wins);
        if sets.is_empty() || alone > 1 {
            prop_assert_eq!(found, None);
            return Ok(());
        }
        let shares = found.expect("a nucleolus");
        prop_assert_eq!(shares.iter().sum::<BigRational>(), fraction(1, 1));
        let best = complaints(members, &wins, &shares);
        for way in ways(members, 12) {
            let other: Vec<BigRational> = way.iter().map(|part| fraction(*part, 12)).collect();
            let fits = (0..members).all(|member| other[member] >= fraction(i64::from(wins(1 << member)), 1));
            prop_assert!(!fits || complaints(members, &wins, &other) >= best);
        }
    }

    /// It lies in the core where there is one, and members that are alike get the same.
    #[test]
    fn it_shares_among_veto_players_and_alike(quota in 1_u64..20, weights in prop::collection::vec(0_u64..6, 2..7)) {
        let wins = weighted(quota, &weights);
        let Some(shares) = nucleolus(weights.len(), &wins) else { return Ok(()) };
        let veto = veto_players(weights.len(), &wins);
        for (member, share) in shares.iter().enumerate() {
            prop_assert!(veto.is_empty() || veto.contains(&member) || *share == fraction(0, 1));
            for other in 0..member {
                if weights[other] == weights[member] {
                    prop_assert_eq!(&shares[other], share);
                }
            }
        }
    }
}
