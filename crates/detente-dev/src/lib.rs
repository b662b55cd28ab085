//! Files of the repository that are generated, and what they must hold.
//!
//! What lives here: the list of generated files with their text, so that the program can write them
//! and a test can tell when one is stale. What does not: writing them.

use detente_case::{case_schema, claims_schema, reference};
use detente_text::{ALL_CODES, Severity};
use std::fmt::Write as _;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Its path from the root of the repository.
    pub path: &'static str,
    /// Its text.
    pub text: String,
}

/// Returns every generated file.
pub fn generated() -> Vec<Generated> {
    let json = |value: &serde_json::Value| format!("{value:#}\n");
    vec![
        Generated { path: "schema/case.schema.json", text: json(&case_schema()) },
        Generated { path: "schema/claims.schema.json", text: json(&claims_schema()) },
        Generated { path: "docs/reference.md", text: reference() },
        Generated { path: "docs/codes/README.md", text: codes() },
    ]
}

/// The index of the diagnostic codes.
fn codes() -> String {
    let mut out = String::from(
        "# Diagnostic codes\n\nGenerated from the table of codes. `detente explain CODE` prints a page.\n\n\
         | code | | what it is |\n|---|---|---|\n",
    );
    for code in ALL_CODES {
        let kind = match code.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let _ = writeln!(out, "| [{0}]({0}.md) | {kind} | {1} |", code.id, code.title);
    }
    out
}
