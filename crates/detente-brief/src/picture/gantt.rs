//! A bar chart of days: when each step can begin, and when it is meant to.

use super::svg::{Frame, escape, framed, int, name, text_width, wrap};
use std::fmt::Write as _;

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// What happens.
    pub label: String,
    /// The first day it can begin, if it is bounded from below.
    pub from: Option<i64>,
    /// The last day it can begin, if it is bounded from above.
    pub to: Option<i64>,
    /// How many days it takes.
    pub takes: i64,
    /// The day given, and whether it is that day or about it.
    pub mark: Option<(i64, bool)>,
    /// The day on which it can begin where something is late.
    pub late: Option<i64>,
    /// Whether it is done.
    pub done: bool,
}

impl Lane {
    /// Whether nothing is known of its day.
    pub fn is_undated(&self) -> bool {
        self.from.is_none() && self.to.is_none() && self.mark.is_none()
    }

    /// Says the lane in words; `day` names days.
    pub fn words(&self, day: &dyn Fn(i64) -> String) -> String {
        let when = match (self.from, self.to) {
            (Some(from), Some(to)) if from < to => format!("{} to {}", day(from), day(to)),
            (Some(from), Some(_)) => day(from),
            (Some(from), None) => format!("from {}", day(from)),
            (None, Some(to)) => format!("by {}", day(to)),
            (None, None) => "no date".into(),
        };
        let given = match self.mark {
            Some((date, true)) if self.from != Some(date) || self.to != Some(date) => {
                format!(", on {}", day(date))
            }
            Some((date, false)) => format!(", about {}", day(date)),
            _ => String::new(),
        };
        let late = self.late.map_or_else(String::new, |late| format!(", moved to {}", day(late)));
        let done = if self.done { ", done" } else { "" };
        format!("{}: {when}{given}{late}{done}", self.label)
    }
}

const WIDTH: i64 = 720;
const LABEL: i64 = 250;
const START: i64 = LABEL + 24;
const TRACK: i64 = 420;
const SIZE: i64 = 14;
const LINE: i64 = 18;
const THICK: i64 = 14;
const GAP: i64 = 10;
/// Days between the marks of the axis; beyond the last, whole years.
const STEPS: [i64; 10] = [1, 2, 3, 7, 14, 28, 56, 91, 182, 365];

const STYLE: &str = "\
& .s{font-size:12px;fill:var(--soft,#595959)}\n\
& .g{stroke:var(--line,#c8c8c8);stroke-width:1}\n\
& .w{fill:none;stroke:currentColor;stroke-width:1.5}\n\
& .t{fill:var(--accent,currentColor);stroke:none}\n\
& .o{fill:none;stroke:currentColor;stroke-width:1.5;stroke-dasharray:3 3}\n\
& .e{stroke:currentColor;stroke-width:1.5}\n\
& .f{fill:var(--accent,currentColor);stroke:var(--page,#fff);stroke-width:1.5}\n\
& .h{fill:var(--page,#fff);stroke:var(--accent,currentColor);stroke-width:2}\n";

