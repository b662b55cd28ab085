//! `detente explain`: why an outcome holds or breaks; or the page of a diagnostic code.

use super::{condition, engine_failure, find_concept, find_party, load_case, solve_one};
use crate::cli::{CaseArgs, ExplainArgs};
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::{choice_name, explanation, render};
use detente::text::{ALL_CODES, Code, closest};
use std::process::ExitCode;

/// More outcomes than this are counted, not told.
const MOST_OUTCOMES: usize = 3;

pub(crate) fn run(args: &ExplainArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let subject = args.subject.to_string_lossy();
    if !args.subject.exists() && looks_like_code(&subject) {
        return code_page(&subject, output);
    }
    let concept = find_concept(&args.concept)?;
    let case_args = CaseArgs { case: args.subject.clone(), records: args.records.clone() };
    let case = load_case(&case_args, output)?;
    let model = &case.model;
    let Some(at) = &args.at else {
        return Err(Failure::input(
            "which outcomes should be explained?",
            format!(
                "add --at with a condition over the options, such as --at \"{}\"",
                model.questions.first().map_or("sign", |q| &q.source)
            ),
        ));
    };
    let condition = condition(model, "--at", at)?;
    let party = args.party.as_deref().map(|name| find_party(model, name)).transpose()?;
    let result = &solve_one(model, &args.reading, &[concept])?;
    let space = result.space();
    let stable = result.solutions[0].equilibria();
    let mut matching: Vec<usize> =
        (0..space.len()).filter(|&state| condition.eval(space.state(state))).collect();
    if matching.is_empty() {
        let under = if model.matters.is_empty() {
            String::new()
        } else {
            format!(" under {}", choice_name(model, &result.choice))
        };
        output.message(&format!("no possible outcome satisfies `{at}`{under}\n"));
        return Ok(ExitCode::from(1));
    }
    // Outcomes that hold come first: they are what a reader asks about.
    matching.sort_by_key(|state| (!stable.contains(*state), *state));
    let holding = matching.iter().filter(|state| stable.contains(**state)).count();
    let total = matching.len();
    matching.truncate(MOST_OUTCOMES);
    let document =
        explanation(&case, result, concept, party, &matching, at, (holding, total), &limits())
            .map_err(|error| engine_failure(&error))?;
    output.print(&render::terminal(&document, output.colour()))?;
    // The asked condition does not hold if no outcome with it does.
    Ok(ExitCode::from(u8::from(holding == 0)))
}

fn looks_like_code(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|letter| b"EWNewn".contains(&letter))
        && text.len() <= 5
        && bytes.all(|byte| byte.is_ascii_digit())
}

fn code_page(id: &str, output: &mut Output) -> Result<ExitCode, Failure> {
    match Code::find(id) {
        Some(code) => {
            output.print(code.page)?;
            Ok(ExitCode::SUCCESS)
        }
        None => {
            let near = closest(id, ALL_CODES.iter().map(|code| code.id));
            let help = near.map_or_else(
                || "codes look like E021".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            Err(Failure::input(format!("there is no code {id}"), help))
        }
    }
}
