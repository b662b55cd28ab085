//! The document of `detente forecast`.

use super::lineup::{challenge_figure, figure, spatial_figure};
use super::model::{Model, Outcome};
use super::moves::{rounds, turns};
use super::report::{Forecast, ForecastReport};
use super::told::{after, coverage, median, outcome, point, refusals};
use crate::document::{Block, Document, Inline, Row, Table, headed};
use crate::notes::Notes;
use crate::words::{capital, list, party_short};
use detente_bargain::SpatialOptions;
use detente_case::Case;

/// What stands above forecasts where there is a weighted mean.
const MEASURED: &str = "The weighted mean of positions (capability times salience) is the headline: on decided issues of European Union law-making richer models have not done better, and its mean error was near 23 of 100. The others stand beside it. None is a probability of anything.";
/// What stands above them where there is none.
const UNMEASURED: &str = "Between words without distances there is no weighted mean, so that the weighted median is all there is; on decided issues of European Union law-making its mean error was near 28 of 100. It is no probability of anything.";

/// How much of a forecast is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForecastDetail {
    /// Whether every move of the round models is put in words.
    pub moves: bool,
    /// Where the weighted mean of an issue is to be brought: the issue and the point on its line.
    pub reach: Vec<(usize, f64)>,
}

/// Writes the forecasts of a case.
pub fn forecast_document(case: &Case, found: &ForecastReport, detail: &ForecastDetail) -> Document {
    let mut writer = Writer { case, notes: Notes::new(case), options: found.options };
    let mut blocks =
        vec![Block::Lead(vec![vec![Inline::Strong(coverage(&case.model, &found.issues))]])];
    let measured = found.issues.iter().any(|forecast| forecast.mean.is_some());
    let headline = if measured { MEASURED } else { UNMEASURED };
    blocks.push(Block::Paragraph(vec![Inline::text(headline)]));
    let falls_back = |forecast: &Forecast| {
        let positions = &case.model.issues[forecast.issue].positions;
        forecast.is_of_several() && positions.iter().any(|own| !own.fallbacks.is_empty())
    };
    if found.issues.iter().any(falls_back) {
        blocks.push(Block::Paragraph(vec![Inline::text(
            "The models take what each party asks for now and not its fallbacks; whether ladders meet is for `detente agenda`.",
        )]));
    }
    if let Some(support) = case.model.weights.as_ref().map(|weights| &weights.support)
        && let Some(assumed) = &support.assumed
    {
        blocks.push(Block::Paragraph(vec![Inline::text(format!(
            "Weights are assumed: {}.",
            assumed.reason.trim_end_matches('.')
        ))]));
    }
    for forecast in found.issues.iter().filter(|forecast| forecast.is_of_several()) {
        blocks.extend(writer.issue(forecast, detail));
    }
    let alone: Vec<&Forecast> =
        found.issues.iter().filter(|forecast| forecast.is_of_one()).collect();
    blocks.extend(writer.alone(&alone));
    blocks.extend(writer.across(found, detail));
    let untold: Vec<&Forecast> =
        found.issues.iter().filter(|forecast| !forecast.is_told()).collect();
    if !untold.is_empty() {
        blocks.push(Block::Heading("Without a forecast".into()));
        let items = untold.iter().map(|forecast| writer.untold(forecast)).collect();
        blocks.push(Block::List(items));
    }
    let title = format!("{}: where the issues come out", case.model.title);
    Document::answer(title, None, blocks, writer.notes.finish())
}

/// Writes about the forecasts of a case.
pub(super) struct Writer<'a> {
    pub(super) case: &'a Case,
    pub(super) notes: Notes<'a>,
    pub(super) options: SpatialOptions,
}

