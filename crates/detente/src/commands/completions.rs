//! `detente completions`: the completion script of a shell.

use crate::cli::{Cli, CompletionArgs};
use crate::output::{Failure, Output};
use clap::CommandFactory as _;
use std::process::ExitCode;

pub(crate) fn run(args: &CompletionArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "detente", &mut script);
    output.print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
