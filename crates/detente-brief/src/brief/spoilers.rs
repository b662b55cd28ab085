//! Who could wreck the outcomes that hold: a few lines, and the table for the annex.

use super::Writer;
use super::sections::MOST_OUTCOMES;
use crate::analysis::Limits;
use crate::document::{Block, Inline};
use crate::grid::grid;
use crate::spoiler::{OutcomeSpoilers, SpoilerQuestion, Standing, spoilers};
use crate::spoiler_table::{movers, short_table};
use crate::spoiler_words::{in_readings, of_mover};
use crate::words::{capital, list, mover_short};
use detente_expr::Formula;

/// Outcomes told of.
const MOST_TOLD: usize = 3;
/// Readings times outcomes times movers; more take too long for a brief.
const MAX_WORK: usize = 1 << 22;

/// The lines for the two pages and the table for the annex.
#[derive(Debug, Default)]
pub(super) struct SpoilerSection {
    pub(super) blocks: Vec<Block>,
    pub(super) annex: Vec<Block>,
}

impl Writer<'_> {
    /// Of the outcomes that hold in the base reading, who would leave them in another, and who is
    /// only held back. To leave is to change the answer to one of the case's questions.
    pub(super) fn spoiler_section(&self) -> SpoilerSection {
        let model = &self.case.model;
        let analysis = &self.findings.analysis;
        let base = analysis.base();
        let stable = base.solutions[self.findings.ahead].equilibria();
        let work = analysis.readings.len() * base.space().len() * base.game.movers().len();
        if model.questions.is_empty() || work > MAX_WORK {
            return SpoilerSection::default();
        }
        // The numbers are those of the grid of outcomes.
        let grid = grid(model, analysis, base, &[], MOST_OUTCOMES);
        let shown = grid.states.iter().enumerate().filter(|(_, state)| {
            base.space().index_of(**state).is_some_and(|index| stable.contains(index))
        });
        let limits = Limits::default();
        let mut section = SpoilerSection::default();
        let mut items = Vec::new();
        for (number, &state) in shown.take(MOST_TOLD) {
            let kept = model.questions.iter().map(|question| {
                let formula = question.formula.clone();
                if formula.eval(state) { formula } else { formula.negated() }
            });
            let condition = Formula::all(kept);
            let question = SpoilerQuestion {
                model,
                analysis,
                concept: analysis.concepts[self.findings.ahead],
                condition: &condition,
                party: None,
                orders: false,
                limits: &limits,
            };
            let Ok(found) = spoilers(&question, &[state]) else { return SpoilerSection::default() };
            for outcome in &found {
                let Some(line) = told(&question, outcome) else { continue };
                items.push(format!("Outcome {}: {line}.", number + 1));
                let caption = format!("Outcome {}", number + 1);
                section.annex.push(Block::Table(short_table(&question, outcome, caption)));
            }
        }
        if items.is_empty() {
            return SpoilerSection::default();
        }
        // A paragraph under the grid, not a section with a heading: two pages are short.
        section.blocks = vec![Block::Paragraph(vec![
            Inline::Strong("Who could wreck it?".into()),
            Inline::text(format!(" {}", items.join(" "))),
        ])];
        let text = "That is, change the answer to one of the case's questions by a step that pays and that no wanted reply \
                    spoils. `detente spoilers` says why, of what type they are, and what would stop them.";
        let heading = Block::Heading("Who could wreck it".into());
        section.annex.splice(0..0, [heading, Block::Paragraph(vec![Inline::text(text)])]);
        section
    }
}

/// Who would leave an outcome, and who stays in the base reading because it is deterred.
fn told(question: &SpoilerQuestion<'_>, outcome: &OutcomeSpoilers) -> Option<String> {
    let mut leaving = Vec::new();
    for mover in movers(outcome) {
        let readings: Vec<usize> = of_mover(outcome, mover)
            .filter(|(_, found)| matches!(found.standing, Standing::Wrecks { .. }))
            .map(|(at, _)| at.reading)
            .collect();
        if !readings.is_empty() {
            let would = if leaving.is_empty() { " would leave" } else { "" };
            let scope = in_readings(question, outcome, &readings);
            leaving.push(format!("{}{would}{scope}", mover_short(question.model, mover)));
        }
    }
    let mut parts = Vec::new();
    if !leaving.is_empty() {
        parts.push(list(&leaving, "and"));
    }
    let base = outcome.readings.iter().find(|at| at.reading == 0);
    let deterred = base.into_iter().flat_map(|at| &at.movers).filter_map(|found| {
        let Standing::Deterred { by } = &found.standing else { return None };
        let doubtful = by.iter().any(|deterrent| deterrent.doubt.is_some());
        let name = mover_short(question.model, found.mover);
        Some(if doubtful { format!("{name} (which is doubtful)") } else { name })
    });
    let deterred: Vec<String> = deterred.collect();
    if !deterred.is_empty() {
        let scope = if question.analysis.readings.len() > 1 { " in the base reading" } else { "" };
        parts.push(format!("only held back{scope}: {}", list(&deterred, "and")));
    }
    (!parts.is_empty()).then(|| capital(&parts.join("; ")))
}
