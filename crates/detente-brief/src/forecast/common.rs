//! What the models across issues say, in words: the spatial model and the exchange model.

use super::document::{ForecastDetail, Writer};
use super::joint::Joint;
use super::lineup::spatial_figure;
use super::moves::{exchanges, turns};
use super::report::ForecastReport;
use super::told::{after, point};
use crate::document::{Block, Inline, Row, Table, headed};
use crate::words::{capital, list, party_short};
use detente_bargain::{SpatialOptions, Transition, Winner};

/// Parties named one by one where some are not in a run.
const MOST_NAMED: usize = 12;

/// Weights nearer to each other than this are the same.
const SAME: f64 = 1e-9;
/// Issues of a common run that are drawn.
const MOST_DRAWN: usize = 12;

impl Writer<'_> {
    /// What the models across issues say.
    pub(super) fn across(&self, found: &ForecastReport, detail: &ForecastDetail) -> Vec<Block> {
        let mut blocks = Vec::new();
        let model = &self.case.model;
        if let Some(joint) = &found.joint {
            let heading = if joint.issues.len() == 1 {
                "Spatial model, turn by turn"
            } else {
                "Spatial model over all measured issues"
            };
            blocks.push(Block::Heading(heading.into()));
            blocks.extend(self.absent(joint));
            blocks.extend(self.conditions(joint));
            match &joint.result {
                Err(reason) => {
                    let text = format!("Not told: {reason}.");
                    blocks.push(Block::Paragraph(vec![Inline::text(text)]));
                }
                Ok((run, elected)) => {
                    blocks.push(Block::Table(self.movement(joint, run)));
                    blocks.extend((0..joint.issues.len().min(MOST_DRAWN)).filter_map(
                        |dimension| {
                            let mut drawn = spatial_figure(model, joint, dimension)?;
                            if joint.issues.len() > 1 {
                                let question = &model.issues[joint.issues[dimension]].question;
                                drawn.caption = after(question, &drawn.caption);
                            }
                            Some(Block::Figure(drawn))
                        },
                    ));
                    blocks.extend(self.elected(joint, elected));
                    if detail.moves {
                        let told = turns(model, joint, &|dimension, at| {
                            point(&model.issues[joint.issues[dimension]], at)
                        });
                        blocks
                            .extend(told.into_iter().flat_map(|(head, told)| headed(&head, told)));
                    }
                }
            }
        }
        if let (Some(traded), true) = (&found.traded, detail.moves) {
            blocks.push(Block::Heading("Exchanges of support".into()));
            let told = exchanges(model, traded, &|issue, at| point(&model.issues[issue], at));
            blocks
                .push(Block::List(told.into_iter().map(|text| vec![Inline::text(text)]).collect()));
        }
        blocks
    }

    /// The weighted mean of each issue, turn by turn.
    fn movement(&self, joint: &Joint, run: &detente_bargain::SpatialRun) -> Table {
        let rows = joint.issues.iter().enumerate().map(|(dimension, &index)| {
            let issue = &self.case.model.issues[index];
            let at = |turn: usize| {
                point(issue, joint.on_line(dimension, run.states[turn].means[dimension]))
            };
            let last = run.states.len() - 1;
            let cells = [issue.question.clone(), at(0), at(last.min(1)), at(last)];
            Row::Cells(cells.into_iter().map(|cell| vec![Inline::text(cell)]).collect())
        });
        Table {
            caption: format!("Weighted mean of positions, by turn ({} in all)", run.turns.len()),
            head: ["Issue", "Start", "After one", "At the end"].map(String::from).into(),
            rows: rows.collect(),
        }
    }

    /// Which of the last positions an election would give most weight.
    fn elected(&self, joint: &Joint, elected: &[Winner]) -> Option<Block> {
        let model = &self.case.model;
        let most = elected.iter().map(|winner| winner.probability).fold(0.0, f64::max);
        let first: Vec<&Winner> =
            elected.iter().filter(|winner| most - winner.probability < SAME).collect();
        let one = |winner: &Winner| {
            let at: Vec<String> = winner
                .position
                .iter()
                .enumerate()
                .map(|(dimension, &place)| {
                    let issue = &model.issues[joint.issues[dimension]];
                    point(issue, joint.on_line(dimension, place))
                })
                .collect();
            let mut names: Vec<String> = winner
                .parties
                .iter()
                .take(4)
                .map(|&seat| party_short(model, joint.parties[seat]))
                .collect();
            let more = winner.parties.len().saturating_sub(4);
            if more > 0 {
                names.push(format!("{more} more"));
            }
            format!("{}: {}", list(&names, "and"), list(&at, "and"))
        };
        let told = match first.as_slice() {
            [] => return None,
            [winner] => format!("most weight, {most:.2}, to that of {}", one(winner)),
            [a, b] => {
                format!(
                    "the same most weight, {most:.2} each, to that of {}, and to that of {}",
                    one(a),
                    one(b)
                )
            }
            several => {
                format!("the same most weight, {most:.2} each, to {} positions", several.len())
            }
        };
        let text = format!(
            "An election over the last positions gives {told}. It is the model's own weight, no probability of an event."
        );
        Some(Block::Paragraph(vec![Inline::text(text)]))
    }

    /// What stands behind the name of a run by lot.
    pub(super) fn lot(&self) -> &'static str {
        match self.options.transition {
            Transition::Deterministic => "",
            Transition::Stochastic { .. } => ", one run by lot",
        }
    }

    /// Under what settings a run was made, what was done to its inputs, and whether the order decides.
    pub(super) fn conditions(&self, joint: &Joint) -> Option<Block> {
        let mut items = Vec::new();
        let usual = SpatialOptions::default().settings();
        let set: Vec<String> = self
            .options
            .settings()
            .into_iter()
            .filter(|setting| !usual.contains(setting))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !set.is_empty() {
            items.push(format!("Settings other than the usual ones: {}.", set.join(", ")));
        }
        if let Transition::Stochastic { seed } = self.options.transition {
            items.push(format!(
                "It is one run by lot (stochastic, seed {seed}); another seed gives another, and none is likelier than the rest."
            ));
        }
        if joint.reversed.is_some() {
            items.push("Between equals the first party is taken, as KTAB does. With the parties in reverse order it comes out elsewhere: between the two only the order decides, and nothing is forecast.".into());
        }
        let names = |parties: &[usize]| {
            let names: Vec<String> =
                parties.iter().map(|&party| party_short(&self.case.model, party)).collect();
            list(&names, "and")
        };
        if !joint.scaled.is_empty() {
            items.push(format!(
                "Saliences that together are more than all attention are scaled to it: those of {}.",
                names(&joint.scaled)
            ));
        }
        if !joint.averaged.is_empty() {
            items.push(format!(
                "Capabilities that differ by issue are averaged: those of {}.",
                names(&joint.averaged)
            ));
        }
        let items: Vec<Vec<Inline>> =
            items.into_iter().map(|text| vec![Inline::text(text)]).collect();
        (!items.is_empty()).then_some(Block::List(items))
    }

    /// Who stands somewhere on these issues and is not in the run.
    fn absent(&self, joint: &Joint) -> Option<Block> {
        let mut names: Vec<String> = joint
            .left_out
            .iter()
            .take(MOST_NAMED)
            .map(|&party| party_short(&self.case.model, party))
            .collect();
        let more = joint.left_out.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            names.push(format!("{more} more"));
        }
        let verb = if joint.left_out.len() == 1 { "is" } else { "are" };
        let which = if joint.issues.len() == 1 { "it" } else { "one of these issues at least" };
        let text = format!(
            "{} {verb} not in it: on {which} a position, salience or capability is not known, or is 0.",
            capital(&list(&names, "and"))
        );
        (!names.is_empty()).then(|| Block::Paragraph(vec![Inline::text(text)]))
    }
}
