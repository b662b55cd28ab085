//! Minimal winning sets: their number and size, the measures over them, and whether a rule lets
//! opposite things pass or leaves something stuck.
//!
//! What lives here: everything that takes one look at each way of voting. What does not: counts of all
//! winning sets, which larger bodies have too.

use crate::answer::{How, Method, Value};
use crate::context::{Context, Refusal, RefusalCode};
use crate::fraction::binomials;
use crate::rule::{Rule, Vote};
use crate::sort::Kinds;
use crate::types::Vectors;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;

/// Ways of voting that are looked at, up to exchange of like voters.
const MOST_VECTORS: u128 = 1 << 22;
/// Minimal winning sets that are listed, up to exchange of like voters.
const MOST_LISTED: usize = 64;

/// What minimal winning sets tell of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimal {
    /// How many minimal winning sets there are.
    pub sets: BigUint,
    /// The smallest and the largest number of members in one; nothing if nothing passes.
    pub sizes: Option<(usize, usize)>,
    /// One of each kind: votes in which just a minimal winning set says yes; at most 64.
    pub listed: Vec<Vec<Vote>>,
    /// How many kinds there are; more than are listed if there are more than 64.
    pub kinds: usize,
    /// Minimal blocking sets: sets that leave no winning set outside and of which no part does.
    pub blocking: BigUint,
    /// Deegan–Packel index of each voter (1978): minimal winning sets are equally likely and share
    /// equally.
    pub deegan_packel: Vec<Value>,
    /// Public good index of Holler and Packel (1983): the share of minimal winning sets one is in.
    pub holler_packel: Vec<Value>,
    /// Johnston index (1978): in each winning set those who are critical share equally.
    pub johnston: Vec<Value>,
    /// Two disjoint winning sets, if there are any: then the rule is improper.
    pub improper: Option<Vec<Vote>>,
    /// A split in which neither side passes anything, if there is one: then the rule is not strong.
    pub stuck: Option<Vec<Vote>>,
    /// How it was found.
    pub how: How,
}

/// Looks at the minimal winning sets of a rule.
///
/// ```
/// use detente_bodies::{Context, Rule, minimal};
///
/// let rule = Rule::weighted(3, &[2, 1, 1])?;
/// let found = minimal(&rule, &Context::default())?;
/// assert_eq!(found.sets, 2u32.into());
/// assert_eq!(found.deegan_packel[0].to_string(), "1/2");
/// assert_eq!(found.johnston[0].to_string(), "2/3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the rule is not monotone, with the votes that show it; if there are more ways of voting, up to
/// exchange of like voters, than are looked at; if the run is cancelled.
pub fn minimal(rule: &Rule, context: &Context<'_>) -> Result<Minimal, Refusal> {
    let vectors = looked_at(rule, context)?;
    Ok(Walk { vectors: &vectors, voters: rule.len() }.look())
}

/// Every way of voting of a monotone rule, if there are few enough to look at one by one.
pub(crate) fn looked_at(rule: &Rule, context: &Context<'_>) -> Result<Vectors, Refusal> {
    let kinds = Kinds::of(rule);
    let all = kinds.vectors();
    if all > MOST_VECTORS {
        return Err(Refusal::new(
            RefusalCode::TooLarge,
            format!("there are {all} ways of voting to look at, up to exchange of like voters"),
            "look at the power of the voters, which larger bodies have too",
        ));
    }
    let vectors = Vectors::new(rule, kinds, context)?;
    match vectors.reversal(rule.len()) {
        Some(reversal) => Err(Refusal::not_monotone(reversal)),
        None => Ok(vectors),
    }
}

struct Walk<'a> {
    vectors: &'a Vectors,
    voters: usize,
}

