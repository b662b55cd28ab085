//! `detente brief`: two pages, on the terminal or in a file.

use super::{engine_failure, load_case};
use crate::cli::BriefArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::{brief, findings, render};
use std::process::ExitCode;

pub(crate) fn run(args: &BriefArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let case = load_case(&args.case, output)?;
    let found = findings(&case, &limits()).map_err(|error| engine_failure(&error))?;
    let document = brief(&case, &found);
    if !args.full && args.files.to_terminal() {
        output.print(&render::terminal(&document, output.colour()))?;
        if !document.annex.is_empty() {
            output.print("Annex (issues, commissions, doubts about the records): add --full.\n")?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    put_document(&document.with_annex(), &args.files, output)?;
    Ok(ExitCode::SUCCESS)
}
