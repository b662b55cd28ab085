//! Instruments and what is promised in them.

use super::schedule::actor;
use super::tables::named;
use super::{Context, unknown};
use crate::claim::Other;
use crate::node::{Entry, Node, Text};
use detente_model::{Commitment, Instrument, InstrumentKind, Parts, Strength, Timing, Voter};
use detente_text::{Diagnostic, Span, code};

pub(super) fn lower(context: &mut Context<'_>, case: &Node, others: &[Other], parts: &mut Parts) {
    let entries = case.entries("instruments");
    let names: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    for (place, entry) in entries.iter().enumerate() {
        let lowered = instrument(context, entry, (place, &names), others, parts);
        parts.instruments.push(lowered);
    }
    for (place, entry) in entries.iter().enumerate() {
        if continues_itself(&parts.instruments, place) {
            let message = format!("`{}` continues itself", entry.key);
            let help = "take one `continues` away";
            report(context, message, entry.key_span, "in a circle", help);
            // Cut loose, so that the circle is told once.
            parts.instruments[place].continues = None;
        }
    }
    let clauses: Vec<String> = parts.clauses.iter().map(|clause| clause.id.clone()).collect();
    let clauses: Vec<&str> = clauses.iter().map(String::as_str).collect();
    for entry in case.entries("commitments") {
        let lowered = commitment(context, entry, (&names, &clauses), others, parts);
        parts.commitments.push(lowered);
    }
}

fn instrument(
    context: &mut Context<'_>,
    entry: &Entry,
    (place, names): (usize, &[&str]),
    others: &[Other],
    parts: &Parts,
) -> Instrument {
    let node = &entry.node;
    let kind = node.get_text("kind").and_then(|text| InstrumentKind::from_word(&text.value));
    let mut rivals = Vec::new();
    for text in node.get_texts("rival-of") {
        let Some(rival) = instrument_named(context, text, names) else { continue };
        if rival == place {
            let message = format!("`{}` is a rival of itself", entry.key);
            let help = "name the other form, or leave it out";
            report(context, message, text.inside(), "the same instrument", help);
        } else if !rivals.contains(&rival) {
            rivals.push(rival);
        }
    }
    Instrument {
        id: entry.key.clone(),
        kind: kind.unwrap_or(InstrumentKind::Declaration),
        text: node.string("text").unwrap_or_default(),
        binds: actors(context, node, "binds", others, parts),
        continues: node
            .get_text("continues")
            .and_then(|text| instrument_named(context, text, names)),
        rivals,
        support: context.support(node, entry.key_span),
    }
}

fn continues_itself(instruments: &[Instrument], place: usize) -> bool {
    let (mut at, mut steps) = (place, 0);
    while let Some(earlier) = instruments[at].continues {
        if earlier == place {
            return true;
        }
        steps += 1;
        at = earlier;
        if steps > instruments.len() {
            // A circle further on, which is told of those who are in it.
            return false;
        }
    }
    false
}

fn commitment(
    context: &mut Context<'_>,
    entry: &Entry,
    (instruments, clauses): (&[&str], &[&str]),
    others: &[Other],
    parts: &Parts,
) -> Commitment {
    let node = &entry.node;
    let mut found = Vec::new();
    for text in node.get_texts("in") {
        let place = instrument_named(context, text, instruments);
        found.extend(place.filter(|place| !found.contains(place)));
    }
    let mut served = Vec::new();
    for text in node.get_texts("clause") {
        let place = named(context, text, "clause", clauses);
        served.extend(place.filter(|place| !served.contains(place)));
    }
    let steps: Vec<&str> = parts.schedule.iter().map(|step| step.id.as_str()).collect();
    let when = node.get("when").and_then(|when| match when.text() {
        Some(text) => Some(Timing::Words(text.value.clone())),
        None => named(context, when.get_text("step")?, "step", &steps).map(Timing::Step),
    });
    Commitment {
        id: entry.key.clone(),
        by: actors(context, node, "by", others, parts),
        to: actors(context, node, "to", others, parts),
        does: node.string("does").unwrap_or_default(),
        instruments: found,
        when,
        place: node.string("where"),
        verifiers: actors(context, node, "verified-by", others, parts),
        consequence: node.string("consequence"),
        strength: node.get_text("strength").and_then(|text| Strength::from_word(&text.value)),
        clauses: served,
        support: context.support_by(node, entry.key_span, "assumed-by"),
    }
}

/// Those named under a key, each once.
pub(super) fn actors(
    context: &mut Context<'_>,
    node: &Node,
    key: &str,
    others: &[Other],
    parts: &Parts,
) -> Vec<Voter> {
    let mut found = Vec::new();
    for text in node.get_texts(key) {
        let voter = actor(context, text, others, parts);
        found.extend(voter.filter(|voter| !found.contains(voter)));
    }
    found
}

/// The place of an instrument by its name.
pub(super) fn instrument_named(
    context: &mut Context<'_>,
    text: &Text,
    names: &[&str],
) -> Option<usize> {
    let found = names.iter().position(|name| *name == text.value);
    if found.is_none() {
        let known = names.iter().copied();
        let (code, help) = (&code::NO_INSTRUMENT, "declare it in [instruments]");
        let diagnostic = unknown(code, "instrument", &text.value, text.inside(), known, help);
        context.report(diagnostic);
    }
    found
}

pub(super) fn report(
    context: &mut Context<'_>,
    message: String,
    at: Span,
    label: &str,
    help: &str,
) {
    context.report(Diagnostic::new(&code::NO_INSTRUMENT, message).at(at, label).help(help));
}
