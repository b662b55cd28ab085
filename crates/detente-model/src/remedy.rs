//! What is proposed, in a record or by the analyst, to stop a party from breaking an outcome.

use crate::support::Support;

/// A remedy against a party: what others are to do, or to leave undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Name of the remedy.
    pub id: String,
    /// The party it is to stop.
    pub stops: usize,
    /// The options it sets, each with whether it is taken then; none is the party's own.
    pub sets: Vec<(usize, bool)>,
    /// The remedy as a sentence.
    pub text: String,
    /// What it rests on.
    pub support: Support,
}

impl Remedy {
    /// Returns a state as it is once the remedy has been applied.
    pub fn applied(&self, state: u64) -> u64 {
        self.sets.iter().fold(state, |state, &(option, taken)| {
            if taken { state | 1 << option } else { state & !(1 << option) }
        })
    }
}
