//! TEI files: the running text without its markup, the notes apart, and the header.
//!
//! What an element means for the text is decided here; how XML is cut up is the business of `xml`.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::error::RecordError;
use crate::plain::numbered;
use crate::record::{Base, Block, Header, ParagraphKind};
use crate::view::View;
use crate::wellformed;
use crate::xml::{Piece, Pieces, Tag};

/// Elements that begin and end a paragraph of the running text.
const BLOCKS: [&str; 26] = [
    "ab",
    "addrLine",
    "argument",
    "byline",
    "cell",
    "closer",
    "dateline",
    "epigraph",
    "figDesc",
    "head",
    "item",
    "l",
    "label",
    "opener",
    "p",
    "postscript",
    "speaker",
    "stage",
    "trailer",
    "titlePart",
    "docTitle",
    "salute",
    "row",
    "cit",
    "quote",
    "address",
];
/// Elements that only hold blocks; text directly inside them makes a paragraph without a name.
const CONTAINERS: [&str; 17] = [
    "TEI",
    "text",
    "body",
    "group",
    "front",
    "back",
    "div",
    "div1",
    "div2",
    "div3",
    "div4",
    "list",
    "table",
    "lg",
    "sp",
    "figure",
    "floatingText",
];
/// Elements whose text is not the record's: editors' readings, running heads, graphics.
const SKIPPED: [&str; 7] = ["teiHeader", "fw", "corr", "reg", "expan", "graphic", "desc"];

/// One stream of text: the running text, or one note.
#[derive(Default)]
struct Flow {
    view: View,
    id: Option<String>,
}

impl Flow {
    fn copy(&mut self, raw: &str, range: Range<usize>) {
        self.view.map.push(self.view.text.len(), &range, false);
        self.view.text.push_str(&raw[range]);
    }

    fn put(&mut self, value: char, range: &Range<usize>) {
        self.view.map.push(self.view.text.len(), range, true);
        self.view.text.push(value);
    }
}

struct Open<'a> {
    name: &'a str,
    /// Offset in the current flow at which an element kept for the header begins.
    kept: Option<(Kept, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Title,
    From,
    To,
}

