//! What is wrong with nodes that make no tree.

use super::Fraction;
use std::fmt;

/// Why nodes make no tree. Nodes are numbered as the builder gave them out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeError {
    /// No root was named, or it is not there.
    NoRoot,
    /// No node ends the tree.
    NoOutcome,
    /// A decision without an action, or chance without a result.
    Nothing(usize),
    /// A node has another number of children than of actions or results.
    Children {
        /// The node.
        node: usize,
        /// How many it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// A link names a node that is not there.
    NoSuchNode(usize),
    /// A decision names a party that is not there.
    NoSuchParty(usize),
    /// A node names an outcome that is not there.
    NoSuchOutcome(usize),
    /// Two nodes lead to this one.
    TwoParents(usize),
    /// The node comes after itself, or after one that does.
    Circle(usize),
    /// Nothing leads to the node, and it is not the root.
    Loose(usize),
    /// The node is in one information set with another at which another party decides.
    SetParty(usize),
    /// The node is in one information set with another that has another number of actions.
    SetActions(usize),
    /// The number names an information set that no node is in, though greater ones are used.
    EmptySet(usize),
    /// A probability of the node is less than 0 or greater than 1, or its bounds are crossed.
    Probability(usize),
    /// The exact probabilities of a node do not add up to 1.
    Sum {
        /// The node.
        node: usize,
        /// What they add up to.
        sum: Fraction,
    },
    /// No probabilities within the bounds of the node add up to 1.
    NoDistribution(usize),
    /// More nodes, sets or outcomes than can be numbered.
    TooLarge,
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TreeError::NoRoot => write!(f, "no root"),
            TreeError::NoOutcome => write!(f, "no outcome"),
            TreeError::Nothing(node) => write!(f, "nothing can happen at node {node}"),
            TreeError::Children { node, expected, found } => {
                write!(f, "node {node} has {found} children instead of {expected}")
            }
            TreeError::NoSuchNode(node) => write!(f, "no node {node}"),
            TreeError::NoSuchParty(node) => write!(f, "no such party at node {node}"),
            TreeError::NoSuchOutcome(node) => write!(f, "no such outcome at node {node}"),
            TreeError::TwoParents(node) => write!(f, "two nodes lead to node {node}"),
            TreeError::Circle(node) => write!(f, "node {node} comes after a circle"),
            TreeError::Loose(node) => write!(f, "nothing leads to node {node}"),
            TreeError::SetParty(node) => {
                write!(f, "another party decides in the set of node {node}")
            }
            TreeError::SetActions(node) => {
                write!(f, "another number of actions in the set of node {node}")
            }
            TreeError::EmptySet(set) => write!(f, "no node is in information set {set}"),
            TreeError::Probability(node) => write!(f, "a probability of node {node} is none"),
            TreeError::Sum { node, sum } => {
                write!(f, "the probabilities of node {node} add up to {sum}")
            }
            TreeError::NoDistribution(node) => {
                write!(f, "no probabilities within the bounds of node {node} add up to 1")
            }
            TreeError::TooLarge => write!(f, "too many nodes"),
        }
    }
}

impl std::error::Error for TreeError {}
