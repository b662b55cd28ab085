//! Doing the same for several numbers on a few threads, with the result of doing it one after the other.

use crate::context::{Refusal, RefusalCode};

/// Returns what `work` makes of each number below `count`, in order. Every thread has a state of its own,
/// which no result may depend on: room that is used again.
///
/// # Errors
/// If a thread was lost; a thread does not panic, so it never is.
pub(crate) fn map<S, R: Send>(
    count: usize,
    threads: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> R + Sync,
) -> Result<Vec<R>, Refusal> {
    let threads = threads.clamp(1, count.max(1));
    let mut found: Vec<Option<R>> = (0..count).map(|_| None).collect();
    std::thread::scope(|scope| {
        let (state, work) = (&state, &work);
        let running: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || {
                    let mut state = state();
                    let mine = (thread..count).step_by(threads);
                    mine.map(|at| (at, work(&mut state, at))).collect::<Vec<_>>()
                })
            })
            .collect();
        for (at, result) in running.into_iter().flat_map(|thread| thread.join().unwrap_or_default())
        {
            found[at] = Some(result);
        }
    });
    found.into_iter().collect::<Option<_>>().ok_or_else(|| {
        let reason = "a thread of the run was lost";
        Refusal::new(RefusalCode::Cancelled, reason, "start it again")
    })
}
