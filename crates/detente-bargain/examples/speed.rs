//! Prints how long the spatial model takes.

use detente_bargain::{
    Commitment, Context, Detail, Estimate, Proposals, Random, Refusal, RiskRange, Scenario,
    SpatialOptions, SpatialParty, VoteRule, spatial,
};
use std::thread;
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
    for threads in [1, 2] {
        let start = Instant::now();
        let part = |from: usize| -> Result<usize, Refusal> {
            let numbers = (from..1_000).step_by(threads);
            numbers
                .map(|number| {
                    Ok(spatial(&small, &setting(number), &Context::default())?.turns.len())
                })
                .sum()
        };
        let turns = thread::scope(|scope| {
            let handles: Vec<_> = (0..threads)
                .map(|from| {
                    scope.spawn({
                        let part = &part;
                        move || part(from)
                    })
                })
                .collect();
            let joined = handles.into_iter().map(|handle| handle.join().expect("no panic"));
            joined.sum::<Result<usize, Refusal>>()
        })?;
        let took = start.elapsed();
        println!(
            "20 actors, 3 dimensions, 1000 settings, {turns} turns, {threads} at once: {took:.2?}"
        );
    }
    Ok(())
}

/// One of many settings.
fn setting(number: usize) -> SpatialOptions {
    SpatialOptions {
        vote: VoteRule::ALL[number % 6],
        estimate: Estimate::ALL[number / 6 % 5],
        risk: RiskRange::ALL[number / 30 % 3],
        commitment: Commitment::ALL[number / 90 % 3],
        proposals: Proposals::ALL[number / 270 % 3],
        detail: Detail::Turns,
        ..SpatialOptions::default()
    }
}
