//! Contingent plans: trees of nodes that name each other.

mod alike;
mod values;
mod windows;

use super::{Context, text_or, unknown};
use crate::node::{Entry, Node, Text, Value};
use detente_model::{Parts, Plan, PlanEnd, PlanGoal, PlanKind, PlanNode, ScheduleStep};
use detente_text::{Diagnostic, Span, code};

/// Exact probabilities may miss one by this much, which is less than a person writes.
const SLACK: f64 = 1e-9;

pub(super) fn lower(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for entry in case.entries("plans") {
        if let Some(plan) = plan(context, entry, &parts.schedule) {
            parts.plans.push(plan);
        }
    }
}

fn fault(context: &mut Context<'_>, message: String, at: Span, label: &str, help: &str) {
    context.report(Diagnostic::new(&code::NO_PLAN, message).at(at, label).help(help));
}

fn plan(context: &mut Context<'_>, entry: &Entry, schedule: &[ScheduleStep]) -> Option<Plan> {
    let node = &entry.node;
    let of = context.party(node.get_text("of")?)?;
    let named = node.entries("nodes");
    let mut ends = Vec::new();
    for end in node.entries("ends") {
        let Some(text) = text_or(&end.node, "text") else { continue };
        let state = end.node.get_text("state").and_then(|text| context.condition(text));
        ends.push(PlanEnd { id: end.key.clone(), text: text.value.clone(), state });
    }
    let names = Names {
        nodes: named.iter().map(|entry| entry.key.as_str()).collect(),
        ends: node.entries("ends").iter().map(|entry| entry.key.as_str()).collect(),
        schedule,
    };
    for end in node.entries("ends").iter().filter(|end| names.nodes.contains(&end.key.as_str())) {
        let message = format!("`{}` is both a node and an end", end.key);
        fault(context, message, end.key_span, "the second one", "rename one of them");
    }
    if named.is_empty() || ends.is_empty() {
        let message = format!("the plan `{}` has no nodes, or no ends", entry.key);
        fault(
            context,
            message,
            entry.key_span,
            "leads nowhere",
            "write [plans.NAME.nodes] and [plans.NAME.ends]",
        );
        return None;
    }
    let mut led: Vec<Option<Span>> = vec![None; named.len()];
    let mut nodes = Vec::new();
    for own in named {
        nodes.push(plan_node(context, own, of, &names, &mut led)?);
    }
    shape(context, named, &nodes, &led)?;
    alike::alike(context, named, &mut nodes)?;
    let worth = values::worth(context, node, &names.ends);
    let ranks = values::ranks(context, node, &names.ends, &worth);
    Some(Plan {
        id: entry.key.clone(),
        text: node.string("text"),
        of,
        nodes,
        ends,
        ranks,
        worth,
        at: Some(entry.key_span),
        support: context.support(node, entry.key_span),
    })
}

struct Names<'a> {
    nodes: Vec<&'a str>,
    ends: Vec<&'a str>,
    schedule: &'a [ScheduleStep],
}

fn goal(
    context: &mut Context<'_>,
    text: &Text,
    names: &Names<'_>,
    led: &mut [Option<Span>],
) -> Option<PlanGoal> {
    let is = |name: &&str| *name == text.value;
    if let Some(end) = names.ends.iter().position(is) {
        return Some(PlanGoal::End(end));
    }
    let Some(node) = names.nodes.iter().position(is) else {
        let known = names.nodes.iter().chain(&names.ends).copied();
        let help = "declare it in `nodes` or `ends` of the plan";
        let diagnostic =
            unknown(&code::NO_PLAN, "node or end", &text.value, text.inside(), known, help);
        context.report(diagnostic);
        return None;
    };
    if let Some(first) = led[node] {
        let message = format!("two nodes lead to `{}`", text.value);
        let diagnostic = Diagnostic::new(&code::NO_PLAN, message)
            .at(text.inside(), "the second one")
            .and(first, "the first one")
            .help("a tree meets a node once: write it a second time under another name, with `sees` the same if it looks the same");
        context.report(diagnostic);
        return None;
    }
    led[node] = Some(text.inside());
    Some(PlanGoal::Node(node))
}

