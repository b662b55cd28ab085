//! The spatial model of politics in plain loops, straight from its definition. It shares no code with
//! what it checks, only the names of the options.

#![expect(
    clippy::manual_midpoint,
    clippy::needless_range_loop,
    reason = "it is to look like the definition, not like the code it checks"
)]

mod pieces;

use detente_bargain::{Estimate, Interpolation, Proposals, RiskRange, SpatialOptions, VoteRule};
use pieces::{Bargain, TOUCHY, bargain, challenge, distance, election, utility};

pub(crate) struct Parties {
    pub(crate) capability: Vec<f64>,
    pub(crate) position: Vec<Vec<f64>>,
    pub(crate) ideal: Vec<Vec<f64>>,
    pub(crate) salience: Vec<Vec<f64>>,
    pub(crate) accommodation: Vec<Vec<f64>>,
}

pub(crate) struct State {
    pub(crate) position: Vec<Vec<f64>>,
    pub(crate) ideal: Vec<Vec<f64>>,
    pub(crate) winning: Vec<f64>,
    pub(crate) risk: Vec<f64>,
    /// Whether rounding shows in the election.
    pub(crate) touchy: bool,
}

pub(crate) struct Challenge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) probability: f64,
    pub(crate) gain: f64,
}

pub(crate) struct Run {
    pub(crate) states: Vec<State>,
    pub(crate) challenges: Vec<Vec<Challenge>>,
    /// How near to another course the turn was: the least difference between what was chosen and the
    /// next best, and the least distance from where a rounding changes.
    pub(crate) margins: Vec<f64>,
    /// The largest coordinate ever proposed.
    pub(crate) farthest: f64,
}

/// How far the largest is above every other; `same` says which others lead to the same.
fn lead(values: &[f64], best: usize, same: impl Fn(usize) -> bool) -> f64 {
    let others = (0..values.len()).filter(|&at| at != best && !same(at));
    others.map(|at| values[best] - values[at]).fold(f64::INFINITY, f64::min)
}

fn first_largest(values: &[f64]) -> usize {
    let mut best = 0;
    for at in 0..values.len() {
        if values[at] > values[best] {
            best = at;
        }
    }
    best
}

