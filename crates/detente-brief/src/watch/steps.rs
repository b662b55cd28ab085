//! Steps of the schedule as signs: what is not seen by its day, and what that moves.

use crate::schedule::{day_words, schedule_report};
use crate::words::{list, plural, quoted};
use detente_model::Model;
use detente_plans::schedule::Schedule;

/// A step of the schedule that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueStep {
    /// The step.
    pub step: usize,
    /// The last day at which every date that can be met still is.
    pub by: i64,
    /// What cannot be before which day, if it begins a day later than that.
    pub moved: Vec<(usize, i64)>,
    /// The steps that then miss their date, and by how many days.
    pub missed: Vec<(usize, i64)>,
}

/// Steps that are told of one that moves many.
const MOST_MOVED: usize = 3;

/// The steps that are not done and have a last day, first to last; those before the day of the case are
/// left out.
pub(super) fn due_steps(model: &Model) -> Vec<DueStep> {
    let Ok(report) = schedule_report(model, &[]) else { return Vec::new() };
    let today = model.today().map(|day| day.0);
    let mut due = Vec::new();
    for (step, own) in model.schedule.iter().enumerate() {
        let Some(by) = report.timing.windows[step].latest else { continue };
        if own.done || today.is_some_and(|today| by < today) {
            continue;
        }
        let (moved, missed) = a_day_late(&report.network, step, by).unwrap_or_default();
        due.push(DueStep { step, by, moved, missed });
    }
    due.sort_by_key(|due| (due.by, due.step));
    due
}

/// Steps with days.
type Days = Vec<(usize, i64)>;

/// What moves to which day, and what misses its date, if a step begins a day after its last.
fn a_day_late(network: &Schedule, step: usize, by: i64) -> Option<(Days, Days)> {
    let mut steps = network.steps().to_vec();
    steps[step].earliest = Some(by);
    let network = Schedule::new(steps, network.links().to_vec()).ok()?;
    let before = network.timing().ok()?;
    let slip = network.slip(step, 1).ok()??;
    let day = |&(moved, days): &(usize, i64)| Some((moved, before.windows[moved].earliest? + days));
    let moved = slip.moved.iter().filter(|(moved, _)| *moved != step).filter_map(day).collect();
    Some((moved, slip.broken))
}

impl DueStep {
    /// What is not seen, as a sentence without its end.
    pub(super) fn seen(&self, model: &Model) -> String {
        let text = &model.schedule[self.step].text;
        format!("Not by {}: {text}", day_words(model, self.by))
    }

    /// What follows, as a sentence without its end.
    pub(super) fn then(&self, model: &Model) -> String {
        let text = |step: usize| quoted(&model.schedule[step].text);
        let mut parts: Vec<String> = Vec::new();
        let mut days: Vec<(i64, Vec<String>)> = Vec::new();
        for &(step, day) in self.moved.iter().take(MOST_MOVED) {
            match days.iter_mut().find(|(known, _)| *known == day) {
                Some((_, steps)) => steps.push(text(step)),
                None => days.push((day, vec![text(step)])),
            }
        }
        let moved = days.iter();
        let moved = moved.map(|(day, steps)| {
            format!("{} not before {}", list(steps, "and"), day_words(model, *day))
        });
        let moved: Vec<String> = moved.collect();
        if !moved.is_empty() {
            let more = self.moved.len().saturating_sub(MOST_MOVED);
            let more = if more > 0 {
                format!(", and {} later too", plural(more, "step"))
            } else {
                String::new()
            };
            parts.push(format!("{}{more}", list(&moved, "and")));
        }
        let others = self.missed.iter().filter(|(step, _)| *step != self.step);
        let others: Vec<String> = others.map(|&(step, _)| text(step)).collect();
        if !others.is_empty() {
            let verb = if others.len() == 1 { "misses its date" } else { "miss their dates" };
            parts.push(format!("{} {verb}", list(&others, "and")));
        }
        if self.missed.iter().any(|(step, _)| *step == self.step) {
            parts.push("its own date is missed".into());
        }
        if parts.is_empty() { "nothing else moves".into() } else { parts.join("; ") }
    }
}
