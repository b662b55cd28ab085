//! What the near-linear stability solver costs: time per stage, memory at the peak, growth.
//!
//! The models are random and reversible, every combination of options being feasible; each party
//! has eight statements about one to three options of anybody. The same seed gives the same models
//! everywhere.

use crate::measure::peak;
use detente_stability::{
    Concept, Condition, Context, Game, OptionSpec, Pattern, Ranking, Solution, StateSpace,
    Structure, solve, solve_again,
};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

const STATEMENTS: usize = 8;
const CONCEPTS: [Concept; 5] =
    [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

/// Options, parties, how many of the concepts to solve for, and how often to measure.
struct Size {
    options: usize,
    parties: usize,
    concepts: usize,
    runs: usize,
}

const fn size(options: usize, parties: usize, concepts: usize, runs: usize) -> Size {
    Size { options, parties, concepts, runs }
}

const QUICK: [Size; 3] = [size(13, 3, 5, 5), size(16, 4, 5, 5), size(18, 4, 5, 3)];
const ORDINARY: [Size; 2] = [size(20, 4, 5, 3), size(22, 4, 5, 1)];
const LARGE: [Size; 2] = [size(24, 4, 5, 1), size(27, 3, 4, 1)];

pub(crate) const USAGE: &str = "detente-dev bench stability [--quick | --large | --only OPTIONS]";

/// Measures the sizes asked for, the smaller first, and returns the table.
pub(crate) fn run(args: &[String]) -> Result<String, String> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (some, only) = match args[..] {
        [] => (5, None),
        ["--quick"] => (3, None),
        ["--large"] => (7, None),
        ["--only", options] => (7, options.parse::<usize>().ok()),
        _ => return Err(format!("usage: {USAGE}\n")),
    };
    let sizes = QUICK.iter().chain(&ORDINARY).chain(&LARGE).take(some);
    let mut out = format!(
        "{:>9} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>8} {:>9}\n",
        "states",
        "parties",
        "states",
        "rank",
        "index",
        "nash",
        "gmr",
        "smr",
        "seq",
        "symseq",
        "whole",
        "again",
        "states/s",
        "growth",
        "peak"
    );
    let mut last: Option<(f64, f64)> = None;
    for size in sizes.filter(|size| only.is_none_or(|only| only == size.options)) {
        let best = (0..size.runs).map(|_| measure(size)).min_by_key(|times| {
            times.as_ref().map_or(Duration::MAX, |times| times.stages.iter().sum())
        });
        let times = best.unwrap_or_else(|| Err("no run\n".into()))?;
        let whole: Duration = times.stages.iter().sum();
        let states = (1_u64 << size.options) as f64;
        let _ = write!(out, "{states:>9} {:>7}", size.parties);
        for stage in 0..3 + CONCEPTS.len() {
            let time = times.stages.get(stage).map_or_else(|| "-".into(), |&time| ms(time));
            let _ = write!(out, " {time:>8}");
        }
        let seconds = whole.as_secs_f64();
        // Growth compares like with like: the same parties and concepts.
        let comparable = size.parties == 4;
        let growth = last.filter(|_| comparable).map_or_else(
            || "-".into(),
            |(states_before, seconds_before)| {
                format!("{:.2}", exponent(seconds / seconds_before, states / states_before))
            },
        );
        last = comparable.then_some((states, seconds));
        let _ = writeln!(
            out,
            " {:>8} {:>8} {:>9.2e} {growth:>8} {:>9}",
            ms(whole),
            ms(times.again),
            states / seconds,
            peak()
        );
    }
    out.push_str(
        "Milliseconds. \"again\": one party's least important statement becomes its most important; \
         its ranking and all concepts anew.\n",
    );
    Ok(out)
}

/// Returns how the time grows, as a power of the number of states.
#[expect(clippy::disallowed_methods, reason = "a measured figure, printed with two digits")]
fn exponent(times: f64, states: f64) -> f64 {
    times.log2() / states.log2()
}

fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

struct Times {
    /// Finding the states, ranking them, indexing the moves, and each concept.
    stages: Vec<Duration>,
    again: Duration,
}

fn measure(size: &Size) -> Result<Times, String> {
    let problem = |error: String| format!("2^{}: {error}\n", size.options);
    let context = Context { max_states: 1 << size.options, ..Context::default() };
    // The options of a party lie side by side, as in a file that lists them party by party.
    let owner = |option: usize| option * size.parties / size.options;
    let specs = (0..size.options).map(|option| OptionSpec::of(owner(option))).collect();
    let structure =
        Arc::new(Structure::new(size.parties, specs).map_err(|e| problem(e.to_string()))?);
    let wants = statements(size);

    let mut stages = Vec::new();
    let start = Instant::now();
    let space = StateSpace::enumerate(&structure, &[], &context).map_err(|e| problem(e.reason))?;
    let space = Arc::new(space);
    stages.push(start.elapsed());

    let start = Instant::now();
    let rankings = wants.iter().map(|wants| ranking(&space, wants)).collect();
    stages.push(start.elapsed());

    let start = Instant::now();
    let game = Game::new(structure, space, rankings).map_err(|e| problem(e.to_string()))?;
    stages.push(start.elapsed());

    let mut solutions: Vec<Solution> = Vec::new();
    for &concept in &CONCEPTS[..size.concepts] {
        let start = Instant::now();
        solutions.push(solve(&game, concept, &context).map_err(|e| problem(e.reason))?);
        stages.push(start.elapsed());
    }

    let mut changed = wants[0].clone();
    changed.rotate_right(1);
    let start = Instant::now();
    let after = game
        .with_ranking(0, ranking(game.space(), &changed))
        .map_err(|e| problem(e.to_string()))?;
    for solution in &mut solutions {
        *solution =
            solve_again(&after, &game, solution, &context).map_err(|e| problem(e.reason))?;
    }
    let again = start.elapsed();
    Ok(Times { stages, again })
}

fn ranking(space: &StateSpace, statements: &[Pattern]) -> Ranking {
    let statements: Vec<&dyn Condition> =
        statements.iter().map(|pattern| pattern as &dyn Condition).collect();
    Ranking::from_statements(space, &statements)
}

/// Returns each party's statements, most important first.
fn statements(size: &Size) -> Vec<Vec<Pattern>> {
    let mut random = Random(size.options as u64);
    let mut statement = || {
        let mut care = 0;
        for _ in 0..=random.next() % 3 {
            care |= 1 << (random.next() % size.options as u64);
        }
        Pattern { care, yes: random.next() & care }
    };
    (0..size.parties).map(|_| (0..STATEMENTS).map(|_| statement()).collect()).collect()
}

/// Yields numbers by splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
