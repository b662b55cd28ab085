//! Answers that a statement says outright: they follow from an assumption and were not discovered.

use crate::analysis::{ReadingResult, answers};
use crate::answer::Answer;
use crate::engine::{Arena, EngineError};
use detente_model::{Model, Preference};
use detente_stability::{Context, Solution, solve};

/// Statements that say the answer to a question in so many words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outright {
    /// Party and place of each such statement.
    pub statements: Vec<(usize, usize)>,
    /// Whether the answer changes when all of them are dropped: then it follows from them.
    pub decisive: bool,
}

/// Looks for statements that say the answer outright, and tries the model without them.
///
/// Where the answer is *in every*, a statement says it outright if, in every possible outcome, it is
/// true exactly where the question is; where the answer is *in none*, exactly where it is not. The
/// answer *follows from* such statements if dropping them all changes it. An open answer is said by
/// nobody.
///
/// # Errors
/// If the engine refuses.
pub fn outright(
    model: &Model,
    result: &ReadingResult,
    arena: &Arena,
    question: usize,
    concept: usize,
    context: &Context<'_>,
) -> Result<Outright, EngineError> {
    let mut found = Outright::default();
    let answer = result.answers[question][concept];
    let wanted = match answer {
        Answer::InEvery => true,
        Answer::InNone => false,
        Answer::InSome | Answer::NothingStable => return Ok(found),
    };
    let asked = &model.questions[question].formula;
    let states = arena.space().states();
    let mut preferences = result.assumptions.preferences.clone();
    for (party, preference) in preferences.iter_mut().enumerate() {
        let Preference::Statements(statements) = preference else { continue };
        let mut place = 0;
        statements.retain(|statement| {
            let says = states
                .iter()
                .all(|&state| statement.formula.eval(state) == (asked.eval(state) == wanted));
            if says {
                found.statements.push((party, place));
            }
            place += 1;
            !says
        });
    }
    if found.statements.is_empty() {
        return Ok(found);
    }
    let game = arena.clone().game(&preferences)?;
    let solution: Solution = solve(&game, result.solutions[concept].concept(), context)?;
    let without = answers(model, &game, std::slice::from_ref(&solution));
    found.decisive = without[question][0] != answer;
    Ok(found)
}
