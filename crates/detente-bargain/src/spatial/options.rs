//! The options of the spatial model, with the names and values KTAB gives them in its files.

use std::fmt;
use std::str::FromStr;

/// Says that a word is no value of an option, or no option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOption {
    /// Which option was to be set.
    pub option: &'static str,
    /// The word given.
    pub word: String,
    /// The words there are.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.known.join(", ");
        write!(f, "`{}` is no value of {}; there are {known}", self.word, self.option)
    }
}

impl std::error::Error for UnknownOption {}

/// Makes an enumeration whose values have the name that KTAB's own program knows, and the others that
/// its documents and samples use.
macro_rules! option {
    ($(#[$about:meta])* $name:ident, $label:literal, $default:ident,
     $($(#[$doc:meta])* $value:ident = $word:literal $(| $other:literal)*),+ $(,)?) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $value),+ }

        impl $name {
            /// Lists the values in the order of their declaration.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// Returns KTAB's name.
            pub const fn name(self) -> &'static str {
                match self { $($name::$value => $word),+ }
            }
        }

        impl Default for $name {
            fn default() -> Self { $name::$default }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.name()) }
        }

        impl FromStr for $name {
            type Err = UnknownOption;

            /// Reads a name, in any case of its letters.
            fn from_str(word: &str) -> Result<Self, UnknownOption> {
                let is = |name: &str| word.eq_ignore_ascii_case(name);
                $(if is($word) $(|| is($other))* { return Ok($name::$value); })+
                let known = $name::ALL.iter().map(|value| value.name()).collect();
                Err(UnknownOption { option: $label, word: word.into(), known })
            }
        }
    };
}

option! {
    /// Names how a party's vote grows with the difference δ between two utilities.
    ///
    /// w is the party's weight; B is δ/10⁻⁸, cut off at ±1.
    VoteRule, "VotingRule", Proportional,
    /// wB: the whole weight, however small the difference.
    Binary = "Binary",
    /// w(0.8δ + 0.2B).
    ProportionalBinary = "PropBin",
    /// wδ.
    Proportional = "Prop" | "Proportional",
    /// w(δ + δ³)/2.
    ProportionalCubic = "PropCbc",
    /// wδ³.
    Cubic = "Cubic",
    /// wδ for losses, ⅔wδ for gains. In an election KTAB (kmodel.cpp, `coalitions`) asks each voter once
    /// for each pair, about the later option against the earlier; so here who gains by the later one
    /// counts two thirds and who gains by the earlier one whole, and the order of parties matters.
    AsymmetricProspect = "ASymProsp",
}

option! {
    /// Names how the strengths of two coalitions make a probability of victory.
    Victory, "VictoryProbModel", Linear,
    /// In proportion to the strengths.
    Linear = "Linear",
    /// To their squares.
    Square = "Square",
    /// To their fourth powers.
    Quartic = "Quartic",
    /// To their eighth powers.
    Octic = "Octic",
    /// All but certain from a tenth more strength on, and linear in the share of strength below that.
    Binary = "Binary",
}

option! {
    /// Names how pairwise victories make one winner of an election.
    Election, "PCEModel", Conditional,
    /// In proportion to the probability of beating every option, one's own half included.
    Conditional = "Conditional",
    /// The steady state of challenges that are all equally frequent.
    MarkovUniform = "MarkovUniform" | "MarkovU",
    /// The steady state of challenges as frequent as there is support for them.
    MarkovIncentive = "MarkovIncentive" | "MarkovI",
}

option! {
    /// Names the range of risk attitudes R that winning probabilities are spread over.
    RiskRange, "BigRRange", Mid,
    /// From 0 to 1.
    Min = "Min",
    /// From −½ to 1.
    Mid = "Mid",
    /// From −1 to 1.
    Max = "Max",
}

option! {
    /// Names what party h takes the risk attitude of party i to be.
    Estimate, "BigRAdjust", OneThird,
    /// Rᵢ, what it is.
    Full = "Full",
    /// `(R_h + 2Rᵢ)/3`.
    TwoThirds = "TwoThirds",
    /// `(R_h + Rᵢ)/2`.
    Half = "Half",
    /// `(2R_h + Rᵢ)/3`.
    OneThird = "OneThird",
    /// `R_h`, its own.
    Own = "None" | "No",
}

