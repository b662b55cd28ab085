//! Power where members may abstain: three choices instead of two.
//!
//! Source: Felsenthal, Machover, "Ternary voting games", *International Journal of Game Theory* 26, 1997.

use crate::answer::Value;
use crate::context::{Context, Refusal, RefusalCode, Reversal};
use crate::fraction::{binomials, orders};
use crate::rule::{Rule, Vote};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeMap;

/// Ways of voting that are looked at, up to exchange of like voters.
const MOST_VECTORS: u128 = 1 << 22;

/// The power of each voter with abstention.
#[derive(Clone, Debug, PartialEq)]
pub struct TernaryPower {
    /// Divisions into yes, no and neither that pass, of 3^n.
    pub passing: BigUint,
    /// Ternary Banzhaf measure of each voter: the share of the others' 3^(n−1) divisions in which its
    /// yes against its no decides.
    pub banzhaf: Vec<Value>,
    /// Ternary Shapley–Shubik index of each voter: in a random roll-call of random votes, how often it is
    /// the one whose vote settles the outcome.
    pub shapley: Vec<Value>,
}

/// Voters alike: what each adds to each sum by a yes and by abstaining.
struct Kind {
    voters: Vec<usize>,
    yes: Vec<i128>,
    abstain: Vec<i128>,
}

/// Computes the power of all voters where each may abstain.
///
/// A voter settles a roll-call if before it the outcome was open, and after it no votes of those still to
/// come can change it.
///
/// ```
/// use detente_bodies::{Context, Rule, ternary_power};
///
/// let majority = Rule::weighted(2, &[1, 1, 1])?;
/// let found = ternary_power(&majority, &Context::default())?;
/// // An abstention counts as a no here: of the other two just one says yes in 4 of 9 divisions.
/// assert_eq!(found.banzhaf[0].to_string(), "4/9");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If a vote raised from no to abstention, or to yes, can turn a pass into a fail, with the votes that
/// show it; if there are too many ways of voting; if the run is cancelled.
pub fn ternary_power(rule: &Rule, context: &Context<'_>) -> Result<TernaryPower, Refusal> {
    let kinds = kinds(rule);
    let all = kinds.iter().fold(1_u128, |product, kind| {
        let n = kind.voters.len() as u128;
        product.saturating_mul((n + 1) * (n + 2) / 2)
    });
    if all > MOST_VECTORS {
        return Err(Refusal::new(
            RefusalCode::TooLarge,
            format!(
                "there are {all} ways of voting with abstention, up to exchange of like voters"
            ),
            "look at the power without abstention",
        ));
    }
    let divisions = Divisions::new(rule, &kinds, context)?;
    if let Some(reversal) = divisions.reversal(rule.len()) {
        return Err(Refusal::not_monotone(reversal));
    }
    Ok(divisions.measure(rule.len()))
}

fn kinds(rule: &Rule) -> Vec<Kind> {
    let sums = rule.sums.len();
    let mut adds = vec![(vec![0_i128; sums], vec![0_i128; sums]); rule.len()];
    for (sum, terms) in rule.sums.iter().enumerate() {
        for term in terms.iter() {
            let (yes, abstain) = &mut adds[term.voter as usize];
            (yes[sum], abstain[sum]) = (term.yes, term.abstain);
        }
    }
    let mut by_adds: BTreeMap<(Vec<i128>, Vec<i128>), Vec<usize>> = BTreeMap::new();
    for (voter, adds) in adds.into_iter().enumerate() {
        by_adds.entry(adds).or_default().push(voter);
    }
    let each = by_adds.into_iter();
    let mut kinds: Vec<Kind> =
        each.map(|((yes, abstain), voters)| Kind { voters, yes, abstain }).collect();
    kinds.sort_by_key(|kind| kind.voters[0]);
    kinds
}

/// The outcome for every number of yes and of abstentions in each kind.
struct Divisions<'a> {
    kinds: &'a [Kind],
    /// For each kind the pairs of yes and abstentions, and the place of each pair.
    pairs: Vec<Vec<(usize, usize)>>,
    strides: Vec<usize>,
    passes: Vec<bool>,
}

