//! Coverage: which sentences of a record a case rests on, which it sets aside, which it overlooks.

use std::ops::Range;

use crate::record::{ParagraphKind, Record};
use crate::sentence::Sentence;

/// Says what a case does with a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// A claim quotes at least a part of it.
    Used,
    /// The analyst marked it as background.
    Background,
    /// Neither.
    Unused,
}

/// Accounts for every sentence of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The sentences of the running text, and those of notes that are used or marked.
    pub sentences: Vec<(Sentence, Use)>,
    /// How many a claim quotes.
    pub used: usize,
    /// How many are background.
    pub background: usize,
    /// How many are neither.
    pub unused: usize,
}

/// Accounts for every sentence of a record, given the quoted and the background code points.
///
/// A sentence that is both counts as used. Notes of the editors need not be used; they are listed
/// only if they are.
pub fn coverage(record: &Record, used: &[Range<usize>], background: &[Range<usize>]) -> Coverage {
    let used = touched(record, used);
    let background = touched(record, background);
    let mut coverage = Coverage::default();
    for (n, sentence) in record.sentences().iter().enumerate() {
        let what = if used[n] {
            Use::Used
        } else if background[n] {
            Use::Background
        } else {
            Use::Unused
        };
        if what == Use::Unused && sentence.kind == ParagraphKind::Note {
            continue;
        }
        match what {
            Use::Used => coverage.used += 1,
            Use::Background => coverage.background += 1,
            Use::Unused => coverage.unused += 1,
        }
        coverage.sentences.push((sentence.clone(), what));
    }
    coverage
}

/// Which sentences share a code point with one of the ranges.
fn touched(record: &Record, ranges: &[Range<usize>]) -> Vec<bool> {
    let mut touched = vec![false; record.sentences().len()];
    let mut base: Vec<Range<usize>> = ranges
        .iter()
        .filter(|range| !range.is_empty())
        .map(|range| record.to_base(range.clone()))
        .collect();
    base.sort_unstable_by_key(|range| (range.start, range.end));
    // Ranges may overlap a thousandfold; every sentence is visited about once.
    let mut done = 0;
    for range in base {
        let rest = range.start.max(done)..range.end;
        for n in record.sentence_numbers(&rest) {
            touched[n] = true;
        }
        done = done.max(range.end);
    }
    touched
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "lists of one range are what is tested")]
mod tests {
    use super::*;
    use crate::record::Format;

    fn check(text: &str, used: &[Range<usize>], background: &[Range<usize>], expect: &str) {
        let record = Record::parse(text.as_bytes(), Format::Text).expect("a text");
        let coverage = coverage(&record, used, background);
        let shown: String = coverage
            .sentences
            .iter()
            .map(|(_, what)| match what {
                Use::Used => 'U',
                Use::Background => 'B',
                Use::Unused => '-',
            })
            .collect();
        assert_eq!(shown, expect);
        assert_eq!(coverage.used + coverage.background + coverage.unused, coverage.sentences.len());
    }

    #[test]
    fn every_sentence_is_accounted_for() {
        let text = "One is. Two is.\n\nThree is. Four is.";
        check(text, &[], &[], "----");
        check(text, &[4..5], &[0..15], "UB--");
        check(text, &[11..20], &[], "-UU-");
        check(text, &[0..usize::MAX, 3..4], &[], "UUUU");
        check(text, &[5..5, 15..17], &[], "----");
        check("", &[0..3], &[0..1], "");
    }
}
