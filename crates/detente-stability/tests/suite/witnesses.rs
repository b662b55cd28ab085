//! Every verdict comes with a reason, and the reason holds.

use detente_stability::{
    Answered, Concept, Context, Mover, Step, Verdict, answers, check_verdict, solve, verdict,
};

use crate::models::{JOINT, Random, SINGLE, plain_game, random_game};
use crate::reference::Reference;

#[test]
fn verdicts_agree_with_the_solver_and_pass_the_checker() {
    let context = Context::default();
    let mut random = Random(7);
    let mut checked = 0;
    for number in 0..1200 {
        let game = random_game(&mut random, if number % 2 == 0 { SINGLE } else { JOINT });
        let reference = Reference::new(&game);
        for concept in Concept::ALL {
            let Ok(solution) = solve(&game, concept, &context) else {
                continue;
            };
            for (mover, stable) in solution.movers() {
                for state in 0..game.space().len() {
                    let verdict = verdict(&game, concept, mover, state, &context).unwrap();
                    assert_eq!(verdict.is_stable(), stable.contains(state), "{number} {concept}");
                    check_verdict(&game, concept, mover, state, &verdict).unwrap();
                    let listed = answers(&game, concept, mover, state, &context).unwrap();
                    assert_eq!(listed.iter().all(|(_, a)| a.is_some()), verdict.is_stable());
                    if let Verdict::Unstable { improvement, .. } = verdict {
                        let unanswered = listed.iter().filter(|(_, a)| a.is_none());
                        let first = mover.members().iter().next().unwrap();
                        let rank = |state: usize| game.rankings()[first].ranks()[state];
                        let best = unanswered.map(|(t, _)| rank(*t)).max();
                        assert_eq!(best, Some(rank(improvement)));
                    }
                    shortest(&reference, concept, mover, state, &verdict);
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, 304_140);
}

/// Checks that no answer is longer than it need be.
fn shortest(reference: &Reference, concept: Concept, mover: Mover, state: usize, found: &Verdict) {
    let Verdict::Stable { answered } = found else {
        return;
    };
    let improving = matches!(concept, Concept::Seq | Concept::SymSeq);
    for answer in answered.iter().filter(|_| concept != Concept::Sim) {
        let distances = reference.distances(mover.members(), answer.improvement, improving);
        let least = distances
            .iter()
            .enumerate()
            .filter(|(s2, _)| reference.is_answer(concept, mover, state, *s2))
            .filter_map(|(_, distance)| *distance)
            .min();
        assert_eq!(Some(answer.steps.len()), least, "{concept} {mover:?} {state}");
    }
}

#[test]
fn the_checker_rejects_false_reasons() {
    // Prisoner's dilemma: at mutual cooperation (3) each deters the other.
    let first = detente_stability::Ranking::from_values(&[1, 0, 3, 2]);
    let second = detente_stability::Ranking::from_values(&[1, 3, 0, 2]);
    let game = plain_game(2, &[0, 1], vec![first, second]);
    let mover = Mover::Party(0);
    let honest = verdict(&game, Concept::Seq, mover, 3, &Context::default()).unwrap();
    let answer = Answered {
        improvement: 2,
        steps: vec![Step { mover: Mover::Party(1), to: 0 }],
        outcome: 0,
    };
    assert_eq!(honest, Verdict::Stable { answered: vec![answer.clone()] });
    let rejects = |concept, verdict: &Verdict| {
        assert!(check_verdict(&game, concept, mover, 3, verdict).is_err(), "{concept} {verdict:?}");
    };
    rejects(Concept::Nash, &honest);
    rejects(Concept::Seq, &Verdict::Stable { answered: Vec::new() });
    rejects(Concept::Seq, &Verdict::Unstable { improvement: 2, considered: 2 });
    rejects(Concept::Seq, &Verdict::Unstable { improvement: 0, considered: 2 });
    let with = |change: &dyn Fn(&mut Answered)| {
        let mut answer = answer.clone();
        change(&mut answer);
        Verdict::Stable { answered: vec![answer] }
    };
    rejects(Concept::Seq, &with(&|a| a.steps.clear()));
    rejects(Concept::Seq, &with(&|a| a.outcome = 2));
    rejects(Concept::Seq, &with(&|a| a.steps[0].mover = Mover::Party(0)));
    rejects(Concept::Seq, &with(&|a| a.steps[0].to = 1));
    rejects(Concept::Seq, &with(&|a| a.steps[0].to = 99));
    assert!(check_verdict(&game, Concept::Seq, Mover::Party(5), 0, &honest).is_err());
    assert!(check_verdict(&game, Concept::Seq, mover, 9, &honest).is_err());
}
