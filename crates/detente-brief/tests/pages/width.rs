//! No line on a terminal is broader than 80 columns, whatever the document says.

use crate::fixture::document;
use detente_brief::document::{Block, Document, Inline, Row, Table};
use detente_brief::render;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn check(document: &Document) -> Result<(), TestCaseError> {
    for line in render::terminal(document, false).lines() {
        prop_assert!(line.width() <= 80, "{} columns: {line}", line.width());
    }
    Ok(())
}

/// Words of many kinds: long ones, broad ones, marks that combine, whatever there is.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-z]{1,12}",
        1 => "[A-Za-z-]{60,130}",
        1 => "[会議条約停戦]{1,60}",
        1 => "[e\u{301}o\u{308}]{1,30}",
        1 => "\\PC{0,20}",
        1 => ".{0,10}",
    ];
    prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_block_keeps_to_the_page(text in text()) {
        check(&document(&|name| format!("{name} {text}")))?;
    }

    #[test]
    fn tables_of_any_shape_keep_to_the_page(
        columns in 1_usize..40,
        rows in prop::collection::vec(prop::collection::vec(text(), 0..40), 0..5),
        group in text(),
    ) {
        let mut shown: Vec<Row> = rows
            .into_iter()
            .map(|cells| Row::Cells(cells.into_iter().map(|cell| vec![Inline::text(cell)]).collect()))
            .collect();
        shown.insert(0, Row::Group(group));
        let table = Table {
            caption: "Any".into(),
            head: (0..columns).map(|column| format!("head {column}")).collect(),
            rows: shown,
        };
        let blocks = vec![Block::Table(table)];
        check(&Document { title: "T".into(), blocks, ..Document::default() })?;
    }
}
