//! Stability of coalitions, vulnerable equilibria and jumps.

use detente_stability::{
    CoalitionAnswered, CoalitionConcept, CoalitionStep, CoalitionVerdict, Coalitions, Concept,
    Context, Graph, Jump, Mover, PartySet, Ranking, RefusalCode, StateSet, Step,
    check_coalition_verdict, coalition_stable_set, coalition_verdict, jumps, solve,
    solve_coalitions, solve_graph,
};

use crate::models::{JOINT, Random, SINGLE, random_game, random_ranking};
use crate::plain::{Plain, random_graph};

fn set(parties: &[usize]) -> PartySet {
    parties.iter().copied().collect()
}

/// Checks that the reason given is for the right verdict and holds.
fn explains(
    graph: &Graph,
    rankings: &[Ranking],
    concept: CoalitionConcept,
    coalition: PartySet,
    state: usize,
    stable: bool,
) {
    let context = Context::default();
    let verdict = coalition_verdict(graph, rankings, concept, coalition, state, &context).unwrap();
    assert_eq!(verdict.is_stable(), stable, "{concept} {coalition:?} {state}");
    check_coalition_verdict(graph, rankings, concept, coalition, state, &verdict).unwrap();
}

#[test]
fn the_checker_rejects_false_reasons() {
    // Party 0 can go to 1, from where party 1 can go to 2, which party 0 likes less.
    let graph = Graph::new(3, &[vec![(0, 1)], vec![(1, 2)]]).unwrap();
    let rankings = [Ranking::from_values(&[1, 2, 0]), Ranking::from_values(&[0, 0, 1])];
    let (one, context) = (PartySet::one(0), Context::default());
    let concept = CoalitionConcept::CSeq;
    let honest = coalition_verdict(&graph, &rankings[..], concept, one, 0, &context).unwrap();
    let way = vec![Step { mover: Mover::Party(0), to: 1 }];
    let steps = vec![CoalitionStep { by: PartySet::one(1), to: 2 }];
    let answer = CoalitionAnswered { improvement: 1, way: way.clone(), steps, outcome: 2 };
    assert_eq!(honest, CoalitionVerdict::Stable { answered: vec![answer.clone()] });
    let rejects = |concept, verdict: &CoalitionVerdict| {
        let result = check_coalition_verdict(&graph, &rankings[..], concept, one, 0, verdict);
        assert!(result.is_err(), "{concept} {verdict:?}");
    };
    rejects(CoalitionConcept::CNash, &honest);
    rejects(concept, &CoalitionVerdict::Stable { answered: vec![] });
    rejects(concept, &CoalitionVerdict::Unstable { improvement: 1, way });
    rejects(concept, &CoalitionVerdict::Unstable { improvement: 2, way: vec![] });
    let with = |change: &dyn Fn(&mut CoalitionAnswered)| {
        let mut answer = answer.clone();
        change(&mut answer);
        CoalitionVerdict::Stable { answered: vec![answer] }
    };
    rejects(concept, &with(&|a| a.way.clear()));
    rejects(concept, &with(&|a| a.steps.clear()));
    rejects(concept, &with(&|a| a.outcome = 1));
    rejects(concept, &with(&|a| a.steps[0].by = PartySet::one(0)));
    rejects(concept, &with(&|a| a.steps[0].by = PartySet::EMPTY));
    rejects(concept, &with(&|a| a.steps[0].to = 9));
}

#[test]
fn random_graphs_are_solved_as_defined() {
    let mut random = Random(41);
    let context = Context::default();
    let mut checked = 0;
    for number in 0..2000 {
        let (graph, arcs) = random_graph(&mut random);
        let rankings: Vec<Ranking> =
            arcs.iter().map(|_| random_ranking(&mut random, graph.states())).collect();
        let attitude = &rankings[..];
        let plain = Plain { arcs, states: graph.states(), attitude: &attitude, joint: Vec::new() };
        for concept in CoalitionConcept::ALL {
            let all = Coalitions::All;
            let solution = solve_coalitions(&graph, attitude, concept, all, &context).unwrap();
            assert_eq!(solution.coalitions().count(), (1 << graph.parties()) - 1);
            let mut everywhere = StateSet::full(graph.states());
            for (coalition, stable) in solution.coalitions() {
                for state in 0..graph.states() {
                    let expected = plain.is_coalition_stable(concept, coalition, state);
                    assert_eq!(
                        stable.contains(state),
                        expected,
                        "{number}: {concept} {coalition:?} {state}"
                    );
                    checked += 1;
                }
                let one = coalition_stable_set(&graph, attitude, concept, coalition, &context);
                assert_eq!(one.as_ref(), Ok(stable));
                let state = random.below(graph.states());
                explains(&graph, attitude, concept, coalition, state, stable.contains(state));
                everywhere.intersect_with(stable);
            }
            assert_eq!(solution.equilibria(), &everywhere);
        }
    }
    assert!(checked > 200_000, "{checked}");
}

