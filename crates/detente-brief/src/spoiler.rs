//! Who could wreck an outcome: for every party and joint set what it would do there, what holds it
//! back, and what kind of spoiler it is.
//!
//! The words *inside*, *outside*, *limited*, *greedy* and *total* are those of Stephen John Stedman,
//! "Spoiler Problems in Peace Processes", International Security 22(2), 1997. What they mean in a
//! graph model is ours and is said at each item.

use crate::analysis::{Analysis, Limits, ReadingResult};
use crate::engine::EngineError;
use crate::spoiler_remedy::{Remedies, SpoilerRemedy, remedies};
use detente_expr::Formula;
use detente_model::Model;
use detente_stability::{
    Answered, Concept, Game, Mover, StateSet, Verdict, answers, improvements, moves, verdict,
};

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

    fn concerns(&self, mover: Mover) -> bool {
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

fn mover_at(
    question: &SpoilerQuestion<'_>,
    kept: &[usize],
    search: &mut Remedies<'_>,
    result: &ReadingResult,
    mover: Mover,
    state: usize,
) -> Result<MoverAt, EngineError> {
    let standing = standing(question, result, mover, state)?;
    let kind = match mover {
        Mover::Party(_) => spoiler_type(question, kept, result, mover, state)?,
        Mover::Joint(_) => None,
    };
    let remedy = match standing {
        Standing::Wrecks { .. } => Some(remedies(search, result, mover, state)?),
        _ => None,
    };
    Ok(MoverAt { mover, standing, kind, remedy })
}

/// Says what a mover would do at a state.
fn standing(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    mover: Mover,
    state: usize,
) -> Result<Standing, EngineError> {
    let (game, context) = (&result.game, question.limits.context());
    let mut found = answers(game, question.concept, mover, state, &context)?;
    let key = |at: usize| -> Vec<u32> {
        mover.members().iter().map(|party| game.rankings()[party].ranks()[at]).collect()
    };
    // Best first for the first member, as the engine names the one to report.
    found.sort_by(|a, b| key(b.0).cmp(&key(a.0)).then(a.0.cmp(&b.0)));
    if found.is_empty() {
        return Ok(content(question, result, mover, state));
    }
    let ways: Vec<usize> =
        found.iter().filter(|(_, answer)| answer.is_none()).map(|(way, _)| *way).collect();
    if !ways.is_empty() {
        let answered = found.len() - ways.len();
        let ends = |&way: &usize| !question.condition.eval(result.space().state(way));
        return Ok(if ways.iter().any(ends) {
            Standing::Wrecks { ways, answered }
        } else {
            Standing::MovesOn { ways, answered }
        });
    }
    let by = found.into_iter().filter_map(|(_, answer)| answer);
    let by = by.map(|answer| {
        let doubt = doubt(question, result, state, &answer)?;
        Ok(Deterrent { answer, doubt })
    });
    Ok(Standing::Deterred { by: by.collect::<Result<_, EngineError>>()? })
}

/// The first step of an answer that its mover would not take.
fn doubt(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    state: usize,
    answer: &Answered,
) -> Result<Option<Doubt>, EngineError> {
    let (game, context) = (&result.game, question.limits.context());
    // Simultaneous steps are all taken from the state judged.
    let at_once = question.concept == Concept::Sim;
    let mut from = if at_once { state } else { answer.improvement };
    for (place, step) in answer.steps.iter().enumerate() {
        if !improvements(game, step.mover, from).contains(&step.to) {
            return Ok(Some(Doubt { step: place, answered: None }));
        }
        let known = answers(game, question.concept, step.mover, from, &context)?;
        let in_turn = known.into_iter().find(|(way, _)| *way == step.to);
        if let Some((_, Some(answered))) = in_turn {
            return Ok(Some(Doubt { step: place, answered: Some(answered) }));
        }
        if !at_once {
            from = step.to;
        }
    }
    Ok(None)
}

/// Whether a mover that gains by no move could end the condition all the same. The cheapest such
/// move is of a party the one of highest rank, of a joint set the one by which fewest members fail to
/// gain.
fn content(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    mover: Mover,
    state: usize,
) -> Standing {
    let ranks = |party: usize| result.game.rankings()[party].ranks();
    let losers = |to: usize| -> Vec<usize> {
        mover.members().iter().filter(|&party| ranks(party)[to] <= ranks(party)[state]).collect()
    };
    let all = moves(&result.game, mover, state);
    let ends = |to: &usize| !question.condition.eval(result.space().state(*to));
    let best = all.iter().copied().filter(ends).min_by_key(|&to| {
        let lost = losers(to);
        let rank = lost.first().map_or(0, |&party| ranks(party)[to]);
        (lost.len(), std::cmp::Reverse(rank), to)
    });
    let cheapest = best.and_then(|to| {
        let loser = losers(to).first().copied()?;
        Some(Cheapest { to, loser, loses: ranks(loser)[to] < ranks(loser)[state] })
    });
    Standing::Content { moves: !all.is_empty(), cheapest }
}

/// Work of looking at every outcome that others could bring about: their number, times all outcomes.
const MAX_SEARCH: usize = 1 << 24;

impl SpoilerQuestion<'_> {
    /// Lists the outcomes with the condition that differ from a state in others' options only; nothing
    /// if going through them takes too long.
    pub(crate) fn offered(
        &self,
        kept: &[usize],
        result: &ReadingResult,
        mover: Mover,
        state: usize,
    ) -> Option<Vec<usize>> {
        let own = self.own_options(mover);
        let space = result.space();
        let here = space.state(state);
        let as_now = |at: &usize| (space.state(*at) ^ here) & own == 0;
        let offered: Vec<usize> = kept.iter().copied().filter(as_now).collect();
        let work = offered.len().saturating_mul(space.len());
        (work <= MAX_SEARCH || self.concept == Concept::Nash).then_some(offered)
    }

    /// Tells whether ending the condition would pay a mover, answers left aside.
    pub(crate) fn tempted(&self, result: &ReadingResult, mover: Mover, state: usize) -> bool {
        let content = self.stays(result, Concept::Nash, mover);
        if content.is_some_and(|set| set.contains(state)) {
            return false;
        }
        let ends = |&to: &usize| !self.condition.eval(result.space().state(to));
        improvements(&result.game, mover, state).iter().any(ends)
    }

    /// Tells whether a mover would end the condition: by an improvement that nobody answers.
    pub(crate) fn wrecks(
        &self,
        result: &ReadingResult,
        mover: Mover,
        state: usize,
    ) -> Result<bool, EngineError> {
        let stays = self.stays(result, self.concept, mover);
        if stays.is_some_and(|set| set.contains(state)) {
            return Ok(false);
        }
        self.wrecks_in(&result.game, mover, state)
    }

    /// The same in a game with other preferences, which has not been solved.
    pub(crate) fn wrecks_in(
        &self,
        game: &Game,
        mover: Mover,
        state: usize,
    ) -> Result<bool, EngineError> {
        let ends = |to: usize| !self.condition.eval(game.space().state(to));
        if !improvements(game, mover, state).into_iter().any(ends) {
            return Ok(false);
        }
        let context = self.limits.context();
        // The one that is reported first decides most cases, and is found sooner than all answers.
        match verdict(game, self.concept, mover, state, &context)? {
            Verdict::Stable { .. } => return Ok(false),
            Verdict::Unstable { improvement, .. } if ends(improvement) => return Ok(true),
            Verdict::Unstable { .. } => {}
        }
        let found = answers(game, self.concept, mover, state, &context)?;
        Ok(found.iter().any(|(to, answer)| answer.is_none() && ends(*to)))
    }
}

