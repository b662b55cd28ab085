//! Doing the same for several items at once, with the result of doing it one after the other.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Below this many elementary steps starting a thread costs more than it saves.
const WORTH_A_THREAD: u64 = 1 << 19;

/// Returns what `work` makes of each number below `count`, in order, on at most `threads` threads (0:
/// as many as there are cores). `steps` is about what all of it costs.
pub(crate) fn map<R: Send>(
    count: usize,
    steps: u64,
    threads: usize,
    work: impl Fn(usize) -> R + Sync,
) -> Vec<R> {
    // Asking for the number of cores reads files of the system: not for every small model.
    let cores = if steps < WORTH_A_THREAD || threads == 1 {
        1
    } else if threads == 0 {
        thread::available_parallelism().map_or(1, NonZero::get)
    } else {
        threads
    };
    let cores = cores.min(count);
    if cores < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    let run = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                break;
            }
            let result = work(at);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    };
    thread::scope(|scope| {
        for _ in 1..cores {
            // Where the system gives no thread, the others do its share.
            let _ = thread::Builder::new().spawn_scoped(scope, run);
        }
        run();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|&(at, _)| at);
    done.into_iter().map(|(_, result)| result).collect()
}
