//! The weighted median of positions. It needs an order, not distances.

use crate::context::Refusal;
use crate::issue::{Issue, LeftOut, Seated};

/// Weights come from decimal figures that binary numbers cannot hold, so that .1 + .2 is not .3. Half
/// the weight counts as reached exactly where it is reached to within this part of the weight.
pub const HALF: f64 = 1e-12;

/// Holds the weighted median of an issue.
///
/// With single-peaked preferences no position beats it by a weighted majority (Black, On the rationale
/// of group decision-making, *Journal of Political Economy* 56, 1948).
#[derive(Clone, Debug, PartialEq)]
pub struct Median {
    /// The smallest position at which the cumulative weight reaches half of all weight.
    pub outcome: f64,
    /// The next position, if the weights up to `outcome` make exactly half: then everything from
    /// `outcome` to here is median, and the model does not choose.
    pub up_to: Option<f64>,
    /// The parties at `outcome` that have weight.
    pub holders: Vec<usize>,
    /// The parties of which something is unknown.
    pub left_out: Vec<LeftOut>,
}

/// Computes the weighted median of the positions of an issue.
///
/// On a scale of words without places the outcome is the number of a word.
///
/// ```
/// use detente_bargain::{Issue, weighted_median};
/// let issue = Issue::of(&[(4.0, 1.0, 2.0), (7.0, 1.0, 1.0), (10.0, 1.0, 1.0)])?;
/// let median = weighted_median(&issue)?;
/// assert_eq!((median.outcome, median.up_to), (4.0, Some(7.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If nobody has weight.
pub fn weighted_median(issue: &Issue) -> Result<Median, Refusal> {
    let mut seated = issue.weighted()?;
    seated.retain(|seated| seated.weight > 0.0);
    let points: Vec<(f64, f64)> =
        seated.iter().map(|seated| (seated.position, seated.weight)).collect();
    let (outcome, up_to) = median_of(&points);
    let at = |seated: &Seated| seated.position.total_cmp(&outcome).is_eq();
    let holders = seated.iter().filter(|seated| at(seated)).map(|seated| seated.party).collect();
    Ok(Median { outcome, up_to, holders, left_out: issue.left_out() })
}

/// Returns the weighted median of pairs of position and weight above 0, and the end of the interval.
/// Of nothing it is 0.
pub(crate) fn median_of(points: &[(f64, f64)]) -> (f64, Option<f64>) {
    let mut points: Vec<(f64, f64)> =
        points.iter().copied().filter(|&(_, weight)| weight > 0.0).collect();
    // Adding 0 turns the negative zero into the positive, so that equal positions sort as equal.
    points.iter_mut().for_each(|point| point.0 += 0.0);
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = points.iter().map(|&(_, weight)| weight).sum();
    let (half, slack) = (total / 2.0, total * HALF);
    let mut reached = 0.0;
    let mut rest = points.as_slice();
    while let Some(&(position, _)) = rest.first() {
        let here = rest.iter().take_while(|point| point.0.total_cmp(&position).is_eq()).count();
        reached += rest[..here].iter().map(|&(_, weight)| weight).sum::<f64>();
        rest = &rest[here..];
        if reached >= half - slack {
            let next = rest.first().map(|&(next, _)| next);
            return (position, next.filter(|_| reached <= half + slack));
        }
    }
    (points.last().map_or(0.0, |&(position, _)| position), None)
}
