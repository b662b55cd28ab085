//! The state-transition graph: outcomes, and who would move where.
//!
//! What is shown stands here; the order in columns, the places and the strokes have modules of
//! their own.

mod draw;
mod layout;
mod order;

use super::svg::{Frame, framed, name};
use std::fmt::Write as _;

/// An outcome in the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphNode {
    /// Its pattern of `Y` and `N`.
    pub pattern: String,
    /// The options taken, by name.
    pub taken: Vec<String>,
    /// Whether it holds (drawn boxed twice).
    pub holds: bool,
    /// Whether it is the present state.
    pub present: bool,
    /// How many steps it lies from the present state; nothing if it cannot be reached from there.
    pub distance: Option<usize>,
}

/// A move in the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The outcome left, by index.
    pub from: usize,
    /// The outcome reached.
    pub to: usize,
    /// The mover, by index into [`Graph::movers`].
    pub mover: usize,
    /// Whether there is no way back for the mover (drawn with a bar).
    pub one_way: bool,
}

/// What the graph shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// The outcomes.
    pub nodes: Vec<GraphNode>,
    /// The moves.
    pub arrows: Vec<Arrow>,
    /// The movers: name, and whether it is a joint one (drawn doubled).
    pub movers: Vec<(String, bool)>,
}

/// Draws the graph: columns by distance from the present state, those that cannot be reached last.
pub fn graph(title: &str, graph: &Graph) -> String {
    let layout = layout::layout(graph);
    let (width, height, drawing) = draw::draw(graph, &layout);
    let description = describe(graph);
    // Pictures that differ anywhere have different names, pictures that are equal share theirs.
    let id = name("graph", &format!("{title}\n{description}\n{drawing}"));
    framed(
        &Frame {
            id: &id,
            width,
            height,
            title,
            description: &description,
            size: 13,
            style: draw::STYLE,
        },
        &drawing,
    )
}

/// The picture in a few sentences; every single move stands in the words beside the picture.
fn describe(graph: &Graph) -> String {
    let named = |node: &GraphNode| {
        if node.taken.is_empty() { "nothing taken".to_owned() } else { node.taken.join(" + ") }
    };
    let mut out =
        format!("{} outcomes and {} moves between them.", graph.nodes.len(), graph.arrows.len());
    if let Some(node) = graph.nodes.iter().find(|node| node.present) {
        let _ = write!(out, " Now: {}.", named(node));
    }
    let holding: Vec<String> = graph.nodes.iter().filter(|node| node.holds).map(named).collect();
    if !holding.is_empty() {
        let _ = write!(out, " Outcomes that hold: {}.", holding.join("; "));
    }
    let far = graph.nodes.iter().filter(|node| node.distance.is_none()).count();
    if far > 0 {
        let _ = write!(out, " Not reached from the present state: {far}.");
    }
    out
}
