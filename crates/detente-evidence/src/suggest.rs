//! What comes nearest to a quotation that stands nowhere, and in which words it differs.
//!
//! Nearness is judged by shared words, the rare ones counting more, in windows as long as the
//! quotation. Every step is linear in the record; only the final word diff looks at one window.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::layer::{Layer, floor, normalised};
use crate::passage::{Level, Passage};
use crate::record::Record;
use crate::token::{Mark, is_word, mark, tokens};

/// Offers a passage near to a quotation that was not found.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Suggestion {
    /// Where it stands; its level is the one at which the words were compared.
    pub passage: Passage,
    /// The share of letters in words common to both, between 0 and 1.
    ///
    /// Only an order of nearness: a changed number may score 0.99 and still be another claim.
    pub similarity: f64,
    /// The words of both, aligned.
    pub diff: Vec<DiffPart>,
}

/// Says on which side of a comparison words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DiffKind {
    /// In both.
    Same,
    /// In the quotation only.
    OnlyInQuote,
    /// In the record only.
    OnlyInRecord,
}

/// Holds neighbouring words that stand on the same side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPart {
    /// On which side they stand.
    pub kind: DiffKind,
    /// The words, typography and layout made plain.
    pub text: String,
    /// Why the difference matters; never set for words that are the same.
    pub mark: Option<Mark>,
}

const MAX_SUGGESTIONS: usize = 3;
/// Longer quotations are compared by their beginning only.
const MAX_TOKENS: usize = 1000;
/// How far to look for changed words on either side, in bytes.
const MARGIN: usize = 200;
/// Passages less similar than this are not worth showing.
const LEAST_SIMILARITY: f64 = 0.4;

/// A word of the record that also stands in the quotation.
struct Hit {
    ordinal: u32,
    word: u32,
    at: Range<u32>,
}

/// Finds up to three passages near to a quotation, best first.
pub(crate) fn suggestions(record: &Record, quote: &str, scope: &Range<usize>) -> Vec<Suggestion> {
    let layer = record.layer(3);
    let part = layer.part(scope);
    let quote = normalised(quote, 3);
    let cut = tokens(&quote).nth(MAX_TOKENS).map_or(quote.len(), |range| range.start);
    let quote = quote[..cut].trim_end();
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let mut length = 0;
    for range in tokens(quote).filter(|range| is_word(&quote[range.clone()])) {
        length += 1;
        let next = words.len() as u32;
        words.entry(quote[range].to_lowercase()).or_insert(next);
    }
    let hits = hits(layer.text, part.clone(), &words);
    let weights = weights(&hits, words.len());
    let mut taken: Vec<Range<u32>> = Vec::new();
    let mut found: Vec<Suggestion> = Vec::new();
    // A few more than are shown: the order by words is not quite the order by similarity.
    while taken.len() < 2 * MAX_SUGGESTIONS {
        let Some(window) = best_window(&hits, &weights, length + length / 4 + 2, &taken) else {
            break;
        };
        let (first, last) = (&hits[window.start], &hits[window.end - 1]);
        taken.push(first.ordinal..last.ordinal + 1);
        found.extend(compare(
            record,
            layer,
            quote,
            length,
            first.at.start as usize..last.at.end as usize,
            &part,
        ));
    }
    found.sort_by(|a, b| {
        b.similarity.total_cmp(&a.similarity).then(a.passage.start.cmp(&b.passage.start))
    });
    found.dedup_by(|a, b| a.passage.start < b.passage.end && b.passage.start < a.passage.end);
    found.truncate(MAX_SUGGESTIONS);
    found
}

fn hits(text: &str, part: Range<usize>, words: &BTreeMap<String, u32>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut lower = String::new();
    let inside = &text[part.clone()];
    for (ordinal, range) in
        tokens(inside).filter(|range| is_word(&inside[range.clone()])).enumerate()
    {
        lower.clear();
        let token = &inside[range.clone()];
        if token.is_ascii() {
            lower.push_str(token);
            lower.make_ascii_lowercase();
        } else {
            lower.push_str(&token.to_lowercase());
        }
        if let Some(&word) = words.get(&lower) {
            let at = (part.start + range.start) as u32..(part.start + range.end) as u32;
            hits.push(Hit { ordinal: ordinal as u32, word, at });
        }
    }
    hits
}

/// The rarer a word is in the record, the heavier: whole numbers, so that ties are ties everywhere.
fn weights(hits: &[Hit], words: usize) -> Vec<u32> {
    let mut counts = vec![0u32; words];
    for hit in hits {
        counts[hit.word as usize] += 1;
    }
    counts.into_iter().map(|count| 1 + (count + 1).leading_zeros()).collect()
}

