//! Who could wreck an outcome: for every party and joint set what it would do there, what holds it
//! back, and what kind of spoiler it is.
//!
//! The words *inside*, *outside*, *limited*, *greedy* and *total* are those of Stephen John Stedman,
//! "Spoiler Problems in Peace Processes", International Security 22(2), 1997. What they mean in a
//! graph model is ours and is said at each item.

use crate::analysis::{Analysis, Limits, ReadingResult};
use crate::engine::EngineError;
use crate::spoiler_judge::{mover_at, trials};
use crate::spoiler_remedy::{Remedies, SpoilerRemedy};
use detente_expr::Formula;
use detente_model::Model;
use detente_stability::{Answered, Concept, Mover, StateSet};

/// What is asked: of whom, where, and how far the parties look ahead.
#[derive(Clone, Copy, Debug)]
pub struct SpoilerQuestion<'a> {
    /// The model.
    pub model: &'a Model,
    /// The readings looked at, solved under `nash` and under the concept.
    pub analysis: &'a Analysis,
    /// How far the parties look ahead.
    pub concept: Concept,
    /// The condition that is to be kept.
    pub condition: &'a Formula,
    /// The one party asked about; everybody if there is none.
    pub party: Option<usize>,
    /// Whether changes in the order of wishes are looked for too.
    pub orders: bool,
    /// The limits of the run.
    pub limits: &'a Limits<'a>,
}

/// What a party, or a joint set, would do at an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Some improvement ends the condition, and nobody answers it.
    Wrecks {
        /// The improvements that nobody answers, as state indices, best first.
        ways: Vec<usize>,
        /// How many other improvements are answered.
        answered: usize,
    },
    /// Some improvement is answered by nobody, and the condition holds after each of these.
    MovesOn {
        /// These improvements, as state indices, best first.
        ways: Vec<usize>,
        /// How many other improvements are answered.
        answered: usize,
    },
    /// There are improvements, and each is answered.
    Deterred {
        /// The answers, that to the most tempting improvement first.
        by: Vec<Deterrent>,
    },
    /// No move improves.
    Content {
        /// Whether there is a move at all.
        moves: bool,
        /// The cheapest move that ends the condition, if one does, and who would not gain by it.
        cheapest: Option<Cheapest>,
    },
}

impl Standing {
    /// Returns the standing as one word, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Wrecks { .. } => "wrecks",
            Self::MovesOn { .. } => "moves-on",
            Self::Deterred { .. } => "deterred",
            Self::Content { cheapest: Some(_), .. } => "could-at-a-cost",
            Self::Content { moves: true, .. } => "cannot-end",
            Self::Content { .. } => "no-move",
        }
    }
}

/// The move that costs least among those that gain nothing and end the condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cheapest {
    /// Where it leads, as a state index.
    pub to: usize,
    /// The party that would not gain: the mover, or one member of a joint set.
    pub loser: usize,
    /// Whether that party would lose by it; otherwise it is as well off as before.
    pub loses: bool,
}

/// An answer that holds a mover back, and whether it can be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deterrent {
    /// The improvement and the shortest answer to it.
    pub answer: Answered,
    /// What is wrong with it; nothing if every step pays the one who takes it, and nobody's answer
    /// holds that one back in turn (ours).
    pub doubt: Option<Doubt>,
    /// Whether that was looked into: in large cases only of the most tempting improvement.
    pub checked: bool,
}

/// Why an answer cannot be relied upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The step that fails, by its place in the answer.
    pub step: usize,
    /// What would hold its mover back: an answer of others in turn; nothing if the step does not
    /// even pay it.
    pub answered: Option<Answered>,
}

/// What kind of spoiler a party is of a condition, with its own options as they stand (ours; the
/// names are Stedman's).
///
/// Looked at are all possible outcomes in which the condition holds and every option in which the
/// party has a share is as at the outcome asked about: what others offer it and what they make it
/// pay varies, what it does itself does not. What counts in each is whether it would end the
/// condition; that it might go elsewhere and keep it does not make it a spoiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpoilerType {
    /// It would not gain by ending the condition where it is.
    None,
    /// It would, but in some such outcome it would not: an offer satisfies it.
    Limited,
    /// No offer satisfies it, but in some such outcome answers of others hold it back from ending
    /// the condition: it yields to a cost.
    Greedy,
    /// It ends the condition wherever it is.
    Total,
}

impl SpoilerType {
    /// Returns the word.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Limited => "limited",
            Self::Greedy => "greedy",
            Self::Total => "total",
        }
    }
}

/// What one mover would do at an outcome under one combination of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoverAt {
    /// The party or joint set.
    pub mover: Mover,
    /// What it would do.
    pub standing: Standing,
    /// What kind of spoiler it is; nothing of a joint set, or where there are too many outcomes.
    pub kind: Option<SpoilerType>,
    /// What would stop it, if it wrecks.
    pub remedy: Option<SpoilerRemedy>,
}

/// What became of a remedy that the case proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The outcome it leads to is impossible.
    Impossible,
    /// The condition does not hold there.
    GivesUp,
    /// The party would not end the condition there.
    Works,
    /// It would.
    Fails,
}

/// A remedy of the case tried at an outcome under one combination of readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The remedy, by its place in the model.
    pub remedy: usize,
    /// Whether the party would end the condition at the outcome as it is.
    pub needed: bool,
    /// What became of it.
    pub result: Tried,
}

