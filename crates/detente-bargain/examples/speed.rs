//! Prints how long the spatial model takes.

use detente_bargain::{
    Commitment, Context, Detail, Estimate, Proposals, Random, Refusal, RiskRange, Scenario,
    SpatialOptions, SpatialParty, VoteRule, spatial,
};
use std::time::Instant;

fn scenario(parties: usize, dimensions: usize) -> Result<Scenario, Refusal> {
    let mut random = Random::stream(7, &[parties as u64]);
    let mut list = Vec::new();
    for _ in 0..parties {
        list.push(SpatialParty {
            capability: 1.0 + 99.0 * random.unit(),
            position: (0..dimensions).map(|_| random.unit()).collect(),
            ideal: None,
            salience: (0..dimensions).map(|_| 0.9 * random.unit() / dimensions as f64).collect(),
        });
    }
    Scenario::new(dimensions, &list)
}

fn main() -> Result<(), Refusal> {
    let large = scenario(200, 3)?;
    let three = SpatialOptions { min_turns: 3, max_turns: 3, ..SpatialOptions::default() };
    for threads in [1, 2] {
        let context = Context { threads, ..Context::default() };
        let start = Instant::now();
        let run = spatial(&large, &three, &context)?;
        let (turns, took) = (run.turns.len(), start.elapsed());
        println!("200 actors, 3 dimensions, {turns} turns, {threads} threads: {took:.2?}");
    }
    let small = scenario(20, 3)?;
    let start = Instant::now();
    let mut turns = 0;
    let mut runs = 0;
    for number in 0..1_000 {
        let options = SpatialOptions {
            vote: VoteRule::ALL[number % 6],
            estimate: Estimate::ALL[number / 6 % 5],
            risk: RiskRange::ALL[number / 30 % 3],
            commitment: Commitment::ALL[number / 90 % 3],
            proposals: Proposals::ALL[number / 270 % 3],
            detail: Detail::Turns,
            ..SpatialOptions::default()
        };
        turns += spatial(&small, &options, &Context::default())?.turns.len();
        runs += 1;
    }
    println!("20 actors, {runs} settings, {turns} turns in all: {:.2?}", start.elapsed());
    Ok(())
}
