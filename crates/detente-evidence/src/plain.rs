//! Plain text: its paragraphs, and lines for every form of record.

use crate::record::{Block, ParagraphKind};

/// The id of the n-th paragraph.
pub(crate) fn numbered(n: usize) -> String {
    format!("p{n:02}")
}

/// The line of a byte, from 1.
pub(crate) fn line_at(raw: &str, byte: usize) -> usize {
    line_of(raw.as_bytes(), byte)
}

/// The line of a byte, from 1.
#[allow(clippy::naive_bytecount, reason = "vectorises well enough; no need of another crate")]
pub(crate) fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes[..at.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count()
}

/// Counts lines for offsets that mostly ascend.
pub(crate) struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    /// Starts at the first line.
    pub(crate) fn new(raw: &'a str) -> Self {
        Self { bytes: raw.as_bytes(), at: 0, line: 1 }
    }

    /// Returns the line of a byte, from 1.
    pub(crate) fn line_at(&mut self, byte: usize) -> usize {
        if byte < self.at {
            // Once per file: the notes of a TEI file come after its running text.
            (self.at, self.line) = (0, 1);
        }
        self.line += line_of(&self.bytes[self.at..], byte - self.at) - 1;
        self.at = byte;
        self.line
    }
}

/// Every line that is not empty, without the white space around it.
pub(crate) fn text_blocks(raw: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        let blank = |c: char| c.is_whitespace() || c == '\u{FEFF}';
        let inked = line.trim_matches(blank);
        if !inked.is_empty() {
            let start = at + (line.len() - line.trim_start_matches(blank).len());
            let range = start..start + inked.len();
            blocks.push(Block {
                id: numbered(blocks.len() + 1),
                range,
                kind: ParagraphKind::Running,
            });
        }
        at += line.len();
    }
    blocks
}
