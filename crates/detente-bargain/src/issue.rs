//! One issue: its scale, and what is known of each party's position, salience and capability.
//!
//! Names are not here; a party is its number. Nothing unknown is filled in: a party of which something
//! is unknown is left out of a forecast, and the forecast says so.

use crate::context::{Refusal, RefusalCode};
use std::fmt;

/// The largest number an issue may hold. Products and sums of such numbers stay finite.
pub const MAX_NUMBER: f64 = 1e100;
/// The smallest number other than 0 an issue may hold as salience or capability.
pub const MIN_NUMBER: f64 = 1e-100;

/// Says what the positions of an issue are.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Numbers whose distances mean something, such as years or percent.
    Numbers,
    /// Ordered words, such as "none, some, all". A position is the number of a word, from 0.
    Words {
        /// How many words there are.
        count: usize,
        /// The place of each word on a line, in ascending order, if distances are known. Without
        /// them only models that need no distances are run.
        places: Option<Vec<f64>>,
    },
}

/// Holds what is known of one party on an issue.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stake {
    /// What the party wants: a number on the scale, or the number of a word.
    pub position: Option<f64>,
    /// How much of its attention and effort the party spends on the issue, 0 or more.
    pub salience: Option<f64>,
    /// How much the party could bring to bear, 0 or more.
    pub capability: Option<f64>,
}

impl Stake {
    /// Makes a stake of which everything is known.
    pub fn known(position: f64, salience: f64, capability: f64) -> Stake {
        Stake { position: Some(position), salience: Some(salience), capability: Some(capability) }
    }
}

/// Holds an issue whose numbers have been looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    scale: Scale,
    stakes: Vec<Stake>,
}

/// Holds a party of which position, salience and capability are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seated {
    /// The number of the party in the issue.
    pub party: usize,
    /// Its place on the line: the position, or the place of its word.
    pub position: f64,
    /// Its salience.
    pub salience: f64,
    /// Its capability.
    pub capability: f64,
    /// Its weight, capability times salience.
    pub weight: f64,
}

/// Names what is unknown of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// What it wants.
    Position,
    /// How much it cares.
    Salience,
    /// What it could bring to bear.
    Capability,
}

/// Says which party a forecast leaves out and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The number of the party in the issue.
    pub party: usize,
    /// What is unknown of it; empty if the party is left out because it has no weight.
    pub unknown: Vec<Unknown>,
    /// Whether it would have no weight whatever the unknown is: its salience or capability is 0.
    pub weightless: bool,
}

/// Says which number of an issue cannot be.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum IssueError {
    /// A number is not finite, or larger than [`MAX_NUMBER`], or, as a salience or capability, other
    /// than 0 and smaller than [`MIN_NUMBER`].
    OutOfRange {
        /// The party.
        party: usize,
        /// Which of its numbers.
        which: Unknown,
        /// The number.
        value: f64,
    },
    /// A salience or capability is negative.
    Negative {
        /// The party.
        party: usize,
        /// Which of its numbers.
        which: Unknown,
        /// The number.
        value: f64,
    },
    /// A position is not the number of a word.
    NoSuchWord {
        /// The party.
        party: usize,
        /// Its position.
        value: f64,
        /// How many words there are.
        count: usize,
    },
    /// The places of the words are not as many as the words, or not finite, or not ascending.
    BadPlaces,
}

impl fmt::Display for IssueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IssueError::OutOfRange { party, which, value } => {
                write!(f, "the {which} of party {party} is {value}, which no model can count with")
            }
            IssueError::Negative { party, which, value } => {
                write!(f, "the {which} of party {party} is {value}, below 0")
            }
            IssueError::NoSuchWord { party, value, count } => {
                write!(f, "the position of party {party} is {value}, but there are {count} words")
            }
            IssueError::BadPlaces => {
                f.write_str("the places of the words must be one number for each, ascending")
            }
        }
    }
}

impl std::error::Error for IssueError {}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unknown::Position => "position",
            Unknown::Salience => "salience",
            Unknown::Capability => "capability",
        })
    }
}

impl Issue {
    /// Makes an issue of its scale and the stake of each party.
    ///
    /// ```
    /// use detente_bargain::{Issue, Scale, Stake};
    /// let unknown = Stake { position: None, ..Stake::known(0.0, 1.0, 1.0) };
    /// let issue = Issue::new(Scale::Numbers, vec![Stake::known(4.0, 0.8, 10.0), unknown])?;
    /// assert_eq!(issue.seated().len(), 1);
    /// assert_eq!(issue.left_out()[0].party, 1);
    /// # Ok::<(), detente_bargain::IssueError>(())
    /// ```
    ///
    /// # Errors
    /// If a number cannot be; the first such party is named.
    pub fn new(scale: Scale, stakes: Vec<Stake>) -> Result<Issue, IssueError> {
        if let Scale::Words { count, places: Some(places) } = &scale {
            let ascending = places.windows(2).all(|pair| pair[0] < pair[1]);
            let finite = places.iter().all(|place| place.abs() <= MAX_NUMBER);
            if places.len() != *count || !ascending || !finite {
                return Err(IssueError::BadPlaces);
            }
        }
        for (party, stake) in stakes.iter().enumerate() {
            check(party, stake, &scale)?;
        }
        Ok(Issue { scale, stakes })
    }

