//! Sentences about a plan whose ends have numbers.

use super::credible::Kind;
use super::figures::number;
use super::judged::Numbered;
use super::numbers::{Cardinal, mixtures};
use super::report::Promise;
use super::told::{Told, plain};
use crate::words::list;
use detente_plans::tree::{Beliefs, Credibility, Fraction, Input};

/// Results of chance, and inputs, that are told one by one.
const MOST: usize = 40;

impl Told<'_> {
    pub(super) fn cardinal(&self, cardinal: &Cardinal) -> Vec<String> {
        let report = self.report;
        let mut items = Vec::new();
        items.extend(self.weighed_sentence());
        items.extend(self.beginning(cardinal));
        for worth in cardinal.information.iter().take(MOST) {
            if let Some(node) = report.grown.node[worth.node] {
                items.push(format!(
                    "To know beforehand what turns out at {} is worth {} to {}.",
                    self.place(node),
                    number(&worth.worth),
                    self.who(report.plan.of)
                ));
            }
        }
        for flip in cardinal.flips.iter().take(MOST) {
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
                number(&flip.at)
            ));
        }
        let more = cardinal.flips.len().saturating_sub(MOST);
        if more > 0 {
            items.push(format!("… and {more} other inputs that turn the first move."));
        }
        match &cardinal.equilibria {
            Err(reason) => items.push(format!("Equilibria are not told: {reason}.")),
            Ok(found) => items.extend(self.equilibria(found)),
        }
        items.extend(self.mixed(cardinal));
        items
    }

    /// The equilibria in which something is mixed.
    fn mixed(&self, cardinal: &Cardinal) -> Vec<String> {
        let found = match &cardinal.mixed {
            Err(reason) => return vec![format!("Mixed equilibria are not told: {reason}.")],
            Ok(found) => found,
        };
        if found.is_empty() {
            return vec!["No equilibrium mixes actions, but for mixtures of pure ones.".to_owned()];
        }
        let each = found.iter().map(|one| {
            let sets = mixtures(one).map(|(set, chances)| {
                let node = self.report.grown.sets[set][0];
                let named = |action: usize| plain(&self.action(node, action));
                let chances = mixture_words(chances, &named);
                format!("at {} {chances}", self.place(node))
            });
            let sets: Vec<String> = sets.collect();
            format!("An equilibrium in mixed strategies (Nash, and whether it is subgame perfect is not asked): {}.", sets.join("; "))
        });
        each.collect()
    }

    /// Later actions of the party as threats and promises, by numbers.
    pub(super) fn numbered(&self, cardinal: &Cardinal) -> Vec<String> {
        match &cardinal.promises {
            Err(reason) => vec![format!("Threats are not judged by numbers: {reason}.")],
            Ok(found) => {
                let pairs = self.report.promises.iter().zip(found);
                let each = pairs.flat_map(|(promise, found)| {
                    found.iter().map(|own| self.one_numbered(promise, own, found.len() > 1))
                });
                each.collect()
            }
        }
    }

    fn one_numbered(&self, promise: &Promise, own: &Numbered, several: bool) -> String {
        let report = self.report;
        let carried = match &own.credibility {
            Credibility::Credible => "credible: it is best whatever is believed".to_owned(),
            Credibility::Empty => {
                format!("empty: it is best for no belief; {}", self.margin(own))
            }
            Credibility::Depends(beliefs) => format!(
                "it depends on what is believed: {}; {}",
                beliefs.as_ref().map_or_else(String::new, |own| self.beliefs(promise.set, own)),
                self.margin(own)
            ),
        };
        let moved: Vec<String> = own.moves.iter().map(|&party| self.who(party)).collect();
        let effect = match own.kind {
            Kind::Idle => "fixed, it changes nobody’s best reply (not effective)".to_owned(),
            Kind::Bluff => format!(
                "believed, it would change the best reply of {} (effective, a bluff)",
                list(&moved, "and")
            ),
            Kind::Invites => format!(
                "fixed, it changes the best reply of {} to the disadvantage of {} (it invites that, and is no threat)",
                list(&moved, "and"),
                self.who(report.plan.of)
            ),
            Kind::Deters => format!(
                "it changes the best reply of {} (effective: it deters)",
                list(&moved, "and")
            ),
            Kind::Open => {
                format!("fixed, it changes the best reply of {} (effective)", list(&moved, "and"))
            }
        };
        let among =
            if several { ", with one of several ways in which others can answer" } else { "" };
        format!("{}{among}: {carried}; {effect}.", self.doing(promise.set, promise.action))
    }

    fn margin(&self, own: &Numbered) -> String {
        let who = self.who(self.report.plan.of);
        format!(
            "if doing anything else cost {who} {} more, it would be credible (margin {})",
            number(&own.margin),
            number(&own.margin)
        )
    }

    /// The beliefs for which an action is best, in words and as a formula.
    fn beliefs(&self, set: usize, beliefs: &Beliefs) -> String {
        let names = self.members(set);
        match beliefs {
            Beliefs::Interval { low, high } => {
                let second = names.get(1).map_or("", String::as_str);
                let told = [number(low), number(high)];
                let (least, most) =
                    (*low > Fraction::default(), *high < Fraction::from_integer(1.into()));
                let [low_words, high_words] = &told;
                let (words, formula) = match (least, most) {
                    _ if low == high => {
                        (format!("exactly {low_words}"), format!("q = {low_words}"))
                    }
                    (true, true) => (
                        format!("{low_words} to {high_words}"),
                        format!("{low_words} ≤ q ≤ {high_words}"),
                    ),
                    (true, false) => (format!("at least {low_words}"), format!("q ≥ {low_words}")),
                    (false, true) => (format!("at most {high_words}"), format!("q ≤ {high_words}")),
                    (false, false) => ("anything".to_owned(), "0 ≤ q ≤ 1".to_owned()),
                };
                format!(
                    "it is best if the chance of being at ‘{second}’ is {words} ({formula}, with q that chance)"
                )
            }
            Beliefs::Example(chances) => {
                let each: Vec<String> = names
                    .iter()
                    .zip(chances)
                    .map(|(name, chance)| format!("{} at ‘{name}’", number(chance)))
                    .collect();
                format!(
                    "it is best if, for one, the chances of being there are {}",
                    list(&each, "and")
                )
            }
        }
    }

    /// The nodes of an information set in the order of beliefs.
    pub(super) fn members(&self, set: usize) -> Vec<String> {
        let grown = &self.report.grown;
        let members = grown.tree.members();
        let nodes = members.of(set).iter().filter_map(|&at| grown.node[at]);
        nodes.map(|node| plain(&self.report.plan.nodes[node].id)).collect()
    }
}

/// The actions that have a chance, each with it.
pub(super) fn mixture_words(chances: &[Fraction], name: &dyn Fn(usize) -> String) -> String {
    let chances = chances.iter().enumerate().filter(|(_, own)| **own != Fraction::default());
    let each: Vec<String> = chances
        .map(|(action, chance)| {
            let sure = *chance == Fraction::from_integer(1.into());
            let chance = if sure { String::new() } else { format!(" with {}", number(chance)) };
            format!("‘{}’{chance}", name(action))
        })
        .collect();
    list(&each, "and")
}
