//! What to watch for: what, if it is seen, changes a judgement, and what a plan waits for.
//!
//! What lives here: indicators made of hinges and of the branches of plans. What does not: finding hinges,
//! and what happened afterwards.

mod document;
mod report;

pub use document::{WATCH_SCHEMA, WatchOutput, watch_document};
pub use report::{Awaited, Sign, WatchReport, watch};
