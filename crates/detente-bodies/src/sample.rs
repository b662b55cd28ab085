//! Sampling, where nothing exact fits: random ballots and random orders.
//!
//! Draws come from the `ChaCha8` generator with one stream for each block of draws, so figures are the same on any
//! number of threads. What does not live here: deciding when to sample.

use crate::answer::{Cost, Exactness, How, Method};
use crate::context::{Context, Refusal};
use crate::rule::Rule;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// How many draws one stream makes.
const BLOCK: u64 = 512;

/// The chance that some value of a sampled answer lies outside its bound.
const DELTA: f64 = 0.01;

/// How often, among the draws, the rule passed, each voter was decisive, and each was pivotal.
pub(crate) struct Sampled {
    pub(crate) draws: u64,
    pub(crate) passed: u64,
    pub(crate) decisive: Vec<u64>,
    pub(crate) pivotal: Vec<u64>,
    pub(crate) how: How,
}

/// Draws random ballots and random orders of a monotone rule.
///
/// Fewer than the context asks for where they would take more steps than it allows.
pub(crate) fn sample(rule: &Rule, context: &Context<'_>) -> Result<Sampled, Refusal> {
    let columns = columns(rule);
    let columns = columns.as_slice();
    let terms: usize = columns.iter().map(Vec::len).sum();
    let searches = usize::BITS - rule.len().leading_zeros() + 1;
    let steps = terms * (searches as usize + 2) + rule.len() * rule.nodes.len();
    let most = (context.max_steps >> 3) / (steps as u64).max(1);
    let blocks = context.samples.min(most).div_ceil(BLOCK).max(1);
    let threads = context.threads.max(1) as u64;
    let mut parts: Vec<Result<Part, Refusal>> = Vec::new();
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads.min(blocks))
            .map(|thread| {
                scope.spawn(move || {
                    let mut part = Part::new(rule.len());
                    for block in (thread..blocks).step_by(threads as usize) {
                        context.poll()?;
                        part.draw(rule, columns, context.seed, block);
                    }
                    Ok(part)
                })
            })
            .collect();
        parts.extend(running.into_iter().filter_map(|thread| thread.join().ok()));
    });
    let mut whole = Part::new(rule.len());
    // Sums of whole numbers: the order of threads does not show.
    for part in parts {
        let part = part?;
        whole.draws += part.draws;
        whole.passed += part.passed;
        let pairs = [(&mut whole.decisive, part.decisive), (&mut whole.pivotal, part.pivotal)];
        for (to, from) in pairs {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
    }
    let n = whole.draws;
    // Hoeffding for two values of each voter and one of all, together.
    let values = 2.0 * rule.len() as f64 + 1.0;
    let bound = (libm::log(2.0 * values / DELTA) / (2.0 * n as f64)).sqrt();
    let exactness = Exactness::Sampled { n, seed: context.seed, bound };
    let cost = Cost { nodes: n, bytes: 16 * rule.len() as u64 };
    let how = How { method: Method::Sampling, exactness, cost };
    let Part { draws, passed, decisive, pivotal } = whole;
    Ok(Sampled { draws, passed, decisive, pivotal, how })
}

/// For each voter the sums it adds to by a yes, and what.
type Column = Vec<(usize, i128)>;

fn columns(rule: &Rule) -> Vec<Column> {
    let mut columns = vec![Vec::new(); rule.len()];
    for (at, sum) in rule.sums.iter().enumerate() {
        for term in sum.iter().filter(|term| term.yes != 0) {
            columns[term.voter as usize].push((at, term.yes));
        }
    }
    columns
}

struct Part {
    draws: u64,
    passed: u64,
    decisive: Vec<u64>,
    pivotal: Vec<u64>,
}

impl Part {
    fn new(voters: usize) -> Self {
        Self { draws: 0, passed: 0, decisive: vec![0; voters], pivotal: vec![0; voters] }
    }

    fn draw(&mut self, rule: &Rule, columns: &[Column], seed: u64, block: u64) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(block);
        let n = rule.len();
        let mut yes = vec![false; n];
        let mut order: Vec<usize> = (0..n).collect();
        let mut sums = vec![0_i128; rule.sums.len()];
        for _ in 0..BLOCK {
            self.draws += 1;
            for chunk in yes.chunks_mut(64) {
                let bits = random.next_u64();
                chunk.iter_mut().enumerate().for_each(|(at, vote)| *vote = bits >> at & 1 == 1);
            }
            sums.fill(0);
            for (column, _) in columns.iter().zip(&yes).filter(|(_, yes)| **yes) {
                column.iter().for_each(|&(sum, add)| sums[sum] += add);
            }
            let passes = rule.holds(&|sum| sums[sum]);
            self.passed += u64::from(passes);
            for (voter, column) in columns.iter().enumerate() {
                // In a monotone rule only a vote that agrees with the outcome can have decided it.
                if passes == yes[voter] {
                    let by = if passes { -1 } else { 1 };
                    column.iter().for_each(|&(sum, add)| sums[sum] += by * add);
                    self.decisive[voter] += u64::from(rule.holds(&|sum| sums[sum]) != passes);
                    column.iter().for_each(|&(sum, add)| sums[sum] -= by * add);
                }
            }
            for at in (1..n).rev() {
                order.swap(at, below(&mut random, at as u64 + 1) as usize);
            }
            // The first place in the order at which the rule passes.
            let (mut low, mut high) = (0, n + 1);
            while low < high {
                let middle = low + (high - low) / 2;
                sums.fill(0);
                for &voter in &order[..middle.min(n)] {
                    columns[voter].iter().for_each(|&(sum, add)| sums[sum] += add);
                }
                let enough = middle > n || rule.holds(&|sum| sums[sum]);
                if enough { high = middle } else { low = middle + 1 }
            }
            if (1..=n).contains(&low) {
                self.pivotal[order[low - 1]] += 1;
            }
        }
    }
}

/// A number below `end`, all equally likely (Lemire 2019).
fn below(random: &mut impl RngCore, end: u64) -> u64 {
    loop {
        let product = u128::from(random.next_u64()) * u128::from(end);
        if product as u64 >= end.wrapping_neg() % end {
            return (product >> 64) as u64;
        }
    }
}
