//! Power with a priori unions: members that have agreed to act together, and then decide among
//! themselves.
//!
//! What lives here: the indices of Owen and their kin. What does not: blocs that always vote alike, which
//! `planner` has.

use crate::answer::Value;
use crate::context::{Context, Refusal, RefusalCode};
use crate::fraction::orders;
use crate::rule::{Rule, Vote};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::One;

/// The most unions, and the most members of one, for which every set is looked at.
pub const MAX_UNION: usize = 16;

/// The power of each voter under a system of unions.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionPower {
    /// Owen value (1977): random orders in which unions stay together.
    pub owen: Vec<Value>,
    /// Banzhaf–Owen value (Owen 1981): all sets of other unions, and of partners, equally likely.
    pub banzhaf_owen: Vec<Value>,
    /// Symmetric coalitional Banzhaf value (Alonso-Meijide, Fiestras-Janeiro 2002): sets of other unions
    /// equally likely, orders within the own.
    pub symmetric: Vec<Value>,
}

/// Computes power with unions: `unions` names for each voter the union it is in, counted from 0.
///
/// ```
/// use detente_bodies::{Context, Rule, union_power};
///
/// // Majority of three; two of them together leave the third nothing.
/// let majority = Rule::weighted(2, &[1, 1, 1])?;
/// let found = union_power(&majority, &[0, 0, 1], &Context::default())?;
/// assert_eq!(found.owen[0].to_string(), "1/2");
/// assert_eq!(found.owen[2].to_string(), "0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If not every voter has a union, if there are too many unions or a union is too large, or if the run
/// is cancelled.
pub fn union_power(
    rule: &Rule,
    unions: &[usize],
    context: &Context<'_>,
) -> Result<UnionPower, Refusal> {
    let voters = rule.len();
    if unions.len() != voters {
        return Err(Refusal::new(
            RefusalCode::Mismatch,
            format!("{} unions are named for {voters} voters", unions.len()),
            "name one union for each voter",
        ));
    }
    let mut names: Vec<usize> = unions.to_vec();
    names.sort_unstable();
    names.dedup();
    let members: Vec<Vec<usize>> = names
        .iter()
        .map(|name| (0..voters).filter(|&voter| unions[voter] == *name).collect())
        .collect();
    let largest = members.iter().map(Vec::len).max().unwrap_or(0);
    if members.len() > MAX_UNION || largest > MAX_UNION {
        return Err(Refusal::new(
            RefusalCode::TooLarge,
            format!("there are {} unions, the largest of {largest}", members.len()),
            format!("have no more than {MAX_UNION} unions of no more than {MAX_UNION} members"),
        ));
    }
    let nothing = BigRational::from_integer(BigInt::from(0));
    let mut owen = vec![nothing.clone(); voters];
    let mut banzhaf = vec![nothing.clone(); voters];
    let mut symmetric = vec![nothing; voters];
    let (outer, outer_below) = orders(members.len());
    for (own, partners) in members.iter().enumerate() {
        let others: Vec<usize> = (0..members.len()).filter(|&union| union != own).collect();
        let (inner, inner_below) = orders(partners.len());
        let evenly = BigRational::new(
            BigInt::one(),
            BigInt::from(BigUint::one() << (others.len() + partners.len() - 1)),
        );
        let half = BigRational::new(BigInt::one(), BigInt::from(BigUint::one() << others.len()));
        for set in 0_u32..1 << others.len() {
            context.poll()?;
            let mut votes = vec![Vote::No; voters];
            for (place, &union) in others.iter().enumerate() {
                if set >> place & 1 == 1 {
                    members[union].iter().for_each(|&voter| votes[voter] = Vote::Yes);
                }
            }
            let before = set.count_ones() as usize;
            let outside = chance(&outer[before], &outer_below);
            for inside in 0_u32..1 << partners.len() {
                for (place, &voter) in partners.iter().enumerate() {
                    let says = inside >> place & 1 == 1;
                    votes[voter] = if says { Vote::Yes } else { Vote::No };
                }
                if rule.passes(&votes) {
                    continue;
                }
                let ahead = inside.count_ones() as usize;
                for (place, &voter) in partners.iter().enumerate() {
                    if inside >> place & 1 == 1 {
                        continue;
                    }
                    votes[voter] = Vote::Yes;
                    if rule.passes(&votes) {
                        let within = chance(&inner[ahead], &inner_below);
                        owen[voter] += &outside * &within;
                        symmetric[voter] += &half * &within;
                        banzhaf[voter] += &evenly;
                    }
                    votes[voter] = Vote::No;
                }
            }
        }
    }
    let values = |list: Vec<BigRational>| list.into_iter().map(Value::exact).collect();
    Ok(UnionPower {
        owen: values(owen),
        banzhaf_owen: values(banzhaf),
        symmetric: values(symmetric),
    })
}

fn chance(above: &BigUint, below: &BigUint) -> BigRational {
    BigRational::new(BigInt::from(above.clone()), BigInt::from(below.clone()))
}
