//! Ratification on random small cases: consents, rules, win-sets, who binds and what changed wishes
//! do, against the same worked out naively, state by state.

mod random;

use detente_brief::{
    Analysis, Binding, ReadingResult, WinSet, WishChange, agreements, common, win_set, wish_changes,
};
use detente_expr::{Formula, parse};
use detente_model::{
    Model, Parts, Preference, Ratification, Ratifier, Statement, Support, WeightList,
};
use detente_stability::Concept;
use random::{random_case, solved};

/// What a rule means: whether it passes with these answers.
type Meaning = fn(&[bool]) -> bool;

/// A member that always gives one answer.
type Always = Option<(usize, bool)>;

/// The win-set for some lists of wishes.
type WinSetOf<'a> = &'a dyn Fn(&[Vec<Statement>], Always) -> Vec<usize>;

/// The rules tried, each with its meaning for three members of weights 5, 2 and 4, the first two of
/// which form a group.
const RULES: [(&str, Meaning); 7] = [
    ("unanimity(ALL)", |yes| yes[0] && yes[1] && yes[2]),
    ("majority(ALL)", |yes| yes.iter().filter(|yes| **yes).count() > 1),
    ("any(home) and ally", |yes| (yes[0] || yes[1]) && yes[2]),
    ("2 * weight(seats) > total(seats)", |yes| {
        let weight = |place: usize, weight| if yes[place] { weight } else { 0 };
        2 * (weight(0, 5) + weight(1, 2) + weight(2, 4)) > 11
    }),
    ("atleast(2, left, right, ally)", |yes| yes.iter().filter(|yes| **yes).count() >= 2),
    ("chair(left) or no(ALL) < 2", |yes| yes[0] || (yes[1] && yes[2])),
    ("not ally", |yes| !yes[2]),
];

fn member(id: &str, group: Option<&str>, preference: &Preference) -> Ratifier {
    Ratifier {
        id: id.into(),
        name: id.into(),
        group: group.map(str::to_owned),
        preference: preference.clone(),
        support: Support::default(),
    }
}

/// A model whose party `party` needs the consent of three who want what the parties of the case want.
fn with_ratification(model: &Model, party: usize, rule: &str, instead: Option<u64>) -> Model {
    let mut parts: Parts = (**model).clone();
    let wishes = &model.preferences;
    parts.ratifications.push(Ratification {
        party,
        source: rule.into(),
        rule: parse(rule).0,
        members: vec![
            member("left", Some("home"), &wishes[0]),
            member("right", Some("home"), &wishes[1]),
            member("ally", None, &wishes[2]),
        ],
        chair: Some(0),
        weights: vec![WeightList { id: "seats".into(), weights: vec![5, 2, 4] }],
        instead,
        text: "T".into(),
        support: Support::default(),
    });
    Model::new(parts).expect("a model")
}

/// A state's truth values, wish by wish: the better state has the greater list.
fn values(preference: &[Statement], state: u64) -> Vec<bool> {
    preference.iter().map(|wish| wish.formula.eval(state)).collect()
}

fn passes(
    lists: &[Vec<Statement>],
    rule: Meaning,
    (state, instead): (u64, u64),
    always: Always,
) -> bool {
    let mut yes: Vec<bool> =
        lists.iter().map(|list| values(list, state) > values(list, instead)).collect();
    if let Some((member, answer)) = always {
        yes[member] = answer;
    }
    rule(&yes)
}

fn check(model: &Model, analysis: &Analysis, rule: Meaning, asked: Option<&Formula>) -> [usize; 4] {
    let needed = &model.ratifications[0];
    let instead = needed.instead.or(model.status_quo).expect("a state");
    let lists: Vec<Vec<Statement>> =
        needed.members.iter().map(|member| member.preference.statements().to_vec()).collect();
    let place = analysis.place(Concept::Seq).expect("computed");
    let mut seen = [0; 4];
    for result in &analysis.readings {
        let set = win_set(model, needed, result, place, asked);
        let space = result.space();
        let joint = |state: u64| {
            let mut options = model.options.iter().enumerate();
            options.any(|(at, option)| {
                option.owners.len() > 1
                    && option.owners.contains(&needed.party)
                    && state >> at & 1 == 1
            })
        };
        let owns = agreements(model, needed.party).is_some();
        let wanted: Vec<usize> = (0..space.len())
            .filter(|&at| match asked {
                Some(asked) => asked.eval(space.state(at)),
                None => !owns || joint(space.state(at)),
            })
            .collect();
        assert_eq!(set.asked, wanted);
        let with = |lists: &[Vec<Statement>], always: Always| -> Vec<usize> {
            let is_in = |at: &usize| passes(lists, rule, (space.state(*at), instead), always);
            wanted.iter().copied().filter(is_in).collect()
        };
        let now = with(&lists, None);
        assert_eq!(set.passing, now);
        for (member, binding) in set.members.iter().enumerate() {
            let consents = wanted.iter().filter(|&&at| {
                values(&lists[member], space.state(at)) > values(&lists[member], instead)
            });
            let expect = Binding {
                consents: consents.count(),
                if_always: with(&lists, Some((member, true))).len(),
                if_never: with(&lists, Some((member, false))).len(),
            };
            assert_eq!(*binding, expect);
            seen[0] += usize::from(binding.if_always > now.len());
        }
        let stable: Vec<usize> = result.solutions[place].equilibria().iter().collect();
        let holding: Vec<usize> = wanted.iter().copied().filter(|at| stable.contains(at)).collect();
        assert_eq!(set.holding, holding);
        let inside = set.holding_inside();
        assert!(holding.iter().all(|at| inside.contains(at) == now.contains(at)));
        seen[1] += inside.len();
        check_changes(needed, result, &set, &lists, &with, &mut seen);
    }
    seen
}

