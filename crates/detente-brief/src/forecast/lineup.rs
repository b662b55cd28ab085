//! Pictures of an issue with their words: the line-up, and who moves by round.

use super::joint::Joint;
use super::model::{Model, Outcome};
use super::report::Forecast;
use super::stake::{ends, place, span};
use super::told::{outcome as said, point};
use crate::document::Figure;
use crate::picture::{Mark, Path, Stand, lineup, paths};
use crate::words::{capital, party_short};
use detente_model::{Issue, Model as CaseModel, Point, Position, Scale};

/// Rounds whose places are told one by one.
const MOST_TOLD: usize = 8;

/// The letters of the models under the line.
fn letter(model: Model) -> char {
    match model {
        Model::Mean => 'W',
        Model::Median => 'M',
        Model::Nash => 'N',
        Model::KalaiSmorodinsky => 'K',
        Model::Challenge => 'C',
        Model::Spatial => 'S',
        Model::Exchange => 'E',
    }
}

/// Draws who stands where on an issue; nothing where the line has no length. Where words have no
/// distances they stand at equal ones, and the caption says so.
pub(crate) fn figure(model: &CaseModel, forecast: &Forecast) -> Option<Figure> {
    let issue = &model.issues[forecast.issue];
    // Words without distances stand at equal ones.
    let even = ends(issue).is_none();
    let (low, high) = Some(span(issue)).filter(|(low, high)| low < high)?;
    let along = |at: f64| (at - low) / (high - low);
    let weights = &forecast.weighted;
    let most = weights.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
    let stands: Vec<Stand> = issue
        .positions
        .iter()
        .map(|position| {
            let weight = weights.iter().find(|(party, _)| *party == position.party);
            Stand {
                label: capital(&party_short(model, position.party)),
                at: along(place(issue, position.at)),
                place: standing(issue, position),
                weight: weight
                    .map_or(0.0, |(_, weight)| if most > 0.0 { weight / most } else { 0.0 }),
                fallbacks: position
                    .fallbacks
                    .iter()
                    .map(|&point| along(place(issue, point)))
                    .collect(),
                floor: position.floor.map(|point| along(place(issue, point))),
            }
        })
        .collect();
    let marks: Vec<Mark> = forecast
        .models
        .iter()
        .filter_map(|(model, outcome)| {
            let at = along(outcome.point()?);
            let up_to = match outcome {
                Outcome::Between(_, up_to) => Some(along(*up_to)),
                _ => None,
            };
            let (letter, label) = (letter(*model), model.words().into());
            Some(Mark { letter, label, at, up_to, place: said(issue, outcome) })
        })
        .collect();
    let (first, last) = names(issue);
    let svg = lineup(&issue.question, (&first, &last), &between(issue, &along), &stands, &marks);
    let distances =
        if even { "; the words stand at equal distances, which says nothing" } else { "" };
    let words = stands.iter().map(|stand| {
        let heavy = if stand.weight > 0.0 {
            format!(", {:.0}% of the heaviest", 100.0 * stand.weight)
        } else {
            String::new()
        };
        format!("{}: {}{heavy}", stand.label, stand.place)
    });
    let marks = marks.iter().map(|mark| format!("{}: {}", capital(&mark.label), mark.place));
    Some(Figure {
        caption: format!(
            "Who stands where (bars: weight; rings: fallbacks; thick strokes: the least a party takes){distances}"
        ),
        svg,
        words: words.chain(marks).collect(),
        bars: Vec::new(),
        in_text: false,
    })
}

/// Draws how parties move over the rounds of the challenge model; nothing where nobody does.
pub(crate) fn challenge_figure(model: &CaseModel, forecast: &Forecast) -> Option<Figure> {
    let issue = &model.issues[forecast.issue];
    let (low, high) = ends(issue).filter(|(low, high)| low < high)?;
    let run = forecast.challenge.as_ref()?;
    let along = |at: f64| (at - low) / (high - low);
    let of = run.parties.iter().enumerate().map(|(seat, &party)| {
        (party, run.rounds.iter().map(|round| along(round.positions[seat])).collect())
    });
    let medians: Vec<f64> = run.rounds.iter().map(|round| along(round.median)).collect();
    let middle = ("weighted median", medians.as_slice());
    let title = "Challenge model: who moves, by round";
    movement(model, forecast.issue, &forecast.weighted, of.collect(), middle, (title, "round"))
}

