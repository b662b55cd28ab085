//! An independent checker of verdicts on coalitions, written from the definitions.

use crate::attitude::Attitude;
use crate::coalition::CoalitionConcept;
use crate::coalition_verdict::{CoalitionAnswered, CoalitionStep, CoalitionVerdict};
use crate::graph::Graph;
use crate::party::PartySet;
use crate::structure::Mover;

/// Checks a verdict on a coalition against the definitions of the concept.
///
/// It shares no code with the search and is slow: it closes over pairs of a state and the last to
/// move by the plainest means, for `cseq` over all sets of the other parties.
///
/// # Errors
/// If something does not hold, with what.
pub fn check_coalition_verdict<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: CoalitionConcept,
    coalition: PartySet,
    state: usize,
    verdict: &CoalitionVerdict,
) -> Result<(), String> {
    let everyone: PartySet = (0..graph.parties()).collect();
    let known = !coalition.is_empty() && coalition.is_subset(everyone) && state < graph.states();
    if !known || !attitude.fits(graph.parties(), graph.states()) {
        return Err(format!("{coalition:?}, state {state} and preferences do not belong together"));
    }
    let others = PartySet::from_bits(everyone.bits() & !coalition.bits());
    let check = Checker { graph, attitude, concept, coalition, others, state };
    let improvements: Vec<usize> =
        (0..graph.states()).filter(|&to| check.improves(coalition, state, to)).collect();
    match verdict {
        CoalitionVerdict::Unstable { improvement, way } => {
            if !improvements.contains(improvement) {
                return Err(format!("{improvement} is no improvement"));
            }
            check.leads(way.iter().map(|step| (step.mover, step.to)), *improvement)?;
            match check.reachable(*improvement).into_iter().find(|&end| check.deters(end)) {
                Some(end) => Err(format!("{improvement} is answered by {end}")),
                None => Ok(()),
            }
        }
        CoalitionVerdict::Stable { answered } => {
            let listed: Vec<usize> = answered.iter().map(|a| a.improvement).collect();
            if listed != improvements {
                return Err(format!("answers to {listed:?}, improvements are {improvements:?}"));
            }
            answered.iter().try_for_each(|answer| check.answered(answer))
        }
    }
}

struct Checker<'a, A: ?Sized> {
    graph: &'a Graph,
    attitude: &'a A,
    concept: CoalitionConcept,
    coalition: PartySet,
    others: PartySet,
    state: usize,
}

impl<A: Attitude + ?Sized> Checker<'_, A> {
    /// Lists what can be reached, the start left out, by steps of which `next` lists those from a
    /// state after whoever moved last.
    fn closure<T: Copy + PartialEq>(
        start: usize,
        next: impl Fn(usize, Option<T>) -> Vec<(T, usize)>,
    ) -> Vec<usize> {
        let mut seen: Vec<(usize, Option<T>)> = vec![(start, None)];
        let mut at = 0;
        while at < seen.len() {
            let (state, last) = seen[at];
            for (by, to) in next(state, last) {
                if !seen.contains(&(to, Some(by))) {
                    seen.push((to, Some(by)));
                }
            }
            at += 1;
        }
        seen.into_iter().map(|(state, _)| state).filter(|&state| state != start).collect()
    }

    fn goes(&self, coalition: PartySet, from: usize) -> Vec<usize> {
        let graph = self.graph;
        Self::closure(from, |state, last: Option<Mover>| {
            let movers = graph.movers().iter().filter(|by| by.members().is_subset(coalition));
            let in_turn = movers.filter(|&&by| graph.has_joint_movers() || last != Some(by));
            in_turn.flat_map(|&by| graph.moves(by, state).map(move |to| (by, to))).collect()
        })
    }

    fn improves(&self, coalition: PartySet, from: usize, to: usize) -> bool {
        coalition.iter().all(|party| self.attitude.tempted(party, from, to))
            && self.goes(coalition, from).contains(&to)
    }

    fn willing(&self, coalition: PartySet, from: usize, to: usize) -> bool {
        coalition.iter().all(|party| self.attitude.willing(party, from, to))
            && self.goes(coalition, from).contains(&to)
    }

    /// Lists where the others can lead from a state, as the concept has it.
    fn reachable(&self, from: usize) -> Vec<usize> {
        match self.concept {
            CoalitionConcept::CNash => Vec::new(),
            CoalitionConcept::CGmr | CoalitionConcept::CSmr => self.goes(self.others, from),
            CoalitionConcept::CSeq => {
                let subs = (1..=self.others.bits()).map(PartySet::from_bits);
                let subs: Vec<PartySet> = subs.filter(|sub| sub.is_subset(self.others)).collect();
                Self::closure(from, |state, last: Option<PartySet>| {
                    let in_turn = subs.iter().filter(|&&sub| last != Some(sub));
                    let ends = |&sub: &PartySet| {
                        let all = 0..self.graph.states();
                        all.filter(move |&to| self.willing(sub, state, to)).map(move |to| (sub, to))
                    };
                    in_turn.flat_map(ends).collect()
                })
            }
        }
    }

    fn deters(&self, outcome: usize) -> bool {
        let kept =
            |end: usize| self.coalition.iter().any(|p| self.attitude.deterred(p, self.state, end));
        kept(outcome)
            && (self.concept != CoalitionConcept::CSmr
                || self.goes(self.coalition, outcome).into_iter().all(kept))
    }

    /// Checks the coalition's own way to an improvement.
    fn leads(&self, way: impl Iterator<Item = (Mover, usize)>, end: usize) -> Result<(), String> {
        let (mut at, mut last) = (self.state, None);
        for (by, to) in way {
            let in_turn = self.graph.has_joint_movers() || last != Some(by);
            let legal = self.graph.moves(by, at).any(|target| target == to);
            if !in_turn || !legal || !by.members().is_subset(self.coalition) {
                return Err(format!("{by:?} may not move {at} to {to}"));
            }
            (at, last) = (to, Some(by));
        }
        if at == end { Ok(()) } else { Err(format!("the way ends in {at}, not in {end}")) }
    }

    fn answered(&self, answer: &CoalitionAnswered) -> Result<(), String> {
        let way = answer.way.iter().map(|step| (step.mover, step.to));
        self.leads(way, answer.improvement)?;
        let (mut at, mut last) = (answer.improvement, None);
        for &CoalitionStep { by, to } in &answer.steps {
            if by.is_empty() || !by.is_subset(self.others) || to >= self.graph.states() {
                return Err(format!("{by:?} has no part in an answer that leads to {to}"));
            }
            let unrestricted =
                self.concept != CoalitionConcept::CSeq && self.graph.has_joint_movers();
            let legal = match self.concept {
                CoalitionConcept::CNash => false,
                CoalitionConcept::CGmr | CoalitionConcept::CSmr => {
                    let movers = self.graph.movers().iter().filter(|m| m.members() == by);
                    movers.into_iter().any(|&m| self.graph.moves(m, at).any(|t| t == to))
                }
                CoalitionConcept::CSeq => self.willing(by, at, to),
            };
            if !legal || (last == Some(by) && !unrestricted) {
                return Err(format!("{by:?} may not answer by moving {at} to {to}"));
            }
            (at, last) = (to, Some(by));
        }
        if at != answer.outcome || at == answer.improvement || !self.deters(at) {
            return Err(format!("{at} does not answer {}", answer.improvement));
        }
        Ok(())
    }
}
