//! How many changes it takes to overturn an answer: one, two, or more.
//!
//! One is read off the hinges. Two is found by trying every pair, so that an answer that no pair
//! overturns is known to take three at least. Above that a bound is given: some set of changes that
//! does overturn it, though a smaller one may.

use crate::analysis::{Analysis, Limits};
use crate::answer::Answer;
use crate::engine::EngineError;
use crate::hinge::{Change, Hinges, Reach, changes};
use crate::hinge_trial::Trials;
use detente_model::Model;
use detente_stability::RefusalCode;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The fewest changes of single assumptions that overturn an answer: its breakdown number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fewest {
    /// Exactly this many.
    Exactly(usize),
    /// At least the first; the second number does it, if one was found.
    AtLeast(usize, Option<usize>),
}

/// What it takes to overturn one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// The combination of readings, by index into [`Analysis::readings`].
    pub reading: usize,
    /// The question.
    pub question: usize,
    /// The answer as it is.
    pub answer: Answer,
    /// How many changes it takes.
    pub fewest: Fewest,
    /// Changes that overturn it, as few as are known; none if none were found.
    pub changes: Vec<Change>,
}

/// What it takes to overturn each answer under one concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breakdowns {
    /// One per reading and question.
    pub found: Vec<Breakdown>,
    /// How many pairs there were to try, under all readings.
    pub pairs: usize,
    /// How many of them were tried before every answer was overturned or the limit reached.
    pub tried: usize,
    /// Whether the run came to a limit or was stopped before all was tried that had to be.
    pub partial: bool,
}

/// Pairs solved between two looks at what is still open.
const BATCH: usize = 512;

/// Counts the pairs that may have to be tried for a concept: those under readings in which some answer
/// is overturned by no single change.
pub fn pairs_to_try(
    model: &Model,
    analysis: &Analysis,
    hinges: &Hinges,
    concept: usize,
    reach: Reach,
) -> usize {
    let singles = changes(model, analysis, reach).len();
    let open = open(model, analysis, hinges, concept);
    open.values().filter(|questions| !questions.is_empty()).count()
        * (singles * singles.saturating_sub(1) / 2)
}

/// Finds the fewest changes that overturn each answer under a concept, by its place among those
/// computed, trying at most `most_pairs` pairs.
///
/// # Errors
/// If the engine refuses; a run that is stopped returns what was found.
pub fn breakdowns(
    model: &Model,
    analysis: &Analysis,
    hinges: &Hinges,
    concept: usize,
    (reach, most_pairs): (Reach, usize),
    limits: &Limits<'_>,
) -> Result<Breakdowns, EngineError> {
    let mut result = Breakdowns {
        pairs: pairs_to_try(model, analysis, hinges, concept, reach),
        ..Breakdowns::default()
    };
    for hinge in &hinges.hinges {
        for effect in hinge.effects.iter().filter(|effect| effect.concept == concept) {
            let known = result
                .found
                .iter()
                .any(|b| (b.reading, b.question) == (effect.reading, effect.question));
            if !known {
                result.found.push(Breakdown {
                    reading: effect.reading,
                    question: effect.question,
                    answer: effect.from,
                    fewest: Fewest::Exactly(1),
                    changes: vec![hinge.change],
                });
            }
        }
    }
    let all = changes(model, analysis, reach);
    let trials = Trials::new(model, analysis, limits);
    let stage = limits.stage("trying pairs of changes", result.pairs.min(most_pairs));
    // Without all singles nobody knows which answers are open.
    let mut stopped = hinges.tried < hinges.all;
    result.partial = stopped;
    for (reading, mut questions) in open(model, analysis, hinges, concept) {
        let asked = questions.clone();
        let mut exhausted = true;
        let mut pairs = pairs(&all);
        while !questions.is_empty() && !stopped {
            let room = most_pairs - result.tried;
            let batch: Vec<[Change; 2]> = pairs.by_ref().take(BATCH.min(room)).collect();
            if batch.is_empty() {
                exhausted = room > 0;
                result.partial |= !exhausted;
                break;
            }
            result.tried += batch.len();
            let after: Result<Vec<Option<Vec<Vec<Answer>>>>, EngineError> = batch
                .par_iter()
                .map(|pair| {
                    let after = trials.answers(reading, pair);
                    stage.step();
                    after
                })
                .collect();
            let after = match after {
                Ok(after) => after,
                Err(EngineError::Refused(refusal)) if refusal.code == RefusalCode::Cancelled => {
                    stopped = true;
                    result.partial = true;
                    break;
                }
                Err(error) => return Err(error),
            };
            let before = &analysis.readings[reading].answers;
            for (pair, after) in batch.iter().zip(&after) {
                let Some(after) = after else { continue };
                questions.retain(|&question| {
                    let stays = after[question][concept] == before[question][concept];
                    if !stays {
                        result.found.push(Breakdown {
                            reading,
                            question,
                            answer: before[question][concept],
                            fewest: Fewest::Exactly(2),
                            changes: pair.to_vec(),
                        });
                    }
                    stays
                });
            }
        }
        let least = match (hinges.tried < hinges.all, exhausted && !stopped) {
            (true, _) => 1,
            (_, true) => 3,
            _ => 2,
        };
        for question in questions {
            let bound = if stopped {
                None
            } else {
                bound(model, analysis, &trials, &all, (reading, question, concept))?
            };
            result.found.push(Breakdown {
                reading,
                question,
                answer: analysis.readings[reading].answers[question][concept],
                fewest: match &bound {
                    Some(changes) if changes.len() == least => Fewest::Exactly(least),
                    _ => Fewest::AtLeast(least, bound.as_ref().map(Vec::len)),
                },
                changes: bound.unwrap_or_default(),
            });
        }
        debug_assert!(!asked.is_empty());
    }
    result.found.sort_by_key(|b| (b.question, b.reading));
    Ok(result)
}

