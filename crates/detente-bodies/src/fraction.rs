//! Counting: a number type for counts of sets, binomial coefficients, and the coefficients of the
//! Shapley value.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};

/// Counts of sets: machine words where 2^n fits, big numbers beyond.
pub(crate) trait Count: Clone + Send + Sync {
    fn small(value: u32) -> Self;
    fn add(&mut self, other: &Self);
    fn sub(&mut self, other: &Self);
    fn times(&self, other: &Self) -> Self;
    fn add_product(&mut self, left: &Self, right: &Self);
    fn is_none(&self) -> bool;
    fn big(&self) -> BigUint;
    /// One row of Pascal's triangle.
    fn row(n: usize) -> Vec<Self>;
}

impl Count for u128 {
    fn small(value: u32) -> Self {
        value.into()
    }
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    fn sub(&mut self, other: &Self) {
        *self -= other;
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn add_product(&mut self, left: &Self, right: &Self) {
        *self += left * right;
    }
    fn is_none(&self) -> bool {
        *self == 0
    }
    fn big(&self) -> BigUint {
        BigUint::from(*self)
    }
    fn row(n: usize) -> Vec<Self> {
        triangle(n).pop().unwrap_or_default()
    }
}

impl Count for BigUint {
    fn small(value: u32) -> Self {
        Self::from(value)
    }
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    fn sub(&mut self, other: &Self) {
        *self -= other;
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn add_product(&mut self, left: &Self, right: &Self) {
        *self += left * right;
    }
    fn is_none(&self) -> bool {
        self.is_zero()
    }
    fn big(&self) -> BigUint {
        self.clone()
    }
    fn row(n: usize) -> Vec<Self> {
        binomials(n)
    }
}

/// The most voters whose sets a `u128` counts.
pub(crate) const MOST_SMALL: usize = 126;

/// Pascal's triangle up to row `n`.
pub(crate) fn triangle<C: Count>(n: usize) -> Vec<Vec<C>> {
    let mut rows: Vec<Vec<C>> = vec![vec![C::small(1)]];
    for row in 1..=n {
        let above = &rows[row - 1];
        let mut next = Vec::with_capacity(row + 1);
        next.push(C::small(1));
        for at in 1..row {
            let mut value = above[at - 1].clone();
            value.add(&above[at]);
            next.push(value);
        }
        next.push(C::small(1));
        rows.push(next);
    }
    rows
}

/// One row of Pascal's triangle.
pub(crate) fn binomials(n: usize) -> Vec<BigUint> {
    let mut row = vec![BigUint::one()];
    for k in 0..n {
        let next = &row[k] * BigUint::from(n - k) / BigUint::from(k + 1);
        row.push(next);
    }
    row
}

/// Coefficients c and a denominator d with c[s] / d = s! (n − 1 − s)! / n!, the chance that a given
/// member comes just after a given set of s others in a random order of n.
///
/// The least common multiple of n·C(n−1, s) over all s is that of 1, …, n, so d has only about 1.44 n
/// bits (Farhi 2009, *American Mathematical Monthly* 116).
pub(crate) fn orders(n: usize) -> (Vec<BigUint>, BigUint) {
    let common = (1..=n).fold(BigUint::one(), |lcm, k| lcm.lcm(&BigUint::from(k)));
    let row = binomials(n.saturating_sub(1));
    let coefficients = row.iter().map(|ways| &common / (ways * BigUint::from(n))).collect();
    (coefficients, common)
}
