//! Elections: coalitions of voters for and against options, pairwise victory, and one winner.

use super::options::{Election, RiskRange, SpatialOptions, Victory, VoteRule};
use super::vote::vote;
use crate::context::{Context, Refusal, RefusalCode};
use crate::parallel;

/// The strength every coalition has before anybody votes.
const UNAIDED: f64 = 1e-8;
/// What makes an option that nobody challenges a challenge to itself.
const SELF: f64 = 1e-10;
/// After so many steps of a Markov process that should take some tens it is given up.
const MOST_STEPS: usize = 1_000;

/// Returns how probable it is that each option wins.
///
/// `options` holds, option by option, what it is worth to each voter; `weights` the weight of each voter.
pub(super) fn elect(
    options: &[&[f64]],
    weights: &[f64],
    rules: &SpatialOptions,
    context: &Context<'_>,
) -> Result<Vec<f64>, Refusal> {
    if options.len() < 2 {
        return Ok(vec![1.0; options.len()]);
    }
    let strength = coalitions(options, weights, rules.vote, context);
    let beats = victories(&strength, options.len(), rules.victory);
    match rules.election {
        Election::Conditional => Ok(conditional(&beats, options.len())),
        Election::MarkovUniform => settle(options.len(), 1e-6, context, |won, next| {
            let share = 1.0 / options.len() as f64;
            for ((next, beats), own) in next.iter_mut().zip(beats.chunks(won.len())).zip(won) {
                let sum: f64 =
                    beats.iter().zip(won).map(|(beats, other)| beats * (own + other)).sum();
                *next = sum * share;
            }
        }),
        Election::MarkovIncentive => {
            let challenge = incentives(&strength, &beats, options.len());
            settle(options.len(), 1e-8, context, |won, next| {
                let count = won.len();
                for (i, next) in next.iter_mut().enumerate() {
                    // Either i is the favourite and j challenges, or the other way round.
                    let part = |(j, other): (usize, &f64)| {
                        let meet =
                            won[i] * challenge[j * count + i] + other * challenge[i * count + j];
                        beats[i * count + j] * meet
                    };
                    *next = won.iter().enumerate().map(part).sum();
                }
            })
        }
    }
}

/// Returns `C_ij`, the strength of the coalition for i over j, row by row.
fn coalitions(
    options: &[&[f64]],
    weights: &[f64],
    rule: VoteRule,
    context: &Context<'_>,
) -> Vec<f64> {
    let count = options.len();
    let steps = (count * count * weights.len() / 2) as u64;
    // The half below the diagonal: for option i, who is for and against it in each contest with j < i.
    let below = parallel::map(count, steps, context.threads, |i| {
        let contest = |j: usize| {
            let voters = options[i].iter().zip(options[j]).zip(weights);
            voters.fold((UNAIDED, UNAIDED), |(pro, contra), ((own, other), &weight)| {
                let vote = vote(rule, weight, own - other);
                (pro + vote.max(0.0), contra - vote.min(0.0))
            })
        };
        (0..i).map(contest).collect::<Vec<(f64, f64)>>()
    });
    let mut strength = vec![UNAIDED; count * count];
    for (i, row) in below.into_iter().enumerate() {
        for (j, (pro, contra)) in row.into_iter().enumerate() {
            strength[i * count + j] = pro;
            strength[j * count + i] = contra;
        }
    }
    strength
}

/// Returns `p_ij`, how probable it is that i beats j, row by row; ½ for i = j.
fn victories(strength: &[f64], count: usize, rule: Victory) -> Vec<f64> {
    let mut beats = vec![0.5; count * count];
    for i in 0..count {
        for j in 0..i {
            let (first, second) = victory(rule, strength[i * count + j], strength[j * count + i]);
            beats[i * count + j] = first;
            beats[j * count + i] = second;
        }
    }
    beats
}

