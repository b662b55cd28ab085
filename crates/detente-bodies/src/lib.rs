//! Decision bodies: what a voting rule lets members do.
//!
//! What lives here: bodies and their rules. What does not: files, names of a case, words on a
//! screen, and the planning of compositions.

// Numbers of members, of sets and weights are never negative.
#![allow(clippy::cast_sign_loss)]

mod body;
mod compile;
mod net;
mod order;
mod rule;
mod value;

pub use body::{Body, BodyError, Tiers};
pub use compile::RuleFault;
pub use net::MAX_TERMS;
pub use rule::{Rule, Vote};
