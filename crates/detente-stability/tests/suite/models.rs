//! Random models from a seed, the same on every machine.

use std::sync::Arc;

use detente_stability::{
    Condition, Context, Game, Leave, Moves, OptionSpec, PartySet, Pattern, Ranking, StateSpace,
    Structure,
};

/// Yields numbers by splitmix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Says what random models may contain.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) joint: bool,
    pub(crate) one_way: bool,
    pub(crate) impossible: bool,
}

pub(crate) const PLAIN: Kind = Kind { joint: false, one_way: false, impossible: false };
pub(crate) const SINGLE: Kind = Kind { joint: false, one_way: true, impossible: true };
pub(crate) const JOINT: Kind = Kind { joint: true, one_way: true, impossible: true };

pub(crate) fn random_structure(random: &mut Random, kind: Kind) -> Structure {
    let parties = 2 + random.below(3);
    let options = 2 + random.below(4);
    let specs = (0..options)
        .map(|_| {
            let mut owners = PartySet::one(random.below(parties));
            if kind.joint && random.chance(45) {
                owners = owners.with(random.below(parties));
                if random.chance(25) {
                    owners = owners.with(random.below(parties));
                }
            }
            let spec = OptionSpec::joint(owners);
            if !kind.one_way {
                return spec;
            }
            let moves = [Moves::Both, Moves::Both, Moves::Once, Moves::Withdraw][random.below(4)];
            let leave = [Leave::Any, Leave::All, Leave::None][random.below(3)];
            // A lone owner's `leave` matters only where it is none; keep most options reversible.
            let leave = if owners.len() > 1 || random.chance(15) { leave } else { Leave::Any };
            spec.moves(moves).leave(leave)
        })
        .collect();
    Structure::new(parties, specs).unwrap()
}

pub(crate) fn random_game(random: &mut Random, kind: Kind) -> Game {
    loop {
        let structure = random_structure(random, kind);
        let all = structure.all_options();
        let count = if kind.impossible { random.below(4) } else { 0 };
        let patterns: Vec<Pattern> = (0..count)
            .map(|_| {
                let care = (random.next() | random.next()) & all;
                Pattern { care, yes: random.next() & care }
            })
            .collect();
        let impossible: Vec<&dyn Condition> =
            patterns.iter().map(|p| p as &dyn Condition).collect();
        if let Ok(space) = StateSpace::enumerate(&structure, &impossible, &Context::default()) {
            return with_random_rankings(random, structure, space);
        }
    }
}

fn with_random_rankings(random: &mut Random, structure: Structure, space: StateSpace) -> Game {
    let rankings = (0..structure.parties()).map(|_| random_ranking(random, space.len())).collect();
    Game::new(Arc::new(structure), Arc::new(space), rankings).unwrap()
}

pub(crate) fn random_ranking(random: &mut Random, states: usize) -> Ranking {
    // From a few levels with many ties to hardly any.
    let levels = [2, 3, 5, 3 * states][random.below(4)];
    let values: Vec<i64> = (0..states).map(|_| random.below(levels).try_into().unwrap()).collect();
    Ranking::from_values(&values)
}

/// Makes a game of single options changeable both ways, all states feasible.
pub(crate) fn plain_game(parties: usize, owners: &[usize], rankings: Vec<Ranking>) -> Game {
    let options = owners.iter().map(|&p| OptionSpec::of(p)).collect();
    let structure = Structure::new(parties, options).unwrap();
    let space = StateSpace::enumerate(&structure, &[], &Context::default()).unwrap();
    Game::new(Arc::new(structure), Arc::new(space), rankings).unwrap()
}
