//! Sentences about what a plan leaves open.

use super::told::{Told, few};
use super::windows::{Missed, missed_words};

impl Told<'_> {
    pub(super) fn audit(&self) -> Vec<String> {
        let report = self.report;
        let id = |node: usize| self.place(node);
        let mut items = Vec::new();
        for &at in &report.audit.unplanned {
            if let Some(node) = report.grown.node[at] {
                items.push(format!("{} can be reached and the plan says nothing of it.", id(node)));
            }
        }
        for &place in &report.audit.idle {
            items.push(format!(
                "The instruction at {} never applies: the plan does not lead there.",
                id(report.instructed[place])
            ));
        }
        for &(first, second) in &report.audit.contradictions {
            items.push(format!(
                "The plan says two things where the party sees the same: at {} and at {}.",
                id(report.instructed[first]),
                id(report.instructed[second])
            ));
        }
        for &(node, step) in &report.undated {
            items.push(format!(
                "No day follows for ‘{}’, which bounds the window of {}.",
                self.case.model.schedule[step].text,
                id(node)
            ));
        }
        if !report.bare.is_empty() {
            let nodes: Vec<String> = report.bare.iter().map(|&node| id(node)).collect();
            items.push(format!("The analyst's own, without a passage: {}.", few(nodes, "and")));
        }
        if items.is_empty() && report.missed.is_empty() {
            items.push("Nothing that was foreseen.".into());
        }
        items
    }

    /// The windows that cannot be met, each with its node.
    pub(super) fn missed(&self) -> Vec<(usize, String)> {
        let (model, plan) = (&self.case.model, self.report.plan);
        let line = |missed: &Missed| {
            let (why, then) = missed_words(model, plan, missed);
            let node = self.place(missed.node);
            (missed.node, format!("The window of {node} cannot be met: {why}; {then}."))
        };
        self.report.missed.iter().map(line).collect()
    }
}
