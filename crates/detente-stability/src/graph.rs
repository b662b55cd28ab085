//! Graph form: numbered states and, for each party, any arcs between them.
//!
//! Where option form says what a party holds, graph form says only where it can go. Common moves,
//! states drawn together and moves that cannot be made in one step fit here and not there.

use std::fmt;

use crate::context::{Budget, Context, Refusal, RefusalCode, Work};
use crate::game::Game;
use crate::moves::moves_at;
use crate::party::{MAX_PARTIES, PartySet};
use crate::space::MOST_STATES;
use crate::structure::Mover;

/// Holds who can move where: a graph model without its preferences (Fang, Hipel, Kilgour 1993).
///
/// R(s) need not be transitive: that a party can go from the first state to the second and from
/// there to the third does not mean that it can go from the first to the third. One arc may belong
/// to several parties, a *common move*.
///
/// ```
/// use detente_stability::{Concept, Context, Graph, Ranking, solve_graph};
/// // The first party can start an arms race, the second end it; from there neither can return.
/// let graph = Graph::new(3, &[vec![(0, 1)], vec![(1, 2)]])?;
/// let rankings = [Ranking::from_values(&[1, 2, 0]), Ranking::from_values(&[2, 0, 1])];
/// let solve = |concept| solve_graph(&graph, &rankings[..], concept, &Context::default());
/// assert!(!solve(Concept::Nash)?.equilibria().contains(0));
/// assert!(solve(Concept::Seq)?.equilibria().contains(0), "the answer deters");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    parties: usize,
    states: usize,
    movers: Vec<Mover>,
    arcs: Vec<Arcs>,
}

/// Holds arcs by their beginning, the ends ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arcs {
    start: Vec<usize>,
    to: Vec<u32>,
}

impl Arcs {
    /// Makes arcs of the ends from each state, one state after another.
    pub(crate) fn begin(states: usize) -> Arcs {
        let mut start = Vec::with_capacity(states + 1);
        start.push(0);
        Arcs { start, to: Vec::new() }
    }

    /// Adds the ends from the next state.
    pub(crate) fn push(&mut self, ends: impl IntoIterator<Item = usize>) {
        let from = self.to.len();
        self.to.extend(ends.into_iter().map(|end| end as u32));
        self.to[from..].sort_unstable();
        self.start.push(self.to.len());
    }

    /// Refuses to hold more arcs than memory is likely to have room for.
    pub(crate) fn check_room(&self) -> Result<(), Refusal> {
        if self.to.len() <= MOST_ARCS {
            return Ok(());
        }
        let reason = format!("there are more than {MOST_ARCS} moves to list for one mover");
        Err(Refusal::new(RefusalCode::TooMuchWork, reason, LISTING.instead))
    }

    pub(crate) fn from(&self, state: usize) -> &[u32] {
        &self.to[self.start[state]..self.start[state + 1]]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.to.is_empty()
    }

    /// Returns for each state the states from which `wanted` arcs lead to it, ascending.
    pub(crate) fn reversed(&self, wanted: impl Fn(usize, usize) -> bool) -> Vec<Vec<u32>> {
        let states = self.start.len() - 1;
        let mut sources = vec![Vec::new(); states];
        for from in 0..states {
            for &to in self.from(from) {
                if wanted(from, to as usize) {
                    sources[to as usize].push(from as u32);
                }
            }
        }
        sources
    }
}

/// The most arcs held in one list: half a gigabyte.
const MOST_ARCS: usize = 1 << 27;

const LISTING: Work = Work {
    what: "listing the moves one by one",
    instead: "rule out more states, raise the limit on steps, or solve the game in option form, \
              which lists no moves",
};

impl Graph {
    /// Makes a graph of `states` states from the arcs of each party. An arc named twice counts once.
    ///
    /// # Errors
    /// If there is no party or more than 64, no state or more than 2³¹ − 1, an arc that begins or
    /// ends outside the states, or one from a state to itself: R(s) never contains s.
    pub fn new(states: usize, arcs: &[Vec<(usize, usize)>]) -> Result<Graph, GraphError> {
        if arcs.is_empty() || arcs.len() > MAX_PARTIES {
            return Err(GraphError::Parties(arcs.len()));
        }
        if states == 0 || states > MOST_STATES {
            return Err(GraphError::States(states));
        }
        for (party, arcs) in arcs.iter().enumerate() {
            for &(from, to) in arcs {
                if from >= states || to >= states {
                    return Err(GraphError::UnknownState { party, state: from.max(to) });
                }
                if from == to {
                    return Err(GraphError::Loop { party, state: from });
                }
            }
        }
        let collect = |given: &Vec<(usize, usize)>| {
            let mut given = given.clone();
            given.sort_unstable();
            given.dedup();
            let mut arcs = Arcs::begin(states);
            let mut rest = given.as_slice();
            for state in 0..states {
                let (here, later) = rest.split_at(rest.partition_point(|&(from, _)| from <= state));
                arcs.push(here.iter().map(|&(_, to)| to));
                rest = later;
            }
            arcs
        };
        Ok(Graph {
            parties: arcs.len(),
            states,
            movers: (0..arcs.len()).map(Mover::Party).collect(),
            arcs: arcs.iter().map(collect).collect(),
        })
    }

