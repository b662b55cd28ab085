//! The steps ahead: dates, what must come before what, and clocks that run.

use crate::body::Voter;
use crate::support::Support;
use jiff::civil::Date;
use std::fmt::{self, Display, Formatter};

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i64);

impl Day {
    /// Reads the day of a date such as `1953-07-03`, with or without a time behind it; nothing if the
    /// text is no such date.
    pub fn from_iso(text: &str) -> Option<Self> {
        let date: Date = text.get(..10)?.parse().ok()?;
        let after = &text[10..];
        let known = after.is_empty() || after.starts_with(['T', 't', ' ']);
        let start = Date::constant(1970, 1, 1);
        known.then(|| Day(i64::from(start.until(date).map_or(0, |span| span.get_days()))))
    }

    fn date(self) -> Option<Date> {
        let span = jiff::Span::new().try_days(self.0).ok()?;
        Date::constant(1970, 1, 1).checked_add(span).ok()
    }

    /// Returns the year; nothing beyond the years that calendars have.
    pub fn year(self) -> Option<i16> {
        self.date().map(Date::year)
    }

    /// Returns the day and month in words: `3 July`.
    pub fn in_words(self) -> String {
        match self.date() {
            Some(date) => format!("{} {}", date.day(), month_of(date)),
            None => format!("day {}", self.0),
        }
    }

    /// Returns the day, the month and the year in words: `3 July 1953`.
    pub fn in_full(self) -> String {
        match self.date() {
            Some(date) => format!("{} {}", self.in_words(), date.year()),
            None => self.in_words(),
        }
    }

    /// Returns the month and year in words: `July 1953`.
    pub fn month_in_words(self) -> String {
        match self.date() {
            Some(date) => format!("{} {}", month_of(date), date.year()),
            None => format!("day {}", self.0),
        }
    }

    /// Returns the name of the day of the week; nothing beyond the years that calendars have.
    pub fn weekday(self) -> Option<&'static str> {
        const NAMES: [&str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let past = self.date()?.weekday().to_monday_zero_offset();
        NAMES.get(usize::from(past.unsigned_abs())).copied()
    }

    /// Returns the Monday on or before the day.
    #[must_use]
    pub fn monday(self) -> Self {
        // 1 January 1970 was a Thursday.
        Day(self.0 - self.0.saturating_add(3).rem_euclid(7))
    }
}

/// The names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_of(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

impl Display for Day {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => write!(f, "{date}"),
            None => write!(f, "day {}", self.0),
        }
    }
}

/// What must end before a step begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The step that ends first, by its place.
    pub step: usize,
    /// Days that must lie between, at least.
    pub least: i64,
    /// Days that may lie between, at most: a clock that runs from the end of the other step.
    pub within: Option<i64>,
    /// What it rests on; that of the step if it has none of its own.
    pub support: Support,
}

/// A step of the schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleStep {
    /// Name of the step.
    pub id: String,
    /// What happens, as a phrase.
    pub text: String,
    /// Whose step it is.
    pub by: Vec<Voter>,
    /// The day it begins on.
    pub on: Option<Day>,
    /// The day it is meant to begin on, more or less.
    pub about: Option<Day>,
    /// The day before which it cannot begin.
    pub not_before: Option<Day>,
    /// The day by which it must begin.
    pub no_later: Option<Day>,
    /// How many days it takes.
    pub takes: i64,
    /// Whether it is done.
    pub done: bool,
    /// What must end before it begins.
    pub after: Vec<After>,
    /// What it rests on.
    pub support: Support,
}

impl ScheduleStep {
    /// Tells whether it has no date of its own.
    pub fn is_undated(&self) -> bool {
        self.on.or(self.about).or(self.not_before).or(self.no_later).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        let day = Day::from_iso("1953-07-03").expect("a date");
        assert_eq!((day.to_string().as_str(), day.in_words().as_str()), ("1953-07-03", "3 July"));
        assert_eq!(Day::from_iso("1953-07-03T03:30:00"), Some(day));
        assert_eq!(Day::from_iso("1970-01-01"), Some(Day(0)));
        assert_eq!(Day::from_iso("1972-03-01").map(|day| day.0), Some(790));
        for wrong in ["1953", "1953-07", "1953-02-30", "3 July 1953", "1953-07-031", ""] {
            assert_eq!(Day::from_iso(wrong), None, "{wrong}");
        }
        let sunday = Day::from_iso("1953-07-05").expect("a date");
        assert_eq!(
            (sunday.weekday(), sunday.monday().to_string()),
            (Some("Sunday"), "1953-06-29".into())
        );
        assert_eq!(sunday.monday().monday(), sunday.monday());
        assert_eq!(sunday.month_in_words(), "July 1953");
        assert_eq!(Day(i64::MAX).to_string(), format!("day {}", i64::MAX));
    }
}
