//! Standard output and standard error. A reader that goes away is no error: the pipe is closed and
//! the program ends quietly.

use crate::cli::{CaseArgs, Colour, FileArgs};
use detente::brief::{document::Document, render};
use std::fmt::{self, Display, Formatter};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Why the program stops without an answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Bad usage or unreadable input: what is wrong and what to do.
    Input { message: String, help: String },
    /// The engine or a limit says no.
    Limit { message: String, help: String },
    /// Diagnostics have been printed already.
    Reported,
    /// Whoever read the output has gone.
    ClosedPipe,
}

impl Failure {
    pub(crate) fn input(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Input { message: message.into(), help: help.into() }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Input { .. } | Self::Reported => 2,
            Self::Limit { .. } => 3,
        }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input { message, help } | Self::Limit { message, help } => {
                write!(f, "error: {message}")?;
                if help.is_empty() { Ok(()) } else { write!(f, "\n  help: {help}") }
            }
            Self::Reported | Self::ClosedPipe => Ok(()),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Stopped>)
        {
            Self::Limit {
                message: "the run was cancelled; the answer is incomplete".into(),
                help: String::new(),
            }
        } else {
            Self::input(format!("the output cannot be written: {error}"), "")
        }
    }
}

/// An interrupt while an answer is written.
#[derive(Debug)]
struct Stopped;

impl Display for Stopped {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("stopped")
    }
}

impl std::error::Error for Stopped {}

/// Standard output for long answers: an interrupt stops it between two pieces.
#[derive(Debug)]
pub(crate) struct Stoppable(BufWriter<io::Stdout>);

impl Write for Stoppable {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if crate::interrupt::stopped() {
            return Err(io::Error::other(Stopped));
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Where results and messages go.
#[derive(Debug)]
pub(crate) struct Output {
    out: Stoppable,
    colour_out: bool,
    colour_err: bool,
}

impl Output {
    pub(crate) fn new(colour: Colour) -> Self {
        let allowed = |terminal: bool| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        Self {
            out: Stoppable(BufWriter::new(io::stdout())),
            colour_out: allowed(io::stdout().is_terminal()),
            colour_err: allowed(io::stderr().is_terminal()),
        }
    }

    /// Tells whether results may be coloured.
    pub(crate) fn colour(&self) -> bool {
        self.colour_out
    }

    /// Tells whether messages may be coloured.
    pub(crate) fn colour_messages(&self) -> bool {
        self.colour_err
    }

    /// Prints a part of the result.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        // A short text is whole or nothing.
        Ok(self.out.0.write_all(text.as_bytes())?)
    }

    /// Gives the writer of the result, for answers that are written as they come.
    pub(crate) fn writer(&mut self) -> &mut Stoppable {
        &mut self.out
    }

    /// Writes a machine-readable answer, as it comes.
    pub(crate) fn json(&mut self, answer: &impl serde::Serialize) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut self.out, answer)
            .map_err(|error| Failure::from(io::Error::from(error)))?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// Writes a machine-readable answer that is small, whether or not the run was stopped.
    pub(crate) fn json_whole(&mut self, answer: &impl serde::Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(answer)
            .map_err(|error| Failure::from(io::Error::from(error)))?;
        self.print(&format!("{text}\n"))
    }

    /// Prints a message beside the result.
    pub(crate) fn message(&mut self, text: &str) {
        // If nobody reads the messages there is nobody to tell.
        let _ = self.out.flush();
        let _ = io::stderr().write_all(text.as_bytes());
    }

    pub(crate) fn complain(&mut self, failure: &Failure) {
        let text = failure.to_string();
        if !text.is_empty() {
            self.message(&format!("{text}\n"));
        }
    }

    /// Ends the program: what is still held back must arrive.
    pub(crate) fn finish(mut self, code: ExitCode) -> ExitCode {
        match self.out.flush() {
            Ok(()) => code,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                self.message(&format!("error: the output cannot be written: {error}\n"));
                ExitCode::from(2)
            }
        }
    }
}

/// Refuses to write over a file that a case is made of, or a record.
///
/// # Errors
/// If the target is `case.toml`, `claims.toml`, `case.lock` or a record of the folder, however named.
pub(crate) fn spare_inputs(target: &Path, case: &Path, records: &[PathBuf]) -> Result<(), Failure> {
    let Ok(target_path) = std::fs::canonicalize(target) else { return Ok(()) };
    let folder = if case.is_file() { case.parent().unwrap_or(Path::new("")) } else { case };
    let own = ["case.toml", "claims.toml", "case.lock"].iter().map(|name| folder.join(name));
    let is_own = own
        .chain(case.is_file().then(|| case.to_owned()))
        .filter_map(|path| std::fs::canonicalize(path).ok())
        .any(|path| path == target_path);
    let mut folders = records.to_vec();
    folders.push(folder.join("records"));
    let is_record = folders
        .iter()
        .filter_map(|path| std::fs::canonicalize(path).ok())
        .any(|path| target_path.starts_with(path));
    if is_own || is_record {
        let message = format!("{} is a file of the case, and would be lost", target.display());
        return Err(Failure::input(message, "nothing was written; name another file"));
    }
    Ok(())
}

/// Makes sure, before anything is computed, that a document can be written where it is asked for.
pub(crate) fn check_files(files: &FileArgs, case: &CaseArgs) -> Result<(), Failure> {
    if files.html.is_some() && files.html == files.md {
        return Err(Failure::input("--html and --md name the same file", "name two"));
    }
    for target in files.html.iter().chain(&files.md) {
        spare_inputs(target, &case.case, &case.records)?;
    }
    Ok(())
}

/// Writes a document to the files asked for, or prints it if there are none.
pub(crate) fn put_document(
    document: &Document,
    files: &FileArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    if files.to_terminal() {
        return output.print(&render::terminal(document, output.colour()));
    }
    for (path, text) in [
        (&files.html, render::html as fn(&_) -> String),
        (&files.md, render::markdown as fn(&_) -> String),
    ] {
        if path.as_deref() == Some(Path::new("-")) {
            output.print(&text(document))?;
        } else if let Some(path) = path {
            write_file(path, &text(document))?;
            output.message(&format!("wrote {}\n", path.display()));
        }
    }
    Ok(())
}

/// Writes a file whole or not at all: beside it first, then in its place. A link is followed to what
/// it names; a pipe or device is written to as it is, and never replaced.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |error: io::Error| {
        Failure::input(
            format!("{} cannot be written: {error}", path.display()),
            "nothing was changed; check the path and who may write there",
        )
    };
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name =
        target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.is_empty() || target.is_dir() {
        let message = format!("{} is a folder, not a file", path.display());
        return Err(Failure::input(message, "name a file in it"));
    }
    if std::fs::metadata(&target).is_ok_and(|metadata| !metadata.is_file()) {
        return std::fs::write(&target, text).map_err(fail);
    }
    let beside = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, &target));
    written.map_err(|error| {
        // The half-written neighbour is ours to remove; that it may not exist is no concern.
        let _ = std::fs::remove_file(&beside);
        fail(error)
    })
}
