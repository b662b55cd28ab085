//! Sentences about a plan whose ends have numbers.

use super::report::Cardinal;
use super::told::{Told, plain};
use crate::words::{capital, list, plural};
use detente_plans::tree::Input;

impl Told<'_> {
    pub(super) fn cardinal(&self, cardinal: &Cardinal) -> Vec<String> {
        let report = self.report;
        let mut items = Vec::new();
        if let Some(value) = &cardinal.value {
            let each: Vec<String> = value
                .iter()
                .enumerate()
                .map(|(party, worth)| format!("{worth} to {}", self.who(party)))
                .collect();
            items.push(format!("The beginning is worth {}.", list(&each, "and")));
        }
        for worth in &cardinal.information {
            if let Some(node) = report.grown.node[worth.node] {
                items.push(format!(
                    "To know beforehand what turns out at ‘{}’ is worth {} to {}.",
                    plain(&report.plan.nodes[node].id),
                    worth.worth,
                    self.who(report.plan.of)
                ));
            }
        }
        for flip in &cardinal.flips {
            let what = match flip.input {
                Input::Probability { node } => {
                    let Some(node) = report.grown.node[node] else { continue };
                    format!("the chance of ‘{}’", self.action(node, 0))
                }
                Input::Utility { party, outcome } => format!(
                    "the worth of ‘{}’ to {}",
                    report.plan.ends[outcome].text,
                    self.who(party)
                ),
            };
            items.push(format!(
                "The first move turns from ‘{}’ to ‘{}’ where {what} rises above {}.",
                self.action(0, flip.below),
                self.action(0, flip.above),
                flip.at
            ));
        }
        match &cardinal.equilibria {
            Err(reason) => items.push(format!("Equilibria are not told: {reason}.")),
            Ok(found) => {
                let empty = found.iter().filter(|one| one.empty().next().is_some()).count();
                items.push(format!(
                    "{} in pure strategies ({} subgame perfect); {empty} of them rest on something that would not be carried out whatever is believed.",
                    capital(&plural(found.len(), "equilibrium")).replace("equilibriums", "equilibria"),
                    if found.len() == 1 { "it is" } else { "all" },
                ));
            }
        }
        items
    }
}
