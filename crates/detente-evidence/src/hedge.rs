//! Clipped hedges: words that limit a statement and were left out of its quotation.
//!
//! The words are listed in `lexicon`; here is how far each of them reaches. The aim is a reader's
//! alarm, not grammar: an assumption that opens a sentence governs all of it, a "not" in another
//! clause does not.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::layer::normalised;
use crate::lexicon::{Entry, HedgeKind, LEXICON, Reach, SUBORDINATE, VERBS};
use crate::passage::Passage;
use crate::record::Record;
use crate::token::{Mark, is_word, mark, tokens};

/// Locates a word that limits a quoted statement from outside the quoted words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hedge {
    /// The words as they stand in the record, on one line.
    pub text: String,
    /// Code point of the file at which they begin.
    pub start: usize,
    /// Code point of the file at which they end, exclusive.
    pub end: usize,
    /// In what way they limit.
    pub kind: HedgeKind,
}

/// Lists the hedges in the sentences of a quotation that govern it from outside the quoted words.
///
/// `parts` are the passages of one claim. Hedges named in `stated_hedge`, the hedge as the claim
/// states it, are left out. In the order of the record.
pub fn clipped_hedges(
    record: &Record,
    parts: &[Passage],
    stated_hedge: Option<&str>,
) -> Vec<Hedge> {
    let mut quoted: Vec<Range<usize>> = parts
        .iter()
        .flat_map(|passage| &passage.parts)
        .map(|part| record.to_base(part.clone()))
        .filter(|part| !part.is_empty())
        .collect();
    quoted.sort_unstable_by_key(|part| (part.start, part.end));
    let stated = stated_hedge.map(words).unwrap_or_default();
    let mut numbers: Vec<usize> =
        quoted.iter().flat_map(|part| record.sentence_numbers(part)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut found = Vec::new();
    for number in numbers {
        let sentence = Clauses::new(record.base_text(), record.sentence_range(number));
        for (range, entry) in sentence.hedges() {
            let clipped =
                !quoted.iter().any(|part| part.start < range.end && range.start < part.end)
                    && quoted.iter().any(|part| sentence.governs(&range, entry, part));
            if !clipped || covered(&words(&record.base_text()[range.clone()]), &stated) {
                continue;
            }
            let chars = record.to_raw(range.clone());
            found.push(Hedge {
                text: crate::tei::one_line(&record.base_text()[range]),
                start: chars.start,
                end: chars.end,
                kind: entry.kind,
            });
        }
    }
    found
}

/// The words of a phrase, in plain lower case.
fn words(text: &str) -> Vec<String> {
    let text = normalised(text, 3).to_lowercase();
    tokens(&text)
        .map(|range| &text[range])
        .filter(|word| is_word(word))
        .map(str::to_owned)
        .collect()
}

/// Whether the stated hedge says all the words of this one.
fn covered(hedge: &[String], stated: &[String]) -> bool {
    hedge.iter().all(|word| stated.contains(word))
}

/// How many words a negation may stand from what it denies.
const NEGATION_REACH: usize = 8;

/// A border between clauses, by what stops at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Border {
    /// A comma, a dash, "and" before a verb: stops what reaches over a clause.
    Clause,
    /// "but", "however": stops what reaches over a statement too.
    Statement,
    /// A semicolon: stops everything.
    Sentence,
}

/// A sentence as words and the borders between its clauses.
struct Clauses {
    words: Vec<(Range<usize>, String)>,
    /// Where the borders of each kind lie, ascending.
    borders: [Vec<usize>; 3],
}

