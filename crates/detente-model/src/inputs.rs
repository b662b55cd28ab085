//! The inputs of a model, one by one, as they are counted and as claims are checked against them.

use crate::model::Model;
use crate::preference::{Preference, Statement};
use crate::ratification::Ratification;
use crate::reading::Change;
use crate::support::{Input, InputKind, Support};

impl Model {
    /// Lists every input that is counted: parties are given, everything asserted of them is not.
    pub fn inputs(&self) -> Vec<Input<'_>> {
        let mut inputs = Vec::new();
        let mut add = |kind, label: String, support, statement| {
            inputs.push(Input { label, kind, statement, support });
        };
        for option in &self.options {
            add(InputKind::Option, format!("option `{}`", option.id), &option.support, None);
        }
        for (index, rule) in self.impossible.iter().enumerate() {
            add(
                InputKind::Rule(Some(index)),
                format!("impossible: {}", rule.source),
                &rule.support,
                None,
            );
        }
        for (party, preference) in self.parties.iter().zip(&self.preferences) {
            add_preference(&mut add, &party.name, preference);
        }
        for (matter_index, matter) in self.matters.iter().enumerate() {
            for (reading_index, reading) in matter.readings.iter().enumerate() {
                let name = format!("{}.{}", matter.id, reading.id);
                let kind = InputKind::Reading(matter_index, reading_index);
                add(kind, format!("reading `{name}`"), &reading.support, None);
                self.add_changes(&mut add, &reading.changes, &format!("under {name}"));
            }
        }
        for (index, view) in self.views.iter().enumerate() {
            let party = &self.parties[view.party];
            add(InputKind::View(index), format!("view of `{}`", party.id), &view.support, None);
            self.add_changes(&mut add, &view.changes, &format!("as {} sees it", party.name));
        }
        for threat in &self.threats {
            let kind = if threat.promise { "promise" } else { "threat" };
            add(InputKind::Threat, format!("{kind} `{}`", threat.id), &threat.support, None);
        }
        for remedy in &self.remedies {
            let label = format!("remedy `{}`", remedy.id);
            add(InputKind::Remedy, label, &remedy.support, None);
        }
        for ratification in &self.ratifications {
            self.add_ratification(&mut add, ratification);
        }
        for issue in &self.issues {
            for position in &issue.positions {
                let party = &self.parties[position.party].id;
                let label = format!("position of {party} on `{}`", issue.id);
                add(InputKind::Position, label, &position.support, None);
            }
        }
        for issue in &self.issues {
            for link in &issue.links {
                let label = format!("linkage of `{}`", issue.id);
                add(InputKind::Position, label, &link.support, None);
            }
            let reference = issue.reference.as_ref();
            if let Some(stated) = reference.filter(|stated| !stated.support.is_bare()) {
                let label = format!("reference point of `{}`", issue.id);
                add(InputKind::Position, label, &stated.support, None);
            }
        }
        if let Some(weights) = &self.weights {
            add(InputKind::Position, "weights of the parties".into(), &weights.support, None);
        }
        for entry in &self.ledger {
            for (place, figure) in entry.figures.iter().enumerate() {
                let label = format!("figure {} of `{}`", place + 1, entry.id);
                add(InputKind::Body, label, &figure.support, None);
            }
            if entry.figures.is_empty() {
                add(InputKind::Body, format!("count `{}`", entry.id), &entry.support, None);
            }
        }
        for step in &self.schedule {
            add(InputKind::Body, format!("step `{}`", step.id), &step.support, None);
            for after in step.after.iter().filter(|after| !after.support.is_bare()) {
                let before = &self.schedule[after.step].id;
                add(
                    InputKind::Body,
                    format!("step `{}` after `{before}`", step.id),
                    &after.support,
                    None,
                );
            }
        }
        for plan in &self.plans {
            add(InputKind::Body, format!("plan `{}`", plan.id), &plan.support, None);
            for node in plan.nodes.iter().filter(|node| !node.support.is_bare()) {
                let label = format!("`{}` of the plan `{}`", node.id, plan.id);
                add(InputKind::Body, label, &node.support, None);
            }
        }
        for clause in &self.clauses {
            add(InputKind::Body, format!("clause `{}`", clause.id), &clause.support, None);
        }
        self.add_instruments(&mut add);
        for body in &self.bodies {
            let mut add_body = |label: String, support| add(InputKind::Body, label, support, None);
            add_body(format!("body `{}`", body.id), &body.support);
            for rule in &body.rules {
                add_body(format!("rule `{}.{}`", body.id, rule.class), &rule.support);
            }
            for rule in &body.rivals {
                add_body(format!("rival rule `{}.{}`", body.id, rule.class), &rule.support);
            }
            for line in &body.mandate {
                add_body(format!("mandate of `{}` on `{}`", body.id, line.on), &line.support);
            }
            let stated = [
                ("votes in", body.votes.as_ref().map(|votes| &votes.support)),
                ("categories of", body.handles.as_ref().map(|stated| &stated.support)),
                ("report of", body.reports_to.as_ref().map(|stated| &stated.support)),
                ("access of", body.access.as_ref().map(|stated| &stated.support)),
            ];
            for (what, support) in stated {
                support
                    .into_iter()
                    .for_each(|support| add_body(format!("{what} `{}`", body.id), support));
            }
            for composition in &body.compositions {
                add_body(
                    format!("composition `{}.{}`", body.id, composition.id),
                    &composition.support,
                );
                for rule in &composition.rules {
                    let name = format!("{}.{}.{}", body.id, composition.id, rule.class);
                    add_body(format!("rule `{name}`"), &rule.support);
                }
            }
        }
        inputs
    }

    /// A member that gives nothing for its place stands on what the need for consent rests on; with a
    /// ranking, place and ranking rest on the same.
    fn add_ratification<'a>(
        &self,
        add: &mut impl FnMut(InputKind, String, &'a Support, Option<&'a Statement>),
        ratification: &'a Ratification,
    ) {
        let kind = InputKind::Ratification;
        let party = &self.parties[ratification.party].id;
        add(kind, format!("ratification of `{party}`"), &ratification.support, None);
        for member in &ratification.members {
            let name = format!("ratifier `{party}.{}`", member.id);
            let given = !member.support.is_bare() || !member.support.against.is_empty();
            if given && !matches!(member.preference, Preference::Ranking(..)) {
                add(kind, name.clone(), &member.support, None);
            }
            let mut as_ratifier =
                |_, label, support, statement| add(kind, label, support, statement);
            add_preference(&mut as_ratifier, &name, &member.preference);
        }
    }

    /// An article stands on what its draft does, unless it has support of its own.
    fn add_instruments<'a>(
        &'a self,
        add: &mut impl FnMut(InputKind, String, &'a Support, Option<&'a Statement>),
    ) {
        let mut add_one = |label: String, support| add(InputKind::Body, label, support, None);
        for instrument in &self.instruments {
            add_one(format!("instrument `{}`", instrument.id), &instrument.support);
        }
        for commitment in &self.commitments {
            add_one(format!("commitment `{}`", commitment.id), &commitment.support);
        }
        for draft in &self.drafts {
            add_one(format!("draft `{}`", draft.id), &draft.support);
            for article in draft.articles.iter().filter(|article| !article.support.is_bare()) {
                let label = format!("article `{}.{}`", draft.id, article.id);
                add_one(label, &article.support);
            }
        }
        for delegation in &self.delegations {
            add_one(format!("delegation `{}`", delegation.id), &delegation.support);
            for definition in &delegation.definitions {
                let label = format!("definition `{}.{}`", delegation.id, definition.id);
                add_one(label, &definition.support);
            }
        }
    }

    fn add_changes<'a>(
        &self,
        add: &mut impl FnMut(InputKind, String, &'a Support, Option<&'a Statement>),
        changes: &'a [Change],
        when: &str,
    ) {
        for change in changes {
            match change {
                Change::Preference(party, preference) => {
                    let who = format!("{} {when}", self.parties[*party].name);
                    add_preference(add, &who, preference);
                }
                Change::Impossible(rule) => {
                    let label = format!("impossible {when}: {}", rule.source);
                    add(InputKind::Rule(None), label, &rule.support, None);
                }
                Change::Moves(..)
                | Change::Leave(..)
                | Change::Unavailable(_)
                | Change::Unseen(_) => {}
            }
        }
    }
}

fn add_preference<'a>(
    add: &mut impl FnMut(InputKind, String, &'a Support, Option<&'a Statement>),
    who: &str,
    preference: &'a Preference,
) {
    match preference {
        Preference::Statements(statements) => {
            for (index, statement) in statements.iter().enumerate() {
                let label = format!("{who}, wish {}", index + 1);
                add(InputKind::Wish, label, &statement.support, Some(statement));
            }
        }
        Preference::Ranking(_, support) => {
            add(InputKind::Wish, format!("{who}, ranking"), support, None);
        }
    }
}
