//! The document of `detente schedule`, and the dates of a brief.

use super::calendar::calendar;
use super::report::{Late, ScheduleReport, first_day};
use super::words::{day_words, days_words, given, main_year, who};
use crate::document::{Block, Document, Figure, Inline, Row, Table};
use crate::notes::Notes;
use crate::picture::{Lane, gantt};
use crate::words::{capital, list, plural, quoted};
use detente_case::Case;
use detente_model::{Model, ScheduleStep, Support};

/// Dates in a brief.
const MOST_DATES: usize = 6;

/// Writes the schedule of a case.
pub fn schedule_document(case: &Case, report: &ScheduleReport) -> Document {
    let mut notes = Notes::new(case);
    let mut writer = Writer { case, report, notes: &mut notes };
    let mut blocks = vec![Block::Lead(vec![vec![Inline::Strong(writer.lead())]])];
    blocks.extend(writer.body());
    if let Some(days) = calendar(&case.model, report) {
        blocks.extend([Block::Heading("Calendar".into()), days]);
    }
    for late in &report.late {
        blocks.extend(writer.late(late));
    }
    let title = format!("{}: what happens when", case.model.title);
    let subtitle = case.model.as_of.as_ref().map(|date| format!("As of {date}"));
    Document::answer(title, subtitle, blocks, notes.finish())
}

/// The schedule in the annex of a brief.
pub(crate) fn schedule_section<'a>(
    case: &'a Case,
    report: &ScheduleReport,
    notes: &mut Notes<'a>,
) -> Vec<Block> {
    let mut writer = Writer { case, report, notes };
    let mut blocks = vec![Block::Heading("What happens when".into())];
    blocks.extend(writer.body());
    blocks.push(Block::Paragraph(vec![Inline::text(
        "`detente schedule --slip STEP=DAYSd` says what a late step moves.",
    )]));
    blocks
}

/// The next dates given, in one line for the two pages; what they rest on stands in the annex.
pub(crate) fn dates_line(model: &Model) -> Vec<Inline> {
    let mut ahead: Vec<(i64, usize)> = model
        .schedule
        .iter()
        .enumerate()
        .filter(|(_, step)| !step.done)
        .filter_map(|(place, step)| Some((step.on.or(step.about)?.0, place)))
        .collect();
    ahead.sort_unstable();
    if ahead.is_empty() {
        return Vec::new();
    }
    let more = ahead.len().saturating_sub(MOST_DATES);
    ahead.truncate(MOST_DATES);
    let mut line = vec![Inline::Strong("Dates ahead: ".into())];
    for (count, (day, place)) in ahead.into_iter().enumerate() {
        let step = &model.schedule[place];
        let sign = if step.on.is_some() { "" } else { "about " };
        let before = if count == 0 { "" } else { "; " };
        line.push(Inline::text(format!("{before}{sign}{}: {}", day_words(model, day), step.text)));
    }
    let tail = if more > 0 { format!("; and {more} more.") } else { ".".into() };
    line.push(Inline::text(tail));
    line
}

/// Steps that were due before the day of the case and are not done.
fn past(model: &Model) -> impl Iterator<Item = &ScheduleStep> {
    let today = model.today();
    model.schedule.iter().filter(move |step| {
        let due = step.on.or(step.about).or(step.no_later);
        !step.done && due.zip(today).is_some_and(|(due, today)| due < today)
    })
}

/// The days between two steps, behind the first and before the second.
fn gap_words(least: i64, within: Option<i64>) -> String {
    match (least, within) {
        (0, None) => "then".into(),
        (least, None) => format!("then at least {} later", days_words(least)),
        (_, Some(0)) => "and the same day".into(),
        (0, Some(within)) => format!("then within {}", days_words(within)),
        (least, Some(within)) if least == within => format!("then {} later", days_words(least)),
        (least, Some(within)) => format!("then {least} to {} later", days_words(within)),
    }
}

struct Writer<'a, 'r, 'n> {
    case: &'a Case,
    report: &'r ScheduleReport,
    notes: &'n mut Notes<'a>,
}

