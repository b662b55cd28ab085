//! TOML as a tree of owned values that remember where they stood, down to each character of a
//! string. What lives here: reading TOML and mapping positions. What does not: what any key means.

use detente_text::{Diagnostic, FileId, Sources, Span, code};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A value of a TOML file.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(Text),
    Int(i64),
    Float(f64),
    Bool(bool),
    Date(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

/// A string with the place of each of its bytes in the file.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
    /// Place in the file of byte `k` of the value, and of its end; empty where it is not known.
    places: Vec<u32>,
}

impl Text {
    /// A string of which only the whole stretch is known.
    pub(crate) fn whole(value: String, span: Span) -> Self {
        Self { value, span, places: Vec::new() }
    }

    /// Finds the stretch of the file that a stretch of the value was written in.
    pub(crate) fn part(&self, range: Range<usize>) -> Span {
        match (self.places.get(range.start), self.places.get(range.end)) {
            (Some(&start), Some(&end)) => Span { start, end: end.max(start), ..self.span },
            _ => self.span,
        }
    }

    /// The stretch inside the quotation marks.
    pub(crate) fn inside(&self) -> Span {
        self.part(0..self.value.len())
    }
}

impl Node {
    pub(crate) fn text(&self) -> Option<&Text> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    pub(crate) fn list(&self) -> Option<&[Self]> {
        if let Value::List(items) = &self.value { Some(items) } else { None }
    }

    pub(crate) fn table(&self) -> Option<&[Entry]> {
        if let Value::Table(entries) = &self.value { Some(entries) } else { None }
    }

    /// The value under a key, if this is a table that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.table()?.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    pub(crate) fn get_text(&self, key: &str) -> Option<&Text> {
        self.get(key)?.text()
    }

    /// The string under a key, owned.
    pub(crate) fn string(&self, key: &str) -> Option<String> {
        self.get_text(key).map(|text| text.value.clone())
    }

    /// The entries of the table under a key; none if there is no such table.
    pub(crate) fn entries(&self, key: &str) -> &[Entry] {
        self.get(key).and_then(Self::table).unwrap_or_default()
    }

    /// One string or a list of strings.
    pub(crate) fn texts(&self) -> Vec<&Text> {
        match &self.value {
            Value::Text(text) => vec![text],
            Value::List(items) => items.iter().filter_map(Self::text).collect(),
            _ => Vec::new(),
        }
    }

    /// One string or a list of strings under a key.
    pub(crate) fn get_texts(&self, key: &str) -> Vec<&Text> {
        self.get(key).map(Self::texts).unwrap_or_default()
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match self.value {
            Value::Int(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => None,
        }
    }

    /// What the value is, for messages.
    pub(crate) fn noun(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "a text",
            Value::Int(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Reads a TOML file as far as it goes, with a diagnostic for each thing wrong.
pub(crate) fn parse(sources: &Sources, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let text = sources.file(file).text();
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let message = error.message().trim();
        let mut diagnostic =
            Diagnostic::new(&code::TOML_SYNTAX, format!("not valid TOML: {message}"));
        if let Some(range) = error.span() {
            // A caret needs something to stand under, and an end of line is nothing.
            let range = if range.is_empty() { range.start..range.start + 1 } else { range };
            diagnostic = diagnostic.at(sources.span(file, range), "here");
        }
        let line = error
            .span()
            .and_then(|range| text.get(..range.start))
            .map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
        let line = text[line..].lines().next().unwrap_or_default();
        diagnostics.push(diagnostic.help(toml_help(message, line)));
    }
    let converter = Converter { sources, file, text };
    let span = sources.span(file, 0..0);
    Node { span, value: Value::Table(converter.table(root.get_ref())) }
}

fn toml_help(message: &str, line: &str) -> &'static str {
    if line.contains(['“', '”', '‘', '’', '„']) {
        "“these” are typographic quotation marks; TOML needs straight ones, \"like these\""
    } else if message.contains("duplicate key") {
        "keep one of the two; a name can be used once in a table"
    } else if message.contains("invalid date") {
        "write a day that the calendar has, such as 1953-07-05"
    } else {
        "texts stand in \"quotation marks\", lists in [brackets], inline tables in { braces } on one line or more"
    }
}

struct Converter<'a> {
    sources: &'a Sources,
    file: FileId,
    text: &'a str,
}

