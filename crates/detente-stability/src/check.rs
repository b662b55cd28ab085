//! An independent checker of verdicts, written from the definitions.
//!
//! It shares no code with the solver or with the search for verdicts: moves are judged option by
//! option from the structure, and closures are computed by the plainest means. It is slow and meant
//! for tests and for those who want a second opinion on one state.

use crate::concept::Concept;
use crate::game::Game;
use crate::structure::{Leave, Mover, Moves};
use crate::verdict::{Answered, Verdict};

/// Checks a verdict against the definitions of the concept.
///
/// For a stable verdict: the answers are to exactly the improvements there are, every step of each
/// is a legal move of a mover with no part in the focal mover (an improvement for it where the
/// concept wants one), and the outcome is an answer. For an unstable one: the improvement is one,
/// and no state that the others can bring about answers it.
///
/// # Errors
/// If something does not hold, with what.
pub fn check_verdict(
    game: &Game,
    concept: Concept,
    mover: Mover,
    state: usize,
    verdict: &Verdict,
) -> Result<(), String> {
    let movers = game.movers();
    if !movers.contains(&mover) || state >= game.space().len() {
        return Err(format!("{mover:?} or state {state} is not part of the game"));
    }
    let check = Checker { game, concept, mover, state };
    match verdict {
        Verdict::Unstable { improvement, .. } => check.unstable(*improvement),
        Verdict::Stable { answered } => {
            let listed: Vec<usize> = answered.iter().map(|a| a.improvement).collect();
            let wanted: Vec<usize> =
                (0..game.space().len()).filter(|&t| check.improves(mover, state, t)).collect();
            if listed != wanted {
                return Err(format!("answers to {listed:?}, but the improvements are {wanted:?}"));
            }
            answered.iter().try_for_each(|answer| check.answered(answer))
        }
    }
}

struct Checker<'g> {
    game: &'g Game,
    concept: Concept,
    mover: Mover,
    state: usize,
}

