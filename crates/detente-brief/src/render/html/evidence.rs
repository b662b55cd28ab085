//! Evidence on the page: quotations in their sentences, and the footnotes.

use super::blocks::Page;
use crate::document::{Footnote, Quote, Trust};
use maud::{Markup, html};

impl Page<'_> {
    /// A quotation below a judgement.
    pub(super) fn quotation(&self, number: usize) -> Markup {
        html! {
            @if let Some(note) = self.document.footnotes.get(number.wrapping_sub(1)) {
                li value=(number) {
                    (body(note, &html! { a.more href={ "#note-" (number) } { "Footnote " (number) } }))
                }
            }
        }
    }

    /// Ways back to where a footnote is cited.
    fn back(&self, number: usize) -> Markup {
        html! {
            @if let Some(places) = self.cited.get(&number) {
                span.back {
                    @for (place, words) in places {
                        a href={ "#" (place) } aria-label=(words) title=(words) { "↩" }
                        " "
                    }
                }
            }
        }
    }

    /// All footnotes, each with ways back to where it is cited.
    pub(super) fn footnotes(&self) -> Markup {
        html! {
            @if !self.document.footnotes.is_empty() {
                (absent(&self.document.footnotes))
                ol.notes {
                    @for (index, note) in self.document.footnotes.iter().enumerate() {
                        li id={ "note-" (index + 1) } value=(index + 1) tabindex="-1" {
                            (body(note, &self.back(index + 1)))
                        }
                    }
                }
            }
        }
    }
}

/// Says once why some quotations stand without their sentence.
fn absent(notes: &[Footnote]) -> Markup {
    html! {
        @if notes.iter().any(|note| note.trust == Trust::Earlier) {
            p.absent { "Where the record is not at hand, only the quoted words are shown." }
        }
    }
}

/// A quotation with all that is known about it, and where to go from it.
fn body(note: &Footnote, way: &Markup) -> Markup {
    let (class, mark) = match note.trust {
        Trust::Verified => ("tag sure", "✓ "),
        Trust::Earlier => ("tag earlier", "◷ "),
        Trust::Doubtful => ("tag doubtful", "! "),
    };
    html! {
        blockquote {
            p {
                @for (index, quote) in note.quotes.iter().enumerate() {
                    @if index > 0 { span.rest { " … " } }
                    (sentence(quote))
                }
            }
        }
        p.source {
            span.voice { (note.voice) }
            @if !note.place.is_empty() { ", " span.place { (note.place) } }
            @if !note.claim.is_empty() { " " code { (note.claim) } }
        }
        p.tags {
            span class=(class) { span aria-hidden="true" { (mark) } (note.status) }
            @for caution in &note.cautions { " " span.tag.caution { (caution) } }
            " " (way)
        }
    }
}

/// The quoted words in their sentence, or between quotation marks where that is all there is.
fn sentence(quote: &Quote) -> Markup {
    html! {
        @if quote.before.trim().is_empty() && quote.after.trim().is_empty() {
            "“" mark { (quote.words) } "”"
        } @else {
            span.rest { (quote.before) }
            mark { (quote.words) }
            span.rest { (quote.after) }
        }
    }
}
