//! Preferences: complete weak orders over the feasible states.
//!
//! How a ranking came about (statements, values, a list) is forgotten once it is made.

use std::collections::BTreeMap;
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
        let mut split = Split::new(space);
        let mut rest = statements;
        while !rest.is_empty() {
            let (group, others) = rest.split_at(split.at_once().min(rest.len()));
            split.by(group);
            rest = others;
        }
        let Split { ranks, levels, .. } = split;
        Ranking { ranks, levels }
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

/// As many statements are taken together as have their outcomes in a byte.
const MOST_AT_ONCE: u32 = 8;

/// States are looked at in blocks of this many, so that what is noted of a block stays in cache.
const BLOCK: usize = 1 << 10;

/// Holds the ranks by the statements seen so far.
struct Split<'a> {
    states: &'a [State],
    /// Whether every combination of options is feasible, so that a state is its own index.
    all: bool,
    /// As the ranking will keep them: large memory is dear to get, so it is not copied.
    ranks: Arc<[u32]>,
    levels: u32,
}

impl Split<'_> {
    fn new(space: &StateSpace) -> Split<'_> {
        let states = space.states();
        let len = states.len();
        Split {
            states,
            all: len >= BLOCK && len.is_power_of_two() && states[len - 1] == len as State - 1,
            ranks: std::iter::repeat_n(0, len).collect(),
            levels: u32::from(len > 0),
        }
    }

    /// Counts the statements that can be taken together without more combinations of their outcomes
    /// with levels than a few for each state, or than a word can number; at least one.
    fn at_once(&self) -> usize {
        let combinations =
            (4 * self.states.len() as u64).min(1 << 32) / u64::from(self.levels).max(1);
        combinations.checked_ilog2().unwrap_or(1).clamp(1, MOST_AT_ONCE) as usize
    }

    /// Splits each level by the statements, the first counting most.
    fn by(&mut self, statements: &[&dyn Condition]) {
        let wide = statements.len();
        let mut outcomes = Outcomes::of(statements, self.states, self.all);
        // Each level splits into as many as there are combinations of outcomes.
        let mut present = vec![0_u32; (self.levels as usize) << wide];
        // Nobody else has the ranks yet.
        let Some(ranks) = Arc::get_mut(&mut self.ranks) else { return };
        for (ranks, states) in ranks.chunks_mut(BLOCK).zip(self.states.chunks(BLOCK)) {
            for (rank, &outcome) in ranks.iter_mut().zip(outcomes.of_block(states)) {
                *rank = *rank << wide | u32::from(outcome);
                present[*rank as usize] = 1;
            }
        }
        self.levels = number(&mut present);
        for rank in ranks {
            *rank = present[*rank as usize];
        }
    }
}

/// Finds which of some statements hold, block by block.
struct Outcomes<'a> {
    statements: Vec<Statement<'a>>,
    /// For each state of the block, the first statement as the highest bit.
    block: Vec<u8>,
}

struct Statement<'a> {
    condition: &'a dyn Condition,
    bit: u8,
    /// The marks of blocks seen, by the options mentioned that are the same all over a block: blocks
    /// that differ only in others are alike. Nothing if that would not save any.
    seen: Option<(State, BTreeMap<State, Vec<u8>>)>,
}

impl<'a> Outcomes<'a> {
    fn of(statements: &[&'a dyn Condition], states: &[State], all: bool) -> Outcomes<'a> {
        let blocks = (states.len() as State).saturating_sub(1) & !(BLOCK as State - 1);
        let bits = (0..statements.len()).rev().map(|bit| 1_u8 << bit);
        let statement = |(&condition, bit): (&&'a dyn Condition, u8)| {
            let mentions = condition.mentions() & blocks;
            let seen = (all && mentions != blocks).then(|| (mentions, BTreeMap::new()));
            Statement { condition, bit, seen }
        };
        Outcomes {
            statements: statements.iter().zip(bits).map(statement).collect(),
            block: vec![0; BLOCK],
        }
    }

    fn of_block(&mut self, states: &[State]) -> &[u8] {
        let block = &mut self.block[..states.len()];
        block.fill(0);
        for Statement { condition, bit, seen } in &mut self.statements {
            let mark = |&state: &State| {
                if condition.decide(State::MAX, state) == Some(true) { *bit } else { 0 }
            };
            if let Some((mentions, seen)) = seen {
                let marks = seen
                    .entry(states[0] & *mentions)
                    .or_insert_with(|| states.iter().map(mark).collect());
                for (outcome, mark) in block.iter_mut().zip(marks.iter()) {
                    *outcome |= mark;
                }
            } else {
                for (outcome, state) in block.iter_mut().zip(states) {
                    *outcome |= mark(state);
                }
            }
        }
        block
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
