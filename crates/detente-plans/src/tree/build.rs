//! Building trees.

use super::node::{CHANCE, DECISION, KIND, NONE, OUTCOME};
use super::{Fraction, InfoSet, Tree, TreeError};
use num_traits::{One, Zero};
use std::collections::HashMap;

/// How probable one result of chance is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odds {
    /// Exactly this.
    Exact(Fraction),
    /// Something from the first to the second.
    Between(Fraction, Fraction),
    /// Anything from never to always.
    Unknown,
}

impl Odds {
    fn bounds(&self) -> (Fraction, Fraction) {
        match self {
            Odds::Exact(value) => (value.clone(), value.clone()),
            Odds::Between(low, high) => (low.clone(), high.clone()),
            Odds::Unknown => (Fraction::zero(), Fraction::one()),
        }
    }
}

/// Collects nodes and links of a tree, in any order.
///
/// ```
/// use detente_plans::tree::{Builder, Node};
///
/// // One party decides between two outcomes.
/// let mut builder = Builder::new(1, 2);
/// let root = builder.decision(0, 0, 2);
/// for outcome in 0..2 {
///     let end = builder.outcome(outcome);
///     builder.link(root, end);
/// }
/// builder.root(root);
/// let tree = builder.build().unwrap();
/// assert_eq!(tree.get(1), Some(Node::Outcome(0)));
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    what: Vec<u32>,
    /// How many children each node should have.
    expected: Vec<u32>,
    links: Vec<(u32, u32)>,
    sets: Vec<InfoSet>,
    odds: Vec<usize>,
    bounds: Vec<(Fraction, Fraction)>,
    known: HashMap<Vec<(Fraction, Fraction)>, u32>,
    root: Option<usize>,
    parties: usize,
    /// How many outcomes there are.
    pub(super) outcomes: usize,
    error: Option<TreeError>,
}

impl Builder {
    /// Begins a tree with so many parties and outcomes.
    pub fn new(parties: usize, outcomes: usize) -> Self {
        Self {
            what: Vec::new(),
            expected: Vec::new(),
            links: Vec::new(),
            sets: Vec::new(),
            odds: vec![0],
            bounds: Vec::new(),
            known: HashMap::new(),
            root: None,
            parties,
            outcomes,
            error: None,
        }
    }

    /// Keeps the first error.
    fn fail(&mut self, error: TreeError) {
        self.error.get_or_insert(error);
    }

    fn push(&mut self, kind: u32, place: usize, expected: usize) -> usize {
        let node = self.what.len();
        if place >= (KIND >> 2) as usize || node >= NONE as usize || expected >= NONE as usize {
            self.fail(TreeError::TooLarge);
        }
        self.what.push(kind | (place as u32 & !KIND));
        self.expected.push(expected as u32);
        node
    }

    /// Adds a node at which a party decides between so many actions, and returns its number. Nodes with
    /// the same set, a number counted from 0, look the same to the party.
    pub fn decision(&mut self, party: usize, set: usize, actions: usize) -> usize {
        let node = self.push(DECISION, set, actions);
        if party >= self.parties {
            self.fail(TreeError::NoSuchParty(node));
        }
        if actions == 0 {
            self.fail(TreeError::Nothing(node));
        }
        // A set far beyond the nodes would cost memory before it is refused.
        if set > self.sets.len().saturating_add(1 << 20) {
            self.fail(TreeError::TooLarge);
            return node;
        }
        if set >= self.sets.len() {
            self.sets.resize(set + 1, InfoSet { party, actions, nodes: 0 });
        }
        let known = &mut self.sets[set];
        if known.nodes == 0 {
            *known = InfoSet { party, actions, nodes: 0 };
        }
        known.nodes += 1;
        if known.party != party {
            self.fail(TreeError::SetParty(node));
        } else if known.actions != actions {
            self.fail(TreeError::SetActions(node));
        }
        node
    }

    /// Adds a node at which chance decides, and returns its number.
    pub fn chance(&mut self, odds: &[Odds]) -> usize {
        let bounds: Vec<_> = odds.iter().map(Odds::bounds).collect();
        if let Some(&place) = self.known.get(&bounds) {
            return self.push(CHANCE, place as usize, odds.len());
        }
        let place = self.odds.len() - 1;
        let node = self.push(CHANCE, place, odds.len());
        let (zero, one) = (Fraction::zero(), Fraction::one());
        if bounds.is_empty() {
            self.fail(TreeError::Nothing(node));
        } else if bounds.iter().any(|(low, high)| *low < zero || *high > one || low > high) {
            self.fail(TreeError::Probability(node));
        } else {
            // Sums of fractions are slow; exact ones are added up once.
            let exact = bounds.iter().all(|(low, high)| low == high);
            let low: Fraction = bounds.iter().map(|(low, _)| low).sum();
            if exact && low != one {
                self.fail(TreeError::Sum { node, sum: low });
            } else if !exact {
                let high: Fraction = bounds.iter().map(|(_, high)| high).sum();
                if low > one || high < one {
                    self.fail(TreeError::NoDistribution(node));
                }
            }
        }
        self.bounds.extend_from_slice(&bounds);
        self.odds.push(self.bounds.len());
        self.known.insert(bounds, place as u32);
        node
    }

