//! What a brief costs: time per stage and memory at the peak.

use detente::FolderWorld;
use detente_brief::{Limits, brief, findings, render};
use detente_case::load;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Runs each case several times and keeps the fastest: what the machine can do when left alone.
const RUNS: usize = 5;

pub(crate) fn run(cases: &[String]) -> Result<String, String> {
    let records: Vec<PathBuf> = std::env::var_os("DETENTE_RECORDS")
        .map(|value| std::env::split_paths(&value).collect())
        .unwrap_or_default();
    let mut out = format!(
        "{:<28} {:>9} {:>9} {:>9} {:>9}  answers\n",
        "case", "load", "find", "write", "peak"
    );
    for case in cases {
        let world =
            FolderWorld::open(case, &records).map_err(|error| format!("{case}: {error}\n"))?;
        let mut best = [Duration::MAX; 3];
        let mut answers = 0;
        for _ in 0..RUNS {
            let start = Instant::now();
            let loaded = load(&world)
                .case
                .ok_or_else(|| format!("{case}: `detente check` says what is wrong\n"))?;
            let read = start.elapsed();
            let found = findings(&loaded, &Limits::default())
                .map_err(|error| format!("{case}: {error}\n"))?;
            let solved = start.elapsed();
            let document = brief(&loaded, &found);
            let length = render::terminal(&document, false).len() + render::html(&document).len();
            let written = start.elapsed();
            if length == 0 {
                return Err(format!("{case}: nothing was written\n"));
            }
            for (slot, time) in best.iter_mut().zip([
                read,
                solved.saturating_sub(read),
                written.saturating_sub(solved),
            ]) {
                *slot = (*slot).min(time);
            }
            answers = found.analysis.readings.len()
                * found.analysis.concepts.len()
                * loaded.model.questions.len();
        }
        let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
        let [read, solved, written] = best.map(ms);
        let _ =
            writeln!(out, "{case:<28} {read:>9} {solved:>9} {written:>9} {:>9}  {answers}", peak());
    }
    Ok(out)
}

/// The peak of resident memory, where the system tells it.
pub(crate) fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line
        .and_then(|line| line.split_whitespace().next())
        .and_then(|text| text.parse::<f64>().ok());
    kilobytes.map_or_else(|| "unknown".into(), |kilobytes| format!("{:.1} MB", kilobytes / 1024.0))
}
