//! Delegations and the definitions of who may sit.

use super::commitments::report;
use super::schedule::actor;
use super::{Context, text_or, unknown};
use crate::claim::Other;
use crate::node::{Entry, Node, Value};
use detente_model::{Definition, Delegation, Parts, Seat};
use detente_text::{Diagnostic, Span, code};

/// More seats than this are a slip of the keyboard.
const MOST_SEATS: i64 = 100_000;

pub(super) fn lower(context: &mut Context<'_>, case: &Node, others: &[Other], parts: &mut Parts) {
    for entry in case.entries("delegations") {
        let lowered = delegation(context, entry, others, parts);
        parts.delegations.extend(lowered);
    }
}

fn delegation(
    context: &mut Context<'_>,
    entry: &Entry,
    others: &[Other],
    parts: &Parts,
) -> Option<Delegation> {
    let node = &entry.node;
    // Looked up before anything is given up, so that every fault is reported.
    let represents = node.get_text("for").and_then(|text| actor(context, text, others, parts));
    let listed = node.entries("definitions");
    if listed.is_empty() && node.get("definitions").is_some() {
        let message = format!("the delegation `{}` has no definition", entry.key);
        empty(context, message, entry.key_span, "`definitions` is empty");
    }
    let definitions: Vec<Option<Definition>> =
        listed.iter().map(|item| definition(context, item)).collect();
    let seats: Vec<&Seat> =
        definitions.iter().flatten().flat_map(|definition| &definition.seats).collect();
    let absent = node.get_texts("absent").into_iter().filter(|text| {
        let name = text.value.as_str();
        let known: Vec<&str> = seats
            .iter()
            .map(|seat| seat.who.as_str())
            .chain(parts.parties.iter().map(|party| party.id.as_str()))
            .chain(others.iter().map(|other| other.id.as_str()))
            .collect();
        let found = known.contains(&name);
        if !found {
            let (noun, help) = ("party, person or member", "declare it in [parties] or [others]");
            let (code, at) = (&code::UNKNOWN_PARTY, text.inside());
            let diagnostic = unknown(code, noun, name, at, known.into_iter(), help);
            context.report(diagnostic);
        }
        found
    });
    let absent: Vec<String> = absent.map(|text| text.value.clone()).collect();
    let sides: Vec<&str> = seats
        .iter()
        .map(|seat| seat.side.as_str())
        .chain(absent.iter().map(String::as_str))
        .collect();
    let mut adversaries = Vec::new();
    for item in node.entries("adversaries") {
        let key = (item.key.as_str(), item.key_span);
        let given = item.node.texts().into_iter();
        let given: Vec<(&str, Span)> =
            given.map(|text| (text.value.as_str(), text.inside())).collect();
        let mut known = true;
        for (side, at) in std::iter::once(key).chain(given.iter().copied()) {
            known &= side_known(context, side, at, &sides);
        }
        if known {
            adversaries
                .extend(given.iter().map(|(other, _)| (item.key.clone(), (*other).to_owned())));
        }
    }
    let support = context.support(node, entry.key_span);
    let delegation = Delegation {
        id: entry.key.clone(),
        represents: represents?,
        absent,
        adversaries,
        definitions: definitions.into_iter().collect::<Option<_>>()?,
        support,
    };
    (!delegation.definitions.is_empty()).then_some(delegation)
}

fn side_known(context: &mut Context<'_>, side: &str, at: Span, sides: &[&str]) -> bool {
    let found = sides.contains(&side);
    if !found {
        let known = sides.iter().copied();
        let help = "name a side as it stands under `members`";
        let diagnostic = unknown(&code::NO_INSTRUMENT, "side", side, at, known, help);
        context.report(diagnostic);
    }
    found
}

fn definition(context: &mut Context<'_>, entry: &Entry) -> Option<Definition> {
    let node = &entry.node;
    let mut seats = Vec::new();
    for item in node.entries("members") {
        let Some(side) = text_or(&item.node, "side") else { continue };
        seats.push(Seat {
            who: item.key.clone(),
            side: side.value.clone(),
            seats: count(context, &item.node),
        });
    }
    if node.entries("members").is_empty() && node.get("members").is_some() {
        let message = format!("nobody sits under `{}`", entry.key);
        empty(context, message, entry.key_span, "`members` is empty");
    }
    let majority = node.get_text("majority").filter(|text| {
        let sides: Vec<&str> = seats.iter().map(|seat| seat.side.as_str()).collect();
        side_known(context, &text.value, text.inside(), &sides)
    });
    let definition = Definition {
        id: entry.key.clone(),
        text: node.string("text").unwrap_or_default(),
        counted: !matches!(node.get("counted").map(|node| &node.value), Some(Value::Bool(false))),
        majority: majority.map(|text| text.value.clone()),
        support: context.support(node, entry.key_span),
        seats,
    };
    if let Some(text) = majority
        && definition.seats.iter().any(|seat| seat.seats.is_some())
        && 2 * definition.seats_of(&text.value) <= definition.all_seats()
    {
        let (has, all) = (definition.seats_of(&text.value), definition.all_seats());
        let message = format!("`{}` has {has} of {all} seats and no majority", text.value);
        let help = "mend the seats, or leave them uncounted";
        report(context, message, text.inside(), "not what is counted", help);
    }
    (!definition.seats.is_empty()).then_some(definition)
}

fn count(context: &mut Context<'_>, node: &Node) -> Option<u32> {
    let node = node.get("seats")?;
    let Value::Int(seats) = node.value else { return None };
    if (1..=MOST_SEATS).contains(&seats) {
        return u32::try_from(seats).ok();
    }
    let help = "write a number from 1 to 100000";
    report(context, format!("{seats} seats cannot be"), node.span, "out of range", help);
    None
}

fn empty(context: &mut Context<'_>, message: String, at: Span, label: &str) {
    context.report(
        Diagnostic::new(&code::MISSING_KEY, message)
            .at(at, label)
            .help("say who may sit: `members = { name = \"side\" }`"),
    );
}
