//! Which voters matter to a rule and which are plainly alike, read off the compact form.
//!
//! What lives here: the cheap, syntactic part, which may tell apart voters that are interchangeable.
//! The exact answer is in `structure.rs`.

use crate::rule::Rule;

/// The voters of a yes/no game, sorted into kinds that the compact form treats alike.
#[derive(Clone, Debug)]
pub(crate) struct Kinds {
    /// For each kind its voters, ascending.
    pub(crate) voters: Vec<Vec<usize>>,
    /// For each kind what one of it adds to each sum by a yes.
    pub(crate) adds: Vec<Vec<i128>>,
}

impl Kinds {
    pub(crate) fn of(rule: &Rule) -> Self {
        let mut columns: Vec<Vec<(usize, i128)>> = vec![Vec::new(); rule.len()];
        for (at, sum) in rule.sums.iter().enumerate() {
            for term in sum.iter().filter(|term| term.yes != 0) {
                columns[term.voter as usize].push((at, term.yes));
            }
        }
        let mut by_column: std::collections::BTreeMap<&[(usize, i128)], Vec<usize>> =
            std::collections::BTreeMap::new();
        for (voter, column) in columns.iter().enumerate() {
            // Voters that occur nowhere have no kind.
            if !column.is_empty() {
                by_column.entry(column).or_default().push(voter);
            }
        }
        let mut kinds: Vec<(Vec<usize>, Vec<i128>)> = by_column
            .into_iter()
            .map(|(column, voters)| {
                let mut adds = vec![0; rule.sums.len()];
                for &(sum, yes) in column {
                    adds[sum] = yes;
                }
                (voters, adds)
            })
            .collect();
        kinds.sort_by_key(|(voters, _)| voters[0]);
        let (voters, adds) = kinds.into_iter().unzip();
        Self { voters, adds }
    }

    /// How many voters occur in the rule.
    pub(crate) fn free(&self) -> usize {
        self.voters.iter().map(Vec::len).sum()
    }

    /// How many count vectors there are; saturates.
    pub(crate) fn vectors(&self) -> u128 {
        let counts = self.voters.iter().map(|voters| voters.len() as u128 + 1);
        counts.fold(1, u128::saturating_mul)
    }

    /// The kind of each voter, nothing for the idle.
    pub(crate) fn kind_of(&self, voters: usize) -> Vec<Option<usize>> {
        let mut kinds = vec![None; voters];
        for (kind, members) in self.voters.iter().enumerate() {
            members.iter().for_each(|&voter| kinds[voter] = Some(kind));
        }
        kinds
    }
}
