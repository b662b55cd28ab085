//! What a run must not depend on, and what must come of the plainest scenarios.

use detente_bargain::{
    Context, Detail, Election, Issue, Random, Scenario, SpatialOptions, SpatialParty, SpatialRun,
    Stopped, Transition, VoteRule, spatial,
};

fn parties(seed: u64, count: usize) -> Vec<SpatialParty> {
    let mut random = Random::stream(seed, &[]);
    (0..count)
        .map(|_| SpatialParty {
            capability: 1.0 + 99.0 * random.unit(),
            position: vec![random.unit(), random.unit()],
            ideal: None,
            salience: vec![0.1 + 0.3 * random.unit(), 0.1 + 0.3 * random.unit()],
        })
        .collect()
}

fn run(parties: &[SpatialParty], options: &SpatialOptions, threads: usize) -> SpatialRun {
    let scenario = Scenario::new(parties[0].position.len(), parties).expect("a scenario");
    let context = Context { threads, ..Context::default() };
    spatial(&scenario, options, &context).expect("a run")
}

fn two_turns(vote: VoteRule) -> SpatialOptions {
    SpatialOptions { vote, max_turns: 2, ..SpatialOptions::default() }
}

#[test]
fn only_the_ratios_of_capabilities_matter() {
    for seed in 0..20 {
        let list = parties(seed, 7);
        let mut scaled = list.clone();
        scaled.iter_mut().for_each(|party| party.capability *= 1024.0);
        for &vote in VoteRule::ALL {
            let (first, second) =
                (run(&list, &two_turns(vote), 1), run(&scaled, &two_turns(vote), 1));
            // What a coalition has unaided is not scaled, so this does not hold to the last digit.
            for (a, b) in first.states[0].winning.iter().zip(&second.states[0].winning) {
                assert!((a - b).abs() < 1e-4, "seed {seed}, {vote}: {a} {b}");
            }
            for (a, b) in first.states[1].positions.iter().zip(&second.states[1].positions) {
                assert!((a - b).abs() < 2e-4, "seed {seed}, {vote}: {a} {b}");
            }
        }
    }
}

#[test]
fn the_order_of_parties_does_not_matter() {
    for seed in 0..30 {
        let list = parties(seed, 6);
        // Party at of the first list is party (5·at + 3) mod 6 of the second.
        let mut moved = list.clone();
        (0..6).for_each(|at| moved[(5 * at + 3) % 6] = list[at].clone());
        // KTAB's asymmetric rule counts gains of the later of two options less, so it is left out.
        for &vote in VoteRule::ALL.iter().filter(|&&rule| rule != VoteRule::AsymmetricProspect) {
            let (first, second) =
                (run(&list, &two_turns(vote), 1), run(&moved, &two_turns(vote), 1));
            for at in 0..6 {
                let other = (5 * at + 3) % 6;
                let (a, b) = (&first.states[1], &second.states[1]);
                assert!((a.winning[at] - b.winning[other]).abs() < 1e-9, "seed {seed}, {vote}");
                for k in 0..2 {
                    let (a, b) = (a.positions[2 * at + k], b.positions[2 * other + k]);
                    assert!((a - b).abs() < 1e-9, "seed {seed}, {vote}, party {at}: {a} {b}");
                }
            }
        }
    }
}

#[test]
fn a_stochastic_run_is_the_same_for_a_seed_on_any_number_of_threads() {
    let list = parties(5, 60);
    let options = |seed| SpatialOptions {
        transition: Transition::Stochastic { seed },
        min_turns: 3,
        max_turns: 3,
        ..SpatialOptions::default()
    };
    let first = run(&list, &options(11), 1);
    for threads in [2, 3, 0] {
        assert_eq!(first, run(&list, &options(11), threads));
    }
    assert_ne!(first.last(), run(&list, &options(12), 1).last());
}

