//! Names of the solution concepts and what sets them apart.
//!
//! The computing is in `solve`; here are only the properties that tell the concepts from each other.

use std::fmt;
use std::str::FromStr;

/// Names a solution concept: what a party expects to happen after it moves.
///
/// Ordered from no foresight to the others' willing answers; see each for its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concept {
    /// Stays only where no move improves (Nash 1950; Fang, Hipel, Kilgour 1993).
    Nash,
    /// Stays also where the others could answer every improvement so that nothing is gained, at
    /// whatever cost to themselves: general metarational (Howard 1971).
    Gmr,
    /// As `Gmr`, the answer also standing after one more move of one's own: symmetric metarational
    /// (Howard 1971).
    Smr,
    /// As `Gmr`, the others answering only by moves each of which improves its mover: sequential
    /// stability (Fraser, Hipel 1979).
    Seq,
    /// As `Smr` with the answers of `Seq`: symmetric sequential (Rêgo, Vieira 2017).
    SymSeq,
    /// Stays also where improvements made by others at the same moment would spoil one's own:
    /// simultaneous stability (Fraser, Hipel 1984).
    Sim,
}

/// Says which moves of the others count as an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Walk {
    /// Any legal move.
    Moves,
    /// Moves that improve their mover, judged where it makes them.
    Improvements,
}

impl Concept {
    /// Holds every concept once.
    pub const ALL: [Concept; 6] =
        [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq, Concept::Sim];

    /// Returns the name used in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Concept::Nash => "nash",
            Concept::Gmr => "gmr",
            Concept::Smr => "smr",
            Concept::Seq => "seq",
            Concept::SymSeq => "symseq",
            Concept::Sim => "sim",
        }
    }

    /// Returns the name of the concept in its strong form ([`crate::solve_strength`]), where it has
    /// one.
    ///
    /// Never "sseq", which means *strong* in one literature and *symmetric* in another.
    pub const fn strong_name(self) -> Option<&'static str> {
        match self {
            Concept::Nash | Concept::Sim => None,
            Concept::Gmr => Some("strong-gmr"),
            Concept::Smr => Some("strong-smr"),
            Concept::Seq => Some("strong-seq"),
            Concept::SymSeq => Some("strong-symseq"),
        }
    }

    /// Returns the name of the concept under fuzzy preference ([`crate::Fuzzy`]), where it has one.
    pub const fn fuzzy_name(self) -> Option<&'static str> {
        match self {
            Concept::Nash => Some("fnash"),
            Concept::Gmr => Some("fgmr"),
            Concept::Smr => Some("fsmr"),
            Concept::Seq => Some("fseq"),
            Concept::SymSeq | Concept::Sim => None,
        }
    }

    /// Returns how the others answer by sequences, if the concept has them.
    pub(crate) const fn walk(self) -> Option<Walk> {
        match self {
            Concept::Nash | Concept::Sim => None,
            Concept::Gmr | Concept::Smr => Some(Walk::Moves),
            Concept::Seq | Concept::SymSeq => Some(Walk::Improvements),
        }
    }

    /// Says whether an answer counts only if the mover cannot escape it by one more move.
    pub(crate) const fn is_symmetric(self) -> bool {
        matches!(self, Concept::Smr | Concept::SymSeq)
    }
}

impl fmt::Display for Concept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Concept {
    type Err = UnknownConcept;

    fn from_str(name: &str) -> Result<Concept, UnknownConcept> {
        Concept::ALL
            .into_iter()
            .find(|concept| concept.name() == name)
            .ok_or_else(|| UnknownConcept(name.to_owned()))
    }
}

/// Holds a name that is no concept's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownConcept(pub String);

impl fmt::Display for UnknownConcept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no solution concept \"{}\"; there are", self.0)?;
        for (at, concept) in Concept::ALL.iter().enumerate() {
            write!(f, "{} {concept}", if at == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownConcept {}
