//! The line-up of an issue as a picture with its words.

use super::model::Model;
use super::report::Forecast;
use super::stake::{ends, place};
use crate::document::Figure;
use crate::picture::{Mark, Stand, lineup};
use crate::words::{capital, party_short};
use detente_model::{Issue, Model as CaseModel, Scale};

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
    let even = match &issue.scale {
        Scale::Words(words) if issue.places.is_none() => Some((0.0, words.len() as f64 - 1.0)),
        _ => None,
    };
    let (low, high) = even.or_else(|| ends(issue)).filter(|(low, high)| low < high)?;
    let along = |at: f64| (at - low) / (high - low);
    let weights: Vec<(usize, f64)> = forecast
        .mean
        .as_ref()
        .map(|mean| mean.pulls.iter().map(|pull| (pull.party, pull.weight)).collect())
        .unwrap_or_default();
    let most = weights.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
    let stands: Vec<Stand> = issue
        .positions
        .iter()
        .map(|position| {
            let weight = weights.iter().find(|(party, _)| *party == position.party);
            Stand {
                label: capital(&party_short(model, position.party)),
                at: along(place(issue, position.at)),
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
            let at = outcome.point()?;
            Some(Mark { letter: letter(*model), label: model.words().into(), at: along(at) })
        })
        .collect();
    let (first, last) = names(issue);
    let svg = lineup(&issue.question, (&first, &last), &stands, &marks);
    let distances = if even.is_some() {
        "; the words stand at equal distances, which says nothing"
    } else {
        ""
    };
    let words = stands.iter().map(|stand| {
        let heavy = if stand.weight > 0.0 {
            format!(", {:.0}% of the heaviest", 100.0 * stand.weight)
        } else {
            String::new()
        };
        format!("{} at {:.0}% of the line{heavy}", stand.label, 100.0 * stand.at)
    });
    let marks =
        marks.iter().map(|mark| format!("{} at {:.0}%", capital(&mark.label), 100.0 * mark.at));
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

/// The names of both ends of the line.
fn names(issue: &Issue) -> (String, String) {
    match &issue.scale {
        Scale::Words(words) => {
            (words.first().cloned().unwrap_or_default(), words.last().cloned().unwrap_or_default())
        }
        Scale::Numbers { from, to, unit } => {
            let named = |end: f64| format!("{end} {unit}").trim().to_owned();
            (named(from.min(*to)), named(from.max(*to)))
        }
    }
}
