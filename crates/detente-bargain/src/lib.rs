//! Forecasts of bargaining: where an issue comes out, and who pulls it there.
//!
//! What lives here: the weighted mean and median, bargaining solutions, the challenge model, the spatial
//! model of politics and the text formats its scenarios come in, the exchange model, scores of forecasts,
//! forecasts from rough numbers. What does not: files, words for people.

mod challenge;
mod context;
mod exchange;
mod issue;
mod ktab;
mod mean;
mod median;
mod nash;
mod parallel;
mod random;
mod score;
mod spatial;
mod uncertain;

pub use challenge::{
    ChallengeMove, ChallengeOptions, ChallengeRound, ChallengeRun, ChallengeVariant, Offer,
    OfferKind, challenge,
};
pub use context::{Context, Refusal, RefusalCode};
pub use exchange::{Exchange, ExchangeLimit, ExchangeRun, Shift, exchange};
pub use issue::{
    Issue, IssueError, LeftOut, MAX_NUMBER, MIN_NUMBER, Scale, Seated, Stake, Unknown,
};
pub use ktab::{
    Fault, FromKtab, IssueFile, KtabActor, KtabFile, Severity, is_issue_csv, read_issue_csv,
    read_ktab_csv, read_ktab_xml,
};
pub use mean::{Lever, Mean, Pull, weighted_mean};
pub use median::{HALF, Median, weighted_median};
pub use nash::{Agreement, Bargained, Gain, Loss, kalai_smorodinsky, nash_bargain};
pub use random::Random;
pub use score::{
    Bin, Bins, Brier, LogScore, PointScore, brier, log_score, ranked_probability, score_points,
};
pub use spatial::{
    Bargain, CastVote, Commitment, Considered, Detail, Election, Estimate, Interpolation,
    MAX_CAPABILITY, Proposals, ProposedBy, Queued, RiskRange, SALIENCE_SLACK, Scenario,
    SpatialChallenge, SpatialMove, SpatialOptions, SpatialParty, SpatialRun, SpatialState,
    SpatialTurn, Stopped, Transition, UnknownOption, Victory, VoteRule, Winner, spatial,
    spatial_election,
};
pub use uncertain::{
    Draws, Forecast, Influence, Influences, Input, Rough, RoughIssue, RoughStake, draw, influences,
    mean_influences,
};

#[cfg(doctest)]
#[doc = include_str!("../../../docs/engines/bargain.md")]
struct EnginePage;
