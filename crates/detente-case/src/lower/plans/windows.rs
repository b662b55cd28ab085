//! Windows of dates at the nodes of a plan.

use super::fault;
use crate::lower::{Context, unknown};
use crate::node::{Entry, Node, Value};
use detente_model::{Day, PlanDate, PlanWindow, ScheduleStep};
use detente_text::code;

/// The window of a node, if it has one.
pub(super) fn window(
    context: &mut Context<'_>,
    entry: &Entry,
    schedule: &[ScheduleStep],
) -> Option<PlanWindow> {
    let node = &entry.node;
    let stated = node.get("window");
    if let Some(text) = node.get_text("expires") {
        let closes = stated.is_some_and(|window| window.get("until").is_some());
        if node.get_text("by").is_none() {
            let message = format!("nobody decides at `{}`, so that nothing can expire", entry.key);
            let help = "name the party that decides in `by`, or leave `expires` out";
            fault(context, message, text.inside(), "of nobody", help);
        } else if !closes {
            let message = format!("nothing says by when `{}` expires", entry.key);
            let help = "say when its window closes: `window = { until = 1953-07-10 }`";
            fault(context, message, text.inside(), "at no time", help);
        }
    }
    let stated = stated?;
    if stated.get("from").or(stated.get("until")).is_none() {
        let message = format!("the window of `{}` has no date", entry.key);
        let help = "give `from`, `until` or both, or leave the window out";
        fault(context, message, stated.span, "always open", help);
        return None;
    }
    let from = date(context, stated, "from", schedule);
    let until = date(context, stated, "until", schedule);
    Some(PlanWindow { from, until, at: Some(stated.span) })
}

/// A day, or a step of the schedule.
fn date(
    context: &mut Context<'_>,
    window: &Node,
    key: &str,
    schedule: &[ScheduleStep],
) -> Option<PlanDate> {
    let node = window.get(key)?;
    match &node.value {
        Value::Date(text) => {
            let day = Day::from_iso(text);
            if day.is_none() {
                let message = format!("`{text}` is no day");
                fault(context, message, node.span, "no day", "write it as 1953-07-10");
            }
            day.map(PlanDate::Day)
        }
        Value::Text(text) => {
            if let Some(day) = Day::from_iso(&text.value) {
                return Some(PlanDate::Day(day));
            }
            let found = schedule.iter().position(|step| step.id == text.value);
            if found.is_none() {
                let known = schedule.iter().map(|step| step.id.as_str());
                let help = "name a step of [schedule], or write a day: 1953-07-10";
                let diagnostic =
                    unknown(&code::NO_PLAN, "step", &text.value, text.inside(), known, help);
                context.report(diagnostic);
            }
            found.map(PlanDate::Step)
        }
        _ => None,
    }
}