impl<'a> Divisions<'a> {
    fn new(rule: &Rule, kinds: &'a [Kind], context: &Context<'_>) -> Result<Self, Refusal> {
        let pairs: Vec<Vec<(usize, usize)>> = kinds
            .iter()
            .map(|kind| {
                let n = kind.voters.len();
                (0..=n).flat_map(|yes| (0..=n - yes).map(move |abstain| (yes, abstain))).collect()
            })
            .collect();
        let mut strides = Vec::with_capacity(kinds.len());
        let mut total = 1;
        for pairs in &pairs {
            strides.push(total);
            total *= pairs.len();
        }
        let mut passes = Vec::with_capacity(total);
        let mut made = Divisions { kinds, pairs, strides, passes: Vec::new() };
        for vector in 0..total {
            if vector % 4096 == 0 {
                context.poll()?;
            }
            let value = |sum: usize| {
                let each = kinds.iter().enumerate().map(|(place, kind)| {
                    let (yes, abstain) = made.counts(vector, place);
                    kind.yes[sum] * yes as i128 + kind.abstain[sum] * abstain as i128
                });
                each.sum()
            };
            passes.push(rule.holds(&value));
        }
        made.passes = passes;
        Ok(made)
    }

    fn counts(&self, vector: usize, kind: usize) -> (usize, usize) {
        let pairs = &self.pairs[kind];
        pairs[vector / self.strides[kind] % pairs.len()]
    }

    /// The vector in which one kind has other counts, if that can be.
    fn with(&self, vector: usize, kind: usize, counts: (usize, usize)) -> Option<usize> {
        let n = self.kinds[kind].voters.len();
        if counts.0 + counts.1 > n {
            return None;
        }
        // Pairs with fewer yes come first: n + 1 of none, n of one, and so on.
        let place = counts.0 * (n + 1) - (counts.0 * counts.0.saturating_sub(1)) / 2 + counts.1;
        let now = vector / self.strides[kind] % self.pairs[kind].len();
        Some(vector - now * self.strides[kind] + place * self.strides[kind])
    }

    fn reversal(&self, voters: usize) -> Option<Reversal> {
        for (vector, _) in self.passes.iter().enumerate().filter(|(_, passes)| **passes) {
            for (kind, members) in self.kinds.iter().enumerate() {
                let (yes, abstain) = self.counts(vector, kind);
                let no = members.voters.len() - yes - abstain;
                let raised = [
                    (no > 0, (yes, abstain + 1), Vote::Abstain),
                    (abstain > 0, (yes + 1, abstain.saturating_sub(1)), Vote::Yes),
                ];
                for (can, counts, vote) in raised {
                    let next = if can { self.with(vector, kind, counts) } else { None };
                    if next.is_some_and(|next| !self.passes[next]) {
                        let votes = self.votes(vector, voters);
                        let from = if vote == Vote::Yes { yes } else { yes + abstain };
                        let voter = members.voters[from];
                        return Some(Reversal { votes, voter, raised: vote });
                    }
                }
            }
        }
        None
    }

    fn votes(&self, vector: usize, voters: usize) -> Vec<Vote> {
        let mut votes = vec![Vote::No; voters];
        for (kind, members) in self.kinds.iter().enumerate() {
            let (yes, abstain) = self.counts(vector, kind);
            members.voters[..yes].iter().for_each(|&voter| votes[voter] = Vote::Yes);
            members.voters[yes..yes + abstain].iter().for_each(|&v| votes[v] = Vote::Abstain);
        }
        votes
    }

    fn measure(&self, voters: usize) -> TernaryPower {
        let rows: Vec<Vec<Vec<BigUint>>> = self
            .kinds
            .iter()
            .map(|kind| (0..=kind.voters.len()).map(binomials).collect())
            .collect();
        // Divisions of so many voters of a kind.
        let ways = |kind: usize, n: usize, (yes, abstain): (usize, usize)| {
            &rows[kind][n][yes] * &rows[kind][n - yes][abstain]
        };
        let mut passing = BigUint::zero();
        let mut banzhaf = vec![BigUint::zero(); self.kinds.len()];
        for (vector, &passes) in self.passes.iter().enumerate() {
            let counts: Vec<(usize, usize)> =
                (0..self.kinds.len()).map(|kind| self.counts(vector, kind)).collect();
            let all = |skip: usize| -> BigUint {
                let each = counts.iter().enumerate().filter(|(kind, _)| *kind != skip);
                each.map(|(kind, &of)| ways(kind, self.kinds[kind].voters.len(), of)).product()
            };
            if passes {
                passing += all(usize::MAX);
            }
            // The voter says no here, and yes in the other vector.
            for (kind, members) in self.kinds.iter().enumerate() {
                let (yes, abstain) = counts[kind];
                let n = members.voters.len();
                if passes || yes + abstain == n {
                    continue;
                }
                let up = self.with(vector, kind, (yes + 1, abstain));
                if up.is_some_and(|up| self.passes[up]) {
                    banzhaf[kind] += all(kind) * ways(kind, n - 1, (yes, abstain));
                }
            }
        }
        let divisions = BigInt::from(3).pow(voters.saturating_sub(1) as u32);
        let shapley = self.settles(voters);
        let mut of_voter = vec![0; voters];
        for (kind, members) in self.kinds.iter().enumerate() {
            members.voters.iter().for_each(|&voter| of_voter[voter] = kind);
        }
        let value = |above: &BigUint| {
            Value::exact(BigRational::new(BigInt::from(above.clone()), divisions.clone()))
        };
        TernaryPower {
            passing,
            banzhaf: of_voter.iter().map(|&kind| value(&banzhaf[kind])).collect(),
            shapley: of_voter.iter().map(|&kind| Value::exact(shapley[kind].clone())).collect(),
        }
    }

