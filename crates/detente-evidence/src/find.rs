//! Finding a quotation in a record: levels 1 to 5, one after the other, then `elided`.
//!
//! What the levels forgive is written in `typography`, `layout` and `apparatus`; what is offered
//! when nothing was found is made in `suggest`.

use std::ops::Range;
use std::sync::Arc;

use crate::layer::{Layer, normalised};
use crate::passage::{Level, Lookup, MAX_PASSAGES, Passage};
use crate::record::Record;
use crate::suggest;

impl Record {
    /// Finds a quotation, in the whole record or within a paragraph (`p07`) or a range of
    /// paragraphs (`p13-p15`).
    ///
    /// A near match is never found; it is suggested.
    pub fn find(&self, quote: &str, within: Option<&str>) -> Lookup {
        if normalised(quote, 3).trim().is_empty() {
            return Lookup::Empty;
        }
        let scope = match within.map(|within| self.scope(within)) {
            None => 0..self.base_text().len(),
            Some(Ok(scope)) => scope,
            Some(Err(near)) => return Lookup::NoSuchParagraph(near),
        };
        if quote.contains('\0') {
            // The border between the texts of a TEI file, which is no part of the record.
            return Lookup::NotFound(Vec::new());
        }
        let mut tried = None;
        for level in Level::WHOLE {
            let layer = self.layer(level.number().into());
            let this = (layer.level, normalised(quote, level.number().into()));
            // Neither the record nor the quotation is touched by this level.
            if tried.as_ref() == Some(&this) {
                continue;
            }
            let found: Vec<Passage> = occurrences(layer, &this.1, &scope)
                .take(MAX_PASSAGES)
                .map(|range| self.passage(&[range], level))
                .collect();
            if let Some(lookup) = one_or_more(found) {
                return lookup;
            }
            tried = Some(this);
        }
        one_or_more(self.elided(quote, &scope))
            .unwrap_or_else(|| Lookup::NotFound(suggest::suggestions(self, quote, &scope)))
    }

    /// The stretch of the base text that `within` names, or the id that may have been meant.
    fn scope(&self, within: &str) -> Result<Range<usize>, Option<Arc<str>>> {
        let within = within.trim();
        if let Some(n) = self.paragraph_number(within) {
            return Ok(self.block(n));
        }
        for (at, dash) in within.match_indices(['-', '–']) {
            let from = self.paragraph_number(within[..at].trim());
            let to = self.paragraph_number(within[at + dash.len()..].trim());
            if let (Some(from), Some(to)) = (from, to)
                && from <= to
            {
                return Ok(self.block(from).start..self.block(to).end);
            }
        }
        Err(self.near_id(within))
    }

    /// The id most like one that does not exist.
    fn near_id(&self, wanted: &str) -> Option<Arc<str>> {
        let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse::<usize>()
            && let Some(n) = self.paragraph_number(&format!("p{number}"))
        {
            return Some(Arc::clone(&self.paragraphs()[n].id));
        }
        let shared = |id: &str| id.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
        // The last of the likest: a number too large is meant to be near the end.
        self.paragraphs()
            .iter()
            .max_by_key(|paragraph| shared(&paragraph.id))
            .map(|paragraph| Arc::clone(&paragraph.id))
    }

    /// Makes a passage of stretches of the base text, which must not be none.
    pub(crate) fn passage(&self, parts: &[Range<usize>], level: Level) -> Passage {
        let whole =
            parts.first().map_or(0, |part| part.start)..parts.last().map_or(0, |part| part.end);
        let id = |base: usize| {
            self.paragraph_at(base)
                .map_or_else(|| Arc::from(""), |n| Arc::clone(&self.paragraphs()[n].id))
        };
        let text = self.base_text();
        let inked = &text[whole.clone()];
        let first = whole.start + (inked.len() - inked.trim_start().len());
        let last = whole.start + inked.trim_end().len();
        let raw = self.to_raw(whole.clone());
        Passage {
            start: raw.start,
            end: raw.end,
            parts: parts.iter().map(|part| self.to_raw(part.clone())).collect(),
            paragraph: id(first),
            last_paragraph: id(last.saturating_sub(1).max(first)),
            level,
            across_omission: self.crosses_omission(&whole),
            cuts_word: parts.iter().any(|part| cuts(text, part.start) || cuts(text, part.end)),
        }
    }

