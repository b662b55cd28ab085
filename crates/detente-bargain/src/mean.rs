//! The weighted mean of positions, what each party contributes to it, and what would change it.
//!
//! What changes is given in closed form; nothing is searched for.

use crate::context::Refusal;
use crate::issue::{Issue, LeftOut, Seated};

/// Holds the weighted mean of an issue, z = Σ wᵢxᵢ / Σ wᵢ.
///
/// This is the compromise model: each party pulls with its capability times its salience. On the
/// decided issues of European Union law-making no richer model has done better (Achen, in: Thomson,
/// Stokman, Achen, König (eds), *The European Union Decides*, Cambridge 2006).
#[derive(Clone, Debug, PartialEq)]
pub struct Mean {
    /// The forecast, on the line of the issue.
    pub outcome: f64,
    /// The sum of the weights, above 0.
    pub total_weight: f64,
    /// What each party contributes, in the order of the parties.
    pub pulls: Vec<Pull>,
    /// The parties of which something is unknown.
    pub left_out: Vec<LeftOut>,
}

/// Says how far one party pulls the weighted mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pull {
    /// The number of the party.
    pub party: usize,
    /// What it wants.
    pub position: f64,
    /// Its weight, capability times salience.
    pub weight: f64,
    /// Its share of all weight, from 0 to 1. If the party moves by d, the outcome moves by this times d.
    pub share: f64,
    /// Its share times its distance from the outcome, with sign. The pulls of all parties add up to 0.
    pub pull: f64,
}

/// Says what one party would have to change to bring the outcome to a given point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lever {
    /// The number of the party.
    pub party: usize,
    /// The position it would have to take, everything else being equal; none for a party without weight.
    pub position: Option<f64>,
    /// The weight it would have to have; none where no weight does it, as the point lies on the other
    /// side of the outcome, or at or beyond the party's own position.
    pub weight: Option<f64>,
}

/// Computes the weighted mean of the positions of an issue.
///
/// ```
/// use detente_bargain::{Issue, weighted_mean};
/// let issue = Issue::of(&[(0.0, 1.0, 30.0), (100.0, 1.0, 10.0)])?;
/// let mean = weighted_mean(&issue)?;
/// assert_eq!(mean.outcome, 25.0);
/// assert_eq!(mean.pulls[1].pull, 18.75);
/// assert_eq!(mean.moved(1, 60.0), Some(15.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the scale has no distances, or nobody has weight.
pub fn weighted_mean(issue: &Issue) -> Result<Mean, Refusal> {
    let seated = issue.measured("the weighted mean")?;
    let (outcome, total_weight) = average(&seated);
    let pull = |seated: &Seated| {
        let share = seated.weight / total_weight;
        Pull {
            party: seated.party,
            position: seated.position,
            weight: seated.weight,
            share,
            pull: share * (seated.position - outcome),
        }
    };
    let pulls = seated.iter().map(pull).collect();
    Ok(Mean { outcome, total_weight, pulls, left_out: issue.left_out() })
}

fn average(seated: &[Seated]) -> (f64, f64) {
    let (pairs, total) = sums(seated.iter().map(|seated| (seated.weight, seated.position)));
    (within(pairs / total, seated.iter().map(|seated| seated.position)), total)
}

fn sums(parties: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    parties.fold((0.0, 0.0), |(pairs, total), (weight, position)| {
        (pairs + weight * position, total + weight)
    })
}

/// Rounding may carry a mean past the outermost position; a mean of equal positions is that position.
fn within(mean: f64, positions: impl Iterator<Item = f64>) -> f64 {
    let (low, high) = positions
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    mean.clamp(low, high)
}

impl Mean {
    fn pull(&self, party: usize) -> Option<&Pull> {
        self.pulls.iter().find(|pull| pull.party == party)
    }

    /// Returns the sums of weight times position, and of weights, of everybody else.
    fn others(&self, party: usize) -> (f64, f64) {
        let others = self.pulls.iter().filter(|pull| pull.party != party);
        sums(others.map(|pull| (pull.weight, pull.position)))
    }

    /// Returns the outcome if a party took another position; none if it is not in the forecast.
    pub fn moved(&self, party: usize, to: f64) -> Option<f64> {
        let pull = self.pull(party)?;
        Some(self.outcome + pull.share * (to - pull.position))
    }

    /// Returns the outcome if a new party sat down.
    pub fn seated(&self, position: f64, weight: f64) -> f64 {
        // Written as a step from the present outcome, so that no weight means no step.
        self.outcome + weight / (self.total_weight + weight) * (position - self.outcome)
    }

    /// Returns the outcome without a party; none if it is not in the forecast or the rest has no
    /// weight.
    pub fn without(&self, party: usize) -> Option<f64> {
        self.reweighed(party, 0.0)
    }

    /// Returns the outcome if a party had another weight; none if it is not in the forecast or nobody
    /// would have weight.
    pub fn reweighed(&self, party: usize, weight: f64) -> Option<f64> {
        let pull = self.pull(party)?;
        let (pairs, total) = self.others(party);
        let all = total + weight;
        (all > 0.0).then(|| (pairs + weight * pull.position) / all)
    }

    /// Returns what each party would have to change to bring the outcome to `target`.
    ///
    /// Positions come from z + (wᵢ/W)(x − xᵢ) = target. Weights come from
    /// w (xᵢ − target) = Σₖ≠ᵢ wₖ (target − xₖ), if the result is not negative.
    pub fn levers(&self, target: f64) -> Vec<Lever> {
        let lever = |pull: &Pull| {
            let position = (pull.share > 0.0)
                .then(|| pull.position + (target - self.outcome) / pull.share)
                .filter(|position| position.is_finite());
            let (pairs, total) = self.others(pull.party);
            let weight = (target * total - pairs) / (pull.position - target);
            // Without weight of its own the party needs others for an outcome to be defined.
            let weight = Some(weight)
                .filter(|weight| weight.is_finite() && *weight >= 0.0 && total + weight > 0.0);
            Lever { party: pull.party, position, weight }
        };
        self.pulls.iter().map(lever).collect()
    }

    /// Returns the party that has to move least to bring the outcome to `target`, and where to; with
    /// `bounds`, only among positions between them. Ties go to the first party.
    pub fn least_move(&self, target: f64, bounds: Option<(f64, f64)>) -> Option<(usize, f64)> {
        let inside = |to: f64| bounds.is_none_or(|(low, high)| to >= low && to <= high);
        let moves = self.levers(target).into_iter().zip(&self.pulls).filter_map(|(lever, pull)| {
            let to = lever.position.filter(|&to| inside(to))?;
            Some((lever.party, to, (to - pull.position).abs()))
        });
        let least = moves.fold(None, |least: Option<(usize, f64, f64)>, next| match least {
            Some(least) if least.2 <= next.2 => Some(least),
            _ => Some(next),
        });
        least.map(|(party, to, _)| (party, to))
    }
}
