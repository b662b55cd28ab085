//! JSON Schemas of the case files and the reference of their keys, both generated from the grammar.

use crate::grammar::{CASE_FILE, CLAIMS_FILE};
use crate::shape::{Key, Named, Shape, Table, noun};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Returns the JSON Schema of `case.toml`, for editors that complete and check.
pub fn case_schema() -> Value {
    document("Detente case: case.toml", table(&CASE_FILE))
}

/// Returns the JSON Schema of `claims.toml`.
pub fn claims_schema() -> Value {
    document("Detente case: claims.toml", named(&CLAIMS_FILE))
}

fn document(title: &str, mut schema: Map<String, Value>) -> Value {
    let mut out = Map::new();
    out.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    out.insert("title".into(), json!(title));
    out.append(&mut schema);
    Value::Object(out)
}

fn shape(shape: &Shape) -> Map<String, Value> {
    let simple = |kind: &str| object(json!({ "type": kind }));
    match shape {
        Shape::Text | Shape::Condition | Shape::Rule => simple("string"),
        Shape::Int => simple("integer"),
        Shape::Number => simple("number"),
        Shape::Bool => simple("boolean"),
        Shape::Any => Map::new(),
        // Editors hand TOML dates to the schema as strings.
        Shape::Date => simple("string"),
        Shape::Word(words) => object(json!({ "type": "string", "enum": words })),
        Shape::List(item) => object(json!({ "type": "array", "items": self::shape(item) })),
        Shape::OneOrMany(item) => {
            let item = self::shape(item);
            object(json!({ "anyOf": [item, { "type": "array", "items": item }] }))
        }
        Shape::Either(first, second) => {
            object(json!({ "anyOf": [self::shape(first), self::shape(second)] }))
        }
        Shape::Table(table) => self::table(table),
        Shape::Named(named) => self::named(named),
    }
}

fn table(table: &Table) -> Map<String, Value> {
    let mut schema = object(json!({
        "type": "object",
        "description": table.doc,
        "properties": properties(table.keys),
        "additionalProperties": false,
    }));
    require(&mut schema, table.keys);
    schema
}

fn named(named: &Named) -> Map<String, Value> {
    let mut schema = object(json!({ "type": "object", "description": named.doc }));
    if !named.fixed.is_empty() {
        schema.insert("properties".into(), Value::Object(properties(named.fixed)));
    }
    schema.insert("additionalProperties".into(), Value::Object(shape(&named.value)));
    require(&mut schema, named.fixed);
    schema
}

fn properties(keys: &[Key]) -> Map<String, Value> {
    let entry = |key: &Key| {
        let mut schema = shape(&key.shape);
        // The key's own words say more here than those of the table it holds.
        schema.insert("description".into(), json!(key.doc));
        (key.name.to_owned(), Value::Object(schema))
    };
    keys.iter().map(entry).collect()
}

fn require(schema: &mut Map<String, Value>, keys: &[Key]) {
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
}

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(map) = value { map } else { Map::new() }
}

/// Returns the reference page of every key, in Markdown.
pub fn reference() -> String {
    let mut out = String::from(
        "# Reference of the case files\n\n\
         Generated from the table that also checks the files; `detente-dev regenerate` writes it.\n\n\
         ## case.toml\n",
    );
    for key in CASE_FILE.keys {
        let need = if key.required { "required" } else { "optional" };
        let _ = write!(out, "\n### `{}` ({need})\n\n{}\n", key.name, key.doc);
        describe(&mut out, &key.shape);
    }
    out.push_str("\n## claims.toml\n\nOne table per claim, named by the analyst.\n");
    describe(&mut out, &CLAIMS_FILE.value);
    out
}

/// Lists the keys of the tables inside a shape, each table once where it stands.
fn describe(out: &mut String, shape: &Shape) {
    match shape {
        Shape::List(item) | Shape::OneOrMany(item) => describe(out, item),
        Shape::Either(first, second) => {
            describe(out, first);
            describe(out, second);
        }
        Shape::Table(table) => {
            let _ = write!(
                out,
                "\nKeys of {}:\n\n| key | | value | meaning |\n|---|---|---|---|\n",
                table.name
            );
            for key in table.keys {
                let need = if key.required { "required" } else { "" };
                let _ = writeln!(
                    out,
                    "| `{}` | {need} | {} | {} |",
                    key.name,
                    noun(&key.shape),
                    key.doc
                );
            }
            table.keys.iter().for_each(|key| describe(out, &key.shape));
        }
        Shape::Named(named) => {
            let _ = write!(out, "\nOne entry per {}; {}.\n", named.noun, noun(&named.value));
            for key in named.fixed {
                let _ = writeln!(out, "\nBeside them the key `{}`: {}", key.name, key.doc);
            }
            describe(out, &named.value);
        }
        _ => {}
    }
}