fn spoiler_type(
    question: &SpoilerQuestion<'_>,
    kept: &[usize],
    result: &ReadingResult,
    mover: Mover,
    state: usize,
) -> Result<Option<SpoilerType>, EngineError> {
    if !question.tempted(result, mover, state) {
        return Ok(Some(SpoilerType::None));
    }
    let Some(offered) = question.offered(kept, result, mover, state) else { return Ok(None) };
    if offered.iter().any(|&at| !question.tempted(result, mover, at)) {
        return Ok(Some(SpoilerType::Limited));
    }
    for at in offered {
        if !question.wrecks(result, mover, at)? {
            return Ok(Some(SpoilerType::Greedy));
        }
    }
    Ok(Some(SpoilerType::Total))
}

/// Tries what the case proposes.
fn trials(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    state: usize,
) -> Result<Vec<Trial>, EngineError> {
    let space = result.space();
    let mut found = Vec::new();
    for (remedy, proposed) in question.model.remedies.iter().enumerate() {
        let party = Mover::Party(proposed.stops);
        if !question.concerns(party) {
            continue;
        }
        let then = proposed.applied(space.state(state));
        let tried = match space.index_of(then) {
            None => Tried::Impossible,
            Some(_) if !question.condition.eval(then) => Tried::GivesUp,
            Some(at) if question.wrecks(result, party, at)? => Tried::Fails,
            Some(_) => Tried::Works,
        };
        let needed = question.wrecks(result, party, state)?;
        found.push(Trial { remedy, needed, result: tried });
    }
    Ok(found)
}
