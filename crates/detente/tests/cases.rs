//! The cases of the repository: they are clean, their quotations are what the records say, and the
//! answers that the documents speak of are the ones computed.

use detente::FolderWorld;
use detente::brief::{Answer, Findings, Limits, brief, choice_name, findings, lint, render};
use detente::case::{Case, Loaded, Standing, load};
use detente::text::Severity;
use std::path::{Path, PathBuf};

const CASES: [&str; 3] = ["korea-1953", "laos-1961", "herring-sound"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where the founding records lie, if they are at hand.
fn records() -> Option<PathBuf> {
    let shared =
        std::env::var_os("DETENTE_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    Some(shared.join("records")).filter(|folder| folder.is_dir())
}

fn open(name: &str, records: &[PathBuf]) -> Case {
    let world =
        FolderWorld::open(root().join("cases").join(name), records).expect("the case folder");
    let Loaded { case, diagnostics, .. } = load(&world);
    let loud: Vec<_> = diagnostics.iter().filter(|d| d.code.severity != Severity::Note).collect();
    assert!(loud.is_empty(), "{name}: {loud:?}");
    case.expect("a case")
}

fn found(case: &Case) -> Findings {
    findings(case, &Limits::default()).expect("the case is solved")
}

#[test]
fn the_cases_are_clean_and_every_claim_is_verified() {
    for name in CASES {
        let case = open(name, &[]);
        // What a record says twice and differently is a note, not a fault of the case.
        let mut found = lint(&case, &Limits::default());
        found.retain(|diagnostic| diagnostic.code.severity != Severity::Note);
        assert_eq!(found, [], "{name}");
        assert_eq!(case.evidence.verified(), case.claims.len(), "{name}");
        assert!(!case.model.questions.is_empty() && !case.model.matters.is_empty(), "{name}");
    }
}

#[test]
fn the_quotations_stand_in_the_records_where_the_lock_says() {
    let Some(records) = records() else {
        // Past the test harness's capture, so that nobody takes silence for success.
        use std::io::Write as _;
        let note = "*** SKIPPED: the founding records are not at hand; set DETENTE_SHARED to check the cases against them\n";
        std::io::stderr().write_all(note.as_bytes()).expect("standard error");
        println!("{note}");
        return;
    };
    for name in ["korea-1953", "laos-1961"] {
        let locked = open(name, &[]);
        let case = open(name, std::slice::from_ref(&records));
        for state in &case.evidence.records {
            assert_eq!(
                state.standing,
                Standing::AtHand,
                "{name}: the record is not the locked one"
            );
        }
        for (index, claim) in case.claims.iter().enumerate() {
            for (now, then) in
                case.evidence.claims[index].iter().zip(&locked.evidence.claims[index])
            {
                let (now, then) =
                    (now.place.as_ref().expect("found"), then.place.as_ref().expect("locked"));
                assert_eq!(
                    (now.start, now.end, now.level),
                    (then.start, then.end, then.level),
                    "{name}: {}",
                    claim.id
                );
                assert_eq!(now.clipped, then.clipped, "{name}: {}", claim.id);
            }
        }
    }
}

/// The answers to a question: reading by reading, looking ahead and one step at a time.
fn answers(case: &Case, found: &Findings, question: &str) -> Vec<(String, Answer, Answer)> {
    let index = case.model.questions.iter().position(|q| q.id == question).expect("the question");
    let finding = &found.questions[index];
    let readings = found.analysis.readings.iter().zip(finding.ahead.iter().zip(&finding.one_step));
    readings
        .map(|(result, (ahead, one))| (choice_name(&case.model, &result.choice), *ahead, *one))
        .collect()
}

#[test]
fn korea_what_holds_everywhere_and_what_hangs_on_an_empty_phrase() {
    let case = open("korea-1953", &[]);
    let found = found(&case);
    assert!(answers(&case, &found, "truce").iter().all(|(_, ahead, _)| *ahead == Answer::InEvery));
    // That is put in by both sides, and is called so.
    let truce = case.model.questions.iter().position(|q| q.id == "truce").expect("the question");
    assert!(found.questions[truce].outright.decisive);
    for (name, ahead, one_step) in answers(&case, &found, "quiet") {
        let expected = match name.as_str() {
            n if n.contains("bargain") => (Answer::InSome, Answer::InNone),
            n if n.contains("empty") => (Answer::InEvery, Answer::InEvery),
            n if n.contains("wrecks") => (Answer::InNone, Answer::InNone),
            n if n.contains("instructed") => (Answer::InSome, Answer::NothingStable),
            other => panic!("a reading not expected: {other}"),
        };
        assert_eq!((ahead, one_step), expected, "{name}");
    }
    // A pact is part of what holds only if the threat is a bargain.
    for (name, ahead, _) in answers(&case, &found, "pact") {
        let expected = if name.contains("bargain") { Answer::InSome } else { Answer::InNone };
        assert_eq!(ahead, expected, "{name}");
    }
}

#[test]
fn laos_the_conference_opens_and_the_front_hangs_on_two_matters() {
    let case = open("laos-1961", &[]);
    let found = found(&case);
    let uniform: Vec<Option<Answer>> =
        found.questions.iter().map(detente::brief::QuestionFinding::uniform).collect();
    assert_eq!(uniform[0], Some(Answer::InEvery), "the conference opens");
    assert_eq!(
        found.questions[1].depends_on.len(),
        2,
        "the Front's seat hangs on London and Washington"
    );
}

#[test]
fn every_brief_fits_its_page_and_the_same_case_gives_the_same_bytes() {
    for name in CASES {
        let case = open(name, &[]);
        let document = brief(&case, &found(&case));
        let text = render::terminal(&document, false);
        for line in text.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{name}: {line}");
        }
        let body = text.lines().take_while(|line| *line != "SOURCES").count();
        assert!(body <= 190, "{name}: {body} lines are more than two pages can hold");
        let again = brief(&open(name, &[]), &found(&case));
        assert_eq!(
            render::html(&document.clone().with_annex()),
            render::html(&again.clone().with_annex())
        );
        assert_eq!(render::markdown(&document.with_annex()), render::markdown(&again.with_annex()));
    }
}
