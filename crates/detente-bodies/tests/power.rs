//! Measures of power against published figures and a reference that goes through every set.

use detente_bodies::{
    Context, Exactness, Method, Rule, Splits, Vote, minimal, minimal_winning, power, splits,
    ternary_power, union_power,
};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use proptest::prelude::*;

fn fraction(above: i64, below: i64) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

fn factorial(n: usize) -> i64 {
    (1..=n as i64).product()
}

fn limits() -> Context<'static> {
    Context::default()
}

fn security_council() -> Rule {
    let veto = Rule::weighted(5, &[[1; 5].as_slice(), &[0; 10]].concat()).expect("a rule");
    let nine = Rule::weighted(9, &[1; 15]).expect("a rule");
    Rule::all_of(&[veto, nine]).expect("a rule")
}

#[test]
fn the_security_council() {
    let found = power(&security_council(), &limits()).expect("it is small");
    assert_eq!(found.each[0].shapley.to_string(), "421/2145");
    assert_eq!(found.each[14].shapley.to_string(), "4/2145");
    assert_eq!(found.each[0].swings, Some(BigUint::from(848_u32)));
    assert_eq!(found.each[14].swings, Some(BigUint::from(84_u32)));
    assert_eq!(found.winning, Some(BigUint::from(848_u32)));
    assert!(found.each[4].veto && !found.each[5].veto);
    let least = minimal(&security_council(), &limits()).expect("it is small");
    assert_eq!((least.sets, least.sizes), (BigUint::from(210_u32), Some((9, 9))));
    assert!(least.improper.is_none() && least.stuck.is_some());
    // Any veto player blocks, and so do seven of the others.
    assert_eq!(least.blocking, BigUint::from(5_u32 + 120));
}

/// The council of 1958 and others whose indices are in the textbooks (Felsenthal, Machover 1998).
#[test]
fn textbook_games() {
    let shares = |rule: &Rule| -> Vec<String> {
        power(rule, &limits())
            .expect("small")
            .each
            .iter()
            .map(|voter| voter.shapley.to_string())
            .collect()
    };
    let council = Rule::weighted(12, &[4, 4, 4, 2, 2, 1]).expect("a rule");
    assert_eq!(shares(&council), ["7/30", "7/30", "7/30", "3/20", "3/20", "0"]);
    let banzhaf: Vec<String> = power(&council, &limits())
        .expect("small")
        .each
        .iter()
        .map(|voter| voter.banzhaf_share.as_ref().expect("swings").to_string())
        .collect();
    assert_eq!(banzhaf, ["5/21", "5/21", "5/21", "1/7", "1/7", "0"]);
    let three = Rule::weighted(51, &[50, 49, 1]).expect("a rule");
    assert_eq!(shares(&three), ["2/3", "1/6", "1/6"]);
    let dictator =
        power(&Rule::weighted(3, &[3, 1, 1]).expect("a rule"), &limits()).expect("small");
    assert!(dictator.each[0].dictator() && dictator.each[1].dummy);
}

/// States, electoral votes from 2024 to 2028: 538, of which 270 elect.
const ELECTORS: [i64; 51] = [
    54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12, 11, 11, 11, 11, 10, 10, 10, 10, 10, 9, 9,
    8, 8, 8, 7, 7, 6, 6, 6, 6, 6, 6, 5, 5, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3,
];

