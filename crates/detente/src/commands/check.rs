//! `detente check`: everything wrong with a case, at once.

use super::{explain_hint, load_any};
use crate::cli::CheckArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::lint;
use detente::case::{Case, Loaded, Standing, short};
use detente::report;
use detente::text::{Severity, has_errors, sort};
use std::fmt::Write as _;
use std::process::ExitCode;

pub(crate) fn run(args: &CheckArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let Loaded { case, mut diagnostics, sources } = load_any(&args.case)?;
    if let Some(case) = &case {
        diagnostics.extend(lint(case, &limits()));
        sort(&mut diagnostics);
    }
    let notes = diagnostics.iter().filter(|d| d.code.severity == Severity::Note).count();
    if !args.notes {
        diagnostics.retain(|d| d.code.severity != Severity::Note);
    }
    output.print(&report::render(&diagnostics, &sources, output.colour()))?;
    let mut summary = format!("{}: {}", args.case.case.display(), report::count(&diagnostics));
    if notes > 0 && !args.notes {
        let _ = write!(summary, "; {} (`--notes` shows them)", report::plural(notes, "note"));
    }
    summary.push('\n');
    if let Some(case) = &case {
        summary.push_str(&facts(case));
    }
    if !diagnostics.is_empty() {
        let _ = writeln!(summary, "{}", explain_hint(&diagnostics));
    }
    output.print(&summary)?;
    Ok(ExitCode::from(u8::from(case.is_none() || has_errors(&diagnostics))))
}

/// What the case consists of, in two or three lines.
fn facts(case: &Case) -> String {
    let model = &case.model;
    let inputs = model.inputs();
    let own = inputs.iter().filter(|input| input.support.is_own()).count();
    let mut out = format!(
        "{}, {}, {} of readings, {}\n{} of {} verified; {own} of {} {} the analyst's own\n",
        match model.parties.len() {
            1 => "1 party".to_owned(),
            n => format!("{n} parties"),
        },
        report::plural(model.options.len(), "option"),
        report::plural(model.combinations(), "combination"),
        report::plural(model.questions.len(), "question"),
        case.evidence.verified(),
        report::plural(case.claims.len(), "claim"),
        report::plural(inputs.len(), "input"),
        if own == 1 { "is" } else { "are" },
    );
    for (def, state) in case.records.iter().zip(&case.evidence.records) {
        let hash = state.sha256.as_deref().map_or("no hash", short);
        let date = state.checked.as_deref().unwrap_or("never");
        let standing = match state.standing {
            Standing::AtHand => format!("at hand, sha256 {hash}"),
            Standing::Changed => format!("CHANGED since {date}, sha256 now {hash}"),
            Standing::Absent => format!("not at hand; checked against sha256 {hash} on {date}"),
            Standing::Unseen => "not at hand and never checked".to_owned(),
            Standing::Unreadable => "cannot be read".to_owned(),
        };
        let _ = writeln!(out, "record `{}`: {standing}", def.id);
    }
    out
}
