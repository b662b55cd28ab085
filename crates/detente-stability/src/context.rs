//! Limits under which the engine works, and the answer it gives when it stops at one.
//!
//! There are no global settings: whoever calls passes a [`Context`].

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Holds the limits of one run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The largest number of feasible states to hold. No more than 2³¹ − 1 are ever held.
    pub max_states: usize,
    /// The largest number of elementary steps of the searches that are not near-linear in the number
    /// of states: `sim`, the exact part of symmetric concepts for joint movers, comparing the cells
    /// that many one-way options of one mover make, everything on a [`crate::Graph`], descriptions and
    /// inverse questions, and enumeration under conditions that are decided late, which also stops
    /// after 64 steps for each of `max_states`.
    pub max_steps: u64,
    /// Stops the run soon after it becomes true.
    pub cancel: Option<&'a AtomicBool>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context { max_states: 1 << 22, max_steps: 1 << 32, cancel: None }
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

/// Counts steps of one search and looks at the cancel flag now and then.
pub(crate) struct Budget<'a> {
    context: &'a Context<'a>,
    work: Work,
    limit: u64,
    used: u64,
    next_poll: u64,
}

/// Names a search for the refusal when its budget is used up.
#[derive(Clone, Copy)]
pub(crate) struct Work {
    /// What the search does, as the subject of a sentence.
    pub(crate) what: &'static str,
    /// What to do instead.
    pub(crate) instead: &'static str,
}

impl<'a> Budget<'a> {
    const POLL_EVERY: u64 = 1 << 16;

    pub(crate) fn new(context: &'a Context<'a>, work: Work) -> Budget<'a> {
        Budget::at_most(u64::MAX, context, work)
    }

    /// Makes a budget of at most `limit` steps, or fewer if the context allows fewer.
    pub(crate) fn at_most(limit: u64, context: &'a Context<'a>, work: Work) -> Budget<'a> {
        let limit = limit.min(context.max_steps);
        Budget { context, work, limit, used: 0, next_poll: 0 }
    }

    pub(crate) fn spend(&mut self, steps: u64) -> Result<(), Refusal> {
        self.used = self.used.saturating_add(steps);
        if self.used >= self.next_poll {
            self.context.poll()?;
            self.next_poll = self.used.saturating_add(Self::POLL_EVERY);
        }
        if self.used <= self.limit {
            return Ok(());
        }
        let reason = format!("{} takes more than the {} steps allowed", self.work.what, self.limit);
        Err(Refusal::new(RefusalCode::TooMuchWork, reason, self.work.instead))
    }
}

/// Names the reason of a [`Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalCode {
    /// There are more feasible states than the context allows.
    TooManyStates,
    /// The impossible conditions leave no state.
    NoState,
    /// A search reached the limit on steps.
    TooMuchWork,
    /// The cancel flag was set.
    Cancelled,
    /// The concept is not defined where options are held jointly.
    JointOptions,
    /// The mover or the state asked about is not part of the game.
    NotInGame,
    /// The concept is not defined for such a model.
    NotDefined,
    /// Two things given are not about the same parties, states or statements.
    Mismatch,
}

impl RefusalCode {
    /// Returns the code in the form used in messages and files.
    pub const fn name(self) -> &'static str {
        match self {
            RefusalCode::TooManyStates => "too-many-states",
            RefusalCode::NoState => "no-state",
            RefusalCode::TooMuchWork => "too-much-work",
            RefusalCode::Cancelled => "cancelled",
            RefusalCode::JointOptions => "joint-options",
            RefusalCode::NotInGame => "not-in-game",
            RefusalCode::NotDefined => "not-defined",
            RefusalCode::Mismatch => "mismatch",
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
