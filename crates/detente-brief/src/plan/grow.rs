//! A plan of a case as the engine's tree.

use super::windows::windows;
use detente_model::{Model, Plan, PlanGoal, PlanKind};
use detente_plans::tree::{Builder, Dated, Fraction, Odds, Open, Tree, dates};
use std::collections::HashMap;

/// A tree with the way back to the plan.
#[derive(Clone, Debug)]
pub struct Grown {
    /// The tree. A node whose window cannot be met, and that expires to something, is left to chance in
    /// it, which does that for certain.
    pub tree: Tree,
    /// For each node of the tree the node of the plan; nothing at ends.
    pub node: Vec<Option<usize>>,
    /// For each information set the nodes of the plan in it.
    pub sets: Vec<Vec<usize>>,
    /// For each node of the plan the node of the tree.
    pub place: Vec<usize>,
    /// For each node of the plan its window in days.
    pub windows: Vec<Open>,
    /// For each node of the plan what follows from windows.
    pub dated: Vec<Dated>,
}

impl Grown {
    /// Returns the action that happens by itself at a node because its window cannot be met.
    pub fn forced(&self, node: usize) -> Option<usize> {
        self.dated[node].miss.and(self.windows[node].expires)
    }
}

/// Makes the tree of a plan.
///
/// # Errors
/// Says why the nodes make no tree.
pub fn grow(model: &Model, plan: &Plan) -> Result<Grown, String> {
    let parties = model.parties.len();
    let mut grown = sprout(plan, parties, &vec![None; plan.nodes.len()])?;
    grown.windows = windows(model, plan);
    let mut by_place = vec![Open::default(); grown.tree.len()];
    grown.place.iter().zip(&grown.windows).for_each(|(&at, open)| by_place[at] = *open);
    let start = model.today().map(|day| day.0);
    let found = dates(&grown.tree, &by_place, start).map_err(|refusal| refusal.to_string())?;
    grown.dated = grown.place.iter().map(|&at| found[at]).collect();
    let forced: Vec<Option<usize>> = (0..plan.nodes.len()).map(|node| grown.forced(node)).collect();
    if forced.iter().any(Option::is_some) {
        let Grown { windows, dated, .. } = grown;
        grown = Grown { windows, dated, ..sprout(plan, parties, &forced)? };
    }
    Ok(grown)
}

/// The tree of a plan with what happens by itself at some nodes, and without dates.
fn sprout(plan: &Plan, parties: usize, forced: &[Option<usize>]) -> Result<Grown, String> {
    let mut builder = Builder::new(parties, plan.ends.len());
    let mut seen: HashMap<(usize, &str), usize> = HashMap::new();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut made = Vec::new();
    for (place, node) in plan.nodes.iter().enumerate() {
        made.push(match (&node.kind, forced[place]) {
            (PlanKind::Party { may, .. }, Some(action)) => {
                let odds = |own: usize| Fraction::from_integer(i32::from(own == action).into());
                let odds: Vec<Odds> = (0..may.len()).map(|own| Odds::Exact(odds(own))).collect();
                builder.chance(&odds)
            }
            (PlanKind::Party { party, sees, may, .. }, None) => {
                let set = *seen.entry((*party, sees.as_str())).or_insert_with(|| {
                    sets.push(Vec::new());
                    sets.len() - 1
                });
                sets[set].push(place);
                builder.decision(*party, set, may.len())
            }
            (PlanKind::Chance { may }, _) => {
                let odds: Vec<Odds> = may.iter().map(|(_, _, odds)| of(*odds)).collect();
                builder.chance(&odds)
            }
        });
    }
    for (node, &from) in plan.nodes.iter().zip(&made) {
        for goal in node.kind.goals() {
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
    Ok(Grown { tree, node, sets, place, windows: Vec::new(), dated: Vec::new() })
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
