//! Questions, issues and bodies.

use super::{Context, fault_code, text_or};
use crate::node::{Entry, Node, Text};
use detente_expr::Expr;
use detente_expr::rule::{self, Entity};
use detente_model::{
    Body, BodyRule, Category, Composition, Issue, Member, Parts, Point, Position, Question, Scale,
    WeightList,
};
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
            category: node.get_text("category").and_then(|text| Category::from_word(&text.value)),
            scale,
            positions,
            support: context.support(node, entry.key_span),
        });
    }
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

pub(super) fn lower_bodies(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    let names: Vec<&str> = case.entries("bodies").iter().map(|entry| entry.key.as_str()).collect();
    for entry in case.entries("bodies") {
        let node = &entry.node;
        let members = members(node);
        check_members(context, node, &members);
        let chair = node.get_text("chair").and_then(|text| member(context, &members, text));
        let weights = weight_lists(context, node, &members);
        let lists: Vec<&str> = weights.iter().map(|list| list.id.as_str()).collect();
        let rules = body_rules(context, node, &members, &lists, &names);
        let mut compositions = Vec::new();
        for composition in node.entries("compositions") {
            let members = self::members(&composition.node);
            check_members(context, &composition.node, &members);
            compositions.push(Composition {
                id: composition.key.clone(),
                text: composition.node.string("text"),
                rules: body_rules(context, &composition.node, &members, &lists, &names),
                members,
                support: context.support(&composition.node, composition.key_span),
            });
        }
        parts.bodies.push(Body {
            id: entry.key.clone(),
            name: node.string("name"),
            members,
            chair,
            weights,
            rules,
            compositions,
            support: context.support(node, entry.key_span),
        });
    }
}

/// Named lists of weights; a member that is left out weighs nothing.
pub(super) fn weight_lists(
    context: &mut Context<'_>,
    node: &Node,
    members: &[Member],
) -> Vec<WeightList> {
    let mut weights = Vec::new();
    for list in node.entries("weights") {
        let mut values = vec![0; members.len()];
        for weight in list.node.table().unwrap_or_default() {
            let Some(index) = member_named(context, members, &weight.key, weight.key_span) else {
                continue;
            };
            values[index] = weight.node.number().unwrap_or_default() as i64;
        }
        weights.push(WeightList { id: list.key.clone(), weights: values });
    }
    weights
}

fn members(node: &Node) -> Vec<Member> {
    let Some(members) = node.get("members") else { return Vec::new() };
    let listed =
        members.texts().into_iter().map(|text| Member { id: text.value.clone(), group: None });
    let grouped = members.table().unwrap_or_default().iter();
    let grouped = grouped.map(|entry| Member {
        id: entry.key.clone(),
        group: entry.node.text().map(|text| text.value.clone()),
    });
    listed.chain(grouped).collect()
}

/// A member sits once: what sits twice is two members.
fn check_members(context: &mut Context<'_>, node: &Node, members: &[Member]) {
    let texts = node.get("members").map(Node::texts).unwrap_or_default();
    for (index, text) in texts.into_iter().enumerate() {
        if members[..index].iter().any(|earlier| earlier.id == text.value) {
            context.report(
                Diagnostic::new(
                    &code::NAME_TAKEN,
                    format!("the member `{}` is named twice", text.value),
                )
                .at(text.inside(), "the second time")
                .help("number the seats of one side, such as `east_1` and `east_2`"),
            );
        }
    }
}

pub(super) fn member(context: &mut Context<'_>, members: &[Member], text: &Text) -> Option<usize> {
    member_named(context, members, &text.value, text.inside())
}

fn member_named(
    context: &mut Context<'_>,
    members: &[Member],
    name: &str,
    at: Span,
) -> Option<usize> {
    let found = members.iter().position(|member| member.id == name);
    if found.is_none() {
        context.report(
            Diagnostic::new(&code::UNKNOWN_MEMBER, format!("unknown member `{name}`"))
                .at(at, "not a member of this body")
                .did_you_mean(
                    closest(name, members.iter().map(|member| member.id.as_str())),
                    "add it to `members`",
                ),
        );
    }
    found
}

fn body_rules(
    context: &mut Context<'_>,
    node: &Node,
    members: &[Member],
    lists: &[&str],
    bodies: &[&str],
) -> Vec<BodyRule> {
    let mut rules = Vec::new();
    for entry in node.entries("rules") {
        let Some(text) = text_or(&entry.node, "rule") else { continue };
        rules.push(BodyRule {
            class: entry.key.clone(),
            source: text.value.clone(),
            rule: rule(context, text, members, lists, bodies).0,
            support: context.support(&entry.node, entry.key_span),
        });
    }
    rules
}

/// Reads a rule over members, with whether it is without faults; those are reported.
pub(super) fn rule(
    context: &mut Context<'_>,
    text: &Text,
    members: &[Member],
    lists: &[&str],
    bodies: &[&str],
) -> (Expr, bool) {
    let groups: Vec<&str> = members.iter().filter_map(|member| member.group.as_deref()).collect();
    let lookup = |name: &str| {
        if name == "ALL" || groups.contains(&name) {
            Some(Entity::Group)
        } else if members.iter().any(|member| member.id == name) {
            Some(Entity::Member)
        } else if lists.contains(&name) {
            Some(Entity::Weights)
        } else {
            bodies.contains(&name).then_some(Entity::Body)
        }
    };
    let (rule, mut faults) = detente_expr::parse(&text.value);
    faults.extend(rule::check(&rule, &lookup));
    let clean = faults.is_empty();
    for fault in faults {
        let name = text.value.get(fault.span.clone()).unwrap_or_default();
        let known = members
            .iter()
            .map(|member| member.id.as_str())
            .chain(groups.iter().copied())
            .chain(lists.iter().copied());
        let code = match fault.kind {
            detente_expr::FaultKind::UnknownName => &code::UNKNOWN_MEMBER,
            kind => fault_code(kind),
        };
        let candidate = if fault.help.is_none() { closest(name, known) } else { None };
        let mut span = text.part(fault.span.clone());
        span.end = span.end.max(span.start + 1);
        context.report(
            Diagnostic::new(code, fault.message.clone())
                .at(span, fault.label.clone())
                .did_you_mean(candidate, fault.help.clone().unwrap_or_default()),
        );
    }
    (rule, clean)
}
