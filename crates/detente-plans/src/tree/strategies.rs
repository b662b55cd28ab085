//! The strategies of one party, each with actions only where it can lead.

use super::{Context, Node, Refusal, Tree};

/// An action at each information set that the party's own actions let it come to.
pub(super) type Strategy = Vec<Option<usize>>;

/// Lists the strategies of a party; nothing if there are more than `most`. `comes` says whether a result
/// of a chance node, by its place, can come at all; what others do always can.
pub(super) fn strategies(
    tree: &Tree,
    party: usize,
    comes: &dyn Fn(usize, usize) -> bool,
    most: usize,
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<Option<Vec<Strategy>>, Refusal> {
    let mut done = Vec::new();
    let mut open: Vec<Strategy> = vec![vec![None; tree.sets.len()]];
    while let Some(strategy) = open.pop() {
        context.spend(spent, tree.len())?;
        match undecided(tree, party, comes, &strategy) {
            None => done.push(strategy),
            Some(set) => open.extend((0..tree.sets[set].actions).rev().map(|action| {
                let mut next = strategy.clone();
                next[set] = Some(action);
                next
            })),
        }
        // Every strategy that is open leads to one at least.
        if done.len() + open.len() > most {
            return Ok(None);
        }
    }
    Ok(Some(done))
}

/// The first information set of the party that is come to and not decided.
fn undecided(
    tree: &Tree,
    party: usize,
    comes: &dyn Fn(usize, usize) -> bool,
    strategy: &Strategy,
) -> Option<usize> {
    let mut reached = vec![false; tree.len()];
    reached[0] = true;
    for node in 0..tree.len() {
        if !reached[node] {
            continue;
        }
        let children = tree.children(node);
        match tree.node(node) {
            Node::Decision(set) if tree.sets[set].party == party => match strategy[set] {
                Some(action) => reached[children.start + action] = true,
                None => return Some(set),
            },
            Node::Chance(place) => {
                for (result, child) in children.enumerate() {
                    reached[child] = comes(place, result);
                }
            }
            _ => reached[children].fill(true),
        }
    }
    None
}
