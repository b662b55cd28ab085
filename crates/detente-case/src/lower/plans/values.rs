//! How parties rank the ends of a plan, and what these are worth to them.

use super::fault;
use crate::lower::{Context, unknown};
use crate::node::{Entry, Node, Text};
use detente_text::{Diagnostic, code};

fn place(context: &mut Context<'_>, text: &Text, ends: &[&str]) -> Option<usize> {
    let found = ends.iter().position(|end| *end == text.value);
    if found.is_none() {
        let known = ends.iter().copied();
        let help = "name one of `ends`";
        let diagnostic = unknown(&code::NO_PLAN, "end", &text.value, text.inside(), known, help);
        context.report(diagnostic);
    }
    found
}

/// Levels of the ends for each party, best first; every end must be ranked once. Where a party has a
/// worth of the ends and no ranks, the levels are those of their worth.
pub(super) fn ranks(
    context: &mut Context<'_>,
    node: &Node,
    ends: &[&str],
    worth: &[Option<Vec<f64>>],
) -> Vec<Option<Vec<u32>>> {
    let mut ranks: Vec<Option<Vec<u32>>> =
        worth.iter().map(|own| own.as_deref().map(levels)).collect();
    for own in node.entries("ranks") {
        let Some(party) = context.party_of(own) else { continue };
        let mut levels: Vec<Option<u32>> = vec![None; ends.len()];
        let items = own.node.list().unwrap_or_default();
        for (level, item) in (0_u32..).zip(items) {
            for text in item.texts() {
                let Some(end) = place(context, text, ends) else { continue };
                if levels[end].is_some() {
                    let message = format!("`{}` is ranked twice", text.value);
                    fault(
                        context,
                        message,
                        text.inside(),
                        "the second time",
                        "rank every end once; ties stand in a list of their own",
                    );
                }
                levels[end] = Some(level);
            }
        }
        let missing: Vec<&str> = ends
            .iter()
            .zip(&levels)
            .filter(|(_, level)| level.is_none())
            .map(|(end, _)| *end)
            .collect();
        if missing.is_empty() {
            let levels: Vec<u32> = levels.into_iter().flatten().collect();
            if let Some(worth) = &worth[party] {
                agree(context, node, own, ends, &levels, worth);
            }
            ranks[party] = Some(levels);
        } else {
            let message = format!("not ranked: {}", missing.join(", "));
            fault(
                context,
                message,
                own.key_span,
                "leaves ends out",
                "rank every end; ties stand in a list of their own",
            );
        }
    }
    ranks
}

/// The levels of numbers, the greatest first; equal ones share a level.
fn levels(worth: &[f64]) -> Vec<u32> {
    let mut sorted: Vec<&f64> = worth.iter().collect();
    sorted.sort_by(|left, right| right.total_cmp(left));
    sorted.dedup_by(|left, right| {
        (**left).partial_cmp(*right).is_some_and(std::cmp::Ordering::is_eq)
    });
    let level = |value: &f64| sorted.partition_point(|other| *other > value);
    worth.iter().map(|value| u32::try_from(level(value)).unwrap_or(u32::MAX)).collect()
}

/// Reports the first two ends that the ranks of a party order in another way than their worth to it.
fn agree(
    context: &mut Context<'_>,
    node: &Node,
    own: &Entry,
    ends: &[&str],
    ranks: &[u32],
    worth: &[f64],
) {
    let pairs =
        (0..ends.len()).flat_map(|left| (left + 1..ends.len()).map(move |right| (left, right)));
    let differs = |&(left, right): &(usize, usize)| {
        // Levels count from the best, worth from the worst.
        Some(ranks[right].cmp(&ranks[left])) != worth[left].partial_cmp(&worth[right])
    };
    let Some((left, right)) = pairs.into_iter().find(differs) else { return };
    let (better, worse) = if ranks[left] > ranks[right] { (right, left) } else { (left, right) };
    let ranked = if ranks[left] == ranks[right] {
        format!("ranks `{}` and `{}` alike", ends[left], ends[right])
    } else {
        format!("ranks `{}` above `{}`", ends[better], ends[worse])
    };
    let message = format!(
        "`{}` {ranked}, and their worth is {} and {}",
        own.key, worth[better], worth[worse]
    );
    let mut diagnostic = Diagnostic::new(&code::NO_PLAN, message).at(own.key_span, "ranked here");
    let stated = node.entries("worth").iter().find(|other| other.key == own.key);
    if let Some(stated) = stated {
        diagnostic = diagnostic.and(stated.key_span, "worth stated here");
    }
    context.report(
        diagnostic.help(
            "leave `ranks` of the party out: they follow from `worth`; or mend one of the two",
        ),
    );
}

/// What the ends are worth to each party; every end must have a number.
pub(super) fn worth(
    context: &mut Context<'_>,
    node: &Node,
    ends: &[&str],
) -> Vec<Option<Vec<f64>>> {
    let mut worth = vec![None; context.names.parties.len()];
    for own in node.entries("worth") {
        let Some(party) = context.party_of(own) else { continue };
        let mut values = vec![None; ends.len()];
        for value in own.node.table().unwrap_or_default() {
            let Some(end) = ends.iter().position(|end| *end == value.key) else {
                let known = ends.iter().copied();
                let diagnostic = unknown(
                    &code::NO_PLAN,
                    "end",
                    &value.key,
                    value.key_span,
                    known,
                    "name one of `ends`",
                );
                context.report(diagnostic);
                continue;
            };
            let number = value.node.number();
            if number.is_some_and(|number| !number.is_finite()) {
                let message = format!("the worth of `{}` is no finite number", value.key);
                let help = "write a number; what must never happen can be worth very little";
                fault(context, message, value.node.span, "not finite", help);
            }
            values[end] = number;
        }
        let missing: Vec<&str> = ends
            .iter()
            .zip(&values)
            .filter(|(_, value)| value.is_none())
            .map(|(end, _)| *end)
            .collect();
        if !missing.is_empty() {
            let message = format!("ends without a worth: {}", missing.join(", "));
            fault(context, message, own.key_span, "leaves ends out", "give a number for every end");
        }
        let whole: Option<Vec<f64>> = values.into_iter().collect();
        worth[party] = whole.filter(|all| all.iter().all(|number| number.is_finite()));
    }
    worth
}
