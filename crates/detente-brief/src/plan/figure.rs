//! The tree of a plan as a picture.

use super::told::{Told, plain, title};
use crate::document::Figure;
use crate::picture::{Branch, tree};
use crate::words::capital;
use detente_model::{PlanGoal, PlanKind};

impl Told<'_> {
    /// The tree as a picture.
    pub(super) fn figure(&self) -> Figure {
        let plan = self.report.plan;
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
            let ways = self.goals(node).into_iter().enumerate().rev();
            open.extend(
                ways.map(|(way, (name, goal))| (goal, Some(at), plain(&name), does == Some(way))),
            );
        }
        let words = branches.iter().filter(|own| own.end).map(|own| format!("End: {}", own.label));
        Figure {
            caption: format!(
                "{}: thick is what the plan says, ‘?’ what turns out",
                capital(&title(plan))
            ),
            words: words.collect(),
            svg: tree(&title(plan), &branches),
            bars: Vec::new(),
            in_text: false,
        }
    }
}
