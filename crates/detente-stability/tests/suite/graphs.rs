//! Graph form and the general engine.

use detente_stability::{
    Answered, Concept, Context, Graph, GraphError, Mover, Ranking, RefusalCode, Step, Verdict,
    check_graph_verdict, graph_verdict, solve, solve_graph,
};

use crate::models::{JOINT, Random, SINGLE, random_game, random_ranking};
use crate::plain::{Plain, random_graph};

const SEQUENTIAL: [Concept; 5] =
    [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

#[test]
fn random_graphs_are_solved_as_defined_and_every_reason_holds() {
    let mut random = Random(31);
    let context = Context::default();
    let mut checked = 0;
    for number in 0..4000 {
        let (graph, arcs) = random_graph(&mut random);
        let rankings: Vec<Ranking> =
            arcs.iter().map(|_| random_ranking(&mut random, graph.states())).collect();
        let attitude = &rankings[..];
        let plain = Plain { arcs, states: graph.states(), attitude: &attitude, joint: Vec::new() };
        for concept in SEQUENTIAL {
            let solution = solve_graph(&graph, attitude, concept, &context).unwrap();
            for (mover, stable) in solution.movers() {
                let Mover::Party(party) = mover else { unreachable!() };
                for state in 0..graph.states() {
                    let expected = plain.is_stable(concept, party, state);
                    assert_eq!(
                        stable.contains(state),
                        expected,
                        "{number}: {concept} {party} {state}"
                    );
                    let verdict =
                        graph_verdict(&graph, attitude, concept, mover, state, &context).unwrap();
                    assert_eq!(verdict.is_stable(), expected);
                    check_graph_verdict(&graph, attitude, concept, mover, state, &verdict).unwrap();
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 200_000, "{checked}");
}

#[test]
fn games_give_the_same_as_graphs_joint_movers_included() {
    let mut random = Random(32);
    let context = Context::default();
    for number in 0..4000 {
        let game = random_game(&mut random, if number % 2 == 0 { SINGLE } else { JOINT });
        let graph = Graph::from_game(&game, &context).unwrap();
        assert_eq!(graph.has_joint_movers(), game.structure().has_joint_options());
        for concept in SEQUENTIAL {
            let solution = solve_graph(&graph, game.rankings(), concept, &context).unwrap();
            assert_eq!(Ok(&solution), solve(&game, concept, &context).as_ref(), "{number}");
            for (mover, stable) in solution.movers() {
                let state = random.below(graph.states());
                let verdict =
                    graph_verdict(&graph, game.rankings(), concept, mover, state, &context);
                let verdict = verdict.unwrap();
                assert_eq!(verdict.is_stable(), stable.contains(state));
                check_graph_verdict(&graph, game.rankings(), concept, mover, state, &verdict)
                    .unwrap();
            }
        }
    }
}

/// The answer 1 → 2 → 3 takes two moves of the second party in a row, which only the third between
/// them would allow.
#[test]
fn nobody_moves_twice_in_succession() {
    let rankings = [
        Ranking::from_values(&[1, 2, 2, 0]),
        Ranking::from_values(&[0, 0, 1, 2]),
        Ranking::from_values(&[0, 0, 0, 0]),
    ];
    let stable = |third: Vec<(usize, usize)>| {
        let graph = Graph::new(4, &[vec![(0, 1)], vec![(1, 2), (2, 3)], third]).unwrap();
        let solution = solve_graph(&graph, &rankings[..], Concept::Gmr, &Context::default());
        solution.unwrap().equilibria().contains(0)
    };
    assert!(!stable(vec![]));
    // A common move: either of them may make it.
    assert!(stable(vec![(2, 3)]));
}

/// Four states of the published Elmira model in which the plant is abandoned, drawn together: the
/// numbering and the arcs of a model with nine states come out (Hipel, Fang, Kilgour and others 1993).
#[test]
fn elmira_with_the_abandoned_states_drawn_together() {
    let game = crate::catalogue::elmira_game();
    let context = Context::default();
    let graph = Graph::from_game(&game, &context).unwrap();
    let number = |at: usize| crate::catalogue::elmira_number(game.space().state(at)) - 1;
    let class_of: Vec<usize> =
        (0..graph.states()).map(|at| usize::try_from(number(at)).unwrap()).collect();
    let drawn = graph.coalesced(&class_of).unwrap();
    assert_eq!(drawn.states(), 9);
    let rankings: Vec<Ranking> = game
        .rankings()
        .iter()
        .map(|ranking| {
            let mut values = vec![0; 9];
            for (at, &class) in class_of.iter().enumerate() {
                values[class] = i64::from(ranking.ranks()[at]);
            }
            Ranking::from_values(&values)
        })
        .collect();
    for (concept, expected) in [
        (Concept::Nash, &[4, 7, 8][..]),
        (Concept::Gmr, &[0, 3, 4, 7, 8]),
        (Concept::Smr, &[0, 3, 4, 7, 8]),
        (Concept::Seq, &[4, 7, 8]),
        (Concept::SymSeq, &[4, 7, 8]),
    ] {
        let solution = solve_graph(&drawn, &rankings[..], concept, &context).unwrap();
        assert_eq!(solution.equilibria().iter().collect::<Vec<_>>(), expected, "{concept}");
    }
}

#[test]
fn what_is_no_graph_or_does_not_fit_is_refused() {
    assert_eq!(Graph::new(2, &[]), Err(GraphError::Parties(0)));
    assert_eq!(Graph::new(0, &[vec![]]), Err(GraphError::States(0)));
    let unknown = GraphError::UnknownState { party: 1, state: 2 };
    assert_eq!(Graph::new(2, &[vec![], vec![(0, 2)]]), Err(unknown));
    assert_eq!(Graph::new(2, &[vec![(1, 1)]]), Err(GraphError::Loop { party: 0, state: 1 }));
    let graph = Graph::new(2, &[vec![(0, 1), (0, 1)]]).unwrap();
    assert_eq!(graph.moves(Mover::Party(0), 0).collect::<Vec<_>>(), [1]);
    assert_eq!(
        graph.moves(Mover::Party(1), 0).count() + graph.moves(Mover::Party(0), 9).count(),
        0
    );
    assert_eq!(graph.coalesced(&[0]), Err(GraphError::Classes { states: 2, classes: 1 }));
    assert_eq!(graph.coalesced(&[0, 2]), Err(GraphError::EmptyClass(1)));

    let context = Context::default();
    let refused = |rankings: &[Ranking], concept, context: &Context<'_>| {
        solve_graph(&graph, rankings, concept, context).unwrap_err().code
    };
    let fitting = [Ranking::from_values(&[0, 1])];
    assert_eq!(refused(&fitting, Concept::Sim, &context), RefusalCode::NotDefined);
    assert_eq!(refused(&[], Concept::Seq, &context), RefusalCode::Mismatch);
    let short = [Ranking::from_values(&[0])];
    assert_eq!(refused(&short, Concept::Seq, &context), RefusalCode::Mismatch);
    let tight = Context { max_steps: 0, ..context };
    let unanswered = graph_verdict(&graph, &fitting[..], Concept::Nash, Mover::Party(7), 0, &tight);
    assert_eq!(unanswered.unwrap_err().code, RefusalCode::NotInGame);
    let nowhere = graph_verdict(&graph, &fitting[..], Concept::Nash, Mover::Party(0), 7, &tight);
    assert_eq!(nowhere.unwrap_err().code, RefusalCode::NotInGame);
    let mut random = Random(33);
    let game = random_game(&mut random, SINGLE);
    let refusal = Graph::from_game(&game, &tight).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::TooMuchWork);
}

#[test]
fn the_checker_rejects_false_reasons() {
    let graph = Graph::new(4, &[vec![(0, 1)], vec![(1, 2), (2, 3)]]).unwrap();
    let rankings = [Ranking::from_values(&[1, 2, 2, 0]), Ranking::from_values(&[0, 0, 1, 2])];
    let mover = Mover::Party(0);
    let step = |to| Step { mover: Mover::Party(1), to };
    let rejects = |verdict| {
        let result = check_graph_verdict(&graph, &rankings[..], Concept::Gmr, mover, 0, &verdict);
        assert!(result.is_err(), "{verdict:?}");
    };
    let twice = Answered { improvement: 1, steps: vec![step(2), step(3)], outcome: 3 };
    rejects(Verdict::Stable { answered: vec![twice] });
    let no_answer = Answered { improvement: 1, steps: vec![step(2)], outcome: 2 };
    rejects(Verdict::Stable { answered: vec![no_answer] });
    rejects(Verdict::Stable { answered: vec![] });
    rejects(Verdict::Unstable { improvement: 2, considered: 1 });
}
