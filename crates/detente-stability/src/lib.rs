//! The graph model for conflict resolution: which outcomes of a conflict hold, and why.
//!
//! A conflict is given by parties, the yes-or-no options each of them holds, the combinations that
//! are impossible, and each party's order of preference. For every outcome (a *state*: one yes or no
//! per option) the engine says whether each party would stay there under a *solution concept*, that
//! is, a notion of what the party expects others to do if it moves. A state at which everybody stays
//! is an equilibrium.
//!
//! The model is that of Fang, Hipel and Kilgour, *Interactive Decision Making* (Wiley 1993), in
//! option form, extended by *joint options* that several parties take together, such as signing a
//! text. Every judgement comes with its reason ([`verdict`]), and the reason can be checked by code
//! that shares nothing with the solver ([`check_verdict`]).
//!
//! # From a model to an answer
//! [`Structure`] (who holds what) → [`StateSpace`] (what is possible) → [`Ranking`] (who wants what)
//! → [`Game`] → [`solve`], [`verdict`], [`paths()`].
//!
//! Two neighbours may each keep a truce. Both would rather break it while the other keeps it, and
//! both prefer the truce to open war: the prisoner's dilemma.
//!
//! ```
//! use std::sync::Arc;
//! use detente_stability::{
//!     Concept, Context, Game, Mover, OptionSpec, Pattern, Ranking, StateSpace, Step, Structure,
//!     Verdict, solve, verdict,
//! };
//!
//! let context = Context::default();
//! let structure = Structure::new(2, vec![OptionSpec::of(0), OptionSpec::of(1)])?;
//! let space = StateSpace::enumerate(&structure, &[], &context)?;
//! // Each wants the other to keep the truce, and next not to be bound itself.
//! let (first, second) = (0, 1);
//! let wants = |own, other| {
//!     Ranking::from_statements(&space, &[&Pattern::taken(other), &Pattern::untaken(own)])
//! };
//! let rankings = vec![wants(first, second), wants(second, first)];
//! let game = Game::new(Arc::new(structure), Arc::new(space.clone()), rankings)?;
//!
//! let (war, truce) = (0, 3);
//! let holds = |concept| Ok::<_, Box<dyn std::error::Error>>(
//!     solve(&game, concept, &context)?.equilibria().contains(truce)
//! );
//! assert!(!holds(Concept::Nash)?, "who does not look ahead breaks it");
//! assert!(holds(Concept::Seq)?, "who expects an answer keeps it");
//!
//! // Why the first neighbour keeps it: were it to break the truce, the second would follow.
//! let Verdict::Stable { answered } =
//!     verdict(&game, Concept::Seq, Mover::Party(0), truce, &context)? else { unreachable!() };
//! assert_eq!(answered[0].steps, [Step { mover: Mover::Party(1), to: war }]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Beyond option form and orders
//! [`Graph`] takes any arcs between numbered states, or those of a game ([`Graph::from_game`]), and
//! [`solve_graph`] any [`Attitude`] to states, orders among them. It enumerates where [`solve`] does
//! not, so it is for smaller models. [`Strength`], [`Uncertain`] and [`Fuzzy`] are attitudes from the
//! literature. [`solve_coalitions`] and [`jumps`] ask what parties can do by coordinating, [`limited`]
//! and [`nonmyopic`] what two expect who look further ahead.
//! [`hypergame`] lets each party judge by the game it sees.
//!
//! [`describe()`] puts large sets of states into few patterns. [`stable_orders`],
//! [`equilibrium_orders()`] and [`inverse()`] ask which preferences make a state stable.
//!
//! # What is not here
//! Files, names, words and colours; a condition language (implement [`Condition`]). Nothing here
//! reads the clock, the environment or a random source, and no result depends on the number of
//! threads.

mod again;
mod attitude;
mod backward;
#[cfg(doctest)]
mod book;
mod check;
mod climb;
mod climb_search;
mod coalition;
mod coalition_check;
mod coalition_verdict;
mod concept;
mod condition;
mod context;
mod cube;
mod cube_stable;
mod describe;
mod equilibrium_orders;
mod fewest;
mod fibres;
mod foresight;
mod forward;
mod fuzzy;
mod game;
mod general;
mod graph;
mod grounds;
mod inverse;
mod isop;
mod joint;
mod moves;
mod narrow;
mod orders;
mod parallel;
mod party;
mod paths;
mod picture;
mod ranking;
mod set;
mod sim;
mod solve;
mod space;
mod strength;
mod structure;
mod threats;
mod unknown;
mod verdict;
mod walk;

pub use again::solve_again;
pub use attitude::Attitude;
pub use check::check_verdict;
pub use coalition::{
    CoalitionConcept, CoalitionSolution, Coalitions, Jump, coalition_stable_set, jumps,
    solve_coalitions,
};
pub use coalition_check::check_coalition_verdict;
pub use coalition_verdict::{
    CoalitionAnswered, CoalitionStep, CoalitionVerdict, coalition_verdict,
};
pub use concept::{Concept, UnknownConcept};
pub use condition::{Condition, FromFn, Over, Pattern, State, from_fn, over};
pub use context::{Context, Refusal, RefusalCode};
pub use describe::{Described, Description, describe};
pub use equilibrium_orders::equilibrium_orders;
pub use foresight::{Foresight, expected_moves, limited, nonmyopic};
pub use forward::Step;
pub use fuzzy::{CERTAIN, Fuzzy, FuzzyError};
pub use game::{Game, GameError};
pub use general::{graph_stable_set, graph_verdict, solve_graph};
pub use graph::{Graph, GraphError};
pub use grounds::check_graph_verdict;
pub use inverse::{Inverse, inverse};
pub use moves::{improvements, moves};
pub use orders::{NearestOrder, Orders, stable_orders};
pub use party::{MAX_PARTIES, PartySet};
pub use paths::{Paths, Via, paths};
pub use picture::{Hypergame, Picture, hypergame, joint_steps};
pub use ranking::{Ranking, RankingError};
pub use set::StateSet;
pub use solve::{Solution, solve, stable_set};
pub use space::StateSpace;
pub use strength::{Strength, StrengthError, StrengthSolution, Strongly, solve_strength};
pub use structure::{
    Directions, Leave, MAX_OPTIONS, Mover, Moves, OptionSpec, Structure, StructureError,
};
pub use unknown::{Compared, Extension, Uncertain, UncertainError, UnderUncertainty};
pub use verdict::{Answered, Verdict, answers, verdict};