    /// Whether an omission lies inside with quoted words on both sides.
    fn crosses_omission(&self, range: &Range<usize>) -> bool {
        let text = &self.base_text()[range.clone()];
        let Some((first, last)) =
            text.find(char::is_alphanumeric).zip(text.rfind(char::is_alphanumeric))
        else {
            return false;
        };
        let omissions = self.omissions();
        let next = omissions.partition_point(|omission| omission.start < range.start + first);
        omissions.get(next).is_some_and(|omission| omission.end <= range.start + last)
    }
}

fn one_or_more(mut found: Vec<Passage>) -> Option<Lookup> {
    if found.len() > 1 {
        return Some(Lookup::Ambiguous(found));
    }
    found.pop().map(Lookup::Found)
}

/// The places of a needle in the part of a layer that comes from a stretch of the base text.
pub(crate) fn occurrences<'a>(
    layer: Layer<'a>,
    needle: &'a str,
    scope: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let part = layer.part(scope);
    let text = if needle.is_empty() { "" } else { &layer.text[part.clone()] };
    text.match_indices(needle).filter(|(_, found)| !found.is_empty()).map(move |(at, found)| {
        let start = part.start + at;
        layer.to_base(&(start..start + found.len()))
    })
}

/// Whether an offset lies inside a word or a number.
fn cuts(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let mut after = text[at..].chars();
    let (Some(left), Some(right)) = (before.next(), after.next()) else {
        return false;
    };
    let joins = |c: char| matches!(c, '\'' | '’' | '-' | '‐' | '‑');
    let groups = |c: char| matches!(c, ',' | '.' | ':' | '/');
    if left.is_alphanumeric() && right.is_alphanumeric() {
        return true;
    }
    let (far_left, far_right) = (before.next(), after.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    (left.is_alphanumeric() && joins(right) && word(far_right))
        || (joins(left) && right.is_alphanumeric() && word(far_left))
        || (left.is_ascii_digit() && groups(right) && digit(far_right))
        || (groups(left) && right.is_ascii_digit() && digit(far_left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Format;

    fn text(raw: &str) -> Record {
        Record::parse(raw.as_bytes(), Format::Text).expect("a text")
    }

    fn found(record: &Record, quote: &str) -> Passage {
        match record.find(quote, None) {
            Lookup::Found(passage) => passage,
            other => panic!("{quote}: {other:?}"),
        }
    }

    /// The quotation is found at the level, and what is found is `expect` in the file.
    fn check(raw: &str, quote: &str, level: u8, expect: &str) {
        let record = text(raw);
        let passage = found(&record, quote);
        assert_eq!(passage.level.number(), level, "{quote}");
        assert_eq!(record.slice(passage.start..passage.end), expect);
    }

    #[test]
    fn levels() {
        check("He “will” sign.", "“will” sign", 1, "“will” sign");
        check(
            "He “will” sign—now.",
            "\"will\" sign - now.".replace(" - ", "-").as_str(),
            2,
            "“will” sign—now.",
        );
        check("the oﬃcial cafe\u{301}…", "official café...", 2, "oﬃcial cafe\u{301}…");
        check(
            "the line of demar-\ncation\n\nagain",
            "demarcation again",
            3,
            "demar-\ncation\n\nagain",
        );
        check("raise it [at] the talks", "raise it at the talks", 4, "raise it [at] the talks");
        check(
            "to three [Translator's note: x \"*mes.*\" y], at",
            "to three, at",
            4,
            "to three [Translator's note: x \"*mes.*\" y], at",
        );
        check("raise it [at] the talks", "raise it the talks", 5, "raise it [at] the talks");
        check("One two. Three four five.", "One … four five", 6, "One two. Three four five");
        check("One two. Three four five.", "One two [...] five.", 6, "One two. Three four five.");
        check("P: [...] First we go", "P: [...] First", 1, "P: [...] First");
    }

    #[test]
    fn names_and_numbers_of_levels() {
        for number in 1..=6 {
            assert_eq!(Level::from_number(number).map(Level::number), Some(number));
        }
        assert_eq!(Level::from_number(0), None);
        assert_eq!(Level::from_number(7), None);
        assert_eq!(Level::Supplied.to_string(), "supplied");
    }

    #[test]
    fn elisions_keep_order_and_stay_near() {
        let record = text("alpha beta\n\ngamma\n\ndelta beta");
        assert_eq!(found(&record, "alpha … gamma").parts, [0..5, 12..17]);
        assert!(matches!(record.find("gamma … alpha", None), Lookup::NotFound(_)));
        assert!(matches!(record.find("alpha … delta", None), Lookup::NotFound(_)));
        let twice = text("a b c. a b c.");
        assert!(
            matches!(twice.find("a … c", None), Lookup::Ambiguous(places) if places.len() == 2)
        );
        let nested = text("so so so it is");
        assert_eq!(found(&nested, "so … is").start, 6);
    }

    #[test]
    fn paragraphs_narrow_the_search() {
        let record = text("same words\n\nother\n\nsame words");
        assert!(
            matches!(record.find("same words", None), Lookup::Ambiguous(places) if places.len() == 2)
        );
        for within in ["p3", "p03", "p003", "P03", "p02-p03", "p2 - p3"] {
            assert!(
                matches!(record.find("same words", Some(within)), Lookup::Found(place) if place.start == 19),
                "{within}"
            );
        }
        assert!(matches!(record.find("same words", Some("p02")), Lookup::NotFound(_)));
        let near = |within: &str| match record.find("same words", Some(within)) {
            Lookup::NoSuchParagraph(near) => near.map(|id| id.to_string()),
            other => panic!("{within}: {other:?}"),
        };
        assert_eq!(near("2").as_deref(), Some("p02"));
        assert_eq!(near("p04").as_deref(), Some("p03"));
        assert_eq!(near("p03-p01").as_deref(), Some("p03"));
        let across = text("one\n\ntwo");
        let passage = found(&across, "one two");
        assert_eq!((&*passage.paragraph, &*passage.last_paragraph), ("p01", "p02"));
    }

    #[test]
    fn warnings() {
        let record =
            text("P: [...] First we raise 27,000 in a non-binding way; nothing else. It can't.");
        let warned = |quote: &str| {
            let passage = found(&record, quote);
            (passage.across_omission, passage.cuts_word)
        };
        assert_eq!(warned("P: [...] First"), (true, false));
        assert_eq!(warned("[...] First"), (false, false));
        assert_eq!(warned("[...]"), (false, false));
        assert_eq!(warned("7,000"), (false, true));
        assert_eq!(warned("27"), (false, true));
        assert_eq!(warned("27,000"), (false, false));
        assert_eq!(warned("not"), (false, true));
        assert_eq!(warned("binding way"), (false, true));
        assert_eq!(warned("It can"), (false, true));
        assert_eq!(warned("way; nothing else"), (false, false));
    }

    #[test]
    fn near_misses_are_suggested_with_their_differences() {
        use crate::suggest::{DiffKind, DiffPart};
        use crate::token::Mark;
        let record =
            text("They will not return the 27,000 men. Others went home. Rain fell on the camps.");
        let Lookup::NotFound(suggestions) = record.find("They will return the 37,000 men", None)
        else {
            panic!()
        };
        assert_eq!(suggestions.len(), 1);
        let passage = &suggestions[0].passage;
        assert_eq!(record.slice(passage.start..passage.end), "They will not return the 27,000 men");
        let part = |kind, text: &str, mark| DiffPart { kind, text: text.to_owned(), mark };
        assert_eq!(
            suggestions[0].diff,
            [
                part(DiffKind::Same, "They will", None),
                part(DiffKind::OnlyInRecord, "not", Some(Mark::Negation)),
                part(DiffKind::Same, "return the", None),
                part(DiffKind::OnlyInQuote, "37,000", Some(Mark::Number)),
                part(DiffKind::OnlyInRecord, "27,000", Some(Mark::Number)),
                part(DiffKind::Same, "men", None),
            ]
        );
    }
}
