//! The document on a terminal: 80 columns, readable without colour.

use crate::document::{Block, Document, Figure, Footnote, Inline, Judgement, Row, Table, plain};
use std::fmt::Write as _;
use textwrap::Options;
use unicode_width::UnicodeWidthStr;

/// Columns of a page.
const WIDTH: usize = 80;

/// Renders a document for a terminal of 80 columns. Colour, if asked for, is decoration only: what is
/// said is the same without it.
pub fn terminal(document: &Document, colour: bool) -> String {
    let mut page = Page { out: String::new(), colour };
    page.document(document);
    page.out
}

struct Page {
    out: String,
    colour: bool,
}

impl Page {
    fn document(&mut self, document: &Document) {
        let rule = "=".repeat(document.title.width().min(WIDTH));
        let title = self.bold(&document.title);
        self.line(&title);
        self.line(&rule);
        for line in &document.subtitle {
            self.wrapped(line, "", "");
        }
        for block in &document.blocks {
            if matches!(block, Block::Figure(figure) if !figure.in_text) {
                continue;
            }
            self.out.push('\n');
            self.block(block, &document.footnotes);
        }
    }

    fn block(&mut self, block: &Block, footnotes: &[Footnote]) {
        match block {
            Block::Heading(text) => {
                let text = self.bold(&text.to_uppercase());
                self.line(&text);
                // A heading stands close to what it heads.
                self.out.push('\u{0}');
            }
            Block::Paragraph(inlines) => self.wrapped(&plain(inlines), "", ""),
            Block::Lead(lines) => {
                for line in lines {
                    let text = plain(line);
                    for piece in textwrap::wrap(&text, WIDTH - 2) {
                        let piece = self.bold(&piece);
                        self.line(&format!("│ {piece}"));
                    }
                }
            }
            Block::List(items) => {
                for item in items {
                    self.wrapped(&plain(item), "- ", "  ");
                }
            }
            Block::Judgement(judgement) => self.judgement(judgement),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Footnotes => {
                for (index, note) in footnotes.iter().enumerate() {
                    self.footnote(index + 1, note);
                }
            }
        }
        self.close_gaps();
    }

    /// A heading is followed by its text without an empty line between.
    fn close_gaps(&mut self) {
        if let Some(at) = self.out.rfind('\u{0}') {
            let rest = self.out[at + 1..].trim_start_matches('\n').to_owned();
            if !rest.is_empty() {
                self.out.truncate(at);
                self.out.push_str(&rest);
            }
        }
    }

    fn judgement(&mut self, judgement: &Judgement) {
        let mut text = plain(&judgement.text);
        if !judgement.notes.is_empty() {
            text.push_str(&plain(&[Inline::Notes(judgement.notes.clone())]));
        }
        let lead = format!("{}. ", judgement.number);
        let mut lines = String::new();
        for line in textwrap::wrap(
            &text,
            Options::new(WIDTH).initial_indent(&lead).subsequent_indent("   "),
        ) {
            let line = self.bold(&line);
            let _ = writeln!(lines, "{line}");
        }
        self.out.push_str(&lines);
        for (label, lines) in &judgement.fields {
            match lines.as_slice() {
                [only] => {
                    self.wrapped(&format!("{label}: {}", plain(only).trim_start()), "   ", "     ");
                }
                many => {
                    self.line(&format!("   {label}:"));
                    for line in many {
                        self.wrapped(&plain(line), "   - ", "     ");
                    }
                }
            }
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.wrapped(&figure.caption, "", "");
        for line in &figure.words {
            self.wrapped(line, "", &" ".repeat(16));
        }
    }

    fn footnote(&mut self, number: usize, note: &Footnote) {
        let quotes: Vec<String> =
            note.quotes.iter().map(|quote| format!("“{}”", quote.words)).collect();
        let cautions: String = note.cautions.iter().map(|caution| format!("; {caution}")).collect();
        // That all is verified is said once; what is not is said here.
        let status = if note.status.starts_with("verified") {
            String::new()
        } else {
            format!("; {}", note.status)
        };
        let text =
            format!("{} {}, {}{status}{cautions}.", quotes.join(" … "), note.voice, note.place);
        let lead = format!("[{number}] ");
        let indent = " ".repeat(5);
        self.wrapped(&text, &format!("{lead:<5}"), &indent);
    }

    fn table(&mut self, table: &Table) {
        self.wrapped(&table.caption, "", "");
        let columns = table.head.len();
        // Narrow columns, such as those of a grid, take what they need; the others share the rest.
        let natural: Vec<usize> = (0..columns)
            .map(|column| {
                let cells = table.rows.iter().filter_map(|row| match row {
                    Row::Cells(cells) => cells.get(column).map(|cell| plain(cell).width()),
                    Row::Group(_) => None,
                });
                cells.chain([table.head[column].width()]).max().unwrap_or(0)
            })
            .collect();
        let widths = fit(&natural, WIDTH - 2 * columns.saturating_sub(1));
        let head: Vec<String> = table.head.clone();
        self.row(&head, &widths);
        for row in &table.rows {
            match row {
                Row::Group(text) => self.wrapped(text, "", "  "),
                Row::Cells(cells) => {
                    let grouped = table.rows.iter().any(|row| matches!(row, Row::Group(_)));
                    let texts: Vec<String> = cells
                        .iter()
                        .enumerate()
                        .map(|(index, cell)| {
                            if index == 0 && grouped {
                                format!("  {}", plain(cell))
                            } else {
                                plain(cell)
                            }
                        })
                        .collect();
                    self.row(&texts, &widths);
                }
            }
        }
    }

    /// A row whose cells wrap; short cells stand on the last line of the first, as signs do.
    fn row(&mut self, cells: &[String], widths: &[usize]) {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| {
                let indent = if cell.starts_with("  ") { "  " } else { "" };
                let options =
                    Options::new((*width).max(1)).initial_indent(indent).subsequent_indent(indent);
                textwrap::wrap(cell.trim_start(), options).into_iter().map(String::from).collect()
            })
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = String::new();
            for (column, (cell, width)) in wrapped.iter().zip(widths).enumerate() {
                let sign = column > 0 && *width <= 8;
                let piece = if sign {
                    cell.get((line + cell.len()).wrapping_sub(height)).map_or("", String::as_str)
                } else {
                    cell.get(line).map_or("", String::as_str)
                };
                let padding = " ".repeat(width.saturating_sub(piece.width()));
                if column > 0 {
                    text.push_str("  ");
                }
                if sign {
                    let _ = write!(text, "{padding}{piece}");
                } else {
                    let _ = write!(text, "{piece}{padding}");
                }
            }
            let text = text.trim_end().to_owned();
            self.line(&text);
        }
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        let options = Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn bold(&self, text: &str) -> String {
        if self.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Widths that fit a line: narrow columns keep theirs, the wide ones share what is left in
/// proportion.
fn fit(natural: &[usize], line: usize) -> Vec<usize> {
    let total: usize = natural.iter().sum();
    if total <= line {
        return natural.to_vec();
    }
    let fair = line / natural.len().max(1);
    let narrow: usize = natural.iter().filter(|width| **width <= fair).sum();
    let wide: usize = natural.iter().filter(|width| **width > fair).sum();
    let left = line.saturating_sub(narrow);
    natural
        .iter()
        .map(
            |&width| {
                if width <= fair { width } else { (width * left / wide.max(1)).max(fair.min(12)) }
            },
        )
        .collect()
}
