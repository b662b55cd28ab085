//! Counting by kinds: one term for each number of yes in each kind of interchangeable voters.
//!
//! What lives here: the walk over count vectors and the counts and notions that follow from it. What
//! does not: finding the kinds.

use crate::answer::{How, Method};
use crate::context::{Context, Refusal, Reversal};
use crate::fraction::{Count, MOST_SMALL};
use crate::profile::Profile;
use crate::rule::{Rule, Vote};
use crate::sort::Kinds;
use num_bigint::BigUint;

/// The outcome for every count vector, the first kind running fastest.
pub(crate) struct Vectors {
    pub(crate) kinds: Kinds,
    pub(crate) strides: Vec<usize>,
    pub(crate) passes: Vec<bool>,
}

impl Vectors {
    /// Evaluates the rule for each count vector. The caller has checked that there are few.
    pub(crate) fn new(rule: &Rule, kinds: Kinds, context: &Context<'_>) -> Result<Self, Refusal> {
        let mut strides = Vec::with_capacity(kinds.voters.len());
        let mut total = 1;
        for voters in &kinds.voters {
            strides.push(total);
            total *= voters.len() + 1;
        }
        let mut counts = vec![0; kinds.voters.len()];
        let mut sums = vec![0_i128; rule.sums.len()];
        let mut passes = Vec::with_capacity(total);
        for at in 0..total {
            if at % 4096 == 0 {
                context.poll()?;
            }
            passes.push(rule.holds(&|sum| sums[sum]));
            for (kind, voters) in kinds.voters.iter().enumerate() {
                let back = counts[kind] == voters.len();
                let by = if back { -(counts[kind] as i128) } else { 1 };
                for (sum, add) in sums.iter_mut().zip(&kinds.adds[kind]) {
                    *sum += by * add;
                }
                counts[kind] = if back { 0 } else { counts[kind] + 1 };
                if !back {
                    break;
                }
            }
        }
        Ok(Self { kinds, strides, passes })
    }

    /// How many of a kind say yes in a count vector.
    pub(crate) fn count(&self, vector: usize, kind: usize) -> usize {
        vector / self.strides[kind] % (self.kinds.voters[kind].len() + 1)
    }

    /// The votes of a count vector: the first voters of each kind say yes.
    pub(crate) fn votes(&self, vector: usize, voters: usize) -> Vec<Vote> {
        let mut votes = vec![Vote::No; voters];
        for (kind, members) in self.kinds.voters.iter().enumerate() {
            members[..self.count(vector, kind)].iter().for_each(|&v| votes[v] = Vote::Yes);
        }
        votes
    }

    /// The first vector that passes and fails with one more yes.
    pub(crate) fn reversal(&self, voters: usize) -> Option<Reversal> {
        for (vector, &passes) in self.passes.iter().enumerate() {
            for (kind, members) in self.kinds.voters.iter().enumerate() {
                let count = self.count(vector, kind);
                if passes && count < members.len() && !self.passes[vector + self.strides[kind]] {
                    let votes = self.votes(vector, voters);
                    return Some(Reversal { votes, voter: members[count], raised: Vote::Yes });
                }
            }
        }
        None
    }

    pub(crate) fn profile(&self, voters: usize) -> Profile {
        if self.kinds.free() <= MOST_SMALL {
            self.profile_in::<u128>(voters)
        } else {
            self.profile_in::<BigUint>(voters)
        }
    }

    /// Counts winning sets, and those with one given voter of each kind, by size.
    fn profile_in<C: Count>(&self, voters: usize) -> Profile {
        let free = self.kinds.free();
        let zero = || C::small(0);
        let mut wins = vec![zero(); free + 1];
        let mut with = vec![vec![zero(); free + 1]; self.kinds.voters.len()];
        let mut rows: Vec<Vec<C>> = Vec::new();
        let mut less: Vec<Vec<C>> = Vec::new();
        for members in &self.kinds.voters {
            rows.push(C::row(members.len()));
            // Sets with a given voter: choose the others.
            let mut shifted = vec![zero()];
            shifted.extend(C::row(members.len() - 1));
            less.push(shifted);
        }
        let kinds = rows.len();
        let mut before = vec![C::small(1); kinds + 1];
        for (vector, _) in self.passes.iter().enumerate().filter(|(_, passes)| **passes) {
            let counts: Vec<usize> = (0..kinds).map(|kind| self.count(vector, kind)).collect();
            let size: usize = counts.iter().sum();
            for kind in 0..kinds {
                before[kind + 1] = before[kind].times(&rows[kind][counts[kind]]);
            }
            wins[size].add(&before[kinds]);
            let mut after = C::small(1);
            for kind in (0..kinds).rev() {
                let others = before[kind].times(&after);
                with[kind][size].add_product(&others, &less[kind][counts[kind]]);
                after = after.times(&rows[kind][counts[kind]]);
            }
        }
        let wins: Vec<BigUint> = wins.iter().map(Count::big).collect();
        let swings = with
            .iter()
            .map(|with| {
                let with: Vec<BigUint> = with.iter().map(Count::big).collect();
                Profile::swings_from(&wins, &with)
            })
            .collect();
        let how = How::exact(Method::Types, self.passes.len(), self.passes.len());
        Profile { free, wins, swings, kind: self.kinds.kind_of(voters), how }
    }
}
