//! Maximal and E-admissible plans against every plan at every corner of the probabilities.

#![allow(clippy::unwrap_used)]

mod tree_common;

use detente_plans::tree::{
    Builder, Context, Fraction, MAX_PLANS, Node, Odds, Refusal, Tree, maximal,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tree_common::{Sketch, expects, part, profiles, whole, with_odds};

/// The same tree with one party.
fn alone(sketch: &Sketch) -> Sketch {
    match sketch {
        Sketch::End(end) => Sketch::End(*end),
        Sketch::Party(_, next) => Sketch::Party(0, next.iter().map(alone).collect()),
        Sketch::Chance(weights, next) => {
            Sketch::Chance(weights.clone(), next.iter().map(alone).collect())
        }
    }
}

/// The corners of what is admissible at one chance node: all but one result at a bound of theirs.
fn corners_of(odds: &[(Fraction, Fraction)]) -> Vec<Vec<Fraction>> {
    let mut found = Vec::new();
    for free in 0..odds.len() {
        for sides in 0..1_usize << (odds.len() - 1) {
            let mut chances: Vec<Fraction> = Vec::new();
            for (place, (low, high)) in odds.iter().enumerate() {
                let bit = if place < free { place } else { place.wrapping_sub(1) };
                let up = place != free && sides >> bit & 1 == 1;
                chances.push(if up { high.clone() } else { low.clone() });
            }
            chances[free] = whole(0);
            let rest = whole(1) - chances.iter().sum::<Fraction>();
            if rest >= odds[free].0 && rest <= odds[free].1 {
                chances[free] = rest;
                found.push(chances);
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Some probabilities for what bounds allow.
type Choose<'a> = &'a dyn Fn(&[(Fraction, Fraction)]) -> Vec<Vec<Fraction>>;

/// The tree with every choice of one of some probabilities at every chance node.
fn each(tree: &Tree, of: Choose<'_>) -> Vec<Tree> {
    (0..tree.len()).fold(vec![tree.clone()], |all, node| {
        let Some(Node::Chance(place)) = tree.get(node) else { return all };
        let choices = of(tree.odds(place));
        let with = |tree: &Tree, chances: &Vec<Fraction>| {
            let exact: Vec<Odds> = chances.iter().cloned().map(Odds::Exact).collect();
            with_odds(tree, &|other| (other == node).then(|| exact.clone()))
        };
        all.iter()
            .flat_map(|tree| choices.iter().map(|own| with(tree, own)).collect::<Vec<_>>())
            .collect()
    })
}

/// What a profile does where it leads; a result that cannot come leads nowhere.
fn reduced(tree: &Tree, profile: &[usize]) -> Vec<Option<usize>> {
    let mut actions = vec![None; profile.len()];
    let mut open = vec![0];
    while let Some(node) = open.pop() {
        let children = tree.children(node);
        match tree.get(node).unwrap() {
            Node::Outcome(_) => {}
            Node::Decision(set) => {
                actions[set] = Some(profile[set]);
                open.push(children.start + profile[set]);
            }
            Node::Chance(place) => open.extend(
                children
                    .zip(tree.odds(place))
                    .filter(|(_, odds)| odds.1 > whole(0))
                    .map(|(child, _)| child),
            ),
        }
    }
    actions
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn against_every_plan_at_every_corner(
        sketch in Sketch::any(true, 4, 14),
        keys in prop::option::of(prop::collection::vec(0_usize..3, 1..5)),
        worth in prop::collection::vec(-3_i64..4, 3),
        bounds in prop::collection::vec((0_i64..=4, 0_i64..=4), 1..5),
    ) {
        let sketch = alone(&sketch);
        let exact = sketch.with_sets(&mut |count| match &keys {
            Some(keys) => keys[count % keys.len()],
            None => count,
        });
        prop_assume!(exact.sets().iter().map(|set| set.actions).product::<usize>() <= 48);
        let tree = with_odds(&exact, &|node| {
            let (one, other) = bounds[node % bounds.len()];
            let between = Odds::Between(part(one.min(other), 4), part(one.max(other), 4));
            (exact.children(node).len() == 2).then(|| vec![between, Odds::Unknown])
        });
        let chances = (0..tree.len()).filter(|&node| matches!(tree.get(node), Some(Node::Chance(_)))).count();
        prop_assume!(chances <= 4);
        let utility: Vec<_> = worth.iter().map(|&value| whole(value)).collect();
        let found = maximal(&tree, 0, &utility, &Context::default()).unwrap();
        let corners = each(&tree, &corners_of);
        let mut rows: BTreeMap<Vec<Option<usize>>, Vec<Fraction>> = BTreeMap::new();
        for profile in profiles(&tree) {
            let row = corners.iter().map(|tree| expects(tree, &profile, &utility, 0)).collect();
            rows.insert(reduced(&tree, &profile), row);
        }
        let beaten = |row: &Vec<Fraction>| rows.values().any(|other| other.iter().zip(row).all(|(other, own)| other > own));
        let expected: Vec<_> = rows.iter().filter(|(_, row)| !beaten(row)).map(|(plan, _)| plan.clone()).collect();
        let mut told: Vec<_> = found.iter().map(|one| one.actions.clone()).collect();
        told.sort();
        prop_assert_eq!(told, expected);
        // Some inner points beside the corners.
        let inner = each(&tree, &|odds| {
            let corners = corners_of(odds);
            let mean = |weights: &dyn Fn(usize) -> i64| {
                let all: i64 = (0..corners.len()).map(weights).sum();
                let mut mean = vec![whole(0); odds.len()];
                for (place, corner) in corners.iter().enumerate() {
                    mean.iter_mut().zip(corner).for_each(|(sum, own)| *sum += own * part(weights(place), all));
                }
                mean
            };
            vec![mean(&|_| 1), mean(&|place| 1 + 6 * place as i64)]
        });
        for one in &found {
            let row = &rows[&one.actions];
            prop_assert_eq!(Some(&one.low), row.iter().min());
            prop_assert_eq!(Some(&one.high), row.iter().max());
            prop_assert_eq!(one.best_for_some.is_none(), tree.unseen().is_some());
            let Some(best) = one.best_for_some else { continue };
            let somewhere = (0..corners.len()).any(|corner| rows.values().all(|other| other[corner] <= row[corner]));
            prop_assert_eq!(best, somewhere);
            let profile: Vec<usize> = one.actions.iter().map(|action| action.unwrap_or(0)).collect();
            let all = profiles(&tree);
            for tree in &inner {
                let own = expects(tree, &profile, &utility, 0);
                if all.iter().all(|other| expects(tree, other, &utility, 0) <= own) {
                    prop_assert!(best);
                }
            }
        }
    }

    /// Two lotteries over one chance node of three results, and over two of their own.
    #[test]
    fn three_results(
        worth in prop::collection::vec(-4_i64..5, 6),
        bounds in prop::collection::vec((0_i64..3, 2_i64..7), 3),
        shared in any::<bool>(),
    ) {
        let odds: Vec<Odds> = bounds.iter().map(|&(low, high)| Odds::Between(part(low, 6), part(high.max(low), 6))).collect();
        let mut b = Builder::new(1, 6);
        let root = if shared { b.chance(&odds) } else { b.decision(0, 0, 2) };
        b.root(root);
        if shared {
            // One decision behind each result, all alike.
            for result in 0..3 {
                let node = b.decision(0, 0, 2);
                b.link(root, node);
                for side in 0..2 {
                    let end = b.outcome(2 * result + side);
                    b.link(node, end);
                }
            }
        } else {
            for side in 0..2 {
                let node = b.chance(&odds);
                b.link(root, node);
                for result in 0..3 {
                    let end = b.outcome(2 * result + side);
                    b.link(node, end);
                }
            }
        }
        let Ok(tree) = b.build() else { return Ok(()) };
        let utility: Vec<_> = worth.iter().map(|&value| whole(value)).collect();
        let found = maximal(&tree, 0, &utility, &Context::default()).unwrap();
        let corners = each(&tree, &corners_of);
        let value = |action: usize, tree: &Tree| expects(tree, &[action], &utility, 0);
        let expected: Vec<usize> = (0..2).filter(|&own| {
            corners.iter().any(|tree| value(own, tree) >= value(1 - own, tree))
        }).collect();
        let told: Vec<usize> = found.iter().filter_map(|one| one.actions[0]).collect();
        prop_assert_eq!(told, expected);
    }
}

#[test]
fn what_is_refused() {
    let two = Sketch::Party(0, vec![Sketch::End(0), Sketch::Party(1, vec![Sketch::End(1)])]).tree();
    let utility = [whole(0), whole(1), whole(2)];
    assert_eq!(maximal(&two, 0, &utility, &Context::default()), Err(Refusal::Other(2)));
    // Ten decisions of two actions side by side are 1024 plans.
    let choice = Sketch::Party(0, vec![Sketch::End(0), Sketch::End(1)]);
    let wide = Sketch::Chance(vec![1; 10], vec![choice; 10]).tree();
    let refused = Err(Refusal::TooManyPlans { limit: MAX_PLANS });
    assert_eq!(maximal(&wide, 0, &utility, &Context::default()), refused);
}
