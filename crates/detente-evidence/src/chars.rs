//! Bytes and code points: the translation between Rust's byte offsets and the code points of the
//! public interface.
//!
//! Everything inside the crate counts bytes; everything outside counts code points. This is the
//! only place where the two meet.

use std::ops::Range;

/// The distance in bytes between two remembered positions.
const STRIDE: usize = 1024;

/// A sparse table of code-point counts over one text.
///
/// One `u32` per kibibyte; a look-up counts at most one stride of bytes.
#[derive(Debug, Clone)]
pub(crate) struct CharIndex {
    /// `counts[i]` is the number of code points that begin before byte `i * STRIDE`.
    counts: Vec<u32>,
    total: usize,
}

impl CharIndex {
    /// Counts a text once.
    pub(crate) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut counts = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut total = 0;
        for chunk in bytes.chunks(STRIDE) {
            counts.push(total as u32);
            total += count_starts(chunk);
        }
        Self { counts, total }
    }

    /// Returns the number of code points in the text.
    pub(crate) fn total(&self) -> usize {
        self.total
    }

    /// Returns the code points before a byte offset (offsets past the end count as the end).
    pub(crate) fn char_at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let slot = (byte / STRIDE).min(self.counts.len().saturating_sub(1));
        let Some(&before) = self.counts.get(slot) else {
            return 0;
        };
        before as usize + count_starts(&text.as_bytes()[slot * STRIDE..byte])
    }

    /// Returns the byte offset at which a code point begins (or the length of the text).
    pub(crate) fn byte_at(&self, text: &str, char: usize) -> usize {
        if char >= self.total {
            return text.len();
        }
        let slot = self.counts.partition_point(|&before| before as usize <= char) - 1;
        let mut left = char - self.counts[slot] as usize;
        let from = slot * STRIDE;
        for (i, &byte) in text.as_bytes()[from..].iter().enumerate() {
            if is_start(byte) {
                if left == 0 {
                    return from + i;
                }
                left -= 1;
            }
        }
        text.len()
    }

    /// Translates a byte range into code points.
    pub(crate) fn chars_of(&self, text: &str, bytes: Range<usize>) -> Range<usize> {
        self.char_at(text, bytes.start)..self.char_at(text, bytes.end)
    }
}

/// A byte that begins a code point in UTF-8.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| is_start(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let index = CharIndex::new(text);
        assert_eq!(index.total(), text.chars().count());
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.char_at(text, byte), n);
            assert_eq!(index.byte_at(text, n), byte);
        }
        assert_eq!(index.byte_at(text, usize::MAX), text.len());
        assert_eq!(index.char_at(text, usize::MAX), index.total());
    }

    #[test]
    fn offsets_translate_both_ways() {
        check("");
        check("plain");
        check("N° 14 — “quoted” 老挝 🕊");
        check(&"é—x🕊".repeat(700));
        check(&"—".repeat(1024));
    }
}
