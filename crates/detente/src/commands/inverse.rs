//! `detente inverse`: which orders of a party's wishes, or which rankings of the outcomes, would keep
//! it at an outcome.

use super::{condition, engine_failure, fill, find_concept, find_party, load_case, solve_one};
use crate::cli::InverseArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::words::{capital, concept_words, party_name, state_words, statement_words};
use detente::brief::{ReadingResult, choice_name};
use detente::model::Model;
use detente::stability::{
    Graph, Inverse, Orders, Ranking, Refusal, RefusalCode, State, StateSet, equilibrium_orders,
    inverse, over, stable_orders,
};
use std::fmt::Write as _;
use std::process::ExitCode;

/// More outcomes than this are counted, not told.
const MOST_OUTCOMES: usize = 5;
/// Alternatives of a requirement, and places of a ranking, that are told.
const MOST_SETS: usize = 8;
const MOST_TIERS: usize = 24;

pub(crate) fn run(args: &InverseArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = find_concept(&args.concept)?;
    let case = load_case(&args.case, output)?;
    let model = &case.model;
    let asked = condition(model, "--at", &args.at)?;
    let party = find_party(model, &args.party)?;
    let limits = limits();
    let result = &solve_one(model, &args.reading, &[concept])?;
    let wishes = result.assumptions.preferences[party].statements();
    let space = result.space();
    let sets: Vec<StateSet> = wishes
        .iter()
        .map(|wish| space.holding(&over(State::MAX, |state| wish.formula.eval(state))))
        .collect();
    let graph = Graph::from_game(&result.game, &limits.context())
        .map_err(|refusal| engine_failure(&refusal.into()))?;
    let states: Vec<usize> =
        (0..space.len()).filter(|&state| asked.eval(space.state(state))).collect();
    if states.is_empty() {
        output.message(&format!("no possible outcome satisfies `{}`\n", args.at));
        return Ok(ExitCode::from(1));
    }
    let who = party_name(model, party);
    let title = format!("{}: what {who} would have to want", model.title);
    let mut text = format!("{}\n", fill(&title, ""));
    if !model.matters.is_empty() {
        let _ = writeln!(text, "Reading {}", choice_name(model, &result.choice));
    }
    let _ = writeln!(text, "Looking at {} ({}).", concept_words(concept), concept.name());
    for (number, &state) in states.iter().take(MOST_OUTCOMES).enumerate() {
        let words = capital(&state_words(model, space.state(state)));
        let _ = writeln!(text, "\n{}", fill(&format!("{}. {words}.", number + 1), "   "));
        let (rankings, context) = (result.game.rankings(), limits.context());
        let refused = |refusal: Refusal| engine_failure(&refusal.into());
        // A party without wishes in order has a ranking, and is asked about rankings.
        let lines = if args.rankings || wishes.is_empty() {
            let found =
                inverse(&graph, rankings, concept, party, state, &context).map_err(refused)?;
            tell_rankings(model, result, &found, &rankings[party], &who).map_err(refused)?
        } else {
            let orders = stable_orders(&graph, rankings, concept, party, state, &sets, &context)
                .map_err(refused)?;
            let words = |place| statement_words(model, &wishes[place]);
            let mut lines = tell(&orders, &format!("{who} would stay"), words);
            // Whether the others stay too is the next question; it can be too long to answer.
            if orders.stable > 0 {
                let all =
                    equilibrium_orders(&graph, rankings, concept, party, state, &sets, &context);
                lines.extend(match all {
                    Ok(all) if all == orders => {
                        vec!["The others would stay there in all of these.".into()]
                    }
                    Ok(all) if all.stable == 0 => {
                        vec!["Whatever the order, somebody else would leave.".into()]
                    }
                    Ok(all) => tell(&all, "everybody would stay", words),
                    Err(refusal) if refusal.code == RefusalCode::TooMuchWork => vec![
                        "Whether the others would stay too takes more orders than can be tried."
                            .into(),
                    ],
                    Err(refusal) => return Err(refused(refusal)),
                });
            }
            lines
        };
        for line in lines {
            let _ = writeln!(text, "{}", fill(&format!("   {line}"), "     "));
        }
    }
    if states.len() > MOST_OUTCOMES {
        let _ = writeln!(
            text,
            "\n{} more outcomes satisfy the condition; narrow it.",
            states.len() - MOST_OUTCOMES
        );
    }
    output.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The count, and the least change of order that would keep the party there.
fn tell(orders: &Orders, stays: &str, words: impl Fn(usize) -> String) -> Vec<String> {
    let mut lines =
        vec![format!("In {} of {} orders of its wishes {stays}.", orders.stable, orders.all)];
    match &orders.nearest {
        None => lines.push(
            "No order of these wishes would do: one would have to be dropped or added.".into(),
        ),
        Some(nearest) if nearest.swaps == 0 => {
            lines.push("The present order is one of them.".into());
        }
        Some(nearest) => {
            let swaps =
                if nearest.swaps == 1 { "swap of neighbours" } else { "swaps of neighbours" };
            lines.push(format!(
                "The present order is not. The nearest that is, {} {swaps} away:",
                nearest.swaps
            ));
            let list = nearest.order.iter().enumerate();
            lines.extend(
                list.map(|(place, &old)| {
                    format!("  {}. {} (now {})", place + 1, words(old), old + 1)
                }),
            );
        }
    }
    lines
}

/// The count, the requirement, and the nearest ranking that would keep the party there.
fn tell_rankings(
    model: &Model,
    result: &ReadingResult,
    found: &Inverse,
    present: &Ranking,
    who: &str,
) -> Result<Vec<String>, Refusal> {
    let name = |state: usize| taken(model, result.space().state(state));
    let (of, all) = found.share();
    let mut lines = vec![match found.rankings() {
        Some((stable, every)) => format!(
            "In {stable} of {every} strict rankings of the outcomes ({of}/{all}) {who} would stay."
        ),
        None => format!("In {of} of {all} strict rankings of the outcomes {who} would stay."),
    }];
    let enough = found.requirement();
    if enough.iter().any(Vec::is_empty) {
        lines.push("It would stay whatever it prefers.".into());
        return Ok(lines);
    }
    let list =
        |set: &Vec<usize>| set.iter().map(|&state| name(state)).collect::<Vec<_>>().join("; ");
    match enough {
        [only] => {
            lines.push(format!("It would if none of these is better for it: {}.", list(only)));
        }
        sets => {
            lines.push("It would if none of these is better for it, in one line at least:".into());
            lines.extend(sets.iter().take(MOST_SETS).map(|set| format!("  - {}", list(set))));
            if sets.len() > MOST_SETS {
                lines.push(format!("  … and {} more lines", sets.len() - MOST_SETS));
            }
        }
    }
    let (nearest, turned) = found.nearest(present)?;
    if turned == 0 {
        lines.push("The present ranking is one of them.".into());
        return Ok(lines);
    }
    let pairs = if turned == 1 { "pair" } else { "pairs" };
    lines.push(format!(
        "The present ranking is not. The nearest that is turns {turned} {pairs} of outcomes, best first:"
    ));
    for tier in nearest.best_first().iter().take(MOST_TIERS) {
        lines
            .push(format!("  - {}", tier.iter().map(|&s| name(s)).collect::<Vec<_>>().join(" = ")));
    }
    if nearest.levels() > MOST_TIERS {
        lines.push(format!("  … and {} more places", nearest.levels() - MOST_TIERS));
    }
    Ok(lines)
}

/// A state by the options taken in it.
fn taken(model: &Model, state: State) -> String {
    let options = model.options.iter().enumerate();
    let names: Vec<&str> = options
        .filter(|(index, _)| state >> index & 1 == 1)
        .map(|(_, option)| option.id.as_str())
        .collect();
    if names.is_empty() { "nothing".into() } else { names.join("+") }
}