#[test]
fn what_is_kept_changes_nothing_else() {
    let list = parties(9, 10);
    let all = run(&list, &SpatialOptions::default(), 1);
    let few = SpatialOptions { detail: Detail::Turns, ..SpatialOptions::default() };
    let few = run(&list, &few, 1);
    assert_eq!(all.states, few.states);
    assert!(few.turns.iter().all(|turn| turn.challenges.is_empty() && turn.moves.is_empty()));
    for turn in &all.turns {
        for chosen in &turn.moves {
            let sum: f64 = chosen.queue.iter().map(|queued| queued.probability).sum();
            assert!((sum - 1.0).abs() < 1e-9);
            assert_eq!(chosen.queue.iter().filter(|queued| queued.bargain.is_none()).count(), 1);
        }
        for made in &turn.challenges {
            let (pro, contra) = made.votes.iter().fold((1e-10, 1e-10), |(pro, contra), cast| {
                (pro + cast.vote.max(0.0), contra - cast.vote.min(0.0))
            });
            assert!((made.probability - pro / (pro + contra)).abs() < 1e-12);
            assert!(made.considered.iter().any(|other| other.target == made.target));
        }
    }
}

/// One party, and parties that agree, have nothing to move for.
#[test]
fn where_nobody_disagrees_nobody_moves() {
    for count in [1, 2, 5] {
        let mut list = parties(3, count);
        list.iter_mut().for_each(|party| party.position = vec![0.25, 0.75]);
        for &election in Election::ALL {
            let run = run(&list, &SpatialOptions { election, ..SpatialOptions::default() }, 1);
            assert_eq!((run.turns.len(), run.stopped), (2, Stopped::Settled));
            let last = run.last().expect("a state");
            assert_eq!(last.positions, [0.25, 0.75].repeat(count));
            assert!(last.risk.iter().all(|&risk| risk == 0.0));
            assert!((last.winning.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}

/// Two parties, worked by hand. One dimension, saliences ½, capabilities 3 and 1, positions 0 and 1:
/// C₀₁ = 3, C₁₀ = 1, so p = ¾ and ¼, attitudes 1 and −½. Party 0 gains from a challenge by
/// ½·2 + ½·¾·2 − 1 = ¾. The bargain weighs (½·¾)² against (½·¼)²: 9 to 1.
#[test]
fn two_parties_meet_where_the_hand_finds() {
    let party = |position, capability| SpatialParty {
        capability,
        position: vec![position],
        ideal: None,
        salience: vec![0.5],
    };
    let options = SpatialOptions { max_turns: 1, ..SpatialOptions::default() };
    let run = run(&[party(0.0, 3.0), party(1.0, 1.0)], &options, 1);
    let start = &run.states[0];
    for (found, expected) in start.winning.iter().chain(&start.risk).zip([0.75, 0.25, 1.0, -0.5]) {
        assert!((found - expected).abs() < 1e-7, "{found} instead of {expected}");
    }
    let challenge = &run.turns[0].challenges[0];
    assert!((challenge.probability - 0.75).abs() < 1e-9 && (challenge.gain - 0.75).abs() < 1e-9);
    assert_eq!(run.turns[0].bargains[0].initiator_to, [0.1]);
    assert_eq!(run.turns[0].bargains[0].receiver_to, [0.1]);
    assert_eq!((start.means[0], start.medians[0]), (0.25, 0.0));
}

#[test]
fn an_issue_makes_a_scenario_of_who_has_weight() {
    let issue =
        Issue::of(&[(10.0, 40.0, 2.0), (30.0, 0.0, 2.0), (20.0, 100.0, 1.0)]).expect("known");
    let (scenario, numbers, left_out) =
        Scenario::from_issue(&issue, (10.0, 30.0), 100.0).expect("a scenario");
    assert_eq!(scenario.positions(), [0.0, 0.5]);
    assert_eq!((numbers, left_out.len(), left_out[0].party), (vec![0, 2], 1, 1));
    assert!(Scenario::from_issue(&issue, (30.0, 10.0), 100.0).is_err());
    assert!(Scenario::from_issue(&issue, (10.0, 15.0), 100.0).is_err());
}
