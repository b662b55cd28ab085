//! Doing the same for several movers at once, with the result of doing it one after the other.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Below this many states starting a thread costs more than it saves.
const WORTH_A_THREAD: usize = 1 << 13;

/// Returns what `work` makes of each item, in the order of the items, on as many threads as the
/// machine has cores.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    states: usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    // Asking for the number of cores reads files of the system: not for every small model.
    let cores = || thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let cores = if states < WORTH_A_THREAD { 1 } else { cores() };
    if cores < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let run = || {
        while let Some((at, item)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            items.get(at).map(|item| (at, item))
        } {
            let result = work(item);
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
