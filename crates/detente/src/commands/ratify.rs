//! `detente ratify`: which outcomes would get the consent that parties need.

use super::{condition, engine_failure, find_concept, find_party, load_case, select_readings};
use crate::cli::RatifyArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::{
    RatifyAsked, RatifyOutput, analyse_choices, ratified, ratify_document, render,
};
use std::process::ExitCode;

const WRITE_IT: &str =
    "say whose consent is needed: [ratification.PARTY] with `text`, `members` and what they want";

pub(crate) fn run(args: &RatifyArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = find_concept(&args.concept)?;
    let case = load_case(&args.case, output)?;
    let model = &case.model;
    if model.ratifications.is_empty() {
        return Err(Failure::input("this case says of no party whose consent it needs", WRITE_IT));
    }
    let party = args.party.as_ref().map(|name| find_party(model, name)).transpose()?;
    if let Some(party) = party.filter(|&party| model.ratification(party).is_none()) {
        let id = &model.parties[party].id;
        return Err(Failure::input(format!("`{id}` needs nobody's consent"), WRITE_IT));
    }
    let at = match &args.at {
        Some(text) => Some((text.clone(), condition(model, "--at", text)?)),
        None => None,
    };
    let asked = RatifyAsked { at, party };
    let choices = select_readings(model, &args.reading)?;
    let analysis = analyse_choices(model, choices, &[concept], &limits())
        .map_err(|error| engine_failure(&error))?;
    let found = ratified(model, &analysis, &asked);
    let some = found.iter().flat_map(|found| &found.sets).any(|set| !set.asked.is_empty());
    if let (Some((text, _)), false, false) = (&asked.at, some, args.json) {
        output.message(&format!("no possible outcome satisfies `{text}`\n"));
        return Ok(ExitCode::from(1));
    }
    if args.json {
        let (case, analysis, asked, found) = (&case, &analysis, &asked, found.as_slice());
        let version = env!("CARGO_PKG_VERSION");
        let answer = RatifyOutput { case, analysis, asked, found, version };
        output.json(&answer)?;
    } else {
        let document = ratify_document(&case, &analysis, &asked, &found);
        output.print(&render::terminal(&document, output.colour()))?;
    }
    Ok(if some { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
