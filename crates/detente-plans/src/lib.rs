//! Plans: what is to happen after what, and when.
//!
//! What lives here: schedules, networks of steps with dates between which they can take place; ledgers,
//! counts of a thing as records give them; trees, what parties and chance may do in turn. What
//! does not: calendars, names of a case and words; days are whole numbers counted from anywhere.

pub mod ledger;
pub mod schedule;
pub mod tree;
