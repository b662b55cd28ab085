//! The graph model for conflict resolution, solved in option form.

mod concept;
mod condition;
mod context;
mod fibres;
mod game;
mod moves;
mod party;
mod ranking;
mod set;
mod space;
mod structure;

pub use concept::{Concept, UnknownConcept};
pub use condition::{Condition, FromFn, Over, Pattern, State, from_fn, over};
pub use context::{Context, Refusal, RefusalCode};
pub use game::{Game, GameError};
pub use moves::{improvements, moves};
pub use party::{MAX_PARTIES, PartySet};
pub use ranking::Ranking;
pub use set::StateSet;
pub use space::StateSpace;
pub use structure::{
    Directions, Leave, MAX_OPTIONS, Mover, Moves, OptionSpec, Structure, StructureError,
};
