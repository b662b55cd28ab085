//! Every change of an assumption against the model changed by hand and solved from scratch; breakdown
//! numbers against trying every pair; questions to ask against what they promise.

mod random;

use detente_brief::{
    Answer, CONCEPTS, Change, Fewest, HingeReport, Limits, Origin, Reach, Robust, analyse,
    ask_next, breakdowns, changes, hinges,
};
use detente_case::Case;
use detente_expr::Formula;
use detente_model::{Model, Moves, Parts, Rule, Statement, Support};
use random::{list_in_force, random_case, solved};
use std::collections::BTreeSet;

/// The answers, if there are any.
fn answers(parts: Parts, choice: &[usize]) -> Option<Vec<Vec<Answer>>> {
    let model = Model::new(parts).ok()?;
    let analysis = analyse(&model, &CONCEPTS, &Limits::default()).ok()?;
    analysis.readings.iter().find(|r| r.choice == choice).map(|r| r.answers.clone())
}

/// Makes a change in the model itself, in another way than the program does. The list of a party's
/// wishes is numbered beforehand, so that a second change finds its places.
fn make(
    parts: &mut Parts,
    choice: &mut [usize],
    change: Change,
    places: &mut Vec<(usize, Vec<usize>)>,
) -> Option<()> {
    match change {
        Change::Switch { matter, reading } => {
            if choice[matter] != 0 {
                return None;
            }
            choice[matter] = reading;
        }
        Change::Allow { rule } => {
            let source = parts.impossible.get(rule)?.source.clone();
            parts.impossible[rule].formula = Formula::all(std::iter::empty()).negated();
            parts.impossible[rule].source = format!("never: {source}");
        }
        Change::Forbid { option } => parts.impossible.push(Rule {
            source: "barred".into(),
            formula: Formula::option(option),
            support: Support::default(),
        }),
        Change::OneWay { option } => {
            if parts.options[option].moves != Moves::Both {
                return None;
            }
            parts.options[option].moves = Moves::Once;
        }
        Change::Alone { option, party } => {
            if parts.options[option].owners.len() < 2 {
                return None;
            }
            parts.options[option].owners = vec![party];
        }
        Change::Adopt { .. } => return None,
        Change::Swap { party, origin, .. }
        | Change::Move { party, origin, .. }
        | Change::Drop { party, origin, .. }
        | Change::Reverse { party, origin, .. } => {
            let own = parts.matters.iter().zip(choice.iter()).enumerate().find(|(_, (m, r))| {
                m.readings[**r]
                    .changes
                    .iter()
                    .any(|c| matches!(c, detente_model::Change::Preference(p, _) if *p == party))
            });
            let own = own.map_or(Origin::Base, |(matter, (_, r))| Origin::Reading(matter, *r));
            if own != origin {
                return None;
            }
            let list: &mut Vec<Statement> = list_in_force(parts, choice, party).statements_mut()?;
            if !places.iter().any(|(p, _)| *p == party) {
                places.push((party, (0..list.len()).collect()));
            }
            let (_, at) = places.iter_mut().find(|(p, _)| *p == party)?;
            let find = |at: &[usize], place: usize| at.iter().position(|old| *old == place);
            match change {
                Change::Swap { first, .. } => {
                    let (one, two) = (find(at, first)?, find(at, first + 1)?);
                    let (from, to) = (one, two);
                    let (old, item) = (at.remove(from), list.remove(from));
                    let to = to.min(list.len());
                    at.insert(to, old);
                    list.insert(to, item);
                }
                Change::Move { from, to, .. } => {
                    let (from, to) = (find(at, from)?, find(at, to)?);
                    let (old, item) = (at.remove(from), list.remove(from));
                    let to = to.min(list.len());
                    at.insert(to, old);
                    list.insert(to, item);
                }
                Change::Drop { place, .. } => {
                    let place = find(at, place)?;
                    at.remove(place);
                    list.remove(place);
                }
                Change::Reverse { place, .. } => {
                    let place = find(at, place)?;
                    list[place].formula = list[place].formula.clone().negated();
                }
                _ => unreachable!("changes of lists"),
            }
        }
    }
    Some(())
}

fn after(case: &Case, choice: &[usize], made: &[Change]) -> Option<Vec<Vec<Answer>>> {
    let mut parts: Parts = (*case.model).clone();
    let (mut choice, mut places) = (choice.to_vec(), Vec::new());
    for change in made {
        make(&mut parts, &mut choice, *change, &mut places)?;
    }
    answers(parts, &choice)
}

#[test]
fn every_single_change_does_what_it_says() {
    let (mut compared, mut moved) = (0, BTreeSet::new());
    for seed in 1..=40 {
        let case = random_case(seed);
        let analysis = solved(&case.model);
        let found =
            hinges(&case.model, &analysis, Reach::Every, &Limits::default()).expect("solved");
        let all = changes(&case.model, &analysis, Reach::Every);
        assert_eq!((found.tried, found.all), (all.len(), all.len()));
        for change in all {
            let hinge = found.hinges.iter().find(|hinge| hinge.change == change);
            for (index, result) in analysis.readings.iter().enumerate() {
                let expected = after(&case, &result.choice, &[change])
                    .is_some_and(|after| after != result.answers);
                let told = hinge.is_some_and(|h| h.effects.iter().any(|e| e.reading == index));
                assert_eq!(told, expected, "seed {seed}, reading {index}: {change:?}");
                compared += 1;
                if told {
                    moved.insert(format!("{change:?}").split(' ').next().map(str::to_owned));
                }
            }
        }
    }
    assert!(compared > 2_000, "{compared}");
    // Each kind of change changes something somewhere, or it is not tested here.
    assert!(moved.len() >= 8, "{moved:?}");
}