impl Clauses {
    fn new(text: &str, range: Range<usize>) -> Self {
        let sentence = &text[range.clone()];
        let mut words: Vec<(Range<usize>, String)> = Vec::new();
        let mut borders: [Vec<usize>; 3] = Default::default();
        for token in tokens(sentence) {
            let word = &sentence[token.clone()];
            let at = range.start + token.start;
            let border = match word {
                "," | "—" | "–" | ":" | "(" | ")" => Some(Border::Clause),
                ";" => Some(Border::Sentence),
                _ => None,
            };
            if let Some(border) = border {
                borders[border as usize].push(at);
            }
            if is_word(word) {
                let lower = word.to_lowercase().replace('’', "'");
                if matches!(&*lower, "but" | "however" | "although" | "though" | "whereas") {
                    borders[Border::Statement as usize].push(at);
                }
                if SUBORDINATE.contains(&&*lower) {
                    borders[Border::Clause as usize].push(at);
                }
                if let Some((before, and)) = words.last()
                    && matches!(&**and, "and" | "or")
                    && VERBS.contains(&&*lower)
                {
                    borders[Border::Clause as usize].push(before.start);
                }
                words.push((at..range.start + token.end, lower));
            }
        }
        // An "and" is known to be a border only at the verb behind it.
        for places in &mut borders {
            places.sort_unstable();
        }
        Self { words, borders }
    }

    /// The hedges of the sentence, the longest where several begin at one word; none inside another.
    fn hedges(&self) -> Vec<(Range<usize>, &'static Entry)> {
        let index = index();
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let longest =
                index.get(&*self.words[at].1).into_iter().flatten().find(|(phrase, _)| {
                    phrase.len() <= self.words.len() - at
                        && phrase
                            .iter()
                            .zip(&self.words[at..])
                            .all(|(word, (_, here))| word == here)
                });
            match longest {
                Some((phrase, entry)) => {
                    let last = at + phrase.len() - 1;
                    let range = self.words[at].0.start..self.words[last].0.end;
                    if !self.is_month(at, entry) {
                        found.push((range, *entry));
                    }
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    }

    /// "5 May", "May 1961": the month, not the verb.
    fn is_month(&self, at: usize, entry: &Entry) -> bool {
        let digit = |i: Option<usize>| {
            i.and_then(|i| self.words.get(i))
                .is_some_and(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit()))
        };
        entry.phrase == "may" && (digit(at.checked_sub(1)) || digit(Some(at + 1)))
    }

    fn governs(&self, hedge: &Range<usize>, entry: &Entry, part: &Range<usize>) -> bool {
        let first = self.words.first().map_or(0, |(word, _)| word.start);
        let last = self.words.last().map_or(0, |(word, _)| word.end);
        // The quotation may come from elsewhere or span several sentences.
        if part.end <= first || last <= part.start {
            return false;
        }
        let before = hedge.end <= part.start;
        let between = if before { hedge.end..part.start } else { part.end..hedge.start };
        let apart = self.words_in(&between);
        let border = self.strongest(&between);
        let same_clause = border.is_none();
        if before {
            // What opens a sentence governs all of it, whatever its own reach.
            let opens = hedge.start == first && entry.kind != HedgeKind::Negation;
            return match entry.reach {
                Reach::Next if entry.kind == HedgeKind::Approximation => {
                    same_clause && apart == 0 && self.is_figure(part.start)
                }
                Reach::Next => same_clause && apart == 0,
                Reach::Onward => border < Some(Border::Sentence),
                _ if opens => border < Some(Border::Sentence),
                Reach::Statement => border < Some(Border::Statement),
                // "cannot be satisfied by this and goes on to demand that": too far to be denied.
                Reach::Clause if entry.kind == HedgeKind::Negation => {
                    same_clause && apart <= NEGATION_REACH
                }
                Reach::Clause => same_clause,
            };
        }
        // Behind what it limits, a hedge may stand after a comma (", if they agree", ", I think"),
        // but not in the midst of another clause.
        let attached = border <= Some(Border::Clause) && self.follows_border(hedge.start, part.end);
        match entry.reach {
            Reach::Onward => attached && apart == 0,
            Reach::Statement => same_clause || attached,
            Reach::Clause if entry.kind == HedgeKind::Negation => {
                same_clause && apart <= NEGATION_REACH
            }
            Reach::Clause => same_clause,
            Reach::Next => false,
        }
    }

    /// Whether the first border behind a quotation stands right before the hedge.
    fn follows_border(&self, hedge: usize, part_end: usize) -> bool {
        let borders = [Border::Clause, Border::Statement, Border::Sentence];
        let first =
            borders.into_iter().filter_map(|border| self.next_border(border, part_end)).min();
        let from = first.filter(|&at| at < hedge).unwrap_or(part_end);
        self.words_in(&(from..hedge)) == 0
    }

    /// Whether a figure or a number word begins here.
    fn is_figure(&self, at: usize) -> bool {
        let n = self.words.partition_point(|(word, _)| word.end <= at);
        self.words.get(n).is_some_and(|(_, word)| {
            matches!(mark(word, None, None), Some(Mark::Number | Mark::Date))
        })
    }

    fn strongest(&self, between: &Range<usize>) -> Option<Border> {
        [Border::Sentence, Border::Statement, Border::Clause].into_iter().find(|&border| {
            self.next_border(border, between.start).is_some_and(|at| at < between.end)
        })
    }

    /// The first border of a kind at or behind a place.
    fn next_border(&self, border: Border, from: usize) -> Option<usize> {
        let places = &self.borders[border as usize];
        places.get(places.partition_point(|&at| at < from)).copied()
    }

    fn words_in(&self, between: &Range<usize>) -> usize {
        let first = self.words.partition_point(|(word, _)| word.start < between.start);
        let last = self.words.partition_point(|(word, _)| word.start < between.end);
        last.saturating_sub(first)
    }
}

type Index = BTreeMap<&'static str, Vec<(Vec<&'static str>, &'static Entry)>>;

/// The lexicon by first word, longest phrases first.
fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index::new();
        for entry in LEXICON {
            let phrase: Vec<&str> = entry.phrase.split(' ').collect();
            index.entry(phrase[0]).or_default().push((phrase, entry));
        }
        for phrases in index.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        index
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::Lookup;
    use crate::record::Format;

