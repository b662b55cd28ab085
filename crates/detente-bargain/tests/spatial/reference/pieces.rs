//! The parts of a turn: distances, votes, elections, challenges, bargains.

#![expect(
    clippy::many_single_char_names,
    clippy::disallowed_methods,
    clippy::manual_clamp,
    clippy::manual_midpoint,
    clippy::needless_range_loop,
    reason = "it is to look like the definition, not like the code it checks"
)]

use std::cell::Cell;

use super::Parties;
use detente_bargain::{Commitment, Election, Interpolation, SpatialOptions, Victory, VoteRule};

pub(crate) fn distance(ideal: &[f64], position: &[f64], salience: &[f64]) -> f64 {
    let mut above = 0.0;
    let mut below = 0.0;
    for k in 0..ideal.len() {
        above += (salience[k] * (ideal[k] - position[k])).powi(2);
        below += salience[k].powi(2);
    }
    (above / below).sqrt()
}

pub(crate) fn utility(d: f64, r: f64) -> f64 {
    if d <= 1.0 { (1.0 - d) * (1.0 + d * r) } else { (1.0 - d) * (1.0 + r) }
}

thread_local! {
    /// Whether next to nothing was at stake in a vote with a binary part, or for all voters together:
    /// then the last digits of utilities become the eighth or an earlier one of a probability.
    pub(crate) static TOUCHY: Cell<bool> = const { Cell::new(false) };
}

fn vote(rule: VoteRule, w: f64, a: f64, b: f64) -> f64 {
    let x = a - b;
    let mut sign = x / 1e-8;
    let binary = matches!(rule, VoteRule::Binary | VoteRule::ProportionalBinary);
    if binary && sign.abs() < 1.0 {
        TOUCHY.set(true);
    }
    if sign > 1.0 {
        sign = 1.0;
    }
    if sign < -1.0 {
        sign = -1.0;
    }
    match rule {
        VoteRule::Binary => w * sign,
        VoteRule::ProportionalBinary => w * (0.8 * x + 0.2 * sign),
        VoteRule::Proportional => w * x,
        VoteRule::ProportionalCubic => w * (0.5 * x + 0.5 * x.powi(3)),
        VoteRule::Cubic => w * x.powi(3),
        VoteRule::AsymmetricProspect => {
            if x < 0.0 {
                w * x
            } else {
                w * x * 2.0 / 3.0
            }
        }
    }
}

fn beats(rule: Victory, a: f64, b: f64) -> f64 {
    let power = |e| a.powi(e) / (a.powi(e) + b.powi(e));
    match rule {
        Victory::Linear => power(1),
        Victory::Square => power(2),
        Victory::Quartic => power(4),
        Victory::Octic => power(8),
        Victory::Binary => {
            if a >= 1.1 * b {
                1.0 / (1.0 + 1e-6)
            } else if b >= 1.1 * a {
                1e-6 / (1.0 + 1e-6)
            } else {
                (2.1 * a / (a + b) - 1.0) / 0.1
            }
        }
    }
}

/// `worth[option][voter]`; `same` says that equal options are equal to the last digit. None if the
/// process does not settle.
pub(crate) fn election(
    worth: &[Vec<f64>],
    weight: &[f64],
    rules: &SpatialOptions,
    same: bool,
) -> Option<Vec<f64>> {
    let n = worth.len();
    let mut c = vec![vec![1e-8; n]; n];
    // As in KTAB each pair is voted on once, the later option against the earlier.
    for i in 0..n {
        for j in 0..i {
            for k in 0..weight.len() {
                let v = vote(rules.vote, weight[k], worth[i][k], worth[j][k]);
                if v > 0.0 {
                    c[i][j] += v;
                } else {
                    c[j][i] -= v;
                }
            }
        }
    }
    for i in 0..n {
        for j in 0..i {
            let most = c[i][j].max(c[j][i]);
            if most < 1e-5 && !(same && most <= 1e-8) {
                TOUCHY.set(true);
            }
        }
    }
    let mut p = vec![vec![0.5; n]; n];
    for i in 0..n {
        for j in 0..n {
            if i != j {
                p[i][j] = beats(rules.victory, c[i][j], c[j][i]);
            }
        }
    }
    if rules.election == Election::Conditional {
        let mut won = vec![1.0; n];
        for i in 0..n {
            for j in 0..n {
                won[i] *= p[i][j];
            }
        }
        let all: f64 = won.iter().sum();
        return Some(won.iter().map(|x| x / all).collect());
    }
    let mut challenge = vec![vec![1.0 / n as f64; n]; n];
    let mut close = 1e-6;
    if rules.election == Election::MarkovIncentive {
        close = 1e-8;
        let incentive = |i: usize, j: usize| c[i][j] * p[i][j] + if i == j { 1e-10 } else { 0.0 };
        for j in 0..n {
            let all: f64 = (0..n).map(|i| incentive(i, j)).sum();
            for i in 0..n {
                challenge[i][j] = incentive(i, j) / all;
            }
        }
    }
    let mut won = vec![1.0 / n as f64; n];
    for _ in 0..1000 {
        let mut next = vec![0.0; n];
        for i in 0..n {
            for j in 0..n {
                next[i] += p[i][j] * (won[i] * challenge[j][i] + won[j] * challenge[i][j]);
            }
        }
        let mut change = 0.0_f64;
        for i in 0..n {
            change = change.max((next[i] - won[i]).abs());
            won[i] = (won[i] + next[i]) / 2.0;
        }
        if change <= close {
            return Some(won);
        }
    }
    None
}

