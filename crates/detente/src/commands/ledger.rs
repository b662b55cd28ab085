//! `detente ledger`: the figures of the records, and where they contradict each other.

use super::{explain_hint, load_case, read_bytes};
use crate::cli::LedgerArgs;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::ledger::{
    LedgerOutput, ledger_csv, ledger_document, ledger_from_csv, ledger_report,
};
use detente::report;
use detente::text::{Diagnostic, Sources, code};
use std::process::ExitCode;

pub(crate) fn run(args: &LedgerArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let path = &args.case.case;
    if !path.is_dir() && path.extension().is_some_and(|own| own.eq_ignore_ascii_case("csv")) {
        return from_csv(args, output);
    }
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

/// Prints a table of figures as tables of a case.
fn from_csv(args: &LedgerArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let name = args.case.case.display().to_string();
    let bytes = read_bytes(&args.case)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::input(format!("{name} is not a text file"), "save it in UTF-8"))?;
    match ledger_from_csv(text) {
        Ok(tables) => {
            output.print(&tables)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            let mut sources = Sources::new();
            let file = sources.add(&name, text);
            let told: Vec<Diagnostic> = faults
                .into_iter()
                .map(|fault| {
                    Diagnostic::new(&code::NO_COUNT, fault.message)
                        .at(sources.span(file, fault.at), fault.label)
                        .help(fault.help)
                })
                .collect();
            output.message(&report::render(&told, &sources, output.colour_messages()));
            output.message(&format!("{}; {}\n", report::count(&told), explain_hint(&told)));
            Err(Failure::Reported)
        }
    }
}
