//! The days of a schedule, week by week or month by month.

use super::report::ScheduleReport;
use super::words::day_words;
use crate::document::{Block, Inline, Row, Table};
use detente_model::{Day, Model};

/// A schedule that runs longer than this is told by months.
const MOST_DAYS_BY_WEEK: i64 = 120;

/// The days on which something happens, is meant to, can begin or is due; nothing without days.
pub(super) fn calendar(model: &Model, report: &ScheduleReport) -> Option<Block> {
    let mut days: Vec<(i64, String)> = Vec::new();
    let mut undated: Vec<String> = Vec::new();
    for (step, window) in model.schedule.iter().zip(&report.timing.windows) {
        let text = &step.text;
        let done = if step.done { " (done)" } else { "" };
        let entry = match (step.on, step.about, window.earliest, window.latest) {
            (Some(day), ..) => (day.0, format!("{text}{done}")),
            (None, Some(day), ..) => (day.0, format!("about this day: {text}{done}")),
            (None, None, Some(day), _) => (day, format!("from this day on: {text}{done}")),
            (None, None, None, Some(day)) => (day, format!("by this day: {text}{done}")),
            (None, None, None, None) => {
                undated.push(format!("{text}{done}"));
                continue;
            }
        };
        days.push(entry);
    }
    days.sort_by_key(|(day, _)| *day);
    let (first, last) = (days.first()?.0, days.last()?.0);
    let by_week = last - first <= MOST_DAYS_BY_WEEK;
    let mut rows = Vec::new();
    let (mut block, mut before) = (None, None);
    for (day, text) in days {
        let own = if by_week {
            format!("Week of {}", day_words(model, Day(day).monday().0))
        } else {
            Day(day).month_in_words()
        };
        let weekday = Day(day).weekday().map_or_else(String::new, |name| format!("{name} "));
        let date = format!("{weekday}{}", day_words(model, day));
        if block.as_ref() != Some(&own) {
            rows.push(Row::Group(own.clone()));
        }
        let date = if before == Some(day) { String::new() } else { date };
        (block, before) = (Some(own), Some(day));
        rows.push(row(date, text));
    }
    if !undated.is_empty() {
        rows.push(Row::Group("Without a date".into()));
        rows.extend(undated.into_iter().map(|text| row(String::new(), text)));
    }
    Some(Block::Table(Table {
        caption: "What happens, is meant to, can begin or is due on each day".into(),
        head: ["Day", "What"].map(String::from).into(),
        rows,
    }))
}

fn row(date: String, text: String) -> Row {
    Row::Cells([date, text].map(|cell| vec![Inline::text(cell)]).into())
}
