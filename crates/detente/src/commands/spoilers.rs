//! `detente spoilers`: who could wreck an outcome, what holds them back, and what would stop them.

use super::{condition, engine_failure, find_concept, find_party, load_case, select_readings};
use crate::cli::SpoilersArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::{
    SpoilerQuestion, SpoilerTold, SpoilersOutput, analyse_choices, render, spoiler_outcomes,
    spoilers, spoilers_affordable, spoilers_document,
};
use detente::stability::Concept;
use std::process::ExitCode;

/// More outcomes than this are counted, not told.
const MOST_TOLD: usize = 3;
/// More outcomes than this are counted, not listed.
const MOST_LISTED: usize = 64;

pub(crate) fn run(args: &SpoilersArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = find_concept(&args.concept)?;
    let case = load_case(&args.case, output)?;
    let model = &case.model;
    let at = condition(model, "--at", &args.at)?;
    let keep_text = args.keep.as_ref().unwrap_or(&args.at);
    let keep = condition(model, "--keep", keep_text)?;
    let party = args.party.as_deref().map(|name| find_party(model, name)).transpose()?;
    let choices = select_readings(model, &args.reading)?;
    let limits = limits();
    let mut concepts = vec![Concept::Nash];
    if concept != Concept::Nash {
        concepts.push(concept);
    }
    let analysis = analyse_choices(model, choices, &concepts, &limits)
        .map_err(|error| engine_failure(&error))?;
    let question = SpoilerQuestion {
        model,
        analysis: &analysis,
        concept,
        condition: &keep,
        party,
        orders: true,
        limits: &limits,
    };
    let mut outcomes = spoiler_outcomes(&question, &at);
    let total = outcomes.len();
    if total == 0 {
        let both = args.keep.as_ref().map_or_else(String::new, |keep| format!(" and `{keep}`"));
        output.message(&format!("no possible outcome satisfies `{}`{both}\n", args.at));
        return Ok(ExitCode::from(1));
    }
    let wanted = if args.json { MOST_LISTED } else { MOST_TOLD };
    outcomes.truncate(spoilers_affordable(&question, wanted));
    let found = spoilers(&question, &outcomes).map_err(|error| engine_failure(&error))?;
    let told = SpoilerTold { at: &args.at, keep: keep_text, outcomes: &found, total };
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        let answer = SpoilersOutput { case: &case, question: &question, told, version };
        output.json(&answer)?;
        return Ok(ExitCode::SUCCESS);
    }
    let document =
        spoilers_document(&case, &question, told).map_err(|error| engine_failure(&error))?;
    output.print(&render::terminal(&document, output.colour()))?;
    Ok(ExitCode::SUCCESS)
}
