//! How good forecasts were, once the outcomes are known.
//!
//! An outcome that is not known is not scored: it is listed. Lists of forecasts and outcomes are in the
//! same order.

use crate::context::{Refusal, RefusalCode};

fn refuse(code: RefusalCode, reason: impl Into<String>, instead: &str) -> Refusal {
    Refusal::new(code, reason, instead)
}

/// The forecasts whose outcome is known, each with its number, and the numbers of the others.
type Resolved<T> = (Vec<(usize, f64, T)>, Vec<usize>);

fn resolve<T: Copy>(forecasts: &[f64], outcomes: &[Option<T>]) -> Result<Resolved<T>, Refusal> {
    let (count, known) = (forecasts.len(), outcomes.len());
    if count != known {
        let reason = format!("there are {count} forecasts and {known} outcomes");
        let instead = "give one outcome for each forecast, unknown where it is not known";
        return Err(refuse(RefusalCode::Mismatch, reason, instead));
    }
    let (mut resolved, mut unresolved) = (Vec::new(), Vec::new());
    for (at, (&forecast, &outcome)) in forecasts.iter().zip(outcomes).enumerate() {
        match outcome {
            Some(outcome) => resolved.push((at, forecast, outcome)),
            None => unresolved.push(at),
        }
    }
    if resolved.is_empty() {
        let reason = format!("of {count} forecasts none has a known outcome");
        return Err(refuse(RefusalCode::NotDefined, reason, "wait for an outcome"));
    }
    Ok((resolved, unresolved))
}

/// Holds how far point forecasts were off.
#[derive(Clone, Debug, PartialEq)]
pub struct PointScore {
    /// The absolute error of each forecast; none where the outcome is not known.
    pub errors: Vec<Option<f64>>,
    /// Their mean.
    pub mean: f64,
    /// Their median; of an even number the middle between the two in the middle.
    pub median: f64,
    /// The share of errors not above the tolerance, from 0 to 1.
    pub within: f64,
    /// The numbers of the forecasts whose outcome is not known.
    pub unresolved: Vec<usize>,
}

/// Scores point forecasts by their absolute errors.
///
/// ```
/// let outcomes = [Some(30.0), Some(90.0), None];
/// let score = detente_bargain::score_points(&[20.0, 50.0, 70.0], &outcomes, 10.0)?;
/// assert_eq!((score.mean, score.within, score.unresolved), (25.0, 0.5, vec![2]));
/// # Ok::<(), detente_bargain::Refusal>(())
/// ```
///
/// # Errors
/// If the lists differ in length, no outcome is known, or a number is not finite.
pub fn score_points(
    forecasts: &[f64],
    outcomes: &[Option<f64>],
    tolerance: f64,
) -> Result<PointScore, Refusal> {
    let (resolved, unresolved) = resolve(forecasts, outcomes)?;
    let mut errors = vec![None; forecasts.len()];
    for &(at, forecast, outcome) in &resolved {
        errors[at] = Some((forecast - outcome).abs());
    }
    let mut sorted: Vec<f64> = errors.iter().copied().flatten().collect();
    if tolerance.is_nan() || sorted.iter().any(|error| !error.is_finite()) {
        let reason = "a forecast, an outcome or the tolerance is no finite number";
        return Err(refuse(RefusalCode::BadNumber, reason, "leave out what is not known"));
    }
    sorted.sort_by(f64::total_cmp);
    // A difference of decimals may be a little above what it should be.
    let close = tolerance + tolerance.abs() * 1e-12;
    let within = sorted.iter().filter(|&&error| error <= close).count();
    Ok(PointScore {
        errors,
        mean: mean(&sorted),
        median: quantile(&sorted, 0.5),
        within: within as f64 / sorted.len() as f64,
        unresolved,
    })
}

/// Returns the mean of a list; 0 if it is empty.
pub(crate) fn mean(list: &[f64]) -> f64 {
    if list.is_empty() { 0.0 } else { list.iter().sum::<f64>() / list.len() as f64 }
}