impl Converter<'_> {
    fn table(&self, table: &DeTable<'_>) -> Vec<Entry> {
        let entries = table.iter().map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: self.sources.span(self.file, key.span()),
            node: self.node(value.get_ref(), value.span()),
        });
        entries.collect()
    }

    fn node(&self, value: &DeValue<'_>, range: Range<usize>) -> Node {
        let span = self.sources.span(self.file, range.clone());
        let value = match value {
            DeValue::String(value) => {
                let places = self.places(range, value);
                Value::Text(Text { value: value.to_string(), span, places })
            }
            DeValue::Integer(value) => {
                let digits = value.as_str();
                i64::from_str_radix(digits, value.radix())
                    .map_or_else(|_| Value::Float(digits.parse().unwrap_or(f64::NAN)), Value::Int)
            }
            DeValue::Float(value) => Value::Float(value.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Datetime(value) => Value::Date(value.to_string()),
            DeValue::Array(items) => {
                let nodes = items.iter().map(|item| self.node(item.get_ref(), item.span()));
                Value::List(nodes.collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        Node { span, value }
    }

    fn places(&self, range: Range<usize>, value: &str) -> Vec<u32> {
        let Some(raw) = self.text.get(range.clone()) else { return Vec::new() };
        let (decoded, mut places) = decode(raw);
        if decoded != value || places.len() != value.len() + 1 {
            return Vec::new();
        }
        for place in &mut places {
            *place += range.start as u32;
        }
        places
    }
}

/// Decodes a TOML string with its quotation marks and notes where each byte came from.
fn decode(raw: &str) -> (String, Vec<u32>) {
    let multiline = raw.starts_with("\"\"\"") || raw.starts_with("'''");
    let literal = raw.starts_with('\'');
    let marks = if multiline { 3 } else { 1 };
    let end = raw.len().saturating_sub(marks);
    // A string that the parser mended lacks one of its marks; where its characters stand is not known.
    if !raw.starts_with(['"', '\'']) || end < marks || !raw.is_char_boundary(end) {
        return (String::new(), Vec::new());
    }
    let mut at = marks;
    if multiline {
        // A line end right after the opening marks is not part of the string.
        let opening = &raw[at..];
        at += if opening.starts_with("\r\n") { 2 } else { usize::from(opening.starts_with('\n')) };
    }
    let mut value = String::new();
    let mut places = Vec::new();
    while at < end {
        let Some(c) = raw[at..].chars().next() else { break };
        let (decoded, length) =
            if c == '\\' && !literal { escape(&raw[at..end]) } else { (Some(c), c.len_utf8()) };
        if let Some(decoded) = decoded {
            value.push(decoded);
            places.extend(std::iter::repeat_n(at as u32, decoded.len_utf8()));
        }
        at += length;
    }
    places.push(end as u32);
    (value, places)
}

/// One escape sequence: the character, unless it is a line-ending backslash, and its length.
fn escape(rest: &str) -> (Option<char>, usize) {
    let mut chars = rest.chars();
    chars.next();
    let code = |digits: usize| {
        let hex =
            rest.get(2..2 + digits).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let value = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        (value, if value.is_some() { 2 + digits } else { 2 })
    };
    match chars.next() {
        Some('n') => (Some('\n'), 2),
        Some('t') => (Some('\t'), 2),
        Some('r') => (Some('\r'), 2),
        Some('b') => (Some('\u{8}'), 2),
        Some('f') => (Some('\u{c}'), 2),
        Some('e') => (Some('\u{1b}'), 2),
        Some('x') => code(2),
        Some('u') => code(4),
        Some('U') => code(8),
        Some(c) if c.is_whitespace() => {
            let skipped = rest[1..].chars().take_while(|c| c.is_whitespace());
            (None, 1 + skipped.map(char::len_utf8).sum::<usize>())
        }
        Some(c) => (Some(c), 1 + c.len_utf8()),
        None => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where `needle`, searched in the decoded value, lies in the file.
    #[track_caller]
    fn check(file: &str, needle: &str, expect: &str) {
        let mut sources = Sources::new();
        let id = sources.add("t", file);
        let mut diagnostics = Vec::new();
        let root = parse(&sources, id, &mut diagnostics);
        assert_eq!(diagnostics, []);
        let text = root.get_text("a").expect("the key");
        let start = text.value.find(needle).expect("the needle");
        let span = text.part(start..start + needle.len());
        assert_eq!(sources.slice(span), expect);
    }

    #[test]
    fn a_part_of_a_string_is_found_in_the_file() {
        check("a = \"one two\"", "two", "two");
        check("a = 'one two'", "two", "two");
        check("a = \"\\\"é\\\" two\"", "two", "two");
        check("a = \"\\u00e9 two\"", "é", "\\u00e9");
        check("a = \"\"\"\none \\\n   two\"\"\"", "two", "two");
        check("a = '''\r\none two'''", "one", "one");
    }

    #[test]
    fn every_fault_of_a_file_is_reported_and_the_rest_is_read() {
        let mut sources = Sources::new();
        let id = sources.add("t", "a = 1\na = 2\nb = \nc = \"x\"\n");
        let mut diagnostics = Vec::new();
        let root = parse(&sources, id, &mut diagnostics);
        assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
        assert!(root.get_text("c").is_some());
    }
}
