//! Files made to break a reader are refused or read in time, with a sentence that helps.

use std::fmt::Write as _;

use detente_evidence::{Format, Lookup, MAX_DEPTH, Record, RecordError, clipped_hedges};

fn refused(bytes: &[u8], format: Format) -> RecordError {
    let error = Record::parse(bytes, format).expect_err("to be refused");
    let sentence = error.to_string();
    assert!(sentence.starts_with("the record ") && sentence.len() > 40, "{sentence}");
    error
}

#[test]
fn an_empty_file_is_an_empty_record() {
    for bytes in [&b""[..], b"\n \r\n\t", b"\xEF\xBB\xBF"] {
        let record = Record::parse(bytes, Format::Text).expect("a text");
        assert!(record.paragraphs().is_empty() && record.sentences().is_empty());
        assert_eq!(record.find("anything", None), Lookup::NotFound(Vec::new()));
        assert_eq!(record.find("anything", Some("p01")), Lookup::NoSuchParagraph(None));
        assert_eq!(record.find(" \n\u{AD}\u{FEFF}", None), Lookup::Empty);
    }
    assert!(matches!(refused(b"", Format::Tei), RecordError::Xml { .. }));
}

#[test]
fn a_byte_order_mark_is_tolerated_and_counted() {
    let record = Record::parse("\u{FEFF}first\n\nsecond".as_bytes(), Format::Text).expect("a text");
    let Lookup::Found(passage) = record.find("first", None) else { panic!() };
    assert_eq!((passage.start, passage.end), (1, 6));
    assert_eq!(record.paragraphs()[1].line, 3);
    let xml = "\u{FEFF}<?xml version='1.0'?><TEI><p>first</p></TEI>";
    assert!(Record::parse(xml.as_bytes(), Format::Tei).is_ok());
}

#[test]
fn what_is_no_text_is_refused() {
    assert!(matches!(
        refused(b"ab\n\xED\xA0\x80", Format::Text),
        RecordError::NotUtf8 { line: 2, valid_up_to: 3, .. }
    ));
    assert!(matches!(
        refused(b"\xFF\xFEa\0b\0", Format::Text),
        RecordError::NotUtf8 { utf16: true, .. }
    ));
    assert!(matches!(refused(b"a\nb\nc\0d", Format::Text), RecordError::Binary { line: 3 }));
    assert!(matches!(refused(b"<TEI>\0</TEI>", Format::Tei), RecordError::Binary { .. }));
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("{}{}", "<p>".repeat(1_000_000), "</p>".repeat(1_000_000));
    assert!(matches!(refused(deep.as_bytes(), Format::Tei), RecordError::TooDeep { line: 1 }));
    let fair = format!("{}x{}", "<p>".repeat(MAX_DEPTH), "</p>".repeat(MAX_DEPTH));
    assert!(Record::parse(fair.as_bytes(), Format::Tei).is_ok());
}

#[test]
fn entities_cannot_explode() {
    let mut bomb = String::from("<?xml version='1.0'?>\n<!DOCTYPE b [<!ENTITY a0 'ha'>");
    for i in 1..30 {
        let _ = write!(bomb, "<!ENTITY a{i} '&a{0};&a{0};'>", i - 1);
    }
    bomb.push_str("]><b>&a29;</b>");
    assert!(matches!(refused(bomb.as_bytes(), Format::Tei), RecordError::Doctype { line: 2 }));
    assert!(matches!(refused(b"<b>&nbsp;</b>", Format::Tei), RecordError::Xml { .. }));
    assert!(matches!(refused(b"<b>&#0;</b>", Format::Tei), RecordError::Xml { .. }));
}

#[test]
fn a_very_long_line_is_searched_in_time() {
    let mut line = "the talks reached an impasse and nobody would yield, ".repeat(10 << 20 >> 6);
    line.push_str("but “Rhee” signed [at] last");
    let record = Record::parse(line.as_bytes(), Format::Text).expect("a text");
    for quote in ["but \"Rhee\" signed", "signed at last", "signed last"] {
        assert!(matches!(record.find(quote, None), Lookup::Found(_)), "{quote}");
    }
    assert!(matches!(record.find("the talks reached", None), Lookup::Ambiguous(_)));
    assert!(matches!(record.find("nobody would yield … but Rhee", None), Lookup::NotFound(_)));
    assert!(matches!(
        record.find("and he would never yield but Kim signed", None),
        Lookup::NotFound(_)
    ));
    assert_eq!(record.sentences().len(), 1);
}

#[test]
fn monotonous_texts_are_searched_in_time() {
    for unit in ["a", "a ", ". ", "[", "]", "[]", "'", "...", "e\u{301}", "\u{301}", "-\n", "the "]
    {
        let text = unit.repeat((1 << 20) / unit.len());
        let record = Record::parse(text.as_bytes(), Format::Text).expect("a text");
        let _ = record.sentences();
        for quote in [
            format!("{}b", unit.repeat(5000)),
            format!("{unit} … {unit} b"),
            format!("{unit} … {unit} x … {unit}"),
        ] {
            let _ = record.find(&quote, None);
        }
    }
}

#[test]
fn a_sentence_of_nothing_but_hedges_is_judged_in_time() {
    for unit in ["not ", "if, but; ", "it can be assumed ", "it can be "] {
        let text = unit.repeat((2 << 20) / unit.len()) + "they sign";
        let record = Record::parse(text.as_bytes(), Format::Text).expect("a text");
        let Lookup::Found(passage) = record.find("they sign", None) else { panic!() };
        let parts = [passage.clone(), passage];
        let _ = clipped_hedges(&record, &parts, Some("perhaps"));
        assert!(clipped_hedges(&record, &parts, Some("not if it can be assumed")).is_empty());
    }
}

#[test]
fn a_quotation_longer_than_the_record_is_not_found() {
    let record = Record::parse(b"He will not agree.", Format::Text).expect("a text");
    let quote = "He will not agree. ".repeat(500_000);
    let Lookup::NotFound(_) = record.find(&quote, None) else { panic!("found more than there is") };
}
