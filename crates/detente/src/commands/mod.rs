//! One module per command, and what they share: opening a case.

pub(crate) mod agenda;
pub(crate) mod bodies;
pub(crate) mod brief;
pub(crate) mod check;
pub(crate) mod coalitions;
pub(crate) mod commitments;
pub(crate) mod completions;
pub(crate) mod coverage;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod forecast;
pub(crate) mod hinges;
pub(crate) mod inverse;
pub(crate) mod ledger;
pub(crate) mod lock;
pub(crate) mod new;
pub(crate) mod paths;
pub(crate) mod plan;
pub(crate) mod ratify;
pub(crate) mod schedule;
pub(crate) mod score;
pub(crate) mod spoilers;
pub(crate) mod stability;
pub(crate) mod threats;
pub(crate) mod views;
pub(crate) mod watch;

use crate::cli::CaseArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::FolderWorld;
use detente::brief::{EngineError, ReadingResult, analyse_one};
use detente::case::{Case, Loaded, ReadFailure, is_bodies_file, load, load_bodies, load_gmcr};
use detente::expr::{Fault, Formula, parse};
use detente::model::{Model, ReadingChoice};
use detente::report;
use detente::stability::{Concept, UnknownConcept};
use detente::text::{Diagnostic, Severity, closest, has_errors};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Folders of records beside those on the command line.
const RECORDS_VARIABLE: &str = "DETENTE_RECORDS";

/// Opens the folder of a case.
pub(crate) fn open(case: &Path, records: &[PathBuf]) -> Result<FolderWorld, Failure> {
    for folder in records {
        if !folder.is_dir() {
            let message = format!("the records folder {} is not there", folder.display());
            return Err(Failure::input(message, "check the path given with --records"));
        }
    }
    let mut folders = records.to_vec();
    if let Some(variable) = std::env::var_os(RECORDS_VARIABLE) {
        folders
            .extend(std::env::split_paths(&variable).filter(|path| !path.as_os_str().is_empty()));
    }
    FolderWorld::open(case, &folders).map_err(|error| {
        let message = format!("{} cannot be opened: {error}", case.display());
        Failure::input(message, "name the folder of a case; `detente new DIR` makes one")
    })
}

/// Loads a case folder, a GMCR+ file or a file of bodies alone.
pub(crate) fn load_any(args: &CaseArgs) -> Result<Loaded, Failure> {
    let ends =
        |ending: &str| args.case.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let of_case = ["case.toml", "claims.toml"].map(OsStr::new);
    let of_case = args.case.file_name().is_some_and(|name| of_case.contains(&name));
    if args.case.is_dir() || !(ends("gmcr") || ends("toml")) {
        return Ok(load(&open(&args.case, &args.records)?));
    }
    let name = args.case.display().to_string();
    let bytes = read_bytes(args)?;
    if ends("gmcr") {
        return Ok(load_gmcr(&name, &bytes));
    }
    let alone = std::str::from_utf8(&bytes).is_ok_and(is_bodies_file);
    if alone || !of_case {
        return Ok(load_bodies(&name, &bytes));
    }
    Ok(load(&open(&args.case, &args.records)?))
}

/// Reads the file that stands in place of a case.
pub(crate) fn read_bytes(args: &CaseArgs) -> Result<Vec<u8>, Failure> {
    let name = args.case.display().to_string();
    detente::read_file(&args.case).map_err(|failure| {
        let reason = match failure {
            ReadFailure::Absent => "there is no such file".to_owned(),
            ReadFailure::Refused(reason) => reason,
        };
        Failure::input(format!("{name} cannot be read: {reason}"), "check the path")
    })
}

/// Loads a case for computing: errors are printed and end the program, warnings are counted.
pub(crate) fn load_case(args: &CaseArgs, output: &mut Output) -> Result<Case, Failure> {
    let Loaded { case, diagnostics, sources } = load_any(args)?;
    let Some(case) = case else {
        let errors: Vec<Diagnostic> =
            diagnostics.into_iter().filter(|d| d.code.severity == Severity::Error).collect();
        output.message(&report::render(&errors, &sources, output.colour_messages()));
        output.message(&format!("{}; {}\n", report::count(&errors), explain_hint(&errors)));
        return Err(Failure::Reported);
    };
    let found = detente::brief::lint(&case, &limits());
    if has_errors(&found) {
        output.message(&report::render(&found, &sources, output.colour_messages()));
        return Err(Failure::Reported);
    }
    let warnings =
        diagnostics.iter().chain(&found).filter(|d| d.code.severity == Severity::Warning).count();
    if warnings > 0 {
        output.message(&format!(
            "{}; `detente check {}` shows them\n\n",
            report::plural(warnings, "warning"),
            args.case.display()
        ));
    }
    Ok(case)
}

/// Points to the page of the first code.
pub(crate) fn explain_hint(diagnostics: &[Diagnostic]) -> String {
    let error = diagnostics.iter().find(|d| d.code.severity == Severity::Error);
    error
        .or(diagnostics.first())
        .map(|first| format!("`detente explain {}` says more", first.code.id))
        .unwrap_or_default()
}

