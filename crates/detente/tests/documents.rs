//! Outputs shown in the documents are what the program prints. `DETENTE_BLESS=1` rewrites them.

mod running;

use running::{KOREA_SIGNED, detente, root};

/// What the program prints.
fn output(args: &[&str]) -> String {
    detente(args).out
}

/// Checks the block after a marker against the first lines of an output, up to the line before
/// `until`; the whole output if that is empty.
fn check(document: &str, marker: &str, args: &[&str], until: &str) {
    let path = root().join(document);
    let text = std::fs::read_to_string(&path).expect("the document");
    let said = output(args);
    let shown: Vec<&str> =
        said.lines().take_while(|line| until.is_empty() || *line != until).collect();
    let shown = format!("{}\n", shown.join("\n").trim_end());
    let start =
        text.find(marker).unwrap_or_else(|| panic!("{document} has no {marker}")) + marker.len();
    let block = start + text[start..].find("```text\n").expect("a block") + "```text\n".len();
    let end = block + text[block..].find("```").expect("its end");
    if text[block..end] == shown {
        return;
    }
    assert!(
        std::env::var_os("DETENTE_BLESS").is_some(),
        "{document}: the block after {marker} is not what is printed:\n{shown}"
    );
    std::fs::write(&path, format!("{}{shown}{}", &text[..block], &text[end..]))
        .expect("the document");
}

#[test]
fn the_readme_shows_the_brief_as_it_is() {
    check("README.md", "<!-- brief -->", &["brief", "cases/korea-1953"], "WHICH OUTCOMES HOLD");
}

#[test]
fn the_page_on_spoilers_shows_what_is_printed() {
    check("docs/spoilers.md", "<!-- korea -->", &KOREA_SIGNED, "SOURCES");
}

/// Splits a command line as a shell would, with double quotation marks only.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words
}

/// What is between lines that hold only `…`, in order.
fn pieces(body: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for line in body.lines() {
        if line == "…" {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push_str(line);
            piece.push('\n');
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Blocks that begin with `$ detente …` show what the command prints; `…` stands for what is left out.
#[test]
fn the_tutorial_shows_what_the_reader_will_see() {
    shows_what_is_printed("docs/tutorial.md", 6);
}

#[test]
fn the_worked_chapter_shows_what_the_reader_will_see() {
    shows_what_is_printed("docs/worked.md", 8);
}

#[test]
fn the_page_on_bodies_shows_what_is_printed() {
    shows_what_is_printed("docs/bodies.md", 1);
}

#[test]
fn the_page_on_schedules_shows_what_is_printed() {
    shows_what_is_printed("docs/schedule.md", 1);
}

#[test]
fn the_page_on_ledgers_shows_what_is_printed() {
    shows_what_is_printed("docs/ledger.md", 1);
}

#[test]
fn the_page_on_commitments_shows_what_is_printed() {
    shows_what_is_printed("docs/commitments.md", 2);
}

#[test]
fn the_page_on_the_agenda_shows_what_is_printed() {
    shows_what_is_printed("docs/agenda.md", 1);
}

fn shows_what_is_printed(document: &str, least: usize) {
    let path = root().join(document);
    let mut text = std::fs::read_to_string(&path).expect("the document");
    let bless = std::env::var_os("DETENTE_BLESS").is_some();
    let (mut at, mut ran) = (0, 0);
    while let Some(found) = text[at..].find("```text\n$ detente ") {
        let command = at + found + "```text\n$ detente ".len();
        let body = command + text[command..].find('\n').expect("a line") + 1;
        let end = body + text[body..].find("```").expect("an end");
        let args = words(&text[command..body - 1]);
        at = end + 3;
        // A lock carries today's date; errors are shown of a case that has been spoilt for the purpose.
        if args[0] == "lock" || text[body..end].contains("error[") {
            continue;
        }
        ran += 1;
        let said = output(&args.iter().map(String::as_str).collect::<Vec<_>>());
        let said = said.trim_end().to_owned() + "\n";
        let abridged = text[body..end].contains("\n…\n") || text[body..end].starts_with("…\n");
        if bless && !abridged {
            at = body + said.len() + 3;
            text.replace_range(body..end, &said);
            continue;
        }
        let mut rest = said.as_str();
        for piece in pieces(&text[body..end]) {
            let place = rest
                .find(&piece)
                .unwrap_or_else(|| panic!("{args:?} does not print\n{piece}\nbut\n{said}"));
            rest = &rest[place + piece.len()..];
        }
        assert!(abridged || text[body..end] == *said, "{args:?} prints more:\n{said}");
    }
    assert!(ran >= least, "{ran} blocks of {document} ran");
    if bless {
        std::fs::write(&path, text).expect("the document");
    }
}
