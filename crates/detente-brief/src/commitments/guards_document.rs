//! What guards the clauses, and the promises one by one.

use super::document::{Writer, gap_words};
use super::report::firmness;
use crate::document::{Block, Inline};
use crate::words::{capital, list};
use detente_model::{Commitment, Strength};

impl Writer<'_, '_, '_> {
    pub(super) fn clauses(&mut self, open: bool) -> Vec<Block> {
        let items = self.clause_items(open);
        if items.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading("What guards the clauses".into()), Block::List(items)]
    }

    /// A line per clause: who guards it how firmly, or that nobody does.
    pub(super) fn clause_items(&mut self, open: bool) -> Vec<Vec<Inline>> {
        let model = self.model();
        let mut items = Vec::new();
        for (clause, guard) in model.clauses.iter().zip(&self.report.guards) {
            let mut line = vec![Inline::text(capital(&clause.text))];
            self.notes.mark(&clause.support, &mut line);
            let said: Vec<String> = guard
                .commitments
                .iter()
                .map(|&place| &model.commitments[place])
                .map(|commitment| {
                    let who = if commitment.by.is_empty() {
                        "nobody named".into()
                    } else {
                        self.listed(&commitment.by)
                    };
                    let strength = commitment.strength.map_or("strength not said", Strength::word);
                    format!("{who} ({strength}{})", self.only_in(commitment))
                })
                .collect();
            let mut text = if said.is_empty() {
                ": no commitment guards it.".to_owned()
            } else {
                format!(": {}.", said.join("; "))
            };
            if guard.rests_on_cannot {
                text.push_str(" It rests on a “cannot”, and nobody vouches.");
            }
            if open && !guard.open.is_empty() {
                text.push_str(&format!(" Its words leave open: {}.", gap_words(&guard.open)));
            }
            line.push(Inline::text(text));
            items.push(line);
        }
        items
    }

    /// Says in which forms alone something is promised, if a thing has forms in which it is not.
    fn only_in(&self, commitment: &Commitment) -> String {
        let within = |form: &usize| commitment.instruments.contains(form);
        let mut texts: Vec<&str> = Vec::new();
        for group in &self.report.forms {
            if group.iter().any(within) && !group.iter().all(within) {
                let forms = group.iter().filter(|form| within(form));
                texts.extend(forms.map(|&form| self.model().instruments[form].text.as_str()));
            }
        }
        if texts.is_empty() { String::new() } else { format!(", only in {}", list(&texts, "or")) }
    }

    /// A line per promise, the firmest first.
    pub(super) fn promises(&mut self) -> Vec<Vec<Inline>> {
        let model = self.model();
        let mut order: Vec<&Commitment> = model.commitments.iter().collect();
        order.sort_by_key(|commitment| firmness(commitment));
        let mut items = Vec::new();
        for commitment in order {
            let strength = commitment.strength.map_or("strength not said", Strength::word);
            let who = self.names(&commitment.by);
            let only = self.only_in(commitment);
            let text = format!("{who} ({strength}{only}): {}", commitment.does);
            let mut line = vec![Inline::text(text)];
            self.notes.mark(&commitment.support, &mut line);
            line.push(Inline::text("."));
            items.push(line);
        }
        items
    }
}
