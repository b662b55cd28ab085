//! Records and quotations: finding a passage in a diplomatic record, and what is wrong with it.
//!
//! A judgement is worth as much as the words it rests on. This crate takes the bytes of a record
//! and the words of a quotation and says where they stand, how much had to be forgiven to find
//! them, and what a careful reader would object to. It reads no files, knows no cases, and never
//! lets a near match pass.
//!
//! ```
//! use detente_evidence::{Format, Level, Lookup, Record};
//!
//! let record = Record::parse("It can be assumed that he will not\nagree.".as_bytes(), Format::Text)?;
//! let Lookup::Found(passage) = record.find("he will not agree", None) else { panic!() };
//! assert_eq!(passage.level, Level::Layout);
//! assert_eq!(record.slice(passage.start..passage.end), "he will not\nagree");
//! assert!(matches!(record.find("he will agree", None), Lookup::NotFound(_)));
//!
//! let clipped = detente_evidence::clipped_hedges(&record, &[passage], None);
//! assert_eq!(clipped[0].text, "It can be assumed");
//! # Ok::<(), detente_evidence::RecordError>(())
//! ```

mod apparatus;
mod chars;
mod coverage;
mod elided;
mod error;
mod find;
mod hedge;
mod layer;
mod layout;
mod lexicon;
mod passage;
mod plain;
mod record;
mod segment;
mod sentence;
mod suggest;
mod tei;
mod token;
mod typography;
mod view;
mod wellformed;
mod xml;

pub use coverage::{Coverage, Use, coverage};
pub use error::RecordError;
pub use hedge::{Hedge, clipped_hedges};
pub use lexicon::HedgeKind;
pub use passage::{Level, Lookup, MAX_PASSAGES, Passage};
pub use record::{Format, Header, Paragraph, ParagraphKind, Record};
pub use sentence::{Context, Sentence};
pub use suggest::{DiffKind, DiffPart, Suggestion};
pub use token::Mark;

/// The largest record that is read, in bytes: 256 MiB.
pub const MAX_BYTES: usize = 256 << 20;

/// The deepest nesting of elements that is read in a TEI file.
pub const MAX_DEPTH: usize = 256;

/// The largest number of elements and pieces of text that is read in a TEI file.
pub const MAX_NODES: u32 = 8_000_000;
