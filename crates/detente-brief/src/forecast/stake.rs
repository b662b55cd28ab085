//! Issues of a case as the engine takes them: positions, saliences and capabilities, known or rough.

use detente_bargain::{Issue as Bargaining, Rough, RoughIssue, RoughStake, Scale as Places, Stake};
use detente_model::{Issue, Model, Point, Position, Scale, Spread};

/// The number of a point: a word's place in the list, or the number itself.
pub(super) fn value(point: Point) -> f64 {
    match point {
        Point::Word(word) => word as f64,
        Point::Number(number) => number,
    }
}

/// The place of a point on the line of an issue: that of its word, where the analyst gives distances.
pub(crate) fn place(issue: &Issue, point: Point) -> f64 {
    match (point, &issue.places) {
        (Point::Word(word), Some(places)) => places.get(word).copied().unwrap_or(word as f64),
        (point, _) => value(point),
    }
}

/// Returns the ends of the line of an issue, the lower first; nothing if distances are not known.
pub fn ends(issue: &Issue) -> Option<(f64, f64)> {
    match &issue.scale {
        Scale::Numbers { from, to, .. } => Some((from.min(*to), from.max(*to))),
        Scale::Words(_) => {
            let places = issue.places.as_ref()?;
            Some((*places.first()?, *places.last()?))
        }
    }
}

/// The ends of the line; where distances are not known, the first word and the last by their places.
pub(crate) fn span(issue: &Issue) -> (f64, f64) {
    match (&issue.scale, ends(issue)) {
        (_, Some(ends)) => ends,
        (Scale::Words(words), None) => (0.0, words.len() as f64 - 1.0),
        (Scale::Numbers { from, to, .. }, None) => (*from, *to),
    }
}

/// Whether a stretch is everything there is, so that it excludes nothing.
pub(crate) fn is_whole(issue: &Issue, low: f64, high: f64) -> bool {
    let (first, last) = span(issue);
    low <= first && last <= high
}

pub(super) fn scale(issue: &Issue) -> Places {
    match &issue.scale {
        Scale::Words(words) => Places::Words { count: words.len(), places: issue.places.clone() },
        Scale::Numbers { .. } => Places::Numbers,
    }
}

fn weights(model: &Model, position: &Position) -> (Option<Spread>, Option<Spread>) {
    let weights = model.weights.as_ref();
    let capability = position
        .capability
        .or_else(|| weights.and_then(|weights| weights.capability.get(position.party).copied()?));
    (capability, position.salience.or_else(|| weights.and_then(|weights| weights.salience)))
}

/// What is known of each party on an issue; saliences, which cases give from 0 to 100, as shares.
pub(super) fn stakes(model: &Model, issue: &Issue) -> Vec<Stake> {
    let mut stakes = vec![Stake::default(); model.parties.len()];
    for position in &issue.positions {
        let (capability, salience) = weights(model, position);
        stakes[position.party] = Stake {
            position: Some(value(position.at)),
            salience: salience.map(|spread| spread.middle() / 100.0),
            capability: capability.map(|spread| spread.middle()),
        };
    }
    stakes
}

/// The issue as the engine takes it.
///
/// # Errors
/// Says which number cannot be.
pub(super) fn bargaining(model: &Model, issue: &Issue) -> Result<Bargaining, String> {
    Bargaining::new(scale(issue), stakes(model, issue)).map_err(|error| error.to_string())
}

/// The issue with what is only roughly known of it; nothing if all is known exactly.
pub(super) fn rough(model: &Model, issue: &Issue) -> Option<Result<RoughIssue, String>> {
    let of = |spread: Spread, by: f64| {
        let (low, high) = (spread.low / by, spread.high / by);
        match spread.mode {
            _ if spread.is_known() => Rough::Exact(low),
            Some(mode) => Rough::Triangular { low, mode: mode / by, high },
            None => Rough::Interval { low, high },
        }
    };
    let mut stakes = vec![RoughStake::default(); model.parties.len()];
    let mut any = false;
    for position in &issue.positions {
        let (capability, salience) = weights(model, position);
        let spreads = [position.spread, capability, salience];
        any |= spreads.iter().flatten().any(|spread| !spread.is_known());
        stakes[position.party] = RoughStake {
            position: Some(
                position.spread.map_or(Rough::Exact(value(position.at)), |spread| of(spread, 1.0)),
            ),
            salience: salience.map(|spread| of(spread, 100.0)),
            capability: capability.map(|spread| of(spread, 1.0)),
        };
    }
    any.then(|| RoughIssue::new(scale(issue), stakes).map_err(|error| error.to_string()))
}