/// The heaviest window of so many words that touches none of the windows taken before.
fn best_window(
    hits: &[Hit],
    weights: &[u32],
    length: usize,
    taken: &[Range<u32>],
) -> Option<Range<usize>> {
    let mut counts = vec![0u32; weights.len()];
    let mut score = 0u64;
    let mut start = 0;
    let mut best: Option<(u64, Range<usize>)> = None;
    for (end, hit) in hits.iter().enumerate() {
        if taken.iter().any(|range| range.contains(&hit.ordinal)) {
            // The window may not reach over what is taken: begin anew behind it.
            while start < end {
                leave(&hits[start], &mut counts, &mut score, weights);
                start += 1;
            }
            start = end + 1;
            continue;
        }
        let count = &mut counts[hit.word as usize];
        *count += 1;
        score += if *count == 1 { u64::from(weights[hit.word as usize]) } else { 0 };
        while hits[start].ordinal as usize + length <= hit.ordinal as usize {
            leave(&hits[start], &mut counts, &mut score, weights);
            start += 1;
        }
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, start..end + 1));
        }
    }
    best.map(|(_, range)| range)
}

fn leave(hit: &Hit, counts: &mut [u32], score: &mut u64, weights: &[u32]) {
    let count = &mut counts[hit.word as usize];
    *count -= 1;
    if *count == 0 {
        *score -= u64::from(weights[hit.word as usize]);
    }
}

/// Aligns the quotation with the surroundings of a window and cuts them to what corresponds.
fn compare(
    record: &Record,
    layer: Layer<'_>,
    quote: &str,
    length: usize,
    window: Range<usize>,
    part: &Range<usize>,
) -> Option<Suggestion> {
    let text = layer.text;
    // Changed words at either end are no hits: look a few words further.
    let margin = length.min(8);
    let lower = floor(text, window.start.saturating_sub(MARGIN)).max(part.start);
    let upper = floor(text, window.end + MARGIN).clamp(window.end, part.end);
    let before = text[lower..window.start]
        .rmatch_indices(' ')
        .nth(margin)
        .map_or(lower, |(at, _)| lower + at);
    let after = text[window.end..upper]
        .match_indices(' ')
        .nth(margin)
        .map_or(upper, |(at, _)| window.end + at);
    let near = &text[before..after];
    let old: Vec<Range<usize>> = tokens(quote).collect();
    // A window may hold any amount of punctuation; what no quotation resembles need not be aligned.
    let new: Vec<Range<usize>> = tokens(near).take(3 * MAX_TOKENS).collect();
    let old_words: Vec<&str> = old.iter().map(|range| &quote[range.clone()]).collect();
    let new_words: Vec<&str> = new.iter().map(|range| &near[range.clone()]).collect();
    let mut ops = capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    let mut kept = 0..new.len();
    // Words of the record before the first and after the last common one are surroundings, except
    // as many as the quotation has in their place.
    if let Some(op) = ops.first().copied().filter(|op| op.tag() != DiffTag::Equal) {
        kept.start = op.new_range().end.saturating_sub(op.old_range().len());
    }
    if let Some(op) = ops.last().copied().filter(|op| op.tag() != DiffTag::Equal) {
        kept.end = (op.new_range().start + op.old_range().len()).min(new.len());
    }
    if kept.start >= kept.end {
        return None;
    }
    if kept != (0..new.len()) {
        ops = capture_diff_slices(Algorithm::Myers, &old_words, &new_words[kept.clone()]);
    }
    let letters = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    let same: usize = ops
        .iter()
        .filter(|op| op.tag() == DiffTag::Equal)
        .map(|op| letters(&old_words[op.old_range()]))
        .sum();
    let similarity =
        (2 * same) as f64 / (letters(&old_words) + letters(&new_words[kept.clone()])).max(1) as f64;
    if similarity < LEAST_SIMILARITY {
        return None;
    }
    let mut diff = Vec::new();
    for op in ops {
        let new_range = op.new_range().start + kept.start..op.new_range().end + kept.start;
        if op.tag() == DiffTag::Equal {
            side(&mut diff, DiffKind::Same, near, &new, new_range);
        } else {
            side(&mut diff, DiffKind::OnlyInQuote, quote, &old, op.old_range());
            side(&mut diff, DiffKind::OnlyInRecord, near, &new, new_range);
        }
    }
    let view = before + new[kept.start].start..before + new[kept.end - 1].end;
    let passage = record.passage(&[layer.to_base(&view)], Level::Layout);
    Some(Suggestion { passage, similarity, diff })
}

/// Appends the tokens of one side, joined where they are marked alike.
fn side(
    diff: &mut Vec<DiffPart>,
    kind: DiffKind,
    text: &str,
    tokens: &[Range<usize>],
    which: Range<usize>,
) {
    let word = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map(|range| &text[range.clone()]);
    let mut from = which.start;
    let mut current = None;
    for i in which.clone() {
        let token = &text[tokens[i].clone()];
        let this = if kind == DiffKind::Same {
            None
        } else {
            mark(token, word(i.checked_sub(1)), word(Some(i + 1)))
        };
        if i > from && this != current {
            diff.push(DiffPart {
                kind,
                text: text[tokens[from].start..tokens[i - 1].end].to_owned(),
                mark: current,
            });
            from = i;
        }
        current = this;
    }
    if from < which.end {
        diff.push(DiffPart {
            kind,
            text: text[tokens[from].start..tokens[which.end - 1].end].to_owned(),
            mark: current,
        });
    }
}
