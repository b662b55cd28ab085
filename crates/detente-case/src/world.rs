//! The one door to the outside: how a case gets at its files. The program reads folders; tests and
//! other programs bring their own.

use std::collections::BTreeMap;
use std::fmt::Debug;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFailure {
    /// There is no such file.
    Absent,
    /// There is one, but it cannot be read; the reason in words.
    Refused(String),
}

/// Gives a case its files.
pub trait World: Debug {
    /// Reads a file of the case folder, such as `case.toml`.
    ///
    /// # Errors
    /// Says whether the file is absent or refused.
    fn case_file(&self, name: &str) -> Result<Vec<u8>, ReadFailure>;

    /// Reads a record by its file name, wherever records are kept.
    ///
    /// # Errors
    /// Says whether the record is absent or refused.
    fn record(&self, file: &str) -> Result<Vec<u8>, ReadFailure>;

    /// Returns the name of a case file as the user would write it, for messages.
    fn display(&self, name: &str) -> String;
}

/// Holds a case in memory.
///
/// ```
/// use detente_case::{MemoryWorld, World};
/// let world = MemoryWorld::new().with("case.toml", "schema = 1").with_record("note.txt", "Peace.");
/// assert_eq!(world.record("note.txt"), Ok(b"Peace.".to_vec()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct MemoryWorld {
    files: BTreeMap<String, Vec<u8>>,
    records: BTreeMap<String, Vec<u8>>,
}

impl MemoryWorld {
    /// Makes an empty folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file of the case.
    #[must_use]
    pub fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.to_owned(), content.into());
        self
    }

    /// Adds a record.
    #[must_use]
    pub fn with_record(mut self, file: &str, content: impl Into<Vec<u8>>) -> Self {
        self.records.insert(file.to_owned(), content.into());
        self
    }
}

impl World for MemoryWorld {
    fn case_file(&self, name: &str) -> Result<Vec<u8>, ReadFailure> {
        self.files.get(name).cloned().ok_or(ReadFailure::Absent)
    }

    fn record(&self, file: &str) -> Result<Vec<u8>, ReadFailure> {
        self.records.get(file).cloned().ok_or(ReadFailure::Absent)
    }

    fn display(&self, name: &str) -> String {
        name.to_owned()
    }
}