impl Walk<'_> {
    fn look(&self) -> Minimal {
        let members = &self.vectors.kinds.voters;
        let rows: Vec<Vec<BigUint>> =
            members.iter().map(|voters| binomials(voters.len())).collect();
        let kinds = members.len();
        let last = self.vectors.passes.len() - 1;
        let mut sets = BigUint::zero();
        let mut blocking = BigUint::zero();
        let mut sizes: Option<(usize, usize)> = None;
        let mut listed = Vec::new();
        let mut found = 0;
        let zero = || BigRational::zero();
        // For one voter of each kind.
        let mut packel = vec![zero(); kinds];
        let mut good = vec![zero(); kinds];
        let mut johnston = vec![zero(); kinds];
        let (mut improper, mut stuck) = (None, None);
        for (vector, &passes) in self.vectors.passes.iter().enumerate() {
            // All others say yes in the opposite vector, which is as far from the end.
            let opposite = self.vectors.passes[last - vector];
            if passes && opposite && improper.is_none() {
                improper = Some(self.vectors.votes(vector, self.voters));
            }
            if !passes && !opposite && stuck.is_none() {
                stuck = Some(self.vectors.votes(vector, self.voters));
            }
            let counts: Vec<usize> =
                (0..kinds).map(|kind| self.vectors.count(vector, kind)).collect();
            let stride = |kind: usize| self.vectors.strides[kind];
            if !passes {
                // The others of a maximal losing set are a minimal blocking set.
                let maximal = (0..kinds).all(|kind| {
                    counts[kind] == members[kind].len()
                        || self.vectors.passes[vector + stride(kind)]
                });
                if maximal {
                    blocking += ways(&rows, &counts);
                }
                continue;
            }
            let critical: Vec<bool> = (0..kinds)
                .map(|kind| counts[kind] > 0 && !self.vectors.passes[vector - stride(kind)])
                .collect();
            let size: usize = counts.iter().sum();
            let many: usize =
                (0..kinds).filter(|&kind| critical[kind]).map(|kind| counts[kind]).sum();
            let ways = ways(&rows, &counts);
            // One voter of a kind is in so many of them.
            let with = |kind: usize| {
                let part = BigInt::from(counts[kind]);
                BigRational::new(
                    BigInt::from(ways.clone()) * part,
                    BigInt::from(members[kind].len()),
                )
            };
            for kind in (0..kinds).filter(|&kind| critical[kind]) {
                johnston[kind] += with(kind) / BigInt::from(many);
            }
            if (0..kinds).all(|kind| counts[kind] == 0 || critical[kind]) {
                sets += &ways;
                found += 1;
                if listed.len() < MOST_LISTED {
                    listed.push(self.vectors.votes(vector, self.voters));
                }
                let (least, most) = sizes.unwrap_or((size, size));
                sizes = Some((least.min(size), most.max(size)));
                for kind in (0..kinds).filter(|&kind| counts[kind] > 0) {
                    good[kind] += with(kind);
                    packel[kind] += with(kind) / BigInt::from(size);
                }
            }
        }
        let words = self.vectors.passes.len();
        Minimal {
            sets,
            sizes,
            listed,
            kinds: found,
            blocking,
            deegan_packel: self.shares(&packel),
            holler_packel: self.shares(&good),
            johnston: self.shares(&johnston),
            improper,
            stuck,
            how: How::exact(Method::Types, words, words),
        }
    }

    /// Every voter's share in the whole.
    fn shares(&self, by_kind: &[BigRational]) -> Vec<Value> {
        let kind = self.vectors.kinds.kind_of(self.voters);
        let whole: BigRational = kind.iter().flatten().map(|&kind| &by_kind[kind]).sum();
        let share = |kind: &Option<usize>| match kind {
            Some(kind) if !whole.is_zero() => Value::exact(&by_kind[*kind] / &whole),
            _ => Value::exact(BigRational::zero()),
        };
        kind.iter().map(share).collect()
    }
}

/// How many sets of members a count vector stands for.
fn ways(rows: &[Vec<BigUint>], counts: &[usize]) -> BigUint {
    rows.iter().zip(counts).map(|(row, &count)| &row[count]).product()
}
