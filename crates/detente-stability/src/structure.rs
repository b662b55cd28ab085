//! Who holds which options and in which direction they may be changed.
//!
//! A structure says nothing of which states are possible ([`crate::StateSpace`]) or wanted
//! ([`crate::Ranking`]).

use std::fmt;

use crate::condition::State;
use crate::party::{MAX_PARTIES, PartySet};

/// The largest number of options a structure may have: one bit of a [`State`] each.
pub const MAX_OPTIONS: usize = 64;

/// Says in which direction an option can be changed after the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Moves {
    /// Allows taking and leaving, as often as wished.
    #[default]
    Both,
    /// Allows taking only: a step that cannot be undone.
    Once,
    /// Allows leaving only: a position once given up is lost.
    Withdraw,
}

/// Says who may leave a jointly held option once it is taken.
///
/// `leave` narrows what [`Moves`] permits and never widens it: on an option with [`Moves::Once`]
/// leaving is impossible whatever `leave` says. For an option with one owner `Any` and `All` are
/// the same, and `None` turns [`Moves::Both`] into [`Moves::Once`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Leave {
    /// Lets each owner leave alone: a treaty that any signatory may denounce.
    #[default]
    Any,
    /// Lets the owners leave only together: a treaty ended by common consent.
    All,
    /// Lets nobody leave.
    None,
}

/// Describes one option: who holds it and how it can be changed.
///
/// An option with two or more owners is *joint*: taking it is one common move of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// The party that holds the option, or the parties that hold it jointly.
    pub owners: PartySet,
    /// The directions in which it can be changed.
    pub moves: Moves,
    /// Who may leave it, if leaving is possible at all.
    pub leave: Leave,
}

impl OptionSpec {
    /// Describes an option of one party, changeable both ways.
    pub const fn of(party: usize) -> OptionSpec {
        OptionSpec::joint(PartySet::one(party))
    }

    /// Describes an option held by all of `owners`, changeable both ways, that any one may leave.
    pub const fn joint(owners: PartySet) -> OptionSpec {
        OptionSpec { owners, moves: Moves::Both, leave: Leave::Any }
    }

    /// Returns the option with other directions.
    #[must_use]
    pub const fn moves(self, moves: Moves) -> OptionSpec {
        OptionSpec { moves, ..self }
    }

    /// Returns the option with another rule of leaving.
    #[must_use]
    pub const fn leave(self, leave: Leave) -> OptionSpec {
        OptionSpec { leave, ..self }
    }

    /// Says whether the option is held by two or more parties.
    pub const fn is_joint(&self) -> bool {
        self.owners.len() > 1
    }
}

/// Names who makes a move: a party by itself, or parties acting as one on what they hold jointly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mover {
    /// A single party.
    Party(usize),
    /// The owners of a joint option, moving together.
    Joint(PartySet),
}

impl Mover {
    /// Returns the parties that take part in the move.
    pub const fn members(self) -> PartySet {
        match self {
            Mover::Party(party) => PartySet::one(party),
            Mover::Joint(set) => set,
        }
    }
}

/// Holds the options a mover can take and those it can leave.
///
/// A mover changes any number of them in one move; only the end point must be feasible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Directions {
    /// The options it can change from no to yes.
    pub take: State,
    /// The options it can change from yes to no.
    pub leave: State,
}

/// Holds the parties and the options of a conflict: the part that is no matter of taste.
///
/// Option form of the graph model: Howard 1971; Fang, Hipel, Kilgour 1993. Joint options
/// are an addition of this project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    parties: usize,
    options: Vec<OptionSpec>,
}

impl Structure {
    /// Makes a structure after checking that every option has owners and that they exist.
    ///
    /// # Errors
    /// If there is no party or more than 64, more than 64 options, an option without owner, or an
    /// owner that is not one of the parties.
    pub fn new(parties: usize, options: Vec<OptionSpec>) -> Result<Structure, StructureError> {
        if parties == 0 || parties > MAX_PARTIES {
            return Err(StructureError::Parties(parties));
        }
        if options.len() > MAX_OPTIONS {
            return Err(StructureError::Options(options.len()));
        }
        for (option, spec) in options.iter().enumerate() {
            if spec.owners.is_empty() {
                return Err(StructureError::NoOwner { option });
            }
            if let Some(party) = spec.owners.iter().find(|&party| party >= parties) {
                return Err(StructureError::UnknownOwner { option, party });
            }
        }
        Ok(Structure { parties, options })
    }

    /// Counts the parties.
    pub const fn parties(&self) -> usize {
        self.parties
    }

    /// Returns the options, in the order of their bits.
    pub fn options(&self) -> &[OptionSpec] {
        &self.options
    }

    /// Returns the word with a bit for every option.
    pub fn all_options(&self) -> State {
        match self.options.len() {
            0 => 0,
            n => State::MAX >> (MAX_OPTIONS - n),
        }
    }

    /// Says whether some option is held by two or more parties.
    pub fn has_joint_options(&self) -> bool {
        self.options.iter().any(OptionSpec::is_joint)
    }

    /// Returns everyone who can move: each party, then each set that holds a joint option, by
    /// ascending bits.
    pub fn movers(&self) -> Vec<Mover> {
        let mut joint: Vec<PartySet> =
            self.options.iter().filter(|o| o.is_joint()).map(|o| o.owners).collect();
        joint.sort_unstable();
        joint.dedup();
        (0..self.parties).map(Mover::Party).chain(joint.into_iter().map(Mover::Joint)).collect()
    }

    /// Returns what `mover` can take and leave.
    ///
    /// Joint options are taken by all owners together. With [`Leave::Any`] leaving is among the own
    /// moves of each owner, with [`Leave::All`] among the joint moves, with [`Leave::None`] nowhere.
    pub fn directions(&self, mover: Mover) -> Directions {
        let mut directions = Directions::default();
        for (bit, option) in self.options.iter().enumerate() {
            let bit: State = 1 << bit;
            if option.owners == mover.members() && option.moves != Moves::Withdraw {
                directions.take |= bit;
            }
            let leaves = match option.leave {
                Leave::Any => matches!(mover, Mover::Party(p) if option.owners.contains(p)),
                Leave::All => option.owners == mover.members(),
                Leave::None => false,
            };
            if leaves && option.moves != Moves::Once {
                directions.leave |= bit;
            }
        }
        directions
    }
}

/// Says why a structure cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StructureError {
    /// The number of parties is 0 or above 64.
    Parties(usize),
    /// There are more than 64 options.
    Options(usize),
    /// An option belongs to nobody.
    NoOwner {
        /// The option's place.
        option: usize,
    },
    /// An option belongs to a party that does not exist.
    UnknownOwner {
        /// The option's place.
        option: usize,
        /// The owner named.
        party: usize,
    },
}

impl fmt::Display for StructureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StructureError::Parties(n) => {
                write!(f, "{n} parties; a structure has 1 to {MAX_PARTIES}")
            }
            StructureError::Options(n) => {
                write!(f, "{n} options; a structure has at most {MAX_OPTIONS}")
            }
            StructureError::NoOwner { option } => write!(f, "option {option} has no owner"),
            StructureError::UnknownOwner { option, party } => {
                write!(f, "option {option} belongs to party {party}, which does not exist")
            }
        }
    }
}

impl std::error::Error for StructureError {}
