//! Every quotation of the two inventories is found in its record, and every TEI file is read.
//!
//! The records belong to others and are not part of this repository. They are looked for in the
//! folder that `DETENTE_SHARED` names, or beside the repository; where they are not at hand, the
//! tests say so loudly and pass.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use detente_evidence::{
    Format, Level, Lookup, ParagraphKind, Record, RecordError, clipped_hedges, coverage,
};
use serde_yaml_ng::Value;

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("DETENTE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    if folder.join("records").is_dir() {
        return Some(folder);
    }
    let notice =
        format!("SKIPPED: the records are not at hand in {}; set DETENTE_SHARED", folder.display());
    println!("{notice}");
    // Written past the capture of the test harness, so that a green run cannot hide it.
    let _ = writeln!(std::io::stderr(), "\n*** {notice} ***");
    None
}

fn read(folder: &Path, name: &str) -> Record {
    let path = folder.join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Record::parse(&bytes, Format::guess(name, &bytes))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn inventory(folder: &Path, name: &str) -> Value {
    let text =
        std::fs::read_to_string(folder.join("inventories").join(name)).expect("an inventory");
    serde_yaml_ng::from_str(&text).expect("an inventory in YAML")
}

/// A quotation and where the inventory places it.
struct Quotation {
    quote: String,
    paragraph: String,
    start: usize,
    end: usize,
    matches: usize,
}

/// Collects every string under a key `q`, however deep; the strings of a list count one by one, a
/// `q` without a value counts nothing. Counted so, the inventories hold 185 and 195 quotations.
fn quotations(value: &Value, found: &mut Vec<Quotation>) {
    match value {
        Value::Mapping(mapping) => {
            if let Some(quote) = mapping.get("q").filter(|quote| !quote.is_null()) {
                let at = mapping.get("at").expect("a place");
                let pairs: Vec<(&Value, &Value)> = match (quote, at) {
                    (Value::Sequence(quotes), Value::Sequence(places)) => {
                        quotes.iter().zip(places).collect()
                    }
                    pair => vec![pair],
                };
                for (quote, at) in pairs {
                    let number =
                        |key: &str| at.get(key).and_then(Value::as_u64).map(|n| n as usize);
                    found.push(Quotation {
                        quote: quote.as_str().expect("a string").to_owned(),
                        paragraph: at["par"].as_str().expect("a paragraph").to_owned(),
                        start: number("start").expect("a start"),
                        end: number("end").expect("an end"),
                        matches: number("matches").unwrap_or(1),
                    });
                }
            }
            for (_, inner) in mapping {
                quotations(inner, found);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| quotations(item, found)),
        _ => {}
    }
}

fn check_inventory(record: &str, inventory_name: &str, count: usize, warned: usize) {
    let Some(folder) = shared() else { return };
    let record = read(&folder.join("records"), record);
    let inventory = inventory(&folder, inventory_name);
    assert_eq!(inventory["record"]["sha256"].as_str(), Some(record.sha256()));
    assert_eq!(inventory["record"]["chars"].as_u64(), Some(record.chars() as u64));

    let listed = inventory["passages"].as_sequence().expect("passages");
    assert_eq!(listed.len(), record.paragraphs().len());
    for (listed, paragraph) in listed.iter().zip(record.paragraphs()) {
        assert_eq!(listed["id"].as_str(), Some(&*paragraph.id));
        assert_eq!(listed["line"].as_u64(), Some(paragraph.line as u64));
        assert_eq!(listed["start"].as_u64(), Some(paragraph.start as u64));
        assert_eq!(listed["end"].as_u64(), Some(paragraph.end as u64));
    }

    let mut found = Vec::new();
    quotations(&inventory, &mut found);
    assert_eq!(found.len(), count);
    let mut clipped = 0;
    for Quotation { quote, paragraph, start, end, matches } in found {
        let passage = match record.find(&quote, None) {
            Lookup::Found(passage) if matches == 1 => passage,
            Lookup::Ambiguous(passages) if passages.len() == matches => {
                let Lookup::Found(passage) = record.find(&quote, Some(&paragraph)) else {
                    panic!("{quote} is not in {paragraph} alone");
                };
                assert!(passages.contains(&passage));
                passage
            }
            other => panic!("{quote}: {other:?}"),
        };
        assert_eq!((passage.start, passage.end), (start, end), "{quote}");
        assert_eq!(*passage.paragraph, *paragraph, "{quote}");
        assert_eq!(passage.level, Level::Exact, "{quote}");
        assert_eq!(record.slice(start..end), quote);
        clipped += usize::from(!clipped_hedges(&record, &[passage], None).is_empty());
    }
    // A change of the lexicon shows here; the documentation gives the sum.
    assert_eq!(clipped, warned);
}

#[test]
fn korea() {
    check_inventory("korea-1953-07-03-telegram.txt", "korea-1953.inventory.yaml", 185, 43);
}

#[test]
fn laos() {
    check_inventory("laos-1961-05-05-pushkin-liu.txt", "laos-1961.inventory.yaml", 195, 42);
}

/// Every sentence that the printed page cuts in two is one sentence, and nothing else is joined.
#[test]
fn sentences_run_over_page_breaks() {
    let Some(folder) = shared() else { return };
    let records = folder.join("records");
    for (name, expect) in [
        ("laos-1961-05-05-pushkin-liu.txt", vec!["p20", "p27", "p33"]),
        ("korea-1953-07-03-telegram.txt", vec![]),
    ] {
        let record = read(&records, name);
        let spanning: Vec<&str> = record
            .sentences()
            .iter()
            .filter(|sentence| {
                record.paragraph(&sentence.paragraph).is_some_and(|home| home.end < sentence.end)
            })
            .map(|sentence| &*sentence.paragraph)
            .collect();
        assert_eq!(spanning, expect, "{name}");
        let coverage = coverage(&record, &[], std::slice::from_ref(&(0..record.chars())));
        assert_eq!(coverage.background, record.sentences().len());
    }
}

/// A changed figure and a dropped "not" never pass, however similar the rest.
#[test]
fn near_misses_do_not_pass() {
    use detente_evidence::{DiffKind, Mark};
    let Some(folder) = shared() else { return };
    let record = read(&folder.join("records"), "korea-1953-07-03-telegram.txt");
    for (quote, kind, text, mark) in [
        (
            "responsibility for returning the 37,000 POWs",
            DiffKind::OnlyInRecord,
            "27,000",
            Mark::Number,
        ),
        (
            "it is also quite possible that the other side will make concessions",
            DiffKind::OnlyInRecord,
            "not",
            Mark::Negation,
        ),
        (
            "set the line of demarcation as was agreed to on 18 June 1953",
            DiffKind::OnlyInRecord,
            "17",
            Mark::Date,
        ),
        (
            "signing of the agreement will be scheduled for about 15 July",
            DiffKind::OnlyInRecord,
            "might",
            Mark::Modal,
        ),
        (
            "draw the Americans into Kim Il Sung's plans",
            DiffKind::OnlyInQuote,
            "Kim Il Sung's",
            Mark::Name,
        ),
    ] {
        let Lookup::NotFound(suggestions) = record.find(quote, None) else {
            panic!("{quote} passed")
        };
        let best = suggestions.first().unwrap_or_else(|| panic!("nothing suggested for {quote}"));
        assert!(best.similarity > 0.7, "{quote}: {best:?}");
        assert!(
            best.diff
                .iter()
                .any(|part| part.kind == kind && part.text == text && part.mark == Some(mark)),
            "{quote}: {best:?}"
        );
    }
}

#[test]
fn clipped_hedges_of_the_records() {
    let Some(folder) = shared() else { return };
    let korea = read(&folder.join("records"), "korea-1953-07-03-telegram.txt");
    let laos = read(&folder.join("records"), "laos-1961-05-05-pushkin-liu.txt");
    for (record, quote, expect) in [
        (&korea, "the other side will agree with this proposal", "It can be assumed"),
        (
            &korea,
            "will not make concessions and will resort to propaganda gimmicks",
            "quite possible",
        ),
        (&korea, "the US will give Syngman Rhee only limited defensive aid", "thinks that"),
        (&korea, "the signing of the agreement might be scheduled", "We think"),
        (&korea, "will not be able to mount anything more serious", "in the opinion of"),
        (&korea, "the Americans are trying to conclude a temporary agreement with him", ""),
        (&korea, "launch a strike on the puppet troops of Syngman Rhee", ""),
        (&korea, "more than 3,500 POWs of the Korean People's Army", ""),
        (&laos, "have some participants who did", "It appeared|not"),
        (&laos, "they will emphasize their own difficulties", "Perhaps"),
        (&laos, "England is a little uncomfortable with Sihanouk", "It appears"),
        (&laos, "America has already stated that they will attend the conference", ""),
    ] {
        let Lookup::Found(passage) = record.find(quote, None) else { panic!("{quote}") };
        let hedges = clipped_hedges(record, &[passage], None);
        let shown: Vec<&str> = hedges.iter().map(|hedge| hedge.text.as_str()).collect();
        assert_eq!(shown.join("|"), expect, "{quote}");
    }
}

#[test]
fn tei_files_are_read() {
    let Some(folder) = shared() else { return };
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder.join("records/frus"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xml"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 10);
    for path in names {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let record = read(&folder.join("records/frus"), name);
        assert!(record.header().title.is_some(), "{name}");
        let editorial = name.contains("d68");
        assert_eq!(record.header().date.is_some(), !editorial, "{name}");
        assert_eq!(record.header().source_note.is_some(), !editorial, "{name}");
        for sentence in record.sentences() {
            assert!(!record.text_of(sentence.start..sentence.end).is_empty());
        }
        for paragraph in record.paragraphs() {
            let text = record.text_of(paragraph.start..paragraph.end);
            assert!(!text.contains('<') && !text.is_empty(), "{name} {}: {text}", paragraph.id);
            let Lookup::Found(passage) = record.find(&text, Some(&paragraph.id)) else {
                panic!(
                    "{name}: {} is not in itself: {text:?} {:?}",
                    paragraph.id,
                    record.find(&text, None)
                );
            };
            assert_eq!((passage.start, passage.end), (paragraph.start, paragraph.end));
        }
        let notes = record
            .paragraphs()
            .iter()
            .filter(|paragraph| paragraph.kind == ParagraphKind::Note)
            .count();
        assert_eq!(notes, record.raw().matches("<note ").count(), "{name}");
    }
}

#[test]
fn quotations_run_over_markup() {
    let Some(folder) = shared() else { return };
    let frus = folder.join("records/frus");
    let record = read(&frus, "frus1955-57v23p2_d15.xml");
    for quote in [
        // Over <pb/>, over <gloss>, over a note and with a straight apostrophe.
        "any course of action we take with respect to the Armistice and in particular the NNSC must give careful",
        "now agreed on the enclosed telegram which we believe will move toward a solution of the problem of the NNSC",
        "violations of the reinforcement provisions of the Korean Armistice Agreement",
    ] {
        let Lookup::Found(passage) = record.find(quote, None) else { panic!("{quote}") };
        assert!(passage.level <= Level::Layout, "{quote}: {passage:?}");
        assert_eq!(record.text_of(passage.start..passage.end), quote);
    }
    let note = "in President Eisenhower's hand";
    assert!(
        matches!(record.find(note, Some("d15fn5")), Lookup::Found(passage) if &*passage.paragraph == "d15fn5")
    );
    let header = record.header();
    assert_eq!(
        header.title.as_deref(),
        Some("15. Memorandum From the Acting Secretary of State to the President")
    );
    assert_eq!(header.date.as_deref(), Some("1955-02-07"));
    assert_eq!(header.from.as_deref(), Some("Acting Secretary of State"));
    assert_eq!(header.to.as_deref(), Some("President"));
    assert!(header.source_note.as_deref().is_some_and(|note| note.ends_with("Top Secret.")));
}

#[test]
fn a_broken_tei_file_is_refused_at_its_place() {
    let error =
        Record::parse(b"<TEI>\n<p>a</q>\n</TEI>", Format::Tei).expect_err("not well-formed");
    assert!(matches!(error, RecordError::Xml { line: 2, column: 5, .. }), "{error:?}");
}
