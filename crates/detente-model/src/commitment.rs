//! Instruments, what is promised in them, and drafts of them.

use crate::body::Voter;
use crate::support::Support;

/// What an instrument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstrumentKind {
    /// A treaty, signed by all whom it binds.
    Treaty,
    /// A declaration made together.
    Declaration,
    /// A statement of one's own, alone.
    Unilateral,
    /// A statement of one's own, taken into the documents of a conference.
    Incorporated,
    /// A protocol to something else.
    Protocol,
    /// An instruction to a body.
    Instruction,
    /// A letter.
    Letter,
}

impl InstrumentKind {
    /// The words of a case file, in the order of the variants.
    pub const WORDS: [&'static str; 7] = [
        "treaty",
        "declaration",
        "unilateral statement",
        "incorporated statement",
        "protocol",
        "instruction",
        "letter",
    ];

    const ALL: [Self; 7] = [
        Self::Treaty,
        Self::Declaration,
        Self::Unilateral,
        Self::Incorporated,
        Self::Protocol,
        Self::Instruction,
        Self::Letter,
    ];

    /// Reads a word of a case file.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().position(|known| *known == word).map(|place| Self::ALL[place])
    }

    /// Returns its word.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// Something signed, stated or sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// Name of the instrument.
    pub id: String,
    /// What it is.
    pub kind: InstrumentKind,
    /// What it is called, in words.
    pub text: String,
    /// Whom it binds.
    pub binds: Vec<Voter>,
    /// The instrument it continues, by its place; nothing continues itself.
    pub continues: Option<usize>,
    /// Other forms of the same thing, by their places.
    pub rivals: Vec<usize>,
    /// What it rests on.
    pub support: Support,
}

/// How firmly something is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It vouches for the result.
    Vouches,
    /// It will take measures, whatever comes of them.
    Measures,
    /// It will try.
    Tries,
    /// It says that it cannot.
    Cannot,
}

impl Strength {
    /// The words of a case file, the firmest first.
    pub const WORDS: [&'static str; 4] = ["vouches", "will take measures", "will try", "cannot"];

    /// Reads a word of a case file.
    pub fn from_word(word: &str) -> Option<Self> {
        let place = Self::WORDS.iter().position(|known| *known == word)?;
        Some([Self::Vouches, Self::Measures, Self::Tries, Self::Cannot][place])
    }

    /// Returns its word.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// When something is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timing {
    /// In words.
    Words(String),
    /// With a step of the schedule, by its place.
    Step(usize),
}

/// Something promised, or said to be impossible to promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Name of the commitment.
    pub id: String,
    /// Who is to do it.
    pub by: Vec<Voter>,
    /// To whom it is promised.
    pub to: Vec<Voter>,
    /// What is to be done, as an infinitive.
    pub does: String,
    /// The instruments it stands in, by their places.
    pub instruments: Vec<usize>,
    /// When.
    pub when: Option<Timing>,
    /// Where.
    pub place: Option<String>,
    /// Who verifies it.
    pub verifiers: Vec<Voter>,
    /// What follows if it is not done.
    pub consequence: Option<String>,
    /// How firmly it is promised, where that is known.
    pub strength: Option<Strength>,
    /// The clauses it serves, by their places.
    pub clauses: Vec<usize>,
    /// What it rests on.
    pub support: Support,
}

/// A draft of an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Name of the draft.
    pub id: String,
    /// What it is called, in words.
    pub text: Option<String>,
    /// The instrument it is a draft of, by its place.
    pub of: usize,
    /// Who wrote it.
    pub from: Vec<Voter>,
    /// Its articles, in its order; none if no text of it is known.
    pub articles: Vec<Article>,
    /// What it rests on that there is such a draft.
    pub support: Support,
}

/// An article of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its key, under which drafts are compared.
    pub id: String,
    /// What it says.
    pub text: String,
    /// The drafts whose article of the same key it contradicts, by their places, as the analyst says.
    pub conflicts: Vec<usize>,
    /// What it rests on; that of the draft if it has nothing of its own.
    pub support: Support,
}
