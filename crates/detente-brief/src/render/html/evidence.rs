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
                    (body(note, Some(number)))
                }
            }
        }
    }

    /// All footnotes, each with ways back to where it is cited.
    pub(super) fn footnotes(&self) -> Markup {
        html! {
            @if !self.document.footnotes.is_empty() {
                ol.notes {
                    @for (index, note) in self.document.footnotes.iter().enumerate() {
                        li id={ "note-" (index + 1) } value=(index + 1) tabindex="-1" {
                            (body(note, None))
                            @if let Some(places) = self.cited.get(&(index + 1)) {
                                p.back {
                                    @for (place, words) in places {
                                        a href={ "#" (place) } aria-label=(words) title=(words) { "↩" }
                                        " "
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A quotation with all that is known about it, and the way to its footnote where it is not one.
fn body(note: &Footnote, number: Option<usize>) -> Markup {
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
            @if let Some(number) = number {
                " " a.more href={ "#note-" (number) } { "Footnote " (number) }
            }
        }
        @if note.trust == Trust::Earlier {
            p.absent { "Only the quoted words are shown: the record is not at hand." }
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