impl Writer<'_> {
    /// Issues on which one party alone has a position: its wish is no forecast.
    fn alone(&self, found: &[&Forecast]) -> Vec<Block> {
        if found.is_empty() {
            return Vec::new();
        }
        let model = &self.case.model;
        let items = found.iter().map(|forecast| {
            let issue = &model.issues[forecast.issue];
            let party = forecast.weighted.first().map_or(0, |(party, _)| *party);
            let position = issue.positions.iter().find(|position| position.party == party);
            let at = position.map_or_else(String::new, |position| {
                point(issue, super::stake::place(issue, position.at))
            });
            let known = format!("known of {} alone: {at}.", party_short(model, party));
            vec![Inline::text(after(&issue.question, &known))]
        });
        let mut blocks = vec![
            Block::Heading("Only one side is known".into()),
            Block::Paragraph(vec![Inline::text(
                "The wish of one party is no forecast; what the others want is not in the records.",
            )]),
        ];
        blocks.push(Block::List(items.collect()));
        blocks
    }

    fn issue(&mut self, forecast: &Forecast, detail: &ForecastDetail) -> Vec<Block> {
        let model = &self.case.model;
        let issue = &model.issues[forecast.issue];
        let refused = |(_, said): &&(Model, Outcome)| matches!(said, Outcome::Refused(_));
        let said = forecast.models.iter().filter(|own| !refused(own));
        let rows = said.map(|(model, said)| {
            let by_lot = if *model == Model::Spatial { self.lot() } else { "" };
            let cells = [format!("{}{by_lot}", capital(model.words())), outcome(issue, said)];
            Row::Cells(cells.into_iter().map(|cell| vec![Inline::text(cell)]).collect())
        });
        let mut blocks = vec![
            Block::Heading(issue.question.clone()),
            Block::Table(Table {
                caption: "Where it comes out".into(),
                head: ["Model", "Outcome"].map(String::from).into(),
                rows: rows.collect(),
            }),
        ];
        blocks.extend(refusals(forecast));
        blocks.extend(figure(model, forecast).map(Block::Figure));
        if let Some(mean) = &forecast.mean {
            blocks.push(Block::Table(self.pulls(issue, mean)));
            blocks.push(Block::Paragraph(vec![Inline::text(format!(
                "A newcomer with a weight of w would move it by w/({0:.3} + w) of the way to its own position; all weigh {0:.3} together.",
                mean.total_weight
            ))]));
            for &(_, to) in detail.reach.iter().filter(|(own, _)| *own == forecast.issue) {
                blocks.push(Block::Table(self.levers(issue, mean, to)));
            }
        }
        if let Some(Outcome::Between(..)) = forecast.of(Model::Median) {
            let text =
                "Half the weight stands on either side, so that nothing between tips the balance.";
            blocks.push(Block::Paragraph(vec![Inline::text(text)]));
        } else if !forecast.pivotal.is_empty() {
            let names: Vec<String> =
                forecast.pivotal.iter().map(|&party| party_short(model, party)).collect();
            let verb = if names.len() == 1 { "holds" } else { "hold" };
            let text = capital(&format!(
                "{} {verb} the weighted median: on each side of it stands less than half the weight.",
                list(&names, "and")
            ));
            blocks.push(Block::Paragraph(vec![Inline::text(text)]));
        }
        if !forecast.spreads.is_empty() {
            blocks.push(Block::Table(self.spreads(issue, &forecast.spreads)));
        }
        if let Some(run) = &forecast.challenge {
            let medians: Vec<String> =
                run.rounds.iter().map(|round| median(issue, round)).collect();
            let still = run.rounds.len() > 1 && !run.settled;
            let settled = if still { ", and still moving" } else { "" };
            let told = if medians.len() > 1 && medians.iter().all(|own| *own == medians[0]) {
                format!("{} in every round", medians[0])
            } else {
                medians.join(" → ")
            };
            let text = format!("Challenge model, median by round: {told}{settled}.");
            blocks.push(Block::Paragraph(vec![Inline::text(text)]));
        }
        blocks.extend(challenge_figure(model, forecast).map(Block::Figure));
        let alone = forecast.spatial.as_ref();
        blocks.extend(alone.and_then(|alone| self.conditions(alone)));
        blocks.extend(alone.and_then(|alone| spatial_figure(model, alone, 0)).map(Block::Figure));
        if detail.moves {
            let told = rounds(model, forecast, &|at| point(issue, at));
            blocks.extend(told.into_iter().flat_map(|(head, told)| headed(&head, told)));
            if let Some(alone) = &forecast.spatial {
                let told = turns(model, alone, &|_, at| point(issue, at));
                blocks.extend(told.into_iter().flat_map(|(head, told)| headed(&head, told)));
            }
        }
        blocks.extend(self.missing(forecast));
        blocks
    }

    /// Who is left out, and who has no position.
    fn missing(&self, forecast: &Forecast) -> Option<Block> {
        let model = &self.case.model;
        let mut parts = Vec::new();
        for left in &forecast.left_out {
            let unknown: Vec<String> = left.unknown.iter().map(ToString::to_string).collect();
            let who = capital(&party_short(model, left.party));
            parts.push(format!("{who} is not counted: {} not known", list(&unknown, "and")));
        }
        let weightless: Vec<String> = forecast
            .counted(model)
            .filter(|party| forecast.weighted.iter().all(|(own, _)| own != party))
            .map(|party| party_short(model, party))
            .collect();
        if !weightless.is_empty() {
            let verb = if weightless.len() == 1 { "has" } else { "have" };
            let who = capital(&list(&weightless, "and"));
            parts.push(format!("{who} {verb} no weight: a salience or capability of 0"));
        }
        if !forecast.silent.is_empty() {
            let names: Vec<String> =
                forecast.silent.iter().map(|&party| party_short(model, party)).collect();
            parts.push(format!("no position known of {}", list(&names, "and")));
        }
        let text = capital(&parts.join("; "));
        (!parts.is_empty()).then(|| Block::Paragraph(vec![Inline::text(format!("{text}."))]))
    }

    fn untold(&self, forecast: &Forecast) -> Vec<Inline> {
        let question = &self.case.model.issues[forecast.issue].question;
        // The median asks for least, so what it lacks is what is lacking.
        let median = forecast.of(Model::Median);
        let said = median.into_iter().chain(forecast.models.iter().map(|(_, said)| said));
        let reason = said.into_iter().find_map(|said| match said {
            Outcome::Refused(reason) => Some(reason.as_str()),
            _ => None,
        });
        let unknown: Vec<String> = forecast
            .left_out
            .iter()
            .map(|left| {
                let what: Vec<String> = left.unknown.iter().map(ToString::to_string).collect();
                format!("{} of {}", list(&what, "and"), party_short(&self.case.model, left.party))
            })
            .collect();
        let text = if unknown.is_empty() {
            reason.unwrap_or("no model was asked").to_owned()
        } else {
            format!("not known: {}", list(&unknown, "and"))
        };
        vec![Inline::text(after(question, &format!("{text}.")))]
    }
}
