//! Source files and positions in them. Byte offsets inside, lines and columns for people.

use std::ops::Range;
use std::sync::Arc;

/// Identifies one file among the [`Sources`] of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// Marks a stretch of one source file, in bytes, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file the stretch lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the stretch as a range of byte offsets.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the stretch that begins where `self` begins and ends where `other` ends.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { end: other.end.max(self.end), ..self }
    }
}

/// Holds the text of one file together with the places where its lines begin.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    text: Arc<str>,
    line_starts: Vec<u32>,
}

impl SourceFile {
    fn new(name: String, text: Arc<str>) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| clamp(at + 1))).collect();
        Self { name, text, line_starts }
    }

    /// Returns the name shown to the user, usually a path as the user typed it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Finds the line and column of a byte offset, both counted from 1; the column in characters.
    pub fn location(&self, offset: usize) -> Location {
        let offset = offset.min(self.text.len());
        let line = self.line_starts.partition_point(|&start| start as usize <= offset);
        let start = self.line_starts[line - 1] as usize;
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        Location { line, column: column + 1 }
    }
}

/// Names a place in a file as people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

/// Holds every file that a run has read, so that a [`Span`] can be shown.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Makes an empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(clamp(self.files.len()));
        self.files.push(SourceFile::new(name.into(), text.into()));
        id
    }

    /// Returns a file.
    ///
    /// # Panics
    /// If the id comes from another set.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Makes a span of a file, cut to the file's end and to whole characters.
    pub fn span(&self, file: FileId, range: Range<usize>) -> Span {
        let text = self.file(file).text();
        let start = floor(text, range.start);
        let end = floor(text, range.end.max(range.start)).max(start);
        Span { file, start: clamp(start), end: clamp(end) }
    }

    /// Makes a span of a whole line, counted from 1, without its end; beyond the last line, of the file's end.
    pub fn line(&self, file: FileId, line: usize) -> Span {
        let SourceFile { text, line_starts, .. } = self.file(file);
        let start = line_starts.get(line.saturating_sub(1)).map_or(text.len(), |&at| at as usize);
        let end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
        self.span(file, start..end)
    }

    /// Returns the text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.range()).unwrap_or_default()
    }

    /// Finds where a span begins.
    pub fn locate(&self, span: Span) -> Location {
        self.file(span.file).location(span.start as usize)
    }
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Case files are refused long before 4 GiB, so the cut never shows.
fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let mut sources = Sources::new();
        let file = sources.add("a", "é = 1\nsecond");
        let at = |offset| {
            let place = sources.file(file).location(offset);
            (place.line, place.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(7), (2, 1));
        assert_eq!(at(999), (2, 7));
    }

    #[test]
    fn a_line_is_taken_without_its_end() {
        let mut sources = Sources::new();
        let file = sources.add("a", "é = 1\r\n\nthird");
        let line = |number| sources.slice(sources.line(file, number));
        assert_eq!([line(1), line(2), line(3), line(4)], ["é = 1", "", "third", ""]);
        assert_eq!(sources.line(file, 9).range(), 14..14);
    }

    #[test]
    fn a_span_never_splits_a_character() {
        let mut sources = Sources::new();
        let file = sources.add("a", "é");
        assert_eq!(sources.slice(sources.span(file, 1..2)), "é");
        assert_eq!(sources.slice(sources.span(file, 5..9)), "");
    }
}
