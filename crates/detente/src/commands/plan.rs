//! `detente plan`: what a contingent plan leads to, what it hangs on, and which of its threats are empty.

use super::{load_case, read_bytes, unknown};
use crate::cli::PlanArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::analyse;
use detente::brief::plan::{
    PLAN_CONCEPT, PlanOutput, game_document, game_json, plan_document, plan_efg, plan_reports,
    plans_have_states,
};
use detente::plans::tree::efg;
use std::process::ExitCode;

pub(crate) fn run(args: &PlanArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let path = &args.case.case;
    let ends = |ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    if !path.is_dir() && ends("efg") {
        return game(args, output);
    }
    let case = load_case(&args.case, output)?;
    let plans = &case.model.plans;
    if plans.is_empty() {
        return Err(Failure::input(
            "this case has no plan",
            "write one: [plans.NAME] with `of`, `nodes` and `ends`",
        ));
    }
    // A case too large for an analysis has plans all the same.
    let analysis = plans_have_states(&case.model)
        .then(|| analyse(&case.model, &[PLAN_CONCEPT], &limits()).ok())
        .flatten();
    let reports = plan_reports(&case.model, analysis.as_ref())
        .map_err(|reason| Failure::input(reason, "`detente check` says where"))?;
    let mut chosen = reports;
    if let Some(name) = &args.plan {
        if plans.iter().all(|plan| plan.id != *name) {
            let known = plans.iter().map(|plan| plan.id.as_str());
            return Err(unknown(["plan", "plans"], name, known));
        }
        chosen.retain(|report| report.plan.id == *name);
    }
    if args.efg {
        let Some(report) = chosen.first() else { return Ok(ExitCode::from(1)) };
        if chosen.len() > 1 {
            output.message(&format!("of `{}`; --plan chooses another\n", report.plan.id));
        }
        let text = plan_efg(&case, report).map_err(|reason| {
            Failure::input(
                format!("`{}` cannot be written for Gambit: {reason}", report.plan.id),
                "give every chance one number, and rank the ends for every party in the tree",
            )
        })?;
        output.print(&text)?;
    } else if args.json {
        let version = env!("CARGO_PKG_VERSION");
        output.json(&PlanOutput { case: &case, reports: &chosen, version })?;
    } else {
        put_document(&plan_document(&case, &chosen), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A game saved by Gambit.
fn game(args: &PlanArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let name = args.case.case.display().to_string();
    let bytes = read_bytes(&args.case)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        Failure::input(format!("{name} is not a text file"), "give a game in UTF-8")
    })?;
    let game = efg::read(text).map_err(|error| {
        let found = if error.found.is_empty() { "the end of the file" } else { &error.found };
        Failure::input(
            format!(
                "{name}:{}:{}: expected {}, found {found}{}",
                error.line,
                error.column,
                error.expected,
                shown(text, error.line, error.column)
            ),
            "mend the file there; numbers are fractions or decimals, and the chances of a node add up to 1",
        )
    })?;
    if args.efg {
        let text = efg::write(&game).map_err(|refusal| Failure::input(refusal.to_string(), "-"))?;
        output.print(&text)?;
    } else if args.json {
        output.json(&game_json(&game, env!("CARGO_PKG_VERSION")))?;
    } else {
        put_document(&game_document(&game), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Characters of a line that are shown before a place in it, and after.
const SHOWN: usize = 40;

/// A line of a file with a caret at a column, both counted from 1; nothing past the end.
fn shown(text: &str, line: usize, column: usize) -> String {
    let Some(source) = line.checked_sub(1).and_then(|line| text.lines().nth(line)) else {
        return String::new();
    };
    let source: Vec<char> = source.trim_end().chars().collect();
    let at = column.saturating_sub(1).min(source.len());
    let from = at.saturating_sub(SHOWN);
    let to = (at + SHOWN).min(source.len());
    let cut = |cut: bool| if cut { "..." } else { "" };
    let (before, after) = (cut(from > 0), cut(to < source.len()));
    // Tabs stand as wide as the caret thinks they do.
    let part: String =
        source[from..to].iter().map(|own| if own.is_control() { ' ' } else { *own }).collect();
    let gutter = " ".repeat(line.to_string().len());
    let caret = " ".repeat(before.len() + at - from);
    format!("\n{gutter} |\n{line} | {before}{part}{after}\n{gutter} | {caret}^")
}
