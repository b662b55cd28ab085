//! Answers, hinges and explanations against the definitions, on random small cases.

use detente_brief::{Answer, CONCEPTS, Change, Limits, Reach, findings, hinges, stories};
use detente_case::{MemoryWorld, load};
use detente_model::{Change as ReadingChange, Model};
use detente_stability::{Concept, check_verdict, solve};

mod random;

use random::{answers, list_in_force, random_case, solved};

#[test]
fn every_hinge_is_one_and_nothing_else_is() {
    let (mut changes, mut found) = (0, 0);
    for seed in 1..=60 {
        let case = random_case(seed);
        let analysis = solved(&case.model);
        let all = hinges(&case.model, &analysis, Reach::Smallest, &Limits::default())
            .expect("small cases are solved");
        // Every change of a wish is made in the model itself, which is then solved from scratch.
        for (index, result) in analysis.readings.iter().enumerate() {
            for party in 0..3 {
                let count = result.assumptions.preferences[party].statements().len();
                for kind in 0..3 {
                    for place in 0..if kind == 0 { count - 1 } else { count } {
                        let mut parts = (*case.model).clone();
                        let list = list_in_force(&mut parts, &result.choice, party)
                            .statements_mut()
                            .expect("wishes");
                        match kind {
                            0 => list.swap(place, place + 1),
                            1 => drop(list.remove(place)),
                            _ => list[place].formula = list[place].formula.clone().negated(),
                        }
                        let after = answers(&Model::new(parts).expect("still a model"), index);
                        let told = all.hinges.iter().any(|hinge| {
                            let same = match hinge.change {
                                Change::Swap { party: p, first, .. } => {
                                    kind == 0 && p == party && first == place
                                }
                                Change::Drop { party: p, place: at, .. } => {
                                    kind == 1 && p == party && at == place
                                }
                                Change::Reverse { party: p, place: at, .. } => {
                                    kind == 2 && p == party && at == place
                                }
                                _ => false,
                            };
                            same && hinge.effects.iter().any(|effect| effect.reading == index)
                        });
                        assert_eq!(
                            told,
                            after != result.answers,
                            "seed {seed}, party {party}, kind {kind}, place {place}"
                        );
                        changes += 1;
                        found += usize::from(told);
                    }
                }
            }
        }
    }
    let (mut allowed, mut moved) = (0, 0);
    for seed in 1..=60 {
        let case = random_case(seed);
        let analysis = solved(&case.model);
        let all = hinges(&case.model, &analysis, Reach::Smallest, &Limits::default())
            .expect("small cases are solved");
        for rule in 0..case.model.impossible.len() {
            let mut parts = (*case.model).clone();
            parts.impossible.remove(rule);
            let without = Model::new(parts).expect("still a model");
            for (index, result) in analysis.readings.iter().enumerate() {
                let hinge = all.hinges.iter().find(|hinge| hinge.change == Change::Allow { rule });
                let told = hinge.is_some_and(|hinge| {
                    hinge.effects.iter().any(|effect| effect.reading == index)
                });
                assert_eq!(
                    told,
                    answers(&without, index) != result.answers,
                    "seed {seed}, rule {rule}"
                );
                allowed += 1;
                moved += usize::from(told);
            }
        }
    }
    assert!(allowed > 20 && moved > 3, "{allowed} rules, {moved} that matter");
    assert!(
        changes > 1_500 && found > 150,
        "{changes} changes, {found} hinges: too few to mean much"
    );
}

#[test]
fn every_explanation_rests_on_a_checked_verdict() {
    let mut told = 0;
    for seed in 100..=130 {
        let case = random_case(seed);
        let analysis = solved(&case.model);
        for result in &analysis.readings {
            for concept in CONCEPTS {
                for state in 0..result.space().len() {
                    for story in
                        stories(&case.model, result, concept, None, state, &Limits::default())
                            .expect("a story")
                    {
                        check_verdict(&result.game, concept, story.mover, state, &story.verdict)
                            .expect("a sound verdict");
                        assert!(!story.lines.is_empty());
                        told += 1;
                    }
                }
            }
        }
    }
    assert!(told > 5_000, "{told}");
}

#[test]
fn answers_are_those_of_the_equilibria() {
    for seed in 200..=240 {
        let case = random_case(seed);
        for result in &solved(&case.model).readings {
            for (question, answers) in case.model.questions.iter().zip(&result.answers) {
                for (concept, answer) in CONCEPTS.iter().zip(answers) {
                    let solution =
                        solve(&result.game, *concept, &detente_stability::Context::default())
                            .expect("solved");
                    let held: Vec<bool> = solution
                        .equilibria()
                        .iter()
                        .map(|index| question.formula.eval(result.space().state(index)))
                        .collect();
                    let expected = match (held.contains(&true), held.contains(&false)) {
                        (true, false) => Answer::InEvery,
                        (true, true) => Answer::InSome,
                        (false, true) => Answer::InNone,
                        (false, false) => Answer::NothingStable,
                    };
                    assert_eq!(*answer, expected);
                }
            }
        }
    }
}