    /// Adds a node of chance with the same probabilities as one before, without looking at them.
    pub(super) fn chance_like(&mut self, node: usize) -> usize {
        let (word, expected) = (self.what[node], self.expected[node]);
        self.push(CHANCE, (word & !KIND) as usize, expected as usize)
    }

    /// Adds a node at which the tree ends, and returns its number.
    pub fn outcome(&mut self, outcome: usize) -> usize {
        let node = self.push(OUTCOME, outcome, 0);
        if outcome >= self.outcomes {
            self.fail(TreeError::NoSuchOutcome(node));
        }
        node
    }

    /// Lets one node follow another; the order of the links of a node is the order of its actions.
    pub fn link(&mut self, from: usize, to: usize) {
        let fits = |node: usize| node < NONE as usize;
        if fits(from) && fits(to) {
            self.links.push((from as u32, to as u32));
        } else {
            self.fail(TreeError::NoSuchNode(from.max(to)));
        }
    }

    /// Names the node at which the tree begins.
    pub fn root(&mut self, node: usize) {
        self.root = Some(node);
    }

    /// Makes the tree.
    ///
    /// # Errors
    /// If the nodes make no tree; the first thing that is wrong.
    pub fn build(self) -> Result<Tree, TreeError> {
        self.build_with_places().map(|(tree, _)| tree)
    }

    /// Makes the tree, and says where in it each node of the builder is.
    ///
    /// # Errors
    /// If the nodes make no tree; the first thing that is wrong.
    pub fn build_with_places(self) -> Result<(Tree, Vec<u32>), TreeError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let nodes = self.what.len();
        let root = self.root.filter(|&root| root < nodes).ok_or(TreeError::NoRoot)?;
        if !self.what.iter().any(|word| word & KIND == OUTCOME) {
            return Err(TreeError::NoOutcome);
        }
        let mut starts = vec![0_u32; nodes + 1];
        let mut parent = vec![NONE; nodes];
        for &(from, to) in &self.links {
            if let Some(&node) = [from, to].iter().find(|&&node| node as usize >= nodes) {
                return Err(TreeError::NoSuchNode(node as usize));
            }
            starts[from as usize + 1] += 1;
            if parent[to as usize] != NONE {
                return Err(TreeError::TwoParents(to as usize));
            }
            parent[to as usize] = from;
        }
        for node in 0..nodes {
            let (expected, found) = (self.expected[node] as usize, starts[node + 1] as usize);
            if expected != found {
                return Err(TreeError::Children { node, expected, found });
            }
            starts[node + 1] += starts[node];
        }
        if parent[root] != NONE {
            return Err(TreeError::Circle(root));
        }
        if let Some(node) = (0..nodes).find(|&node| parent[node] == NONE && node != root) {
            return Err(TreeError::Loose(node));
        }
        if let Some(set) = self.sets.iter().position(|set| set.nodes == 0) {
            return Err(TreeError::EmptySet(set));
        }
        let mut next = starts.clone();
        let mut children = vec![0_u32; self.links.len()];
        for &(from, to) in &self.links {
            children[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
        drop((next, self.links, self.expected));
        // Level by level; every node has one parent, so none is met twice.
        let mut order = Vec::with_capacity(nodes);
        order.push(root as u32);
        let mut first = Vec::with_capacity(nodes + 1);
        let mut place = vec![NONE; nodes];
        while let Some(&node) = order.get(first.len()) {
            let node = node as usize;
            place[node] = first.len() as u32;
            first.push(order.len() as u32);
            order.extend_from_slice(&children[starts[node] as usize..starts[node + 1] as usize]);
        }
        first.push(order.len() as u32);
        if let Some(node) = place.iter().position(|&place| place == NONE) {
            return Err(TreeError::Circle(node));
        }
        let what = order.iter().map(|&node| self.what[node as usize]).collect();
        let above = order.iter().map(|&node| match parent[node as usize] {
            NONE => NONE,
            above => place[above as usize],
        });
        let tree = Tree {
            what,
            first,
            parent: above.collect(),
            sets: self.sets,
            odds: self.odds,
            bounds: self.bounds,
            parties: self.parties,
            outcomes: self.outcomes,
        };
        Ok((tree, place))
    }
}
