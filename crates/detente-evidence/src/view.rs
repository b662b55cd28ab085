//! Views: a text rewritten for searching, with the way back to where every character came from.
//!
//! A [`View`] is made by one pass of a rewriting rule over the text below it. The rules themselves
//! live in `typography`, `layout` and `apparatus`; here is only the book-keeping.

use std::ops::Range;

/// Receives a text piece by piece, in order, as a rewriting rule decides about it.
pub(crate) trait Sink {
    /// Keeps a stretch of the input as it is.
    fn copy(&mut self, from: Range<usize>);
    /// Puts `with` in place of a stretch of the input; an empty `with` drops it.
    fn replace(&mut self, from: Range<usize>, with: &str);
}

/// One stretch of a view and the stretch of the source it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    view: u32,
    source: u32,
    /// Length in the source, and whether the stretch is one indivisible replacement.
    len: u32,
    whole: bool,
}

impl Run {
    fn source_end(self) -> usize {
        (self.source + self.len) as usize
    }
}

/// The way back from offsets in a view to offsets in its source: sorted runs, 16 bytes each.
#[derive(Debug, Clone, Default)]
pub(crate) struct OffsetMap {
    runs: Vec<Run>,
}

impl OffsetMap {
    fn run_at(&self, view: usize) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.view as usize <= view);
        self.runs.get(after.checked_sub(1)?).copied()
    }

    /// Returns where the source of the character at `view` begins.
    pub(crate) fn start(&self, view: usize) -> usize {
        self.run_at(view).map_or(0, |run| {
            let into = if run.whole { 0 } else { view - run.view as usize };
            (run.source as usize + into).min(run.source_end())
        })
    }

    /// Returns where the source of the character before `view` ends.
    pub(crate) fn end(&self, view: usize) -> usize {
        let Some(run) = view.checked_sub(1).and_then(|last| self.run_at(last)) else {
            return self.start(0);
        };
        let into = if run.whole { run.len as usize } else { view - run.view as usize };
        (run.source as usize + into).min(run.source_end())
    }

    /// Returns the source of a stretch of the view.
    pub(crate) fn source(&self, view: &Range<usize>) -> Range<usize> {
        let start = self.start(view.start);
        start..self.end(view.end).max(start)
    }

    /// Returns the first offset of the view whose source does not end before `source`.
    ///
    /// Only for maps whose sources ascend.
    pub(crate) fn view_start(&self, source: usize, view_len: usize) -> usize {
        let at = self.runs.partition_point(|run| run.source_end() <= source);
        self.runs.get(at).map_or(view_len, |run| run.offset_of(source))
    }

    /// Returns the offset of the view up to which everything comes from before `source`.
    ///
    /// Only for maps whose sources ascend.
    pub(crate) fn view_end(&self, source: usize, view_len: usize) -> usize {
        let at = self.runs.partition_point(|run| (run.source as usize) < source);
        let Some(run) = at.checked_sub(1).and_then(|last| self.runs.get(last)) else {
            return 0;
        };
        if source >= run.source_end() {
            return self.runs.get(at).map_or(view_len, |next| next.view as usize);
        }
        run.offset_of(source)
    }

    /// Appends a stretch; joins it to the last one where both continue it.
    pub(crate) fn push(&mut self, view: usize, source: &Range<usize>, whole: bool) {
        let run =
            Run { view: view as u32, source: source.start as u32, len: source.len() as u32, whole };
        match self.runs.last_mut() {
            Some(last)
                if !whole
                    && !last.whole
                    && last.source_end() == source.start
                    && last.view + last.len == run.view =>
            {
                last.len += run.len;
            }
            _ => self.runs.push(run),
        }
    }

    /// Appends all runs of another map, whose view begins at `view` of this one.
    pub(crate) fn append(&mut self, other: &Self, view: usize) {
        self.runs.extend(other.runs.iter().map(|run| Run { view: run.view + view as u32, ..*run }));
    }

    /// Lists the runs in the order of their sources, for maps whose sources do not ascend.
    ///
    /// Runs that stand for nothing in the source are left out.
    pub(crate) fn by_source(&self) -> Vec<u32> {
        let mut order: Vec<u32> =
            (0..self.runs.len() as u32).filter(|&i| self.runs[i as usize].len > 0).collect();
        order.sort_by_key(|&i| self.runs[i as usize].source);
        order
    }

    /// Returns where in the view something begins that begins at `source`, given
    /// [`Self::by_source`]; between runs, the beginning of the next.
    pub(crate) fn seek_start(&self, order: &[u32], source: usize, view_len: usize) -> usize {
        let next = order.partition_point(|&i| self.runs[i as usize].source_end() <= source);
        order.get(next).map_or(view_len, |&i| self.runs[i as usize].offset_of(source))
    }

    /// Returns where in the view something ends that ends at `source`, given
    /// [`Self::by_source`]; between runs, the end of the one before.
    pub(crate) fn seek_end(&self, order: &[u32], source: usize, view_len: usize) -> usize {
        let after = order.partition_point(|&i| (self.runs[i as usize].source as usize) < source);
        let Some(&i) = after.checked_sub(1).and_then(|last| order.get(last)) else {
            return 0;
        };
        let run = self.runs[i as usize];
        if source < run.source_end() && !run.whole {
            run.offset_of(source)
        } else {
            self.runs.get(i as usize + 1).map_or(view_len, |next| next.view as usize)
        }
    }

    /// Splits a stretch of the view at the borders of the runs and returns the sources.
    fn pieces(
        &self,
        view: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, Range<usize>, bool)> {
        let first =
            self.runs.partition_point(|run| run.view as usize <= view.start).saturating_sub(1);
        let mut at = first;
        let mut from = view.start;
        std::iter::from_fn(move || {
            let run = (from < view.end).then(|| self.runs.get(at)).flatten()?;
            let until =
                self.runs.get(at + 1).map_or(view.end, |next| (next.view as usize).min(view.end));
            let piece = from..until;
            let source = if run.whole {
                run.source as usize..run.source_end()
            } else {
                let into = from - run.view as usize;
                run.source as usize + into..run.source as usize + into + piece.len()
            };
            at += 1;
            from = until;
            Some((piece, source, run.whole))
        })
    }
}

