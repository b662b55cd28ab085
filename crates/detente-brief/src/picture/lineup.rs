//! A line with parties standing on it: where each stands, how heavy it is, and where models put the
//! outcome.

use super::svg::{Frame, escape, framed, int, name, text_width};
use std::fmt::Write as _;

/// One party on the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stand {
    /// Who.
    pub label: String,
    /// Where, from 0 to 1.
    pub at: f64,
    /// Where, in words.
    pub place: String,
    /// How heavy, from 0 to 1: a share of the heaviest.
    pub weight: f64,
    /// What it would fall back to.
    pub fallbacks: Vec<f64>,
    /// The least it would take.
    pub floor: Option<f64>,
}

/// Where a model puts the outcome.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// The letter under the line.
    pub letter: char,
    /// What it stands for.
    pub label: String,
    /// Where, from 0 to 1.
    pub at: f64,
    /// The other end, where it is everything between two places.
    pub up_to: Option<f64>,
    /// Where, in words.
    pub place: String,
}

impl Mark {
    /// The middle of it.
    fn middle(&self) -> f64 {
        self.up_to.map_or(self.at, |up_to| f64::midpoint(self.at, up_to))
    }
}

const WIDTH: i64 = 720;
const LEFT: i64 = 40;
const TRACK: i64 = 640;
/// The height of the heaviest party.
const TALL: i64 = 60;
const THICK: i64 = 10;
const LABEL: i64 = 15;

const STYLE: &str = "\
& .s{font-size:12px;fill:var(--soft,#595959)}\n\
& .k{font-size:12px;font-weight:700}\n\
& .l{stroke:currentColor;stroke-width:1.5}\n\
& .b{fill:var(--accent,currentColor);stroke:var(--page,#fff);stroke-width:1}\n\
& .c{stroke:var(--line,#8a8a8a);stroke-width:1}\n\
& .f{fill:var(--page,#fff);stroke:var(--accent,currentColor);stroke-width:1.5}\n\
& .r{stroke:currentColor;stroke-width:3}\n\
& .m{fill:none;stroke:currentColor;stroke-width:1.5}\n";

/// Those who stand at one place, heaviest first; places from first to last.
fn groups(stands: &[Stand]) -> Vec<Vec<&Stand>> {
    let mut order: Vec<&Stand> = stands.iter().collect();
    order.sort_by(|a, b| a.at.total_cmp(&b.at).then(b.weight.total_cmp(&a.weight)));
    let mut groups: Vec<Vec<&Stand>> = Vec::new();
    for stand in order {
        match groups.last_mut() {
            Some(group) if (group[0].at - stand.at).abs() < 1e-9 => group.push(stand),
            _ => groups.push(vec![stand]),
        }
    }
    groups
}

fn weight(group: &[&Stand]) -> f64 {
    group.iter().map(|stand| stand.weight).sum()
}

/// The names of a group: how many lines, from which row up, from where to where.
struct Names {
    row: i64,
    lines: usize,
    left: i64,
    right: i64,
}

/// Puts the names of groups above one another where they would run into each other.
fn blocks(groups: &[Vec<&Stand>], x: &dyn Fn(f64) -> i64) -> Vec<Names> {
    let mut blocks: Vec<Names> = Vec::new();
    for group in groups {
        let at = x(group[0].at);
        let wide = group.iter().map(|stand| text_width(&stand.label, 13)).max().unwrap_or(0);
        let left = (at - wide / 2).clamp(2, (WIDTH - wide - 2).max(2));
        let (right, lines) = (left + wide, group.len());
        // A line up to names goes through whatever stands below them, so they go above all of it.
        let beside = |other: &&Names| other.left - 8 < right && left < other.right + 8;
        let row = blocks.iter().filter(beside).map(|other| other.row + int(other.lines)).max();
        blocks.push(Names { row: row.unwrap_or(0), lines, left, right });
    }
    blocks
}

/// Writes the names of places below the line, each under its own as far as there is room, and lower where
/// it would run into others; returns in how many more rows than one.
fn scale(named: &[(i64, &str)], foot: i64, out: &mut String) -> i64 {
    let mut ends: Vec<i64> = Vec::new();
    for &(at, name) in named {
        let wide = text_width(name, 12);
        let left = (at - wide / 2).clamp(2, (WIDTH - wide - 2).max(2));
        let free = ends.iter().position(|end| *end + 10 <= left);
        let row = free.unwrap_or_else(|| {
            ends.push(0);
            ends.len() - 1
        });
        ends[row] = left + wide;
        let y = foot + int(row) * 14;
        let _ = writeln!(out, "<text class=\"s\" x=\"{left}\" y=\"{y}\">{}</text>", escape(name));
    }
    int(ends.len()).saturating_sub(1)
}

