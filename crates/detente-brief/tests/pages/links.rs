//! Every link of a page leads somewhere, every name is there once, headings keep their order.

use crate::fixture::document;
use detente_brief::document::{Block, Document, Inline, Judgement};
use detente_brief::render;
use std::collections::BTreeSet;

fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn links_lead_to_names_that_are_there_once() {
    let page = render::html(&document(&str::to_owned));
    let names = values(&page, " id=\"");
    let known: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(known.len(), names.len());
    let links = values(&page, " href=\"#");
    assert!(links.len() > 10);
    for link in links {
        assert!(known.contains(link), "{link}");
    }
    for label in values(&page, " aria-labelledby=\"") {
        for name in label.split(' ') {
            assert!(known.contains(name), "{name}");
        }
    }
}

#[test]
fn every_footnote_leads_back() {
    let page = render::html(&document(&str::to_owned));
    for note in page.split("<li id=\"note-").skip(1) {
        assert!(note.split("</li>").next().unwrap().contains("class=\"back\""));
    }
}

#[test]
fn headings_leave_no_level_out() {
    for with_heading in [true, false] {
        let mut blocks = vec![Block::Judgement(Judgement {
            number: 1,
            text: vec![Inline::text("It holds.")],
            ..Judgement::default()
        })];
        if with_heading {
            blocks.insert(0, Block::Heading("Judgements".into()));
        }
        let page = render::html(&Document { title: "T".into(), blocks, ..Document::default() });
        let levels: Vec<u32> = page
            .match_indices("<h")
            .filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10))
            .collect();
        assert_eq!(levels[0], 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}

#[test]
fn notes_that_are_not_there_do_no_harm() {
    let document = Document {
        title: "T".into(),
        blocks: vec![
            Block::Paragraph(vec![Inline::Notes(vec![0, 7])]),
            Block::Judgement(Judgement { number: 1, notes: vec![9], ..Judgement::default() }),
            Block::Footnotes,
        ],
        ..Document::default()
    };
    assert!(!render::html(&document).contains("#note-"));
    render::markdown(&document);
    render::terminal(&document, true);
}

#[test]
fn signs_are_read_out() {
    let page = render::html(&document(&str::to_owned));
    assert!(page.contains("<span aria-hidden=\"true\">●</span><span class=\"unseen\">yes</span>"));
    assert!(page.contains("<span class=\"unseen\">yes, would move</span>"));
}

#[test]
fn an_absent_record_is_said_to_be_absent() {
    let page = render::html(&document(&str::to_owned));
    assert!(
        page.contains("<span class=\"rest\">We say that </span><mark>we need the bridge</mark>")
    );
    assert!(page.contains("“<mark>they will block the river</mark>”"));
    assert!(page.contains("Where the record is not at hand, only the quoted words are shown."));
}

/// Each setting of the switches shows one part, and there is a rule and a button for each.
#[test]
fn every_setting_of_the_switches_has_one_part() {
    let page = render::html(&document(&str::to_owned));
    assert_eq!(page.matches(" type=\"radio\"").count(), 4);
    assert_eq!(page.matches(" checked>").count(), 2);
    for (first, second) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let part = format!("class=\"setting s-{first}-{second}");
        assert_eq!(page.matches(&part).count(), 1, "{part}");
        let rule = format!(
            ".whatif:has(#whatif-0-{first}:checked):has(#whatif-1-{second}:checked) .s-{first}-{second}{{display:block}}"
        );
        assert_eq!(page.matches(&rule).count(), 1, "{rule}");
    }
    // Nothing is run: the policy of the page forbids it.
    assert!(!page.contains("<script"));
}
