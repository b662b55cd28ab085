//! Cases on disk. The only place of the program that reads files.

use detente_case::{MAX_CASE_FILE, ReadFailure, World};
use detente_evidence::MAX_BYTES;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Gives the files of a case folder, and records from every folder where they may lie.
#[derive(Clone, Debug)]
pub struct FolderWorld {
    case: PathBuf,
    records: Vec<PathBuf>,
}

impl FolderWorld {
    /// Opens a case folder, or the folder of a `case.toml`.
    ///
    /// Records are looked for in the case's own `records` folder first, then in `records` in order.
    ///
    /// # Errors
    /// If the path does not exist or cannot be looked at.
    pub fn open(path: impl AsRef<Path>, records: &[PathBuf]) -> io::Result<Self> {
        let path = path.as_ref();
        let is_file = std::fs::metadata(path)?.is_file();
        let case = if is_file {
            path.parent().unwrap_or(Path::new("")).to_owned()
        } else {
            path.to_owned()
        };
        let records =
            std::iter::once(case.join("records")).chain(records.iter().cloned()).collect();
        Ok(Self { case, records })
    }

    /// Returns the case folder.
    pub fn folder(&self) -> &Path {
        &self.case
    }
}

impl World for FolderWorld {
    fn case_file(&self, name: &str) -> Result<Vec<u8>, ReadFailure> {
        // One byte more than is allowed, so that the loader sees that there is too much.
        read(&self.case.join(name), MAX_CASE_FILE + 1)
    }

    fn record(&self, file: &str) -> Result<Vec<u8>, ReadFailure> {
        let relative = Path::new(file);
        let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || file.is_empty() {
            let reason = "a record's file is named relative to the records folder, without `..`";
            return Err(ReadFailure::Refused(reason.into()));
        }
        let mut refused = None;
        for folder in &self.records {
            match read(&folder.join(relative), MAX_BYTES + 1) {
                Err(ReadFailure::Absent) => {}
                Err(failure) => refused = refused.or(Some(failure)),
                found => return found,
            }
        }
        Err(refused.unwrap_or(ReadFailure::Absent))
    }

    fn display(&self, name: &str) -> String {
        self.case.join(name).display().to_string()
    }
}

/// Reads a file that is no case folder, such as a model saved by another program.
///
/// # Errors
/// Says whether the file is absent or refused; files larger than a case file may be are refused.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadFailure> {
    let bytes = read(path, MAX_CASE_FILE + 1)?;
    if bytes.len() > MAX_CASE_FILE {
        return Err(ReadFailure::Refused(format!(
            "it has more than the {MAX_CASE_FILE} bytes that are read"
        )));
    }
    Ok(bytes)
}

/// Reads at most `limit` bytes of an ordinary file: a pipe or a device could go on for ever.
fn read(path: &Path, limit: usize) -> Result<Vec<u8>, ReadFailure> {
    let metadata = std::fs::metadata(path).map_err(|error| failure(&error))?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "it is a folder" } else { "it is not an ordinary file" };
        return Err(ReadFailure::Refused(what.into()));
    }
    let file = File::open(path).map_err(|error| failure(&error))?;
    let mut bytes = Vec::new();
    file.take(limit as u64).read_to_end(&mut bytes).map_err(|error| failure(&error))?;
    Ok(bytes)
}

fn failure(error: &io::Error) -> ReadFailure {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadFailure::Absent,
        _ => ReadFailure::Refused(error.to_string()),
    }
}
