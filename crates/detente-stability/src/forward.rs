//! Forward search by moves of a group: shortest sequences with their movers.
//!
//! Unlike the backward search of `backward` this one serves a single starting state and keeps how
//! each state was reached.

use crate::concept::Walk;
use crate::context::{Context, Refusal};
use crate::game::Game;
use crate::moves::all_better;
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
    walkers: Vec<Walker<'g>>,
    walk: Walk,
    /// From which state, and by which walker, each state was first reached.
    reached_from: Vec<(u32, u32)>,
    /// The states reached, in order.
    reached: Vec<usize>,
    run: u32,
}

/// One of the movers of the group.
struct Walker<'g> {
    place: usize,
    ranks: Vec<&'g [u32]>,
    /// The last run in which each cell was left by any move; whatever can be reached from it has
    /// then been reached. Empty where only improvements count.
    left_in_run: Vec<u32>,
}

impl<'g> Forward<'g> {
    pub(crate) fn new(game: &'g Game, places: Vec<usize>, walk: Walk) -> Forward<'g> {
        let walker = |place| {
            let cells = match walk {
                Walk::Moves => game.fibres(place).cells(),
                Walk::Improvements => 0,
            };
            Walker { place, ranks: game.ranks(game.movers()[place]), left_in_run: vec![0; cells] }
        };
        Forward {
            game,
            walkers: places.into_iter().map(walker).collect(),
            walk,
            reached_from: vec![(UNSEEN, 0); game.space().len()],
            reached: Vec::new(),
            run: 0,
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
        self.run += 1;
        self.reached_from[start] = (start as u32, 0);
        self.reached.push(start);
        if stop(start) {
            return Ok(Some(start));
        }
        let mut next = 0;
        let mut fresh = Vec::new();
        while let Some(&state) = self.reached.get(next) {
            if next.is_multiple_of(0x400) {
                context.poll()?;
            }
            next += 1;
            for by in 0..self.walkers.len() {
                self.leave(state, by, &mut fresh);
                for target in fresh.drain(..) {
                    self.reached_from[target] = (state as u32, by as u32);
                    self.reached.push(target);
                    if stop(target) {
                        return Ok(Some(target));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Collects the states not reached before to which a walker can move from `state`, ascending.
    fn leave(&mut self, state: usize, by: usize, fresh: &mut Vec<usize>) {
        let Walker { place, ranks, left_in_run } = &mut self.walkers[by];
        let fibres = self.game.fibres(*place);
        let cell = fibres.cell_of(state);
        if let Some(last) = left_in_run.get_mut(cell) {
            if *last == self.run {
                return;
            }
            *last = self.run;
        }
        fibres.each_above(cell, |above| {
            fibres.each_state(above, |target| {
                let target = target as usize;
                if self.reached_from[target].0 == UNSEEN
                    && (self.walk == Walk::Moves || all_better(ranks, state, target))
                {
                    fresh.push(target);
                }
            });
        });
        fresh.sort_unstable();
    }

    /// Returns the states reached by the last run, nearest first, the start included.
    pub(crate) fn reached(&self) -> &[usize] {
        &self.reached
    }

    /// Says whether the last run reached a state.
    pub(crate) fn has_reached(&self, state: usize) -> bool {
        self.reached_from.get(state).is_some_and(|(from, _)| *from != UNSEEN)
    }

    /// Returns the sequence by which the last run reached a state that it did reach.
    pub(crate) fn steps_to(&self, state: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = state;
        while self.reached_from[at].0 as usize != at {
            let (from, by) = self.reached_from[at];
            steps.push(Step { mover: self.game.movers()[self.walkers[by as usize].place], to: at });
            at = from as usize;
        }
        steps.reverse();
        steps
    }
}
