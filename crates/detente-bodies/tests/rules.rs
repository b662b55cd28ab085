//! Compiled rules against the plain evaluator of `detente-expr`, and rules read on three votes.

use detente_bodies::{Body, BodyError, Context, Question, Rule, Tiers, Vote, power};
use detente_expr::vote::{Ballot, passes};
use detente_expr::{Expr, FaultKind, parse};
use proptest::prelude::*;

fn text(text: &str) -> Expr {
    let (expr, faults) = parse(text);
    assert_eq!(faults, [], "{text}");
    expr
}

fn body() -> Body {
    Body::new(["a", "b", "c", "d"])
        .and_then(|body| body.with_group("left", &["a", "b"]))
        .and_then(|body| body.with_group("right", &["c", "d"]))
        .and_then(|body| body.with_group("empty", &[]))
        .and_then(|body| body.with_weights("share", &[5, 2, 0, 4]))
        .and_then(|body| body.with_chair("b"))
        .expect("a body")
}

fn rule(of: &str) -> Rule {
    Rule::compile(&text(of), &body()).unwrap_or_else(|faults| panic!("{of}: {faults:?}"))
}

/// The yes-sets that pass, as masks.
#[track_caller]
fn check(of: &str, expect: &[u64]) {
    let rule = rule(of);
    let passing: Vec<u64> = (0..16).filter(|mask| rule.passes_mask(*mask)).collect();
    assert_eq!(passing, expect, "{of}");
}

fn arb_number() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (-3_i64..8).prop_map(|value| if value < 0 {
            format!("(0 - {})", -value)
        } else {
            value.to_string()
        }),
        (0_usize..4, 0_usize..4).prop_map(|(function, group)| {
            let function = ["yes", "no", "abstain", "size"][function];
            format!("{function}({})", ["ALL", "left", "right", "empty"][group])
        }),
        Just("weight(share)".to_owned()),
        Just("total(share)".to_owned()),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), 0_usize..3, inner)
            .prop_map(|(left, op, right)| format!("({left} {} {right})", ["+", "-", "*"][op]))
    })
}

fn arb_rule() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0_usize..4).prop_map(|member| ["a", "b", "c", "d"][member].to_owned()),
        (0_usize..4, 0_usize..4).prop_map(|(function, group)| {
            let function = ["all", "any", "majority", "unanimity"][function];
            format!("{function}({})", ["ALL", "left", "right", "empty"][group])
        }),
        (0_usize..4).prop_map(|member| format!("chair({})", ["a", "b", "c", "d"][member])),
        (arb_number(), 0_usize..6, arb_number()).prop_map(|(left, op, right)| {
            format!("{left} {} {right}", ["==", "!=", "<", "<=", ">", ">="][op])
        }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| format!("not ({inner})")),
            (inner.clone(), 0_usize..4, inner.clone()).prop_map(|(left, op, right)| {
                format!("(({left}) {} ({right}))", ["and", "or", "if", "iff"][op])
            }),
            (arb_number(), proptest::collection::vec(inner, 1..4))
                .prop_map(|(least, items)| format!("atleast({least}, {})", items.join(", "))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn compiled_rules_agree_with_the_plain_evaluator(of in arb_rule()) {
        let expr = text(&of);
        let rule = rule(&of);
        for mask in 0_u64..16 {
            let yes = |place: u32| mask >> place & 1 == 1;
            let expect = plainly(&expr, mask, None);
            prop_assert_eq!(rule.passes_mask(mask), expect, "{} at {:04b}", of, mask);
            let votes: Vec<Vote> =
                (0..4).map(|place| if yes(place) { Vote::Yes } else { Vote::No }).collect();
            prop_assert_eq!(rule.passes(&votes), expect, "{} at {:04b}", of, mask);
        }
    }
}

/// The plain evaluator over the four members of `body()`, with the votes turned round or not.
fn plainly(expr: &Expr, mask: u64, tier: Option<bool>) -> bool {
    let yes = |place: u32| mask >> place & 1 == 1;
    let ballot = Ballot {
        members: vec![("a", yes(0)), ("b", yes(1)), ("c", yes(2)), ("d", yes(3))],
        groups: vec![("left", vec![0, 1]), ("right", vec![2, 3]), ("empty", vec![])],
        weights: vec![("share", &[5, 2, 0, 4])],
        chair: Some(1),
        bodies: tier.map(|acts| ("tier", acts)).into_iter().collect(),
    };
    passes(expr, &ballot)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_happens_of_itself_and_on_request_is_the_rule_of_those_against(
        inner in arb_rule(),
        outer in arb_rule(),
        defaults in any::<(bool, bool)>(),
        asks in any::<(bool, bool)>(),
    ) {
        let outer = format!("({outer}) and tier or (a iff tier)");
        let (inner, outer) = (text(&inner), text(&outer));
        let question = |rule: &Expr, default: bool, asks: bool, who: &str| {
            let question = Question::new(rule.clone());
            let question = if default { question.by_default() } else { question };
            if asks { question.at_request_of(who) } else { question }
        };
        let tiers = Tiers::new()
            .with_question("tier", body(), question(&inner, defaults.0, asks.0, "b"))
            .unwrap();
        let question = question(&outer, defaults.1, asks.1, "d");
        let rule = Rule::compile_question(&question, &body(), &tiers).unwrap();
        let decides = |expr: &Expr, mask: u64, default: bool, tier: Option<bool>| {
            let mask = if default { !mask & 15 } else { mask };
            plainly(expr, mask, tier.map(|acts| acts != default)) != default
        };
        for mask in 0_u64..16 {
            let tier = decides(&inner, mask, defaults.0, None) || (asks.0 && mask >> 1 & 1 == 1);
            let expect =
                decides(&outer, mask, defaults.1, Some(tier)) || (asks.1 && mask >> 3 & 1 == 1);
            prop_assert_eq!(rule.passes_mask(mask), expect, "at {:04b}", mask);
        }
    }
}

