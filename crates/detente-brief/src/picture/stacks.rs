//! Stacked bars: how a whole is shared, for several wholes below each other.

use super::svg::{Frame, escape, framed, int, name, text_width, wrap};
use std::fmt::Write as _;

/// One bar with its parts, in the order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// What it is about.
    pub label: String,
    /// The parts.
    pub parts: Vec<u64>,
}

impl Stack {
    /// Says the parts: "2-2-1, majority: socialist 2, western 2, neutral 2".
    pub fn words(&self, names: &[String]) -> String {
        let parts = names.iter().zip(&self.parts);
        let parts: Vec<String> = parts.map(|(name, part)| format!("{name} {part}")).collect();
        format!("{}: {}", self.label, parts.join(", "))
    }
}

const WIDTH: i64 = 720;
const LABEL: i64 = 250;
const START: i64 = LABEL + 16;
const TRACK: i64 = 440;
const SIZE: i64 = 14;
const LINE: i64 = 18;
const THICK: i64 = 20;
const GAP: i64 = 10;

const STYLE: &str = "\
& .v{font-weight:700}\n\
& .p{stroke:currentColor;stroke-width:1.5}\n\
& .w{fill:var(--page,#fff)}\n\
& .h{stroke:currentColor;stroke-width:2;fill:none}\n";

/// Patterns of the parts, told apart without colour: plain, hatched, dotted, crossed; then again.
const PATTERNS: usize = 4;

/// Draws bars of equal length, each shared out by its parts.
pub fn stacks(title: &str, names: &[String], bars: &[Stack]) -> String {
    let words: Vec<String> = bars.iter().map(|bar| bar.words(names)).collect();
    let description =
        if words.is_empty() { "No bars.".into() } else { format!("{}.", words.join("; ")) };
    let id = name("stacks", &format!("{title}\n{description}"));
    let mut out = String::new();
    patterns(&id, &mut out);
    let mut y = legend(&id, names, &mut out);
    for bar in bars {
        let lines = wrap(&bar.label, SIZE, LABEL, 2);
        let height = (int(lines.len()) * LINE).max(THICK + 4);
        let middle = y + height / 2;
        let first = middle - int(lines.len()) * LINE / 2 + 13;
        for (index, line) in lines.iter().enumerate() {
            let _ = writeln!(
                out,
                "<text x=\"{LABEL}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                first + int(index) * LINE,
                escape(line)
            );
        }
        let whole: u64 = bar.parts.iter().sum();
        let mut before = 0;
        for (place, &part) in bar.parts.iter().enumerate().filter(|(_, part)| **part > 0) {
            let at = |count: u64| {
                START
                    + i64::try_from(i128::from(count) * i128::from(TRACK) / i128::from(whole))
                        .unwrap_or(0)
            };
            let (from, to) = (at(before), at(before + part));
            before += part;
            let top = middle - THICK / 2;
            let fill = fill(&id, place);
            let _ = writeln!(
                out,
                "<rect class=\"p\" x=\"{from}\" y=\"{top}\" width=\"{}\" height=\"{THICK}\" fill=\"{fill}\"/>",
                to - from
            );
            let label = part.to_string();
            let wide = text_width(&label, SIZE) + 8;
            if wide + 4 <= to - from {
                let centre = i64::midpoint(from, to);
                let _ = writeln!(
                    out,
                    "<rect class=\"w\" x=\"{}\" y=\"{}\" width=\"{wide}\" height=\"{}\"/>\
                     <text class=\"v\" x=\"{centre}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
                    centre - wide / 2,
                    top + 2,
                    THICK - 4,
                    middle + 5
                );
            }
        }
        y += height + GAP;
    }
    framed(
        &Frame {
            id: &id,
            width: WIDTH,
            height: y,
            title,
            description: &description,
            size: 14,
            style: STYLE,
        },
        &out,
    )
}

fn fill(id: &str, place: usize) -> String {
    match place % PATTERNS {
        0 => "none".into(),
        pattern => format!("url(#{id}-{pattern})"),
    }
}

fn patterns(id: &str, out: &mut String) {
    let drawn = ["M0 0V8", "M0 4H8", "M0 0V8M0 0H8"];
    out.push_str("<defs>");
    for (place, path) in drawn.iter().enumerate() {
        let _ = write!(
            out,
            "<pattern id=\"{id}-{}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path class=\"h\" d=\"{path}\"/></pattern>",
            place + 1
        );
    }
    out.push_str("</defs>\n");
}

/// Draws which pattern is whose, and returns where the bars begin.
fn legend(id: &str, names: &[String], out: &mut String) -> i64 {
    let (mut x, mut y) = (START, 4);
    for (place, label) in names.iter().enumerate() {
        let wide = text_width(label, SIZE) + 46;
        if x > START && x + wide > WIDTH {
            (x, y) = (START, y + LINE + 6);
        }
        let _ = writeln!(
            out,
            "<rect class=\"p\" x=\"{x}\" y=\"{y}\" width=\"22\" height=\"14\" fill=\"{}\"/>\
             <text x=\"{}\" y=\"{}\">{}</text>",
            fill(id, place),
            x + 30,
            y + 12,
            escape(label)
        );
        x += wide;
    }
    if names.is_empty() { y } else { y + LINE + 12 }
}
