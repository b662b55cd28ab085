//! What an input of the model rests on.

use crate::preference::Statement;
use detente_text::Span;

/// Names the claims an input rests on, or says why it is assumed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Ids of claims that speak for the input.
    pub because: Vec<String>,
    /// Ids of claims that speak against it.
    pub against: Vec<String>,
    /// The analyst's own reason, where no claim carries the input.
    pub assumed: Option<Assumption>,
    /// Where the input stands in the case files.
    pub at: Option<Span>,
}

/// An input that the analyst puts in without a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Why it is thought to be so.
    pub reason: String,
    /// Who says so.
    pub by: String,
}

impl Support {
    /// Tells whether the input is the analyst's own: no claim speaks for it.
    pub fn is_own(&self) -> bool {
        self.because.is_empty()
    }

    /// Tells whether nothing at all is given: neither a claim nor a reason.
    pub fn is_bare(&self) -> bool {
        self.because.is_empty() && self.assumed.is_none()
    }
}

/// What kind of thing an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// That something can be done.
    Option,
    /// That a combination cannot be; by its place in the base, or under a reading.
    Rule(Option<usize>),
    /// What a party wants.
    Wish,
    /// How a matter in dispute can be read: the matter and the reading.
    Reading(usize, usize),
    /// How a party sees the game, where it sees it otherwise; by the view's place.
    View(usize),
    /// That something is threatened or promised.
    Threat,
    /// What is proposed to stop a party.
    Remedy,
    /// Whose consent a party needs, and what those want.
    Ratification,
    /// A position on an issue.
    Position,
    /// A body, a rule or a composition of one.
    Body,
}

/// One input of the model, as it is counted in the header of a brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input<'a> {
    /// What it is, in words: "option `strike`", "Seoul, wish 2".
    pub label: String,
    /// What kind of thing it is.
    pub kind: InputKind,
    /// The wish, if it is one.
    pub statement: Option<&'a Statement>,
    /// What it rests on.
    pub support: &'a Support,
}
