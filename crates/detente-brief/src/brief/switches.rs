//! What if: every reading, and the changes on which most hangs, each with the answers and outcomes that
//! follow. All of it is computed beforehand; the page only chooses what to show.

use super::Writer;
use super::sections::MOST_OUTCOMES as MOST_GRID;
use crate::analysis::Limits;
use crate::answer::Answer;
use crate::document::{Block, Inline, Row, Switches, Table};
use crate::grid::grid;
use crate::hinge::Change;
use crate::hinge_trial::Trials;
use crate::hinge_words::{by_assumption, change_words};
use crate::hinges_words::word;
use crate::words::{capital, concept_words, move_words, mover_short, option_sentence};
use detente_model::Model;
use detente_stability::{Concept, Game, Mover, State, improvements};
use std::collections::BTreeMap;

/// Changes that have a setting of their own.
const MOST_CHANGES: usize = 6;
/// More settings than this make a page too large.
const MOST_SETTINGS: usize = 160;
/// Outcomes in the table of one setting.
const MOST_OUTCOMES: usize = 8;

/// Outcomes that hold, and whether they do looking ahead and one step at a time.
type Holding = BTreeMap<State, [bool; 2]>;

impl Writer<'_> {
    /// The switches, where there is anything to switch and the page stays readable.
    pub(super) fn switches(&self) -> Vec<Block> {
        self.settings().map(Block::Switches).into_iter().collect()
    }

    fn settings(&self) -> Option<Switches> {
        let model = &self.case.model;
        let analysis = &self.findings.analysis;
        let changes = self.changes();
        let mut switches: Vec<(String, Vec<String>)> = model
            .matters
            .iter()
            .map(|matter| {
                let question = matter.question.clone();
                let question = question.unwrap_or_else(|| format!("The matter ‘{}’", matter.id));
                (question, matter.readings.iter().map(|reading| reading.text.clone()).collect())
            })
            .collect();
        if !changes.is_empty() {
            let mut settings = vec!["as the case has it".to_owned()];
            settings.extend(
                changes.iter().map(|change| format!("if {}", change_words(model, *change))),
            );
            switches.push(("And everything else?".into(), settings));
        }
        let all: usize = switches.iter().map(|(_, settings)| settings.len()).product();
        if !(2..=MOST_SETTINGS).contains(&all) {
            return None;
        }
        let limits = Limits::default();
        let trials = Trials::new(model, analysis, &limits);
        let mut settings = Vec::new();
        // An outcome has the number that it has in the grid, or the next one when it first appears.
        let mut numbers = grid(model, analysis, analysis.base(), &[], MOST_GRID).states;
        let base = model.status_quo.map(|now| first_steps(model, &analysis.base().game, now));
        for (reading, result) in analysis.readings.iter().enumerate() {
            let before = self.holding(&result.game, &result.solutions);
            let answers = &result.answers;
            let mut choice = result.choice.clone();
            if !changes.is_empty() {
                choice.push(0);
            }
            let as_it_is = self.shown(answers, None, [&before, &before], &mut numbers);
            settings
                .push((choice.clone(), self.with_signs(as_it_is, &result.game, base.as_deref())));
            for (place, change) in changes.iter().enumerate() {
                if let Some(last) = choice.last_mut() {
                    *last = place + 1;
                }
                let made = trials.solved(reading, &[*change]).ok()?;
                let blocks = match made {
                    Some((game, solutions)) => {
                        let after = self.holding(&game, &solutions);
                        let found = crate::analysis::answers(model, &game, &solutions);
                        let held = [&before, &after];
                        let blocks = self.shown(&found, Some(answers), held, &mut numbers);
                        self.with_signs(blocks, &game, base.as_deref())
                    }
                    None => vec![Block::Paragraph(vec![Inline::text(
                        "Under this reading that changes nothing: the wish is not there.",
                    )])],
                };
                settings.push((choice.clone(), blocks));
            }
        }
        Some(Switches {
            title: "What if".into(),
            caption: format!(
                "Choose a reading, and one change; looking at {} unless it says otherwise",
                concept_words(self.concept())
            ),
            switches,
            settings,
        })
    }

    /// Adds what would be seen first if it were so: the step that each mover likes best from the present
    /// state. What differs from the base reading carries weight.
    fn with_signs(
        &self,
        mut blocks: Vec<Block>,
        game: &Game,
        base: Option<&[String]>,
    ) -> Vec<Block> {
        let model = &self.case.model;
        let (Some(now), Some(base)) = (model.status_quo, base) else { return blocks };
        let steps = first_steps(model, game, now);
        let mut line = vec![Inline::text("To be seen first, from the present state: ")];
        if steps.is_empty() {
            line.push(Inline::text("nothing; no step pays anybody"));
        }
        for (place, step) in steps.iter().enumerate() {
            if place > 0 {
                line.push(Inline::text("; "));
            }
            line.push(if base.contains(step) {
                Inline::text(step.clone())
            } else {
                Inline::Strong(format!("{step} (not in the base reading)"))
            });
        }
        let missing: Vec<&str> =
            base.iter().filter(|step| !steps.contains(step)).map(String::as_str).collect();
        line.push(Inline::text("."));
        if !missing.is_empty() {
            line.push(Inline::text(format!(
                " Not to be seen, unlike in the base reading: {}.",
                missing.join("; ")
            )));
        }
        blocks.push(Block::Paragraph(line));
        blocks
    }

    fn concept(&self) -> Concept {
        self.findings.analysis.concepts[self.findings.ahead]
    }

    /// For each of the assumptions on which most hangs, the mildest change of it: that a wish is turned
    /// round only where dropping it changes nothing.
    fn changes(&self) -> Vec<Change> {
        by_assumption(&self.findings.hinges)
            .iter()
            .filter_map(|touched| {
                touched
                    .hinges
                    .iter()
                    .min_by_key(|hinge| matches!(hinge.change, Change::Reverse { .. }))
            })
            .map(|hinge| hinge.change)
            .filter(|change| !matches!(change, Change::Switch { .. }))
            .take(MOST_CHANGES)
            .collect()
    }

    fn holding(&self, game: &Game, solutions: &[detente_stability::Solution]) -> Holding {
        let mut holding = Holding::new();
        for (column, concept) in
            [self.findings.ahead, self.findings.one_step].into_iter().enumerate()
        {
            for index in solutions[concept].equilibria().iter() {
                holding.entry(game.space().state(index)).or_default()[column] = true;
            }
        }
        holding
    }

    /// The answers and the outcomes of one setting, with what differs from before the change.
    fn shown(
        &self,
        answers: &[Vec<Answer>],
        before: Option<&Vec<Vec<Answer>>>,
        [held, holds]: [&Holding; 2],
        numbers: &mut Vec<State>,
    ) -> Vec<Block> {
        let ahead = self.findings.ahead;
        let items = self.case.model.questions.iter().enumerate().map(|(index, question)| {
            let now = answers[index][ahead];
            let was = before.map_or(now, |before| before[index][ahead]);
            let mut line = vec![Inline::text(format!("{}: ", capital(&question.text)))];
            if was == now {
                line.push(Inline::text(word(now)));
            } else {
                line.push(Inline::Strong(format!("{}, no longer {}", word(now), word(was))));
            }
            line
        });
        let mut blocks = vec![Block::List(items.collect())];
        // Outcomes that hold come first, then those that no longer do.
        let mut states: Vec<State> = holds.keys().copied().collect();
        states.extend(held.keys().filter(|state| !holds.contains_key(state)));
        if states.is_empty() {
            blocks.push(Block::Paragraph(vec![Inline::text("No outcome holds.")]));
            return blocks;
        }
        let more = states.len().saturating_sub(MOST_OUTCOMES);
        states.truncate(MOST_OUTCOMES);
        blocks.push(Block::Table(self.outcomes(&states, [held, holds], numbers)));
        if more > 0 {
            let line = format!("{more} more outcomes hold or held.");
            blocks.push(Block::Paragraph(vec![Inline::text(line)]));
        }
        blocks
    }

    fn outcomes(
        &self,
        states: &[State],
        [held, holds]: [&Holding; 2],
        numbers: &mut Vec<State>,
    ) -> Table {
        let model = &self.case.model;
        let mut number = |state: State| {
            let known = numbers.iter().position(|&known| known == state);
            known.unwrap_or_else(|| {
                numbers.push(state);
                numbers.len() - 1
            }) + 1
        };
        let sign = |yes: bool| vec![Inline::text(if yes { "●" } else { "○" })];
        let mut head = vec!["Outcome".to_owned()];
        head.extend(states.iter().map(|&state| number(state).to_string()));
        let mut rows: Vec<Row> = model
            .options
            .iter()
            .enumerate()
            .map(|(index, option)| {
                let mut cells =
                    vec![vec![Inline::text(capital(&option_sentence(model, option, true)))]];
                cells.extend(states.iter().map(|state| sign(state >> index & 1 == 1)));
                Row::Cells(cells)
            })
            .collect();
        rows.push(Row::Group("Holds, looking at".into()));
        for (column, place) in [self.findings.ahead, self.findings.one_step].into_iter().enumerate()
        {
            let concept = self.findings.analysis.concepts[place];
            let at = |set: &Holding, state: &State| set.get(state).is_some_and(|on| on[column]);
            let mut cells = vec![vec![
                Inline::text(concept_words(concept)),
                Inline::Technical(concept.name().to_owned()),
            ]];
            cells.extend(states.iter().map(|state| {
                vec![Inline::text(match (at(held, state), at(holds, state)) {
                    (true, true) => "●",
                    (false, true) => "▲",
                    (true, false) => "▽",
                    (false, false) => "·",
                })]
            }));
            rows.push(Row::Cells(cells));
        }
        Table { caption: "Outcomes that hold".into(), head, rows }
    }
}

/// The step from a state that each mover likes best, in words; a set of parties by the wishes of its
/// first. Ties go to the lowest state.
fn first_steps(model: &Model, game: &Game, now: State) -> Vec<String> {
    let Some(start) = game.space().index_of(now) else { return Vec::new() };
    let step = |&mover: &Mover| {
        let first = mover.members().iter().next()?;
        let ranking = &game.rankings()[first];
        let best = improvements(game, mover, start)
            .into_iter()
            .reduce(|best, other| if ranking.improves(best, other) { other } else { best })?;
        let to = game.space().state(best);
        Some(format!("{} would {}", mover_short(model, mover), move_words(model, now, to)))
    };
    game.movers().iter().filter_map(step).collect()
}
