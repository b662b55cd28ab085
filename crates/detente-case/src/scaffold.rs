//! `detente new`: a small commented case that checks clean.

/// A file of a new case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaffoldFile {
    /// Its name inside the folder.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Returns the files of a new case: a model, its claims and a short record to quote from.
pub fn scaffold() -> [ScaffoldFile; 3] {
    [
        ScaffoldFile { name: "case.toml", text: include_str!("../scaffold/case.toml") },
        ScaffoldFile { name: "claims.toml", text: include_str!("../scaffold/claims.toml") },
        ScaffoldFile {
            name: "records/letter.txt",
            text: include_str!("../scaffold/records/letter.txt"),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemoryWorld, load};
    use detente_text::Severity;

    #[test]
    fn a_new_case_checks_clean() {
        let [case, claims, record] = scaffold();
        let world = MemoryWorld::new()
            .with(case.name, case.text)
            .with(claims.name, claims.text)
            .with_record("letter.txt", record.text);
        let loaded = load(&world);
        let notes =
            loaded.diagnostics.iter().all(|diagnostic| diagnostic.code.severity == Severity::Note);
        assert!(notes, "{:?}", loaded.diagnostics);
        assert!(loaded.case.is_some());
    }
}
