//! Forecasts of bargaining: where an issue comes out, and who pulls it there.
//!
//! What lives here: the weighted mean and median, bargaining solutions, the challenge model. What does
//! not: files, names, words.

mod challenge;
mod context;
mod issue;
mod mean;
mod median;
mod nash;
mod parallel;

pub use challenge::{
    ChallengeMove, ChallengeOptions, ChallengeRound, ChallengeRun, ChallengeVariant, Offer,
    OfferKind, challenge,
};
pub use context::{Context, Refusal, RefusalCode};
pub use issue::{
    Issue, IssueError, LeftOut, MAX_NUMBER, MIN_NUMBER, Scale, Seated, Stake, Unknown,
};
pub use mean::{Lever, Mean, Pull, weighted_mean};
pub use median::{HALF, Median, weighted_median};
pub use nash::{Agreement, Bargained, Gain, Loss, kalai_smorodinsky, nash_bargain};
