//! Records and claims as a case declares them, before any quotation has been looked for.

use detente_evidence::Format;
use detente_text::Span;

/// For whom a layer of a record was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The other side of the dispute: bargaining text.
    Adversary,
    /// An ally.
    Ally,
    /// The writer's own side.
    Internal,
    /// Everybody.
    Public,
}

impl Audience {
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "adversary" => Self::Adversary,
            "ally" => Self::Ally,
            "internal" => Self::Internal,
            "public" => Self::Public,
            _ => return None,
        })
    }
}

/// A part of a record with an audience of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Name of the layer.
    pub id: String,
    /// Its first paragraph, as written.
    pub from: String,
    /// Its last paragraph, as written.
    pub to: String,
    /// For whom it was written.
    pub audience: Audience,
    /// How far it can be believed, in words.
    pub sincerity: Option<String>,
    /// What it is.
    pub title: Option<String>,
    /// Where it is declared.
    pub at: Span,
}

/// One part of a quotation, verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotePart {
    /// The words.
    pub text: String,
    /// The paragraph, or range of paragraphs, in which to look.
    pub paragraph: Option<String>,
    /// Where the paragraph is named in the case files.
    pub paragraph_at: Option<Span>,
    /// Where the words stand in the case files.
    pub at: Span,
}

/// Something doubtful in a record. The text is never repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The words in doubt.
    pub parts: Vec<QuotePart>,
    /// What is wrong with them.
    pub problem: String,
}

/// A record as the case declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordDef {
    /// Name used in the case.
    pub id: String,
    /// File name.
    pub file: String,
    /// What it is called in footnotes.
    pub title: String,
    /// The format, where the case says it.
    pub format: Option<Format>,
    /// Its date, as written.
    pub date: Option<String>,
    /// The archive reference.
    pub archive: Option<String>,
    /// Further header fields that were given, as name and value: language, translator,
    /// confidentiality, from, to.
    pub header: Vec<(&'static str, String)>,
    /// Paragraphs marked as background, with their places in the case file.
    pub background: Vec<(String, Span)>,
    /// Parts with an audience of their own.
    pub layers: Vec<Layer>,
    /// What is doubtful in it.
    pub doubts: Vec<Doubt>,
    /// Where it is declared.
    pub at: Span,
}

/// Someone who speaks, or is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// A party, by index.
    Party(usize),
    /// Somebody who is not a party, by index into the case's others.
    Other(usize),
}

/// Someone who speaks or is spoken of but is not a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Name used in the case.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// What kind of thing is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A wish, goal, demand or red line.
    Wants,
    /// An ability.
    CanDo,
    /// A belief.
    Believes,
    /// A prediction.
    Expects,
    /// An if-then.
    Conditional,
    /// A fact.
    Fact,
    /// A figure.
    Number,
    /// A date.
    Date,
    /// A rule of a body.
    Rule,
    /// A promise or duty.
    Commitment,
    /// A threat.
    Threat,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Wants,
        Self::CanDo,
        Self::Believes,
        Self::Expects,
        Self::Conditional,
        Self::Fact,
        Self::Number,
        Self::Date,
        Self::Rule,
        Self::Commitment,
        Self::Threat,
    ];

    /// Returns the word used in claims files.
    pub fn word(self) -> &'static str {
        crate::grammar::KINDS[self as usize]
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Tells whether the claim is about what somebody has in mind, which a text written for the
    /// adversary cannot show.
    pub fn is_inner(self) -> bool {
        matches!(self, Self::Wants | Self::Believes | Self::Expects)
    }
}

/// What a claim does in the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It speaks for what names it.
    #[default]
    Supports,
    /// It speaks against something.
    Contradicts,
    /// It is context only.
    Context,
}

/// What a record says, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Name of the claim.
    pub id: String,
    /// The record, by index.
    pub record: usize,
    /// The quotation, in one or more parts.
    pub parts: Vec<QuotePart>,
    /// Who says it.
    pub holder: Voice,
    /// On whose behalf, in words.
    pub behalf: Option<String>,
    /// Through whom it reached the record, in words.
    pub through: Option<String>,
    /// Whom it is about.
    pub about: Vec<Voice>,
    /// What kind of thing is claimed.
    pub kind: Kind,
    /// What it does in the model.
    pub role: Role,
    /// The hedge of its sentence, as text.
    pub hedge: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where the claim's name stands.
    pub at: Span,
}

impl Claim {
    /// Tells whether the claim reports what somebody other than its holder wants or believes.
    pub fn is_second_hand(&self) -> bool {
        self.kind.is_inner() && !self.about.is_empty() && !self.about.contains(&self.holder)
    }
}
