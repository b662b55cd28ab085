//! `detente paths`: how to get from the present state to outcomes that hold, or to a condition.

use super::{condition, engine_failure, fill, find_concept, load_case, solve_one};
use crate::cli::{GraphFormat, PathsArgs};
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::words::{capital, concept_words, state_words};
use detente::brief::{ReadingResult, choice_name, dot, graphml, transitions, way_words};
use detente::model::Model;
use detente::stability::{State, Via, paths};
use std::fmt::Write as _;
use std::process::ExitCode;

/// More ways than this are counted, not told.
const MOST_WAYS: usize = 6;
/// More outcomes than this make a graph that no program draws well.
const MOST_NODES: usize = 5_000;

/// Where the ways begin: a state that a condition names, or the present one.
fn start(
    model: &Model,
    result: &ReadingResult,
    from: Option<&str>,
) -> Result<(State, usize), Failure> {
    let space = result.space();
    let Some(text) = from else {
        let now = model.status_quo.and_then(|now| Some((now, space.index_of(now)?)));
        return now.ok_or_else(|| {
            Failure::input(
                "the present state is not known, or not possible under this reading",
                "name another with --from CONDITION, or say in [case] which options are taken now: `status-quo`",
            )
        });
    };
    let wanted = condition(model, "--from", text)?;
    let mut found = (0..space.len()).filter(|&state| wanted.eval(space.state(state)));
    match (found.next(), found.count()) {
        (Some(only), 0) => Ok((space.state(only), only)),
        (None, _) => Err(Failure::input(
            format!("no possible outcome satisfies `{text}`"),
            "weaken the condition of --from",
        )),
        (Some(_), more) => Err(Failure::input(
            format!("{} possible outcomes satisfy `{text}`", more + 1),
            "say of every option whether it is taken: --from \"sign and not pact and …\"",
        )),
    }
}

pub(crate) fn run(args: &PathsArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = find_concept(&args.concept)?;
    let case = load_case(&args.case, output)?;
    let model = &case.model;
    let target = args.to.as_deref().map(|text| condition(model, "--to", text)).transpose()?;
    let limits = limits();
    let result = &solve_one(model, &args.reading, &[concept])?;
    let space = result.space();
    let (now, start) = start(model, result, args.from.as_deref())?;
    let stable = result.solutions[0].equilibria();
    let via = if args.any_moves { Via::Moves } else { Via::Improvements };
    if let Some(format) = args.graph {
        let graph = transitions(model, result, stable, start, via, MOST_NODES, &limits)
            .map_err(|error| engine_failure(&error))?;
        let Some(graph) = graph else {
            return Err(Failure::Limit {
                message: format!("the graph has more than {MOST_NODES} outcomes"),
                help: "say in [rules] what cannot be, or leave out --any-moves".into(),
            });
        };
        output.print(&match format {
            GraphFormat::Dot => dot(&model.title, &graph),
            GraphFormat::Graphml => graphml(&model.title, &graph),
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let reach = paths(&result.game, start, via, &limits.context())
        .map_err(|refusal| engine_failure(&refusal.into()))?;
    let wanted = |state: usize| match &target {
        Some(condition) => condition.eval(space.state(state)),
        None => stable.contains(state),
    };
    let mut found: Vec<usize> =
        reach.reachable().iter().copied().filter(|state| wanted(*state)).collect();
    // Nearest first, and of those the outcomes that hold before the others.
    found.sort_by_key(|state| !stable.contains(*state));
    let all = (0..space.len()).filter(|state| wanted(*state)).count();
    let mut text =
        format!("{}\n{}\n", model.title, "=".repeat(model.title.chars().count().min(80)));
    if !model.matters.is_empty() {
        let _ = writeln!(text, "Reading {}", choice_name(model, &result.choice));
    }
    let _ = writeln!(
        text,
        "\n{}",
        fill(
            &format!(
                "{}: {}.",
                if args.from.is_some() { "From" } else { "Now" },
                state_words(model, now)
            ),
            ""
        )
    );
    let how = if args.any_moves { "by any moves" } else { "by steps that pay those who take them" };
    let what = match &args.to {
        Some(condition) => format!("outcomes with `{condition}`"),
        None => format!("outcomes that hold, looking at {},", concept_words(concept)),
    };
    let here = if wanted(start) { " The present state is one of them." } else { "" };
    let others = found.iter().filter(|state| **state != start).count();
    let _ = writeln!(
        text,
        "\n{}",
        fill(
            &format!(
                "{others} of {} other {what} can be reached {how}.{here}",
                all - usize::from(wanted(start))
            ),
            ""
        )
    );
    for (number, &state) in
        found.iter().filter(|state| **state != start).take(MOST_WAYS).enumerate()
    {
        let holds = if stable.contains(state) { "holds" } else { "does not hold" };
        let _ = writeln!(
            text,
            "\n{}",
            fill(
                &format!(
                    "{}. {} ({holds})",
                    number + 1,
                    capital(&state_words(model, space.state(state)))
                ),
                "   "
            )
        );
        for step in way_words(model, result, now, &reach.to(state).unwrap_or_default()) {
            let _ = writeln!(text, "{}", fill(&format!("   - {}", capital(&step)), "     "));
        }
    }
    if others > MOST_WAYS {
        let _ = writeln!(
            text,
            "\n{} more; narrow them with --to, or print the graph with --graph dot.",
            others - MOST_WAYS
        );
    }
    output.print(&text)?;
    Ok(ExitCode::from(u8::from(found.is_empty())))
}
