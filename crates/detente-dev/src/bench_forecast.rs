//! Figures on forecasts: how long the models take, and how far off they are on decided issues.
//!
//! The data are not in the repository; `--deu DIR` names the folder that holds them.

use crate::deu::{Decided, read};
use detente_bargain::{
    Agreement, ChallengeOptions, ChallengeVariant, Commitment, Context, Detail, Estimate, Issue,
    Loss, Proposals, Random, Refusal, RiskRange, Scale, Scenario, SpatialOptions, SpatialParty,
    Stake, VoteRule, challenge, exchange, kalai_smorodinsky, nash_bargain, spatial, weighted_mean,
    weighted_median,
};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

pub(crate) const USAGE: &str = "detente-dev bench forecast [--deu DIR]";

/// Resamples for intervals.
const RESAMPLES: usize = 4_000;

/// Measures time, and with `--deu DIR` how far off the models are.
pub(crate) fn run(args: &[String]) -> Result<String, String> {
    match args {
        [] => Ok(speed()),
        [flag, folder] if flag == "--deu" => {
            let mut out = speed();
            out.push_str(&errors(&read(Path::new(folder))?));
            Ok(out)
        }
        _ => Err(format!("usage: {USAGE}\n")),
    }
}

fn random_scenario(parties: usize, dimensions: usize) -> Result<Scenario, Refusal> {
    let mut random = Random::stream(7, &[parties as u64]);
    let mut list = Vec::new();
    for _ in 0..parties {
        list.push(SpatialParty {
            capability: 1.0 + 99.0 * random.unit(),
            position: (0..dimensions).map(|_| random.unit()).collect(),
            ideal: None,
            salience: (0..dimensions).map(|_| 0.9 * random.unit() / dimensions as f64).collect(),
        });
    }
    Scenario::new(dimensions, &list)
}

fn speed() -> String {
    let mut out = String::new();
    let context = Context::default();
    let mut took = |what: &str, work: &dyn Fn() -> Result<usize, Refusal>| {
        let start = Instant::now();
        let turns = work();
        let ms = start.elapsed().as_secs_f64() * 1e3;
        let _ = match turns {
            Ok(turns) => writeln!(out, "{what:<52} {ms:>9.0} ms, {turns} turns"),
            Err(refusal) => writeln!(out, "{what:<52} refused: {}", refusal.reason),
        };
    };
    let three = SpatialOptions { min_turns: 3, max_turns: 3, ..SpatialOptions::default() };
    for parties in [100, 200, 400] {
        let what = format!("spatial model, {parties} actors, 3 dimensions, 3 turns");
        took(&what, &|| Ok(spatial(&random_scenario(parties, 3)?, &three, &context)?.turns.len()));
    }
    took("spatial model, 20 actors, a thousand settings", &|| {
        let scenario = random_scenario(20, 3)?;
        std::thread::scope(|scope| {
            let part = |from: usize| {
                let runs = (from..1_000).step_by(2).map(|number| {
                    let inner = Context { threads: 1, ..context };
                    Ok(spatial(&scenario, &setting(number), &inner)?.turns.len())
                });
                runs.sum::<Result<usize, Refusal>>()
            };
            let other = scope.spawn(move || part(1));
            let own = part(0)?;
            Ok(own + other.join().unwrap_or(Ok(0))?)
        })
    });
    out
}

/// One of many settings.
fn setting(number: usize) -> SpatialOptions {
    SpatialOptions {
        vote: VoteRule::ALL[number % 6],
        estimate: Estimate::ALL[number / 6 % 5],
        risk: RiskRange::ALL[number / 30 % 3],
        commitment: Commitment::ALL[number / 90 % 3],
        proposals: Proposals::ALL[number / 270 % 3],
        detail: Detail::Turns,
        ..SpatialOptions::default()
    }
}

/// What every model says of one issue; nothing where it cannot say.
fn forecasts(decided: &Decided, traded: Option<f64>) -> Result<Vec<Option<f64>>, String> {
    let issue = issue(decided)?;
    let context = Context { threads: 1, ..Context::default() };
    let agreed = |found: Result<detente_bargain::Bargained, Refusal>| {
        // Without agreement the reference point stays, which is a forecast too.
        found.ok().map(|found| match found.result {
            Agreement::Agreed { .. } | Agreement::NoAgreement { .. } => found.outcome,
        })
    };
    let rounds = |variant| {
        let options = ChallengeOptions { variant, ..ChallengeOptions::default() };
        challenge(&issue, &options, &context).ok()
    };
    let computed = rounds(ChallengeVariant::AsComputed);
    let printed = rounds(ChallengeVariant::AsPrinted);
    let mean_of = |run: &Option<detente_bargain::ChallengeRun>| {
        run.as_ref().and_then(|run| run.rounds.last()).map(|round| round.mean)
    };
    let options = SpatialOptions { detail: Detail::Turns, ..SpatialOptions::default() };
    let last = Scenario::from_issue(&issue, (0.0, 100.0), 1.0)
        .and_then(|(scenario, _, _)| spatial(&scenario, &options, &context))
        .ok()
        .and_then(|run| run.states.last().map(|state| (state.means[0], state.medians[0])));
    let reference = decided.reference;
    Ok(vec![
        weighted_mean(&issue).ok().map(|mean| mean.outcome),
        weighted_median(&issue).ok().map(|median| median.outcome),
        reference.and_then(|at| agreed(nash_bargain(&issue, at, Loss::Linear))),
        reference.and_then(|at| agreed(kalai_smorodinsky(&issue, at, Loss::Linear))),
        computed.as_ref().map(detente_bargain::ChallengeRun::outcome),
        mean_of(&computed),
        printed.as_ref().map(detente_bargain::ChallengeRun::outcome),
        mean_of(&printed),
        last.map(|(mean, _)| 100.0 * mean),
        last.map(|(_, median)| 100.0 * median),
        traded,
    ])
}

