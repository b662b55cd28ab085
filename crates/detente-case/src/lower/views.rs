//! How parties see the game who see it otherwise, and the groups that may act as one.

use super::{Context, readings, unknown};
use crate::node::{Entry, Node, Text};
use detente_model::{Change, Matter, Parts, View};
use detente_text::{Diagnostic, code};

pub(super) fn lower(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for entry in case.entries("views") {
        let Some(party) = context.party_of(entry) else { continue };
        let view = view(context, entry, party, &parts.matters);
        // What is wrong with what is said has been reported; here nothing is said.
        let says = ["reads", "unseen", "preferences", "options", "rules"];
        if says.iter().all(|key| entry.node.get(key).is_none()) {
            context.report(
                Diagnostic::new(
                    &code::EMPTY_READING,
                    format!("the view of `{}` changes nothing", entry.key),
                )
                .at(entry.key_span, "sees the game as it is")
                .help(
                    "give it `reads`, `unseen`, `preferences`, `options` or `rules`, or remove it",
                ),
            );
        }
        parts.views.push(view);
    }
    parts.coalitions = coalitions(context, case);
}

fn view(context: &mut Context<'_>, entry: &Entry, party: usize, matters: &[Matter]) -> View {
    let node = &entry.node;
    let mut reads: Vec<(usize, usize)> = Vec::new();
    for text in node.get_texts("reads") {
        let Some((matter, reading)) = reading(context, text, matters) else { continue };
        if reads.iter().any(|(known, _)| *known == matter) {
            let message =
                format!("`{}` takes two readings of `{}` for true", entry.key, matters[matter].id);
            context.report(
                Diagnostic::new(&code::UNKNOWN_READING, message)
                    .at(text.inside(), "the second")
                    .help("keep one of them"),
            );
        } else {
            reads.push((matter, reading));
        }
    }
    let mut changes = readings::changes(context, node);
    for text in node.get_texts("unseen") {
        changes.extend(context.option_named(&text.value, text.inside()).map(Change::Unseen));
    }
    View {
        party,
        text: node.string("text").unwrap_or_default(),
        reads,
        changes,
        support: context.support(node, entry.key_span),
    }
}

/// Finds the reading that `READING` or `MATTER=READING` names.
fn reading(context: &mut Context<'_>, text: &Text, matters: &[Matter]) -> Option<(usize, usize)> {
    let (of, name) = match text.value.split_once('=') {
        Some((matter, reading)) => (Some(matter.trim()), reading.trim()),
        None => (None, text.value.trim()),
    };
    let all = matters.iter().enumerate().flat_map(|(index, matter)| {
        matter.readings.iter().enumerate().map(move |(at, reading)| (index, at, matter, reading))
    });
    let found: Vec<(usize, usize)> = all
        .filter(|(_, _, matter, reading)| reading.id == name && of.is_none_or(|id| matter.id == id))
        .map(|(index, at, ..)| (index, at))
        .collect();
    match found.as_slice() {
        [one] => Some(*one),
        [] => {
            let names: Vec<String> = matters
                .iter()
                .flat_map(|matter| {
                    matter.readings.iter().map(|reading| match of {
                        Some(_) => format!("{}={}", matter.id, reading.id),
                        None => reading.id.clone(),
                    })
                })
                .collect();
            let otherwise = if names.is_empty() {
                "the case has no [readings]".to_owned()
            } else {
                format!("the readings are {}", names.join(", "))
            };
            let diagnostic = unknown(
                &code::UNKNOWN_READING,
                "reading",
                &text.value,
                text.inside(),
                names.iter().map(String::as_str),
                &otherwise,
            );
            context.report(diagnostic);
            None
        }
        _ => {
            context.report(
                Diagnostic::new(
                    &code::UNKNOWN_READING,
                    format!("`{name}` is a reading of more than one matter"),
                )
                .at(text.inside(), "which one?")
                .help(format!("write `MATTER={name}`")),
            );
            None
        }
    }
}

/// The groups of parties that act as one; nobody belongs to two.
fn coalitions(context: &mut Context<'_>, case: &Node) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for group in case.get("coalitions").and_then(Node::list).unwrap_or_default() {
        let mut members = Vec::new();
        for text in group.texts() {
            let Some(party) = context.party(text) else { continue };
            if members.contains(&party) || groups.iter().any(|known| known.contains(&party)) {
                context.report(
                    Diagnostic::new(
                        &code::NAME_TAKEN,
                        format!("`{}` is in two coalitions", text.value),
                    )
                    .at(text.inside(), "the second time")
                    .help(
                        "a party acts with one group; leave `coalitions` out to look at all groups",
                    ),
                );
            } else {
                members.push(party);
            }
        }
        if !members.is_empty() {
            members.sort_unstable();
            groups.push(members);
        }
    }
    groups
}
