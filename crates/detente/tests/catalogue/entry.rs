//! What a file of the catalogue says, taken out key by key so that nothing in it goes unread.

use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

/// A set of states as patterns.
pub(crate) type Patterns = BTreeSet<String>;

/// A table whose keys are taken out one by one; what is left at the end is a mistake.
pub(crate) struct Entry {
    /// Where the table stands, for messages.
    pub(crate) place: String,
    table: Table,
}

impl Entry {
    pub(crate) fn read(path: &Path) -> Entry {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let folder = path.parent().and_then(name).unwrap_or_default();
        Entry::parse(&format!("{folder}/{}", name(path).unwrap_or_default()), &text)
    }

    pub(crate) fn parse(place: &str, text: &str) -> Entry {
        let table = text.parse().unwrap_or_else(|e| panic!("{place}: {e}"));
        Entry { place: place.to_owned(), table }
    }

    pub(crate) fn maybe(&mut self, key: &str) -> Option<Value> {
        self.table.remove(key)
    }

    pub(crate) fn need(&mut self, key: &str) -> Value {
        self.maybe(key).unwrap_or_else(|| panic!("{}: `{key}` is missing", self.place))
    }

    pub(crate) fn text(&mut self, key: &str) -> String {
        text(self.need(key), &self.place)
    }

    pub(crate) fn texts(&mut self, key: &str) -> Vec<String> {
        self.maybe(key).map_or_else(Vec::new, |value| texts(value, &self.place))
    }

    pub(crate) fn number(&mut self, key: &str) -> u128 {
        let value = self.need(key).as_integer().unwrap_or_else(|| panic!("{}: {key}", self.place));
        u128::try_from(value).expect("a count")
    }

    pub(crate) fn maybe_entry(&mut self, key: &str) -> Option<Entry> {
        let place = format!("{} {key}", self.place);
        self.maybe(key).map(|value| match value {
            Value::Table(table) => Entry { place, table },
            other => panic!("{place}: not a table: {other:?}"),
        })
    }

    pub(crate) fn entry(&mut self, key: &str) -> Entry {
        self.maybe_entry(key).unwrap_or_else(|| panic!("{}: `{key}` is missing", self.place))
    }

    pub(crate) fn entries(&mut self, key: &str) -> Vec<Entry> {
        let Some(value) = self.maybe(key) else { return Vec::new() };
        let list = value.as_array().cloned().unwrap_or_else(|| panic!("{}: {key}", self.place));
        let one = |(number, value)| match value {
            Value::Table(table) => Entry { place: format!("{} {key} {number}", self.place), table },
            other => panic!("{}: not a table: {other:?}", self.place),
        };
        list.into_iter().enumerate().map(one).collect()
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.table.keys().cloned().collect()
    }

    /// Fails if a key is left that nobody took.
    pub(crate) fn end(self) {
        assert!(self.table.is_empty(), "{}: nobody reads {:?}", self.place, self.keys());
    }

    /// Takes a set of states: patterns, or `all`.
    pub(crate) fn states(&mut self, key: &str, feasible: &Patterns) -> Patterns {
        let value = self.need(key);
        if value.as_str() == Some("all") {
            return feasible.clone();
        }
        let listed = texts(value, &self.place);
        let states: Patterns = listed.iter().cloned().collect();
        assert_eq!(states.len(), listed.len(), "{}: {key} lists a state twice", self.place);
        assert!(states.is_subset(feasible), "{}: {key} lists what cannot be", self.place);
        states
    }

    /// Takes where a figure comes from: computed, or published by somebody.
    pub(crate) fn source(&mut self) -> bool {
        let source = self.text("source");
        let published = source == "published";
        assert!(published || source == "computed", "{}: source {source}", self.place);
        assert_eq!(self.maybe("by").is_some(), published, "{}: `by` says whose", self.place);
        let _ = self.maybe("note");
        published
    }
}

/// An expected set of states.
pub(crate) struct Expected {
    pub(crate) states: Patterns,
    pub(crate) published: bool,
    /// Whether somebody has other states, which the entry explains.
    pub(crate) differs: bool,
}

impl Expected {
    pub(crate) fn take(mut entry: Entry, feasible: &Patterns) -> Expected {
        let states = entry.states("states", feasible);
        let elsewhere = entry.maybe_entry("elsewhere").map(|mut other| {
            let there = other.states("states", feasible);
            assert_ne!(there, states, "{}: there is no difference", other.place);
            other.text("by");
            other.end();
        });
        let differs = elsewhere.is_some();
        if differs {
            assert!(entry.table.contains_key("note"), "{}: why the difference?", entry.place);
        }
        let published = entry.source();
        entry.end();
        Expected { states, published, differs }
    }
}

pub(crate) fn text(value: Value, place: &str) -> String {
    match value {
        Value::String(text) => text,
        other => panic!("{place}: not a text: {other:?}"),
    }
}

fn texts(value: Value, place: &str) -> Vec<String> {
    match value {
        Value::Array(list) => list.into_iter().map(|value| text(value, place)).collect(),
        other => panic!("{place}: not a list: {other:?}"),
    }
}
