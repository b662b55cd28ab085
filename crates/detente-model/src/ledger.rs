//! Figures as records give them: counts of things, groups and their parts.

use crate::body::Voter;
use crate::schedule::Day;
use crate::support::Support;

/// How a record gives a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Exactly(i64),
    /// So many or more.
    AtLeast(i64),
    /// More than so many.
    MoreThan(i64),
    /// So many or fewer.
    AtMost(i64),
    /// Fewer than so many.
    LessThan(i64),
    /// No fewer than the first and no more than the second.
    Between(i64, i64),
    /// About so many, which bounds nothing.
    About(i64),
    /// All of the group it is a part of.
    All,
    /// Not all of the group.
    NotAll,
}

/// One figure of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureStated {
    /// The figure.
    pub amount: Amount,
    /// The day it is of, if that is known.
    pub as_of: Option<Day>,
    /// What it rests on.
    pub support: Support,
}

/// A count of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Name of the count.
    pub id: String,
    /// What is counted, as a phrase.
    pub text: String,
    /// The unit, in the plural.
    pub unit: Option<String>,
    /// Who has them.
    pub holders: Vec<Voter>,
    /// From whom, and to whom, they move, if they do.
    pub moved: Option<(Voter, Voter)>,
    /// The group it is a part of, by its place. Parts of one group have nothing in common.
    pub part_of: Option<usize>,
    /// Who verifies it.
    pub verifiers: Vec<Voter>,
    /// The figures, in the order of the case.
    pub figures: Vec<FigureStated>,
    /// What it rests on that it is counted at all.
    pub support: Support,
}

/// The unit of a count: its own, or that of the nearest group that has one.
pub fn unit_of(ledger: &[LedgerEntry], place: usize) -> Option<&str> {
    let mut at = Some(place);
    // No longer than the ledger, should groups run in a circle.
    for _ in 0..=ledger.len() {
        let entry = ledger.get(at?)?;
        if let Some(unit) = &entry.unit {
            return Some(unit);
        }
        at = entry.part_of;
    }
    None
}

/// The group that a count is subtracted from: the one it is a part of, if both have the same unit or one
/// of them has none.
pub fn group_of(ledger: &[LedgerEntry], place: usize) -> Option<usize> {
    let group = ledger[place].part_of?;
    let (own, whole) = (unit_of(ledger, place), unit_of(ledger, group));
    let other = own.zip(whole).is_some_and(|(own, whole)| own != whole);
    (!other).then_some(group)
}
