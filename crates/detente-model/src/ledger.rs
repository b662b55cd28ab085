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
