//! One weighted threshold with large weights: Shapley–Shubik by quadrature.
//!
//! The value of a voter is the integral over p of its chance to be decisive when all others say yes
//! with probability p each (Owen 1972). That chance is a polynomial in p of degree n − 1, so
//! Gauss–Legendre quadrature with ⌈n/2⌉ nodes is exact but for rounding, and rounding is bounded
//! here. What does not live here: exact counting.

use crate::answer::{Cost, Exactness, How, Method};
use crate::context::{Context, Refusal};
use crate::parallel;
use crate::residues::sweep;
use crate::weights::Weighted;
use std::f64::consts::{LN_2, PI};

/// Half the distance from 1 to the next float.
const UNIT: f64 = f64::EPSILON / 2.0;

/// Beyond this many voters the products of the recursion could leave the range of floats.
const MOST_VOTERS: usize = 900;

impl Weighted {
    /// Steps the quadrature takes.
    pub(crate) fn quadrature_steps(&self) -> u128 {
        let nodes = self.voters.len().div_ceil(2) as u128;
        nodes * (self.sweep_steps(self.quota) + self.sweep_steps(self.dual_quota())) / 2
    }

    /// Whether the quadrature fits.
    pub(crate) fn quadrature_fits(&self, context: &Context<'_>) -> bool {
        let bytes = 8 * u128::from(self.quota.max(self.dual_quota()));
        self.voters.len() <= MOST_VOTERS
            && self.quadrature_steps() <= u128::from(context.max_steps)
            && bytes * context.threads.max(1) as u128 <= context.max_bytes as u128
    }

    /// The Shapley–Shubik index of each voter of the rule.
    pub(crate) fn shapley(
        &self,
        all: usize,
        context: &Context<'_>,
    ) -> Result<(Vec<f64>, How), Refusal> {
        let n = self.voters.len();
        let nodes = legendre(n.div_ceil(2));
        let kinds: Vec<(u64, Vec<usize>)> = self.by_weight().into_iter().collect();
        let weights: Vec<u64> = kinds.iter().map(|(weight, _)| *weight).collect();
        // A self-dual game has the same polynomials in p and 1 − p: half the nodes do.
        let mirrored = self.quota == self.dual_quota();
        let wanted: Vec<usize> =
            (0..nodes.len()).filter(|&at| !mirrored || nodes[at].0 <= 0.5).collect();
        let columns = parallel::map(wanted.len(), context.threads, Vec::new, |cells, at| {
            self.decisive(nodes[wanted[at]].0, &weights, cells, context)
        })?;
        let mut sums = vec![0.0; weights.len()];
        let mut errors = vec![0.0; weights.len()];
        // In the order of the nodes, whichever thread had them.
        for (column, &at) in columns.into_iter().zip(&wanted) {
            let (node, weight) = nodes[at];
            let times = if mirrored && node < 0.5 { 2.0 } else { 1.0 };
            for (kind, (value, error)) in column?.into_iter().enumerate() {
                sums[kind] += times * weight * value;
                errors[kind] += times * weight * error;
            }
        }
        let mut values = vec![0.0; all];
        for ((_, voters), sum) in kinds.iter().zip(&sums) {
            voters.iter().for_each(|&voter| values[voter] = sum.max(0.0));
        }
        // A node, and the chance the recursion really uses, is off by less than 5 units. Whether a voter
        // is decisive is a Boolean function of the others; the slope of its chance is at most
        // ½ √((n − 1) / (p (1 − p))) by Cauchy and Schwarz on its biased Fourier coefficients of degree
        // one (O'Donnell 2014, chapter 8), the integral of which is π/2 √(n − 1). Weights and the last
        // sum add a few units.
        let own = (16.0 * (n as f64).sqrt() + 16.0 + n as f64 / 2.0) * UNIT;
        let bound = errors.into_iter().fold(0.0, f64::max) + own;
        let cells = self.quota.max(self.dual_quota());
        let threads = context.threads.clamp(1, wanted.len().max(1));
        let cost = Cost { nodes: cells, bytes: 8 * cells * threads as u64 };
        let exactness = Exactness::Within(bound);
        Ok((values, How { method: Method::Quadrature, exactness, cost }))
    }

