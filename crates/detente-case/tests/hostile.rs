//! Whatever the files hold, loading tells what is wrong and never panics.

use detente_case::{MemoryWorld, load, scaffold};
use detente_text::has_errors;
use proptest::prelude::*;

fn world(case: &[u8], claims: &[u8], lock: &[u8], record: &[u8]) -> MemoryWorld {
    MemoryWorld::new()
        .with("case.toml", case)
        .with("claims.toml", claims)
        .with("case.lock", lock)
        .with_record("letter.txt", record)
}

/// Loads and checks what must hold of any load.
fn examine(world: &MemoryWorld) {
    let loaded = load(world);
    assert_eq!(loaded.case.is_none(), has_errors(&loaded.diagnostics));
    for diagnostic in &loaded.diagnostics {
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            let place = loaded.sources.locate(label.span);
            assert!(place.line >= 1 && place.column >= 1);
            assert!(label.span.start <= label.span.end);
        }
    }
}

/// A text with a few stretches cut, doubled or replaced.
fn damaged(text: &'static str) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "",
            "\"",
            "'",
            "[",
            "]",
            "{",
            "}",
            "=",
            "\n",
            "[x]",
            "a = 1\n",
            "é",
            "\u{0}",
            "not ",
            "(",
            "1",
            "{ wants = 3 }",
            "[[",
            "\"\"\"",
        ][..],
    );
    prop::collection::vec((0..text.len(), 0..40usize, piece), 1..4).prop_map(move |cuts| {
        let mut out = text.to_owned();
        for (start, length, piece) in cuts {
            let start = start.min(out.len());
            let end = (start + length).min(out.len());
            if out.is_char_boundary(start) && out.is_char_boundary(end) {
                out.replace_range(start..end, piece);
            }
        }
        out
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_files_are_diagnosed(case in damaged(scaffold()[0].text), claims in damaged(scaffold()[1].text)) {
        let record = scaffold()[2].text;
        examine(&world(case.as_bytes(), scaffold()[1].text.as_bytes(), b"", record.as_bytes()));
        examine(&world(scaffold()[0].text.as_bytes(), claims.as_bytes(), b"", record.as_bytes()));
        examine(&world(case.as_bytes(), claims.as_bytes(), case.as_bytes(), claims.as_bytes()));
    }

    #[test]
    fn any_bytes_are_diagnosed(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        examine(&world(&bytes, &bytes, &bytes, &bytes));
    }
}

#[test]
fn the_same_case_gives_the_same_fingerprint_and_another_another() {
    let [case, claims, record] = scaffold();
    let fingerprint = |case: &str| {
        let world = world(case.as_bytes(), claims.text.as_bytes(), b"", record.text.as_bytes());
        // An empty lock is not a lock; it is reported, so it is left out here.
        let world = MemoryWorld::new()
            .with("case.toml", world_file(&world, "case.toml"))
            .with("claims.toml", claims.text)
            .with_record("letter.txt", record.text);
        load(&world).case.expect("a case").fingerprint
    };
    assert_eq!(fingerprint(case.text), fingerprint(case.text));
    assert_ne!(fingerprint(case.text), fingerprint(&format!("{}# more\n", case.text)));
}

fn world_file(world: &MemoryWorld, name: &str) -> Vec<u8> {
    use detente_case::World as _;
    world.case_file(name).expect("the file")
}