    fn check_stated(text: &str, quotes: &[&str], stated: Option<&str>, expect: &str) {
        let record = Record::parse(text.as_bytes(), Format::Text).expect("a text");
        let parts: Vec<Passage> = quotes
            .iter()
            .map(|quote| match record.find(quote, None) {
                Lookup::Found(passage) => passage,
                other => panic!("{quote}: {other:?}"),
            })
            .collect();
        let hedges = clipped_hedges(&record, &parts, stated);
        let shown: Vec<&str> = hedges.iter().map(|hedge| &*hedge.text).collect();
        assert_eq!(shown.join("|"), expect, "{quotes:?}");
        for hedge in &hedges {
            assert_eq!(record.text_of(hedge.start..hedge.end), hedge.text);
        }
    }

    fn check(text: &str, quote: &str, expect: &str) {
        check_stated(text, &[quote], None, expect);
    }

    const ASSUMED: &str =
        "It can be assumed that Rhee, who knows their weak points, will not make concessions.";

    #[test]
    fn what_opens_a_sentence_governs_it() {
        check(ASSUMED, "will not make concessions", "It can be assumed");
        check(ASSUMED, "make concessions", "It can be assumed|not");
        check("Perhaps they agree, but they will complain.", "they will complain", "Perhaps");
        check("If he calls, we go, but she stays.", "she stays", "If");
        check(
            "In the opinion of Peking, he might obey but will not fight.",
            "will not fight",
            "In the opinion of",
        );
    }

    #[test]
    fn another_clause_is_another_matter() {
        let text = "It is quite possible that they will not concede and will resort to propaganda.";
        check(text, "will resort to propaganda", "quite possible");
        check("He did not come, and we signed the treaty.", "we signed the treaty", "");
        check("They may refuse; we will sign.", "we will sign", "");
        check("We will sign if they agree.", "We will sign", "if");
        check("We will sign; if they refuse, we leave.", "We will sign", "");
    }

    #[test]
    fn quoted_words_and_neighbours_are_spared() {
        check("We will sign. They may not.", "We will sign.", "");
        check("They may not sign.", "may not sign", "");
        check("They might sign about 15 July.", "15 July", "might|about");
        check("They sign on 5 May 1961.", "They sign", "");
        check("They sign, I think.", "They sign", "I think");
        check("The US thinks that Rhee is bluffing.", "Rhee is bluffing", "thinks that");
    }

    #[test]
    fn stated_hedges_are_spared() {
        check_stated(ASSUMED, &["make concessions"], Some("it can be assumed … not"), "");
        check_stated(ASSUMED, &["make concessions"], Some("it can be assumed"), "not");
        check_stated(ASSUMED, &["It can be assumed", "make concessions"], None, "not");
        check("He can’t win.", "win", "can’t");
    }
}
