//! Lines over rounds: where each party stands after each, and where the forecast does.

use super::svg::{Frame, escape, framed, int, name, text_width, wrap};
use std::fmt::Write as _;

/// Where one party stands, round by round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// Who.
    pub label: String,
    /// Where after each round, from 0 to 1; the first is the start.
    pub at: Vec<f64>,
    /// How heavy, from 0 to 1: a share of the heaviest.
    pub weight: f64,
}

const WIDTH: i64 = 720;
const LEFT: i64 = 100;
const RIGHT: i64 = 500;
const TOP: i64 = 16;
const TALL: i64 = 240;
/// The height of a line of names.
const LABEL: i64 = 15;
/// Ticks of rounds with a number at most.
const TICKS: usize = 10;

const STYLE: &str = "\
& .s{font-size:12px;fill:var(--soft,#595959)}\n\
& .l{fill:none;stroke:var(--line,#8a8a8a);stroke-width:1}\n\
& .p{fill:none;stroke:var(--accent,currentColor);stroke-linejoin:round;opacity:.75}\n\
& .m{fill:none;stroke:currentColor;stroke-width:2.5;stroke-dasharray:7 4}\n\
& .c{fill:none;stroke:var(--line,#8a8a8a);stroke-width:1}\n";

/// Names at the end of lines, together where lines end within one line of text.
struct Names {
    y: i64,
    labels: Vec<String>,
}

/// Puts names beside the ends of lines, from the top, each below the one before.
fn names(paths: &[Path], y: &dyn Fn(f64) -> i64) -> Vec<(i64, Names)> {
    let mut ends: Vec<(i64, &Path)> =
        paths.iter().filter_map(|path| path.at.last().map(|&at| (y(at), path))).collect();
    ends.sort_by_key(|&(at, _)| at);
    let mut groups: Vec<(i64, Names)> = Vec::new();
    for (at, path) in ends {
        match groups.last_mut() {
            Some((first, names)) if at - *first < LABEL - 2 => {
                names.labels.push(path.label.clone());
            }
            _ => {
                let below = groups.last().map_or(i64::MIN, |(_, names)| names.y + LABEL);
                groups.push((at, Names { y: at.max(below), labels: vec![path.label.clone()] }));
            }
        }
    }
    groups
}

