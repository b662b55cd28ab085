//! The lock file: what each quotation was checked against, where it was found, and when.
//!
//! It lets a case be used where its records are not at hand, and tells when a record has changed.

use crate::node::{Entry, Node, Value, parse};
use detente_text::{Diagnostic, FileId, Sources, code};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The version of the lock format.
const VERSION: i64 = 1;

/// What a case was last checked against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The day of the check, as `YYYY-MM-DD`.
    pub checked: String,
    /// Per record name, its hash and size.
    pub records: BTreeMap<String, LockedRecord>,
    /// Per claim (or `record.doubt-N`), the places of its parts.
    pub quotes: BTreeMap<String, Vec<LockedQuote>>,
}

/// A record at the time of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedRecord {
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Its length in code points.
    pub chars: usize,
}

/// One part of a quotation at the time of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedQuote {
    /// The paragraph in which it begins.
    pub paragraph: String,
    /// First code point in the raw record.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The level at which it was found, 1 to 6.
    pub level: u8,
    /// A short hash of the quoted words, so that a changed quotation is noticed.
    pub words: String,
    /// The layer it lies in, if any.
    pub layer: Option<String>,
    /// Hedges of its sentence that the quotation leaves out.
    pub clipped: Vec<String>,
}

/// The short hash under which a lock remembers quoted words.
pub(crate) fn words_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(6).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Lock {
    /// Reads a lock file; nothing, and a diagnostic, if it cannot be used.
    pub(crate) fn read(sources: &Sources, file: FileId, out: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut faults = Vec::new();
        let root = parse(sources, file, &mut faults);
        let lock = if faults.is_empty() { Self::from_node(&root) } else { None };
        if lock.is_none() {
            let name = sources.file(file).name();
            out.push(
                Diagnostic::new(
                    &code::LOCK_UNREADABLE,
                    format!("{name} is not a lock file this program can read"),
                )
                .at(sources.span(file, 0..1), "here")
                .help("delete it and run `detente lock` with the records at hand"),
            );
        }
        lock
    }

    fn from_node(root: &Node) -> Option<Self> {
        if integer(root.get("version")?)? != VERSION {
            return None;
        }
        let records = root.entries("records").iter().map(|entry| {
            let sha256 = entry.node.string("sha256")?;
            let chars = usize::try_from(integer(entry.node.get("chars")?)?).ok()?;
            Some((entry.key.clone(), LockedRecord { sha256, chars }))
        });
        let quotes = root.entries("quotes").iter().map(|entry: &Entry| {
            let parts: Option<Vec<LockedQuote>> = entry.node.list()?.iter().map(quote).collect();
            Some((entry.key.clone(), parts?))
        });
        let checked = match &root.get("checked")?.value {
            Value::Date(date) => date.clone(),
            _ => return None,
        };
        Some(Self {
            checked,
            records: records.collect::<Option<_>>()?,
            quotes: quotes.collect::<Option<_>>()?,
        })
    }

    /// Writes the lock file.
    ///
    /// The same lock gives the same bytes, whatever order things were found in.
    pub fn write(&self) -> String {
        let mut out = String::from(
            "# Written by `detente lock`; not meant to be edited.\n\
             # Per quotation: paragraph, code points in the raw record, level, hash of the words.\n",
        );
        let _ = writeln!(out, "version = {VERSION}\nchecked = {}", self.checked);
        for (name, record) in &self.records {
            let _ = write!(
                out,
                "\n[records.{}]\nsha256 = \"{}\"\nchars = {}\n",
                key(name),
                record.sha256,
                record.chars
            );
        }
        out.push_str("\n[quotes]\n");
        for (name, parts) in &self.quotes {
            let parts: Vec<String> = parts.iter().map(write_quote).collect();
            let _ = writeln!(out, "{} = [{}]", key(name), parts.join(", "));
        }
        out
    }
}

fn integer(node: &Node) -> Option<i64> {
    if let Value::Int(value) = node.value { Some(value) } else { None }
}

fn quote(node: &Node) -> Option<LockedQuote> {
    let at = node.get("at")?.list()?;
    let place = |index: usize| usize::try_from(integer(at.get(index)?)?).ok();
    Some(LockedQuote {
        paragraph: node.string("p")?,
        start: place(0)?,
        end: place(1)?,
        level: u8::try_from(integer(node.get("level")?)?).ok()?,
        words: node.string("words")?,
        layer: node.string("layer"),
        clipped: node.get_texts("clipped").iter().map(|text| text.value.clone()).collect(),
    })
}

fn write_quote(quote: &LockedQuote) -> String {
    let mut out = format!(
        "{{ p = {}, at = [{}, {}], level = {}, words = \"{}\"",
        text(&quote.paragraph),
        quote.start,
        quote.end,
        quote.level,
        quote.words
    );
    if let Some(layer) = &quote.layer {
        let _ = write!(out, ", layer = {}", text(layer));
    }
    if !quote.clipped.is_empty() {
        let clipped: Vec<String> = quote.clipped.iter().map(|hedge| text(hedge)).collect();
        let _ = write!(out, ", clipped = [{}]", clipped.join(", "));
    }
    out + " }"
}

fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if bare { name.to_owned() } else { text(name) }
}

/// A TOML basic string.
fn text(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_lock_reads_back_as_it_was() {
        let quote = LockedQuote {
            paragraph: "p07".into(),
            start: 3,
            end: 9,
            level: 2,
            words: words_hash("x"),
            layer: Some("letter".into()),
            clipped: vec!["it \"can\"\n be".into()],
        };
        let lock = Lock {
            checked: "1953-07-03".into(),
            records: BTreeMap::from([(
                "telegram".into(),
                LockedRecord { sha256: "ab".into(), chars: 12 },
            )]),
            quotes: BTreeMap::from([
                ("a".into(), vec![quote.clone(), quote.clone()]),
                ("t.doubt-1".into(), vec![quote]),
            ]),
        };
        let mut sources = Sources::new();
        let file = sources.add("case.lock", lock.write());
        let mut out = Vec::new();
        assert_eq!(Lock::read(&sources, file, &mut out), Some(lock));
        assert_eq!(out, []);
    }

    #[test]
    fn a_broken_lock_is_reported_and_not_used() {
        for text in
            ["", "version = 2", "version = 1\nchecked = 1953-07-03\n[quotes]\na = 1", "\u{0}"]
        {
            let mut sources = Sources::new();
            let file = sources.add("case.lock", text);
            let mut out = Vec::new();
            assert_eq!(Lock::read(&sources, file, &mut out), None, "{text}");
            assert_eq!(out.len(), 1);
        }
    }
}