/// The questions that no single change answers otherwise, by reading.
fn open(
    model: &Model,
    analysis: &Analysis,
    hinges: &Hinges,
    concept: usize,
) -> BTreeMap<usize, Vec<usize>> {
    let overturned = |reading: usize, question: usize| {
        hinges.hinges.iter().flat_map(|hinge| &hinge.effects).any(|effect| {
            (effect.reading, effect.question, effect.concept) == (reading, question, concept)
        })
    };
    (0..analysis.readings.len())
        .map(|reading| {
            let questions = 0..model.questions.len();
            (reading, questions.filter(|&q| !overturned(reading, q)).collect::<Vec<usize>>())
        })
        .filter(|(_, questions)| !questions.is_empty())
        .collect()
}

/// Every pair of changes that can both be made.
fn pairs(all: &[Change]) -> impl Iterator<Item = [Change; 2]> + '_ {
    let second = move |first: usize| all[first + 1..].iter().map(move |&other| [all[first], other]);
    (0..all.len()).flat_map(second).filter(|pair| match pair {
        // A matter is read in one way.
        [Change::Switch { matter: one, .. }, Change::Switch { matter: two, .. }] => one != two,
        _ => true,
    })
}

/// Some changes that overturn an answer: a party's wishes dropped from the top, or options barred.
fn bound(
    model: &Model,
    analysis: &Analysis,
    trials: &Trials<'_>,
    all: &[Change],
    (reading, question, concept): (usize, usize, usize),
) -> Result<Option<Vec<Change>>, EngineError> {
    let before = analysis.readings[reading].answers[question][concept];
    let mut candidates: Vec<Vec<Change>> = Vec::new();
    let mut lists: BTreeMap<_, Vec<Change>> = BTreeMap::new();
    for &change in all.iter().filter(|change| matches!(change, Change::Drop { .. })) {
        lists.entry(change.list()).or_default().push(change);
    }
    candidates.extend(lists.into_values());
    let asked = model.questions[question].formula.options();
    let barred = (0..model.options.len()).filter(|option| asked >> option & 1 == 1);
    candidates.push(barred.map(|option| Change::Forbid { option }).collect());
    let mut best: Option<Vec<Change>> = None;
    for changes in candidates {
        for count in 1..=changes.len() {
            if best.as_ref().is_some_and(|best| best.len() <= count) {
                break;
            }
            let after = trials.answers(reading, &changes[..count])?;
            if after.is_some_and(|after| after[question][concept] != before) {
                best = Some(changes[..count].to_vec());
            }
        }
    }
    Ok(best)
}