/// Draws a line from `ends.0` to `ends.1` with who stands where and what models say.
///
/// `between` are the places between the ends that have a name.
pub fn lineup(
    title: &str,
    ends: (&str, &str),
    between: &[(f64, String)],
    stands: &[Stand],
    marks: &[Mark],
) -> String {
    let words: Vec<String> = stands
        .iter()
        .map(|stand| format!("{}: {}", stand.label, stand.place))
        .chain(marks.iter().map(|mark| format!("{}: {}", mark.label, mark.place)))
        .collect();
    let description = format!("From {} to {}: {}.", ends.0, ends.1, words.join("; "));
    let id = name("lineup", &format!("{title}\n{description}"));
    let x = |at: f64| LEFT + (at.clamp(0.0, 1.0) * TRACK as f64).round() as i64;
    let groups = groups(stands);
    let most = groups.iter().map(|group| weight(group)).fold(0.0, f64::max);
    let blocks = blocks(&groups, &x);
    let rows = blocks.iter().map(|block| block.row + int(block.lines)).max().unwrap_or(0);
    let base = 8 + rows * LABEL + TALL + 8;
    let mut out = String::new();
    for (group, block) in groups.iter().zip(&blocks) {
        let at = x(group[0].at);
        let mut top = base;
        for stand in group {
            let share = if most > 0.0 { stand.weight / most } else { 0.0 };
            let high = ((share * TALL as f64).round() as i64).max(2);
            top -= high;
            let _ = writeln!(
                out,
                "<rect class=\"b\" x=\"{}\" y=\"{top}\" width=\"{THICK}\" height=\"{high}\"/>",
                at - THICK / 2
            );
            for &back in &stand.fallbacks {
                let at = x(back);
                let _ = writeln!(out, "<circle class=\"f\" cx=\"{at}\" cy=\"{base}\" r=\"4\"/>");
            }
            if let Some(floor) = stand.floor {
                let at = x(floor);
                let _ = writeln!(out, "<path class=\"r\" d=\"M{at} {}V{}\"/>", base - 8, base + 8);
            }
        }
        // Rows are counted upwards from the tallest bar.
        let bottom = 8 + (rows - block.row) * LABEL;
        let _ = writeln!(out, "<path class=\"c\" d=\"M{at} {bottom}V{top}\"/>");
        for (line, stand) in group.iter().enumerate() {
            let wide = text_width(&stand.label, 13);
            let left = (at - wide / 2).clamp(2, (WIDTH - wide - 2).max(2));
            let y = bottom - 4 - int(line) * LABEL;
            let _ = writeln!(out, "<text x=\"{left}\" y=\"{y}\">{}</text>", escape(&stand.label));
        }
    }
    let _ = writeln!(out, "<path class=\"l\" d=\"M{LEFT} {base}H{}\"/>", LEFT + TRACK);
    let mut beside = i64::MIN / 2;
    let (mut lower, mut lowest) = (0, 0);
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    for mark in sorted {
        let at = x(mark.middle());
        // Letters that would run into each other stand lower one after the other.
        lower = if at - beside < 12 { lower + 1 } else { 0 };
        beside = at;
        lowest = lowest.max(lower);
        let y = base + 6 + lower * 14;
        let top = base + 1;
        let _ = match mark.up_to {
            // A bracket below the line, from end to end.
            Some(up_to) => {
                writeln!(out, "<path class=\"m\" d=\"M{} {top}v7H{}v-7\"/>", x(mark.at), x(up_to))
            }
            None => writeln!(
                out,
                "<path class=\"m\" d=\"M{at} {top}L{} {}H{}Z\"/>",
                at - 5,
                base + 9,
                at + 5
            ),
        };
        let _ = writeln!(
            out,
            "<text class=\"k\" x=\"{at}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            y + 15,
            escape(&mark.letter.to_string())
        );
    }
    let foot = base + 40 + lowest * 14;
    let mut named = vec![(LEFT, ends.0)];
    for (at, name) in between {
        let at = x(*at);
        let _ = writeln!(out, "<path class=\"l\" d=\"M{at} {}v8\"/>", base - 4);
        named.push((at, name));
    }
    named.push((LEFT + TRACK, ends.1));
    let rows = scale(&named, foot, &mut out);
    let mut y = foot + 18 + rows * 14;
    let mut at = LEFT;
    for mark in marks {
        let legend = format!("{} {}", mark.letter, mark.label);
        let wide = text_width(&legend, 12);
        if at > LEFT && at + wide > LEFT + TRACK {
            (at, y) = (LEFT, y + 16);
        }
        let _ = writeln!(out, "<text class=\"s\" x=\"{at}\" y=\"{y}\">{}</text>", escape(&legend));
        at += wide + 18;
    }
    framed(
        &Frame {
            id: &id,
            width: WIDTH,
            height: y + 8,
            title,
            description: &description,
            size: 13,
            style: STYLE,
        },
        &out,
    )
}
