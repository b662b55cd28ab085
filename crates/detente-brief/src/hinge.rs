//! Hinges: the changes of single assumptions, and which answers they change.
//!
//! Tried are, per party: moving one statement to any other place of its list (to the next is a swap of
//! neighbours), dropping one, reversing one; per option: that it cannot be taken, that it cannot be
//! taken back, that one owner can do alone what takes several; dropping an impossible combination;
//! another reading; a party's view being right (stability definitions, section 6). What changes
//! nothing is counted, so that a reader knows what was tried. How a change is made and solved lives in
//! `hinge_trial`, pairs of changes in `breakdown`.

use crate::analysis::{Analysis, Limits, ReadingResult};
use crate::answer::Answer;
use crate::engine::EngineError;
use crate::hinge_trial::Trials;
use detente_model::{Change as ReadingChange, Model, Moves, Preference};
use detente_stability::RefusalCode;
use rayon::prelude::*;
use std::collections::BTreeSet;

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

/// A change of one assumption.
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
    /// An option cannot be taken.
    Forbid {
        /// The option.
        option: usize,
    },
    /// An option, once taken, cannot be given up.
    OneWay {
        /// The option.
        option: usize,
    },
    /// One owner can do alone what the case says takes several.
    Alone {
        /// The option.
        option: usize,
        /// The owner.
        party: usize,
    },
    /// The game is as a party sees it.
    Adopt {
        /// The view, by its place.
        view: usize,
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
    /// A statement, or rank, moves past several others.
    Move {
        /// The party.
        party: usize,
        /// The list.
        origin: Origin,
        /// Its place.
        from: usize,
        /// The place it moves to.
        to: usize,
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

impl Change {
    /// Returns the party and the list whose order or wishes it changes, if it changes any.
    pub(crate) fn list(self) -> Option<(usize, Origin)> {
        match self {
            Change::Swap { party, origin, .. }
            | Change::Move { party, origin, .. }
            | Change::Drop { party, origin, .. }
            | Change::Reverse { party, origin, .. } => Some((party, origin)),
            _ => None,
        }
    }
}

/// Says how far changes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The smallest: neighbours swapped, a wish dropped or reversed, a rule dropped, another reading
    /// or view.
    Smallest,
    /// Every change of one assumption: wishes moved farther, options barred, made final, or given to
    /// one owner as well.
    Every,
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
    /// How many there are to try: more than were tried if the run was stopped.
    pub all: usize,
    /// Why nothing was tried, if that is so.
    pub not_tried: Option<String>,
}

/// Outcomes that may be solved in all: readings times changes times possible outcomes.
const MAX_WORK: usize = 1 << 30;

impl Hinges {
    /// Counts the changes that changed nothing.
    pub fn without_effect(&self) -> usize {
        self.tried - self.hinges.len()
    }
}

/// Lists the changes of one assumption, under whichever readings they can be made.
pub fn changes(model: &Model, analysis: &Analysis, reach: Reach) -> Vec<Change> {
    let every = reach == Reach::Every;
    let mut all: BTreeSet<Change> = BTreeSet::new();
    for (matter, readings) in model.matters.iter().enumerate() {
        all.extend((1..readings.readings.len()).map(|reading| Change::Switch { matter, reading }));
    }
    all.extend((0..model.impossible.len()).map(|rule| Change::Allow { rule }));
    all.extend((0..model.views.len()).map(|view| Change::Adopt { view }));
    for (option, def) in model.options.iter().enumerate().filter(|_| every) {
        if def.moves != Moves::Withdraw {
            all.insert(Change::Forbid { option });
        }
        if def.moves == Moves::Both {
            all.insert(Change::OneWay { option });
        }
        if def.is_joint() {
            all.extend(def.owners.iter().map(|&party| Change::Alone { option, party }));
        }
    }
    for result in &analysis.readings {
        for party in 0..model.parties.len() {
            let origin = origin(model, result, party);
            let preference = &result.assumptions.preferences[party];
            let count = places(preference);
            for from in 0..count {
                // To the next place either way is one and the same swap.
                all.extend((from + 1 < count).then_some(Change::Swap {
                    party,
                    origin,
                    first: from,
                }));
                let far = (0..count).filter(|to| every && to.abs_diff(from) > 1);
                all.extend(far.map(|to| Change::Move { party, origin, from, to }));
            }
            for place in 0..preference.statements().len() {
                all.insert(Change::Drop { party, origin, place });
                all.insert(Change::Reverse { party, origin, place });
            }
        }
    }
    all.into_iter().collect()
}

/// Counts the combinations of readings under which a change can be made.
pub fn readings_of(model: &Model, analysis: &Analysis, change: Change) -> usize {
    let fits = |result: &&ReadingResult| match (change, change.list()) {
        (_, Some((party, list))) => origin(model, result, party) == list,
        (Change::Switch { matter, .. }, _) => result.choice[matter] == 0,
        _ => true,
    };
    analysis.readings.iter().filter(fits).count()
}

/// How many statements or ranks a preference has.
fn places(preference: &Preference) -> usize {
    match preference {
        Preference::Statements(statements) => statements.len(),
        Preference::Ranking(tiers, _) => tiers.len(),
    }
}

/// Tries changes of one assumption under every combination of readings.
///
/// A run that is stopped returns what was found until then; [`Hinges::tried`] says how far it came.
///
/// # Errors
/// If the engine refuses.
pub fn hinges(
    model: &Model,
    analysis: &Analysis,
    reach: Reach,
    limits: &Limits<'_>,
) -> Result<Hinges, EngineError> {
    let changes = changes(model, analysis, reach);
    let states = analysis.base().space().len();
    let work = changes.len().saturating_mul(states).saturating_mul(analysis.readings.len());
    if work > MAX_WORK {
        let figures = format!(
            "{} changes under {} readings of {states} outcomes",
            changes.len(),
            analysis.readings.len()
        );
        return Ok(Hinges { not_tried: Some(figures), all: changes.len(), ..Hinges::default() });
    }
    let stage = limits.stage("trying changes of one assumption", changes.len());
    let trials = Trials::new(model, analysis, limits);
    let tried: Vec<Option<Hinge>> = changes
        .par_iter()
        .map(|&change| {
            let effects = trials.effects(&[change]);
            stage.step();
            match effects {
                Ok(effects) => Ok(Some(Hinge { change, effects })),
                Err(EngineError::Refused(refusal)) if refusal.code == RefusalCode::Cancelled => {
                    Ok(None)
                }
                Err(error) => Err(error),
            }
        })
        .collect::<Result<_, EngineError>>()?;
    let mut found = Hinges { all: changes.len(), ..Hinges::default() };
    for hinge in tried.into_iter().flatten() {
        found.tried += 1;
        if !hinge.effects.is_empty() {
            found.hinges.push(hinge);
        }
    }
    found
        .hinges
        .sort_by(|a, b| b.effects.len().cmp(&a.effects.len()).then(a.change.cmp(&b.change)));
    Ok(found)
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

/// The answers that differ under one combination of readings.
pub(crate) fn differences(
    reading: usize,
    before: &[Vec<Answer>],
    after: &[Vec<Answer>],
) -> Vec<HingeEffect> {
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
