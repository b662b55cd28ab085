//! Which states are stable, for every mover, and which are equilibria.
//!
//! Single parties are solved here; `joint` solves the owners of joint options and `sim` the
//! simultaneous concept.

use std::sync::Arc;

use crate::backward::least_reachable;
use crate::concept::{Concept, Walk};
use crate::context::{Context, Refusal, RefusalCode};
use crate::game::Game;
use crate::set::StateSet;
use crate::structure::Mover;
use crate::{cube_stable, joint, parallel, sim};

/// Holds the stable states of every mover under one concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    concept: Concept,
    /// Shared with the solution of another game where `solve_again` took a set over.
    stable: Vec<(Mover, Arc<StateSet>)>,
    equilibria: StateSet,
}

impl Solution {
    /// Puts together the sets of all movers.
    pub(crate) fn of(
        concept: Concept,
        states: usize,
        stable: Vec<(Mover, Arc<StateSet>)>,
    ) -> Solution {
        let mut equilibria = StateSet::full(states);
        for (_, set) in &stable {
            equilibria.intersect_with(set);
        }
        Solution { concept, stable, equilibria }
    }

    /// Returns the concept solved for.
    pub fn concept(&self) -> Concept {
        self.concept
    }

    /// Returns the stable states of each mover, in the order of [`Game::movers`].
    pub fn movers(&self) -> impl Iterator<Item = (Mover, &StateSet)> {
        self.stable.iter().map(|(mover, set)| (*mover, &**set))
    }

    /// Returns the states stable for a mover, if it is part of the game.
    pub fn stable(&self, mover: Mover) -> Option<&StateSet> {
        self.shared(mover).map(|set| &**set)
    }

    /// Returns the states stable for a mover, to be taken over as they are.
    pub(crate) fn shared(&self, mover: Mover) -> Option<&Arc<StateSet>> {
        self.stable.iter().find(|(m, _)| *m == mover).map(|(_, set)| set)
    }

    /// Returns the states stable for every party and every set that holds a joint option.
    pub fn equilibria(&self) -> &StateSet {
        &self.equilibria
    }
}

/// Finds the states stable for every mover, and the equilibria.
///
/// With joint options a state is an equilibrium only if it is also stable for each set of joint
/// owners, which leaves a state where all of them gain.
///
/// # Errors
/// [`RefusalCode::JointOptions`] for [`Concept::Sim`] with joint options,
/// [`RefusalCode::TooMuchWork`] and [`RefusalCode::Cancelled`].
pub fn solve(game: &Game, concept: Concept, context: &Context<'_>) -> Result<Solution, Refusal> {
    solve_with(game, concept, context, |_| None)
}

/// Solves for the movers whose stable states are not `known`.
pub(crate) fn solve_with(
    game: &Game,
    concept: Concept,
    context: &Context<'_>,
    known: impl Fn(Mover) -> Option<Arc<StateSet>>,
) -> Result<Solution, Refusal> {
    let states = game.space().len();
    let known: Vec<Option<Arc<StateSet>>> =
        game.movers().iter().map(|&mover| known(mover)).collect();
    let open: Vec<Mover> = game
        .movers()
        .iter()
        .zip(&known)
        .filter(|(_, set)| set.is_none())
        .map(|(&m, _)| m)
        .collect();
    if concept.walk() == Some(Walk::Improvements) && !open.is_empty() {
        // All searches use these; made here, no search waits for another to make them.
        game.climbs();
    }
    let solved = parallel::map(&open, states, |&mover| stable_set(game, concept, mover, context));
    let mut solved = solved.into_iter();
    let mut stable = Vec::with_capacity(game.movers().len());
    for (&mover, set) in game.movers().iter().zip(known) {
        let set = match set {
            Some(set) => set,
            // One was solved for each set that is not known.
            None => {
                let next = solved.next();
                Arc::new(next.unwrap_or_else(|| stable_set(game, concept, mover, context))?)
            }
        };
        stable.push((mover, set));
    }
    Ok(Solution::of(concept, states, stable))
}

