//! What must hold in every model, whatever its meaning.

use std::sync::Arc;

use detente_stability::{
    Concept, Condition, Context, Game, Mover, OptionSpec, PartySet, Pattern, Ranking, StateSet,
    StateSpace, Structure, from_fn, solve, solve_again,
};
use proptest::prelude::*;

use crate::models::{JOINT, PLAIN, Random, SINGLE, random_game, random_ranking};

fn stable(game: &Game, concept: Concept, mover: Mover) -> StateSet {
    solve(game, concept, &Context::default()).unwrap().stable(mover).unwrap().clone()
}

/// Names party `p` as `party[p]` and moves option `k` to `option[k]`.
fn renamed(game: &Game, party: &[usize], option: &[usize]) -> Game {
    let old = game.structure();
    let mut options = old.options().to_vec();
    for (spec, &to) in old.options().iter().zip(option) {
        let owners = spec.owners.iter().map(|p| party[p]).collect();
        options[to] = OptionSpec { owners, ..*spec };
    }
    let structure = Structure::new(old.parties(), options).unwrap();
    let mut states: Vec<u64> = game.space().states().iter().map(|&s| image(s, option)).collect();
    states.sort_unstable();
    let kept = states.clone();
    let elsewhere = from_fn(move |known, yes| {
        (known == u64::MAX || known.count_ones() as usize >= option.len())
            .then(|| kept.binary_search(&yes).is_err())
    });
    let impossible: &[&dyn Condition] = &[&elsewhere];
    let space = StateSpace::enumerate(&structure, impossible, &Context::default()).unwrap();
    assert_eq!(space.states(), states);
    let mut rankings = game.rankings().to_vec();
    for (p, ranking) in game.rankings().iter().enumerate() {
        let mut values = vec![0; space.len()];
        for (at, &state) in game.space().states().iter().enumerate() {
            let to = space.index_of(image(state, option)).unwrap();
            values[to] = i64::from(ranking.ranks()[at]);
        }
        rankings[party[p]] = Ranking::from_values(&values);
    }
    Game::new(Arc::new(structure), Arc::new(space), rankings).unwrap()
}

fn image(state: u64, option: &[usize]) -> u64 {
    option.iter().enumerate().fold(0, |bits, (k, to)| bits | (state >> k & 1) << to)
}

