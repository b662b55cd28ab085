//! The tree of a plan as a picture.

use super::told::{Told, plain, title};
use crate::document::Figure;
use crate::picture::{Branch, tree};
use crate::words::{capital, list};
use detente_model::{PlanGoal, PlanKind};

/// Nodes in one picture.
const MOST: usize = 200;

impl Told<'_> {
    /// The tree as a picture; nothing if it is too large for one.
    pub(super) fn figure(&self) -> Option<Figure> {
        let plan = self.report.plan;
        if self.report.grown.tree.len() > MOST {
            return None;
        }
        let mut place = vec![None; plan.nodes.len()];
        let mut branches: Vec<Branch> = Vec::new();
        // A node with the branch before it and what leads to it.
        let mut open: Vec<(PlanGoal, Option<usize>, String, bool)> =
            vec![(PlanGoal::Node(0), None, String::new(), false)];
        while let Some((goal, parent, edge, planned)) = open.pop() {
            let at = branches.len();
            let node = match goal {
                PlanGoal::End(end) => {
                    let label = plan.ends[end].text.clone();
                    branches.push(Branch { label, parent, edge, planned, end: true });
                    continue;
                }
                PlanGoal::Node(node) => node,
            };
            let (label, does) = match &plan.nodes[node].kind {
                PlanKind::Party { party, does, .. } => (capital(&self.who(*party)), *does),
                PlanKind::Chance { .. } => ("?".to_owned(), None),
            };
            branches.push(Branch { label, parent, edge, planned, end: false });
            place[node] = Some(at);
            let ways = self.goals(node).into_iter().enumerate().rev();
            open.extend(
                ways.map(|(way, (name, goal))| (goal, Some(at), plain(&name), does == Some(way))),
            );
        }
        let words = branches.iter().filter(|own| own.end).map(|own| format!("End: {}", own.label));
        let mut words: Vec<String> = words.collect();
        let mut links = Vec::new();
        for nodes in self.report.grown.sets.iter().filter(|nodes| nodes.len() > 1) {
            let names: Vec<String> = nodes.iter().map(|&node| self.place(node)).collect();
            words.push(format!("{} look the same to who decides", list(&names, "and")));
            links.extend(nodes.windows(2).filter_map(|pair| place[pair[0]].zip(place[pair[1]])));
        }
        let dashed = if links.is_empty() { "" } else { ", dashed what looks the same" };
        Some(Figure {
            caption: format!(
                "{}: thick is what the plan says{dashed}, ‘?’ what turns out",
                capital(&title(plan))
            ),
            words,
            svg: tree(&title(plan), &branches, &links),
            bars: Vec::new(),
            in_text: false,
        })
    }
}
