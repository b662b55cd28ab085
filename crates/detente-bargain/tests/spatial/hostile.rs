//! Input that is wrong or far too large is refused, never a panic.

use detente_bargain::{
    Context, Random, RefusalCode, Scenario, SpatialOptions, SpatialParty, VoteRule, read_ktab_csv,
    read_ktab_xml, spatial,
};
use std::sync::atomic::AtomicBool;

fn party() -> SpatialParty {
    SpatialParty { capability: 1.0, position: vec![0.5], ideal: None, salience: vec![0.5] }
}

fn refused(change: impl Fn(&mut SpatialParty)) -> RefusalCode {
    let mut bad = party();
    change(&mut bad);
    Scenario::new(1, &[party(), bad]).expect_err("not a scenario").code
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.1] {
        assert_eq!(refused(|party| party.capability = bad), RefusalCode::BadNumber);
        assert_eq!(refused(|party| party.position = vec![bad]), RefusalCode::BadNumber);
        assert_eq!(refused(|party| party.ideal = Some(vec![bad])), RefusalCode::BadNumber);
        assert_eq!(refused(|party| party.salience = vec![bad]), RefusalCode::BadNumber);
    }
    assert_eq!(refused(|party| party.capability = 5e-324), RefusalCode::BadNumber);
    assert_eq!(refused(|party| party.position = vec![1.1]), RefusalCode::BadNumber);
    assert_eq!(refused(|party| party.salience = vec![0.0]), RefusalCode::BadNumber);
    assert_eq!(refused(|party| party.position = Vec::new()), RefusalCode::Mismatch);
    assert_eq!(refused(|party| party.salience = vec![0.2, 0.2]), RefusalCode::Mismatch);
    assert_eq!(refused(|party| party.ideal = Some(Vec::new())), RefusalCode::Mismatch);
    let wide = SpatialParty { position: vec![0.5, 0.5], salience: vec![0.6, 0.6], ..party() };
    assert_eq!(Scenario::new(2, &[wide]).expect_err("over 1").code, RefusalCode::BadNumber);
    assert_eq!(Scenario::new(0, &[party()]).expect_err("none").code, RefusalCode::NotDefined);
    assert_eq!(Scenario::new(1, &[]).expect_err("none").code, RefusalCode::NotDefined);
}

#[test]
fn a_matrix_that_cannot_be_is_refused() {
    let scenario = Scenario::new(1, &[party(), party()]).expect("a scenario");
    for bad in [f64::NAN, -0.1, 1.1, 0.6] {
        let refusal = scenario.clone().with_accommodation(&[vec![0.5, bad], vec![0.0, 1.0]]);
        assert_eq!(refusal.expect_err("no share").code, RefusalCode::BadNumber);
    }
    let refusal = scenario.with_accommodation(&[vec![1.0, 0.0]]).expect_err("not square");
    assert_eq!(refusal.code, RefusalCode::Mismatch);
}

#[test]
fn what_would_take_too_long_is_refused_before_it_starts() {
    let many = Scenario::new(1, &vec![party(); 10_000]).expect("a scenario");
    let options = SpatialOptions::default();
    let refusal = spatial(&many, &options, &Context::default()).expect_err("too many");
    assert_eq!(refusal.code, RefusalCode::TooManyParties);
    let wide = Context { max_parties: usize::MAX, ..Context::default() };
    let refusal = spatial(&many, &options, &wide).expect_err("too long");
    assert_eq!(refusal.code, RefusalCode::TooMuchWork);
    // A thousand could be run for some turns, not for as many as may be needed: that too is said before.
    let thousand = Scenario::new(1, &vec![party(); 1_000]).expect("a scenario");
    let refusal = spatial(&thousand, &options, &Context::default()).expect_err("too long");
    assert_eq!(refusal.code, RefusalCode::TooMuchWork);
    assert_eq!(refusal.instead, "ask for 17 turns at most");
    let (few, cancel) = (Scenario::new(1, &[party()]).expect("a scenario"), AtomicBool::new(true));
    let context = Context { cancel: Some(&cancel), ..Context::default() };
    let refusal = spatial(&few, &options, &context).expect_err("cancelled");
    assert_eq!(refusal.code, RefusalCode::Cancelled);
    for options in [
        SpatialOptions { max_turns: 0, ..options },
        SpatialOptions { settle: f64::NAN, ..options },
        SpatialOptions { settle: 2.0, ..options },
    ] {
        let refusal = spatial(&few, &options, &Context::default()).expect_err("out of range");
        assert_eq!(refusal.code, RefusalCode::BadOption);
    }
}

