//! Running the program as a user does, from the root of the repository.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Who could wreck the armistice once it is signed and Seoul is given nothing for it.
pub(crate) const KOREA_SIGNED: [&str; 10] = [
    "spoilers",
    "cases/korea-1953",
    "--at",
    "strike and sign and not (revise or press or pact or aid or wreck)",
    "--keep",
    "sign and not wreck",
    "--reading",
    "refuses",
    "--party",
    "rok",
];

/// What a run printed and how it ended.
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn detente(args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(args)
        .current_dir(root())
        .env_remove("DETENTE_RECORDS")
        .output()
        .expect("the program runs");
    Run {
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().unwrap_or(-1),
    }
}

/// Runs a command on a case written for the purpose.
pub(crate) fn on_case(command: &str, case: &str, args: &[&str]) -> Run {
    let folder = TempDir::new().expect("a temporary folder");
    std::fs::write(folder.path().join("case.toml"), case).expect("a file");
    let path = folder.path().to_str().expect("a path in UTF-8").to_owned();
    let mut all = vec![command, path.as_str()];
    all.extend(args);
    detente(&all)
}

/// A page as one line of words, without the bars beside a lead.
pub(crate) fn flowing(page: &str) -> String {
    page.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
}
