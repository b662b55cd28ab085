//! What is proposed to stop a party: the options that others are to take or to leave.

use super::Context;
use crate::node::{Entry, Node, Text};
use detente_model::{OptionDef, Parts, Remedy};
use detente_text::{Diagnostic, Span, code};

pub(super) fn lower(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for entry in case.entries("remedies") {
        let remedy = remedy(context, entry, &parts.options);
        parts.remedies.extend(remedy);
    }
}

fn remedy(context: &mut Context<'_>, entry: &Entry, options: &[OptionDef]) -> Option<Remedy> {
    let node = &entry.node;
    // Looked up before anything is given up, so that every fault is reported.
    let support = context.support(node, entry.key_span);
    let stops = node.get_text("stops").and_then(|text| context.party(text));
    let texts = node.get_texts("sets");
    if node.get("sets").is_some() && texts.is_empty() {
        let message = format!("the remedy `{}` sets nothing", entry.key);
        report(context, message, entry.key_span, "nothing to try", "name an option in `sets`");
    }
    let mut sets: Vec<(usize, bool)> = Vec::new();
    for text in texts {
        let Some((name, taken)) = option_and_side(context, text) else { continue };
        let start = text.value.rfind(name).unwrap_or(0);
        let at = text.part(start..start + name.len());
        let Some(option) = context.option_named(name, at) else { continue };
        if let Some(party) = stops
            && options.get(option).is_some_and(|option| option.owners.contains(&party))
        {
            let joint = options[option].owners.len() > 1;
            let owner = if joint { "is held by it with others" } else { "is its own" };
            let message = format!("`{name}` {owner}, and the remedy `{}` is to stop it", entry.key);
            let help = "a remedy sets options of others: what they offer or make it pay";
            report(context, message, at, "cannot be set against its will", help);
            continue;
        }
        match sets.iter().find(|(known, _)| *known == option) {
            None => sets.push((option, taken)),
            Some((_, before)) if *before == taken => context.report(
                Diagnostic::new(
                    &code::NAME_TAKEN,
                    format!("the remedy `{}` sets `{name}` twice", entry.key),
                )
                .at(text.inside(), "the second time")
                .help("remove it"),
            ),
            Some(_) => {
                let message = format!("the remedy `{}` sets `{name}` both ways", entry.key);
                report(context, message, text.inside(), "the other way", "keep one of the two");
            }
        }
    }
    let remedy = Remedy {
        id: entry.key.clone(),
        stops: stops?,
        sets,
        text: node.string("text").unwrap_or_default(),
        support,
    };
    (!remedy.sets.is_empty()).then_some(remedy)
}

/// Reads `OPTION` or `not OPTION`.
fn option_and_side<'a>(context: &mut Context<'_>, text: &'a Text) -> Option<(&'a str, bool)> {
    let words: Vec<&str> = text.value.split_whitespace().collect();
    match words.as_slice() {
        [name] if *name != "not" => Some((name, true)),
        ["not", name] => Some((name, false)),
        _ => {
            let message = format!("`{}` is not one option", text.value);
            let help = "write one text per option: `sets = [\"press\", \"not aid\"]`";
            report(context, message, text.inside(), "expected `OPTION` or `not OPTION`", help);
            None
        }
    }
}

fn report(context: &mut Context<'_>, message: String, at: Span, label: &str, help: &str) {
    context.report(Diagnostic::new(&code::IDLE_REMEDY, message).at(at, label).help(help));
}
