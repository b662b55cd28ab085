//! Misperception: each party plays the game it sees.
//!
//! A first-level hypergame. What a party believes another to see, the second level, is a hypergame
//! of its own: solve it with the pictures that party has in mind.

use crate::concept::Concept;
use crate::condition::State;
use crate::context::{Context, Refusal, RefusalCode};
use crate::game::Game;
use crate::set::StateSet;
use crate::solve::solve;
use crate::space::StateSpace;
use crate::structure::Mover;
use crate::verdict::answers;
use std::collections::BTreeSet;

/// Holds the game one party believes it is in.
///
/// It has the options of the real conflict under the same numbers. Those the party does not see
/// stand at a fixed value, so that nobody moves them in this picture; what it holds impossible and
/// what it believes others to want is in the game.
#[derive(Clone, Debug)]
pub struct Picture {
    game: Game,
    unseen: State,
    fixed: State,
}

impl Picture {
    /// Makes the picture of a party that sees every option and believes the game to be this one.
    pub fn of(game: Game) -> Picture {
        Picture { game, unseen: 0, fixed: 0 }
    }

    /// Makes a picture in which the options of `unseen` are not seen and stand as in `fixed`.
    ///
    /// # Errors
    /// [`RefusalCode::Mismatch`] if a state of the game has one of them otherwise: make the space
    /// with that impossible.
    pub fn without(game: Game, unseen: State, fixed: State) -> Result<Picture, Refusal> {
        let fixed = fixed & unseen;
        if game.space().states().iter().any(|state| state & unseen != fixed) {
            return Err(Refusal::new(
                RefusalCode::Mismatch,
                "the picture has a state in which an option that is not seen is changed",
                "make those states impossible in the picture",
            ));
        }
        Ok(Picture { game, unseen, fixed })
    }

    /// Returns the game as the party sees it.
    pub fn game(&self) -> &Game {
        &self.game
    }

    /// Returns what the party sees when this state has come about, by its index in the picture.
    ///
    /// `None` if the party holds what it would see to be impossible.
    pub fn seen(&self, state: State) -> Option<usize> {
        self.game.space().index_of(state & !self.unseen | self.fixed)
    }

    /// Returns the state in which a move made in the picture ends when it starts at `from`: options
    /// that are not seen stay as they are.
    ///
    /// # Panics
    /// If the picture has no such state.
    pub fn carried_out(&self, from: State, seen: usize) -> State {
        self.game.space().state(seen) & !self.unseen | from & self.unseen
    }
}

/// Holds which states hold when each party judges by its own picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hypergame {
    stable: Vec<(Mover, StateSet)>,
    unseen: Vec<StateSet>,
    expected: Vec<StateSet>,
    outcomes: StateSet,
}

impl Hypergame {
    /// Returns the real states in which a party stays, judging by its own picture, or which joint
    /// movers do not leave together.
    pub fn stable(&self, mover: Mover) -> Option<&StateSet> {
        self.movers().find_map(|(known, set)| (known == mover).then_some(set))
    }

    /// Lists every mover with the real states in which it stays.
    pub fn movers(&self) -> impl Iterator<Item = (Mover, &StateSet)> {
        self.stable.iter().map(|(mover, set)| (*mover, set))
    }

    /// Returns the real states a party holds to be impossible. None of them is stable for it: its
    /// picture does not say what it would do there.
    pub fn unseen(&self, party: usize) -> Option<&StateSet> {
        self.unseen.get(party)
    }

    /// Returns the states in which nobody leaves, each judging by its own picture.
    pub fn outcomes(&self) -> &StateSet {
        &self.outcomes
    }

    /// Returns the real states a party takes for equilibria: what it sees of them is one in its
    /// picture.
    pub fn expected(&self, party: usize) -> Option<&StateSet> {
        self.expected.get(party)
    }

    /// Returns the real states that at least one party takes for equilibria.
    pub fn counted_on(&self) -> StateSet {
        StateSet::collect(self.outcomes.capacity(), |state| {
            self.expected.iter().any(|expected| expected.contains(state))
        })
    }

