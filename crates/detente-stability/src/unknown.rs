//! Unknown preference: pairs of states of which nobody can say which a party prefers.

use std::fmt;

use crate::attitude::Attitude;
use crate::ranking::Ranking;

/// Says how a party likes one state beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compared {
    /// Likes it better.
    Better,
    /// Likes both the same.
    Equal,
    /// Likes it less.
    Worse,
    /// Not known: U.
    Unknown,
}

impl Compared {
    /// Returns the comparison the other way round.
    #[must_use]
    pub const fn reversed(self) -> Compared {
        match self {
            Compared::Better => Compared::Worse,
            Compared::Worse => Compared::Better,
            same => same,
        }
    }
}

/// Holds what is known of one party's preference between any two states (Li, Hipel, Kilgour, Fang
/// 2004). It need not be transitive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncertain {
    states: usize,
    table: Vec<Compared>,
}

/// The most states of which every pair is held.
const MOST: usize = 1 << 14;

impl Uncertain {
    /// Asks how `there` is liked beside `here` for every two states.
    ///
    /// # Errors
    /// If there are more than 16,384 states, a state is not equal to itself, or two answers about a
    /// pair contradict each other.
    pub fn from_fn(
        states: usize,
        compare: impl Fn(usize, usize) -> Compared,
    ) -> Result<Uncertain, UncertainError> {
        if states > MOST {
            return Err(UncertainError::TooMany(states));
        }
        let mut table = Vec::with_capacity(states * states);
        for here in 0..states {
            for there in 0..states {
                let answer = compare(here, there);
                let known = match there.cmp(&here) {
                    std::cmp::Ordering::Less => table[there * states + here],
                    std::cmp::Ordering::Equal => Compared::Equal,
                    std::cmp::Ordering::Greater => answer.reversed(),
                };
                if answer.reversed() != known {
                    return Err(UncertainError::Contradiction { here, there });
                }
                table.push(answer);
            }
        }
        Ok(Uncertain { states, table })
    }

    /// Takes for known what several possible orders agree on.
    ///
    /// Where one has a state better and another has it worse or equal, the preference is unknown.
    ///
    /// ```
    /// use detente_stability::{Compared, Ranking, Uncertain};
    /// let either = [Ranking::from_values(&[0, 1, 2]), Ranking::from_values(&[0, 2, 1])];
    /// let known = Uncertain::agreed(&either)?;
    /// assert_eq!(known.compare(0, 1), Compared::Better);
    /// assert_eq!(known.compare(1, 2), Compared::Unknown);
    /// # Ok::<(), detente_stability::UncertainError>(())
    /// ```
    ///
    /// # Errors
    /// If there is no order, they are over different numbers of states, or over more than 16,384.
    pub fn agreed(orders: &[Ranking]) -> Result<Uncertain, UncertainError> {
        let Some((first, rest)) = orders.split_first() else {
            return Err(UncertainError::NoOrder);
        };
        if let Some(other) = rest.iter().find(|order| order.len() != first.len()) {
            return Err(UncertainError::Length { first: first.len(), other: other.len() });
        }
        let compare = |order: &Ranking, here: usize, there: usize| {
            if order.improves(here, there) {
                Compared::Better
            } else if order.improves(there, here) {
                Compared::Worse
            } else {
                Compared::Equal
            }
        };
        Uncertain::from_fn(first.len(), |here, there| {
            let answer = compare(first, here, there);
            let agreed = rest.iter().all(|order| compare(order, here, there) == answer);
            if agreed { answer } else { Compared::Unknown }
        })
    }

    /// Counts the states.
    pub fn len(&self) -> usize {
        self.states
    }

    /// Says whether there is no state.
    pub fn is_empty(&self) -> bool {
        self.states == 0
    }

    /// Says how `there` is liked beside `here`; unknown for a state that does not exist.
    pub fn compare(&self, here: usize, there: usize) -> Compared {
        if here >= self.states || there >= self.states {
            return Compared::Unknown;
        }
        self.table[here * self.states + there]
    }
}

