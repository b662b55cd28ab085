//! A conflict ready to be solved: structure, states, preferences, and who can move where.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::climb::Climbs;
use crate::cube::Cube;
use crate::fibres::Fibres;
use crate::party::PartySet;
use crate::ranking::Ranking;
use crate::space::StateSpace;
use crate::structure::{Mover, Structure};

/// Holds a graph model in option form (Fang, Hipel, Kilgour 1993) with joint options.
///
/// The index of moves depends on structure and space only; it is built once and shared by all games
/// made from this one with other preferences, so solving again under a changed preference is cheap.
#[derive(Clone, Debug)]
pub struct Game {
    structure: Arc<Structure>,
    space: Arc<StateSpace>,
    index: Arc<Index>,
    rankings: Vec<Ranking>,
    /// Where the parties improve, made when first asked for.
    climbs: OnceLock<Arc<Climbs>>,
    /// The same for a game this one was made of, and whose rankings have changed since.
    earlier: Option<(Arc<Climbs>, PartySet)>,
}

#[derive(Debug)]
struct Index {
    movers: Vec<Mover>,
    fibres: Vec<Fibres>,
}

impl Game {
    /// Makes a game of a structure, its feasible states and one ranking per party.
    ///
    /// # Errors
    /// If the space was not made from a structure with as many options, the rankings are not one
    /// per party, or a ranking is not over the states of the space.
    pub fn new(
        structure: Arc<Structure>,
        space: Arc<StateSpace>,
        rankings: Vec<Ranking>,
    ) -> Result<Game, GameError> {
        if space.options() != structure.options().len() {
            return Err(GameError::Options {
                structure: structure.options().len(),
                space: space.options(),
            });
        }
        if rankings.len() != structure.parties() {
            return Err(GameError::Rankings {
                parties: structure.parties(),
                rankings: rankings.len(),
            });
        }
        for (party, ranking) in rankings.iter().enumerate() {
            check_length(&space, party, ranking)?;
        }
        let movers = structure.movers();
        let fibres = movers
            .iter()
            .map(|&mover| Fibres::new(space.states(), structure.directions(mover)))
            .collect();
        let index = Arc::new(Index { movers, fibres });
        let climbs = OnceLock::new();
        Ok(Game { structure, space, index, rankings, climbs, earlier: None })
    }

    /// Returns the same game with another ranking of one party.
    ///
    /// # Errors
    /// If there is no such party or the ranking is not over the states of the space.
    pub fn with_ranking(&self, party: usize, ranking: Ranking) -> Result<Game, GameError> {
        check_length(&self.space, party, &ranking)?;
        let mut game = self.clone();
        *game.rankings.get_mut(party).ok_or(GameError::NoParty(party))? = ranking;
        game.earlier = match (self.climbs.get(), &self.earlier) {
            (Some(climbs), _) => Some((climbs.clone(), PartySet::one(party))),
            (None, Some((climbs, changed))) => Some((climbs.clone(), changed.with(party))),
            (None, None) => None,
        };
        game.climbs = OnceLock::new();
        Ok(game)
    }

    /// Returns the parties and options.
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// Returns the feasible states.
    pub fn space(&self) -> &StateSpace {
        &self.space
    }

    /// Returns the rankings, one per party.
    pub fn rankings(&self) -> &[Ranking] {
        &self.rankings
    }

    /// Returns everyone who can move: each party, then each set of parties that holds a joint
    /// option.
    pub fn movers(&self) -> &[Mover] {
        &self.index.movers
    }

    /// Counts the bytes of states, move index and rankings.
    pub fn bytes(&self) -> usize {
        let states = self.space.len() * size_of::<u64>();
        let index: usize = self.index.fibres.iter().map(Fibres::bytes).sum();
        let ranks: usize = self.rankings.iter().map(|r| r.len() * size_of::<u32>()).sum();
        states + index + ranks
    }

    /// Says whether two games differ at most in their rankings because one was made of the other.
    pub(crate) fn is_variant_of(&self, other: &Game) -> bool {
        Arc::ptr_eq(&self.index, &other.index)
    }

    /// Returns a mover's place in [`Game::movers`], if it is part of the game.
    pub(crate) fn place(&self, mover: Mover) -> Option<usize> {
        self.movers().iter().position(|&m| m == mover)
    }

    pub(crate) fn fibres(&self, place: usize) -> &Fibres {
        &self.index.fibres[place]
    }

