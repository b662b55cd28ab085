//! Feasible states, limits, refusals, and input that makes no sense.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use detente_stability::{
    Concept, Condition, Context, Game, GameError, Mover, Moves, OptionSpec, PartySet, Pattern,
    Ranking, RankingError, Refusal, RefusalCode, StateSpace, Structure, StructureError, Via,
    from_fn, improvements, moves, over, paths, solve, stable_set, verdict,
};

use crate::models::{PLAIN, Random, SINGLE, plain_game, random_game};

fn free(options: usize) -> Structure {
    Structure::new(1, vec![OptionSpec::of(0); options]).unwrap()
}

fn enumerate(options: usize, impossible: &[&dyn Condition]) -> Result<StateSpace, Refusal> {
    StateSpace::enumerate(&free(options), impossible, &Context::default())
}

#[test]
fn states_are_those_a_scan_finds() {
    let mut random = Random(11);
    for _ in 0..2000 {
        let options = random.below(9);
        let all = (1_u64 << options) - 1;
        let mut conditions: Vec<Box<dyn Condition>> = Vec::new();
        for _ in 0..random.below(5) {
            let (care, yes) = ((random.next() | random.next()) & all, random.next());
            conditions.push(match random.below(3) {
                0 => Box::new(Pattern { care, yes }),
                1 => Box::new(over(care, move |s| s.wrapping_mul(yes | 1) >> 3 & 5 == 0)),
                _ => {
                    Box::new(from_fn(move |known, s| (care & !known == 0).then_some(s & care == 0)))
                }
            });
        }
        let impossible: Vec<&dyn Condition> = conditions.iter().map(AsRef::as_ref).collect();
        let feasible = |s: &u64| impossible.iter().all(|c| c.decide(u64::MAX, *s) != Some(true));
        let expected: Vec<u64> = (0..=all).filter(feasible).collect();
        match enumerate(options, &impossible) {
            Ok(space) => {
                assert_eq!(space.states(), expected);
                for (at, &state) in expected.iter().enumerate() {
                    assert_eq!((space.state(at), space.index_of(state)), (state, Some(at)));
                }
            }
            Err(refusal) => {
                assert_eq!((refusal.code, expected.len()), (RefusalCode::NoState, 0));
            }
        }
    }
}

#[test]
fn too_many_states_are_refused_at_once() {
    let start = Instant::now();
    let refusal = enumerate(60, &[]).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::TooManyStates);
    assert!(refusal.reason.contains("1152921504606846976"), "{refusal}");
    let exclusive = Pattern { care: 0b11, yes: 0b11 };
    let refusal = enumerate(64, &[&exclusive]).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::TooManyStates);
    assert!(start.elapsed() < Duration::from_millis(50), "{:?}", start.elapsed());
}

#[test]
fn conditions_over_everything_are_refused_soon() {
    let start = Instant::now();
    let never = over(u64::MAX, |_| true);
    let context = Context { max_steps: 1_000_000, ..Context::default() };
    let refusal = StateSpace::enumerate(&free(60), &[&never], &context).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::TooMuchWork);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn tight_conditions_let_many_options_through() {
    let not_exactly_one = from_fn(|known, yes: u64| match (yes.count_ones(), known) {
        (2.., _) | (0, u64::MAX) => Some(true),
        (1, u64::MAX) => Some(false),
        _ => None,
    });
    let space = enumerate(64, &[&not_exactly_one]).unwrap();
    assert_eq!(space.len(), 64);
    assert_eq!(space.state(63), 1 << 63);
    // Pairs tied together, far apart: 2^15 states among 2^30.
    let tied: Vec<_> = (0..15)
        .map(|k| over(1 << k | 1 << (k + 15), move |s| s == 1 << k || s == 1 << (k + 15)))
        .collect();
    let tied: Vec<&dyn Condition> = tied.iter().map(|c| c as &dyn Condition).collect();
    assert_eq!(enumerate(30, &tied).unwrap().len(), 1 << 15);
}

#[test]
fn no_options_make_one_state_stable_for_all() {
    let structure = Structure::new(2, Vec::new()).unwrap();
    let space = StateSpace::enumerate(&structure, &[], &Context::default()).unwrap();
    assert_eq!(space.states(), [0]);
    let rankings = vec![Ranking::from_statements(&space, &[]); 2];
    let game = Game::new(Arc::new(structure), Arc::new(space), rankings).unwrap();
    for concept in Concept::ALL {
        let solution = solve(&game, concept, &Context::default()).unwrap();
        assert_eq!(solution.equilibria().len(), 1);
    }
}

#[test]
fn structures_that_cannot_be() {
    let check = |parties, options: &[OptionSpec], expected| {
        assert_eq!(Structure::new(parties, options.to_vec()), Err(expected));
    };
    let option = OptionSpec::of(0);
    check(0, &[], StructureError::Parties(0));
    check(65, &[], StructureError::Parties(65));
    check(1, &[option; 65], StructureError::Options(65));
    let nobody = OptionSpec::joint(PartySet::EMPTY);
    check(1, &[option, nobody], StructureError::NoOwner { option: 1 });
    check(2, &[OptionSpec::of(2)], StructureError::UnknownOwner { option: 0, party: 2 });
}

