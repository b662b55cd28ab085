//! Which outcomes hold, and how they answer the questions: per combination of readings and concept.

use crate::answer::Answer;
use crate::engine::{Arena, EngineError};
use crate::words::state_words;
use detente_case::Case;
use detente_model::{Game as Assumptions, Model, Preference, ReadingChoice, Support};
use detente_stability::{Concept, Context, Game, RefusalCode, Solution, StateSpace, solve};
use detente_text::{Diagnostic, Span, code};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

/// Limits of a run; there are no global settings.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// The most feasible states a case may have.
    pub max_states: usize,
    /// Stops the run soon after it becomes true.
    pub cancel: Option<&'a AtomicBool>,
}

impl Default for Limits<'_> {
    fn default() -> Self {
        Self { max_states: 1 << 22, cancel: None }
    }
}

impl<'a> Limits<'a> {
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
fn fits(model: &Model, limits: &Limits<'_>) -> Result<(), EngineError> {
    let combinations = model.combinations();
    if combinations == 1 {
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
    fits(model, limits)?;
    let mut arenas: Vec<Arena> = Vec::new();
    let readings =
        model.choices().map(|choice| solved(model, choice, concepts, &mut arenas, limits));
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
    solved(model, choice, concepts, &mut Vec::new(), limits)
}

/// Solves one combination in an arena that serves it, which is made if there is none.
fn solved(
    model: &Model,
    choice: ReadingChoice,
    concepts: &[Concept],
    arenas: &mut Vec<Arena>,
    limits: &Limits<'_>,
) -> Result<ReadingResult, EngineError> {
    let context = limits.context();
    let assumptions = model.game(&choice);
    let arena = Arena::among(arenas, model, &assumptions, &context)?;
    let game = arenas[arena].game(&assumptions.preferences)?;
    let solutions: Vec<Solution> = concepts
        .iter()
        .map(|&concept| solve(&game, concept, &context))
        .collect::<Result<_, _>>()?;
    let answers = answers(model, &game, &solutions);
    Ok(ReadingResult { choice, assumptions, game, arena, solutions, answers })
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

/// Finds what is wrong with a case that only its states show.
pub fn lint(case: &Case, limits: &Limits<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut idle: BTreeMap<Span, Idle> = BTreeMap::new();
    let mut arenas: Vec<Arena> = Vec::new();
    let model = &case.model;
    if let Err(error) = fits(model, limits) {
        return vec![
            Diagnostic::new(
                &code::TOO_MANY_STATES,
                format!("the case cannot be computed: {error}"),
            )
            .help("settle a matter in dispute, or say in [rules] which combinations cannot be"),
        ];
    }
    for choice in model.choices() {
        let assumptions = model.game(&choice);
        let base = choice.iter().all(|&index| index == 0);
        let under = if base {
            String::new()
        } else {
            format!(" under the reading {}", choice_name(model, &choice))
        };
        let arena = match Arena::among(&mut arenas, model, &assumptions, &limits.context()) {
            Ok(index) => &arenas[index],
            Err(EngineError::Refused(refusal)) if refusal.code == RefusalCode::NoState => {
                let message = format!("no outcome is possible{under}");
                let diagnostic = Diagnostic::new(&code::NO_FEASIBLE_STATE, message)
                    .help("the impossible combinations in [rules] rule everything out: drop or weaken one");
                let rules = model.impossible.iter().filter_map(|rule| rule.support.at);
                out.push(pointed(diagnostic, rules, "with this, nothing is left"));
                break;
            }
            Err(error) => {
                let reason = match error {
                    EngineError::Refused(refusal) => refusal.reason,
                    other => other.to_string(),
                };
                let message = format!("the case cannot be computed{under}: {reason}");
                let diagnostic = Diagnostic::new(&code::TOO_MANY_STATES, message).help(
                    "say in [rules] which combinations of options cannot be, or leave out options that no question \
                     hangs on",
                );
                let options = model.options.iter().filter_map(|option| option.support.at);
                out.push(pointed(diagnostic, options, "each free option doubles the number"));
                break;
            }
        };
        if let Some(now) = model.status_quo
            && arena.space().index_of(now).is_none()
        {
            let code = if base { &code::STATUS_QUO_IMPOSSIBLE } else { &code::STRAY_READING };
            let message =
                format!("the present state is impossible{under}: {}", state_words(model, now));
            let diagnostic = Diagnostic::new(code, message)
                .help("mend `status-quo` in [case], or the rule in [rules] that excludes it");
            out.push(match case.status_quo_at {
                Some(at) => diagnostic.at(at, "impossible"),
                None => diagnostic,
            });
        }
        if base {
            lint_questions(model, arena.space(), &mut out);
        }
        for (party, preference) in model.parties.iter().zip(&assumptions.preferences) {
            lint_preference(&party.id, preference, arena.space(), &mut idle, &mut out);
        }
    }
    // A wish may decide nothing under one reading's rules and something under another's.
    out.extend(idle.into_values().filter(|idle| idle.always).map(|idle| idle.diagnostic));
    // A fault of the base shows under every reading that shares it: it is told once.
    let mut told: Vec<(&str, Option<Span>)> = Vec::new();
    out.retain(|diagnostic| {
        let key = (diagnostic.code.id, diagnostic.primary.as_ref().map(|label| label.span));
        let first = !told.contains(&key);
        told.push(key);
        first
    });
    if out.iter().any(|diagnostic| diagnostic.code.id == code::STATUS_QUO_IMPOSSIBLE.id) {
        out.retain(|diagnostic| diagnostic.code.id != code::STRAY_READING.id);
    }
    out
}

/// A wish that decides nothing under some reading.
struct Idle {
    diagnostic: Diagnostic,
    /// Whether it decides nothing under every reading in which it stands.
    always: bool,
}

fn lint_preference(
    party: &str,
    preference: &Preference,
    space: &StateSpace,
    idle: &mut BTreeMap<Span, Idle>,
    out: &mut Vec<Diagnostic>,
) {
    let at = |support: &Support, diagnostic: Diagnostic, label: &str| match support.at {
        Some(span) => diagnostic.at(span, label),
        None => diagnostic,
    };
    match preference {
        Preference::Statements(statements) => {
            for statement in statements {
                let Some(span) = statement.support.at else { continue };
                let holds =
                    space.states().iter().filter(|state| statement.formula.eval(**state)).count();
                let decides = holds != 0 && holds != space.len();
                let always = if holds == 0 { "false" } else { "true" };
                let message = format!(
                    "`{}`, wanted by `{party}`, is {always} in every possible outcome",
                    statement.source
                );
                let entry = idle.entry(span).or_insert_with(|| Idle {
                    diagnostic: Diagnostic::new(&code::CONSTANT_STATEMENT, message)
                        .at(span, "decides nothing")
                        .help("remove it, or check the rules and the condition"),
                    always: true,
                });
                entry.always &= !decides;
            }
        }
        Preference::Ranking(tiers, support) => {
            let missing: Vec<u64> = space
                .states()
                .iter()
                .copied()
                .filter(|state| !tiers.iter().any(|tier| tier.formula.eval(*state)))
                .collect();
            if let Some(first) = missing.first() {
                let diagnostic = Diagnostic::new(
                    &code::RANKING_INCOMPLETE,
                    format!(
                        "the ranking of `{party}` leaves out {} of {} possible outcomes",
                        missing.len(),
                        space.len()
                    ),
                )
                .note(format!("the first left out is {}", pattern(*first, space.options())))
                .help("name every outcome; end with a condition that holds in all the rest");
                out.push(at(support, diagnostic, "incomplete"));
            }
            for (index, tier) in tiers.iter().enumerate() {
                let new = space.states().iter().any(|state| {
                    tier.formula.eval(*state)
                        && !tiers[..index].iter().any(|earlier| earlier.formula.eval(*state))
                });
                if !new {
                    let diagnostic = Diagnostic::new(
                        &code::RANKING_REPEATS,
                        format!("`{}` in the ranking of `{party}` adds no outcome that is not ranked before it", tier.source),
                    )
                    .help("remove it, or correct the pattern");
                    out.push(at(support, diagnostic, "repeats"));
                }
            }
        }
    }
}

/// Points at the last of several places: the one that was one too many.
fn pointed(diagnostic: Diagnostic, places: impl Iterator<Item = Span>, label: &str) -> Diagnostic {
    match places.last() {
        Some(place) => diagnostic.at(place, label),
        None => diagnostic,
    }
}

/// A question that every outcome answers alike is no question.
fn lint_questions(model: &Model, space: &StateSpace, out: &mut Vec<Diagnostic>) {
    for question in &model.questions {
        let yes = space.states().iter().filter(|state| question.formula.eval(**state)).count();
        if yes != 0 && yes != space.len() {
            continue;
        }
        let always = if yes == 0 { "in no" } else { "in every" };
        let message = format!(
            "the question `{}` holds {always} possible outcome, whatever anybody does",
            question.id
        );
        let diagnostic = Diagnostic::new(&code::CONSTANT_QUESTION, message).help(
            "check the condition and the rules: the answer is settled before anything is computed",
        );
        out.push(match question.at {
            Some(at) => diagnostic.at(at, "nothing is asked"),
            None => diagnostic,
        });
    }
}

fn pattern(state: u64, options: usize) -> String {
    (0..options).map(|index| if state >> index & 1 == 1 { 'Y' } else { 'N' }).collect()
}
