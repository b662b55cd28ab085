//! An independent checker of verdicts on graphs, written from the definitions.
//!
//! It shares no code with the search: it looks arcs up one by one and closes over every pair of a
//! state and its last mover by the plainest means.

use crate::attitude::Attitude;
use crate::concept::Concept;
use crate::graph::Graph;
use crate::structure::Mover;
use crate::verdict::{Answered, Verdict};

/// Checks a verdict on a graph against the definitions of the concept, as
/// [`crate::check_verdict`] does for option form.
///
/// Besides what holds there, no answer has the same mover twice in succession (unless moves are
/// made jointly) or ends where it began.
///
/// # Errors
/// If something does not hold, with what.
pub fn check_graph_verdict<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: Concept,
    mover: Mover,
    state: usize,
    verdict: &Verdict,
) -> Result<(), String> {
    let known = graph.movers().contains(&mover) && state < graph.states();
    if !known || !attitude.fits(graph.parties(), graph.states()) || concept == Concept::Sim {
        return Err(format!("{concept}, {mover:?}, state {state} and preferences do not belong"));
    }
    let check = Checker { graph, attitude, concept, mover, state };
    match verdict {
        Verdict::Unstable { improvement, .. } => check.unstable(*improvement),
        Verdict::Stable { answered } => {
            let listed: Vec<usize> = answered.iter().map(|a| a.improvement).collect();
            let wanted: Vec<usize> = (0..graph.states()).filter(|&t| check.improves(t)).collect();
            if listed != wanted {
                return Err(format!("answers to {listed:?}, but the improvements are {wanted:?}"));
            }
            answered.iter().try_for_each(|answer| check.answered(answer))
        }
    }
}

struct Checker<'a, A: ?Sized> {
    graph: &'a Graph,
    attitude: &'a A,
    concept: Concept,
    mover: Mover,
    state: usize,
}

impl<A: Attitude + ?Sized> Checker<'_, A> {
    fn improves(&self, to: usize) -> bool {
        let mut members = self.mover.members().iter();
        self.graph.moves(self.mover, self.state).any(|t| t == to)
            && members.all(|p| self.attitude.tempted(p, self.state, to))
    }

    fn deterred(&self, outcome: usize) -> bool {
        self.mover.members().iter().any(|p| self.attitude.deterred(p, self.state, outcome))
    }

    fn may_answer(&self, by: Mover, last: Option<Mover>, from: usize, to: usize) -> bool {
        let apart = !by.members().meets(self.mover.members());
        let in_turn = self.graph.has_joint_movers() || last != Some(by);
        if !apart || !in_turn || !self.graph.moves(by, from).any(|t| t == to) {
            return false;
        }
        match self.concept {
            Concept::Nash | Concept::Sim => false,
            Concept::Gmr | Concept::Smr => true,
            Concept::Seq | Concept::SymSeq => {
                by.members().iter().all(|p| self.attitude.willing(p, from, to))
            }
        }
    }

    fn answers(&self, outcome: usize) -> bool {
        if outcome >= self.graph.states() || !self.deterred(outcome) {
            return false;
        }
        if !matches!(self.concept, Concept::Smr | Concept::SymSeq) {
            return true;
        }
        let mut replying = vec![self.mover];
        if let Mover::Joint(set) = self.mover {
            replying.extend(set.iter().map(Mover::Party));
        }
        replying.iter().all(|&m| self.graph.moves(m, outcome).all(|escape| self.deterred(escape)))
    }

    fn answered(&self, answer: &Answered) -> Result<(), String> {
        let (mut at, mut last) = (answer.improvement, None);
        for step in &answer.steps {
            if !self.may_answer(step.mover, last, at, step.to) {
                return Err(format!("{:?} may not move {at} to {}", step.mover, step.to));
            }
            (at, last) = (step.to, Some(step.mover));
        }
        if at != answer.outcome || at == answer.improvement {
            return Err(format!("the answer ends in {at}, not in {}", answer.outcome));
        }
        if self.answers(at) {
            return Ok(());
        }
        Err(format!("{at} does not answer {}", answer.improvement))
    }

    fn unstable(&self, improvement: usize) -> Result<(), String> {
        if !self.improves(improvement) {
            return Err(format!("{improvement} is no improvement over {}", self.state));
        }
        let mut seen: Vec<(usize, Option<Mover>)> = vec![(improvement, None)];
        let mut next = 0;
        while next < seen.len() {
            let (at, last) = seen[next];
            next += 1;
            if at != improvement && self.answers(at) {
                return Err(format!("{improvement} is answered by {at}"));
            }
            for &by in self.graph.movers() {
                for to in self.graph.moves(by, at) {
                    if self.may_answer(by, last, at, to) && !seen.contains(&(to, Some(by))) {
                        seen.push((to, Some(by)));
                    }
                }
            }
        }
        Ok(())
    }
}
