//! The schedule of a case: what can happen when, what hangs on what, and what one late step moves.
//!
//! What lives here: the way from the steps of a case to the engine's network and back, and the words.
//! What does not: the computation, which `detente-plans` does.

mod calendar;
mod document;
mod json;
mod lint;
mod report;
mod words;

pub use document::schedule_document;
pub(crate) use document::{dates_line, schedule_section};
pub use json::{SCHEDULE_SCHEMA, ScheduleOutput};
pub(crate) use lint::lint_schedule;
pub use report::{Late, ScheduleReport, schedule_report};
pub(crate) use words::day_words;
