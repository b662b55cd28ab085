//! `detente schedule`: what happens when, and what a late step moves.

use super::{load_case, unknown};
use crate::cli::ScheduleArgs;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::schedule::{ScheduleOutput, schedule_document, schedule_report};
use detente::model::Model;
use std::process::ExitCode;

/// More days than this are a slip of the keyboard.
const MOST_DAYS: i64 = 100_000;

pub(crate) fn run(args: &ScheduleArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let case = load_case(&args.case, output)?;
    let model = &case.model;
    if model.schedule.is_empty() {
        return Err(Failure::input(
            "this case has no schedule",
            "write its steps: [schedule.NAME] with `text`, a date, and what it comes `after`",
        ));
    }
    let late: Result<Vec<(usize, i64)>, Failure> =
        args.slip.iter().map(|text| slip(model, text)).collect();
    // A schedule that contradicts itself has been reported with the case.
    let report = schedule_report(model, &late?).map_err(|_| {
        Failure::input("the schedule contradicts itself", "`detente check` says how")
    })?;
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        output.json(&ScheduleOutput { case: &case, report: &report, version })?;
    } else {
        put_document(&schedule_document(&case, &report), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads `reply=4d`, or `reply=4`.
fn slip(model: &Model, text: &str) -> Result<(usize, i64), Failure> {
    let wrong = |message: String, help: String| Err(Failure::input(message, help));
    let Some((name, days)) = text.split_once('=') else {
        let help = "name a step and days: `--slip reply=4d`";
        return wrong(format!("`{text}` does not say by how much"), help.into());
    };
    let known = model.schedule.iter().map(|step| step.id.as_str());
    let Some(step) = known.clone().position(|step| step == name) else {
        return Err(unknown(["step", "steps"], name, known));
    };
    let number = days.strip_suffix('d').unwrap_or(days);
    match number.parse() {
        Ok(days) if (1..=MOST_DAYS).contains(&days) => Ok((step, days)),
        _ => wrong(
            format!("`{days}` is no number of days to be late"),
            "write a whole number of days, such as 4d".into(),
        ),
    }
}