/// Draws the steps, first to last; `day` names days. The axis begins on the day `today`, if that is given,
/// unless it lies so far from the rest that most of the picture would be empty.
pub fn gantt(
    title: &str,
    lanes: &[Lane],
    today: Option<i64>,
    day: &dyn Fn(i64) -> String,
) -> String {
    let words: Vec<String> = lanes.iter().map(|lane| lane.words(day)).collect();
    let description =
        if words.is_empty() { "No steps.".into() } else { format!("{}.", words.join("; ")) };
    let id = name("gantt", &format!("{title}\n{description}"));
    let days = || {
        lanes.iter().flat_map(|lane| {
            let end = lane.to.or(lane.from).map(|day| day.saturating_add(lane.takes));
            [lane.from, lane.to, end, lane.late, lane.mark.map(|(day, _)| day)]
                .into_iter()
                .flatten()
        })
    };
    let first = days().min().unwrap_or(0);
    let last = days().max().unwrap_or(0).max(first.saturating_add(1));
    let near = |today: &i64| first.saturating_sub(*today) <= last.saturating_sub(first).max(30);
    let first = today.filter(near).map_or(first, |today| today.min(first));
    let span = last.saturating_sub(first).max(1);
    let x = |day: i64| {
        let along = i128::from(day.saturating_sub(first)) * i128::from(TRACK) / i128::from(span);
        START + i64::try_from(along).unwrap_or(0).clamp(0, TRACK)
    };
    let heights: Vec<(Vec<String>, i64)> = lanes
        .iter()
        .map(|lane| {
            let lines = wrap(&lane.label, SIZE, LABEL, 3);
            let height = (int(lines.len()) * LINE).max(THICK + 6);
            (lines, height)
        })
        .collect();
    let top = 24;
    let bottom = top + heights.iter().map(|(_, height)| height + GAP).sum::<i64>();
    let mut out = String::new();
    for date in ticks(first, last, day) {
        let label = day(date);
        let (at, wide) = (x(date), text_width(&label, 12));
        let _ = writeln!(out, "<path class=\"g\" d=\"M{at} {top}V{bottom}\"/>");
        let left = (at - wide / 2).min(WIDTH - wide - 2);
        let _ = writeln!(out, "<text class=\"s\" x=\"{left}\" y=\"14\">{}</text>", escape(&label));
    }
    let mut y = top;
    for (lane, (lines, height)) in lanes.iter().zip(&heights) {
        let middle = y + height / 2;
        let text = middle - int(lines.len()) * LINE / 2 + 13;
        for (index, line) in lines.iter().enumerate() {
            let _ = writeln!(
                out,
                "<text x=\"{LABEL}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                text + int(index) * LINE,
                escape(line)
            );
        }
        if lane.is_undated() {
            let (left, at) = (START + 8, middle + 5);
            let _ = writeln!(out, "<text class=\"s\" x=\"{left}\" y=\"{at}\">no date</text>");
        } else {
            draw(lane, middle, &x, &mut out);
        }
        y += height + GAP;
    }
    framed(
        &Frame {
            id: &id,
            width: WIDTH,
            height: bottom + 6,
            title,
            description: &description,
            size: 14,
            style: STYLE,
        },
        &out,
    )
}

/// The days that are marked, as many as there is room for their names, always as far apart.
fn ticks(first: i64, last: i64, day: &dyn Fn(i64) -> String) -> Vec<i64> {
    let span = last.saturating_sub(first).max(1);
    let years = (1..).map(|years: i64| 365_i64.saturating_mul(1 << years.min(40)));
    for step in STEPS.into_iter().chain(years) {
        let count = span / step;
        if count > TRACK / 40 {
            continue;
        }
        let dates: Vec<i64> = (0..=count).map(|tick| first + tick * step).collect();
        let wide = dates.iter().map(|&date| text_width(&day(date), 12)).max().unwrap_or(0) + 10;
        if count == 0 || TRACK * step / span >= wide {
            return dates;
        }
    }
    vec![first]
}

fn draw(lane: &Lane, middle: i64, x: &dyn Fn(i64) -> i64, out: &mut String) {
    let y = middle - THICK / 2;
    // Where nothing bounds it the line runs to the edge.
    let (from, to) = (lane.from.map_or(START, x), lane.to.map_or(START + TRACK, x));
    let class = if lane.from.is_some() && lane.to.is_some() { "w" } else { "o" };
    if class == "o" {
        let _ = writeln!(out, "<path class=\"o\" d=\"M{from} {middle}H{to}\"/>");
        for end in [lane.from.map(x), lane.to.map(x)].into_iter().flatten() {
            let _ = writeln!(out, "<path class=\"e\" d=\"M{end} {y}V{}\"/>", y + THICK);
        }
    } else {
        let _ = writeln!(
            out,
            "<rect class=\"w\" x=\"{from}\" y=\"{y}\" width=\"{}\" height=\"{THICK}\"/>",
            (to - from).max(2)
        );
    }
    if let (Some(begin), true) = (lane.from, lane.takes > 0) {
        let end = x(begin.saturating_add(lane.takes));
        let _ = writeln!(
            out,
            "<rect class=\"t\" x=\"{from}\" y=\"{}\" width=\"{}\" height=\"4\"/>",
            middle - 2,
            (end - from).max(2)
        );
    }
    if let Some(late) = lane.late {
        let (begin, at) = (lane.from.map_or(START, x), x(late));
        let _ = writeln!(out, "<path class=\"o\" d=\"M{begin} {middle}H{at}\"/>");
        let _ = writeln!(out, "<circle class=\"h\" cx=\"{at}\" cy=\"{middle}\" r=\"6\"/>");
    }
    let Some((day, known)) = lane.mark else { return };
    let (at, class) = (x(day), if known { "f" } else { "h" });
    let _ = writeln!(
        out,
        "<path class=\"{class}\" d=\"M{at} {}L{} {middle}L{at} {}L{} {middle}Z\"/>",
        middle - 7,
        at + 7,
        middle + 7,
        at - 7
    );
}
