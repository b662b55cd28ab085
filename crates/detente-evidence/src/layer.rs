//! Layers: the text of a record at every level of forgiveness, made once when first needed.
//!
//! The rules of the levels live in `typography`, `layout` and `apparatus`.

use std::ops::Range;
use std::sync::OnceLock;

use crate::apparatus::{self, Supplied};
use crate::record::Record;
use crate::view::{OffsetMap, Sink, TextSink, View, ViewBuilder};
use crate::{layout, typography};

/// Views for levels 2 to 5; nothing where the level changes nothing.
pub(crate) type Views = [OnceLock<Option<View>>; 4];

impl Record {
    /// The text at a level and the map to the base text.
    pub(crate) fn layer(&self, level: usize) -> Layer<'_> {
        let Some(slot) = level.checked_sub(2).and_then(|slot| self.views.get(slot)) else {
            return Layer { text: self.base_text(), map: None, level: 1 };
        };
        // Level 4 drops the brackets by which level 5 knows the supplied words.
        let below = self.layer(if level == 5 { 3 } else { level - 1 });
        let view = slot.get_or_init(|| {
            let mut builder = ViewBuilder::new(below.text, below.map);
            rewrite(level, below.text, &mut builder);
            builder.finish()
        });
        view.as_ref().map_or(below, |view| Layer { text: &view.text, map: Some(&view.map), level })
    }
}

/// Rewrites a text of one level to the next.
pub(crate) fn rewrite(level: usize, text: &str, sink: &mut impl Sink) {
    match level {
        2 => typography::rewrite(text, sink),
        3 => layout::rewrite(text, sink),
        4 => apparatus::rewrite(text, Supplied::Stay, sink),
        5 => apparatus::rewrite(text, Supplied::Go, sink),
        _ => sink.copy(0..text.len()),
    }
}

/// A text to search and the way back to the base text.
#[derive(Clone, Copy)]
pub(crate) struct Layer<'a> {
    pub(crate) text: &'a str,
    pub(crate) map: Option<&'a OffsetMap>,
    /// The lowest level with this same text.
    pub(crate) level: usize,
}

impl Layer<'_> {
    pub(crate) fn to_base(self, range: &Range<usize>) -> Range<usize> {
        self.map.map_or(range.clone(), |map| map.source(range))
    }

    /// The part of this text that comes from a stretch of the base text.
    pub(crate) fn part(self, base: &Range<usize>) -> Range<usize> {
        let Some(map) = self.map else {
            return base.clone();
        };
        let start = map.view_start(base.start, self.text.len());
        let end = map.view_end(base.end, self.text.len()).max(start);
        floor(self.text, start)..floor(self.text, end)
    }
}

/// The nearest character boundary at or before an offset.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A quotation rewritten as the record is at a level.
pub(crate) fn normalised(quote: &str, level: usize) -> String {
    let mut text = quote.to_owned();
    for level in (2..=level).filter(|&below| below != 4 || level == 4) {
        let mut sink = TextSink::new(&text);
        rewrite(level, &text, &mut sink);
        let next = sink.finish();
        text = next;
    }
    if level >= 3 { text.trim().to_owned() } else { text }
}
