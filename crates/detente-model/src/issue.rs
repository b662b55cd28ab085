//! Issues on the table, with scales and positions.

use crate::support::Support;

/// Says whose business an issue is. A change of category moves it in or out of a body's reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Internal to one country.
    Domestic,
    /// Between countries.
    International,
    /// Both at once.
    Both,
    /// About how to talk, not about what.
    Procedural,
}

impl Category {
    /// The words used in case files, in order.
    pub const WORDS: [&'static str; 4] = ["domestic", "international", "both", "procedural"];

    /// Finds the category of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Domestic, Self::International, Self::Both, Self::Procedural];
        all.into_iter().find(|category| category.word() == word)
    }

    /// Returns the word used in case files.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// The scale of an issue.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Words in order, from one end to the other.
    Words(Vec<String>),
    /// Numbers with a unit.
    Numbers {
        /// One end.
        from: f64,
        /// The other end.
        to: f64,
        /// What is counted.
        unit: String,
    },
}

/// A place on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Point {
    /// The index of a word.
    Word(usize),
    /// A number.
    Number(f64),
}

/// Where a party stands on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The party.
    pub party: usize,
    /// What it asks for.
    pub at: Point,
    /// The least it is prepared to take.
    pub floor: Option<Point>,
    /// How much it cares, 0 to 100; unknown where absent.
    pub salience: Option<f64>,
    /// How much it can put behind its position, in any unit; unknown where absent.
    pub capability: Option<f64>,
    /// What the position rests on.
    pub support: Support,
}

/// A question that is negotiated.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Name of the issue.
    pub id: String,
    /// The issue as a question.
    pub question: String,
    /// Whose business it is.
    pub category: Option<Category>,
    /// The scale on which positions lie.
    pub scale: Scale,
    /// The positions known.
    pub positions: Vec<Position>,
    /// What the issue itself rests on.
    pub support: Support,
}
