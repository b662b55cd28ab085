//! `detente score`: what became of what a case predicts.

use super::{explain_hint, load_case, open};
use crate::cli::ScoreArgs;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::score::{ScoreOutput, score, score_document};
use detente::case::load_outcome;
use detente::report;
use std::process::ExitCode;

const WRITE: &str = "write what happened in it, beside case.toml: [predictions.NAME] with `text`, `by`, `verdict`, `because` and `source`";

pub(crate) fn run(args: &ScoreArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let case = load_case(&args.case, output)?;
    let world = open(&args.case.case, &args.case.records)?;
    let (outcomes, diagnostics, sources) = load_outcome(&world, &case);
    if !diagnostics.is_empty() {
        output.message(&report::render(&diagnostics, &sources, output.colour_messages()));
        output.message(&format!(
            "{}; {}\n",
            report::count(&diagnostics),
            explain_hint(&diagnostics)
        ));
    }
    let Some(outcomes) = outcomes else {
        if diagnostics.is_empty() {
            return Err(Failure::input("this case has no outcome.toml", WRITE));
        }
        return Err(Failure::Reported);
    };
    if outcomes.is_empty() {
        return Err(Failure::input("outcome.toml says nothing yet", WRITE));
    }
    let found = score(&case, &outcomes);
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        output.json(&ScoreOutput { case: &case, outcomes: &outcomes, report: &found, version })?;
    } else {
        put_document(&score_document(&case, &outcomes, &found), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}