struct Reader<'a> {
    raw: &'a str,
    open: Vec<Open<'a>>,
    /// Names of the open blocks with their ids, innermost last.
    blocks: Vec<(usize, Option<&'a str>)>,
    main: Flow,
    notes: Vec<Flow>,
    /// The open notes, by index and depth; text goes to the innermost.
    writing: Vec<(usize, usize)>,
    /// Depth of the outermost element being skipped.
    skipping: Option<usize>,
    only_body: bool,
    in_body: bool,
    paragraphs: Vec<(Range<usize>, Option<&'a str>)>,
    /// Whether a block has begun or ended since the last letter of the running text.
    border: bool,
    header: Header,
    source_note: Option<usize>,
}

/// Reads a TEI file into its texts, paragraphs and header.
pub(crate) fn read(raw: &str) -> Result<Base, RecordError> {
    wellformed::check(raw)?;
    let only_body = Pieces::new(raw)
        .any(|piece| matches!(piece, Piece::Open { tag, .. } if tag.name == "body"));
    let mut reader = Reader {
        raw,
        open: Vec::new(),
        blocks: Vec::new(),
        main: Flow::default(),
        notes: Vec::new(),
        writing: Vec::new(),
        skipping: None,
        only_body,
        in_body: !only_body,
        paragraphs: Vec::new(),
        border: true,
        header: Header::default(),
        source_note: None,
    };
    for piece in Pieces::new(raw) {
        match piece {
            Piece::Open { tag, empty, range } => {
                reader.begin(&tag, &range);
                if empty {
                    reader.end(&range);
                }
            }
            Piece::Close { range, .. } => reader.end(&range),
            Piece::Text(range) => reader.text(range),
            Piece::Entity { value, range } => reader.entity(value, &range),
        }
    }
    Ok(reader.finish())
}

impl<'a> Reader<'a> {
    fn flow(&mut self) -> &mut Flow {
        match self.writing.last() {
            Some(&(note, _)) => &mut self.notes[note],
            None => &mut self.main,
        }
    }

    fn silent(&self) -> bool {
        self.skipping.is_some() || !self.in_body
    }

    fn begin(&mut self, tag: &Tag<'a>, range: &Range<usize>) {
        let depth = self.open.len();
        let name = tag.name;
        let mut kept = None;
        if name == "body" {
            self.in_body = true;
        } else if self.skipping.is_none()
            && (SKIPPED.contains(&name) || (!self.only_body && matches!(name, "front" | "back")))
        {
            self.skipping = Some(depth);
        }
        if !self.silent() {
            if name == "note" {
                self.begin_note(tag, range, depth);
            } else if name == "lb" || is_block(name) {
                self.flow().put('\n', range);
                if self.writing.is_empty() && name != "lb" {
                    self.border = true;
                    self.blocks
                        .push((depth, tag.attribute("xml:id").filter(|_| BLOCKS.contains(&name))));
                }
            }
            kept = self.keep(tag).map(|what| (what, self.main.view.text.len()));
        }
        self.open.push(Open { name, kept });
    }

    fn begin_note(&mut self, tag: &Tag<'a>, range: &Range<usize>, depth: usize) {
        let mut flow = Flow { id: tag.attribute("xml:id").map(str::to_owned), ..Flow::default() };
        // A border that no quotation can hold: records with NUL are refused.
        flow.put('\0', &(range.start..range.start));
        if self.source_note.is_none()
            && (tag.attribute("type") == Some("source") || tag.attribute("n") == Some("0"))
        {
            self.source_note = Some(self.notes.len());
        }
        self.writing.push((self.notes.len(), depth));
        self.notes.push(flow);
    }

    /// What the header wants of an element that begins here.
    fn keep(&mut self, tag: &Tag<'a>) -> Option<Kept> {
        if !self.writing.is_empty() {
            return None;
        }
        let in_head = self.open.iter().any(|open| open.name == "head");
        let header = &mut self.header;
        match tag.name {
            "head" if header.title.is_none() && !in_head => Some(Kept::Title),
            "date"
                if header.date.is_none()
                    && self.open.iter().any(|open| open.name == "dateline") =>
            {
                header.date = tag.attribute("when").map(str::to_owned);
                None
            }
            _ if in_head && tag.attribute("type") == Some("from") => Some(Kept::From),
            _ if in_head && tag.attribute("type") == Some("to") => Some(Kept::To),
            _ => None,
        }
    }

    fn end(&mut self, range: &Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let depth = self.open.len();
        if !self.silent() {
            if self.writing.last().is_some_and(|&(_, at)| at == depth) {
                self.writing.pop();
            } else if is_block(open.name) {
                self.flow().put('\n', range);
                self.border |= self.writing.is_empty();
                if self.blocks.last().is_some_and(|&(at, _)| at == depth) {
                    self.blocks.pop();
                }
            }
            if let Some((kept, from)) = open.kept {
                let text = one_line(&self.main.view.text[from..]);
                let slot = match kept {
                    Kept::Title => &mut self.header.title,
                    Kept::From => &mut self.header.from,
                    Kept::To => &mut self.header.to,
                };
                if slot.is_none() && !text.is_empty() {
                    *slot = Some(text);
                }
            }
        }
        if self.skipping == Some(depth) {
            self.skipping = None;
        }
        if open.name == "body" && self.only_body {
            self.in_body = self.open.iter().any(|open| open.name == "body");
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if self.silent() {
            return;
        }
        let raw = self.raw;
        let from = self.flow().view.text.len();
        self.flow().copy(raw, range.clone());
        let text = &raw[range];
        let inked = text.trim();
        if !inked.is_empty() {
            let start = from + (text.len() - text.trim_start().len());
            self.ink(start..start + inked.len());
        }
    }

    fn entity(&mut self, value: char, range: &Range<usize>) {
        // No entity may forge the border between texts.
        if self.silent() || value == '\0' {
            return;
        }
        let from = self.flow().view.text.len();
        self.flow().put(value, range);
        if !value.is_whitespace() {
            self.ink(from..from + value.len_utf8());
        }
    }

    /// Records that the running text has letters here: they continue a paragraph or begin one.
    fn ink(&mut self, range: Range<usize>) {
        if !self.writing.is_empty() {
            return;
        }
        let owner = self.blocks.last().and_then(|&(_, id)| id);
        match self.paragraphs.last_mut() {
            Some((last, _)) if !self.border => last.end = range.end,
            _ => self.paragraphs.push((range, owner)),
        }
        self.border = false;
    }

    fn finish(mut self) -> Base {
        let mut taken = BTreeSet::new();
        let named: BTreeSet<&str> = self.paragraphs.iter().filter_map(|(_, id)| *id).collect();
        let mut blocks = Vec::with_capacity(self.paragraphs.len() + self.notes.len());
        for (n, (range, owner)) in self.paragraphs.iter().enumerate() {
            let own = owner.map(str::to_owned).filter(|id| taken.insert(id.clone()));
            let id = own.unwrap_or_else(|| free_id(&numbered(n + 1), &named, &mut taken));
            blocks.push(Block { id, range: range.clone(), kind: ParagraphKind::Running });
        }
        let mut view = std::mem::take(&mut self.main.view);
        for (n, note) in self.notes.iter().enumerate() {
            let from = view.text.len();
            view.map.append(&note.view.map, from);
            view.text.push_str(&note.view.text);
            let inked = note.view.text[1..].trim();
            if inked.is_empty() {
                continue;
            }
            let start =
                from + 1 + (note.view.text.len() - 1 - note.view.text[1..].trim_start().len());
            let own = note.id.clone().filter(|id| taken.insert(id.clone()));
            let id = own.unwrap_or_else(|| free_id(&format!("note{}", n + 1), &named, &mut taken));
            blocks.push(Block { id, range: start..start + inked.len(), kind: ParagraphKind::Note });
            if self.source_note == Some(n) {
                self.header.source_note = Some(one_line(inked));
            }
        }
        view.text.push('\0');
        view.map.push(view.text.len() - 1, &(self.raw.len()..self.raw.len()), true);
        Base { view: Some(view), blocks, header: self.header }
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || CONTAINERS.contains(&name)
}

/// Finds a name for a paragraph that has none of its own.
fn free_id(wanted: &str, named: &BTreeSet<&str>, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.to_owned();
    let mut n = 2;
    while named.contains(&*id) || !taken.insert(id.clone()) {
        id = format!("{wanted}.{n}");
        n += 1;
    }
    id
}

/// Puts a text on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::{Format, Lookup, Record};

    fn tei(body: &str) -> Record {
        let xml = format!(
            "<TEI><teiHeader><title>T</title></teiHeader><text><body>{body}</body><back><p>no</p></back></text></TEI>"
        );
        Record::parse(xml.as_bytes(), Format::Tei).expect("well-formed")
    }

    /// The paragraphs as `id: words`.
    fn check(body: &str, expect: &[&str]) {
        let record = tei(body);
        let shown: Vec<String> = record
            .paragraphs()
            .iter()
            .map(|paragraph| {
                format!("{}: {}", paragraph.id, record.text_of(paragraph.start..paragraph.end))
            })
            .collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn paragraphs() {
        check(
            "<head>One<lb/>two</head><p>a <hi>b</hi>c</p><p> </p><p xml:id='x'>d</p>",
            &["p01: One two", "p02: a bc", "x: d"],
        );
        check(
            "<list><head>H</head><item>a<list><item>b</item></list>c</item></list>",
            &["p01: H", "p02: a", "p03: b", "p04: c"],
        );
        check(
            "<p xml:id='p02'>a</p><p>b</p><p xml:id='p02'>c</p>",
            &["p02: a", "p02.2: b", "p03: c"],
        );
        check("<closer><signed>N. K.</signed></closer>loose", &["p01: N. K.", "p02: loose"]);
        check(
            "<p>a<choice><sic>teh</sic><corr>the</corr></choice></p><fw>running head</fw>",
            &["p01: ateh"],
        );
    }

    #[test]
    fn notes_stand_apart() {
        check(
            "<p>one<note xml:id='n1'><p>first</p><p>aside</p></note> two<note>b</note></p>",
            &["p01: one two", "n1: first aside", "note2: b"],
        );
        let record = tei("<p>one<note xml:id='n1'>aside</note> two</p>");
        assert!(matches!(record.find("one two", None), Lookup::Found(_)));
        assert!(matches!(record.find("one aside", None), Lookup::NotFound(_)));
        assert!(matches!(record.find("two … aside", None), Lookup::NotFound(_)));
        assert!(matches!(record.find("two aside", None), Lookup::NotFound(_)));
        assert!(matches!(record.find("two\0aside", None), Lookup::NotFound(_)));
        assert!(matches!(record.find("aside", Some("n1")), Lookup::Found(_)));
    }

    #[test]
    fn entities_map_to_their_source() {
        let record = tei("<p>war &amp; pe<pb n='2'/>ace&#x2014;<![CDATA[<now>]]></p>");
        let Lookup::Found(passage) = record.find("& peace—<now>", None) else { panic!() };
        let raw = record.slice(passage.start..passage.end);
        assert_eq!(raw, "&amp; pe<pb n='2'/>ace&#x2014;<![CDATA[<now>");
        assert_eq!(record.text_of(passage.start..passage.end), "& peace—<now>");
    }

    #[test]
    fn a_text_without_a_body_is_read_whole() {
        let xml = "<div xml:id='d1'><head>H</head><p>words</p></div>";
        let record = Record::parse(xml.as_bytes(), Format::Tei).expect("well-formed");
        assert_eq!(record.paragraphs().len(), 2);
        assert_eq!(record.header().title.as_deref(), Some("H"));
    }
}
