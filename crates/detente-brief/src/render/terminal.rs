//! The document on a terminal: 80 columns, readable without colour. Tables have a file of their own.

use super::columns::{chunks, fit, row, wrap};
use crate::document::{
    Block, Document, Figure, Footnote, Inline, Judgement, Row, Table, Trust, plain,
};
use std::borrow::Cow;
use textwrap::Options;
use unicode_width::UnicodeWidthStr;

/// What the signs of a grid mean.
const KEY: &str = "● taken, or holds   ○ not taken   × would gain by moving   · does not";

/// Columns of a page.
const WIDTH: usize = 80;
/// Columns of the longest bar.
const BAR: usize = 10;

/// Renders a document for a terminal of 80 columns. Colour, if asked for, is decoration only: what is
/// said is the same without it.
pub fn terminal(document: &Document, colour: bool) -> String {
    let mut page = Page { out: String::new(), colour };
    page.document(document);
    page.out
}

/// Tells whether a terminal leaves a block out: pictures without words, and switches, since there is
/// nothing to switch.
fn is_for_pages(block: &Block) -> bool {
    match block {
        Block::Figure(figure) => !figure.in_text,
        Block::Switches(_) => true,
        _ => false,
    }
}

struct Page {
    out: String,
    colour: bool,
}

impl Page {
    fn document(&mut self, document: &Document) {
        let title = clean(&document.title).into_owned();
        self.weighty(&title, "", "");
        self.line(&"=".repeat(title.width().min(WIDTH)));
        for line in &document.subtitle {
            self.wrapped(line, "", "");
        }
        // A heading stands close to what it heads.
        let mut close = false;
        let mut blocks = document.blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            if is_for_pages(block) {
                continue;
            }
            // What a heading heads may be for pages only.
            if matches!(block, Block::Heading(_)) {
                let mut below = blocks.clone();
                let hidden = below.next_if(|block| is_for_pages(block)).is_some();
                let next = below.find(|block| !is_for_pages(block));
                if hidden && !next.is_some_and(|block| !matches!(block, Block::Heading(_))) {
                    continue;
                }
            }
            if !close {
                self.out.push('\n');
            }
            close = matches!(block, Block::Heading(_));
            self.block(block, &document.footnotes);
        }
    }

    fn block(&mut self, block: &Block, footnotes: &[Footnote]) {
        match block {
            Block::Heading(text) => self.weighty(&text.to_uppercase(), "", ""),
            Block::Paragraph(inlines) => self.wrapped(&plain(inlines), "", ""),
            Block::Lead(lines) => {
                for line in lines {
                    self.weighty(&plain(line), "│ ", "│ ");
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
            Block::Switches(_) => {}
            Block::Footnotes => {
                for (index, note) in footnotes.iter().enumerate() {
                    self.footnote(index + 1, note);
                }
            }
        }
    }

    fn judgement(&mut self, judgement: &Judgement) {
        let mut text = plain(&judgement.text);
        if !judgement.notes.is_empty() {
            text.push_str(&plain(&[Inline::Notes(judgement.notes.clone())]));
        }
        self.weighty(&text, &format!("{}. ", judgement.number), "   ");
        for (label, lines) in &judgement.fields {
            match lines.as_slice() {
                [only] => {
                    let text = format!("{label}: {}", plain(only).trim_start());
                    self.wrapped(&text, "   ", "     ");
                }
                many => {
                    self.wrapped(&format!("{label}:"), "   ", "   ");
                    for line in many {
                        self.wrapped(&plain(line), "   - ", "     ");
                    }
                }
            }
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.wrapped(&figure.caption, "", "");
        let most = figure.bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
        let digits = most.to_string().len().max(3);
        let indent = " ".repeat(BAR + digits + 3);
        for bar in &figure.bars {
            let length = (bar.value * BAR).div_ceil(most);
            let lead = format!("{:<BAR$} {:>digits$}  ", "█".repeat(length), bar.value);
            self.wrapped(&bar.label, &lead, &indent);
        }
        for line in &figure.words {
            self.wrapped(line, "", "  ");
        }
    }

    fn footnote(&mut self, number: usize, note: &Footnote) {
        let quotes: Vec<String> =
            note.quotes.iter().map(|quote| format!("“{}”", quote.words)).collect();
        let cautions: String = note.cautions.iter().map(|caution| format!("; {caution}")).collect();
        // That all is verified is said once; what is not is said here.
        let status = match note.trust {
            Trust::Verified | Trust::Earlier => String::new(),
            Trust::Doubtful => format!("; {}", note.status),
        };
        let text =
            format!("{} {}, {}{status}{cautions}.", quotes.join(" … "), note.voice, note.place);
        let lead = format!("[{number}] ");
        self.wrapped(&text, &format!("{lead:<5}"), "     ");
    }

    fn table(&mut self, table: &Table) {
        self.wrapped(&table.caption, "", "");
        let columns = table.head.len();
        let cells = |cells: &[Vec<Inline>]| -> Vec<String> {
            cells.iter().map(|cell| clean(&plain(cell)).into_owned()).collect()
        };
        let head: Vec<String> = table.head.iter().map(|text| clean(text).into_owned()).collect();
        let grouped = table.rows.iter().any(|row| matches!(row, Row::Group(_)));
        // Narrow columns, such as those of a grid, take what they need; the others share the rest.
        let mut natural: Vec<usize> = head.iter().map(|text| text.width()).collect();
        for line in &table.rows {
            if let Row::Cells(line) = line {
                for (width, cell) in natural.iter_mut().zip(cells(line)) {
                    *width = (*width).max(cell.width());
                }
            }
        }
        if let Some(first) = natural.first_mut() {
            *first += if grouped { 2 } else { 0 };
        }
        // What is too broad for a page is shown in pieces, each with the first column.
        for (piece, shown) in chunks(columns, WIDTH).into_iter().enumerate() {
            if piece > 0 {
                self.out.push('\n');
            }
            let pick = |texts: &[String]| -> Vec<String> {
                shown.iter().map(|&at| texts.get(at).cloned().unwrap_or_default()).collect()
            };
            let natural: Vec<usize> = shown.iter().map(|&at| natural[at]).collect();
            let widths = fit(&natural, WIDTH - 2 * shown.len().saturating_sub(1));
            self.lines(row(&pick(&head), &widths, false));
            for line in &table.rows {
                match line {
                    Row::Group(text) => self.wrapped(text, "", "  "),
                    Row::Cells(line) => {
                        self.lines(row(&pick(&cells(line)), &widths, grouped));
                    }
                }
            }
        }
        let signs = |cell: &Vec<Inline>| matches!(plain(cell).as_str(), "●" | "○" | "×" | "·");
        let is_grid = table.rows.iter().any(|row| match row {
            Row::Group(_) => false,
            Row::Cells(cells) => cells.iter().any(signs),
        });
        if grouped && is_grid {
            self.line(KEY);
        }
    }

    fn lines(&mut self, lines: Vec<String>) {
        for line in lines {
            self.line(&line);
        }
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        let options = Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
        for line in wrap(&clean(text), options) {
            self.line(line.trim_end());
        }
    }

    /// The same in bold, where there is bold; the indent is not.
    fn weighty(&mut self, text: &str, first: &str, rest: &str) {
        let width = WIDTH - first.width().max(rest.width());
        for (index, line) in wrap(&clean(text), Options::new(width)).into_iter().enumerate() {
            let indent = if index == 0 { first } else { rest };
            let line = line.trim_end();
            if self.colour && !line.is_empty() {
                self.line(&format!("{indent}\u{1b}[1m{line}\u{1b}[0m"));
            } else {
                self.line(&format!("{indent}{line}"));
            }
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }
}

/// Takes from a text what would move the cursor or change how a terminal behaves: records are
/// written by others.
fn clean(text: &str) -> Cow<'_, str> {
    // Selectors ask for broader shapes of the character before them, which no width tells.
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' => Some(' '),
        c if c.is_control() => Some('\u{fffd}'),
        c if odd(c) => None,
        c => Some(c),
    });
    Cow::Owned(kept.collect())
}
