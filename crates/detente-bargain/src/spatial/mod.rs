//! The spatial model of politics: several dimensions, risk attitudes, third parties, bargains.
//!
//! A turn goes so. An election over all positions gives each party a probability of winning, and that
//! its attitude to risk ([`election`]). Each party looks for the challenge that promises most
//! ([`contest`]). Every challenge makes one or two bargains ([`bargain`]). Each party's queue of
//! bargains goes to an election in which everybody votes, and the winner is carried out ([`run`]).

mod bargain;
mod contest;
mod election;
mod explain;
mod options;
mod outcome;
mod run;
mod scenario;
mod utility;
mod vote;

pub use explain::{
    Bargain, CastVote, Considered, ProposedBy, Queued, SpatialChallenge, SpatialMove, SpatialRun,
    SpatialState, SpatialTurn, Stopped,
};
pub use options::{
    Commitment, Detail, Election, Estimate, Interpolation, Proposals, RiskRange, SpatialOptions,
    Transition, UnknownOption, Victory, VoteRule,
};
pub use outcome::{Winner, spatial_election};
pub use run::spatial;
pub use scenario::{MAX_CAPABILITY, SALIENCE_SLACK, Scenario, SpatialParty};