    /// Returns where the parties improve; only those are in it that change all their options both
    /// ways, and only where all combinations of options are feasible.
    pub(crate) fn climbs(&self) -> &Climbs {
        self.climbs.get_or_init(|| {
            let cubes: Vec<Option<&Cube>> =
                (0..self.rankings.len()).map(|party| self.reversible(party)).collect();
            let cells = self.index.fibres.iter().filter_map(Fibres::cube);
            let bits = cells.map(Cube::free_bits).max().unwrap_or(0);
            let before = self.earlier.as_ref().map(|(climbs, changed)| (&**climbs, *changed));
            Arc::new(Climbs::new(&cubes, &self.rankings, bits, before))
        })
    }

    /// Returns the moves of a party if [`Game::climbs`] has it.
    pub(crate) fn reversible(&self, party: usize) -> Option<&Cube> {
        let fibres = self.fibres(party);
        fibres.cube().filter(|cube| cube.is_reversible() && !fibres.is_idle())
    }

    /// Returns the ranks of the members of a mover, in ascending order of the parties.
    pub(crate) fn ranks(&self, mover: Mover) -> Vec<&[u32]> {
        mover.members().iter().map(|party| self.rankings[party].ranks()).collect()
    }

    /// Returns the places of the movers that act against `focal`: those it has no part in. Idle
    /// ones are left out.
    pub(crate) fn others(&self, focal: PartySet) -> Vec<usize> {
        self.active(|mover| !mover.members().meets(focal))
    }

    /// Returns the places of the movers that are wanted and can do something.
    pub(crate) fn active(&self, wanted: impl Fn(Mover) -> bool) -> Vec<usize> {
        (0..self.movers().len())
            .filter(|&place| !self.fibres(place).is_idle() && wanted(self.movers()[place]))
            .collect()
    }
}

fn check_length(space: &StateSpace, party: usize, ranking: &Ranking) -> Result<(), GameError> {
    if ranking.len() == space.len() {
        return Ok(());
    }
    Err(GameError::RankingLength { party, states: space.len(), ranked: ranking.len() })
}

/// Says why the parts do not make a game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GameError {
    /// The space is over another number of options than the structure has.
    Options {
        /// Options of the structure.
        structure: usize,
        /// Options of the space.
        space: usize,
    },
    /// The rankings are not one per party.
    Rankings {
        /// Parties of the structure.
        parties: usize,
        /// Rankings given.
        rankings: usize,
    },
    /// A ranking is over another number of states.
    RankingLength {
        /// The party whose ranking it is.
        party: usize,
        /// Feasible states.
        states: usize,
        /// States ranked.
        ranked: usize,
    },
    /// There is no such party.
    NoParty(usize),
}

impl fmt::Display for GameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GameError::Options { structure, space } => {
                write!(f, "the structure has {structure} options, the states {space}")
            }
            GameError::Rankings { parties, rankings } => {
                write!(f, "{rankings} rankings for {parties} parties")
            }
            GameError::RankingLength { party, states, ranked } => {
                write!(f, "party {party} ranks {ranked} states of {states}")
            }
            GameError::NoParty(party) => write!(f, "there is no party {party}"),
        }
    }
}

impl std::error::Error for GameError {}

#[cfg(test)]
mod tests {
    use super::Game;
    use crate::{Context, OptionSpec, Ranking, StateSpace, Structure};
    use std::sync::Arc;

    #[test]
    fn only_a_changed_party_is_put_in_order_again() {
        let specs = (0..9).map(|option| OptionSpec::of(option / 3)).collect();
        let structure = Structure::new(3, specs).expect("a structure");
        let space = StateSpace::enumerate(&structure, &[], &Context::default()).expect("a space");
        let ranked = |by: i64| {
            Ranking::from_values(&(0..512).map(|state| state * by % 61).collect::<Vec<_>>())
        };
        let (structure, space) = (Arc::new(structure), Arc::new(space));
        let with = |by: [i64; 3]| {
            Game::new(structure.clone(), space.clone(), by.map(ranked).to_vec()).expect("a game")
        };
        let before = with([3, 5, 7]);
        before.climbs();
        // Two changes, the index between them never asked for.
        let after = before.with_ranking(1, ranked(11)).expect("a game");
        let after = after.with_ranking(2, ranked(13)).expect("a game");
        let shared = after.climbs().shared_with(before.climbs());
        assert_eq!(shared, [true, false, false]);
        assert_eq!(*after.climbs(), *with([3, 11, 13]).climbs());
        let same = with([3, 5, 7]);
        assert_eq!(before.climbs().shared_with(same.climbs()), [false; 3], "made for themselves");
    }
}
