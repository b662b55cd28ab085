//! Preferences: ordered statements and direct rankings.

use super::{Context, text_or};
use crate::node::{Node, Text, Value};
use detente_expr::Formula;
use detente_model::{Parts, Preference, Statement, Tier};
use detente_text::{Diagnostic, code};

/// Reads `[preferences]`. A party without an entry gets an empty list for now; whether every reading
/// of some matter supplies it is known only after the readings.
pub(super) fn lower(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    parts.preferences = vec![Preference::Statements(Vec::new()); parts.parties.len()];
    for entry in case.entries("preferences") {
        let Some(party) = context.party_of(entry) else { continue };
        parts.preferences[party] = preference(context, &entry.node);
    }
}

pub(super) fn preference(context: &mut Context<'_>, node: &Node) -> Preference {
    if let Some(items) = node.list() {
        return Preference::Statements(statements(context, items));
    }
    let support = context.support(node, node.span);
    let items = node.get("ranking").and_then(Node::list).unwrap_or_default();
    let mut tiers: Vec<Tier> = items.iter().filter_map(|item| tier(context, item)).collect();
    for place in node.get("cliffs").and_then(Node::list).unwrap_or_default() {
        let Value::Int(value) = place.value else { continue };
        // Below the last place there is nothing to be worse.
        let at = usize::try_from(value).ok().filter(|at| (1..items.len()).contains(at));
        match at.and_then(|at| tiers.get_mut(at - 1)) {
            Some(tier) => tier.cliff = true,
            None => context.report(
                Diagnostic::new(
                    &code::VITAL_BELOW,
                    format!("after place {value} of this ranking it cannot get greatly worse"),
                )
                .at(place.span, "no place with another below it")
                .help(format!(
                    "name places from 1 to {}; `cliffs = [1]` sets the best apart from the rest",
                    items.len().saturating_sub(1)
                )),
            ),
        }
    }
    Preference::Ranking(tiers, support)
}

fn statements(context: &mut Context<'_>, items: &[Node]) -> Vec<Statement> {
    let mut list: Vec<Statement> = Vec::new();
    let mut groups = 0;
    // What each statement with `above` says, with its place.
    let mut above: Vec<(usize, &Node)> = Vec::new();
    for item in items {
        let (inner, open) = match item.list() {
            Some(inner) => {
                groups += 1;
                (inner, groups)
            }
            None => (std::slice::from_ref(item), 0),
        };
        for item in inner {
            if let Some(statement) = statement(context, item, open, &list) {
                above.extend(item.get("above").map(|node| (list.len(), node)));
                list.push(statement);
            }
        }
    }
    for (place, node) in above {
        for text in node.texts() {
            // A condition with faults of its own has been reported.
            let Some(formula) = context.condition(text) else { continue };
            let found = list.iter().position(|other| {
                other.formula == formula && other.open != 0 && other.open == list[place].open
            });
            match found.filter(|&other| other != place) {
                Some(other) => list[place].above.push(other),
                None => context.report(
                    Diagnostic::new(
                        &code::OPEN_ORDER,
                        format!("`{}` is not another wish of the same inner list", text.value),
                    )
                    .at(text.inside(), "not beside this wish")
                    .help("name a wish of the same inner list as it is written there"),
                ),
            }
        }
        if in_circle(&list, place) {
            context.report(
                Diagnostic::new(
                    &code::OPEN_ORDER,
                    format!("`{}` would count more than itself", list[place].source),
                )
                .at(node.span, "closes a circle")
                .help("take one of these away"),
            );
            list[place].above.clear();
        } else if let Some(&higher) = list[place].above.iter().find(|&&other| other < place) {
            // What does not look at open orders goes by the order as it is written.
            context.report(
                Diagnostic::new(
                    &code::OPEN_ORDER,
                    format!(
                        "`{}` counts more than `{}` and stands below it",
                        list[place].source, list[higher].source
                    ),
                )
                .at(node.span, "contradicts the order as it is written")
                .help(format!("write `{}` first", list[place].source)),
            );
        }
    }
    list
}

/// Tells whether what a wish counts more than leads back to it.
fn in_circle(list: &[Statement], place: usize) -> bool {
    let mut seen = vec![false; list.len()];
    let mut open = list[place].above.clone();
    while let Some(next) = open.pop() {
        if next == place {
            return true;
        }
        if !std::mem::replace(&mut seen[next], true) {
            open.extend(&list[next].above);
        }
    }
    false
}

/// One statement, which comes after those of `list`.
fn statement(
    context: &mut Context<'_>,
    item: &Node,
    open: usize,
    list: &[Statement],
) -> Option<Statement> {
    let text = text_or(item, "wants")?;
    let support = context.support(item, text.inside());
    let formula = context.condition(text)?;
    if let Some(position) = list.iter().position(|earlier| earlier.formula == formula) {
        context.report(
            Diagnostic::new(
                &code::REPEATED_STATEMENT,
                format!("`{}` repeats statement {} of the same party", text.value, position + 1),
            )
            .at(text.inside(), "can never decide anything")
            .help("remove it: where two outcomes differ on it, the earlier one has decided"),
        );
    }
    let vital = item.get("vital").filter(|node| matches!(node.value, Value::Bool(true)));
    if let (Some(vital), Some(before)) = (vital, list.last().filter(|before| !before.vital)) {
        context.report(
            Diagnostic::new(
                &code::VITAL_BELOW,
                format!(
                    "`{}` is vital and stands below `{}`, which is not",
                    text.value, before.source
                ),
            )
            .at(vital.span, "comes after what is not vital")
            .help("put vital wishes first: what counts less cannot make the greater difference"),
        );
    }
    Some(Statement {
        source: text.value.clone(),
        formula,
        text: item.string("text"),
        vital: vital.is_some(),
        open,
        above: Vec::new(),
        support,
    })
}

fn tier(context: &mut Context<'_>, item: &Node) -> Option<Tier> {
    let texts = item.texts();
    let formulas: Vec<Formula> = texts
        .iter()
        .filter_map(|text| pattern(context, text).or_else(|| context.condition(text)))
        .collect();
    let source = texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(" | ");
    // Any of the texts: the opposite of all their opposites.
    let any = Formula::all(formulas.into_iter().map(Formula::negated)).negated();
    (!texts.is_empty()).then_some(Tier { source, formula: any, cliff: false })
}

/// A pattern has one `Y`, `N` or `-` per option, in declared order.
fn pattern(context: &Context<'_>, text: &Text) -> Option<Formula> {
    let letters = text.value.as_bytes();
    let options = context.names.options.len();
    let is_pattern =
        letters.len() == options && letters.iter().all(|letter| b"YN-".contains(letter));
    // An option may itself be called `Y`: with a single option the name comes first.
    if !is_pattern || context.names.options.contains(&text.value) {
        return None;
    }
    let parts =
        letters.iter().enumerate().filter(|(_, letter)| **letter != b'-').map(|(index, letter)| {
            let option = Formula::option(index);
            if *letter == b'Y' { option } else { option.negated() }
        });
    Some(Formula::all(parts))
}
