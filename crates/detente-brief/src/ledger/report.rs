//! The ledger computed, and its figures in words.

use crate::words::plural;
use detente_model::{Amount, Day, FigureStated, LedgerEntry, Model, group_of};
use detente_plans::ledger::{Clash, Counts, Entry, Figure, LedgerError, Range, counts};
use std::collections::{BTreeMap, BTreeSet};

/// What the figures of a case leave possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerReport {
    /// The counts. Each is that of its own last day; those without days are of the last of all.
    pub counts: Counts,
    /// For each clash the day it is of, where the ledger has figures of several days.
    pub days: Vec<Option<Day>>,
    /// The counts that change: figures of different days, the earlier ones first.
    pub changes: Vec<(usize, Vec<usize>)>,
}

/// Computes the ledger of a case. Figures of different days need not hold together: each day is computed
/// with what is of that day, or of none.
///
/// # Errors
/// If a figure is out of range, which a case has been told of.
pub fn ledger_report(model: &Model) -> Result<LedgerReport, LedgerError> {
    let ledger = &model.ledger;
    let days: BTreeSet<Day> = ledger.iter().flat_map(days_of).collect();
    let last = days.last().copied();
    let mut found = of_day(ledger, last)?;
    let mut clashes: BTreeMap<usize, Vec<(Clash, Option<Day>)>> = BTreeMap::new();
    let several = days.len() > 1;
    let each: Vec<Option<Day>> =
        if several { days.into_iter().map(Some).collect() } else { vec![last] };
    for day in each {
        let then = of_day(ledger, day)?;
        for (place, entry) in ledger.iter().enumerate() {
            if days_of(entry).max().is_some_and(|own| Some(own) == day) {
                found.ranges[place] = then.ranges[place];
                found.own[place] = then.own[place];
            }
        }
        for clash in then.clashes {
            let known = clashes.entry(place_of(clash)).or_default();
            match known.iter_mut().find(|(known, _)| *known == clash) {
                // What holds on several days hangs on none.
                Some((_, day)) => *day = None,
                None => known.push((clash, day.filter(|_| several))),
            }
        }
    }
    let (clashes, days) = clashes.into_values().flatten().unzip();
    found.clashes = clashes;
    let changes = (0..ledger.len()).filter_map(|place| Some((place, changed(&ledger[place])?)));
    Ok(LedgerReport { counts: found, days, changes: changes.collect() })
}

fn days_of(entry: &LedgerEntry) -> impl Iterator<Item = Day> {
    entry.figures.iter().filter_map(|figure| figure.as_of)
}

fn place_of(clash: Clash) -> usize {
    match clash {
        Clash::Figures(place, ..) | Clash::Share(place, _) => place,
        Clash::Part { part, .. } => part,
        Clash::Parts { group, .. } => group,
    }
}

/// The figures of different days that say different things, in the order of their days.
fn changed(entry: &LedgerEntry) -> Option<Vec<usize>> {
    let mut dated: Vec<usize> =
        (0..entry.figures.len()).filter(|&index| entry.figures[index].as_of.is_some()).collect();
    dated.sort_by_key(|&index| entry.figures[index].as_of);
    let differ = dated.windows(2).any(|pair| {
        let (a, b) = (&entry.figures[pair[0]], &entry.figures[pair[1]]);
        a.as_of != b.as_of && a.amount != b.amount
    });
    differ.then_some(dated)
}

/// Whether a figure speaks of a day: it is of that day, or of none.
pub(super) fn holds_on(figure: &FigureStated, day: Option<Day>) -> bool {
    figure.as_of.is_none() || figure.as_of == day
}

/// The counts of one day.
fn of_day(ledger: &[LedgerEntry], day: Option<Day>) -> Result<Counts, LedgerError> {
    // The places of the figures that are of that day.
    let places: Vec<Vec<usize>> = ledger
        .iter()
        .map(|entry| {
            let indices = 0..entry.figures.len();
            indices.filter(|&index| holds_on(&entry.figures[index], day)).collect()
        })
        .collect();
    let entries = ledger.iter().zip(&places).enumerate().map(|(place, (entry, kept))| {
        let figures = kept.iter().map(|&index| figure(entry.figures[index].amount));
        Entry { part_of: group_of(ledger, place), figures: figures.collect() }
    });
    let mut found = counts(&entries.collect::<Vec<Entry>>())?;
    for clash in &mut found.clashes {
        *clash = match *clash {
            Clash::Figures(place, first, second) => {
                Clash::Figures(place, places[place][first], places[place][second])
            }
            Clash::Share(place, index) => Clash::Share(place, places[place][index]),
            other => other,
        };
    }
    Ok(found)
}

