//! What planners ask, against the reference points of the definitions and a reference that goes
//! through every vote.

use detente_bodies::planner::{Need, Seating, VoteModel, bloc_game, chance};
use proptest::prelude::*;

const REFERENCE: VoteModel = VoteModel { cohesion: 0.5, departure: 0.1 };
const S: usize = 0;
const W: usize = 1;
const N: usize = 2;

/// Checks one line of the reference points: force by S against W, the risk (worst and its mean over
/// leanings), and the chance of passing what all want.
#[track_caller]
fn check(
    blocs: &[usize],
    passes: impl Fn(u64) -> bool + Sync,
    force: Need,
    worst: f64,
    common: f64,
) {
    let kinds: Vec<usize> = (0..blocs.len()).collect();
    let seating = Seating::new(blocs, &kinds, &passes).expect("a small body");
    assert_eq!(seating.force(&[S], &[W]), force);
    let risk = |leaning: f64| {
        let mut lines = vec![leaning; seating.blocs()];
        (lines[S], lines[W]) = (1.0, 0.0);
        chance(&seating, REFERENCE, &lines)
    };
    let found = [0.8, 0.5, 0.2].into_iter().map(risk).fold(0.0, f64::max);
    let rounded = |value: f64| format!("{value:.3}");
    assert_eq!(rounded(found), rounded(worst), "worst");
    let all = vec![0.8; seating.blocs()];
    assert_eq!(rounded(chance(&seating, REFERENCE, &all)), rounded(common), "common");
}

fn at_least(least: u32) -> impl Fn(u64) -> bool + Sync {
    move |yes| yes.count_ones() >= least
}

#[test]
fn the_reference_points_of_the_definitions() {
    let one_each = [S, W, N];
    let two_two_one = [S, S, W, W, N];
    let two_each = [S, S, W, W, N, N];
    check(&one_each, at_least(3), Need::Never, 0.067, 0.405);
    check(&[S, W], at_least(2), Need::Never, 0.090, 0.548);
    check(&one_each, at_least(2), Need::Others(1), 0.697, 0.832);
    check(&two_two_one, at_least(3), Need::Others(1), 0.665, 0.861);
    let both_sides = |yes: u64| yes.count_ones() >= 3 && yes & 0b11 != 0 && yes & 0b1100 != 0;
    check(&two_two_one, both_sides, Need::Never, 0.180, 0.756);
    check(&two_each, at_least(4), Need::Others(2), 0.550, 0.790);
    check(&two_each, at_least(6), Need::Never, 0.005, 0.215);
}

#[test]
fn seats_change_nothing_under_majority_if_blocs_vote_together() {
    let games: Vec<_> = [&[S, W, N][..], &[S, S, W, W, N], &[S, S, W, W, N, N]]
        .into_iter()
        .map(|blocs| {
            let half = blocs.len() as u32 / 2;
            let passes = at_least(half + 1);
            let seating = Seating::new(blocs, &vec![0; blocs.len()], &passes).expect("small");
            bloc_game(&seating).expect("three blocs")
        })
        .collect();
    assert_eq!(games[0], games[1]);
    assert_eq!(games[0], games[2]);
}

/// A random monotone rule: the sets that contain one of a few.
fn rule() -> impl Strategy<Value = (Vec<usize>, Vec<u64>)> {
    (1_usize..=7).prop_flat_map(|members| {
        let blocs = prop::collection::vec(0_usize..3, members);
        let sets = prop::collection::vec(1_u64..1 << members, 0..4);
        (blocs, sets)
    })
}