/// Extremes within what is allowed give numbers.
#[test]
fn extremes_give_finite_numbers() {
    let mut random = Random::stream(1, &[]);
    for case in 0..300_usize {
        let mut list = Vec::new();
        for _ in 0..12 {
            let ends = [0.0, 1.0, 0.5, 1e-300, f64::EPSILON];
            let mut pick = |from: &[f64]| from[random.below(from.len() as u64) as usize];
            list.push(SpatialParty {
                capability: pick(&[1e12, 1e-100, 1e-9, 1.0, 1e6]),
                position: vec![pick(&ends), pick(&ends)],
                ideal: Some(vec![pick(&ends), pick(&ends)]),
                salience: vec![pick(&[0.5, 1e-99, 0.25]), pick(&[0.5, 0.0, 1e-200])],
            });
        }
        let mut options = SpatialOptions {
            vote: VoteRule::ALL[case % 6],
            max_turns: 5,
            ..SpatialOptions::default()
        };
        options.set("VictoryProbModel", ["Linear", "Octic", "Binary"][case % 3]).expect("known");
        options.set("KtabFaults", ["true", "false"][case / 3 % 2]).expect("known");
        options.set("BargnModel", ["PWCompInterp", "InitRcvrInterp"][case % 2]).expect("known");
        options.set("InterVecBrgn", ["S1P1", "S2P2", "S2PMax"][case / 6 % 3]).expect("known");
        let scenario = Scenario::new(2, &list).expect("a scenario");
        match spatial(&scenario, &options, &Context::default()) {
            Ok(run) => {
                for state in &run.states {
                    let figures = [&state.positions, &state.winning, &state.risk, &state.means];
                    assert!(figures.into_iter().flatten().all(|x| x.is_finite()), "case {case}");
                }
            }
            Err(refusal) => {
                assert!(options.ktab_faults, "case {case}: {refusal}");
                assert_eq!(refusal.code, RefusalCode::NotDefined);
            }
        }
    }
}

#[test]
fn files_that_are_none_are_read_as_far_as_they_go() {
    for text in
        ["", "\n\n", ",,,", "a,b,3,2\n", "a,b,-1,1e9\nx\ny\n", "\"", "a,b,1,1\nA,B,C,D,E\n\"x,1"]
    {
        let file = read_ktab_csv(text);
        assert!(file.is_broken(), "{text:?}");
        assert!(file.scenario().is_err());
    }
    let deep = "<a>".repeat(200_000);
    let nested = format!("<Scenario>{deep}");
    for text in ["", "<", "<Scenario/>", "<x/>", "<Scenario><Actors/></Scenario>", &nested] {
        let file = read_ktab_xml(text);
        assert!(file.is_broken());
        assert!(file.scenario().is_err());
    }
}

/// A file of some megabytes must not take gigabytes: not for each actor as much as there are dimensions,
/// not a matrix of all actors.
#[test]
fn large_files_stay_small() {
    let head = format!("a,b,200000,100000\nA,B,C{}\n", ",p,s".repeat(100_000));
    let file = read_ktab_csv(&(head + &"x\n".repeat(200_000)));
    assert_eq!((file.actors.len(), file.dimensions.len()), (200_000, 100_000));
    let dimensions = "<dName>d</dName>".repeat(50_000);
    let actors = "<Actor><name>x</name></Actor>".repeat(50_000);
    let file = read_ktab_xml(&format!(
        "<Scenario><Dimensions>{dimensions}</Dimensions><Actors>{actors}</Actors></Scenario>"
    ));
    assert_eq!((file.actors.len(), file.dimensions.len()), (50_000, 50_000));
    let rows: String = (0..100_000).map(|at| format!("a{at},,1,10,50\n")).collect();
    let mut file = read_ktab_csv(&format!("a,b,100000,1\nA,B,C,p,s\n{rows}"));
    file.accommodation.push((0, 1, 0.0));
    assert_eq!(file.scenario().expect("a scenario").scenario.parties(), 100_000);
}
