//! Which outcomes hold, and how they answer the questions: per combination of readings and concept.

use crate::answer::Answer;
use crate::engine::{Arena, EngineError};
use crate::progress::{Progress, Stage};
use detente_model::{Game as Assumptions, Model, ReadingChoice};
use detente_stability::{Concept, Context, Game, Solution, StateSpace, solve};
use std::sync::atomic::AtomicBool;

/// Limits of a run; there are no global settings.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// The most feasible states a case may have.
    pub max_states: usize,
    /// Stops the run soon after it becomes true.
    pub cancel: Option<&'a AtomicBool>,
    /// Hears how far the run has come.
    pub progress: Option<&'a dyn Progress>,
}

impl Default for Limits<'_> {
    fn default() -> Self {
        Self { max_states: 1 << 22, cancel: None, progress: None }
    }
}

impl<'a> Limits<'a> {
    /// Begins a stage of some steps, for whoever listens.
    pub fn stage(&self, what: &str, steps: usize) -> Stage<'a> {
        Stage::new(self.progress, what, steps)
    }

    /// Returns the engine's context for these limits.
    pub fn context(&self) -> Context<'a> {
        Context { max_states: self.max_states, cancel: self.cancel, ..Context::default() }
    }
}

/// What was found under one combination of readings.
#[derive(Clone, Debug)]
pub struct ReadingResult {
    /// The reading chosen for every matter.
    pub choice: ReadingChoice,
    /// Whose view it is, by the view's place, where it is not the case as it is.
    pub view: Option<usize>,
    /// The assumptions it amounts to.
    pub assumptions: Assumptions,
    /// The engine's game.
    pub game: Game,
    /// Which of the analysis' arenas the game is played in.
    pub arena: usize,
    /// One solution per concept, in the order of [`Analysis::concepts`].
    pub solutions: Vec<Solution>,
    /// Per question, one answer per concept.
    pub answers: Vec<Vec<Answer>>,
}

impl ReadingResult {
    /// Lists the outcomes that hold under a concept, as states.
    pub fn equilibria(&self, concept: usize) -> impl Iterator<Item = u64> + '_ {
        let space = self.game.space();
        self.solutions[concept].equilibria().iter().map(|index| space.state(index))
    }

    /// Returns the feasible states.
    pub fn space(&self) -> &StateSpace {
        self.game.space()
    }
}

/// What was found in a case.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The concepts computed, in order.
    pub concepts: Vec<Concept>,
    /// The distinct sets of states and moves among the readings.
    pub arenas: Vec<Arena>,
    /// Every combination of readings, the base first.
    pub readings: Vec<ReadingResult>,
}

impl Analysis {
    /// Returns the base reading.
    pub fn base(&self) -> &ReadingResult {
        &self.readings[0]
    }

    /// Returns the place of a concept among those computed.
    pub fn place(&self, concept: Concept) -> Option<usize> {
        self.concepts.iter().position(|known| *known == concept)
    }
}

/// Outcomes that may be ranked in all: readings times parties times possible outcomes.
const MAX_WORK: usize = 1 << 27;

/// Tells whether a model under all its readings can be computed in reasonable time and memory, from
/// the outcomes of the base reading.
pub(crate) fn fits(model: &Model, limits: &Limits<'_>) -> Result<(), EngineError> {
    fits_combinations(model, model.combinations(), limits)
}

fn fits_combinations(
    model: &Model,
    combinations: usize,
    limits: &Limits<'_>,
) -> Result<(), EngineError> {
    if combinations <= 1 {
        return Ok(());
    }
    // A base that cannot be computed is diagnosed where it is computed.
    let Ok(arena) = Arena::new(model, &model.game(&model.base()), &limits.context()) else {
        return Ok(());
    };
    let states = arena.space().len();
    let work = combinations.saturating_mul(states).saturating_mul(model.parties.len());
    if work <= MAX_WORK {
        return Ok(());
    }
    Err(EngineError::TooMuch(format!(
        "{combinations} combinations of readings, each with {states} outcomes to be ranked by {} parties",
        model.parties.len()
    )))
}

/// Solves a model under every combination of readings.
///
/// # Errors
/// If the engine refuses: too many states, none, or a concept that is not defined here.
pub fn analyse(
    model: &Model,
    concepts: &[Concept],
    limits: &Limits<'_>,
) -> Result<Analysis, EngineError> {
    analyse_choices(model, model.choices().collect(), concepts, limits)
}

