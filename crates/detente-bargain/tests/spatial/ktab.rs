//! Reading KTAB's files, and KTAB's own published runs.
//!
//! The samples belong to KTAB and are not part of this repository. They are looked for in the folder
//! that `DETENTE_SHARED` names, or beside the repository; where they are not at hand, the tests say so
//! loudly and pass. The expected figures are from `examples/smp/doc/20170530_ref-*.txt` of KTAB, at
//! the precision printed there.

use detente_bargain::{
    Context, KtabFile, Scenario, SpatialOptions, SpatialRun, read_ktab_csv, spatial,
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
