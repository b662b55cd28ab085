//! From a model to the engine's input. The engine knows neither names nor conditions in words, so
//! this is where the two meet.

use detente_expr::Formula;
use detente_model::{Game as Assumptions, Leave, Model, Moves, Preference, Tier};
use detente_stability::{
    Condition, Context, Game, GameError, OptionSpec, PartySet, Ranking, Refusal, StateSpace,
    Strength, StrengthError, Structure, StructureError,
};
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// Why the engine has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineError {
    /// It refuses, with the reason and what to do instead.
    Refused(Refusal),
    /// The readings multiply to more than can be computed; the figures in words.
    TooMuch(String),
    /// The options do not make a structure.
    Structure(StructureError),
    /// The parts do not make a game.
    Game(GameError),
    /// Ranks and what is greatly worse do not fit together.
    Strength(StrengthError),
}

impl Display for EngineError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "{refusal}"),
            Self::TooMuch(figures) => f.write_str(figures),
            Self::Structure(error) => write!(f, "{error}"),
            Self::Game(error) => write!(f, "{error}"),
            Self::Strength(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for EngineError {}

impl From<Refusal> for EngineError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StructureError> for EngineError {
    fn from(error: StructureError) -> Self {
        Self::Structure(error)
    }
}

impl From<GameError> for EngineError {
    fn from(error: GameError) -> Self {
        Self::Game(error)
    }
}

/// A formula as the engine's condition.
pub(crate) struct Asked<'a>(pub(crate) &'a Formula);

impl Condition for Asked<'_> {
    fn decide(&self, known: u64, yes: u64) -> Option<bool> {
        self.0.decide(known, yes)
    }
}

/// The states and moves of some assumptions: everything but the preferences.
///
/// Readings that differ only in what parties want share one arena, and so does everything a hinge
/// changes about preferences.
#[derive(Clone, Debug)]
pub struct Arena {
    owners: Vec<Vec<usize>>,
    moves: Vec<Moves>,
    leave: Vec<Leave>,
    impossible: Vec<Formula>,
    structure: Arc<Structure>,
    space: Arc<StateSpace>,
    /// A game over this arena, whose index of moves other rankings share.
    shared: Option<Game>,
}

impl Arena {
    /// Lists the feasible states of some assumptions.
    ///
    /// # Errors
    /// If there are too many states, or none.
    pub fn new(
        model: &Model,
        assumptions: &Assumptions,
        context: &Context<'_>,
    ) -> Result<Self, EngineError> {
        let options = assumptions.owners.iter().enumerate().map(|(index, owners)| OptionSpec {
            owners: owners.iter().copied().collect::<PartySet>(),
            moves: match assumptions.moves[index] {
                Moves::Both => detente_stability::Moves::Both,
                Moves::Once => detente_stability::Moves::Once,
                Moves::Withdraw => detente_stability::Moves::Withdraw,
            },
            leave: match assumptions.leave[index] {
                Leave::Any => detente_stability::Leave::Any,
                Leave::All => detente_stability::Leave::All,
                Leave::None => detente_stability::Leave::None,
            },
        });
        let structure = Structure::new(model.parties.len(), options.collect())?;
        let asked: Vec<Asked<'_>> = assumptions.impossible.iter().map(Asked).collect();
        let conditions: Vec<&dyn Condition> =
            asked.iter().map(|asked| asked as &dyn Condition).collect();
        let space = StateSpace::enumerate(&structure, &conditions, context)?;
        Ok(Self {
            owners: assumptions.owners.clone(),
            moves: assumptions.moves.clone(),
            leave: assumptions.leave.clone(),
            impossible: assumptions.impossible.clone(),
            structure: Arc::new(structure),
            space: Arc::new(space),
            shared: None,
        })
    }

    /// Finds the arena of some assumptions among those made so far, or makes it and adds it.
    pub(crate) fn among(
        arenas: &mut Vec<Self>,
        model: &Model,
        assumptions: &Assumptions,
        context: &Context<'_>,
    ) -> Result<usize, EngineError> {
        if let Some(known) = arenas.iter().position(|arena| arena.serves(assumptions)) {
            return Ok(known);
        }
        arenas.push(Self::new(model, assumptions, context)?);
        Ok(arenas.len() - 1)
    }

    /// Tells whether other assumptions have the same states and moves.
    pub fn serves(&self, assumptions: &Assumptions) -> bool {
        self.owners == assumptions.owners
            && self.moves == assumptions.moves
            && self.leave == assumptions.leave
            && self.impossible == assumptions.impossible
    }

    /// Returns the feasible states.
    pub fn space(&self) -> &StateSpace {
        &self.space
    }

    /// Ranks the states by a preference.
    pub fn ranking(&self, preference: &Preference) -> Ranking {
        match preference {
            Preference::Statements(statements) => {
                let asked: Vec<Asked<'_>> =
                    statements.iter().map(|statement| Asked(&statement.formula)).collect();
                let conditions: Vec<&dyn Condition> =
                    asked.iter().map(|asked| asked as &dyn Condition).collect();
                Ranking::from_statements(&self.space, &conditions)
            }
            Preference::Ranking(tiers, _) => {
                let values: Vec<i64> =
                    self.space.states().iter().map(|state| tier_value(tiers, *state)).collect();
                Ranking::from_values(&values)
            }
        }
    }

    /// Ranks the states by a preference, with what is greatly worse than what.
    ///
    /// # Errors
    /// If tiers and ranking do not fit, which no case can bring about.
    pub(crate) fn strength(&self, preference: &Preference) -> Result<Strength, EngineError> {
        let tiers = match preference {
            Preference::Statements(statements) => {
                let vital: Vec<Asked<'_>> = statements
                    .iter()
                    .filter(|statement| statement.vital)
                    .map(|statement| Asked(&statement.formula))
                    .collect();
                let conditions: Vec<&dyn Condition> =
                    vital.iter().map(|asked| asked as &dyn Condition).collect();
                Ranking::from_statements(&self.space, &conditions)
            }
            Preference::Ranking(tiers, _) => {
                let cliffs_above = |state: &u64| {
                    let place = tiers.iter().position(|tier| tier.formula.eval(*state));
                    let above = &tiers[..place.unwrap_or(tiers.len())];
                    -(above.iter().filter(|tier| tier.cliff).count() as i64)
                };
                Ranking::from_values(
                    &self.space.states().iter().map(cliffs_above).collect::<Vec<_>>(),
                )
            }
        };
        Strength::by_tiers(self.ranking(preference), &tiers).map_err(EngineError::Strength)
    }

    /// Makes the game of some preferences.
    ///
    /// # Errors
    /// If the parts do not make a game.
    pub fn game(&mut self, preferences: &[Preference]) -> Result<Game, EngineError> {
        let rankings: Vec<Ranking> =
            preferences.iter().map(|preference| self.ranking(preference)).collect();
        if let Some(shared) = &self.shared {
            let mut game = shared.clone();
            for (party, ranking) in rankings.into_iter().enumerate() {
                game = game.with_ranking(party, ranking)?;
            }
            return Ok(game);
        }
        let game = Game::new(Arc::clone(&self.structure), Arc::clone(&self.space), rankings)?;
        self.shared = Some(game.clone());
        Ok(game)
    }
}

/// Larger is better; a state that no tier holds comes last.
fn tier_value(tiers: &[Tier], state: u64) -> i64 {
    let place = tiers.iter().position(|tier| tier.formula.eval(state)).unwrap_or(tiers.len());
    -(place as i64)
}