#[test]
fn a_rule_of_those_against_shows_that_it_is_monotone() {
    let against = Question::new(text("majority(ALL) and any(left) and weight(share) >= 6"));
    let rule = Rule::compile_question(&against.by_default(), &body(), &Tiers::new()).unwrap();
    let found = power(&rule, &Context { max_table: 0, ..Context::default() }).unwrap();
    let winning = (0..16).filter(|mask| rule.passes_mask(*mask)).count();
    assert_eq!(found.winning, Some(winning.into()));
}

#[test]
fn a_request_of_a_stranger_is_a_fault() {
    let asked = Question::new(text("all(ALL)")).at_request_of("nobody");
    let faults = Rule::compile_question(&asked, &body(), &Tiers::new()).unwrap_err();
    assert!(faults[0].fault.message.contains("`nobody`"), "{faults:?}");
    let tier = Tiers::new().with_question("tier", body(), asked);
    assert_eq!(tier, Err(BodyError::NoSuchMember("nobody".into())));
}

#[test]
fn a_group_may_bear_the_name_of_its_member() {
    let body = Body::new(["a", "neutral"]).unwrap().with_group("neutral", &["neutral"]).unwrap();
    let rule = Rule::compile(&text("all(neutral)"), &body).unwrap();
    assert!(rule.passes_mask(0b10) && !rule.passes_mask(0b01));
    assert!(Rule::compile(&text("a and neutral"), &body).is_err(), "the name means the group");
}

#[test]
fn a_casting_vote_decides_a_tie() {
    let expect = &[3, 6, 7, 10, 11, 13, 14, 15];
    check("2*yes(ALL) > size(ALL) or (2*yes(ALL) == size(ALL) and chair(b))", expect);
    check("2*yes(ALL) >= size(ALL) and (2*yes(ALL) > size(ALL) or chair(b))", expect);
    check("majority(ALL) and chair(a)", &[]);
}

#[test]
fn abstention_is_neither_yes_nor_no() {
    let rule = rule("yes(ALL) >= 2 and no(left) == 0 and abstain(right) < 2");
    let votes = |text: &str| -> Vec<Vote> {
        let vote = |sign| match sign {
            'y' => Vote::Yes,
            'n' => Vote::No,
            _ => Vote::Abstain,
        };
        text.chars().map(vote).collect()
    };
    assert!(rule.passes(&votes("yayn")));
    assert!(!rule.passes(&votes("yyaa")));
    assert!(rule.passes(&votes("yyan")));
    assert!(!rule.passes(&votes("yna?")));
    assert!(!rule.passes(&votes("aayn")));
}

#[test]
fn further_bodies_share_voters_by_name_and_nest() {
    let tiers = Tiers::new()
        .with("inner", Body::new(["x", "a"]).unwrap(), text("all(ALL)"))
        .and_then(|t| {
            t.with("outer", Body::new(["y", "z", "x"]).unwrap(), text("yes(ALL) >= 2 and inner"))
        })
        .unwrap();
    let rule = Rule::compile_with(&text("majority(ALL) and outer"), &body(), &tiers).unwrap();
    assert_eq!(rule.voters(), ["a", "b", "c", "d", "y", "z", "x"]);
    assert_eq!(rule.members(), 4);
    let reference = |mask: u64| {
        let yes = |place: u32| mask >> place & 1 == 1;
        (mask & 15).count_ones() >= 3 && (mask >> 4).count_ones() >= 2 && yes(6) && yes(0)
    };
    for mask in 0..128 {
        assert_eq!(rule.passes_mask(mask), reference(mask), "{mask:07b}");
    }
}

#[track_caller]
fn check_fault(of: &str, tiers: &Tiers, expect: &[(Option<&str>, FaultKind, &str)]) {
    let faults = Rule::compile_with(&text(of), &body(), tiers).expect_err("faults");
    let found: Vec<(Option<&str>, FaultKind, &str)> = faults
        .iter()
        .map(|found| {
            let source = match found.tier.as_deref() {
                None => of,
                Some("p") => "q and x",
                Some("q") => "x or p",
                Some(_) => "nobody",
            };
            (found.tier.as_deref(), found.fault.kind, &source[found.fault.span.clone()])
        })
        .collect();
    assert_eq!(found, expect);
}

