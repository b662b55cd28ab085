//! Shapes: one description of what the case files may hold. From it come the check of a file, the
//! JSON Schema for editors and the reference page, so the three cannot disagree.

use crate::node::{Entry, Node, Value};
use detente_expr::is_name;
use detente_text::{Diagnostic, Span, closest, code};

/// What a value may be.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Free text.
    Text,
    /// A condition over options.
    Condition,
    /// The rule of a body.
    Rule,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// Anything at all: another program's business.
    Any,
    /// A date.
    Date,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A list.
    List(&'static Shape),
    /// One value, or a list of them.
    OneOrMany(&'static Shape),
    /// Two forms of one thing, told apart by their TOML type.
    Either(&'static Shape, &'static Shape),
    /// A table with fixed keys.
    Table(&'static Table),
    /// A table whose keys are names the analyst gives, beside some fixed ones.
    Named(&'static Named),
}

/// A table with fixed keys.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) keys: &'static [Key],
}

/// A table whose keys are given by the analyst.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) doc: &'static str,
    /// What a key names: "party", "option", …
    pub(crate) noun: &'static str,
    pub(crate) value: Shape,
    pub(crate) fixed: &'static [Key],
}

/// A fixed key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
    pub(crate) doc: &'static str,
}

/// Compares a value with a shape and reports every difference. `owner` is where to point when
/// something is missing.
pub(crate) fn check(shape: &Shape, node: &Node, owner: Span, out: &mut Vec<Diagnostic>) {
    match (shape, &node.value) {
        (Shape::Either(first, second), _) => match (fits(first, node), fits(second, node)) {
            (true, _) => check(first, node, owner, out),
            (_, true) => check(second, node, owner, out),
            _ => wrong(shape, node, out),
        },
        (Shape::OneOrMany(item) | Shape::List(item), Value::List(items)) => {
            items.iter().for_each(|node| check(item, node, node.span, out));
        }
        (Shape::OneOrMany(item), _) => check(item, node, owner, out),
        (Shape::Table(table), Value::Table(entries)) => {
            check_keys(table.keys, entries, owner, out);
            for entry in entries {
                if !table.keys.iter().any(|key| key.name == entry.key) {
                    out.push(unknown_key(entry, table.name, table.keys));
                }
            }
        }
        (Shape::Named(named), Value::Table(entries)) => {
            check_keys(named.fixed, entries, owner, out);
            for entry in entries {
                if named.fixed.iter().any(|key| key.name == entry.key) {
                    continue;
                }
                if !is_name(&entry.key) && !matches!(named.noun, "composition" | "article") {
                    out.push(bad_name(entry, named.noun));
                }
                check(&named.value, &entry.node, entry.key_span, out);
            }
        }
        (Shape::Word(words), Value::Text(text)) => {
            if !words.contains(&text.value.as_str()) {
                let help = format!("write one of {}", list(words));
                out.push(
                    Diagnostic::new(
                        &code::UNKNOWN_WORD,
                        format!("`{}` is not one of the words allowed here", text.value),
                    )
                    .at(text.inside(), "not known")
                    .did_you_mean(closest(&text.value, words.iter().copied()), help),
                );
            }
        }
        (Shape::Text, Value::Text(text)) if text.value.contains(obeyed) => out.push(
            Diagnostic::new(&code::CONTROL_TEXT, "a text with characters that a screen obeys")
                .at(node.span, "holds a control character")
                .help("remove it; an editor that shows invisible characters helps to find it"),
        ),
        (Shape::Text, Value::Text(text)) if text.value.trim().is_empty() => out.push(
            Diagnostic::new(&code::EMPTY_TEXT, "a text that says nothing")
                .at(node.span, "empty")
                .help("say it in a few words, or leave the key out"),
        ),
        (Shape::Date, Value::Date(date)) if !date.contains('-') => out.push(
            Diagnostic::new(&code::WRONG_TYPE, "expected a date, found a time of day")
                .at(node.span, "no date")
                .help("write a date such as 1953-07-03"),
        ),
        (Shape::Date, Value::Text(text)) if !has_year(&text.value) => out.push(
            Diagnostic::new(&code::WRONG_TYPE, "expected a date, found a text without a year")
                .at(text.inside(), "no year")
                .help("write a date such as 1953-07-03, or in words with its year: \"about 5 July 1953\""),
        ),
        _ if fits(shape, node) => {}
        _ => wrong(shape, node, out),
    }
}

