//! Small random trees and definitions in their naive form, for the tests of trees.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use detente_plans::tree::{Builder, Fraction, Node, Odds, Tree};
use proptest::prelude::*;

/// A small number as a fraction.
pub fn whole(value: i64) -> Fraction {
    Fraction::from_integer(value.into())
}

/// A fraction of small numbers.
pub fn part(above: i64, below: i64) -> Fraction {
    Fraction::new(above.into(), below.into())
}

/// A tree as nested data: who decides (or chance, with weights), and what follows.
#[derive(Clone, Debug)]
pub enum Sketch {
    End(usize),
    Party(usize, Vec<Sketch>),
    Chance(Vec<i64>, Vec<Sketch>),
}

impl Sketch {
    /// Random trees with two parties and three outcomes.
    pub fn any(chance: bool, depth: u32, size: u32) -> BoxedStrategy<Sketch> {
        let leaf = (0_usize..3).prop_map(Sketch::End);
        leaf.prop_recursive(depth, size, 2, move |inner| {
            let party = (0_usize..2, prop::collection::vec(inner.clone(), 1..=3))
                .prop_map(|(party, next)| Sketch::Party(party, next));
            let odds = prop::collection::vec((1_i64..4, inner), 1..=2).prop_map(|next| {
                let (weights, next) = next.into_iter().unzip();
                Sketch::Chance(weights, next)
            });
            if chance { prop_oneof![3 => party, 1 => odds].boxed() } else { party.boxed() }
        })
        .boxed()
    }

    /// The tree, with every decision in a set of its own.
    pub fn tree(&self) -> Tree {
        self.with_sets(&mut |count| count)
    }

    /// The tree, with decisions of one party and number of actions in shared sets where the key says so.
    pub fn with_sets(&self, key: &mut dyn FnMut(usize) -> usize) -> Tree {
        let mut builder = Builder::new(2, 3);
        let mut sets: Vec<(usize, usize, usize)> = Vec::new();
        let mut count = 0;
        let root = self.add(&mut builder, &mut |party, actions| {
            count += 1;
            let wanted = (party, actions, key(count - 1));
            match sets.iter().position(|set| *set == wanted) {
                Some(place) => place,
                None => {
                    sets.push(wanted);
                    sets.len() - 1
                }
            }
        });
        builder.root(root);
        builder.build().unwrap()
    }

    fn add(&self, builder: &mut Builder, set: &mut dyn FnMut(usize, usize) -> usize) -> usize {
        let (node, next) = match self {
            Sketch::End(outcome) => return builder.outcome(*outcome),
            Sketch::Party(party, next) => {
                let set = set(*party, next.len());
                (builder.decision(*party, set, next.len()), next)
            }
            Sketch::Chance(weights, next) => {
                let all: i64 = weights.iter().sum();
                let odds = weights.iter().map(|&weight| Odds::Exact(part(weight, all)));
                (builder.chance(&odds.collect::<Vec<_>>()), next)
            }
        };
        for below in next {
            let below = below.add(builder, set);
            builder.link(node, below);
        }
        node
    }
}

/// Every profile: an action for each information set.
pub fn profiles(tree: &Tree) -> Vec<Vec<usize>> {
    tree.sets().iter().fold(vec![Vec::new()], |all, set| {
        let longer = |profile: &Vec<usize>| {
            let profile = profile.clone();
            (0..set.actions).map(move |action| [profile.as_slice(), &[action]].concat())
        };
        all.iter().flat_map(longer).collect()
    })
}

/// The outcome a profile leads to without chance.
pub fn ends(tree: &Tree, profile: &[usize], node: usize) -> usize {
    match tree.get(node).unwrap() {
        Node::Outcome(outcome) => outcome,
        Node::Decision(set) => ends(tree, profile, tree.children(node).start + profile[set]),
        Node::Chance(_) => panic!("chance"),
    }
}

/// The expected utility of a party under a profile.
pub fn expects(tree: &Tree, profile: &[usize], utility: &[Fraction], node: usize) -> Fraction {
    match tree.get(node).unwrap() {
        Node::Outcome(outcome) => utility[outcome].clone(),
        Node::Decision(set) => {
            expects(tree, profile, utility, tree.children(node).start + profile[set])
        }
        Node::Chance(place) => tree
            .children(node)
            .zip(tree.odds(place))
            .map(|(child, (chance, _))| chance * expects(tree, profile, utility, child))
            .sum(),
    }
}

/// The nodes below a node, itself among them.
pub fn below(tree: &Tree, node: usize) -> Vec<usize> {
    let mut all = vec![node];
    for child in tree.children(node) {
        all.extend(below(tree, child));
    }
    all
}

/// The tree with other odds at some nodes.
pub fn with_odds(tree: &Tree, odds: &dyn Fn(usize) -> Option<Vec<Odds>>) -> Tree {
    let mut builder = Builder::new(tree.parties(), tree.outcomes());
    for node in 0..tree.len() {
        match tree.get(node).unwrap() {
            Node::Outcome(outcome) => builder.outcome(outcome),
            Node::Decision(set) => {
                let info = tree.sets()[set];
                builder.decision(info.party, set, info.actions)
            }
            Node::Chance(place) => {
                let same =
                    |(low, high): &(Fraction, Fraction)| Odds::Between(low.clone(), high.clone());
                let other = odds(node);
                builder
                    .chance(&other.unwrap_or_else(|| tree.odds(place).iter().map(same).collect()))
            }
        };
    }
    for node in 1..tree.len() {
        builder.link(tree.parent(node).unwrap(), node);
    }
    builder.root(0);
    builder.build().unwrap()
}
