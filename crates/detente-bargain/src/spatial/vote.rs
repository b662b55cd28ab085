//! Votes of one party between two options.

use super::options::VoteRule;

/// Below this difference of utilities a binary vote is not yet whole.
const WHOLE: f64 = 1e-8;

/// Returns the vote of a party of weight `weight` for an option that is worth `delta` more to it than the
/// other; negative if it is worth less.
pub(super) fn vote(rule: VoteRule, weight: f64, delta: f64) -> f64 {
    let binary = || (delta / WHOLE).clamp(-1.0, 1.0);
    match rule {
        VoteRule::Binary => weight * binary(),
        VoteRule::ProportionalBinary => weight * (0.8 * delta + 0.2 * binary()),
        VoteRule::Proportional => weight * delta,
        VoteRule::ProportionalCubic => weight * (0.5 * delta + 0.5 * (delta * delta * delta)),
        VoteRule::Cubic => weight * (delta * delta * delta),
        VoteRule::AsymmetricProspect if delta < 0.0 => weight * delta,
        VoteRule::AsymmetricProspect => 2.0 * weight * delta / 3.0,
    }
}