#[test]
fn lists_that_do_not_rank() {
    let check = |groups: &[Vec<usize>], expected| {
        assert_eq!(Ranking::from_best_first(3, groups), expected);
    };
    check(&[vec![2], vec![], vec![0, 1]], Ok(Ranking::from_values(&[0, 0, 1])));
    check(&[vec![2], vec![0]], Err(RankingError::Missing(1)));
    check(&[vec![2, 0], vec![0, 1]], Err(RankingError::Twice(0)));
    check(&[vec![3]], Err(RankingError::Unknown(3)));
}

#[test]
fn parts_that_do_not_fit() {
    let game = random_game(&mut Random(5), PLAIN);
    let flat = |len: usize| Ranking::from_values(&vec![0; len]);
    let states = game.space().len();
    let parties = game.structure().parties();
    let length = GameError::RankingLength { party: 0, states, ranked: states + 1 };
    assert_eq!(game.with_ranking(0, flat(states + 1)).unwrap_err(), length);
    let missing = game.with_ranking(parties, flat(states)).unwrap_err();
    assert_eq!(missing, GameError::NoParty(parties));
    let (structure, space) = (Arc::new(game.structure().clone()), Arc::new(game.space().clone()));
    let few = Game::new(structure, space.clone(), vec![flat(states)]).unwrap_err();
    assert_eq!(few, GameError::Rankings { parties, rankings: 1 });
    let options = Game::new(Arc::new(free(1)), space, vec![flat(states)]).unwrap_err();
    assert!(matches!(options, GameError::Options { structure: 1, .. }));
}

#[test]
fn questions_about_what_is_not_there() {
    let game = random_game(&mut Random(6), SINGLE);
    let context = Context::default();
    let states = game.space().len();
    for mover in [Mover::Party(9), Mover::Joint(PartySet::one(0)), Mover::Joint(PartySet::EMPTY)] {
        assert!(moves(&game, mover, 0).is_empty() && improvements(&game, mover, 0).is_empty());
        let refused = stable_set(&game, Concept::Seq, mover, &context).unwrap_err();
        assert_eq!(refused.code, RefusalCode::NotInGame);
        let refused = verdict(&game, Concept::Seq, mover, 0, &context).unwrap_err();
        assert_eq!(refused.code, RefusalCode::NotInGame);
    }
    assert!(moves(&game, Mover::Party(0), states).is_empty());
    let refused = verdict(&game, Concept::Seq, Mover::Party(0), states, &context).unwrap_err();
    assert_eq!(refused.code, RefusalCode::NotInGame);
    let refused = paths(&game, states, Via::Moves, &context).unwrap_err();
    assert_eq!(refused.code, RefusalCode::NotInGame);
}

#[test]
fn cancelling_is_an_answer() {
    let cancel = AtomicBool::new(true);
    let context = Context { cancel: Some(&cancel), ..Context::default() };
    let cancelled = |code: RefusalCode| assert_eq!(code, RefusalCode::Cancelled);
    cancelled(StateSpace::enumerate(&free(3), &[], &context).unwrap_err().code);
    let game = random_game(&mut Random(8), PLAIN);
    for concept in Concept::ALL {
        cancelled(solve(&game, concept, &context).unwrap_err().code);
    }
    cancelled(paths(&game, 0, Via::Moves, &context).unwrap_err().code);
}

#[test]
fn very_many_one_way_options_of_one_party_are_refused() {
    let solved = |options: usize, impossible: &[&dyn Condition]| {
        let structure =
            Structure::new(1, vec![OptionSpec::of(0).moves(Moves::Once); options]).unwrap();
        let space = StateSpace::enumerate(&structure, impossible, &Context::default()).unwrap();
        let ranking = Ranking::from_statements(&space, &[&Pattern::taken(0)]);
        let game = Game::new(Arc::new(structure), Arc::new(space), vec![ranking]).unwrap();
        solve(&game, Concept::Smr, &Context::default())
            .map(|solution| solution.equilibria().len())
            .map_err(|refusal| refusal.code)
    };
    assert_eq!(solved(14, &[]), Ok(1 << 13));
    let all = Pattern { care: (1 << 17) - 1, yes: u64::MAX };
    assert_eq!(solved(17, &[&all]), Err(RefusalCode::TooMuchWork));
}

#[test]
fn simultaneous_stability_keeps_to_its_budget() {
    let rankings =
        (0..4).map(|p| Ranking::from_values(&(0..256).map(|s| s >> p & 1).collect::<Vec<_>>()));
    let game = plain_game(4, &[0, 1, 2, 3, 0, 1, 2, 3], rankings.collect());
    let context = Context { max_steps: 10, ..Context::default() };
    let refusal = solve(&game, Concept::Sim, &context).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::TooMuchWork);
}

#[test]
fn names_of_concepts() {
    for concept in Concept::ALL {
        assert_eq!(concept.name().parse(), Ok(concept));
    }
    let error = "sseq".parse::<Concept>().unwrap_err().to_string();
    assert_eq!(error, "no solution concept \"sseq\"; there are nash, gmr, smr, seq, symseq, sim");
}
