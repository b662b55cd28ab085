//! The turns of the spatial model.

use super::bargain::propose;
use super::contest::{Contest, Field};
use super::election::{attitudes, elect};
use super::explain::{
    Bargain, CastVote, Considered, Queued, SpatialChallenge, SpatialMove, SpatialRun, SpatialState,
    SpatialTurn, Stopped, summary,
};
use super::options::{Detail, SpatialOptions, Transition};
use super::scenario::Scenario;
use super::utility::{distance, estimate, utility};
use crate::context::{Context, Refusal, RefusalCode};
use crate::parallel;
use crate::random::Random;

/// Added to the shift of the first turn, so that one in which nobody moves can be compared with.
const STILL: f64 = 1e-4;
/// Positions lie from 0 to 1. With KTAB's faults they may not; so far off nothing is computed.
const FAR: f64 = 1e3;

/// Runs the spatial model of politics.
///
/// Source: B. Wise, L. Lester, B. Efird, An introduction to the KAPSARC toolkit for behavioral analysis
/// (KTAB) using one-dimensional spatial models, KAPSARC discussion paper KS-1517-DP011A, 2015, and
/// Multidimensional bargaining using KTAB, KS-1518-DP015A, 2015; the constants and the order of sums
/// are those of KTAB at commit 3b5b063, so that a deterministic run is KTAB's. Where it needs a division
/// of 0 by 0 KTAB stops; here all attitudes to risk are 0 if all parties win equally often. A proposed
/// position is measured from a party's ideal, as in KTAB from 2016 on; before, it was measured from its
/// present position, which differs only where ideals do not follow positions at once.
///
/// ```
/// use detente_bargain::{Context, Scenario, SpatialOptions, SpatialParty, spatial};
/// let party = |position, capability| SpatialParty {
///     capability, position: vec![position], ideal: None, salience: vec![0.8],
/// };
/// let scenario = Scenario::new(1, &[party(0.1, 50.0), party(0.4, 80.0), party(0.9, 30.0)])?;
/// let run = spatial(&scenario, &SpatialOptions::default(), &Context::default())?;
/// assert!(run.turns.len() >= 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If an option is out of its range, an election does not settle, or the run is too large. A turn takes
/// about n³ steps.
pub fn spatial(
    scenario: &Scenario,
    options: &SpatialOptions,
    context: &Context<'_>,
) -> Result<SpatialRun, Refusal> {
    if options.max_turns == 0 || !(0.0..=1.0).contains(&options.settle) {
        return Err(Refusal::new(
            RefusalCode::BadOption,
            format!("{} turns at most, settled at {}", options.max_turns, options.settle),
            "allow at least one turn, and stop at a part from 0 to 1",
        ));
    }
    let parties = scenario.parties();
    context.seat(parties)?;
    // A run that may be too long is refused before it begins, and not when it has used up its steps.
    let turn = (parties as u64).saturating_pow(3).saturating_mul(4);
    afford(context, parties, turn, options.max_turns as u64)?;
    let mut model = Model {
        scenario,
        options,
        context,
        positions: scenario.position.clone(),
        ideals: scenario.ideal.clone(),
    };
    let (mut states, mut turns) = (vec![model.state()?], Vec::<SpatialTurn>::new());
    loop {
        let state = &states[states.len() - 1];
        let turn = model.turn(turns.len(), state)?;
        let first = turns.first().unwrap_or(&turn).shift + STILL;
        let quiet = turn.shift / first < options.settle;
        turns.push(turn);
        states.push(model.state()?);
        if turns.len() >= options.min_turns && quiet {
            return Ok(SpatialRun { states, turns, stopped: Stopped::Settled });
        }
        if turns.len() >= options.max_turns {
            return Ok(SpatialRun { states, turns, stopped: Stopped::TurnLimit });
        }
    }
}

/// Returns a refusal if all turns that are asked for are more than can be run, with how many can be.
fn afford(context: &Context<'_>, parties: usize, turn: u64, turns: u64) -> Result<(), Refusal> {
    context.afford("the spatial model", turn.saturating_mul(turns)).map_err(|refusal| {
        let few = context.max_steps / turn.max(1);
        if refusal.code != RefusalCode::TooMuchWork || few == 0 {
            return refusal;
        }
        Refusal::new(
            refusal.code,
            format!("{turns} turns are asked for, and {parties} parties are run for {few} at most"),
            format!("ask for {few} turns at most"),
        )
    })
}

/// Returns for each party what it chooses from, as numbers of bargains; that of no bargain is to stay.
///
/// The definition says only what is in a queue. The order decides between equals, and is KTAB's
/// (smpbcn.cpp, `doBCN`): challenges by parties before it, to stay, its own challenge, challenges by
/// parties after it.
fn queues(parties: usize, bargains: &[Bargain]) -> Vec<Vec<usize>> {
    let mut queues: Vec<Vec<usize>> = vec![Vec::new(); parties];
    let mut next = bargains.iter().enumerate().peekable();
    for party in 0..parties {
        queues[party].push(bargains.len());
        while let Some((at, bargain)) = next.next_if(|(_, bargain)| bargain.initiator == party) {
            queues[party].push(at);
            queues[bargain.receiver].push(at);
        }
    }
    queues
}

