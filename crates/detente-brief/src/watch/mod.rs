//! What to watch for: what, if it is seen, changes a judgement, and what a plan waits for.
//!
//! What lives here: indicators made of hinges, of the days of the schedule and of the branches of plans. What does not: finding hinges,
//! and what happened afterwards.

mod document;
mod json;
mod report;
mod steps;

pub use document::watch_document;
pub use json::{WATCH_SCHEMA, WatchOutput};
pub use report::{Awaited, Sign, WatchReport, watch};
pub use steps::DueStep;
