//! Prints how time and memory grow with the number of states.
//!
//! `cargo run --release -p detente-stability --example scale`
//!
//! Three parties share the options in turn; each has a dozen statements over all of them. The last
//! column is the time to solve all concepts again after a change of one party's order of statements,
//! as a share of finding the states, indexing the moves and solving the first time. Times are in
//! milliseconds; bytes are those of states, index and rankings.

use std::error::Error;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use detente_stability::{
    Concept, Condition, Context, Game, Leave, Moves, OptionSpec, PartySet, Pattern, Ranking,
    StateSpace, Structure, solve, solve_again,
};

const PARTIES: usize = 3;
const CONCEPTS: [Concept; 5] =
    [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

/// Describes the option with a number.
type Kind = fn(usize) -> OptionSpec;

fn main() -> Result<(), Box<dyn Error>> {
    let kinds: [(&str, Kind); 3] = [
        ("all options changeable both ways", both_ways),
        ("every third option once only", some_once),
        ("as before, and two joint options", |k| if k < 2 { treaty(k) } else { some_once(k) }),
    ];
    for (title, kind) in kinds {
        println!("{title}");
        println!(
            "{:>8} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>8}",
            "options",
            "states",
            "find",
            "index",
            "nash",
            "gmr",
            "smr",
            "seq",
            "symseq",
            "bytes",
            "again"
        );
        for options in [12, 14, 16, 18, 20] {
            measure(options, kind)?;
        }
    }
    Ok(())
}

fn both_ways(option: usize) -> OptionSpec {
    OptionSpec::of(option % PARTIES)
}

fn some_once(option: usize) -> OptionSpec {
    // Spread over the parties, whose turn is also every third.
    let once = option / PARTIES % 3 == 2;
    both_ways(option).moves(if once { Moves::Once } else { Moves::Both })
}

fn treaty(option: usize) -> OptionSpec {
    let owners: PartySet = [0, 1].into_iter().collect();
    OptionSpec::joint(owners).leave(if option == 0 { Leave::All } else { Leave::Any })
}

fn measure(options: usize, kind: Kind) -> Result<(), Box<dyn Error>> {
    let context = Context::default();
    let structure = Arc::new(Structure::new(PARTIES, (0..options).map(kind).collect())?);

    let start = Instant::now();
    let space = Arc::new(StateSpace::enumerate(&structure, &[], &context)?);
    let found = start.elapsed();
    let rank = |party, turn| ranking(&space, options, party, turn);
    let rankings = (0..PARTIES).map(|party| rank(party, 0)).collect();
    let start = Instant::now();
    let game = Game::new(structure.clone(), space.clone(), rankings)?;
    let indexed = start.elapsed();

    let mut times = Vec::new();
    let mut solutions = Vec::new();
    for concept in CONCEPTS {
        let start = Instant::now();
        solutions.push(solve(&game, concept, &context)?);
        times.push(start.elapsed());
    }
    let first: Duration = found + indexed + times.iter().sum::<Duration>();

    let changed = rank(0, 1);
    let start = Instant::now();
    let again = game.with_ranking(0, changed)?;
    for solution in &solutions {
        black_box(solve_again(&again, &game, solution, &context)?);
    }
    let again = start.elapsed();

    print!("{options:>8} {:>9} {} {}", space.len(), millis(found), millis(indexed));
    for time in times {
        print!(" {}", millis(time));
    }
    let ratio = again.as_secs_f64() / first.as_secs_f64();
    println!(" {:>9} {:>7.0}%", game.bytes(), 100.0 * ratio);
    Ok(())
}

fn millis(time: Duration) -> String {
    format!("{:>8.1}", 1000.0 * time.as_secs_f64())
}

/// Makes a ranking from twelve two-option statements; `turn` moves the last to the front.
fn ranking(space: &StateSpace, options: usize, party: usize, turn: usize) -> Ranking {
    let mut patterns: Vec<Pattern> = (0..12)
        .map(|k| {
            let (a, b) = ((5 * k + 7 * party) % options, (3 * k + 11 * party + 1) % options);
            let care = 1_u64 << a | 1_u64 << b;
            Pattern { care, yes: if (k + party).is_multiple_of(2) { 1 << a } else { care } }
        })
        .collect();
    patterns.rotate_right(turn);
    let statements: Vec<&dyn Condition> = patterns.iter().map(|p| p as &dyn Condition).collect();
    Ranking::from_statements(space, &statements)
}
