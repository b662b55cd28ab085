//! `detente watch`: what, if it is seen, changes a judgement, and what plans wait for.

use super::{engine_failure, find_concept, load_case};
use crate::cli::WatchArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::watch::{WatchOutput, watch, watch_document};
use detente::brief::{Reach, analyse, hinges};
use std::process::ExitCode;

pub(crate) fn run(args: &WatchArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let concept = find_concept(&args.concept)?;
    let case = load_case(&args.case, output)?;
    let limits = limits();
    let fail = |error| engine_failure(&error);
    let analysis = analyse(&case.model, &[concept], &limits).map_err(fail)?;
    let found = hinges(&case.model, &analysis, Reach::Smallest, &limits).map_err(fail)?;
    if let Some(reason) = &found.not_tried {
        output.message(&format!("signs that change a judgement are not told: {reason}\n"));
    }
    let report = watch(&case.model, &analysis, &found, 0);
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        output.json(&WatchOutput { case: &case, report: &report, version })?;
    } else {
        put_document(&watch_document(&case, &report), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}
