//! Limits under which the engine works, and the answer it gives when it stops at one.
//!
//! There are no global settings: whoever calls passes a [`Context`].

use crate::rule::Vote;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Holds the limits of one run. No result depends on the number of threads.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The most voters, interchangeable ones and dummies apart, for which the whole truth table is
    /// written; no more than 30 ever are.
    pub max_table: usize,
    /// The most nodes of a decision diagram.
    pub max_nodes: usize,
    /// The most elementary steps of one search.
    pub max_steps: u64,
    /// The most bytes of one large array.
    pub max_bytes: usize,
    /// How many threads to use; at least one is.
    pub threads: usize,
    /// Where sampling starts; the same seed gives the same figures.
    pub seed: u64,
    /// How many orders and ballots to draw where nothing exact fits; with none such a question is
    /// refused.
    pub samples: u64,
    /// Stops the run soon after it becomes true.
    pub cancel: Option<&'a AtomicBool>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context {
            max_table: 26,
            max_nodes: 1 << 21,
            max_steps: 1 << 35,
            max_bytes: 1 << 30,
            threads: 2,
            seed: 0,
            samples: 1 << 18,
            cancel: None,
        }
    }
}

impl Context<'_> {
    /// Returns a refusal if the run was cancelled.
    pub(crate) fn poll(&self) -> Result<(), Refusal> {
        match self.cancel {
            Some(flag) if flag.load(Ordering::Relaxed) => Err(Refusal::new(
                RefusalCode::Cancelled,
                "the run was cancelled",
                "start it again; nothing was kept",
            )),
            _ => Ok(()),
        }
    }
}

/// Names the reason of a [`Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalCode {
    /// More yes can turn a pass into a fail; the refusal carries the votes that show it.
    NotMonotone,
    /// The rule has too many voters, or too many that differ, for the question.
    TooLarge,
    /// A search reached the limit on steps.
    TooMuchWork,
    /// The cancel flag was set.
    Cancelled,
    /// The notion is not defined for such a rule.
    NotDefined,
    /// Things given together are not about the same voters, or a number is not one that is allowed.
    Mismatch,
}

impl RefusalCode {
    /// Returns the code in the form used in messages and files.
    pub const fn name(self) -> &'static str {
        match self {
            RefusalCode::NotMonotone => "not-monotone",
            RefusalCode::TooLarge => "too-large",
            RefusalCode::TooMuchWork => "too-much-work",
            RefusalCode::Cancelled => "cancelled",
            RefusalCode::NotDefined => "not-defined",
            RefusalCode::Mismatch => "mismatch",
        }
    }
}

/// Shows that a rule is not monotone: with `votes` it passes, and no longer if `voter` says `raised`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// Votes with which the rule passes.
    pub votes: Vec<Vote>,
    /// The voter whose vote is raised.
    pub voter: usize,
    /// What it is raised to, with which the rule fails.
    pub raised: Vote,
}

/// Says why the engine gives no answer and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of reason.
    pub code: RefusalCode,
    /// The reason, with its figures.
    pub reason: String,
    /// What to do instead, phrased as an action.
    pub instead: String,
    /// For [`RefusalCode::NotMonotone`], the votes that show it.
    pub reversal: Option<Box<Reversal>>,
}

impl Refusal {
    pub(crate) fn new(
        code: RefusalCode,
        reason: impl Into<String>,
        instead: impl Into<String>,
    ) -> Refusal {
        Refusal { code, reason: reason.into(), instead: instead.into(), reversal: None }
    }

    pub(crate) fn not_monotone(reversal: Reversal) -> Refusal {
        Refusal {
            code: RefusalCode::NotMonotone,
            reason: "one more yes can turn a pass into a fail, so the measure has no meaning"
                .into(),
            instead: "state the rule so that a no never helps, or look at the votes that show it"
                .into(),
            reversal: Some(Box::new(reversal)),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}); {}", self.reason, self.code.name(), self.instead)
    }
}

impl std::error::Error for Refusal {}
