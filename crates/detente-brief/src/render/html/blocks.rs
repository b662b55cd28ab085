//! Blocks of the page: text, lists, cards of judgements, tables, pictures.

use crate::document::{
    Block, Document, Figure, Inline, Judgement, Row, Table, code_spans, only_notes, plain,
};
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeMap;

/// A page being written.
pub(super) struct Page<'a> {
    pub(super) document: &'a Document,
    /// Where each footnote is cited: the name of the place and what to call it.
    pub(super) cited: BTreeMap<usize, Vec<(String, String)>>,
    sections: Vec<(String, String)>,
    references: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, cited: BTreeMap::new(), sections: Vec::new(), references: 0 }
    }

    /// The headings met so far, with their names.
    pub(super) fn sections(&self) -> &[(String, String)] {
        &self.sections
    }

    pub(super) fn block(&mut self, block: &Block) -> Markup {
        match block {
            Block::Heading(text) => self.heading(text),
            Block::Paragraph(inlines) => html! { p { (self.inlines(inlines)) } },
            Block::Lead(lines) => html! {
                section.lead aria-labelledby="bottom-line" {
                    p.kicker #bottom-line { "Bottom line" }
                    @for line in lines { p { (self.inlines(line)) } }
                }
            },
            Block::List(items) => html! {
                ul { @for item in items { li { (self.inlines(item)) } } }
            },
            Block::Judgement(judgement) => self.judgement(judgement),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self::figure(figure),
            Block::Switches(switches) => self.switches(switches),
            Block::Footnotes => self.footnotes(),
        }
    }

    pub(super) fn heading(&mut self, text: &str) -> Markup {
        let id = format!("section-{}", self.sections.len() + 1);
        self.sections.push((id.clone(), text.to_owned()));
        html! { h2 id=(id) { (text) } }
    }

    fn inlines(&mut self, inlines: &[Inline]) -> Markup {
        html! {
            @for inline in inlines {
                @match inline {
                    Inline::Text(text) => {
                        @for (code, piece) in code_spans(text) {
                            @if code { code { (piece) } } @else { (piece) }
                        }
                    }
                    Inline::Strong(text) => strong { (text) },
                    Inline::Technical(text) => span.technical { " (" (text) ")" },
                    Inline::Notes(notes) => (self.references(notes)),
                }
            }
        }
    }

    /// Numbers that lead to footnotes, and that footnotes lead back to.
    fn references(&mut self, notes: &[usize]) -> Markup {
        html! {
            @for &note in notes {
                (self.reference(note))
            }
        }
    }

    fn reference(&mut self, note: usize) -> Markup {
        if note == 0 || note > self.document.footnotes.len() {
            return html! { sup { (note) } };
        }
        self.references += 1;
        let id = format!("ref-{}", self.references);
        let places = self.cited.entry(note).or_default();
        places.push((id.clone(), format!("Back to the text, {}", places.len() + 1)));
        html! {
            sup { a.ref id=(id) href={ "#note-" (note) } aria-label={ "Footnote " (note) } { (note) } }
        }
    }

    /// A card. Its sentence is what opens its evidence; with nothing to open it is a sentence only.
    fn judgement(&mut self, judgement: &Judgement) -> Markup {
        let id = format!("judgement-{}", judgement.number);
        let notes = self.known(&judgement.notes);
        // Fields that are nothing but references show their quotations with the evidence.
        let others: Vec<(&str, Vec<usize>)> = judgement
            .fields
            .iter()
            .filter_map(|(label, lines)| {
                let cited: Option<Vec<Vec<usize>>> =
                    lines.iter().map(|line| only_notes(line)).collect();
                let cited = self.known(&cited?.concat());
                (!cited.is_empty()).then_some((label.as_str(), cited))
            })
            .collect();
        let count = notes.len() + others.iter().map(|(_, notes)| notes.len()).sum::<usize>();
        for &note in notes.iter().chain(others.iter().flat_map(|(_, notes)| notes)) {
            let places = self.cited.entry(note).or_default();
            places.push((id.clone(), format!("Back to judgement {}", judgement.number)));
        }
        let sentence = html! {
            span.number { (judgement.number) }
            " "
            span.sentence { (self.inlines(&judgement.text)) }
        };
        // Outline order holds even where a judgement stands before the first heading.
        let heading = if self.sections.is_empty() {
            html! { h2.judgement { (sentence) } }
        } else {
            html! { h3.judgement { (sentence) } }
        };
        html! {
            article.card id=(id) {
                @if count == 0 {
                    (heading)
                } @else {
                    details.evidence {
                        summary {
                            (heading)
                            span.hint {
                                "Evidence: " (count)
                                @if count == 1 { " quotation" } @else { " quotations" }
                            }
                        }
                        @if !notes.is_empty() {
                            ol.quotations { @for &note in &notes { (self.quotation(note)) } }
                        }
                        @for (label, notes) in &others {
                            p.against { (label) }
                            ol.quotations { @for &note in notes { (self.quotation(note)) } }
                        }
                    }
                }
                @if !judgement.fields.is_empty() || !notes.is_empty() {
                    dl {
                        @for (label, lines) in &judgement.fields {
                            @match others.iter().find(|(other, _)| other == label) {
                                Some((_, notes)) => (cites(label, notes)),
                                None => div {
                                    dt { (label) }
                                    @for line in lines { dd { (self.inlines(line)) } }
                                },
                            }
                        }
                        @if !notes.is_empty() { (cites("Rests on", &notes)) }
                    }
                }
            }
        }
    }

    /// The footnotes there are, of those cited.
    fn known(&self, notes: &[usize]) -> Vec<usize> {
        let there = 1..=self.document.footnotes.len();
        notes.iter().copied().filter(|note| there.contains(note)).collect()
    }

    fn table(&mut self, table: &Table) -> Markup {
        let columns = table.head.len();
        let cells = || {
            table.rows.iter().filter_map(|row| match row {
                Row::Cells(cells) => Some(cells),
                Row::Group(_) => None,
            })
        };
        let signs: Vec<bool> = (0..columns)
            .map(|column| {
                column > 0
                    && cells().next().is_some()
                    && cells()
                        .all(|row| row.get(column).is_none_or(|cell| sign(&plain(cell)).is_some()))
            })
            .collect();
        let grid = signs.iter().skip(1).all(|sign| *sign) && columns > 1;
        let used = |mark: &str| cells().flatten().any(|cell| plain(cell) == mark);
        let class = if grid { "grid" } else { "plain" };
        html! {
            // What scrolls can be reached and moved with the keyboard.
            div.scroll role="region" aria-label=(table.caption) tabindex="0" {
                table class=(class) {
                    caption { (table.caption) }
                    thead {
                        tr {
                            @for (column, text) in table.head.iter().enumerate() {
                                th scope="col" class=[signs[column].then_some("sign")] { (head(text)) }
                            }
                        }
                    }
                    @for (heading, rows) in groups(&table.rows) {
                        tbody {
                            @if let Some(heading) = heading {
                                tr.group {
                                    th scope="rowgroup" colspan=(columns) { span { (heading) } }
                                }
                            }
                            @for row in rows { (self.row(row, &signs)) }
                        }
                    }
                }
            }
            @if grid { (key(&used)) }
        }
    }

    fn row(&mut self, cells: &[Vec<Inline>], signs: &[bool]) -> Markup {
        html! {
            tr {
                @for (column, cell) in cells.iter().enumerate() {
                    @if column == 0 {
                        th scope="row" { (self.inlines(cell)) }
                    } @else if signs.get(column) == Some(&true) {
                        @let text = plain(cell);
                        td.sign {
                            span aria-hidden="true" { (text) }
                            span.unseen { (sign(&text).unwrap_or_default()) }
                        }
                    } @else {
                        td { (self.inlines(cell)) }
                    }
                }
            }
        }
    }
}

