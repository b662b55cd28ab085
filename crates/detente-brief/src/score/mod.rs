//! What became of what a case predicts: predictions by verdict, scores where chances were given, dates and
//! figures off by how much, forecasts of issues against where they came out.
//!
//! What does not live here: the scores, which are `detente-bargain`'s, and reading `outcome.toml`.

mod document;
mod report;

pub use document::{SCORE_SCHEMA, ScoreOutput, score_document};
pub use report::{Chances, IssueScore, ScoreReport, score};
