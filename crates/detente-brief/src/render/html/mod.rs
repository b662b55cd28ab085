//! One self-contained page: nothing is fetched, nothing is run, everything from outside is escaped.
//!
//! The frame and the order stand here; single blocks, the evidence and the look have files of
//! their own.

mod blocks;
mod evidence;
mod switches;

use crate::document::{Block, Document};
use blocks::Page;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

/// The look of the page, on the screen and on paper.
const STYLE: &str = include_str!("page.css");

/// What the page may do: nothing but show itself.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Renders a document as one HTML page without external files.
pub fn html(document: &Document) -> String {
    let mut page = Page::new(document);
    // Footnotes point back to what cites them, so everything else is written before them.
    let mut blocks: Vec<Option<Markup>> = document
        .blocks
        .iter()
        .map(|block| (!matches!(block, Block::Footnotes)).then(|| page.block(block)))
        .collect();
    if let Some(at) = document.blocks.iter().position(|block| matches!(block, Block::Footnotes)) {
        blocks[at] = Some(page.footnotes());
    }
    let sections = page.sections();
    let written = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content="light dark";
                meta name="generator" content="detente";
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header.page {
                    h1 { (document.title) }
                    @for (index, line) in document.subtitle.iter().enumerate() {
                        @if index == 0 { p.question { (line) } } @else { p.facts { (line) } }
                    }
                    @if sections.len() > 2 {
                        nav aria-label="Sections" {
                            ul {
                                @for (id, text) in sections {
                                    li { a href={ "#" (id) } { (text) } }
                                }
                            }
                        }
                    }
                }
                main #content tabindex="-1" {
                    @for block in blocks.into_iter().flatten() { (block) }
                }
            }
        }
    };
    let mut out = written.into_string();
    out.push('\n');
    out
}
