//! One weighted threshold with large weights: exact swings, counted in residues.
//!
//! The number of sets of each weight below the quota is found modulo several numbers without common
//! divisors, one of them 2^64, by additions alone. The Chinese remainder theorem puts the counts
//! together. What does not live here: anything by size of sets.

use crate::answer::{How, Method};
use crate::context::{Context, Refusal};
use crate::parallel;
use crate::weights::Weighted;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};

/// Exact counts without sizes.
pub(crate) struct Totals {
    /// Winning sets among the voters with weight.
    pub(crate) winning: BigUint,
    /// Swings of each voter of the rule, others without weight left out.
    pub(crate) swings: Vec<BigUint>,
    pub(crate) how: How,
}

impl Weighted {
    /// Steps the counting takes, in additions.
    pub(crate) fn residue_steps(&self) -> u128 {
        let moduli = self.voters.len() as u128 / 63 + 1;
        moduli * self.sweep_steps(self.short())
    }

    /// Additions of one recursion over weights below a quota.
    pub(crate) fn sweep_steps(&self, quota: u64) -> u128 {
        let mut reach = 0_u64;
        let mut steps = 0_u128;
        for &(weight, _) in self.voters.iter().take_while(|(weight, _)| *weight < quota) {
            reach = (reach + weight).min(quota - 1);
            steps += u128::from(reach - weight.min(reach)) + 1;
        }
        steps
    }

    /// Counts winning sets and swings exactly.
    pub(crate) fn totals(&self, all: usize, context: &Context<'_>) -> Result<Totals, Refusal> {
        let n = self.voters.len();
        let moduli = moduli(n);
        let kinds: Vec<(u64, Vec<usize>)> = self.by_weight().into_iter().collect();
        let weights: Vec<u64> = kinds.iter().map(|(weight, _)| *weight).collect();
        let columns = parallel::map(
            moduli.len(),
            context.threads,
            || (),
            |(), at| self.residues(moduli[at], &weights, context),
        )?;
        let residues = columns.into_iter().collect::<Result<Vec<_>, _>>()?;
        // The losing sets come first, then the swings of each weight.
        let mut by_kind = combine(&moduli, &residues).into_iter();
        let losing = by_kind.next().unwrap_or_default();
        let dual = self.short() != self.quota;
        let winning = if dual { losing } else { (BigUint::one() << n) - losing };
        let mut swings = vec![BigUint::zero(); all];
        for ((_, voters), count) in kinds.iter().zip(by_kind) {
            voters.iter().for_each(|&voter| swings[voter].clone_from(&count));
        }
        let cells = self.short() as usize;
        let how = How::exact(
            Method::Residues,
            cells * moduli.len(),
            8 * cells * context.threads.clamp(1, moduli.len()),
        );
        Ok(Totals { winning, swings, how })
    }

    /// Modulo one number (0 for 2^64): the losing sets, then the swings of each weight.
    fn residues(
        &self,
        modulus: u64,
        weights: &[u64],
        context: &Context<'_>,
    ) -> Result<Vec<u64>, Refusal> {
        let quota = self.short() as usize;
        let mut counts = vec![0_u64; quota];
        counts[0] = 1;
        let mut reach = 0;
        for &(weight, _) in &self.voters {
            let weight = weight as usize;
            if weight >= quota {
                break;
            }
            context.poll()?;
            let end = (reach + weight + 1).min(quota);
            if modulus == 0 {
                sweep(&mut counts[..end], weight, u64::wrapping_add);
            } else {
                sweep(&mut counts[..end], weight, |to, from| add(to, from, modulus));
            }
            reach = end - 1;
        }
        let plus =
            |a: u64, b: u64| if modulus == 0 { a.wrapping_add(b) } else { add(a, b, modulus) };
        let minus = |a: u64, b: u64| match modulus {
            0 => a.wrapping_sub(b),
            _ if a >= b => a - b,
            modulus => a + (modulus - b),
        };
        let mut sum = 0;
        for count in &mut counts {
            sum = plus(sum, *count);
            *count = sum;
        }
        let mut found = vec![sum];
        for &weight in weights {
            // F(y) = G(y) + G(y - w) for the sets with and without the voter, so that G(q - 1 - w)
            // is an alternating sum, and the swings G(q - 1) - G(q - 1 - w) are F(q - 1) - 2 of it.
            let mut without = 0;
            let weight = usize::try_from(weight).unwrap_or(usize::MAX).min(quota);
            if weight < quota {
                let top = quota - 1 - weight;
                let mut at = top % weight;
                while at <= top {
                    without = minus(counts[at], without);
                    at += weight;
                }
            }
            found.push(minus(minus(sum, without), without));
        }
        Ok(found)
    }
}

fn add(a: u64, b: u64, modulus: u64) -> u64 {
    // Both are below a modulus of 63 bits.
    let sum = a + b;
    if sum >= modulus { sum - modulus } else { sum }
}

/// Adds to each cell, from the top down, the cell `weight` below it.
pub(crate) fn sweep<T: Copy>(cells: &mut [T], weight: usize, join: impl Fn(T, T) -> T) {
    let chunk = weight.clamp(1, 2048);
    let mut end = cells.len();
    while end > weight {
        let start = (end - chunk).max(weight);
        // The chunk is no longer than the weight, so what is read lies below what is written.
        let (below, own) = cells.split_at_mut(start);
        let own = &mut own[..end - start];
        let from = &below[start - weight..][..end - start];
        own.iter_mut().zip(from).for_each(|(to, from)| *to = join(*to, *from));
        end = start;
    }
}

/// 2^64 (as 0) and odd numbers of 63 bits, pairwise without common divisor, with a product above 2^(n−1).
fn moduli(n: usize) -> Vec<u64> {
    let mut moduli = vec![0];
    let mut product: BigUint = BigUint::one() << 64;
    let mut next = (1_u64 << 63) - 1;
    while product.bits() < n as u64 {
        if moduli[1..].iter().all(|modulus| modulus.gcd(&next) == 1) {
            moduli.push(next);
            product *= next;
        }
        next -= 2;
    }
    moduli
}

/// Puts numbers together from their residues, row by row.
fn combine(moduli: &[u64], residues: &[Vec<u64>]) -> Vec<BigUint> {
    let whole = |modulus: u64| if modulus == 0 { BigUint::one() << 64 } else { modulus.into() };
    let rows = residues.first().map_or(0, Vec::len);
    let mut values: Vec<BigUint> = vec![BigUint::zero(); rows];
    let mut product = BigUint::one();
    for (&modulus, column) in moduli.iter().zip(residues) {
        let modulus = whole(modulus);
        // The inverse exists, as no two moduli share a divisor.
        let inverse = product.modinv(&modulus).unwrap_or_default();
        for (value, &residue) in values.iter_mut().zip(column) {
            let gap = (BigUint::from(residue) + &modulus - (&*value % &modulus)) * &inverse;
            *value += (gap % &modulus) * &product;
        }
        product *= modulus;
    }
    values
}
