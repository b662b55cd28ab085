//! Ledgers against a reference that tries every count.

use detente_plans::ledger::{Clash, Entry, Figure, LedgerError, MAX_COUNT, Range, counts};
use proptest::prelude::*;

/// Counts that are tried.
const MOST: i64 = 6;

fn figure() -> impl Strategy<Value = Figure> {
    prop_oneof![
        4 => (0..=MOST, 0..=MOST).prop_map(|(a, b)| Figure::Between(a.min(b), Some(a.max(b)))),
        1 => (0..=MOST).prop_map(Figure::About),
    ]
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(
        (any::<prop::sample::Index>(), any::<bool>(), prop::collection::vec(figure(), 1..3)),
        1..5,
    )
    .prop_map(|drawn| {
        let each = drawn.into_iter().enumerate().map(|(place, (group, is_part, mut figures))| {
            // Every count is bounded, so that the reference has counts to try.
            figures.push(Figure::Between(0, Some(MOST)));
            let part_of = (is_part && place > 0).then(|| group.index(place));
            Entry { part_of, figures }
        });
        each.collect()
    })
}

/// Every choice of counts in which parts are no more together than their group and every figure holds.
fn worlds(entries: &[Entry]) -> Vec<Vec<i64>> {
    let mut worlds: Vec<Vec<i64>> = vec![Vec::new()];
    for _ in entries {
        worlds = worlds
            .iter()
            .flat_map(|world| (0..=MOST).map(|count| [world.as_slice(), &[count]].concat()))
            .collect();
    }
    worlds.retain(|world| {
        let figures = entries.iter().zip(world).all(|(entry, count)| {
            entry.figures.iter().all(|figure| match *figure {
                Figure::Between(low, high) => {
                    *count >= low && high.is_none_or(|high| *count <= high)
                }
                _ => true,
            })
        });
        figures
            && (0..entries.len()).all(|group| {
                let parts = (0..entries.len()).filter(|&part| entries[part].part_of == Some(group));
                parts.map(|part| world[part]).sum::<i64>() <= world[group]
            })
    });
    worlds
}

proptest! {
    #[test]
    fn ranges_are_those_of_every_world_that_fits(entries in entries()) {
        let worlds = worlds(&entries);
        let found = counts(&entries).expect("in range");
        prop_assert_eq!(found.clashes.is_empty(), !worlds.is_empty());
        if worlds.is_empty() {
            return Ok(());
        }
        for place in 0..entries.len() {
            let low = worlds.iter().map(|world| world[place]).min().expect("a world");
            let high = worlds.iter().map(|world| world[place]).max();
            prop_assert_eq!(found.ranges[place], Some(Range { low, high }), "{}", place);
        }
    }
}

#[test]
fn parts_and_wholes_that_cannot_be() {
    let exactly = |count| vec![Figure::Between(count, Some(count))];
    let part = |group, figures| Entry { part_of: Some(group), figures };
    let whole = |figures| Entry { part_of: None, figures };
    let found = counts(&[whole(exactly(10)), part(0, exactly(11))]).expect("in range");
    assert_eq!(found.clashes, [Clash::Part { part: 1, group: 0 }]);
    let found =
        counts(&[whole(exactly(10)), part(0, exactly(6)), part(0, exactly(5))]).expect("in range");
    assert_eq!(found.clashes, [Clash::Parts { group: 0, together: 11 }]);
    // Claimed and denied: all, and not all.
    let found = counts(&[whole(exactly(10)), part(0, vec![Figure::All, Figure::NotAll])])
        .expect("in range");
    assert_eq!(found.clashes, [Clash::Figures(1, 0, 1)]);
    let found =
        counts(&[whole(exactly(10)), part(0, vec![Figure::All, Figure::Between(0, Some(4))])])
            .expect("in range");
    assert_eq!(found.clashes, [Clash::Share(1, 0)]);
    let found =
        counts(&[whole(exactly(10)), part(0, vec![Figure::NotAll, Figure::Between(10, Some(10))])])
            .expect("in range");
    assert_eq!(found.clashes, [Clash::Share(1, 0)]);
}

#[test]
fn what_makes_no_ledger_is_refused() {
    let of = |figure| Entry { part_of: None, figures: vec![figure] };
    for figure in [
        Figure::Between(-1, None),
        Figure::Between(5, Some(4)),
        Figure::About(MAX_COUNT + 1),
        Figure::Between(0, Some(i64::MAX)),
    ] {
        assert_eq!(counts(&[of(figure)]), Err(LedgerError::Figure(0, 0)));
    }
    let part = |group| Entry { part_of: Some(group), figures: vec![] };
    assert_eq!(counts(&[part(1), part(0)]), Err(LedgerError::Group(0)));
    assert_eq!(counts(&[part(0)]), Err(LedgerError::Group(0)));
    assert_eq!(counts(&[part(7)]), Err(LedgerError::Group(0)));
}
