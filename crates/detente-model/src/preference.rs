//! What a party wants, as ordered statements or as a direct ranking.

use crate::support::Support;
use detente_expr::Formula;
use std::cmp::Ordering;

/// One thing a party wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The condition as the analyst wrote it.
    pub source: String,
    /// Its meaning.
    pub formula: Formula,
    /// A wording for people, where the condition itself does not read well.
    pub text: Option<String>,
    /// Whether an outcome without it is greatly worse than one with it, not only worse: strength of
    /// preference (Hamouda, Kilgour, Hipel 2004). Vital statements come before all others.
    pub vital: bool,
    /// The group of neighbouring statements whose order among themselves is not known, counted from
    /// 1; 0 if its place is known. What is computed takes the order as written.
    pub open: usize,
    /// Places of statements of its group that it is known to count more than.
    pub above: Vec<usize>,
    /// What the statement rests on.
    pub support: Support,
}

/// A set of outcomes that a party holds equally good, in a direct ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The tier as written: a condition or a pattern such as `YN-`; several are joined by ` | `.
    pub source: String,
    /// Its meaning.
    pub formula: Formula,
    /// Whether everything below is greatly worse, not only worse.
    pub cliff: bool,
}

/// The preference of one party over outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Statements, most important first; outcomes are compared by the first on which they differ
    /// (option prioritisation: Peng 1999; Fang, Hipel, Kilgour, Peng 2003).
    Statements(Vec<Statement>),
    /// Tiers, best first; an outcome belongs to the first tier that holds.
    Ranking(Vec<Tier>, Support),
}

impl Preference {
    /// Returns the statements, or none for a direct ranking.
    pub fn statements(&self) -> &[Statement] {
        match self {
            Self::Statements(statements) => statements,
            Self::Ranking(..) => &[],
        }
    }

    /// Tells whether it says that some outcome is greatly worse than another.
    pub fn is_graded(&self) -> bool {
        match self {
            Self::Statements(statements) => statements.iter().any(|statement| statement.vital),
            Self::Ranking(tiers, _) => tiers.iter().any(|tier| tier.cliff),
        }
    }

    /// Compares two states, the better one being the greater, whether or not they are possible.
    ///
    /// A state that no tier of a ranking holds is worse than those that some tier holds.
    pub fn compare(&self, left: u64, right: u64) -> Ordering {
        match self {
            Self::Statements(statements) => statements
                .iter()
                .map(|statement| statement.formula.eval(left).cmp(&statement.formula.eval(right)))
                .find(|order| *order != Ordering::Equal)
                .unwrap_or(Ordering::Equal),
            Self::Ranking(tiers, _) => {
                let place = |state| {
                    let found = tiers.iter().position(|tier| tier.formula.eval(state));
                    found.unwrap_or(tiers.len())
                };
                place(right).cmp(&place(left))
            }
        }
    }

    /// Returns the statements for changing, or nothing for a direct ranking.
    pub fn statements_mut(&mut self) -> Option<&mut Vec<Statement>> {
        match self {
            Self::Statements(statements) => Some(statements),
            Self::Ranking(..) => None,
        }
    }
}