/// What was found at an outcome under one combination of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpoilersAt {
    /// The reading, by index into the analysis.
    pub reading: usize,
    /// The outcome, by its index there.
    pub index: usize,
    /// Whether it holds.
    pub holds: bool,
    /// Everybody asked about.
    pub movers: Vec<MoverAt>,
    /// What the case proposes.
    pub trials: Vec<Trial>,
}

/// What was found at one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeSpoilers {
    /// The outcome.
    pub state: u64,
    /// What was found, for each reading in which the outcome is possible.
    pub readings: Vec<SpoilersAt>,
}

/// Tells whether a party has signed at an outcome: it owns a joint option that is taken there.
///
/// "Inside" and "outside" are Stedman's words; that joint options are what is signed is ours.
pub fn is_inside(model: &Model, state: u64, party: usize) -> bool {
    model.options.iter().enumerate().any(|(index, option)| {
        option.is_joint() && option.owners.contains(&party) && state >> index & 1 == 1
    })
}

/// Lists the possible outcomes that satisfy `at` and the condition to be kept: those that hold in the
/// first reading come first, then those that hold in more readings.
pub fn spoiler_outcomes(question: &SpoilerQuestion<'_>, at: &Formula) -> Vec<u64> {
    let readings = &question.analysis.readings;
    let mut states: Vec<u64> = question
        .analysis
        .arenas
        .iter()
        .flat_map(|arena| arena.space().states())
        .copied()
        .filter(|&state| at.eval(state) && question.condition.eval(state))
        .collect();
    states.sort_unstable();
    states.dedup();
    let holds = |result: &ReadingResult, state: u64| {
        let index = result.space().index_of(state);
        index.is_some_and(|index| question.stable(result).contains(index))
    };
    states.sort_by_cached_key(|&state| {
        let first = readings.first().is_some_and(|result| holds(result, state));
        let count = readings.iter().filter(|result| holds(result, state)).count();
        (!first, std::cmp::Reverse(count), state)
    });
    states
}

/// Outcomes looked at in all: readings times movers times possible outcomes for each that is asked
/// about.
const MAX_WORK: usize = 1 << 29;

/// Says of how many outcomes spoilers can be told in reasonable time, at most `wanted`; at least one.
pub fn spoilers_affordable(question: &SpoilerQuestion<'_>, wanted: usize) -> usize {
    let readings = &question.analysis.readings;
    let each: usize =
        readings.iter().map(|result| result.space().len() * result.game.movers().len()).sum();
    wanted.min(MAX_WORK / each.max(1)).max(1)
}

impl SpoilerQuestion<'_> {
    /// Returns what holds under the concept.
    pub(crate) fn stable<'r>(&self, result: &'r ReadingResult) -> &'r StateSet {
        result.solutions[self.place(self.concept)].equilibria()
    }

    /// Returns where a mover stays; `None` for one that is not in the game.
    pub(crate) fn stays<'r>(
        &self,
        result: &'r ReadingResult,
        concept: Concept,
        mover: Mover,
    ) -> Option<&'r StateSet> {
        result.solutions[self.place(concept)].stable(mover)
    }

    fn place(&self, concept: Concept) -> usize {
        self.analysis.place(concept).unwrap_or(0)
    }

    /// Returns the options in which a mover has a share, as a mask.
    pub(crate) fn own_options(&self, mover: Mover) -> u64 {
        let shares = |owners: &[usize]| owners.iter().any(|&party| mover.members().contains(party));
        let options = self.model.options.iter().enumerate();
        options
            .filter(|(_, option)| shares(&option.owners))
            .fold(0, |mask, (index, _)| mask | 1 << index)
    }

    pub(crate) fn concerns(&self, mover: Mover) -> bool {
        self.party.is_none_or(|party| mover.members().contains(party))
    }
}

/// Says for each of some outcomes who would wreck it, in every reading of the analysis.
///
/// # Errors
/// If the engine refuses or is stopped.
pub fn spoilers(
    question: &SpoilerQuestion<'_>,
    outcomes: &[u64],
) -> Result<Vec<OutcomeSpoilers>, EngineError> {
    let analysis = question.analysis;
    let kept: Vec<Vec<usize>> = analysis
        .arenas
        .iter()
        .map(|arena| {
            let states = arena.space().states().iter().enumerate();
            states.filter(|(_, state)| question.condition.eval(**state)).map(|(at, _)| at).collect()
        })
        .collect();
    let stage = question
        .limits
        .stage("asking who could wreck it", outcomes.len() * analysis.readings.len());
    let mut search = Remedies::new(question, &kept);
    let mut found = Vec::new();
    for &state in outcomes {
        let mut readings = Vec::new();
        for (reading, result) in analysis.readings.iter().enumerate() {
            stage.step();
            let Some(index) = result.space().index_of(state) else { continue };
            let movers = result.game.movers().iter().filter(|mover| question.concerns(**mover));
            let movers = movers
                .map(|&mover| {
                    mover_at(question, &kept[result.arena], &mut search, result, mover, index)
                })
                .collect::<Result<_, _>>()?;
            readings.push(SpoilersAt {
                reading,
                index,
                holds: question.stable(result).contains(index),
                movers,
                trials: trials(question, result, index)?,
            });
        }
        found.push(OutcomeSpoilers { state, readings });
    }
    Ok(found)
}
