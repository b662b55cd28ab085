//! Fuzzy preference: how certain it is that a party prefers one state to another, and how certain it
//! must be before the party acts.

use std::fmt;

use crate::attitude::Attitude;
use crate::ranking::Ranking;

/// The whole of a degree: certainty.
pub const CERTAIN: u16 = 1000;

/// Holds one party's fuzzy preference and its fuzzy satisficing threshold (Al-Mutairi, Hipel, Kamel
/// 2008; Bashar, Kilgour, Hipel 2012).
///
/// The degree r(s, t) says how certain it is that the party prefers s to t, in thousandths; with
/// r(t, s) it makes up a thousand, and even is five hundred. The *relative certainty* of s over t is
/// α(s, t) = r(s, t) − r(t, s). A move from s to t is a *fuzzy improvement* if α(t, s) is at least
/// the threshold γ, and whatever is less than that deters.
///
/// A slice of these, one per party, is an [`Attitude`]. The concepts are then called `fnash`,
/// `fgmr`, `fsmr` and `fseq`; `symseq` is the same principle carried on.
///
/// ```
/// use detente_stability::{Concept, Context, Fuzzy, Graph, solve_graph};
/// // 70 per cent certain to prefer the second state.
/// let degree = |s: usize, t: usize| [[500, 300], [700, 500]][s][t];
/// let graph = Graph::new(2, &[vec![(0, 1), (1, 0)]])?;
/// let holds = |threshold| {
///     let party = [Fuzzy::from_fn(2, degree, threshold).unwrap()];
///     let solved = solve_graph(&graph, &party[..], Concept::Nash, &Context::default());
///     solved.map(|solution| solution.equilibria().contains(0))
/// };
/// assert!(!holds(400)?, "an advantage of 400 is enough to act on");
/// assert!(holds(401)?, "and here it is not");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fuzzy {
    states: usize,
    degrees: Vec<u16>,
    threshold: u16,
}

/// The most states of which every pair is held.
const MOST: usize = 1 << 14;

impl Fuzzy {
    /// Asks for the degree to which the first state is preferred to the second, for every two.
    ///
    /// # Errors
    /// If there are more than 16,384 states, two degrees do not make up a thousand, or the threshold
    /// is not between 1 and 1000.
    pub fn from_fn(
        states: usize,
        degree: impl Fn(usize, usize) -> u16,
        threshold: u16,
    ) -> Result<Fuzzy, FuzzyError> {
        if states > MOST {
            return Err(FuzzyError::TooMany(states));
        }
        if threshold == 0 || threshold > CERTAIN {
            return Err(FuzzyError::Threshold(threshold));
        }
        let mut degrees = Vec::with_capacity(states * states);
        for one in 0..states {
            for other in 0..states {
                let here = degree(one, other);
                let there = if other < one { degrees[other * states + one] } else { CERTAIN / 2 };
                let fits = match other.cmp(&one) {
                    std::cmp::Ordering::Greater => here <= CERTAIN,
                    _ => here.checked_add(there) == Some(CERTAIN),
                };
                if !fits {
                    return Err(FuzzyError::Degrees { one, other });
                }
                degrees.push(here);
            }
        }
        Ok(Fuzzy { states, degrees, threshold })
    }

    /// Takes an order for certain. Whatever the threshold, stability is then that of the order.
    ///
    /// # Errors
    /// If there are more than 16,384 states or the threshold is not between 1 and 1000.
    pub fn crisp(ranking: &Ranking, threshold: u16) -> Result<Fuzzy, FuzzyError> {
        let degree = |one, other| match (ranking.improves(other, one), ranking.improves(one, other))
        {
            (true, _) => CERTAIN,
            (_, true) => 0,
            _ => CERTAIN / 2,
        };
        Fuzzy::from_fn(ranking.len(), degree, threshold)
    }

    /// Counts the states.
    pub fn len(&self) -> usize {
        self.states
    }

    /// Says whether there is no state.
    pub fn is_empty(&self) -> bool {
        self.states == 0
    }

    /// Returns the threshold γ in thousandths.
    pub fn threshold(&self) -> u16 {
        self.threshold
    }

    /// Returns the relative certainty α that `one` is preferred to `other`, in thousandths from
    /// −1000 to 1000; 0 for a state that does not exist.
    pub fn relative_certainty(&self, one: usize, other: usize) -> i32 {
        if one >= self.states || other >= self.states {
            return 0;
        }
        2 * i32::from(self.degrees[one * self.states + other]) - i32::from(CERTAIN)
    }

    /// Says whether `there` is a fuzzy improvement over `here`.
    pub fn improves(&self, here: usize, there: usize) -> bool {
        self.relative_certainty(there, here) >= i32::from(self.threshold)
    }
}

/// Says why a fuzzy preference cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FuzzyError {
    /// There are too many states to hold every pair.
    TooMany(usize),
    /// The threshold is not between 1 and 1000.
    Threshold(u16),
    /// The two degrees of a pair do not make up a thousand, or that of a state over itself is not
    /// even.
    Degrees {
        /// The one state.
        one: usize,
        /// The other.
        other: usize,
    },
}

impl fmt::Display for FuzzyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FuzzyError::TooMany(states) => {
                write!(f, "{states} states; degrees between pairs are held for {MOST} at most")
            }
            FuzzyError::Threshold(threshold) => {
                write!(f, "a threshold of {threshold}; it must be from 1 to {CERTAIN} thousandths")
            }
            FuzzyError::Degrees { one, other } => {
                write!(f, "the degrees between states {one} and {other} do not make up {CERTAIN}")
            }
        }
    }
}

impl std::error::Error for FuzzyError {}

impl Attitude for [Fuzzy] {
    fn fits(&self, parties: usize, states: usize) -> bool {
        self.len() == parties && self.iter().all(|fuzzy| fuzzy.states == states)
    }
    fn tempted(&self, party: usize, here: usize, there: usize) -> bool {
        self.get(party).is_some_and(|fuzzy| fuzzy.improves(here, there))
    }
    fn deterred(&self, party: usize, here: usize, outcome: usize) -> bool {
        !self.tempted(party, here, outcome)
    }
}