    /// Returns the outcomes a party did not expect: it stays, and in its picture somebody else
    /// would not.
    pub fn surprises(&self, party: usize) -> Option<StateSet> {
        self.expected(party).map(|expected| without(&self.outcomes, expected))
    }

    /// Returns the states a party takes for equilibria and that somebody will leave.
    pub fn disappointments(&self, party: usize) -> Option<StateSet> {
        self.expected(party).map(|expected| without(expected, &self.outcomes))
    }

    /// Returns the outcomes that surprise nobody and so teach nobody that its picture is wrong.
    pub fn steady(&self) -> StateSet {
        let mut steady = self.outcomes.clone();
        self.expected.iter().for_each(|expected| steady.intersect_with(expected));
        steady
    }
}

/// The states of one set that another has not.
fn without(set: &StateSet, other: &StateSet) -> StateSet {
    let mut rest = set.clone();
    rest.subtract(other);
    rest
}

/// Finds what holds in a conflict whose parties see different games, one picture per party.
///
/// A state is an *outcome* if, for every party i, what i sees of it is stable for i in i's picture.
/// It is a *surprise to* i if what i sees of it is no equilibrium of that picture, and *steady* if it
/// surprises nobody (Bennett, "Toward a theory of hypergames", *Omega* 5(6), 1977; Wang, Hipel and
/// Fraser, "Modeling misperceptions in games", *Behavioral Science* 33, 1988). `real` holds the
/// states that can in fact come about.
///
/// Owners of a joint option have to agree on the step (ours): they leave a state together if there
/// is one joint move that in the picture of *every* one of them is an improvement for all of them
/// and is answered by nobody. One who believes that another would not want it does not sign. Where
/// all see the same game this is stability of joint movers as [`solve`] has it.
///
/// A guard believes that its neighbour has no use for a raid. The neighbour has:
///
/// ```
/// use std::sync::Arc;
/// use detente_stability::{
///     Concept, Context, Game, OptionSpec, Picture, Ranking, StateSpace, Structure, hypergame,
/// };
/// let context = Context::default();
/// // Option 0: the neighbour raids. Option 1: the guard arms.
/// let structure = Arc::new(Structure::new(2, vec![OptionSpec::of(0), OptionSpec::of(1)])?);
/// let space = Arc::new(StateSpace::enumerate(&structure, &[], &context)?);
/// // Values of: neither, raid, armed, raid on the armed. The guard arms only against a raid.
/// let guard = || Ranking::from_values(&[3, 0, 2, 1]);
/// let game = |neighbour: [i64; 4]| {
///     let rankings = vec![Ranking::from_values(&neighbour), guard()];
///     Game::new(Arc::clone(&structure), Arc::clone(&space), rankings)
/// };
/// let pictures = [Picture::of(game([1, 3, 0, 2])?), Picture::of(game([3, 1, 2, 0])?)];
/// let found = hypergame(&space, &pictures, Concept::Nash, &context)?;
///
/// let raid_on_the_armed = 3;
/// assert_eq!(found.outcomes().iter().collect::<Vec<_>>(), [raid_on_the_armed]);
/// assert!(found.surprises(1).is_some_and(|set| set.contains(raid_on_the_armed)));
/// assert!(found.surprises(0).is_some_and(|set| set.is_empty()));
/// assert!(found.steady().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`RefusalCode::Mismatch`] without pictures, or unless each has as many parties as there are
/// pictures and as many options as `real`, and unless all have the same movers; and the refusals of
/// [`solve`].
pub fn hypergame(
    real: &StateSpace,
    pictures: &[Picture],
    concept: Concept,
    context: &Context<'_>,
) -> Result<Hypergame, Refusal> {
    check(real, pictures)?;
    let states = real.len();
    let mut found = Hypergame {
        stable: Vec::new(),
        unseen: Vec::with_capacity(pictures.len()),
        expected: Vec::with_capacity(pictures.len()),
        outcomes: StateSet::full(states),
    };
    let mut solutions = Vec::with_capacity(pictures.len());
    for (party, picture) in pictures.iter().enumerate() {
        let solution = solve(picture.game(), concept, context)?;
        let mover = Mover::Party(party);
        let stable = match solution.stable(mover) {
            Some(stable) => among(real, picture, stable),
            // Every party of a game is a mover of it.
            None => StateSet::empty(states),
        };
        found.outcomes.intersect_with(&stable);
        found.stable.push((mover, stable));
        found.expected.push(among(real, picture, solution.equilibria()));
        found
            .unseen
            .push(StateSet::collect(states, |state| picture.seen(real.state(state)).is_none()));
        solutions.push(solution);
    }
    for &mover in pictures[0].game().movers() {
        let Mover::Joint(members) = mover else { continue };
        // Whoever sees no joint step that pays all and is not answered holds the others back.
        let mut leaves = StateSet::full(states);
        for party in members.iter() {
            leaves.subtract(&found.unseen[party]);
            if let Some(stays) = solutions[party].stable(mover) {
                leaves.subtract(&among(real, &pictures[party], stays));
            }
        }
        let mut stable = StateSet::full(states);
        for state in leaves.iter() {
            context.poll()?;
            if !joint_steps(real.state(state), pictures, concept, mover, context)?.is_empty() {
                stable.remove(state);
            }
        }
        found.outcomes.intersect_with(&stable);
        found.stable.push((mover, stable));
    }
    Ok(found)
}