    /// Makes the graph of a game in option form, its joint movers included. States keep their
    /// indices.
    ///
    /// # Errors
    /// [`RefusalCode::TooMuchWork`] where there are more arcs than the limit on steps or, for one mover,
    /// more than 134 million, and [`RefusalCode::Cancelled`].
    pub fn from_game(game: &Game, context: &Context<'_>) -> Result<Graph, Refusal> {
        let states = game.space().len();
        let mut budget = Budget::new(context, LISTING);
        let mut arcs = Vec::with_capacity(game.movers().len());
        for place in 0..game.movers().len() {
            let mut own = Arcs::begin(states);
            for state in 0..states {
                let targets = moves_at(game, place, state);
                budget.spend(1 + targets.len() as u64)?;
                own.push(targets);
                own.check_room()?;
            }
            arcs.push(own);
        }
        let parties = game.structure().parties();
        Ok(Graph { parties, states, movers: game.movers().to_vec(), arcs })
    }

    /// Draws states together: state `s` becomes state `class_of[s]`, and an arc between two states
    /// one between their classes, unless these are the same.
    ///
    /// Coalescing is sound where the states of a class are the same to everybody, such as all in
    /// which one party has given up and nothing matters any more.
    ///
    /// # Errors
    /// If the classes are not one per state, or do not use each number from 0 up to the largest.
    pub fn coalesced(&self, class_of: &[usize]) -> Result<Graph, GraphError> {
        if class_of.len() != self.states {
            return Err(GraphError::Classes { states: self.states, classes: class_of.len() });
        }
        let mut numbers = class_of.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        if let Some(missing) = (0..numbers.len()).find(|&at| numbers[at] != at) {
            return Err(GraphError::EmptyClass(missing));
        }
        let states = numbers.len();
        let draw = |arcs: &Arcs| {
            let mut ends = vec![Vec::new(); states];
            for from in 0..self.states {
                let class = class_of[from];
                let targets = arcs.from(from).iter().map(|&to| class_of[to as usize]);
                ends[class].extend(targets.filter(|&to| to != class));
            }
            let mut drawn = Arcs::begin(states);
            for mut ends in ends {
                ends.sort_unstable();
                ends.dedup();
                drawn.push(ends);
            }
            drawn
        };
        let arcs = self.arcs.iter().map(draw).collect();
        Ok(Graph { parties: self.parties, states, movers: self.movers.clone(), arcs })
    }

    /// Counts the parties.
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// Counts the states.
    pub fn states(&self) -> usize {
        self.states
    }

    /// Returns everyone who can move: each party, then, in the graph of a game, each set of parties
    /// that holds a joint option.
    pub fn movers(&self) -> &[Mover] {
        &self.movers
    }

    /// Yields the states a mover can turn `state` into by one move, R(s), ascending; none for a
    /// mover or state that is not part of the graph.
    pub fn moves(&self, mover: Mover, state: usize) -> impl Iterator<Item = usize> {
        let known = self.place(mover).filter(|_| state < self.states);
        let targets = known.map_or(&[][..], |place| self.arcs[place].from(state));
        targets.iter().map(|&to| to as usize)
    }

    /// Says whether some moves are made by several parties together.
    ///
    /// In such a graph sequences of moves are unrestricted; in every other nobody moves twice in
    /// succession.
    pub fn has_joint_movers(&self) -> bool {
        self.movers.len() > self.parties
    }

    pub(crate) fn place(&self, mover: Mover) -> Option<usize> {
        self.movers.iter().position(|&m| m == mover)
    }

    pub(crate) fn arcs(&self, place: usize) -> &Arcs {
        &self.arcs[place]
    }

    /// Returns the places of those that can move and are `wanted`.
    pub(crate) fn places(&self, wanted: impl Fn(PartySet) -> bool) -> Vec<usize> {
        let active =
            |&place: &usize| !self.arcs[place].is_empty() && wanted(self.movers[place].members());
        (0..self.movers.len()).filter(active).collect()
    }
}

/// Says why a graph cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GraphError {
    /// The number of parties is 0 or above 64.
    Parties(usize),
    /// There is no state, or there are too many.
    States(usize),
    /// An arc names a state that does not exist.
    UnknownState {
        /// The party whose arc it is.
        party: usize,
        /// The state named.
        state: usize,
    },
    /// An arc leads from a state to itself.
    Loop {
        /// The party whose arc it is.
        party: usize,
        /// The state.
        state: usize,
    },
    /// The classes are not one per state.
    Classes {
        /// States of the graph.
        states: usize,
        /// Classes given.
        classes: usize,
    },
    /// No state has this class, though one has a larger one.
    EmptyClass(usize),
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GraphError::Parties(n) => write!(f, "{n} parties; a graph has 1 to {MAX_PARTIES}"),
            GraphError::States(n) => write!(f, "{n} states; a graph has 1 to {MOST_STATES}"),
            GraphError::UnknownState { party, state } => {
                write!(f, "an arc of party {party} names state {state}, which does not exist")
            }
            GraphError::Loop { party, state } => {
                write!(f, "an arc of party {party} leads from state {state} to itself")
            }
            GraphError::Classes { states, classes } => {
                write!(f, "{classes} classes for {states} states")
            }
            GraphError::EmptyClass(class) => write!(f, "no state is of class {class}"),
        }
    }
}

impl std::error::Error for GraphError {}
