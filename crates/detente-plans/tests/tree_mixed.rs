//! Equilibria in mixed strategies: published games, and deviations tried one by one.

#![allow(clippy::unwrap_used)]

mod tree_common;

use detente_plans::tree::{
    Builder, Context, Fraction, MAX_STRATEGIES, Mixed, Node, Payoffs, Refusal, Tree, mixed,
};
use proptest::prelude::*;
use tree_common::{Sketch, expects, part, profiles, whole};

/// Both choose at once.
fn at_once(worth: &[&[[i64; 2]]]) -> (Tree, Payoffs) {
    let (rows, columns) = (worth.len(), worth[0].len());
    let mut b = Builder::new(2, rows * columns);
    let root = b.decision(0, 0, rows);
    for row in 0..rows {
        let node = b.decision(1, 1, columns);
        b.link(root, node);
        for column in 0..columns {
            let end = b.outcome(row * columns + column);
            b.link(node, end);
        }
    }
    b.root(root);
    let lists = worth.iter().flat_map(|row| row.iter()).map(|own| own.map(whole).to_vec());
    (b.build().unwrap(), Payoffs::new(2, lists.collect()).unwrap())
}

fn all(game: &(Tree, Payoffs)) -> Vec<Mixed> {
    mixed(&game.0, &game.1, &Context::default()).unwrap()
}

#[test]
fn games_with_known_equilibria() {
    let pennies = all(&at_once(&[&[[1, -1], [-1, 1]], &[[-1, 1], [1, -1]]]));
    let half = Some(vec![part(1, 2), part(1, 2)]);
    let value = vec![whole(0), whole(0)];
    assert_eq!(pennies, [Mixed { chances: vec![half.clone(), half], value }]);
    assert!(pennies[0].is_mixed());
    // The battle of the sexes has two pure equilibria and a mixed one, worth 2/3 to each.
    let battle = all(&at_once(&[&[[2, 1], [0, 0]], &[[0, 0], [1, 2]]]));
    assert_eq!(battle.len(), 3);
    let own = battle.iter().find(|one| one.is_mixed()).unwrap();
    assert_eq!(
        own.chances,
        [Some(vec![part(2, 3), part(1, 3)]), Some(vec![part(1, 3), part(2, 3)])]
    );
    assert_eq!(own.value, [part(2, 3), part(2, 3)]);
    // Stone, scissors, paper.
    let stone = all(&at_once(&[
        &[[0, 0], [1, -1], [-1, 1]],
        &[[-1, 1], [0, 0], [1, -1]],
        &[[1, -1], [-1, 1], [0, 0]],
    ]));
    let third = Some(vec![part(1, 3); 3]);
    assert_eq!(stone.len(), 1);
    assert_eq!(stone[0].chances, [third.clone(), third]);
    // Von Stengel's degenerate example: against the first row every mixture from equal to all of the
    // first column, whose ends are extreme.
    let degenerate = all(&at_once(&[&[[3, 3], [3, 3]], &[[2, 2], [5, 6]], &[[0, 0], [6, 1]]]));
    for one in &degenerate {
        assert!(one.value[0] >= whole(3));
    }
    assert_eq!(
        degenerate
            .iter()
            .filter(|one| one.chances[0] == Some(vec![whole(1), whole(0), whole(0)]))
            .count(),
        2
    );
}

#[test]
fn what_is_refused() {
    let wide: Vec<Vec<[i64; 2]>> = vec![vec![[0, 0]; 8]; 7];
    let lists: Vec<&[[i64; 2]]> = wide.iter().map(Vec::as_slice).collect();
    let (tree, payoffs) = at_once(&lists);
    let refused = Err(Refusal::TooManyStrategies { limit: MAX_STRATEGIES });
    assert_eq!(mixed(&tree, &payoffs, &Context::default()), refused);
    let mut b = Builder::new(3, 1);
    let mut at = b.decision(0, 0, 1);
    b.root(at);
    for party in 1..3 {
        let next = b.decision(party, party, 1);
        b.link(at, next);
        at = next;
    }
    let end = b.outcome(0);
    b.link(at, end);
    let payoffs = Payoffs::new(3, vec![vec![whole(0); 3]]).unwrap();
    assert_eq!(
        mixed(&b.build().unwrap(), &payoffs, &Context::default()),
        Err(Refusal::ThirdParty(2))
    );
}

/// What chances of actions are worth, a party doing as a profile says if it deviates.
fn behaves(
    tree: &Tree,
    one: &Mixed,
    utility: &[Fraction],
    deviates: Option<(usize, &[usize])>,
    node: usize,
) -> Fraction {
    let children = tree.children(node);
    match tree.get(node).unwrap() {
        Node::Outcome(outcome) => utility[outcome].clone(),
        Node::Chance(place) => {
            let odds = tree.odds(place);
            children
                .zip(odds)
                .map(|(child, odds)| &odds.0 * behaves(tree, one, utility, deviates, child))
                .sum()
        }
        Node::Decision(set) => match deviates {
            Some((party, profile)) if tree.sets()[set].party == party => {
                behaves(tree, one, utility, deviates, children.start + profile[set])
            }
            // Where a party never comes by its own doing, it does not matter what it does.
            _ => match &one.chances[set] {
                None => behaves(tree, one, utility, deviates, children.start),
                Some(chances) => children
                    .zip(chances)
                    .map(|(child, chance)| chance * behaves(tree, one, utility, deviates, child))
                    .sum(),
            },
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn against_every_deviation(
        sketch in Sketch::any(true, 4, 12),
        keys in prop::collection::vec(0_usize..3, 1..6),
        worth in prop::collection::vec(prop::collection::vec(-2_i64..3, 3), 2),
    ) {
        let tree = sketch.with_sets(&mut |count| keys[count % keys.len()]);
        prop_assume!(tree.sets().iter().map(|set| set.actions).product::<usize>() <= 30);
        let utility = [0, 1].map(|party| worth[party].iter().map(|&value| whole(value)).collect::<Vec<_>>());
        let lists = (0..3).map(|end| utility.iter().map(|list| list[end].clone()).collect()).collect();
        let payoffs = Payoffs::new(2, lists).unwrap();
        let found = match mixed(&tree, &payoffs, &Context::default()) {
            Err(Refusal::Forgets | Refusal::TooManyStrategies { .. }) => return Ok(()),
            found => found.unwrap(),
        };
        prop_assert!(!found.is_empty());
        let all = profiles(&tree);
        for one in &found {
            for (party, utility) in utility.iter().enumerate() {
                let value = behaves(&tree, one, utility, None, 0);
                prop_assert_eq!(&one.value[party], &value);
                for profile in &all {
                    prop_assert!(behaves(&tree, one, utility, Some((party, profile)), 0) <= value);
                }
            }
        }
        // Every pure equilibrium is among them.
        for profile in &all {
            let stable = (0..2).all(|party| all.iter().all(|other| {
                let each = tree.sets().iter().enumerate();
                let other = each.map(|(place, set)| if set.party == party { other[place] } else { profile[place] });
                expects(&tree, &other.collect::<Vec<_>>(), &utility[party], 0) <= expects(&tree, profile, &utility[party], 0)
            }));
            let same = |one: &&Mixed| one.chances.iter().zip(profile).all(|(chances, &action)| {
                chances.as_ref().is_none_or(|chances| chances[action] == whole(1))
            });
            prop_assert_eq!(stable, found.iter().any(|one| same(&one)));
        }
    }
}