/// None if an election does not settle.
pub(crate) fn run(parties: &Parties, rules: &SpatialOptions, turns: usize) -> Option<Run> {
    let n = parties.capability.len();
    let mut run =
        Run { states: Vec::new(), challenges: Vec::new(), margins: Vec::new(), farthest: 0.0 };
    let (mut position, mut ideal) = (parties.position.clone(), parties.ideal.clone());
    let whole =
        rules.interpolation != Interpolation::SquareMax && rules.proposals != Proposals::Compromise;
    for turn in 0..=turns {
        let d = |a: usize, at: usize| distance(&ideal[a], &position[at], &parties.salience[a]);
        let neutral: Vec<Vec<f64>> =
            (0..n).map(|at| (0..n).map(|a| utility(d(a, at), 0.0)).collect()).collect();
        TOUCHY.set(false);
        let winning = election(&neutral, &parties.capability, rules, whole)?;
        let least = winning.iter().copied().fold(1.0, f64::min);
        let most = winning.iter().copied().fold(0.0, f64::max);
        let risk: Vec<f64> = winning
            .iter()
            .map(|p| match rules.risk {
                _ if most <= least => 0.0,
                RiskRange::Min => (p - least) / (most - least),
                RiskRange::Mid => (3.0 * p - most - 2.0 * least) / (2.0 * (most - least)),
                RiskRange::Max => (2.0 * p - most - least) / (most - least),
            })
            .collect();
        run.states.push(State {
            position: position.clone(),
            ideal: ideal.clone(),
            winning,
            risk: risk.clone(),
            touchy: TOUCHY.get(),
        });
        if turn == turns {
            break;
        }
        let mut margin = most - least;
        let guess = |h: usize, i: usize| match rules.estimate {
            Estimate::Full => risk[i],
            Estimate::TwoThirds => (risk[h] + 2.0 * risk[i]) / 3.0,
            Estimate::Half => (risk[h] + risk[i]) / 2.0,
            Estimate::OneThird => (2.0 * risk[h] + risk[i]) / 3.0,
            Estimate::Own => risk[h],
        };
        let u = |h: usize, k: usize, at: usize| utility(d(k, at), guess(h, k));
        let mut queues: Vec<Vec<Option<usize>>> = vec![Vec::new(); n];
        let mut bargains: Vec<Bargain> = Vec::new();
        let mut challenges = Vec::new();
        for i in 0..n {
            queues[i].push(None);
            let gains: Vec<f64> = (0..n)
                .map(|j| if j == i { -9.0 } else { challenge(&u, parties, rules, (i, i, i, j)).1 })
                .collect();
            let j = first_largest(&gains);
            margin = margin.min((gains[j] - 1e-5).abs());
            if gains[j] <= 1e-5 {
                continue;
            }
            margin = margin.min(lead(&gains, j, |_| false));
            let own = challenge(&u, parties, rules, (i, i, i, j)).0;
            let other = challenge(&u, parties, rules, (j, i, i, j));
            challenges.push(Challenge { from: i, to: j, probability: own, gain: gains[j] });
            let other = if rules.ktab_faults { other.1 } else { other.0 };
            let by_i = bargain(parties, &position, rules, (i, j, own), &mut margin);
            let mut skipped = f64::INFINITY;
            let asked = rules.proposals != Proposals::Initiator;
            let by_j = bargain(
                parties,
                &position,
                rules,
                (i, j, other),
                if asked { &mut margin } else { &mut skipped },
            );
            let made = match rules.proposals {
                Proposals::Initiator => vec![by_i],
                Proposals::Both => vec![by_i, by_j],
                Proposals::Compromise => {
                    let sum = |a: usize| parties.salience[a].iter().sum::<f64>();
                    let wi = parties.capability[i] * sum(i);
                    let wj = parties.capability[if rules.ktab_faults { i } else { j }] * sum(j);
                    let mean = |a: &[f64], b: &[f64]| -> Vec<f64> {
                        (0..a.len()).map(|k| (wi * a[k] + wj * b[k]) / (wi + wj)).collect()
                    };
                    let (to_i, to_j) = (mean(&by_i.to_i, &by_j.to_i), mean(&by_i.to_j, &by_j.to_j));
                    vec![Bargain { i, j, to_i, to_j }]
                }
            };
            for bargain in made {
                for x in bargain.to_i.iter().chain(&bargain.to_j) {
                    run.farthest = run.farthest.max(x.abs());
                }
                queues[i].push(Some(bargains.len()));
                queues[j].push(Some(bargains.len()));
                bargains.push(bargain);
            }
        }
        if TOUCHY.get() {
            margin = 0.0;
        }
        let value = |a: usize, entry: Option<usize>| {
            let mut sum = 0.0;
            for at in 0..n {
                let mut place = &position[at];
                if let Some(bargain) = entry.map(|entry| &bargains[entry]) {
                    if at == bargain.i {
                        place = &bargain.to_i;
                    } else if at == bargain.j {
                        place = &bargain.to_j;
                    }
                }
                sum += utility(distance(&ideal[a], place, &parties.salience[a]), risk[a]);
            }
            sum / n as f64
        };
        let mut moved = position.clone();
        for a in 0..n {
            let worth: Vec<Vec<f64>> = queues[a]
                .iter()
                .map(|&entry| (0..n).map(|voter| value(voter, entry)).collect())
                .collect();
            let won = election(&worth, &parties.capability, rules, false)?;
            let goes = |at: usize| match queues[a][at].map(|entry| &bargains[entry]) {
                None => &position[a],
                Some(bargain) if bargain.i == a => &bargain.to_i,
                Some(bargain) => &bargain.to_j,
            };
            let best = first_largest(&won);
            let ahead = lead(&won, best, |at| goes(at) == goes(best));
            let trusted = match (TOUCHY.take(), rules.vote) {
                (false, _) => ahead,
                (true, VoteRule::Binary | VoteRule::ProportionalBinary) => 0.0,
                (true, _) => ahead * 1e-5,
            };
            margin = margin.min(trusted);
            moved[a].clone_from(goes(best));
        }
        position = moved;
        let mut drawn = ideal.clone();
        for a in 0..n {
            let all: f64 = parties.accommodation[a].iter().sum();
            for k in 0..drawn[a].len() {
                drawn[a][k] *= 1.0 - all.min(1.0);
                for b in 0..n {
                    drawn[a][k] += parties.accommodation[a][b] * position[b][k];
                }
            }
        }
        ideal = drawn;
        run.challenges.push(challenges);
        run.margins.push(margin);
    }
    Some(run)
}
