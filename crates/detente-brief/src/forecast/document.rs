//! The document of `detente forecast`.

use super::lineup::{challenge_figure, figure, spatial_figure, standing};
use super::model::{Model, Outcome};
use super::moves::{rounds, turns};
use super::report::{Forecast, ForecastAsked, ForecastReport, forecasts};
use super::spreads::Spreads;
use super::stake::ends;
use crate::document::{Block, Document, Inline, Row, Table, headed};
use crate::notes::Notes;
use crate::words::{capital, list, party_short, plural};
use detente_bargain::{ChallengeRound, Influence, Mean, SpatialOptions};
use detente_case::Case;
use detente_model::{Issue, Model as CaseModel, Scale};

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
    blocks.push(Block::Paragraph(vec![Inline::text(
        "The weighted mean of positions (capability times salience) is the headline: on decided issues of European Union law-making richer models have not done better, and its mean error was near 23 of 100. The others stand beside it. None is a probability of anything.",
    )]));
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

/// Whether figures on the line of an issue need three decimals: of a line from 0 to 1 they say as much as
/// one of a line from 0 to 100.
fn fine(issue: &Issue) -> bool {
    matches!(&issue.scale, Scale::Numbers { from, to, unit } if (to - from).abs() <= 1.0 && unit.is_empty())
}

/// A quantile of draws: a word where it is one, a bare number otherwise.
fn quantile(issue: &Issue, at: f64) -> String {
    let text = point(issue, at);
    let between = matches!(issue.scale, Scale::Numbers { .. }) || text.contains('‘');
    if between { number(issue, at) } else { text }
}

/// A place on the line of an issue as a bare number.
fn number(issue: &Issue, at: f64) -> String {
    let digits = if fine(issue) { 3 } else { 2 };
    format!("{at:.digits$}")
}

/// A step on the line of an issue, with its sign.
fn signed(issue: &Issue, step: f64) -> String {
    let digits = if fine(issue) { 3 } else { 2 };
    let text = format!("{step:+.digits$}");
    // What rounds to nothing has no direction.
    let nothing = text.trim_start_matches(['+', '-']).chars().all(|c| matches!(c, '0' | '.'));
    if nothing { text.trim_start_matches(['+', '-']).to_owned() } else { text }
}

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

