//! How far forecasts go with what is only roughly known: draws, and which input matters most.

use super::model::Model;
use super::report::ForecastAsked;
use detente_bargain::{
    Context, Detail, Draws, Forecast as Run, Influences, Issue, Refusal, RefusalCode, RoughIssue,
    Scenario, SpatialOptions, challenge, draw, influences, mean_influences, spatial, weighted_mean,
    weighted_median,
};

/// Steps that all draws of a round model may take, and all runs for its influences: 10,000 draws of
/// twenty actors, some seconds on two cores, are just in it.
const MOST_STEPS: usize = 8_000_000_000;
/// Turns that a run of the spatial model takes, for what it may cost; the challenge model costs less.
const TURNS: usize = 25;
/// With fewer draws influences say little, and with more of a round model they take long.
const LEAST: usize = 200;
const ENOUGH: usize = 256;

/// How far a forecast goes with what is only roughly known.
#[derive(Clone, Debug, PartialEq)]
pub struct Spreads {
    /// The model.
    pub model: Model,
    /// Its forecasts, in ascending order.
    pub draws: Draws,
    /// Which input moves it how much.
    pub influences: Option<Influences>,
}

/// Draws what is roughly known, for the models whose outcome is one number. The spatial model is that of
/// this issue alone, on the line between `ends`, for as many parties as have weight.
pub(super) fn spreads(
    rough: &RoughIssue,
    (parties, ends): (usize, Option<(f64, f64)>),
    asked: &ForecastAsked,
    context: &Context<'_>,
) -> Vec<Spreads> {
    let options = asked.challenge;
    let inner = Context { threads: 1, ..*context };
    let mean = |issue: &Issue| Ok(weighted_mean(issue)?.outcome);
    let median = |issue: &Issue| Ok(weighted_median(issue)?.outcome);
    let rounds = move |issue: &Issue| Ok(challenge(issue, &options, &inner)?.outcome());
    let turns = |issue: &Issue| along(issue, ends, &asked.spatial, &inner);
    let models: [(Model, &Run<'_>); 4] = [
        (Model::Mean, &mean),
        (Model::Median, &median),
        (Model::Challenge, &rounds),
        (Model::Spatial, &turns),
    ];
    let inputs = rough.inputs().len();
    // What one run of a round model costs grows as the third power of the parties.
    let each = parties.saturating_pow(3).saturating_mul(4 * TURNS).max(1);
    let mut out = Vec::new();
    for (model, run) in
        models.into_iter().filter(|(model, _)| asked.asks(*model) && asked.drawn.contains(model))
    {
        let (most, fewer) = match model {
            Model::Spatial | Model::Challenge => {
                (MOST_STEPS / each, MOST_STEPS / each.saturating_mul(inputs + 2))
            }
            _ => (usize::MAX, usize::MAX),
        };
        let draws = asked.draws.min(most);
        let Ok(draws) = draw(rough, run, draws, asked.seed, context) else { continue };
        // Exact where it can be; else by fewer draws, since each takes a run for every input.
        let exact = (model == Model::Mean).then(|| mean_influences(rough).ok()).flatten();
        let several =
            if matches!(model, Model::Spatial | Model::Challenge) { ENOUGH } else { 2_000 };
        let fewer = (asked.draws / 8).clamp(1, several).min(fewer);
        let enough = fewer >= LEAST.min((asked.draws / 8).max(1));
        let estimated =
            || enough.then(|| influences(rough, run, fewer, asked.seed, context).ok()).flatten();
        out.push(Spreads { model, draws, influences: exact.or_else(estimated) });
    }
    out
}

/// The weighted mean after the last turn of the spatial model, on the line of the issue.
fn along(
    issue: &Issue,
    ends: Option<(f64, f64)>,
    options: &SpatialOptions,
    context: &Context<'_>,
) -> Result<f64, Refusal> {
    let nothing = |reason: &str| Refusal {
        code: RefusalCode::NotDefined,
        reason: reason.into(),
        instead: "find out more about the issue".into(),
    };
    let (low, high) = ends.ok_or_else(|| nothing("the spatial model needs distances"))?;
    let (scenario, parties, _) = Scenario::from_issue(issue, (low, high), 1.0)?;
    if parties.len() < 2 {
        return Err(nothing("fewer than two parties have weight"));
    }
    let options = SpatialOptions { detail: Detail::Turns, ..*options };
    let run = spatial(&scenario, &options, context)?;
    let mean = run.last().and_then(|state| state.means.first()).copied();
    mean.map(|mean| low + mean * (high - low)).ok_or_else(|| nothing("there is no turn"))
}
