//! A run of the spatial model as data: who challenged whom and why, who voted how, which bargain won.
//!
//! A renderer can put every move in words from this without computing anything.

use super::scenario::Scenario;

/// Holds a run of the spatial model.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialRun {
    /// The state before the first turn, and after each turn.
    pub states: Vec<SpatialState>,
    /// The turns: what led from each state to the next.
    pub turns: Vec<SpatialTurn>,
    /// Why the run stopped.
    pub stopped: Stopped,
}

impl SpatialRun {
    /// Returns the state after the last turn.
    pub fn last(&self) -> Option<&SpatialState> {
        self.states.last()
    }
}

/// Says why a run of the spatial model stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The parties moved little compared to the first turn.
    Settled,
    /// The limit on turns was reached while they still moved.
    TurnLimit,
}

/// Holds where everybody stands at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialState {
    /// The positions, one row of dimensions for each party, from 0 to 1.
    pub positions: Vec<f64>,
    /// The ideals, likewise.
    pub ideals: Vec<f64>,
    /// How probable it is that each party's position wins an election over all of them. These are the
    /// model's own weights; they are not probabilities of events.
    pub winning: Vec<f64>,
    /// The risk attitude R of each party.
    pub risk: Vec<f64>,
    /// The mean of the positions on each dimension, weighted by capability times salience.
    pub means: Vec<f64>,
    /// The weighted median on each dimension.
    pub medians: Vec<f64>,
}

/// Holds what happened in one turn.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialTurn {
    /// How far all parties moved together, as the sum of their distances.
    pub shift: f64,
    /// The challenges, in the order of the challengers; empty if the run keeps no moves.
    pub challenges: Vec<SpatialChallenge>,
    /// The bargains proposed.
    pub bargains: Vec<Bargain>,
    /// What each party chose; empty if the run keeps no moves.
    pub moves: Vec<SpatialMove>,
}

/// Says whom a party challenged, and what it expected.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialChallenge {
    /// The challenger.
    pub initiator: usize,
    /// Whom it challenged.
    pub target: usize,
    /// Every challenge it considered, the one made among them.
    pub considered: Vec<Considered>,
    /// How probable it thinks its victory.
    pub probability: f64,
    /// What it expects to gain, in utility.
    pub gain: f64,
    /// How probable the challenged thinks the challenger's victory.
    pub probability_by_target: f64,
    /// Who the challenger thinks would vote for whom.
    pub votes: Vec<CastVote>,
}

/// Says what a party expects from challenging one other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Considered {
    /// Whom it would challenge.
    pub target: usize,
    /// How probable it thinks its victory.
    pub probability: f64,
    /// What it expects to gain.
    pub gain: f64,
}

/// Says how one party would vote in a challenge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CastVote {
    /// The party.
    pub party: usize,
    /// Its vote: above 0 for the challenger, below 0 for the challenged.
    pub vote: f64,
    /// Whether it is one of the two.
    pub principal: bool,
}

/// Holds a proposal in which two parties would both move.
#[derive(Clone, Debug, PartialEq)]
pub struct Bargain {
    /// The challenger.
    pub initiator: usize,
    /// The challenged.
    pub receiver: usize,
    /// By whose estimate of victory it is made.
    pub proposed_by: ProposedBy,
    /// Where the challenger would go, dimension by dimension.
    pub initiator_to: Vec<f64>,
    /// Where the challenged would go.
    pub receiver_to: Vec<f64>,
}

/// Names whose estimate of victory a bargain is made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProposedBy {
    /// The challenger's.
    Initiator,
    /// That of the challenged.
    Receiver,
    /// Both, weighted.
    Compromise,
}

/// Says which bargain a party ended up with.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialMove {
    /// The party.
    pub party: usize,
    /// What could have become of it: to stay, and every bargain it was in, in the order of the
    /// challengers. To stay stands before its own challenge.
    pub queue: Vec<Queued>,
    /// Which of the queue was chosen.
    pub chosen: usize,
}

/// Holds one entry of a queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queued {
    /// The number of the bargain in the turn; none for staying.
    pub bargain: Option<usize>,
    /// How probable it is that it wins the election over the queue.
    pub probability: f64,
}

/// Returns means and medians on each dimension, weighted by capability times salience.
pub(super) fn summary(scenario: &Scenario, positions: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let rows = positions.chunks(scenario.dimensions);
    let saliences = scenario.salience.chunks(scenario.dimensions);
    let points: Vec<Vec<(f64, f64)>> = (0..scenario.dimensions)
        .map(|dimension| {
            let weighted = rows.clone().zip(saliences.clone()).zip(&scenario.capability);
            weighted
                .map(|((position, salience), capability)| {
                    (position[dimension], salience[dimension] * capability)
                })
                .collect()
        })
        .collect();
    let mean = |points: &Vec<(f64, f64)>| {
        let (pairs, total) = points
            .iter()
            .fold((0.0, 0.0), |(pairs, total), &(x, weight)| (pairs + x * weight, total + weight));
        // A dimension nobody cares about has no mean; its plain mean stands in.
        if total > 0.0 {
            pairs / total
        } else {
            points.iter().map(|&(x, _)| x).sum::<f64>() / points.len() as f64
        }
    };
    let median = |points: &Vec<(f64, f64)>| {
        let cared = points.iter().any(|&(_, weight)| weight > 0.0);
        let plain: Vec<(f64, f64)> = points.iter().map(|&(x, _)| (x, 1.0)).collect();
        crate::median::median_of(if cared { points } else { &plain }).0
    };
    (points.iter().map(mean).collect(), points.iter().map(median).collect())
}
