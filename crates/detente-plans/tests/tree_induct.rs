//! Trees: what the builder refuses, and induction against every profile of strategies.

#![allow(clippy::unwrap_used)]

mod tree_common;

use detente_plans::tree::{
    Builder, Context, Node, Odds, Partial, Payoffs, Preferences, Refusal, Tree, TreeError, induct,
    information, values,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tree_common::{Sketch, below, ends, expects, part, profiles, whole};

fn check(expect: TreeError, make: impl Fn(&mut Builder)) {
    let mut builder = Builder::new(1, 2);
    make(&mut builder);
    assert_eq!(builder.build(), Err(expect));
}

#[test]
fn nodes_that_are_no_tree() {
    check(TreeError::NoRoot, |_| ());
    check(TreeError::NoOutcome, |b| {
        let (one, two) = (b.decision(0, 0, 1), b.decision(0, 1, 1));
        b.link(one, two);
        b.link(two, one);
        b.root(one);
    });
    check(TreeError::TwoParents(2), |b| {
        let (one, two, end) = (b.decision(0, 0, 2), b.decision(0, 1, 1), b.outcome(0));
        b.link(one, two);
        b.link(one, end);
        b.link(two, end);
        b.root(one);
    });
    check(TreeError::Circle(1), |b| {
        let (end, one, two) = (b.outcome(0), b.decision(0, 0, 1), b.decision(0, 1, 1));
        b.link(one, two);
        b.link(two, one);
        b.root(end);
    });
    check(TreeError::Circle(0), |b| {
        let (one, two) = (b.decision(0, 0, 2), b.decision(0, 1, 1));
        let end = b.outcome(0);
        b.link(one, two);
        b.link(one, end);
        b.link(two, one);
        b.root(one);
    });
    check(TreeError::Loose(1), |b| {
        let end = b.outcome(0);
        b.outcome(0);
        b.root(end);
    });
    check(TreeError::Children { node: 0, expected: 2, found: 1 }, |b| {
        let (one, end) = (b.decision(0, 0, 2), b.outcome(0));
        b.link(one, end);
        b.root(one);
    });
    check(TreeError::Nothing(0), |b| {
        b.decision(0, 0, 0);
    });
    check(TreeError::NoSuchParty(0), |b| {
        b.decision(1, 0, 1);
    });
    check(TreeError::NoSuchOutcome(0), |b| {
        b.outcome(2);
    });
    check(TreeError::NoSuchNode(7), |b| {
        let end = b.outcome(0);
        b.link(7, end);
        b.root(end);
    });
    check(TreeError::SetActions(1), |b| {
        b.decision(0, 0, 1);
        b.decision(0, 0, 2);
    });
    check(TreeError::EmptySet(0), |b| {
        let (one, end) = (b.decision(0, 1, 1), b.outcome(0));
        b.link(one, end);
        b.root(one);
    });
    let mut two = Builder::new(2, 1);
    two.decision(0, 0, 1);
    two.decision(1, 0, 1);
    assert_eq!(two.build(), Err(TreeError::SetParty(1)));
    check(TreeError::TooLarge, |b| {
        b.decision(0, usize::MAX, 1);
    });
    check(TreeError::TooLarge, |b| {
        b.decision(0, 0, usize::MAX);
    });
}

#[test]
fn probabilities_that_are_none() {
    let odds = |odds: &[Odds]| {
        let mut builder = Builder::new(1, 1);
        let node = builder.chance(odds);
        for _ in odds {
            let end = builder.outcome(0);
            builder.link(node, end);
        }
        builder.root(node);
        builder.build().map(|tree| tree.len())
    };
    let exact = |above, below| Odds::Exact(part(above, below));
    let between = |low, high| Odds::Between(part(low, 10), part(high, 10));
    assert_eq!(odds(&[exact(1, 3), exact(2, 3)]), Ok(3));
    let sum = TreeError::Sum { node: 0, sum: part(5, 6) };
    assert_eq!(odds(&[exact(1, 3), exact(1, 2)]), Err(sum));
    assert_eq!(odds(&[exact(-1, 3), exact(4, 3)]), Err(TreeError::Probability(0)));
    assert_eq!(odds(&[between(4, 3), between(0, 10)]), Err(TreeError::Probability(0)));
    assert_eq!(odds(&[between(1, 3), between(1, 6)]), Err(TreeError::NoDistribution(0)));
    assert_eq!(odds(&[between(6, 7), between(5, 6)]), Err(TreeError::NoDistribution(0)));
    assert_eq!(odds(&[between(4, 7), Odds::Unknown]), Ok(3));
    assert_eq!(odds(&[]), Err(TreeError::Nothing(0)));
}

/// A chain in which each party can stop or go on.
fn chain(depth: usize) -> Tree {
    let mut builder = Builder::new(2, depth + 1);
    let mut last = None;
    for step in 0..=depth {
        let end = builder.outcome(step);
        let node = if step == depth { end } else { builder.decision(step % 2, step, 2) };
        if step < depth {
            builder.link(node, end);
        }
        match last {
            Some(last) => builder.link(last, node),
            None => builder.root(node),
        }
        last = Some(node);
    }
    builder.build().unwrap()
}

#[test]
fn a_million_deep() {
    let tree = chain(1_000_000);
    let levels: Vec<u32> = (0..=1_000_000).collect();
    let ranks = vec![Preferences::Ranks(levels.clone()), Preferences::Ranks(levels)];
    let found = induct(&tree, &ranks, &Context::default()).unwrap();
    assert_eq!(found.outcomes(0), [0]);
    let payoffs = (0..=1_000_000).map(|step| vec![f64::from(step); 2]).collect();
    let payoffs = Payoffs::new(2, payoffs).unwrap();
    assert_eq!(values(&tree, &payoffs, &Context::default()).unwrap().of(0), [1e6, 1e6]);
}

/// Rosenthal's centipede (1981): whoever moves does better by stopping than if the other stops next, and
/// all would do better at the end; backward induction stops at once.
#[test]
fn centipede() {
    let tree = chain(4);
    let payoffs = [(1, 0), (0, 2), (3, 1), (2, 4), (5, 3)];
    let utility = |pick: fn(&(i64, i64)) -> i64| {
        Preferences::Utilities(payoffs.iter().map(|pair| whole(pick(pair))).collect())
    };
    let preferences = [utility(|pair| pair.0), utility(|pair| pair.1)];
    let found = induct(&tree, &preferences, &Context::default()).unwrap();
    assert_eq!(found.outcomes(0), [0]);
    assert_eq!(found.actions(&tree, &preferences, 0), Ok(vec![0]));
}

/// Entry deterrence (Selten's chain store, 1978, one stage): enter and be met by a deal.
#[test]
fn entry() {
    let mut builder = Builder::new(2, 3);
    let (enter, fight) = (builder.decision(0, 0, 2), builder.decision(1, 1, 2));
    let ends: Vec<usize> = (0..3).map(|outcome| builder.outcome(outcome)).collect();
    builder.link(enter, ends[0]);
    builder.link(enter, fight);
    builder.link(fight, ends[1]);
    builder.link(fight, ends[2]);
    builder.root(enter);
    let (tree, places) = builder.build_with_places().unwrap();
    assert_eq!(tree.get(places[fight] as usize), Some(Node::Decision(1)));
    // Stay out; fight; deal.
    let ranks = [Preferences::Ranks(vec![1, 2, 0]), Preferences::Ranks(vec![0, 2, 1])];
    assert_eq!(induct(&tree, &ranks, &Context::default()).unwrap().outcomes(0), [2]);
    // If fighting costs nothing, both are possible, and so is staying out.
    let ranks = [Preferences::Ranks(vec![1, 2, 0]), Preferences::Ranks(vec![0, 1, 1])];
    assert_eq!(induct(&tree, &ranks, &Context::default()).unwrap().outcomes(0), [0, 2]);
}

#[test]
fn what_is_refused() {
    let mut builder = Builder::new(1, 1);
    let (root, end) = (builder.chance(&[Odds::Unknown]), builder.outcome(0));
    builder.link(root, end);
    builder.root(root);
    let tree = builder.build().unwrap();
    let ranks = [Preferences::Ranks(vec![0])];
    assert_eq!(induct(&tree, &ranks, &Context::default()), Err(Refusal::Chance(0)));
    let payoffs = Payoffs::new(1, vec![vec![whole(1)]]).unwrap();
    assert_eq!(values(&tree, &payoffs, &Context::default()), Err(Refusal::Vague(0)));
    assert_eq!(induct(&tree, &[], &Context::default()), Err(Refusal::Mismatch));
    assert_eq!(Partial::new(2, &[(0, 1), (1, 0)]), Err(0));
    assert_eq!(Partial::new(2, &[(0, 5)]), Err(5));
    let order = Partial::new(3, &[(0, 1), (1, 2)]).unwrap();
    assert!(order.better(0, 2) && !order.better(2, 0));
}

/// Every outcome that a subgame perfect profile of the tree from a node on ends in, by definition: in no
/// subgame does a party have a strategy that ends better for it.
fn perfect(tree: &Tree, preferences: &[Preferences], root: usize) -> BTreeSet<u32> {
    let all = profiles(tree);
    let nodes = below(tree, root);
    let stable =
        |profile: &&Vec<usize>| {
            nodes.iter().all(|&node| {
                let outcome = ends(tree, profile, node);
                all.iter().all(|other| {
                    (0..2).all(|party| {
                        let mixed = tree.sets().iter().enumerate();
                        let mixed = mixed.map(|(place, set)| {
                            if set.party == party { other[place] } else { profile[place] }
                        });
                        let mixed: Vec<usize> = mixed.collect();
                        !preferences[party].better(ends(tree, &mixed, node), outcome)
                    })
                })
            })
        };
    all.iter().filter(stable).map(|profile| ends(tree, profile, root) as u32).collect()
}

/// As [`perfect`], with changes at one node only.
fn unmoved(tree: &Tree, preferences: &[Preferences], root: usize) -> BTreeSet<u32> {
    let all = profiles(tree);
    let nodes = below(tree, root);
    let stable = |profile: &&Vec<usize>| {
        nodes.iter().all(|&node| {
            let Some(Node::Decision(set)) = tree.get(node) else { return true };
            let outcome = ends(tree, profile, node);
            let party = &preferences[tree.sets()[set].party];
            tree.children(node).all(|child| !party.better(ends(tree, profile, child), outcome))
        })
    };
    all.iter().filter(stable).map(|profile| ends(tree, profile, root) as u32).collect()
}

fn small(tree: &Tree) -> bool {
    tree.sets().iter().map(|set| set.actions).product::<usize>() <= 40
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn ranks_against_every_profile(
        sketch in Sketch::any(false, 4, 10),
        ranks in prop::collection::vec(prop::collection::vec(0_u32..3, 3), 2),
    ) {
        let tree = sketch.tree();
        prop_assume!(small(&tree));
        let preferences: Vec<_> = ranks.into_iter().map(Preferences::Ranks).collect();
        let found = induct(&tree, &preferences, &Context::default()).unwrap();
        for node in 0..tree.len() {
            let outcomes: BTreeSet<u32> = found.outcomes(node).iter().copied().collect();
            prop_assert_eq!(&outcomes, &perfect(&tree, &preferences, node));
            prop_assert_eq!(&outcomes, &unmoved(&tree, &preferences, node));
        }
    }

    #[test]
    fn partial_orders_against_every_profile(
        sketch in Sketch::any(false, 4, 10),
        pairs in prop::collection::vec(prop::collection::vec((0_usize..3, 0_usize..3), 0..3), 2),
    ) {
        let tree = sketch.tree();
        prop_assume!(small(&tree));
        let orders: Vec<_> = pairs.iter().map(|pairs| Partial::new(3, pairs)).collect();
        prop_assume!(orders.iter().all(Result::is_ok));
        let preferences: Vec<_> =
            orders.into_iter().map(|order| Preferences::Partial(order.unwrap())).collect();
        let found = induct(&tree, &preferences, &Context::default()).unwrap();
        for node in 0..tree.len() {
            let outcomes: BTreeSet<u32> = found.outcomes(node).iter().copied().collect();
            prop_assert_eq!(&outcomes, &unmoved(&tree, &preferences, node));
            prop_assert!(perfect(&tree, &preferences, node).is_subset(&outcomes));
        }
    }

    /// What is learned is what a party gains if it may have one strategy per result, against the choices
    /// of the others.
    #[test]
    fn values_and_information(
        sketch in Sketch::any(true, 4, 12),
        utility in prop::collection::vec(prop::collection::vec(-3_i64..4, 2), 3),
    ) {
        let tree = sketch.tree();
        prop_assume!(small(&tree));
        let exact: Vec<Vec<_>> =
            utility.iter().map(|list| list.iter().map(|&value| whole(value)).collect()).collect();
        let of = |party: usize| exact.iter().map(|list| list[party].clone()).collect::<Vec<_>>();
        let payoffs = Payoffs::new(2, exact.clone()).unwrap();
        let found = values(&tree, &payoffs, &Context::default()).unwrap();
        let mut chosen = vec![0; tree.sets().len()];
        for node in 0..tree.len() {
            if let Some(Node::Decision(set)) = tree.get(node) {
                chosen[set] = found.action(node).unwrap();
            }
        }
        for party in 0..2 {
            let utility = of(party);
            for node in 0..tree.len() {
                prop_assert_eq!(&found.of(node)[party], &expects(&tree, &chosen, &utility, node));
            }
            let worths = information(&tree, &payoffs, party, &Context::default()).unwrap();
            for worth in worths {
                let Some(Node::Chance(place)) = tree.get(worth.node) else { panic!("chance") };
                let mut learned = whole(0);
                for (result, (chance, _)) in tree.odds(place).iter().enumerate() {
                    let best = profiles(&tree).into_iter().filter(|profile| {
                        let mut sets = tree.sets().iter().enumerate();
                        sets.all(|(set, info)| info.party == party || profile[set] == chosen[set])
                    });
                    let fixed = |profile: Vec<usize>| fix(&tree, &profile, &utility, 0, (worth.node, result));
                    learned += chance * best.map(fixed).max().unwrap();
                }
                prop_assert_eq!(learned - &found.of(0)[party], worth.worth);
            }
        }
    }
}

/// The expected utility if one chance node has one result for certain.
fn fix(
    tree: &Tree,
    profile: &[usize],
    utility: &[detente_plans::tree::Fraction],
    node: usize,
    known: (usize, usize),
) -> detente_plans::tree::Fraction {
    let first = tree.children(node).start;
    match tree.get(node).unwrap() {
        Node::Outcome(outcome) => utility[outcome].clone(),
        Node::Decision(set) => fix(tree, profile, utility, first + profile[set], known),
        Node::Chance(_) if node == known.0 => fix(tree, profile, utility, first + known.1, known),
        Node::Chance(place) => {
            let odds = tree.children(node).zip(tree.odds(place));
            odds.map(|(child, (chance, _))| chance * fix(tree, profile, utility, child, known))
                .sum()
        }
    }
}