/// Returns a quantile of a sorted list by linear interpolation between its values (type 7 of Hyndman,
/// Fan, Sample quantiles in statistical packages, *The American Statistician* 50, 1996); 0 if the list
/// is empty.
#[expect(clippy::cast_sign_loss, reason = "the share is from 0 to 1")]
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let at = share.clamp(0.0, 1.0) * last as f64;
    let below = at.floor() as usize;
    let (low, high) = (sorted[below.min(last)], sorted[(below + 1).min(last)]);
    low + (high - low) * (at - at.floor())
}

/// Holds the Brier score of probabilities and its parts.
///
/// score = reliability − resolution + uncertainty + `within_variance` − `within_covariance`.
/// The last two are 0 where every bin holds one probability only; with wider bins they are what the
/// three parts leave out.
#[derive(Clone, Debug, PartialEq)]
pub struct Brier {
    /// The mean square difference between probability and outcome; 0 is best.
    pub score: f64,
    /// How far the probabilities of a bin are from how often it came true; 0 is best.
    pub reliability: f64,
    /// How far the bins differ in how often they came true; large is good.
    pub resolution: f64,
    /// How uncertain the outcomes are on the whole; no forecast changes it.
    pub uncertainty: f64,
    /// How much probabilities vary within bins.
    pub within_variance: f64,
    /// Twice how far they vary with the outcomes within bins.
    pub within_covariance: f64,
    /// The bins that hold a forecast, in order of probability.
    pub bins: Vec<Bin>,
    /// The numbers of the forecasts whose outcome is not known.
    pub unresolved: Vec<usize>,
}

/// Holds one bin of probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// How many forecasts it holds.
    pub count: usize,
    /// The mean of their probabilities.
    pub probability: f64,
    /// How often they came true, from 0 to 1.
    pub frequency: f64,
}

/// Names how probabilities are put into bins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bins {
    /// A bin for each probability given.
    Distinct,
    /// So many bins of equal width from 0 to 1, at least one; a bound belongs to the bin above it.
    Equal(usize),
}

/// Scores probabilities of events by the Brier score.
///
/// Sources: G. W. Brier, *Monthly Weather Review* 78, 1950; its parts A. H. Murphy, A new vector partition
/// of the probability score, *Journal of Applied Meteorology* 12, 1973; the terms within bins D. B.
/// Stephenson, C. A. S. Coelho, I. T. Jolliffe, Two extra components in the Brier score decomposition,
/// *Weather and Forecasting* 23, 2008.
///
/// # Errors
/// If the lists differ in length, no outcome is known, a probability is not from 0 to 1, or there are no
/// bins.
pub fn brier(
    probabilities: &[f64],
    came_true: &[Option<bool>],
    bins: Bins,
) -> Result<Brier, Refusal> {
    let (resolved, unresolved) = resolve(probabilities, came_true)?;
    check_probabilities(probabilities)?;
    if bins == Bins::Equal(0) {
        let reason = "there are no bins";
        return Err(refuse(RefusalCode::BadOption, reason, "ask for at least one"));
    }
    let truth = |yes: bool| f64::from(u8::from(yes));
    // Adding 0 makes the two zeros one.
    let mut cases: Vec<(f64, f64)> =
        resolved.iter().map(|&(_, p, yes)| (p + 0.0, truth(yes))).collect();
    cases.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = cases.len() as f64;
    let base = cases.iter().map(|case| case.1).sum::<f64>() / count;
    let score = cases.iter().map(|(p, o)| (p - o) * (p - o)).sum::<f64>() / count;
    let mut result = Brier {
        score,
        reliability: 0.0,
        resolution: 0.0,
        uncertainty: base * (1.0 - base),
        within_variance: 0.0,
        within_covariance: 0.0,
        bins: Vec::new(),
        unresolved,
    };
    let same = |a: &(f64, f64), b: &(f64, f64)| match bins {
        Bins::Distinct => a.0.total_cmp(&b.0).is_eq(),
        Bins::Equal(bins) => bin_of(a.0, bins) == bin_of(b.0, bins),
    };
    for group in cases.chunk_by(same) {
        let size = group.len() as f64;
        // The mean of equal numbers is that number, whatever rounding does to their sum.
        let p = match (group.first(), group.last()) {
            (Some(first), Some(last)) if first.0.total_cmp(&last.0).is_eq() => first.0,
            _ => group.iter().map(|case| case.0).sum::<f64>() / size,
        };
        let o = group.iter().map(|case| case.1).sum::<f64>() / size;
        result.reliability += size * (p - o) * (p - o) / count;
        result.resolution += size * (o - base) * (o - base) / count;
        for case in group {
            result.within_variance += (case.0 - p) * (case.0 - p) / count;
            result.within_covariance += 2.0 * (case.0 - p) * (case.1 - o) / count;
        }
        result.bins.push(Bin { count: group.len(), probability: p, frequency: o });
    }
    Ok(result)
}

