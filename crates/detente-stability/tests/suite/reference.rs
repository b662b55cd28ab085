//! The definitions, computed in the plainest way: arcs in lists, closures by search, every
//! combination tried. Reads structure, states and ranks of a game and nothing else of it.

use detente_stability::{Concept, Game, Leave, Mover, Moves, PartySet};

pub(crate) struct Reference {
    ranks: Vec<Vec<u32>>,
    states: Vec<u64>,
    own: Vec<u64>,
    movers: Vec<Mover>,
    /// For each mover and state the states it can move to.
    arcs: Vec<Vec<Vec<usize>>>,
    joint: bool,
}

impl Reference {
    pub(crate) fn new(game: &Game) -> Reference {
        let structure = game.structure();
        let states = game.space().states().to_vec();
        let mut movers: Vec<Mover> = (0..structure.parties()).map(Mover::Party).collect();
        for option in structure.options() {
            let mover = Mover::Joint(option.owners);
            if option.owners.len() > 1 && !movers.contains(&mover) {
                movers.push(mover);
            }
        }
        let arcs = movers
            .iter()
            .map(|&mover| {
                let targets = |&from: &u64| {
                    (0..states.len()).filter(|&t| legal(game, mover, from, states[t])).collect()
                };
                states.iter().map(targets).collect()
            })
            .collect();
        let own = (0..structure.parties())
            .map(|p| {
                let options = structure.options().iter().enumerate();
                options
                    .filter(|(_, o)| o.owners == PartySet::one(p))
                    .fold(0, |bits, (k, _)| bits | 1 << k)
            })
            .collect();
        let ranks = game.rankings().iter().map(|r| r.ranks().to_vec()).collect();
        let joint = movers.len() > structure.parties();
        Reference { ranks, states, own, movers, arcs, joint }
    }

    pub(crate) fn movers(&self) -> &[Mover] {
        &self.movers
    }

    fn better(&self, mover: Mover, here: usize, there: usize) -> bool {
        mover.members().iter().all(|p| self.ranks[p][there] > self.ranks[p][here])
    }

    pub(crate) fn moves(&self, mover: Mover, state: usize) -> &[usize] {
        let place = self.movers.iter().position(|&m| m == mover).unwrap();
        &self.arcs[place][state]
    }

    pub(crate) fn improvements(&self, mover: Mover, state: usize) -> Vec<usize> {
        let moves = self.moves(mover, state).iter().copied();
        moves.filter(|&t| self.better(mover, state, t)).collect()
    }

    /// Returns for each state the least number of moves in which movers that share no party with
    /// `focal` reach it, if they do. The start counts as reached.
    ///
    /// Without joint options nobody moves twice in succession, as the definition has it.
    pub(crate) fn distances(
        &self,
        focal: PartySet,
        start: usize,
        improving: bool,
    ) -> Vec<Option<usize>> {
        let nobody = self.movers.len();
        let mut seen = vec![vec![false; nobody + 1]; self.states.len()];
        let mut distance = vec![None; self.states.len()];
        distance[start] = Some(0);
        seen[start][nobody] = true;
        let mut layer = vec![(start, nobody)];
        for steps in 1.. {
            let mut next = Vec::new();
            for (state, last) in layer {
                for (place, &mover) in self.movers.iter().enumerate() {
                    let shares = mover.members().iter().any(|p| focal.contains(p));
                    if shares || (!self.joint && place == last) {
                        continue;
                    }
                    for &to in &self.arcs[place][state] {
                        if (!improving || self.better(mover, state, to)) && !seen[to][place] {
                            seen[to][place] = true;
                            distance[to].get_or_insert(steps);
                            next.push((to, place));
                        }
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            layer = next;
        }
        distance
    }

    pub(crate) fn is_answer(
        &self,
        concept: Concept,
        mover: Mover,
        state: usize,
        s2: usize,
    ) -> bool {
        if self.better(mover, state, s2) {
            return false;
        }
        if !matches!(concept, Concept::Smr | Concept::SymSeq) {
            return true;
        }
        let escapes = |m: Mover| self.moves(m, s2).iter().any(|&s3| self.better(mover, state, s3));
        match mover {
            Mover::Party(_) => !escapes(mover),
            Mover::Joint(set) => !escapes(mover) && !set.iter().any(|p| escapes(Mover::Party(p))),
        }
    }

    pub(crate) fn is_stable(&self, concept: Concept, mover: Mover, state: usize) -> bool {
        let wanted = self.improvements(mover, state);
        wanted.into_iter().all(|s1| self.is_answered(concept, mover, state, s1))
    }

    pub(crate) fn is_answered(
        &self,
        concept: Concept,
        mover: Mover,
        state: usize,
        s1: usize,
    ) -> bool {
        let improving = matches!(concept, Concept::Seq | Concept::SymSeq);
        match concept {
            Concept::Nash => false,
            Concept::Sim => self.spoiled(mover, state, s1),
            _ => {
                let distances = self.distances(mover.members(), s1, improving);
                (0..self.states.len())
                    .any(|s2| distances[s2].is_some() && self.is_answer(concept, mover, state, s2))
            }
        }
    }

    fn spoiled(&self, mover: Mover, state: usize, s1: usize) -> bool {
        let Mover::Party(party) = mover else { unreachable!() };
        let put = |base: u64, p: usize, from: u64| base & !self.own[p] | from & self.own[p];
        let mut results = vec![put(self.states[state], party, self.states[s1])];
        for other in (0..self.ranks.len()).filter(|&other| other != party) {
            let mut choices = self.improvements(Mover::Party(other), state);
            choices.push(state);
            results = results
                .iter()
                .flat_map(|&r| choices.iter().map(move |&t| put(r, other, self.states[t])))
                .collect();
        }
        results.iter().any(|r| {
            let at = self.states.iter().position(|s| s == r);
            at.is_some_and(|at| !self.better(mover, state, at))
        })
    }
}

fn legal(game: &Game, mover: Mover, from: u64, to: u64) -> bool {
    from != to
        && game.structure().options().iter().enumerate().all(|(k, option)| {
            let (before, after) = (from >> k & 1, to >> k & 1);
            let whole = option.owners == mover.members();
            let part = match mover {
                Mover::Party(p) => option.owners.contains(p),
                Mover::Joint(_) => false,
            };
            match (before, after) {
                (0, 1) => whole && matches!(option.moves, Moves::Both | Moves::Once),
                (1, 0) => {
                    matches!(option.moves, Moves::Both | Moves::Withdraw)
                        && match option.leave {
                            Leave::Any => part,
                            Leave::All => whole,
                            Leave::None => false,
                        }
                }
                _ => true,
            }
        })
}
