//! What the near-linear stability solver costs: time per stage, memory at the peak, growth, how much
//! of it a change of one order costs again, and how far it is from what memory allows.
//!
//! The models are random, every combination of options being feasible; each party has eight
//! statements about one to three options of anybody. The same seed gives the same models everywhere.

use crate::bench_bound::{Speeds, Touched, cores};
use crate::measure::peak;
use detente_stability::{
    Concept, Condition, Context, Game, Leave, Moves, OptionSpec, PartySet, Pattern, Ranking,
    Solution, StateSpace, Structure, solve, solve_again,
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

const REVERSIBLE: [Size; 7] = [
    size(13, 3, 5, 5),
    size(16, 4, 5, 5),
    size(18, 4, 5, 3),
    size(20, 4, 5, 3),
    size(22, 4, 5, 3),
    size(24, 4, 5, 3),
    size(27, 3, 4, 1),
];
const OTHERS: [Size; 5] =
    [size(12, 3, 5, 5), size(14, 3, 5, 5), size(16, 3, 5, 3), size(18, 3, 5, 3), size(20, 3, 5, 3)];

/// How options can be changed.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// All both ways.
    Reversible,
    /// Every third of a party once only.
    OneWay,
    /// As before, and the first two jointly by the first two parties.
    Joint,
}

pub(crate) const USAGE: &str =
    "detente-dev bench stability [--kind one-way|joint] [--to OPTIONS | --only OPTIONS]";

/// Measures the sizes asked for, the smaller first, and returns the tables.
pub(crate) fn run(args: &[String]) -> Result<String, String> {
    let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
    let kind = match args[..] {
        ["--kind", "one-way", ..] => Kind::OneWay,
        ["--kind", "joint", ..] => Kind::Joint,
        _ => Kind::Reversible,
    };
    if kind != Kind::Reversible {
        args.drain(..2);
    }
    let usage = format!("usage: {USAGE}\n");
    let options = |word: &str| word.parse::<usize>().map_err(|_| usage.clone());
    let (from, to) = match args[..] {
        [] => (0, 22),
        ["--to", most] => (0, options(most)?),
        ["--only", only] => (options(only)?, options(only)?),
        _ => return Err(usage),
    };
    let sizes = if kind == Kind::Reversible { &REVERSIBLE[..] } else { &OTHERS[..] };
    let mut tables = Tables::new();
    for size in sizes.iter().filter(|size| (from..=to).contains(&size.options)) {
        let runs = (0..size.runs).map(|_| measure(size, kind));
        let times = runs.collect::<Result<Vec<Times>, String>>()?;
        let best = times.iter().min_by_key(|times| times.whole());
        tables.add(size, kind, best.ok_or_else(|| usage.clone())?);
    }
    Ok(tables.finish())
}

/// The tables, row by row.
struct Tables {
    times: String,
    again: String,
    bound: String,
    /// States and seconds of the first and the last size that can be compared.
    first: Option<(f64, f64)>,
    last: Option<(f64, f64)>,
}

impl Tables {
    fn new() -> Tables {
        let concepts = "     nash      gmr      smr      seq   symseq";
        let times = format!(
            "Milliseconds; the best of one to five runs\n{:>10} {:>7} {:>8} {:>8} {:>8}{concepts} {:>8} \
             {:>8} {:>9} {:>7} {:>10}\n",
            "states",
            "parties",
            "find",
            "rank",
            "index",
            "whole",
            "again",
            "states/s",
            "growth",
            "peak"
        );
        let again = format!(
            "\nSolving again after one party's last statement has become its first, as a share of the \
             first time\n{:>10} {:>7} {:>8}{concepts} {:>8}\n",
            "states", "parties", "rank", "whole"
        );
        let mut bound = format!(
            "\nFor each state and party: nanoseconds of a core, bytes touched, and how many times \
             longer than those take at the speed of this machine\n{:>10} {:>7}",
            "states", "parties"
        );
        for concept in CONCEPTS {
            let _ = write!(bound, " {:>16}", concept.to_string());
        }
        bound +=
            "   the speed: ns for a byte passed; anywhere in n bytes a state; in one; in a bit\n";
        Tables { times, again, bound, first: None, last: None }
    }

