//! What a party thinks of one state beside another, in the three questions stability asks.
//!
//! All families of preference (orders, strength, unknown, fuzzy) answer these and share the rest of
//! the engine.

use crate::ranking::Ranking;

/// Answers for every party the questions on which stability rests.
///
/// The general engine asks nothing else, so whoever implements this trait has every concept for a
/// preference of his own making. An order answers all three by comparing ranks; it is implemented
/// for slices of [`Ranking`], one per party.
///
/// The engine asks only about parties and states for which [`Attitude::fits`] was true.
pub trait Attitude {
    /// Says whether this is about so many parties and so many states.
    fn fits(&self, parties: usize, states: usize) -> bool;

    /// Says whether a move from `here` to `there` counts as an improvement for the party whose
    /// stability is judged.
    fn tempted(&self, party: usize, here: usize, there: usize) -> bool;

    /// Says whether ending up in `outcome` counts as no better than `here` for that party, so that
    /// the prospect keeps it where it is.
    fn deterred(&self, party: usize, here: usize, outcome: usize) -> bool;

    /// Says whether the party, answering someone else, would itself move from `here` to `there`: an
    /// improvement as `seq` and `symseq` want it. By default that which tempts.
    fn willing(&self, party: usize, here: usize, there: usize) -> bool {
        self.tempted(party, here, there)
    }
}

impl Attitude for [Ranking] {
    fn fits(&self, parties: usize, states: usize) -> bool {
        self.len() == parties && self.iter().all(|ranking| ranking.len() == states)
    }
    fn tempted(&self, party: usize, here: usize, there: usize) -> bool {
        self.get(party).is_some_and(|ranking| ranking.improves(here, there))
    }
    fn deterred(&self, party: usize, here: usize, outcome: usize) -> bool {
        !self.tempted(party, here, outcome)
    }
}

impl<A: Attitude + ?Sized> Attitude for &A {
    fn fits(&self, parties: usize, states: usize) -> bool {
        (**self).fits(parties, states)
    }
    fn tempted(&self, party: usize, here: usize, there: usize) -> bool {
        (**self).tempted(party, here, there)
    }
    fn deterred(&self, party: usize, here: usize, outcome: usize) -> bool {
        (**self).deterred(party, here, outcome)
    }
    fn willing(&self, party: usize, here: usize, there: usize) -> bool {
        (**self).willing(party, here, there)
    }
}

/// Judges for several parties acting as one: they gain if all gain, and are kept if one is.
#[derive(Clone, Copy)]
pub(crate) struct Together<'a, A: ?Sized> {
    pub(crate) attitude: &'a A,
    pub(crate) members: crate::party::PartySet,
}

impl<A: Attitude + ?Sized> Together<'_, A> {
    pub(crate) fn tempted(&self, here: usize, there: usize) -> bool {
        self.members.iter().all(|party| self.attitude.tempted(party, here, there))
    }
    pub(crate) fn deterred(&self, here: usize, outcome: usize) -> bool {
        self.members.iter().any(|party| self.attitude.deterred(party, here, outcome))
    }
    pub(crate) fn willing(&self, here: usize, there: usize) -> bool {
        self.members.iter().all(|party| self.attitude.willing(party, here, there))
    }
}
