//! `detente lock`: writes down where every quotation was found, and in which edition of the record.

use super::{explain_hint, open};
use crate::cli::LockArgs;
use crate::output::{Failure, Output, write_file};
use detente::case::{Loaded, Standing, load, make_lock, read_lock};
use detente::report;
use detente::text::{Diagnostic, Severity};
use std::process::ExitCode;

pub(crate) fn run(args: &LockArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let world = open(&args.case.case, &args.case.records)?;
    let Loaded { case, diagnostics, sources } = load(&world);
    let Some(case) = case else {
        let errors: Vec<Diagnostic> =
            diagnostics.into_iter().filter(|d| d.code.severity == Severity::Error).collect();
        output.message(&report::render(&errors, &sources, output.colour_messages()));
        output.message(&format!(
            "{}; nothing was locked; {}\n",
            report::count(&errors),
            explain_hint(&errors)
        ));
        return Ok(ExitCode::from(1));
    };
    let old = read_lock(&world);
    let today =
        jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date().to_string();
    let lock = make_lock(&case.records, &case.claims, &case.evidence, old.as_ref(), &today);
    let path = world.folder().join("case.lock");
    let unchanged = old.as_ref() == Some(&lock);
    if !unchanged {
        write_file(&path, &lock.write())?;
    }
    let absent = case
        .records
        .iter()
        .zip(&case.evidence.records)
        .filter(|(_, state)| matches!(state.standing, Standing::Absent | Standing::Unseen));
    for (def, _) in absent {
        output.message(&format!(
            "the record `{}` is not at hand: what was locked before is kept\n",
            def.id
        ));
    }
    let word = if unchanged { "unchanged" } else { "written" };
    output.print(&format!(
        "{} {word}: {} in {}, checked {}\n",
        path.display(),
        report::plural(lock.quotes.values().map(Vec::len).sum::<usize>(), "quotation"),
        report::plural(lock.records.len(), "record"),
        lock.checked
    ))?;
    Ok(ExitCode::SUCCESS)
}
