//! How far a long run has come: told to whoever listens, one stage after the other.

use std::fmt::Debug;

/// Hears how far a long run has come.
pub trait Progress: Debug + Sync {
    /// A stage of some steps begins.
    fn begin(&self, what: &str, steps: usize);
    /// One step of it is done.
    fn step(&self);
    /// The stage is over, whether or not all steps were needed.
    fn end(&self);
}

/// A stage under way; over when dropped.
#[derive(Debug)]
pub struct Stage<'a>(Option<&'a dyn Progress>);

impl<'a> Stage<'a> {
    pub(crate) fn new(progress: Option<&'a dyn Progress>, what: &str, steps: usize) -> Self {
        if let Some(progress) = progress {
            progress.begin(what, steps);
        }
        Self(progress)
    }

    /// One step of it is done.
    pub fn step(&self) {
        if let Some(progress) = self.0 {
            progress.step();
        }
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if let Some(progress) = self.0 {
            progress.end();
        }
    }
}
