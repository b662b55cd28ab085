//! Source files, spans and diagnostics.
//!
//! What lives here: the text of the files a user wrote, positions in them, and the messages that
//! point at those positions, each with a code that has a page of its own. What does not: reading
//! files (the program does), drawing messages on a terminal (the program does), and any knowledge
//! of what a case is.
//!
//! ```
//! use detente_text::{Diagnostic, Sources, code};
//!
//! let mut sources = Sources::new();
//! let file = sources.add("case.toml", "sign = { by = \"blockade\" }");
//! let span = sources.span(file, 15..23);
//! let error = Diagnostic::new(&code::UNKNOWN_PARTY, "there is no party `blockade`").at(span, "not a party");
//! assert_eq!(sources.locate(span).column, 16);
//! assert_eq!(error.code.id, "E030");
//! ```

mod codes;
mod diagnostic;
mod source;
mod suggest;

pub use codes::{ALL_CODES, Code, Severity, code};
pub use diagnostic::{Diagnostic, Label, has_errors, sort};
pub use source::{FileId, Location, SourceFile, Sources, Span};
pub use suggest::closest;