#[expect(clippy::cast_sign_loss, reason = "probabilities are not negative")]
fn bin_of(probability: f64, bins: usize) -> usize {
    ((probability * bins as f64) as usize).min(bins - 1)
}

fn check_probabilities(probabilities: &[f64]) -> Result<(), Refusal> {
    match probabilities.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        None => Ok(()),
        Some(p) => {
            let reason = format!("{p} is no probability");
            Err(refuse(RefusalCode::BadNumber, reason, "give numbers from 0 to 1"))
        }
    }
}

/// Holds the logarithmic score of probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct LogScore {
    /// Minus the natural logarithm of the probability given to what happened, in the mean; 0 is best.
    /// It is infinite if something happened that was held impossible.
    pub score: f64,
    /// The numbers of the forecasts that held impossible what happened.
    pub impossible: Vec<usize>,
    /// The numbers of the forecasts whose outcome is not known.
    pub unresolved: Vec<usize>,
}

/// Scores probabilities of events by the logarithmic score.
///
/// Source: I. J. Good, Rational decisions, *Journal of the Royal Statistical Society B* 14, 1952.
///
/// # Errors
/// If the lists differ in length, no outcome is known, or a probability is not from 0 to 1.
pub fn log_score(probabilities: &[f64], came_true: &[Option<bool>]) -> Result<LogScore, Refusal> {
    let (resolved, unresolved) = resolve(probabilities, came_true)?;
    check_probabilities(probabilities)?;
    let (mut scores, mut impossible) = (Vec::new(), Vec::new());
    for (at, probability, yes) in resolved {
        let given = if yes { probability } else { 1.0 - probability };
        if given > 0.0 {
            // From 0, so that a perfect score is not −0.
            scores.push(0.0 - libm::log(given));
        } else {
            scores.push(f64::INFINITY);
            impossible.push(at);
        }
    }
    Ok(LogScore { score: mean(&scores) + 0.0, impossible, unresolved })
}

/// Scores a distribution over ordered outcomes by the ranked probability score: Σ (F − O)² over the
/// cumulative probabilities F and outcomes O, divided by the number of outcomes less one, so that it
/// lies between 0, the best, and 1.
///
/// Sources: E. S. Epstein, A scoring system for probability forecasts of ranked categories, *Journal of
/// Applied Meteorology* 8, 1969; A. H. Murphy, *ibid.* 10, 1971.
///
/// # Errors
/// If there are fewer than two outcomes, the one that happened is not among them, a probability is not
/// from 0 to 1, or they do not add up to 1 to within 10⁻⁶.
pub fn ranked_probability(probabilities: &[f64], happened: usize) -> Result<f64, Refusal> {
    check_probabilities(probabilities)?;
    let (count, sum) = (probabilities.len(), probabilities.iter().sum::<f64>());
    if count < 2 || happened >= count || (sum - 1.0).abs() > 1e-6 {
        let reason = format!(
            "there are {count} outcomes with probabilities that add up to {sum}; number {happened} happened"
        );
        let instead = "give every outcome a probability, together 1, and one that happened";
        return Err(refuse(RefusalCode::NotDefined, reason, instead));
    }
    let (mut reached, mut score) = (0.0, 0.0);
    for (outcome, probability) in probabilities[..count - 1].iter().enumerate() {
        reached += probability;
        let step = f64::from(u8::from(outcome >= happened));
        score += (reached - step) * (reached - step);
    }
    Ok(score / (count - 1) as f64)
}
