//! The challenge model against its published table.

use detente_bargain::{ChallengeOptions, Context, Issue, challenge};

/// Emission standards for cars in the European Community, 1993, as in Scholz, Calbert and Smith 2011:
/// position in years, salience, capability.
const CARS: [(f64, f64, f64); 10] = [
    (4.0, 0.8, 0.08),
    (7.0, 0.4, 0.08),
    (4.0, 0.2, 0.03),
    (4.0, 0.8, 0.16),
    (10.0, 0.6, 0.16),
    (10.0, 0.6, 0.16),
    (10.0, 0.9, 0.16),
    (7.0, 0.1, 0.05),
    (4.0, 1.0, 0.05),
    (7.0, 0.7, 0.08),
];

#[test]
fn the_published_medians_and_means_of_the_car_emissions() {
    let issue = Issue::of(&CARS).expect("an issue");
    let run = challenge(&issue, &ChallengeOptions::default(), &Context::default()).expect("a run");
    let medians: Vec<String> =
        run.rounds.iter().map(|round| format!("{:.4}", round.median)).collect();
    assert_eq!(medians, ["7.0000", "8.4159", "9.6109", "9.9620", "9.9620"]);
    let means: Vec<String> = run.rounds.iter().map(|round| format!("{:.5}", round.mean)).collect();
    assert_eq!(means, ["7.38996", "7.46131", "7.55250", "7.59014", "7.35813"]);
    assert!(!run.settled);
}

/// Saliences of 0 to 100 would give figures without a meaning.
#[test]
fn a_salience_above_one_is_refused() {
    let hundreds =
        CARS.map(|(position, salience, capability)| (position, salience * 100.0, capability));
    let issue = Issue::of(&hundreds).expect("an issue");
    let refused = challenge(&issue, &ChallengeOptions::default(), &Context::default());
    assert_eq!(refused.expect_err("no share").code, detente_bargain::RefusalCode::BadNumber);
}
