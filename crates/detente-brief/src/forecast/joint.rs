//! The models across issues: the spatial model of all issues with distances, and the exchange model.

use super::model::{Model, Outcome};
use super::report::{ForecastAsked, reason};
use super::stake::{bargaining, ends, stakes};
use detente_bargain::{
    Context, Detail, ExchangeRun, Issue as Bargaining, Refusal, Scale, Scenario, SpatialOptions,
    SpatialParty, SpatialRun, Stake, Transition, Winner, exchange, spatial, spatial_election,
};
use detente_model::Model as CaseModel;

/// Exchanges that are made at most.
const MOST_EXCHANGES: usize = 10_000;

/// The most parties for which it is tried whether their order decides.
const MOST_REVERSED: usize = 150;
/// On a line from 0 to 1, less than this is no other outcome.
const SAME: f64 = 1e-6;

/// A run of the spatial model over one issue or several.
#[derive(Clone, Debug, PartialEq)]
pub struct Joint {
    /// The issues, one for each dimension.
    pub issues: Vec<usize>,
    /// The ends of the line of each.
    pub ends: Vec<(f64, f64)>,
    /// The party of each seat.
    pub parties: Vec<usize>,
    /// Parties with a position on one of the issues that are not in the run, as something of them is not
    /// known on every one, or they have no weight.
    pub left_out: Vec<usize>,
    /// Parties whose saliences add up to more than all their attention, and were scaled to it.
    pub scaled: Vec<usize>,
    /// Parties whose capability differs by issue, and for which the mean stands.
    pub averaged: Vec<usize>,
    /// Where each issue comes out with the parties in reverse order, from 0 to 1, if that is elsewhere: then
    /// only the order decides between equals. Not looked for in runs by lot and of more than
    /// 150 parties.
    pub reversed: Option<Vec<f64>>,
    /// The run with the election over its last positions, or why there is none.
    pub result: Result<(SpatialRun, Vec<Winner>), String>,
}

impl Joint {
    /// Where an issue comes out: the weighted mean of positions after the last turn, on its own line; if
    /// the order of the parties decides, everything between both orders.
    pub fn outcome(&self, issue: usize) -> Option<Outcome> {
        let dimension = self.issues.iter().position(|own| *own == issue)?;
        let at = self.mean(issue)?;
        let other = self.reversed.as_ref().map(|means| self.on_line(dimension, means[dimension]));
        let (low, high) = self.ends[dimension];
        Some(match other.filter(|other| (other - at).abs() > SAME * (high - low)) {
            Some(other) => Outcome::Between(at.min(other), at.max(other)),
            None => Outcome::At(at),
        })
    }

    /// The weighted mean of positions on an issue after the last turn, on its own line, with the parties in
    /// their order.
    pub fn mean(&self, issue: usize) -> Option<f64> {
        let dimension = self.issues.iter().position(|own| *own == issue)?;
        let (run, _) = self.result.as_ref().ok()?;
        let mean = *run.last()?.means.get(dimension)?;
        Some(self.on_line(dimension, mean))
    }

    /// A place from 0 to 1 on the line of a dimension.
    pub fn on_line(&self, dimension: usize, place: f64) -> f64 {
        let (low, high) = self.ends[dimension];
        low + place * (high - low)
    }

    pub(super) fn reason(&self) -> String {
        self.result.as_ref().err().cloned().unwrap_or_default()
    }
}

/// The spatial model over all issues with distances, if two parties at least have positions and weights on
/// every one of them. A case with one such issue has it alone.
pub(super) fn joint(model: &CaseModel, asked: &ForecastAsked) -> Option<Joint> {
    if !asked.asks(Model::Spatial) {
        return None;
    }
    let measured = |index: &usize| {
        let issue = &model.issues[*index];
        !issue.positions.is_empty() && ends(issue).is_some_and(|(low, high)| low < high)
    };
    let issues: Vec<usize> = (0..model.issues.len()).filter(measured).collect();
    if let Some((scenario, parties)) = &asked.scenario {
        // A file's scenario has a dimension for each of its issues, whoever is known on it.
        let issues: Vec<usize> = (0..scenario.dimensions().min(model.issues.len())).collect();
        let ends = issues.iter().map(|&issue| ends(&model.issues[issue]).unwrap_or((0.0, 1.0)));
        let ends = ends.collect();
        let seats = Seats {
            scenario: scenario.clone(),
            parties: parties.clone(),
            scaled: Vec::new(),
            averaged: Vec::new(),
        };
        return Some(run(model, seats, (issues, ends), asked));
    }
    let seats = seats(model, &issues)?.ok()?;
    let ends = issues.iter().filter_map(|&issue| ends(&model.issues[issue])).collect();
    Some(run(model, seats, (issues, ends), asked))
}

