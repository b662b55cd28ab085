//! A record: an immutable text, its hash, its paragraphs and its header.
//!
//! Searching lives in `find`, sentences in `sentence`; what TEI markup means lives in `tei`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use crate::apparatus;
use crate::chars::CharIndex;
use crate::error::RecordError;
use crate::layer::{Views, floor};
use crate::plain::{LineCounter, line_of, numbered, text_blocks};
use crate::sentence::Sentences;
use crate::view::View;
use crate::{MAX_BYTES, tei};

/// Names the form in which a record is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: every line that is not empty is a paragraph.
    Text,
    /// TEI, the markup of scholarly editions such as *Foreign Relations of the United States*.
    Tei,
}

impl Format {
    /// Guesses the form of a file from the ending of its name, then from how it begins.
    pub fn guess(file_name: &str, bytes: &[u8]) -> Self {
        let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("xml" | "tei") => return Self::Tei,
            Some("txt" | "md") => return Self::Text,
            _ => {}
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        if bytes.starts_with(b"<?xml") || bytes.starts_with(b"<TEI") {
            Self::Tei
        } else {
            Self::Text
        }
    }
}

/// Tells the running text of a record from its editors' notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// A paragraph of the document itself.
    Running,
    /// A note of the editors; only TEI files tell them apart.
    Note,
}

/// Locates one paragraph of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The name by which cases cite it: `p07`, or the id the file gives the element.
    pub id: Arc<str>,
    /// Line of the file on which it begins, from 1.
    pub line: usize,
    /// Code point of the file at which it begins.
    pub start: usize,
    /// Code point of the file at which it ends, exclusive.
    pub end: usize,
    /// Whether it is running text or a note.
    pub kind: ParagraphKind,
}

/// Holds what a file says about the document, where it says it in a form that can be read.
///
/// Plain text has no such form, so its header is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The heading of the document, without notes.
    pub title: Option<String>,
    /// The date of the document as the file encodes it (ISO 8601, at times with an hour).
    pub date: Option<String>,
    /// The editors' note on the archival source and the classification.
    pub source_note: Option<String>,
    /// Who sent it.
    pub from: Option<String>,
    /// To whom it was sent.
    pub to: Option<String>,
}

/// A paragraph as a reader finds it: a byte range of the base text.
pub(crate) struct Block {
    pub(crate) id: String,
    pub(crate) range: Range<usize>,
    pub(crate) kind: ParagraphKind,
}

/// What a reader makes of a file. Without a view, the base text is the file itself.
pub(crate) struct Base {
    pub(crate) view: Option<View>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) header: Header,
}

/// Holds a diplomatic record, immutable once read.
///
/// All offsets are Unicode code points into the file, counted from 0, ends exclusive: also in TEI
/// files, where they count the markup.
#[derive(Debug)]
pub struct Record {
    raw: String,
    sha256: String,
    format: Format,
    index: CharIndex,
    base: Option<View>,
    /// The runs of the base in the order of the file (TEI only).
    by_source: Vec<u32>,
    paragraphs: Vec<Paragraph>,
    /// Byte ranges of the paragraphs in the base text, ascending.
    ranges: Vec<Range<u32>>,
    ids: BTreeMap<Arc<str>, usize>,
    header: Header,
    pub(crate) views: Views,
    omissions: OnceLock<Vec<Range<usize>>>,
    pub(crate) sentences: OnceLock<Sentences>,
}

impl Record {
    /// Reads a record from the bytes of its file.
    ///
    /// # Errors
    /// If the bytes are no text in UTF-8, are too many, or (for TEI) are not well-formed XML within
    /// the limits.
    pub fn parse(bytes: &[u8], format: Format) -> Result<Self, RecordError> {
        if bytes.len() > MAX_BYTES {
            return Err(RecordError::TooLarge { bytes: bytes.len() });
        }
        let raw = match std::str::from_utf8(bytes) {
            Ok(raw) => raw.to_owned(),
            Err(error) => {
                let valid_up_to = error.valid_up_to();
                let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
                return Err(RecordError::NotUtf8 {
                    valid_up_to,
                    line: line_of(bytes, valid_up_to),
                    utf16,
                });
            }
        };
        if let Some(at) = raw.find('\0') {
            return Err(RecordError::Binary { line: line_of(bytes, at) });
        }
        let base = match format {
            Format::Text => {
                Base { view: None, blocks: text_blocks(&raw), header: Header::default() }
            }
            Format::Tei => tei::read(&raw)?,
        };
        Ok(Self::new(raw, hex_digest(bytes), format, base))
    }

