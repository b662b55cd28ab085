//! Whose consent a party needs: the upper and the lower table of a two-level game (Putnam 1988).

use crate::body::WeightList;
use crate::preference::Preference;
use crate::support::Support;
use detente_expr::Expr;
use detente_expr::vote::{Ballot, passes};
use std::cmp::Ordering;

/// One whose consent counts: an ally, a bloc at home, a chamber. It makes no moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratifier {
    /// Name used in the rule.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The bloc it belongs to, if any.
    pub group: Option<String>,
    /// What it wants.
    pub preference: Preference,
    /// What its place among the ratifiers rests on; for a direct ranking, what that rests on too.
    pub support: Support,
}

impl Ratifier {
    /// Tells whether it consents to a state, given what there would be instead: it must be better,
    /// and not only as good.
    pub fn consents(&self, state: u64, instead: u64) -> bool {
        self.preference.compare(state, instead) == Ordering::Greater
    }
}

/// Whose consent one party needs, and how their answers add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratification {
    /// The party that needs it.
    pub party: usize,
    /// The rule as written; unanimity if none is.
    pub source: String,
    /// The rule, its names checked.
    pub rule: Expr,
    /// Those whose consent counts, at least one.
    pub members: Vec<Ratifier>,
    /// The member in the chair, by place.
    pub chair: Option<usize>,
    /// Named lists of weights.
    pub weights: Vec<WeightList>,
    /// The state there would be without an agreement; the present one if nothing is given.
    pub instead: Option<u64>,
    /// The need for consent as a sentence.
    pub text: String,
    /// What it rests on.
    pub support: Support,
}

impl Ratification {
    /// Tells whether the rule passes when these members consent; those left out refuse.
    pub fn passes(&self, consents: &[bool]) -> bool {
        let members = self.members.iter().enumerate();
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        for (place, member) in members.clone() {
            let Some(name) = member.group.as_deref() else { continue };
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, places)) => places.push(place),
                None => groups.push((name, vec![place])),
            }
        }
        let says = |place: usize| consents.get(place).copied().unwrap_or(false);
        let ballot = Ballot {
            members: members.map(|(place, member)| (member.id.as_str(), says(place))).collect(),
            groups,
            weights: self
                .weights
                .iter()
                .map(|list| (list.id.as_str(), list.weights.as_slice()))
                .collect(),
            chair: self.chair,
            bodies: Vec::new(),
        };
        passes(&self.rule, &ballot)
    }
}