option! {
    /// Names how far a third party commits itself to the side it joins.
    ///
    /// In KTAB (kmodel.cpp, `thirdPartyVoteSU`), and so here, only a half commitment lets third parties
    /// have any vote: under the other two what a party gains does not depend on the side it joins, and
    /// its vote is 0. So a full commitment does not give third parties more weight but none.
    Commitment, "ThirdPartyCommit", Semi,
    /// It has to take the position of the side that wins, whichever that is: no contribution results.
    Full = "FullCommit" | "Full",
    /// It has to take the position of the other side only if its own side loses.
    Semi = "SemiCommit" | "Semi",
    /// It keeps its position: no contribution results.
    None = "NoCommit" | "None" | "No",
}

option! {
    /// Names how a bargain lies between two positions, dimension by dimension.
    Interpolation, "InterVecBrgn", SquareSquare,
    /// By salience times probability of victory.
    LinearLinear = "S1P1",
    /// By the squares of both.
    SquareSquare = "S2P2",
    /// The weaker moves as far as the difference of the probabilities and the saliences make it; the
    /// stronger stays. As in KTAB (smp.cpp, `interpBrgnS2PMax`), this one is not rounded to four
    /// decimals.
    SquareMax = "S2PMax",
}

option! {
    /// Names who proposes the bargain of a challenge.
    Proposals, "BargnModel", Initiator,
    /// The challenger alone, by its own estimate of victory.
    Initiator = "InitOnlyInterp" | "Initiator",
    /// The challenger and the challenged, each by its own estimate.
    Both = "InitRcvrInterp" | "Both",
    /// One bargain, the mean of both, weighted by capability times salience.
    Compromise = "PWCompInterp" | "Compromise",
}

option! {
    /// Says how much of a run is kept.
    Detail, "Detail", Moves,
    /// Positions, attitudes and summary figures of each turn: about n numbers a turn and dimension.
    Turns = "Turns",
    /// Also every challenge with its votes and every queue: about n² numbers a turn.
    Moves = "Moves",
}

/// Says how one bargain of a queue is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Transition {
    /// The most probable, the first on ties.
    #[default]
    Deterministic,
    /// One draw by the probabilities. The same seed gives the same run on any number of threads. The
    /// generator is not KTAB's, so a stochastic run is not KTAB's either.
    Stochastic {
        /// The seed.
        seed: u64,
    },
}

/// Holds the options of the spatial model. The defaults are KTAB's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpatialOptions {
    /// How votes grow with what is at stake.
    pub vote: VoteRule,
    /// How strengths make probabilities.
    pub victory: Victory,
    /// How pairwise victories make a winner.
    pub election: Election,
    /// The range of risk attitudes.
    pub risk: RiskRange,
    /// What parties take each other's risk attitudes to be.
    pub estimate: Estimate,
    /// How far third parties commit themselves.
    pub commitment: Commitment,
    /// How a bargain lies between two positions.
    pub interpolation: Interpolation,
    /// Who proposes it.
    pub proposals: Proposals,
    /// How one bargain of a queue is chosen.
    pub transition: Transition,
    /// Whether two faults of KTAB are reproduced. It makes the bargain by the receiver's estimate with
    /// the challenger's expected gain instead of its probability of victory (smpbcn.cpp, where
    /// `get<1>(Vjij)` is meant to be `get<0>`), and it weighs the receiver's side of a compromise with
    /// the challenger's capability (`brgnJIJ->actInit->sCap`). Both matter only where the receiver has
    /// a say: under [`Proposals::Both`] and [`Proposals::Compromise`].
    pub ktab_faults: bool,
    /// After how many turns the run stops in any case, at least 1.
    pub max_turns: usize,
    /// The first turn after which it may stop because little moves.
    pub min_turns: usize,
    /// It stops when the shift of a turn is below this part of the shift of the first.
    pub settle: f64,
    /// How much is kept.
    pub detail: Detail,
}

impl Default for SpatialOptions {
    fn default() -> Self {
        SpatialOptions {
            vote: VoteRule::default(),
            victory: Victory::default(),
            election: Election::default(),
            risk: RiskRange::default(),
            estimate: Estimate::default(),
            commitment: Commitment::default(),
            interpolation: Interpolation::default(),
            proposals: Proposals::default(),
            transition: Transition::default(),
            ktab_faults: false,
            max_turns: 100,
            min_turns: 2,
            settle: 0.02,
            detail: Detail::default(),
        }
    }
}

