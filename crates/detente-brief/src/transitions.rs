//! The state-transition graph of one combination of readings, as data: for pictures, for Graphviz and
//! GraphML, and for the paths from the present state.

use crate::analysis::{Limits, ReadingResult};
use crate::engine::EngineError;
use crate::picture::{Arrow, Graph, GraphNode};
use crate::words::{move_words, mover_name, mover_short};
use detente_model::Model;
use detente_stability::{Mover, Paths, StateSet, Via, improvements, moves, paths};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The graph of everything that can be reached from a state, and of the outcomes that hold; nothing
/// if it has more than `most` outcomes.
///
/// # Errors
/// If the engine refuses.
pub fn transitions(
    model: &Model,
    result: &ReadingResult,
    stable: &StateSet,
    start: usize,
    via: Via,
    most: usize,
    limits: &Limits<'_>,
) -> Result<Option<Graph>, EngineError> {
    let space = result.space();
    let reach = paths(&result.game, start, via, &limits.context())?;
    if reach.reachable().len() > most || stable.len() > most {
        return Ok(None);
    }
    let shown: BTreeSet<usize> =
        reach.reachable().iter().copied().chain([start]).chain(stable.iter()).collect();
    let shown: Vec<usize> = shown.into_iter().collect();
    if shown.len() > most {
        return Ok(None);
    }
    let movers: Vec<Mover> = result.game.movers().to_vec();
    let mut arrows = Vec::new();
    for (from, &state) in shown.iter().enumerate() {
        for (mover_index, &mover) in movers.iter().enumerate() {
            let targets = match via {
                Via::Improvements => improvements(&result.game, mover, state),
                Via::Moves => moves(&result.game, mover, state),
            };
            for target in targets {
                let Ok(to) = shown.binary_search(&target) else { continue };
                // A joint step that any one owner can leave has a way back for the movers too.
                let back =
                    movers.iter().filter(|&&other| other.members().is_subset(mover.members()));
                let one_way = !back
                    .into_iter()
                    .any(|&other| moves(&result.game, other, target).contains(&state));
                arrows.push(Arrow { from, to, mover: mover_index, one_way });
            }
        }
    }
    let nodes = shown.iter().map(|&state| GraphNode {
        pattern: model.pattern(space.state(state)),
        taken: taken(model, space.state(state)),
        holds: stable.contains(state),
        present: state == start,
        distance: distance(&reach, start, state),
    });
    let movers =
        movers.iter().map(|&mover| (mover_name(model, mover), matches!(mover, Mover::Joint(_))));
    Ok(Some(Graph { nodes: nodes.collect(), arrows, movers: movers.collect() }))
}

fn distance(reach: &Paths<'_>, start: usize, state: usize) -> Option<usize> {
    if state == start { Some(0) } else { reach.to(state).map(|way| way.len()) }
}

/// The names of the options taken in a state.
fn taken(model: &Model, state: u64) -> Vec<String> {
    let options = model.options.iter().enumerate();
    options
        .filter(|(index, _)| state >> index & 1 == 1)
        .map(|(_, option)| option.id.clone())
        .collect()
}

/// Says a sequence of steps: who would do what, one after the other.
pub fn way_words(
    model: &Model,
    result: &ReadingResult,
    start: u64,
    way: &[detente_stability::Step],
) -> Vec<String> {
    let mut from = start;
    let mut parts = Vec::new();
    for step in way {
        let to = result.space().state(step.to);
        parts.push(format!(
            "{} would {}",
            mover_short(model, step.mover),
            move_words(model, from, to)
        ));
        from = to;
    }
    parts
}

/// Writes a graph for Graphviz: outcomes that hold have two borders, joint moves two lines, moves
/// without a way back a bar.
pub fn dot(title: &str, graph: &Graph) -> String {
    const DASHES: [&str; 4] = ["solid", "dashed", "dotted", "bold"];
    let mut out = format!("digraph {} {{\n  rankdir=LR;\n  node [shape=box];\n", quote(title));
    for (index, node) in graph.nodes.iter().enumerate() {
        let label =
            if node.taken.is_empty() { "nothing".to_owned() } else { node.taken.join("\\n") };
        let holds = if node.holds { ", peripheries=2" } else { "" };
        let present = if node.present { ", style=bold" } else { "" };
        let label = quote(&format!("{label}\\n{}", node.pattern));
        let _ = writeln!(out, "  s{index} [label={label}{holds}{present}];");
    }
    for arrow in &graph.arrows {
        let (mover, joint) = &graph.movers[arrow.mover];
        let head = if arrow.one_way { "normaltee" } else { "normal" };
        let line = if *joint { "color=\"black:invis:black\"" } else { "color=\"black\"" };
        let style = DASHES[arrow.mover % DASHES.len()];
        let _ = writeln!(
            out,
            "  s{} -> s{} [label={}, arrowhead={head}, style={style}, {line}];",
            arrow.from,
            arrow.to,
            quote(mover)
        );
    }
    out.push_str("}\n");
    out
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\n', " ").replace('"', "\\\""))
}

/// Writes a graph as GraphML, with the attributes of outcomes and moves as data.
pub fn graphml(title: &str, graph: &Graph) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (name, place, kind) in [
        ("title", "graph", "string"),
        ("pattern", "node", "string"),
        ("taken", "node", "string"),
        ("holds", "node", "boolean"),
        ("present", "node", "boolean"),
        ("mover", "edge", "string"),
        ("joint", "edge", "boolean"),
        ("oneway", "edge", "boolean"),
    ] {
        let _ = writeln!(
            out,
            "  <key id=\"{name}\" for=\"{place}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        );
    }
    let data = |key: &str, value: &str| format!("<data key=\"{key}\">{}</data>", escape(value));
    // A name in this format holds no spaces, so the title is data.
    let _ =
        writeln!(out, "  <graph id=\"conflict\" edgedefault=\"directed\">{}", data("title", title));
    for (index, node) in graph.nodes.iter().enumerate() {
        let _ = writeln!(
            out,
            "    <node id=\"s{index}\">{}{}{}{}</node>",
            data("pattern", &node.pattern),
            data("taken", &node.taken.join(" ")),
            data("holds", &node.holds.to_string()),
            data("present", &node.present.to_string())
        );
    }
    for arrow in &graph.arrows {
        let (mover, joint) = &graph.movers[arrow.mover];
        let _ = writeln!(
            out,
            "    <edge source=\"s{}\" target=\"s{}\">{}{}{}</edge>",
            arrow.from,
            arrow.to,
            data("mover", mover),
            data("joint", &joint.to_string()),
            data("oneway", &arrow.one_way.to_string())
        );
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