fn victory(rule: Victory, first: f64, second: f64) -> (f64, f64) {
    let square = |x: f64| x * x;
    let (first, second) = match rule {
        Victory::Linear => (first, second),
        Victory::Square => (square(first), square(second)),
        Victory::Quartic => (square(square(first)), square(square(second))),
        Victory::Octic => (square(square(square(first))), square(square(square(second)))),
        Victory::Binary => {
            let (enough, least) = (1.1, 1e-6);
            if first >= enough * second {
                (1.0, least)
            } else if second >= enough * first {
                (least, 1.0)
            } else {
                let share = first / (first + second);
                let part = (share * (enough + 1.0) - 1.0) / (enough - 1.0);
                (part, 1.0 - part)
            }
        }
    };
    (first / (first + second), second / (first + second))
}

/// Returns `pᵢ ∝ Πⱼ p_ij`.
fn conditional(beats: &[f64], count: usize) -> Vec<f64> {
    // A product of many probabilities can become too small for a number. So a power of two is taken
    // out where needed and counted, which changes no digit of what is left.
    let small = 1.0 / (1_u64 << 62) as f64;
    let products: Vec<(f64, i32)> = beats
        .chunks(count)
        .map(|row| {
            row.iter().fold((1.0, 0), |(product, taken), beats| {
                let (mut product, mut taken) = (product * beats, taken);
                // A probability may be as small as 10⁻¹⁸⁴, so once may not be enough.
                while product < small && product > 0.0 {
                    (product, taken) = (product / small, taken + 1);
                }
                (product, taken)
            })
        })
        .collect();
    let least = products.iter().map(|&(_, taken)| taken).min().unwrap_or(0);
    let scaled = |&(product, taken): &(f64, i32)| {
        // Beyond some steps there is nothing left beside the largest.
        (0..(taken - least).min(20)).fold(product, |product, _| product * small)
    };
    let scaled: Vec<f64> = products.iter().map(scaled).collect();
    let all: f64 = scaled.iter().sum();
    scaled.iter().map(|product| product / all).collect()
}

/// Returns `ch_ij`, how probable it is that i is the challenger where j is the favourite, row by row.
fn incentives(strength: &[f64], beats: &[f64], count: usize) -> Vec<f64> {
    let mut incentive: Vec<f64> =
        strength.iter().zip(beats).map(|(strength, beats)| strength * beats).collect();
    for i in 0..count {
        incentive[i * count + i] += SELF;
    }
    let mut against = vec![0.0; count];
    for row in incentive.chunks(count) {
        against.iter_mut().zip(row).for_each(|(sum, part)| *sum += part);
    }
    for row in incentive.chunks_mut(count) {
        row.iter_mut().zip(&against).for_each(|(part, sum)| *part /= sum);
    }
    incentive
}

/// Repeats p ← (p + q(p))/2 from the uniform distribution until q differs from p by no more than
/// `close`.
fn settle(
    count: usize,
    close: f64,
    context: &Context<'_>,
    step: impl Fn(&[f64], &mut [f64]),
) -> Result<Vec<f64>, Refusal> {
    let mut won = vec![1.0 / count as f64; count];
    let mut next = won.clone();
    for _ in 0..MOST_STEPS {
        context.poll()?;
        step(&won, &mut next);
        let change = won.iter().zip(&next).fold(0.0, |most: f64, (p, q)| most.max((p - q).abs()));
        won.iter_mut().zip(&next).for_each(|(p, q)| *p = f64::midpoint(*p, *q));
        if change <= close {
            return Ok(won);
        }
    }
    Err(Refusal::new(
        RefusalCode::NotSettled,
        format!("an election did not settle in {MOST_STEPS} steps"),
        "use the conditional election",
    ))
}

/// Returns the risk attitude of each party from its probability of winning; 0 for all where all are
/// equally probable.
pub(super) fn attitudes(won: &[f64], range: RiskRange) -> Vec<f64> {
    let (least, most) =
        won.iter().fold((1.0_f64, 0.0_f64), |(least, most), &p| (least.min(p), most.max(p)));
    let spread = most - least;
    let attitude = |&p: &f64| {
        if spread <= 0.0 {
            return 0.0;
        }
        match range {
            RiskRange::Min => (p - least) / spread,
            RiskRange::Mid => (3.0 * p - (most + 2.0 * least)) / (2.0 * spread),
            RiskRange::Max => (2.0 * p - (most + least)) / spread,
        }
    };
    won.iter().map(attitude).collect()
}
