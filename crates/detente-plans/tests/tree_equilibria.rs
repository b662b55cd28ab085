//! Equilibria, beliefs and threats: the tree of clause 2, published games, and every profile by
//! definition.

#![allow(clippy::unwrap_used)]

mod tree_common;

use detente_plans::tree::{
    Beliefs, Builder, Class, Comparison, Context, Credibility, Fraction, Node, Odds, Payoffs,
    Preferences, Rationality, Refusal, Threat, Tree, answers, carried, compare, equilibria,
    expected, lottery, threat,
};
use num_bigint::BigUint;
use num_traits::{One, Zero};
use proptest::prelude::*;
use tree_common::{Sketch, below, expects, part, profiles, whole};

const CHINA: usize = 0;
const OTHER: usize = 1;
/// Information sets: China strikes or not; the other side when bound, when free; China after a refusal.
const STRIKE: usize = 0;
const BOUND: usize = 1;
const FREE: usize = 2;
const REFUSED: usize = 3;

/// The second countermeasure of July 1953. Outcomes: 0 no strike; then of the other side bound and free,
/// each: it agrees, refuses and China falls back, refuses and China insists.
fn clause_2(bound: Odds, free: Odds) -> Tree {
    let mut b = Builder::new(2, 7);
    let strike = b.decision(CHINA, STRIKE, 2);
    let stay = b.outcome(0);
    let chance = b.chance(&[bound, free]);
    b.link(strike, chance);
    b.link(strike, stay);
    for (kind, set) in [BOUND, FREE].into_iter().enumerate() {
        let other = b.decision(OTHER, set, 2);
        let china = b.decision(CHINA, REFUSED, 2);
        let ends: Vec<usize> = (1..=3).map(|end| b.outcome(3 * kind + end)).collect();
        b.link(chance, other);
        b.link(other, ends[0]);
        b.link(other, china);
        b.link(china, ends[1]);
        b.link(china, ends[2]);
    }
    b.root(strike);
    b.build().unwrap()
}

/// China: a new line is best; the line of 17 June without a strike; that line after a strike in vain;
/// a war that goes on is worst. Levels 0 to 3, whatever the other side is.
const CHINA_LEVELS: [u32; 7] = [1, 0, 2, 3, 0, 2, 3];

/// The other side: a war that goes on is always worst, so that "insist" would frighten either kind. The
/// bound kind would rather agree than refuse even if China falls back, because of its quarrel with Rhee;
/// the free kind would rather refuse if China falls back.
const OTHER_WORTH: [i64; 7] = [3, 2, 1, 0, 1, 2, 0];

fn clause_2_payoffs() -> Payoffs {
    let lists = CHINA_LEVELS.iter().zip(OTHER_WORTH);
    let lists = lists.map(|(&level, other)| vec![whole(3 - i64::from(level)), whole(other)]);
    Payoffs::new(2, lists.collect()).unwrap()
}

/// With these ranks and any numbers for them there are exactly two pure equilibria: China falls back, the
/// bound kind agrees and the free kind refuses; or China would insist, both kinds agree, and China never
/// has to. Subgame perfection keeps the second, because China does not see which kind refuses, so that no
/// subgame begins where it would have to insist. No belief makes insisting best.
#[test]
fn clause_2_has_two_equilibria() {
    for (above, strikes) in [(3, 0), (1, 1)] {
        let odds = (Odds::Exact(part(above, 4)), Odds::Exact(part(4 - above, 4)));
        let tree = clause_2(odds.0, odds.1);
        assert_eq!(tree.len(), 13);
        let found = equilibria(&tree, &clause_2_payoffs(), &Context::default()).unwrap();
        let all: Vec<_> = found.iter().map(|one| one.profile.clone()).collect();
        let mut expect = vec![vec![0, 0, 0, 1], vec![strikes, 0, 1, 0]];
        expect.sort();
        assert_eq!(all, expect);
        for one in &found {
            let insists = one.profile[REFUSED] == 1;
            let empty: Vec<usize> = one.empty().collect();
            assert_eq!(empty, if insists { vec![REFUSED] } else { vec![] });
            assert_eq!(one.reached[REFUSED], !insists && strikes == 0);
        }
    }
}

