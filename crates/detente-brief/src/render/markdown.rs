//! Markdown as GitHub shows it: block quote, headings, lists, pipe tables, footnotes. Pictures are
//! given in their words.

use crate::document::{
    Block, Document, Figure, Footnote, Inline, Judgement, Row, Table, code_spans,
};

/// Renders a document as Markdown.
pub fn markdown(document: &Document) -> String {
    let mut parts = vec![format!("# {}", escape(&document.title))];
    let subtitle: Vec<String> = document
        .subtitle
        .iter()
        .enumerate()
        .map(|(index, line)| if index == 0 { format!("*{}*", escape(line)) } else { escape(line) })
        .collect();
    if !subtitle.is_empty() {
        parts.push(subtitle.join("  \n"));
    }
    let mut headed = false;
    for block in &document.blocks {
        headed |= matches!(block, Block::Heading(_));
        parts.push(self::block(block, &document.footnotes, headed));
    }
    parts.retain(|part| !part.is_empty());
    let mut out = parts.join("\n\n");
    out.push('\n');
    out
}

fn block(block: &Block, footnotes: &[Footnote], headed: bool) -> String {
    match block {
        Block::Heading(text) => format!("## {}", escape(text)),
        Block::Paragraph(inlines) => line(inlines),
        Block::Lead(lines) => {
            let lines: Vec<String> =
                lines.iter().map(|inlines| format!("> {}", bold(inlines))).collect();
            lines.join("\n>\n")
        }
        Block::List(items) => list(items, ""),
        Block::Judgement(judgement) => self::judgement(judgement, headed),
        Block::Table(table) => self::table(table),
        Block::Figure(figure) => self::figure(figure),
        Block::Switches(_) => String::new(),
        Block::Footnotes => {
            let notes: Vec<String> = footnotes
                .iter()
                .enumerate()
                .map(|(index, note)| format!("[^{}]: {}", index + 1, footnote(note)))
                .collect();
            notes.join("\n\n")
        }
    }
}

fn judgement(judgement: &Judgement, headed: bool) -> String {
    let level = if headed { "###" } else { "##" };
    let mut lead = format!("{level} {}. ", judgement.number);
    // The whole of a heading is strong already.
    for inline in &judgement.text {
        match inline {
            Inline::Strong(text) => lead.push_str(&escape_inside(text)),
            other => lead.push_str(&self::inline(other)),
        }
    }
    lead.push_str(&references(&judgement.notes));
    let mut parts = vec![lead];
    let fields: Vec<String> = judgement
        .fields
        .iter()
        .map(|(label, lines)| match lines.as_slice() {
            [only] => format!("- **{}:** {}", escape_inside(label), line_inside(only)),
            many => format!("- **{}:**\n{}", escape_inside(label), list(many, "  ")),
        })
        .collect();
    if !fields.is_empty() {
        parts.push(fields.join("\n"));
    }
    parts.join("\n\n")
}

fn table(table: &Table) -> String {
    let columns = table.head.len();
    let mut parts = Vec::new();
    if !table.caption.is_empty() {
        parts.push(format!("*{}*", escape_inside(&table.caption)));
    }
    if columns == 0 {
        return parts.concat();
    }
    let mut lines = vec![
        pipes(table.head.iter().map(|text| cell(&escape_inside(text))).collect(), columns),
        pipes(
            (0..columns)
                .map(|column| if column > 0 && signs(table, column) { ":-:" } else { "---" }.into())
                .collect(),
            columns,
        ),
    ];
    for row in &table.rows {
        let cells = match row {
            Row::Group(text) => vec![format!("**{}**", cell(&escape_inside(text)))],
            Row::Cells(cells) => cells.iter().map(|inlines| cell(&line_inside(inlines))).collect(),
        };
        lines.push(pipes(cells, columns));
    }
    parts.push(lines.join("\n"));
    parts.join("\n\n")
}

/// Whether a column holds single signs only.
fn signs(table: &Table, column: usize) -> bool {
    table.rows.iter().all(|row| match row {
        Row::Group(_) => true,
        Row::Cells(cells) => {
            cells.get(column).is_none_or(|cell| crate::document::plain(cell).chars().count() <= 1)
        }
    })
}

