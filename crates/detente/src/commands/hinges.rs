//! `detente hinges`: what the answers hang on, and what to ask next.

use super::{condition, engine_failure, find_concept, load_case};
use crate::cli::HingesArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::words::{condition_words, plural};
use detente::brief::{
    CONCEPTS, EngineError, HingeReport, HingesOutput, Reach, Robust, analyse, breakdowns, hinges,
    hinges_document, pairs_to_try, render, robust,
};
use detente::case::Case;
use detente::model::{Model, Parts, Question};
use detente::stability::RefusalCode;
use std::process::ExitCode;
use std::time::Instant;

/// The exit code of a run that was stopped and has written what it found.
const PARTIAL: u8 = 3;

pub(crate) fn run(args: &HingesArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = find_concept(&args.concept)?;
    let mut case = load_case(&args.case, output)?;
    let question = args.question.as_deref().map(|text| question(&mut case, text)).transpose()?;
    let model = &case.model;
    // `sim` is too slow for so many variations; where it is asked for, it is the only one.
    let concepts = if CONCEPTS.contains(&concept) { CONCEPTS.to_vec() } else { vec![concept] };
    let limits = limits();
    let fail = |error| engine_failure(&error);
    let analysis = analyse(model, &concepts, &limits).map_err(fail)?;
    let reach = if args.smallest { Reach::Smallest } else { Reach::Every };
    let start = Instant::now();
    let mut found = hinges(model, &analysis, reach, &limits).map_err(fail)?;
    let each = start.elapsed() / u32::try_from(found.tried.max(1)).unwrap_or(u32::MAX);
    let place = analysis.place(concept).unwrap_or(0);
    let mut taken = None;
    // Without all single changes nobody knows which answers are open.
    if found.not_tried.is_none() && found.tried == found.all && args.most_pairs > 0 {
        let pairs = pairs_to_try(model, &analysis, &found, place, reach);
        // A change is tried under every reading, a pair under one.
        let readings = u32::try_from(analysis.readings.len().max(1)).unwrap_or(u32::MAX);
        let about = each / readings * u32::try_from(pairs.min(args.most_pairs)).unwrap_or(u32::MAX);
        if about.as_secs() > 0 {
            output.message(&format!(
                "{} of {pairs} pairs of changes to try, about {} at most;\nCtrl-C stops and prints what is found\n",
                pairs.min(args.most_pairs),
                plural(usize::try_from(about.as_secs()).unwrap_or(usize::MAX), "second")
            ));
        }
        let overturned =
            breakdowns(model, &analysis, &found, place, (reach, args.most_pairs), &limits);
        taken = Some(overturned.map_err(fail)?);
    }
    let open = match robust(model, &analysis, args.seed, &limits) {
        Ok(open) => open,
        // A run that was stopped tells what it has found.
        Err(EngineError::Refused(refusal)) if refusal.code == RefusalCode::Cancelled => {
            Robust { scopes: Vec::new(), seed: args.seed }
        }
        Err(error) => return Err(fail(error)),
    };
    if let Some(question) = question {
        for hinge in &mut found.hinges {
            hinge.effects.retain(|effect| effect.question == question);
        }
        found.hinges.retain(|hinge| !hinge.effects.is_empty());
        if let Some(taken) = &mut taken {
            taken.found.retain(|one| one.question == question);
        }
    }
    let report = HingeReport {
        case: &case,
        analysis: &analysis,
        hinges: &found,
        reach,
        only: question,
        concept: place,
        breakdowns: taken.as_ref(),
        robust: &open,
    };
    if args.json {
        let answer = HingesOutput { report, version: env!("CARGO_PKG_VERSION") };
        output.json_whole(&answer)?;
    } else {
        output.print(&render::terminal(&hinges_document(report, args.all), output.colour()))?;
    }
    let stopped = found.not_tried.is_some() || found.tried < found.all;
    Ok(ExitCode::from(if stopped { PARTIAL } else { 0 }))
}

/// Finds the question a name means, or puts a condition to the case as one more question.
fn question(case: &mut Case, text: &str) -> Result<usize, Failure> {
    if let Some(known) = case.model.questions.iter().position(|question| question.id == text) {
        return Ok(known);
    }
    let formula = condition(&case.model, "--question", text)?;
    let mut parts: Parts = (*case.model).clone();
    parts.questions.push(Question {
        id: "asked".into(),
        source: text.to_owned(),
        formula,
        text: condition_words(&case.model, text),
        denied: None,
        at: None,
    });
    // One more question makes no model unfit.
    case.model = Model::new(parts)
        .map_err(|misfit| Failure::input(format!("the question does not fit: {misfit:?}"), ""))?;
    Ok(case.model.questions.len() - 1)
}
