//! `detente threats`: whether threats and promises would be carried out.

use super::{engine_failure, find_concept, load_case, select_readings};
use crate::cli::ThreatsArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::{ThreatsOutput, analyse_choices, render, threats_document};
use std::process::ExitCode;

pub(crate) fn run(args: &ThreatsArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = find_concept(&args.concept)?;
    let case = load_case(&args.case, output)?;
    if case.model.threats.is_empty() {
        return Err(Failure::input(
            "this case has no threats or promises",
            "say what is threatened: [threats.NAME] with `by`, `text`, `does` and `when`, or [promises.NAME]",
        ));
    }
    let choices = select_readings(&case.model, &args.reading)?;
    let limits = limits();
    let fail = |error| engine_failure(&error);
    let analysis = analyse_choices(&case.model, choices, &[], &limits).map_err(fail)?;
    if args.json {
        let answer =
            ThreatsOutput::new(&case, &analysis, concept, env!("CARGO_PKG_VERSION"), &limits)
                .map_err(fail)?;
        output.json(&answer)?;
    } else {
        let document = threats_document(&case, &analysis, concept, &limits).map_err(fail)?;
        output.print(&render::terminal(&document, output.colour()))?;
    }
    Ok(ExitCode::SUCCESS)
}
