//! Threats and promises: would their maker carry them out when called?
//!
//! A threat is called in every possible outcome in which its condition holds and the act has not been
//! done. There carrying it out is one move of its maker. It *pays* if its maker is better off at once;
//! it is *believable* under a concept if it pays and nothing that the others do undoes the gain. It
//! would be *kept* where, once done and still called for, undoing it does not pay in the same sense.

use crate::analysis::{Limits, ReadingResult};
use crate::engine::EngineError;
use detente_model::Threat;
use detente_stability::{Concept, Mover, Refusal, RefusalCode, answers, improvements, moves};

/// Outcomes in which a threat is called, of which more are not gone through one by one.
const MOST_CALLED: usize = 4_096;

/// What was found of a threat or promise under one combination of readings and one concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carrying {
    /// The outcomes in which it is called and can be carried out, by index.
    pub called: Vec<usize>,
    /// Those in which its maker is better off at once by carrying it out.
    pub pays: Vec<usize>,
    /// Those of them in which no reply undoes the gain.
    pub does: Vec<usize>,
    /// The outcomes in which it has been carried out, is still called for, and could be undone.
    pub done: Vec<usize>,
    /// Those in which undoing it would pay its maker, and no reply undoes that gain.
    pub undone: Vec<usize>,
}

/// Says whether a threat or promise is to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Belief {
    /// It would be carried out wherever it is called.
    Believable,
    /// It would be carried out in some situations and not in others.
    Partly,
    /// It would be carried out in none: it is empty.
    Empty,
    /// It is never called, or can never be carried out.
    Never,
}

impl Belief {
    /// Returns the word for people.
    pub fn word(self) -> &'static str {
        match self {
            Belief::Believable => "believable",
            Belief::Partly => "believable in part",
            Belief::Empty => "empty",
            Belief::Never => "never called",
        }
    }
}

impl Carrying {
    /// Returns whether it is to be believed.
    pub fn belief(&self) -> Belief {
        match (self.called.len(), self.does.len()) {
            (0, _) => Belief::Never,
            (_, 0) => Belief::Empty,
            (all, does) if does == all => Belief::Believable,
            _ => Belief::Partly,
        }
    }
}

/// Finds where a threat or promise is called under a concept, and where it would be carried out.
///
/// # Errors
/// If the engine refuses, or the threat is called in too many outcomes.
pub fn carrying(
    result: &ReadingResult,
    threat: &Threat,
    concept: Concept,
    limits: &Limits<'_>,
) -> Result<Carrying, EngineError> {
    let (space, game) = (result.space(), &result.game);
    let maker = Mover::Party(threat.party);
    let mut found = Carrying::default();
    for (index, &state) in space.states().iter().enumerate() {
        if !threat.is_called(state) {
            continue;
        }
        let after = threat.carried_out(state);
        if after != state {
            if let Some(to) = space.index_of(after)
                && moves(game, maker, index).contains(&to)
            {
                found.called.push(index);
            }
            continue;
        }
        // Carried out already: is there a way back?
        if back(threat, result, maker, index).is_some() {
            found.done.push(index);
        }
    }
    if found.called.len() + found.done.len() > MOST_CALLED {
        return Err(EngineError::Refused(Refusal {
            code: RefusalCode::TooMuchWork,
            reason: format!(
                "`{}` is called in {} outcomes, more than are gone through one by one",
                threat.id,
                found.called.len() + found.done.len()
            ),
            instead:
                "say in its `when` more exactly when it is called, or in [rules] what cannot be"
                    .into(),
        }));
    }
    let context = limits.context();
    let stands = |from: usize, to: usize| -> Result<bool, EngineError> {
        let listed = answers(game, concept, maker, from, &context)?;
        Ok(listed.iter().any(|(improvement, answer)| *improvement == to && answer.is_none()))
    };
    for &from in &found.called {
        let Some(to) = space.index_of(threat.carried_out(space.state(from))) else { continue };
        if !improvements(game, maker, from).contains(&to) {
            continue;
        }
        found.pays.push(from);
        if stands(from, to)? {
            found.does.push(from);
        }
    }
    for &from in &found.done {
        let Some(to) = back(threat, result, maker, from) else { continue };
        if improvements(game, maker, from).contains(&to) && stands(from, to)? {
            found.undone.push(from);
        }
    }
    Ok(found)
}

/// The outcome in which what was carried out is undone and nothing else changes, if its maker can bring
/// that about.
fn back(threat: &Threat, result: &ReadingResult, maker: Mover, from: usize) -> Option<usize> {
    let state = result.space().state(from);
    let undone = threat.does.iter().fold(state, |state, &(option, taken)| {
        if taken { state & !(1 << option) } else { state | 1 << option }
    });
    let to = result.space().index_of(undone)?;
    moves(&result.game, maker, from).contains(&to).then_some(to)
}