    /// For each weight the chance that such a voter is decisive when the others say yes with this
    /// probability, and a bound on its error.
    fn decisive(
        &self,
        yes: f64,
        weights: &[u64],
        cells: &mut Vec<f64>,
        context: &Context<'_>,
    ) -> Result<Vec<(f64, f64)>, Refusal> {
        // Above one half, the noes are counted: the recursion that removes a voter is then stable.
        let (quota, chance) =
            if yes <= 0.5 { (self.quota, yes) } else { (self.dual_quota(), 1.0 - yes) };
        let quota = quota as usize;
        let ratio = chance / (1.0 - chance);
        cells.clear();
        cells.resize(quota, 0.0);
        cells[0] = 1.0;
        let mut reach = 0;
        for &(weight, _) in &self.voters {
            let weight = weight as usize;
            if weight < quota {
                context.poll()?;
                let end = (reach + weight + 1).min(quota);
                sweep(&mut cells[..end], weight, |to, from| to + ratio * from);
                reach = end - 1;
            }
        }
        let scale = libm::pow(1.0 + ratio, -(self.voters.len() as f64));
        // Cumulative sums with the rounding errors carried along (Neumaier 1974).
        let (mut sum, mut carry) = (0.0_f64, 0.0_f64);
        for cell in cells.iter_mut() {
            let next = sum + *cell;
            carry += if sum >= *cell { (sum - next) + *cell } else { (*cell - next) + sum };
            sum = next;
            *cell = (sum + carry) * scale;
        }
        let top = cells[quota - 1];
        let n = self.voters.len() as f64;
        // Of each set S, one rounding where a voter is out and two where it is in, n + |S| in all. Over the
        // sets up to a weight that is at most n (1 + p) times their chance: |S| grows and being light
        // falls with each voter, so the two are negatively correlated (Harris 1960). Then the cumulative
        // sum. The scale is a factor common to all cells, one rounding a voter.
        let relative = (n * (1.0 + chance) + 8.0) * UNIT;
        let mut found = Vec::with_capacity(weights.len());
        for &weight in weights {
            let weight = usize::try_from(weight).unwrap_or(usize::MAX).min(quota);
            let (without, terms, cut) = removed(cells, quota, weight, ratio);
            let value = (top - without) * (1.0 + ratio);
            // Each step back adds the error of a cell and a few roundings of it.
            let error = ((relative + 8.0 * UNIT) * (top + terms) + cut) * (1.0 + ratio)
                + (n + 4.0) * UNIT * value.abs();
            found.push((value, error));
        }
        Ok(found)
    }
}

/// The chance that the others stay `weight` below the last cell, from the chances of all:
/// (1 + r) F(y) = G(y) + r G(y − w) with r the chance of being in to that of being out. Also the same sum
/// with all signs positive, by which errors grow, and what was cut off.
fn removed(cells: &[f64], quota: usize, weight: usize, ratio: f64) -> (f64, f64, f64) {
    if weight >= quota {
        return (0.0, 0.0, 0.0);
    }
    let top = quota - 1 - weight;
    // Steps until ratio^k is below 2^-64; all of them if the ratio is nearly one.
    let steps =
        if ratio < 0.999 { (-64.0 * LN_2 / libm::log(ratio)) as usize + 1 } else { usize::MAX };
    let available = top / weight;
    let first = available.min(steps);
    let mut at = top - first * weight;
    let mut without = 0.0;
    let mut terms = 0.0;
    loop {
        without = (1.0 + ratio) * cells[at] - ratio * without;
        terms = (1.0 + ratio) * cells[at] + ratio * terms;
        if at == top {
            break;
        }
        at += weight;
    }
    let cut = if first < available { 1.1e-19 } else { 0.0 };
    (without, terms, cut)
}

/// Nodes and weights of Gauss–Legendre quadrature on [0, 1], ascending: zeros of the Legendre
/// polynomial by Newton's method.
fn legendre(count: usize) -> Vec<(f64, f64)> {
    let n = count as f64;
    let mut nodes = vec![(0.5, 1.0); count];
    for at in 0..count.div_ceil(2) {
        let mut x = libm::cos(PI * (at as f64 + 0.75) / (n + 0.5));
        let mut slope = 1.0;
        for _ in 0..50 {
            let (mut before, mut value) = (1.0, x);
            for k in 2..=count {
                let k = k as f64;
                let next = ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k;
                (before, value) = (value, next);
            }
            if count == 1 {
                (before, value) = (1.0, x);
            }
            slope = n * (before - x * value) / (1.0 - x * x);
            let step = value / slope;
            x -= step;
            if step.abs() < 1e-16 {
                break;
            }
        }
        let weight = 1.0 / ((1.0 - x * x) * slope * slope);
        nodes[at] = (0.5 - 0.5 * x, weight);
        nodes[count - 1 - at] = (0.5 + 0.5 * x, weight);
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quadrature_integrates_powers_exactly() {
        for count in [1, 2, 3, 8, 95] {
            let nodes = legendre(count);
            for power in 0..2 * count as u32 {
                let value: f64 =
                    nodes.iter().map(|(x, w)| w * libm::pow(*x, f64::from(power))).sum();
                let exact = 1.0 / (f64::from(power) + 1.0);
                assert!((value - exact).abs() < 4e-15, "{count} nodes, power {power}: {value}");
            }
        }
    }
}
