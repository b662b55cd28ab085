//! Dates in trees against every day tried one by one.

#![allow(clippy::unwrap_used)]

mod tree_common;

use detente_plans::tree::{Dated, Miss, Node, Open, Refusal, Tree, dates};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tree_common::Sketch;

/// Days that are tried: windows lie between 1 and 8.
const DAYS: std::ops::Range<i64> = 0..30;

/// For each node the days on which it can be reached, by going down every path with every set of days;
/// none where it is barred.
fn days(tree: &Tree, windows: &[Open], start: i64) -> Vec<BTreeSet<i64>> {
    let mut reached = vec![BTreeSet::new(); tree.len()];
    reached[0] = DAYS.filter(|day| *day >= start).collect();
    for node in 0..tree.len() {
        let open = windows[node];
        let (here, inside) = (reached[node].clone(), |day: i64| {
            open.from.is_none_or(|from| from <= day) && open.until.is_none_or(|until| day <= until)
        });
        let acted: BTreeSet<i64> =
            DAYS.filter(|&day| inside(day) && here.iter().any(|&reached| reached <= day)).collect();
        for (action, child) in tree.children(node).enumerate() {
            reached[child] = if !acted.is_empty() {
                acted.clone()
            } else if open.expires.is_none() {
                // As if it could be acted on.
                here.iter().map(|&day| day.max(open.from.unwrap_or(day))).collect()
            } else if open.expires == Some(action) {
                here.iter().map(|&day| day.max(open.until.unwrap())).collect()
            } else {
                BTreeSet::new()
            };
        }
    }
    reached
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn dates_against_every_day(
        sketch in Sketch::any(true, 5, 16),
        start in 0_i64..6,
        bounds in prop::collection::vec((prop::option::of(1_i64..9), prop::option::of(1_i64..9), 0_usize..3), 1..8),
    ) {
        let tree = sketch.tree();
        let windows: Vec<Open> = (0..tree.len()).map(|node| {
            let (from, until, expires) = bounds[node % bounds.len()];
            let decides = matches!(tree.get(node), Some(Node::Decision(_)));
            let expires = (decides && until.is_some() && expires < tree.children(node).len()).then_some(expires);
            Open { from, until, expires }
        }).collect();
        let found = dates(&tree, &windows, Some(start)).unwrap();
        let reached = days(&tree, &windows, start);
        for node in 0..tree.len() {
            let (own, open) = (found[node], windows[node]);
            prop_assert_eq!(own.barred, reached[node].is_empty());
            let closes = |by: i64| open.until.is_some_and(|until| until < by);
            let inside = |day: i64| open.from.is_none_or(|from| from <= day) && !closes(day);
            if own.barred {
                prop_assert!(own.miss != Some(Miss::Reach));
                continue;
            }
            prop_assert_eq!(own.reached, reached[node].first().copied());
            let can = DAYS.clone().any(|day| inside(day) && reached[node].iter().any(|&reached| reached <= day));
            prop_assert_eq!(own.miss.is_none(), can);
            match own.miss {
                Some(Miss::Order) => prop_assert!(!DAYS.clone().any(inside)),
                Some(Miss::Start) => prop_assert!(closes(start)),
                Some(Miss::Reach) => prop_assert!(DAYS.clone().any(|day| day >= start && inside(day))),
                None => {}
            }
        }
    }
}

#[test]
fn windows_that_do_not_fit() {
    let tree = Sketch::Party(0, vec![Sketch::End(0), Sketch::End(1)]).tree();
    let open = Open { until: Some(1), expires: Some(2), ..Open::default() };
    let none = Open::default();
    assert_eq!(dates(&tree, &[open, none, none], None), Err(Refusal::Mismatch));
    assert_eq!(dates(&tree, &[none, none], None), Err(Refusal::Mismatch));
    assert_eq!(dates(&tree, &[none, none, none], None), Ok(vec![Dated::default(); 3]));
}