fn shuffled(random: &mut Random, len: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    for at in (1..len).rev() {
        order.swap(at, random.below(at + 1));
    }
    order
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// nash ⇒ symseq ⇒ smr and seq; smr ⇒ gmr; seq ⇒ gmr, for parties and joint sets.
    #[test]
    fn inclusions(seed: u64) {
        let game = random_game(&mut Random(seed), JOINT);
        let within = [
            (Concept::Nash, Concept::SymSeq),
            (Concept::SymSeq, Concept::Smr),
            (Concept::SymSeq, Concept::Seq),
            (Concept::Smr, Concept::Gmr),
            (Concept::Seq, Concept::Gmr),
        ];
        for &mover in game.movers() {
            for (small, large) in within {
                let (small, large) = (stable(&game, small, mover), stable(&game, large, mover));
                prop_assert!(small.is_subset(&large));
            }
        }
    }

    /// With all states feasible and all options reversible, gmr and smr are maximin and minimax.
    #[test]
    fn closed_forms(seed: u64) {
        let game = random_game(&mut Random(seed), PLAIN);
        let states = game.space().len();
        for party in 0..game.structure().parties() {
            let own = game.structure().directions(Mover::Party(party)).take;
            let others = game.structure().all_options() & !own;
            let ranks = game.rankings()[party].ranks();
            let subsets = |mask: u64| (0..states as u64).filter(move |s| s & !mask == 0);
            let rank = |a: u64, b: u64| ranks[(a | b) as usize];
            let maximin = subsets(own)
                .filter_map(|a| subsets(others).map(|b| rank(a, b)).min())
                .max();
            let minimax = subsets(others)
                .filter_map(|b| subsets(own).map(|a| rank(a, b)).max())
                .min();
            let mover = Mover::Party(party);
            let nash = stable(&game, Concept::Nash, mover);
            let (gmr, smr) = (stable(&game, Concept::Gmr, mover), stable(&game, Concept::Smr, mover));
            // A party without options is content everywhere, which the forms do not cover.
            for state in (0..states).filter(|_| own != 0) {
                let here = Some(ranks[state]);
                prop_assert_eq!(gmr.contains(state), here >= maximin);
                prop_assert_eq!(smr.contains(state), nash.contains(state) || here >= minimax);
            }
        }
    }

    /// Which party comes first, and which option, has no meaning.
    #[test]
    fn renaming_changes_nothing(seed: u64) {
        let mut random = Random(seed);
        let game = random_game(&mut random, JOINT);
        let party = shuffled(&mut random, game.structure().parties());
        let option = shuffled(&mut random, game.structure().options().len());
        let other = renamed(&game, &party, &option);
        for concept in Concept::ALL {
            let (Ok(here), Ok(there)) = (
                solve(&game, concept, &Context::default()),
                solve(&other, concept, &Context::default()),
            ) else { continue };
            for (mover, stable) in here.movers() {
                let name: PartySet = mover.members().iter().map(|p| party[p]).collect();
                let mover = match mover {
                    Mover::Party(p) => Mover::Party(party[p]),
                    Mover::Joint(_) => Mover::Joint(name),
                };
                for (at, &state) in game.space().states().iter().enumerate() {
                    let to = other.space().index_of(image(state, &option)).unwrap();
                    prop_assert_eq!(there.stable(mover).unwrap().contains(to), stable.contains(at));
                }
            }
        }
    }

    /// Only the order of values counts.
    #[test]
    fn monotone_changes_of_value_change_nothing(seed: u64) {
        let mut random = Random(seed);
        let ranking = random_ranking(&mut random, 20);
        let stretch = |&rank: &u32| i64::from(rank) * i64::from(rank) * 1_000_000_007 - (1 << 60);
        let values: Vec<i64> = ranking.ranks().iter().map(stretch).collect();
        prop_assert_eq!(&Ranking::from_values(&values), &ranking);
        let groups = ranking.best_first();
        prop_assert_eq!(Ranking::from_best_first(20, &groups), Ok(ranking));
    }

    /// Solving after a change of preference gives what solving afresh gives; under nash, gmr and
    /// smr nobody else is touched.
    #[test]
    fn changed_rankings(seed: u64) {
        let mut random = Random(seed);
        let game = random_game(&mut random, if seed.is_multiple_of(2) { SINGLE } else { JOINT });
        let party = random.below(game.structure().parties());
        let mut values: Vec<i64> =
            game.rankings()[party].ranks().iter().map(|&r| i64::from(r)).collect();
        // Now and then a small change, which others may not notice.
        for _ in 0..=random.below(3) {
            let (one, other) = (random.below(values.len()), random.below(values.len()));
            values.swap(one, other);
        }
        let changed = if random.chance(50) {
            Ranking::from_values(&values)
        } else {
            random_ranking(&mut random, game.space().len())
        };
        let again = game.with_ranking(party, changed.clone()).unwrap();
        let mut rankings = game.rankings().to_vec();
        rankings[party] = changed;
        let structure = Arc::new(game.structure().clone());
        let fresh = Game::new(structure, Arc::new(game.space().clone()), rankings).unwrap();
        for concept in Concept::ALL {
            let solved = |game| solve(game, concept, &Context::default());
            prop_assert_eq!(solved(&again), solved(&fresh));
            let Ok(before) = solved(&game) else { continue };
            let after = solved(&again).unwrap();
            let taken_over = solve_again(&again, &game, &before, &Context::default());
            prop_assert_eq!(taken_over.as_ref(), Ok(&after));
            let from_fresh = solve_again(&fresh, &game, &before, &Context::default());
            prop_assert_eq!(from_fresh.as_ref(), Ok(&after));
            if matches!(concept, Concept::Nash | Concept::Gmr | Concept::Smr) {
                for (mover, stable) in before.movers() {
                    if !mover.members().contains(party) {
                        prop_assert_eq!(Some(stable), after.stable(mover));
                        let kept = taken_over.as_ref().unwrap().stable(mover).unwrap();
                        prop_assert!(std::ptr::eq(stable, kept), "found again: {:?}", mover);
                    }
                }
            }
        }
    }

    /// Any number of statements is compared lexicographically.
    #[test]
    fn statements_are_lexicographic(seed: u64, count in 0_usize..200) {
        let mut random = Random(seed);
        let game = random_game(&mut random, SINGLE);
        let all = game.structure().all_options();
        let patterns: Vec<Pattern> = (0..count)
            .map(|_| Pattern { care: random.next() & random.next() & all, yes: random.next() })
            .collect();
        let statements: Vec<&dyn Condition> = patterns.iter().map(|p| p as &dyn Condition).collect();
        let ranking = Ranking::from_statements(game.space(), &statements);
        let truth = |state: u64| -> Vec<bool> {
            patterns.iter().map(|p| (state ^ p.yes) & p.care == 0).collect()
        };
        let vectors: Vec<Vec<bool>> = game.space().states().iter().map(|&s| truth(s)).collect();
        let mut distinct = vectors.clone();
        distinct.sort();
        distinct.dedup();
        prop_assert_eq!(ranking.levels(), distinct.len());
        for (state, vector) in vectors.iter().enumerate() {
            let rank = distinct.binary_search(vector).unwrap();
            prop_assert_eq!(ranking.ranks()[state] as usize, rank);
        }
    }
}

