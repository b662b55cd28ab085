//! First hinges: the smallest changes of one assumption, and which answers they change.
//!
//! Tried are, per party: swapping two neighbouring statements, dropping one, reversing one; dropping
//! an impossible combination; and per matter in dispute: switching to another reading (stability
//! definitions, section 6). What changes
//! nothing is counted, so that a reader knows what was tried.

use crate::analysis::{Analysis, Limits, ReadingResult, analyse, answers};
use crate::answer::Answer;
use crate::engine::EngineError;
use crate::progress::Stage;
use detente_model::{Change as ReadingChange, Model, Parts, Preference};
use detente_stability::{Game, Solution, solve_again};
use std::collections::BTreeMap;

/// Says which list of statements is meant: a party may have one in the base and others in readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The list in `[preferences]`.
    Base,
    /// The list that a reading brings: matter and reading.
    Reading(usize, usize),
    /// The list that a view brings, by the view's place.
    View(usize),
}

/// A smallest change of one assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A matter is read otherwise than in the base.
    Switch {
        /// The matter.
        matter: usize,
        /// The reading taken instead of the first.
        reading: usize,
    },
    /// A combination that the base calls impossible is possible after all.
    Allow {
        /// The rule, by its place in the base.
        rule: usize,
    },
    /// Two neighbouring statements, or ranks, change places.
    Swap {
        /// The party.
        party: usize,
        /// The list.
        origin: Origin,
        /// The upper of the two places.
        first: usize,
    },
    /// A statement is dropped.
    Drop {
        /// The party.
        party: usize,
        /// The list.
        origin: Origin,
        /// The place.
        place: usize,
    },
    /// A statement is turned into its opposite.
    Reverse {
        /// The party.
        party: usize,
        /// The list.
        origin: Origin,
        /// The place.
        place: usize,
    },
}

/// One answer that a change changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HingeEffect {
    /// The combination of readings under which it changes, by index into [`Analysis::readings`].
    pub reading: usize,
    /// The question.
    pub question: usize,
    /// The concept, by index into [`Analysis::concepts`].
    pub concept: usize,
    /// The answer before.
    pub from: Answer,
    /// The answer after.
    pub to: Answer,
}

/// A change that changes some answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hinge {
    /// The change.
    pub change: Change,
    /// What it changes; never empty.
    pub effects: Vec<HingeEffect>,
}

/// Everything tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hinges {
    /// The changes that change some answer, those that change most first.
    pub hinges: Vec<Hinge>,
    /// How many changes were tried.
    pub tried: usize,
    /// Why nothing was tried, if that is so.
    pub not_tried: Option<String>,
}

/// Outcomes that may be solved in all: readings times changes times possible outcomes.
const MAX_WORK: usize = 1 << 28;

impl Hinges {
    /// Counts the changes that changed nothing.
    pub fn without_effect(&self) -> usize {
        self.tried - self.hinges.len()
    }
}

/// Tries every smallest change under every combination of readings.
///
/// # Errors
/// If the engine refuses or is stopped.
pub fn hinges(
    model: &Model,
    analysis: &Analysis,
    limits: &Limits<'_>,
) -> Result<Hinges, EngineError> {
    let base = analysis.base();
    let wishes: usize = base
        .assumptions
        .preferences
        .iter()
        .map(|preference| 3 * preference.statements().len())
        .sum();
    let changes = wishes + model.impossible.len();
    let states = base.space().len();
    let work = changes.saturating_mul(states).saturating_mul(analysis.readings.len());
    if work > MAX_WORK {
        let figures = format!(
            "{changes} changes under {} readings of {states} outcomes",
            analysis.readings.len()
        );
        return Ok(Hinges { not_tried: Some(figures), ..Hinges::default() });
    }
    let stage = limits.stage("trying changes of one assumption", changes * analysis.readings.len());
    let mut tried: BTreeMap<Change, Vec<HingeEffect>> = BTreeMap::new();
    switches(model, analysis, &mut tried);
    allowances(model, analysis, limits, &stage, &mut tried)?;
    for (index, result) in analysis.readings.iter().enumerate() {
        let trial = Trial { model, analysis, limits, stage: &stage, index, result };
        for party in 0..model.parties.len() {
            trial.party(party, origin(model, result, party), &mut tried)?;
        }
    }
    let count = tried.len();
    let mut hinges: Vec<Hinge> = tried
        .into_iter()
        .filter(|(_, effects)| !effects.is_empty())
        .map(|(change, effects)| Hinge { change, effects })
        .collect();
    hinges.sort_by(|a, b| b.effects.len().cmp(&a.effects.len()).then(a.change.cmp(&b.change)));
    Ok(Hinges { hinges, tried: count, not_tried: None })
}

/// Where the preference of a party comes from under some readings, or as somebody sees it.
pub(crate) fn origin(model: &Model, result: &ReadingResult, party: usize) -> Origin {
    let brings = |changes: &[ReadingChange]| {
        changes
            .iter()
            .any(|change| matches!(change, ReadingChange::Preference(owner, _) if *owner == party))
    };
    if let Some(view) = result.view
        && brings(&model.views[view].changes)
    {
        return Origin::View(view);
    }
    let mut matters = model.matters.iter().enumerate().zip(&result.choice);
    let found = matters.find(|((_, matter), reading)| brings(&matter.readings[**reading].changes));
    found.map_or(Origin::Base, |((matter, _), reading)| Origin::Reading(matter, *reading))
}

