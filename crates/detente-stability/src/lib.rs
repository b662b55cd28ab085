//! The graph model for conflict resolution, solved in option form.

mod again;
mod answers;
mod check;
mod concept;
mod condition;
mod context;
mod fibres;
mod game;
mod joint;
mod moves;
mod party;
mod paths;
mod ranking;
mod search;
mod set;
mod sim;
mod solve;
mod space;
mod structure;
mod verdict;

pub use again::solve_again;
pub use check::check_verdict;
pub use concept::{Concept, UnknownConcept};
pub use condition::{Condition, FromFn, Over, Pattern, State, from_fn, over};
pub use context::{Context, Refusal, RefusalCode};
pub use game::{Game, GameError};
pub use moves::{improvements, moves};
pub use party::{MAX_PARTIES, PartySet};
pub use paths::{Paths, Via, paths};
pub use ranking::Ranking;
pub use search::Step;
pub use set::StateSet;
pub use solve::{Solution, solve, stable_set};
pub use space::StateSpace;
pub use structure::{
    Directions, Leave, MAX_OPTIONS, Mover, Moves, OptionSpec, Structure, StructureError,
};
pub use verdict::{Answered, Verdict, verdict};
