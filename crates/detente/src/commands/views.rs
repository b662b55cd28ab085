//! `detente views`: who sees what, and what holds when each party acts on what it sees.

use super::{engine_failure, find_concept, load_case, select_readings, solve_one};
use crate::cli::ViewsArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::{ViewsOutput, analyse_choices, render, views, views_document};
use detente::case::Case;
use detente::stability::Concept;
use std::process::ExitCode;

pub(crate) fn run(args: &ViewsArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = args.concept.as_deref().map(find_concept).transpose()?;
    let case = load_case(&args.case, output)?;
    if case.model.views.is_empty() {
        return Err(Failure::input(
            "every party sees this case as it is",
            "say how one sees it otherwise: [views.PARTY] with `text` and `reads`, `unseen`, `preferences`, `options` or \
             `rules`",
        ));
    }
    if args.json {
        return json(args, &case, concept, output);
    }
    let concept = concept.unwrap_or(Concept::Seq);
    let result = solve_one(&case.model, &args.reading, &[concept])?;
    let limits = limits();
    let found = views(&case.model, &result, &[concept], &limits);
    let document = found.and_then(|found| match &found {
        Some(found) => views_document(&case, found, concept, &limits),
        None => Ok(detente::brief::document::Document::default()),
    });
    let document = document.map_err(|error| engine_failure(&error))?;
    output.print(&render::terminal(&document, output.colour()))?;
    Ok(ExitCode::SUCCESS)
}

fn json(
    args: &ViewsArgs,
    case: &Case,
    concept: Option<Concept>,
    output: &mut Output,
) -> Result<ExitCode, Failure> {
    let joint = case.model.options.iter().any(detente::model::OptionDef::is_joint);
    let concepts: Vec<Concept> = match concept {
        Some(concept) => vec![concept],
        None => Concept::ALL.into_iter().filter(|c| !joint || *c != Concept::Sim).collect(),
    };
    let choices = select_readings(&case.model, &args.reading)?;
    let limits = limits();
    let analysis = analyse_choices(&case.model, choices, &concepts, &limits)
        .map_err(|error| engine_failure(&error))?;
    let found = analysis.readings.iter().map(|real| views(&case.model, real, &concepts, &limits));
    let found: Result<Vec<_>, _> = found.filter_map(Result::transpose).collect();
    let found = found.map_err(|error| engine_failure(&error))?;
    let answer = ViewsOutput { case, found: &found, version: env!("CARGO_PKG_VERSION") };
    output.json(&answer)?;
    Ok(ExitCode::SUCCESS)
}
