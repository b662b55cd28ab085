//! The figures of the ledger.

use super::schedule::{actor, day};
use super::{Context, unknown};
use crate::claim::Other;
use crate::node::{Entry, Node, Value};
use detente_model::{Amount, FigureStated, LedgerEntry, Parts, group_of, unit_of};
use detente_text::{Diagnostic, Span, code};

/// Counts beyond this are a slip of the keyboard.
const MOST: i64 = 1 << 50;

/// The keys that say a figure; the first six have one number.
const KINDS: [&str; 8] =
    ["exactly", "at-least", "more-than", "at-most", "less-than", "about", "between", "all"];

pub(super) fn lower(context: &mut Context<'_>, case: &Node, others: &[Other], parts: &mut Parts) {
    let entries = case.entries("ledger");
    let names: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    for entry in entries {
        let lowered = count(context, entry, &names, others, parts);
        parts.ledger.push(lowered);
    }
    for (place, entry) in entries.iter().enumerate() {
        if is_part_of_itself(&parts.ledger, place) {
            let at = entry.key_span;
            let message = format!("`{}` is a part of itself", entry.key);
            report(context, message, at, "in a circle of parts", "take one `part-of` away");
            // Cut loose, so that the circle is told once.
            parts.ledger[place].part_of = None;
        }
    }
    for (place, entry) in entries.iter().enumerate() {
        let Some(group) = parts.ledger[place].part_of else { continue };
        if group_of(&parts.ledger, place).is_none() {
            let unit = |place| unit_of(&parts.ledger, place).unwrap_or_default();
            let message = format!("`{}` is a part of another unit than its group", entry.key);
            let label = format!("in {}, and `{}` in {}", unit(place), names[group], unit(group));
            let at = entry.node.get("unit").map_or(entry.key_span, |node| node.span);
            context.report(
                Diagnostic::new(&code::OTHER_UNIT, message)
                    .at(at, label)
                    .help("take `part-of` away, or give both one unit; nothing is subtracted"),
            );
        }
    }
}

fn is_part_of_itself(ledger: &[LedgerEntry], place: usize) -> bool {
    let (mut at, mut steps) = (place, 0);
    while let Some(group) = ledger[at].part_of {
        steps += 1;
        at = group;
        if steps > ledger.len() {
            return true;
        }
    }
    false
}

fn count(
    context: &mut Context<'_>,
    entry: &Entry,
    names: &[&str],
    others: &[Other],
    parts: &Parts,
) -> LedgerEntry {
    let node = &entry.node;
    let part_of = node.get_text("part-of").and_then(|text| {
        let found = names.iter().position(|name| *name == text.value);
        if found.is_none() {
            let known = names.iter().copied();
            let (code, help) = (&code::NO_COUNT, "declare it in [ledger]");
            let diagnostic = unknown(code, "count", &text.value, text.inside(), known, help);
            context.report(diagnostic);
        }
        found
    });
    let mut voters = |key: &str| -> Vec<_> {
        let texts = node.get_texts(key);
        texts.into_iter().filter_map(|text| actor(context, text, others, parts)).collect()
    };
    let (holders, verifiers) = (voters("who"), voters("verified-by"));
    let (from, to) = (voters("from").pop(), voters("to").pop());
    if node.get("from").is_some() != node.get("to").is_some() {
        let message = format!("`{}` moves from or to nobody", entry.key);
        report(context, message, entry.key_span, "half a move", "give both `from` and `to`");
    }
    let listed = node.get("figures");
    let listed = listed.map(|node| node.list().unwrap_or(std::slice::from_ref(node)));
    let figures = listed.unwrap_or_default().iter();
    let figures = figures.filter_map(|item| figure(context, item, part_of.is_some())).collect();
    LedgerEntry {
        id: entry.key.clone(),
        text: node.string("text").unwrap_or_default(),
        unit: node.string("unit"),
        holders,
        moved: from.zip(to),
        part_of,
        verifiers,
        figures,
        support: context.support(node, entry.key_span),
    }
}

fn figure(context: &mut Context<'_>, item: &Node, is_part: bool) -> Option<FigureStated> {
    let amounts = amounts(context, item)?;
    if amounts.is_empty() && KINDS.iter().any(|key| item.get(key).is_some()) {
        // A number that is no whole one, or too large, has been told of.
        return None;
    }
    let &[amount] = amounts.as_slice() else {
        let help =
            "give one of exactly, at-least, more-than, at-most, less-than, between, about, all";
        let label = if amounts.is_empty() { "no figure" } else { "more than one" };
        report(context, "a figure says one thing".into(), item.span, label, help);
        return None;
    };
    let numbers = match amount {
        Amount::Exactly(n)
        | Amount::AtLeast(n)
        | Amount::MoreThan(n)
        | Amount::AtMost(n)
        | Amount::About(n) => vec![n],
        Amount::LessThan(n) => vec![n.saturating_sub(1)],
        Amount::Between(low, high) => vec![low, high],
        Amount::All | Amount::NotAll => Vec::new(),
    };
    if numbers.iter().any(|count| !(0..MOST).contains(count)) {
        let help = "write a whole number of 0 or more";
        report(context, "this cannot be counted".into(), item.span, "out of range", help);
        return None;
    }
    if matches!(amount, Amount::All | Amount::NotAll) && !is_part {
        let help = "say of what with `part-of`";
        report(context, "all of nothing".into(), item.span, "it is a part of no count", help);
        return None;
    }
    Some(FigureStated {
        amount,
        as_of: day(context, item, "as-of"),
        support: context.support(item, item.span),
    })
}

/// Every figure that a table gives; nothing if one of them was told to be wrong.
fn amounts(context: &mut Context<'_>, item: &Node) -> Option<Vec<Amount>> {
    let mut amounts: Vec<Amount> = Vec::new();
    if let Value::Int(count) = item.value {
        amounts.push(Amount::Exactly(count));
    }
    for key in &KINDS[..6] {
        if let Some(&Value::Int(count)) = item.get(key).map(|node| &node.value) {
            amounts.push(match *key {
                "exactly" => Amount::Exactly(count),
                "at-least" => Amount::AtLeast(count),
                "more-than" => Amount::MoreThan(count),
                "at-most" => Amount::AtMost(count),
                "less-than" => Amount::LessThan(count),
                _ => Amount::About(count),
            });
        }
    }
    if let Some(between) = item.get("between") {
        let whole = |node: &Node| match node.value {
            Value::Int(count) => Some(count),
            _ => None,
        };
        let values: Vec<i64> =
            between.list().unwrap_or_default().iter().filter_map(whole).collect();
        let &[low, high] = values.as_slice() else {
            let help = "write two whole numbers, the smaller first";
            report(context, "this is no range".into(), between.span, "not two numbers", help);
            return None;
        };
        if low > high {
            let help = "write the smaller number first";
            report(context, "this is no range".into(), between.span, "the wrong way round", help);
            return None;
        }
        amounts.push(Amount::Between(low, high));
    }
    if let Some(Value::Bool(all)) = item.get("all").map(|node| &node.value) {
        amounts.push(if *all { Amount::All } else { Amount::NotAll });
    }
    Some(amounts)
}

fn report(context: &mut Context<'_>, message: String, at: Span, label: &str, help: &str) {
    context.report(Diagnostic::new(&code::NO_COUNT, message).at(at, label).help(help));
}
