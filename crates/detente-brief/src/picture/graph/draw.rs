//! The graph drawn from its layout: heads of columns, arrows, boxes, legend.

use super::super::svg::{escape, int, text_width};
use super::Graph;
use super::layout::{LINE, Layout, PAD, Segment, TOP};
use std::fmt::Write as _;

/// The least width, so that the legend has room.
const LEAST: i64 = 560;
/// The height of a line of the legend.
const KEY: i64 = 24;
/// The size of the words of the legend.
const KEY_SIZE: i64 = 13;

/// Rules of the picture. Movers differ by dashes first and by colour second.
pub(super) const STYLE: &str = "\
& .p{font:11px ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:var(--soft,#595959)}\n\
& .c{font-size:12px;fill:var(--soft,#595959)}\n\
& .n{font-style:italic}\n\
& .o{fill:var(--paper,#fff);stroke:currentColor;stroke-width:1.2}\n\
& .i{fill:none;stroke:currentColor;stroke-width:1.2}\n\
& .w{fill:currentColor}\n\
& .wt{font-weight:700;font-size:11px;fill:var(--paper,#fff)}\n\
& .r{stroke:var(--line,#8a8a8a);stroke-dasharray:2 5;fill:none}\n\
& .e{fill:none;stroke-width:1.6}\n\
& .d{fill:none;stroke-width:5}\n\
& .x{fill:none;stroke:var(--paper,#fff);stroke-width:2}\n\
& .k{stroke-width:2.4}\n\
& .m0{stroke:var(--m0,#1f5fa8);color:var(--m0,#1f5fa8)}\n\
& .m1{stroke:var(--m1,#b3451f);color:var(--m1,#b3451f)}\n\
& .m2{stroke:var(--m2,#1c7a55);color:var(--m2,#1c7a55)}\n\
& .m3{stroke:var(--m3,#8a3d86);color:var(--m3,#8a3d86)}\n\
& .m4{stroke:var(--m4,#7a6000);color:var(--m4,#7a6000)}\n\
& .m5{stroke:var(--m5,#44546a);color:var(--m5,#44546a)}\n\
& .l1{stroke-dasharray:7 4}\n\
& .l2{stroke-dasharray:2 3}\n\
& .l3{stroke-dasharray:10 3 2 3}\n\
& .l4{stroke-dasharray:14 4}\n\
& .l5{stroke-dasharray:4 2 1 2 1 2}\n\
& .h{fill:currentColor;stroke:none}\n";

/// How many movers look different; more share looks.
const LOOKS: usize = 6;

/// Draws the graph; returns width, height and the drawing.
pub(super) fn draw(graph: &Graph, layout: &Layout) -> (i64, i64, String) {
    let mut pen = Pen { graph, layout, out: String::new() };
    let last = layout.x.len().saturating_sub(1);
    // Arrows within the last column bulge into the space behind it.
    let behind = if layout.segments.iter().any(|segment| pen.within(segment) == Some(last)) {
        layout.gaps.last().copied().unwrap_or(0)
    } else {
        8
    };
    let width = layout.x.last().map_or(0, |x| x + layout.box_width + behind).max(LEAST);
    pen.heads();
    for (index, item) in layout.items.iter().enumerate() {
        if item.node.is_none() {
            pen.lane(index);
        }
    }
    for segment in &layout.segments {
        pen.segment(segment);
    }
    for item in &layout.items {
        if let Some(node) = item.node {
            pen.node(node, layout.x[item.column], item.y - item.height / 2, item.height);
        }
    }
    let height = pen.legend(layout.bottom + 26, width);
    (width, height, pen.out)
}

struct Pen<'a> {
    graph: &'a Graph,
    layout: &'a Layout,
    out: String,
}