    fn new(raw: String, sha256: String, format: Format, base: Base) -> Self {
        let index = CharIndex::new(&raw);
        let mut lines = LineCounter::new(&raw);
        let mut paragraphs = Vec::with_capacity(base.blocks.len());
        let mut ranges = Vec::with_capacity(base.blocks.len());
        let mut ids = BTreeMap::new();
        for (n, block) in base.blocks.into_iter().enumerate() {
            let source = base
                .view
                .as_ref()
                .map_or(block.range.clone(), |view| view.map.source(&block.range));
            let line = lines.line_at(source.start);
            let chars = index.chars_of(&raw, source);
            let id: Arc<str> = block.id.into();
            ids.insert(Arc::clone(&id), n);
            ranges.push(block.range.start as u32..block.range.end as u32);
            paragraphs.push(Paragraph {
                id,
                line,
                start: chars.start,
                end: chars.end,
                kind: block.kind,
            });
        }
        let by_source = base.view.as_ref().map_or_else(Vec::new, |view| view.map.by_source());
        Self {
            raw,
            sha256,
            format,
            index,
            base: base.view,
            by_source,
            paragraphs,
            ranges,
            ids,
            header: base.header,
            views: Default::default(),
            omissions: OnceLock::new(),
            sentences: OnceLock::new(),
        }
    }

    /// Returns the file as it is, a byte order mark included.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns the SHA-256 of the file in lower-case hexadecimal: the identity of the record.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Returns the form in which the record was read.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns the length of the file in code points.
    pub fn chars(&self) -> usize {
        self.index.total()
    }

    /// Returns what the file says about the document.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Returns the paragraphs: the running text in order, then the notes.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Finds a paragraph by its id; `p7`, `p07` and `p007` are the same.
    pub fn paragraph(&self, id: &str) -> Option<&Paragraph> {
        self.paragraph_number(id).map(|n| &self.paragraphs[n])
    }

    /// Returns the part of the file between two code points, markup and all.
    pub fn slice(&self, range: Range<usize>) -> &str {
        let start = self.index.byte_at(&self.raw, range.start);
        let end = self.index.byte_at(&self.raw, range.end).max(start);
        &self.raw[start..end]
    }

    /// Returns the words between two code points on one line: without markup and without notes
    /// that stand between them.
    pub fn text_of(&self, range: Range<usize>) -> String {
        tei::one_line(&self.base_text()[self.to_base(range)])
    }
}

/// What the rest of the crate sees: bytes of the base text.
impl Record {
    /// The text that is searched: the file, or the text of a TEI file.
    pub(crate) fn base_text(&self) -> &str {
        self.base.as_ref().map_or(&self.raw, |view| &view.text)
    }

    /// Bytes of the base text as code points of the file.
    pub(crate) fn to_raw(&self, base: Range<usize>) -> Range<usize> {
        let source = self.base.as_ref().map_or(base.clone(), |view| view.map.source(&base));
        self.index.chars_of(&self.raw, source)
    }

    /// Code points of the file as bytes of the base text.
    pub(crate) fn to_base(&self, chars: Range<usize>) -> Range<usize> {
        let start = self.index.byte_at(&self.raw, chars.start);
        let end = self.index.byte_at(&self.raw, chars.end).max(start);
        let Some(view) = &self.base else {
            return start..end;
        };
        let len = view.text.len();
        let start = view.map.seek_start(&self.by_source, start, len);
        let end = view.map.seek_end(&self.by_source, end, len).max(start);
        floor(&view.text, start)..floor(&view.text, end)
    }

    /// Byte ranges of the paragraphs in the base text.
    pub(crate) fn block(&self, paragraph: usize) -> Range<usize> {
        let range = &self.ranges[paragraph];
        range.start as usize..range.end as usize
    }

    /// The paragraph that holds an offset of the base text, or else the next, or else the last.
    pub(crate) fn paragraph_at(&self, base: usize) -> Option<usize> {
        let after = self.ranges.partition_point(|range| range.end as usize <= base);
        Some(after.min(self.ranges.len().checked_sub(1)?))
    }

    pub(crate) fn paragraph_number(&self, id: &str) -> Option<usize> {
        if let Some(&n) = self.ids.get(id) {
            return Some(n);
        }
        let digits = id.strip_prefix(['p', 'P'])?;
        let number: usize =
            digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        self.ids.get(&*numbered(number)).copied()
    }

    /// The omissions marked in the record, as bytes of the base text.
    pub(crate) fn omissions(&self) -> &[Range<usize>] {
        self.omissions.get_or_init(|| apparatus::omissions(self.base_text()))
    }
}

/// The SHA-256 of some bytes in lower-case hexadecimal.
fn hex_digest(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
