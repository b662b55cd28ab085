//! Pictures as inline SVG: what they show is decided elsewhere, here it is drawn.
//!
//! Every picture can be read in black and white and carries its title and description inside.

mod bars;
mod graph;

pub use bars::{Bar, bars};
pub use graph::{Arrow, Graph, GraphNode, graph};
