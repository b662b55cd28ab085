//! The models run on the issues of a case.

use super::joint::{Joint, Traded, joint, spatial_alone, traded};
use super::model::{Model, Outcome};
use super::spreads::{Spreads, spreads};
use super::stake::{bargaining, ends, place, rough};
use detente_bargain::{
    Agreement, Bargained, ChallengeOptions, ChallengeRun, Context, Issue as Bargaining, LeftOut,
    Loss, Mean, Refusal, RefusalCode, Scenario, SpatialOptions, challenge, kalai_smorodinsky,
    nash_bargain, weighted_mean, weighted_median,
};
use detente_model::{Issue, Model as CaseModel};

/// Why there is no bargaining solution where nothing is said of how it is without an agreement.
const NO_REFERENCE: &str = "no reference point is given, which holds if nothing is agreed";

/// The reason of a refusal, with what to do where that is in the user's hands.
pub(super) fn reason(refusal: Refusal) -> String {
    match refusal.code {
        RefusalCode::TooMuchWork | RefusalCode::TooManyParties => {
            format!("{}; {}", refusal.reason, refusal.instead)
        }
        _ => refusal.reason,
    }
}

/// What is asked of the models.
#[derive(Clone, Debug)]
pub struct ForecastAsked {
    /// Which models, in the order of the answer.
    pub models: Vec<Model>,
    /// How the challenge model is run.
    pub challenge: ChallengeOptions,
    /// How the spatial model is run.
    pub spatial: SpatialOptions,
    /// The scenario of the spatial model, with the party of each of its seats, where a file gives it
    /// whole; otherwise it is made of the issues.
    pub scenario: Option<(Scenario, Vec<usize>)>,
    /// How many draws are made of what is only roughly known; none for none.
    pub draws: usize,
    /// The models that are drawn, of those asked; the round models take longest.
    pub drawn: Vec<Model>,
    /// Where draws start.
    pub seed: u64,
}

impl Default for ForecastAsked {
    fn default() -> Self {
        Self {
            models: Model::ALL.to_vec(),
            challenge: ChallengeOptions::default(),
            spatial: SpatialOptions::default(),
            scenario: None,
            draws: 10_000,
            drawn: Model::ALL.to_vec(),
            seed: 1,
        }
    }
}

impl ForecastAsked {
    pub(super) fn asks(&self, model: Model) -> bool {
        self.models.contains(&model)
    }
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
    /// The parties whose position and weight are known, with a weight above 0, and that weight: on whom
    /// the models rest.
    pub weighted: Vec<(usize, f64)>,
    /// The parties that hold the weighted median; none where half the weight is met exactly, so that the
    /// median is an interval that no one party tips.
    pub pivotal: Vec<usize>,
    /// The rounds of the challenge model.
    pub challenge: Option<ChallengeRun>,
    /// The spatial model of this issue alone, where it is in no common one.
    pub spatial: Option<Joint>,
    /// What draws of roughly known numbers give.
    pub spreads: Vec<Spreads>,
    /// Parties with a position that no model counts, and what is not known of them.
    pub left_out: Vec<LeftOut>,
    /// Parties of the case without a position on the issue.
    pub silent: Vec<usize>,
}

impl Forecast {
    /// What a model says, if it was asked.
    pub fn of(&self, model: Model) -> Option<&Outcome> {
        self.models.iter().find(|(own, _)| *own == model).map(|(_, outcome)| outcome)
    }

    /// The parties whose position and weight are known.
    pub fn counted<'a>(&'a self, model: &'a CaseModel) -> impl Iterator<Item = usize> + 'a {
        let positions = model.issues[self.issue].positions.iter();
        let left = |party: &usize| self.left_out.iter().any(|left| left.party == *party);
        positions.map(|position| position.party).filter(move |party| !left(party))
    }

    /// Whether some model says something that rests on more than one party.
    pub fn is_of_several(&self) -> bool {
        self.is_told() && self.weighted.len() > 1
    }

    /// Whether all that models say rests on one party: its wish, which is no forecast.
    pub fn is_of_one(&self) -> bool {
        self.is_told() && self.weighted.len() == 1
    }

    /// Whether some model says something.
    pub fn is_told(&self) -> bool {
        self.models.iter().any(|(_, outcome)| !matches!(outcome, Outcome::Refused(_)))
    }
}

/// What the models say of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastReport {
    /// Every issue on which some party has a position.
    pub issues: Vec<Forecast>,
    /// The spatial model of all issues with distances together.
    pub joint: Option<Joint>,
    /// The exchange of support across issues.
    pub traded: Option<Traded>,
    /// The options of the spatial model.
    pub options: SpatialOptions,
}

/// Forecasts every issue on which some party has a position.
pub fn forecasts(model: &CaseModel, asked: &ForecastAsked) -> ForecastReport {
    let joint = joint(model, asked);
    let traded = traded(model, asked);
    let issues = model.issues.iter().enumerate();
    let issues = issues.filter(|(_, issue)| !issue.positions.is_empty());
    let issues = issues.map(|(index, issue)| {
        let mut found = forecast(model, index, issue, asked);
        add_common(&mut found, model, asked, joint.as_ref(), traded.as_ref());
        found
    });
    let issues = issues.collect();
    ForecastReport { issues, joint, traded, options: asked.spatial }
}

