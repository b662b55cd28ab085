//! The program: reads the command line and the files, calls the library, prints what it says.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done; 1 the asked
//! condition does not hold, or `check` found errors; 2 bad usage or unreadable input; 3 stopped at a
//! limit.

mod cli;
mod commands;
mod interrupt;
mod output;
mod progress;
mod table;

use clap::Parser;
use cli::{Cli, Command};
use output::{Failure, Output};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    interrupt::listen();
    let mut output = Output::new(cli.color);
    let result = match &cli.command {
        Command::Check(args) => commands::check::run(args, &mut output),
        Command::Brief(args) => commands::brief::run(args, &mut output),
        Command::Stability(args) => commands::stability::run(args, &mut output),
        Command::Explain(args) => commands::explain::run(args, &mut output),
        Command::Paths(args) => commands::paths::run(args, &mut output),
        Command::Inverse(args) => commands::inverse::run(args, &mut output),
        Command::Hinges(args) => commands::hinges::run(args, &mut output),
        Command::Threats(args) => commands::threats::run(args, &mut output),
        Command::Bodies(args) => commands::bodies::run(args, &mut output),
        Command::Agenda(args) => commands::agenda::run(args, &mut output),
        Command::Forecast(args) => commands::forecast::run(args, &mut output),
        Command::Watch(args) => commands::watch::run(args, &mut output),
        Command::Score(args) => commands::score::run(args, &mut output),
        Command::Plan(args) => commands::plan::run(args, &mut output),
        Command::Ledger(args) => commands::ledger::run(args, &mut output),
        Command::Commitments(args) => commands::commitments::run(args, &mut output),
        Command::Schedule(args) => commands::schedule::run(args, &mut output),
        Command::Ratify(args) => commands::ratify::run(args, &mut output),
        Command::Coalitions(args) => commands::coalitions::run(args, &mut output),
        Command::Spoilers(args) => commands::spoilers::run(args, &mut output),
        Command::Views(args) => commands::views::run(args, &mut output),
        Command::Coverage(args) => commands::coverage::run(args, &mut output),
        Command::Lock(args) => commands::lock::run(args, &mut output),
        Command::Export(args) => commands::export::run(args, &mut output),
        Command::New(args) => commands::new::run(args, &mut output),
        Command::Completions(args) => commands::completions::run(args, &mut output),
    };
    match result {
        Ok(code) => output.finish(code),
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            output.complain(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}