#[test]
fn clause_2_opens_with_the_strike_if() {
    let tree = clause_2(Odds::Unknown, Odds::Unknown);
    let fall_back = |node: usize| match tree.get(node) {
        Some(Node::Decision(FREE)) => 1,
        _ => 0,
    };
    let children = tree.children(0);
    let strike = lottery(&tree, children.start, &CHINA_LEVELS, fall_back).unwrap();
    let stay = lottery(&tree, children.start + 1, &CHINA_LEVELS, fall_back).unwrap();
    let Comparison::Depends(condition) = compare(&strike, &stay).unwrap() else {
        panic!("depends")
    };
    assert_eq!(condition.to_string(), "p > (u2-u3)/(u1-u3)");
    let threshold = condition.threshold().unwrap();
    assert!(threshold.above);
    assert_eq!(threshold.numerator, [whole(0), whole(1), whole(0)]);
    assert_eq!(threshold.denominator, [whole(1), whole(1), whole(0)]);
    let turned = compare(&stay, &strike).unwrap();
    let Comparison::Depends(condition) = turned else { panic!("depends") };
    assert_eq!(condition.to_string(), "p < (u2-u3)/(u1-u3)");
    // If both kinds refuse, the strike is in vain whatever the numbers.
    let vain = lottery(&tree, children.start, &CHINA_LEVELS, |_| 1).unwrap();
    assert_eq!(compare(&vain, &stay), Ok(Comparison::No));
    assert_eq!(compare(&stay, &vain), Ok(Comparison::Yes));
}

#[test]
fn clause_2_insist_is_a_bluff() {
    let tree = clause_2(Odds::Exact(part(3, 4)), Odds::Exact(part(1, 4)));
    let utilities = |party: usize| {
        let payoffs = clause_2_payoffs();
        Preferences::Utilities((0..7).map(|end| payoffs.of(end)[party].clone()).collect())
    };
    let preferences = [utilities(CHINA), utilities(OTHER)];
    let insist = Threat { set: REFUSED, action: 1, instead: 0, target: OTHER };
    let judged = threat(&tree, &preferences, &[0, 0, 1, 0], insist, &Context::default()).unwrap();
    assert_eq!(judged.credibility, Credibility::Empty);
    assert_eq!(judged.margin, Some(whole(1)));
    assert!(judged.effective);
    assert_eq!(judged.class, Class::Bluff);
    let ranks = [Preferences::Ranks(CHINA_LEVELS.to_vec()), utilities(OTHER)];
    let refused = threat(&tree, &ranks, &[0, 0, 1, 0], insist, &Context::default());
    assert_eq!(refused, Err(Refusal::Chance(1)));
}

#[test]
fn what_would_be_carried_out_and_what_a_node_is_worth() {
    let (tree, payoffs) = horse();
    let context = Context::default();
    // Against D and c the third's set is reached on the left: L is worth 2 there and 0 on the right.
    let own = carried(&tree, &payoffs, &[0, 1, 0], 2, 0, &context).unwrap();
    assert_eq!(own.worth, [[whole(2), whole(0)], [whole(0), whole(1)]]);
    assert_eq!(own.margin, whole(1));
    let beliefs = Beliefs::Interval { low: whole(0), high: part(2, 3) };
    assert_eq!(own.credibility, Credibility::Depends(Some(beliefs)));
    assert_eq!(expected(&tree, &payoffs, &[0, 1, 0], 0).unwrap(), [whole(3), whole(3), whole(2)]);
    assert_eq!(carried(&tree, &payoffs, &[0, 1, 0], 2, 2, &context), Err(Refusal::Mismatch));
    assert_eq!(expected(&tree, &payoffs, &[0, 1], 0), Err(Refusal::Mismatch));
}

#[test]
fn a_condition_that_only_asks_that_nothing_is_certain() {
    // The best for sure against the best with chance p, which is not known.
    let mut b = Builder::new(1, 2);
    let root = b.decision(0, 0, 2);
    let chance = b.chance(&[Odds::Unknown, Odds::Unknown]);
    let ends: Vec<usize> = [0, 0, 1].into_iter().map(|end| b.outcome(end)).collect();
    b.link(root, ends[0]);
    b.link(root, chance);
    b.link(chance, ends[1]);
    b.link(chance, ends[2]);
    b.root(root);
    let tree = b.build().unwrap();
    let of = |node: usize| lottery(&tree, node, &[0, 1], |_| 0).unwrap();
    let Comparison::Depends(sure) = compare(&of(1), &of(2)).unwrap() else { panic!("it depends") };
    assert_eq!(sure.unless_certain(), Some(false));
    assert_eq!(compare(&of(2), &of(1)).unwrap(), Comparison::No);
}