impl Checker<'_> {
    /// Says whether `mover` may turn `from` into `to`, option by option.
    fn legal(&self, mover: Mover, from: usize, to: usize) -> bool {
        let count = self.game.space().len();
        if from == to || from >= count || to >= count {
            return false;
        }
        let (from, to) = (self.game.space().state(from), self.game.space().state(to));
        self.game.structure().options().iter().enumerate().all(|(k, option)| {
            let (before, after) = (from >> k & 1 == 1, to >> k & 1 == 1);
            if before == after {
                return true;
            }
            let owners: Vec<usize> = option.owners.iter().collect();
            let all_owners = match mover {
                Mover::Party(p) => owners == [p],
                Mover::Joint(set) => owners.len() > 1 && owners == set.iter().collect::<Vec<_>>(),
            };
            if after {
                return all_owners && option.moves != Moves::Withdraw;
            }
            let may_leave = match (option.leave, mover) {
                (Leave::All, _) => all_owners,
                (Leave::Any, Mover::Party(p)) => owners.contains(&p),
                (Leave::Any, Mover::Joint(_)) | (Leave::None, _) => false,
            };
            may_leave && option.moves != Moves::Once
        })
    }

    /// Says whether `to` is better than `from` for everyone who takes part in the mover.
    fn better(&self, mover: Mover, from: usize, to: usize) -> bool {
        let rank = |party: usize, state: usize| self.game.rankings()[party].ranks()[state];
        match mover {
            Mover::Party(p) => rank(p, to) > rank(p, from),
            Mover::Joint(set) => set.iter().all(|p| rank(p, to) > rank(p, from)),
        }
    }

    fn improves(&self, mover: Mover, from: usize, to: usize) -> bool {
        self.legal(mover, from, to) && self.better(mover, from, to)
    }

    /// Says whether `mover` has no part in the focal mover and may move so against it.
    fn may_answer(&self, mover: Mover, from: usize, to: usize) -> bool {
        let known = self.game.movers().contains(&mover);
        let apart = mover.members().iter().all(|p| !self.mover.members().contains(p));
        let moves = match self.concept {
            Concept::Nash | Concept::Sim => false,
            Concept::Gmr | Concept::Smr => self.legal(mover, from, to),
            Concept::Seq | Concept::SymSeq => self.improves(mover, from, to),
        };
        known && apart && moves
    }

    /// Says whether `outcome` answers an improvement over the focal state.
    fn answers(&self, outcome: usize) -> bool {
        if outcome >= self.game.space().len() || self.better(self.mover, self.state, outcome) {
            return false;
        }
        if !matches!(self.concept, Concept::Smr | Concept::SymSeq) {
            return true;
        }
        let mut replying = vec![self.mover];
        if let Mover::Joint(set) = self.mover {
            replying.extend(set.iter().map(Mover::Party));
        }
        !(0..self.game.space().len()).any(|escape| {
            self.better(self.mover, self.state, escape)
                && replying.iter().any(|&m| self.legal(m, outcome, escape))
        })
    }

    fn answered(&self, answer: &Answered) -> Result<(), String> {
        if self.concept == Concept::Sim {
            return self.answered_at_once(answer);
        }
        let mut at = answer.improvement;
        for step in &answer.steps {
            if !self.may_answer(step.mover, at, step.to) {
                return Err(format!(
                    "{:?} may not answer by moving {at} to {}",
                    step.mover, step.to
                ));
            }
            at = step.to;
        }
        if at != answer.outcome {
            return Err(format!("the answer ends in {at}, not in {}", answer.outcome));
        }
        if !self.answers(at) {
            return Err(format!("{at} does not answer {}", answer.improvement));
        }
        Ok(())
    }

    fn answered_at_once(&self, answer: &Answered) -> Result<(), String> {
        let space = self.game.space();
        let own = |mover: Mover| {
            let options = self.game.structure().options().iter().enumerate();
            options
                .filter(|(_, o)| o.owners == mover.members())
                .fold(0, |bits, (k, _)| bits | 1 << k)
        };
        let put = |base: u64, mover: Mover, chosen: u64| base & !own(mover) | chosen & own(mover);
        let mut result = put(space.state(self.state), self.mover, space.state(answer.improvement));
        for (at, step) in answer.steps.iter().enumerate() {
            let twice = answer.steps[..at].iter().any(|earlier| earlier.mover == step.mover);
            if step.mover == self.mover || twice || !self.improves(step.mover, self.state, step.to)
            {
                return Err(format!("{:?} does not choose {} there", step.mover, step.to));
            }
            result = put(result, step.mover, space.state(step.to));
        }
        if space.index_of(result) != Some(answer.outcome) {
            return Err(format!("together the choices do not lead to {}", answer.outcome));
        }
        if self.better(self.mover, self.state, answer.outcome) {
            return Err(format!("{} is better than {}", answer.outcome, self.state));
        }
        Ok(())
    }

    fn unstable(&self, improvement: usize) -> Result<(), String> {
        if !self.improves(self.mover, self.state, improvement) {
            return Err(format!("{improvement} is no improvement over {}", self.state));
        }
        match self.concept {
            Concept::Nash => return Ok(()),
            Concept::Sim => return self.not_spoiled(improvement),
            _ => {}
        }
        let count = self.game.space().len();
        let mut seen = vec![false; count];
        let mut pending = vec![improvement];
        seen[improvement] = true;
        while let Some(at) = pending.pop() {
            if self.answers(at) {
                return Err(format!("{improvement} is answered by {at}"));
            }
            for (to, seen) in seen.iter_mut().enumerate() {
                let movers = self.game.movers();
                if !*seen && movers.iter().any(|&m| self.may_answer(m, at, to)) {
                    *seen = true;
                    pending.push(to);
                }
            }
        }
        Ok(())
    }

    /// Goes through every way in which the others improve at the same moment.
    fn not_spoiled(&self, improvement: usize) -> Result<(), String> {
        let space = self.game.space();
        let from = space.state(self.state);
        // All results so far, one party after another joining or not.
        let mut results = vec![space.state(improvement)];
        for &other in self.game.movers().iter().filter(|&&m| m != self.mover) {
            let choices = (0..space.len()).filter(|&t| self.improves(other, self.state, t));
            let changes: Vec<u64> = choices.map(|t| space.state(t) ^ from).collect();
            let joined: Vec<u64> =
                results.iter().flat_map(|r| changes.iter().map(move |c| r ^ c)).collect();
            results.extend(joined);
        }
        let spoils = |outcome: &usize| !self.better(self.mover, self.state, *outcome);
        match results.into_iter().filter_map(|r| space.index_of(r)).find(spoils) {
            Some(outcome) => Err(format!("{improvement} is spoiled by {outcome}")),
            None => Ok(()),
        }
    }
}
