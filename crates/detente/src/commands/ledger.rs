//! `detente ledger`: the figures of the records, and where they contradict each other.

use super::load_case;
use crate::cli::LedgerArgs;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::ledger::{LedgerOutput, ledger_csv, ledger_document, ledger_report};
use std::process::ExitCode;

pub(crate) fn run(args: &LedgerArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let case = load_case(&args.case, output)?;
    if case.model.ledger.is_empty() {
        return Err(Failure::input(
            "this case has no figures",
            "write them: [ledger.NAME] with `text` and `figures`",
        ));
    }
    let report = ledger_report(&case.model).map_err(|_| {
        Failure::input("a figure cannot be counted with", "`detente check` says which")
    })?;
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        output.json(&LedgerOutput { case: &case, report: &report, version })?;
    } else if args.csv {
        output.print(&ledger_csv(&case, &report))?;
    } else {
        put_document(&ledger_document(&case, &report), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}