fn check_keys(keys: &'static [Key], entries: &[Entry], owner: Span, out: &mut Vec<Diagnostic>) {
    // A misspelt key is one fault, not an unknown key and a missing one.
    let unknown = entries.iter().filter(|entry| !keys.iter().any(|key| key.name == entry.key));
    let meant: Vec<&str> =
        unknown.filter_map(|entry| closest(&entry.key, keys.iter().map(|key| key.name))).collect();
    for key in keys {
        match entries.iter().find(|entry| entry.key == key.name) {
            Some(entry) => check(&key.shape, &entry.node, entry.key_span, out),
            None if key.required && !meant.contains(&key.name) => out.push(
                Diagnostic::new(&code::MISSING_KEY, format!("`{}` is missing", key.name))
                    .at(owner, format!("needs `{}`", key.name))
                    .help(format!("add `{} = …`: {}", key.name, lower_first(key.doc))),
            ),
            None => {}
        }
    }
}

/// Tells whether the TOML type of a value is one that the shape can have.
fn fits(shape: &Shape, node: &Node) -> bool {
    match shape {
        Shape::Text | Shape::Condition | Shape::Rule | Shape::Word(_) => {
            matches!(node.value, Value::Text(_))
        }
        Shape::Int => matches!(node.value, Value::Int(_)),
        Shape::Number => matches!(node.value, Value::Int(_) | Value::Float(_)),
        Shape::Bool => matches!(node.value, Value::Bool(_)),
        Shape::Any => true,
        // A date may also be written as text: partial dates such as "July 1953" are common.
        Shape::Date => matches!(node.value, Value::Date(_) | Value::Text(_)),
        Shape::List(_) => matches!(node.value, Value::List(_)),
        Shape::OneOrMany(item) => matches!(node.value, Value::List(_)) || fits(item, node),
        Shape::Either(first, second) => fits(first, node) || fits(second, node),
        Shape::Table(_) | Shape::Named(_) => matches!(node.value, Value::Table(_)),
    }
}

/// Whether a terminal acts on a character instead of showing it, or is made to write backwards by it.
fn obeyed(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r' | '\u{C}'))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Tells whether a text names a year: four digits in a row, and no more.
pub(crate) fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

fn wrong(shape: &Shape, node: &Node, out: &mut Vec<Diagnostic>) {
    let expected = noun(shape);
    let diagnostic =
        Diagnostic::new(&code::WRONG_TYPE, format!("expected {expected}, found {}", node.noun()))
            .at(node.span, format!("this is {}", node.noun()));
    let text_wanted =
        matches!(shape, Shape::Text | Shape::Condition | Shape::Rule | Shape::Word(_));
    out.push(if text_wanted {
        diagnostic.help("put it in \"quotation marks\"")
    } else {
        diagnostic.help(format!("write {expected}"))
    });
}

/// What a shape is, for messages.
pub(crate) fn noun(shape: &Shape) -> String {
    match shape {
        Shape::Text => "a text".into(),
        Shape::Condition => "a condition in quotation marks".into(),
        Shape::Rule => "a rule in quotation marks".into(),
        Shape::Int => "a whole number".into(),
        Shape::Number => "a number".into(),
        Shape::Bool => "true or false".into(),
        Shape::Any => "anything".into(),
        Shape::Date => "a date such as 1953-07-03".into(),
        Shape::Word(words) => format!("one of {}", list(words)),
        Shape::List(_) => "a list".into(),
        Shape::OneOrMany(item) => format!("{} or a list of them", noun(item)),
        Shape::Either(first, second) => format!("{} or {}", noun(first), noun(second)),
        Shape::Table(_) => "a table".into(),
        Shape::Named(named) => format!("a table with a key for each {}", named.noun),
    }
}

fn unknown_key(entry: &Entry, table: &str, keys: &[Key]) -> Diagnostic {
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    Diagnostic::new(&code::UNKNOWN_KEY, format!("`{}` has no meaning in {table}", entry.key))
        .at(entry.key_span, "unknown key")
        .did_you_mean(
            closest(&entry.key, names.iter().copied()),
            format!("the keys here are {}", list(&names)),
        )
}

fn bad_name(entry: &Entry, noun: &str) -> Diagnostic {
    Diagnostic::new(
        &code::BAD_NAME,
        format!("`{}` cannot name {} {noun}", entry.key, article(noun)),
    )
    .at(entry.key_span, "not a name")
    .help(
        "a name begins with a letter, has no spaces, and is not `not`, `and`, `or`, `if` or `iff`",
    )
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

pub(crate) fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
