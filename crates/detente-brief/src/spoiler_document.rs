//! The document of `detente spoilers`: who could wreck an outcome, in which readings, what holds them
//! back, and what would stop them.

use crate::analysis::ReadingResult;
use crate::brief::scope::scope;
use crate::document::{Block, Document, Inline, Judgement};
use crate::engine::EngineError;
use crate::explain::{Story, story};
use crate::explanation::{reading_line, told_line};
use crate::notes::Notes;
use crate::spoiler::{OutcomeSpoilers, SpoilerQuestion, SpoilersAt, Standing};
use crate::spoiler_remedy_words::{remedy_lines, trial_words};
use crate::spoiler_table::{movers, spoiler_table, wreckers};
use crate::spoiler_words::{cost_words, credibility, grouped, in_readings, of_mover, type_meaning};
use crate::words::{capital, concept_title, concept_words, list, mover_name, plural, state_words};
use detente_case::Case;
use detente_stability::Mover;

/// Ways of leaving, or of being held back, told of one mover.
const MOST_TOLD: usize = 3;

/// What is told: outcomes, and how many there are.
#[derive(Clone, Copy, Debug)]
pub struct SpoilerTold<'a> {
    /// The condition asked about, as written.
    pub at: &'a str,
    /// The condition to be kept, as written.
    pub keep: &'a str,
    /// What was found, outcome by outcome.
    pub outcomes: &'a [OutcomeSpoilers],
    /// How many possible outcomes satisfy the condition.
    pub total: usize,
}

/// Writes who could wreck some outcomes.
///
/// # Errors
/// If the engine refuses.
pub fn spoilers_document(
    case: &Case,
    question: &SpoilerQuestion<'_>,
    told: SpoilerTold<'_>,
) -> Result<Document, EngineError> {
    let model = &case.model;
    let mut writer = Writer { case, question, keep: told.keep, notes: Notes::new(case) };
    let several = told.outcomes.len() > 1;
    let mut lead = Vec::new();
    for (index, outcome) in told.outcomes.iter().enumerate() {
        let number = if several { format!("Outcome {}: ", index + 1) } else { String::new() };
        let line = format!("{number}{}.", capital(&wreckers(question, outcome)));
        lead.push(vec![Inline::Strong(line)]);
    }
    let mut blocks = vec![Block::Lead(lead), writer.scope_of(told)];
    for (index, outcome) in told.outcomes.iter().enumerate() {
        blocks.push(Block::Heading(format!("Outcome {}", index + 1)));
        blocks.extend(writer.outcome(outcome)?);
    }
    let subtitle = match question.analysis.readings.as_slice() {
        [one] => reading_line(model, &one.choice),
        many => Some(format!("In {} readings", many.len())),
    };
    let title = format!("{}: who could wreck `{}`", model.title, told.keep);
    Ok(Document::answer(title, subtitle, blocks, writer.notes.finish()))
}

struct Writer<'a> {
    case: &'a Case,
    question: &'a SpoilerQuestion<'a>,
    keep: &'a str,
    notes: Notes<'a>,
}

/// A way of leaving or of being held back, with the readings in which it is so.
struct Told {
    story: Story,
    lines: Vec<String>,
    readings: Vec<usize>,
}

