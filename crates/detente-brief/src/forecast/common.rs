//! What the models across issues say, in words: the spatial model and the exchange model.

use super::document::{ForecastDetail, Writer, after, point};
use super::joint::Joint;
use super::lineup::spatial_figure;
use super::moves::{exchanges, turns};
use super::report::ForecastReport;
use crate::document::{Block, Inline, Row, Table, headed};
use crate::words::{capital, list, party_short};

/// Parties named one by one where some are not in a run.
const MOST_NAMED: usize = 12;

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
                    let mut best: Vec<&detente_bargain::Winner> = elected.iter().collect();
                    best.sort_by(|a, b| b.probability.total_cmp(&a.probability));
                    let first = best.first().map(|winner| {
                        let at: Vec<String> = winner
                            .position
                            .iter()
                            .enumerate()
                            .map(|(dimension, &place)| {
                                let issue = &model.issues[joint.issues[dimension]];
                                point(issue, joint.on_line(dimension, place))
                            })
                            .collect();
                        let names: Vec<String> = winner
                            .parties
                            .iter()
                            .take(4)
                            .map(|&seat| party_short(model, joint.parties[seat]))
                            .collect();
                        format!(
                            "An election over the last positions gives most weight, {:.2}, to that of {}: {}. It is the model's own weight, no probability of an event.",
                            winner.probability,
                            list(&names, "and"),
                            list(&at, "and"),
                        )
                    });
                    blocks.extend(first.map(|text| Block::Paragraph(vec![Inline::text(text)])));
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
