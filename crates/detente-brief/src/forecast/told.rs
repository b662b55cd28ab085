//! Points, stretches and reasons of forecasts in words.

use super::model::Outcome;
use super::report::Forecast;
use super::stake::is_whole;
use crate::document::{Block, Inline};
use crate::words::{capital, list, plural};
use detente_bargain::ChallengeRound;
use detente_model::{Issue, Model as CaseModel, Scale};

/// Whether figures on the line of an issue need three decimals: of a line from 0 to 1 they say as much as
/// one of a line from 0 to 100.
pub(super) fn fine(issue: &Issue) -> bool {
    matches!(&issue.scale, Scale::Numbers { from, to, unit } if (to - from).abs() <= 1.0 && unit.is_empty())
}

/// A quantile of draws: a word where it is one, a bare number otherwise.
pub(super) fn quantile(issue: &Issue, at: f64) -> String {
    let text = point(issue, at);
    let between = matches!(issue.scale, Scale::Numbers { .. }) || text.contains('‘');
    if between { number(issue, at) } else { text }
}

/// A place on the line of an issue as a bare number.
pub(super) fn number(issue: &Issue, at: f64) -> String {
    let digits = if fine(issue) { 3 } else { 2 };
    format!("{at:.digits$}")
}

/// A step on the line of an issue, with its sign.
pub(super) fn signed(issue: &Issue, step: f64) -> String {
    let digits = if fine(issue) { 3 } else { 2 };
    let text = format!("{step:+.digits$}");
    // What rounds to nothing has no direction.
    let nothing = text.trim_start_matches(['+', '-']).chars().all(|c| matches!(c, '0' | '.'));
    if nothing { text.trim_start_matches(['+', '-']).to_owned() } else { text }
}

/// How many issues can be forecast, and why not the others.
pub(super) fn coverage(model: &CaseModel, found: &[Forecast]) -> String {
    let all = model.issues.len();
    let some = found.iter().filter(|forecast| forecast.is_told()).count();
    let alone = found.iter().filter(|forecast| forecast.is_of_one()).count();
    let told = some - alone;
    let mut text = format!("{told} of {} can be forecast", plural(all, "issue"));
    let bare = all - found.len();
    if bare > 0 {
        text.push_str(&format!("; on {bare} nobody's position is known"));
    }
    if alone > 0 {
        text.push_str(&format!("; on {alone} only one party has a known position and weight"));
    }
    let untold = || found.iter().filter(|forecast| !forecast.is_told());
    let unknown = untold().filter(|forecast| !forecast.left_out.is_empty()).count();
    if unknown > 0 {
        text.push_str(&format!("; on {unknown} no party's weight is known"));
    }
    let other = untold().count() - unknown;
    if other > 0 {
        text.push_str(&format!("; on {other} no model can say"));
    }
    // A stretch over everything there is excludes nothing.
    let idle = |forecast: &&Forecast| {
        let issue = &model.issues[forecast.issue];
        forecast.is_of_several()
            && matches!(issue.scale, Scale::Words(_))
            && forecast.models.iter().all(|(_, said)| match said {
                Outcome::Refused(_) => true,
                Outcome::Between(low, high) => is_whole(issue, *low, *high),
                Outcome::At(_) | Outcome::NoAgreement(_) => false,
            })
    };
    let idle = found.iter().filter(idle).count();
    if idle > 0 {
        text.push_str(&format!(
            "; on {idle} of those forecast it is the whole scale, which says nothing"
        ));
    }
    text.push('.');
    text
}

/// A point in words: the word it is at, or those it lies between; or a number with its unit.
pub(crate) fn point(issue: &Issue, at: f64) -> String {
    match &issue.scale {
        Scale::Numbers { unit, .. } => {
            format!("{} {unit}", number(issue, at)).trim_end().to_owned()
        }
        Scale::Words(words) => {
            let count = words.len();
            let places = issue.places.clone();
            let places = places.unwrap_or_else(|| (0..count).map(|word| word as f64).collect());
            let near = |place: f64| (place - at).abs() < 1e-9;
            if let Some(word) = places.iter().position(|place| near(*place)) {
                return words[word].clone();
            }
            let above = places.iter().position(|place| *place > at).unwrap_or(count - 1);
            let below = above.saturating_sub(1);
            format!("{at:.1}, between ‘{}’ and ‘{}’", words[below], words[above])
        }
    }
}

/// Everything from one point to another, and whether that is all there is.
pub(super) fn between(issue: &Issue, from: f64, to: f64) -> String {
    let (low, high) = (point(issue, from), point(issue, to));
    if matches!(issue.scale, Scale::Numbers { .. }) {
        return format!("{low} to {high}");
    }
    let all = if is_whole(issue, from, to) { ", the whole scale" } else { "" };
    format!("‘{low}’ to ‘{high}’{all}")
}

/// The median of a round of the challenge model.
pub(super) fn median(issue: &Issue, round: &ChallengeRound) -> String {
    match round.median_up_to {
        Some(up_to) => between(issue, round.median, up_to),
        None => point(issue, round.median),
    }
}

/// What a model says of an issue, in words.
pub(crate) fn outcome(issue: &Issue, outcome: &Outcome) -> String {
    match outcome {
        Outcome::At(at) => point(issue, *at),
        Outcome::Between(from, to) => between(issue, *from, *to),
        Outcome::NoAgreement(at) => {
            format!("no agreement: nothing all prefer to {}", point(issue, *at))
        }
        Outcome::Refused(reason) => format!("not told: {reason}"),
    }
}

/// A sentence after the question it is about, which may be only a name.
pub(super) fn after(question: &str, sentence: &str) -> String {
    if question.ends_with(['?', '!', '.']) {
        format!("{question} {}", capital(sentence))
    } else {
        format!("{question}: {sentence}")
    }
}

/// Which models say nothing of an issue, and why: those with one reason together.
pub(super) fn refusals(forecast: &Forecast) -> Option<Block> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (model, said) in &forecast.models {
        let Outcome::Refused(reason) = said else { continue };
        // What a scale without distances cannot carry is one reason, whoever gives it.
        let reason = if reason.contains("distances") {
            "between the words of this scale there are no distances"
        } else {
            reason.as_str()
        };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, models)) => models.push(model.words()),
            None => reasons.push((reason, vec![model.words()])),
        }
    }
    let told: Vec<Vec<Inline>> = reasons
        .into_iter()
        .map(|(reason, models)| {
            vec![Inline::text(format!("Not told by {}: {reason}.", list(&models, "and")))]
        })
        .collect();
    (!told.is_empty()).then_some(Block::List(told))
}
