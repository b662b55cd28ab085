//! Properties of the condition language: it never panics, what it prints it reads back, and its
//! formulas mean what the syntax tree says.

use detente_expr::{Expr, ExprKind, Formula, parse};
use proptest::prelude::*;

const NAMES: [&str; 4] = ["a", "b", "c-d", "e_1"];

fn lookup(name: &str) -> Option<usize> {
    NAMES.iter().position(|known| *known == name)
}

/// Conditions as people might write them, parentheses included.
fn condition() -> impl Strategy<Value = String> {
    let name = prop::sample::select(&NAMES[..]).prop_map(str::to_owned);
    name.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            inner.clone().prop_map(|a| format!("({a})")),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|items| format!("({})", items.join(") and ("))),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|items| format!("({})", items.join(") or ("))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) if ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) iff ({b})")),
            (0..4usize, prop::collection::vec(inner, 1..4))
                .prop_map(|(count, items)| format!("atleast({count}, {})", items.join(", "))),
        ]
    })
}

/// The meaning of a condition, straight from its tree.
fn meaning(expr: &Expr, state: u64) -> bool {
    match &expr.kind {
        ExprKind::Name(name) => state >> lookup(name).expect("a known name") & 1 == 1,
        ExprKind::Not(inner) => !meaning(inner, state),
        ExprKind::And(items) => items.iter().all(|item| meaning(item, state)),
        ExprKind::Or(items) => items.iter().any(|item| meaning(item, state)),
        ExprKind::If(then, when) => !meaning(when, state) || meaning(then, state),
        ExprKind::Iff(left, right) => meaning(left, state) == meaning(right, state),
        ExprKind::Call { args, .. } => {
            let ExprKind::Int(count) = args[0].kind else { panic!("a count") };
            let yes = args[1..].iter().filter(|item| meaning(item, state)).count();
            yes >= usize::try_from(count).expect("not negative")
        }
        other => panic!("not generated: {other:?}"),
    }
}

proptest! {
    #[test]
    fn formulas_mean_what_the_tree_says(text in condition()) {
        let (expr, faults) = parse(&text);
        prop_assert!(faults.is_empty(), "{text}: {faults:?}");
        let (formula, faults) = Formula::resolve(&expr, lookup);
        prop_assert!(faults.is_empty());
        for state in 0..16 {
            prop_assert_eq!(formula.eval(state), meaning(&expr, state));
            prop_assert_eq!(formula.clone().negated().eval(state), !meaning(&expr, state));
        }
    }

    #[test]
    fn what_is_printed_reads_back_as_the_same(text in condition()) {
        let (expr, _) = parse(&text);
        let printed = expr.to_string();
        let (again, faults) = parse(&printed);
        prop_assert!(faults.is_empty(), "{printed}: {faults:?}");
        prop_assert_eq!(again.to_string(), printed);
        for state in 0..16 {
            prop_assert_eq!(meaning(&again, state), meaning(&expr, state));
        }
    }

    #[test]
    fn no_text_makes_it_panic_and_every_fault_lies_in_the_text(text in "\\PC{0,60}") {
        let (expr, mut faults) = parse(&text);
        faults.extend(Formula::resolve(&expr, lookup).1);
        for fault in faults {
            prop_assert!(text.get(fault.span.clone()).is_some(), "{:?} in {text:?}", fault);
        }
    }

    #[test]
    fn no_tokens_in_any_order_make_it_panic(
        words in prop::collection::vec(
            prop::sample::select(&["a", "not", "and", "or", "if", "iff", "(", ")", ",", "yes", "3", ">", "==", "-", "*", "§"][..]),
            0..30,
        ),
    ) {
        let text = words.join(" ");
        let (expr, faults) = parse(&text);
        let broken = expr.to_string().contains('?');
        prop_assert!(!broken || !faults.is_empty(), "a broken part without a fault: {text}");
    }
}