#[test]
fn faults_say_in_which_rule_and_where() {
    use FaultKind::{TooDeep, UnknownName};
    let one = || Body::new(["x"]).unwrap();
    let circle = Tiers::new()
        .with("p", one(), text("q and x"))
        .and_then(|t| t.with("q", one(), text("x or p")))
        .and_then(|t| t.with("wrong", one(), text("nobody")))
        .and_then(|t| t.with("a", one(), text("x")))
        .unwrap();
    check_fault("majority(ALL) and p", &circle, &[(Some("q"), UnknownName, "p")]);
    check_fault("b and wrong", &circle, &[(Some("wrong"), UnknownName, "nobody")]);
    check_fault("b and a", &circle, &[(None, UnknownName, "a")]);
    let most = i64::MAX;
    let huge = format!("{most} * {most} * yes(left) > 0");
    check_fault(&huge, &Tiers::new(), &[(None, TooDeep, &huge[..41])]);
}

#[test]
fn bodies_and_games_keep_their_invariants() {
    let none: [&str; 0] = [];
    assert_eq!(Body::new(none), Err(BodyError::NoMembers));
    assert_eq!(Body::new(["ALL"]), Err(BodyError::BadName("ALL".into())));
    assert_eq!(Body::new(["a", "a"]), Err(BodyError::NameTwice("a".into())));
    assert_eq!(body().with_group("left", &[]), Err(BodyError::NameTwice("left".into())));
    assert_eq!(body().with_weights("a", &[0; 4]), Err(BodyError::NameTwice("a".into())));
    assert_eq!(body().with_group("g", &["e"]), Err(BodyError::NoSuchMember("e".into())));
    assert_eq!(body().with_group("g", &["a", "a"]), Err(BodyError::MemberTwice("a".into())));
    assert!(matches!(body().with_weights("w", &[1]), Err(BodyError::WrongLength { .. })));
    assert!(matches!(
        body().with_weights("w", &[1, 1, -1, 1]),
        Err(BodyError::NegativeWeight { weight: -1, .. })
    ));
    assert!(matches!(Rule::weighted(1, &[]), Err(BodyError::NoMembers)));
    assert!(matches!(Rule::weighted(1, &[-1]), Err(BodyError::NegativeWeight { .. })));
    assert!(matches!(
        Rule::from_winning_sets(2, &[vec![2]]),
        Err(BodyError::OutOfRange { member: 2, members: 2 })
    ));
    let two = Rule::weighted(1, &[1, 1]).unwrap();
    let three = Rule::weighted(1, &[1, 1, 1]).unwrap();
    assert!(matches!(Rule::all_of(&[two, three]), Err(BodyError::OtherMembers)));
}

#[test]
fn large_and_deep_inputs_have_an_answer() {
    let names: Vec<String> = (0..10_000).map(|n| format!("m{n}")).collect();
    let weights = vec![i64::MAX; 10_000];
    let body = Body::new(names).unwrap().with_weights("w", &weights).unwrap();
    let rule = Rule::compile(&text("2 * weight(w) > total(w)"), &body).unwrap();
    let votes: Vec<Vote> =
        (0..10_000).map(|n| if n < 5001 { Vote::Yes } else { Vote::No }).collect();
    assert!(rule.passes(&votes));
    assert!(!rule.passes(&votes[1..]), "whoever is beyond the list says no");
    let not = format!("{}m1", "not ".repeat(100));
    assert!(Rule::compile(&text(&not), &body).unwrap().passes(&votes));
    let mut tiers = Tiers::new().with("t0", Body::new(["v"]).unwrap(), text("v")).unwrap();
    for level in 1..5_000 {
        let next = text(&format!("t{}", level - 1));
        tiers = tiers.with(&format!("t{level}"), Body::new(["v"]).unwrap(), next).unwrap();
    }
    let deep = Rule::compile_with(&text("t4999"), &Body::new(["w"]).unwrap(), &tiers).unwrap();
    assert_eq!((deep.passes_mask(0b10), deep.passes_mask(0b01)), (true, false));
}

#[test]
fn games_are_joined_by_number() {
    let seats = Rule::weighted(3, &[1, 1, 1, 1]).unwrap();
    let money = Rule::weighted(6, &[5, 3, 2, 2]).unwrap();
    let both = Rule::all_of(&[seats.clone(), money.clone()]).unwrap();
    let either = Rule::any_of(&[seats.clone(), money.clone()]).unwrap();
    for mask in 0..16 {
        let (seats, money) = (seats.passes_mask(mask), money.passes_mask(mask));
        assert_eq!(both.passes_mask(mask), seats && money);
        assert_eq!(either.passes_mask(mask), seats || money);
    }
    let sets = Rule::from_winning_sets(3, &[vec![0, 1], vec![2]]).unwrap();
    let passing: Vec<u64> = (0..8).filter(|mask| sets.passes_mask(*mask)).collect();
    assert_eq!(passing, [3, 4, 5, 6, 7]);
}
