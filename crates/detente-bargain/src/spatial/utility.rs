//! Distances between ideals and positions, and what positions are worth.

use super::options::Estimate;

/// Returns the distance of a position from an ideal, weighted by salience and relative to the largest
/// there is: d = √(Σ (s(q − θ))² / Σ s²).
pub(super) fn distance(ideal: &[f64], position: &[f64], salience: &[f64]) -> f64 {
    let (far, most) = ideal.iter().zip(position).zip(salience).fold(
        (0.0, 0.0),
        |(far, most), ((ideal, position), salience)| {
            let part = (ideal - position) * salience;
            (far + part * part, most + salience * salience)
        },
    );
    let ratio: f64 = far / most;
    ratio.sqrt()
}

/// Returns what a position at a distance is worth under a risk attitude.
pub(super) fn utility(distance: f64, risk: f64) -> f64 {
    if distance <= 1.0 {
        (1.0 - distance) * (1.0 + distance * risk)
    } else {
        (1.0 - distance) * (1.0 + risk)
    }
}

/// Returns what a party with attitude `own` takes another's attitude to be.
pub(super) fn estimate(rule: Estimate, own: f64, other: f64) -> f64 {
    match rule {
        Estimate::Full => other,
        Estimate::TwoThirds => (own + 2.0 * other) / 3.0,
        Estimate::Half => f64::midpoint(own, other),
        Estimate::OneThird => (2.0 * own + other) / 3.0,
        Estimate::Own => own,
    }
}
