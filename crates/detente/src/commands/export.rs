//! `detente export`: a case in the format of another program.

use super::{engine_failure, load_case, solve_one};
use crate::cli::ExportArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output, spare_inputs, write_file};
use detente::brief::{GmcrError, gmcr, not_in_gmcr};
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &ExportArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    spare_inputs(&args.gmcr, &args.case.case, &args.case.records)?;
    let case = load_case(&args.case, output)?;
    let model = &case.model;
    let limits = limits();
    let result = &solve_one(model, &args.reading, &[])?;
    let value = gmcr(model, result, &limits).map_err(|error| match error {
        GmcrError::Joint(names) => Failure::input(
            format!("GMCR+ has no joint options, and the case has {}", names.join(", ")),
            "write the case with one owner for each, and mind that \"nobody signs\" is then stable",
        ),
        GmcrError::TooWide(source) => Failure::input(
            format!("`{source}` mentions too many options to be spelt out"),
            "split it into several conditions",
        ),
        GmcrError::Engine(error) => engine_failure(&error),
    })?;
    for left in not_in_gmcr(model) {
        output.message(&format!("left out, since GMCR+ has no place for it: {left}\n"));
    }
    let text = format!("{value:#}\n");
    if args.gmcr.as_path() == Path::new("-") {
        output.print(&text)?;
    } else {
        write_file(&args.gmcr, &text)?;
        output.message(&format!("wrote {}\n", args.gmcr.display()));
    }
    Ok(ExitCode::SUCCESS)
}
