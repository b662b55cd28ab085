//! Decision bodies: what a voting rule lets members do.
//!
//! What lives here: bodies and their rules, power and structure, what blocs can force and stop, members
//! with places, the nucleolus. What does not: files, names of a case, words on a screen.

// Numbers of members, of sets and weights are never negative.
#![allow(clippy::cast_sign_loss)]

#[cfg(test)]
mod agree;
mod answer;
mod body;
mod compile;
mod context;
mod diagram;
mod fraction;
mod measures;
mod minimal;
mod net;
pub mod nucleolus;
mod order;
mod parallel;
pub mod planner;
mod profile;
mod quadrature;
mod residues;
mod rule;
mod sample;
mod sort;
pub mod spatial;
mod splits;
mod table;
mod table_count;
mod ternary;
mod types;
mod unions;
mod value;
mod weights;

pub use answer::{Cost, Exactness, How, Method, Value};
pub use body::{Body, BodyError, Question, Tiers};
pub use compile::RuleFault;
pub use context::{Context, Refusal, RefusalCode, Reversal};
pub use measures::{Counts, Power, VoterPower, counts, power};
pub use minimal::{Minimal, minimal};
pub use net::MAX_TERMS;
pub use rule::{Rule, Vote};
pub use splits::{Splits, constant, minimal_winning, splits};
pub use ternary::{TernaryPower, ternary_power};
pub use unions::{MAX_UNION, UnionPower, union_power};

#[cfg(doctest)]
#[doc = include_str!("../../../docs/engines/bodies.md")]
struct EnginePage;
