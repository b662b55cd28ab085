//! One weighted threshold: exact counting by dynamic programming over size and weight.
//!
//! What lives here: the threshold as plain weights, and the recursion with removal of one voter. What
//! does not: weights too large for an array of sizes times weights (`residues.rs`, `quadrature.rs`).

use crate::answer::{How, Method};
use crate::context::Context;
use crate::fraction::triangle;
use crate::net::Node;
use crate::profile::Profile;
use crate::rule::Rule;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// A weighted voting game [quota; weights] without dummies of weight zero.
pub(crate) struct Weighted {
    /// The voters with their weights, ascending by weight.
    pub(crate) voters: Vec<(u64, usize)>,
    pub(crate) quota: u64,
    pub(crate) total: u64,
}

impl Weighted {
    /// The rule as a single threshold, if it is one and its weights fit.
    pub(crate) fn of(rule: &Rule) -> Option<Self> {
        let &Node::Atom { sum, least } = &rule.nodes[rule.root.node()] else { return None };
        if rule.root.negated() {
            return None;
        }
        let mut voters = Vec::new();
        let mut total = 0_u64;
        for term in rule.sums[sum].iter().filter(|term| term.yes != 0) {
            let weight = u64::try_from(term.yes).ok()?;
            total = total.checked_add(weight)?;
            voters.push((weight, term.voter as usize));
        }
        voters.sort_unstable();
        let quota = u64::try_from(least).ok().filter(|quota| (1..=total).contains(quota))?;
        Some(Self { voters, quota, total })
    }

    /// The quota of the dual game, in which a set wins if its complement does not.
    pub(crate) fn dual_quota(&self) -> u64 {
        self.total - self.quota + 1
    }

    /// The smaller of the quotas of the game and its dual, which have the same swings.
    pub(crate) fn short(&self) -> u64 {
        self.quota.min(self.dual_quota())
    }

    /// The different weights, each with its voters.
    pub(crate) fn by_weight(&self) -> BTreeMap<u64, Vec<usize>> {
        let mut kinds: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        self.voters
            .iter()
            .for_each(|&(weight, voter)| kinds.entry(weight).or_default().push(voter));
        kinds
    }

    /// Steps and bytes the recursion takes.
    pub(crate) fn effort(&self) -> (u128, u128) {
        let (n, quota) = (self.voters.len() as u128, u128::from(self.short()));
        (n * quota * (n + self.by_weight().len() as u128), 16 * (n + 1) * quota)
    }

    /// Counts exactly; the caller has checked the effort, and that there are at most 126 voters.
    pub(crate) fn profile(&self, all: usize) -> Profile {
        let (n, quota) = (self.voters.len(), self.short() as usize);
        let dual = self.short() != self.quota;
        // Row s: how many sets of s voters have each weight below the quota.
        let mut counts = vec![0_u128; (n + 1) * quota];
        counts[0] = 1;
        for (used, &(weight, _)) in self.voters.iter().enumerate() {
            let weight = weight as usize;
            if weight >= quota {
                break;
            }
            for size in (0..=used).rev() {
                let (below, above) = counts.split_at_mut((size + 1) * quota);
                let from = &below[size * quota..][..quota - weight];
                let to = &mut above[weight..quota];
                to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
            }
        }
        let losing: Vec<u128> = counts.chunks_exact(quota).map(|row| row.iter().sum()).collect();
        let row = triangle::<u128>(n).pop().unwrap_or_default();
        let wins = (0..=n).map(|size| {
            BigUint::from(if dual { losing[n - size] } else { row[size] - losing[size] })
        });
        let mut kind = vec![None; all];
        let mut swings = Vec::new();
        for (weight, voters) in self.by_weight() {
            voters.iter().for_each(|&voter| kind[voter] = Some(swings.len()));
            let mut own = self.without(&counts, weight as usize);
            if dual {
                own.reverse();
            }
            swings.push(own.into_iter().map(BigUint::from).collect());
        }
        let how = How::exact(Method::Weights, counts.len(), 16 * counts.len());
        Profile { free: n, wins: wins.collect(), swings, kind, how }
    }

    /// The sets of the others, by size, that reach the quota with this weight only.
    fn without(&self, counts: &[u128], weight: usize) -> Vec<u128> {
        let (n, quota) = (self.voters.len(), self.short() as usize);
        let mut before = vec![0; quota];
        let mut swings = Vec::with_capacity(n);
        for size in 0..n {
            let mut row = counts[size * quota..][..quota].to_vec();
            if weight < quota {
                let from = &before[..quota - weight];
                row[weight..].iter_mut().zip(from).for_each(|(count, with)| *count -= with);
            }
            swings.push(row[quota.saturating_sub(weight)..].iter().sum());
            before = row;
        }
        swings
    }

    /// Whether the recursion fits.
    pub(crate) fn fits(&self, context: &Context<'_>) -> bool {
        let (steps, bytes) = self.effort();
        self.voters.len() <= crate::fraction::MOST_SMALL
            && steps <= u128::from(context.max_steps).min(1 << 31)
            && bytes <= context.max_bytes as u128
    }
}