impl Run {
    /// Where in the view a source offset inside this run (or before it) lies.
    fn offset_of(self, source: usize) -> usize {
        let into = if self.whole { 0 } else { source.saturating_sub(self.source as usize) };
        self.view as usize + into
    }
}

/// A text rewritten for searching, and where every character of it came from.
#[derive(Debug, Clone, Default)]
pub(crate) struct View {
    pub(crate) text: String,
    pub(crate) map: OffsetMap,
}

/// Collects a [`View`] over `below`; stays empty-handed while everything is copied.
///
/// The result maps straight to the source of `below`, so that a chain of views costs one look-up.
pub(crate) struct ViewBuilder<'a> {
    text: &'a str,
    below: Option<&'a OffsetMap>,
    view: View,
    pending: Range<usize>,
    changed: bool,
}

impl<'a> ViewBuilder<'a> {
    /// Starts a view of `text`, which itself maps to its source by `below` (or is the source).
    pub(crate) fn new(text: &'a str, below: Option<&'a OffsetMap>) -> Self {
        Self { text, below, view: View::default(), pending: 0..0, changed: false }
    }

    fn flush(&mut self) {
        let range = std::mem::replace(&mut self.pending, 0..0);
        if range.is_empty() {
            return;
        }
        let at = self.view.text.len();
        self.view.text.push_str(&self.text[range.clone()]);
        match self.below {
            None => self.view.map.push(at, &range, false),
            Some(below) => {
                for (piece, source, whole) in below.pieces(range.clone()) {
                    self.view.map.push(at + piece.start - range.start, &source, whole);
                }
            }
        }
    }

    /// Returns the view, or nothing if the rule changed nothing.
    pub(crate) fn finish(mut self) -> Option<View> {
        if !self.changed {
            return None;
        }
        self.flush();
        self.view.text.shrink_to_fit();
        self.view.map.runs.shrink_to_fit();
        Some(self.view)
    }
}

impl Sink for ViewBuilder<'_> {
    fn copy(&mut self, from: Range<usize>) {
        if self.pending.end == from.start && !self.pending.is_empty() {
            self.pending.end = from.end;
        } else {
            self.flush();
            self.pending = from;
        }
    }

    fn replace(&mut self, from: Range<usize>, with: &str) {
        self.flush();
        if !self.changed {
            self.changed = true;
            self.view.text.reserve(self.text.len() - self.view.text.len());
        }
        if !with.is_empty() {
            let source = self.below.map_or(from.clone(), |below| below.source(&from));
            self.view.map.push(self.view.text.len(), &source, true);
            self.view.text.push_str(with);
        }
    }
}

/// Collects only the rewritten text: what a quotation needs.
pub(crate) struct TextSink<'a> {
    text: &'a str,
    out: String,
}

impl<'a> TextSink<'a> {
    /// Starts the rewriting of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, out: String::with_capacity(text.len()) }
    }

    /// Returns the rewritten text.
    pub(crate) fn finish(self) -> String {
        self.out
    }
}

impl Sink for TextSink<'_> {
    fn copy(&mut self, from: Range<usize>) {
        self.out.push_str(&self.text[from]);
    }

    fn replace(&mut self, _from: Range<usize>, with: &str) {
        self.out.push_str(with);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_of_a_view_maps_to_the_source() {
        let source = "ab[cd]  ef";
        let mut lower = ViewBuilder::new(source, None);
        lower.copy(0..2);
        lower.replace(2..3, "");
        lower.copy(3..5);
        lower.replace(5..6, "");
        lower.copy(6..10);
        let lower = lower.finish().expect("changed");
        assert_eq!(lower.text, "abcd  ef");

        let mut upper = ViewBuilder::new(&lower.text, Some(&lower.map));
        upper.copy(0..4);
        upper.replace(4..6, " ");
        upper.copy(6..8);
        let upper = upper.finish().expect("changed");
        assert_eq!(upper.text, "abcd ef");
        assert_eq!(upper.map.source(&(0..4)), 0..5);
        assert_eq!(upper.map.source(&(2..4)), 3..5);
        assert_eq!(upper.map.source(&(4..5)), 6..8);
        assert_eq!(upper.map.source(&(5..7)), 8..10);
        assert_eq!(upper.map.view_start(3, 7), 2);
        assert_eq!(upper.map.view_end(5, 7), 4);
        assert_eq!(upper.map.view_end(10, 7), 7);
    }

    #[test]
    fn a_rule_that_changes_nothing_makes_no_view() {
        let mut builder = ViewBuilder::new("abc", None);
        builder.copy(0..1);
        builder.copy(1..3);
        assert!(builder.finish().is_none());
    }
}
