//! Threats and promises that a party has made, or is said to have made.

use crate::support::Support;
use detente_expr::Formula;

/// What a party says it will do, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threat {
    /// Name of the threat.
    pub id: String,
    /// The party that would carry it out.
    pub party: usize,
    /// Whether it is a promise.
    pub promise: bool,
    /// The options it would take or give up, each with whether it is taken then.
    pub does: Vec<(usize, bool)>,
    /// When it is called: the condition as written and its meaning; always, if nothing is given.
    pub when: Option<(String, Formula)>,
    /// The threat as a sentence.
    pub text: String,
    /// What it rests on; the claims against it call it empty.
    pub support: Support,
}

impl Threat {
    /// Returns a state as it is once the threat has been carried out.
    pub fn carried_out(&self, state: u64) -> u64 {
        self.does.iter().fold(state, |state, &(option, taken)| {
            if taken { state | 1 << option } else { state & !(1 << option) }
        })
    }

    /// Tells whether it is called in a state: its condition holds, whether or not it has been carried
    /// out.
    pub fn is_called(&self, state: u64) -> bool {
        self.when.as_ref().is_none_or(|(_, formula)| formula.eval(state))
    }
}
