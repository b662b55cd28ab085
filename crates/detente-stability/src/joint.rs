//! Stability for the owners of a joint option, moving together.
//!
//! A joint move is made only if every member gains, so it is deterred when *some* member is not
//! better off in the end. For the plain concepts this falls apart into one search per member. For
//! the symmetric ones it does not: members may escape different ways, and no single member need be
//! held down by an answer that no joint escape improves on for all. Two searches per member then
//! bracket the result, and what lies between is decided exactly: with the ranks of all members but
//! one fixed, the question is again about a least value and one search answers it.

use std::collections::BTreeMap;

use crate::backward::least_reachable;
use crate::concept::{Concept, Walk};
use crate::context::{Budget, Context, Refusal, Work};
use crate::game::Game;
use crate::moves::{all_better, improvements, moves_at};
use crate::set::StateSet;
use crate::structure::Mover;

const ESCAPES: Work = Work {
    what: "deciding which joint moves can be answered without escape",
    instead: "use gmr or seq, rule out more states, or raise the limit on steps",
};

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
        let content = |state| improvements(game, game.movers()[place], state).is_empty();
        return Ok(StateSet::collect(states, content));
    };
    let joint = Joint { game, place, others: game.others(members), walk, ranks, context };
    let held = joint.least_per_member(Vec::clone)?;
    if !concept.is_symmetric() {
        return Ok(StateSet::collect(states, |state| !joint.gains(state, &held)));
    }
    // Held for certain: some member cannot be better off even after the best reply of the set.
    let surely_held = joint.least_per_member(|rank| joint.best_reply(rank))?;
    let mut stable = StateSet::full(states);
    let mut undecided = Vec::new();
    for state in 0..states {
        if joint.gains(state, &held) {
            stable.remove(state);
        } else if joint.gains(state, &surely_held) {
            undecided.push(state);
        }
    }
    let mut budget = Budget::new(context, ESCAPES);
    let (last, groups) = joint.groups(&undecided);
    for (here, group) in groups {
        budget.spend(states as u64)?;
        let secured = joint.secured_with(&here, last)?;
        for state in group {
            let gains = |&target: &usize| {
                all_better(&joint.ranks, state, target)
                    && secured[target] > joint.ranks[last][state] + 1
            };
            if moves_at(game, place, state).iter().any(gains) {
                stable.remove(state);
            }
        }
    }
    Ok(stable)
}

/// States to be decided together, by the ranks in them of all members but one.
type Groups = BTreeMap<Vec<u32>, Vec<usize>>;

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
        self.ranks.iter().map(|rank| self.least(&seed(&rank.to_vec()))).collect()
    }

    fn least(&self, seed: &[u32]) -> Result<Vec<u32>, Refusal> {
        least_reachable(self.game, &self.others, self.walk, seed, self.context)
    }

    /// Says whether the set has a move after which every member gains and still secures a gain,
    /// where `secured` holds what each member secures in each state.
    fn gains(&self, state: usize, secured: &[Vec<u32>]) -> bool {
        moves_at(self.game, self.place, state).into_iter().any(|target| {
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

    /// Groups states by the ranks of all members but one, the one that leaves the fewest groups;
    /// returns its place among the members too. One search serves a group, whatever the ranks of
    /// that member.
    fn groups(&self, states: &[usize]) -> (usize, Groups) {
        let group_without = |last: usize| {
            let mut groups = Groups::new();
            for &state in states {
                groups.entry(self.ranks_without(last, state).collect()).or_default().push(state);
            }
            (last, groups)
        };
        let choices = (0..self.ranks.len()).map(group_without);
        choices.min_by_key(|(_, groups)| groups.len()).unwrap_or_default()
    }

    fn ranks_without(&self, last: usize, state: usize) -> impl Iterator<Item = u32> {
        let but_last = self.ranks.iter().enumerate().filter(move |(member, _)| *member != last);
        but_last.map(move |(_, rank)| rank[state])
    }

    /// Returns for each state what member `last` secures there together with gains of all other
    /// members over their ranks in `here`: one more than its rank, or 0 where the others can see to
    /// it that not all of those gain.
    fn secured_with(&self, here: &[u32], last: usize) -> Result<Vec<u32>, Refusal> {
        let value: Vec<u32> = (0..self.game.space().len())
            .map(|state| {
                let mut there = self.ranks_without(last, state).zip(here);
                let gain = there.all(|(there, &here)| there > here);
                if gain { self.ranks[last][state] + 1 } else { 0 }
            })
            .collect();
        self.least(&self.best_reply(&value))
    }
}