    fn add(&mut self, size: &Size, kind: Kind, times: &Times) {
        let states = (1_u64 << size.options) as f64;
        let start = format!("{states:>10} {:>7}", size.parties);
        let whole = times.whole().as_secs_f64();
        // Growth compares like with like: the same parties and concepts.
        let comparable = kind != Kind::Reversible || size.parties == 4;
        let growth = self.last.filter(|_| comparable).map_or_else(
            || "-".into(),
            |(states_before, before)| {
                format!("{:.2}", exponent(whole / before, states / states_before))
            },
        );
        if comparable {
            self.first = self.first.or(Some((states, whole)));
            self.last = Some((states, whole));
        }
        let _ = write!(self.times, "{start}");
        for stage in 0..BEFORE + CONCEPTS.len() {
            let time = times.stages.get(stage).map_or_else(|| "-".into(), |&time| ms(time));
            let _ = write!(self.times, " {time:>8}");
        }
        let _ = writeln!(
            self.times,
            " {:>8} {:>8} {:>9.2e} {growth:>7} {:>10}",
            ms(times.whole()),
            ms(times.again.iter().sum()),
            states / whole,
            times.peak
        );

        let share = |again: Duration, first: Duration| {
            format!("{:.0}%", 100.0 * again.as_secs_f64() / first.as_secs_f64())
        };
        let _ = write!(self.again, "{start} {:>8}", share(times.again[0], times.stages[1]));
        for concept in 0..CONCEPTS.len() {
            let both = times.again.get(1 + concept).zip(times.stages.get(BEFORE + concept));
            let share = both.map_or_else(|| "-".into(), |(&again, &first)| share(again, first));
            let _ = write!(self.again, " {share:>8}");
        }
        let again = share(times.again.iter().sum(), times.whole());
        let _ = writeln!(self.again, " {again:>8}");

        if kind == Kind::Reversible {
            let speeds = Speeds::measure(1 << size.options, size.parties);
            let _ = write!(self.bound, "{start}");
            for (concept, time) in times.stages[BEFORE..].iter().enumerate() {
                let touched = Touched::by(concept, size.parties);
                // All cores for all the time, also where they had to wait for each other.
                let each = time.as_secs_f64() * 1e9 * cores().min(size.parties) as f64
                    / (states * size.parties as f64);
                let times = each / touched.bound(&speeds);
                let _ = write!(self.bound, " {each:>6.1} {:>3.0} {times:>4.1}x", touched.total());
            }
            let _ = writeln!(self.bound, "   {}", speeds.row());
        }
    }

    fn finish(mut self) -> String {
        if let (Some((few, short)), Some((many, long))) = (self.first, self.last)
            && few < many
        {
            let power = exponent(long / short, many / few);
            let _ = writeln!(self.times, "From {few} to {many} states: the power {power:.2}");
        }
        let bound = if self.bound.lines().count() > 3 { &self.bound[..] } else { "" };
        self.times + &self.again + bound
    }
}

/// Returns how the time grows, as a power of the number of states.
#[expect(clippy::disallowed_methods, reason = "a measured figure, printed with two digits")]
fn exponent(times: f64, states: f64) -> f64 {
    times.log2() / states.log2()
}

fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

/// Finding the states, ranking them and indexing the moves come before the concepts.
const BEFORE: usize = 3;

struct Times {
    stages: Vec<Duration>,
    /// Ranking anew and each concept.
    again: Vec<Duration>,
    peak: String,
}

impl Times {
    fn whole(&self) -> Duration {
        self.stages.iter().sum()
    }
}

fn measure(size: &Size, kind: Kind) -> Result<Times, String> {
    let problem = |error: String| format!("2^{}: {error}\n", size.options);
    let context = Context { max_states: 1 << size.options, ..Context::default() };
    let specs = (0..size.options).map(|option| spec(size, kind, option)).collect();
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
    let mut again = Vec::new();
    let start = Instant::now();
    let after = game
        .with_ranking(0, ranking(game.space(), &changed))
        .map_err(|e| problem(e.to_string()))?;
    again.push(start.elapsed());
    for solution in &mut solutions {
        let start = Instant::now();
        *solution =
            solve_again(&after, &game, solution, &context).map_err(|e| problem(e.reason))?;
        again.push(start.elapsed());
    }
    Ok(Times { stages, again, peak: peak() })
}

fn spec(size: &Size, kind: Kind, option: usize) -> OptionSpec {
    if kind == Kind::Joint && option < 2 {
        let owners: PartySet = [0, 1].into_iter().collect();
        return OptionSpec::joint(owners).leave(if option == 0 { Leave::All } else { Leave::Any });
    }
    // The options of a party lie side by side, as in a file that lists them party by party.
    let owner = option * size.parties / size.options;
    let once = kind != Kind::Reversible && option % 3 == 2;
    OptionSpec::of(owner).moves(if once { Moves::Once } else { Moves::Both })
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
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