fn pipes(mut cells: Vec<String>, columns: usize) -> String {
    cells.resize(columns, String::new());
    format!("| {} |", cells.join(" | "))
}

/// A cell stands on one line, and a pipe in it does not end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn figure(figure: &Figure) -> String {
    let mut parts = Vec::new();
    if !figure.caption.is_empty() {
        parts.push(format!("*{}*", escape_inside(&figure.caption)));
    }
    if !figure.bars.is_empty() {
        let mut lines = vec!["| What | How many |".to_owned(), "| --- | ---: |".to_owned()];
        lines.extend(
            figure
                .bars
                .iter()
                .map(|bar| format!("| {} | {} |", cell(&escape_inside(&bar.label)), bar.value)),
        );
        parts.push(lines.join("\n"));
    }
    if !figure.words.is_empty() {
        let lines: Vec<String> =
            figure.words.iter().map(|text| format!("- {}", escape(text))).collect();
        parts.push(lines.join("\n"));
    }
    parts.join("\n\n")
}

fn footnote(note: &Footnote) -> String {
    let quotes: Vec<String> =
        note.quotes.iter().map(|quote| format!("“{}”", escape_inside(&quote.words))).collect();
    let cautions: String =
        note.cautions.iter().map(|caution| format!("; *{}*", escape_inside(caution))).collect();
    let place = if note.place.is_empty() {
        String::new()
    } else {
        format!(", {}", escape_inside(&note.place))
    };
    format!(
        "{} — {}{place}; {}{cautions}.",
        quotes.join(" … "),
        escape_inside(&note.voice),
        escape_inside(&note.status)
    )
}

fn list(items: &[Vec<Inline>], indent: &str) -> String {
    let lines: Vec<String> = items.iter().map(|item| format!("{indent}- {}", line(item))).collect();
    lines.join("\n")
}

/// A line that begins a block.
fn line(inlines: &[Inline]) -> String {
    guard(&line_inside(inlines))
}

/// A line after something else on its line.
fn line_inside(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => code_spans(text)
            .into_iter()
            .map(
                |(code, piece)| {
                    if code { format!("`{}`", flat(piece)) } else { escape_inside(piece) }
                },
            )
            .collect(),
        Inline::Strong(text) => strong(text),
        Inline::Technical(text) => format!(" ({})", escape_inside(text)),
        Inline::Notes(notes) => references(notes),
    }
}

/// A line all of which is strong, whatever its parts are.
fn bold(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for part in inlines {
        match part {
            Inline::Text(text) | Inline::Strong(text) => out.push_str(&strong(text)),
            other => out.push_str(&inline(other)),
        }
    }
    out
}

/// Strong text; the marks must touch it, so spaces at its ends stand outside them.
fn strong(text: &str) -> String {
    let text = flat(text);
    let inner = text.trim();
    if inner.is_empty() {
        return text;
    }
    let before = &text[..text.len() - text.trim_start().len()];
    let after = &text[text.trim_end().len()..];
    format!("{before}**{}**{after}", escape_inside(inner))
}

fn references(notes: &[usize]) -> String {
    notes.iter().map(|note| format!("[^{note}]")).collect()
}

/// Escapes a text that begins a block.
fn escape(text: &str) -> String {
    guard(&escape_inside(text.trim_start()))
}

/// Line breaks and control characters have no place within a block.
fn flat(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Escapes what Markdown or HTML would take for markup within a line.
fn escape_inside(text: &str) -> String {
    let text = flat(text);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let marked = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            // An underscore within a word is only an underscore.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '!' => next == '[',
            '&' => next == '#' || next.is_ascii_alphabetic(),
            '$' | '@' => next.is_ascii_alphanumeric(),
            _ => false,
        };
        match c {
            '<' => out.push_str("&lt;"),
            '&' if marked => out.push_str("&amp;"),
            '@' | '$' if marked => {
                out.push('\\');
                out.push(c);
            }
            _ => {
                if marked {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        before = c;
    }
    out
}

/// Escapes what at the beginning of a block would make it another block.
fn guard(text: &str) -> String {
    let text = text.trim_start();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = &text[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &text[..digits]);
    }
    if text.starts_with(['#', '>', '+', '-', '=', '|', ':']) {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}
