//! Forecasts: where each issue of a case comes out, by several models, and who pulls it there.
//!
//! What lives here: the way from issues with positions to the engine and back, and the words. What does
//! not: the models, which are in `detente-bargain`.

mod document;
mod json;
mod report;

pub use document::forecast_document;
pub use json::{FORECAST_SCHEMA, ForecastOutput};
pub use report::{Forecast, Model, Outcome, forecasts};