fn plan_node(
    context: &mut Context<'_>,
    entry: &Entry,
    of: usize,
    names: &Names<'_>,
    led: &mut [Option<Span>],
) -> Option<PlanNode> {
    let node = &entry.node;
    let may = node.entries("may");
    if may.is_empty() {
        let message = format!("nothing can happen at `{}`", entry.key);
        fault(
            context,
            message,
            entry.key_span,
            "leads nowhere",
            "say what may be done: `may = { ACTION = \"node or end\" }`",
        );
        return None;
    }
    let mut goals = Vec::new();
    for way in may {
        let text = way.node.text()?;
        goals.push((way.key.clone(), goal(context, text, names, led)?));
    }
    let kind = match node.get_text("by") {
        Some(by) => {
            let party = context.party(by)?;
            let does = action(context, node, "does", &goals);
            let expires = action(context, node, "expires", &goals);
            if let (Some(text), true) = (node.get_text("does"), party != of) {
                let message = "the plan instructs a party whose plan it is not".to_owned();
                fault(
                    context,
                    message,
                    text.inside(),
                    "another party",
                    "leave `does` to nodes of the party named in `of`",
                );
            }
            if let Some(odds) = node.get("odds") {
                let message = format!("`{}` is decided by a party, and has no chances", entry.key);
                let help = "leave `odds` out, or `by` if it is chance that decides";
                fault(context, message, odds.span, "of a decision", help);
            }
            let sees = node.string("sees").unwrap_or_else(|| entry.key.clone());
            PlanKind::Party { party, sees, may: goals, does, expires }
        }
        None => {
            for key in ["sees", "does"] {
                if let Some(text) = node.get_text(key) {
                    let message =
                        format!("nobody decides at `{}`: `{key}` says nothing", entry.key);
                    let help = format!("name the party that decides in `by`, or leave `{key}` out");
                    fault(context, message, text.inside(), "of nobody", &help);
                }
            }
            let odds = odds(context, node, &goals)?;
            let may = goals.into_iter().zip(odds).map(|((name, goal), odds)| (name, goal, odds));
            PlanKind::Chance { may: may.collect() }
        }
    };
    Some(PlanNode {
        id: entry.key.clone(),
        text: node.string("text"),
        window: windows::window(context, entry, names.schedule),
        kind,
        support: context.support(node, entry.key_span),
    })
}

/// The place of the action that a key names.
fn action(
    context: &mut Context<'_>,
    node: &Node,
    key: &str,
    goals: &[(String, PlanGoal)],
) -> Option<usize> {
    let text = node.get_text(key)?;
    let found = goals.iter().position(|(action, _)| *action == text.value);
    if found.is_none() {
        let known = goals.iter().map(|(action, _)| action.as_str());
        let help = "name one of `may`";
        let diagnostic = unknown(&code::NO_PLAN, "action", &text.value, text.inside(), known, help);
        context.report(diagnostic);
    }
    found
}

/// How probable each result of chance is; nothing for those of which nothing is said.
fn odds(
    context: &mut Context<'_>,
    node: &Node,
    goals: &[(String, PlanGoal)],
) -> Option<Vec<Option<(f64, f64)>>> {
    let mut odds = vec![None; goals.len()];
    for own in node.entries("odds") {
        let Some(place) = goals.iter().position(|(name, _)| *name == own.key) else {
            let known = goals.iter().map(|(name, _)| name.as_str());
            let help = "name one of `may`";
            let diagnostic = unknown(&code::NO_PLAN, "result", &own.key, own.key_span, known, help);
            context.report(diagnostic);
            continue;
        };
        let range = match &own.node.value {
            Value::List(items) => match items.as_slice() {
                [low, high] => low.number().zip(high.number()),
                _ => None,
            },
            _ => own.node.number().map(|number| (number, number)),
        };
        match range {
            Some((low, high)) if low <= high && low >= 0.0 && high <= 1.0 => {
                odds[place] = Some((low, high));
            }
            _ => {
                let message =
                    "a chance is a number from 0 to 1, or two, the lower first".to_owned();
                fault(context, message, own.node.span, "no chance", "write 0.7 or [0.5, 0.9]");
                return None;
            }
        }
    }
    let low: f64 = odds.iter().flatten().map(|(low, _)| low).sum();
    let high: f64 = odds.iter().map(|own| own.map_or(1.0, |(_, high)| high)).sum();
    if low > 1.0 + SLACK || high < 1.0 - SLACK {
        let at = node.get("odds").map_or(node.span, |odds| odds.span);
        let rounded = |sum: f64| (sum * 1e9).round() / 1e9;
        let message = format!(
            "the chances cannot add up to one: {} at least, {} at most",
            rounded(low),
            rounded(high)
        );
        fault(
            context,
            message,
            at,
            "do not add up",
            "give chances that add up to 1, or ranges that can",
        );
        return None;
    }
    Some(odds)
}

/// Every node but the first is led to, and not in a circle.
fn shape(
    context: &mut Context<'_>,
    named: &[Entry],
    nodes: &[PlanNode],
    led: &[Option<Span>],
) -> Option<()> {
    if let Some(at) = led[0] {
        let message = format!("the plan leads back to its beginning `{}`", nodes[0].id);
        fault(
            context,
            message,
            at,
            "in a circle",
            "the first node is where the plan begins; nothing may lead to it",
        );
        return None;
    }
    let mut seen = vec![false; nodes.len()];
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        seen[at] = true;
        open.extend(nodes[at].kind.below());
    }
    let mut clean = Some(());
    for (entry, _) in named.iter().zip(&seen).filter(|(_, seen)| !**seen) {
        let message = format!("nothing leads to `{}`", entry.key);
        fault(
            context,
            message,
            entry.key_span,
            "cannot be reached",
            "name it in `may` of a node before it; the first node is where the plan begins",
        );
        clean = None;
    }
    clean
}