/// Adds what the models across issues say of one.
fn add_common(
    found: &mut Forecast,
    model: &CaseModel,
    asked: &ForecastAsked,
    joint: Option<&Joint>,
    traded: Option<&Traded>,
) {
    if asked.asks(Model::Spatial) {
        let common = joint.filter(|joint| joint.result.is_ok());
        let outcome = match common.and_then(|joint| joint.outcome(found.issue)) {
            Some(outcome) => outcome,
            None => {
                let alone = spatial_alone(model, found.issue, asked);
                let outcome = alone.outcome(found.issue);
                let outcome = outcome.unwrap_or_else(|| Outcome::Refused(alone.reason()));
                found.spatial = alone.result.is_ok().then_some(alone);
                outcome
            }
        };
        found.models.push((Model::Spatial, outcome));
    }
    if asked.asks(Model::Exchange) {
        let after = traded.and_then(|traded| traded.outcome(found.issue));
        let refused = || Outcome::Refused(untraded(found, model, traded.is_some()).to_owned());
        found.models.push((Model::Exchange, after.unwrap_or_else(refused)));
    }
    let order = |model: &Model| asked.models.iter().position(|own| own == model);
    found.models.sort_by_key(|(model, _)| order(model));
}

/// Why the exchange model says nothing of an issue.
fn untraded(found: &Forecast, model: &CaseModel, others: bool) -> &'static str {
    match ends(&model.issues[found.issue]) {
        None => "the exchange model needs distances, which this scale of words has not",
        Some((low, high)) if low >= high => "all positions are the same",
        Some(_) if found.weighted.is_empty() => "nobody has a known position and a weight above 0",
        Some(_) if others => "no exchange model was run on it",
        Some(_) => "there is no second issue to trade with",
    }
}

fn forecast(model: &CaseModel, index: usize, issue: &Issue, asked: &ForecastAsked) -> Forecast {
    let silent = (0..model.parties.len())
        .filter(|party| issue.positions.iter().all(|position| position.party != *party));
    let mut found = Forecast {
        issue: index,
        models: Vec::new(),
        mean: None,
        weighted: Vec::new(),
        pivotal: Vec::new(),
        challenge: None,
        spatial: None,
        spreads: Vec::new(),
        left_out: Vec::new(),
        silent: silent.collect(),
    };
    let known = match bargaining(model, issue) {
        Ok(known) => known,
        Err(reason) => {
            found.models.push((Model::Mean, Outcome::Refused(reason)));
            return found;
        }
    };
    let weighty = known.seated().into_iter().filter(|seated| seated.weight > 0.0);
    found.weighted = weighty.map(|seated| (seated.party, seated.weight)).collect();
    let context = Context::default();
    let mut say = |kind: Model, outcome: Result<Outcome, Refusal>| {
        let outcome = outcome.unwrap_or_else(|refusal| Outcome::Refused(reason(refusal)));
        found.models.push((kind, outcome));
    };
    if asked.asks(Model::Mean) {
        let mean = weighted_mean(&known);
        say(Model::Mean, mean.clone().map(|mean| Outcome::At(mean.outcome)));
        found.mean = mean.ok();
    }
    if asked.asks(Model::Median) {
        let median = weighted_median(&known);
        if let Ok(median) = &median
            && median.up_to.is_none()
        {
            found.pivotal.clone_from(&median.holders);
        }
        say(
            Model::Median,
            median.map(|median| match median.up_to {
                Some(up_to) => Outcome::Between(median.outcome, up_to),
                None => Outcome::At(median.outcome),
            }),
        );
    }
    let reference = issue.reference.as_ref().map(|reference| place(issue, reference.value));
    let bargained = [
        (Model::Nash, nash_bargain as fn(&Bargaining, f64, Loss) -> _),
        (Model::KalaiSmorodinsky, kalai_smorodinsky),
    ];
    for (kind, solve) in bargained.into_iter().filter(|(kind, _)| asked.asks(*kind)) {
        match reference {
            Some(at) => say(kind, solve(&known, at, Loss::Linear).map(|found| agreed(&found))),
            None => say(kind, Ok(Outcome::Refused(NO_REFERENCE.into()))),
        }
    }
    if asked.asks(Model::Challenge) {
        let run = challenge(&known, &asked.challenge, &context);
        say(Model::Challenge, run.as_ref().map(last_median).map_err(Clone::clone));
        found.challenge = run.ok();
    }
    if let (Some(Ok(rough)), true) = (rough(model, issue), asked.draws > 0) {
        found.spreads = spreads(&rough, (found.weighted.len(), ends(issue)), asked, &context);
    }
    let has_position =
        |left: &LeftOut| issue.positions.iter().any(|position| position.party == left.party);
    found.left_out = known.left_out().into_iter().filter(has_position).collect();
    found
}

/// The median after the last round, which may be an interval.
fn last_median(run: &ChallengeRun) -> Outcome {
    match run.rounds.last().and_then(|round| Some((round.median, round.median_up_to?))) {
        Some((low, high)) => Outcome::Between(low, high),
        None => Outcome::At(run.outcome()),
    }
}

fn agreed(found: &Bargained) -> Outcome {
    match found.result {
        Agreement::Agreed { .. } => Outcome::At(found.outcome),
        Agreement::NoAgreement { .. } => Outcome::NoAgreement(found.outcome),
    }
}
