//! Markdown.

use crate::document::Document;

/// Renders a document as Markdown.
pub fn markdown(_document: &Document) -> String {
    String::new()
}
