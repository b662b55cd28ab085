//! The dependency invariants of ARCHITECTURE.md, read from cargo's own account of the workspace.

use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use std::collections::{BTreeMap, BTreeSet};

/// Which of our crates each of our crates may use. A crate that is not listed may use none.
fn allowed() -> BTreeMap<&'static str, &'static [&'static str]> {
    BTreeMap::from([
        ("detente-text", &[][..]),
        ("detente-expr", &[]),
        ("detente-model", &["detente-expr", "detente-text"]),
        // Engines know nothing of cases, files or words.
        ("detente-evidence", &[]),
        ("detente-stability", &["detente-expr"]),
        ("detente-bodies", &["detente-expr"]),
        ("detente-bargain", &["detente-expr"]),
        ("detente-plans", &["detente-expr"]),
        ("detente-case", &["detente-text", "detente-expr", "detente-model", "detente-evidence"]),
        (
            "detente-brief",
            &[
                "detente-text",
                "detente-expr",
                "detente-model",
                "detente-case",
                "detente-evidence",
                "detente-stability",
                "detente-bodies",
                "detente-bargain",
                "detente-plans",
            ],
        ),
    ])
}

/// Heavy or outward-looking crates, with the only crates of ours that may use them.
const CONFINED: [(&str, &[&str]); 11] = [
    ("clap", &["detente"]),
    ("annotate-snippets", &["detente"]),
    // Civil dates; the clock is read by the program alone.
    ("jiff", &["detente", "detente-model"]),
    ("ctrlc", &["detente"]),
    ("jsonc-parser", &["detente-case"]),
    ("toml", &["detente-case"]),
    ("roxmltree", &["detente-evidence", "detente-bargain"]),
    ("maud", &["detente-brief"]),
    // Core types are not serialised: the contract lives at the boundary.
    ("serde", &["detente-brief", "detente"]),
    ("serde_json", &["detente-case", "detente-brief", "detente", "detente-dev"]),
    ("rand", &["detente-bargain", "detente-bodies"]),
];

fn packages() -> Vec<Package> {
    let metadata = MetadataCommand::new().no_deps().exec().expect("cargo metadata");
    metadata.packages
}

fn normal(package: &Package) -> BTreeSet<String> {
    let dependencies =
        package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
    dependencies.map(|dependency| dependency.name.clone()).collect()
}

#[test]
fn our_crates_use_only_what_the_architecture_allows() {
    let allowed = allowed();
    for package in packages() {
        let name = package.name.to_string();
        if name == "detente" || name == "detente-dev" {
            // The program and the developer's program see everything.
            continue;
        }
        let may = allowed.get(name.as_str()).copied().unwrap_or_default();
        for dependency in
            normal(&package).iter().filter(|dependency| dependency.starts_with("detente"))
        {
            assert!(may.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn outward_looking_crates_are_confined() {
    for package in packages() {
        for (library, users) in CONFINED {
            let name = package.name.to_string();
            assert!(
                !normal(&package).contains(library) || users.contains(&name.as_str()),
                "{name} must not depend on {library}"
            );
        }
    }
}

#[test]
fn only_the_program_reads_files_the_clock_the_environment_or_the_terminal() {
    let forbidden = [
        "std::fs",
        "std::env::",
        "std::io::stdin",
        "std::io::stdout",
        "SystemTime",
        "println!",
        "eprintln!",
    ];
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let inner =
        ["text", "expr", "model", "evidence", "stability", "case", "brief", "bodies", "bargain"];
    for name in inner {
        let folder = root.join(format!("detente-{name}/src"));
        if !folder.exists() {
            continue;
        }
        for file in rust_files(&folder) {
            let text = std::fs::read_to_string(&file).expect("a source file");
            // Examples in comments may print.
            let code: String = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            for word in forbidden {
                assert!(!code.contains(word), "{} uses {word}", file.display());
            }
        }
    }
}

fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
