//! Consistent beliefs: hand-made games, and vanishing chances of every deviation tried by themselves.

#![allow(clippy::unwrap_used)]

mod tree_common;

use detente_plans::tree::{
    Builder, Context, Fraction, Node, Odds, Payoffs, Rationality, Sequential, Tree, equilibria,
};
use proptest::prelude::*;
use tree_common::{Sketch, expects, part, whole};

/// Chance makes the first party strong or weak, which nobody sees; it stays out or comes in, one way or
/// two; the others answer, each giving what `lead` says to do what it does at the two kinds.
fn kinds(ways: usize, answers: &[(usize, [i64; 2])]) -> (Tree, Payoffs) {
    let half = Odds::Exact(part(1, 2));
    let mut b = Builder::new(1 + answers.len(), 2 + 4 * answers.len() * ways);
    let chance = b.chance(&[half.clone(), half]);
    let mut lists = vec![vec![whole(0); 1 + answers.len()]; 2 + 4 * answers.len() * ways];
    lists[1] = vec![whole(1); 1 + answers.len()];
    let mut next = 2;
    for kind in 0..2 {
        let first = b.decision(0, 0, 1 + ways);
        b.link(chance, first);
        let out = b.outcome(1);
        b.link(first, out);
        for way in 0..ways {
            // A further chance says which of the others is asked.
            let part_of = Odds::Exact(part(1, answers.len() as i64));
            let asked = b.chance(&vec![part_of; answers.len()]);
            b.link(first, asked);
            for (party, (by_way, lead)) in answers.iter().enumerate() {
                let node = b.decision(1 + party, 1 + party, 2);
                b.link(asked, node);
                let place = if *by_way == 1 { way } else { kind };
                for side in 0..2 {
                    if side == 0 {
                        lists[next][1 + party] = whole(lead[place]);
                    }
                    let end = b.outcome(next);
                    b.link(node, end);
                    next += 1;
                }
            }
        }
    }
    b.root(chance);
    (b.build().unwrap(), Payoffs::new(1 + answers.len(), lists).unwrap())
}

fn judged(game: &(Tree, Payoffs), profile: &[usize]) -> (bool, Sequential) {
    let found = equilibria(&game.0, &game.1, &Context::default()).unwrap();
    let own = found.iter().find(|one| one.profile == profile).unwrap();
    let some = own.rational.iter().any(|own| matches!(own, Rationality::ForSome(_)));
    (some, own.sequential)
}

#[test]
fn nobody_learns_from_a_deviation_what_who_deviates_does_not_know() {
    // Best against the strong kind, by 1, and worse against the weak, by 2: some belief, but not one half.
    assert_eq!(judged(&kinds(1, &[(0, [1, -2])]), &[0, 0]), (true, Sequential::No));
    assert_eq!(judged(&kinds(1, &[(0, [2, -1])]), &[0, 0]), (true, Sequential::Yes));
    // Which way the first came in is what it chose: any belief is consistent.
    assert_eq!(judged(&kinds(2, &[(1, [1, -2])]), &[0, 0]), (true, Sequential::Yes));
    // Two who see the same must believe the same: one of the ways at least by 2/3, and at most by 1/3.
    let two = kinds(2, &[(1, [1, -2]), (1, [-2, 1])]);
    assert_eq!(judged(&two, &[0, 0, 0]), (true, Sequential::No));
    let two = kinds(2, &[(1, [2, -1]), (1, [-1, 2])]);
    assert_eq!(judged(&two, &[0, 0, 0]), (true, Sequential::Yes));
}

/// Whether a profile is rational everywhere with the beliefs that follow if each deviation has a chance of
/// `share · ε^order`, ε vanishing; nothing if chance never leads to a set.
fn rational(
    tree: &Tree,
    utility: &[Vec<Fraction>; 2],
    profile: &[usize],
    deviation: &dyn Fn(usize, usize) -> (u32, Fraction),
) -> Option<bool> {
    let members = tree.members();
    let mut weight = vec![(0_u32, whole(1)); tree.len()];
    for node in 1..tree.len() {
        let above = tree.parent(node).unwrap();
        let action = node - tree.children(above).start;
        let (order, share) = match tree.get(above).unwrap() {
            Node::Chance(place) => (0, tree.odds(place)[action].0.clone()),
            Node::Decision(set) if profile[set] == action => (0, whole(1)),
            Node::Decision(set) => deviation(set, action),
            Node::Outcome(_) => unreachable!(),
        };
        weight[node] = (weight[above].0 + order, &weight[above].1 * share);
    }
    for (set, info) in tree.sets().iter().enumerate() {
        let nodes: Vec<usize> =
            members.of(set).iter().copied().filter(|&node| weight[node].1 > whole(0)).collect();
        let least = nodes.iter().map(|&node| weight[node].0).min()?;
        let worth = |action: usize| -> Fraction {
            let nodes = nodes.iter().filter(|&&node| weight[node].0 == least);
            nodes
                .map(|&node| {
                    let child = tree.children(node).start + action;
                    &weight[node].1 * expects(tree, profile, &utility[info.party], child)
                })
                .sum()
        };
        let own = worth(profile[set]);
        if (0..info.actions).any(|action| worth(action) > own) {
            return Some(false);
        }
    }
    Some(true)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn against_vanishing_chances(
        sketch in Sketch::any(true, 5, 16),
        keys in prop::collection::vec(0_usize..2, 1..6),
        worth in prop::collection::vec(prop::collection::vec(-2_i64..3, 3), 2),
        tried in prop::collection::vec(prop::collection::vec((1_u32..4, 0_usize..9), 12), 400),
    ) {
        let tree = sketch.with_sets(&mut |count| keys[count % keys.len()]);
        prop_assume!(tree.sets().iter().map(|set| set.actions).product::<usize>() <= 60);
        let utility = [0, 1].map(|party| worth[party].iter().map(|&value| whole(value)).collect::<Vec<_>>());
        let lists = (0..3).map(|end| utility.iter().map(|list| list[end].clone()).collect()).collect();
        let payoffs = Payoffs::new(2, lists).unwrap();
        let shares = [part(1, 4), part(1, 3), part(1, 2), part(2, 3), whole(1), part(3, 2), whole(2), whole(3), whole(4)];
        for one in equilibria(&tree, &payoffs, &Context::default()).unwrap() {
            let some = tried.iter().any(|tried| {
                let deviation = |set: usize, action: usize| {
                    let (order, share) = tried[(3 * set + action) % tried.len()];
                    (order, shares[share].clone())
                };
                rational(&tree, &utility, &one.profile, &deviation) == Some(true)
            });
            match one.sequential {
                Sequential::Yes => prop_assert!(some, "{:?}", one),
                Sequential::No => prop_assert!(!some, "{:?}", one),
                Sequential::Open => {}
            }
        }
    }
}
