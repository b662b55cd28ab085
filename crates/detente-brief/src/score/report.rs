//! Scores of a case against its outcome.

use crate::forecast::{ForecastAsked, Model, Outcome, forecasts, is_whole, place};
use detente_bargain::{Bins, Brier, LogScore, brier, log_score, ranked_probability};
use detente_case::{Case, Outcomes, Prediction, Verdict};
use detente_model::{Issue, Point, Scale};

/// What models said of one issue, beside where it came out.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueScore {
    /// The issue.
    pub issue: usize,
    /// Where it came out, on its line.
    pub happened: f64,
    /// The models that forecast it, with what became of what they said.
    pub said: Vec<(Model, Said)>,
    /// Why that is where it came out; empty where nobody says.
    pub because: String,
    /// Where that is known from.
    pub source: Vec<String>,
}

/// What became of what a model said of an issue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// A point.
    At {
        /// The point on the line.
        at: f64,
        /// How far it lies from where the issue came out.
        off: f64,
    },
    /// Everything from one point to another.
    Between(Stretch),
}

/// A stretch of the line that a model said, and what it is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// How much of the scale it covers.
    pub part: Part,
    /// How far its nearer end lies from where the issue came out; nothing where it holds that: to hold
    /// it is no hit, since the more a stretch covers the less it says.
    pub off: Option<f64>,
}

/// How much of a scale a stretch covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// All of it: nothing is excluded.
    Whole,
    /// So many of so many points.
    Points(usize, usize),
    /// This share of its length, below one.
    Share(f64),
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
    /// Predictions with chances that are not scored, since nobody can say whether they came true.
    pub not_scored: Vec<usize>,
    /// Ranked probability scores, with the places of the predictions.
    pub ranked: Vec<(usize, f64)>,
    /// Issues with a forecast.
    pub issues: Vec<IssueScore>,
    /// Issues whose end is known and that no model forecasts.
    pub not_forecast: Vec<usize>,
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
        let happened = ranked.happened.filter(|_| own.verdict.is_resolved())?;
        Some((at, ranked_probability(&chances, happened).ok()?))
    });
    let ranked: Vec<(usize, f64)> = ranked.collect();
    let scored = |at: usize| {
        let chance = with_chance.iter().position(|&place| place == at);
        chance.is_some_and(|place| came[place].is_some())
            || ranked.iter().any(|&(place, _)| place == at)
    };
    let with = |own: &Prediction| own.chance.is_some() || own.ranked.is_some();
    let not_scored = (0..outcomes.predictions.len())
        .filter(|&at| with(&outcomes.predictions[at]) && !scored(at))
        .collect();
    let issues = issues(case, outcomes);
    let told = |issue: usize| issues.iter().any(|own: &IssueScore| own.issue == issue);
    let not_forecast =
        outcomes.issues.iter().map(|own| own.issue).filter(|&issue| !told(issue)).collect();
    ScoreReport { counts, with_chance, chances, not_scored, ranked, issues, not_forecast }
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
        let issue = &case.model.issues[own.issue];
        let happened = place(issue, own.happened);
        let said: Vec<(Model, Said)> = forecast
            .models
            .iter()
            .filter_map(|(model, outcome)| {
                let said = match outcome {
                    Outcome::At(at) => Said::At { at: *at, off: (at - happened).abs() },
                    Outcome::Between(low, high) => {
                        Said::Between(stretch(issue, *low, *high, happened))
                    }
                    Outcome::NoAgreement(_) | Outcome::Refused(_) => return None,
                };
                Some((*model, said))
            })
            .collect();
        let (because, source) = (own.because.clone(), own.source.clone());
        let score = IssueScore { issue: own.issue, happened, said, because, source };
        (!score.said.is_empty()).then_some(score)
    };
    outcomes.issues.iter().filter_map(score).collect()
}

fn stretch(issue: &Issue, low: f64, high: f64, happened: f64) -> Stretch {
    let off = (low - happened).max(happened - high);
    let within = |at: f64| (low..=high).contains(&at);
    let part = match &issue.scale {
        _ if is_whole(issue, low, high) => Part::Whole,
        Scale::Words(words) => {
            let held = (0..words.len()).filter(|&word| within(place(issue, Point::Word(word))));
            Part::Points(held.count(), words.len())
        }
        Scale::Numbers { from, to, .. } => Part::Share((high - low) / (to - from).abs()),
    };
    Stretch { low, high, part, off: (off > 0.0).then_some(off) }
}
