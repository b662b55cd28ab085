//! Scores against figures worked by hand and identities that hold for every list.

use detente_bargain::{
    Bins, Random, RefusalCode, brier, log_score, ranked_probability, score_points,
};

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
}

#[test]
fn absolute_errors_their_mean_median_and_share_within() {
    let outcomes = [Some(12.0), None, Some(50.0), Some(0.0), Some(10.1)];
    let score = score_points(&[10.0, 1.0, 20.0, 10.0, 0.1], &outcomes, 10.0).expect("a score");
    assert_eq!(score.errors[..4], [Some(2.0), None, Some(30.0), Some(10.0)]);
    assert_eq!((score.median, score.within), (10.0, 0.75));
    near(score.mean, 13.0);
    assert_eq!(score.unresolved, [1]);
    let two = score_points(&[0.0, 0.0], &[Some(1.0), Some(4.0)], 1.0).expect("a score");
    near(two.median, 2.5);
}

/// Three forecasts of 0.8 of which two came true, and one of 0.2 which did not: base rate ½.
/// Score (0.04·2 + 0.64 + 0.04)/4; reliability (3·(0.8 − ⅔)² + 0.2²)/4; resolution
/// (3·(⅔ − ½)² + ½²)/4; uncertainty ¼.
#[test]
fn the_parts_of_a_brier_score_by_hand() {
    let truth = [Some(true), Some(true), Some(false), None, Some(false)];
    let brier = brier(&[0.8, 0.8, 0.8, 0.9, 0.2], &truth, Bins::Distinct).expect("a score");
    near(brier.score, 0.19);
    near(brier.reliability, (3.0 * (2.0_f64 / 15.0) * (2.0 / 15.0) + 0.04) / 4.0);
    near(brier.resolution, (3.0 / 36.0 + 0.25) / 4.0);
    near(brier.uncertainty, 0.25);
    near(brier.score, brier.reliability - brier.resolution + brier.uncertainty);
    assert_eq!((brier.within_variance, brier.within_covariance), (0.0, 0.0));
    assert_eq!((brier.unresolved, brier.bins.len(), brier.bins[1].count), (vec![3], 2, 3));
}

#[test]
fn the_parts_add_up_for_any_bins() {
    for seed in 0..200 {
        let mut random = Random::stream(seed, &[]);
        let count = 1 + random.below(40) as usize;
        let probabilities: Vec<f64> =
            (0..count).map(|_| (random.unit() * 20.0).round() / 20.0).collect();
        let truth: Vec<Option<bool>> =
            probabilities.iter().map(|&p| Some(random.unit() < p)).collect();
        for bins in [Bins::Distinct, Bins::Equal(1), Bins::Equal(5), Bins::Equal(usize::MAX)] {
            let brier = brier(&probabilities, &truth, bins).expect("a score");
            let parts = brier.reliability - brier.resolution + brier.uncertainty;
            near(brier.score, parts + brier.within_variance - brier.within_covariance);
            assert_eq!(brier.bins.iter().map(|bin| bin.count).sum::<usize>(), count);
            if bins == Bins::Distinct {
                near(brier.score, parts);
            }
        }
    }
}

#[test]
fn what_was_held_impossible_and_happened_scores_infinitely() {
    let truth = [Some(true), Some(false), None];
    let fair = log_score(&[0.5, 0.5, 0.0], &truth).expect("a score");
    near(fair.score, std::f64::consts::LN_2);
    assert_eq!((fair.impossible, fair.unresolved), (vec![], vec![2]));
    let wrong = log_score(&[0.9, 1.0, 0.0], &truth).expect("a score");
    assert_eq!((wrong.score, wrong.impossible), (f64::INFINITY, vec![1]));
    assert_eq!(format!("{}", wrong.score), "inf");
    let sure = log_score(&[1.0, 0.0, 0.0], &truth).expect("a score");
    assert!(sure.score.to_bits() == 0, "0, not -0");
}

#[test]
fn ranked_probabilities_by_hand() {
    // Cumulative .2, .5 against 0, 1: (.04 + .25)/2.
    near(ranked_probability(&[0.2, 0.3, 0.5], 1).expect("a score"), 0.145);
    near(ranked_probability(&[0.0, 1.0, 0.0], 1).expect("a score"), 0.0);
    near(ranked_probability(&[1.0, 0.0, 0.0], 2).expect("a score"), 1.0);
    // Nearer is better, which a score without order cannot tell.
    let near_miss = ranked_probability(&[0.0, 1.0, 0.0, 0.0], 0).expect("a score");
    assert!(near_miss < ranked_probability(&[0.0, 0.0, 0.0, 1.0], 0).expect("a score"));
    // With two outcomes it is the square of what a Brier score takes the mean of.
    near(ranked_probability(&[0.3, 0.7], 0).expect("a score"), 0.49);
}

#[test]
fn what_cannot_be_scored_is_refused() {
    let mismatch = RefusalCode::Mismatch;
    assert_eq!(score_points(&[1.0], &[], 1.0).expect_err("lengths").code, mismatch);
    assert_eq!(brier(&[0.5], &[], Bins::Distinct).expect_err("lengths").code, mismatch);
    assert_eq!(log_score(&[0.5], &[]).expect_err("lengths").code, mismatch);
    let nothing = RefusalCode::NotDefined;
    assert_eq!(score_points(&[1.0], &[None], 1.0).expect_err("open").code, nothing);
    assert_eq!(log_score(&[], &[]).expect_err("empty").code, nothing);
    for bad in [f64::NAN, f64::INFINITY, -0.1, 1.1] {
        let number = RefusalCode::BadNumber;
        let refusal = brier(&[bad], &[Some(true)], Bins::Distinct).expect_err("no probability");
        assert_eq!(refusal.code, number);
        assert_eq!(log_score(&[bad], &[Some(true)]).expect_err("no probability").code, number);
        assert_eq!(ranked_probability(&[bad, 0.0], 0).expect_err("none").code, number);
    }
    assert_eq!(
        score_points(&[f64::NAN], &[Some(1.0)], 1.0).expect_err("no number").code,
        RefusalCode::BadNumber
    );
    let bins = brier(&[0.5], &[Some(true)], Bins::Equal(0)).expect_err("no bins");
    assert_eq!(bins.code, RefusalCode::BadOption);
    for (probabilities, happened) in [(&[1.0][..], 0), (&[0.5, 0.4], 0), (&[0.5, 0.5], 2), (&[], 0)]
    {
        assert!(ranked_probability(probabilities, happened).is_err());
    }
}
