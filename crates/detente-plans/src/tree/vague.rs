//! Utilities with intervals of probability: which actions are admissible.

use super::{Context, Fraction, Node, Refusal, Tree};
use num_traits::{One, Zero};

/// What every node is worth at least and at most to the one who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admissible {
    bounds: Vec<(Fraction, Fraction)>,
}

impl Admissible {
    /// Returns the least and the greatest expected utility of the best plan from a node on, over all
    /// admissible probabilities; nothing if there is no such node.
    pub fn bounds(&self, node: usize) -> Option<&(Fraction, Fraction)> {
        self.bounds.get(node)
    }

    /// Returns the actions with which an admissible plan from a node on can begin, ascending; none if
    /// nobody decides there.
    pub fn actions(&self, tree: &Tree, node: usize) -> Vec<usize> {
        let Some(Node::Decision(_)) = tree.get(node) else { return Vec::new() };
        let children = tree.children(node);
        let low = |child| self.bounds.get(child).map(|(low, _)| low);
        let least = children.clone().filter_map(low).max();
        let kept = |child: &usize| {
            let high = self.bounds.get(*child).map(|(_, high)| high);
            high.is_some() && high >= least
        };
        children.clone().filter(kept).map(|child| child - children.start).collect()
    }
}

/// Finds which actions are admissible if probabilities are known in intervals: by backward induction,
/// for a tree in which one party decides everywhere and the probabilities of different chance nodes have
/// nothing to do with each other.
///
/// A plan is maximal if no other is worth more for every admissible probability, and E-admissible if it
/// is worth most for some. Backward induction is valid for both, and is not for Γ-maximin and interval
/// dominance (Huntley, Troffaes, "Normal form backward induction for decision trees with coherent lower
/// previsions", *Annals of Operations Research* 195, 2012). Different actions of one node lead to
/// different chance nodes. So an action begins a plan that is admissible, in either sense, if and only
/// if the most the best plan after it can be worth is no less than the least that the best plan after
/// each other action can be worth: both can be so at once. The two senses differ only in which actions
/// at several nodes go together in one plan, which [`maximal`](super::maximal) tells.
///
/// # Errors
/// If another party decides at a node, an information set has several nodes, there is not one utility
/// per outcome, or the run was cancelled.
pub fn admissible(
    tree: &Tree,
    party: usize,
    utilities: &[Fraction],
    context: &Context<'_>,
) -> Result<Admissible, Refusal> {
    if utilities.len() != tree.outcomes() || party >= tree.parties() {
        return Err(Refusal::Mismatch);
    }
    if let Some(set) = tree.unseen() {
        return Err(Refusal::Unseen(set));
    }
    let mut bounds = vec![(Fraction::zero(), Fraction::zero()); tree.len()];
    for node in (0..tree.len()).rev() {
        context.poll()?;
        let children = &bounds[tree.children(node)];
        bounds[node] = match tree.node(node) {
            Node::Outcome(outcome) => (utilities[outcome].clone(), utilities[outcome].clone()),
            Node::Decision(set) if tree.sets[set].party != party => {
                return Err(Refusal::Other(node));
            }
            Node::Decision(_) => {
                let low = children.iter().map(|(low, _)| low).max();
                let high = children.iter().map(|(_, high)| high).max();
                (
                    low.cloned().unwrap_or_else(Fraction::zero),
                    high.cloned().unwrap_or_else(Fraction::zero),
                )
            }
            Node::Chance(place) => {
                let odds = tree.odds(place);
                let low: Vec<&Fraction> = children.iter().map(|(low, _)| low).collect();
                let high: Vec<&Fraction> = children.iter().map(|(_, high)| high).collect();
                (extreme(&low, odds, false), extreme(&high, odds, true))
            }
        };
    }
    Ok(Admissible { bounds })
}

/// The least or greatest expectation over all probabilities within bounds: each result has its least
/// probability, and what is left goes to the worst or best first.
pub(super) fn extreme(
    values: &[&Fraction],
    odds: &[(Fraction, Fraction)],
    greatest: bool,
) -> Fraction {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&left, &right| {
        let by = values[left].cmp(values[right]);
        if greatest { by.reverse() } else { by }
    });
    let mut left = Fraction::one() - odds.iter().map(|(low, _)| low).sum::<Fraction>();
    let mut sum = Fraction::zero();
    for place in order {
        let (low, high) = &odds[place];
        let more = (high - low).min(left.clone());
        sum += values[place] * (low + &more);
        left -= more;
    }
    sum
}
