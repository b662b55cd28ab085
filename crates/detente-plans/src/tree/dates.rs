//! Dates in trees: from when a node can be acted on, and which windows cannot be met.

use super::{Node, Refusal, Tree};

/// The days on which a node can be acted on, the first and the last among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// The first; nothing if it is not bounded.
    pub from: Option<i64>,
    /// The last; nothing if it is not bounded.
    pub until: Option<i64>,
    /// The action that is taken for whoever decides if nothing is done by the last day.
    pub expires: Option<usize>,
}

/// Why a window cannot be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// It closes before it opens.
    Order,
    /// It closes before the day on which everything begins.
    Start,
    /// It closes before the node can be reached.
    Reach,
}

/// What follows from windows at a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// The earliest day on which the node can be reached; nothing if nothing bounds it.
    pub reached: Option<i64>,
    /// The earliest day on which it can be acted on, its window being what it is but for its end.
    pub acted: Option<i64>,
    /// Why its window cannot be met; nothing if it can.
    pub miss: Option<Miss>,
    /// Whether the node lies behind an action that is not taken because a window above it closes first.
    pub barred: bool,
}

/// Finds from when each node can be reached and acted on, if the root is not reached before `start`.
///
/// Days do not fall along a path. A node is acted on within its window, and what follows is reached on
/// that day at the earliest. Where the window cannot be met the action that it expires to is taken on its
/// last day, or when the node is reached if that is later, and the others are barred; where it expires to
/// nothing, what follows is dated as if it could be acted on. The definition is ours.
///
/// # Errors
/// If there is not one window per node, or one expires to an action that is not there.
pub fn dates(tree: &Tree, windows: &[Open], start: Option<i64>) -> Result<Vec<Dated>, Refusal> {
    let fits = |(node, open): (usize, &Open)| match (open.expires, tree.get(node)) {
        (None, _) => true,
        (Some(action), Some(Node::Decision(set))) => action < tree.sets[set].actions,
        (Some(_), _) => false,
    };
    if windows.len() != tree.len() || !windows.iter().enumerate().all(fits) {
        return Err(Refusal::Mismatch);
    }
    let mut dated = vec![Dated::default(); tree.len()];
    if let Some(root) = dated.first_mut() {
        root.reached = start;
    }
    for node in 0..tree.len() {
        let open = windows[node];
        let Dated { reached, barred, .. } = dated[node];
        let before = |day: Option<i64>| open.until.zip(day).is_some_and(|(until, day)| until < day);
        let acted = reached.max(open.from);
        let miss = if before(open.from) {
            Some(Miss::Order)
        } else if before(start) {
            Some(Miss::Start)
        } else {
            // Behind a barred action no day can be met, which is told where it is barred.
            (!barred && before(reached)).then_some(Miss::Reach)
        };
        dated[node].acted = acted;
        dated[node].miss = miss;
        let expires = miss.and(open.expires);
        for (action, child) in tree.children(node).enumerate() {
            let own = expires.is_none_or(|expires| expires == action);
            dated[child].barred = barred || !own;
            dated[child].reached =
                if expires == Some(action) { reached.max(open.until) } else { acted };
        }
    }
    Ok(dated)
}
