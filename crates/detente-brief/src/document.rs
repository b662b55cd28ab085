//! A document before it is known where it will be shown: blocks, inlines, footnotes, figures.

use crate::picture::Bar;

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// Lines under the title: date, author, version.
    pub subtitle: Vec<String>,
    /// The content: two pages.
    pub blocks: Vec<Block>,
    /// What belongs to it but not on the two pages.
    pub annex: Vec<Block>,
    /// The footnotes, in the order of their numbers.
    pub footnotes: Vec<Footnote>,
    /// The footnotes that only the annex cites; their numbers follow.
    pub annex_footnotes: Vec<Footnote>,
}

impl Document {
    /// Puts together the answer to one question; the sources stand last, if there are any.
    pub(crate) fn answer(
        title: String,
        subtitle: Option<String>,
        mut blocks: Vec<Block>,
        footnotes: Vec<Footnote>,
    ) -> Self {
        if !footnotes.is_empty() {
            blocks.push(Block::Heading("Sources".into()));
            blocks.push(Block::Footnotes);
        }
        let subtitle = subtitle.into_iter().collect();
        Self { title, subtitle, blocks, footnotes, ..Self::default() }
    }

    /// Puts the annex behind the content, for media where length does not matter.
    #[must_use]
    pub fn with_annex(mut self) -> Self {
        self.blocks.append(&mut self.annex);
        self.footnotes.append(&mut self.annex_footnotes);
        self
    }
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of the second level.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// The bottom line: the first thing a reader sees.
    Lead(Vec<Vec<Inline>>),
    /// A list of items.
    List(Vec<Vec<Inline>>),
    /// A judgement with its fields.
    Judgement(Judgement),
    /// A table.
    Table(Table),
    /// A picture with its words.
    Figure(Figure),
    /// What changes when one thing is otherwise, for media with switches; others leave it out.
    Switches(Switches),
    /// The footnotes.
    Footnotes,
}

/// A list of sentences under a line that says what they are about; nothing without sentences.
pub(crate) fn headed(head: &str, sentences: Vec<String>) -> Vec<Block> {
    if sentences.is_empty() {
        return Vec::new();
    }
    let items = sentences.into_iter().map(|text| vec![Inline::text(text)]).collect();
    vec![Block::Paragraph(vec![Inline::Strong(format!("{head}."))]), Block::List(items)]
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Text that carries weight.
    Strong(String),
    /// A technical name beside a plain one.
    Technical(String),
    /// References to footnotes, by number from 1.
    Notes(Vec<usize>),
}

impl Inline {
    /// Makes text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// A judgement with what it holds in, hangs on, and rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Its number in the brief, from 1.
    pub number: usize,
    /// The judgement as a sentence.
    pub text: Vec<Inline>,
    /// Named fields, each with its lines.
    pub fields: Vec<(String, Vec<Vec<Inline>>)>,
    /// The footnotes that carry it.
    pub notes: Vec<usize>,
}

/// Switches, and what is shown for each of their settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// What they are headed with.
    pub title: String,
    /// What the switches are for, in one line.
    pub caption: String,
    /// The switches: a question each, with its settings; the first is set to begin with.
    pub switches: Vec<(String, Vec<String>)>,
    /// What is shown: the setting of each switch, and the blocks. Every combination of settings occurs
    /// once, in any order.
    pub settings: Vec<(Vec<usize>, Vec<Block>)>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading across the table.
    Group(String),
    /// Cells.
    Cells(Vec<Vec<Inline>>),
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// What it shows, in one line.
    pub caption: String,
    /// The picture as SVG, for pages.
    pub svg: String,
    /// The same in words, for those who cannot see it and for media that cannot show it.
    pub words: Vec<String>,
    /// The same as labels with numbers, where that is what the picture shows.
    pub bars: Vec<Bar>,
    /// Whether a terminal shows the words; otherwise it leaves the figure out.
    pub in_text: bool,
}

/// A footnote: a quotation with who says it and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footnote {
    /// The claim's name.
    pub claim: String,
    /// Who says it, and about whom.
    pub voice: String,
    /// The record and the paragraphs.
    pub place: String,
    /// How far it is verified, in words.
    pub status: String,
    /// How far it is verified.
    pub trust: Trust,
    /// The parts of the quotation, each in its sentence where the record is at hand.
    pub quotes: Vec<Quote>,
    /// What a careful reader would object to.
    pub cautions: Vec<String>,
}

/// Says how far a quotation is verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// Against the record at hand.
    Verified,
    /// On an earlier day; the record is not at hand.
    Earlier,
    /// Not, or no longer.
    #[default]
    Doubtful,
}

/// Quoted words with the rest of their sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// What the sentence says before.
    pub before: String,
    /// The quoted words.
    pub words: String,
    /// What the sentence says after.
    pub after: String,
}

/// Joins inlines as plain text, for widths and for media without marks.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Strong(text) => out.push_str(text),
            Inline::Technical(text) => {
                out.push_str(" (");
                out.push_str(text);
                out.push(')');
            }
            Inline::Notes(notes) if notes.is_empty() => {}
            Inline::Notes(notes) => {
                let numbers: Vec<String> = notes.iter().map(ToString::to_string).collect();
                out.push_str(" [");
                out.push_str(&numbers.join(","));
                out.push(']');
            }
        }
    }
    out
}

/// Cuts a text at backticks, as far as they come in pairs: pieces with whether they are code.
pub fn code_spans(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, (code, after))) =
        rest.split_once('`').and_then(|(before, tail)| Some((before, tail.split_once('`')?)))
    {
        pieces.push((false, before));
        pieces.push((!code.is_empty(), if code.is_empty() { "``" } else { code }));
        rest = after;
    }
    pieces.push((false, rest));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// The footnotes of a line that is nothing but references.
pub fn only_notes(inlines: &[Inline]) -> Option<Vec<usize>> {
    let mut notes = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Notes(more) => notes.extend(more),
            Inline::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
    (!notes.is_empty()).then_some(notes)
}