/// Selten's horse ("Reexamination of the perfectness concept", 1975): two pure equilibria, (D, c, L) and
/// (C, c, R); there is no proper subgame. In the first the second player's c is best for no belief.
fn horse() -> (Tree, Payoffs) {
    let mut b = Builder::new(3, 5);
    let (one, two) = (b.decision(0, 0, 2), b.decision(1, 1, 2));
    let thirds = [b.decision(2, 2, 2), b.decision(2, 2, 2)];
    let ends: Vec<usize> = (0..5).map(|end| b.outcome(end)).collect();
    for (from, to) in [(one, thirds[0]), (one, two), (two, thirds[1]), (two, ends[0])] {
        b.link(from, to);
    }
    for (place, third) in thirds.into_iter().enumerate() {
        b.link(third, ends[1 + 2 * place]);
        b.link(third, ends[2 + 2 * place]);
    }
    b.root(one);
    let lists = [[1, 1, 1], [3, 3, 2], [0, 0, 0], [4, 4, 0], [0, 0, 1]];
    let lists = lists.map(|list| list.map(whole).to_vec()).to_vec();
    (b.build().unwrap(), Payoffs::new(3, lists).unwrap())
}

#[test]
fn seltens_horse() {
    let (tree, payoffs) = horse();
    let found = equilibria(&tree, &payoffs, &Context::default()).unwrap();
    // Actions: D 0, C 1; d 0, c 1; L 0, R 1.
    let all: Vec<_> = found.iter().map(|one| one.profile.clone()).collect();
    assert_eq!(all, [vec![0, 1, 0], vec![1, 1, 1]]);
    assert_eq!(found[0].rational[1], Rationality::ForNone);
    let beliefs = Beliefs::Interval { low: part(2, 3), high: whole(1) };
    assert_eq!(found[1].rational[2], Rationality::ForSome(beliefs));
    assert_eq!(found[1].empty().count(), 0);
}

#[test]
fn too_many_profiles() {
    let mut b = Builder::new(1, 1);
    let mut last = None;
    for set in 0..70 {
        let node = b.decision(0, set, 2);
        let end = b.outcome(0);
        b.link(node, end);
        match last {
            Some(last) => b.link(last, node),
            None => b.root(node),
        }
        last = Some(node);
    }
    let end = b.outcome(0);
    b.link(last.unwrap(), end);
    let tree = b.build().unwrap();
    let payoffs = Payoffs::new(1, vec![vec![whole(0)]]).unwrap();
    let refused =
        equilibria(&tree, &payoffs, &Context { max_profiles: 1000, ..Context::default() });
    let count = BigUint::from(1_u128 << 70);
    assert_eq!(refused, Err(Refusal::TooManyProfiles { count, limit: 1000 }));
}

/// One party with three nodes in a set that nobody reaches and as many actions: each best at one node, the
/// fourth in between.
#[test]
fn beliefs_over_three_nodes() {
    let check = |middle: Fraction, expect: bool| {
        let mut b = Builder::new(2, 6);
        let (root, end) = (b.decision(0, 0, 4), b.outcome(5));
        b.link(root, end);
        for node in 0..3 {
            let decision = b.decision(1, 1, 4);
            b.link(root, decision);
            for action in 0..4 {
                let end = b.outcome(if action == 3 { 2 } else { usize::from(action == node) });
                b.link(decision, end);
            }
        }
        b.root(root);
        let tree = b.build().unwrap();
        let mut lists = vec![vec![whole(0), whole(0)], vec![whole(0), whole(3)]];
        lists.push(vec![whole(0), middle]);
        lists.extend(vec![vec![whole(9), whole(0)]; 3]);
        let payoffs = Payoffs::new(2, lists).unwrap();
        let found = equilibria(&tree, &payoffs, &Context::default()).unwrap();
        let one = found.iter().find(|one| one.profile == [0, 3]).unwrap();
        match &one.rational[1] {
            Rationality::ForSome(Beliefs::Example(belief)) => {
                assert!(expect);
                assert!(belief.iter().sum::<Fraction>().is_one());
                assert_eq!(*belief, vec![part(1, 3); 3]);
            }
            other => assert!(!expect && *other == Rationality::ForNone, "{other:?}"),
        }
    };
    // At the belief of a third each, what is best is worth 1, and nothing makes it worth less.
    check(whole(1), true);
    check(part(99, 100), false);
}

