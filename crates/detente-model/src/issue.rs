//! Issues on the table, with scales and positions.

use crate::body::{Stated, Voter};
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

/// A number that is known, or known to lie between two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The least it can be.
    pub low: f64,
    /// The likeliest, where one is given; then the number is taken as triangular, otherwise as uniform.
    pub mode: Option<f64>,
    /// The most it can be.
    pub high: f64,
}

impl Spread {
    /// Makes a number that is known.
    pub fn known(value: f64) -> Self {
        Self { low: value, mode: None, high: value }
    }

    /// Tells whether it is known.
    pub fn is_known(&self) -> bool {
        self.low >= self.high
    }

    /// Returns the number to compute with where one is needed: the likeliest, or the middle.
    pub fn middle(&self) -> f64 {
        self.mode.unwrap_or(f64::midpoint(self.low, self.high))
    }
}

/// Where a party stands on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The party.
    pub party: usize,
    /// What it asks for at first, if that is more than it wants.
    pub opening: Option<Point>,
    /// What it wants.
    pub at: Point,
    /// What it would fall back to, in order, before its least.
    pub fallbacks: Vec<Point>,
    /// The least it is prepared to take.
    pub floor: Option<Point>,
    /// Where its position lies between two numbers, if that is all that is known; `at` is then the
    /// middle.
    pub spread: Option<Spread>,
    /// How much it cares, 0 to 100; unknown where absent.
    pub salience: Option<Spread>,
    /// How much it can put behind its position, in any unit; unknown where absent.
    pub capability: Option<Spread>,
    /// What the position rests on.
    pub support: Support,
}

/// What is done about another issue, or anywhere else, if one is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Linkage {
    /// The other issue, by its name, if it is one.
    pub to: Option<String>,
    /// What is done, as a phrase.
    pub text: String,
    /// What that does to the ladder of whoever is refused, on the other issue.
    pub shift: Option<Shift>,
    /// What it rests on.
    pub support: Support,
}

/// What a refusal does to a ladder on another issue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shift {
    /// It ends here: nothing below is taken any more.
    Binds(Point),
    /// It reaches down to here.
    Releases(Point),
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
    /// The place of each word of the scale on a line, ascending, if the analyst gives distances.
    pub places: Option<Vec<f64>>,
    /// Where the issue stands if nothing is agreed.
    pub reference: Option<Stated<Point>>,
    /// Who asks it.
    pub asked_by: Vec<Voter>,
    /// Of whom it is asked.
    pub asked_of: Vec<Voter>,
    /// The clauses that stay unguarded while it is open, by their places.
    pub guards: Vec<usize>,
    /// The steps that wait for it, by their names.
    pub blocks: Vec<String>,
    /// What follows elsewhere if it is refused.
    pub links: Vec<Linkage>,
    /// The positions known.
    pub positions: Vec<Position>,
    /// What the issue itself rests on.
    pub support: Support,
}

/// What the analyst puts in where a position gives no weight of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// How much each party can put behind its positions, by party; unknown where absent.
    pub capability: Vec<Option<Spread>>,
    /// How much a party cares where nothing is said; unknown if absent.
    pub salience: Option<Spread>,
    /// What it rests on.
    pub support: Support,
}
