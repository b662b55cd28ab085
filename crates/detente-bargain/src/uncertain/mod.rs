//! Forecasts from inputs that are known only roughly: by draws, and which input matters most.
//!
//! The result says how the forecast varies with what is not known about its inputs. It is not a
//! probability of the event: the model may be wrong however well its inputs are known.

mod rough;

pub use rough::{Input, Rough, RoughIssue, RoughStake};

use crate::context::{Context, Refusal, RefusalCode};
use crate::issue::{Issue, Unknown};
use crate::parallel;
use crate::random::Random;
use crate::score::{mean, quantile};

/// So many forecasts are kept at most, a quarter of a gigabyte.
const MOST_KEPT: u64 = 1 << 25;

/// A model whose forecast is one number; any closure of this kind.
pub type Forecast<'a> = dyn Fn(&Issue) -> Result<f64, Refusal> + Sync + 'a;

/// Holds the forecasts of many draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    /// The forecasts, in ascending order.
    pub outcomes: Vec<f64>,
    /// How many draws the model refused, and the first reason.
    pub refused: Option<(usize, Refusal)>,
}

impl Draws {
    /// Returns the forecast below which a share of the draws lies.
    pub fn quantile(&self, share: f64) -> f64 {
        quantile(&self.outcomes, share)
    }

    /// Returns the mean of the forecasts.
    pub fn mean(&self) -> f64 {
        mean(&self.outcomes)
    }
}

/// Runs a model on many draws of roughly known inputs, each independent of the others.
///
/// ```
/// use detente_bargain::{Context, Rough, RoughIssue, RoughStake, Scale, draw, weighted_mean};
/// let stake = |position| RoughStake {
///     position: Some(position), salience: Some(Rough::Exact(1.0)), capability: Some(Rough::Exact(1.0)),
/// };
/// let range = Rough::Interval { low: 20.0, high: 60.0 };
/// let issue = RoughIssue::new(Scale::Numbers, vec![stake(range), stake(Rough::Exact(0.0))])?;
/// let draws = draw(&issue, &|issue| Ok(weighted_mean(issue)?.outcome), 10_000, 1, &Context::default())?;
/// assert!((draws.quantile(0.5) - 20.0).abs() < 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If there are no draws or too many, the model refuses all of them, or the run is cancelled.
pub fn draw(
    issue: &RoughIssue,
    model: &Forecast<'_>,
    draws: usize,
    seed: u64,
    context: &Context<'_>,
) -> Result<Draws, Refusal> {
    some(draws, 1)?;
    context
        .afford("drawing inputs", (draws as u64).saturating_mul(issue.inputs().len() as u64 + 1))?;
    let results = parallel::map(draws, u64::MAX, context.threads, |number| {
        context.poll()?;
        let shares = shares(issue, seed, &[number as u64]);
        Ok::<_, Refusal>(issue.issue(&shares).and_then(|issue| model(&issue)))
    });
    let (mut outcomes, refused) = kept(results)?;
    outcomes.sort_by(f64::total_cmp);
    Ok(Draws { outcomes, refused })
}

/// The draws that a model answered, with how many it refused and the first reason.
type Kept<T> = (Vec<T>, Option<(usize, Refusal)>);

/// Parts what a model answered from what it refused; an error if it refused everything, or the run stopped.
fn kept<T>(results: Vec<Result<Result<T, Refusal>, Refusal>>) -> Result<Kept<T>, Refusal> {
    let mut kept = Vec::with_capacity(results.len());
    let mut refused: Option<(usize, Refusal)> = None;
    for result in results {
        match result? {
            Ok(own) => kept.push(own),
            Err(refusal) => refused.get_or_insert((0, refusal)).0 += 1,
        }
    }
    match refused {
        Some((_, refusal)) if kept.is_empty() => Err(refusal),
        refused => Ok((kept, refused)),
    }
}

/// Returns a refusal if there are no draws, or more forecasts than can be kept.
fn some(draws: usize, each: usize) -> Result<(), Refusal> {
    if draws == 0 {
        let reason = "there are no draws";
        return Err(Refusal::new(RefusalCode::BadOption, reason, "ask for some thousand"));
    }
    let kept = (draws as u64).saturating_mul(each as u64);
    if kept > MOST_KEPT {
        let reason = format!("{kept} forecasts would have to be kept, more than {MOST_KEPT}");
        return Err(Refusal::new(RefusalCode::TooMuchWork, reason, "ask for fewer draws"));
    }
    Ok(())
}

fn shares(issue: &RoughIssue, seed: u64, stream: &[u64]) -> Vec<f64> {
    let mut random = Random::stream(seed, stream);
    issue.inputs().iter().map(|_| random.unit()).collect()
}

/// Says how much of the variance of a forecast comes from one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// The input.
    pub input: Input,
    /// The share of the variance that would go if the input became known, in the mean.
    pub first: f64,
    /// The share that would be left if all others became known: what the input does alone and together
    /// with others.
    pub total: f64,
    /// The standard error of `total`, from the draws themselves; 0 where it is exact.
    pub error: f64,
}

/// Holds how much of the variance of a forecast comes from each input.
#[derive(Clone, Debug, PartialEq)]
pub struct Influences {
    /// The variance of the forecast.
    pub variance: f64,
    /// The inputs, in order. Where the forecast does not vary, all shares are 0.
    pub inputs: Vec<Influence>,
    /// Whether the shares are exact. Else they are estimated by draws; estimates outside 0 to 1, which no
    /// share can be, are put at 0 or 1.
    pub exact: bool,
    /// How many draws were left out as the model refused one of them.
    pub refused: usize,
}

