//! Hinge bars: how many answers change when one assumption does.

use super::svg::{Frame, escape, framed, int, name, wrap};
use std::fmt::Write as _;

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// What is changed.
    pub label: String,
    /// How many answers change.
    pub value: usize,
}

const WIDTH: i64 = 720;
const LABEL: i64 = 330;
const START: i64 = LABEL + 16;
const TRACK: i64 = 310;
const SIZE: i64 = 14;
const LINE: i64 = 18;
const THICK: i64 = 16;
const GAP: i64 = 14;

const STYLE: &str = "\
& .v{font-weight:700}\n\
& .s{font-size:12px;fill:var(--soft,#595959)}\n\
& .t{fill:none;stroke:var(--line,#8a8a8a);stroke-width:1}\n\
& .b{stroke:var(--accent,currentColor);stroke-width:1.5}\n\
& .h{stroke:var(--accent,currentColor);stroke-width:3}\n\
& .a{stroke:currentColor;stroke-width:1.5}\n";

/// Draws bars, longest first as given; `most` is the number of answers there are.
///
/// The track of each bar is as long as all answers, unless that would leave the bars too short to
/// be compared.
pub fn bars(title: &str, bars: &[Bar], most: usize) -> String {
    let longest = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let whole = longest > 0 && longest <= most && longest * 5 >= most;
    let scale = int(if whole { most } else { longest }).max(1);
    let words: Vec<String> =
        bars.iter().map(|bar| format!("{}: {} of {most}", bar.label, bar.value)).collect();
    let description =
        if words.is_empty() { "No bars.".into() } else { format!("{}.", words.join("; ")) };
    let id = name("bars", &format!("{title}\n{description}"));

    let mut out = String::new();
    let _ = writeln!(
        out,
        "<defs><pattern id=\"{id}-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><path class=\"h\" d=\"M0 0V6\"/></pattern></defs>"
    );
    let mut y = 6;
    for bar in bars {
        let lines = wrap(&bar.label, SIZE, LABEL, 4);
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
        let length = (int(bar.value) * TRACK / scale).min(TRACK);
        let top = middle - THICK / 2;
        if whole {
            let _ = writeln!(
                out,
                "<rect class=\"t\" x=\"{START}\" y=\"{top}\" width=\"{TRACK}\" height=\"{THICK}\"/>"
            );
        }
        if length > 0 {
            let _ = writeln!(
                out,
                "<rect class=\"b\" x=\"{START}\" y=\"{top}\" width=\"{length}\" height=\"{THICK}\" \
                 fill=\"url(#{id}-hatch)\"/>"
            );
        }
        // The value stands behind the track, where it never runs into the hatch.
        let beside = START + if whole { TRACK } else { length } + 10;
        let _ = writeln!(
            out,
            "<text class=\"v\" x=\"{beside}\" y=\"{}\">{}</text>",
            middle + 5,
            bar.value
        );
        y += height + GAP;
    }
    let foot = y - GAP / 2;
    let _ = writeln!(out, "<path class=\"a\" d=\"M{START} 0V{foot}\"/>");
    let _ = writeln!(out, "<text class=\"s\" x=\"{START}\" y=\"{}\">0</text>", foot + 15);
    let _ = writeln!(
        out,
        "<text class=\"s\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
        START + TRACK,
        foot + 15,
        if whole { format!("all {most} answers") } else { format!("of {most} answers") }
    );
    framed(
        &Frame {
            id: &id,
            width: WIDTH,
            height: foot + 22,
            title,
            description: &description,
            size: 14,
            style: STYLE,
        },
        &out,
    )
}