impl Writer<'_> {
    fn scope_of(&self, told: SpoilerTold<'_>) -> Block {
        let concept = self.question.concept;
        let shown = told.outcomes.len();
        let satisfy = if told.total == 1 { "outcome satisfies" } else { "outcomes satisfy" };
        let looked = match (shown, told.total) {
            (shown, total) if shown == total => String::new(),
            (1, _) => "; one is looked at".into(),
            (shown, _) => format!("; {shown} are looked at, those that hold first"),
        };
        let kept = if told.keep == told.at {
            String::new()
        } else {
            format!(" and `{}`, which is to be kept", told.keep)
        };
        Block::Paragraph(vec![
            Inline::text(format!(
                "{} possible {satisfy} `{}`{kept}{looked}. Looking at {}",
                told.total,
                told.at,
                concept_words(concept)
            )),
            Inline::Technical(format!("{}, {}", concept.name(), concept_title(concept))),
            Inline::text(
                ". To wreck is to end the condition by a step that pays and that no answer spoils. Types are Stedman's: \
                 limited – an offer would satisfy it; greedy – no offer would, a cost would stop it; total – nothing \
                 others do would.",
            ),
        ])
    }

    fn outcome(&mut self, outcome: &OutcomeSpoilers) -> Result<Vec<Block>, EngineError> {
        let (question, model) = (self.question, &self.case.model);
        let holding: Vec<usize> =
            outcome.readings.iter().filter(|at| at.holds).map(|at| at.reading).collect();
        let holds = match (holding.len(), outcome.readings.len()) {
            (0, 1) => "It does not hold".to_owned(),
            (0, _) => "It holds in no reading".into(),
            _ => format!("It holds{}", in_readings(question, outcome, &holding)),
        };
        let possible: Vec<usize> = outcome.readings.iter().map(|at| at.reading).collect();
        let possible = match scope(model, question.analysis, &possible) {
            Some(names) => format!("It is possible only in {names}. "),
            None => String::new(),
        };
        let mut blocks = vec![
            Block::Paragraph(vec![Inline::text(format!(
                "{}. {possible}{holds}.",
                capital(&state_words(model, outcome.state))
            ))]),
            Block::Table(spoiler_table(question, outcome, "Who could wreck it".into())),
        ];
        let mut number = 0;
        for mover in movers(outcome) {
            if let Some(judgement) = self.mover(outcome, mover, number + 1)? {
                number += 1;
                blocks.push(Block::Judgement(judgement));
            }
        }
        blocks.extend(self.costs(outcome));
        blocks.extend(self.proposed(outcome));
        Ok(blocks)
    }

    /// The story of a mover that would leave, or that is held back; nothing for others.
    fn mover(
        &mut self,
        outcome: &OutcomeSpoilers,
        mover: Mover,
        number: usize,
    ) -> Result<Option<Judgement>, EngineError> {
        let question = self.question;
        let mut told = Vec::new();
        let (mut clauses, mut untold) = (Vec::new(), 0);
        for (standing, words) in [
            ("wrecks", "would wreck it"),
            ("moves-on", "would move on and keep it"),
            ("deterred", "would be held back"),
        ] {
            let readings: Vec<usize> = of_mover(outcome, mover)
                .filter(|(_, found)| found.standing.code() == standing)
                .map(|(at, _)| at.reading)
                .collect();
            if readings.is_empty() {
                continue;
            }
            clauses.push(format!("{words}{}", in_readings(question, outcome, &readings)));
            let (ways, rest) = self.told(outcome, mover, standing)?;
            told.extend(ways);
            untold += rest;
        }
        if told.is_empty() {
            return Ok(None);
        }
        let name = capital(&mover_name(question.model, mover));
        let several = told.len() > 1;
        let fields = told.into_iter().map(|told| {
            let label = if several {
                capital(in_readings(question, outcome, &told.readings).trim_start())
            } else {
                "Because".to_owned()
            };
            let story = told.story.lines.iter();
            let mut lines: Vec<Vec<Inline>> =
                story.map(|line| told_line(self.case, line, &mut self.notes)).collect();
            lines.extend(told.lines.into_iter().map(|line| vec![Inline::text(line)]));
            (label, lines)
        });
        let mut fields: Vec<(String, Vec<Vec<Inline>>)> = fields.collect();
        if untold > 0 {
            let line = format!("{}, which --json lists", plural(untold, "reading"));
            fields.push(("Otherwise".into(), vec![vec![Inline::text(line)]]));
        }
        let text = vec![Inline::Strong(format!("{name} {}.", list(&clauses, "and")))];
        Ok(Some(Judgement { number, text, fields, notes: Vec::new() }))
    }

    /// The ways in which a mover wrecks, moves on or is held back, and how many readings are left
    /// out.
    fn told(
        &self,
        outcome: &OutcomeSpoilers,
        mover: Mover,
        wanted: &str,
    ) -> Result<(Vec<Told>, usize), EngineError> {
        let (question, model) = (self.question, &self.case.model);
        let (mut told, mut rest): (Vec<Told>, usize) = (Vec::new(), 0);
        for (at, found) in of_mover(outcome, mover) {
            if found.standing.code() != wanted {
                continue;
            }
            let result = &question.analysis.readings[at.reading];
            let mut story =
                story(model, result, question.concept, mover, at.index, question.limits)?;
            let mut lines = Vec::new();
            match &found.standing {
                Standing::Deterred { by } => lines.push(credibility(question, result, at, by)),
                Standing::MovesOn { ways, .. } => {
                    // What the step is suffices: it does no harm to the condition.
                    story.lines.truncate(1);
                    lines.push(self.after(result, ways));
                }
                Standing::Wrecks { ways, .. } => {
                    lines.push(self.after(result, ways));
                    lines.extend(
                        found.kind.map(|kind| {
                            format!("A {} spoiler: {}.", kind.word(), type_meaning(kind))
                        }),
                    );
                    let remedy = found.remedy.iter();
                    lines.extend(
                        remedy.flat_map(|remedy| remedy_lines(question, result, at, mover, remedy)),
                    );
                }
                Standing::Content { .. } => {}
            }
            let texts = |story: &Story| -> Vec<String> {
                story.lines.iter().map(|line| line.text.clone()).collect()
            };
            let same = told
                .iter()
                .position(|known| texts(&known.story) == texts(&story) && known.lines == lines);
            match same {
                Some(known) => told[known].readings.push(at.reading),
                None if told.len() < MOST_TOLD => {
                    told.push(Told { story, lines, readings: vec![at.reading] });
                }
                None => rest += 1,
            }
        }
        Ok((told, rest))
    }

    /// Whether the condition still holds once a mover has left.
    fn after(&self, result: &ReadingResult, ways: &[usize]) -> String {
        let holds = |&&way: &&usize| self.question.condition.eval(result.space().state(way));
        let condition = self.keep;
        let kept = ways.iter().filter(holds).count();
        match (kept, ways.len()) {
            (0, 1) => format!("That ends `{condition}`."),
            (0, n) => format!("Each of {n} such steps ends `{condition}`."),
            (kept, all) if kept == all => format!("`{condition}` still holds after that."),
            (kept, all) if all - kept == 1 => {
                format!("Of {all} such steps one ends `{condition}`.")
            }
            (kept, all) => format!("Of {all} such steps {} end `{condition}`.", all - kept),
        }
    }

    /// What those could do who would gain nothing by it, and what they would lose.
    fn costs(&self, outcome: &OutcomeSpoilers) -> Option<Block> {
        let (question, model) = (self.question, &self.case.model);
        let mut items = Vec::new();
        for mover in movers(outcome) {
            let found = of_mover(outcome, mover).filter_map(|(at, found)| {
                let Standing::Content { cheapest: Some(cheapest), .. } = &found.standing else {
                    return None;
                };
                Some((at.reading, cost_words(question, at, mover, cheapest)))
            });
            for (words, readings) in grouped(found).iter().take(MOST_TOLD) {
                let scope = capital(in_readings(question, outcome, readings).trim_start());
                let scope = if scope.is_empty() { scope } else { format!("{scope}: ") };
                let name = mover_name(model, mover);
                let line = capital(&format!("{scope}{name} could {words}."));
                items.push(vec![Inline::text(line)]);
            }
        }
        (!items.is_empty()).then_some(Block::List(items))
    }

    /// What the case proposes, tried.
    fn proposed(&mut self, outcome: &OutcomeSpoilers) -> Option<Block> {
        let model = &self.case.model;
        let mut items = Vec::new();
        for (index, remedy) in model.remedies.iter().enumerate() {
            let tried = |at: &SpoilersAt| at.trials.iter().any(|trial| trial.remedy == index);
            if !outcome.readings.iter().any(tried) {
                continue;
            }
            let notes = self.notes.cite(&remedy.support.because);
            let against = self.notes.cite(&remedy.support.against);
            let own = match &remedy.support.assumed {
                Some(assumed) if remedy.support.because.is_empty() => {
                    format!(" (assumed by {}: {})", assumed.by, assumed.reason)
                }
                _ => String::new(),
            };
            let mut line = vec![
                Inline::text(format!("Proposed: {}", remedy.text.trim_end_matches('.'))),
                Inline::Notes(notes),
                Inline::text(format!("{own}. {}.", trial_words(self.question, outcome, index))),
            ];
            if !against.is_empty() {
                line.push(Inline::text(" Against it"));
                line.push(Inline::Notes(against));
            }
            items.push(line);
        }
        (!items.is_empty()).then_some(Block::List(items))
    }
}
