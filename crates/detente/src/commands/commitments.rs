//! `detente commitments`: who is bound to what, what is left open, how drafts differ, who may sit.

use super::load_case;
use crate::cli::CommitmentsArgs;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::commitments::{
    CommitmentsOutput, commitments_document, commitments_report, has_commitments,
};
use std::process::ExitCode;

pub(crate) fn run(args: &CommitmentsArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let obeyed =
        |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if args.text.iter().any(|text| text.trim().is_empty() || text.contains(obeyed)) {
        return Err(Failure::input(
            "a text typed in is empty or has characters that a screen obeys",
            "write it in plain words",
        ));
    }
    let case = load_case(&args.case, output)?;
    if args.text.is_empty() && !has_commitments(&case.model) {
        return Err(Failure::input(
            "this case has no commitments",
            "write them: [commitments.NAME] with `by` and `does`, or [instruments], [drafts], [delegations]",
        ));
    }
    let report = commitments_report(&case, &args.text);
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        output.json(&CommitmentsOutput { case: &case, report: &report, version })?;
    } else {
        put_document(&commitments_document(&case, &report), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}
