//! What bounds the near-linear solver: how fast this machine passes over memory and reads bytes here
//! and there, and how many times longer each concept takes than its accesses would at that speed.
//!
//! The speeds are measured, on all cores at once as the solver works. The accesses are counted in
//! the algorithm by hand; what the search meets twice, waits for or guesses wrong is not in them.

use std::hint::black_box;
use std::num::NonZero;
use std::thread;
use std::time::Instant;

use crate::bench_stability::Random;

/// The least reads a speed is measured by.
const READS: usize = 1 << 23;

/// Nanoseconds for each access of a core while the others do the same.
pub(crate) struct Speeds {
    /// A byte of a sequential pass.
    pass: f64,
    /// A byte anywhere in the lengths of prefixes, one for each state and party.
    lengths: f64,
    /// A byte anywhere in one byte a state.
    bytes: f64,
    /// A byte anywhere in one bit a state.
    bits: f64,
}

impl Speeds {
    pub(crate) fn measure(states: usize, parties: usize) -> Speeds {
        // Not zeroed: the system would give memory that is not there yet.
        let memory = vec![1_u8; states * parties];
        Speeds {
            pass: on_all_cores(|_| {
                let times = READS.div_ceil(memory.len());
                for _ in 0..times {
                    let sum = |sum: u8, &byte: &u8| sum.wrapping_add(byte);
                    black_box(black_box(&memory[..]).iter().fold(0, sum));
                }
                times * memory.len()
            }),
            lengths: on_all_cores(|core| scattered(&memory, core)),
            bytes: on_all_cores(|core| scattered(&memory[..states], core)),
            bits: on_all_cores(|core| scattered(&memory[..states / 8], core)),
        }
    }

    pub(crate) fn row(&self) -> String {
        format!("{:.3} {:.2} {:.2} {:.2}", self.pass, self.lengths, self.bytes, self.bits)
    }
}

/// Reads bytes at places that do not depend on each other, so that many are under way at once.
fn scattered(memory: &[u8], core: u64) -> usize {
    let mut random = Random(core);
    let mut sum = 0_u8;
    for _ in 0..READS {
        let place = ((random.next() >> 32) * memory.len() as u64) >> 32;
        sum = sum.wrapping_add(memory[place as usize]);
    }
    black_box(sum);
    READS
}

/// Returns the nanoseconds that one of the accesses takes of which `work` says how many it made; the
/// best of three.
fn on_all_cores(work: impl Fn(u64) -> usize + Sync) -> f64 {
    let once = |core| {
        let start = Instant::now();
        let accesses = work(core);
        start.elapsed().as_secs_f64() * 1e9 / accesses as f64
    };
    let all = || {
        thread::scope(|scope| {
            let cores: Vec<_> =
                (0..cores() as u64).map(|core| scope.spawn(move || once(core))).collect();
            cores.into_iter().filter_map(|core| core.join().ok()).fold(0.0, f64::max)
        })
    };
    (0..3).map(|_| all()).fold(f64::INFINITY, f64::min)
}

pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// What a concept touches for each state and party.
pub(crate) struct Touched {
    /// Bytes of passes.
    passed: f64,
    /// Scattered reads of the lengths of prefixes, of a byte a state, and of a bit a state.
    lengths: f64,
    bytes: f64,
    bits: f64,
}

impl Touched {
    /// Counts for a concept, by its place in the table.
    ///
    /// Every concept narrows the ranks (4 bytes read, 1 written), halves them once for each option
    /// of the party (3), spreads the result over the states (1) and compares (2). `gmr` halves by
    /// the options of others, spreads and takes the smaller (7), `smr` also halves and spreads for
    /// the best reply (4). The searches count and list the seeds (3), queue each state (8) and pass
    /// each state once for each other party (1, and a scattered bit); for the best reply `symseq`
    /// halves and spreads (4) and reads a scattered rank. What they secure is by cell already and is
    /// not halved. Making the index for them is left out.
    pub(crate) fn by(concept: usize, parties: usize) -> Touched {
        let others = parties as f64 - 1.0;
        let passes = |passed| Touched { passed, lengths: 0.0, bytes: 0.0, bits: 0.0 };
        match concept {
            0 => passes(11.0),
            1 => passes(18.0),
            2 => passes(22.0),
            3 => Touched { lengths: 1.0, bits: others, ..passes(19.0 + others) },
            _ => Touched { lengths: 1.0, bytes: 1.0, bits: others, ..passes(23.0 + others) },
        }
    }

    pub(crate) fn total(&self) -> f64 {
        self.passed + self.lengths + self.bytes + self.bits
    }

    /// Returns the nanoseconds of a core the accesses take at some speeds.
    pub(crate) fn bound(&self, speeds: &Speeds) -> f64 {
        self.passed * speeds.pass
            + self.lengths * speeds.lengths
            + self.bytes * speeds.bytes
            + self.bits * speeds.bits
    }
}
