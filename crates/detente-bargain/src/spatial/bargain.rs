//! Bargains: where two parties would meet, by somebody's estimate of who would win.

use super::contest::{Contest, Field};
use super::explain::{Bargain, ProposedBy};
use super::options::{Interpolation, Proposals};
use super::scenario::Scenario;

/// Keeps a bargain defined where nobody cares and nobody can win.
const LEAST: f64 = 1e-6;

/// Returns the bargains that come of a challenge of i to j.
pub(super) fn propose(
    scenario: &Scenario,
    field: &Field<'_>,
    positions: &[f64],
    (i, j): (usize, usize),
    (by_i, by_j): (Contest, Contest),
) -> Vec<Bargain> {
    let faulty = field.rules.ktab_faults;
    let make = |proposed_by, p| between(scenario, field, positions, (i, j), proposed_by, p);
    let first = make(ProposedBy::Initiator, by_i.probability);
    // KTAB takes the second of the two figures it computed where it means the first.
    let theirs = if faulty { by_j.gain } else { by_j.probability };
    match field.rules.proposals {
        Proposals::Initiator => vec![first],
        Proposals::Both => vec![first, make(ProposedBy::Receiver, theirs)],
        Proposals::Compromise => {
            let second = make(ProposedBy::Receiver, theirs);
            let capability = |party: usize| scenario.capability[party];
            let own = capability(i) * scenario.attention[i];
            let other = capability(if faulty { i } else { j }) * scenario.attention[j];
            let mean = |first: &[f64], second: &[f64]| {
                let both = first.iter().zip(second);
                both.map(|(first, second)| (own * first + other * second) / (own + other)).collect()
            };
            vec![Bargain {
                initiator: i,
                receiver: j,
                proposed_by: ProposedBy::Compromise,
                initiator_to: mean(&first.initiator_to, &second.initiator_to),
                receiver_to: mean(&first.receiver_to, &second.receiver_to),
            }]
        }
    }
}

fn between(
    scenario: &Scenario,
    field: &Field<'_>,
    positions: &[f64],
    (i, j): (usize, usize),
    proposed_by: ProposedBy,
    victory: f64,
) -> Bargain {
    let (mut initiator_to, mut receiver_to) = (Vec::new(), Vec::new());
    for dimension in 0..scenario.dimensions {
        let pair = |list: &[f64]| {
            let of = |party: usize| list[party * scenario.dimensions + dimension];
            (of(i), of(j))
        };
        let (to_i, to_j) =
            meet(field.rules.interpolation, pair(positions), pair(&scenario.salience), victory);
        initiator_to.push(to_i);
        receiver_to.push(to_j);
    }
    Bargain { initiator: i, receiver: j, proposed_by, initiator_to, receiver_to }
}

/// Returns where two parties would go on one dimension.
fn meet(rule: Interpolation, (ti, tj): (f64, f64), (si, sj): (f64, f64), p: f64) -> (f64, f64) {
    let q = 1.0 - p;
    let share = |a: f64, b: f64| {
        (
            rounded(((a + LEAST) * ti + b * tj) / (a + LEAST + b)),
            rounded((a * ti + (LEAST + b) * tj) / (a + LEAST + b)),
        )
    };
    match rule {
        Interpolation::LinearLinear => share(si * p, sj * q),
        Interpolation::SquareSquare => share(si * si * (p * p), sj * sj * (q * q)),
        Interpolation::SquareMax => {
            let (lag_i, lag_j) = ((q - p).max(0.0), (p - q).max(0.0));
            let (own, other) = (si * si, sj * sj);
            let shift_i = lag_i * other / (lag_i * other + LEAST + (1.0 - lag_i) * own);
            let shift_j = lag_j * own / (lag_j * own + LEAST + (1.0 - lag_j) * other);
            (ti + shift_i * (tj - ti), tj + shift_j * (ti - tj))
        }
    }
}

/// Returns a number to four decimals, halves upwards, as KTAB does to avoid spurious asymmetry. Numbers
/// below 0, which only the reproduced faults of KTAB can give, are rounded as there.
fn rounded(x: f64) -> f64 {
    (0.5 + x * 10_000.0).trunc() / 10_000.0
}
