//! Why a file cannot be read as a record, in plain sentences with what to do about it.

use std::fmt;

/// Explains why a file cannot be read as a record.
///
/// The text says what is wrong and what to do; it names no file, because the crate never sees one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordError {
    /// The file is larger than [`MAX_BYTES`](crate::MAX_BYTES).
    TooLarge {
        /// Size of the file in bytes.
        bytes: usize,
    },
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// Number of bytes before the first wrong one.
        valid_up_to: usize,
        /// Line of the first wrong byte, from 1.
        line: usize,
        /// Whether the file begins like UTF-16.
        utf16: bool,
    },
    /// The file holds NUL characters, as binary files do.
    Binary {
        /// Line of the first NUL, from 1.
        line: usize,
    },
    /// The file is not well-formed XML.
    Xml {
        /// What the XML reader found.
        reason: String,
        /// Line, from 1; 0 where the reader names none.
        line: usize,
        /// Column in code points, from 1; 0 where the reader names none.
        column: usize,
    },
    /// The file has a document type declaration, through which entities can be made to explode.
    Doctype {
        /// Line of the declaration, from 1.
        line: usize,
    },
    /// Elements are nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    TooDeep {
        /// Line of the first element too deep, from 1.
        line: usize,
    },
    /// The file has more than [`MAX_NODES`](crate::MAX_NODES) elements and pieces of text.
    TooManyNodes,
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(
                f,
                "the record has {bytes} bytes, more than the limit of {}; split it into one file per document",
                crate::MAX_BYTES
            ),
            Self::NotUtf8 { utf16: true, .. } => f.write_str(
                "the record is UTF-16, not UTF-8; save it again with the encoding UTF-8",
            ),
            Self::NotUtf8 { line, valid_up_to, .. } => write!(
                f,
                "the record is not UTF-8: line {line} holds a wrong byte (after {valid_up_to} good ones); \
                 save it again with the encoding UTF-8"
            ),
            Self::Binary { line } => write!(
                f,
                "the record is not a text: line {line} holds a NUL character; export the document as plain text"
            ),
            Self::Xml { reason, line: 0, .. } => {
                write!(
                    f,
                    "the record is not well-formed XML: {reason}; repair it, or cite it as plain text"
                )
            }
            Self::Xml { reason, line, column } => write!(
                f,
                "the record is not well-formed XML at line {line}, column {column}: {reason}; \
                 repair it, or cite it as plain text"
            ),
            Self::Doctype { line } => write!(
                f,
                "the record has a document type declaration in line {line}, which is not read; \
                 resolve its entities and delete it"
            ),
            Self::TooDeep { line } => write!(
                f,
                "the record nests elements more than {} deep in line {line}; this is no TEI text, simplify it",
                crate::MAX_DEPTH
            ),
            Self::TooManyNodes => write!(
                f,
                "the record has more than {} elements; split it into one file per document",
                crate::MAX_NODES
            ),
        }
    }
}

impl std::error::Error for RecordError {}
