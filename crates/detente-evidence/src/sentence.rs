//! Sentences of a record and the context of a passage.
//!
//! Where sentences end is decided in `segment`.

use std::ops::Range;
use std::sync::Arc;

use crate::passage::Passage;
use crate::record::{Format, ParagraphKind, Record};
use crate::segment::{runs_on, split};
use crate::tei::one_line;

/// Locates one sentence of a record.
///
/// A heading, a list item or a signature without a full stop is a sentence too, so that every word
/// of a record belongs to exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Id of the paragraph in which it begins.
    pub paragraph: Arc<str>,
    /// Code point of the file at which it begins.
    pub start: usize,
    /// Code point of the file at which it ends, exclusive.
    pub end: usize,
    /// Whether it belongs to the running text or to a note.
    pub kind: ParagraphKind,
}

/// Shows quoted words in the sentence or sentences around them, on one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// What the sentence says before the quoted words.
    pub before: String,
    /// The quoted words.
    pub quoted: String,
    /// What the sentence says after them.
    pub after: String,
}

/// The sentences of a record with their byte ranges in the base text.
#[derive(Debug)]
pub(crate) struct Sentences {
    sentences: Vec<Sentence>,
    ranges: Vec<Range<u32>>,
}

impl Record {
    /// Returns the sentences: those of the running text in order, then those of the notes.
    pub fn sentences(&self) -> &[Sentence] {
        &self.cut().sentences
    }

    /// Returns the sentence that holds a code point of the file.
    pub fn sentence_at(&self, offset: usize) -> Option<&Sentence> {
        let base = self.to_base(offset..offset + 1).start;
        let numbers = self.sentence_numbers(&(base..base + 1));
        numbers.into_iter().next().map(|n| &self.sentences()[n])
    }

    /// Returns quoted words with the whole sentences around them.
    pub fn context(&self, passage: &Passage) -> Context {
        let quoted = self.to_base(passage.start..passage.end);
        let around = self.around(&quoted);
        let text = self.base_text();
        let between = |range: Range<usize>| one_line(&text[range]);
        Context {
            before: between(around.start..quoted.start),
            quoted: between(quoted.clone()),
            after: between(quoted.end..around.end),
        }
    }

    /// The stretch of the base text that the sentences around a stretch cover.
    pub(crate) fn around(&self, base: &Range<usize>) -> Range<usize> {
        self.sentence_numbers(base)
            .map(|n| self.sentence_range(n))
            .fold(base.clone(), |all, range| all.start.min(range.start)..all.end.max(range.end))
    }

    /// The numbers of the sentences that share a byte with a stretch of the base text.
    pub(crate) fn sentence_numbers(&self, base: &Range<usize>) -> Range<usize> {
        let ranges = &self.cut().ranges;
        let first = ranges.partition_point(|range| range.end as usize <= base.start);
        let last = ranges.partition_point(|range| (range.start as usize) < base.end);
        first..last.max(first)
    }

    /// The sentence of a number, as a stretch of the base text.
    pub(crate) fn sentence_range(&self, number: usize) -> Range<usize> {
        let range = &self.cut().ranges[number];
        range.start as usize..range.end as usize
    }

    fn cut(&self) -> &Sentences {
        self.sentences.get_or_init(|| {
            let text = self.base_text();
            let mut sentences = Vec::new();
            let mut ranges = Vec::new();
            let mut n = 0;
            while n < self.paragraphs().len() {
                let first = self.block(n);
                let mut end = first.end;
                while n + 1 < self.paragraphs().len()
                    && self.format() == Format::Text
                    && runs_on(text, self.block(n), self.block(n + 1))
                {
                    n += 1;
                    end = self.block(n).end;
                }
                for range in split(text, first.start..end) {
                    let chars = self.to_raw(range.clone());
                    let Some(at) = self.paragraph_at(range.start) else {
                        continue;
                    };
                    let paragraph = &self.paragraphs()[at];
                    ranges.push(range.start as u32..range.end as u32);
                    sentences.push(Sentence {
                        paragraph: Arc::clone(&paragraph.id),
                        start: chars.start,
                        end: chars.end,
                        kind: paragraph.kind,
                    });
                }
                n += 1;
            }
            Sentences { sentences, ranges }
        })
    }
}
