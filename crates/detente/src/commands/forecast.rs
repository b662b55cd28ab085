//! `detente forecast`: where each issue comes out, by several models.

use super::{explain_hint, load_case, read_bytes, unknown};
use crate::cli::{ForecastArgs, VariantArg};
use crate::output::{Failure, Output, check_files, put_document};
use detente::bargain::{ChallengeOptions, ChallengeVariant, SpatialOptions, Transition};
use detente::brief::forecast::{
    ForecastAsked, ForecastDetail, ForecastOutput, Model, ends, forecast_document, forecast_file,
    forecasts,
};
use detente::case::Case;
use detente::model::Scale;
use detente::report;
use detente::text::{Severity, has_errors};
use std::process::ExitCode;

/// Rounds and turns at most; more is a slip.
const MOST_ROUNDS: usize = 10_000;
/// Draws at most.
const MOST_DRAWS: usize = 10_000_000;

pub(crate) fn run(args: &ForecastArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let has = |ending: &str| {
        args.case.case.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
    };
    let is_file = !args.case.case.is_dir() && (has("csv") || has("xml"));
    let (case, scenario, options) = if is_file {
        read_file(args, output)?
    } else {
        (load_case(&args.case, output)?, None, SpatialOptions::default())
    };
    let asked = ForecastAsked {
        models: models(args)?,
        challenge: challenge(args)?,
        spatial: spatial(args, options)?,
        scenario,
        draws: args.draws.min(MOST_DRAWS),
        drawn: Model::ALL.to_vec(),
        seed: args.seed.unwrap_or(1),
    };
    let detail = ForecastDetail { moves: args.moves, reach: reach(&case, args)? };
    let found = forecasts(&case.model, &asked);
    if found.issues.is_empty() {
        let help = if is_file {
            "give at least one actor of the file a position"
        } else {
            "write where parties stand: [issues.NAME.positions]"
        };
        return Err(Failure::input("no issue has a position", help));
    }
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        let reach = &detail.reach;
        let answer = ForecastOutput { case: &case, asked: &asked, found: &found, reach, version };
        output.json(&answer)?;
    } else {
        put_document(&forecast_document(&case, &found, &detail), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}

type Read = (Case, Option<(detente::bargain::Scenario, Vec<usize>)>, SpatialOptions);

/// Reads a file of positions; what is wrong with it is told, and only a file without any ends the program.
fn read_file(args: &ForecastArgs, output: &mut Output) -> Result<Read, Failure> {
    let name = args.case.case.display().to_string();
    let read = forecast_file(&name, &read_bytes(&args.case)?);
    let loaded = read.loaded;
    if !loaded.diagnostics.is_empty() {
        output.message(&report::render(
            &loaded.diagnostics,
            &loaded.sources,
            output.colour_messages(),
        ));
    }
    let Some(case) = loaded.case.filter(|_| !has_errors(&loaded.diagnostics)) else {
        let hint = explain_hint(&loaded.diagnostics);
        output.message(&format!("{}; {hint}\n", report::count(&loaded.diagnostics)));
        return Err(Failure::Reported);
    };
    let gaps = loaded.diagnostics.iter().filter(|d| d.code.severity == Severity::Warning).count();
    if gaps > 0 {
        output.message(&format!("{}; the rest is read\n\n", report::plural(gaps, "warning")));
    }
    Ok((case, read.scenario, read.options))
}

fn models(args: &ForecastArgs) -> Result<Vec<Model>, Failure> {
    if args.model.is_empty() {
        return Ok(Model::ALL.to_vec());
    }
    let mut models = Vec::new();
    for name in &args.model {
        let Some(model) = Model::by_id(name) else {
            return Err(unknown(["model", "models"], name, Model::ALL.map(Model::id).into_iter()));
        };
        if !models.contains(&model) {
            models.push(model);
        }
    }
    Ok(models)
}

fn challenge(args: &ForecastArgs) -> Result<ChallengeOptions, Failure> {
    let default = ChallengeOptions::default();
    let rounds = args.rounds.unwrap_or(default.rounds);
    if rounds > MOST_ROUNDS {
        return Err(Failure::input(
            format!("{rounds} rounds are too many"),
            format!("give {MOST_ROUNDS} at most; the model settles early or never"),
        ));
    }
    let variant = match args.variant {
        Some(VariantArg::AsPrinted) => ChallengeVariant::AsPrinted,
        Some(VariantArg::AsComputed) | None => ChallengeVariant::AsComputed,
    };
    Ok(ChallengeOptions { rounds, variant, ..default })
}

fn spatial(args: &ForecastArgs, mut options: SpatialOptions) -> Result<SpatialOptions, Failure> {
    for setting in &args.set {
        let Some((name, value)) = setting.split_once('=') else {
            return Err(Failure::input(
                format!("`{setting}` sets nothing"),
                format!("write NAME=VALUE, with one of {}", SpatialOptions::NAMES.join(", ")),
            ));
        };
        options.set(name.trim(), value.trim()).map_err(|error| {
            let known = error.known.join(", ");
            Failure::input(format!("--set {setting}: {error}"), format!("choose among {known}"))
        })?;
    }
    if let Some(seed) = args.seed
        && let Transition::Stochastic { seed: own } = &mut options.transition
    {
        *own = seed;
    }
    if let Some(turns) = args.turns {
        if !(1..=MOST_ROUNDS).contains(&turns) {
            return Err(Failure::input(
                format!("{turns} turns cannot be run"),
                format!("give a number from 1 to {MOST_ROUNDS}"),
            ));
        }
        options.max_turns = turns;
    }
    Ok(options)
}

/// Reads ISSUE=POINT: where the weighted mean of an issue is to be brought.
fn reach(case: &Case, args: &ForecastArgs) -> Result<Vec<(usize, f64)>, Failure> {
    let mut out = Vec::new();
    for text in &args.reach {
        let bad = |help: String| Failure::input(format!("--reach {text} cannot be read"), help);
        let Some((name, to)) = text.split_once('=') else {
            return Err(bad("write ISSUE=POINT".into()));
        };
        let issues = &case.model.issues;
        let Some(index) = issues.iter().position(|issue| issue.id == name.trim()) else {
            let known = issues.iter().map(|issue| issue.id.as_str());
            return Err(unknown(["issue", "issues"], name, known));
        };
        let issue = &issues[index];
        let number = to.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let place = match &issue.scale {
            Scale::Words(words) => match words.iter().position(|word| word == to.trim()) {
                Some(word) => {
                    Some(issue.places.as_ref().map_or(word as f64, |places| places[word]))
                }
                None => number,
            },
            Scale::Numbers { .. } => number,
        };
        let Some(place) = place else {
            let help = match &issue.scale {
                Scale::Words(words) => format!("name one of {}", words.join(", ")),
                Scale::Numbers { from, to, .. } => format!("give a number from {from} to {to}"),
            };
            return Err(bad(help));
        };
        if let Some((low, high)) = ends(issue).filter(|(low, high)| !(low..=high).contains(&&place))
        {
            return Err(bad(format!("the line goes from {low} to {high}")));
        }
        out.push((index, place));
    }
    Ok(out)
}