    /// Makes an issue on a scale of numbers from positions, saliences and capabilities all known.
    ///
    /// # Errors
    /// If a number cannot be.
    pub fn of(parties: &[(f64, f64, f64)]) -> Result<Issue, IssueError> {
        let stakes = parties.iter().map(|&(x, s, c)| Stake::known(x, s, c)).collect();
        Issue::new(Scale::Numbers, stakes)
    }

    /// Returns the scale.
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// Returns the stake of each party.
    pub fn stakes(&self) -> &[Stake] {
        &self.stakes
    }

    /// Returns the parties of which everything is known, in order. On a scale of words the position is
    /// the word's place if places are given, and else its number.
    pub fn seated(&self) -> Vec<Seated> {
        let seat = |(party, stake): (usize, &Stake)| {
            let (position, salience, capability) =
                (stake.position?, stake.salience?, stake.capability?);
            let position = self.place(position);
            Some(Seated { party, position, salience, capability, weight: capability * salience })
        };
        self.stakes.iter().enumerate().filter_map(seat).collect()
    }

    /// Returns the parties of which something is unknown, in order.
    pub fn left_out(&self) -> Vec<LeftOut> {
        let leave = |(party, stake): (usize, &Stake)| {
            let unknown: Vec<Unknown> = [
                (stake.position, Unknown::Position),
                (stake.salience, Unknown::Salience),
                (stake.capability, Unknown::Capability),
            ]
            .into_iter()
            .filter_map(|(value, which)| value.is_none().then_some(which))
            .collect();
            let weightless = stake.salience == Some(0.0) || stake.capability == Some(0.0);
            (!unknown.is_empty()).then_some(LeftOut { party, unknown, weightless })
        };
        self.stakes.iter().enumerate().filter_map(leave).collect()
    }

    fn place(&self, position: f64) -> f64 {
        match &self.scale {
            // Positions on words were checked to be whole numbers below the count.
            #[expect(clippy::cast_sign_loss, reason = "checked when the issue was made")]
            Scale::Words { places: Some(places), .. } => places[position as usize],
            _ => position,
        }
    }

    /// Returns the seated parties if a model that needs distances may be run and somebody has weight.
    pub(crate) fn measured(&self, model: &str) -> Result<Vec<Seated>, Refusal> {
        if let Scale::Words { places: None, .. } = self.scale {
            return Err(Refusal::new(
                RefusalCode::NoDistances,
                format!("{model} needs distances, and between ordered words there are none"),
                "use the weighted median, or give the place of each word on a line",
            ));
        }
        self.weighted()
    }

    /// Returns the seated parties if somebody has weight.
    pub(crate) fn weighted(&self) -> Result<Vec<Seated>, Refusal> {
        let seated = self.seated();
        if seated.iter().any(|seated| seated.weight > 0.0) {
            return Ok(seated);
        }
        Err(Refusal::new(
            RefusalCode::NoWeight,
            format!(
                "of {} parties none has a known position and a weight above 0",
                self.stakes.len()
            ),
            "find out the position, salience and capability of at least one party",
        ))
    }
}

fn check(party: usize, stake: &Stake, scale: &Scale) -> Result<(), IssueError> {
    if let Some(value) = stake.position {
        // A NaN is in no range.
        if !(-MAX_NUMBER..=MAX_NUMBER).contains(&value) {
            return Err(IssueError::OutOfRange { party, which: Unknown::Position, value });
        }
        if let Scale::Words { count, .. } = *scale
            && !(value >= 0.0 && value < count as f64 && value.fract() == 0.0)
        {
            return Err(IssueError::NoSuchWord { party, value, count });
        }
    }
    for (value, which) in
        [(stake.salience, Unknown::Salience), (stake.capability, Unknown::Capability)]
    {
        let Some(value) = value else { continue };
        if value < 0.0 {
            return Err(IssueError::Negative { party, which, value });
        }
        if value != 0.0 && !(MIN_NUMBER..=MAX_NUMBER).contains(&value) {
            return Err(IssueError::OutOfRange { party, which, value });
        }
    }
    Ok(())
}
