//! The literate suite: Markdown files with small cases and what the program says of them.
//!
//! A section begins with `## title`. Its code blocks are named by their info string: `toml case`,
//! `toml claims`, `toml lock`, `text record NAME`; the block `text check` holds what is expected.
//! `DETENTE_BLESS=1 cargo test -p detente --test suite` rewrites the expectations; read what changed
//! before committing it.

use detente::brief::{Limits, lint};
use detente::case::{Loaded, MemoryWorld, load};
use detente::report;
use detente::text::sort;
use std::path::{Path, PathBuf};

#[derive(Default)]
struct Section {
    title: String,
    blocks: Vec<(String, String)>,
}

/// Splits a file into lines of prose and blocks; prose comes back with an empty name.
fn parts(text: &str) -> Vec<(Option<String>, String)> {
    let mut parts: Vec<(Option<String>, String)> = vec![(None, String::new())];
    let mut inside = false;
    for line in text.lines() {
        if let Some(info) = line.strip_prefix("```") {
            if inside {
                parts.push((None, String::new()));
            } else {
                parts.push((Some(info.to_owned()), String::new()));
            }
            inside = !inside;
            continue;
        }
        if let Some((_, body)) = parts.last_mut() {
            body.push_str(line);
            body.push('\n');
        }
    }
    parts
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (name, body) in parts(text) {
        match name {
            None => {
                for title in body.lines().filter_map(|line| line.strip_prefix("## ")) {
                    sections.push(Section { title: title.to_owned(), blocks: Vec::new() });
                }
            }
            Some(info) => {
                if let Some(section) = sections.last_mut() {
                    section.blocks.push((info, body));
                }
            }
        }
    }
    sections
}

fn run(section: &Section) -> String {
    let mut world = MemoryWorld::new();
    for (info, body) in &section.blocks {
        world = match info.split(' ').collect::<Vec<_>>().as_slice() {
            ["toml", "case"] => world.with("case.toml", body.as_str()),
            ["toml", "claims"] => world.with("claims.toml", body.as_str()),
            ["toml", "lock"] => world.with("case.lock", body.as_str()),
            ["text", "record", name] => world.with_record(name, body.as_str()),
            _ => world,
        };
    }
    let Loaded { case, mut diagnostics, sources } = load(&world);
    if let Some(case) = &case {
        diagnostics.extend(lint(case, &Limits::default()));
        sort(&mut diagnostics);
    }
    let text = report::render(&diagnostics, &sources, false);
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    format!("{}\n{}\n", lines.join("\n"), report::count(&diagnostics)).trim_start().to_owned()
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let entries = std::fs::read_dir(folder).expect("the suite");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn the_program_says_what_the_suite_expects() {
    let bless = std::env::var_os("DETENTE_BLESS").is_some();
    let mut ran = 0;
    let mut wrong = Vec::new();
    for file in files() {
        let mut text = std::fs::read_to_string(&file).expect("a suite file");
        for section in sections(&text) {
            let said = run(&section);
            let expected = section.blocks.iter().find(|(info, _)| info == "text check");
            let expected = expected.map_or("", |(_, body)| body.as_str());
            ran += 1;
            if said == expected {
                continue;
            }
            if bless {
                let at = text.find(&format!("## {}\n", section.title)).expect("the section");
                let block = at
                    + text[at..].find("```text check\n").expect("a check block")
                    + "```text check\n".len();
                text.replace_range(block..block + expected.len(), &said);
            } else {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                wrong.push(format!(
                    "{name}: {}\n--- expected\n{expected}--- said\n{said}",
                    section.title
                ));
            }
        }
        if bless {
            std::fs::write(&file, text).expect("a suite file");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(ran >= 40, "only {ran} sections ran");
}
