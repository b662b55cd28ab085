//! The definitions for graphs, computed in the plainest way from lists of arcs and from the three
//! questions put to an attitude.

use detente_stability::{Attitude, CoalitionConcept, Concept, Graph, PartySet};

use crate::models::Random;

pub(crate) struct Plain<'a> {
    pub(crate) arcs: Vec<Vec<(usize, usize)>>,
    pub(crate) states: usize,
    pub(crate) attitude: &'a dyn Attitude,
    /// Joint moves; with any, sequences are unrestricted. For coalitions only.
    pub(crate) joint: Vec<(PartySet, Vec<(usize, usize)>)>,
}

/// Makes arcs of two to four parties over two to seven states.
pub(crate) fn random_arcs(random: &mut Random) -> (usize, Vec<Vec<(usize, usize)>>) {
    let (parties, states) = (2 + random.below(3), 2 + random.below(6));
    let percent = [10, 25, 50][random.below(3)];
    let arcs = (0..parties)
        .map(|_| {
            let pairs = (0..states).flat_map(|a| (0..states).map(move |b| (a, b)));
            pairs.filter(|(a, b)| a != b && random.chance(percent)).collect()
        })
        .collect();
    (states, arcs)
}

pub(crate) fn random_graph(random: &mut Random) -> (Graph, Vec<Vec<(usize, usize)>>) {
    let (states, arcs) = random_arcs(random);
    (Graph::new(states, &arcs).unwrap(), arcs)
}

impl Plain<'_> {
    fn moves(&self, party: usize, state: usize) -> Vec<usize> {
        self.arcs[party].iter().filter(|(from, _)| *from == state).map(|(_, to)| *to).collect()
    }

    /// Says for every state whether it is the end of a sequence of one or more moves from `start`
    /// and not the start, where `ends` lists the moves of an agent and none moves twice in succession.
    fn sequences<T: PartialEq + Copy>(
        &self,
        start: usize,
        agents: &[T],
        ends: impl Fn(T, usize) -> Vec<usize>,
    ) -> Vec<bool> {
        let mut pairs: Vec<(usize, T)> = Vec::new();
        loop {
            let mut more: Vec<(usize, T)> = Vec::new();
            for &agent in agents {
                let mut begins = vec![start];
                begins.extend(pairs.iter().filter(|(_, last)| *last != agent).map(|(s, _)| *s));
                for begin in begins {
                    for end in ends(agent, begin) {
                        if !pairs.contains(&(end, agent)) && !more.contains(&(end, agent)) {
                            more.push((end, agent));
                        }
                    }
                }
            }
            if more.is_empty() {
                break;
            }
            pairs.extend(more);
        }
        (0..self.states).map(|s| s != start && pairs.iter().any(|(t, _)| *t == s)).collect()
    }

    pub(crate) fn is_stable(&self, concept: Concept, party: usize, state: usize) -> bool {
        let improving = matches!(concept, Concept::Seq | Concept::SymSeq);
        let symmetric = matches!(concept, Concept::Smr | Concept::SymSeq);
        let others: Vec<usize> = (0..self.arcs.len()).filter(|&p| p != party).collect();
        let ends = |p: usize, from: usize| -> Vec<usize> {
            let moves = self.moves(p, from).into_iter();
            moves.filter(|&to| !improving || self.attitude.willing(p, from, to)).collect()
        };
        let deterred = |t: usize| self.attitude.deterred(party, state, t);
        let tempting = self
            .moves(party, state)
            .into_iter()
            .filter(|&t| self.attitude.tempted(party, state, t));
        tempting.into_iter().all(|s1| {
            concept != Concept::Nash && {
                let reached = self.sequences(s1, &others, ends);
                (0..self.states).any(|s2| {
                    reached[s2]
                        && deterred(s2)
                        && (!symmetric || self.moves(party, s2).into_iter().all(deterred))
                })
            }
        })
    }

    /// `R_H(s)`, without s.
    fn reach(&self, coalition: PartySet, from: usize) -> Vec<usize> {
        if !self.joint.is_empty() {
            let own = coalition.iter().flat_map(|p| &self.arcs[p]);
            let inside = self.joint.iter().filter(|(by, _)| by.is_subset(coalition));
            let arcs: Vec<&(usize, usize)> = own.chain(inside.flat_map(|(_, arcs)| arcs)).collect();
            let mut reached = vec![from];
            while let Some((_, to)) =
                arcs.iter().find(|(a, b)| reached.contains(a) && !reached.contains(b))
            {
                reached.push(*to);
            }
            return reached.into_iter().filter(|&to| to != from).collect();
        }
        let members: Vec<usize> = coalition.iter().collect();
        let reached = self.sequences(from, &members, |p, s| self.moves(p, s));
        (0..self.states).filter(|&t| reached[t]).collect()
    }

    fn improvements(&self, coalition: PartySet, from: usize) -> Vec<usize> {
        let all = |&t: &usize| coalition.iter().all(|p| self.attitude.tempted(p, from, t));
        self.reach(coalition, from).into_iter().filter(all).collect()
    }

    pub(crate) fn is_coalition_stable(
        &self,
        concept: CoalitionConcept,
        coalition: PartySet,
        state: usize,
    ) -> bool {
        let others: PartySet = (0..self.arcs.len()).filter(|&p| !coalition.contains(p)).collect();
        let keeps = |t: usize| coalition.iter().any(|p| self.attitude.deterred(p, state, t));
        self.improvements(coalition, state).into_iter().all(|s1| match concept {
            CoalitionConcept::CNash => false,
            CoalitionConcept::CGmr => self.reach(others, s1).into_iter().any(keeps),
            CoalitionConcept::CSmr => self
                .reach(others, s1)
                .into_iter()
                .any(|s2| keeps(s2) && self.reach(coalition, s2).into_iter().all(keeps)),
            CoalitionConcept::CSeq => {
                let subs: Vec<PartySet> = (1..=others.bits())
                    .map(PartySet::from_bits)
                    .filter(|sub| sub.is_subset(others))
                    .collect();
                let reached = self.sequences(s1, &subs, |sub, s| self.improvements(sub, s));
                (0..self.states).any(|s2| reached[s2] && keeps(s2))
            }
        })
    }
}
