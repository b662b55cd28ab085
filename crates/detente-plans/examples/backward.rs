//! Prints how long backward induction takes on a tree of two million nodes.

use detente_plans::tree::{Builder, Context, Odds, Payoffs, Preferences, efg, induct, values};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for chance in [true, false] {
        let begin = Instant::now();
        let mut builder = Builder::new(2, 1 << 10);
        let half = Odds::Exact(detente_plans::tree::Fraction::new(1.into(), 2.into()));
        let odds = [half.clone(), half];
        let (mut level, mut sets) = (Vec::new(), 0);
        for depth in 0..20 {
            let mut next = Vec::with_capacity(1 << depth);
            for place in 0..1_usize << depth {
                let node = if chance && depth % 3 == 2 {
                    builder.chance(&odds)
                } else {
                    sets += 1;
                    builder.decision(depth % 2, sets - 1, 2)
                };
                if depth > 0 {
                    builder.link(level[place / 2], node);
                }
                next.push(node);
            }
            level = next;
        }
        for place in 0..1_usize << 20 {
            let end = builder.outcome(place.wrapping_mul(2_654_435_761) >> 7 & 1023);
            builder.link(level[place / 2], end);
        }
        builder.root(0);
        let tree = builder.build()?;
        println!("{} nodes built in {:?}", tree.len(), begin.elapsed());
        let list = (0..1 << 10).map(|outcome: i32| {
            vec![f64::from(outcome * 37 % 1024), f64::from(outcome * 101 % 1024)]
        });
        let payoffs = Payoffs::new(2, list.collect()).map_err(|error| format!("{error:?}"))?;
        let begin = Instant::now();
        let found = values(&tree, &payoffs, &Context::default())?;
        println!("values in f64: {:?}, root {:?}", begin.elapsed(), found.of(0));
        if chance {
            let list = (0..1 << 10).map(|outcome: i64| {
                let number = |value: i64| detente_plans::tree::Fraction::from_integer(value.into());
                vec![number(outcome * 37 % 1024), number(outcome * 101 % 1024)]
            });
            let exact = Payoffs::new(2, list.collect()).map_err(|error| format!("{error:?}"))?;
            let begin = Instant::now();
            let found = values(&tree, &exact, &Context::default())?;
            println!("values in fractions: {:?}, root {:?}", begin.elapsed(), found.of(0)[0]);
        } else {
            let ranks = |by: u32| (0..1 << 10).map(|outcome| outcome * by % 1024 / 4).collect();
            let ranks = [Preferences::Ranks(ranks(37)), Preferences::Ranks(ranks(101))];
            let begin = Instant::now();
            let found = induct(&tree, &ranks, &Context::default())?;
            println!("induct: {:?}, root {:?}", begin.elapsed(), found.outcomes(0));
            let list = (0..1 << 10)
                .map(|_| vec![detente_plans::tree::Fraction::from_integer(0.into()); 2]);
            let payoffs = Payoffs::new(2, list.collect()).map_err(|error| format!("{error:?}"))?;
            let names = efg::Names::numbered(&tree);
            let begin = Instant::now();
            let text = efg::write(&efg::Game { tree, payoffs, names })?;
            println!("efg: {} bytes written in {:?}", text.len(), begin.elapsed());
            let begin = Instant::now();
            let nodes = efg::read(&text)?.tree.len();
            println!("efg: {nodes} nodes read in {:?}", begin.elapsed());
        }
    }
    Ok(())
}