/// A picture with its words.
fn figure(figure: &Figure) -> Markup {
    let drawn = !figure.svg.is_empty();
    html! {
        figure {
            figcaption { (figure.caption) }
            @if drawn {
                div.picture role="region" aria-label=(figure.caption) tabindex="0" {
                    (PreEscaped(&figure.svg))
                }
            }
            @if !figure.words.is_empty() || !figure.bars.is_empty() {
                // On paper the picture says it; without one its words do.
                details.words open[!drawn] {
                    summary { "The same in words" }
                    @if !figure.bars.is_empty() {
                        table.plain {
                            thead { tr { th scope="col" { "What" } th scope="col" { "How many" } } }
                            tbody {
                                @for bar in &figure.bars {
                                    tr { th scope="row" { (bar.label) } td { (bar.value) } }
                                }
                            }
                        }
                    }
                    @if !figure.words.is_empty() {
                        ul { @for line in &figure.words { li { (line) } } }
                    }
                }
            }
        }
    }
}

/// A field that leads to footnotes.
fn cites(label: &str, notes: &[usize]) -> Markup {
    html! {
        div {
            dt { (label) }
            dd.cites {
                @for note in notes {
                    a href={ "#note-" (note) } aria-label={ "Footnote " (note) } { (note) }
                    " "
                }
            }
        }
    }
}

/// Rows under one heading, if they have one.
type Group<'t> = (Option<&'t str>, Vec<&'t [Vec<Inline>]>);

/// Rows under their headings.
fn groups(rows: &[Row]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for row in rows {
        match row {
            Row::Group(heading) => groups.push((Some(heading), Vec::new())),
            Row::Cells(cells) => match groups.last_mut() {
                Some((_, rows)) => rows.push(cells),
                None => groups.push((None, vec![cells])),
            },
        }
    }
    groups
}

/// A head that ends in a remark in parentheses shows the remark as a mark.
fn head(text: &str) -> Markup {
    match text.split_once(" (") {
        Some((before, remark)) if remark.ends_with(')') => html! {
            (before) " " span.tag { (remark.trim_end_matches(')')) }
        },
        _ => html! { (text) },
    }
}

/// What a sign says to those who hear the page.
fn sign(text: &str) -> Option<&'static str> {
    Some(match text {
        "●" => "yes",
        "○" | "·" => "no",
        "×" => "yes, would move",
        "▲" => "yes, and did not before",
        "▽" => "no longer",
        "–" | "-" => "open",
        "" => "empty",
        _ => return None,
    })
}

/// What the signs of a grid mean.
fn key(used: &dyn Fn(&str) -> bool) -> Markup {
    let signs = [
        ("●", "taken, or holds"),
        ("○", "not taken"),
        ("×", "would gain by moving"),
        ("▲", "holds now, did not before"),
        ("▽", "held before, no longer"),
        ("·", "no"),
        ("–", "open"),
    ];
    html! {
        p.key aria-hidden="true" {
            @for (mark, words) in signs.into_iter().filter(|(mark, _)| used(mark)) {
                span { b { (mark) } " " (words) }
                " "
            }
        }
    }
}
