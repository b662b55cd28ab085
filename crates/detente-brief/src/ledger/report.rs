//! The ledger computed, and its figures in words.

use crate::words::plural;
use detente_model::{Amount, LedgerEntry, Model};
use detente_plans::ledger::{Clash, Counts, Entry, Figure, LedgerError, Range, counts};

/// What the figures of a case leave possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerReport {
    /// The counts.
    pub counts: Counts,
}

/// Computes the ledger of a case.
///
/// # Errors
/// If a figure is out of range, which a case has been told of.
pub fn ledger_report(model: &Model) -> Result<LedgerReport, LedgerError> {
    let entries: Vec<Entry> = model.ledger.iter().map(entry).collect();
    Ok(LedgerReport { counts: counts(&entries)? })
}

fn entry(entry: &LedgerEntry) -> Entry {
    let figures = entry.figures.iter().map(|figure| match figure.amount {
        Amount::Exactly(n) => Figure::Between(n, Some(n)),
        Amount::AtLeast(n) => Figure::Between(n, None),
        Amount::MoreThan(n) => Figure::Between(n + 1, None),
        Amount::AtMost(n) => Figure::Between(0, Some(n)),
        Amount::LessThan(n) => Figure::Between(0, Some(n - 1)),
        Amount::Between(low, high) => Figure::Between(low, Some(high)),
        Amount::About(n) => Figure::About(n),
        Amount::All => Figure::All,
        Amount::NotAll => Figure::NotAll,
    });
    Entry { part_of: entry.part_of, figures: figures.collect() }
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

/// What cannot be true, as a sentence without its end.
pub(super) fn clash_words(model: &Model, clash: Clash) -> String {
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

/// The figures that take part in a clash: a count and the place of a figure.
pub(super) fn taking_part(model: &Model, clash: Clash) -> Vec<(usize, usize)> {
    let all =
        |place: usize| (0..model.ledger[place].figures.len()).map(move |index| (place, index));
    match clash {
        Clash::Figures(place, first, second) => vec![(place, first), (place, second)],
        Clash::Part { part, group } => all(part).chain(all(group)).collect(),
        Clash::Parts { group, .. } => {
            let parts =
                (0..model.ledger.len()).filter(|&part| model.ledger[part].part_of == Some(group));
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
