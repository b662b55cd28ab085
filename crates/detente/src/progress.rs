//! A bar on the terminal for runs that take their time. Where messages do not go to a terminal
//! nothing is drawn.

use detente::brief::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is done sooner than this needs no bar.
const SOON: Duration = Duration::from_millis(700);

/// The bar of the stage under way.
#[derive(Debug)]
pub(crate) struct Bar(Mutex<Option<Shown>>);

#[derive(Debug)]
struct Shown {
    bar: ProgressBar,
    since: Instant,
    drawn: bool,
}

impl Bar {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    fn change(&self, change: impl FnOnce(&mut Option<Shown>)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Progress for Bar {
    fn begin(&self, what: &str, steps: usize) {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}, {eta} left")
        {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        self.change(|shown| *shown = Some(Shown { bar, since: Instant::now(), drawn: false }));
    }

    fn step(&self) {
        self.change(|shown| {
            let Some(shown) = shown else { return };
            shown.bar.inc(1);
            if !shown.drawn && shown.since.elapsed() > SOON {
                shown.bar.set_draw_target(ProgressDrawTarget::stderr());
                shown.drawn = true;
            }
        });
    }

    fn end(&self) {
        self.change(|shown| {
            if let Some(shown) = shown.take() {
                shown.bar.finish_and_clear();
            }
        });
    }
}
