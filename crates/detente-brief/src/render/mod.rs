//! Renderers: the same document for the terminal, as Markdown, and as one HTML page.

mod columns;
mod html;
mod markdown;
mod terminal;

pub use html::html;
pub use markdown::markdown;
pub use terminal::terminal;
