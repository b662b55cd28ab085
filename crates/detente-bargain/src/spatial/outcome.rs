//! What a state of the spatial model would be decided on: an election over the positions in it.

use super::election::elect;
use super::explain::SpatialState;
use super::options::SpatialOptions;
use super::scenario::Scenario;
use super::utility::{distance, estimate, utility};
use crate::context::{Context, Refusal, RefusalCode};

/// Positions no farther apart than this on any dimension are one.
const SAME: f64 = 1e-10;

/// Holds a position of a state with how probable it is that it wins the election over all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Winner {
    /// The position, from 0 to 1 on each dimension.
    pub position: Vec<f64>,
    /// The parties that stand there.
    pub parties: Vec<usize>,
    /// The model's own weight of the position. It is no probability of an event.
    pub probability: f64,
}

/// Elects among the different positions of a state: every party votes by its own utilities, with its own
/// attitude to risk, and its capability; what KTAB prints for a state (smp.cpp, `pDist`).
///
/// # Errors
/// If the state is not one of the scenario, or the election does not settle.
pub fn spatial_election(
    scenario: &Scenario,
    state: &SpatialState,
    options: &SpatialOptions,
    context: &Context<'_>,
) -> Result<Vec<Winner>, Refusal> {
    let (parties, dimensions) = (scenario.parties(), scenario.dimensions());
    let whole = [&state.positions, &state.ideals];
    if whole.iter().any(|list| list.len() != parties * dimensions) || state.risk.len() != parties {
        return Err(Refusal::new(
            RefusalCode::Mismatch,
            "the state is not of this scenario",
            "give a state of a run of the scenario",
        ));
    }
    let mut winners: Vec<Winner> = Vec::new();
    for (party, position) in state.positions.chunks(dimensions).enumerate() {
        let near = |other: &&mut Winner| {
            other.position.iter().zip(position).all(|(a, b)| (a - b).abs() <= SAME)
        };
        match winners.iter_mut().find(near) {
            Some(winner) => winner.parties.push(party),
            None => winners.push(Winner {
                position: position.to_vec(),
                parties: vec![party],
                probability: 0.0,
            }),
        }
    }
    let worth: Vec<Vec<f64>> = winners
        .iter()
        .map(|winner| {
            let voters = state.ideals.chunks(dimensions).zip(&state.risk);
            let saliences = scenario.salience.chunks(dimensions);
            let value = |((ideal, risk), salience): ((&[f64], &f64), &[f64])| {
                let risk = estimate(options.estimate, *risk, *risk);
                utility(distance(ideal, &winner.position, salience), risk)
            };
            voters.zip(saliences).map(value).collect()
        })
        .collect();
    let worth: Vec<&[f64]> = worth.iter().map(Vec::as_slice).collect();
    let won = elect(&worth, &scenario.capability, options, context)?;
    winners.iter_mut().zip(won).for_each(|(winner, won)| winner.probability = won);
    Ok(winners)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::{SpatialParty, spatial};

    fn run(positions: &[f64]) -> Vec<Winner> {
        let party = |&position| SpatialParty {
            capability: 10.0,
            position: vec![position],
            ideal: None,
            salience: vec![0.5],
        };
        let parties: Vec<SpatialParty> = positions.iter().map(party).collect();
        let scenario = Scenario::new(1, &parties).unwrap();
        let (options, context) = (SpatialOptions::default(), Context::default());
        let start = &spatial(&scenario, &options, &context).unwrap().states[0];
        spatial_election(&scenario, start, &options, &context).unwrap()
    }

    #[test]
    fn parties_of_one_place_stand_for_one_option() {
        let found = run(&[0.2, 0.9, 0.2, 0.5]);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].parties, [0, 2]);
        let all: f64 = found.iter().map(|winner| winner.probability).sum();
        assert!((all - 1.0).abs() < 1e-9);
        // The middle is nearest to all.
        assert!(found[2].probability > found[1].probability);
        assert!((run(&[0.3, 0.3])[0].probability - 1.0).abs() < 1e-12);
    }
}
