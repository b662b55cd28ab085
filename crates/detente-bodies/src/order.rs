//! The faults of a rule and of the further bodies it leads to, and the order in which these bodies
//! are compiled. What does not live here: what a rule means.

use crate::body::{Body, Tiers};
use crate::compile::RuleFault;
use detente_expr::rule::{Entity, check};
use detente_expr::{Expr, ExprKind, Fault, FaultKind};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn fault(
    kind: FaultKind,
    expr: &Expr,
    message: String,
    label: &str,
    help: &str,
) -> Fault {
    let (span, label) = (expr.span.clone(), label.to_owned());
    Fault { kind, span, message, label, help: Some(help.to_owned()) }
}

pub(crate) fn too_large(expr: &Expr, message: &str) -> Fault {
    let help = "use smaller numbers or a shorter rule";
    fault(FaultKind::TooDeep, expr, message.to_owned(), "too large", help)
}

pub(crate) fn no_member(expr: &Expr, name: &str) -> Fault {
    let message = format!("the body acts at the request of `{name}`, who is no member");
    let help = "name a member";
    fault(FaultKind::UnknownName, expr, message, "decided by this rule", help)
}

pub(crate) fn check_one(
    tier: Option<&String>,
    rule: &Expr,
    body: &Body,
    tiers: &Tiers,
) -> Vec<RuleFault> {
    let known = |name: &str| match body.entity(name) {
        Some(entity) => Some(entity),
        None => tiers.tiers.contains_key(name).then_some(Entity::Body),
    };
    let mut faults = check(rule, &known);
    rule.each(&mut |expr| match &expr.kind {
        ExprKind::Broken => faults.push(fault(
            FaultKind::Syntax,
            expr,
            "a part of the rule could not be read".to_owned(),
            "not read",
            "correct what the parser reported",
        )),
        ExprKind::Name(name) if body.entity(name).is_some() && tiers.tiers.contains_key(name) => {
            faults.push(fault(
                FaultKind::UnknownName,
                expr,
                format!("`{name}` is both a further body and a name in this body"),
                "which of the two?",
                "rename one of them",
            ));
        }
        _ => {}
    });
    faults.into_iter().map(|fault| RuleFault { tier: tier.cloned(), fault }).collect()
}

/// The further bodies a rule names itself.
fn named<'a>(rule: &'a Expr, tiers: &Tiers) -> Vec<(&'a str, &'a Expr)> {
    let mut found = Vec::new();
    rule.each(&mut |expr| {
        if let ExprKind::Name(name) = &expr.kind
            && tiers.tiers.contains_key(name)
        {
            found.push((name.as_str(), expr));
        }
    });
    found
}

/// All further bodies a rule leads to, by first mention.
pub(crate) fn mentions(rule: &Expr, tiers: &Tiers) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut list = Vec::new();
    let mut left = vec![rule];
    while let Some(rule) = left.pop() {
        for (name, _) in named(rule, tiers) {
            if seen.insert(name.to_owned()) {
                list.push(name.to_owned());
                left.push(&tiers.tiers[name].1.rule);
            }
        }
    }
    list
}

/// All further bodies, each after those its own rule names. Bodies in a circle become faults. No
/// recursion: a chain of bodies may be long.
pub(crate) fn order(rule: &Expr, tiers: &Tiers, faults: &mut Vec<RuleFault>) -> Vec<String> {
    #[derive(PartialEq)]
    enum Mark {
        Open,
        Done,
    }
    type Level<'a> = (Option<String>, Vec<(&'a str, &'a Expr)>, usize);
    let mut marks: BTreeMap<String, Mark> = BTreeMap::new();
    let mut sorted = Vec::new();
    let mut stack: Vec<Level<'_>> = vec![(None, named(rule, tiers), 0)];
    while let Some((tier, names, next)) = stack.last_mut() {
        let Some(&(name, expr)) = names.get(*next) else {
            if let Some(name) = stack.pop().and_then(|(tier, ..)| tier) {
                marks.insert(name.clone(), Mark::Done);
                sorted.push(name);
            }
            continue;
        };
        *next += 1;
        match marks.get(name) {
            Some(Mark::Done) => {}
            Some(Mark::Open) => faults.push(RuleFault {
                tier: tier.clone(),
                fault: fault(
                    FaultKind::UnknownName,
                    expr,
                    format!("the body `{name}` decides by way of itself"),
                    "this leads back to the body",
                    "let one of the bodies in the circle decide by its members alone",
                ),
            }),
            None => {
                marks.insert(name.to_owned(), Mark::Open);
                stack.push((Some(name.to_owned()), named(&tiers.tiers[name].1.rule, tiers), 0));
            }
        }
    }
    sorted
}
