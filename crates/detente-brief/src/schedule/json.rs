//! The machine-readable answer of `detente schedule`.

use super::report::ScheduleReport;
use crate::json::head;
use detente_case::Case;
use detente_model::Day;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const SCHEDULE_SCHEMA: &str = "detente.schedule/1";

/// Writes the steps with their windows, what comes before what, and what late steps move.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found.
    pub report: &'a ScheduleReport,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for ScheduleOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.case.model;
        let mut out = serializer.serialize_struct("Schedule", 9)?;
        out.serialize_field("schema", SCHEDULE_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        let steps: Vec<Value> = (0..model.schedule.len()).map(|place| self.step(place)).collect();
        out.serialize_field("steps", &steps)?;
        let chain: Vec<&str> = self.report.chain.iter().map(|&step| self.id(step)).collect();
        out.serialize_field("chain", &chain)?;
        let late = self.report.late.iter().map(|late| {
            let moved = |list: &[(usize, i64)]| -> Vec<Value> {
                list.iter()
                    .map(|&(step, days)| json!({ "step": self.id(step), "days": days }))
                    .collect()
            };
            let slip = late.slip.as_ref();
            let clocks = slip.map(|slip| {
                let each = slip.overrun.iter().map(|&(link, days)| {
                    let (after, place) = self.report.links[link];
                    let before = model.schedule[after].after[place].step;
                    json!({ "step": self.id(after), "after": self.id(before), "days": days })
                });
                each.collect::<Vec<Value>>()
            });
            json!({
                "step": self.id(late.step),
                "days": late.days,
                "moved": slip.map(|slip| moved(&slip.moved)),
                "missed": slip.map(|slip| moved(&slip.broken)),
                "clocks": clocks,
            })
        });
        out.serialize_field("late", &late.collect::<Vec<Value>>())?;
        out.end()
    }
}

impl ScheduleOutput<'_> {
    fn id(&self, step: usize) -> &str {
        &self.case.model.schedule[step].id
    }

    fn step(&self, place: usize) -> Value {
        let model = &self.case.model;
        let step = &model.schedule[place];
        let window = self.report.timing.windows[place];
        let day = |day: Option<i64>| day.map(|day| Day(day).to_string());
        let given = |day: Option<Day>| day.map(|day| day.to_string());
        let who = step.by.iter().map(|by| by.id(&model.parties));
        let after = step.after.iter().map(|after| {
            json!({
                "step": self.id(after.step),
                "least": after.least,
                "within": after.within,
                "because": after.support.because,
            })
        });
        let late = self.report.timing.missed.iter().find(|(missed, _)| *missed == place);
        json!({
            "id": step.id,
            "text": step.text,
            "who": who.collect::<Vec<&str>>(),
            "on": given(step.on),
            "about": given(step.about),
            "not-before": given(step.not_before),
            "no-later": given(step.no_later),
            "takes": step.takes,
            "done": step.done,
            "after": after.collect::<Vec<Value>>(),
            "because": step.support.because,
            "assumed": step.support.assumed.as_ref().map(|assumed| &assumed.reason),
            "earliest": day(window.earliest),
            "latest": day(window.latest),
            "float": window.float(),
            "late-by": late.map(|(_, days)| days),
        })
    }
}
