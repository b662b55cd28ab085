//! Issues whose numbers are known only roughly.

use crate::context::{Refusal, RefusalCode};
use crate::issue::{Issue, IssueError, Scale, Stake, Unknown};

/// Says what is known of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rough {
    /// What it is.
    Exact(f64),
    /// Between which numbers it lies, every one as good as any other.
    Interval {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// Between which numbers it lies and where most likely; the density is a triangle.
    Triangular {
        /// The lowest.
        low: f64,
        /// The likeliest.
        mode: f64,
        /// The highest.
        high: f64,
    },
}

impl Rough {
    /// Returns the value below which a share of the possible values lies.
    pub fn at(self, share: f64) -> f64 {
        let share = share.clamp(0.0, 1.0);
        match self {
            Rough::Exact(value) => value,
            Rough::Interval { low, high } => low + (high - low) * share,
            Rough::Triangular { low, mode, high } => {
                let (left, right, whole) = (mode - low, high - mode, high - low);
                if whole <= 0.0 {
                    low
                } else if share * whole < left {
                    low + (share * whole * left).sqrt()
                } else {
                    high - ((1.0 - share) * whole * right).sqrt()
                }
            }
        }
    }

    /// Returns the variance.
    pub fn variance(self) -> f64 {
        match self {
            Rough::Exact(_) => 0.0,
            Rough::Interval { low, high } => (high - low) * (high - low) / 12.0,
            Rough::Triangular { low, mode, high } => {
                let (left, whole) = (mode - low, high - low);
                (whole * whole - left * whole + left * left) / 18.0
            }
        }
    }

    /// Returns the mean.
    pub fn mean(self) -> f64 {
        match self {
            Rough::Exact(value) => value,
            Rough::Interval { low, high } => f64::midpoint(low, high),
            Rough::Triangular { low, mode, high } => (low + mode + high) / 3.0,
        }
    }

    fn is_exact(self) -> bool {
        let (low, high) = self.ends();
        low.total_cmp(&high).is_eq()
    }

    fn ends(self) -> (f64, f64) {
        match self {
            Rough::Exact(value) => (value, value),
            Rough::Interval { low, high } | Rough::Triangular { low, high, .. } => (low, high),
        }
    }

    fn is_ordered(self) -> bool {
        match self {
            Rough::Exact(_) => true,
            Rough::Interval { low, high } => low <= high,
            Rough::Triangular { low, mode, high } => low <= mode && mode <= high,
        }
    }
}

/// Holds what is roughly known of one party on an issue.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoughStake {
    /// What it wants.
    pub position: Option<Rough>,
    /// How much it cares.
    pub salience: Option<Rough>,
    /// What it could bring to bear.
    pub capability: Option<Rough>,
}

impl RoughStake {
    fn numbers(&self) -> [(Option<Rough>, Unknown); 3] {
        [
            (self.position, Unknown::Position),
            (self.salience, Unknown::Salience),
            (self.capability, Unknown::Capability),
        ]
    }
}

/// Holds an issue whose numbers are known only roughly.
#[derive(Clone, Debug, PartialEq)]
pub struct RoughIssue {
    scale: Scale,
    pub(super) stakes: Vec<RoughStake>,
    inputs: Vec<Input>,
}

/// Names one number that is not known exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// The party.
    pub party: usize,
    /// Which of its numbers.
    pub which: Unknown,
}

impl RoughIssue {
    /// Makes an issue of roughly known numbers. On a scale of words positions must be exact, as there is
    /// nothing between two words.
    ///
    /// # Errors
    /// If an end of a range cannot be a number of an issue, or a range is not in ascending order.
    pub fn new(scale: Scale, stakes: Vec<RoughStake>) -> Result<RoughIssue, IssueError> {
        let at_end = |end: fn((f64, f64)) -> f64| -> Vec<Stake> {
            let number = |rough: Option<Rough>| rough.map(|rough| end(rough.ends()));
            let stake = |stake: &RoughStake| Stake {
                position: number(stake.position),
                salience: number(stake.salience),
                capability: number(stake.capability),
            };
            stakes.iter().map(stake).collect()
        };
        // What lies between two possible numbers is possible too.
        Issue::new(scale.clone(), at_end(|ends| ends.0))?;
        Issue::new(scale.clone(), at_end(|ends| ends.1))?;
        let words = matches!(scale, Scale::Words { .. });
        let mut inputs = Vec::new();
        for (party, stake) in stakes.iter().enumerate() {
            for (rough, which) in stake.numbers() {
                let Some(rough) = rough else { continue };
                let value = rough.ends().1;
                let between = words && which == Unknown::Position && !rough.is_exact();
                if !rough.is_ordered() || between {
                    return Err(IssueError::OutOfRange { party, which, value });
                }
                if !rough.is_exact() {
                    inputs.push(Input { party, which });
                }
            }
        }
        Ok(RoughIssue { scale, stakes, inputs })
    }

    /// Returns the numbers that are not known exactly, party by party.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Returns the issue at given shares of the possible values, one for each input.
    pub(super) fn issue(&self, shares: &[f64]) -> Result<Issue, Refusal> {
        let mut next = shares.iter();
        let mut number = |rough: Option<Rough>| {
            rough.map(|rough| match rough {
                rough if rough.is_exact() => rough.ends().0,
                rough => {
                    let (low, high) = rough.ends();
                    rough.at(next.next().copied().unwrap_or(0.5)).clamp(low, high)
                }
            })
        };
        let stakes = self
            .stakes
            .iter()
            .map(|stake| Stake {
                position: number(stake.position),
                salience: number(stake.salience),
                capability: number(stake.capability),
            })
            .collect();
        let bad = |error: IssueError| {
            // Between 0 and a small number there are numbers too small to count with.
            Refusal::new(RefusalCode::BadNumber, error.to_string(), "give ranges that avoid it")
        };
        Issue::new(self.scale.clone(), stakes).map_err(bad)
    }
}