/// Entry with and without a cost of giving way: with a cost of 2 the fight is credible.
#[test]
fn entry_deterrence() {
    let mut b = Builder::new(2, 3);
    let (enter, fight) = (b.decision(0, 0, 2), b.decision(1, 1, 2));
    let ends: Vec<usize> = (0..3).map(|end| b.outcome(end)).collect();
    for (from, to) in [(enter, ends[0]), (enter, fight), (fight, ends[1]), (fight, ends[2])] {
        b.link(from, to);
    }
    b.root(enter);
    let tree = b.build().unwrap();
    let fights = Threat { set: 1, action: 0, instead: 1, target: 0 };
    let judged = |cost: i64| {
        let utilities = |list: [i64; 3]| Preferences::Utilities(list.map(whole).to_vec());
        let preferences = [utilities([0, -1, 1]), utilities([5, -1, 1 - cost])];
        threat(&tree, &preferences, &[1, 1], fights, &Context::default()).unwrap()
    };
    assert_eq!((judged(0).class, judged(0).margin), (Class::Bluff, Some(whole(2))));
    assert_eq!((judged(2).class, judged(2).margin), (Class::Deters, Some(whole(0))));
    let ranks = [Preferences::Ranks(vec![1, 2, 0]), Preferences::Ranks(vec![0, 2, 1])];
    let judged = threat(&tree, &ranks, &[1, 1], fights, &Context::default()).unwrap();
    assert_eq!((judged.class, judged.margin), (Class::Bluff, None));
    let ranks = [Preferences::Ranks(vec![0, 2, 1]), Preferences::Ranks(vec![0, 2, 1])];
    let judged = threat(&tree, &ranks, &[1, 1], fights, &Context::default()).unwrap();
    assert_eq!(judged.class, Class::Idle);
    let own = Threat { target: 1, ..fights };
    assert_eq!(threat(&tree, &ranks, &[1, 1], own, &Context::default()), Err(Refusal::Mismatch));
}