/// Wraps a paragraph to the width of the screen; lines after the first are indented.
pub(crate) fn fill(text: &str, indent: &str) -> String {
    textwrap::fill(text, textwrap::Options::new(80).subsequent_indent(indent))
}

/// What an engine's refusal means for the program.
pub(crate) fn engine_failure(error: &EngineError) -> Failure {
    match error {
        EngineError::Refused(refusal) => {
            Failure::Limit { message: refusal.reason.clone(), help: refusal.instead.clone() }
        }
        EngineError::TooMuch(figures) => Failure::Limit {
            message: format!("the case cannot be computed: {figures}"),
            help: "settle a matter in dispute, or say in [rules] which combinations cannot be"
                .into(),
        },
        other => Failure::input(other.to_string(), ""),
    }
}

/// Solves the first combination of readings that a list of names selects.
pub(crate) fn solve_one(
    model: &Model,
    names: &[String],
    concepts: &[Concept],
) -> Result<ReadingResult, Failure> {
    let choice = select_readings(model, names)?.into_iter().next().unwrap_or_else(|| model.base());
    analyse_one(model, choice, concepts, &limits()).map_err(|error| engine_failure(&error))
}

/// Finds a solution concept by its name.
pub(crate) fn find_concept(name: &str) -> Result<Concept, Failure> {
    name.parse().map_err(|error: UnknownConcept| Failure::input(error.to_string(), ""))
}

/// Finds the combinations of readings that a list of names selects.
pub(crate) fn select_readings(
    model: &Model,
    names: &[String],
) -> Result<Vec<ReadingChoice>, Failure> {
    let mut wanted: Vec<Option<usize>> = vec![None; model.matters.len()];
    for name in names {
        let (matter, reading) =
            name.split_once('=').map_or((None, name.as_str()), |(m, r)| (Some(m), r));
        let mut found = model
            .matters
            .iter()
            .enumerate()
            .filter(|(_, m)| matter.is_none_or(|id| m.id == id))
            .filter_map(|(index, m)| {
                Some((index, m.readings.iter().position(|r| r.id == reading)?))
            });
        match (found.next(), found.next()) {
            (Some((index, reading)), None) => wanted[index] = Some(reading),
            (Some(_), Some(_)) => {
                let message = format!("`{name}` is a reading of more than one matter");
                return Err(Failure::input(message, format!("write MATTER={name}")));
            }
            (None, _) => {
                let known: Vec<&str> =
                    model.matters.iter().flat_map(|m| &m.readings).map(|r| r.id.as_str()).collect();
                let help = match closest(reading, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => "the case has no readings".into(),
                    None => format!("the readings are {}", known.join(", ")),
                };
                return Err(Failure::input(format!("there is no reading `{name}`"), help));
            }
        }
    }
    let fits = |choice: &ReadingChoice| {
        choice.iter().zip(&wanted).all(|(index, want)| want.is_none_or(|w| w == *index))
    };
    Ok(model.choices().filter(fits).collect())
}

/// Reads a condition given on the command line.
pub(crate) fn condition(model: &Model, flag: &str, text: &str) -> Result<Formula, Failure> {
    let (expr, mut faults) = parse(text);
    let (formula, unresolved) = Formula::resolve(&expr, |name| model.option(name));
    faults.extend(unresolved);
    let Some(fault) = faults.first() else { return Ok(formula) };
    let known: Vec<&str> = model.options.iter().map(|option| option.id.as_str()).collect();
    Err(flag_fault(flag, text, fault, &known))
}

/// Points to what is wrong in an expression on the command line; `known` are the names it may use.
pub(crate) fn flag_fault(flag: &str, text: &str, fault: &Fault, known: &[&str]) -> Failure {
    let before = text.get(..fault.span.start).unwrap_or_default().chars().count();
    let width = text.get(fault.span.clone()).unwrap_or_default().chars().count().max(1);
    let caret = format!(
        "  {flag} \"{text}\"\n    {}{}{} {}",
        " ".repeat(flag.len()),
        " ".repeat(before),
        "^".repeat(width),
        fault.label
    );
    let name = text.get(fault.span.clone()).unwrap_or_default();
    let help = match (&fault.help, closest(name, known.iter().copied())) {
        (Some(help), _) => help.clone(),
        (None, Some(near)) => format!("did you mean `{near}`?"),
        (None, None) if known.is_empty() => String::new(),
        (None, None) => format!("the names are {}", known.join(", ")),
    };
    Failure::input(format!("{}\n{caret}", fault.message), help)
}

/// Finds a party named on the command line.
pub(crate) fn find_party(model: &Model, name: &str) -> Result<usize, Failure> {
    let known = model.parties.iter().map(|party| party.id.as_str());
    model.party(name).ok_or_else(|| unknown(["party", "parties"], name, known))
}

/// Says that nothing of a kind has a name given on the command line; `noun` in the singular and the
/// plural.
pub(crate) fn unknown<'a>(
    noun: [&str; 2],
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Failure {
    let help = match closest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the {} are {}", noun[1], known.collect::<Vec<_>>().join(", ")),
    };
    Failure::input(format!("there is no {} `{name}`", noun[0]), help)
}
