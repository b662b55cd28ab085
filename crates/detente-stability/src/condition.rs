//! Conditions over options, decided on partly known states.
//!
//! The crate has no condition language of its own: whoever has one implements [`Condition`].

use std::sync::Arc;

/// Holds one yes or no per option: bit `k` is set when option `k` is taken.
///
/// States are ordered by this number, the first option being the least significant.
pub type State = u64;

/// Answers yes, no or "not yet" to a question about a state of which only some options are known.
///
/// Enumeration leaves a branch as soon as some impossible condition is decided true, so the earlier
/// a condition decides, the faster. A condition must be *total* (decide when all options are known;
/// an undecided answer then counts as no) and *steady* (a decision is not taken back when more
/// options become known).
pub trait Condition {
    /// Decides the condition where the options in `known` have the values in `yes`, the others
    /// being open. `yes` is a subset of `known`.
    fn decide(&self, known: State, yes: State) -> Option<bool>;

    /// Returns a superset of the options the condition depends on, by default all.
    ///
    /// Only speed depends on it: enumeration settles mentioned options first and multiplies the
    /// others out without asking again.
    fn mentions(&self) -> State {
        State::MAX
    }
}

impl<C: Condition + ?Sized> Condition for &C {
    fn decide(&self, known: State, yes: State) -> Option<bool> {
        (**self).decide(known, yes)
    }
    fn mentions(&self) -> State {
        (**self).mentions()
    }
}

impl<C: Condition + ?Sized> Condition for Box<C> {
    fn decide(&self, known: State, yes: State) -> Option<bool> {
        (**self).decide(known, yes)
    }
    fn mentions(&self) -> State {
        (**self).mentions()
    }
}

impl<C: Condition + ?Sized> Condition for Arc<C> {
    fn decide(&self, known: State, yes: State) -> Option<bool> {
        (**self).decide(known, yes)
    }
    fn mentions(&self) -> State {
        (**self).mentions()
    }
}

/// Holds where the options in `care` have exactly the values in `yes`.
///
/// ```
/// use detente_stability::{Condition, Pattern};
/// let signed_not_broken = Pattern { care: 0b11, yes: 0b01 };
/// assert_eq!(signed_not_broken.decide(0b01, 0b01), None);
/// assert_eq!(signed_not_broken.decide(0b10, 0b10), Some(false));
/// assert_eq!(signed_not_broken.decide(0b11, 0b01), Some(true));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The options looked at.
    pub care: State,
    /// Those among them that must be taken; bits outside `care` are ignored.
    pub yes: State,
}

impl Pattern {
    /// Holds where option `k` is taken; nowhere if there is no such bit.
    pub const fn taken(option: u32) -> Pattern {
        let bit = bit(option);
        Pattern { care: bit, yes: bit }
    }

    /// Holds where option `k` is not taken; everywhere if there is no such bit.
    pub const fn untaken(option: u32) -> Pattern {
        Pattern { care: bit(option), yes: 0 }
    }
}

const fn bit(option: u32) -> State {
    match (1 as State).checked_shl(option) {
        Some(bit) => bit,
        None => 0,
    }
}

impl Condition for Pattern {
    fn decide(&self, known: State, yes: State) -> Option<bool> {
        if (yes ^ self.yes) & self.care & known != 0 {
            Some(false)
        } else if self.care & !known == 0 {
            Some(true)
        } else {
            None
        }
    }
    fn mentions(&self) -> State {
        self.care
    }
}

/// Turns a three-valued closure into a [`Condition`].
pub fn from_fn<F: Fn(State, State) -> Option<bool>>(decide: F) -> FromFn<F> {
    FromFn(decide)
}

/// Decides by a closure; made by [`from_fn`].
#[derive(Clone, Copy, Debug)]
pub struct FromFn<F>(F);

impl<F: Fn(State, State) -> Option<bool>> Condition for FromFn<F> {
    fn decide(&self, known: State, yes: State) -> Option<bool> {
        (self.0)(known, yes)
    }
}

/// Turns a two-valued closure over the options in `mentions` into a [`Condition`] that is decided
/// once all of them are known.
///
/// ```
/// use detente_stability::{Condition, over};
/// // "the second option if the first"
/// let implied = over(0b11, |yes| yes & 0b01 == 0 || yes & 0b10 != 0);
/// assert_eq!(implied.decide(0b01, 0b00), None);
/// assert_eq!(implied.decide(0b11, 0b01), Some(false));
/// ```
pub fn over<F: Fn(State) -> bool>(mentions: State, holds: F) -> Over<F> {
    Over { mentions, holds }
}

/// Decides by a closure over some options; made by [`over`].
#[derive(Clone, Copy, Debug)]
pub struct Over<F> {
    mentions: State,
    holds: F,
}

impl<F: Fn(State) -> bool> Condition for Over<F> {
    fn decide(&self, known: State, yes: State) -> Option<bool> {
        (self.mentions & !known == 0).then(|| (self.holds)(yes & self.mentions))
    }
    fn mentions(&self) -> State {
        self.mentions
    }
}
