//! Points between two measures from 0 to 1, each with its label.

use super::svg::{Frame, escape, framed, name, text_width};
use std::fmt::Write as _;

/// One point.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What it is.
    pub label: String,
    /// Its place from left to right, 0 to 1.
    pub across: f64,
    /// Its place from the bottom up, 0 to 1.
    pub up: f64,
    /// Whether it is one of those that no other beats.
    pub marked: bool,
    /// Whether it keeps both sides safe.
    pub secure: bool,
}

impl Point {
    /// Says the point: "2-2-1, majority: .861 against .665".
    pub fn words(&self) -> String {
        let safe = if self.secure { ", and neither side can be forced" } else { "" };
        format!("{}: {:.3} against {:.3}{safe}", self.label, self.up, self.across)
    }
}

const WIDTH: i64 = 720;
const LEFT: i64 = 56;
const TOP: i64 = 14;
const SIDE: i64 = 420;
const SIZE: i64 = 13;
/// A label keeps this far from the one above it.
const LINE: i64 = 16;

/// What the signs mean.
const KEY: &str =
    "Filled: no other beats it in both. Square: neither side can push anything through.";

const STYLE: &str = "\
& .m{font-weight:700}\n\
& .g{stroke:var(--line,#c8c8c8);stroke-width:1}\n\
& .a{stroke:currentColor;stroke-width:1.5;fill:none}\n\
& .q{stroke:var(--accent,currentColor);stroke-width:2;fill:none}\n\
& .f{stroke:var(--accent,currentColor);stroke-width:2;fill:var(--accent,currentColor)}\n\
& .l{stroke:currentColor;stroke-width:.75}\n";

/// Draws the points: filled if no other beats them, squares if they keep both sides safe. Labels stand
/// at the right, so that none covers another.
pub fn scatter(title: &str, axes: [&str; 2], points: &[Point]) -> String {
    let words: Vec<String> = points.iter().map(Point::words).collect();
    let description = if words.is_empty() { "No points.".into() } else { words.join("; ") };
    let id = name("scatter", &format!("{title}\n{description}"));
    let mut out = String::new();
    let bottom = TOP + SIDE;
    for tenth in (0..=10).step_by(2) {
        let (x, y) = (LEFT + SIDE * tenth / 10, bottom - SIDE * tenth / 10);
        let label = if tenth == 10 { "1".to_owned() } else { format!(".{tenth}") };
        let _ = writeln!(
            out,
            "<path class=\"g\" d=\"M{LEFT} {y}h{SIDE}M{x} {TOP}v{SIDE}\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{label}</text>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
            LEFT - 8,
            y + 4,
            bottom + 18
        );
    }
    let _ = writeln!(
        out,
        "<path class=\"a\" d=\"M{LEFT} {TOP}v{SIDE}h{SIDE}\"/>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\
         <text x=\"14\" y=\"{3}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {3})\">{4}</text>\
         <text x=\"{LEFT}\" y=\"{5}\">{KEY}</text>",
        LEFT + SIDE / 2,
        bottom + 38,
        escape(axes[0]),
        TOP + SIDE / 2,
        escape(axes[1]),
        bottom + 62,
    );
    let height = labels(points, &mut out).max(bottom + 72);
    framed(
        &Frame {
            id: &id,
            width: WIDTH,
            height,
            title,
            description: &description,
            size: 13,
            style: STYLE,
        },
        &out,
    )
}

/// The place of a point. The rounding is the same on every machine.
fn place(point: &Point) -> (i64, i64) {
    let along = |value: f64| (value.clamp(0.0, 1.0) * SIDE as f64).round() as i64;
    (LEFT + along(point.across), TOP + SIDE - along(point.up))
}

/// Draws points and their labels, from the top down, and returns the height it took.
fn labels(points: &[Point], out: &mut String) -> i64 {
    const MOST: usize = 40;
    let mut order: Vec<&Point> = points.iter().collect();
    order.sort_by_key(|point| (!point.marked, place(point).1, place(point).0));
    // With very many points only those that matter are named.
    let named = order.len().min(MOST);
    let (head, rest) = order.split_at(named);
    let mut head = head.to_vec();
    head.sort_by_key(|point| (place(point).1, place(point).0));
    let beside = LEFT + SIDE + 26;
    let mut y = TOP;
    for point in &head {
        let (px, py) = place(point);
        y = (y + LINE).max(py.min(TOP + SIDE - 4));
        let class = if point.marked { "m" } else { "n" };
        let mut label = point.label.clone();
        while text_width(&label, SIZE) > WIDTH - beside && !label.is_empty() {
            label.pop();
        }
        if label.len() < point.label.len() {
            label.pop();
            label.push('…');
        }
        let _ = writeln!(
            out,
            "<path class=\"l\" d=\"M{} {py}L{} {}\"/>\
             <text class=\"{class}\" x=\"{beside}\" y=\"{}\">{}</text>",
            px + 5,
            beside - 4,
            y,
            y + 4,
            escape(&label)
        );
    }
    for point in rest.iter().chain(&head) {
        let (px, py) = place(point);
        let class = if point.marked { "f" } else { "q" };
        let _ = if point.secure {
            writeln!(
                out,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"10\" height=\"10\"/>",
                px - 5,
                py - 5
            )
        } else {
            writeln!(out, "<circle class=\"{class}\" cx=\"{px}\" cy=\"{py}\" r=\"5\"/>")
        };
    }
    y + LINE
}
