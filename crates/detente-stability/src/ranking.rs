//! Preferences: complete weak orders over the feasible states.
//!
//! How a ranking came about (statements, values, a list) is forgotten once it is made.

use std::fmt;
use std::sync::Arc;

use crate::condition::{Condition, State};
use crate::narrow::Narrow;
use crate::space::StateSpace;

/// Holds one party's preference: a dense rank per state, larger being better, equal being a tie.
///
/// Cloning is cheap; the ranks are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    ranks: Arc<[u32]>,
    levels: u32,
}

impl Ranking {
    /// Ranks states by what a party wants, most important statement first: option prioritisation
    /// (Peng 1999; Fang, Hipel, Kilgour, Peng 2003).
    ///
    /// States are compared by the first statement on which they differ; the one where it holds is
    /// better. Each statement refines the partition made by those before it, so their number has
    /// no limit.
    ///
    /// ```
    /// use detente_stability::{Context, OptionSpec, Pattern, Ranking, StateSpace, Structure};
    /// let structure = Structure::new(1, vec![OptionSpec::of(0), OptionSpec::of(0)])?;
    /// let space = StateSpace::enumerate(&structure, &[], &Context::default())?;
    /// let wants = Ranking::from_statements(&space, &[&Pattern::taken(1), &Pattern::untaken(0)]);
    /// assert_eq!(wants.ranks(), [1, 0, 3, 2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_statements(space: &StateSpace, statements: &[&dyn Condition]) -> Ranking {
        let mut ranks = vec![0_u32; space.len()];
        let mut levels = u32::from(!space.is_empty());
        for statement in statements {
            // Each level splits in two: below, where the statement fails; above, where it holds.
            let mut halves: Vec<usize> = Vec::with_capacity(space.len());
            let mut present = vec![0_u32; 2 * levels as usize];
            for (&rank, &state) in ranks.iter().zip(space.states()) {
                let holds = statement.decide(State::MAX, state) == Some(true);
                let half = 2 * rank as usize + usize::from(holds);
                halves.push(half);
                present[half] = 1;
            }
            levels = number(&mut present);
            for (rank, half) in ranks.iter_mut().zip(halves) {
                *rank = present[half];
            }
        }
        Ranking { ranks: ranks.into(), levels }
    }

    /// Ranks states by a number each, larger being better; only their order is kept.
    pub fn from_values(values: &[i64]) -> Ranking {
        let mut distinct = values.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        // Every value is in the list it was taken from.
        let ranks = values.iter().map(|v| distinct.partition_point(|d| d < v) as u32).collect();
        Ranking { ranks, levels: distinct.len() as u32 }
    }

    /// Ranks `states` states by a list, best first, tied states together: direct ranking.
    ///
    /// The inverse of [`Ranking::best_first`]; empty groups are passed over.
    ///
    /// # Errors
    /// If a state is missing, named twice or not below `states`.
    pub fn from_best_first(states: usize, groups: &[Vec<usize>]) -> Result<Ranking, RankingError> {
        let mut values = vec![None; states];
        for (place, group) in (0_i64..).zip(groups) {
            for &state in group {
                let value = values.get_mut(state).ok_or(RankingError::Unknown(state))?;
                if value.replace(-place).is_some() {
                    return Err(RankingError::Twice(state));
                }
            }
        }
        let named =
            |(state, value): (usize, Option<i64>)| value.ok_or(RankingError::Missing(state));
        let values: Vec<i64> =
            values.into_iter().enumerate().map(named).collect::<Result<_, _>>()?;
        Ok(Ranking::from_values(&values))
    }

    /// Counts the states.
    pub fn len(&self) -> usize {
        self.ranks.len()
    }

    /// Says whether no state is ranked.
    pub fn is_empty(&self) -> bool {
        self.ranks.is_empty()
    }

    /// Returns the rank of each state, by index.
    pub fn ranks(&self) -> &[u32] {
        &self.ranks
    }

    /// Counts the different ranks.
    pub fn levels(&self) -> usize {
        self.levels as usize
    }

    /// Says whether the party is better off in `there` than in `here`, both state indices; false
    /// if either is not ranked.
    pub fn improves(&self, here: usize, there: usize) -> bool {
        match (self.ranks.get(here), self.ranks.get(there)) {
            (Some(here), Some(there)) => there > here,
            _ => false,
        }
    }

    /// Returns the states best first, tied states together and in ascending order.
    pub fn best_first(&self) -> Vec<Vec<usize>> {
        let mut groups = vec![Vec::new(); self.levels()];
        for (state, &rank) in self.ranks.iter().enumerate() {
            groups[self.levels() - 1 - rank as usize].push(state);
        }
        groups
    }
}

/// Says why a list does not rank all states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RankingError {
    /// A state is not in the list.
    Missing(usize),
    /// A state is in the list twice.
    Twice(usize),
    /// The list names a state that does not exist.
    Unknown(usize),
}

impl fmt::Display for RankingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RankingError::Missing(state) => write!(f, "state {state} is not ranked"),
            RankingError::Twice(state) => write!(f, "state {state} is ranked twice"),
            RankingError::Unknown(state) => write!(f, "there is no state {state} to rank"),
        }
    }
}

impl std::error::Error for RankingError {}

/// Turns marks into consecutive numbers of the marked places and returns how many there are.
pub(crate) fn number(marks: &mut [u32]) -> u32 {
    let mut next = 0;
    for mark in marks {
        let marked = *mark;
        *mark = next;
        next += marked;
    }
    next
}

/// Lists the states by ascending key, ties by index, for keys not much larger than their number.
pub(crate) fn ascending<T: Narrow>(keys: &[T]) -> Vec<u32> {
    let top = keys.iter().max().map_or(0, |&key| key.index() + 1);
    let mut next = vec![0_u32; top];
    for &key in keys {
        next[key.index()] += 1;
    }
    number(&mut next);
    let mut order = vec![0_u32; keys.len()];
    for (state, &key) in keys.iter().enumerate() {
        let place = &mut next[key.index()];
        order[*place as usize] = state as u32;
        *place += 1;
    }
    order
}