impl Writer<'_, '_, '_> {
    fn model(&self) -> &Model {
        &self.case.model
    }

    /// What the last step hangs on, what cannot be met, what has no date.
    fn lead(&self) -> String {
        let model = self.model();
        let mut sentences = Vec::new();
        if let Some(&last) = self.report.chain.last() {
            let window = self.report.timing.windows[last];
            let earliest = window.earliest.map_or_else(String::new, |day| day_words(model, day));
            let before = self.report.chain.len() - 1;
            let hangs = match before {
                0 => String::new(),
                _ => {
                    let texts: Vec<String> = self.report.chain[..before]
                        .iter()
                        .map(|&step| format!("‘{}’", model.schedule[step].text))
                        .collect();
                    format!(", after {}", list(&texts, "and"))
                }
            };
            let float =
                window.float().filter(|float| *float > 0).map_or_else(String::new, |float| {
                    format!("; from then on it has {} of float", days_words(float))
                });
            let about = model.schedule[last].about.map_or_else(String::new, |day| {
                format!(", meant for about {}", day_words(model, day.0))
            });
            sentences.push(format!(
                "The last date: {}{about}. It can be from {earliest} on{hangs}{float}.",
                model.schedule[last].text
            ));
        }
        let over: Vec<String> = past(model).map(|step| quoted(&step.text)).collect();
        if !over.is_empty() {
            let verb = if over.len() == 1 { "was" } else { "were" };
            sentences.push(format!(
                "{} {verb} due before the day of the case and {verb} not done.",
                list(&over, "and")
            ));
        }
        for &(step, late) in &self.report.timing.missed {
            sentences.push(format!(
                "‘{}’ cannot begin when it is meant to: it is {} late at least.",
                model.schedule[step].text,
                days_words(late)
            ));
        }
        let undated = self.undated();
        if !undated.is_empty() {
            let latest = undated.iter().filter(|&&place| self.latest(place).is_some()).count();
            let have = if undated.len() == 1 { "has" } else { "have" };
            let follows = match latest {
                0 => String::new(),
                all if all == undated.len() => "; a latest day follows".to_owned(),
                some => format!("; of {some} a latest day follows"),
            };
            sentences.push(format!("{} {have} no date{follows}.", plural(undated.len(), "step")));
        }
        if sentences.is_empty() { "Nothing has a date.".into() } else { sentences.join(" ") }
    }

    /// The last day at which a step can begin, if there is one.
    fn latest(&self, place: usize) -> Option<i64> {
        self.report.timing.windows[place].latest
    }

    /// The steps of which no date is given and no first day follows.
    fn undated(&self) -> Vec<usize> {
        let steps = self.model().schedule.iter().enumerate();
        steps
            .filter(|(place, step)| {
                step.is_undated() && self.report.timing.windows[*place].earliest.is_none()
            })
            .map(|(place, _)| place)
            .collect()
    }

    fn body(&mut self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.picture().into_iter().collect();
        blocks.push(Block::Table(self.table()));
        blocks.push(Block::Paragraph(vec![Inline::text(
            "Earliest and latest are computed: a step begins no earlier than what comes before it allows, and by its latest day every date that can be met still can. Float: the days between. ← marks a day that follows from other steps and is not given. What is meant for about a day, and comes after nothing, is counted from that day.",
        )]));
        let after = self.after();
        if !after.is_empty() {
            blocks.push(Block::Heading("What comes before what".into()));
            blocks.push(Block::List(after));
        }
        let undated = self.undated();
        if !undated.is_empty() {
            let mut items = Vec::new();
            for place in undated {
                let step = &self.case.model.schedule[place];
                let mut line = vec![Inline::text(capital(&step.text))];
                self.cite(&step.support, &mut line);
                if let Some(day) = self.latest(place) {
                    let day = day_words(&self.case.model, day);
                    line.push(Inline::text(format!("; by {day} at the latest")));
                }
                items.push(line);
            }
            blocks.push(Block::Heading("Without a date".into()));
            blocks.push(Block::List(items));
        }
        blocks
    }

    /// Adds what something rests on.
    fn cite(&mut self, support: &Support, line: &mut Vec<Inline>) {
        self.notes.add(&support.because, line);
        if let Some(assumed) = &support.assumed {
            line.push(Inline::text(format!(" (assumed: {})", assumed.reason)));
        }
    }

    /// Steps in the order of their days, none before what it comes after, undated ones last.
    fn order(&self) -> Vec<usize> {
        let steps = &self.case.model.schedule;
        let day = |(place, step): (usize, &ScheduleStep)| {
            let window = self.report.timing.windows[place];
            let day = step.on.or(step.about).map(|day| day.0);
            day.or(window.earliest).or(window.latest)
        };
        let mut days: Vec<Option<i64>> = steps.iter().enumerate().map(day).collect();
        // What is meant for later than it could be draws what follows with it.
        for _ in 0..steps.len() {
            let before = days.clone();
            for (place, step) in steps.iter().enumerate() {
                let drawn = step.after.iter().filter_map(|after| days[after.step]).max();
                days[place] = days[place].map(|day| drawn.map_or(day, |drawn| day.max(drawn)));
            }
            if before == days {
                break;
            }
        }
        let mut order: Vec<usize> = (0..steps.len()).collect();
        order.sort_by_key(|&place| (days[place].is_none(), days[place], place));
        order
    }

    fn table(&mut self) -> Table {
        let year = main_year(self.model()).map_or_else(String::new, |year| format!(" in {year}"));
        let mut rows = Vec::new();
        for place in self.order() {
            let step = &self.case.model.schedule[place];
            let window = self.report.timing.windows[place];
            let model = self.model();
            let inferred = first_day(step).map(|day| day.0) != window.earliest;
            let mark = if inferred { " ←" } else { "" };
            let earliest = window
                .earliest
                .map_or("–".into(), |day| format!("{}{mark}", day_words(model, day)));
            let latest = window.latest.map_or("–".into(), |day| day_words(model, day));
            let float = match window.float() {
                _ if step.done => "done".into(),
                None => "–".into(),
                Some(0) => "none".into(),
                Some(days) => format!("{days} d"),
            };
            let mut what = vec![Inline::text(capital(&step.text))];
            let date = given(model, step);
            self.notes.mark(&step.support, &mut what);
            let text = |text: String| vec![Inline::text(text)];
            rows.push(Row::Cells(vec![
                what,
                text(who(self.case, step)),
                text(date),
                text(earliest),
                text(latest),
                text(float),
            ]));
        }
        Table {
            caption: format!("Steps and their days{year}"),
            head: ["Step", "Who", "Date given", "Earliest", "Latest", "Float"]
                .map(String::from)
                .into(),
            rows,
        }
    }

    fn after(&mut self) -> Vec<Vec<Inline>> {
        let mut items = Vec::new();
        for place in self.order() {
            let step = &self.case.model.schedule[place];
            for after in &step.after {
                let before = &self.case.model.schedule[after.step];
                let gap = gap_words(after.least, after.within);
                let mut line = vec![Inline::text(format!(
                    "First {}, {gap} {}",
                    quoted(&before.text),
                    quoted(&step.text)
                ))];
                self.cite(&after.support, &mut line);
                items.push(line);
            }
        }
        items
    }

    fn late(&mut self, late: &Late) -> Vec<Block> {
        let model = self.model();
        let text = |step: usize| format!("‘{}’", model.schedule[step].text);
        let heading = format!("If {} is {} late", text(late.step), days_words(late.days));
        let mut items = Vec::new();
        match &late.slip {
            None => items.push("It has no day to be late from.".to_owned()),
            Some(slip) => {
                let moved = slip.moved.iter().filter(|(step, _)| *step != late.step);
                let moved: Vec<String> = moved
                    .map(|&(step, days)| {
                        let day = self.report.timing.windows[step].earliest.unwrap_or(0) + days;
                        format!(
                            "{} moves by {}, to {}",
                            text(step),
                            days_words(days),
                            day_words(model, day)
                        )
                    })
                    .collect();
                if moved.is_empty() {
                    items.push("Nothing else moves.".to_owned());
                }
                items.extend(moved.into_iter().map(|line| format!("{line}.")));
                items.extend(slip.broken.iter().map(|&(step, days)| {
                    format!("{} misses its date by {}.", text(step), days_words(days))
                }));
                items.extend(slip.overrun.iter().map(|&(link, days)| {
                    let (after, place) = self.report.links[link];
                    let found = &model.schedule[after].after[place];
                    format!(
                        "The clock from {} to {} runs out {} early.",
                        text(found.step),
                        text(after),
                        days_words(days)
                    )
                }));
            }
        }
        let items = items.into_iter().map(|item| vec![Inline::text(item)]);
        let mut blocks = vec![Block::Heading(heading), Block::List(items.collect())];
        let moved = late.slip.as_ref().map_or(&[][..], |slip| &slip.moved);
        let moved: Vec<(usize, Option<i64>)> =
            moved.iter().map(|&(step, days)| (step, Some(days))).collect();
        let caption = "What moves: a dotted line runs from the day a step could begin to the day it then can, a ring";
        blocks.extend(self.drawn(&moved, caption));
        blocks
    }

    fn picture(&self) -> Option<Block> {
        let all: Vec<(usize, Option<i64>)> =
            self.order().into_iter().map(|step| (step, None)).collect();
        let caption = "Steps and their days: a filled mark on its day, a hollow one about it, a bar where it can begin, a broken line where one end is open, words where there is no date";
        self.drawn(&all, caption)
    }

    /// Some steps in their days, each with the days by which it is late.
    fn drawn(&self, steps: &[(usize, Option<i64>)], caption: &str) -> Option<Block> {
        let model = self.model();
        let lanes = steps.iter().map(|&(place, late)| {
            let step = &model.schedule[place];
            let window = self.report.timing.windows[place];
            Lane {
                label: step.text.clone(),
                from: window.earliest,
                to: window.latest,
                takes: step.takes,
                mark: step.on.or(step.about).map(|day| (day.0, step.on.is_some())),
                late: window.earliest.zip(late).map(|(day, late)| day + late),
                done: step.done,
            }
        });
        let lanes: Vec<Lane> = lanes.collect();
        if lanes.iter().all(Lane::is_undated) {
            return None;
        }
        let today = model.today().map(|day| day.0);
        let words = lanes.iter().map(|lane| lane.words(&|day| day_words(model, day))).collect();
        Some(Block::Figure(Figure {
            svg: gantt(caption, &lanes, today, &|day| day_words(model, day)),
            words,
            caption: caption.to_owned(),
            ..Figure::default()
        }))
    }
}