/// Subgame perfect profiles by definition, with what is settled left as it is.
fn perfect(
    tree: &Tree,
    utility: &[Vec<Fraction>; 2],
    settled: &[Option<usize>],
) -> Vec<Vec<usize>> {
    let members = tree.members();
    let begins = |root: &usize| {
        let inside = below(tree, *root);
        let whole = (0..tree.sets().len()).all(|set| {
            let within = members.of(set).iter().filter(|node| inside.contains(node)).count();
            within == 0 || within == members.of(set).len() || settled[set].is_some()
        });
        let alone = match tree.get(*root).unwrap() {
            Node::Decision(set) => members.of(set).len() == 1 || settled[set].is_some(),
            _ => true,
        };
        *root == 0 || whole && alone
    };
    let roots: Vec<usize> = (0..tree.len()).filter(begins).collect();
    let keeps = |profile: &Vec<usize>| {
        profile
            .iter()
            .zip(settled)
            .all(|(own, settled)| settled.is_none_or(|settled| settled == *own))
    };
    let all: Vec<Vec<usize>> = profiles(tree).into_iter().filter(keeps).collect();
    let stable =
        |profile: &&Vec<usize>| {
            roots.iter().all(|&root| {
                (0..2).all(|party| {
                    let value = expects(tree, profile, &utility[party], root);
                    all.iter().all(|other| {
                        let mixed = tree.sets().iter().enumerate();
                        let mixed = mixed.map(|(place, set)| {
                            if set.party == party { other[place] } else { profile[place] }
                        });
                        expects(tree, &mixed.collect::<Vec<_>>(), &utility[party], root) <= value
                    })
                })
            })
        };
    all.iter().filter(stable).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn against_every_profile(
        sketch in Sketch::any(true, 4, 12),
        keys in prop::collection::vec(0_usize..3, 1..6),
        worth in prop::collection::vec(prop::collection::vec(-2_i64..3, 3), 2),
        wanted in prop::collection::vec(prop::option::weighted(0.4, 0_usize..3), 1..6),
    ) {
        let tree = sketch.with_sets(&mut |count| keys[count % keys.len()]);
        prop_assume!(tree.sets().iter().map(|set| set.actions).product::<usize>() <= 30);
        let utility = [0, 1].map(|party| worth[party].iter().map(|&value| whole(value)).collect::<Vec<_>>());
        let lists = (0..3).map(|end| utility.iter().map(|list| list[end].clone()).collect()).collect();
        let payoffs = Payoffs::new(2, lists).unwrap();
        let found = equilibria(&tree, &payoffs, &Context::default()).unwrap();
        let all: Vec<_> = found.iter().map(|one| one.profile.clone()).collect();
        prop_assert_eq!(all, perfect(&tree, &utility, &vec![None; tree.sets().len()]));
        let settled: Vec<Option<usize>> = tree.sets().iter().enumerate().map(|(place, set)| {
            wanted[place % wanted.len()].filter(|action| *action < set.actions)
        }).collect();
        let given = answers(&tree, &payoffs, &settled, &Context::default()).unwrap();
        let given: Vec<_> = given.into_iter().map(|one| one.profile).collect();
        prop_assert_eq!(given, perfect(&tree, &utility, &settled));
        for one in &found {
            for (party, utility) in utility.iter().enumerate() {
                prop_assert_eq!(&one.value[party], &expects(&tree, &one.profile, utility, 0));
            }
        }
    }

    /// The comparison holds for every utility that is tried, and a condition says when it does.
    #[test]
    fn dominance_against_utilities(
        left in prop::collection::vec(0_i64..4, 4),
        right in prop::collection::vec(0_i64..4, 4),
        unknown in any::<bool>(),
    ) {
        prop_assume!(left.iter().sum::<i64>() > 0 && right.iter().sum::<i64>() > 0);
        let mut b = Builder::new(1, 4);
        let root = b.decision(0, 0, 2);
        for (place, list) in [&left, &right].into_iter().enumerate() {
            let all: i64 = list.iter().sum();
            let odds: Vec<_> = list.iter().map(|&weight| Odds::Exact(part(weight, all))).collect();
            let mut at = root;
            if unknown && place == 0 {
                at = b.chance(&[Odds::Between(part(1, 4), part(3, 4)), Odds::Unknown]);
                b.link(root, at);
            }
            let chance = b.chance(&odds);
            b.link(at, chance);
            for end in 0..4 {
                let end = b.outcome(end);
                b.link(chance, end);
            }
            if unknown && place == 0 {
                let end = b.outcome(1);
                b.link(at, end);
            }
        }
        b.root(root);
        let tree = b.build().unwrap();
        let levels = [0, 1, 2, 3];
        let children = tree.children(0);
        let one = lottery(&tree, children.start, &levels, |_| 0).unwrap();
        let other = lottery(&tree, children.start + 1, &levels, |_| 0).unwrap();
        let verdict = compare(&one, &other).unwrap();
        let (mut wins, mut loses) = (false, false);
        let ends = if unknown { vec![part(1, 4), part(1, 2), part(3, 4)] } else { vec![whole(0)] };
        for p in ends {
            for gaps in 0..64_i64 {
                // Gaps that are small or large, each on its own.
                let gap = |place: usize| if gaps >> (2 * place) & 1 == 1 { part(1, 100_000) } else { whole(1 + (gaps >> (2 * place + 1) & 1)) };
                let worth = [gap(0) + gap(1) + gap(2), gap(1) + gap(2), gap(2), whole(0)];
                let expected = |lottery: &detente_plans::tree::Lottery| -> Fraction {
                    (0..4).map(|level| (&lottery.base[level] + &p * &lottery.slope[level]) * &worth[level]).sum()
                };
                let better = expected(&one) > expected(&other);
                wins |= better;
                loses |= !better;
                if let Comparison::Depends(condition) = &verdict {
                    let sum: Fraction = (0..3).map(|place| (&condition.base[place] + &p * &condition.slope[place]) * gap(place)).sum();
                    prop_assert_eq!(sum > Fraction::zero(), better);
                    if let Some(threshold) = condition.threshold() {
                        let dot = |list: &[Fraction]| -> Fraction { (0..3).map(|place| &list[place] * gap(place)).sum() };
                        let bound = dot(&threshold.numerator) / dot(&threshold.denominator);
                        prop_assert_eq!(if threshold.above { p > bound } else { p < bound }, better);
                    }
                }
            }
        }
        match verdict {
            Comparison::Yes => prop_assert!(wins && !loses),
            Comparison::No => prop_assert!(loses && !wins),
            Comparison::Depends(_) => prop_assert!(wins && loses),
        }
    }
}
