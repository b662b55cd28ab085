//! Whether a file is well-formed XML within the limits.
//!
//! Judged by `roxmltree`, whose tree is not kept: `xml` reads the file again, with places.

use crate::error::RecordError;
use crate::plain::line_at;
use crate::xml::{Piece, Pieces};
use crate::{MAX_DEPTH, MAX_NODES};

/// Checks that a file is well-formed and within the limits.
pub(crate) fn check(raw: &str) -> Result<(), RecordError> {
    check_depth(raw)?;
    let line_of = |byte: usize| line_at(raw, byte);
    let options = roxmltree::ParsingOptions { nodes_limit: MAX_NODES, ..Default::default() };
    match roxmltree::Document::parse_with_options(raw, options) {
        Ok(_) => Ok(()),
        Err(roxmltree::Error::DtdDetected) => {
            Err(RecordError::Doctype { line: line_of(raw.find("<!DOCTYPE").unwrap_or(0)) })
        }
        Err(roxmltree::Error::NodesLimitReached) => Err(RecordError::TooManyNodes),
        Err(error) => {
            let at = error.pos();
            let text = error.to_string();
            // The reader repeats the place at the end of its sentence.
            let reason = text
                .rsplit_once(" at ")
                .filter(|(_, at)| at.contains(':'))
                .map_or(&*text, |(reason, _)| reason);
            let known = text.contains(&at.to_string());
            let (line, column) = if known { (at.row as usize, at.col as usize) } else { (0, 0) };
            Err(RecordError::Xml { reason: reason.to_owned(), line, column })
        }
    }
}

/// Refuses deep nesting before anything that might recurse sees it.
fn check_depth(raw: &str) -> Result<(), RecordError> {
    let mut depth = 0usize;
    for piece in Pieces::new(raw) {
        match piece {
            Piece::Open { empty: false, range, .. } => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(RecordError::TooDeep { line: line_at(raw, range.start) });
                }
            }
            Piece::Close { .. } => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}