impl SpatialOptions {
    /// Lists the options that [`set`](SpatialOptions::set) knows: KTAB's, by its names, and `KtabFaults`.
    pub const NAMES: &'static [&'static str] = &[
        "VictoryProbModel",
        "PCEModel",
        "StateTransitions",
        "VotingRule",
        "BigRAdjust",
        "BigRRange",
        "ThirdPartyCommit",
        "InterVecBrgn",
        "BargnModel",
        "KtabFaults",
    ];

    /// Sets an option by its name and that of its value, in any case of their letters. Stochastic
    /// transitions keep the seed there is, and else begin with seed 0.
    ///
    /// ```
    /// use detente_bargain::{SpatialOptions, VoteRule};
    /// let mut options = SpatialOptions::default();
    /// options.set("VotingRule", "Cubic")?;
    /// assert_eq!(options.vote, VoteRule::Cubic);
    /// let error = options.set("BigRRange", "Middle").unwrap_err();
    /// assert_eq!(error.to_string(), "`Middle` is no value of BigRRange; there are Min, Mid, Max");
    /// # Ok::<(), detente_bargain::UnknownOption>(())
    /// ```
    ///
    /// # Errors
    /// If there is no such option or value; the error lists what there is.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), UnknownOption> {
        let unknown = |option, word: &str, known: &[&'static str]| UnknownOption {
            option,
            word: word.into(),
            known: known.to_vec(),
        };
        let is = |word: &&&str| word.eq_ignore_ascii_case(name);
        match Self::NAMES.iter().find(is).copied() {
            Some("VictoryProbModel") => self.victory = value.parse()?,
            Some("PCEModel") => self.election = value.parse()?,
            Some("VotingRule") => self.vote = value.parse()?,
            Some("BigRAdjust") => self.estimate = value.parse()?,
            Some("BigRRange") => self.risk = value.parse()?,
            Some("ThirdPartyCommit") => self.commitment = value.parse()?,
            Some("InterVecBrgn") => self.interpolation = value.parse()?,
            Some("BargnModel") => self.proposals = value.parse()?,
            Some(option @ "StateTransitions") => {
                self.transition = match value.to_ascii_lowercase().as_str() {
                    "deterministic" => Transition::Deterministic,
                    "stochastic" => match self.transition {
                        Transition::Deterministic => Transition::Stochastic { seed: 0 },
                        seeded @ Transition::Stochastic { .. } => seeded,
                    },
                    _ => return Err(unknown(option, value, &["Deterministic", "Stochastic"])),
                }
            }
            Some(option @ "KtabFaults") => {
                self.ktab_faults = match value.to_ascii_lowercase().as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return Err(unknown(option, value, &["true", "false"])),
                }
            }
            _ => return Err(unknown("the options of the spatial model", name, Self::NAMES)),
        }
        Ok(())
    }

    /// Returns every option that [`set`](SpatialOptions::set) knows with its value, by KTAB's names.
    ///
    /// ```
    /// use detente_bargain::SpatialOptions;
    /// let mut again = SpatialOptions::default();
    /// for (name, value) in SpatialOptions::default().settings() {
    ///     again.set(name, value)?;
    /// }
    /// assert_eq!(again, SpatialOptions::default());
    /// # Ok::<(), detente_bargain::UnknownOption>(())
    /// ```
    pub fn settings(&self) -> Vec<(&'static str, &'static str)> {
        let value = |name: &&'static str| match *name {
            "VictoryProbModel" => self.victory.name(),
            "PCEModel" => self.election.name(),
            "VotingRule" => self.vote.name(),
            "BigRAdjust" => self.estimate.name(),
            "BigRRange" => self.risk.name(),
            "ThirdPartyCommit" => self.commitment.name(),
            "InterVecBrgn" => self.interpolation.name(),
            "BargnModel" => self.proposals.name(),
            "StateTransitions" => match self.transition {
                Transition::Deterministic => "Deterministic",
                Transition::Stochastic { .. } => "Stochastic",
            },
            _ if self.ktab_faults => "true",
            _ => "false",
        };
        Self::NAMES.iter().map(|name| (*name, value(name))).collect()
    }
}