/// The spatial model of one issue alone.
pub(super) fn spatial_alone(model: &CaseModel, issue: usize, asked: &ForecastAsked) -> Joint {
    let refused = |reason: &str| Joint {
        issues: vec![issue],
        ends: vec![(0.0, 1.0)],
        parties: Vec::new(),
        left_out: Vec::new(),
        scaled: Vec::new(),
        averaged: Vec::new(),
        reversed: None,
        result: Err(reason.to_owned()),
    };
    let Some((low, high)) = ends(&model.issues[issue]) else {
        return refused("the spatial model needs distances, which this scale of words has not");
    };
    if low >= high {
        return refused("all positions are the same, so that there is no line to bargain on");
    }
    match seats(model, &[issue]) {
        None => refused(
            "fewer than two parties have a position, and a salience and a capability above 0",
        ),
        Some(Err(reason)) => refused(&reason),
        Some(Ok(seats)) => run(model, seats, (vec![issue], vec![(low, high)]), asked),
    }
}

/// A scenario of the spatial model made of a case.
struct Seats {
    scenario: Scenario,
    /// The party of each seat.
    parties: Vec<usize>,
    scaled: Vec<usize>,
    averaged: Vec<usize>,
}

/// The parties of which everything is known on all of these issues; nothing if there are fewer than two.
fn seats(model: &CaseModel, issues: &[usize]) -> Option<Result<Seats, String>> {
    let known: Vec<Vec<Stake>> =
        issues.iter().map(|&issue| stakes(model, &model.issues[issue])).collect();
    let (mut seats, mut parties) = (Vec::new(), Vec::new());
    let (mut scaled, mut averaged) = (Vec::new(), Vec::new());
    for party in 0..model.parties.len() {
        let of: Option<Vec<(f64, f64, f64)>> = issues
            .iter()
            .zip(&known)
            .map(|(&issue, stakes)| {
                let issue = &model.issues[issue];
                let (low, high) = ends(issue)?;
                let stake = stakes[party];
                let at = issue.positions.iter().find(|position| position.party == party)?.at;
                let place = (super::stake::place(issue, at) - low) / (high - low);
                Some((place, stake.salience?, stake.capability?))
            })
            .collect();
        let Some(of) = of.filter(|of| !of.is_empty()) else { continue };
        // A capability that differs by issue has no one number; their mean stands for it.
        let capability =
            of.iter().map(|(_, _, capability)| capability).sum::<f64>() / of.len() as f64;
        let attention: f64 = of.iter().map(|(_, salience, _)| salience).sum();
        if capability <= 0.0 || attention <= 0.0 {
            continue;
        }
        if attention > 1.0 + SAME {
            scaled.push(party);
        }
        if of.iter().any(|(_, _, own)| (own - capability).abs() > SAME * capability) {
            averaged.push(party);
        }
        seats.push(SpatialParty {
            capability,
            position: of.iter().map(|(place, ..)| *place).collect(),
            ideal: None,
            // Attention is shared between the issues; given for each alone it is scaled to that.
            salience: of.iter().map(|(_, salience, _)| salience / attention.max(1.0)).collect(),
        });
        parties.push(party);
    }
    if seats.len() < 2 {
        return None;
    }
    let scenario = Scenario::new(issues.len(), &seats).map_err(|refusal| refusal.reason);
    Some(scenario.map(|scenario| Seats { scenario, parties, scaled, averaged }))
}

