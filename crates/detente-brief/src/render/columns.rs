//! Columns of a table on a terminal: their widths, and rows whose cells wrap.

use textwrap::{Options, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

/// A column narrower than this holds signs or numbers and stands at the right.
const SIGN: usize = 8;

/// Widths that fit a line: narrow columns keep theirs, the wide ones share what is left in
/// proportion.
pub(super) fn fit(natural: &[usize], line: usize) -> Vec<usize> {
    let total: usize = natural.iter().sum();
    if total <= line {
        return natural.to_vec();
    }
    let fair = line / natural.len().max(1);
    let narrow: usize = natural.iter().filter(|width| **width <= fair).sum();
    let wide: usize = natural.iter().filter(|width| **width > fair).sum();
    let left = line.saturating_sub(narrow);
    let mut widths: Vec<usize> = natural
        .iter()
        .map(
            |&width| {
                if width <= fair { width } else { (width * left / wide.max(1)).max(fair.min(12)) }
            },
        )
        .collect();
    // The least widths may add up to more than there is; the broadest give way.
    while widths.iter().sum::<usize>() > line {
        match widths.iter_mut().max() {
            Some(broadest) if *broadest > 1 => *broadest -= 1,
            _ => break,
        }
    }
    widths
}

/// Which columns are shown together: all, or as many as leave each a few characters, every piece
/// beginning with the first.
pub(super) fn chunks(columns: usize, line: usize) -> Vec<Vec<usize>> {
    let most = (line / 8).max(2);
    if columns <= most {
        return vec![(0..columns).collect()];
    }
    let rest: Vec<usize> = (1..columns).collect();
    rest.chunks(most - 1).map(|piece| [0].iter().chain(piece).copied().collect()).collect()
}

/// Wraps text without ever leaving the width. Long words with hyphens mislead the balanced way of
/// wrapping; where they do, lines are filled one after the other.
pub(super) fn wrap(text: &str, options: Options<'_>) -> Vec<String> {
    let width = options.width;
    // A date or a call number broken at its hyphen cannot be read.
    let options = options.word_splitter(WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, options.clone());
    if lines.iter().all(|line| line.width() <= width) {
        return lines.into_iter().map(String::from).collect();
    }
    let plain = options.wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(text, plain).into_iter().map(String::from).collect()
}

/// Lines of a row whose cells wrap. Where all columns but the first are narrow, as in a grid of signs or
/// numbers, they stand on the last line of the first; beside broad ones they stand on the first line, with
/// what is to be read with them.
pub(super) fn row(cells: &[String], widths: &[usize], indented: bool) -> Vec<String> {
    let wrapped: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(column, (cell, width))| {
            let indent = if column == 0 && indented && *width > 4 { "  " } else { "" };
            let options =
                Options::new((*width).max(1)).initial_indent(indent).subsequent_indent(indent);
            wrap(cell, options)
        })
        .collect();
    let narrow = widths.iter().skip(1).all(|width| *width <= SIGN);
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let line = |line: usize| {
        let mut text = String::new();
        for (column, (cell, width)) in wrapped.iter().zip(widths).enumerate() {
            let sign = column > 0 && *width <= SIGN;
            let piece = if sign && narrow {
                cell.get((line + cell.len()).wrapping_sub(height)).map_or("", String::as_str)
            } else {
                cell.get(line).map_or("", String::as_str)
            };
            let padding = " ".repeat(width.saturating_sub(piece.width()));
            if column > 0 {
                text.push_str("  ");
            }
            let (before, after) =
                if sign { (padding.as_str(), "") } else { ("", padding.as_str()) };
            text.push_str(before);
            text.push_str(piece);
            text.push_str(after);
        }
        text.trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_do_not_push_a_line_out() {
        let text = "The river is open -AAaAAAaaAaAaAAaa--AAaA-----aaaaaaaAa--aaaa---AAAA--aaaAaAaa";
        let options = Options::new(80).initial_indent("2. ").subsequent_indent("   ");
        assert!(wrap(text, options).iter().all(|line| line.width() <= 80));
        assert!(wrap(text, Options::new(77)).iter().all(|line| line.width() <= 77));
    }

    #[test]
    fn widths_fit_the_line() {
        for natural in [vec![200, 3, 3], vec![20; 12], vec![1, 400, 400], vec![]] {
            let line = 80 - 2 * natural.len().saturating_sub(1);
            assert!(fit(&natural, line).iter().sum::<usize>() <= line);
        }
    }
}
