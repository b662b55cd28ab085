//! Forecasts from rough numbers against closed forms.

use detente_bargain::{
    Context, Issue, IssueError, Refusal, RefusalCode, Rough, RoughIssue, RoughStake, Scale,
    Unknown, draw, influences, mean_influences, weighted_mean,
};

fn stake(position: Rough, salience: f64) -> RoughStake {
    RoughStake {
        position: Some(position),
        salience: Some(Rough::Exact(salience)),
        capability: Some(Rough::Exact(1.0)),
    }
}

fn issue(stakes: &[RoughStake]) -> RoughIssue {
    RoughIssue::new(Scale::Numbers, stakes.to_vec()).expect("an issue")
}

const UNIT: Rough = Rough::Interval { low: 0.0, high: 1.0 };

#[expect(clippy::unnecessary_wraps, reason = "it is a model like others")]
fn product(issue: &Issue) -> Result<f64, Refusal> {
    Ok(issue.seated().iter().map(|seated| seated.position).product())
}

fn mean_of(issue: &Issue) -> Result<f64, Refusal> {
    Ok(weighted_mean(issue)?.outcome)
}

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} instead of {expected}");
}

#[test]
fn a_triangle_has_the_quantiles_mean_and_variance_it_should() {
    for (low, mode, high) in [(0.0, 0.3, 1.0), (-2.0, -2.0, 3.0), (1.0, 4.0, 4.0), (5.0, 5.0, 5.0)]
    {
        let rough = Rough::Triangular { low, mode, high };
        for step in 0..=100 {
            let share = f64::from(step) / 100.0;
            let x = rough.at(share);
            assert!((low..=high).contains(&x));
            // The distribution function, as in any handbook.
            if low < high {
                let below = if x <= mode && mode > low {
                    (x - low) * (x - low) / ((high - low) * (mode - low))
                } else {
                    1.0 - (high - x) * (high - x) / ((high - low) * (high - mode))
                };
                near(below, share, 1e-9);
            }
        }
        near(rough.mean(), (low + mode + high) / 3.0, 1e-12);
        let squares = low * low + mode * mode + high * high;
        let variance = (squares - low * mode - low * high - mode * high) / 18.0;
        near(rough.variance(), variance, 1e-12);
        // And by many values at equal steps of probability.
        let values: Vec<f64> =
            (0..10_000).map(|at| rough.at((f64::from(at) + 0.5) / 10_000.0)).collect();
        near(values.iter().sum::<f64>() / 10_000.0, rough.mean(), 1e-3);
    }
    near(Rough::Interval { low: 2.0, high: 8.0 }.variance(), 3.0, 1e-12);
    near(Rough::Exact(2.0).at(0.3), 2.0, 0.0);
    near(UNIT.at(7.0), 1.0, 0.0);
}

/// One certain party at 0 and one between 20 and 60, alike in weight: the mean is even from 10 to 30.
#[test]
fn draws_have_the_quantiles_they_should() {
    let range = Rough::Interval { low: 20.0, high: 60.0 };
    let issue = issue(&[stake(range, 1.0), stake(Rough::Exact(0.0), 1.0)]);
    let draws = draw(&issue, &mean_of, 20_000, 3, &Context::default()).expect("draws");
    for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
        near(draws.quantile(share), 10.0 + 20.0 * share, 0.3);
    }
    near(draws.mean(), 20.0, 0.2);
    assert!(draws.refused.is_none());
}

#[test]
fn the_same_seed_gives_the_same_on_any_number_of_threads() {
    let issue = issue(&[stake(UNIT, 1.0), stake(UNIT, 0.5), stake(UNIT, 0.2)]);
    let context = |threads| Context { threads, ..Context::default() };
    let once = |seed, threads| draw(&issue, &mean_of, 500, seed, &context(threads)).expect("draws");
    assert_eq!(once(1, 1), once(1, 2));
    assert_ne!(once(1, 1), once(2, 1));
    let once = |threads| influences(&issue, &mean_of, 500, 1, &context(threads)).expect("shares");
    assert_eq!(once(1), once(2));
}

/// Weights 3 and 1 of 4 on ranges of width 1 and 2: variances (9/16)/12 and (1/16)·4/12, so 9 to 4.
#[test]
fn where_the_mean_is_linear_influences_are_exact_and_draws_come_near() {
    let wide = Rough::Interval { low: 0.0, high: 2.0 };
    let rough = issue(&[stake(UNIT, 3.0), stake(wide, 1.0)]);
    let exact = mean_influences(&rough).expect("shares");
    assert!(exact.exact);
    near(exact.variance, 13.0 / 192.0, 1e-12);
    for (influence, expected) in exact.inputs.iter().zip([9.0 / 13.0, 4.0 / 13.0]) {
        near(influence.first, expected, 1e-12);
        near(influence.total, expected, 1e-12);
    }
    let drawn = influences(&rough, &mean_of, 40_000, 1, &Context::default()).expect("shares");
    assert!(!drawn.exact && drawn.refused == 0);
    near(drawn.variance, exact.variance, 1e-3);
    for (drawn, exact) in drawn.inputs.iter().zip(&exact.inputs) {
        near(drawn.first, exact.first, 0.02);
        near(drawn.total, exact.total, 0.02);
    }
    assert_eq!(drawn.strongest().expect("one").input.party, 0);
    let salience = RoughStake { salience: Some(UNIT), ..stake(UNIT, 1.0) };
    let refusal = mean_influences(&issue(&[salience])).expect_err("not linear");
    assert_eq!(refusal.code, RefusalCode::NotDefined);
}