#[test]
fn games_with_joint_options_are_solved_as_defined() {
    let mut random = Random(44);
    let context = Context::default();
    let mut joint = 0;
    for number in 0..500 {
        let game = random_game(&mut random, JOINT);
        let graph = Graph::from_game(&game, &context).unwrap();
        if graph.states() > 16 {
            continue;
        }
        let listed = |mover| -> Vec<(usize, usize)> {
            let all = 0..graph.states();
            all.flat_map(|s| graph.moves(mover, s).map(move |t| (s, t))).collect()
        };
        let (alone, together): (Vec<Mover>, Vec<Mover>) =
            graph.movers().iter().partition(|mover| matches!(mover, Mover::Party(_)));
        let attitude = game.rankings();
        let plain = Plain {
            arcs: alone.into_iter().map(listed).collect(),
            states: graph.states(),
            attitude: &attitude,
            joint: together.into_iter().map(|by| (by.members(), listed(by))).collect(),
        };
        joint += usize::from(graph.has_joint_movers());
        for concept in CoalitionConcept::ALL {
            let all = Coalitions::All;
            let solution = solve_coalitions(&graph, attitude, concept, all, &context).unwrap();
            for (coalition, stable) in solution.coalitions() {
                for state in 0..graph.states() {
                    let expected = plain.is_coalition_stable(concept, coalition, state);
                    let got = stable.contains(state);
                    assert_eq!(got, expected, "{number}: {concept} {coalition:?} {state}");
                }
                let state = random.below(graph.states());
                explains(&graph, attitude, concept, coalition, state, stable.contains(state));
            }
        }
    }
    assert!(joint > 150, "{joint}");
}

/// Coalitions of one are the parties, and what holds for single parties holds for coalitions.
#[test]
fn known_inclusions() {
    let mut random = Random(42);
    let context = Context::default();
    for number in 0..1500 {
        let game = random_game(&mut random, if number % 2 == 0 { SINGLE } else { JOINT });
        let graph = Graph::from_game(&game, &context).unwrap();
        let all = |concept| {
            let coalitions = Coalitions::All;
            solve_coalitions(&graph, game.rankings(), concept, coalitions, &context).unwrap()
        };
        let [cnash, cgmr, csmr, cseq] = CoalitionConcept::ALL.map(all);
        for (((c, nash), (_, gmr)), ((_, smr), (_, seq))) in
            cnash.coalitions().zip(cgmr.coalitions()).zip(csmr.coalitions().zip(cseq.coalitions()))
        {
            assert!(nash.is_subset(smr) && smr.is_subset(gmr), "{number} {c:?}");
            assert!(nash.is_subset(seq) && seq.is_subset(gmr), "{number} {c:?}");
        }
        let single = |concept| solve(&game, concept, &context).unwrap();
        // A state that no coalition leaves, no party and no owners of a joint option leave.
        assert!(cnash.equilibria().is_subset(single(Concept::Nash).equilibria()));
        let partition: Vec<PartySet> = (0..graph.parties()).map(PartySet::one).collect();
        let apart = |concept| {
            let blocks = Coalitions::Partition(&partition);
            solve_coalitions(&graph, game.rankings(), concept, blocks, &context).unwrap()
        };
        if graph.has_joint_movers() {
            continue;
        }
        for (coalition, party) in [
            (CoalitionConcept::CNash, Concept::Nash),
            (CoalitionConcept::CGmr, Concept::Gmr),
            (CoalitionConcept::CSmr, Concept::Smr),
        ] {
            assert_eq!(apart(coalition).equilibria(), single(party).equilibria(), "{number}");
        }
        // Sub-coalitions answer more than parties do.
        let (seq, cseq) = (single(Concept::Seq), apart(CoalitionConcept::CSeq));
        assert!(seq.equilibria().is_subset(cseq.equilibria()), "{number}");
    }
}