/// Draws lines over rounds, `ends` being the low and the high end of the scale and `middle` the line of the
/// forecast with its name.
pub fn paths(
    title: &str,
    ends: (&str, &str),
    paths: &[Path],
    middle: (&str, &[f64]),
    round: &str,
) -> String {
    let rounds = middle.1.len().saturating_sub(1).max(1);
    let words: Vec<String> = paths
        .iter()
        .filter_map(|path| Some((path, path.at.first()?, path.at.last()?)))
        .map(|(path, from, to)| {
            format!("{} from {:.0}% to {:.0}%", path.label, 100.0 * from, 100.0 * to)
        })
        .collect();
    let description = format!("From {} to {}, by {round}: {}.", ends.0, ends.1, words.join("; "));
    let id = name("paths", &format!("{title}\n{description}\n{round}"));
    let x = |number: usize| LEFT + (RIGHT - LEFT) * int(number) / int(rounds);
    let y = |at: f64| TOP + ((1.0 - at.clamp(0.0, 1.0)) * TALL as f64).round() as i64;
    let line = |at: &[f64]| {
        let points = at.iter().enumerate();
        let points = points.map(|(number, &at)| format!("{} {}", x(number), y(at)));
        format!("M{}", points.collect::<Vec<String>>().join("L"))
    };
    let mut out = String::new();
    let bottom = TOP + TALL;
    let _ = writeln!(out, "<path class=\"l\" d=\"M{LEFT} {TOP}V{bottom}H{RIGHT}\"/>");
    let step = rounds.div_ceil(TICKS);
    for number in (0..=rounds).filter(|number| number % step == 0) {
        let at = x(number);
        let _ = writeln!(out, "<path class=\"l\" d=\"M{at} {bottom}v4\"/>");
        let _ = writeln!(
            out,
            "<text class=\"s\" x=\"{at}\" y=\"{}\" text-anchor=\"middle\">{number}</text>",
            bottom + 18
        );
    }
    let _ = writeln!(
        out,
        "<text class=\"s\" x=\"{RIGHT}\" y=\"{}\" text-anchor=\"end\">{}</text>",
        bottom + 34,
        escape(round)
    );
    for (end, at) in [(ends.1, TOP + 4), (ends.0, bottom)] {
        for (number, text) in wrap(end, 12, LEFT - 10, 3).iter().enumerate() {
            let _ = writeln!(
                out,
                "<text class=\"s\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                LEFT - 8,
                at + int(number) * 14,
                escape(text)
            );
        }
    }
    for path in paths {
        let thick = 1.0 + 2.0 * path.weight.clamp(0.0, 1.0);
        let d = line(&path.at);
        let _ = writeln!(out, "<path class=\"p\" stroke-width=\"{thick:.1}\" d=\"{d}\"/>");
    }
    let _ = writeln!(out, "<path class=\"m\" d=\"{}\"/>", line(middle.1));
    let mut lowest = bottom;
    for (at, names) in names(paths, &y) {
        let (from, to) = (RIGHT + 3, RIGHT + 18);
        let _ = writeln!(out, "<path class=\"c\" d=\"M{from} {at}L{to} {}\"/>", names.y);
        let text = fitted(&names.labels, WIDTH - to - 6);
        let _ =
            writeln!(out, "<text x=\"{}\" y=\"{}\">{}</text>", to + 4, names.y + 4, escape(&text));
        lowest = lowest.max(names.y);
    }
    let foot = lowest.max(bottom + 34);
    let _ = writeln!(out, "<path class=\"m\" d=\"M{LEFT} {}h30\"/>", foot + 14);
    let _ = writeln!(
        out,
        "<text class=\"s\" x=\"{}\" y=\"{}\">{}</text>",
        LEFT + 38,
        foot + 18,
        escape(middle.0)
    );
    let frame = Frame {
        id: &id,
        width: WIDTH,
        height: foot + 28,
        title,
        description: &description,
        size: 13,
        style: STYLE,
    };
    framed(&frame, &out)
}

/// As many names as fit a width, and how many more there are.
fn fitted(labels: &[String], width: i64) -> String {
    let joined = |count: usize| {
        let more = labels.len() - count;
        let shown = labels[..count].join(", ");
        if more == 0 { shown } else { format!("{shown} +{more}") }
    };
    let count = (1..=labels.len()).rev().find(|&count| text_width(&joined(count), 13) <= width);
    match count {
        Some(count) => joined(count),
        None => wrap(&labels.join(", "), 13, width, 1).concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(label: &str, at: &[f64]) -> Path {
        Path { label: label.into(), at: at.to_vec(), weight: 1.0 }
    }

    /// The highest place is at the top, and names of lines that end together stand in one line.
    #[test]
    fn lines_end_where_parties_do() {
        let drawn = paths(
            "Fees",
            ("none", "all"),
            &[path("north", &[1.0, 0.0]), path("south", &[0.0, 0.0]), path("e<st", &[0.5, 1.0])],
            ("mean", &[0.5, 0.3]),
            "turn",
        );
        assert!(drawn.contains("d=\"M100 16L500 256\""), "{drawn}");
        assert!(drawn.contains(">north, south</text>"), "{drawn}");
        assert!(drawn.contains(">e&lt;st</text>"), "{drawn}");
        assert!(drawn.contains("e&lt;st from 50% to 100%"), "{drawn}");
    }

    #[test]
    fn many_names_and_no_rounds_are_drawn_too() {
        let many: Vec<Path> = (0..200).map(|at| path(&format!("actor {at}"), &[0.5])).collect();
        let drawn = paths("Fees", ("none", "all"), &many, ("mean", &[0.5]), "turn");
        assert!(drawn.contains(" +"), "{drawn}");
        paths("", ("", ""), &[], ("", &[]), "");
    }
}