const MODELS: [&str; 11] = [
    "weighted mean",
    "weighted median",
    "Nash bargaining",
    "Kalai–Smorodinsky",
    "challenge as computed, median",
    "challenge as computed, mean",
    "challenge as printed, median",
    "challenge as printed, mean",
    "spatial model, mean",
    "spatial model, median",
    "exchange model",
];

fn issue(decided: &Decided) -> Result<Issue, String> {
    let stake =
        |(position, salience, capability): &(Option<f64>, Option<f64>, Option<f64>)| Stake {
            position: *position,
            salience: salience.map(|salience| salience / 100.0),
            capability: *capability,
        };
    let stakes = decided.actors.iter().map(stake).collect();
    Issue::new(Scale::Numbers, stakes).map_err(|error| format!("{}: {error}\n", decided.id))
}

/// The outcomes of the exchange model, which takes the issues of a proposal together.
fn traded(decided: &[Decided]) -> Vec<Option<f64>> {
    let mut out = vec![None; decided.len()];
    let mut from = 0;
    while from < decided.len() {
        let same = |other: &&Decided| other.proposal == decided[from].proposal;
        let to = from + decided[from..].iter().take_while(same).count();
        let issues: Vec<Issue> =
            decided[from..to].iter().filter_map(|own| issue(own).ok()).collect();
        if issues.len() == to - from {
            // With one issue there is nothing to trade, and the mean stays.
            if let Ok(run) = exchange(&issues, 10_000, &Context::default()) {
                out[from..to].iter_mut().zip(run.after).for_each(|(out, after)| *out = Some(after));
            }
        }
        from = to;
    }
    out
}

fn errors(decided: &[Decided]) -> String {
    let start = Instant::now();
    let traded = traded(decided);
    let mut errors: Vec<Vec<Option<f64>>> = vec![Vec::new(); MODELS.len()];
    let mut out = String::new();
    for (own, traded) in decided.iter().zip(traded) {
        match forecasts(own, traded) {
            Ok(all) => {
                for (errors, forecast) in errors.iter_mut().zip(all) {
                    errors.push(forecast.map(|at| (at - own.outcome).abs()));
                }
            }
            Err(message) => out.push_str(&message),
        }
    }
    let ms = start.elapsed().as_secs_f64() * 1e3;
    let _ = writeln!(out, "\n{} decided issues, all models: {ms:.0} ms\n", decided.len());
    let _ = writeln!(
        out,
        "| model | issues | mean error | 95 % interval | median | within 10 | minus the mean's, same issues |\n|---|---:|---:|---|---:|---:|---|"
    );
    for (model, own) in MODELS.iter().zip(&errors) {
        let known: Vec<f64> = own.iter().copied().flatten().collect();
        if known.is_empty() {
            continue;
        }
        let (low, high) = interval(&known);
        let mut sorted = known.clone();
        sorted.sort_by(f64::total_cmp);
        let within = known.iter().filter(|error| **error <= 10.0).count();
        let paired: Vec<f64> =
            own.iter().zip(&errors[0]).filter_map(|(own, mean)| Some((*own)? - (*mean)?)).collect();
        let (less, more) = interval(&paired);
        let _ = writeln!(
            out,
            "| {model} | {} | {:.2} | {low:.2} to {high:.2} | {:.2} | {:.1} % | {:+.2} ({less:+.2} to {more:+.2}) |",
            known.len(),
            average(&known),
            sorted[sorted.len() / 2],
            100.0 * within as f64 / known.len() as f64,
            average(&paired),
        );
    }
    out
}

fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// A bootstrap interval of the mean: the middle 95 of 100 resamples, always the same ones.
fn interval(values: &[f64]) -> (f64, f64) {
    let mut random = Random::stream(1, &[values.len() as u64]);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let drawn = (0..values.len()).map(|_| {
                let at = random.below(values.len() as u64) as usize;
                values[at.min(values.len() - 1)]
            });
            drawn.sum::<f64>() / values.len() as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    (means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40])
}