#[test]
fn two_changes_are_needed_exactly_where_no_single_one_and_some_pair_does() {
    let (mut twos, mut more) = (0, 0);
    for seed in 1..=24 {
        let case = random_case(seed);
        let analysis = solved(&case.model);
        let reach = Reach::Smallest;
        let found = hinges(&case.model, &analysis, reach, &Limits::default()).expect("solved");
        let all = changes(&case.model, &analysis, reach);
        for concept in [0, 3] {
            let counted = breakdowns(
                &case.model,
                &analysis,
                &found,
                concept,
                (reach, usize::MAX),
                &Limits::default(),
            )
            .expect("solved");
            assert!(!counted.partial);
            assert_eq!(counted.found.len(), analysis.readings.len() * case.model.questions.len());
            for one in &counted.found {
                let result = &analysis.readings[one.reading];
                let overturns = |made: &[Change]| {
                    after(&case, &result.choice, made)
                        .is_some_and(|after| after[one.question][concept] != one.answer)
                };
                assert_eq!(result.answers[one.question][concept], one.answer);
                let single = all.iter().any(|&change| overturns(&[change]));
                assert_eq!(single, one.fewest == Fewest::Exactly(1), "seed {seed}");
                if !one.changes.is_empty() {
                    assert!(overturns(&one.changes), "seed {seed}: {:?}", one.changes);
                }
                if single {
                    continue;
                }
                let pair = (0..all.len())
                    .flat_map(|i| (i + 1..all.len()).map(move |j| (i, j)))
                    .any(|(i, j)| overturns(&[all[i], all[j]]));
                assert_eq!(pair, one.fewest == Fewest::Exactly(2), "seed {seed}");
                twos += usize::from(pair);
                more += usize::from(!pair);
            }
        }
    }
    assert!(twos > 10 && more > 0, "{twos} by two, {more} by more");
}

#[test]
fn a_limit_on_pairs_is_kept_and_said() {
    let case = random_case(3);
    let analysis = solved(&case.model);
    let limits = Limits::default();
    let found = hinges(&case.model, &analysis, Reach::Smallest, &limits).expect("solved");
    let most = |pairs: usize| {
        let reach = (Reach::Smallest, pairs);
        (0..CONCEPTS.len())
            .map(|concept| {
                breakdowns(&case.model, &analysis, &found, concept, reach, &limits).expect("solved")
            })
            .find(|counted| counted.pairs > 20)
    };
    let cut = most(5).expect("something to try");
    assert!(cut.partial && cut.tried <= 5);
    assert!(cut.found.iter().any(|one| matches!(one.fewest, Fewest::AtLeast(2, _))));
    assert!(!most(usize::MAX).expect("the same").partial);
}

#[test]
fn what_is_asked_next_settles_what_it_says() {
    let mut asked = 0;
    for seed in 1..=40 {
        let case = random_case(seed);
        let analysis = solved(&case.model);
        let found =
            hinges(&case.model, &analysis, Reach::Every, &Limits::default()).expect("solved");
        for concept in 0..CONCEPTS.len() {
            let robust = Robust { scopes: Vec::new(), seed: 1 };
            let report = HingeReport {
                case: &case,
                analysis: &analysis,
                hinges: &found,
                reach: Reach::Every,
                only: None,
                concept,
                breakdowns: None,
                robust: &robust,
            };
            let list = ask_next(report, 5);
            let mut fresh = BTreeSet::new();
            for ask in &list {
                assert!(ask.fresh > 0 && ask.answers >= ask.fresh);
                assert!(ask.text.ends_with('?'), "{}", ask.text);
                for (change, effects) in &ask.branches {
                    let hinge = found.hinges.iter().find(|hinge| hinge.change == *change);
                    let hinge = hinge.expect("a change that was tried");
                    assert!(
                        effects.iter().all(|e| e.concept == concept && hinge.effects.contains(e))
                    );
                    fresh.extend(effects.iter().map(|e| (e.reading, e.question)));
                }
                asked += 1;
            }
            // Whatever single changes overturn is asked about before there is nothing left to ask.
            if list.len() < 5 {
                let all =
                    found.hinges.iter().filter(|h| !matches!(h.change, Change::Switch { .. }));
                let all = all.flat_map(|h| &h.effects).filter(|e| e.concept == concept);
                let disputed = list.iter().any(|ask| ask.branches.is_empty());
                assert!(
                    disputed || all.clone().all(|e| fresh.contains(&(e.reading, e.question))),
                    "seed {seed}"
                );
            }
        }
    }
    assert!(asked > 200, "{asked}");
}