/// The real states of which a party sees one of a set.
fn among(real: &StateSpace, picture: &Picture, set: &StateSet) -> StateSet {
    StateSet::collect(real.len(), |state| {
        picture.seen(real.state(state)).is_some_and(|seen| set.contains(seen))
    })
}

/// Lists the states that joint movers would go to together from a state: each of them, judging by
/// its own picture, sees an improvement for all that nobody answers. Ascending.
///
/// # Errors
/// As [`hypergame`].
pub fn joint_steps(
    state: State,
    pictures: &[Picture],
    concept: Concept,
    mover: Mover,
    context: &Context<'_>,
) -> Result<Vec<State>, Refusal> {
    let mut steps: Option<BTreeSet<State>> = None;
    for party in mover.members().iter() {
        let Some(picture) = pictures.get(party) else { return Ok(Vec::new()) };
        let Some(seen) = picture.seen(state) else { return Ok(Vec::new()) };
        let unanswered: BTreeSet<State> = answers(picture.game(), concept, mover, seen, context)?
            .into_iter()
            .filter(|(_, answer)| answer.is_none())
            .map(|(step, _)| picture.carried_out(state, step))
            .collect();
        let common = match steps {
            Some(known) => known.intersection(&unanswered).copied().collect(),
            None => unanswered,
        };
        if common.is_empty() {
            return Ok(Vec::new());
        }
        steps = Some(common);
    }
    Ok(steps.unwrap_or_default().into_iter().collect())
}

fn check(real: &StateSpace, pictures: &[Picture]) -> Result<(), Refusal> {
    if pictures.is_empty() {
        return Err(Refusal::new(
            RefusalCode::Mismatch,
            "no picture is given",
            "give one picture per party",
        ));
    }
    for (party, picture) in pictures.iter().enumerate() {
        let structure = picture.game.structure();
        let mismatch = |what: &str, there: usize, here: usize| {
            Err(Refusal::new(
                RefusalCode::Mismatch,
                format!("the picture of party {party} has {there} {what}, the conflict {here}"),
                "give one picture per party, all with the parties and options of the conflict",
            ))
        };
        if structure.parties() != pictures.len() {
            return mismatch("parties", structure.parties(), pictures.len());
        }
        if structure.options().len() != real.options() {
            return mismatch("options", structure.options().len(), real.options());
        }
        if picture.game().movers() != pictures[0].game().movers() {
            return Err(Refusal::new(
                RefusalCode::Mismatch,
                format!(
                    "the picture of party {party} has other owners of options than that of party 0"
                ),
                "give every option the same owners in all pictures",
            ));
        }
    }
    Ok(())
}
