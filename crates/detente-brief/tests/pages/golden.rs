//! A small document in every medium, as it should look. `DETENTE_BLESS=1` rewrites what is kept.

use crate::fixture::document;
use detente_brief::render;
use std::path::Path;

fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("DETENTE_BLESS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == found, "{name} differs; look at it, then run with DETENTE_BLESS=1\n{found}");
}

#[test]
fn markdown() {
    compare("bridge.md", &render::markdown(&document(&str::to_owned)));
}

#[test]
fn html() {
    compare("bridge.html", &render::html(&document(&str::to_owned)));
}

#[test]
fn terminal() {
    compare("bridge.txt", &render::terminal(&document(&str::to_owned), false));
}

#[test]
fn colour_is_decoration_only() {
    let document = document(&str::to_owned);
    let coloured = render::terminal(&document, true);
    let plain = coloured.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
    assert_eq!(plain, render::terminal(&document, false));
}