impl Pen<'_> {
    fn within(&self, segment: &Segment) -> Option<usize> {
        let (from, to) = (&self.layout.items[segment.from], &self.layout.items[segment.to]);
        (from.column == to.column).then_some(from.column)
    }

    fn joint(&self, mover: usize) -> bool {
        self.graph.movers.get(mover).is_some_and(|(_, joint)| *joint)
    }

    /// What stands over each column.
    fn heads(&mut self) {
        let distances: std::collections::BTreeSet<usize> =
            self.graph.nodes.iter().filter_map(|node| node.distance).collect();
        for (column, &x) in self.layout.x.iter().enumerate() {
            let middle = x + self.layout.box_width / 2;
            let text = match distances.iter().nth(column) {
                Some(0) => "present state".to_owned(),
                Some(1) => "after 1 step".into(),
                Some(n) => format!("after {n} steps"),
                None => "not reached".into(),
            };
            let _ = writeln!(
                self.out,
                "<text class=\"c\" x=\"{middle}\" y=\"16\" text-anchor=\"middle\">{text}</text>"
            );
            if column == self.layout.reached && column > 0 {
                let line = x - 14;
                let _ = writeln!(
                    self.out,
                    "<path class=\"r\" d=\"M{line} 6V{}\"/>",
                    self.layout.bottom
                );
            }
        }
    }

    /// The part of an arrow that passes a column.
    fn lane(&mut self, lane: usize) {
        let layout = self.layout;
        let Some(segment) = layout.segments.iter().find(|segment| segment.from == lane) else {
            return;
        };
        let item = &layout.items[lane];
        let x = layout.x[item.column];
        self.stroke(segment.mover, &format!("M{x} {}H{}", item.y, x + layout.box_width));
    }

    /// A line in the look of its mover: dashes tell movers of a kind apart, a doubled line says that
    /// they move together.
    fn stroke(&mut self, mover: usize, path: &str) {
        let colour = mover % LOOKS;
        let joint = self.joint(mover);
        let dash = (0..mover).filter(|&other| self.joint(other) == joint).count() % LOOKS;
        if joint {
            let _ = writeln!(self.out, "<path class=\"d m{colour} l{dash}\" d=\"{path}\"/>");
            let _ = writeln!(self.out, "<path class=\"x\" d=\"{path}\"/>");
        } else {
            let _ = writeln!(self.out, "<path class=\"e m{colour} l{dash}\" d=\"{path}\"/>");
        }
    }

    fn segment(&mut self, segment: &Segment) {
        let course = self.layout.course(segment);
        let ((x1, y1), (x2, y2)) = (course.from, course.to);
        let out = if course.leaves_right { 1 } else { -1 };
        let side = if course.enters_right { 1 } else { -1 };
        let arrives = self.layout.items[segment.to].node.is_some();
        // The line ends where the head begins, so that dashes do not show through it.
        let end = if arrives { x2 + side * 10 } else { x2 };
        let path = if let Some(column) = self.within(segment) {
            let most = self.layout.gaps[column] * 6 / 5 - 8;
            let bulge = (26 + (y2 - y1).abs() / 5).min(most);
            format!("M{x1} {y1}C{} {y1} {} {y2} {end} {y2}", x1 + bulge, end + bulge)
        } else {
            let pull = ((x2 - x1).abs() / 2).max(20);
            format!("M{x1} {y1}C{} {y1} {} {y2} {end} {y2}", x1 + out * pull, x2 + side * pull)
        };
        self.stroke(segment.mover, &path);
        if arrives {
            self.head(segment, x2, y2, side);
        }
    }

    /// The head of an arrow; a bar before the box says that there is no way back.
    fn head(&mut self, segment: &Segment, x: i64, y: i64, side: i64) {
        let look = segment.mover % LOOKS;
        let tip = if segment.one_way { x + side * 3 } else { x + side };
        let base = x + side * 11;
        let _ = writeln!(
            self.out,
            "<path class=\"h m{look}\" d=\"M{tip} {y}L{base} {}V{}Z\"/>",
            y - 4,
            y + 4
        );
        if segment.one_way {
            let _ =
                writeln!(self.out, "<path class=\"k m{look}\" d=\"M{tip} {}V{}\"/>", y - 6, y + 6);
        }
    }

    fn node(&mut self, index: usize, x: i64, top: i64, height: i64) {
        let node = &self.graph.nodes[index];
        let width = self.layout.box_width;
        let lines = &self.layout.lines[index];
        let mut told =
            if node.taken.is_empty() { "Nothing taken".to_owned() } else { node.taken.join(", ") };
        if node.holds {
            told.push_str("; holds");
        }
        if node.present {
            told.push_str("; the present state");
        }
        let _ = writeln!(self.out, "<g><title>{}</title>", escape(&told));
        let _ = writeln!(
            self.out,
            "<rect class=\"o\" x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"3\"/>"
        );
        if node.holds {
            let _ = writeln!(
                self.out,
                "<rect class=\"i\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"1\"/>",
                x + 4,
                top + 4,
                width - 8,
                height - 8
            );
        }
        let middle = x + width / 2;
        let words = int(lines.len()) * LINE + LINE;
        let mut y = top + (height - words) / 2 + 12;
        let class = if node.taken.is_empty() { " class=\"n\"" } else { "" };
        for line in lines {
            let _ = writeln!(
                self.out,
                "<text{class} x=\"{middle}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
                escape(line)
            );
            y += LINE;
        }
        let _ = writeln!(
            self.out,
            "<text class=\"p\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            y - 1,
            escape(&node.pattern)
        );
        if node.present {
            let _ = writeln!(
                self.out,
                "<rect class=\"w\" x=\"{x}\" y=\"{}\" width=\"38\" height=\"16\" rx=\"2\"/>\
                 <text class=\"wt\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">now</text>",
                top - 16,
                x + 19,
                top - 4
            );
        }
        self.out.push_str("</g>\n");
    }

    /// Says what lines and boxes mean; returns where the picture ends.
    fn legend(&mut self, top: i64, width: i64) -> i64 {
        let mut keys: Vec<(Key, &str)> = Vec::new();
        for (mover, (name, _)) in self.graph.movers.iter().enumerate() {
            if self.layout.segments.iter().any(|segment| segment.mover == mover) {
                keys.push((Key::Mover(mover), name));
            }
        }
        if self.graph.nodes.iter().any(|node| node.holds) {
            keys.push((Key::Holds, "holds"));
        }
        if self.layout.segments.iter().any(|segment| segment.one_way) {
            keys.push((Key::OneWay, "no way back for the mover"));
        }
        let (mut x, mut y) = (PAD, top);
        for (key, words) in keys {
            let words = super::super::svg::wrap(words, KEY_SIZE, width - PAD - 70, 1).concat();
            let needed = 46 + text_width(&words, KEY_SIZE) + 20;
            if x > PAD && x + needed > width {
                (x, y) = (PAD, y + KEY);
            }
            match key {
                Key::Mover(mover) => self.stroke(mover, &format!("M{x} {y}H{}", x + 36)),
                Key::Holds => {
                    let _ = writeln!(
                        self.out,
                        "<rect class=\"i\" x=\"{}\" y=\"{}\" width=\"30\" height=\"16\" rx=\"2\"/>\
                         <rect class=\"i\" x=\"{}\" y=\"{}\" width=\"24\" height=\"10\" rx=\"1\"/>",
                        x + 4,
                        y - 8,
                        x + 7,
                        y - 5
                    );
                }
                Key::OneWay => {
                    let tip = x + 32;
                    let _ = writeln!(
                        self.out,
                        "<path class=\"i\" d=\"M{x} {y}H{}M{tip} {}V{}\"/>\
                         <path class=\"w\" d=\"M{tip} {y}L{} {}V{}Z\"/>",
                        tip - 8,
                        y - 6,
                        y + 6,
                        tip - 9,
                        y - 4,
                        y + 4
                    );
                }
            }
            let _ = writeln!(
                self.out,
                "<text x=\"{}\" y=\"{}\">{}</text>",
                x + 46,
                y + 4,
                escape(&words)
            );
            x += needed;
        }
        y + TOP / 2
    }
}

/// What a line of the legend explains.
#[derive(Clone, Copy)]
enum Key {
    Mover(usize),
    Holds,
    OneWay,
}
