//! The state-transition graph: outcomes, and who would move where.

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

/// Draws the graph.
pub fn graph(_title: &str, _graph: &Graph) -> String {
    String::new()
}
