//! Decision bodies: which way to fill a body, and which rule, lets no side force it and yet leaves it
//! able to act; what it may deal with, and what that leaves open.
//!
//! What lives here: the ways to fill a body, the rules tried, the planner's table, the mandate grid, and
//! their words. What does not: how votes are counted, which `detente-bodies` does.

mod document;
mod filling;
mod json;
mod lint;
mod mandate;
mod member_words;
mod members;
mod question_json;
mod table;
mod trial;
mod words;

pub use document::bodies_document;
pub(crate) use document::bodies_section;
pub use json::{BODIES_SCHEMA, BodiesOutput};
pub(crate) use lint::lint_bodies;
pub use mandate::{Hole, Mandates, Shift, Subject, mandates};
pub use members::{Leaving, MOST_SETS, MemberPower, NoPower, Spatial, member_power};
pub(crate) use words::{body_name, plain, seat_name, voter_name};

pub use filling::{
    FAMILIES, Filling, MOST_SEATS, RuleTried, blocs, class_rule, family, fillings, rules_of,
    seat_counts, with_seats, written,
};
pub use table::{BodyAsked, BodyReport, Chances, Row, Sides, Unfit, body_report, search_rows};
pub use trial::{Chamber, Misfit, chamber};

use detente_model::Model;

/// What is told of the bodies of a case if nothing else is asked: every body with a rule, its
/// compositions under its rival rules, or under those of its classes of question.
pub fn standard_reports(model: &Model) -> Vec<BodyReport<'_>> {
    let bodies = model.bodies.iter().filter(|body| !rules_of(body).is_empty());
    let asked = bodies.map(|body| BodyAsked {
        body,
        fillings: fillings(body),
        rules: rules_of(body),
        sides: body.ours.clone().zip(body.theirs.clone()),
        votes: body.votes.clone(),
        distinct: false,
        members: false,
        sets: false,
    });
    asked.map(|asked| body_report(model, asked)).collect()
}
