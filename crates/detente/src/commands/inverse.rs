//! `detente inverse`: which orders of a party's wishes would keep it at an outcome.

use super::{condition, engine_failure, fill, find_concept, find_party, load_case, solve_one};
use crate::cli::InverseArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use detente::brief::choice_name;
use detente::brief::words::{capital, concept_words, party_name, state_words, statement_words};
use detente::stability::{Graph, Orders, State, StateSet, over, stable_orders};
use std::fmt::Write as _;
use std::process::ExitCode;

/// More outcomes than this are counted, not told.
const MOST_OUTCOMES: usize = 5;

pub(crate) fn run(args: &InverseArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concept = find_concept(&args.concept)?;
    let case = load_case(&args.case, output)?;
    let model = &case.model;
    let asked = condition(model, "--at", &args.at)?;
    let party = find_party(model, &args.party)?;
    let limits = limits();
    let result = &solve_one(model, &args.reading, &[concept])?;
    let wishes = result.assumptions.preferences[party].statements();
    if wishes.is_empty() {
        let message = format!(
            "`{}` has a direct ranking, which has no order of wishes",
            model.parties[party].id
        );
        return Err(Failure::input(message, "give it wishes, most important first"));
    }
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
        let orders = stable_orders(
            &graph,
            result.game.rankings(),
            concept,
            party,
            state,
            &sets,
            &limits.context(),
        )
        .map_err(|refusal| engine_failure(&refusal.into()))?;
        let words = capital(&state_words(model, space.state(state)));
        let _ = writeln!(text, "\n{}", fill(&format!("{}. {words}.", number + 1), "   "));
        for line in tell(&orders, &who, |place| statement_words(model, &wishes[place])) {
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
fn tell(orders: &Orders, who: &str, words: impl Fn(usize) -> String) -> Vec<String> {
    let mut lines = vec![format!(
        "In {} of {} orders of its wishes {who} would stay.",
        orders.stable, orders.all
    )];
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
