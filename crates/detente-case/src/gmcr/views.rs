//! What decision makers do not see, and which of them act as one.

use super::Importer;
use crate::node::{Node, Value};
use detente_model::{Change, Rule, Support, View};
use detente_text::{Diagnostic, code};

impl Importer<'_> {
    /// States a decision maker does not see: its view of the conflict.
    pub(super) fn views(&mut self, makers: &[Node]) -> Vec<View> {
        let mut views = Vec::new();
        for (party, maker) in makers.iter().enumerate() {
            let Some(node) = maker.get("misperceptions") else { continue };
            let support = Support { at: Some(node.span), ..Support::default() };
            let changes: Vec<Change> = node
                .list()
                .unwrap_or_default()
                .iter()
                .filter_map(|condition| {
                    let (formula, source) = self.condition(condition)?;
                    let support = Support { at: Some(condition.span), ..Support::default() };
                    Some(Change::Impossible(Rule { source, formula, support }))
                })
                .collect();
            if !changes.is_empty() {
                let text = format!(
                    "{} does not see every state",
                    maker.string("name").unwrap_or_default()
                );
                views.push(View { party, text, reads: Vec::new(), changes, support });
            }
        }
        views
    }

    /// Decision makers grouped in lists of their own.
    pub(super) fn coalitions(&mut self, root: &Node, makers: usize) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut taken = vec![false; makers];
        for node in root.get("coalitions").and_then(Node::list).unwrap_or_default() {
            let numbers = node.list().unwrap_or(std::slice::from_ref(node));
            let mut members = Vec::new();
            for number in numbers {
                let Value::Int(value) = number.value else {
                    let message = "a part of a coalition is passed over";
                    self.out.push(
                        Diagnostic::new(&code::FOREIGN_KEY, message)
                            .at(number.span, "not the number of a decision maker"),
                    );
                    continue;
                };
                let index = usize::try_from(value).ok().filter(|index| *index < makers);
                match index {
                    Some(index) if !taken[index] => {
                        taken[index] = true;
                        members.push(index);
                    }
                    Some(_) => self.fault(
                        number.span,
                        format!("decision maker {value} is in two coalitions"),
                        "the second time",
                        "remove it",
                    ),
                    None => self.fault(
                        number.span,
                        format!("there is no decision maker {value}"),
                        "not a decision maker",
                        &format!("they are numbered from 0 to {}", makers.saturating_sub(1)),
                    ),
                }
            }
            members.sort_unstable();
            // One by itself is how the format writes that nobody is grouped.
            if members.len() > 1 {
                groups.push(members);
            }
        }
        groups
    }
}
