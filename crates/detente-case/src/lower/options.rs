//! Options and impossible combinations.

use super::{Context, Declared, push_option, text_or};
use crate::node::{Entry, Node};
use detente_model::{Leave, MAX_OPTIONS, Moves, OptionDef, Parts, Rule};
use detente_text::{Diagnostic, code};

pub(super) fn lower(context: &mut Context<'_>, case: &Node, declared: &mut Declared) {
    let entries = case.entries("options");
    // Names first: nothing said about an option depends on the order of declaration.
    for entry in entries {
        let option = OptionDef {
            id: entry.key.clone(),
            owners: owners(context, entry),
            text: entry.node.string("text").unwrap_or_default(),
            done: entry.node.string("done"),
            undone: entry.node.string("undone"),
            moves: moves(&entry.node).unwrap_or_default(),
            leave: leave(&entry.node).unwrap_or_default(),
            support: context.support_by(&entry.node, entry.key_span, "assumed-by"),
        };
        if option.owners.len() == 1
            && let Some(leave) = entry.node.get_text("leave")
        {
            context.report(
                Diagnostic::new(
                    &code::IDLE_LEAVE,
                    format!("`leave` says nothing of `{}`, which one party owns", entry.key),
                )
                .at(leave.inside(), "only for joint options")
                .help("remove it; `moves` says whether the option can be given up"),
            );
        }
        push_option(&mut context.names, &mut declared.parts.options, option);
    }
    if let Some(surplus) = entries.get(MAX_OPTIONS) {
        context.report(
            Diagnostic::new(&code::TOO_MANY_OPTIONS, format!("{} options are more than the {MAX_OPTIONS} a case may have", entries.len()))
                .at(surplus.key_span, "the first too many")
                .help("leave out options that no question hangs on, or join options that are always taken together"),
        );
    }
}

fn owners(context: &mut Context<'_>, entry: &Entry) -> Vec<usize> {
    let mut owners = Vec::new();
    for text in entry.node.get_texts("by") {
        let Some(party) = context.party(text) else { continue };
        if owners.contains(&party) {
            context.report(
                Diagnostic::new(
                    &code::NAME_TAKEN,
                    format!("`{}` is named twice as an owner of `{}`", text.value, entry.key),
                )
                .at(text.inside(), "the second time")
                .help("remove it"),
            );
        } else {
            owners.push(party);
        }
    }
    // The order in which owners are named means nothing; one order keeps equal groups together.
    owners.sort_unstable();
    if entry.node.get("by").is_some_and(|by| by.list().is_some_and(<[_]>::is_empty)) {
        context.report(
            Diagnostic::new(
                &code::MISSING_KEY,
                format!("nobody can take the option `{}`", entry.key),
            )
            .at(entry.key_span, "`by` is empty")
            .help("name at least one party in `by`"),
        );
    }
    owners
}

pub(super) fn moves(node: &Node) -> Option<Moves> {
    match node.get_text("moves")?.value.as_str() {
        "both" => Some(Moves::Both),
        "once" => Some(Moves::Once),
        "withdraw" => Some(Moves::Withdraw),
        _ => None,
    }
}

pub(super) fn leave(node: &Node) -> Option<Leave> {
    match node.get_text("leave")?.value.as_str() {
        "any" => Some(Leave::Any),
        "all" => Some(Leave::All),
        "none" => Some(Leave::None),
        _ => None,
    }
}

pub(super) fn lower_rules(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    parts.impossible = impossible(context, case.get("rules"));
}

/// The impossible combinations of a `[rules]` table.
pub(super) fn impossible(context: &mut Context<'_>, rules: Option<&Node>) -> Vec<Rule> {
    let items =
        rules.and_then(|rules| rules.get("impossible")).and_then(Node::list).unwrap_or_default();
    let mut list = Vec::new();
    for item in items {
        let Some(text) = text_or(item, "when") else { continue };
        let support = context.support(item, text.inside());
        if let Some(formula) = context.condition(text) {
            list.push(Rule { source: text.value.clone(), formula, support });
        }
    }
    list
}
