//! Contingent plans: trees of what parties and chance may do in turn, and what they end in.
//!
//! What lives here: the tree, backward induction under ranks, intervals and utilities, equilibria of
//! trees where not everything is seen, threats, audits of plans, exchange in Gambit's `.efg`. What does
//! not: files, calendars, sentences. Everything works through the nodes in order and nothing calls
//! itself, so that depth costs no stack.

mod audit;
mod belief;
mod build;
mod cardinal;
mod consistent;
mod context;
mod dates;
pub mod efg;
mod equilibria;
mod error;
mod flips;
mod induct;
mod lottery;
mod maximal;
mod mixed;
mod node;
mod prefs;
mod strategies;
mod threat;
mod vague;

pub use audit::{Audit, Instruction, audit};
pub use belief::{Beliefs, Rationality};
pub use build::{Builder, Odds};
pub use cardinal::{Values, Worth, information, values};
pub use consistent::Sequential;
pub use context::{Context, Refusal};
pub use dates::{Dated, Miss, Open, dates};
pub use equilibria::{Equilibrium, answers, equilibria};
pub use error::TreeError;
pub use flips::{Flip, Input, flips};
pub use induct::{Induction, induct};
pub use lottery::{Comparison, Condition, Lottery, Threshold, Unknown, compare, lottery};
pub use maximal::{MAX_PLANS, Maximal, maximal};
pub use mixed::{MAX_STRATEGIES, Mixed, mixed};
pub use node::{InfoSet, Members, Node, Tree};
pub use prefs::{Number, Partial, Payoffs, PayoffsError, Preferences};
pub use threat::{Carried, Class, Credibility, Judged, Threat, carried, expected, threat};
pub use vague::{Admissible, admissible};

/// The exact numbers of trees: fractions of whole numbers of any size.
pub type Fraction = num_rational::BigRational;