/// Says why a preference between pairs cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UncertainError {
    /// There are too many states to hold every pair.
    TooMany(usize),
    /// There are no orders to agree.
    NoOrder,
    /// The orders are over different numbers of states.
    Length {
        /// States of the first order.
        first: usize,
        /// States of another.
        other: usize,
    },
    /// The two answers about a pair do not fit, or a state is not equal to itself.
    Contradiction {
        /// The one state.
        here: usize,
        /// The other.
        there: usize,
    },
}

impl fmt::Display for UncertainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UncertainError::TooMany(states) => {
                write!(f, "{states} states; preferences between pairs are held for {MOST} at most")
            }
            UncertainError::NoOrder => write!(f, "there is no order"),
            UncertainError::Length { first, other } => {
                write!(f, "one order is over {first} states, another over {other}")
            }
            UncertainError::Contradiction { here, there } => {
                write!(f, "the answers about states {here} and {there} contradict each other")
            }
        }
    }
}

impl std::error::Error for UncertainError {}

/// Names how a party takes what is unknown: the four extensions of Li, Hipel, Kilgour, Fang 2004.
///
/// In each, those who answer under `seq` may move wherever it improves them or is unknown. What is
/// stable under `A` is so under `B` and `C`, and what is so under either under `D`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extension {
    /// Bold in moving, hard to deter: unknown moves tempt; only what is known to be no better deters.
    A,
    /// Content and hard to deter: only known improvements tempt; only what is known to be no better
    /// deters.
    B,
    /// Bold but easily deterred: unknown moves tempt, and unknown outcomes deter.
    C,
    /// Content and easily deterred: only known improvements tempt, and unknown outcomes deter.
    D,
}

impl Extension {
    /// Holds every extension once.
    pub const ALL: [Extension; 4] = [Extension::A, Extension::B, Extension::C, Extension::D];

    /// Returns the letter by which it goes in the literature.
    pub const fn name(self) -> &'static str {
        match self {
            Extension::A => "a",
            Extension::B => "b",
            Extension::C => "c",
            Extension::D => "d",
        }
    }
}

impl fmt::Display for Extension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Holds the parties' partly unknown preferences, taken one way: pass it to
/// [`crate::solve_graph`] or [`crate::solve_coalitions`].
#[derive(Clone, Copy, Debug)]
pub struct UnderUncertainty<'a> {
    /// The preferences, one per party.
    pub preferences: &'a [Uncertain],
    /// How each party takes what is unknown.
    pub extension: Extension,
}

impl UnderUncertainty<'_> {
    fn compare(&self, party: usize, here: usize, there: usize) -> Compared {
        self.preferences.get(party).map_or(Compared::Unknown, |known| known.compare(here, there))
    }
}

impl Attitude for UnderUncertainty<'_> {
    fn fits(&self, parties: usize, states: usize) -> bool {
        let mut sizes = self.preferences.iter().map(Uncertain::len);
        self.preferences.len() == parties && sizes.all(|size| size == states)
    }
    fn tempted(&self, party: usize, here: usize, there: usize) -> bool {
        match self.compare(party, here, there) {
            Compared::Better => true,
            Compared::Unknown => matches!(self.extension, Extension::A | Extension::C),
            Compared::Equal | Compared::Worse => false,
        }
    }
    fn deterred(&self, party: usize, here: usize, outcome: usize) -> bool {
        match self.compare(party, here, outcome) {
            Compared::Better => false,
            Compared::Unknown => matches!(self.extension, Extension::C | Extension::D),
            Compared::Equal | Compared::Worse => true,
        }
    }
    fn willing(&self, party: usize, here: usize, there: usize) -> bool {
        matches!(self.compare(party, here, there), Compared::Better | Compared::Unknown)
    }
}