impl Influences {
    /// Returns the input that matters most, by its total share; the first of equals.
    pub fn strongest(&self) -> Option<&Influence> {
        self.inputs.iter().fold(None, |best: Option<&Influence>, next| match best {
            Some(best) if best.total >= next.total => Some(best),
            _ => Some(next),
        })
    }
}

/// Estimates which inputs a forecast depends on, by Sobol's indices.
///
/// Takes `draws` times (number of inputs + 2) runs of the model. Sources: I. M. Sobol', *Mathematics and
/// Computers in Simulation* 55, 2001; the scheme and the first index A. Saltelli and others, Variance
/// based sensitivity analysis of model output, *Computer Physics Communications* 181, 2010; the total
/// index M. J. W. Jansen, *Computer Physics Communications* 117, 1999.
///
/// # Errors
/// If there are no draws, the model refuses all of them, or the run is too large.
pub fn influences(
    issue: &RoughIssue,
    model: &Forecast<'_>,
    draws: usize,
    seed: u64,
    context: &Context<'_>,
) -> Result<Influences, Refusal> {
    let count = issue.inputs().len();
    some(draws, count + 2)?;
    let runs = (draws as u64).saturating_mul(count as u64 + 2);
    context.afford("the sensitivity analysis", runs.saturating_mul(count as u64 + 1))?;
    let forecast = |shares: &[f64]| issue.issue(shares).and_then(|issue| model(&issue));
    let rows = parallel::map(draws, u64::MAX, context.threads, |number| {
        context.poll()?;
        let first = shares(issue, seed, &[number as u64, 0]);
        let second = shares(issue, seed, &[number as u64, 1]);
        let row = || -> Result<Row, Refusal> {
            let mixed = |at: usize| {
                let mut mixed = first.clone();
                mixed[at] = second[at];
                forecast(&mixed)
            };
            let mixed = (0..count).map(mixed).collect::<Result<_, _>>()?;
            Ok(Row { first: forecast(&first)?, second: forecast(&second)?, mixed })
        };
        Ok::<_, Refusal>(row())
    });
    let (kept, refused) = kept(rows)?;
    let refusals = refused.as_ref().map_or(0, |(refusals, _)| *refusals);
    let all: Vec<f64> = kept.iter().flat_map(|row| [row.first, row.second]).collect();
    let middle = mean(&all);
    let squares: Vec<f64> = all.iter().map(|f| (f - middle) * (f - middle)).collect();
    let largest = all.iter().fold(0.0_f64, |most, f| most.max(f.abs()));
    // What is left of a forecast that does not vary is rounding.
    let varies = all.iter().any(|f| (f - middle).abs() > largest * 1e-12);
    let variance = if varies { mean(&squares) } else { 0.0 };
    let influence = |(at, &input): (usize, &Input)| {
        let (mut first, mut total, mut squares) = (0.0, 0.0, 0.0);
        for row in &kept {
            let step = row.mixed[at] - row.first;
            // Taking the mean off changes nothing in expectation and makes the estimate steadier.
            first += (row.second - middle) * step;
            let half = step * step / 2.0;
            total += half;
            squares += half * half;
        }
        let share = |sum: f64| match sum / kept.len() as f64 / variance {
            _ if !varies => 0.0,
            // All that varies comes from the one thing that does.
            _ if count == 1 => 1.0,
            estimate => estimate.clamp(0.0, 1.0),
        };
        let runs = kept.len() as f64;
        let each = total / runs;
        let spread = (squares / runs - each * each).max(0.0);
        let error = if varies && count > 1 { (spread / runs).sqrt() / variance } else { 0.0 };
        Influence { input, first: share(first), total: share(total), error }
    };
    let inputs = issue.inputs().iter().enumerate().map(influence).collect();
    Ok(Influences { variance, inputs, exact: false, refused: refusals })
}

/// The forecasts of one draw: of two independent rows of inputs, and of the first with one input after
/// the other from the second.
struct Row {
    first: f64,
    second: f64,
    mixed: Vec<f64>,
}

/// Computes exactly which positions the weighted mean depends on, where nothing else is uncertain: the
/// variance is Σ (wᵢ/W)² Var(xᵢ).
///
/// # Errors
/// If a salience or capability is not exact, and as [`crate::weighted_mean`].
pub fn mean_influences(issue: &RoughIssue) -> Result<Influences, Refusal> {
    if issue.inputs().iter().any(|input| input.which != Unknown::Position) {
        return Err(Refusal::new(
            RefusalCode::NotDefined,
            "the weighted mean is not linear in saliences and capabilities",
            "estimate the influences by draws",
        ));
    }
    let mean = crate::mean::weighted_mean(&issue.issue(&vec![0.5; issue.inputs().len()])?)?;
    let part = |input: &Input| {
        let share =
            mean.pulls.iter().find(|pull| pull.party == input.party).map_or(0.0, |p| p.share);
        let variance = issue.stakes[input.party].position.map_or(0.0, Rough::variance);
        share * share * variance
    };
    let parts: Vec<f64> = issue.inputs().iter().map(part).collect();
    let variance: f64 = parts.iter().sum();
    let influence = |(&input, part): (&Input, &f64)| {
        let share = if variance > 0.0 { part / variance } else { 0.0 };
        Influence { input, first: share, total: share, error: 0.0 }
    };
    let inputs = issue.inputs().iter().zip(&parts).map(influence).collect();
    Ok(Influences { variance, inputs, exact: true, refused: 0 })
}
