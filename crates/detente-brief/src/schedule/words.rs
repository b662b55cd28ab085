//! Days, windows and bounds in words.

use super::report::first_day;
use crate::bodies::voter_name;
use crate::words::{list, plural};
use detente_case::Case;
use detente_model::{Day, Model, ScheduleStep};
use detente_plans::schedule::Cause;

/// A day: `3 July`, with the year where it is not the main one of the schedule.
pub(crate) fn day_words(model: &Model, day: i64) -> String {
    let day = Day(day);
    match day.year() {
        Some(year) if main_year(model) != Some(year) => day.in_full(),
        _ => day.in_words(),
    }
}

/// The year that days are told without: that of the case if a date of the schedule lies in it; where the
/// case has no day, that of all dates, if it is one.
pub(super) fn main_year(model: &Model) -> Option<i16> {
    let mut years = dates(model).filter_map(Day::year);
    match model.today() {
        Some(day) => day.year().filter(|year| years.any(|other| other == *year)),
        None => {
            let first = years.next()?;
            years.all(|year| year == first).then_some(first)
        }
    }
}

fn dates(model: &Model) -> impl Iterator<Item = Day> {
    model.schedule.iter().flat_map(|step| {
        [step.on, step.about, step.not_before, step.no_later].into_iter().flatten()
    })
}

/// The date that a case gives a step: "on 5 July", "about 15 July", "after 6 July".
pub(super) fn given(model: &Model, step: &ScheduleStep) -> String {
    let say =
        |word: &str, day: Option<Day>| day.map(|day| format!("{word}{}", day_words(model, day.0)));
    let parts = [
        say("", step.on),
        say("about ", step.about),
        say("not before ", step.not_before),
        say("by ", step.no_later),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "–".into() } else { parts.join(", ") }
}

/// Whose step it is.
pub(super) fn who(case: &Case, step: &ScheduleStep) -> String {
    let names: Vec<String> = step.by.iter().map(|by| voter_name(case, by)).collect();
    crate::words::capital(&list(&names, "and"))
}

/// The bounds that contradict each other, each as a clause.
pub(crate) fn cause_words(model: &Model, links: &[(usize, usize)], cause: Cause) -> String {
    let text = |step: usize| format!("‘{}’", model.schedule[step].text);
    let linked = |link: usize| {
        let (after, place) = links[link];
        (after, &model.schedule[after].after[place])
    };
    match cause {
        Cause::Earliest(step) => {
            let given = &model.schedule[step];
            let day = first_day(given).map_or(0, |day| day.0);
            format!("{} not before {}", text(step), day_words(model, day))
        }
        Cause::Latest(step) => {
            let given = &model.schedule[step];
            let day = given.on.or(given.no_later).map_or(0, |day| day.0);
            format!("{} no later than {}", text(step), day_words(model, day))
        }
        Cause::Least(link) => {
            let (after, found) = linked(link);
            let before = &model.schedule[found.step];
            let days = before.takes + found.least;
            let gap =
                if days == 0 { String::new() } else { format!(", {} at least", days_words(days)) };
            format!("{} after {}{gap}", text(after), text(found.step))
        }
        Cause::Most(link) => {
            let (after, found) = linked(link);
            let within = days_words(found.within.unwrap_or(0));
            format!("{} within {within} of {}", text(after), text(found.step))
        }
    }
}

pub(super) fn days_words(days: i64) -> String {
    plural(usize::try_from(days).unwrap_or(0), "day")
}