/// What h thinks of a challenge of i to j: the probability that i wins, and what k gains.
pub(crate) fn challenge(
    u: &dyn Fn(usize, usize, usize) -> f64,
    parties: &Parties,
    rules: &SpatialOptions,
    (h, k, i, j): (usize, usize, usize, usize),
) -> (f64, f64) {
    let attention = |a: usize| parties.salience[a].iter().sum::<f64>();
    let weight = |a: usize| parties.capability[a] * attention(a);
    let mut little = [1e-10, 1e-10];
    for a in [i, j] {
        let v = vote(rules.vote, weight(a), u(h, a, i), u(h, a, j));
        little[usize::from(v < 0.0)] += v.abs();
    }
    let mut all = little;
    for n in 0..parties.capability.len() {
        if n == i || n == j {
            continue;
        }
        let (ui, uj, un) = (u(h, n, i), u(h, n, j), u(h, n, n));
        let straight = vote(rules.vote, weight(n), ui, uj);
        let mut joined = little;
        joined[usize::from(straight < 0.0)] += straight.abs();
        let p = joined[0] / (joined[0] + joined[1]);
        // Joins i and i wins, joins i and j wins, joins j and i wins, joins j and j wins.
        let get = match rules.commitment {
            Commitment::Full => [3.0 * ui, 3.0 * uj, 3.0 * ui, 3.0 * uj],
            Commitment::Semi => [2.0 * ui + un, 3.0 * uj, 3.0 * ui, 2.0 * uj + un],
            Commitment::None => [0.0; 4],
        };
        let with_i = p * get[0] + (1.0 - p) * get[1];
        let with_j = p * get[2] + (1.0 - p) * get[3];
        let v = vote(rules.vote, weight(n), with_i, with_j);
        all[usize::from(v < 0.0)] += v.abs();
    }
    let p = all[0] / (all[0] + all[1]);
    let (keep, lose) = (2.0 * u(h, k, i), 2.0 * u(h, k, j));
    let rival = attention(j);
    let expected = (1.0 - rival) * keep + rival * (p * keep + (1.0 - p) * lose);
    (p, expected - (u(h, k, i) + u(h, k, j)))
}

pub(crate) struct Bargain {
    pub(crate) i: usize,
    pub(crate) j: usize,
    pub(crate) to_i: Vec<f64>,
    pub(crate) to_j: Vec<f64>,
}

pub(crate) fn bargain(
    parties: &Parties,
    position: &[Vec<f64>],
    rules: &SpatialOptions,
    (i, j, p): (usize, usize, f64),
    margin: &mut f64,
) -> Bargain {
    let mut round = |x: f64| {
        let shifted = x * 10_000.0 + 0.5;
        *margin = margin.min((shifted - shifted.round()).abs() / 10_000.0);
        shifted.trunc() / 10_000.0
    };
    let (mut to_i, mut to_j) = (Vec::new(), Vec::new());
    for k in 0..position[0].len() {
        let (si, sj) = (parties.salience[i][k], parties.salience[j][k]);
        let (ti, tj) = (position[i][k], position[j][k]);
        let e = match rules.interpolation {
            Interpolation::LinearLinear => 1,
            Interpolation::SquareSquare => 2,
            Interpolation::SquareMax => 0,
        };
        if e > 0 {
            let a = si.powi(e) * p.powi(e);
            let b = sj.powi(e) * (1.0 - p).powi(e);
            to_i.push(round(((a + 1e-6) * ti + b * tj) / (a + b + 1e-6)));
            to_j.push(round((a * ti + (b + 1e-6) * tj) / (a + b + 1e-6)));
        } else {
            let part = |d: f64, own: f64, other: f64| {
                d * other * other / (d * other * other + 1e-6 + (1.0 - d) * own * own)
            };
            to_i.push(ti + part((1.0 - 2.0 * p).max(0.0), si, sj) * (tj - ti));
            to_j.push(tj + part((2.0 * p - 1.0).max(0.0), sj, si) * (ti - tj));
        }
    }
    Bargain { i, j, to_i, to_j }
}
