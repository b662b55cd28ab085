//! The feasible states, found without looking at every combination of options.
//!
//! Nothing here knows who moves or what is preferred.

use crate::condition::{Condition, State};
use crate::context::{Budget, Context, Refusal, RefusalCode, Work};
use crate::set::StateSet;
use crate::structure::Structure;

/// Holds the feasible states of a conflict in ascending order of their numbers.
///
/// A state is *feasible* when no impossible condition holds in it. The rest of the crate names
/// states by their index in this list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateSpace {
    options: usize,
    states: Vec<State>,
}

impl StateSpace {
    /// Finds the states in which none of the `impossible` conditions holds.
    ///
    /// Options are settled one by one, those of the narrowest conditions first; a branch is left as
    /// soon as a condition is decided true, and once all conditions are decided false the remaining
    /// options are multiplied out. A model with too many states is refused when the count passes
    /// the limit, which takes no longer than counting to it.
    ///
    /// ```
    /// use detente_stability::{Context, OptionSpec, Pattern, StateSpace, Structure};
    /// let structure = Structure::new(2, vec![OptionSpec::of(0), OptionSpec::of(1)])?;
    /// let both = Pattern { care: 0b11, yes: 0b11 };
    /// let space = StateSpace::enumerate(&structure, &[&both], &Context::default())?;
    /// assert_eq!(space.states(), [0b00, 0b01, 0b10]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`RefusalCode::TooManyStates`] with a lower bound of their number, [`RefusalCode::NoState`],
    /// [`RefusalCode::TooMuchWork`] where conditions never become decided, or
    /// [`RefusalCode::Cancelled`].
    pub fn enumerate(
        structure: &Structure,
        impossible: &[&dyn Condition],
        context: &Context<'_>,
    ) -> Result<StateSpace, Refusal> {
        let limit = context.max_states.min(MOST_STATES);
        let mut search = Enumeration {
            all: structure.all_options(),
            order: settling_order(structure.all_options(), impossible),
            limit,
            found: Vec::new(),
            budget: Budget::at_most(64 * limit as u64, context, FINDING_STATES),
        };
        search.settle(0, 0, impossible)?;
        let mut states = search.found;
        if states.is_empty() {
            return Err(Refusal::new(
                RefusalCode::NoState,
                "the impossible conditions leave no state",
                "drop or weaken one of them",
            ));
        }
        states.sort_unstable();
        Ok(StateSpace { options: structure.options().len(), states })
    }

    /// Counts the states; never 0.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Says whether there is no state, which [`StateSpace::enumerate`] does not let happen.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// Counts the options the states are made of.
    pub fn options(&self) -> usize {
        self.options
    }

    /// Returns the states in ascending order.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// Returns the state with an index.
    ///
    /// # Panics
    /// If `index` is not below [`StateSpace::len`], as indexing a slice does; [`StateSpace::states`]
    /// with `get` does not.
    pub fn state(&self, index: usize) -> State {
        self.states[index]
    }

    /// Returns the states in which a condition holds, by index.
    pub fn holding(&self, condition: &dyn Condition) -> StateSet {
        let holds = |index| condition.decide(State::MAX, self.states[index]) == Some(true);
        StateSet::collect(self.len(), holds)
    }

    /// Returns the index of a state, if it is feasible.
    pub fn index_of(&self, state: State) -> Option<usize> {
        self.states.binary_search(&state).ok()
    }
}

/// The most states the indices and ranks of the crate, words of 32 bits, have room for.
pub(crate) const MOST_STATES: usize = (u32::MAX >> 1) as usize;

const FINDING_STATES: Work = Work {
    what: "finding the feasible states",
    instead: "word impossible conditions so that few options decide them, or raise the limits",
};

/// Lists the mentioned options so that narrow conditions are decided early.
fn settling_order(all: State, conditions: &[&dyn Condition]) -> Vec<State> {
    let mut left: Vec<State> = conditions.iter().map(|c| c.mentions() & all).collect();
    let mut order = Vec::new();
    let mut placed: State = 0;
    loop {
        let open = |mentions: &State| (mentions & !placed).count_ones();
        let Some(next) = left.iter().map(|m| m & !placed).filter(|m| *m != 0).min_by_key(open)
        else {
            return order;
        };
        // High options first: where every option is mentioned, states then come out in order.
        order.extend((0..State::BITS).rev().map(|k| 1 << k).filter(|bit| next & bit != 0));
        placed |= next;
        left.retain(|mentions| mentions & !placed != 0);
    }
}

struct Enumeration<'a> {
    all: State,
    order: Vec<State>,
    limit: usize,
    found: Vec<State>,
    budget: Budget<'a>,
}

impl Enumeration<'_> {
    fn settle(
        &mut self,
        depth: usize,
        yes: State,
        active: &[&dyn Condition],
    ) -> Result<(), Refusal> {
        self.budget.spend(1 + active.len() as u64)?;
        let settled = &self.order[..depth];
        let known = settled.iter().fold(0, |known, bit| known | bit);
        let complete = depth == self.order.len();
        // Where everything mentioned is known, the rest cannot matter.
        let known = if complete { State::MAX } else { known };
        let mut open: Vec<&dyn Condition> = Vec::new();
        for &condition in active {
            match condition.decide(known, yes) {
                Some(true) => return Ok(()),
                Some(false) => {}
                None if complete => {}
                None => open.push(condition),
            }
        }
        if open.is_empty() {
            let settled = settled.iter().fold(0, |known, bit| known | bit);
            return self.multiply_out(yes, self.all & !settled);
        }
        let bit = self.order[depth];
        self.settle(depth + 1, yes, &open)?;
        self.settle(depth + 1, yes | bit, &open)
    }

    /// Adds every state that agrees with `yes` outside the `free` options.
    fn multiply_out(&mut self, yes: State, free: State) -> Result<(), Refusal> {
        let more = 1_u128 << free.count_ones();
        let total = self.found.len() as u128 + more;
        if total > self.limit as u128 {
            return Err(Refusal::new(
                RefusalCode::TooManyStates,
                format!("there are at least {total} feasible states; the limit is {}", self.limit),
                "rule out impossible combinations, leave out options that nobody's preferences \
                 mention, or raise the limit on states",
            ));
        }
        let more = more as usize;
        if free == more as State - 1 {
            // The free options are the lowest, so their combinations are consecutive numbers.
            self.found.extend((0..more as State).map(|subset| yes | subset));
            return Ok(());
        }
        // Walks the subsets of `free` in ascending order.
        let mut subset: State = 0;
        self.found.extend((0..more).map(|_| {
            let state = yes | subset;
            subset = subset.wrapping_sub(free) & free;
            state
        }));
        Ok(())
    }
}
