//! One fault, one diagnostic: a code, a sentence that stands alone, the place, and what to do.

use crate::codes::{Code, Severity};
use crate::source::Span;

/// Points at a stretch of a file and says what is wrong, or relevant, there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be said there; may be empty.
    pub text: String,
}

/// Tells the user of one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of fault, with its page.
    pub code: &'static Code,
    /// One sentence that can be understood without the source line.
    pub message: String,
    /// The place of the fault. Faults of a whole folder have none.
    pub primary: Option<Label>,
    /// Further places that matter.
    pub secondary: Vec<Label>,
    /// Facts that belong to the fault, such as the record's own sentence.
    pub notes: Vec<String>,
    /// What to do, phrased as an action.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Starts a diagnostic without a place.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Sets the place of the fault.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the action to take.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the action to "did you mean", if there is a candidate, else to the given words.
    #[must_use]
    pub fn did_you_mean(self, candidate: Option<&str>, otherwise: impl Into<String>) -> Self {
        match candidate {
            Some(candidate) => self.help(format!("did you mean `{candidate}`?")),
            None => {
                let otherwise = otherwise.into();
                if otherwise.is_empty() { self } else { self.help(otherwise) }
            }
        }
    }
}

/// Tells whether any of the diagnostics is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.code.severity == Severity::Error)
}

/// Puts diagnostics in the order in which a person reads the files: by place, then errors first.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| {
            (d.primary.as_ref().map(|label| label.span), d.code.severity, d.code.id)
        };
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}
