//! `detente brief`: two pages, on the terminal or in a file.

use super::{engine_failure, load_case};
use crate::cli::BriefArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output, spare_inputs, write_file};
use detente::brief::{brief, findings, render};
use std::process::ExitCode;

pub(crate) fn run(args: &BriefArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    if args.html.is_some() && args.html == args.md {
        return Err(Failure::input("--html and --md name the same file", "name two"));
    }
    for target in args.html.iter().chain(&args.md) {
        spare_inputs(target, &args.case.case, &args.case.records)?;
    }
    let case = load_case(&args.case, output)?;
    let found = findings(&case, &limits()).map_err(|error| engine_failure(&error))?;
    let document = brief(&case, &found);
    let to_terminal = args.html.is_none() && args.md.is_none();
    if to_terminal && !args.full {
        output.print(&render::terminal(&document, output.colour()))?;
        if !document.annex.is_empty() {
            output.print("Annex (issues, commissions, doubts about the records): add --full.\n")?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let document = document.with_annex();
    if to_terminal {
        output.print(&render::terminal(&document, output.colour()))?;
    }
    for (path, text) in [
        (&args.html, render::html as fn(&_) -> String),
        (&args.md, render::markdown as fn(&_) -> String),
    ] {
        if path.as_deref() == Some(std::path::Path::new("-")) {
            output.print(&text(&document))?;
        } else if let Some(path) = path {
            write_file(path, &text(&document))?;
            output.message(&format!("wrote {}\n", path.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}
