//! Why a state is stable or not: the answers to every improvement, or the one nobody answers.
//!
//! Found by forward search, so a verdict does not rest on the arrays the solver works with.

use crate::concept::Concept;
use crate::context::{Budget, Context, Refusal, RefusalCode};
use crate::forward::{Forward, Step};
use crate::game::Game;
use crate::moves::{all_better, improvements, moves_at};
use crate::sim::{COMBINING, MOST_STEPS, spoiled};
use crate::solve::{refuse_joint_sim, unknown_mover};
use crate::structure::Mover;

/// Says whether a state is stable for a mover, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every improvement is answered; there may be none.
    Stable {
        /// The answers, by ascending improvement.
        answered: Vec<Answered>,
    },
    /// Some improvement is not answered.
    Unstable {
        /// The unanswered improvement with the best rank for the mover (of joint movers: for the
        /// first member, then the next), the lowest state among equals.
        improvement: usize,
        /// How many states the others could turn it into, itself included; none is an answer. For
        /// `nash`, where others are not considered, 1. For `sim`, 0: it counts no sequences.
        considered: usize,
    },
}

impl Verdict {
    /// Says whether the state is stable.
    pub fn is_stable(&self) -> bool {
        matches!(self, Verdict::Stable { .. })
    }
}

/// Holds an improvement and the shortest answer that spoils it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The state the mover would go to.
    pub improvement: usize,
    /// The moves of the others, from there. For `sim` the moves are simultaneous instead: each
    /// step's state is where that party's choice alone would lead from the state judged.
    pub steps: Vec<Step>,
    /// The state in the end: no better for the mover (of joint movers: for some member) than the
    /// state judged, and for `smr` and `symseq` not to be escaped to one that is.
    pub outcome: usize,
}

/// Judges one state for one mover under one concept.
///
/// # Errors
/// [`RefusalCode::NotInGame`] for an unknown mover or state, [`RefusalCode::JointOptions`],
/// [`RefusalCode::TooMuchWork`] and [`RefusalCode::Cancelled`].
pub fn verdict(
    game: &Game,
    concept: Concept,
    mover: Mover,
    state: usize,
    context: &Context<'_>,
) -> Result<Verdict, Refusal> {
    check_question(game, concept, mover, state)?;
    let ranks = game.ranks(mover);
    let mut wanted = improvements(game, mover, state);
    // Best first, so that the first one left unanswered is the one to report.
    wanted.sort_by(|&a, &b| best_first(&ranks, a, b));
    let mut judge = Judge::new(game, concept, mover, state, context);
    let mut answered = Vec::new();
    for improvement in wanted {
        match judge.answer(improvement)? {
            Some(answer) => answered.push(answer),
            None => {
                return Ok(Verdict::Unstable { improvement, considered: judge.considered() });
            }
        }
    }
    answered.sort_by_key(|answer| answer.improvement);
    Ok(Verdict::Stable { answered })
}

/// Lists every improvement of a mover over a state with the shortest answer to it, or without one
/// where nobody answers: what deters the mover, move by move, whether or not the state is stable.
///
/// By ascending improvement.
///
/// # Errors
/// As [`verdict`].
pub fn answers(
    game: &Game,
    concept: Concept,
    mover: Mover,
    state: usize,
    context: &Context<'_>,
) -> Result<Vec<(usize, Option<Answered>)>, Refusal> {
    check_question(game, concept, mover, state)?;
    let mut judge = Judge::new(game, concept, mover, state, context);
    let wanted = improvements(game, mover, state).into_iter();
    wanted.map(|improvement| Ok((improvement, judge.answer(improvement)?))).collect()
}

fn check_question(
    game: &Game,
    concept: Concept,
    mover: Mover,
    state: usize,
) -> Result<(), Refusal> {
    refuse_joint_sim(game, concept)?;
    if game.place(mover).is_none() {
        return Err(unknown_mover(mover));
    }
    check_state(game, state)
}

/// Orders states by the ranks of the first member, then the next, larger first; then by number.
fn best_first(ranks: &[&[u32]], a: usize, b: usize) -> std::cmp::Ordering {
    let key = |state: usize| ranks.iter().map(move |rank| rank[state]);
    key(b).cmp(key(a)).then(a.cmp(&b))
}

pub(crate) fn check_state(game: &Game, state: usize) -> Result<(), Refusal> {
    if state < game.space().len() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotInGame,
        format!("there is no state {state}; the game has {}", game.space().len()),
        "ask about a feasible state",
    ))
}

/// Looks for answers to one mover's improvements over one state.
struct Judge<'g> {
    game: &'g Game,
    concept: Concept,
    mover: Mover,
    state: usize,
    ranks: Vec<&'g [u32]>,
    /// The places of the movers that may try to escape an answer.
    replies: Vec<usize>,
    search: Option<Forward<'g>>,
    budget: Budget<'g>,
    context: &'g Context<'g>,
}

impl<'g> Judge<'g> {
    fn new(
        game: &'g Game,
        concept: Concept,
        mover: Mover,
        state: usize,
        context: &'g Context<'g>,
    ) -> Judge<'g> {
        let members = mover.members();
        let replies = match mover {
            _ if !concept.is_symmetric() => Vec::new(),
            Mover::Party(_) => game.active(|m| m == mover),
            Mover::Joint(_) => {
                game.active(|m| m == mover || matches!(m, Mover::Party(p) if members.contains(p)))
            }
        };
        let search = concept.walk().map(|walk| Forward::new(game, game.others(members), walk));
        let budget = Budget::at_most(MOST_STEPS, context, COMBINING);
        let ranks = game.ranks(mover);
        Judge { game, concept, mover, state, ranks, replies, search, budget, context }
    }

    fn answer(&mut self, improvement: usize) -> Result<Option<Answered>, Refusal> {
        if let (Concept::Sim, Mover::Party(party)) = (self.concept, self.mover) {
            let spoiled = spoiled(self.game, party, self.state, improvement, &mut self.budget)?;
            return Ok(spoiled.map(|spoiled| {
                let step = |(party, to)| Step { mover: Mover::Party(party), to };
                let steps = spoiled.choices.into_iter().map(step).collect();
                Answered { improvement, steps, outcome: spoiled.outcome }
            }));
        }
        let Some(search) = &mut self.search else {
            return Ok(None);
        };
        let (game, state, ranks, replies) = (self.game, self.state, &self.ranks, &self.replies);
        let better = |other: usize| all_better(ranks, state, other);
        let answers = |outcome: usize| {
            !better(outcome)
                && !replies
                    .iter()
                    .any(|&place| moves_at(game, place, outcome).into_iter().any(better))
        };
        let found = search.run(improvement, answers, self.context)?;
        Ok(found.map(|outcome| Answered { improvement, steps: search.steps_to(outcome), outcome }))
    }

    fn considered(&self) -> usize {
        match &self.search {
            Some(search) => search.reached().len(),
            None => usize::from(self.concept == Concept::Nash),
        }
    }
}