#[test]
fn the_electoral_college_is_exact() {
    assert_eq!(ELECTORS.iter().sum::<i64>(), 538);
    let rule = Rule::weighted(270, &ELECTORS).expect("a rule");
    let found = power(&rule, &limits()).expect("it fits");
    assert_eq!(found.how.method, Method::Weights);
    // Orders have one pivot each.
    let all: BigRational =
        found.each.iter().map(|voter| voter.shapley.exact.clone().expect("exact")).sum();
    assert_eq!(all, fraction(1, 1));
    // The game and its dual share their swings: a majority of 269 blocks.
    let dual = power(&Rule::weighted(269, &ELECTORS).expect("a rule"), &limits()).expect("it fits");
    let both = found.winning.clone().zip(dual.winning.clone()).map(|(a, b)| a + b);
    assert_eq!(both, Some(BigUint::from(1_u64 << 51)));
    for (voter, other) in found.each.iter().zip(&dual.each) {
        assert_eq!(voter.swings, other.swings);
        assert_eq!(voter.shapley, other.shapley);
    }
    // Florida's 30 votes in the count by weights: a reference of another kind.
    let (mut sums, quota) = (vec![0_u64; 539], 270);
    sums[0] = 1;
    for &votes in
        ELECTORS.iter().enumerate().filter(|(state, _)| *state != 2).map(|(_, votes)| votes)
    {
        let votes = usize::try_from(votes).expect("votes");
        for at in (votes..539).rev() {
            sums[at] += sums[at - votes];
        }
    }
    let swings: u64 = sums[quota - 30..quota].iter().sum();
    assert_eq!(found.each[2].swings, Some(BigUint::from(swings)));
}

/// Populations of 2019 in tens of thousands; 55 per cent of states with 65 per cent of people, or all but
/// three.
const PEOPLE: [i64; 28] = [
    8312, 6744, 6779, 5897, 4895, 3784, 1919, 1761, 1157, 1038, 1057, 1075, 1037, 973, 893, 692,
    583, 553, 542, 501, 404, 280, 211, 192, 133, 90, 63, 52,
];

fn council_of_the_union(people: &[i64]) -> Rule {
    let n = people.len() as i64;
    let total: i64 = people.iter().sum();
    let states = Rule::weighted((11 * n + 19) / 20, &vec![1; people.len()]).expect("a rule");
    let heads = Rule::weighted((65 * total + 99) / 100, people).expect("a rule");
    let both = Rule::all_of(&[states, heads]).expect("a rule");
    let all_but_three = Rule::weighted(n - 3, &vec![1; people.len()]).expect("a rule");
    Rule::any_of(&[both, all_but_three]).expect("a rule")
}

#[test]
fn the_council_of_the_union_is_exact() {
    let without: Vec<i64> = PEOPLE.iter().copied().filter(|people| *people != 6779).collect();
    for people in [&PEOPLE[..], &without] {
        let rule = council_of_the_union(people);
        let found = power(&rule, &limits()).expect("it fits");
        assert_eq!(found.how.method, Method::Diagram);
        let all: BigRational =
            found.each.iter().map(|voter| voter.shapley.exact.clone().expect("exact")).sum();
        assert_eq!(all, fraction(1, 1));
        assert!(found.each.windows(2).filter(|pair| pair[0].swings < pair[1].swings).count() <= 3);
    }
    // On the first sixteen the diagram and the truth table agree.
    let rule = council_of_the_union(&PEOPLE[..16]);
    let table = power(&rule, &limits()).expect("it fits");
    assert_eq!(table.how.method, Method::Types);
}

#[test]
fn power_with_abstention() {
    // Permanent members block by a no; nine must say yes.
    let body = detente_bodies::Body::new((0..15).map(|n| format!("m{n}"))).expect("a body");
    let body = body.with_group("P", &["m0", "m1", "m2", "m3", "m4"]).expect("a group");
    let (text, faults) = detente_expr::parse("yes(ALL) >= 9 and no(P) == 0");
    assert!(faults.is_empty());
    let rule = Rule::compile(&text, &body).expect("it compiles");
    assert!(rule.passes(&[vec![Vote::Abstain; 5], vec![Vote::Yes; 9], vec![Vote::No]].concat()));
    let found = ternary_power(&rule, &limits()).expect("it fits");
    // Felsenthal and Machover (1998, table 8.2.8): .0038 for the others' Shapley–Shubik and more than that
    // of the binary game for the permanent members together.
    let permanent: f64 = found.shapley[0].approx;
    let other: f64 = found.shapley[14].approx;
    assert!((5.0 * permanent + 10.0 * other - 1.0).abs() < 1e-12);
    assert!(found.banzhaf[0].approx > found.banzhaf[14].approx);
}

