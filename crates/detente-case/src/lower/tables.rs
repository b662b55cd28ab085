//! Questions and issues.

use super::{Context, text_or};
use crate::node::{Entry, Node};
use detente_model::{Category, Issue, Parts, Point, Position, Question, Scale};
use detente_text::{Diagnostic, Span, closest, code};

pub(super) fn lower_questions(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for entry in case.entries("questions") {
        let Some(holds) = text_or(&entry.node, "holds") else { continue };
        let Some(formula) = context.condition(holds) else { continue };
        parts.questions.push(Question {
            id: entry.key.clone(),
            source: holds.value.clone(),
            formula,
            text: entry.node.string("text").unwrap_or_else(|| holds.value.clone()),
            denied: entry.node.string("denied"),
            at: Some(holds.inside()),
        });
    }
}

pub(super) fn lower_issues(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for entry in case.entries("issues") {
        let node = &entry.node;
        let Some(scale) = node.get("scale").and_then(|node| checked_scale(context, node)) else {
            continue;
        };
        let mut positions = Vec::new();
        for position_entry in node.entries("positions") {
            positions.extend(position(context, &scale, position_entry));
        }
        parts.issues.push(Issue {
            id: entry.key.clone(),
            question: node.string("question").unwrap_or_default(),
            category: category(node, "category"),
            scale,
            positions,
            support: context.support(node, entry.key_span),
        });
    }
}

/// The category that a word names.
pub(super) fn category(node: &Node, key: &str) -> Option<Category> {
    node.get_text(key).and_then(|text| Category::from_word(&text.value))
}

/// The categories that words name.
pub(super) fn categories(node: &Node) -> Vec<Category> {
    let texts = node.get_texts("categories");
    texts.into_iter().filter_map(|text| Category::from_word(&text.value)).collect()
}

/// A scale whose words differ, or whose ends do.
fn checked_scale(context: &mut Context<'_>, node: &Node) -> Option<Scale> {
    let scale = scale(node)?;
    let fault = match &scale {
        Scale::Words(words) if words.len() < 2 => Some("a scale needs two words or more"),
        Scale::Words(words) => {
            let repeated =
                words.iter().enumerate().any(|(index, word)| words[..index].contains(word));
            repeated.then_some("a scale names a word twice")
        }
        Scale::Numbers { from, to, .. } => (from >= to || !from.is_finite() || !to.is_finite())
            .then_some("a scale runs from the smaller number to the larger"),
    };
    if let Some(fault) = fault {
        context.report(
            Diagnostic::new(&code::OFF_SCALE, fault)
                .at(node.span, "no scale")
                .help("give the words in order, or `from` below `to`"),
        );
        return None;
    }
    Some(scale)
}

fn scale(node: &Node) -> Option<Scale> {
    if node.list().is_some() {
        let words: Vec<String> = node.texts().iter().map(|text| text.value.clone()).collect();
        return Some(Scale::Words(words));
    }
    Some(Scale::Numbers {
        from: node.get("from")?.number()?,
        to: node.get("to")?.number()?,
        unit: node.string("unit")?,
    })
}

fn position(context: &mut Context<'_>, scale: &Scale, entry: &Entry) -> Option<Position> {
    let party = context.party_of(entry)?;
    let node = &entry.node;
    let at = node.get("at").unwrap_or(node);
    let at = point(context, scale, at)?;
    for (key, most) in [("salience", 100.0), ("capability", f64::INFINITY)] {
        let Some(found) = node.get(key) else { continue };
        if found.number().is_some_and(|value| !(0.0..=most).contains(&value)) {
            let range = if most.is_finite() { "from 0 to 100" } else { "0 or more" };
            context.report(
                Diagnostic::new(&code::OFF_SCALE, format!("a {key} is {range}"))
                    .at(found.span, "outside")
                    .help(format!("write a number {range}")),
            );
        }
    }
    let floor = node.get("floor").and_then(|node| point(context, scale, node));
    Some(Position {
        party,
        at,
        floor,
        salience: node.get("salience").and_then(Node::number),
        capability: node.get("capability").and_then(Node::number),
        support: context.support(node, entry.key_span),
    })
}

fn point(context: &mut Context<'_>, scale: &Scale, node: &Node) -> Option<Point> {
    let report = |context: &mut Context<'_>, span: Span, message: String, help: String| {
        context.report(
            Diagnostic::new(&code::OFF_SCALE, message).at(span, "not on the scale").help(help),
        );
    };
    match (scale, node.text(), node.number()) {
        (Scale::Words(words), Some(text), _) => {
            let found = words.iter().position(|word| *word == text.value);
            if found.is_none() {
                let candidate = closest(&text.value, words.iter().map(String::as_str));
                let help = candidate.map_or_else(
                    || format!("the scale runs: {}", words.join(" – ")),
                    |word| format!("did you mean `{word}`?"),
                );
                report(
                    context,
                    text.inside(),
                    format!("`{}` is not a word of the scale", text.value),
                    help,
                );
            }
            found.map(Point::Word)
        }
        (Scale::Numbers { from, to, unit }, _, Some(value)) => {
            let (low, high) = if from <= to { (*from, *to) } else { (*to, *from) };
            if (low..=high).contains(&value) {
                return Some(Point::Number(value));
            }
            report(
                context,
                node.span,
                format!("{value} lies outside the scale"),
                format!("the scale runs from {from} to {to} {unit}"),
            );
            None
        }
        (Scale::Words(words), ..) => {
            let help = format!("the scale runs: {}", words.join(" – "));
            report(context, node.span, "a number on a scale of words".into(), help);
            None
        }
        (Scale::Numbers { unit, .. }, ..) => {
            report(
                context,
                node.span,
                "a word on a scale of numbers".into(),
                format!("write a number of {unit}"),
            );
            None
        }
    }
}
