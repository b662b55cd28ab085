//! The members of a body with their blocs and weights, and rules over them. Ratifications use the
//! same.

use super::{Context, fault_code};
use crate::node::{Node, Text, Value};
use detente_expr::Expr;
use detente_expr::rule::{self, Entity};
use detente_model::{Group, Member, Places, WeightList};
use detente_text::{Diagnostic, Span, closest, code};

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
            let Value::Int(value) = weight.node.value else { continue };
            if value < 0 {
                context.report(
                    Diagnostic::new(
                        &code::NO_BODY,
                        format!("`{}` weighs less than nothing", weight.key),
                    )
                    .at(weight.node.span, "below zero")
                    .help("give a weight of 0 or more"),
                );
            }
            values[index] = value;
        }
        weights.push(WeightList { id: list.key.clone(), weights: values });
    }
    weights
}

pub(super) fn members(node: &Node) -> Vec<Member> {
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

/// Who sits, for a rule to name.
#[derive(Clone, Copy)]
pub(super) struct Seats<'a> {
    pub(super) members: &'a [Member],
    pub(super) groups: &'a [Group],
}

/// Named groups; a member without a bloc gets the first that names it as its bloc.
pub(super) fn groups(context: &mut Context<'_>, node: &Node, members: &mut [Member]) -> Vec<Group> {
    let mut groups = Vec::new();
    for entry in node.entries("groups") {
        let mut of = Vec::new();
        for text in entry.node.texts() {
            let Some(place) = member(context, members, text) else { continue };
            if of.contains(&text.value) {
                context.report(
                    Diagnostic::new(
                        &code::NAME_TAKEN,
                        format!("`{}` is in the group `{}` twice", text.value, entry.key),
                    )
                    .at(text.inside(), "the second time")
                    .help("name it once"),
                );
                continue;
            }
            members[place].group.get_or_insert_with(|| entry.key.clone());
            of.push(text.value.clone());
        }
        groups.push(Group { id: entry.key.clone(), members: of });
    }
    groups
}

/// The farthest place either way.
const FARTHEST: f64 = 1e6;

/// Where members stand: all on a line or all in a plane.
pub(super) fn places(context: &mut Context<'_>, node: &Node, members: &[Member]) -> Option<Places> {
    let whole = node.get("places")?;
    let mut found = vec![None; members.len()];
    for own in node.entries("places") {
        let place = member_named(context, members, &own.key, own.key_span)?;
        found[place] = point(context, &own.node);
    }
    let stands = node.get("stands").and_then(|own| point(context, own));
    let all: Option<Vec<(f64, Option<f64>)>> = found.into_iter().collect();
    let flat = |points: &[(f64, Option<f64>)]| {
        let lines = points.iter().filter(|(_, y)| y.is_none()).count();
        lines == 0 || lines == points.len()
    };
    let fits = all.as_ref().is_some_and(|all| {
        let with: Vec<(f64, Option<f64>)> = all.iter().copied().chain(stands).collect();
        flat(&with)
    });
    if !fits {
        context.report(
            Diagnostic::new(&code::NO_BODY, "not every member has a place of one kind".to_owned())
                .at(whole.span, "some on a line, some in a plane, or none")
                .help("give every member one number, or every member two; `stands` the same"),
        );
        return None;
    }
    all.map(|members| Places { members, stands })
}

fn point(context: &mut Context<'_>, node: &Node) -> Option<(f64, Option<f64>)> {
    let point = match &node.value {
        Value::List(items) => match items.as_slice() {
            [x, y] => x.number().zip(y.number()).map(|(x, y)| (x, Some(y))),
            _ => None,
        },
        _ => node.number().map(|x| (x, None)),
    };
    let near = |value: f64| value.abs() <= FARTHEST;
    let point = point.filter(|(x, y)| near(*x) && y.is_none_or(near));
    if point.is_none() {
        context.report(
            Diagnostic::new(&code::NO_BODY, "this is no place".to_owned())
                .at(node.span, "no place")
                .help("write a number, or two as [x, y], up to a million either way"),
        );
    }
    point
}

/// A member sits once: what sits twice is two members.
pub(super) fn check_members(context: &mut Context<'_>, node: &Node, members: &[Member]) {
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

/// Reads a rule over members, with whether it is without faults; those are reported.
pub(super) fn rule(
    context: &mut Context<'_>,
    text: &Text,
    Seats { members, groups }: Seats<'_>,
    lists: &[&str],
    bodies: &[&str],
) -> (Expr, bool) {
    let blocs = members.iter().filter_map(|member| member.group.as_deref());
    let groups: Vec<&str> = blocs.chain(groups.iter().map(|group| group.id.as_str())).collect();
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
