//! The Elmira conflict made by hand, for tests that want a published model; the catalogue in
//! `suite/catalogue`, which the program tests, has this one and the others from files.

use std::sync::Arc;

use detente_stability::Concept::{Gmr, Nash, Seq, Smr, SymSeq};
use detente_stability::{
    Concept, Condition, Context, Game, Moves, OptionSpec, Ranking, StateSpace, Structure, over,
    solve,
};

use crate::reference::Reference;

fn equilibria(game: &Game, concept: Concept) -> Vec<usize> {
    solve(game, concept, &Context::default()).unwrap().equilibria().iter().collect()
}

/// Groundwater contamination at Elmira, Ontario: Hipel, Fang, Kilgour and others 1993.
///
/// The ministry may modify its control order (not to be undone); Uniroyal delays, accepts the order
/// or abandons its plant (delay cannot be taken up again, abandoning not be undone); the local
/// governments may insist on the original order. The published model has nine states, the ninth
/// standing for all in which Uniroyal has abandoned. Option form keeps these four apart and ranks
/// them alike for everyone, which leaves every stability question as it was.
struct Elmira {
    game: Game,
}

pub(crate) fn elmira_game() -> Game {
    Elmira::new().game
}

pub(crate) fn elmira_number(state: u64) -> i64 {
    Elmira::number(state)
}

const MODIFY: u64 = 1;
const DELAY: u64 = 1 << 1;
const ACCEPT: u64 = 1 << 2;
const ABANDON: u64 = 1 << 3;
const INSIST: u64 = 1 << 4;

impl Elmira {
    fn new() -> Elmira {
        let (ministry, uniroyal, local) = (0, 1, 2);
        let options = vec![
            OptionSpec::of(ministry).moves(Moves::Once),
            OptionSpec::of(uniroyal).moves(Moves::Withdraw),
            OptionSpec::of(uniroyal),
            OptionSpec::of(uniroyal).moves(Moves::Once),
            OptionSpec::of(local),
        ];
        let structure = Structure::new(3, options).unwrap();
        let uniroyal_does_one = |yes: u64| yes.count_ones() != 1;
        let impossible = over(DELAY | ACCEPT | ABANDON, uniroyal_does_one);
        let impossible: &[&dyn Condition] = &[&impossible];
        let space = StateSpace::enumerate(&structure, impossible, &Context::default()).unwrap();
        let order = |best_first: [i64; 9]| {
            let value = |&state: &u64| {
                let at = best_first.iter().position(|&n| n == Elmira::number(state));
                -i64::try_from(at.unwrap()).unwrap()
            };
            Ranking::from_values(&space.states().iter().map(value).collect::<Vec<_>>())
        };
        let rankings = vec![
            order([7, 3, 4, 8, 5, 1, 2, 6, 9]),
            order([1, 4, 8, 5, 9, 3, 7, 2, 6]),
            order([7, 3, 5, 1, 8, 6, 4, 2, 9]),
        ];
        let game = Game::new(Arc::new(structure), Arc::new(space), rankings).unwrap();
        Elmira { game }
    }

    /// Returns the number a state has in the published model.
    fn number(state: u64) -> i64 {
        if state & ABANDON != 0 {
            return 9;
        }
        let bit = |option: u64| i64::from(state & option != 0);
        1 + bit(MODIFY) + 2 * bit(ACCEPT) + 4 * bit(INSIST)
    }

    /// Returns the numbers of the equilibria, the abandoned state once for all four.
    fn equilibria(&self, concept: Concept) -> Vec<i64> {
        let found = equilibria(&self.game, concept);
        let mut numbers: Vec<i64> =
            found.iter().map(|&s| Elmira::number(self.game.space().state(s))).collect();
        numbers.sort_unstable();
        let abandoned = numbers.iter().filter(|&&n| n == 9).count();
        assert!(abandoned == 0 || abandoned == 4, "{concept}: {abandoned} of 4 alike");
        numbers.dedup();
        numbers
    }
}

#[test]
fn elmira() {
    let elmira = Elmira::new();
    assert_eq!(elmira.game.space().len(), 12);
    assert_eq!(elmira.equilibria(Nash), [5, 8, 9]);
    // States 1 and 4, delay without pressure and acceptance of a modified order without it, rest on
    // answers that would hurt whoever gives them. Computed here from the definitions.
    assert_eq!(elmira.equilibria(Gmr), [1, 4, 5, 8, 9]);
    assert_eq!(elmira.equilibria(Smr), [1, 4, 5, 8, 9]);
    assert_eq!(elmira.equilibria(Seq), [5, 8, 9]);
    assert_eq!(elmira.equilibria(SymSeq), [5, 8, 9]);
    let reference = Reference::new(&elmira.game);
    for concept in Concept::ALL {
        let solution = solve(&elmira.game, concept, &Context::default()).unwrap();
        for (mover, stable) in solution.movers() {
            let holds = |&state: &usize| reference.is_stable(concept, mover, state);
            let expected: Vec<usize> = (0..12).filter(holds).collect();
            assert_eq!(stable.iter().collect::<Vec<_>>(), expected, "{concept} {mover:?}");
        }
    }
}