fn figure(amount: Amount) -> Figure {
    match amount {
        Amount::Exactly(n) => Figure::Between(n, Some(n)),
        Amount::AtLeast(n) => Figure::Between(n, None),
        Amount::MoreThan(n) => Figure::Between(n + 1, None),
        Amount::AtMost(n) => Figure::Between(0, Some(n)),
        Amount::LessThan(n) => Figure::Between(0, Some(n - 1)),
        Amount::Between(low, high) => Figure::Between(low, Some(high)),
        Amount::About(n) => Figure::About(n),
        Amount::All => Figure::All,
        Amount::NotAll => Figure::NotAll,
    }
}

/// A number with its thousands apart: `27,000`.
pub(super) fn number(count: i64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A figure as the record gives it.
pub(super) fn amount_words(amount: Amount) -> String {
    match amount {
        Amount::Exactly(n) => number(n),
        Amount::AtLeast(n) => format!("at least {}", number(n)),
        Amount::MoreThan(n) => format!("more than {}", number(n)),
        Amount::AtMost(n) => format!("at most {}", number(n)),
        Amount::LessThan(n) => format!("fewer than {}", number(n)),
        Amount::Between(low, high) => format!("{} to {}", number(low), number(high)),
        Amount::About(n) => format!("about {}", number(n)),
        Amount::All => "all".into(),
        Amount::NotAll => "not all".into(),
    }
}

/// What a count can be.
pub(super) fn range_words(range: Option<Range>) -> String {
    match range {
        None => "open: the figures clash".into(),
        Some(Range { low: 0, high: None }) => "open".into(),
        Some(Range { low, high: None }) => format!("{} or more", number(low)),
        Some(Range { low, high: Some(high) }) if low == high => number(low),
        Some(Range { low: 0, high: Some(high) }) => format!("{} at most", number(high)),
        Some(Range { low, high: Some(high) }) => format!("{} to {}", number(low), number(high)),
    }
}

/// What cannot be true, as a sentence without its end; with the day it is of, if that is given.
pub(super) fn clash_words(model: &Model, clash: Clash, day: Option<Day>) -> String {
    let on = day.map_or_else(String::new, |day| format!("on {}, ", day.in_full()));
    format!("{on}{}", undated_words(model, clash))
}

fn undated_words(model: &Model, clash: Clash) -> String {
    let text = |place: usize| format!("‘{}’", model.ledger[place].text);
    let figure =
        |place: usize, index: usize| amount_words(model.ledger[place].figures[index].amount);
    match clash {
        Clash::Figures(place, first, second) => format!(
            "{}: {} and {} cannot both hold",
            text(place),
            figure(place, first),
            figure(place, second)
        ),
        Clash::Part { part, group } => {
            format!("{} are more than {}, of which they are a part", text(part), text(group))
        }
        Clash::Parts { group, together } => {
            format!(
                "the parts of {} are {} together at the least, and it is less",
                text(group),
                number(together)
            )
        }
        Clash::Share(place, index) => {
            let group = model.ledger[place].part_of.map_or_else(String::new, text);
            format!("{}: {} of {group} cannot be", text(place), figure(place, index))
        }
    }
}

/// The figures that take part in a clash of a day, or of every day: a count and the place of a figure.
pub(super) fn taking_part(model: &Model, clash: Clash, day: Option<Day>) -> Vec<(usize, usize)> {
    let ledger = &model.ledger;
    let all = |place: usize| {
        let figures = ledger[place].figures.iter().enumerate();
        let then = figures.filter(move |(_, figure)| day.is_none() || holds_on(figure, day));
        then.map(move |(index, _)| (place, index))
    };
    match clash {
        Clash::Figures(place, first, second) => vec![(place, first), (place, second)],
        Clash::Part { part, group } => all(part).chain(all(group)).collect(),
        Clash::Parts { group, .. } => {
            let parts = (0..ledger.len()).filter(|&part| group_of(ledger, part) == Some(group));
            parts.flat_map(all).chain(all(group)).collect()
        }
        Clash::Share(place, index) => {
            let group = model.ledger[place].part_of;
            std::iter::once((place, index)).chain(group.into_iter().flat_map(all)).collect()
        }
    }
}

/// Counts things in a sentence.
pub(super) fn how_many(count: usize, noun: &str) -> String {
    plural(count, noun)
}
