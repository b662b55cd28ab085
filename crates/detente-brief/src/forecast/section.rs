//! Forecasts in a brief.

use super::lineup::{challenge_figure, figure};
use super::model::{Model, Outcome};
use super::report::{Forecast, ForecastAsked, forecasts};
use super::told::{after, coverage, outcome, quantile};
use crate::document::{Block, Inline, Row, Table};
use crate::notes::Notes;
use crate::words::{list, party_short};
use detente_case::Case;
use detente_model::Issue;

/// Draws that a brief makes of what is only roughly known.
const BRIEF_DRAWS: usize = 2_000;

/// How far a forecast goes where something is only roughly known.
fn roughly(issue: &Issue, forecast: &Forecast, kind: Model) -> String {
    let spread = forecast.spreads.iter().find(|own| own.model == kind);
    spread.map_or_else(String::new, |own| {
        let at = |share: f64| quantile(issue, own.draws.quantile(share));
        format!(" (nine of ten draws: {} to {})", at(0.05), at(0.95))
    })
}

/// The issues of a case with what the models say of them, for a brief; nothing where none is forecast.
pub(crate) fn forecast_section(case: &Case, notes: &mut Notes<'_>) -> Vec<Block> {
    let model = &case.model;
    let asked = ForecastAsked {
        draws: BRIEF_DRAWS,
        drawn: vec![Model::Mean, Model::Median],
        ..ForecastAsked::default()
    };
    let found = forecasts(model, &asked);
    let told: Vec<&Forecast> =
        found.issues.iter().filter(|forecast| forecast.is_of_several()).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let rows = told.iter().map(|forecast| {
        let issue = &model.issues[forecast.issue];
        let said = |kind: Model| match forecast.of(kind) {
            None | Some(Outcome::Refused(_)) => "–".to_owned(),
            Some(said) => format!("{}{}", outcome(issue, said), roughly(issue, forecast, kind)),
        };
        let mut first = vec![Inline::text(issue.question.clone())];
        let because = issue.positions.iter().flat_map(|position| &position.support.because);
        let because: Vec<String> = because.cloned().collect();
        notes.add(&because, &mut first);
        let counted = |party: &usize| forecast.weighted.iter().any(|(own, _)| own == party);
        let missing: Vec<String> = (0..model.parties.len())
            .filter(|party| !counted(party))
            .map(|party| party_short(model, party))
            .collect();
        let missing = if missing.is_empty() { "–".into() } else { list(&missing, "and") };
        let cells = [said(Model::Mean), said(Model::Median), said(Model::Spatial), missing];
        let cells = cells.into_iter().map(|cell| vec![Inline::text(cell)]);
        Row::Cells(std::iter::once(first).chain(cells).collect())
    });
    let mut blocks = vec![
        Block::Heading("Where the issues come out".into()),
        Block::Paragraph(vec![Inline::text(coverage(model, &found.issues))]),
        Block::Table(Table {
            caption: "By positions and weights alone; no probability of anything".into(),
            head: ["Issue", "Weighted mean", "Median", "Spatial model", "Not known of"]
                .map(String::from)
                .into(),
            rows: rows.collect(),
        }),
    ];
    let pictures = told.iter().flat_map(|forecast| {
        let drawn = [figure(model, forecast), challenge_figure(model, forecast)];
        drawn.into_iter().flatten().map(|mut drawn| {
            drawn.caption = after(&model.issues[forecast.issue].question, &drawn.caption);
            Block::Figure(drawn)
        })
    });
    blocks.extend(pictures);
    let silent: Vec<String> = (0..model.parties.len())
        .filter(|&party| {
            told.iter().all(|forecast| forecast.counted(model).all(|counted| counted != party))
        })
        .map(|party| party_short(model, party))
        .collect();
    let mut text = match model.weights.as_ref().and_then(|own| own.support.assumed.as_ref()) {
        Some(assumed) => format!("Weights: {}.", assumed.reason.trim_end_matches('.')),
        None => String::new(),
    };
    if !silent.is_empty() {
        let names = list(&silent, "and");
        text.push_str(&format!(" On these issues no position of {names} is in the records."));
    }
    text.push_str(" `detente forecast` says who pulls how far, and how far off such models are.");
    blocks.push(Block::Paragraph(vec![Inline::text(text.trim_start().to_owned())]));
    blocks
}
