//! A plan of a case as the engine's tree.

use detente_model::{Plan, PlanGoal, PlanKind};
use detente_plans::tree::{Builder, Fraction, Odds, Tree};

/// A tree with the way back to the plan.
#[derive(Clone, Debug)]
pub struct Grown {
    /// The tree.
    pub tree: Tree,
    /// For each node of the tree the node of the plan; nothing at ends.
    pub node: Vec<Option<usize>>,
    /// For each information set the nodes of the plan in it.
    pub sets: Vec<Vec<usize>>,
    /// For each node of the plan the node of the tree.
    pub place: Vec<usize>,
}

/// Makes the tree of a plan.
///
/// # Errors
/// Says why the nodes make no tree.
pub fn grow(plan: &Plan, parties: usize) -> Result<Grown, String> {
    let mut builder = Builder::new(parties, plan.ends.len());
    let mut seen: Vec<(usize, &str)> = Vec::new();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut made = Vec::new();
    for (place, node) in plan.nodes.iter().enumerate() {
        made.push(match &node.kind {
            PlanKind::Party { party, sees, may, .. } => {
                let key = (*party, sees.as_str());
                let set = seen.iter().position(|known| *known == key).unwrap_or_else(|| {
                    seen.push(key);
                    sets.push(Vec::new());
                    seen.len() - 1
                });
                sets[set].push(place);
                builder.decision(*party, set, may.len())
            }
            PlanKind::Chance { may } => {
                let odds: Vec<Odds> = may.iter().map(|(_, _, odds)| of(*odds)).collect();
                builder.chance(&odds)
            }
        });
    }
    for (node, &from) in plan.nodes.iter().zip(&made) {
        let goals: Vec<PlanGoal> = match &node.kind {
            PlanKind::Party { may, .. } => may.iter().map(|(_, goal)| *goal).collect(),
            PlanKind::Chance { may } => may.iter().map(|(_, goal, _)| *goal).collect(),
        };
        for goal in goals {
            let to = match goal {
                PlanGoal::Node(node) => made[node],
                PlanGoal::End(end) => builder.outcome(end),
            };
            builder.link(from, to);
        }
    }
    builder.root(made.first().copied().unwrap_or(0));
    let (tree, places) = builder.build_with_places().map_err(|error| error.to_string())?;
    let place: Vec<usize> = made.iter().map(|&node| places[node] as usize).collect();
    let mut node = vec![None; tree.len()];
    place.iter().enumerate().for_each(|(own, &at)| node[at] = Some(own));
    Ok(Grown { tree, node, sets, place })
}

fn of(odds: Option<(f64, f64)>) -> Odds {
    match odds.map(|(low, high)| (fraction(low), fraction(high))) {
        None => Odds::Unknown,
        Some((low, high)) if low == high => Odds::Exact(low),
        Some((low, high)) => Odds::Between(low, high),
    }
}

/// The number as it is written: 0.7 is seven tenths.
pub(super) fn fraction(value: f64) -> Fraction {
    let text = format!("{value}");
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let above = format!("{sign}{whole}{part}").parse().unwrap_or_default();
    let below = format!("1{}", "0".repeat(part.len())).parse().unwrap_or_else(|_| 1.into());
    Fraction::new(above, below)
}