/// Switching a reading needs no new solution: both sides have been computed.
fn switches(model: &Model, analysis: &Analysis, tried: &mut BTreeMap<Change, Vec<HingeEffect>>) {
    for (matter, readings) in model.matters.iter().enumerate() {
        for reading in 1..readings.readings.len() {
            let effects = tried.entry(Change::Switch { matter, reading }).or_default();
            for (index, base) in
                analysis.readings.iter().enumerate().filter(|(_, r)| r.choice[matter] == 0)
            {
                let mut choice = base.choice.clone();
                choice[matter] = reading;
                let other = analysis.readings.iter().find(|result| result.choice == choice);
                effects.extend(
                    other
                        .into_iter()
                        .flat_map(|other| differences(index, &base.answers, &other.answers)),
                );
            }
        }
    }
}

/// Without a rule there are more outcomes and moves, so everything is solved anew.
fn allowances(
    model: &Model,
    analysis: &Analysis,
    limits: &Limits<'_>,
    stage: &Stage<'_>,
    tried: &mut BTreeMap<Change, Vec<HingeEffect>>,
) -> Result<(), EngineError> {
    // Each is a small stage of its own, of which nobody need hear.
    let limits = &Limits { progress: None, ..*limits };
    for rule in 0..model.impossible.len() {
        stage.step();
        let mut parts: Parts = (**model).clone();
        parts.impossible.remove(rule);
        let Ok(without) = Model::new(parts) else { continue };
        let effects = tried.entry(Change::Allow { rule }).or_default();
        let solved = analyse(&without, &analysis.concepts, limits)?;
        for (index, (before, after)) in analysis.readings.iter().zip(&solved.readings).enumerate() {
            effects.extend(differences(index, &before.answers, &after.answers));
        }
    }
    Ok(())
}

fn differences(reading: usize, before: &[Vec<Answer>], after: &[Vec<Answer>]) -> Vec<HingeEffect> {
    let mut effects = Vec::new();
    for (question, (before, after)) in before.iter().zip(after).enumerate() {
        for (concept, (&from, &to)) in before.iter().zip(after).enumerate() {
            if from != to {
                effects.push(HingeEffect { reading, question, concept, from, to });
            }
        }
    }
    effects
}

/// The trials under one combination of readings.
struct Trial<'a> {
    model: &'a Model,
    analysis: &'a Analysis,
    limits: &'a Limits<'a>,
    stage: &'a Stage<'a>,
    index: usize,
    result: &'a ReadingResult,
}

impl Trial<'_> {
    fn party(
        &self,
        party: usize,
        origin: Origin,
        tried: &mut BTreeMap<Change, Vec<HingeEffect>>,
    ) -> Result<(), EngineError> {
        let preference = &self.result.assumptions.preferences[party];
        let count = match preference {
            Preference::Statements(statements) => statements.len(),
            Preference::Ranking(tiers, _) => tiers.len(),
        };
        for first in 0..count.saturating_sub(1) {
            let mut changed = preference.clone();
            match &mut changed {
                Preference::Statements(statements) => statements.swap(first, first + 1),
                Preference::Ranking(tiers, _) => tiers.swap(first, first + 1),
            }
            let effects = self.effects(party, &changed)?;
            tried.entry(Change::Swap { party, origin, first }).or_default().extend(effects);
        }
        for place in 0..preference.statements().len() {
            let mut dropped = preference.clone();
            let mut reversed = preference.clone();
            if let (Some(dropped), Some(reversed)) =
                (dropped.statements_mut(), reversed.statements_mut())
            {
                dropped.remove(place);
                reversed[place].formula = reversed[place].formula.clone().negated();
            }
            let effects = self.effects(party, &dropped)?;
            tried.entry(Change::Drop { party, origin, place }).or_default().extend(effects);
            let effects = self.effects(party, &reversed)?;
            tried.entry(Change::Reverse { party, origin, place }).or_default().extend(effects);
        }
        Ok(())
    }

    /// What changes when the party has another preference.
    fn effects(
        &self,
        party: usize,
        preference: &Preference,
    ) -> Result<Vec<HingeEffect>, EngineError> {
        self.stage.step();
        let arena = &self.analysis.arenas[self.result.arena];
        let ranking = arena.ranking(preference);
        if ranking.ranks() == self.result.game.rankings()[party].ranks() {
            return Ok(Vec::new());
        }
        let game: Game = self.result.game.with_ranking(party, ranking)?;
        let context = self.limits.context();
        // Only what depends on this party's wishes is solved anew.
        let solutions: Vec<Solution> = self
            .result
            .solutions
            .iter()
            .map(|solution| solve_again(&game, &self.result.game, solution, &context))
            .collect::<Result<_, _>>()?;
        let after = answers(self.model, &game, &solutions);
        Ok(differences(self.index, &self.result.answers, &after))
    }
}
