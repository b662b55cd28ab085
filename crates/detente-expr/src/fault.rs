//! What can be wrong with a condition.

use std::ops::Range;

/// Says what kind of thing is wrong; the caller chooses the diagnostic code from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The text does not follow the grammar.
    Syntax,
    /// The text is too long or nested too deeply to be meant by a person.
    TooDeep,
    /// `if` and `iff`, or comparisons, are chained without parentheses.
    Chain,
    /// A name that the caller does not know.
    UnknownName,
    /// A function that does not exist here, or with the wrong arguments.
    Function,
    /// A number stands where a truth value is needed, or the reverse.
    Type,
}

/// One fault at one place of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind.
    pub kind: FaultKind,
    /// The bytes of the condition that are at fault.
    pub span: Range<usize>,
    /// One sentence that stands alone.
    pub message: String,
    /// What to say at the place.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    pub(crate) fn new(
        kind: FaultKind,
        span: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self { kind, span, message: message.into(), label: label.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
