//! Properties that hold for every text: what is there is found, in its place, and nothing panics.

use detente_evidence::{
    DiffKind, Format, Level, Lookup, Passage, Record, clipped_hedges, coverage,
};
use proptest::prelude::*;

fn text(raw: &str) -> Record {
    Record::parse(raw.as_bytes(), Format::Text).expect("a text without NUL")
}

fn places(lookup: Lookup) -> Vec<Passage> {
    match lookup {
        Lookup::Found(passage) => vec![passage],
        Lookup::Ambiguous(passages) => passages,
        _ => Vec::new(),
    }
}

/// Text with everything that the levels know, so that random strings meet the rules often.
fn rich() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,8}",
        "[0-9]{1,3}(,[0-9]{3})?",
        prop::sample::select(vec![
            " ",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "-\n",
            ". ",
            ", ",
            "; ",
            " [at] ",
            "[...]",
            "[…]",
            "[Translator's note: x] ",
            "*so*",
            "“q”",
            "’s",
            "—",
            "--",
            "\u{AD}",
            "\u{A0}",
            "\u{200B}",
            "ﬁ",
            "…",
            "e\u{301}",
            "\u{301}",
            "º",
            "한",
            "ᄒ",
            "ᅡ",
            "[",
            "]",
            "(",
            ")",
            "not ",
            "if ",
            "it can be assumed that ",
            "Mr. ",
            "🕊",
            "老挝",
            "\u{FEFF}",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_filter("no NUL", |c| *c != '\0').prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A text and two of its character boundaries.
fn rich_with_part() -> impl Strategy<Value = (String, usize, usize)> {
    (rich(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(text, a, b)| {
        let borders: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (*a.get(&borders), *b.get(&borders));
        (text, a.min(b), a.max(b))
    })
}

/// Sets a text in other type and other lines.
fn reset(text: &str, choice: u8) -> String {
    text.chars()
        .map(|c| match (c, choice % 2) {
            (' ', 0) => "\n\t".to_owned(),
            (' ', _) => "\u{A0} ".to_owned(),
            ('\'', 0) => "’".to_owned(),
            ('"', _) => "”".to_owned(),
            ('-', 1) => "—".to_owned(),
            ('f', 1) => "\u{AD}f".to_owned(),
            (c, _) => c.to_string(),
        })
        .collect()
}

proptest! {

    #[test]
    fn every_part_is_found_exactly((raw, start, end) in rich_with_part()) {
        let record = text(&raw);
        let quote = &raw[start..end];
        let lookup = record.find(quote, None);
        if lookup == Lookup::Empty {
            prop_assert!(!quote.contains(|c: char| c.is_alphanumeric()));
            return Ok(());
        }
        let found = places(lookup);
        prop_assert!(!found.is_empty(), "{quote:?} is lost");
        for passage in &found {
            prop_assert_eq!(passage.level, Level::Exact);
            prop_assert_eq!(record.slice(passage.start..passage.end), quote);
        }
        let at = raw[..start].chars().count();
        prop_assert!(found[0].start <= at);
        prop_assert!(found.len() > 1 || found[0].start <= at && at < found[0].end);
    }

    #[test]
    fn a_paragraph_is_found_in_itself(raw in rich()) {
        let record = text(&raw);
        for paragraph in record.paragraphs() {
            let quote = record.slice(paragraph.start..paragraph.end);
            let found = places(record.find(quote, Some(&paragraph.id)));
            let readable = quote.contains(|c: char| c.is_alphanumeric());
            prop_assert!(!readable || found.len() == 1);
            for passage in found {
                prop_assert_eq!((passage.start, passage.end), (paragraph.start, paragraph.end));
                prop_assert_eq!(&passage.paragraph, &paragraph.id);
                prop_assert_eq!(&passage.last_paragraph, &paragraph.id);
            }
        }
    }

    #[test]
    fn other_type_and_other_lines_are_found_in_place(
        words in prop::collection::vec("[a-z]{2,6}'?|[0-9]{1,3}|\"[a-z]{2,5}\"|[a-z]{2,4}-[A-Z]", 3..25),
        choice in 0u8..2,
        cut in any::<prop::sample::Index>(),
    ) {
        let plain = words.join(" ");
        let from = cut.index(words.len());
        let quote = words[from..].join(" ");
        let record = text(&reset(&plain, choice));
        let found = places(record.find(&quote, None));
        // A soft hyphen before the first letter is not part of what was found.
        let set = reset(&quote, choice);
        let set = set.trim_start_matches(char::from(0xAD));
        prop_assert!(found.iter().any(|passage| record.slice(passage.start..passage.end).ends_with(set)));
        for passage in &found {
            prop_assert!(passage.level <= Level::Layout);
        }
        // And the other way round: a plain record, a quotation set in other type.
        let record = text(&plain);
        let found = places(record.find(&reset(&quote, choice), None));
        let back = found.iter().any(|passage| record.slice(passage.start..passage.end) == quote);
        prop_assert!(back);
    }

    #[test]
    fn nothing_panics_and_offsets_are_in_order(raw in rich(), quote in rich(), within in "p?[0-9]{0,3}-?p?[0-9]{0,2}") {
        let record = text(&raw);
        let mut passages = Vec::new();
        for scope in [None, Some(&*within)] {
            match record.find(&quote, scope) {
                Lookup::NotFound(suggestions) => {
                    for suggestion in suggestions {
                        prop_assert!((0.0..=1.0).contains(&suggestion.similarity));
                        passages.push(suggestion.passage);
                    }
                }
                lookup => passages.extend(places(lookup)),
            }
        }
        for passage in &passages {
            prop_assert!(passage.start < passage.end && passage.end <= record.chars());
            let context = record.context(passage);
            prop_assert!(!context.quoted.is_empty());
        }
        for hedge in clipped_hedges(&record, &passages, None) {
            prop_assert!(hedge.start < hedge.end && hedge.end <= record.chars());
        }
    }

    #[test]
    fn sentences_partition_the_ink(raw in rich()) {
        let record = text(&raw);
        let mut at = 0;
        let mut inked = 0;
        for sentence in record.sentences() {
            prop_assert!(at <= sentence.start && sentence.start < sentence.end);
            at = sentence.end;
            let slice = record.slice(sentence.start..sentence.end);
            inked += slice.chars().filter(|c| c.is_alphanumeric()).count();
            prop_assert_eq!(record.sentence_at(sentence.start), Some(sentence));
            prop_assert_eq!(record.sentence_at(sentence.end - 1), Some(sentence));
        }
        prop_assert_eq!(inked, raw.chars().filter(|c| c.is_alphanumeric()).count());
        let used = 0..record.chars() / 2;
        let coverage = coverage(&record, std::slice::from_ref(&used), &[]);
        prop_assert_eq!(coverage.used + coverage.unused, record.sentences().len());
    }

    #[test]
    fn tei_text_is_the_text(words in prop::collection::vec("[a-zA-Z]{2,7}", 2..30), seed in any::<u64>()) {
        // The same words with markup strewn between them.
        let markup = ["", "<pb n='1'/>", "<hi>", "</hi>", "<note xml:id='nID'>aside</note>", "<!-- c -->", "&amp; ", "&#65; "];
        let mut xml = String::from("<TEI><text><body><p>");
        let mut plain = Vec::new();
        let mut open = false;
        for (i, word) in words.iter().enumerate() {
            let pick = (seed >> (i % 20 * 3) & 7) as usize;
            match pick {
                2 if open => {}
                3 if !open => {}
                _ => xml.push_str(&markup[pick].replace("ID", &i.to_string())),
            }
            open = match pick { 2 => true, 3 => false, _ => open };
            plain.extend(match pick { 6 => Some("&"), 7 => Some("A"), _ => None });
            xml.push_str(word);
            xml.push_str("\n   ");
            plain.push(word);
        }
        xml.push_str(if open { "</hi></p></body></text></TEI>" } else { "</p></body></text></TEI>" });
        let record = Record::parse(xml.as_bytes(), Format::Tei).expect("well-formed");
        let quote = plain.join(" ");
        let Lookup::Found(passage) = record.find(&quote, None) else { panic!("{quote} is lost in {xml}") };
        prop_assert_eq!(record.text_of(passage.start..passage.end), quote);
        prop_assert_eq!(&*passage.paragraph, "p01");
    }

    #[test]
    fn a_changed_or_dropped_word_never_passes(
        words in prop::collection::vec("[a-m]{1,5}", 4..30),
        at in any::<prop::sample::Index>(),
        other in "[n-z]{1,5}",
        drop in any::<bool>(),
    ) {
        let record = text(&words.join(" "));
        let mut quote: Vec<&str> = words.iter().map(String::as_str).collect();
        let at = at.index(words.len());
        if drop && at > 0 && at + 1 < words.len() {
            quote.remove(at);
        } else {
            quote[at] = &other;
        }
        let quote = quote.join(" ");
        // Dropping one of two equal neighbours is no change of what is quoted.
        prop_assume!(!words.join(" ").contains(&quote));
        let Lookup::NotFound(suggestions) = record.find(&quote, None) else { panic!("{quote} passed") };
        for suggestion in suggestions {
            prop_assert!(suggestion.similarity < 1.0);
            let changed = suggestion.diff.iter().any(|part| part.kind != DiffKind::Same);
            prop_assert!(changed);
        }
    }

    #[test]
    fn tei_of_any_text_is_searched(pieces in prop::collection::vec(rich(), 1..5), quote in rich()) {
        let mut xml = String::from("<TEI><text><body>");
        for piece in &pieces {
            let legal: String = piece.chars().filter(|c| !c.is_control() && *c < '\u{FFFE}').collect();
            let escaped = legal.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            xml.push_str(&format!("<p>{escaped}<note>{escaped}</note></p>"));
        }
        xml.push_str("</body></text></TEI>");
        let record = Record::parse(xml.as_bytes(), Format::Tei).expect("well-formed");
        for paragraph in record.paragraphs() {
            let words = record.text_of(paragraph.start..paragraph.end);
            if words.contains(char::is_alphanumeric) {
                prop_assert!(!places(record.find(&words, Some(&paragraph.id))).is_empty(), "{words:?} is lost");
            }
        }
        let mut found = places(record.find(&quote, None));
        if let Lookup::NotFound(suggestions) = record.find(&quote, None) {
            found.extend(suggestions.into_iter().map(|suggestion| suggestion.passage));
        }
        for passage in &found {
            prop_assert!(passage.start <= passage.end && passage.end <= record.chars());
            let _ = record.context(passage);
        }
        let _ = clipped_hedges(&record, &found, None);
        for sentence in record.sentences() {
            prop_assert_eq!(record.sentence_at(sentence.start), Some(sentence));
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), markup in "[<>/&;a\"'=!\\[\\]#?-]{0,60}") {
        for format in [Format::Text, Format::Tei] {
            let _ = Record::parse(&bytes, format);
            let _ = Record::parse(markup.as_bytes(), format);
            let _ = Record::parse(format!("<TEI>{markup}</TEI>").as_bytes(), format);
        }
    }
}
