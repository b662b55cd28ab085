//! Strength of preference, unknown preference and fuzzy preference, against the definitions put
//! together from raw tables.

use detente_stability::{
    Attitude, Compared, Concept, Context, Extension, Fuzzy, FuzzyError, Graph, Mover, Ranking,
    RefusalCode, Solution, Strength, StrengthError, Uncertain, UncertainError, UnderUncertainty,
    solve_graph, solve_strength,
};

use crate::models::{JOINT, Random, random_game, random_ranking};
use crate::plain::{Plain, random_graph};

const SEQUENTIAL: [Concept; 5] =
    [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

/// Answers by closures over raw tables.
struct Asked<T, D, W> {
    tempted: T,
    deterred: D,
    willing: W,
}

impl<T, D, W> Attitude for Asked<T, D, W>
where
    T: Fn(usize, usize, usize) -> bool,
    D: Fn(usize, usize, usize) -> bool,
    W: Fn(usize, usize, usize) -> bool,
{
    fn fits(&self, _: usize, _: usize) -> bool {
        true
    }
    fn tempted(&self, party: usize, here: usize, there: usize) -> bool {
        (self.tempted)(party, here, there)
    }
    fn deterred(&self, party: usize, here: usize, outcome: usize) -> bool {
        (self.deterred)(party, here, outcome)
    }
    fn willing(&self, party: usize, here: usize, there: usize) -> bool {
        (self.willing)(party, here, there)
    }
}

fn agrees(solution: &Solution, arcs: &[Vec<(usize, usize)>], states: usize, by: &dyn Attitude) {
    let plain = Plain { arcs: arcs.to_vec(), states, attitude: by, joint: Vec::new() };
    for (mover, stable) in solution.movers() {
        let Mover::Party(party) = mover else { unreachable!() };
        for state in 0..states {
            let expected = plain.is_stable(solution.concept(), party, state);
            assert_eq!(stable.contains(state), expected, "{} {party} {state}", solution.concept());
        }
    }
}

#[test]
fn strength_of_preference() {
    let mut random = Random(51);
    let context = Context::default();
    let mut weak = 0;
    for number in 0..2000 {
        let (graph, arcs) = random_graph(&mut random);
        let states = graph.states();
        let values: Vec<Vec<i64>> = arcs
            .iter()
            .map(|_| (0..states).map(|_| random.below(9).try_into().unwrap()).collect())
            .collect();
        // Tiers of three values each, or a gap of three among the levels that occur.
        let by_tiers = number % 2 == 0;
        let levels: Vec<Vec<i64>> = values
            .iter()
            .map(|v| {
                let ranking = Ranking::from_values(v);
                ranking.ranks().iter().map(|&r| i64::from(r)).collect()
            })
            .collect();
        let strengths: Vec<Strength> = values
            .iter()
            .map(|v| {
                let ranking = Ranking::from_values(v);
                if !by_tiers {
                    return Strength::by_levels(ranking, 3);
                }
                let tiers: Vec<i64> = v.iter().map(|value| value / 3).collect();
                Strength::by_tiers(ranking, &Ranking::from_values(&tiers)).unwrap()
            })
            .collect();
        let greatly = |party: usize, worse: usize, better: usize| {
            if by_tiers {
                values[party][better] / 3 > values[party][worse] / 3
            } else {
                levels[party][better] >= levels[party][worse] + 3
            }
        };
        let better = |p: usize, here: usize, there: usize| values[p][there] > values[p][here];
        let general = Asked {
            tempted: better,
            deterred: |p: usize, here: usize, t: usize| values[p][t] <= values[p][here],
            willing: better,
        };
        let strong = Asked {
            tempted: better,
            deterred: |p: usize, here: usize, t: usize| greatly(p, t, here),
            willing: better,
        };
        for concept in &SEQUENTIAL[1..] {
            let solution = solve_strength(&graph, &strengths, *concept, &context).unwrap();
            agrees(&solution.general, &arcs, states, &general);
            agrees(&solution.strong, &arcs, states, &strong);
            for &mover in graph.movers() {
                let (all, part) = (&solution.general, &solution.strong);
                let (all, part) = (all.stable(mover).unwrap(), part.stable(mover).unwrap());
                assert!(part.is_subset(all));
                let rest = solution.weak(mover).unwrap();
                assert_eq!(rest.len() + part.len(), all.len());
                weak += rest.len();
            }
            assert!(solution.weak_equilibria().is_subset(solution.general.equilibria()));
        }
        // Where every difference is great, only equal outcomes tell the two apart.
        let all_great: Vec<Strength> =
            values.iter().map(|v| Strength::by_levels(Ranking::from_values(v), 1)).collect();
        assert!(all_great.iter().all(|s| {
            (0..states).all(|a| (0..states).all(|b| s.greatly(a, b) == s.ranking().improves(a, b)))
        }));
    }
    assert!(weak > 5000, "{weak}");
}

#[test]
fn unknown_preference() {
    let mut random = Random(52);
    let context = Context::default();
    for _ in 0..1500 {
        let (graph, arcs) = random_graph(&mut random);
        let states = graph.states();
        let answers = [Compared::Better, Compared::Worse, Compared::Equal, Compared::Unknown];
        let tables: Vec<Vec<Compared>> = arcs
            .iter()
            .map(|_| {
                let mut table = vec![Compared::Equal; states * states];
                for a in 0..states {
                    for b in 0..a {
                        let answer = answers[random.below(4)];
                        table[a * states + b] = answer;
                        table[b * states + a] = answer.reversed();
                    }
                }
                table
            })
            .collect();
        let known: Vec<Uncertain> = tables
            .iter()
            .map(|t| Uncertain::from_fn(states, |a, b| t[a * states + b]).unwrap())
            .collect();
        let is = |p: usize, here: usize, there: usize, what: Compared| {
            tables[p][here * states + there] == what
        };
        for concept in SEQUENTIAL {
            let [a, b, c, d] = Extension::ALL.map(|extension| {
                let taken = UnderUncertainty { preferences: &known, extension };
                let solution = solve_graph(&graph, &taken, concept, &context).unwrap();
                let moves_on_unknown = matches!(extension, Extension::A | Extension::C);
                let deterred_by_unknown = matches!(extension, Extension::C | Extension::D);
                let plain = Asked {
                    tempted: |p, here, t| {
                        is(p, here, t, Compared::Better)
                            || moves_on_unknown && is(p, here, t, Compared::Unknown)
                    },
                    deterred: |p, here, t| {
                        is(p, here, t, Compared::Equal)
                            || is(p, here, t, Compared::Worse)
                            || deterred_by_unknown && is(p, here, t, Compared::Unknown)
                    },
                    willing: |p, here, t| {
                        is(p, here, t, Compared::Better) || is(p, here, t, Compared::Unknown)
                    },
                };
                agrees(&solution, &arcs, states, &plain);
                solution
            });
            for &mover in graph.movers() {
                let [a, b, c, d] = [&a, &b, &c, &d].map(|s| s.stable(mover).unwrap());
                assert!(a.is_subset(b) && a.is_subset(c) && b.is_subset(d) && c.is_subset(d));
            }
        }
    }
}

#[test]
fn fuzzy_preference() {
    let mut random = Random(53);
    let context = Context::default();
    for _ in 0..2000 {
        let (graph, arcs) = random_graph(&mut random);
        let states = graph.states();
        let parties: Vec<(Vec<u16>, u16)> = arcs
            .iter()
            .map(|_| {
                let mut table = vec![500; states * states];
                for a in 0..states {
                    for b in 0..a {
                        let degree = u16::try_from(100 * random.below(11)).unwrap();
                        table[a * states + b] = degree;
                        table[b * states + a] = 1000 - degree;
                    }
                }
                (table, u16::try_from(100 * (1 + random.below(10))).unwrap())
            })
            .collect();
        let fuzzy: Vec<Fuzzy> = parties
            .iter()
            .map(|(t, gamma)| Fuzzy::from_fn(states, |a, b| t[a * states + b], *gamma).unwrap())
            .collect();
        let improves = |p: usize, here: usize, there: usize| {
            let (table, gamma) = &parties[p];
            let degree = |a: usize, b: usize| i32::from(table[a * states + b]);
            degree(there, here) - degree(here, there) >= i32::from(*gamma)
        };
        let plain = Asked {
            tempted: improves,
            deterred: |p, here, t| !improves(p, here, t),
            willing: improves,
        };
        for concept in SEQUENTIAL {
            let solution = solve_graph(&graph, &fuzzy[..], concept, &context).unwrap();
            agrees(&solution, &arcs, states, &plain);
        }
    }
}

/// Orders are the special case of each family, with joint options too.
#[test]
fn orders_are_a_special_case_of_everything() {
    let mut random = Random(54);
    let context = Context::default();
    for _ in 0..600 {
        let game = random_game(&mut random, JOINT);
        let graph = Graph::from_game(&game, &context).unwrap();
        let rankings = game.rankings();
        let known: Vec<Uncertain> =
            rankings.iter().map(|r| Uncertain::agreed(std::slice::from_ref(r)).unwrap()).collect();
        let threshold = u16::try_from(1 + random.below(1000)).unwrap();
        let fuzzy: Vec<Fuzzy> =
            rankings.iter().map(|r| Fuzzy::crisp(r, threshold).unwrap()).collect();
        let strengths: Vec<Strength> =
            rankings.iter().map(|r| Strength::by_levels(r.clone(), 2)).collect();
        for concept in SEQUENTIAL {
            let expected = solve_graph(&graph, rankings, concept, &context).unwrap();
            assert_eq!(solve_graph(&graph, &fuzzy[..], concept, &context).unwrap(), expected);
            assert_eq!(solve_graph(&graph, &strengths[..], concept, &context).unwrap(), expected);
            for extension in Extension::ALL {
                let taken = UnderUncertainty { preferences: &known, extension };
                assert_eq!(solve_graph(&graph, &taken, concept, &context).unwrap(), expected);
            }
        }
    }
}

#[test]
fn preferences_that_cannot_be() {
    let order = |values: &[i64]| Ranking::from_values(values);
    let tiers =
        |order: Ranking, tiers: &[i64]| Strength::by_tiers(order, &Ranking::from_values(tiers));
    assert_eq!(
        tiers(order(&[0, 1]), &[1, 0]),
        Err(StrengthError::Disagree { higher: 0, lower: 1 })
    );
    assert_eq!(
        tiers(order(&[5, 5]), &[1, 0]),
        Err(StrengthError::Disagree { higher: 0, lower: 1 })
    );
    assert_eq!(tiers(order(&[0]), &[1, 0]), Err(StrengthError::Length { ranked: 1, tiered: 2 }));
    assert!(!Strength::by_levels(order(&[0, 1]), 0).greatly(9, 0));

    let all = |answer| Uncertain::from_fn(2, move |_, _| answer);
    let contradiction = |here, there| Err(UncertainError::Contradiction { here, there });
    assert_eq!(all(Compared::Better), contradiction(0, 0));
    let one_sided = |a, b| if a < b { Compared::Better } else { Compared::Equal };
    assert_eq!(Uncertain::from_fn(2, one_sided), contradiction(1, 0));
    assert_eq!(Uncertain::from_fn(1 << 20, one_sided), Err(UncertainError::TooMany(1 << 20)));
    assert_eq!(Uncertain::agreed(&[]), Err(UncertainError::NoOrder));
    assert_eq!(
        Uncertain::agreed(&[order(&[0]), order(&[0, 1])]),
        Err(UncertainError::Length { first: 1, other: 2 })
    );
    assert_eq!(all(Compared::Unknown), contradiction(0, 0));

    let fuzzy = |degree, threshold| Fuzzy::from_fn(2, move |_, _| degree, threshold);
    assert_eq!(fuzzy(500, 0), Err(FuzzyError::Threshold(0)));
    assert_eq!(fuzzy(500, 1001), Err(FuzzyError::Threshold(1001)));
    assert_eq!(fuzzy(501, 1), Err(FuzzyError::Degrees { one: 0, other: 0 }));
    let more = |a: usize, b: usize| if a < b { 1001 } else { 500 };
    assert_eq!(Fuzzy::from_fn(2, more, 1), Err(FuzzyError::Degrees { one: 0, other: 1 }));
    assert_eq!(fuzzy(500, 1).unwrap().relative_certainty(0, 7), 0);

    let graph = Graph::new(2, &[vec![(0, 1)]]).unwrap();
    let strengths = [Strength::by_levels(order(&[0, 1]), 1)];
    let context = Context::default();
    for concept in [Concept::Nash, Concept::Sim] {
        let refusal = solve_strength(&graph, &strengths, concept, &context).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::NotDefined);
    }
    let mut random = Random(0);
    let wrong = [random_ranking(&mut random, 3)];
    let refusal = solve_graph(&graph, &wrong[..], Concept::Nash, &context).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Mismatch);
}