/// Solves a model under some combinations of readings; the first stands for the base.
///
/// # Errors
/// As [`analyse`].
pub fn analyse_choices(
    model: &Model,
    choices: Vec<ReadingChoice>,
    concepts: &[Concept],
    limits: &Limits<'_>,
) -> Result<Analysis, EngineError> {
    fits_combinations(model, choices.len(), limits)?;
    let mut arenas: Vec<Arena> = Vec::new();
    let steps = choices.len().saturating_mul(concepts.len().max(1));
    let stage = limits.stage("looking for what holds", steps);
    let readings = choices
        .into_iter()
        .map(|choice| solved(model, choice, concepts, &mut arenas, limits, &stage));
    let readings = readings.collect::<Result<_, _>>()?;
    Ok(Analysis { concepts: concepts.to_vec(), arenas, readings })
}

/// Solves a model under one combination of readings.
///
/// # Errors
/// As [`analyse`].
pub fn analyse_one(
    model: &Model,
    choice: ReadingChoice,
    concepts: &[Concept],
    limits: &Limits<'_>,
) -> Result<ReadingResult, EngineError> {
    let stage = limits.stage("looking for what holds", concepts.len());
    solved(model, choice, concepts, &mut Vec::new(), limits, &stage)
}

/// Solves one combination in an arena that serves it, which is made if there is none.
fn solved(
    model: &Model,
    choice: ReadingChoice,
    concepts: &[Concept],
    arenas: &mut Vec<Arena>,
    limits: &Limits<'_>,
    stage: &Stage<'_>,
) -> Result<ReadingResult, EngineError> {
    let assumptions = model.game(&choice);
    solved_game(model, (choice, None), assumptions, concepts, arenas, (limits, stage))
}

/// Solves a model as a party sees it when these readings are the case.
///
/// # Errors
/// As [`analyse`].
pub(crate) fn analyse_view(
    model: &Model,
    view: usize,
    choice: &[usize],
    concepts: &[Concept],
    limits: &Limits<'_>,
) -> Result<ReadingResult, EngineError> {
    let def = &model.views[view];
    let seen = (model.choice_seen(def, choice), Some(view));
    let assumptions = model.game_seen_by(def.party, choice);
    let stage = limits.stage("looking at what each party sees", concepts.len());
    solved_game(model, seen, assumptions, concepts, &mut Vec::new(), (limits, &stage))
}

fn solved_game(
    model: &Model,
    (choice, view): (ReadingChoice, Option<usize>),
    assumptions: Assumptions,
    concepts: &[Concept],
    arenas: &mut Vec<Arena>,
    (limits, stage): (&Limits<'_>, &Stage<'_>),
) -> Result<ReadingResult, EngineError> {
    let context = limits.context();
    let arena = Arena::among(arenas, model, &assumptions, &context)?;
    let game = arenas[arena].game(&assumptions.preferences)?;
    let solutions: Vec<Solution> = concepts
        .iter()
        .map(|&concept| {
            let solution = solve(&game, concept, &context);
            stage.step();
            solution
        })
        .collect::<Result<_, _>>()?;
    let answers = answers(model, &game, &solutions);
    Ok(ReadingResult { choice, view, assumptions, game, arena, solutions, answers })
}

/// Per question, one answer per solution.
pub(crate) fn answers(model: &Model, game: &Game, solutions: &[Solution]) -> Vec<Vec<Answer>> {
    let space = game.space();
    let answer = |formula: &detente_expr::Formula, solution: &Solution| {
        let stable = solution.equilibria().iter().map(|index| space.state(index));
        Answer::over(stable, |state| formula.eval(state))
    };
    model
        .questions
        .iter()
        .map(|question| {
            solutions.iter().map(|solution| answer(&question.formula, solution)).collect()
        })
        .collect()
}

/// Names a combination of readings: `bargain` with one matter, `rhee=bargain, line=fixed` with more.
pub fn choice_name(model: &Model, choice: &[usize]) -> String {
    let names = model.matters.iter().zip(choice).map(|(matter, &index)| {
        let reading = &matter.readings[index].id;
        if model.matters.len() == 1 { reading.clone() } else { format!("{}={reading}", matter.id) }
    });
    names.collect::<Vec<_>>().join(", ")
}