/// What a change cannot have touched is not found again: it is the same set, not an equal one.
#[test]
fn independent_work_is_not_redone() {
    let structure = Structure::new(3, (0..6).map(|option| OptionSpec::of(option / 2)).collect());
    let structure = Arc::new(structure.unwrap());
    let space = StateSpace::enumerate(&structure, &[], &Context::default()).unwrap();
    let ranked =
        |value: &dyn Fn(i64) -> i64| Ranking::from_values(&(0..64).map(value).collect::<Vec<_>>());
    // The first party has the two lowest options.
    let first = ranked(&|state| state * 5 % 7);
    let elsewhere = ranked(&|state| state * 5 % 7 + 100 * (state >> 2));
    let reversed = ranked(&|state| -(state * 5 % 7));
    let rest = [ranked(&|state| state * 3 % 11), ranked(&|state| state * 7 % 13)];
    let game = Game::new(structure, Arc::new(space), [vec![first], rest.to_vec()].concat());
    let game = game.unwrap();
    for concept in Concept::ALL {
        let before = solve(&game, concept, &Context::default()).unwrap();
        let kept = |ranking: &Ranking| {
            let after = game.with_ranking(0, ranking.clone()).unwrap();
            let after = solve_again(&after, &game, &before, &Context::default()).unwrap();
            let kept =
                |(mover, set): (Mover, &StateSet)| std::ptr::eq(set, after.stable(mover).unwrap());
            before.movers().map(kept).collect::<Vec<_>>()
        };
        let own_answers_only = matches!(concept, Concept::Nash | Concept::Gmr | Concept::Smr);
        assert_eq!(kept(&game.rankings()[0]), [true; 3], "{concept}: nothing has changed");
        assert_eq!(kept(&elsewhere), [false, true, true], "{concept}: no choice of it has changed");
        assert_eq!(kept(&reversed), [false, own_answers_only, own_answers_only], "{concept}");
    }
}

/// The same where states are ranked block by block, also with so many statements that they are taken
/// in several turns.
#[test]
fn statements_are_lexicographic_over_many_states() {
    let context = Context::default();
    let structure = Structure::new(1, vec![OptionSpec::of(0); 12]).unwrap();
    let never = Pattern { care: 0b1_0000_0001, yes: 0b1_0000_0001 };
    for impossible in [&[][..], &[&never as &dyn Condition]] {
        let space = StateSpace::enumerate(&structure, impossible, &context).unwrap();
        let mut random = Random(5);
        for count in [1, 8, 9, 40] {
            let patterns: Vec<Pattern> = (0..count)
                .map(|_| {
                    let care = random.next() & random.next() & random.next() & 0xfff;
                    Pattern { care, yes: random.next() & care }
                })
                .collect();
            let statements: Vec<&dyn Condition> =
                patterns.iter().map(|pattern| pattern as &dyn Condition).collect();
            let truth = |state: u64| -> Vec<bool> {
                patterns.iter().map(|p| (state ^ p.yes) & p.care == 0).collect()
            };
            let vectors: Vec<Vec<bool>> = space.states().iter().map(|&s| truth(s)).collect();
            let mut distinct = vectors.clone();
            distinct.sort();
            distinct.dedup();
            let ranking = Ranking::from_statements(&space, &statements);
            assert_eq!(ranking.levels(), distinct.len());
            for (vector, &rank) in vectors.iter().zip(ranking.ranks()) {
                assert_eq!(distinct.binary_search(vector), Ok(rank as usize));
            }
        }
    }
}