#[test]
fn rules_that_are_not_monotone_are_refused_with_the_votes() {
    let body = detente_bodies::Body::new(["a", "b", "c"]).expect("a body");
    let (text, _) = detente_expr::parse("yes(ALL) == 2");
    let rule = Rule::compile(&text, &body).expect("it compiles");
    let refused = power(&rule, &limits()).expect_err("it is not monotone");
    let shown = refused.reversal.expect("the votes");
    let mut votes = shown.votes.clone();
    assert!(rule.passes(&votes));
    votes[shown.voter] = shown.raised;
    assert!(!rule.passes(&votes));
    let rule = Rule::weighted(1 << 61, &vec![(1 << 55) + 12345; 90]).expect("a rule");
    assert!(power(&rule, &limits()).is_ok(), "one kind");
    let many: Vec<i64> = (0..120).map(|n| 1_000_003 + n * n * 7919).collect();
    let half = many.iter().sum::<i64>() / 2;
    let few = Context { max_nodes: 1000, max_bytes: 1 << 20, samples: 0, ..limits() };
    let rule = Rule::weighted(half, &many).expect("a rule");
    let refused = power(&rule, &few).expect_err("too large");
    assert!(refused.to_string().contains("more than 1000 nodes"), "{refused}");
    let many: Vec<i64> = (0..120).map(|n| 1_003 + n * n * 7).collect();
    let rule = Rule::weighted(many.iter().sum::<i64>() / 2, &many).expect("a rule");
    // Random draws are labelled, the same on any number of threads, and within their bound.
    let draws =
        |threads| power(&rule, &Context { samples: 20_000, threads, ..few }).expect("drawn");
    let (one, three) = (draws(1), draws(3));
    assert_eq!(one, three);
    let Exactness::Sampled { n, bound, .. } = one.how.exactness else { panic!("{:?}", one.how) };
    assert!(n >= 20_000 && bound < 0.02);
    let exact = power(&rule, &limits()).expect("it fits");
    assert_eq!(exact.ordering.method, Method::Quadrature);
    for (own, other) in one.each.iter().zip(&exact.each) {
        assert!((own.shapley.approx - other.shapley.approx).abs() <= bound);
        assert!((own.banzhaf.approx - other.banzhaf.approx).abs() <= bound);
    }
    let sum: f64 = exact.each.iter().map(|voter| voter.shapley.approx).sum();
    assert!((sum - 1.0).abs() < 1e-11 && exact.ordering.exactness.bound() < 1e-12);
}

#[test]
fn splits_of_large_bodies_are_counted() {
    let council = council_of_the_union(&PEOPLE);
    let found = splits(&council, &limits()).expect("it fits");
    assert!(found.proper() && !found.strong());
    // Of an even number of electors a tie is possible.
    let college = splits(&Rule::weighted(270, &ELECTORS).expect("a rule"), &limits());
    let college = college.expect("it fits");
    assert!(college.proper() && !college.strong());
}

#[test]
fn a_paradox_of_new_members_gives_more_power_to_an_old_one() {
    // Brams and Affuso 1976: Luxembourg was a dummy among six and not among nine.
    let six = power(&Rule::weighted(12, &[4, 4, 4, 2, 2, 1]).expect("a rule"), &limits());
    let nine = Rule::weighted(41, &[10, 10, 10, 5, 5, 2, 10, 3, 3]).expect("a rule");
    let nine = power(&nine, &limits()).expect("small");
    assert!(six.expect("small").each[5].dummy);
    assert!(!nine.each[5].dummy);
}

#[test]
fn the_paradox_of_size_punishes_a_union() {
    // Brams 1975: two members of three under unanimity have less together than apart.
    let apart = power(&Rule::weighted(3, &[1, 1, 1]).expect("a rule"), &limits()).expect("small");
    let joined = power(&Rule::weighted(3, &[2, 1]).expect("a rule"), &limits()).expect("small");
    assert_eq!(joined.each[0].shapley.to_string(), "1/2");
    assert_eq!(apart.each[0].shapley.to_string(), "1/3");
}