    /// The ternary Shapley–Shubik index of one voter of each kind.
    ///
    /// A voter settles that it passes if those called before it with its own vote pass though all others
    /// say no, and did not so without it: with its vote a swing from what it would be with a no. The same
    /// for a fail, where all others say yes. Each is a sum over who was called before and how they voted.
    fn settles(&self, voters: usize) -> Vec<BigRational> {
        let mut index = vec![BigRational::zero(); self.kinds.len()];
        let (coefficients, below) = orders(voters.max(1));
        let rows: Vec<Vec<Vec<BigUint>>> = self
            .kinds
            .iter()
            .map(|kind| (0..=kind.voters.len()).map(binomials).collect())
            .collect();
        // The vector says how those called before voted; the others say no (then the pairs are yes and
        // abstentions among them), or yes (then the roles of yes and no are exchanged).
        for (vector, &with_no) in self.passes.iter().enumerate() {
            let counts: Vec<(usize, usize)> =
                (0..self.kinds.len()).map(|kind| self.counts(vector, kind)).collect();
            for kind in 0..self.kinds.len() {
                let n = self.kinds[kind].voters.len();
                let (yes, abstain) = counts[kind];
                if yes + abstain == n {
                    continue;
                }
                // With the voter's no this is the outcome if nobody else helps.
                for step in [(yes + 1, abstain), (yes, abstain + 1)] {
                    let Some(up) = self.with(vector, kind, step) else { continue };
                    if with_no || !self.passes[up] {
                        continue;
                    }
                    index[kind] += self.called(&rows, &counts, kind, &coefficients, false);
                }
            }
        }
        for (vector, &passes) in self.passes.iter().enumerate() {
            // Here the pairs are yes and abstentions of everybody; those not called say yes.
            let counts: Vec<(usize, usize)> =
                (0..self.kinds.len()).map(|kind| self.counts(vector, kind)).collect();
            for kind in 0..self.kinds.len() {
                let (yes, abstain) = counts[kind];
                if yes == 0 || !passes {
                    continue;
                }
                for step in [(yes - 1, abstain), (yes - 1, abstain + 1)] {
                    let Some(down) = self.with(vector, kind, step) else { continue };
                    if self.passes[down] {
                        continue;
                    }
                    index[kind] += self.called(&rows, &counts, kind, &coefficients, true);
                }
            }
        }
        let below = BigRational::from_integer(BigInt::from(below));
        index.into_iter().map(|sum| sum / &below).collect()
    }

    /// The chance, times the common denominator of orders, that before one voter of a kind others were
    /// called who voted so that all not called saying no (or, turned, yes) gives these counts.
    fn called(
        &self,
        rows: &[Vec<Vec<BigUint>>],
        counts: &[(usize, usize)],
        own: usize,
        coefficients: &[BigUint],
        turned: bool,
    ) -> BigRational {
        // By how many were called: those who did not say what the uncalled say are called for certain;
        // of the rest any number was.
        let mut ways = BigUint::from(1_u32);
        let mut sure = 0;
        let mut free = 0;
        for (kind, members) in self.kinds.iter().enumerate() {
            let (yes, abstain) = counts[kind];
            let n = members.voters.len();
            let no = n - yes - abstain;
            // One of the kind is the voter itself, which has said what the uncalled say.
            let (loud, quiet) = if turned { (no, yes) } else { (yes, no) };
            let (n, quiet) = if kind == own { (n - 1, quiet - 1) } else { (n, quiet) };
            ways *= &rows[kind][n][loud] * &rows[kind][n - loud][abstain];
            sure += loud + abstain;
            free += quiet;
        }
        let mut sum = BigRational::zero();
        let row = binomials(free);
        for (more, choose) in row.iter().enumerate() {
            let called = sure + more;
            // Each of those called, and the voter, votes in one of three ways.
            let votes = BigInt::from(3).pow(called as u32 + 1);
            let above = BigInt::from(&ways * choose * &coefficients[called]);
            sum += BigRational::new(above, votes);
        }
        sum
    }
}
