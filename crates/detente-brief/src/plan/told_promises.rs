//! Sentences about what a party would carry out.

use super::credible::{Credible, Kind};
use super::report::Promise;
use super::told::Told;
use crate::words::list;

impl Told<'_> {
    pub(super) fn promise(&self, promise: &Promise) -> String {
        let report = self.report;
        let node = report.grown.sets[promise.set][0];
        let action = self.action(node, promise.action);
        let who = self.who(report.plan.of);
        let place = self.place(node);
        let carried = match &promise.credible {
            Credible::Always => {
                "would be carried out: it is best there whatever is believed".to_owned()
            }
            Credible::Never(better) => format!(
                "would not be carried out: ‘{}’ is better whatever is believed",
                self.action(node, *better)
            ),
            Credible::Depends(best) if best.is_empty() => {
                "depends: ranks do not decide between it and what else may be done".to_owned()
            }
            Credible::Depends(best) => {
                let at: Vec<String> = best.iter().map(|&node| self.place(node)).collect();
                format!("depends on what is believed: it is best at {}", list(&at, "and"))
            }
            Credible::Unranked => "is not judged: the ends are not ranked".to_owned(),
        };
        let moves: Vec<String> = promise
            .moves
            .iter()
            .flat_map(|&set| report.grown.sets[set].iter())
            .map(|&node| self.place(node))
            .collect();
        let effect = match promise.kind {
            Kind::Deters => format!(
                "; it changes what is done at {}: credible, and it works",
                list(&moves, "and")
            ),
            Kind::Bluff => format!(
                "; believed, it would change what is done at {}: an empty threat (bluff)",
                list(&moves, "and")
            ),
            Kind::Invites => self.invited(promise),
            Kind::Idle if promise.credible == Credible::Always => {
                "; it changes nothing that others do, so that there is nothing to deter".to_owned()
            }
            Kind::Idle => "; it changes nothing that others do".to_owned(),
            Kind::Open => format!("; it would change what is done at {}", list(&moves, "and")),
        };
        let planned = if promise.planned { " (planned)" } else { "" };
        format!("‘{action}’ of {who} at {place}{planned} {carried}{effect}.")
    }

    /// What others do because of an action, to the disadvantage of who takes it.
    fn invited(&self, promise: &Promise) -> String {
        let grown = &self.report.grown;
        let answers = promise.moves.iter().zip(&promise.answers).map(|(&set, actions)| {
            let node = grown.sets[set][0];
            let actions: Vec<String> =
                actions.iter().map(|&action| format!("‘{}’", self.action(node, action))).collect();
            let who = self.who(grown.tree.sets()[set].party);
            format!("{who} answers {} at {}", list(&actions, "or"), self.place(node))
        });
        let answers: Vec<String> = answers.collect();
        let node = grown.sets[promise.set][0];
        let known = match promise.credible {
            Credible::Never(_) => "if it were believed rather than",
            _ => "knowing of it rather than of",
        };
        format!(
            "; {known} ‘{}’, {}, which is the worse for {}: it invites that (no threat)",
            self.action(node, promise.instead),
            list(&answers, "and"),
            self.who(self.report.plan.of)
        )
    }
}