#[test]
fn the_paradox_of_redistribution_takes_power_from_who_gains_weight() {
    // Fischer and Schotter 1978: with a quota of 70, from (55, 35, 10) to (50, 25, 25) the first loses
    // weight and gains power.
    let before = power(&Rule::weighted(70, &[55, 35, 10]).expect("a rule"), &limits());
    let after = power(&Rule::weighted(70, &[50, 25, 25]).expect("a rule"), &limits());
    let (before, after) = (before.expect("small"), after.expect("small"));
    assert_eq!(before.each[0].shapley.to_string(), "1/2");
    assert_eq!(after.each[0].shapley.to_string(), "2/3");
}

/// A random monotone rule as a table: the sets that contain one of a few.
fn games() -> impl Strategy<Value = (usize, Vec<u64>)> {
    (1_usize..=6)
        .prop_flat_map(|members| (Just(members), prop::collection::vec(1_u64..1 << members, 1..5)))
}

fn rule_of(members: usize, sets: &[u64]) -> Rule {
    let sets: Vec<Vec<usize>> =
        sets.iter().map(|set| (0..members).filter(|&m| set >> m & 1 == 1).collect()).collect();
    Rule::from_winning_sets(members, &sets).expect("a rule")
}

proptest! {
    #[test]
    fn every_measure_equals_its_definition((n, sets) in games()) {
        let rule = rule_of(n, &sets);
        let wins = |set: u64| sets.iter().any(|least| set & least == *least);
        let all = (1_u64 << n) - 1;
        let found = power(&rule, &limits()).expect("small");
        let winning: Vec<u64> = (0..=all).filter(|&set| wins(set)).collect();
        prop_assert_eq!(&found.winning, &Some(BigUint::from(winning.len())));
        let critical = |set: u64| -> Vec<usize> { (0..n).filter(|&m| set >> m & 1 == 1 && !wins(set & !(1 << m))).collect() };
        let least: Vec<u64> = winning.iter().copied().filter(|&set| critical(set).len() == set.count_ones() as usize).collect();
        let detail = minimal(&rule, &limits()).expect("small");
        prop_assert_eq!(&detail.sets, &BigUint::from(least.len()));
        let blocking = (0..=all).filter(|&set| {
            let blocks = |set: u64| winning.iter().all(|other| other & set != 0);
            blocks(set) && (0..n).all(|m| set >> m & 1 == 0 || !blocks(set & !(1 << m)))
        });
        prop_assert_eq!(&detail.blocking, &BigUint::from(blocking.count()));
        let as_masks = |sets: Option<Vec<Vec<usize>>>| -> Vec<u64> {
            let masks = sets.expect("few").into_iter().map(|set| set.iter().fold(0, |mask, m| mask | 1 << m));
            let mut masks: Vec<u64> = masks.collect();
            masks.sort_unstable();
            masks
        };
        prop_assert_eq!(as_masks(minimal_winning(&rule, 1000, &limits()).expect("small")), least.clone());
        let dual = rule.dual().expect("small");
        for set in 0..=all {
            prop_assert_eq!(dual.passes_mask(set), !rule.passes_mask(all & !set));
        }
        let blocks = |set: u64| winning.iter().all(|other| other & set != 0);
        let stops: Vec<u64> = (0..=all).filter(|&set| blocks(set) && (0..n).all(|m| set >> m & 1 == 0 || !blocks(set & !(1 << m)))).collect();
        prop_assert_eq!(as_masks(minimal_winning(&dual, 1000, &limits()).expect("small")), stops);
        let split = splits(&rule, &limits()).expect("small");
        let halves = (0..=all / 2).collect::<Vec<u64>>();
        let conflicts = halves.iter().filter(|&&set| wins(set) && wins(all & !set)).count();
        let deadlocks = halves.iter().filter(|&&set| !wins(set) && !wins(all & !set)).count();
        let every = BigUint::from(halves.len());
        prop_assert_eq!(split, Splits { conflicts: conflicts.into(), deadlocks: deadlocks.into(), all: every });
        prop_assert_eq!(detail.improper.is_some(), (0..=all).any(|set| wins(set) && wins(all & !set)));
        prop_assert_eq!(detail.stuck.is_some(), (0..=all).any(|set| !wins(set) && !wins(all & !set)));
        let good: i64 = least.iter().map(|set| i64::from(set.count_ones())).sum();
        let crit: i64 = winning.iter().filter(|set| !critical(**set).is_empty()).count() as i64;
        for member in 0..n {
            let own = &found.each[member];
            let swings: Vec<u64> = winning.iter().copied().filter(|&set| critical(set).contains(&member)).collect();
            prop_assert_eq!(&own.swings, &Some(BigUint::from(swings.len())));
            // Satisfaction and luck from their definitions, over all ways of voting.
            let agree = (0..=all).filter(|&set| wins(set) == (set >> member & 1 == 1)).count() as i64;
            prop_assert_eq!(own.satisfaction.exact.as_ref(), Some(&fraction(agree, 1 << n)));
            let decides = fraction(swings.len() as i64, 1 << (n - 1));
            prop_assert_eq!(own.luck.exact.clone(), Some(fraction(agree, 1 << n) - decides));
            prop_assert_eq!(own.passer, wins(1 << member));
            let shapley: BigRational = swings.iter().map(|set| {
                let size = set.count_ones() as usize;
                fraction(factorial(size - 1) * factorial(n - size), factorial(n))
            }).sum();
            prop_assert_eq!(own.shapley.exact.as_ref(), Some(&shapley));
            prop_assert_eq!(own.veto, winning.iter().all(|set| set >> member & 1 == 1));
            prop_assert_eq!(own.dummy, swings.is_empty());
            prop_assert_eq!(own.dictator(), (0..=all).all(|set| wins(set) == (set >> member & 1 == 1)));
            let inside = |set: &&u64| *set >> member & 1 == 1;
            let packel: BigRational = least.iter().filter(inside).map(|set| fraction(1, i64::from(set.count_ones()) * least.len() as i64)).sum();
            prop_assert_eq!(detail.deegan_packel[member].exact.as_ref(), Some(&packel));
            prop_assert_eq!(detail.holler_packel[member].exact.as_ref(), Some(&fraction(least.iter().filter(inside).count() as i64, good)));
            let johnston: BigRational = swings.iter().map(|&set| fraction(1, critical(set).len() as i64 * crit)).sum();
            prop_assert_eq!(detail.johnston[member].exact.as_ref(), Some(&johnston));
        }
    }

    /// The ways of counting agree: kinds, truth table, diagram.
    #[test]
    fn every_method_gives_the_same(quota in 1_i64..60, weights in prop::collection::vec(0_i64..12, 21..24), heads in 1_i64..16) {
        let n = weights.len();
        let both = Rule::all_of(&[Rule::weighted(quota, &weights).expect("a rule"), Rule::weighted(heads, &vec![1; n]).expect("a rule")]).expect("a rule");
        let first = power(&both, &limits()).expect("it fits");
        // The same rule, all voters told apart by a part that passes whenever anybody says yes.
        let anybody = Rule::weighted(1, &(0..n as i64).map(|m| 1 << m).collect::<Vec<i64>>()).expect("a rule");
        let apart = Rule::all_of(&[both, anybody]).expect("a rule");
        let second = power(&apart, &limits()).expect("it fits");
        let third = power(&apart, &Context { max_table: 0, ..limits() }).expect("it fits");
        prop_assert_eq!((second.how.method, third.how.method), (Method::Table, Method::Diagram));
        for other in [second, third] {
            prop_assert_eq!(&first.winning, &other.winning);
            for (a, b) in first.each.iter().zip(&other.each) {
                prop_assert_eq!(&a.swings, &b.swings);
                prop_assert_eq!(&a.shapley, &b.shapley);
            }
        }
    }

    #[test]
    fn unions_equal_their_definition((n, sets) in games(), of in prop::collection::vec(0_usize..3, 6)) {
        let rule = rule_of(n, &sets);
        let unions = &of[..n];
        let found = union_power(&rule, unions, &limits()).expect("small");
        let wins = |set: u64| sets.iter().any(|least| set & least == *least);
        // Every order in which unions stay together.
        let mut owen = vec![0_i64; n];
        let mut orders = 0_i64;
        let mut members: Vec<usize> = (0..n).collect();
        permute(&mut members, 0, &mut |order| {
            let mut seen: Vec<usize> = order.iter().map(|&m| unions[m]).collect();
            seen.dedup();
            let mut distinct = seen.clone();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() < seen.len() {
                return;
            }
            orders += 1;
            let mut set = 0_u64;
            for &member in order {
                if !wins(set) && wins(set | 1 << member) {
                    owen[member] += 1;
                }
                set |= 1 << member;
            }
        });
        for (value, decided) in found.owen.iter().zip(owen) {
            prop_assert_eq!(value.exact.as_ref(), Some(&fraction(decided, orders)));
        }
    }

    /// Every roll-call of every order and every vote.
    #[test]
    fn abstention_equals_its_definition(n in 1_usize..=4, quota in 1_i64..10, weights in prop::collection::vec(0_i64..4, 4), block in 0_u64..16) {
        // A vote is worth its weight, an abstention one less than nothing is lost: those in `block` block
        // by a no and not by abstaining.
        let names: Vec<String> = (0..n).map(|m| format!("m{m}")).collect();
        let blockers: Vec<&str> = (0..n).filter(|m| block >> m & 1 == 1).map(|m| names[m].as_str()).collect();
        let mut body = detente_bodies::Body::new(names.clone()).expect("a body").with_weights("w", &weights[..n]).expect("weights");
        let mut text = format!("weight(w) >= {quota}");
        if !blockers.is_empty() {
            body = body.with_group("B", &blockers).expect("a group");
            text.push_str(" and no(B) == 0");
        }
        let rule = Rule::compile(&detente_expr::parse(&text).0, &body).expect("it compiles");
        let found = ternary_power(&rule, &limits()).expect("small");
        let votes = [Vote::No, Vote::Abstain, Vote::Yes];
        let divisions: Vec<Vec<Vote>> = (0..3_usize.pow(n as u32)).map(|code| (0..n).map(|m| votes[code / 3_usize.pow(m as u32) % 3]).collect()).collect();
        prop_assert_eq!(&found.passing, &BigUint::from(divisions.iter().filter(|votes| rule.passes(votes)).count()));
        let mut settled = vec![0_i64; n];
        let mut calls = 0_i64;
        for division in &divisions {
            let mut members: Vec<usize> = (0..n).collect();
            permute(&mut members, 0, &mut |order| {
                calls += 1;
                let outcome = |called: usize, rest: Vote| {
                    let mut votes = vec![rest; n];
                    order[..called].iter().for_each(|&m| votes[m] = division[m]);
                    rule.passes(&votes)
                };
                let open = |called: usize| outcome(called, Vote::No) != outcome(called, Vote::Yes);
                if let Some(at) = (0..n).find(|&at| open(at) && !open(at + 1)) {
                    settled[order[at]] += 1;
                }
            });
        }
        for member in 0..n {
            let decides = divisions.iter().filter(|division| division[member] == Vote::No).filter(|division| {
                let mut with = (*division).clone();
                with[member] = Vote::Yes;
                !rule.passes(division) && rule.passes(&with)
            });
            prop_assert_eq!(found.banzhaf[member].exact.as_ref(), Some(&fraction(decides.count() as i64, 3_i64.pow(n as u32 - 1))));
            prop_assert_eq!(found.shapley[member].exact.as_ref(), Some(&fraction(settled[member], calls)));
        }
    }
}

fn permute(list: &mut Vec<usize>, at: usize, visit: &mut dyn FnMut(&[usize])) {
    if at == list.len() {
        visit(list);
        return;
    }
    for next in at..list.len() {
        list.swap(at, next);
        permute(list, at + 1, visit);
        list.swap(at, next);
    }
}
