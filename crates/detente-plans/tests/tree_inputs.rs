//! Flips, intervals of probability and audits against values tried one by one.

#![allow(clippy::unwrap_used)]

mod tree_common;

use detente_plans::tree::{
    Audit, Builder, Context, Fraction, Input, Instruction, Node, Odds, Payoffs, Refusal, Tree,
    admissible, audit, flips, values,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tree_common::{Sketch, expects, part, profiles, whole, with_odds};

/// Strike or stay: the strike wins 3 with p and loses 1 otherwise; staying is worth 1.
#[test]
fn a_flip() {
    let mut b = Builder::new(1, 3);
    let (root, chance) =
        (b.decision(0, 0, 2), b.chance(&[Odds::Exact(part(3, 4)), Odds::Exact(part(1, 4))]));
    let ends: Vec<usize> = (0..3).map(|end| b.outcome(end)).collect();
    for (from, to) in [(root, chance), (root, ends[2]), (chance, ends[0]), (chance, ends[1])] {
        b.link(from, to);
    }
    b.root(root);
    let tree = b.build().unwrap();
    let payoffs = Payoffs::new(1, vec![vec![whole(3)], vec![whole(-1)], vec![whole(1)]]).unwrap();
    let found = flips(&tree, &payoffs, 0, &Context::default()).unwrap();
    let all: Vec<_> =
        found.iter().map(|flip| (flip.input, flip.at.clone(), flip.below, flip.above)).collect();
    let utility = |outcome| Input::Utility { party: 0, outcome };
    let expect = [
        (Input::Probability { node: 1 }, part(1, 2), 1, 0),
        (utility(0), part(5, 3), 1, 0),
        (utility(1), whole(-5), 1, 0),
        (utility(2), whole(2), 0, 1),
    ];
    assert_eq!(all, expect);
    assert_eq!(flips(&tree, &payoffs, 1, &Context::default()), Err(Refusal::Mismatch));
}

/// The action that is taken at the root with one input changed.
fn taken(tree: &Tree, lists: &[Vec<Fraction>], input: Input, value: &Fraction) -> usize {
    let (mut lists, mut tree) = (lists.to_vec(), tree.clone());
    match input {
        Input::Utility { party, outcome } => lists[outcome][party] = value.clone(),
        Input::Probability { node: chance } => {
            let odds = vec![Odds::Exact(value.clone()), Odds::Exact(whole(1) - value)];
            tree = with_odds(&tree, &|node| (node == chance).then(|| odds.clone()));
        }
    }
    let payoffs = Payoffs::new(2, lists).unwrap();
    values(&tree, &payoffs, &Context::default()).unwrap().action(0).unwrap()
}

/// Every plan of one party's tree, every corner of the probabilities.
fn corners(tree: &Tree) -> Vec<Tree> {
    (0..tree.len()).fold(vec![tree.clone()], |all, node| {
        let Some(Node::Chance(place)) = tree.get(node) else { return all };
        let odds = tree.odds(place).to_vec();
        let [first, second] = &odds[..] else { return all };
        let low = first.0.clone().max(whole(1) - &second.1);
        let high = first.1.clone().min(whole(1) - &second.0);
        let with = |tree: &Tree, chance: &Fraction| {
            let exact = vec![Odds::Exact(chance.clone()), Odds::Exact(whole(1) - chance)];
            with_odds(tree, &|other| (other == node).then(|| exact.clone()))
        };
        all.iter().flat_map(|tree| [with(tree, &low), with(tree, &high)]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn flips_against_values(
        sketch in Sketch::any(true, 4, 12),
        worth in prop::collection::vec(prop::collection::vec(-3_i64..4, 2), 3),
    ) {
        let tree = sketch.tree();
        prop_assume!(matches!(tree.get(0), Some(Node::Decision(_))));
        let lists: Vec<Vec<_>> = worth.iter().map(|list| list.iter().map(|&value| whole(value)).collect()).collect();
        let payoffs = Payoffs::new(2, lists.clone()).unwrap();
        let found = flips(&tree, &payoffs, 0, &Context::default()).unwrap();
        let mut inputs: Vec<Input> = (0..6).map(|at| Input::Utility { party: at % 2, outcome: at / 2 }).collect();
        inputs.extend((0..tree.len()).filter(|&node| {
            matches!(tree.get(node), Some(Node::Chance(_))) && tree.children(node).len() == 2
        }).map(|node| Input::Probability { node }));
        for input in inputs {
            let own: Vec<_> = found.iter().filter(|flip| flip.input == input).collect();
            let chance = matches!(input, Input::Probability { .. });
            let (low, high) = if chance { (whole(0), whole(1)) } else { (whole(-100), whole(100)) };
            let mut cuts = vec![low.clone()];
            cuts.extend(own.iter().map(|flip| flip.at.clone()));
            cuts.push(high);
            // Denominators that no break point has.
            for (place, pair) in cuts.windows(2).enumerate() {
                prop_assert!(pair[0] < pair[1]);
                for by in [1, 397, 801, 1008] {
                    let value = &pair[0] + (&pair[1] - &pair[0]) * part(by, 1009);
                    let action = taken(&tree, &lists, input, &value);
                    if place > 0 {
                        prop_assert_eq!(action, own[place - 1].above);
                    }
                    if place < own.len() {
                        prop_assert_eq!(action, own[place].below);
                    }
                    if own.is_empty() {
                        let first = &low + part(1, 1009);
                        prop_assert_eq!(action, taken(&tree, &lists, input, &first));
                    }
                }
            }
        }
    }

    /// Maximal and E-admissible first actions, each by definition over every plan and every corner.
    #[test]
    fn intervals_against_plans(
        sketch in Sketch::any(true, 4, 12),
        worth in prop::collection::vec(-3_i64..4, 3),
        bounds in prop::collection::vec((0_i64..=4, 0_i64..=4), 1..5),
    ) {
        let exact = sketch.tree();
        prop_assume!(exact.sets().iter().all(|set| set.party == 0));
        prop_assume!(exact.sets().iter().map(|set| set.actions).product::<usize>() <= 24);
        prop_assume!(matches!(exact.get(0), Some(Node::Decision(_))));
        let tree = with_odds(&exact, &|node| {
            let (one, other) = bounds[node % bounds.len()];
            let between = Odds::Between(part(one.min(other), 4), part(one.max(other), 4));
            (exact.children(node).len() == 2).then(|| vec![between, Odds::Unknown])
        });
        prop_assume!((0..tree.len()).filter(|&node| matches!(tree.get(node), Some(Node::Chance(_)))).count() <= 4);
        let utility: Vec<_> = worth.iter().map(|&value| whole(value)).collect();
        let found = admissible(&tree, 0, &utility, &Context::default()).unwrap();
        let corners = corners(&tree);
        let plans = profiles(&tree);
        let table: Vec<Vec<Fraction>> = plans.iter().map(|plan| {
            corners.iter().map(|tree| expects(tree, plan, &utility, 0)).collect()
        }).collect();
        let Some(Node::Decision(root)) = tree.get(0) else { panic!("decision") };
        let (mut maximal, mut best) = (BTreeSet::new(), BTreeSet::new());
        for (plan, row) in plans.iter().zip(&table) {
            let beaten = |other: &Vec<Fraction>| other.iter().zip(row).all(|(other, own)| other > own);
            if !table.iter().any(beaten) {
                maximal.insert(plan[root]);
            }
            if (0..corners.len()).any(|corner| table.iter().all(|other| other[corner] <= row[corner])) {
                best.insert(plan[root]);
            }
        }
        let actions: BTreeSet<usize> = found.actions(&tree, 0).into_iter().collect();
        prop_assert_eq!(&actions, &maximal);
        prop_assert_eq!(&actions, &best);
    }

    /// Reached, unplanned and idle, against every profile that fits the plan.
    #[test]
    fn audits_against_profiles(
        sketch in Sketch::any(true, 4, 10),
        keys in prop::collection::vec(0_usize..3, 1..6),
        wanted in prop::collection::vec((0_usize..8, 0_usize..3), 0..5),
    ) {
        let tree = sketch.with_sets(&mut |count| keys[count % keys.len()]);
        let sets = tree.sets();
        let plan: Vec<Instruction> = wanted.iter().filter(|(set, _)| {
            sets.get(*set).is_some_and(|set| set.party == 0)
        }).map(|&(set, action)| Instruction { set, action: action % sets[set].actions }).collect();
        let found = audit(&tree, 0, &plan).unwrap();
        let said = |set: usize| -> Vec<usize> { plan.iter().filter(|one| one.set == set).map(|one| one.action).collect() };
        // A node is reached if every decision above it allows the step down.
        let reached = |node: usize| {
            let mut at = node;
            while let Some(above) = tree.parent(at) {
                if let Some(Node::Decision(set)) = tree.get(above) {
                    let said = said(set);
                    if !said.is_empty() && !said.contains(&(at - tree.children(above).start)) {
                        return false;
                    }
                }
                at = above;
            }
            true
        };
        let members = tree.members();
        let unplanned: Vec<usize> = (0..tree.len()).filter(|&node| match tree.get(node) {
            Some(Node::Decision(set)) => sets[set].party == 0 && said(set).is_empty() && reached(node),
            _ => false,
        }).collect();
        let idle: Vec<usize> = (0..plan.len()).filter(|&place| !members.of(plan[place].set).iter().any(|&node| reached(node))).collect();
        prop_assert_eq!(found.unplanned, unplanned);
        prop_assert_eq!(found.idle, idle);
        for (left, right) in found.contradictions {
            prop_assert!(left < right && plan[left].set == plan[right].set);
            prop_assert!(plan[left].action != plan[right].action);
        }
    }
}

#[test]
fn an_audit() {
    // Party 0 moves, chance certainly goes left, party 1 moves, party 0 moves again.
    let mut b = Builder::new(2, 1);
    let first = b.decision(0, 0, 2);
    let chance = b.chance(&[Odds::Exact(whole(1)), Odds::Exact(whole(0))]);
    let other = b.decision(1, 1, 2);
    let never = b.decision(0, 2, 1);
    let last = [b.decision(0, 3, 1), b.decision(0, 4, 1)];
    for (from, to) in
        [(first, chance), (chance, other), (chance, never), (other, last[0]), (other, last[1])]
    {
        b.link(from, to);
    }
    for from in [first, never, last[0], last[1]] {
        let end = b.outcome(0);
        b.link(from, end);
    }
    b.root(first);
    let (tree, places) = b.build_with_places().unwrap();
    let say = |set, action| Instruction { set, action };
    let found = audit(&tree, 0, &[say(0, 0), say(2, 0), say(3, 0)]).unwrap();
    let unplanned = vec![places[last[1]] as usize];
    assert_eq!(found, Audit { unplanned, idle: vec![1], contradictions: vec![] });
    let found = audit(&tree, 0, &[say(0, 1), say(0, 1), say(3, 0)]).unwrap();
    assert_eq!(found, Audit { unplanned: vec![], idle: vec![2], contradictions: vec![] });
    let found = audit(&tree, 0, &[say(0, 1), say(3, 0), say(0, 0), say(4, 0)]).unwrap();
    assert_eq!(found.contradictions, [(0, 2)]);
    assert!(found.idle.is_empty());
    assert_eq!(audit(&tree, 0, &[say(1, 0)]), Err(Refusal::Mismatch));
    assert_eq!(audit(&tree, 2, &[]), Err(Refusal::Mismatch));
}

#[test]
fn intervals_need_one_party() {
    let tree =
        Sketch::Party(0, vec![Sketch::End(0), Sketch::Party(1, vec![Sketch::End(1)])]).tree();
    let found = admissible(&tree, 0, &[whole(0), whole(1), whole(2)], &Context::default());
    assert_eq!(found, Err(Refusal::Other(2)));
}
