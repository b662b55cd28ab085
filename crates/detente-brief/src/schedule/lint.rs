//! A schedule that contradicts itself.

use super::report::network;
use super::words::cause_words;
use crate::words::list;
use detente_model::Model;
use detente_plans::schedule::Cause;
use detente_text::{Diagnostic, code};

/// Finds dates and orders that cannot all be kept.
pub(crate) fn lint_schedule(model: &Model, out: &mut Vec<Diagnostic>) {
    let Some((network, links)) = network(&model.schedule) else { return };
    let Err(causes) = network.timing() else { return };
    let bounds: Vec<String> =
        causes.iter().map(|&cause| cause_words(model, &links, cause)).collect();
    let step = causes.iter().map(|&cause| match cause {
        Cause::Earliest(step) | Cause::Latest(step) => step,
        Cause::Least(link) | Cause::Most(link) => links[link].0,
    });
    // Steps that wait for each other were told when the case was read.
    let message = format!("the schedule cannot be kept: {}", list(&bounds, "and"));
    let diagnostic =
        Diagnostic::new(&code::NO_SCHEDULE, message).help("take one of these bounds back");
    // The step that is written last is the likeliest to be the slip.
    let at = step.max().and_then(|step| model.schedule[step].support.at);
    out.push(match at {
        Some(at) => diagnostic.at(at, "takes part in it"),
        None => diagnostic,
    });
}
