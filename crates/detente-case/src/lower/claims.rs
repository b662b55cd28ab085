//! Claims: who says what, in which record.

use super::records::quote_parts;
use super::{Context, Declared, unknown};
use crate::claim::{Claim, Kind, Role, Voice};
use crate::node::{Node, Text};
use detente_text::{Diagnostic, closest, code};
use std::collections::BTreeMap;

pub(super) fn lower(context: &mut Context<'_>, claims: &Node, declared: &mut Declared) {
    for entry in claims.table().unwrap_or_default() {
        let node = &entry.node;
        let record = node.get_text("record").and_then(|text| record(context, declared, text));
        let holder =
            node.get_text("holder").and_then(|text| voice(context, &declared.voices, text));
        let about = node
            .get_texts("about")
            .into_iter()
            .filter_map(|text| voice(context, &declared.voices, text));
        let about: Vec<Voice> = about.collect();
        let parts = quote_parts(node);
        let kind = node.get_text("kind").and_then(|text| Kind::from_word(&text.value));
        if node.get("quote").is_some_and(|quote| quote.list().is_some_and(<[_]>::is_empty)) {
            context.report(
                Diagnostic::new(
                    &code::MISSING_KEY,
                    format!("the claim `{}` quotes nothing", entry.key),
                )
                .at(entry.key_span, "`quote` is empty")
                .help("quote the words of the record"),
            );
        }
        let (Some(record), Some(holder), Some(kind)) = (record, holder, kind) else { continue };
        if parts.is_empty() {
            continue;
        }
        declared.claims.push(Claim {
            id: entry.key.clone(),
            record,
            parts,
            holder,
            behalf: node.string("behalf"),
            through: node.string("through"),
            about,
            kind,
            role: match node.get_text("role").map(|text| text.value.as_str()) {
                Some("contradicts") => Role::Contradicts,
                Some("context") => Role::Context,
                _ => Role::Supports,
            },
            hedge: node.string("hedge"),
            note: node.string("note"),
            at: entry.key_span,
        });
    }
}

fn record(context: &mut Context<'_>, declared: &Declared, text: &Text) -> Option<usize> {
    let found = declared.records.iter().position(|record| record.id == text.value);
    if found.is_none() {
        let names = declared.records.iter().map(|record| record.id.as_str());
        let diagnostic = unknown(
            &code::UNKNOWN_RECORD,
            "record",
            &text.value,
            text.inside(),
            names,
            "declare it in [records]",
        );
        context.report(diagnostic);
    }
    found
}

fn voice(
    context: &mut Context<'_>,
    voices: &BTreeMap<String, Voice>,
    text: &Text,
) -> Option<Voice> {
    let found = voices.get(&text.value).copied();
    if found.is_none() {
        context.report(
            Diagnostic::new(
                &code::UNKNOWN_HOLDER,
                format!("nobody in the case is called `{}`", text.value),
            )
            .at(text.inside(), "neither a party, nor one of the others, nor an alias")
            .did_you_mean(
                closest(&text.value, voices.keys().map(String::as_str)),
                "declare it in [others], or as an alias of a party",
            ),
        );
    }
    found
}
