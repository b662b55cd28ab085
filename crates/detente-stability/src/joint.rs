//! Stability for the owners of a joint option, moving together.
//!
//! A joint move is made only if every member gains, so it is deterred when *some* member is not
//! better off in the end. For the plain concepts this falls apart into one search per member. For
//! the symmetric ones it does not: members may escape different ways, and no single member need be
//! held down by an answer that no joint escape improves on for all. Two searches per member then
//! bracket the result, and what lies between is decided exactly.

use std::collections::BTreeMap;

use crate::answers::least_reachable;
use crate::concept::{Concept, Walk};
use crate::context::{Budget, Context, Refusal};
use crate::game::Game;
use crate::moves::{all_better, moves_at};
use crate::set::StateSet;
use crate::structure::Mover;

/// Finds the states stable for the joint mover at `place`.
pub(crate) fn stable(
    game: &Game,
    concept: Concept,
    place: usize,
    context: &Context<'_>,
) -> Result<StateSet, Refusal> {
    let members = game.movers()[place].members();
    let ranks = game.ranks(game.movers()[place]);
    let states = game.space().len();
    let Some(walk) = concept.walk() else {
        let mut stable = StateSet::full(states);
        for state in 0..states {
            if moves_at(game, place, state)
                .iter()
                .any(|&t| all_better(&ranks, state, t))
            {
                stable.remove(state);
            }
        }
        return Ok(stable);
    };
    let joint = Joint {
        game,
        place,
        others: game.others(members),
        walk,
        ranks,
        context,
    };
    let held = joint.least_per_member(Vec::clone)?;
    if !concept.is_symmetric() {
        return Ok(StateSet::collect(states, |state| {
            !joint.gains(state, &held)
        }));
    }
    // Held for certain: some member cannot be better off even after the best reply of the set.
    let surely_held = joint.least_per_member(|rank| joint.best_reply(rank))?;
    let mut stable = StateSet::full(states);
    let mut undecided: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
    for state in 0..states {
        if joint.gains(state, &held) {
            stable.remove(state);
        } else if joint.gains(state, &surely_held) {
            let here = joint.ranks.iter().map(|rank| rank[state]).collect();
            undecided.entry(here).or_default().push(state);
        }
    }
    let mut budget = Budget::new(context);
    for (here, group) in undecided {
        budget.spend(states as u64, "deciding symmetric stability of joint moves")?;
        let unanswered = joint.unanswered(&here)?;
        for state in group {
            if moves_at(game, place, state).iter().any(|&t| unanswered[t]) {
                stable.remove(state);
            }
        }
    }
    Ok(stable)
}

struct Joint<'a> {
    game: &'a Game,
    place: usize,
    others: Vec<usize>,
    walk: Walk,
    ranks: Vec<&'a [u32]>,
    context: &'a Context<'a>,
}

impl Joint<'_> {
    /// Returns for each member what the others can hold it down to, from a seed made of its ranks.
    fn least_per_member(
        &self,
        seed: impl Fn(&Vec<u32>) -> Vec<u32>,
    ) -> Result<Vec<Vec<u32>>, Refusal> {
        self.ranks
            .iter()
            .map(|rank| self.least(&seed(&rank.to_vec())))
            .collect()
    }

    fn least(&self, seed: &[u32]) -> Result<Vec<u32>, Refusal> {
        least_reachable(self.game, &self.others, self.walk, seed, self.context)
    }

    /// Says whether the set has a move after which every member gains and still secures a gain,
    /// where `secured` holds what each member secures in each state.
    fn gains(&self, state: usize, secured: &[Vec<u32>]) -> bool {
        moves_at(self.game, self.place, state)
            .into_iter()
            .any(|target| {
                self.ranks
                    .iter()
                    .zip(secured)
                    .all(|(rank, secured)| rank[target].min(secured[target]) > rank[state])
            })
    }

    /// Returns for each state the best value the set can come to by one reply: staying, an own move
    /// of a member, or a joint move of the set.
    fn best_reply(&self, value: &[u32]) -> Vec<u32> {
        let members = self.game.movers()[self.place].members();
        let mut best = value.to_vec();
        let replies = self.game.active(|mover| match mover {
            Mover::Party(party) => members.contains(party),
            Mover::Joint(set) => set == members,
        });
        for place in replies {
            let fibres = self.game.fibres(place);
            let within_reach = fibres.best_within_reach(value);
            for (state, best) in best.iter_mut().enumerate() {
                *best = (*best).max(within_reach[fibres.cell_of(state)]);
            }
        }
        best
    }

    /// Says for each state whether it is better than the ranks in `here` for all members and the
    /// others cannot answer it: everywhere they can lead, all members are better off than `here` or
    /// have a reply that makes them so.
    fn unanswered(&self, here: &[u32]) -> Result<Vec<bool>, Refusal> {
        let better: Vec<u32> = (0..self.game.space().len())
            .map(|state| {
                u32::from(
                    self.ranks
                        .iter()
                        .zip(here)
                        .all(|(rank, &here)| rank[state] > here),
                )
            })
            .collect();
        let escapes = self.least(&self.best_reply(&better))?;
        Ok(better
            .iter()
            .zip(escapes)
            .map(|(&better, escapes)| better == 1 && escapes == 1)
            .collect())
    }
}
