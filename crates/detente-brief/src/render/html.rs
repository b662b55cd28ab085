//! One self-contained page.

use crate::document::Document;

/// Renders a document as one HTML page without external files.
pub fn html(_document: &Document) -> String {
    String::new()
}
