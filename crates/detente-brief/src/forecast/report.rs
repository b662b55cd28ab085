//! Issues given to the models of bargaining.

use detente_bargain::{
    Agreement, ChallengeOptions, Context, Issue as Bargaining, LeftOut, Loss, Mean,
    Scale as Places, Stake, challenge, kalai_smorodinsky, nash_bargain, weighted_mean,
    weighted_median,
};
use detente_model::{Issue, Model as CaseModel, Point, Position, Scale, Spread};

/// A model of bargaining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// The capability and salience weighted mean of positions, the headline.
    Mean,
    /// The weighted median.
    Median,
    /// Nash's solution from the reference point.
    Nash,
    /// Kalai and Smorodinsky's solution from the reference point.
    KalaiSmorodinsky,
    /// The challenge model, as computed in its published tables, after four rounds.
    Challenge,
}

impl Model {
    /// The plain name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Mean => "weighted mean",
            Self::Median => "weighted median",
            Self::Nash => "Nash bargaining",
            Self::KalaiSmorodinsky => "Kalai–Smorodinsky",
            Self::Challenge => "challenge model",
        }
    }

    /// The name for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Nash => "nash",
            Self::KalaiSmorodinsky => "kalai-smorodinsky",
            Self::Challenge => "challenge",
        }
    }
}

/// What a model says of an issue.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A point on the line of the scale.
    At(f64),
    /// Everything from the first point to the second.
    Between(f64, f64),
    /// There is nothing that all prefer to the reference point, which stays.
    NoAgreement(f64),
    /// The model cannot say, and why.
    Refused(String),
}

/// The forecasts of one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The issue.
    pub issue: usize,
    /// What each model says, the headline first.
    pub models: Vec<(Model, Outcome)>,
    /// The weighted mean, with who pulls how far.
    pub mean: Option<Mean>,
    /// Parties with a position that no model counts, and what is not known of them.
    pub left_out: Vec<LeftOut>,
    /// Parties of the case without a position on the issue.
    pub silent: Vec<usize>,
}

/// Forecasts every issue on which some party has a position.
pub fn forecasts(model: &CaseModel) -> Vec<Forecast> {
    let issues = model.issues.iter().enumerate();
    let issues = issues.filter(|(_, issue)| !issue.positions.is_empty());
    issues.map(|(index, issue)| forecast(model, index, issue)).collect()
}

fn value(point: Point) -> f64 {
    match point {
        Point::Word(word) => word as f64,
        Point::Number(number) => number,
    }
}

fn stake(model: &CaseModel, position: &Position) -> Stake {
    let weights = model.weights.as_ref();
    let middle = |spread: Option<Spread>| spread.map(|spread| spread.middle());
    let capability = position
        .capability
        .or_else(|| weights.and_then(|weights| weights.capability.get(position.party).copied()?));
    let salience = position.salience.or_else(|| weights.and_then(|weights| weights.salience));
    Stake {
        position: Some(value(position.at)),
        // Cases give saliences from 0 to 100, models want shares.
        salience: middle(salience).map(|salience| salience / 100.0),
        capability: middle(capability),
    }
}

fn forecast(model: &CaseModel, index: usize, issue: &Issue) -> Forecast {
    let scale = match &issue.scale {
        Scale::Words(words) => Places::Words { count: words.len(), places: issue.places.clone() },
        Scale::Numbers { .. } => Places::Numbers,
    };
    let mut stakes = vec![Stake::default(); model.parties.len()];
    for position in &issue.positions {
        stakes[position.party] = stake(model, position);
    }
    let silent = (0..stakes.len()).filter(|&party| stakes[party].position.is_none()).collect();
    let bargaining = match Bargaining::new(scale, stakes) {
        Ok(bargaining) => bargaining,
        Err(error) => {
            let refused = Outcome::Refused(error.to_string());
            let models = vec![(Model::Mean, refused)];
            return Forecast { issue: index, models, mean: None, left_out: Vec::new(), silent };
        }
    };
    let mean = weighted_mean(&bargaining);
    let mut models = vec![(
        Model::Mean,
        mean.as_ref()
            .map_or_else(|refusal| refused(&refusal.reason), |mean| Outcome::At(mean.outcome)),
    )];
    models.push((
        Model::Median,
        weighted_median(&bargaining).map_or_else(
            |refusal| refused(&refusal.reason),
            |median| match median.up_to {
                Some(up_to) => Outcome::Between(median.outcome, up_to),
                None => Outcome::At(median.outcome),
            },
        ),
    ));
    if let Some(reference) = &issue.reference {
        let at = match (reference.value, &issue.places) {
            (Point::Word(word), Some(places)) => places.get(word).copied().unwrap_or(word as f64),
            (point, _) => value(point),
        };
        for (kind, found) in [
            (Model::Nash, nash_bargain(&bargaining, at, Loss::Linear)),
            (Model::KalaiSmorodinsky, kalai_smorodinsky(&bargaining, at, Loss::Linear)),
        ] {
            let outcome = found.map_or_else(
                |refusal| refused(&refusal.reason),
                |found| match found.result {
                    Agreement::Agreed { .. } => Outcome::At(found.outcome),
                    Agreement::NoAgreement { .. } => Outcome::NoAgreement(found.outcome),
                },
            );
            models.push((kind, outcome));
        }
    }
    let run = challenge(&bargaining, &ChallengeOptions::default(), &Context::default());
    models.push((
        Model::Challenge,
        run.map_or_else(|refusal| refused(&refusal.reason), |run| Outcome::At(run.outcome())),
    ));
    let left_out = bargaining.left_out();
    let left_out = left_out
        .into_iter()
        .filter(|left| issue.positions.iter().any(|position| position.party == left.party));
    Forecast { issue: index, models, mean: mean.ok(), left_out: left_out.collect(), silent }
}

fn refused(reason: &str) -> Outcome {
    Outcome::Refused(reason.to_owned())
}