#[test]
fn one_arena_serves_readings_that_change_only_wishes() {
    let case = (1..50)
        .map(random_case)
        .find(|case| !case.model.matters.is_empty())
        .expect("a case with readings");
    let analysis = solved(&case.model);
    assert_eq!((analysis.readings.len(), analysis.arenas.len()), (2, 1));
    let spaces: Vec<*const detente_stability::StateSpace> =
        analysis.readings.iter().map(|result| std::ptr::from_ref(result.space())).collect();
    assert_eq!(spaces[0], spaces[1], "one list of states in memory");
}

#[test]
fn an_answer_that_was_put_in_is_called_so() {
    let text = |b: &str| {
        format!(
            "schema = 1\ncase = {{ title = \"T\", question = \"Q?\" }}\nparties = {{ a = \"Anna\", b = \"Ben\" }}\n\
             [options]\nsign = {{ by = [\"a\", \"b\"], text = \"sign\" }}\npay = {{ by = \"b\", text = \"pay\" }}\n\
             [preferences]\na = [\"sign\", \"pay\"]\nb = [{b}]\n[questions]\nq = \"sign\"\n"
        )
    };
    let outright = |b: &str| {
        let case =
            load(&MemoryWorld::new().with("case.toml", text(b).as_str())).case.expect("a case");
        let found = findings(&case, &Limits::default()).expect("found");
        (found.questions[0].uniform(), found.questions[0].outright.clone())
    };
    // Both want to sign, and say so: nothing was discovered.
    let (answer, said) = outright("\"sign\", \"not pay\"");
    assert_eq!(answer, Some(Answer::InEvery));
    assert_eq!((said.statements.as_slice(), said.decisive), (&[(0, 0), (1, 0)][..], true));
    // Only Anna says it outright; Ben wants more than the signature.
    let (answer, said) = outright("\"not pay\", \"sign and not pay\"");
    assert_eq!(answer, Some(Answer::InEvery));
    assert_eq!((said.statements.as_slice(), said.decisive), (&[(0, 0)][..], true));
    // An open answer is said by nobody.
    let (answer, said) = outright("\"sign iff not pay\", \"not pay\"");
    assert_eq!((answer, said), (Some(Answer::InSome), detente_brief::Outright::default()));
}

#[test]
fn signing_as_two_options_would_leave_nobody_signing() {
    let analyse_text = |options: &str, signed: &str| {
        let text = format!(
            "schema = 1\ncase = {{ title = \"T\", question = \"Q?\" }}\nparties = {{ a = \"Anna\", b = \"Ben\" }}\n\
             [options]\n{options}[preferences]\na = [\"{signed}\"]\nb = [\"{signed}\"]\n[questions]\nq = \"{signed}\"\n"
        );
        let case = load(&MemoryWorld::new().with("case.toml", text.as_str())).case.expect("a case");
        let analysis = solved(&case.model);
        let nash = analysis.place(Concept::Nash).expect("nash");
        analysis.base().answers[0][nash]
    };
    let two = "sa = { by = \"a\", text = \"sign\" }\nsb = { by = \"b\", text = \"sign\" }\n";
    assert_eq!(analyse_text(two, "sa and sb"), Answer::InSome);
    let joint = "s = { by = [\"a\", \"b\"], text = \"sign\" }\n";
    assert_eq!(analyse_text(joint, "s"), Answer::InEvery);
}

#[test]
fn order_of_declaration_changes_no_answer() {
    for seed in 300..=330 {
        let case = random_case(seed);
        let mut parts = (*case.model).clone();
        // Parties in reverse order: every index that names one turns round with them.
        let last = parts.parties.len() - 1;
        parts.parties.reverse();
        parts.preferences.reverse();
        for option in &mut parts.options {
            option.owners.iter_mut().for_each(|owner| *owner = last - *owner);
        }
        for reading in parts.matters.iter_mut().flat_map(|matter| &mut matter.readings) {
            for change in &mut reading.changes {
                if let ReadingChange::Preference(owner, _) = change {
                    *owner = last - *owner;
                }
            }
        }
        let reversed = Model::new(parts).expect("a model");
        for reading in 0..case.model.combinations() {
            assert_eq!(answers(&case.model, reading), answers(&reversed, reading), "seed {seed}");
        }
    }
}
