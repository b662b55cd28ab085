//! The ways of counting a single threshold against each other, which a caller cannot choose between.

use crate::answer::Exactness;
use crate::context::Context;
use crate::diagram;
use crate::fraction::orders;
use crate::profile::Profile;
use crate::rule::Rule;
use crate::sort::Kinds;
use crate::weights::Weighted;
use num_bigint::BigUint;
use num_traits::ToPrimitive;
use proptest::prelude::*;

/// Winning sets and swings over all voters, and Shapley–Shubik values.
fn whole(rule: &Rule, profile: &Profile) -> (BigUint, Vec<BigUint>, Vec<f64>) {
    let fit = |count: BigUint| count << (rule.len() - profile.free);
    let (coefficients, common) = orders(profile.free.max(1));
    let swings = |voter: usize| profile.kind[voter].map_or(&[][..], |kind| &profile.swings[kind]);
    let totals = (0..rule.len()).map(|voter| fit(swings(voter).iter().sum()));
    let shapley = (0..rule.len()).map(|voter| {
        let parts = swings(voter).iter().zip(&coefficients).map(|(a, b)| a * b);
        parts.sum::<BigUint>().to_f64().unwrap() / common.to_f64().unwrap()
    });
    (fit(profile.wins.iter().sum()), totals.collect(), shapley.collect())
}

/// Recursion, residues and quadrature against a diagram.
fn agree(rule: &Rule, within: f64) {
    let context = Context::default();
    let Some(weighted) = Weighted::of(rule) else { return };
    let diagram = diagram::profile(rule, &Kinds::of(rule), &context).unwrap();
    let expect = whole(rule, &diagram);
    if weighted.voters.len() <= crate::fraction::MOST_SMALL {
        assert_eq!(whole(rule, &weighted.profile(rule.len())), expect);
    }
    let idle = rule.len() - weighted.voters.len();
    let totals = weighted.totals(rule.len(), &context).unwrap();
    assert_eq!(totals.winning << idle, expect.0);
    for (own, expect) in totals.swings.into_iter().zip(&expect.1) {
        assert_eq!(&(own << idle), expect);
    }
    let (shapley, how) = weighted.shapley(rule.len(), &context).unwrap();
    let Exactness::Within(bound) = how.exactness else { panic!("{how:?}") };
    assert!(bound < within, "{bound}");
    for (own, expect) in shapley.iter().zip(&expect.2) {
        assert!((own - expect).abs() <= bound, "{own} {expect} {bound}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn small_thresholds_agree(quota in 0_i64..60, weights in prop::collection::vec(0_i64..12, 1..12)) {
        agree(&Rule::weighted(quota, &weights).unwrap(), 1e-11);
    }
}

#[test]
fn many_voters_agree() {
    // 130 voters do not fit a machine word of sets; light and heavy ones, below and above a half.
    let weights: Vec<i64> = (0..130).map(|at| if at < 3 { 70 } else { 1 + at % 9 }).collect();
    let total: i64 = weights.iter().sum();
    for quota in [1, total / 3, total / 2, total / 2 + 1, total * 85 / 100, total] {
        agree(&Rule::weighted(quota, &weights).unwrap(), 1e-11);
    }
}
