//! Mean, median and bargaining solutions against their definitions.

use detente_bargain::{
    Agreement, Issue, Loss, RefusalCode, Scale, Stake, kalai_smorodinsky, nash_bargain,
    weighted_mean, weighted_median,
};
use proptest::prelude::*;

fn parties() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
    let party = (0_u32..=20, 0_u32..=5, 0_u32..=5)
        .prop_map(|(x, s, c)| (f64::from(x) * 5.0, f64::from(s), f64::from(c)));
    prop::collection::vec(party, 1..7)
}

proptest! {
    #[test]
    fn the_mean_and_what_changes_it(parties in parties(), to in 0_u32..=20, weight in 0_u32..9) {
        let mean_of = |parties: &[(f64, f64, f64)]| {
            let total: f64 = parties.iter().map(|(_, s, c)| s * c).sum();
            (total > 0.0).then(|| parties.iter().map(|(x, s, c)| x * s * c).sum::<f64>() / total)
        };
        let issue = Issue::of(&parties).expect("an issue");
        let Some(expected) = mean_of(&parties) else {
            prop_assert_eq!(weighted_mean(&issue).expect_err("no weight").code, RefusalCode::NoWeight);
            return Ok(());
        };
        let found = weighted_mean(&issue).expect("a mean");
        prop_assert!((found.outcome - expected).abs() < 1e-9);
        prop_assert!((found.pulls.iter().map(|pull| pull.share).sum::<f64>() - 1.0).abs() < 1e-12);
        let (to, weight) = (f64::from(to) * 5.0, f64::from(weight));
        let mut other = parties.clone();
        other[0].0 = to;
        prop_assert!((found.moved(0, to).expect("seated") - mean_of(&other).expect("weight")).abs() < 1e-9);
        let seated = [parties.clone(), vec![(to, 1.0, weight)]].concat();
        prop_assert!((found.seated(to, weight) - mean_of(&seated).expect("weight")).abs() < 1e-9);
        match (found.without(0), mean_of(&parties[1..])) {
            (Some(left), Some(expected)) => prop_assert!((left - expected).abs() < 1e-9),
            (left, expected) => prop_assert_eq!(left.is_some(), expected.is_some()),
        }
        for lever in found.levels_of(to) {
            prop_assert!((found.moved(lever.0, lever.1).expect("seated") - to).abs() < 1e-6);
        }
    }

    /// No other position beats the median by a weighted majority.
    #[test]
    fn the_median_is_beaten_by_nothing(parties in parties()) {
        let issue = Issue::of(&parties).expect("an issue");
        let Ok(found) = weighted_median(&issue) else { return Ok(()) };
        let total: f64 = parties.iter().map(|(_, s, c)| s * c).sum();
        for at in [Some(found.outcome), found.up_to].into_iter().flatten() {
            for other in (0..=100).map(f64::from) {
                let nearer: f64 = parties.iter().filter(|(x, ..)| (x - other).abs() < (x - at).abs()).map(|(_, s, c)| s * c).sum();
                prop_assert!(2.0 * nearer <= total, "{other} beats {at}");
            }
        }
    }

    /// On a fine grid no point has a larger product of gains, or a larger smallest share of gains.
    #[test]
    fn bargaining_solutions_are_best(parties in parties(), reference in 0_u32..=20, quadratic in any::<bool>()) {
        let (reference, loss) = (f64::from(reference) * 5.0, if quadratic { Loss::Quadratic } else { Loss::Linear });
        let issue = Issue::of(&parties).expect("an issue");
        let Ok(nash) = nash_bargain(&issue, reference, loss) else { return Ok(()) };
        let smorodinsky = kalai_smorodinsky(&issue, reference, loss).expect("the same parties");
        let weighted: Vec<(f64, f64)> = parties.iter().map(|(x, s, c)| (*x, s * c)).filter(|(_, w)| *w > 0.0).collect();
        let gain = |x: f64, z: f64| {
            let utility = |z: f64| if quadratic { -(z - x) * (z - x) } else { -(z - x).abs() };
            utility(z) - utility(reference)
        };
        let product = |z: f64| weighted.iter().map(|(x, w)| if gain(*x, z) > 0.0 { w * libm::log(gain(*x, z)) } else { f64::NEG_INFINITY }).sum::<f64>();
        let grid: Vec<f64> = (-4000..=8000).map(|step| f64::from(step) / 40.0).collect();
        let agreed = grid.iter().any(|z| product(*z).is_finite());
        prop_assert_eq!(matches!(nash.result, Agreement::Agreed { .. }), agreed);
        if agreed {
            let best = product(nash.outcome);
            prop_assert!(grid.iter().all(|z| product(*z) <= best + 1e-9));
            let zone: Vec<f64> = grid.iter().copied().filter(|z| weighted.iter().all(|(x, _)| gain(*x, *z) > 0.0)).collect();
            let most = |x: f64| zone.iter().map(|z| gain(x, *z)).fold(0.0, f64::max);
            let least = |z: f64| weighted.iter().map(|(x, _)| gain(*x, z) / most(*x)).fold(f64::INFINITY, f64::min);
            let found = least(smorodinsky.outcome);
            // The grid's best gains fall short of the true ones by a step at the most.
            prop_assert!(zone.iter().all(|z| least(*z) <= found + 0.02), "{} {}", smorodinsky.outcome, found);
        } else {
            prop_assert_eq!(nash.outcome.to_bits(), reference.to_bits());
        }
    }
}

/// What a test needs of the levers: who, and the position that would do it.
trait Levels {
    fn levels_of(&self, target: f64) -> Vec<(usize, f64)>;
}

impl Levels for detente_bargain::Mean {
    fn levels_of(&self, target: f64) -> Vec<(usize, f64)> {
        let levers = self.levers(target).into_iter();
        levers.filter_map(|lever| Some((lever.party, lever.position?))).collect()
    }
}

#[test]
fn words_have_a_median_and_no_mean_without_places() {
    let stakes = vec![Stake::known(0.0, 1.0, 1.0), Stake::known(2.0, 1.0, 3.0), Stake::default()];
    let words =
        Issue::new(Scale::Words { count: 3, places: None }, stakes.clone()).expect("an issue");
    assert_eq!(weighted_mean(&words).expect_err("no distances").code, RefusalCode::NoDistances);
    let median = weighted_median(&words).expect("an order is enough");
    assert_eq!((median.outcome.to_bits(), median.left_out.len()), (2.0_f64.to_bits(), 1));
    let places = Some(vec![0.0, 40.0, 100.0]);
    let placed = Issue::new(Scale::Words { count: 3, places }, stakes).expect("an issue");
    assert_eq!(weighted_mean(&placed).expect("distances").outcome.to_bits(), 75.0_f64.to_bits());
}

#[test]
fn what_is_no_number_is_refused() {
    for bad in [f64::NAN, f64::INFINITY, 1e200] {
        assert!(Issue::of(&[(bad, 1.0, 1.0)]).is_err());
        assert!(Issue::of(&[(1.0, bad, 1.0)]).is_err());
        assert!(Issue::of(&[(1.0, 1.0, -1.0)]).is_err());
    }
}
