//! JSON as the same tree of values that TOML becomes, so that a foreign file is checked and
//! diagnosed like one of ours.

use crate::node::{Entry, Node, Text, Value};
use detente_text::{Diagnostic, FileId, Sources, code};
use jsonc_parser::ast::Value as Json;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// JSON as its standard has it, none of its dialects.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a JSON file; nothing, and a diagnostic, if it does not follow the grammar.
pub(super) fn parse(sources: &Sources, file: FileId, out: &mut Vec<Diagnostic>) -> Option<Node> {
    let text = sources.file(file).text();
    let fault = |message: &str, range: std::ops::Range<usize>| {
        let range = if range.is_empty() { range.start..range.start + 1 } else { range };
        Diagnostic::new(&code::GMCR_SYNTAX, format!("not valid JSON: {message}"))
            .at(sources.span(file, range), "here")
            .help("a .gmcr file is JSON: texts in \"quotation marks\", a comma between entries and none after the last")
    };
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(result) => match result.value {
            Some(value) => Some(node(sources, file, &value)),
            None => {
                out.push(fault("the file is empty", 0..0));
                None
            }
        },
        Err(error) => {
            let range = error.range();
            out.push(fault(&error.kind().to_string().to_lowercase(), range.start..range.end));
            None
        }
    }
}

fn node(sources: &Sources, file: FileId, json: &Json<'_>) -> Node {
    let range = json.range();
    let span = sources.span(file, range.start..range.end);
    let value = match json {
        Json::StringLit(lit) => Value::Text(Text::whole(lit.value.to_string(), span)),
        Json::NumberLit(lit) => match lit.value.parse::<i64>() {
            Ok(value) => Value::Int(value),
            Err(_) => Value::Float(lit.value.parse().unwrap_or(f64::NAN)),
        },
        Json::BooleanLit(lit) => Value::Bool(lit.value),
        // JSON's nothing is an empty table to us: of a type that nothing asks for.
        Json::NullKeyword(_) => Value::Table(Vec::new()),
        Json::Array(array) => {
            Value::List(array.elements.iter().map(|item| node(sources, file, item)).collect())
        }
        Json::Object(object) => {
            let entries = object.properties.iter().map(|property| Entry {
                key: property.name.as_str().to_owned(),
                key_span: {
                    let range = property.name.range();
                    sources.span(file, range.start..range.end)
                },
                node: node(sources, file, &property.value),
            });
            Value::Table(entries.collect())
        }
    };
    Node { span, value }
}