/// Prisoner's dilemma: the only Nash equilibrium gives way to the two acting together, but mutual
/// cooperation is no Nash equilibrium for them to jump to. Under `seq` it is one.
#[test]
fn a_vulnerable_equilibrium() {
    let arcs = [vec![(0, 1), (1, 0), (2, 3), (3, 2)], vec![(0, 2), (2, 0), (1, 3), (3, 1)]];
    let graph = Graph::new(4, &arcs).unwrap();
    let rankings = [Ranking::from_values(&[1, 0, 3, 2]), Ranking::from_values(&[1, 3, 0, 2])];
    let context = Context::default();
    let both = Jump { from: 0, to: 3, by: set(&[0, 1]) };
    for (concept, expected) in [(Concept::Nash, &[][..]), (Concept::Seq, &[both])] {
        let solution = solve_graph(&graph, &rankings[..], concept, &context).unwrap();
        let found = jumps(&graph, &rankings[..], solution.equilibria(), &context).unwrap();
        assert_eq!(found, expected, "{concept}");
    }
    let stable = |concept| {
        let both = Coalitions::Partition(&[PartySet::from_bits(3)]);
        let solution = solve_coalitions(&graph, &rankings[..], concept, both, &context).unwrap();
        solution.equilibria().iter().collect::<Vec<_>>()
    };
    // Together they leave mutual defection, and nothing else; there is nobody to answer them.
    for concept in CoalitionConcept::ALL {
        assert_eq!(stable(concept), [1, 2, 3]);
    }
}

#[test]
fn jumps_are_those_of_the_definition() {
    let mut random = Random(43);
    let context = Context::default();
    let mut found = 0;
    for _ in 0..500 {
        let (graph, arcs) = random_graph(&mut random);
        let rankings: Vec<Ranking> =
            arcs.iter().map(|_| random_ranking(&mut random, graph.states())).collect();
        let attitude = &rankings[..];
        let plain = Plain { arcs, states: graph.states(), attitude: &attitude, joint: Vec::new() };
        let full = StateSet::full(graph.states());
        let jumps = jumps(&graph, attitude, &full, &context).unwrap();
        for by in (1..1 << graph.parties()).map(PartySet::from_bits).filter(|by| by.len() > 1) {
            for from in 0..graph.states() {
                let some = jumps.iter().any(|jump| jump.from == from && jump.by == by);
                let cnash = plain.is_coalition_stable(CoalitionConcept::CNash, by, from);
                assert_eq!(some, !cnash);
            }
        }
        found += jumps.len();
    }
    assert!(found > 1000, "{found}");
}

#[test]
fn what_is_no_coalition_is_refused() {
    let graph = Graph::new(2, &[vec![(0, 1)], vec![]]).unwrap();
    let rankings = [Ranking::from_values(&[0, 1]), Ranking::from_values(&[0, 1])];
    let context = Context::default();
    let code = |blocks: &[PartySet]| {
        let blocks = Coalitions::Partition(blocks);
        let concept = CoalitionConcept::CSeq;
        solve_coalitions(&graph, &rankings[..], concept, blocks, &context).unwrap_err().code
    };
    assert_eq!(code(&[set(&[0])]), RefusalCode::Mismatch);
    assert_eq!(code(&[set(&[0, 1]), set(&[1])]), RefusalCode::Mismatch);
    assert_eq!(code(&[set(&[0]), set(&[1, 2])]), RefusalCode::NotInGame);
    assert_eq!(code(&[PartySet::EMPTY]), RefusalCode::NotInGame);
    let far = StateSet::full(3);
    let refusal = jumps(&graph, &rankings[..], &far, &context).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::NotInGame);
    let many = Graph::new(2, &vec![Vec::new(); 64]).unwrap();
    let flat = vec![Ranking::from_values(&[0, 0]); 64];
    let refusal =
        solve_coalitions(&many, &flat[..], CoalitionConcept::CNash, Coalitions::All, &context);
    assert_eq!(refusal.unwrap_err().code, RefusalCode::TooMuchWork);
}
