//! Joint options: why they are there, and exactly who may do what with them.

use std::sync::Arc;

use detente_stability::{
    Concept, Context, Game, Leave, Mover, Moves, OptionSpec, PartySet, Ranking, StateSpace,
    Structure, Verdict, moves, solve, verdict,
};

fn game(parties: usize, options: Vec<OptionSpec>, values: &[&[i64]]) -> Game {
    let structure = Structure::new(parties, options).unwrap();
    let space = StateSpace::enumerate(&structure, &[], &Context::default()).unwrap();
    let rankings = values.iter().map(|v| Ranking::from_values(v)).collect();
    Game::new(Arc::new(structure), Arc::new(space), rankings).unwrap()
}

fn set(parties: &[usize]) -> PartySet {
    parties.iter().copied().collect()
}

fn equilibria(game: &Game, concept: Concept) -> Vec<usize> {
    solve(game, concept, &Context::default()).unwrap().equilibria().iter().collect()
}

const SEQUENTIAL: [Concept; 5] =
    [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

/// A text binds when both have signed; a lone signature exposes its signatory.
#[test]
fn signing_as_two_options_leaves_nobody_signs_stable_and_a_joint_option_does_not() {
    let apart =
        game(2, vec![OptionSpec::of(0), OptionSpec::of(1)], &[&[2, 0, 1, 3], &[2, 1, 0, 3]]);
    let jointly = game(2, vec![OptionSpec::joint(set(&[0, 1]))], &[&[2, 3], &[2, 3]]);
    for concept in SEQUENTIAL {
        assert_eq!(equilibria(&apart, concept), [0, 3], "{concept}");
        assert_eq!(equilibria(&jointly, concept), [1], "{concept}");
    }
    // Each alone has nothing to do about it; it is the two together who leave.
    let solution = solve(&jointly, Concept::Nash, &Context::default()).unwrap();
    let stable = |mover| solution.stable(mover).unwrap().contains(0);
    assert!(stable(Mover::Party(0)) && stable(Mover::Party(1)));
    assert!(!stable(Mover::Joint(set(&[0, 1]))));
}

/// Checks who can take and who can leave an option of parties 0 and 1.
fn check_directions(moves: Moves, leave: Leave, takes: &[usize], leaves: &[usize]) {
    let option = OptionSpec::joint(set(&[0, 1])).moves(moves).leave(leave);
    let structure = Structure::new(3, vec![option]).unwrap();
    // Places among the movers: parties 0, 1, 2, then the joint set.
    let movers = structure.movers();
    assert_eq!(movers.len(), 4);
    for (place, &mover) in movers.iter().enumerate() {
        let directions = structure.directions(mover);
        assert_eq!(directions.take == 1, takes.contains(&place), "{moves:?} {leave:?} {mover:?}");
        assert_eq!(directions.leave == 1, leaves.contains(&place), "{moves:?} {leave:?} {mover:?}");
    }
}

#[test]
fn leave_narrows_what_moves_permits() {
    check_directions(Moves::Both, Leave::Any, &[3], &[0, 1]);
    check_directions(Moves::Both, Leave::All, &[3], &[3]);
    check_directions(Moves::Both, Leave::None, &[3], &[]);
    check_directions(Moves::Once, Leave::Any, &[3], &[]);
    check_directions(Moves::Once, Leave::All, &[3], &[]);
    check_directions(Moves::Withdraw, Leave::Any, &[], &[0, 1]);
    check_directions(Moves::Withdraw, Leave::All, &[], &[3]);
    check_directions(Moves::Withdraw, Leave::None, &[], &[]);
}

#[test]
fn a_party_leaves_and_changes_its_own_in_one_move() {
    let options = vec![OptionSpec::joint(set(&[0, 1])), OptionSpec::of(0)];
    let game = game(2, options, &[&[0; 4], &[0; 4]]);
    assert_eq!(moves(&game, Mover::Party(0), 0b01), [0b00, 0b10, 0b11]);
    assert_eq!(moves(&game, Mover::Party(1), 0b01), [0b00]);
    assert_eq!(moves(&game, Mover::Joint(set(&[0, 1])), 0b00), [0b01]);
}

/// Parties 0 and 1 can sign a pact that hurts party 2 when it has acted, and party 0 too.
#[test]
fn a_pact_answers_outsiders_but_never_its_own_signatories() {
    let options = vec![OptionSpec::joint(set(&[0, 1])), OptionSpec::of(2), OptionSpec::of(0)];
    // Outsider: acting is better, acting under the pact worst. Party 0: likewise for its option.
    let outsider: Vec<i64> = (0..8).map(|s| [0, 0, 1, -1][s & 3]).collect();
    let first: Vec<i64> = (0..8).map(|s| [0, -1][s & 1] + i64::from(s & 4 != 0)).collect();
    let game = game(3, options, &[&first, &[0; 8], &outsider]);
    let judge =
        |party| verdict(&game, Concept::Gmr, Mover::Party(party), 0, &Context::default()).unwrap();
    let Verdict::Stable { answered } = judge(2) else { panic!("the pact deters the outsider") };
    assert_eq!(answered[0].steps[0].mover, Mover::Joint(set(&[0, 1])));
    assert_eq!(judge(0), Verdict::Unstable { improvement: 4, considered: 2 });
}
