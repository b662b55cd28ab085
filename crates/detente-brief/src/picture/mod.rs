//! Pictures as inline SVG: what they show is decided elsewhere, here it is drawn.
//!
//! Every picture can be read in black and white and carries its title and description inside.
//! Colours come from the variables of the page it stands in, with fallbacks for a picture alone.

mod bars;
mod gantt;
mod graph;
mod lineup;
mod paths;
mod scatter;
mod stacks;
mod svg;
mod tree;

pub use bars::{Bar, bars};
pub use gantt::{Lane, gantt};
pub use graph::{Arrow, Graph, GraphNode, graph};
pub use lineup::{Mark, Stand, lineup};
pub use paths::{Path, paths};
pub use scatter::{Point, scatter};
pub use stacks::{Stack, stacks};
pub(crate) use svg::fnv;
pub use tree::{Branch, tree};
