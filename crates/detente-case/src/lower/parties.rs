//! Parties, others, and the header of the case.

use super::{Context, Declared, push_party, text_or};
use crate::claim::{Other, Voice};
use crate::node::{Entry, Node, Text, Value};
use detente_model::Party;
use detente_text::{Diagnostic, Span, closest, code};

pub(super) fn lower(context: &mut Context<'_>, case: &Node, declared: &mut Declared) {
    for entry in case.entries("parties") {
        let Some(name) = text_or(&entry.node, "name") else { continue };
        let party = Party {
            id: entry.key.clone(),
            name: name.value.clone(),
            short: entry.node.string("short").unwrap_or_else(|| name.value.clone()),
            adversaries: Vec::new(),
            ratifiers: entry
                .node
                .get_texts("ratifiers")
                .iter()
                .map(|text| text.value.clone())
                .collect(),
            support: context.support(&entry.node, entry.key_span),
        };
        let voice = Voice::Party(declared.parts.parties.len());
        push_party(&mut context.names, &mut declared.parts.parties, party);
        add_voice(context, declared, entry, voice);
    }
    // A second pass: a party may name adversaries declared after it.
    for entry in case.entries("parties") {
        let adversaries: Vec<usize> = entry
            .node
            .get_texts("adversaries")
            .into_iter()
            .filter_map(|text| context.party(text))
            .collect();
        if let Some(party) = declared.parts.parties.iter_mut().find(|party| party.id == entry.key) {
            party.adversaries = adversaries;
        }
    }
    for entry in case.entries("others") {
        let Some(name) = text_or(&entry.node, "name") else { continue };
        let voice = Voice::Other(declared.others.len());
        declared.others.push(Other { id: entry.key.clone(), name: name.value.clone() });
        add_voice(context, declared, entry, voice);
    }
}

fn add_voice(context: &mut Context<'_>, declared: &mut Declared, entry: &Entry, voice: Voice) {
    let aliases =
        entry.node.get_texts("aliases").into_iter().map(|text| (text.value.clone(), text.inside()));
    for (name, at) in std::iter::once((entry.key.clone(), entry.key_span)).chain(aliases) {
        match declared.voices.get(&name) {
            Some(&other) if other != voice => context.report(
                Diagnostic::new(&code::NAME_TAKEN, format!("`{name}` already names somebody else"))
                    .at(at, "used twice")
                    .help("a claim's holder must be one or the other; rename one"),
            ),
            _ => {
                declared.voices.insert(name, voice);
            }
        }
    }
}

pub(super) fn lower_header(context: &mut Context<'_>, case: &Node, declared: &mut Declared) {
    let Some(header) = case.get("case") else { return };
    let parts = &mut declared.parts;
    parts.title = header.string("title").unwrap_or_default();
    parts.question = header.string("question").unwrap_or_default();
    parts.as_of = header.get("as-of").and_then(|node| match &node.value {
        Value::Date(date) => Some(date.clone()),
        Value::Text(text) => Some(text.value.clone()),
        _ => None,
    });
    parts.seen_by = header.get_text("seen-by").and_then(|text| context.party(text));
    // A case always has a present state: what is not listed is not taken.
    let texts = header.get_texts("status-quo");
    declared.status_quo_at = texts.last().map(|text| text.inside());
    parts.status_quo = Some(taken(context, &texts, "now"));
}

/// Reads a state from the options taken in it.
pub(super) fn taken(context: &mut Context<'_>, texts: &[&Text], when: &str) -> u64 {
    let mut taken = 0;
    for text in texts {
        for (start, name) in words(&text.value) {
            let at = text.part(start..start + name.len());
            if let Some(index) = taken_option(context, name, at, when) {
                taken |= 1 << (index & 63);
            }
        }
    }
    taken
}

/// The words of a list written with spaces, commas or `and`, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_gap = |c: char| c.is_whitespace() || c == ',';
    let base = text.as_ptr() as usize;
    text.split(is_gap)
        .filter(|word| !word.is_empty() && *word != "and")
        .map(move |word| (word.as_ptr() as usize - base, word))
}

fn taken_option(context: &mut Context<'_>, name: &str, at: Span, when: &str) -> Option<usize> {
    let found = context.names.options.iter().position(|option| option == name);
    if found.is_none() {
        let candidate = closest(name, context.names.options.iter().map(String::as_str));
        let otherwise = format!(
            "list the options that are taken {when}, such as \"wreck, press\"; all others are not"
        );
        let diagnostic = Diagnostic::new(&code::UNKNOWN_OPTION, format!("unknown option `{name}`"))
            .at(at, "no option has this name")
            .did_you_mean(candidate, otherwise);
        context.report(diagnostic);
    }
    found
}
