//! Limits under which the engine works, and the answer it gives when it stops at one.
//!
//! There are no global settings: whoever calls passes a [`Context`].

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Holds the limits of one run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The largest number of feasible states to hold. At most `u32::MAX` is used.
    pub max_states: usize,
    /// The largest number of elementary steps of the searches whose cost cannot be bounded by the
    /// number of states: enumeration under conditions that never hold, `sim`, and the exact part of
    /// symmetric concepts for joint movers.
    pub max_steps: u64,
    /// Stops the run soon after it becomes true.
    pub cancel: Option<&'a AtomicBool>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context {
            max_states: 1 << 22,
            max_steps: 1 << 30,
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

/// Counts steps against [`Context::max_steps`] and looks at the cancel flag now and then.
pub(crate) struct Budget<'a> {
    context: &'a Context<'a>,
    used: u64,
    next_poll: u64,
}

impl<'a> Budget<'a> {
    const POLL_EVERY: u64 = 1 << 16;

    pub(crate) fn new(context: &'a Context<'a>) -> Budget<'a> {
        Budget {
            context,
            used: 0,
            next_poll: 0,
        }
    }

    /// Takes `steps` from the budget; `what` names the work for the reason of a refusal.
    pub(crate) fn spend(&mut self, steps: u64, what: &str) -> Result<(), Refusal> {
        self.used = self.used.saturating_add(steps);
        if self.used >= self.next_poll {
            self.context.poll()?;
            self.next_poll = self.used.saturating_add(Self::POLL_EVERY);
        }
        if self.used > self.context.max_steps {
            return Err(Refusal::new(
                RefusalCode::TooMuchWork,
                format!(
                    "{what} needs more than the {} steps allowed",
                    self.context.max_steps
                ),
                "rule out more states, ask for fewer concepts, or raise the limit on steps",
            ));
        }
        Ok(())
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
        Refusal {
            code,
            reason: reason.into(),
            instead: instead.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}); {}",
            self.reason,
            self.code.name(),
            self.instead
        )
    }
}

impl std::error::Error for Refusal {}