struct Model<'a> {
    scenario: &'a Scenario,
    options: &'a SpatialOptions,
    context: &'a Context<'a>,
    positions: Vec<f64>,
    ideals: Vec<f64>,
}

/// A challenge made, and what comes of it.
struct Made {
    target: usize,
    considered: Vec<Considered>,
    best: Considered,
    by_target: Contest,
    votes: Vec<CastVote>,
    bargains: Vec<Bargain>,
}

impl Model<'_> {
    fn row<'a>(&self, list: &'a [f64], party: usize) -> &'a [f64] {
        &list[party * self.scenario.dimensions..(party + 1) * self.scenario.dimensions]
    }

    /// Returns for each position its distance from the ideal of every party.
    fn distances(&self) -> Vec<Vec<f64>> {
        let parties = self.scenario.parties();
        let steps = (parties * parties * self.scenario.dimensions * 4) as u64;
        parallel::map(parties, steps, self.context.threads, |at| {
            let position = self.row(&self.positions, at);
            let far = |party: usize| {
                let ideal = self.row(&self.ideals, party);
                distance(ideal, position, self.row(&self.scenario.salience, party))
            };
            (0..parties).map(far).collect()
        })
    }

    fn state(&self) -> Result<SpatialState, Refusal> {
        self.context.poll()?;
        let mut worth = self.distances();
        worth.iter_mut().flatten().for_each(|distance| *distance = utility(*distance, 0.0));
        let worth: Vec<&[f64]> = worth.iter().map(Vec::as_slice).collect();
        let winning = elect(&worth, &self.scenario.capability, self.options, self.context)?;
        let (means, medians) = summary(self.scenario, &self.positions);
        Ok(SpatialState {
            positions: self.positions.clone(),
            ideals: self.ideals.clone(),
            risk: attitudes(&winning, self.options.risk),
            winning,
            means,
            medians,
        })
    }

    /// Makes everybody's move, all at once.
    fn turn(&mut self, number: usize, state: &SpatialState) -> Result<SpatialTurn, Refusal> {
        let parties = self.scenario.parties();
        let weights = self.scenario.capability.iter().zip(&self.scenario.attention);
        let weight: Vec<f64> = weights.map(|(capability, sum)| sum * capability).collect();
        let distance = self.distances();
        let field = Field {
            distance: &distance,
            risk: &state.risk,
            weight: &weight,
            attention: &self.scenario.attention,
            rules: self.options,
        };
        let steps = (parties as u64).pow(3) * 8;
        let threads = self.context.threads;
        let made = parallel::map(parties, steps, threads, |i| {
            self.context.poll()?;
            self.challenge(&field, i)
        });
        let made = made.into_iter().collect::<Result<Vec<Option<Made>>, Refusal>>()?;
        let (mut challenges, mut bargains) = (Vec::new(), Vec::new());
        for (initiator, made) in made.into_iter().enumerate() {
            let Some(made) = made else { continue };
            bargains.extend(made.bargains);
            if self.options.detail == Detail::Moves {
                challenges.push(SpatialChallenge {
                    initiator,
                    target: made.target,
                    considered: made.considered,
                    probability: made.best.probability,
                    gain: made.best.gain,
                    probability_by_target: made.by_target.probability,
                    votes: made.votes,
                });
            }
        }
        let moves = self.decide(number, state, &distance, &bargains)?;
        let shift = self.go(&bargains, &moves);
        self.accommodate();
        let keep = self.options.detail == Detail::Moves;
        let (bargains, moves) = if keep { (bargains, moves) } else { (Vec::new(), Vec::new()) };
        Ok(SpatialTurn { shift, challenges, bargains, moves })
    }

    fn challenge(&self, field: &Field<'_>, i: usize) -> Result<Option<Made>, Refusal> {
        let (considered, best) = field.target(i);
        let Some(best) = best.map(|best| considered[best]) else { return Ok(None) };
        let target = best.target;
        let seen_by = |h: usize, tell: &mut dyn FnMut(CastVote)| {
            field.contest(&field.view_of(h, &[i, target]), (i, target), (0, 1), tell)
        };
        let mut votes = Vec::new();
        let by_i = seen_by(i, &mut |vote| votes.push(vote));
        let by_target = seen_by(target, &mut |_| {});
        let bargains =
            propose(self.scenario, field, &self.positions, (i, target), (by_i, by_target));
        let mut places =
            bargains.iter().flat_map(|made| made.initiator_to.iter().chain(&made.receiver_to));
        // A gain is no probability: a bargain made with one may lie anywhere.
        if let Some(place) = places.find(|place| !(-FAR..=FAR).contains(*place)) {
            return Err(Refusal::new(
                RefusalCode::NotDefined,
                format!(
                    "with KTAB's faults party {i} and party {target} would bargain for {place}"
                ),
                "run it without KTAB's faults",
            ));
        }
        let keep = self.options.detail == Detail::Moves;
        let (considered, votes) = if keep { (considered, votes) } else { (Vec::new(), Vec::new()) };
        Ok(Some(Made { target, considered, best, by_target, votes, bargains }))
    }

    /// Lets everybody choose from its queue.
    fn decide(
        &self,
        number: usize,
        state: &SpatialState,
        distance: &[Vec<f64>],
        bargains: &[Bargain],
    ) -> Result<Vec<SpatialMove>, Refusal> {
        let parties = self.scenario.parties();
        let attitude =
            |party: usize| estimate(self.options.estimate, state.risk[party], state.risk[party]);
        // For each party, what every position is worth to it.
        let worth: Vec<Vec<f64>> = (0..parties)
            .map(|party| {
                let risk = attitude(party);
                distance.iter().map(|from| utility(from[party], risk)).collect()
            })
            .collect();
        let threads = self.context.threads;
        let stay = worth.iter().map(|row| row.iter().sum::<f64>() / parties as f64).collect();
        let steps = (bargains.len() * parties * parties) as u64;
        let mut values: Vec<Vec<f64>> = parallel::map(bargains.len(), steps, threads, |at| {
            self.values(&bargains[at], state, &worth)
        });
        // To stay comes last among the values.
        values.push(stay);
        let queues = queues(parties, bargains);
        let steps = queues.iter().map(|queue| queue.len() * queue.len() * parties).sum::<usize>();
        let chosen = parallel::map(parties, steps as u64, threads, |party| {
            let queue = &queues[party];
            let options: Vec<&[f64]> = queue.iter().map(|&at| values[at].as_slice()).collect();
            let inner = Context { threads: 1, ..*self.context };
            let won = elect(&options, &self.scenario.capability, self.options, &inner)?;
            let chosen = self.choose(&won, number, party);
            let queued = queue.iter().zip(won).map(|(&at, probability)| Queued {
                bargain: (at < bargains.len()).then_some(at),
                probability,
            });
            Ok(SpatialMove { party, queue: queued.collect(), chosen })
        });
        chosen.into_iter().collect()
    }

    /// Returns what a bargain is worth to each party: the mean of what all positions after it are.
    fn values(&self, bargain: &Bargain, state: &SpatialState, worth: &[Vec<f64>]) -> Vec<f64> {
        let (i, j) = (bargain.initiator, bargain.receiver);
        let value = |(party, row): (usize, &Vec<f64>)| {
            let ideal = self.row(&self.ideals, party);
            let salience = self.row(&self.scenario.salience, party);
            let proposed = |to: &[f64]| utility(distance(ideal, to, salience), state.risk[party]);
            let moved = proposed(&bargain.initiator_to) + proposed(&bargain.receiver_to);
            let others = row.iter().enumerate().filter(|&(at, _)| at != i && at != j);
            others.fold(moved, |sum, (_, worth)| sum + worth) / row.len() as f64
        };
        worth.iter().enumerate().map(value).collect()
    }

    fn choose(&self, won: &[f64], turn: usize, party: usize) -> usize {
        match self.options.transition {
            Transition::Deterministic => {
                (0..won.len()).fold(0, |best, at| if won[at] > won[best] { at } else { best })
            }
            Transition::Stochastic { seed } => {
                let draw = Random::stream(seed, &[turn as u64, party as u64]).unit();
                let mut reached = 0.0;
                let drawn = won.iter().position(|probability| {
                    reached += probability;
                    draw < reached
                });
                // Rounding may leave the sum a little below a draw near 1.
                drawn.unwrap_or(won.len() - 1)
            }
        }
    }

    /// Puts everybody where it chose to be; returns how far all moved together.
    fn go(&mut self, bargains: &[Bargain], moves: &[SpatialMove]) -> f64 {
        let mut shift = 0.0;
        for (step, position) in
            moves.iter().zip(self.positions.chunks_mut(self.scenario.dimensions))
        {
            let Some(bargain) = step.queue[step.chosen].bargain.map(|at| &bargains[at]) else {
                continue;
            };
            let mine = bargain.initiator == step.party;
            let to = if mine { &bargain.initiator_to } else { &bargain.receiver_to };
            let far: f64 =
                position.iter().zip(to).map(|(from, to)| (from - to) * (from - to)).sum();
            shift += far.sqrt();
            position.copy_from_slice(to);
        }
        shift
    }

    /// Draws ideals towards positions.
    fn accommodate(&mut self) {
        let Some(rows) = &self.scenario.accommodation else {
            self.ideals.clone_from(&self.positions);
            return;
        };
        let dimensions = self.scenario.dimensions;
        for (row, ideal) in rows.iter().zip(self.ideals.chunks_mut(dimensions)) {
            let drawn: f64 = row.iter().map(|&(_, share)| share).sum();
            let rest = 1.0 - drawn.min(1.0);
            for (dimension, ideal) in ideal.iter_mut().enumerate() {
                let towards: f64 = row
                    .iter()
                    .map(|&(party, share)| share * self.positions[party * dimensions + dimension])
                    .sum();
                *ideal = towards + rest * *ideal;
            }
        }
    }
}
