//! The catalogue of classic conflicts in `suite/catalogue`: what every entry expects is what is
//! computed, and the tables of its README are those figures.
//!
//! `DETENTE_BLESS=1 cargo test -p detente --test catalogue` rewrites the tables; read what changed
//! before committing it. No expectation is rewritten by it.

#[path = "catalogue/conflict.rs"]
mod conflict;
#[path = "catalogue/entry.rs"]
mod entry;
#[path = "catalogue/games.rs"]
mod games;
// The definitions once more, in the plainest way; the tests of the engine have them too.
#[allow(clippy::unwrap_used, reason = "helpers of tests may fail a test as tests themselves do")]
#[path = "../../detente-stability/tests/suite/reference.rs"]
mod reference;

use conflict::{Cell, asked};
use detente::FolderWorld;
use entry::Entry;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn catalogue() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/catalogue")
}

fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(catalogue()).expect("the catalogue");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

/// Checks every conflict and returns the lines of its table.
fn conflicts() -> Vec<String> {
    let mut lines = Vec::new();
    for folder in folders() {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let case =
            conflict::open(&FolderWorld::open(folder.clone(), &[]).expect("a folder"), &name);
        let rows = conflict::check(&case, Entry::read(&folder.join("expected.toml")));
        let (parties, options) = (case.model.parties.len(), case.model.options.len());
        for row in rows {
            let mut line = format!(
                "| [{name}]({name}) | {} | {parties} | {options} | {} |",
                row.reading, row.states
            );
            for question in asked() {
                let _ = write!(line, " {} |", cell(&row.cells[&question], row.states));
            }
            lines.push(line);
        }
    }
    lines
}

/// Tells a cell: more states than a line holds are counted.
fn cell(cell: &Cell, all: usize) -> String {
    let Cell::States { states, published, differs } = cell else { return "refused".into() };
    let told = match states.len() {
        0 => "none".into(),
        1..=7 => states.join(" "),
        many => format!("{many} of {all}"),
    };
    let mark = |mark, set: bool| if set { mark } else { "" };
    format!("{told}{}{}", mark(" *", *published), mark(" ≠", *differs))
}

/// Checks every two-by-two game and returns the lines of their table.
fn two_by_two() -> Vec<String> {
    let games = games::check(Entry::read(&catalogue().join("two-by-two.toml")));
    let told = |text: &String| if text.is_empty() { "none".to_owned() } else { text.clone() };
    let line = |game: games::Line| {
        let number = game.number.map_or_else(String::new, |number| number.to_string());
        let held: Vec<String> = game.held.iter().map(told).collect();
        let (names, ranks) = (game.names.join(", "), game.ranks.join(" / "));
        format!("| {number} | {names} | {ranks} | {} |", held.join(" | "))
    };
    games.into_iter().map(line).collect()
}

/// The README with its tables as computed.
fn with_tables(text: &str) -> String {
    let concepts = asked().join(" | ");
    let table = |head: &str, columns: usize, lines: Vec<String>| {
        format!("| {head} | {concepts} |\n|{}\n{}\n", "---|".repeat(columns + 7), lines.join("\n"))
    };
    let tables = [
        ("conflicts", table("conflict | reading | parties | options | states", 5, conflicts())),
        ("games", table("no. | names | ranks", 3, two_by_two())),
    ];
    let mut text = text.to_owned();
    for (name, table) in tables {
        let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
        let from = text.find(&start).expect("where the table begins") + start.len();
        let to = text.find(&end).expect("where the table ends");
        text.replace_range(from..to, &format!("\n{table}\n"));
    }
    text
}

#[test]
fn every_entry_expects_what_is_computed_and_the_readme_tells_it() {
    let path = catalogue().join("README.md");
    let text = std::fs::read_to_string(&path).expect("the README");
    let computed = with_tables(&text);
    if std::env::var_os("DETENTE_BLESS").is_some() {
        std::fs::write(&path, computed).expect("the README");
        return;
    }
    for (line, other) in text.lines().zip(computed.lines()) {
        assert_eq!(line, other, "the README is not what is computed; see the head of this test");
    }
    assert_eq!(text.len(), computed.len(), "the README is not what is computed");
}

/// That the listing has each of the 78 strict games once leaves no room for one matrix misread.
#[test]
fn every_strict_game_is_there_once() {
    let games = games::check(Entry::read(&catalogue().join("two-by-two.toml")));
    let strict: Vec<_> = games.iter().filter(|game| game.number.is_some()).collect();
    let numbers: BTreeSet<_> = strict.iter().filter_map(|game| game.number).collect();
    assert_eq!(numbers, (1..=78).collect());
    let found: BTreeSet<_> = strict.iter().map(|game| games::least(game.cells)).collect();
    assert_eq!((found.len(), strict.len()), (78, 78));
    assert_eq!(found, games::every());
    let both = |game: &&&games::Line| game.cells.contains(&(4, 4));
    assert_eq!(strict.iter().filter(both).count(), 21, "games without conflict");
    let with = |count| {
        let nash = strict.iter().map(|game| game.held[0].split_whitespace().count());
        nash.filter(|nash| *nash == count).count()
    };
    assert_eq!([0, 1, 2].map(with), [9, 57, 12], "games by their Nash equilibria");
}

/// Checks the entry of the Syrian conflict with a passage put in another's place.
fn check_changed(old: &str, new: &str) {
    let folder = catalogue().join("syria-iraq-1975");
    let text = std::fs::read_to_string(folder.join("expected.toml")).expect("the entry");
    assert!(text.contains(old), "{old} is not in the entry");
    let case = conflict::open(&FolderWorld::open(folder, &[]).expect("a folder"), "changed");
    conflict::check(&case, Entry::parse("changed", &text.replacen(old, new, 1)));
}

#[test]
#[should_panic(expected = "nobody reads [\"cnash\"]")]
fn an_expectation_that_nobody_reads_fails() {
    check_changed("nonmyopic =", "cnash = { states = [], source = \"computed\" }\nnonmyopic =");
}

#[test]
#[should_panic(expected = "`nonmyopic` is missing")]
fn an_expectation_that_is_missing_fails() {
    check_changed("nonmyopic = { states = [], source = \"computed\" }", "");
}

#[test]
#[should_panic(expected = "seq for syria")]
fn an_expectation_that_is_wrong_fails() {
    check_changed("\nseq = [\"NNN\", \"NYN\", \"NYY\"]", "\nseq = [\"NNN\", \"NYN\"]");
}

#[test]
#[should_panic(expected = "there is no difference")]
fn a_difference_that_is_none_fails() {
    let other = "elsewhere = { states = [], by = \"us\" }, note = \"none\"";
    check_changed("nonmyopic = { states = []", &format!("nonmyopic = {{ states = [], {other}"));
}
