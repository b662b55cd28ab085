//! Backward induction without chance, with every choice that ties and gaps in the order allow.

use super::{Context, Node, Preferences, Refusal, Tree};
use std::ops::Range;

/// What a tree without chance, in which everything is seen, can end in if no choice is a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Induction {
    /// Where the outcomes of each node begin in `pool`, and how many they are.
    spans: Vec<(u32, u32)>,
    /// Sets of outcomes, each ascending; first every outcome alone.
    pool: Vec<u32>,
}

impl Induction {
    /// Returns the outcomes that equilibria of the tree from this node on end in, ascending; none if
    /// there is no such node.
    pub fn outcomes(&self, node: usize) -> &[u32] {
        match self.spans.get(node) {
            Some(&(from, count)) => &self.pool[from as usize..from as usize + count as usize],
            None => &[],
        }
    }

    /// Returns the actions that some equilibrium takes at a node, ascending; none if it is no decision.
    ///
    /// # Errors
    /// If the tree or the preferences are not those of the induction.
    pub fn actions(
        &self,
        tree: &Tree,
        preferences: &[Preferences],
        node: usize,
    ) -> Result<Vec<usize>, Refusal> {
        let Some(Node::Decision(set)) = tree.get(node) else { return Ok(Vec::new()) };
        let party = preferences.get(tree.sets[set].party).ok_or(Refusal::Mismatch)?;
        if self.spans.len() != tree.len() {
            return Err(Refusal::Mismatch);
        }
        let children = tree.children(node);
        let taken = |child: &usize| {
            let mut outcomes = self.outcomes(*child).iter();
            outcomes.any(|&outcome| self.kept(party, children.clone(), outcome))
        };
        Ok(children.clone().filter(taken).map(|child| child - children.start).collect())
    }

    /// Whether for every action there is a continuation that is not better than the outcome.
    fn kept(&self, party: &Preferences, mut children: Range<usize>, outcome: u32) -> bool {
        children.all(|child| {
            let mut others = self.outcomes(child).iter();
            others.any(|&other| !party.better(other as usize, outcome as usize))
        })
    }
}

/// Finds the outcomes that equilibria reach from each node.
///
/// An equilibrium is a choice at every node such that no party can do better by choosing otherwise at
/// one node, the choices after it being what they are. If the order of every party is complete (ranks,
/// utilities) these are the subgame perfect equilibria in pure strategies (Selten 1965; the one-shot
/// deviation principle), so that an outcome is in the set of a node if and only if some subgame perfect
/// equilibrium of the tree from that node on ends in it. If an order has gaps, they are more: a party
/// may gain by choosing otherwise at two nodes though it cannot be told that either change is a gain.
///
/// What lies behind different actions is chosen independently. So an outcome that an action can lead
/// to stays if and only if behind every other action some outcome can be expected that is not better:
/// the choice is best for some selection of continuations.
///
/// # Errors
/// If there is chance, an information set with several nodes, the preferences are not about the
/// parties and outcomes of the tree, or a limit is reached.
pub fn induct(
    tree: &Tree,
    preferences: &[Preferences],
    context: &Context<'_>,
) -> Result<Induction, Refusal> {
    let about = |party: &Preferences| party.outcomes() == tree.outcomes();
    if preferences.len() != tree.parties() || !preferences.iter().all(about) {
        return Err(Refusal::Mismatch);
    }
    if let Some(set) = tree.unseen() {
        return Err(Refusal::Unseen(set));
    }
    let levels: Vec<Option<Vec<u32>>> = preferences.iter().map(Preferences::levels).collect();
    let mut found =
        Induction { spans: vec![(0, 0); tree.len()], pool: (0..tree.outcomes() as u32).collect() };
    let (mut kept, mut spent) = (Vec::new(), 0);
    for node in (0..tree.len()).rev() {
        if node % 1024 == 0 {
            context.poll()?;
        }
        let set = match tree.node(node) {
            Node::Outcome(outcome) => {
                found.spans[node] = (outcome as u32, 1);
                continue;
            }
            Node::Chance(_) => return Err(Refusal::Chance(node)),
            Node::Decision(set) => set,
        };
        let party = tree.sets[set].party;
        let children = tree.children(node);
        kept.clear();
        if let Some(levels) = &levels[party] {
            // What is left is no worse than the worst that each action can lead to.
            let level = |&outcome: &u32| levels[outcome as usize];
            let worst = |child| found.outcomes(child).iter().map(level).max();
            let bound = children.clone().filter_map(worst).min().unwrap_or(u32::MAX);
            for child in children {
                kept.extend(found.outcomes(child).iter().filter(|outcome| level(outcome) <= bound));
            }
        } else {
            let all: usize = children.clone().map(|child| found.outcomes(child).len()).sum();
            context.spend(&mut spent, all.saturating_mul(all))?;
            for child in children.clone() {
                let outcomes = found.outcomes(child).iter();
                kept.extend(outcomes.filter(|&&outcome| {
                    found.kept(&preferences[party], children.clone(), outcome)
                }));
            }
        }
        kept.sort_unstable();
        kept.dedup();
        found.spans[node] = if let [outcome] = kept[..] {
            (outcome, 1)
        } else {
            let from = found.pool.len();
            if from + kept.len() > context.max_entries.min(u32::MAX as usize) {
                return Err(Refusal::TooManyEntries { limit: context.max_entries });
            }
            found.pool.extend_from_slice(&kept);
            (from as u32, kept.len() as u32)
        };
    }
    Ok(found)
}
