//! Forward search by moves of a group: shortest sequences with their movers.
//!
//! Unlike the backward search of `answers` this one serves a single starting state and keeps how
//! each state was reached.

use crate::concept::Walk;
use crate::context::{Context, Refusal};
use crate::game::Game;
use crate::moves::{all_better, moves_at};
use crate::structure::Mover;

/// Holds one move of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who moves.
    pub mover: Mover,
    /// The index of the state that results.
    pub to: usize,
}

const UNSEEN: u32 = u32::MAX;

/// Searches breadth first; among shortest sequences it keeps the one whose movers come first in
/// [`Game::movers`], then the lowest states.
pub(crate) struct Forward<'g> {
    game: &'g Game,
    places: Vec<usize>,
    walk: Walk,
    /// From which state, and by the mover at which place, each state was first reached.
    reached_from: Vec<(u32, u32)>,
    /// The states reached, in order.
    reached: Vec<usize>,
}

impl<'g> Forward<'g> {
    pub(crate) fn new(game: &'g Game, places: Vec<usize>, walk: Walk) -> Forward<'g> {
        let unseen = vec![(UNSEEN, 0); game.space().len()];
        Forward {
            game,
            places,
            walk,
            reached_from: unseen,
            reached: Vec::new(),
        }
    }

    /// Searches from `start` until `stop` holds for a state reached, and returns that state.
    pub(crate) fn run(
        &mut self,
        start: usize,
        mut stop: impl FnMut(usize) -> bool,
        context: &Context<'_>,
    ) -> Result<Option<usize>, Refusal> {
        for state in self.reached.drain(..) {
            self.reached_from[state].0 = UNSEEN;
        }
        self.reached_from[start] = (start as u32, 0);
        self.reached.push(start);
        if stop(start) {
            return Ok(Some(start));
        }
        let mut next = 0;
        while let Some(&state) = self.reached.get(next) {
            if next % 0x400 == 0 {
                context.poll()?;
            }
            next += 1;
            for &place in &self.places {
                let ranks = self.game.ranks(self.game.movers()[place]);
                for target in moves_at(self.game, place, state) {
                    if self.reached_from[target].0 != UNSEEN
                        || self.walk == Walk::Improvements && !all_better(&ranks, state, target)
                    {
                        continue;
                    }
                    self.reached_from[target] = (state as u32, place as u32);
                    self.reached.push(target);
                    if stop(target) {
                        return Ok(Some(target));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Returns the states reached by the last run, nearest first, the start included.
    pub(crate) fn reached(&self) -> &[usize] {
        &self.reached
    }

    /// Says whether the last run reached a state.
    pub(crate) fn has_reached(&self, state: usize) -> bool {
        self.reached_from
            .get(state)
            .is_some_and(|(from, _)| *from != UNSEEN)
    }

    /// Returns the sequence by which the last run reached a state that it did reach.
    pub(crate) fn steps_to(&self, state: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = state;
        while self.reached_from[at].0 as usize != at {
            let (from, place) = self.reached_from[at];
            steps.push(Step {
                mover: self.game.movers()[place as usize],
                to: at,
            });
            at = from as usize;
        }
        steps.reverse();
        steps
    }
}