proptest! {
    #[test]
    fn every_answer_equals_the_reference((blocs, sets) in rule(), line in 0.0..=1.0_f64, cohesion in 0.0..=1.0_f64, departure in 0.0..=1.0_f64) {
        let passes = |yes: u64| sets.iter().any(|set| yes & set == *set);
        let members = blocs.len();
        let kinds: Vec<usize> = (0..members).collect();
        let seating = Seating::new(&blocs, &kinds, &passes).expect("small");
        let of = |bloc: usize| (0..members).filter(|&member| blocs[member] == bloc).fold(0_u64, |set, member| set | 1 << member);
        let (x, y, all) = (of(0), of(1), (1_u64 << members) - 1);
        let need = |least: Option<u32>| least.map_or(Need::Never, |least| Need::Others(least as usize));
        // The sets of helpers, fewest first, straight from the definition.
        let helpers = |free: u64| (0..=all).filter(move |set| set & !free == 0);
        let force = helpers(all & !x & !y).filter(|set| passes(set | x)).map(u64::count_ones).min();
        prop_assert_eq!(seating.force(&[0], &[1]), need(force));
        let block = helpers(all & !x).filter(|set| !passes(all & !(set | x))).map(u64::count_ones).min();
        prop_assert_eq!(seating.block(&[0]), need(block));
        let winning = (0..=all).filter(|&set| passes(set)).count() as u128;
        prop_assert_eq!(seating.winning(), winning);
        let dead = (0..=all).filter(|&set| !passes(set) && !passes(all & !set)).count() as u128;
        prop_assert_eq!(seating.deadlocks(), dead / 2);
        let both = (0..=all).filter(|&set| passes(set) && passes(all & !set)).count() as u128;
        prop_assert_eq!(seating.conflicts(), both / 2);

        // Every draw of every bloc and member, every departure.
        let lines = [1.0, 0.0, line];
        let model = VoteModel { cohesion, departure };
        let blocs_here = seating.blocs();
        let mut expected = 0.0;
        for votes in 0..=all {
            if !passes(votes) {
                continue;
            }
            let mut product = 1.0;
            for (bloc, &line) in lines.iter().enumerate().take(blocs_here) {
                let ours: Vec<bool> = (0..members).filter(|&m| blocs[m] == bloc).map(|m| votes >> m & 1 == 1).collect();
                let depart = |draw: bool, vote: bool| if draw == vote { 1.0 - departure } else { departure };
                let together: f64 = [(true, line), (false, 1.0 - line)].iter().map(|&(draw, p)| p * ours.iter().map(|&vote| depart(draw, vote)).product::<f64>()).sum();
                let alone: f64 = ours.iter().map(|&vote| line * depart(true, vote) + (1.0 - line) * depart(false, vote)).product();
                product *= cohesion * together + (1.0 - cohesion) * alone;
            }
            expected += product;
        }
        prop_assert!((chance(&seating, model, &lines) - expected).abs() < 1e-9);
    }

    #[test]
    fn members_that_no_rule_tells_apart_are_counted_together(blocs in prop::collection::vec(0_usize..4, 1..9), least in 0_u32..9) {
        let passes = at_least(least);
        let each: Vec<usize> = (0..blocs.len()).collect();
        let (one, all) = (vec![0; blocs.len()], &each);
        let (joined, apart) = (Seating::new(&blocs, &one, &passes).expect("small"), Seating::new(&blocs, all, &passes).expect("small"));
        prop_assert_eq!(joined.force(&[0], &[1]), apart.force(&[0], &[1]));
        prop_assert_eq!(joined.block(&[0, 2]), apart.block(&[0, 2]));
        prop_assert_eq!(joined.winning(), apart.winning());
        prop_assert_eq!(joined.deadlocks(), apart.deadlocks());
        prop_assert_eq!(bloc_game(&joined), bloc_game(&apart));
        let lines = [0.3, 0.9, 0.5, 0.0];
        prop_assert!((chance(&joined, REFERENCE, &lines) - chance(&apart, REFERENCE, &lines)).abs() < 1e-12);
    }
}

#[test]
fn a_rule_that_fails_with_more_votes_is_shown_by_votes() {
    let exactly_two = |yes: u64| yes.count_ones() == 2;
    let seating = Seating::new(&[0, 1, 2], &[0; 3], &exactly_two).expect("small");
    let (votes, member) = seating.not_monotone().expect("it is not");
    assert!(exactly_two(votes) && !exactly_two(votes | 1 << member));
    let two = at_least(2);
    let seating = Seating::new(&[0, 1, 2], &[0; 3], &two).expect("small");
    assert_eq!(seating.not_monotone(), None);
}

/// With one seat a side and both sides safe, the neutral is nothing or a third veto: every monotone
/// rule of three members is tried.
#[test]
fn one_seat_a_side_leaves_the_neutral_nothing_or_a_veto() {
    let (mut monotone, mut safe) = (0, 0);
    for table in 0_u32..256 {
        let passes = |yes: u64| table >> yes & 1 == 1;
        let seating = Seating::new(&[S, W, N], &[0, 1, 2], &passes).expect("small");
        if seating.not_monotone().is_some() {
            continue;
        }
        monotone += 1;
        let both_safe =
            seating.force(&[S], &[W]) == Need::Never && seating.force(&[W], &[S]) == Need::Never;
        if !both_safe || seating.winning() == 0 {
            continue;
        }
        safe += 1;
        let game = bloc_game(&seating).expect("three blocs");
        assert!(game.is_dummy(N) || game.has_veto(N));
    }
    assert_eq!((monotone, safe), (20, 2));
}
