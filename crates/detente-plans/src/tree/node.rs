//! The tree: one flat list of nodes, level by level.

use super::Fraction;
use std::ops::Range;

/// The kind of a node in the two highest bits of its word.
pub(super) const DECISION: u32 = 0;
pub(super) const CHANCE: u32 = 1 << 30;
pub(super) const OUTCOME: u32 = 2 << 30;
pub(super) const KIND: u32 = 3 << 30;
/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// What one node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A party decides, and sees no more than that it is in this information set.
    Decision(usize),
    /// Chance decides, with the probabilities at this place of [`Tree::odds`].
    Chance(usize),
    /// The tree ends with this outcome.
    Outcome(usize),
}

/// What the party knows of where it stands: one of the nodes that share the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InfoSet {
    /// The party that decides.
    pub party: usize,
    /// How many actions it can choose from, at every node of the set.
    pub actions: usize,
    /// How many nodes share the set.
    pub nodes: usize,
}

/// A tree of decisions, chance and outcomes (Kuhn, "Extensive games and the problem of information",
/// 1953), twelve bytes a node.
///
/// Nodes are numbered level by level from the root, 0, so that the children of a node are neighbours
/// and come after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The kind of each node and its set, odds or outcome.
    pub(super) what: Vec<u32>,
    /// Where the children of each node begin; they end where the next node's begin.
    pub(super) first: Vec<u32>,
    pub(super) parent: Vec<u32>,
    pub(super) sets: Vec<InfoSet>,
    /// Where each distinct list of probabilities begins in `bounds`, and where the last ends.
    pub(super) odds: Vec<usize>,
    pub(super) bounds: Vec<(Fraction, Fraction)>,
    pub(super) parties: usize,
    pub(super) outcomes: usize,
}

impl Tree {
    /// Returns the number of nodes.
    pub fn len(&self) -> usize {
        self.what.len()
    }

    /// Returns whether there is no node, which no tree that was built is.
    pub fn is_empty(&self) -> bool {
        self.what.is_empty()
    }

    /// Returns the number of parties.
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// Returns the number of outcomes, those that no node ends with among them.
    pub fn outcomes(&self) -> usize {
        self.outcomes
    }

    /// Returns what a node is; nothing if there is no such node.
    pub fn get(&self, node: usize) -> Option<Node> {
        (node < self.len()).then(|| self.node(node))
    }

    /// What a node that exists is.
    pub(super) fn node(&self, node: usize) -> Node {
        let word = self.what[node];
        let place = (word & !KIND) as usize;
        match word & KIND {
            DECISION => Node::Decision(place),
            CHANCE => Node::Chance(place),
            _ => Node::Outcome(place),
        }
    }

    /// Returns the children of a node, in the order of its actions; none if there is no such node.
    pub fn children(&self, node: usize) -> Range<usize> {
        match (self.first.get(node), self.first.get(node + 1)) {
            (Some(&first), Some(&next)) => first as usize..next as usize,
            _ => 0..0,
        }
    }

    /// Returns the node above; nothing at the root.
    pub fn parent(&self, node: usize) -> Option<usize> {
        self.parent.get(node).filter(|&&parent| parent != NONE).map(|&parent| parent as usize)
    }

    /// Returns the information sets.
    pub fn sets(&self) -> &[InfoSet] {
        &self.sets
    }

    /// Returns the least and the greatest probability of each result, for a place that
    /// [`Node::Chance`] holds; empty if there is no such place.
    pub fn odds(&self, place: usize) -> &[(Fraction, Fraction)] {
        match (self.odds.get(place), self.odds.get(place + 1)) {
            (Some(&from), Some(&to)) => &self.bounds[from..to],
            _ => &[],
        }
    }

    /// Returns an information set with several nodes; nothing if the parties see everything.
    pub fn unseen(&self) -> Option<usize> {
        self.sets.iter().position(|set| set.nodes > 1)
    }

    /// Lists the nodes of each information set.
    pub fn members(&self) -> Members {
        let mut starts = vec![0; self.sets.len() + 1];
        for (place, set) in self.sets.iter().enumerate() {
            starts[place + 1] = starts[place] + set.nodes;
        }
        let mut next = starts.clone();
        let mut nodes = vec![0; starts[self.sets.len()]];
        for node in 0..self.len() {
            if let Node::Decision(set) = self.node(node) {
                nodes[next[set]] = node;
                next[set] += 1;
            }
        }
        Members { starts, nodes }
    }
}

/// The nodes of each information set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members {
    starts: Vec<usize>,
    nodes: Vec<usize>,
}

impl Members {
    /// Returns the nodes of an information set in ascending order; none if there is no such set.
    pub fn of(&self, set: usize) -> &[usize] {
        match (self.starts.get(set), self.starts.get(set + 1)) {
            (Some(&from), Some(&to)) => &self.nodes[from..to],
            _ => &[],
        }
    }
}
