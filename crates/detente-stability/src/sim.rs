//! Simultaneous stability, by its definition (Fraser, Hipel 1984).
//!
//! There is no near-linear way here: the improvements of all parties are combined, which grows with
//! their product. The search ends at the first spoiling combination and keeps to a budget of steps.

use crate::condition::State;
use crate::context::{Budget, Context, Refusal, Work};
use crate::game::Game;
use crate::moves::improvements;
use crate::set::StateSet;
use crate::structure::Mover;

pub(crate) const COMBINING: Work = Work {
    what: "combining simultaneous improvements",
    instead: "leave out sim, rule out more states, or raise the limit on steps",
};

/// The most combinations looked at for one concept, or for one state: seconds, not hours.
pub(crate) const MOST_STEPS: u64 = 1 << 27;

/// Finds the states simultaneously stable for a party of a game without joint options.
pub(crate) fn stable(
    game: &Game,
    party: usize,
    context: &Context<'_>,
) -> Result<StateSet, Refusal> {
    // All parties together keep to the limit, however many there are.
    let parties = game.structure().parties() as u64;
    let mut budget = Budget::at_most(MOST_STEPS / parties.max(1), context, COMBINING);
    let mut stable = StateSet::full(game.space().len());
    for state in 0..game.space().len() {
        // Listing what a party can improve to is work too.
        budget.spend(parties)?;
        for improvement in improvements(game, Mover::Party(party), state) {
            if spoiled(game, party, state, improvement, &mut budget)?.is_none() {
                stable.remove(state);
                break;
            }
        }
    }
    Ok(stable)
}

/// Holds how others, improving at the same moment, spoil a party's improvement.
pub(crate) struct Spoiled {
    /// The improvement each of them chose, as the state it would alone have led to.
    pub(crate) choices: Vec<(usize, usize)>,
    /// The state that results from all choices together.
    pub(crate) outcome: usize,
}

/// Looks for improvements of the others that together with `improvement` lead to a feasible state
/// no better for `party` than `state`; the fewest choices of the lowest parties come first.
pub(crate) fn spoiled(
    game: &Game,
    party: usize,
    state: usize,
    improvement: usize,
    budget: &mut Budget<'_>,
) -> Result<Option<Spoiled>, Refusal> {
    let others: Vec<(usize, Vec<usize>)> = (0..game.structure().parties())
        .filter(|&other| other != party)
        .map(|other| (other, improvements(game, Mover::Party(other), state)))
        .filter(|(_, wanted)| !wanted.is_empty())
        .collect();
    let mut search =
        Combination { game, party, state, others: &others, budget, choices: Vec::new() };
    let at = game.space().state(improvement);
    for size in 1..=others.len() {
        if let Some(outcome) = search.extend(0, size, at)? {
            return Ok(Some(Spoiled { choices: search.choices, outcome }));
        }
    }
    Ok(None)
}

struct Combination<'a, 'b> {
    game: &'a Game,
    party: usize,
    state: usize,
    others: &'a [(usize, Vec<usize>)],
    budget: &'a mut Budget<'b>,
    choices: Vec<(usize, usize)>,
}

impl Combination<'_, '_> {
    /// Lets exactly `left` of the others from `next` on change the state `at`.
    fn extend(&mut self, next: usize, left: usize, at: State) -> Result<Option<usize>, Refusal> {
        self.budget.spend(1)?;
        if left == 0 {
            let rank = &self.game.rankings()[self.party];
            let spoils = |&outcome: &usize| !rank.improves(self.state, outcome);
            return Ok(self.game.space().index_of(at).filter(spoils));
        }
        if self.others.len() - next < left {
            return Ok(None);
        }
        let (other, wanted) = &self.others[next];
        let from = self.game.space().state(self.state);
        for &target in wanted {
            // A party changes its own options only, so the changes of different parties add up.
            let change = self.game.space().state(target) ^ from;
            self.choices.push((*other, target));
            if let Some(outcome) = self.extend(next + 1, left - 1, at ^ change)? {
                return Ok(Some(outcome));
            }
            self.choices.pop();
        }
        self.extend(next + 1, left, at)
    }
}