/// The product of two even numbers from 0 to 1 has the variance 1/9 − 1/16 = 7/144; knowing one takes
/// (1/12)/4 = 3/144 away, so the first index is 3/7, and the total one 4/7.
/// Whatever the estimate, one input that varies explains all of the variance.
#[test]
fn one_input_alone_explains_everything() {
    let issue = issue(&[
        stake(Rough::Interval { low: 0.0, high: 100.0 }, 1.0),
        stake(Rough::Exact(3.0), 1.0),
    ]);
    for seed in 0..20 {
        let found = influences(&issue, &product, 50, seed, &Context::default()).expect("found");
        assert_eq!((found.inputs[0].first, found.inputs[0].total), (1.0, 1.0));
    }
    let pair = stake(Rough::Interval { low: 0.0, high: 100.0 }, 1.0);
    let pair = self::issue(&[pair, pair]);
    for seed in 0..20 {
        let found = influences(&pair, &mean_of, 20, seed, &Context::default()).expect("found");
        let share = |share: f64| (0.0..=1.0).contains(&share);
        assert!(found.inputs.iter().all(|own| share(own.first) && share(own.total)));
    }
}

#[test]
fn indices_of_a_product() {
    let context = Context::default();
    let idle = stake(Rough::Exact(1.0), 1.0);
    let rough = issue(&[stake(UNIT, 1.0), idle, stake(UNIT, 1.0)]);
    let found = influences(&rough, &product, 60_000, 5, &context).expect("shares");
    near(found.variance, 7.0 / 144.0, 1e-3);
    assert_eq!(found.inputs.iter().map(|one| one.input.party).collect::<Vec<_>>(), [0, 2]);
    for influence in &found.inputs {
        near(influence.first, 3.0 / 7.0, 0.02);
        near(influence.total, 4.0 / 7.0, 0.02);
    }
    // A forecast that does not vary depends on nothing.
    let still = influences(&rough, &|_| Ok(0.1), 100, 5, &context).expect("shares");
    assert!(still.variance == 0.0 && still.inputs.iter().all(|one| one.total == 0.0));
}

#[test]
fn refusals_of_the_model_are_counted_and_told() {
    let context = Context::default();
    let rough = issue(&[stake(UNIT, 1.0)]);
    let picky = |issue: &Issue| {
        let at = mean_of(issue)?;
        if at < 0.5 { weighted_mean(&Issue::of(&[]).expect("none")).map(|_| at) } else { Ok(at) }
    };
    let draws = draw(&rough, &picky, 1_000, 1, &context).expect("draws");
    let (count, refusal) = draws.refused.expect("some");
    assert_eq!((draws.outcomes.len() + count, refusal.code), (1_000, RefusalCode::NoWeight));
    assert!((400..600).contains(&count));
    let never = |_: &Issue| weighted_mean(&Issue::of(&[]).expect("none")).map(|mean| mean.outcome);
    assert_eq!(draw(&rough, &never, 9, 1, &context).expect_err("all").code, RefusalCode::NoWeight);
    let refusal = influences(&rough, &never, 9, 1, &context).expect_err("all");
    assert_eq!(refusal.code, RefusalCode::NoWeight);
    assert!(influences(&rough, &picky, 1_000, 1, &context).expect("shares").refused > 500);
}

#[test]
fn what_is_no_range_and_what_is_too_much_is_refused() {
    let refused = |rough: Rough| {
        RoughIssue::new(Scale::Numbers, vec![stake(rough, 1.0)]).expect_err("no range")
    };
    for (low, high) in [(1.0, 0.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (0.0, f64::NAN)] {
        assert!(matches!(
            refused(Rough::Interval { low, high }),
            IssueError::OutOfRange { which: Unknown::Position, .. }
        ));
    }
    for mode in [f64::NAN, -1.0, 2.0] {
        refused(Rough::Triangular { low: 0.0, mode, high: 1.0 });
    }
    refused(Rough::Exact(f64::NEG_INFINITY));
    let negative = RoughStake {
        capability: Some(Rough::Interval { low: -1.0, high: 1.0 }),
        ..stake(UNIT, 1.0)
    };
    assert!(RoughIssue::new(Scale::Numbers, vec![negative]).is_err());
    let words = Scale::Words { count: 3, places: None };
    assert!(RoughIssue::new(words, vec![stake(UNIT, 1.0)]).is_err());
    let (rough, context) = (issue(&[stake(UNIT, 1.0)]), Context::default());
    let code = |draws| draw(&rough, &mean_of, draws, 1, &context).expect_err("refused").code;
    assert_eq!(code(0), RefusalCode::BadOption);
    assert_eq!(code(usize::MAX), RefusalCode::TooMuchWork);
    let refusal = influences(&rough, &mean_of, usize::MAX, 1, &context).expect_err("refused");
    assert_eq!(refusal.code, RefusalCode::TooMuchWork);
    // Nothing rough: one forecast, which depends on nothing.
    let exact = issue(&[stake(Rough::Exact(4.0), 1.0)]);
    assert_eq!(draw(&exact, &mean_of, 3, 1, &context).expect("draws").outcomes, [4.0; 3]);
    assert!(influences(&exact, &mean_of, 3, 1, &context).expect("shares").strongest().is_none());
}
