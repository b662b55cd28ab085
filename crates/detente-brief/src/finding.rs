//! What a brief has to say, before it is put into words: everything computed once for one case.

use crate::analysis::{Analysis, Limits, analyse};
use crate::answer::Answer;
use crate::engine::EngineError;
use crate::hinge::{Hinges, Reach, hinges};
use crate::outright::{Outright, outright};
use crate::robust::{Robust, robust};
use detente_case::Case;
use detente_model::Model;
use detente_stability::{Concept, Step, Via, paths};

/// Everything found in a case.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The solutions and answers.
    pub analysis: Analysis,
    /// What the answers hang on.
    pub hinges: Hinges,
    /// In how many of the orders of wishes left open the answers hold.
    pub robust: Robust,
    /// One finding per question.
    pub questions: Vec<QuestionFinding>,
    /// From the present state, per combination of readings.
    pub present: Vec<Present>,
    /// The concept of the headline, by place: looking one reply ahead.
    pub ahead: usize,
    /// The one-step concept, by place.
    pub one_step: usize,
}

/// What was found for one question.
#[derive(Clone, Debug)]
pub struct QuestionFinding {
    /// The answer per combination of readings, looking ahead.
    pub ahead: Vec<Answer>,
    /// The answer per combination of readings, one step at a time.
    pub one_step: Vec<Answer>,
    /// The fewest matters that settle the answer looking ahead; empty if it is the same in every
    /// reading.
    pub depends_on: Vec<usize>,
    /// Statements that say the answer outright, in the base reading.
    pub outright: Outright,
}

impl QuestionFinding {
    /// Returns the answer if it is the same in every reading.
    pub fn uniform(&self) -> Option<Answer> {
        let first = *self.ahead.first()?;
        self.ahead.iter().all(|answer| *answer == first).then_some(first)
    }
}

/// Where the present state leads.
#[derive(Clone, Debug)]
pub struct Present {
    /// Whether it holds itself, looking ahead.
    pub holds: bool,
    /// How many other outcomes hold, looking ahead.
    pub outcomes: usize,
    /// How many of them can be reached by steps that each pay the one who takes them.
    pub reachable: usize,
    /// The shortest way to the nearest of them that is not the present state.
    pub way: Option<Vec<Step>>,
}

/// The concepts of a brief.
pub const CONCEPTS: [Concept; 5] =
    [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

/// The seed with which a brief draws orders, so that one case always gives one brief.
const SEED: u64 = 1;

/// Computes everything a brief needs.
///
/// # Errors
/// If the engine refuses.
pub fn findings(case: &Case, limits: &Limits<'_>) -> Result<Findings, EngineError> {
    let model = &case.model;
    let analysis = analyse(model, &CONCEPTS, limits)?;
    let (one_step, ahead) = (0, 3);
    let hinges = hinges(model, &analysis, Reach::Smallest, limits)?;
    let robust = robust(model, &analysis, SEED, limits)?;
    let base = analysis.base();
    let context = limits.context();
    let mut questions = Vec::new();
    for question in 0..model.questions.len() {
        let per_reading = |concept: usize| -> Vec<Answer> {
            analysis.readings.iter().map(|result| result.answers[question][concept]).collect()
        };
        let answers = per_reading(ahead);
        questions.push(QuestionFinding {
            depends_on: depends_on(model, &analysis, &answers),
            ahead: answers,
            one_step: per_reading(one_step),
            outright: outright(
                model,
                base,
                &analysis.arenas[base.arena],
                question,
                ahead,
                &context,
            )?,
        });
    }
    let present = analysis
        .readings
        .iter()
        .map(|result| present(model, result, ahead, limits))
        .collect::<Result<_, _>>()?;
    Ok(Findings { analysis, hinges, robust, questions, present, ahead, one_step })
}

/// The smallest set of matters such that readings that agree on them have the same answer; of equal
/// size, the one whose matters were declared first.
fn depends_on(model: &Model, analysis: &Analysis, answers: &[Answer]) -> Vec<usize> {
    let count = model.matters.len();
    let mut subsets: Vec<u32> = (0..1u32 << count.min(16)).collect();
    subsets.sort_by_key(|set| (set.count_ones(), *set));
    let settles = |set: u32| {
        let key = |index: usize| -> Vec<usize> {
            let choice = &analysis.readings[index].choice;
            (0..count)
                .filter(|matter| set >> matter & 1 == 1)
                .map(|matter| choice[matter])
                .collect()
        };
        let mut seen: std::collections::BTreeMap<Vec<usize>, Answer> =
            std::collections::BTreeMap::new();
        answers
            .iter()
            .enumerate()
            .all(|(index, answer)| *seen.entry(key(index)).or_insert(*answer) == *answer)
    };
    let found = subsets.into_iter().find(|set| settles(*set)).unwrap_or(0);
    (0..count).filter(|matter| found >> matter & 1 == 1).collect()
}

fn present(
    model: &Model,
    result: &crate::analysis::ReadingResult,
    ahead: usize,
    limits: &Limits<'_>,
) -> Result<Present, EngineError> {
    let stable = result.solutions[ahead].equilibria();
    let Some(start) = model.status_quo.and_then(|now| result.space().index_of(now)) else {
        return Ok(Present { holds: false, outcomes: stable.len(), reachable: 0, way: None });
    };
    let holds = stable.contains(start);
    let paths = paths(&result.game, start, Via::Improvements, &limits.context())?;
    // Nearest first, so the first is the one to name.
    let mut found = paths
        .reachable()
        .iter()
        .copied()
        .filter(|state| *state != start && stable.contains(*state));
    let nearest = found.next();
    Ok(Present {
        holds,
        outcomes: stable.len() - usize::from(holds),
        reachable: usize::from(nearest.is_some()) + found.count(),
        way: nearest.and_then(|state| paths.to(state)),
    })
}
