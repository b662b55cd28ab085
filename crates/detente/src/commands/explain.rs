//! To come.

use crate::cli::ExplainArgs;
use crate::output::{Failure, Output};
use std::process::ExitCode;

pub(crate) fn run(_args: &ExplainArgs, _output: &mut Output) -> Result<ExitCode, Failure> {
    Ok(ExitCode::SUCCESS)
}