fn run(
    model: &CaseModel,
    seats: Seats,
    (issues, ends): (Vec<usize>, Vec<(f64, f64)>),
    asked: &ForecastAsked,
) -> Joint {
    let Seats { scenario, parties, scaled, averaged } = seats;
    let with_position = |party: &usize| {
        let positions = issues.iter().flat_map(|&issue| &model.issues[issue].positions);
        positions.into_iter().any(|position| position.party == *party)
    };
    let left_out = (0..model.parties.len()).filter(with_position);
    let left_out = left_out.filter(|party| !parties.contains(party)).collect();
    // Where one sits alone it keeps what it wants, which is no forecast.
    let result = if parties.len() < 2 {
        Err("fewer than two parties have everything known on every issue".to_owned())
    } else {
        turns(&scenario, asked).map_err(reason)
    };
    let reversed = result.as_ref().ok().and_then(|(run, _)| reversed(&scenario, run, asked));
    Joint { issues, ends, parties, left_out, scaled, averaged, reversed, result }
}

/// The means after the last turn with the parties in reverse order, if they are others.
fn reversed(scenario: &Scenario, run: &SpatialRun, asked: &ForecastAsked) -> Option<Vec<f64>> {
    let by_lot = matches!(asked.spatial.transition, Transition::Stochastic { .. });
    if by_lot || scenario.parties() > MOST_REVERSED {
        return None;
    }
    let options = SpatialOptions { detail: Detail::Turns, ..asked.spatial };
    let turned = spatial(&scenario.reversed(), &options, &Context::default()).ok()?;
    let (means, own) = (&turned.last()?.means, &run.last()?.means);
    let other = means.iter().zip(own).any(|(turned, own)| (turned - own).abs() > SAME);
    other.then(|| means.clone())
}

fn turns(scenario: &Scenario, asked: &ForecastAsked) -> Result<(SpatialRun, Vec<Winner>), Refusal> {
    let context = Context::default();
    let run = spatial(scenario, &asked.spatial, &context)?;
    let elected = match run.last() {
        Some(last) => spatial_election(scenario, last, &asked.spatial, &context)?,
        None => Vec::new(),
    };
    Ok((run, elected))
}

/// A run of the exchange model.
#[derive(Clone, Debug, PartialEq)]
pub struct Traded {
    /// The issues.
    pub issues: Vec<usize>,
    /// The ends of the line of each; the run has every line from 0 to 100.
    pub ends: Vec<(f64, f64)>,
    /// The run.
    pub run: ExchangeRun,
}

impl Traded {
    /// Where an issue comes out after all exchanges, on its own line.
    pub fn outcome(&self, issue: usize) -> Option<Outcome> {
        let at = self.issues.iter().position(|own| *own == issue)?;
        Some(Outcome::At(self.on_line(at, self.run.after[at])))
    }

    /// A place from 0 to 100 on the line of an issue of the run.
    pub fn on_line(&self, at: usize, place: f64) -> f64 {
        let (low, high) = self.ends[at];
        low + place / 100.0 * (high - low)
    }
}

/// The exchange model over all issues with distances on which somebody has weight, if there are two.
pub(super) fn traded(model: &CaseModel, asked: &ForecastAsked) -> Option<Traded> {
    if !asked.asks(Model::Exchange) {
        return None;
    }
    let (mut issues, mut lines, mut known) = (Vec::new(), Vec::new(), Vec::new());
    for (index, issue) in model.issues.iter().enumerate() {
        let Some((low, high)) = ends(issue).filter(|(low, high)| low < high) else { continue };
        let Ok(own) = bargaining(model, issue) else { continue };
        if detente_bargain::weighted_mean(&own).is_err() {
            continue;
        }
        let mut stakes = stakes(model, issue);
        for position in &issue.positions {
            let place = super::stake::place(issue, position.at);
            stakes[position.party].position = Some(100.0 * (place - low) / (high - low));
        }
        let Ok(scaled) = Bargaining::new(Scale::Numbers, stakes) else { continue };
        issues.push(index);
        lines.push((low, high));
        known.push(scaled);
    }
    if issues.len() < 2 {
        return None;
    }
    let run = exchange(&known, MOST_EXCHANGES, &Context::default()).ok()?;
    Some(Traded { issues, ends: lines, run })
}
