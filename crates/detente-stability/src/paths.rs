//! Where a conflict can go from a state, and the shortest way there.

use crate::concept::Walk;
use crate::context::{Context, Refusal};
use crate::forward::{Forward, Step};
use crate::game::Game;
use crate::verdict::check_state;

/// Says which moves a path is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// Any legal move of a party or of joint owners.
    Moves,
    /// Moves that make their mover (of joint owners: every member) strictly better off.
    Improvements,
}

/// Holds every state reachable from one, with a shortest path to each.
pub struct Paths<'g> {
    search: Forward<'g>,
}

impl std::fmt::Debug for Paths<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paths").field("reachable", &self.reachable()).finish()
    }
}

impl Paths<'_> {
    /// Returns the states that can be reached, nearest first; the first is the start.
    pub fn reachable(&self) -> &[usize] {
        self.search.reached()
    }

    /// Returns a shortest sequence of moves to a state, or nothing if it cannot be reached. The
    /// sequence to the start is empty.
    pub fn to(&self, state: usize) -> Option<Vec<Step>> {
        self.search.has_reached(state).then(|| self.search.steps_to(state))
    }
}

/// Finds all states reachable from `start` and a shortest path to each: status quo analysis (Li,
/// Kilgour, Hipel 2005).
///
/// Among shortest paths, the one whose movers come first in [`Game::movers`], then the lowest
/// states.
///
/// # Errors
/// [`crate::RefusalCode::NotInGame`] for an unknown state and [`crate::RefusalCode::Cancelled`].
pub fn paths<'g>(
    game: &'g Game,
    start: usize,
    via: Via,
    context: &Context<'_>,
) -> Result<Paths<'g>, Refusal> {
    check_state(game, start)?;
    let walk = match via {
        Via::Moves => Walk::Moves,
        Via::Improvements => Walk::Improvements,
    };
    let mut search = Forward::new(game, game.active(|_| true), walk);
    search.run(start, |_| false, context)?;
    Ok(Paths { search })
}
