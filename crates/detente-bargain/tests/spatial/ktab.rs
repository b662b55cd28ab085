//! Reading KTAB's files, and KTAB's own published runs.
//!
//! The samples belong to KTAB and are not part of this repository. They are looked for in the folder
//! that `DETENTE_SHARED` names, or beside the repository; where they are not at hand, the tests say so
//! loudly and pass. The expected figures are from `examples/smp/doc/20170530_ref-*.txt` of KTAB, at
//! the precision printed there.

use detente_bargain::{
    Commitment, Context, Detail, Election, Estimate, Interpolation, KtabFile, Proposals, RiskRange,
    Scenario, SpatialOptions, SpatialRun, Stopped, Transition, Victory, VoteRule, read_ktab_csv,
    read_ktab_xml, spatial,
};
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn sample(name: &str) -> Option<String> {
    let folder = std::env::var_os("DETENTE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = folder.join("data/ktab").join(name);
    if let Ok(text) = std::fs::read_to_string(&path) {
        return Some(text);
    }
    let notice = format!("SKIPPED: {name} is not in {}; set DETENTE_SHARED", folder.display());
    println!("{notice}");
    // Written past the capture of the test harness, so that a green run cannot hide it.
    let _ = writeln!(std::io::stderr(), "\n*** {notice} ***");
    None
}

fn run(file: &KtabFile) -> (Scenario, SpatialRun) {
    let scenario = file.scenario().expect("a scenario").scenario;
    let run = spatial(&scenario, &SpatialOptions::default(), &Context::default()).expect("a run");
    (scenario, run)
}

/// The positions of one party on one dimension over time, to one decimal of a hundred.
fn path(run: &SpatialRun, at: usize) -> String {
    let over_time = run.states.iter().map(|state| format!("{:.1}", 100.0 * state.positions[at]));
    over_time.collect::<Vec<String>>().join(" ")
}

#[test]
fn the_run_of_three_dimensions_is_ktabs() {
    let Some(text) = sample("dummyData_3Dim.csv") else { return };
    let file = read_ktab_csv(&text);
    assert_eq!(file.faults, []);
    let (_, run) = run(&file);
    let expected = [
        "75.8 79.5 80.6 80.6 78.5 78.5 78.5 78.5 78.6 78.6 78.6",
        "6.4 44.7 34.2 35.0 30.5 30.5 31.2 31.2 31.5 31.8 31.8",
        "70.5 72.0 75.9 76.1 74.0 74.0 74.0 74.0 74.0 74.1 74.1",
        "82.7 78.9 76.0 78.3 79.0 79.0 79.1 78.5 79.9 78.6 78.6",
        "73.5 56.3 27.5 30.5 30.6 30.6 30.9 31.2 34.4 31.8 31.8",
        "64.0 72.5 72.0 73.8 74.2 74.2 74.3 74.0 75.2 74.1 74.1",
        "82.5 82.5 82.5 82.5 82.5 82.5 82.5 82.5 82.5 82.5 82.5",
        "90.9 90.9 90.9 90.9 90.9 90.9 90.9 90.9 90.9 90.9 90.9",
        "0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1",
        "62.5 65.8 66.7 66.7 66.7 66.7 67.1 67.1 67.1 67.1 67.1",
        "50.8 50.8 50.2 50.2 50.2 50.2 50.1 50.1 50.1 50.1 50.1",
        "62.3 63.0 63.5 63.5 63.5 63.5 63.7 63.7 63.7 63.7 63.7",
        "82.3 79.5 81.5 78.3 78.5 78.5 78.6 80.5 78.6 78.6 78.6",
        "45.8 44.7 35.8 30.5 30.5 30.5 30.6 34.6 31.6 31.6 31.6",
        "73.3 72.0 79.1 73.8 74.0 74.0 74.1 75.9 74.0 74.1 74.1",
        "84.5 84.4 80.6 80.7 80.6 80.5 80.5 80.5 79.9 79.9 79.9",
        "33.7 34.1 34.2 34.3 34.7 34.6 34.6 34.6 34.4 34.4 34.4",
        "88.1 86.3 75.9 76.3 76.1 75.9 75.9 75.9 75.2 75.2 75.2",
        "71.0 75.6 76.0 77.4 77.4 80.5 78.5 78.5 78.7 78.7 78.6",
        "33.5 24.8 27.5 28.7 28.7 34.6 31.2 31.2 31.3 31.3 31.6",
        "90.4 72.0 72.0 73.0 73.0 75.9 74.0 74.0 74.1 74.1 74.1",
    ];
    let found: Vec<String> = (0..21).map(|at| path(&run, at)).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_sample_is_read_and_runs() {
    for (name, actors, dimensions, faulty) in [
        ("dummyData_3Dim.csv", 7, 3, &[][..]),
        ("dummyData_3Dim.xml", 7, 3, &[]),
        ("dummyData_6Dim.csv", 27, 6, &[]),
        ("efird2016_china_competitive_ktab.csv", 34, 1, &[]),
        ("efird2016_china_policy_ktab.csv", 26, 1, &[]),
        ("ktab_SOE-Pol-Comp.csv", 13, 2, &[]),
        // A coordinate is blank.
        ("smpExample.xml", 5, 3, &[32]),
    ] {
        let Some(text) = sample(name) else { return };
        let xml = Path::new(name).extension().is_some_and(|ending| ending == "xml");
        let file = if xml { read_ktab_xml(&text) } else { read_ktab_csv(&text) };
        let lines: Vec<usize> = file.faults.iter().map(|fault| fault.line).collect();
        assert_eq!((file.actors.len(), file.dimensions.len()), (actors, dimensions), "{name}");
        assert_eq!(lines, faulty, "{name}: {:?}", file.faults);
        let made = file.scenario().expect("a scenario");
        assert_eq!(made.actors.len(), actors - faulty.len(), "{name}");
        let run = spatial(&made.scenario, &file.options, &Context::default()).expect("a run");
        assert_eq!(run.stopped, Stopped::Settled, "{name}");
    }
}

/// One scenario in both formats is one scenario.
#[test]
fn both_formats_say_the_same() {
    let (Some(csv), Some(xml)) = (sample("dummyData_3Dim.csv"), sample("dummyData_3Dim.xml"))
    else {
        return;
    };
    let (csv, xml) = (read_ktab_csv(&csv), read_ktab_xml(&xml));
    let scenario = |file: &KtabFile| file.scenario().expect("a scenario").scenario;
    assert_eq!(scenario(&csv), scenario(&xml));
}

const HEAD: &str = "<Scenario>\n<Dimensions><dName>d</dName></Dimensions>\n";

fn actor(name: &str, position: &str) -> String {
    format!(
        "<Actor><name>{name}</name><capability>5</capability>\n<Position><dCoord>{position}</dCoord>\
         </Position>\n<Salience><dSal>50</dSal></Salience></Actor>\n"
    )
}

#[test]
fn both_spellings_of_an_option_are_read_and_unknown_ones_are_told() {
    let read = |name: &str, value: &str| {
        let parameters = format!("<ModelParameters>\n<{name}>{value}</{name}></ModelParameters>");
        let actors = actor("a", "10");
        read_ktab_xml(&format!("{HEAD}{parameters}<Actors>{actors}</Actors></Scenario>"))
    };
    for spelling in ["Prop", "Proportional", "proportional"] {
        assert_eq!(read("VotingRule", spelling).options.vote, VoteRule::Proportional);
    }
    for spelling in ["None", "No"] {
        let file = read("BigRAdjust", spelling);
        assert_eq!(file.options.estimate, Estimate::Own);
        assert!(!file.is_broken(), "{:?}", file.faults);
    }
    let file = read("BargnModel", "Sideways");
    assert_eq!(file.options.proposals, Proposals::Initiator);
    let fault = file.faults.iter().find(|fault| fault.line == 4).expect("a fault");
    let expected = "`Sideways` is no value of BargnModel; there are InitOnlyInterp, InitRcvrInterp, \
                    PWCompInterp";
    assert_eq!(fault.message, expected);
}

#[test]
fn without_an_adjustment_ideals_follow_at_once() {
    let actors = actor("a", "10") + &actor("b", "90");
    let plain = read_ktab_xml(&format!("{HEAD}<Actors>{actors}</Actors></Scenario>"));
    assert_eq!((plain.accommodation.len(), plain.is_broken()), (0, false));
    let run = |file: &KtabFile| run(file).1;
    let with = |adjust: &str| {
        let pair = format!(
            "<iaPair><adjustingIdeal>a</adjustingIdeal><referencePos>a</referencePos>\
             <adjust>{adjust}</adjust></iaPair>"
        );
        read_ktab_xml(&format!(
            "{HEAD}<Actors>{actors}</Actors><IdealAdjustment>{pair}</IdealAdjustment></Scenario>"
        ))
    };
    assert_eq!(run(&plain), run(&with("1.0")));
    let slow = run(&with("0.25"));
    let state = &slow.states[1];
    assert!((state.ideals[0] - (0.75 * 0.1 + 0.25 * state.positions[0])).abs() < 1e-12);
    assert!(with("1.5").is_broken());
}

#[test]
fn a_blank_coordinate_is_told_with_its_line_and_leaves_the_actor_out() {
    let actors = actor("a", "10") + &actor("b", " ") + &actor("c", "NaN");
    let file = read_ktab_xml(&format!("{HEAD}<Actors>{actors}</Actors></Scenario>"));
    let told: Vec<(usize, &str)> =
        file.faults.iter().map(|fault| (fault.line, fault.message.as_str())).collect();
    let expected =
        [(7, "position 1 of b is missing"), (10, "position 1 of c is NaN, not between 0 and 100")];
    assert_eq!(told, expected);
    let made = file.scenario().expect("a scenario");
    assert_eq!((made.actors, made.left_out.len()), (vec![0], 2));
    let file = read_ktab_csv("n,d,2,1\nA,D,C,P,S\na,,5,,50\nb,,5,20,150\n");
    let lines: Vec<usize> = file.faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [3, 4]);
}

#[test]
fn saliences_above_a_hundred_leave_the_actor_out() {
    let file = read_ktab_csv("n,d,2,2\nA,D,C,P,S,P,S\na,,5,1,60,1,60\nb,,5,1,50,1,50\n");
    assert_eq!(file.faults[0].line, 3);
    assert_eq!(file.scenario().expect("b").actors, [1]);
}

/// Every value under every name it has.
#[test]
fn every_option_is_set_by_its_name_in_ktab() {
    let mut options = SpatialOptions::default();
    macro_rules! check {
        ($name:literal, $field:ident, $kind:ident) => {
            for &value in $kind::ALL {
                options.set($name, value.name()).expect("known");
                assert_eq!(options.$field, value);
                options.set(&$name.to_lowercase(), &value.name().to_uppercase()).expect("any case");
            }
            let error = options.set($name, "?").expect_err("unknown").to_string();
            assert!($kind::ALL.iter().all(|value| error.contains(value.name())), "{error}");
        };
    }
    check!("VictoryProbModel", victory, Victory);
    check!("PCEModel", election, Election);
    check!("VotingRule", vote, VoteRule);
    check!("BigRAdjust", estimate, Estimate);
    check!("BigRRange", risk, RiskRange);
    check!("ThirdPartyCommit", commitment, Commitment);
    check!("InterVecBrgn", interpolation, Interpolation);
    check!("BargnModel", proposals, Proposals);
    options.set("StateTransitions", "Stochastic").expect("known");
    assert_eq!(options.transition, Transition::Stochastic { seed: 0 });
    options.transition = Transition::Stochastic { seed: 4 };
    options.set("StateTransitions", "stochastic").expect("known");
    assert_eq!(options.transition, Transition::Stochastic { seed: 4 });
    options.set("StateTransitions", "Deterministic").expect("known");
    assert_eq!(options.transition, Transition::Deterministic);
    options.set("KtabFaults", "true").expect("known");
    assert!(options.ktab_faults);
    assert_eq!(options.detail, Detail::Moves);
    for (name, value) in [("StateTransitions", "?"), ("KtabFaults", "1"), ("Nothing", "Linear")] {
        let error = options.set(name, value).expect_err("unknown");
        assert!(error.to_string().contains("there are"), "{error}");
        assert!(error.known.len() >= 2);
    }
}
