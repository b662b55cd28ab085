//! Nodes of a plan that look alike to the party that decides.

use super::Context;
use crate::node::Entry;
use detente_model::{PlanKind, PlanNode};
use detente_text::{Diagnostic, code};
use std::collections::{HashMap, HashSet};

/// Checks that nodes that look alike offer the same actions and do not come after one another, and puts
/// their actions into the same order.
pub(super) fn alike(
    context: &mut Context<'_>,
    named: &[Entry],
    nodes: &mut [PlanNode],
) -> Option<()> {
    let mut clean = Some(());
    let mut first: HashMap<(usize, String), usize> = HashMap::new();
    for at in 0..nodes.len() {
        let PlanKind::Party { party, sees, may, .. } = &nodes[at].kind else { continue };
        let before = *first.entry((*party, sees.clone())).or_insert(at);
        if before == at {
            continue;
        }
        let PlanKind::Party { may: known, .. } = &nodes[before].kind else { continue };
        let order: Option<Vec<usize>> =
            known.iter().map(|(name, _)| may.iter().position(|(own, _)| own == name)).collect();
        match order.filter(|order| order.len() == may.len()) {
            Some(order) => reorder(&mut nodes[at].kind, &order),
            None => {
                let message = format!(
                    "`{}` and `{}` look the same to who decides, and offer different actions",
                    nodes[before].id, nodes[at].id
                );
                let diagnostic = Diagnostic::new(&code::NO_PLAN, message)
                    .at(span(&named[at], "may"), "other actions")
                    .and(span(&named[before], "may"), "the actions of the first")
                    .help("who cannot tell two nodes apart may do the same at both: give both the same actions, or each its own `sees`");
                context.report(diagnostic);
                clean = None;
            }
        }
    }
    clean?;
    successors(context, named, nodes)
}

/// Reports the first node that looks like one that comes before it.
fn successors(context: &mut Context<'_>, named: &[Entry], nodes: &[PlanNode]) -> Option<()> {
    let key = |node: usize| match &nodes[node].kind {
        PlanKind::Party { party, sees, .. } => Some((*party, sees.as_str())),
        PlanKind::Chance { .. } => None,
    };
    // A node with whether it is left again; what is on the way to it is known by its set.
    let mut way: HashMap<(usize, &str), usize> = HashMap::new();
    let mut shared: HashSet<(usize, &str)> = HashSet::new();
    let mut open = vec![(0, false)];
    while let Some((at, done)) = open.pop() {
        if done {
            if let Some(key) = key(at) {
                way.remove(&key);
            }
            continue;
        }
        if let Some(key) = key(at) {
            if let Some(&before) = way.get(&key) {
                if shared.insert(key) {
                    let message = format!(
                        "`{}` comes after `{}`, and looks the same to who decides",
                        nodes[at].id, nodes[before].id
                    );
                    let diagnostic = Diagnostic::new(&code::NO_PLAN, message)
                        .at(span(&named[at], "sees"), "the later one")
                        .and(span(&named[before], "sees"), "the earlier one")
                        .help("a party knows what it has done itself: give the later node a `sees` of its own");
                    context.report(diagnostic);
                }
                return None;
            }
            way.insert(key, at);
        }
        open.push((at, true));
        open.extend(nodes[at].kind.below().map(|node| (node, false)));
    }
    Some(())
}

/// Puts the actions of a node into another order: `order` says which stands at each place.
fn reorder(kind: &mut PlanKind, order: &[usize]) {
    let PlanKind::Party { may, does, expires, .. } = kind else { return };
    let to = |own: usize| order.iter().position(|&from| from == own).unwrap_or(own);
    *may = order.iter().map(|&from| may[from].clone()).collect();
    *does = does.map(to);
    *expires = expires.map(to);
}

/// Where a key of a node stands, or else the node.
fn span(entry: &Entry, key: &str) -> detente_text::Span {
    entry.node.get(key).map_or(entry.key_span, |node| node.span)
}
