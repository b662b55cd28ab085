//! Threats and promises on random small cases: against the moves and rankings, and against what the
//! solver says of the outcomes in which they are called.

mod random;

use detente_brief::{CONCEPTS, Carrying, Limits, carrying};
use detente_model::{Model, Threat};
use detente_stability::{Concept, Mover};
use random::{random_case, solved};

fn found(concept: Concept, result: &detente_brief::ReadingResult, threat: &Threat) -> Carrying {
    carrying(result, threat, concept, &Limits::default()).expect("small")
}

#[test]
fn a_threat_is_carried_out_where_its_maker_would_move() {
    let (mut called, mut carried, mut held, mut undone) = (0, 0, 0, 0);
    for seed in 1..=60 {
        let case = random_case(seed);
        for (party, option, taken) in
            [(0, 1, true), (1, 2, true), (2, 3, true), (2, 3, false), (0, 0, false)]
        {
            let leaves = case.model.options[option].leave == detente_model::Leave::Any;
            if option == 0 && !leaves {
                continue;
            }
            let mut parts = (*case.model).clone();
            let when = case.model.questions.first().map(|q| (q.source.clone(), q.formula.clone()));
            parts.threats.push(Threat {
                id: "t".into(),
                party,
                promise: false,
                does: vec![(option, taken)],
                when: when.filter(|_| seed % 3 > 0),
                text: "T".into(),
                support: detente_model::Support::default(),
            });
            let model = Model::new(parts).expect("a model");
            let threat = &model.threats[0];
            for result in &solved(&model).readings {
                let space = result.space();
                let ranks = result.game.rankings()[party].ranks();
                for (place, concept) in CONCEPTS.into_iter().enumerate() {
                    let found = found(concept, result, threat);
                    for index in 0..space.len() {
                        let state = space.state(index);
                        let to = space.index_of(if taken {
                            state | 1 << option
                        } else {
                            state & !(1 << option)
                        });
                        let is_called = threat.is_called(state) && to.is_some_and(|to| to != index);
                        // Direction may forbid it; otherwise being called needs nothing else.
                        assert!(is_called || !found.called.contains(&index));
                        let pays = to.is_some_and(|to| ranks[to] > ranks[index]);
                        if found.called.contains(&index) {
                            assert_eq!(found.pays.contains(&index), pays);
                        }
                    }
                    assert!(found.does.iter().all(|state| found.pays.contains(state)));
                    assert!(found.undone.iter().all(|state| found.done.contains(state)));
                    // Who would carry it out does not stay; who stays would not.
                    let stable =
                        result.solutions[place].stable(Mover::Party(party)).expect("a party");
                    let moving = found.does.iter().chain(&found.undone);
                    assert!(moving.clone().all(|&state| !stable.contains(state)), "seed {seed}");
                    if concept == Concept::Nash {
                        assert_eq!(found.does, found.pays);
                    }
                    called += found.called.len();
                    carried += found.does.len();
                    held += found.pays.len() - found.does.len();
                    undone += found.undone.len();
                }
                // What no reply at all undoes, no wanted reply does.
                let [nash, gmr, smr, seq, symseq] =
                    CONCEPTS.map(|concept| found(concept, result, threat).does);
                for (less, more) in
                    [(&gmr, &seq), (&gmr, &smr), (&seq, &symseq), (&smr, &symseq), (&symseq, &nash)]
                {
                    assert!(less.iter().all(|state| more.contains(state)), "seed {seed}");
                }
            }
        }
    }
    assert!(
        called > 1_000 && carried > 300 && held > 100 && undone > 100,
        "{called} {carried} {held} {undone}"
    );
}