/// Every change that is listed has the effect that is told, and every other one none.
fn check_changes(
    needed: &Ratification,
    result: &ReadingResult,
    set: &WinSet,
    lists: &[Vec<Statement>],
    with: WinSetOf<'_>,
    seen: &mut [usize; 4],
) {
    let place = result.solutions.iter().position(|one| one.concept() == Concept::Seq);
    let stable = result.solutions[place.expect("computed")].equilibria();
    let all = wish_changes(needed);
    assert_eq!(all.len(), lists.iter().map(|list| 3 * list.len() - 1).sum::<usize>());
    assert_eq!(set.tried, Some(all.len()));
    for (member, change) in all {
        let mut changed = lists.to_vec();
        let list = &mut changed[member];
        match change {
            WishChange::Swap(first) => list.swap(first, first + 1),
            WishChange::Drop(place) => drop(list.remove(place)),
            WishChange::Reverse(place) => {
                list[place].formula = list[place].formula.clone().negated();
            }
        }
        let then = with(&changed, None);
        let gained: Vec<usize> =
            then.iter().copied().filter(|at| !set.passing.contains(at)).collect();
        let lost: Vec<usize> =
            set.passing.iter().copied().filter(|at| !then.contains(at)).collect();
        let told = set.effects.iter().find(|told| (told.member, told.change) == (member, change));
        let Some(told) = told else {
            assert_eq!((gained, lost), (Vec::new(), Vec::new()));
            continue;
        };
        assert_eq!((told.gained, told.lost), (gained.len(), lost.len()));
        let held = |list: Vec<usize>| -> Vec<usize> {
            list.into_iter().filter(|&at| stable.contains(at)).collect()
        };
        seen[2] += gained.len() + lost.len();
        seen[3] += told.entering.len() + told.leaving.len();
        assert_eq!((&told.entering, &told.leaving), (&held(gained), &held(lost)));
    }
}

#[test]
fn win_sets_and_what_they_hang_on_are_those_worked_out_state_by_state() {
    let mut seen = [0; 4];
    for seed in 1..=40_u64 {
        let case = random_case(seed);
        let wreck = Formula::option(3);
        for (number, (source, rule)) in RULES.into_iter().enumerate() {
            let party = (seed as usize + number) % 3;
            let instead = [None, Some(0), Some(0b1001)][(seed as usize + number) % 3];
            let model = with_ratification(&case.model, party, source, instead);
            let asked = (number % 2 == 0).then_some(&wreck);
            let found = check(&model, &solved(&model), rule, asked);
            seen.iter_mut().zip(found).for_each(|(seen, found)| *seen += found);
        }
    }
    assert!(seen.iter().all(|seen| *seen > 100), "{seen:?}");
}

#[test]
fn what_all_consent_to_is_in_every_win_set() {
    let mut agreed = 0;
    for seed in 1..=20 {
        let case = random_case(seed);
        let model = with_ratification(&case.model, 0, "majority(ALL)", None);
        let other = with_ratification(&case.model, 1, "any(home)", Some(0));
        let (first, second) = (solved(&model), solved(&other));
        for (one, two) in first.readings.iter().zip(&second.readings) {
            let one = win_set(&model, &model.ratifications[0], one, 0, None);
            let two = win_set(&other, &other.ratifications[0], two, 0, None);
            let both = common(&[&one, &two]);
            let inside = |at: &usize| two.passing.contains(at);
            let expect: Vec<usize> = one.passing.iter().copied().filter(inside).collect();
            assert_eq!(both, expect);
            agreed += both.len();
            assert_eq!(common(&[&one]), one.passing);
        }
    }
    assert!(agreed > 20, "{agreed}");
}

#[test]
fn a_ratification_that_does_not_fit_is_no_model() {
    let case = random_case(1);
    let good = with_ratification(&case.model, 0, "unanimity(ALL)", None);
    let broken = |change: &dyn Fn(&mut Parts)| {
        let mut parts: Parts = (*good).clone();
        change(&mut parts);
        Model::new(parts).is_err()
    };
    assert!(broken(&|parts| parts.ratifications[0].party = 9));
    assert!(broken(&|parts| parts.ratifications[0].members.clear()));
    assert!(broken(&|parts| parts.ratifications[0].chair = Some(3)));
    assert!(broken(&|parts| parts.ratifications[0].weights[0].weights.truncate(1)));
    assert!(broken(&|parts| {
        let again = parts.ratifications[0].clone();
        parts.ratifications.push(again);
    }));
}
