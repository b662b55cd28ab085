//! Generated files must be what the program would generate now.

use std::path::Path;

#[test]
fn no_generated_file_is_stale() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for file in detente_dev::generated() {
        let there = std::fs::read_to_string(root.join(file.path)).unwrap_or_default();
        assert!(
            there == file.text,
            "{} is stale: run `cargo run -p detente-dev -- regenerate`",
            file.path
        );
    }
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/codes");
    for entry in std::fs::read_dir(root).expect("docs/codes") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let id = name.trim_end_matches(".md");
        let known = id == "README" || detente_text::Code::find(id).is_some();
        assert!(known, "docs/codes/{name} is the page of no code");
    }
}
