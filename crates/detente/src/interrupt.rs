//! Ctrl-C: the first asks the engines to stop, the second ends the program at once.

use crate::progress::Bar;
use detente::brief::Limits;
use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);
static BAR: Bar = Bar::new();

/// The exit code of a program that was ended by an interrupt.
const INTERRUPTED: i32 = 130;

/// Listens for interrupts from now on.
pub(crate) fn listen() {
    let handler = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
    };
    // Without a handler the first interrupt ends the program, which is what a second one would do.
    let _ = ctrlc::set_handler(handler);
}

/// Tells whether an interrupt has come.
pub(crate) fn stopped() -> bool {
    STOP.load(Ordering::Relaxed)
}

/// The limits of this run: they end with the first interrupt, and a terminal shows how far it is.
pub(crate) fn limits() -> Limits<'static> {
    Limits { cancel: Some(&STOP), progress: Some(&BAR), ..Limits::default() }
}
