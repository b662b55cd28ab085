//! Scores of a case against its outcome.

use crate::forecast::{ForecastAsked, Model, Outcome, forecasts, place};
use detente_bargain::{Bins, Brier, LogScore, brier, log_score, ranked_probability};
use detente_case::{Case, Outcomes, Verdict};

/// How far off each model was on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueScore {
    /// The issue.
    pub issue: usize,
    /// Where it came out, on its line.
    pub happened: f64,
    /// The models that forecast it, with how far off they were.
    pub errors: Vec<(Model, f64)>,
}

/// Scores of predictions to which a chance was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Chances {
    /// The Brier score with its parts.
    pub brier: Brier,
    /// The logarithmic score.
    pub log: LogScore,
}

/// What became of a case's predictions.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreReport {
    /// How many predictions have each verdict, in the order of [`Verdict::WORDS`].
    pub counts: [usize; 5],
    /// Predictions with a chance, by their places.
    pub with_chance: Vec<usize>,
    /// Their scores, if one of them is resolved.
    pub chances: Option<Chances>,
    /// Ranked probability scores, with the places of the predictions.
    pub ranked: Vec<(usize, f64)>,
    /// Issues with a forecast.
    pub issues: Vec<IssueScore>,
}

/// Scores what a case predicts.
pub fn score(case: &Case, outcomes: &Outcomes) -> ScoreReport {
    let mut counts = [0; 5];
    outcomes.predictions.iter().for_each(|own| counts[own.verdict as usize] += 1);
    let with_chance: Vec<usize> = (0..outcomes.predictions.len())
        .filter(|&at| outcomes.predictions[at].chance.is_some())
        .collect();
    let given: Vec<f64> =
        with_chance.iter().filter_map(|&at| outcomes.predictions[at].chance).collect();
    // Only what came true or not is scored; the rest is listed.
    let came: Vec<Option<bool>> = with_chance
        .iter()
        .map(|&at| match outcomes.predictions[at].verdict {
            Verdict::True => Some(true),
            Verdict::False => Some(false),
            Verdict::Partly | Verdict::Untested | Verdict::Open => None,
        })
        .collect();
    let chances = brier(&given, &came, Bins::Distinct)
        .ok()
        .zip(log_score(&given, &came).ok())
        .map(|(brier, log)| Chances { brier, log });
    let ranked = outcomes.predictions.iter().enumerate().filter_map(|(at, own)| {
        let ranked = own.ranked.as_ref()?;
        let chances: Vec<f64> = ranked.chances.iter().map(|(_, chance)| *chance).collect();
        Some((at, ranked_probability(&chances, ranked.happened).ok()?))
    });
    let ranked = ranked.collect();
    ScoreReport { counts, with_chance, chances, ranked, issues: issues(case, outcomes) }
}

fn issues(case: &Case, outcomes: &Outcomes) -> Vec<IssueScore> {
    if outcomes.issues.is_empty() {
        return Vec::new();
    }
    let asked = ForecastAsked { draws: 0, ..ForecastAsked::default() };
    let found = forecasts(&case.model, &asked);
    let score = |own: &detente_case::IssueOutcome| {
        let forecast = found.issues.iter().find(|forecast| forecast.issue == own.issue)?;
        if !forecast.is_of_several() {
            return None;
        }
        let happened = place(&case.model.issues[own.issue], own.happened);
        let errors: Vec<(Model, f64)> = forecast
            .models
            .iter()
            .filter_map(|(model, outcome)| {
                let off = match outcome {
                    Outcome::At(at) => (at - happened).abs(),
                    // Within a stretch nothing is off.
                    Outcome::Between(low, high) => (low - happened).max(happened - high).max(0.0),
                    Outcome::NoAgreement(_) | Outcome::Refused(_) => return None,
                };
                Some((*model, off))
            })
            .collect();
        (!errors.is_empty()).then_some(IssueScore { issue: own.issue, happened, errors })
    };
    outcomes.issues.iter().filter_map(score).collect()
}
