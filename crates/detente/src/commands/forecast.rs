//! `detente forecast`: where each issue comes out, by several models.

use super::load_case;
use crate::cli::ForecastArgs;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::forecast::{ForecastOutput, forecast_document, forecasts};
use std::process::ExitCode;

pub(crate) fn run(args: &ForecastArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let case = load_case(&args.case, output)?;
    let found = forecasts(&case.model);
    if found.is_empty() {
        return Err(Failure::input(
            "this case has no issue with a position",
            "write where parties stand: [issues.NAME.positions]",
        ));
    }
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        output.json(&ForecastOutput { case: &case, found: &found, version })?;
    } else {
        put_document(&forecast_document(&case, &found), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}