/// Draws how parties move over the turns of the spatial model on one of its issues; nothing where nobody
/// does.
pub(crate) fn spatial_figure(model: &CaseModel, joint: &Joint, dimension: usize) -> Option<Figure> {
    let (run, _) = joint.result.as_ref().ok()?;
    let dimensions = joint.issues.len();
    let of = joint.parties.iter().enumerate().map(|(seat, &party)| {
        let at = run.states.iter().map(|state| state.positions[seat * dimensions + dimension]);
        (party, at.collect())
    });
    let means: Vec<f64> = run.states.iter().map(|state| state.means[dimension]).collect();
    let middle = ("weighted mean", means.as_slice());
    let title = "Spatial model: who moves, by turn";
    movement(model, joint.issues[dimension], &[], of.collect(), middle, (title, "turn"))
}

/// The lines of a run on an issue, with the parties in the order of the run.
fn movement(
    model: &CaseModel,
    issue: usize,
    weights: &[(usize, f64)],
    of: Vec<(usize, Vec<f64>)>,
    middle: (&str, &[f64]),
    (title, round): (&str, &str),
) -> Option<Figure> {
    let still = |at: &[f64]| at.iter().all(|place| (place - at[0]).abs() < 1e-9);
    if of.iter().all(|(_, at)| still(at)) {
        return None;
    }
    let most = weights.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
    let lines: Vec<Path> = of
        .into_iter()
        .map(|(party, at)| {
            let weight = weights.iter().find(|(own, _)| *own == party);
            let weight = weight.filter(|_| most > 0.0).map_or(0.2, |(_, weight)| weight / most);
            Path { label: capital(&party_short(model, party)), at, weight }
        })
        .collect();
    let issue = &model.issues[issue];
    let (first, last) = names(issue);
    let svg = paths(&format!("{} {title}", issue.question), (&first, &last), &lines, middle, round);
    let (low, high) = ends(issue)?;
    let told = |at: &[f64]| {
        // Of a long run the beginning and the end tell most.
        let last = at.len() - 1;
        let shown = (0..at.len())
            .filter(|number| last <= MOST_TOLD || *number <= MOST_TOLD / 2 || *number == last);
        let shown = shown.map(|number| {
            let gap = if number == last && last > MOST_TOLD { "… " } else { "" };
            format!("{gap}{}", point(issue, low + at[number] * (high - low)))
        });
        shown.collect::<Vec<String>>().join(", ")
    };
    let words = lines.iter().map(|line| format!("{}: {}", line.label, told(&line.at)));
    let dashed = format!("{}, the dashed line: {}", capital(middle.0), told(middle.1));
    let words = words.chain([dashed]).collect();
    Some(Figure { caption: title.into(), svg, words, bars: Vec::new(), in_text: false })
}

/// Where a party stands, in words; a range where it is known only roughly.
pub(super) fn standing(issue: &Issue, position: &Position) -> String {
    match position.spread.filter(|spread| !spread.is_known()) {
        Some(spread) => format!("{} to {}", point(issue, spread.low), point(issue, spread.high)),
        None => point(issue, place(issue, position.at)),
    }
}

/// The words of a scale between its ends, with their places along the line.
fn between(issue: &Issue, along: &dyn Fn(f64) -> f64) -> Vec<(f64, String)> {
    let Scale::Words(words) = &issue.scale else { return Vec::new() };
    let inner = words.iter().enumerate().take(words.len().saturating_sub(1)).skip(1);
    inner.map(|(word, name)| (along(place(issue, Point::Word(word))), name.clone())).collect()
}

/// The names of both ends of the line.
fn names(issue: &Issue) -> (String, String) {
    match &issue.scale {
        Scale::Words(words) => {
            (words.first().cloned().unwrap_or_default(), words.last().cloned().unwrap_or_default())
        }
        Scale::Numbers { from, to, unit } => {
            // The unit once is enough, and stands with the number that is more likely a plural.
            (from.min(*to).to_string(), format!("{} {unit}", from.max(*to)).trim().to_owned())
        }
    }
}
