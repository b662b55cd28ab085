//! What an answer says about itself: its value, how it was found, how exact it is, what it cost.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use std::fmt;

/// Holds a number as a fraction where it is known exactly, and as a float always.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The exact value, in lowest terms.
    pub exact: Option<BigRational>,
    /// The value, rounded.
    pub approx: f64,
}

impl Value {
    /// Makes a value that is known exactly.
    pub fn exact(fraction: BigRational) -> Self {
        let approx = fraction.to_f64().unwrap_or(f64::NAN);
        Self { exact: Some(fraction), approx }
    }

    /// Makes a value that is known approximately.
    pub fn approx(approx: f64) -> Self {
        Self { exact: None, approx }
    }

    /// Makes the quotient of two counts, or nothing if the second is zero.
    pub(crate) fn ratio(above: &BigUint, below: &BigUint) -> Option<Self> {
        let below = BigInt::from(below.clone());
        (!below.is_zero())
            .then(|| Self::exact(BigRational::new(BigInt::from(above.clone()), below)))
    }
}

/// Writes the fraction as `a/b` where there is one, the float otherwise.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.exact {
            Some(fraction) => write!(f, "{fraction}"),
            None => write!(f, "{}", self.approx),
        }
    }
}

/// Names the way an answer was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Counts of interchangeable voters, with binomial coefficients.
    Types,
    /// The whole truth table as a set of bits.
    Table,
    /// A quasi-reduced ordered decision diagram.
    Diagram,
    /// A recursion over size and weight, for a single threshold.
    Weights,
    /// A recursion over weight in residues, put together by the Chinese remainder theorem.
    Residues,
    /// Gauss–Legendre quadrature of the multilinear extension.
    Quadrature,
    /// Random draws.
    Sampling,
}

impl Method {
    /// Returns the name used in messages and files.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Types => "types",
            Method::Table => "table",
            Method::Diagram => "diagram",
            Method::Weights => "weights",
            Method::Residues => "residues",
            Method::Quadrature => "quadrature",
            Method::Sampling => "sampling",
        }
    }
}

/// Says how far an answer can be from the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Exactness {
    /// Not at all: fractions and counts are exact, floats are these rounded.
    Exact,
    /// At most by this much, absolutely, for each value; a proven bound that includes rounding.
    Within(f64),
    /// With probability at least 0.99 no value by more than `bound`: independent draws, Hoeffding's
    /// inequality for all values together.
    Sampled {
        /// How many draws.
        n: u64,
        /// The seed they came from.
        seed: u64,
        /// Half the width of the interval.
        bound: f64,
    },
}

impl Exactness {
    /// Returns how far a value can be from the truth: zero if it is exact.
    pub fn bound(self) -> f64 {
        match self {
            Self::Exact => 0.0,
            Self::Within(bound) | Self::Sampled { bound, .. } => bound,
        }
    }
}

/// Says what an answer cost, in quantities that are the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Nodes of a diagram, words of a table, count vectors, cells of an array, or draws.
    pub nodes: u64,
    /// Bytes of the largest array, approximately.
    pub bytes: u64,
}

/// Says how an answer was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct How {
    /// The method.
    pub method: Method,
    /// How exact the answer is.
    pub exactness: Exactness,
    /// What it cost.
    pub cost: Cost,
}

impl How {
    pub(crate) fn exact(method: Method, nodes: usize, bytes: usize) -> Self {
        let cost = Cost { nodes: nodes as u64, bytes: bytes as u64 };
        Self { method, exactness: Exactness::Exact, cost }
    }
}
