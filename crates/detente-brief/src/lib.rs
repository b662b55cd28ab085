//! Questions put to the engines on behalf of a case, what was found, and the documents that show it.
//!
//! What lives here: the way from a model to the engine's input, the answers per reading and concept,
//! the first hinges, the words of an explanation, the brief as a document, and its renderers. What
//! does not: solving (the engines), loading (the case crate), files and terminals (the program).

pub mod agenda;
mod analysis;
mod answer;
mod ask;
pub mod bodies;
mod breakdown;
mod brief;
mod coalitions;
pub mod commitments;
pub mod document;
mod engine;
mod explain;
mod explanation;
mod finding;
pub mod forecast;
mod gmcr;
mod grid;
mod hinge;
mod hinge_trial;
mod hinge_words;
mod hinges_words;
mod json;
mod json_coalitions;
mod json_hinges;
mod json_ratify;
mod json_spoilers;
mod json_threats;
mod json_views;
pub mod ledger;
mod lint;
mod notes;
mod outright;
pub mod picture;
pub mod plan;
mod progress;
mod ratify;
mod ratify_card;
mod ratify_words;
pub mod render;
mod robust;
mod robust_orders;
pub mod schedule;
pub mod score;
mod spoiler;
mod spoiler_document;
mod spoiler_judge;
mod spoiler_remedy;
mod spoiler_remedy_words;
mod spoiler_table;
mod spoiler_words;
mod threats;
mod threats_words;
mod transitions;
mod views;
mod views_who;
mod views_words;
pub mod watch;
mod ways;
pub mod words;

pub use analysis::{
    Analysis, Limits, ReadingResult, analyse, analyse_choices, analyse_one, choice_name,
};
pub use answer::Answer;
pub use ask::{Ask, ask_next, thinness};
pub use breakdown::{Breakdown, Breakdowns, Fewest, breakdowns, pairs_to_try};
pub use brief::brief;
pub use coalitions::{coalition_concept, coalitions_document};
pub use engine::{Arena, EngineError};
pub use explain::{Line, Reason, Story, stories, story};
pub use explanation::{explanation, reading_line};
pub use finding::{CONCEPTS, Findings, Present, QuestionFinding, findings};
pub use gmcr::{GmcrError, gmcr, not_in_gmcr};
pub use grid::{Grid, GridGroup, GridKind, GridRow, grid};
pub use hinge::{Change, Hinge, HingeEffect, Hinges, Origin, Reach, changes, hinges, readings_of};
pub use hinge_words::{
    Assumption, Touched, assumption_of, assumption_words, by_assumption, change_words,
};
pub use hinges_words::{HingeReport, hinges_document};
pub use json::{STABILITY_SCHEMA, StabilityOutput};
pub use json_coalitions::{COALITIONS_SCHEMA, CoalitionsOutput};
pub use json_hinges::{HINGES_SCHEMA, HingesOutput};
pub use json_ratify::{RATIFY_SCHEMA, RatifyOutput};
pub use json_spoilers::{SPOILERS_SCHEMA, SpoilersOutput};
pub use json_threats::{THREATS_SCHEMA, ThreatsOutput};
pub use json_views::{VIEWS_SCHEMA, ViewsOutput};
pub use lint::lint;
pub use outright::{Outright, outright};
pub use progress::{Progress, Stage};
pub use ratify::{
    Binding, WinSet, WishChange, WishEffect, agreements, changed, changes as wish_changes, common,
    win_set,
};
pub use ratify_words::{Ratified, RatifyAsked, ratified, ratify_document};
pub use robust::{Robust, Scope, robust};
pub use spoiler::{
    Cheapest, Deterrent, Doubt, MoverAt, OutcomeSpoilers, SpoilerQuestion, SpoilerType, SpoilersAt,
    Standing, Trial, Tried, is_inside, spoiler_outcomes, spoilers, spoilers_affordable,
};
pub use spoiler_document::{SpoilerTold, spoilers_document};
pub use spoiler_remedy::{Offer, Offers, OtherOrder, OwnOrder, SpoilerRemedy};
pub use threats::{Belief, Carrying, carrying};
pub use threats_words::threats_document;
pub use transitions::{dot, graphml, transitions, way_words};
pub use views::{Views, views};
pub use views_words::views_document;
pub use ways::{Further, UnknownWay, Way, further, under_uncertainty};
