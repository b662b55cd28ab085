//! Exchange of trees in Gambit's `.efg`.
//!
//! The format is described in "Gambit: Software Tools for Game Theory", "The extensive game (.efg) file
//! format". What is taken here: commas count as space; action names of an information set and payoffs of
//! an outcome are told at their first mention and need not be repeated; payoffs at nodes that do not end
//! the tree are added up along the path and given to the outcomes; text after the tree is ignored. In
//! names `\"` stands for a quote, and, unlike in Gambit, `\\` for a backslash.

mod lexer;
mod read;
mod write;

pub use lexer::EfgError;
pub use read::read;
pub use write::write;

use super::{Node, Payoffs, Tree};

/// A tree with payoffs and the names of all that is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    /// The tree.
    pub tree: Tree,
    /// The utilities of its outcomes.
    pub payoffs: Payoffs,
    /// The names, beside the tree.
    pub names: Names,
}

/// The names of all that is in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The title of the game.
    pub title: String,
    /// The comment after the parties.
    pub comment: String,
    /// The parties.
    pub parties: Vec<String>,
    /// The outcomes; several can have one name.
    pub outcomes: Vec<String>,
    /// The nodes.
    pub nodes: Vec<Box<str>>,
    /// The information sets.
    pub sets: Vec<SetNames>,
    /// What chance nodes can share: the same results with the same probabilities.
    pub chances: Vec<SetNames>,
    /// For each node of chance its place in `chances`; `u32::MAX` for others.
    pub chance_of: Vec<u32>,
}

/// The names of an information set and its actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetNames {
    /// The number of the set among those of its party.
    pub number: u64,
    /// The set.
    pub name: String,
    /// Its actions.
    pub actions: Vec<String>,
}

impl Names {
    /// Names everything by its number, from 1.
    pub fn numbered(tree: &Tree) -> Self {
        let list = |count: usize| (1..=count).map(|number| number.to_string()).collect();
        let mut next = vec![0_u64; tree.parties()];
        let sets = tree.sets().iter().map(|set| {
            next[set.party] += 1;
            SetNames { number: next[set.party], name: String::new(), actions: list(set.actions) }
        });
        let sets = sets.collect();
        let mut chances = Vec::new();
        let mut chance_of = vec![u32::MAX; tree.len()];
        for (node, chance) in chance_of.iter_mut().enumerate() {
            if let Node::Chance(_) = tree.node(node) {
                *chance = chances.len() as u32;
                let number = chances.len() as u64 + 1;
                let actions = list(tree.children(node).len());
                chances.push(SetNames { number, name: String::new(), actions });
            }
        }
        Self {
            title: String::new(),
            comment: String::new(),
            parties: list(tree.parties()),
            outcomes: list(tree.outcomes()),
            nodes: vec![Box::default(); tree.len()],
            sets,
            chances,
            chance_of,
        }
    }
}
