//! Matters in dispute and their readings.

use crate::model::{Leave, Moves, Rule};
use crate::preference::Preference;
use crate::support::Support;

/// Something the records leave open, with the rival ways to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Name of the matter.
    pub id: String,
    /// What is in dispute, as a question.
    pub question: Option<String>,
    /// The rival readings; the first is the base.
    pub readings: Vec<Reading>,
}

/// One way to read a matter: a named set of assumptions that replace those of the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Name of the reading.
    pub id: String,
    /// The reading as a sentence.
    pub text: String,
    /// What it changes.
    pub changes: Vec<Change>,
    /// The passages for and against it.
    pub support: Support,
}

/// One thing a reading or a view changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The party has another preference.
    Preference(usize, Preference),
    /// The option can be moved in other directions.
    Moves(usize, Moves),
    /// The joint option is left in another way.
    Leave(usize, Leave),
    /// The option cannot be taken.
    Unavailable(usize),
    /// The option is not seen: it stands as in the present state, or is not taken if that is not
    /// known.
    Unseen(usize),
    /// One more combination is impossible.
    Impossible(Rule),
}

/// The game as one party sees it, as differences from the case.
///
/// First-level hypergame (Bennett 1977; Wang, Hipel, Fraser 1988): every party acts on the game it
/// sees, and those who have no view of their own on the case as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The party whose view it is.
    pub party: usize,
    /// The view as a sentence.
    pub text: String,
    /// Readings it takes for true whatever is the case: a matter and one of its readings each.
    pub reads: Vec<(usize, usize)>,
    /// What else it sees otherwise; applied after the readings.
    pub changes: Vec<Change>,
    /// The passages for and against it.
    pub support: Support,
}

/// One reading chosen for every matter: the index of the reading, matter by matter.
pub type ReadingChoice = Vec<usize>;
