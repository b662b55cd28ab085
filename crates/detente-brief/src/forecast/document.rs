//! The document of `detente forecast`.

use super::report::{Forecast, Model, Outcome};
use crate::document::{Block, Document, Inline, Row, Table};
use crate::notes::Notes;
use crate::words::{capital, list, party_short, plural};
use detente_bargain::Mean;
use detente_case::Case;
use detente_model::{Issue, Scale};

/// Writes the forecasts of a case.
pub fn forecast_document(case: &Case, found: &[Forecast]) -> Document {
    let mut writer = Writer { case, notes: Notes::new(case) };
    let mut blocks = vec![Block::Lead(vec![vec![Inline::Strong(writer.lead(found))]])];
    blocks.push(Block::Paragraph(vec![Inline::text(
        "The weighted mean of positions (capability times salience) is the headline: on decided issues of European Union law-making richer models have not done better, and its mean error was near 23 of 100. The others stand beside it. None is a probability of anything.",
    )]));
    let told: Vec<&Forecast> = found.iter().filter(|forecast| forecast.is_told()).collect();
    for forecast in &told {
        blocks.extend(writer.issue(forecast));
    }
    let untold: Vec<&Forecast> = found.iter().filter(|forecast| !forecast.is_told()).collect();
    if !untold.is_empty() {
        blocks.push(Block::Heading("Without a forecast".into()));
        let items = untold.iter().map(|forecast| writer.untold(forecast)).collect();
        blocks.push(Block::List(items));
    }
    let title = format!("{}: where the issues come out", case.model.title);
    Document::answer(title, None, blocks, writer.notes.finish())
}

impl Forecast {
    /// Whether some model says something.
    fn is_told(&self) -> bool {
        self.models.iter().any(|(_, outcome)| !matches!(outcome, Outcome::Refused(_)))
    }
}

struct Writer<'a> {
    case: &'a Case,
    notes: Notes<'a>,
}

impl Writer<'_> {
    fn lead(&self, found: &[Forecast]) -> String {
        let told = found.iter().filter(|forecast| forecast.is_told()).count();
        let all = self.case.model.issues.len();
        let mut text = format!("{told} of {} can be forecast", plural(all, "issue"));
        let bare = all - found.len();
        if bare > 0 {
            text.push_str(&format!("; on {bare} nobody's position is known"));
        }
        let weightless = found.len() - told;
        if weightless > 0 {
            text.push_str(&format!("; on {weightless} no party's weight is known"));
        }
        text.push('.');
        text
    }

    /// A point in words: the word it is at, or those it lies between; or a number with its unit.
    fn point(issue: &Issue, at: f64) -> String {
        match &issue.scale {
            Scale::Numbers { unit, .. } => format!("{at:.2} {unit}"),
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

    fn outcome(issue: &Issue, outcome: &Outcome) -> String {
        match outcome {
            Outcome::At(at) => Self::point(issue, *at),
            Outcome::Between(from, to) => {
                format!("{} to {}", Self::point(issue, *from), Self::point(issue, *to))
            }
            Outcome::NoAgreement(at) => {
                format!("no agreement: nothing all prefer to {}", Self::point(issue, *at))
            }
            Outcome::Refused(reason) => format!("not told: {reason}"),
        }
    }

    fn issue(&mut self, forecast: &Forecast) -> Vec<Block> {
        let issue = &self.case.model.issues[forecast.issue];
        let rows = forecast.models.iter().map(|(model, outcome)| {
            let cells = [capital(model.words()), Self::outcome(issue, outcome)];
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
        if let Some(mean) = &forecast.mean {
            blocks.push(Block::Table(self.pulls(issue, mean)));
        }
        blocks.extend(self.missing(forecast));
        blocks
    }

    /// Who pulls how far, and where it would come out without each.
    fn pulls(&mut self, issue: &Issue, mean: &Mean) -> Table {
        let mut rows = Vec::new();
        for pull in &mean.pulls {
            let position = issue.positions.iter().find(|position| position.party == pull.party);
            let mut who = vec![Inline::text(capital(&party_short(&self.case.model, pull.party)))];
            if let Some(position) = position {
                let cited = self.notes.cite(&position.support.because);
                if !cited.is_empty() {
                    who.push(Inline::Notes(cited));
                }
            }
            let without = mean.without(pull.party);
            let cells = [
                Self::point(issue, pull.position),
                format!("{:.0}%", 100.0 * pull.share),
                format!("{:+.2}", pull.pull),
                without.map_or_else(|| "–".into(), |at| Self::point(issue, at)),
            ];
            let cells = cells.into_iter().map(|cell| vec![Inline::text(cell)]);
            rows.push(Row::Cells(std::iter::once(who).chain(cells).collect()));
        }
        Table {
            caption: "Who pulls the weighted mean, how far, and where it would be without".into(),
            head: ["Party", "Position", "Share", "Pull", "Without"].map(String::from).into(),
            rows,
        }
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
        if !forecast.silent.is_empty() {
            let names: Vec<String> =
                forecast.silent.iter().map(|&party| party_short(model, party)).collect();
            parts.push(format!("positions not in the case: {}", list(&names, "and")));
        }
        let text = capital(&parts.join("; "));
        (!parts.is_empty()).then(|| Block::Paragraph(vec![Inline::text(format!("{text}."))]))
    }

    fn untold(&self, forecast: &Forecast) -> Vec<Inline> {
        let question = &self.case.model.issues[forecast.issue].question;
        // The median asks for least, so what it lacks is what is lacking.
        let reason = forecast.models.iter().find_map(|(model, outcome)| match outcome {
            Outcome::Refused(reason) if *model == Model::Median => Some(reason.as_str()),
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
            capital(reason.unwrap_or("a position is not on the scale"))
        } else {
            format!("Not known: {}", list(&unknown, "and"))
        };
        vec![Inline::text(format!("{question} {text}."))]
    }
}
