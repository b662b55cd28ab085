//! The agenda: what is asked, how far each party would go, what follows from a refusal, and what stays
//! open if one signs now.
//!
//! What lives here: ladders of concessions, walked and compared, and their words. What does not:
//! forecasts of where an issue comes out.

mod document;
mod json;
mod report;

pub use document::agenda_document;
pub(crate) use document::agenda_section;
pub use json::{AGENDA_SCHEMA, AgendaOutput};
pub use report::{
    Agenda, Ladder, Linked, LinkedLadder, Refused, Rung, RungKind, Walk, Zone, agenda,
};