/// How many issues can be forecast, and why not the others.
fn coverage(model: &CaseModel, found: &[Forecast]) -> String {
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
fn between(issue: &Issue, from: f64, to: f64) -> String {
    let (low, high) = (point(issue, from), point(issue, to));
    let Scale::Words(words) = &issue.scale else { return format!("{low} to {high}") };
    let ends = ends(issue).unwrap_or((0.0, words.len() as f64 - 1.0));
    let all = if (from, to) == ends { ", the whole scale" } else { "" };
    format!("‘{low}’ to ‘{high}’{all}")
}

/// The median of a round of the challenge model.
fn median(issue: &Issue, round: &ChallengeRound) -> String {
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

/// Writes about the forecasts of a case.
pub(super) struct Writer<'a> {
    pub(super) case: &'a Case,
    notes: Notes<'a>,
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
            let text =
                format!("Challenge model, median by round: {}{settled}.", medians.join(" → "));
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

    /// Who pulls how far, and where it would come out without each.
    fn pulls(&mut self, issue: &Issue, mean: &Mean) -> Table {
        let mut rows = Vec::new();
        for pull in &mean.pulls {
            let position = issue.positions.iter().find(|position| position.party == pull.party);
            let mut who = vec![Inline::text(capital(&party_short(&self.case.model, pull.party)))];
            if let Some(position) = position {
                self.notes.add(&position.support.because, &mut who);
            }
            let without = mean.without(pull.party);
            let half = mean.reweighed(pull.party, pull.weight / 2.0);
            let stands = position
                .map_or_else(|| point(issue, pull.position), |position| standing(issue, position));
            let cells = [
                stands,
                format!("{:.0}%", 100.0 * pull.share),
                signed(issue, pull.pull),
                without.map_or_else(|| "–".into(), |at| point(issue, at)),
                half.map_or_else(|| "–".into(), |at| number(issue, at)),
            ];
            let cells = cells.into_iter().map(|cell| vec![Inline::text(cell)]);
            rows.push(Row::Cells(std::iter::once(who).chain(cells).collect()));
        }
        Table {
            caption: "Who pulls the weighted mean, how far, and where it would be without the party and with half its weight; a step of one by a party moves it by its share".into(),
            head: ["Party", "Position", "Share", "Pull", "Without", "Halved"].map(String::from).into(),
            rows,
        }
    }

    /// What each party would have to change to bring the weighted mean to a point.
    fn levers(&self, issue: &Issue, mean: &Mean, to: f64) -> Table {
        let bounds = ends(issue);
        let least = mean.least_move(to, bounds);
        let rows = mean.levers(to).into_iter().map(|lever| {
            let inside = |at: &f64| bounds.is_none_or(|(low, high)| (low..=high).contains(at));
            let position = match lever.position {
                Some(at) if inside(&at) => point(issue, at),
                Some(at) => format!("{at:.2}, off the line"),
                None => "cannot".into(),
            };
            let first = least.is_some_and(|(party, _)| party == lever.party);
            let weight =
                match (lever.weight, mean.pulls.iter().find(|own| own.party == lever.party)) {
                    (Some(weight), Some(own)) if own.weight > 0.0 => {
                        format!("{:.2} times its own", weight / own.weight)
                    }
                    (Some(weight), _) => format!("{weight:.3}"),
                    (None, _) => "no weight does".into(),
                };
            let name = capital(&party_short(&self.case.model, lever.party));
            let name = if first { format!("{name} (least)") } else { name };
            Row::Cells([name, position, weight].map(|cell| vec![Inline::text(cell)]).into())
        });
        Table {
            caption: format!("What alone would bring the weighted mean to {}", point(issue, to)),
            head: ["Party", "Its position", "Or its weight"].map(String::from).into(),
            rows: rows.collect(),
        }
    }

    /// What draws of roughly known numbers give.
    fn spreads(&self, issue: &Issue, spreads: &[Spreads]) -> Table {
        let rows = spreads.iter().map(|own| {
            let at = |share: f64| quantile(issue, own.draws.quantile(share));
            let alone = if own.model == Model::Spatial { ", this issue alone" } else { "" };
            let first = format!("{}{alone}", capital(own.model.words()));
            let drawn = own.draws.outcomes.len().to_string();
            let cells = [first, drawn, at(0.05), at(0.5), at(0.95), self.strongest(issue, own)];
            Row::Cells(cells.into_iter().map(|cell| vec![Inline::text(cell)]).collect())
        });
        Table {
            caption: "With what is only roughly known drawn again and again: nine of ten forecasts lie between low and high. The forecasts above take the likeliest of each, or the middle. The last column: whose interval makes most of the variance, alone and together with others (total index of Sobol', ± two standard errors). It is how the forecast varies with its inputs, no probability of the event".into(),
            head: ["Model", "Draws", "Low", "Half", "High", "Most hangs on"].map(String::from).into(),
            rows: rows.collect(),
        }
    }

    /// The input that moves a forecast most, or those that cannot be told apart.
    fn strongest(&self, issue: &Issue, spreads: &Spreads) -> String {
        if ends(issue).is_none() {
            return "words have no variance".into();
        }
        let Some(found) = &spreads.influences else { return "not computed".into() };
        let Some(strongest) = found.strongest().filter(|own| own.total > 0.0) else {
            return "nothing".into();
        };
        let name = |own: &Influence| {
            format!("{} of {}", own.input.which, party_short(&self.case.model, own.input.party))
        };
        // What lies within twice the error of the difference may as well be the other way round.
        let near = |own: &&Influence| {
            let error = own.error.hypot(strongest.error);
            own.input != strongest.input && strongest.total - own.total <= 2.0 * error
        };
        let rivals: Vec<&Influence> = found.inputs.iter().filter(near).collect();
        let share = if found.exact || strongest.error <= 0.0 {
            format!("{:.0}%", 100.0 * strongest.total)
        } else {
            format!("{:.0}% ± {:.0}", 100.0 * strongest.total, 200.0 * strongest.error)
        };
        let rivals = match rivals.as_slice() {
            [] => String::new(),
            [one] if !found.exact => format!(", or {}: not told apart", name(one)),
            several if !found.exact => {
                format!(", or one of {} others: not told apart", several.len())
            }
            _ => String::new(),
        };
        format!("{}, {share}{rivals}", name(strongest))
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

/// A sentence after the question it is about, which may be only a name.
pub(super) fn after(question: &str, sentence: &str) -> String {
    if question.ends_with(['?', '!', '.']) {
        format!("{question} {}", capital(sentence))
    } else {
        format!("{question}: {sentence}")
    }
}

/// Which models say nothing of an issue, and why: those with one reason together.
fn refusals(forecast: &Forecast) -> Option<Block> {
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
