//! The judging of one mover at one outcome: what it would do, whether what holds it back can be
//! believed, and what kind of spoiler it is.

use crate::analysis::ReadingResult;
use crate::engine::EngineError;
use crate::spoiler::{
    Cheapest, Deterrent, Doubt, MoverAt, SpoilerQuestion, SpoilerType, Standing, Trial, Tried,
};
use crate::spoiler_remedy::{Remedies, remedies};
use detente_stability::{
    Answered, Concept, Game, Mover, Verdict, answers, improvements, moves, verdict,
};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

pub(crate) fn mover_at(
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

/// Answers found so far, by who would move and from where.
type Known = BTreeMap<(Mover, usize), Vec<(usize, Option<Answered>)>>;

/// Improvements times outcomes; where there are more, one deterrent is looked into.
const MAX_DOUBTS: usize = 1 << 22;

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
    // Looking into an answer takes as long as judging each of its steps.
    let work = found.len().saturating_mul(result.space().len());
    let most = if work > MAX_DOUBTS { 1 } else { found.len() };
    let mut known = Known::new();
    let by = found.into_iter().filter_map(|(_, answer)| answer).enumerate();
    let by = by.map(|(place, answer)| {
        let checked = place < most;
        let doubt =
            if checked { doubt(question, result, state, &answer, &mut known)? } else { None };
        Ok(Deterrent { answer, doubt, checked })
    });
    Ok(Standing::Deterred { by: by.collect::<Result<_, EngineError>>()? })
}

/// The first step of an answer that its mover would not take.
fn doubt(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    state: usize,
    answer: &Answered,
    known: &mut Known,
) -> Result<Option<Doubt>, EngineError> {
    let (game, context) = (&result.game, question.limits.context());
    // Simultaneous steps are all taken from the state judged.
    let at_once = question.concept == Concept::Sim;
    let mut from = if at_once { state } else { answer.improvement };
    for (place, step) in answer.steps.iter().enumerate() {
        if !improvements(game, step.mover, from).contains(&step.to) {
            return Ok(Some(Doubt { step: place, answered: None }));
        }
        let replies = match known.entry((step.mover, from)) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(free) => {
                free.insert(answers(game, question.concept, step.mover, from, &context)?)
            }
        };
        let in_turn = replies.iter().find(|(way, _)| *way == step.to);
        if let Some((_, Some(answered))) = in_turn {
            return Ok(Some(Doubt { step: place, answered: Some(answered.clone()) }));
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
pub(crate) fn trials(
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
