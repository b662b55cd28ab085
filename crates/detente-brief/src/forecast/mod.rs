//! Forecasts: where each issue of a case comes out, by several models, and who pulls it there.
//!
//! What lives here: the way from issues with positions to the engine and back, files of other programs
//! read as cases, and the words. What does not: the models, which are in `detente-bargain`.

mod common;
mod document;
mod file;
mod joint;
mod json;
mod lineup;
mod model;
mod moves;
mod report;
mod section;
mod spreads;
mod stake;
mod tables;
mod told;

pub use document::{ForecastDetail, forecast_document};
pub use file::{ForecastFile, forecast_file};
pub use joint::{Joint, Traded};
pub use json::{FORECAST_SCHEMA, ForecastOutput};
pub use model::{Model, Outcome};
pub use report::{Forecast, ForecastAsked, ForecastReport, forecasts};
pub(crate) use section::forecast_section;
pub use spreads::Spreads;
pub use stake::ends;
pub(crate) use stake::{is_whole, place};
pub(crate) use told::point as point_words;
