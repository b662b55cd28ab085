//! Limited-move and non-myopic stability.

use detente_stability::{
    Concept, Context, Graph, Mover, Ranking, RefusalCode, expected_moves, limited, nonmyopic,
    solve_graph,
};

use crate::models::{JOINT, PLAIN, Random, plain_game, random_game, random_ranking};

type Arcs = Vec<Vec<(usize, usize)>>;

/// G of the definition, by recursion.
fn end(arcs: &Arcs, ranks: &[Vec<u32>], horizon: usize, party: usize, state: usize) -> usize {
    if horizon == 0 {
        return state;
    }
    let targets = arcs[party].iter().filter(|(from, _)| *from == state);
    let ends: Vec<usize> =
        targets.map(|(_, to)| end(arcs, ranks, horizon - 1, 1 - party, *to)).collect();
    let rank = &ranks[party];
    let Some(top) = ends.iter().map(|&s| rank[s]).max() else { return state };
    if top <= rank[state] {
        return state;
    }
    ends.into_iter().filter(|&s| rank[s] == top).min().unwrap()
}

fn random_two(random: &mut Random) -> (Graph, Arcs, Vec<Ranking>) {
    let states = 2 + random.below(6);
    let percent = [15, 30, 50][random.below(3)];
    let arcs: Arcs = (0..2)
        .map(|_| {
            let pairs = (0..states).flat_map(|a| (0..states).map(move |b| (a, b)));
            pairs.filter(|(a, b)| a != b && random.chance(percent)).collect()
        })
        .collect();
    let rankings = (0..2).map(|_| random_ranking(random, states)).collect();
    (Graph::new(states, &arcs).unwrap(), arcs, rankings)
}

#[test]
fn horizons_are_as_defined() {
    let mut random = Random(61);
    let context = Context::default();
    for number in 0..2000 {
        let (graph, arcs, rankings) = random_two(&mut random);
        let ranks: Vec<Vec<u32>> = rankings.iter().map(|r| r.ranks().to_vec()).collect();
        for horizon in 0..5 {
            let found = limited(&graph, &rankings, horizon, &context).unwrap();
            assert_eq!((found.horizon(), found.period()), (horizon, None));
            for party in 0..2 {
                for state in 0..graph.states() {
                    let expected = end(&arcs, &ranks, horizon, party, state);
                    let stable = found.stable(party).unwrap().contains(state);
                    assert_eq!(stable, expected == state, "{number} {horizon} {party} {state}");
                    let moves =
                        expected_moves(&graph, &rankings, horizon, party, state, &context).unwrap();
                    assert_eq!(moves.last().map_or(state, |step| step.to), expected);
                    let (mut at, mut turn) = (state, party);
                    for step in moves {
                        assert_eq!(step.mover, Mover::Party(turn));
                        assert!(arcs[turn].contains(&(at, step.to)));
                        (at, turn) = (step.to, 1 - turn);
                    }
                }
            }
        }
        let one = limited(&graph, &rankings, 1, &context).unwrap();
        let nash = solve_graph(&graph, &rankings[..], Concept::Nash, &context).unwrap();
        assert_eq!(one.equilibria(), nash.equilibria());
    }
}

#[test]
fn non_myopic_is_what_holds_through_the_cycle() {
    let mut random = Random(62);
    let context = Context::default();
    let mut cycles = 0;
    for number in 0..3000 {
        let (graph, _, rankings) = random_two(&mut random);
        let found = nonmyopic(&graph, &rankings, &context).unwrap();
        let (from, period) = (found.horizon(), found.period().unwrap());
        cycles += usize::from(period > 1);
        // One cycle and another one.
        for party in 0..2 {
            let at = |h| limited(&graph, &rankings, h, &context).unwrap();
            let mut expected = at(from).stable(party).unwrap().clone();
            for h in from..from + period {
                let (here, later) = (at(h), at(h + period));
                assert_eq!(here.stable(party), later.stable(party), "{number}");
                expected.intersect_with(here.stable(party).unwrap());
            }
            assert_eq!(found.stable(party), Some(&expected), "{number}");
        }
    }
    assert!(cycles > 20, "{cycles}");
}

#[test]
fn option_form_and_what_is_refused() {
    let mut random = Random(63);
    let context = Context::default();
    let rankings = vec![Ranking::from_values(&[1, 0, 3, 2]), Ranking::from_values(&[1, 3, 0, 2])];
    let game = plain_game(2, &[0, 1], rankings);
    let graph = Graph::from_game(&game, &context).unwrap();
    let found = nonmyopic(&graph, game.rankings(), &context).unwrap();
    assert!(found.equilibria().contains(0) && found.equilibria().contains(3));
    let (mut three, mut joint) = (0, 0);
    for kind in [PLAIN, JOINT] {
        for _ in 0..50 {
            let game = random_game(&mut random, kind);
            let graph = Graph::from_game(&game, &context).unwrap();
            let code = nonmyopic(&graph, game.rankings(), &context).map_err(|r| r.code);
            match code {
                Err(RefusalCode::JointOptions) => joint += 1,
                Err(code) => {
                    assert_eq!(code, RefusalCode::NotDefined);
                    assert!(graph.parties() != 2);
                    three += 1;
                }
                Ok(_) => assert!(graph.parties() == 2 && !graph.has_joint_movers()),
            }
        }
    }
    assert!(three > 20 && joint > 20);
    let code = |rankings: &[Ranking], horizon, party, state, max_steps| {
        let context = Context { max_steps, ..context };
        let found = expected_moves(&graph, rankings, horizon, party, state, &context);
        found.unwrap_err().code
    };
    let rankings = game.rankings();
    assert_eq!(code(&rankings[..1], 1, 0, 0, 9), RefusalCode::Mismatch);
    assert_eq!(code(rankings, 1, 2, 0, 9), RefusalCode::NotInGame);
    assert_eq!(code(rankings, 1, 0, 4, 9), RefusalCode::NotInGame);
    assert_eq!(code(rankings, usize::MAX, 0, 0, 999), RefusalCode::TooMuchWork);
}
