//! What became of what a case predicts: predictions by verdict, scores where chances were given, dates and
//! figures off by how much, forecasts of issues against where they came out.
//!
//! What does not live here: the scores, which are `detente-bargain`'s, and reading `outcome.toml`.

mod document;
mod json;
mod report;

pub use document::score_document;
pub use json::{SCORE_SCHEMA, ScoreOutput};
pub use report::{Chances, IssueScore, Part, Said, ScoreReport, Stretch, score};
