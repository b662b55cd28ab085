//! Threats and promises.

use super::Context;
use crate::node::{Entry, Node, Text};
use detente_expr::{ExprKind, parse};
use detente_model::{Leave, OptionDef, Parts, Threat};
use detente_text::{Diagnostic, Span, code};

pub(super) fn lower(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for (key, promise) in [("threats", false), ("promises", true)] {
        for entry in case.entries(key) {
            let threat = threat(context, entry, promise, &parts.options);
            parts.threats.extend(threat);
        }
    }
}

fn threat(
    context: &mut Context<'_>,
    entry: &Entry,
    promise: bool,
    options: &[OptionDef],
) -> Option<Threat> {
    let node = &entry.node;
    // Looked up before anything is given up, so that every fault is reported.
    let support = context.support_by(node, entry.key_span, "assumed-by");
    let party = node.get_text("by").and_then(|text| context.party(text));
    let when = node.get_text("when");
    let formula = when.map(|text| (text.value.clone(), context.condition(text)));
    let mut does: Vec<(usize, bool)> = Vec::new();
    for text in node.get_texts("does") {
        let Some((option, taken)) = side(context, text) else { continue };
        if let (Some(party), Some(def)) = (party, options.get(option)) {
            check_owner(context, text.inside(), party, def, taken);
        }
        if does.iter().any(|(known, _)| *known == option) {
            let name = &options[option].id;
            report(
                context,
                format!("`{name}` is named twice"),
                text.inside(),
                "the second time",
                "remove it",
            );
        } else {
            does.push((option, taken));
        }
    }
    if does.is_empty() && node.get("does").is_some_and(|node| node.texts().is_empty()) {
        let message = format!("`{}` says nothing that would be done", entry.key);
        report(context, message, entry.key_span, "`does` is empty", "name an option in `does`");
    }
    let when = match formula {
        None => None,
        Some((source, formula)) => Some((source, formula?)),
    };
    let threat = Threat {
        id: entry.key.clone(),
        party: party?,
        promise,
        does,
        when,
        text: node.string("text").unwrap_or_default(),
        support,
    };
    (!threat.does.is_empty()).then_some(threat)
}

/// Reads `OPTION` or `not OPTION`.
fn side(context: &mut Context<'_>, text: &Text) -> Option<(usize, bool)> {
    // Names that are not there and faults of the language are reported here.
    context.condition(text)?;
    let (expr, _) = parse(&text.value);
    let (name, taken) = match &expr.kind {
        ExprKind::Name(name) => (Some(name), true),
        ExprKind::Not(inner) => match &inner.kind {
            ExprKind::Name(name) => (Some(name), false),
            _ => (None, false),
        },
        _ => (None, false),
    };
    let option = name.and_then(|name| context.names.options.iter().position(|known| known == name));
    if option.is_none() {
        report(
            context,
            format!("`{}` is not one option", text.value),
            text.inside(),
            "expected `OPTION` or `not OPTION`",
            "write one text per option: `does = [\"wreck\", \"not talk\"]`",
        );
    }
    Some((option?, taken))
}

/// A party can threaten only with what it can do alone: its own options, and leaving joint ones.
fn check_owner(context: &mut Context<'_>, at: Span, party: usize, def: &OptionDef, taken: bool) {
    let leaves = !taken && def.leave == Leave::Any && def.owners.contains(&party);
    if def.owners == [party] || leaves {
        return;
    }
    let message = if def.owners.contains(&party) {
        format!("`{}` needs others too, so it cannot be threatened or promised alone", def.id)
    } else {
        format!("`{}` is not for this party to do", def.id)
    };
    report(
        context,
        message,
        at,
        "not its own to decide",
        "name options that the party owns alone, or joint ones that it can leave",
    );
}

fn report(context: &mut Context<'_>, message: String, at: Span, label: &str, help: &str) {
    context.report(Diagnostic::new(&code::IDLE_THREAT, message).at(at, label).help(help));
}
