//! Level 6: quotations that leave words out.

use std::ops::Range;

use crate::find::occurrences;
use crate::layer::{Layer, normalised};
use crate::passage::{Level, MAX_PASSAGES, Passage};
use crate::record::{ParagraphKind, Record};

impl Record {
    /// Level 6: the parts of an elided quotation in order, close together.
    pub(crate) fn elided(&self, quote: &str, scope: &Range<usize>) -> Vec<Passage> {
        let Some(parts) = elided_parts(quote) else {
            return Vec::new();
        };
        for level in 3..=5 {
            let layer = self.layer(level);
            let needles: Vec<String> = parts.iter().map(|part| normalised(part, level)).collect();
            let found = self.windows(layer, &needles, scope);
            if !found.is_empty() {
                return found.iter().map(|parts| self.passage(parts, Level::Elided)).collect();
            }
        }
        Vec::new()
    }

    /// The smallest places in which all needles stand in order within two neighbouring paragraphs.
    fn windows(
        &self,
        layer: Layer<'_>,
        needles: &[String],
        scope: &Range<usize>,
    ) -> Vec<Vec<Range<usize>>> {
        let places: Vec<Vec<Range<usize>>> =
            needles.iter().map(|needle| occurrences(layer, needle, scope).collect()).collect();
        let Some((heads, tails)) = places.split_first() else {
            return Vec::new();
        };
        let mut found: Vec<Vec<Range<usize>>> = Vec::new();
        for head in heads {
            let mut window = vec![head.clone()];
            let mut end = head.end;
            for tail in tails {
                let Some(next) = tail.get(tail.partition_point(|place| place.start < end)) else {
                    return found;
                };
                end = next.end;
                window.push(next.clone());
            }
            let near = self
                .paragraph_at(head.start)
                .zip(self.paragraph_at(end - 1))
                .is_some_and(|(first, last)| self.are_near(first, last));
            if near {
                // The same end again: this window lies inside the one before it.
                found.pop_if(|last| last.last() == window.last() && last.len() > 1);
                found.push(window);
                if found.len() == MAX_PASSAGES {
                    break;
                }
            }
        }
        found
    }

    /// Whether two paragraphs are one, or neighbours in the running text.
    fn are_near(&self, first: usize, last: usize) -> bool {
        let running = |n: usize| self.paragraphs()[n].kind == ParagraphKind::Running;
        first == last || first + 1 == last && running(first) && running(last)
    }
}

/// Splits a quotation at its ellipses, or returns nothing if it has none.
fn elided_parts(quote: &str) -> Option<Vec<String>> {
    let text = normalised(quote, 3);
    let mut parts = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('.').map(|found| at + found) {
        let dots =
            text[found..].find(|c| c != '.' && c != ' ').map_or(text.len(), |len| found + len);
        at = dots;
        if text[found..dots].matches('.').count() < 3 {
            continue;
        }
        let before = text[from..found].trim_end();
        let opened = before.ends_with(['[', '(']) && text[dots..].starts_with([']', ')']);
        parts.push(
            if opened { before[..before.len() - 1].trim() } else { before.trim() }.to_owned(),
        );
        from = if opened { dots + 1 } else { dots };
        at = from;
    }
    parts.push(text[from..].trim().to_owned());
    let elided = parts.len() > 1;
    parts.retain(|part| part.contains(char::is_alphanumeric));
    (elided && !parts.is_empty()).then_some(parts)
}
