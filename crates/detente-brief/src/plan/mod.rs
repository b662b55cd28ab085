//! Contingent plans: what a plan leaves open, what it leads to, and which of its threats are empty.
//!
//! What lives here: a case's plans given to the engine of game trees, play by ranks alone, and the words.
//! What does not: the engine, which is in `detente-plans`.

mod credible;
mod document;
mod figure;
mod figures;
mod gambit;
mod game;
mod game_names;
mod grow;
mod intervals;
mod json;
mod json_numbers;
mod judged;
mod numbers;
mod play;
mod report;
mod told;
mod told_intervals;
mod told_numbers;
mod told_open;
mod told_promises;
mod told_weighed;
mod weighed;
mod windows;

pub use credible::{Credible, Kind};
pub use document::plan_document;
pub(crate) use document::plan_section;
pub use gambit::{plan_efg, plan_game};
pub use game::{game_document, game_json};
pub use grow::{Grown, grow};
pub use intervals::Intervals;
pub use json::{PLAN_SCHEMA, PlanOutput};
pub use judged::Numbered;
pub use numbers::Cardinal;
pub use report::{Opening, PLAN_CONCEPT, PlanReport, Promise, plan_reports, plans_have_states};
pub(crate) use told::plain;
pub use weighed::{Measured, Verdict, Weighed};
pub use windows::Missed;
pub(crate) use windows::{expiries, lint_plans};
