//! The settlement grid on a terminal of 80 columns.

use detente::brief::{Grid, GridGroup, GridKind};
use std::fmt::Write as _;

/// Width of the whole table.
const WIDTH: usize = 80;
/// Width of one outcome's column.
const COLUMN: usize = 4;
/// Width of the labels on the left.
const LABEL: usize = 44;

/// Draws a grid, in blocks of as many outcomes as fit side by side.
pub(crate) fn draw(grid: &Grid) -> String {
    let per_block = (WIDTH - LABEL) / COLUMN;
    let mut out = String::new();
    let mut start = 0;
    loop {
        let end = (start + per_block).min(grid.states.len());
        block(&mut out, grid, start, end);
        start = end;
        if start >= grid.states.len() {
            break;
        }
        out.push('\n');
    }
    if grid.total > grid.states.len() {
        let _ = writeln!(
            out,
            "… and {} more outcomes (`--all` lists them)",
            grid.total - grid.states.len()
        );
    }
    out
}

fn block(out: &mut String, grid: &Grid, start: usize, end: usize) {
    let mut heading = pad("Outcome", LABEL);
    for column in start..end {
        let now = if grid.status_quo == Some(column) { "*" } else { "" };
        let _ = write!(heading, "{:>COLUMN$}", format!("{}{now}", column + 1));
    }
    let _ = writeln!(out, "{}", heading.trim_end());
    for group in &grid.groups {
        let _ = writeln!(out, "{}", textwrap::fill(&group.heading, WIDTH));
        rows(out, group, start, end);
    }
    if grid.status_quo.is_some_and(|column| (start..end).contains(&column)) {
        out.push_str("* the present state\n");
    }
}

fn rows(out: &mut String, group: &GridGroup, start: usize, end: usize) {
    let (yes, no) = match group.kind {
        GridKind::Options => ("●", "○"),
        GridKind::Holds => ("●", "·"),
        GridKind::Breaks => ("×", "·"),
    };
    for row in &group.rows {
        let technical = match group.kind {
            GridKind::Holds if !row.technical.is_empty() => format!(" ({})", row.technical),
            _ => String::new(),
        };
        let label = format!("{}{technical}", row.label);
        let lines = textwrap::wrap(&label, LABEL - 3);
        for (index, line) in lines.iter().enumerate() {
            let mut text = pad(&format!("  {line}"), LABEL);
            if index + 1 == lines.len() {
                for &cell in &row.cells[start..end] {
                    let _ = write!(text, "{:>COLUMN$}", if cell { yes } else { no });
                }
            }
            let _ = writeln!(out, "{}", text.trim_end());
        }
    }
}

fn pad(text: &str, width: usize) -> String {
    let used = unicode_width::UnicodeWidthStr::width(text);
    format!("{text}{}", " ".repeat(width.saturating_sub(used)))
}
