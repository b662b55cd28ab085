//! Files that hold nothing but bodies: commissions and councils to look at without a case.

use crate::grammar::BODIES_FILE;
use crate::load::{Case, Loaded, MAX_CASE_FILE, fingerprint, plain_text};
use crate::lower::lower_bodies;
use crate::node::{Node, Value, parse};
use crate::shape::{Shape, check};
use detente_model::Model;
use detente_text::{Diagnostic, Sources, code, has_errors};

/// Tells whether a text has tables of bodies and nothing else, so that [`load_bodies`] reads it.
///
/// A text that is not TOML has none.
pub fn is_bodies_file(text: &str) -> bool {
    let mut sources = Sources::new();
    let file = sources.add("", text.to_owned());
    let mut out = Vec::new();
    let node = parse(&sources, file, &mut out);
    let keys = node.table().unwrap_or_default();
    !keys.is_empty() && keys.iter().all(|entry| entry.key == "bodies")
}

/// Reads a file with only `[bodies.NAME]` tables as a case about nothing else. `name` is shown in
/// diagnostics; without its folder and ending it becomes the title.
pub fn load_bodies(name: &str, bytes: &[u8]) -> Loaded {
    let mut sources = Sources::new();
    let mut out = Vec::new();
    let help = "give a file in UTF-8 of 8 MiB at most with [bodies.NAME] tables";
    let Some(text) = plain_text(name, bytes, MAX_CASE_FILE, help, &mut out) else {
        return Loaded { case: None, diagnostics: out, sources };
    };
    let file = sources.add(name, text.trim_start_matches('\u{feff}').to_owned());
    let root = parse(&sources, file, &mut out);
    if has_errors(&out) {
        // What is missing cannot be told from what could not be read.
        detente_text::sort(&mut out);
        return Loaded { case: None, diagnostics: out, sources };
    }
    check(&Shape::Table(&BODIES_FILE), &root, sources.span(file, 0..0), &mut out);
    let mut parts = lower_bodies(&root, &mut out);
    tell_empty(&root, &mut out);
    parts.title = title(name);
    let fingerprint = fingerprint(&sources, file, None);
    // The parts fit together, for everything that could make them misfit has been reported.
    let model = if has_errors(&out) { None } else { Model::new(parts).ok() };
    let case = model.map(|model| Case::of_model(model, fingerprint));
    detente_text::sort(&mut out);
    Loaded { case, diagnostics: out, sources }
}

/// A body without members can decide nothing.
fn tell_empty(root: &Node, out: &mut Vec<Diagnostic>) {
    for body in root.entries("bodies") {
        let Some(members) = body.node.get("members") else { continue };
        let none = match &members.value {
            Value::List(items) => items.is_empty(),
            Value::Table(entries) => entries.is_empty(),
            _ => false,
        };
        if none {
            out.push(
                Diagnostic::new(&code::NO_BODY, format!("`{}` has no members", body.key))
                    .at(members.span, "nobody sits")
                    .help("name at least one member"),
            );
        }
    }
}

fn title(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file).to_owned()
}
