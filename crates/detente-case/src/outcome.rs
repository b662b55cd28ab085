//! What happened afterwards: `outcome.toml` beside a case, read apart from it.
//!
//! A case never sees its outcome, so that no answer can rest on it. What does not live here: scores.

mod reading;

use detente_model::{Day, Point};
pub use reading::load_outcome;

/// What happened to what a case speaks of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// What was predicted.
    pub predictions: Vec<Prediction>,
    /// When things happened that had a date.
    pub dates: Vec<DateOutcome>,
    /// What figures turned out to be.
    pub figures: Vec<FigureOutcome>,
    /// Where issues came out.
    pub issues: Vec<IssueOutcome>,
}

impl Outcomes {
    /// Whether nothing is said at all.
    pub fn is_empty(&self) -> bool {
        let Self { predictions, dates, figures, issues } = self;
        predictions.is_empty() && dates.is_empty() && figures.is_empty() && issues.is_empty()
    }
}

/// What became of a prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It came true.
    True,
    /// It did not.
    False,
    /// In part, or in another form.
    Partly,
    /// What it depends on did not happen, or nobody can tell.
    Untested,
    /// It is not known yet.
    Open,
}

impl Verdict {
    /// The words used in files, in order.
    pub const WORDS: [&'static str; 5] = ["true", "false", "partly", "untested", "open"];

    fn from_word(word: &str) -> Option<Self> {
        let all = [Self::True, Self::False, Self::Partly, Self::Untested, Self::Open];
        all.into_iter().find(|verdict| verdict.word() == word)
    }

    /// Returns the word used in files.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// Whether what was predicted was put to the test and its end is known: only then is it scored.
    pub fn is_resolved(self) -> bool {
        matches!(self, Self::True | Self::False | Self::Partly)
    }
}

/// A prediction with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Its name.
    pub id: String,
    /// What was predicted, as a sentence.
    pub text: String,
    /// Who predicted it, in words.
    pub by: String,
    /// The claim that is the prediction.
    pub claim: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, in a sentence; empty only for what is open.
    pub because: String,
    /// Where that is known from; empty only for what is open.
    pub source: Vec<String>,
    /// The chance given to it, where one was.
    pub chance: Option<f64>,
    /// Ordered outcomes with their chances, and the one that happened, where they were given.
    pub ranked: Option<Ranked>,
}

/// A prediction over ordered outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The outcomes with their chances, in order.
    pub chances: Vec<(String, f64)>,
    /// Which happened; nothing where the prediction is open or untested.
    pub happened: Option<usize>,
}

/// A date with when it came.
#[derive(Clone, Debug, PartialEq)]
pub struct DateOutcome {
    /// Its name.
    pub id: String,
    /// What was to happen.
    pub text: String,
    /// The day it was expected.
    pub expected: Day,
    /// The day it happened.
    pub happened: Day,
    /// Where that is known from.
    pub source: Vec<String>,
}

/// A figure with what it turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureOutcome {
    /// Its name.
    pub id: String,
    /// What is counted.
    pub text: String,
    /// What was said.
    pub expected: f64,
    /// What it was.
    pub happened: f64,
    /// The unit.
    pub unit: String,
    /// Where that is known from.
    pub source: Vec<String>,
}

/// An issue with where it came out.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueOutcome {
    /// The issue, by its place in the case.
    pub issue: usize,
    /// The point on its scale.
    pub happened: Point,
    /// Why it is that point; empty where nobody says.
    pub because: String,
    /// Where that is known from.
    pub source: Vec<String>,
}