/// Finds the states stable for one mover.
///
/// # Errors
/// As [`solve`], and [`RefusalCode::NotInGame`] for a mover that is not among [`Game::movers`].
pub fn stable_set(
    game: &Game,
    concept: Concept,
    mover: Mover,
    context: &Context<'_>,
) -> Result<StateSet, Refusal> {
    let Some(place) = game.place(mover) else {
        return Err(unknown_mover(mover));
    };
    refuse_joint_sim(game, concept)?;
    refuse_many_cells(game, context)?;
    context.poll()?;
    if game.fibres(place).is_idle() {
        return Ok(StateSet::full(game.space().len()));
    }
    match (concept, mover) {
        (Concept::Sim, Mover::Party(party)) => sim::stable(game, party, context),
        (_, Mover::Party(_)) => cube_stable::stable(game, concept, place, context)
            .unwrap_or_else(|| stable_for_party(game, concept, place, context)),
        (_, Mover::Joint(_)) => joint::stable(game, concept, place, context),
    }
}

/// A state is stable iff the best the party can *secure* within one move is no better than the
/// state itself. What a state secures is the least of its own rank and of what the others can turn
/// it into; for symmetric concepts an answer counts by the best the party can still make of it.
pub(crate) fn stable_for_party(
    game: &Game,
    concept: Concept,
    place: usize,
    context: &Context<'_>,
) -> Result<StateSet, Refusal> {
    let mover = game.movers()[place];
    let fibres = game.fibres(place);
    let ranks = game.ranks(mover)[0];
    let secured = match concept.walk() {
        None => ranks.to_vec(),
        Some(walk) => {
            let others = game.others(mover.members());
            let mut secured = if concept.is_symmetric() {
                let best = fibres.best_within_reach(ranks);
                let seed: Vec<u32> = (0..ranks.len()).map(|s| best[fibres.cell_of(s)]).collect();
                least_reachable(game, &others, walk, &seed, context)?
            } else {
                least_reachable(game, &others, walk, ranks, context)?
            };
            for (secured, &rank) in secured.iter_mut().zip(ranks) {
                *secured = rank.min(*secured);
            }
            secured
        }
    };
    let best = fibres.best_within_reach(&secured);
    Ok(StateSet::collect(ranks.len(), |state| best[fibres.cell_of(state)] <= ranks[state]))
}

/// Refuses where one-way options split the states so finely that walking the moves is no longer
/// near-linear; such a walk could not be cancelled soon either.
fn refuse_many_cells(game: &Game, context: &Context<'_>) -> Result<(), Refusal> {
    for place in game.active(|_| true) {
        let pairs = game.fibres(place).cell_pairs();
        if pairs > context.max_steps {
            return Err(Refusal::new(
                RefusalCode::TooMuchWork,
                format!(
                    "the one-way options of {:?} make {pairs} pairs of cells to compare; the limit on \
                     steps is {}",
                    game.movers()[place],
                    context.max_steps
                ),
                "make options reversible that need not be one-way, rule out more states, or raise the \
                 limit on steps",
            ));
        }
    }
    Ok(())
}

pub(crate) fn unknown_mover(mover: Mover) -> Refusal {
    Refusal::new(
        RefusalCode::NotInGame,
        format!("{mover:?} does not move in this game"),
        "ask about one of the movers of the game",
    )
}

pub(crate) fn refuse_joint_sim(game: &Game, concept: Concept) -> Result<(), Refusal> {
    if concept == Concept::Sim && game.structure().has_joint_options() {
        return Err(Refusal::new(
            RefusalCode::JointOptions,
            "sim is not defined where options are held jointly: a joint move is not made of \
             choices that each party makes alone at the same moment",
            "use seq or gmr, or give each joint option to one party",
        ));
    }
    Ok(())
}
