//! A tree of what may be done in turn, from left to right.

use super::svg::{Frame, escape, framed, int, name, text_width, wrap};
use std::fmt::Write as _;

/// One node of a tree; parents come before their children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// Who decides, or what it ends in.
    pub label: String,
    /// The node before it; nothing for the first.
    pub parent: Option<usize>,
    /// What leads to it.
    pub edge: String,
    /// Whether the plan says so.
    pub planned: bool,
    /// Whether it is an end.
    pub end: bool,
}

const WIDTH: i64 = 720;
const LEFT: i64 = 132;
const END: i64 = 170;
const SIZE: i64 = 13;
const LINE: i64 = 16;
const GAP: i64 = 14;

const STYLE: &str = "\
& .s{font-size:12px;fill:var(--soft,#595959)}\n\
& .n{font-weight:700}\n\
& .l{stroke:currentColor;stroke-width:1;fill:none}\n\
& .p{stroke:var(--accent,currentColor);stroke-width:3;fill:none}\n\
& .a{stroke:currentColor;stroke-width:1.5;stroke-dasharray:4 4;fill:none}\n\
& .d{fill:var(--page,#fff);stroke:currentColor;stroke-width:1.5}\n\
& .h{stroke:var(--page,#fff);stroke-width:4;paint-order:stroke}\n";

/// Draws a tree; what the plan says is drawn thick, and a dashed line links each pair of nodes that look
/// the same to who decides.
pub fn tree(title: &str, branches: &[Branch], alike: &[(usize, usize)]) -> String {
    let words: Vec<String> =
        branches.iter().filter(|own| own.end).map(|own| own.label.clone()).collect();
    let same = if alike.is_empty() {
        ""
    } else {
        " Nodes joined by a dashed line look the same to who decides."
    };
    let description = format!("Ends: {}.{same}", words.join("; "));
    let id = name("tree", &format!("{title}\n{description}"));
    let mut depth = vec![0_i64; branches.len()];
    for (at, own) in branches.iter().enumerate() {
        depth[at] = own.parent.map_or(0, |parent| depth[parent] + 1);
    }
    let deepest = depth.iter().copied().max().unwrap_or(0).max(1);
    let step = (WIDTH - LEFT - END - 8) / deepest;
    let x = |at: usize| LEFT + depth[at] * step;
    // Ends stand below one another in the order in which they are met; others in the middle of theirs.
    let mut y = vec![0_i64; branches.len()];
    let mut lines: Vec<Vec<String>> = vec![Vec::new(); branches.len()];
    let mut next = 24;
    for at in met(branches) {
        if branches[at].end {
            let room = WIDTH - x(at) - 16;
            lines[at] = wrap(&branches[at].label, SIZE, room.max(60), 3);
            let high = int(lines[at].len()) * LINE;
            y[at] = next + high / 2;
            next += high + GAP;
        }
    }
    for at in (0..branches.len()).rev().filter(|&at| !branches[at].end) {
        let below: Vec<i64> = (0..branches.len())
            .filter(|&child| branches[child].parent == Some(at))
            .map(|child| y[child])
            .collect();
        y[at] = below.iter().sum::<i64>() / int(below.len()).max(1);
    }
    let mut out = String::new();
    for (at, own) in branches.iter().enumerate() {
        let Some(parent) = own.parent else { continue };
        let class = if own.planned { "p" } else { "l" };
        let bend = x(parent) + 14;
        let _ = writeln!(
            out,
            "<path class=\"{class}\" d=\"M{} {}L{bend} {}H{}\"/>",
            x(parent),
            y[parent],
            y[at],
            x(at)
        );
        let _ = writeln!(
            out,
            "<text class=\"s h\" x=\"{}\" y=\"{}\">{}</text>",
            bend + 4,
            y[at] - 4,
            escape(&own.edge)
        );
    }
    for &(one, other) in alike {
        let side = i64::midpoint(x(one), x(other)) + 8;
        let _ = writeln!(
            out,
            "<path class=\"a\" d=\"M{} {}Q{side} {} {} {}\"/>",
            x(one),
            y[one],
            i64::midpoint(y[one], y[other]),
            x(other),
            y[other]
        );
    }
    for (at, own) in branches.iter().enumerate() {
        if own.end {
            let first = y[at] - int(lines[at].len()) * LINE / 2 + 12;
            for (line, text) in lines[at].iter().enumerate() {
                let _ = writeln!(
                    out,
                    "<text x=\"{}\" y=\"{}\">{}</text>",
                    x(at) + 8,
                    first + int(line) * LINE,
                    escape(text)
                );
            }
            continue;
        }
        // Before the node and below the line that leads to it, where no branch of its own runs.
        let wide = text_width(&own.label, SIZE);
        let left = (x(at) - wide - 8).max(2);
        let _ = writeln!(out, "<circle class=\"d\" cx=\"{}\" cy=\"{}\" r=\"5\"/>", x(at), y[at]);
        let _ = writeln!(
            out,
            "<text class=\"n h\" x=\"{left}\" y=\"{}\">{}</text>",
            y[at] + 15,
            escape(&own.label)
        );
    }
    framed(
        &Frame {
            id: &id,
            width: WIDTH,
            height: next + 10,
            title,
            description: &description,
            size: 13,
            style: STYLE,
        },
        &out,
    )
}

/// The nodes in the order in which they are met, deeper ones first.
fn met(branches: &[Branch]) -> Vec<usize> {
    let mut order = Vec::with_capacity(branches.len());
    let mut open: Vec<usize> =
        (0..branches.len()).rev().filter(|&at| branches[at].parent.is_none()).collect();
    while let Some(at) = open.pop() {
        order.push(at);
        open.extend((0..branches.len()).rev().filter(|&child| branches[child].parent == Some(at)));
    }
    order
}
