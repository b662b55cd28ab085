//! Limits under which the engine works, and the answer it gives when it stops at one.
//!
//! There are no global settings: whoever calls passes a [`Context`].

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Holds the limits of one run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The largest number of parties of the round models. Their time grows as its third power.
    pub max_parties: usize,
    /// The largest number of elementary steps of one call: votes cast, pairs compared, models run.
    pub max_steps: u64,
    /// How many threads to use; 0 stands for as many as the machine has cores. The result is the
    /// same for every number.
    pub threads: usize,
    /// Stops the run soon after it becomes true.
    pub cancel: Option<&'a AtomicBool>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context { max_parties: 1_000, max_steps: 1 << 36, threads: 0, cancel: None }
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

    /// Returns a refusal if `steps` are more than allowed.
    pub(crate) fn afford(&self, what: &str, steps: u64) -> Result<(), Refusal> {
        self.poll()?;
        if steps <= self.max_steps {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::TooMuchWork,
            format!("{what} takes about {steps} steps, more than the {} allowed", self.max_steps),
            "ask for fewer parties, rounds or draws, or raise the limit on steps",
        ))
    }

    /// Returns a refusal if there are more parties than allowed.
    pub(crate) fn seat(&self, parties: usize) -> Result<(), Refusal> {
        if parties <= self.max_parties {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::TooManyParties,
            format!("{parties} parties are more than the {} allowed", self.max_parties),
            "join parties that act alike, or raise the limit on parties",
        ))
    }
}

/// Names the reason of a [`Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalCode {
    /// No party has a known position, salience and capability with weight.
    NoWeight,
    /// The scale is one of ordered words, and the model needs distances.
    NoDistances,
    /// There are more parties than the context allows.
    TooManyParties,
    /// The run would take more steps than the context allows.
    TooMuchWork,
    /// The cancel flag was set.
    Cancelled,
    /// A number given is not finite, out of its range, or so large or small that sums lose it.
    BadNumber,
    /// An option of a model is out of its range.
    BadOption,
    /// The model is not defined for such an input.
    NotDefined,
    /// Two things given are not about the same parties, issues or forecasts.
    Mismatch,
    /// An iteration did not settle within its bound.
    NotSettled,
}

impl RefusalCode {
    /// Returns the code in the form used in messages and files.
    pub const fn name(self) -> &'static str {
        match self {
            RefusalCode::NoWeight => "no-weight",
            RefusalCode::NoDistances => "no-distances",
            RefusalCode::TooManyParties => "too-many-parties",
            RefusalCode::TooMuchWork => "too-much-work",
            RefusalCode::Cancelled => "cancelled",
            RefusalCode::BadNumber => "bad-number",
            RefusalCode::BadOption => "bad-option",
            RefusalCode::NotDefined => "not-defined",
            RefusalCode::Mismatch => "mismatch",
            RefusalCode::NotSettled => "not-settled",
        }
    }
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
}

impl Refusal {
    pub(crate) fn new(
        code: RefusalCode,
        reason: impl Into<String>,
        instead: impl Into<String>,
    ) -> Refusal {
        Refusal { code, reason: reason.into(), instead: instead.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}); {}", self.reason, self.code.name(), self.instead)
    }
}

impl std::error::Error for Refusal {}
