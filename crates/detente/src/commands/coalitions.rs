//! `detente coalitions`: what parties can do by acting together.

use super::{engine_failure, find_concept, load_case, solve_one};
use crate::cli::CoalitionsArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::{CoalitionsOutput, coalition_concept, coalitions_document, render};
use std::process::ExitCode;

pub(crate) fn run(args: &CoalitionsArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = find_concept(&args.concept)?;
    let Some(together) = coalition_concept(concept) else {
        return Err(Failure::input(
            format!("{concept} is not defined for coalitions"),
            "ask for nash, gmr, smr or seq",
        ));
    };
    let case = load_case(&args.case, output)?;
    let result = solve_one(&case.model, &args.reading, &[concept])?;
    if args.json {
        let names = (concept, together);
        let answer =
            CoalitionsOutput::new(&case, &result, names, env!("CARGO_PKG_VERSION"), &limits())
                .map_err(|error| engine_failure(&error))?;
        output.json(&answer)?;
        return Ok(ExitCode::SUCCESS);
    }
    let document = coalitions_document(&case, &result, (concept, together), &limits())
        .map_err(|error| engine_failure(&error))?;
    output.print(&render::terminal(&document, output.colour()))?;
    Ok(ExitCode::SUCCESS)
}
