//! Windows of the nodes of a plan: their days, in words, and which of them cannot be met.

use super::grow::{Grown, grow};
use super::told::plain;
use crate::schedule::{day_words, schedule_report};
use detente_model::{Model, Plan, PlanDate, PlanKind};
use detente_plans::schedule::Window;
use detente_plans::tree::{Miss, Open};
use detente_text::{Diagnostic, code};

/// The days of the steps of the schedule; none if it contradicts itself, which is told of the schedule.
fn steps(model: &Model, plan: &Plan) -> Vec<Window> {
    let named = plan.nodes.iter().filter_map(|node| node.window.as_ref());
    let mut named = named.flat_map(|window| [window.from, window.until]).flatten();
    if !named.any(|date| matches!(date, PlanDate::Step(_))) {
        return Vec::new();
    }
    schedule_report(model, &[]).map(|report| report.timing.windows).unwrap_or_default()
}

/// The windows of the nodes of a plan in days. A step of the schedule opens one on its earliest day and
/// closes one on its latest.
pub(super) fn windows(model: &Model, plan: &Plan) -> Vec<Open> {
    let steps = steps(model, plan);
    let window = |step: usize| steps.get(step).copied().unwrap_or_default();
    let first = |date: PlanDate| match date {
        PlanDate::Day(day) => Some(day.0),
        PlanDate::Step(step) => window(step).earliest,
    };
    let last = |date: PlanDate| match date {
        PlanDate::Day(day) => Some(day.0),
        PlanDate::Step(step) => window(step).latest,
    };
    let open = |node: &detente_model::PlanNode| {
        let expires = match node.kind {
            PlanKind::Party { expires, .. } => expires,
            PlanKind::Chance { .. } => None,
        };
        let own = node.window.as_ref();
        let from = own.and_then(|own| own.from).and_then(first);
        Open { from, until: own.and_then(|own| own.until).and_then(last), expires }
    };
    plan.nodes.iter().map(open).collect()
}

/// A bound of a window in words: "10 July", "‘the armistice is signed’ (15 July at the latest)".
fn bound(model: &Model, date: PlanDate, day: Option<i64>, most: &str) -> String {
    match (date, day) {
        (PlanDate::Day(day), _) => day_words(model, day.0),
        (PlanDate::Step(step), day) => {
            let day = day.map_or_else(
                || "no day follows for it".to_owned(),
                |day| format!("{} at the {most}", day_words(model, day)),
            );
            format!("‘{}’ ({day})", model.schedule[step].text)
        }
    }
}

/// When a node can be acted on and what happens otherwise, to stand behind what may be done.
pub(super) fn window_words(model: &Model, plan: &Plan, grown: &Grown, node: usize) -> String {
    let own = &plan.nodes[node];
    let Some(window) = &own.window else { return String::new() };
    let open = grown.windows[node];
    let mut text = String::new();
    if let Some(from) = window.from {
        text.push_str(&format!(", from {} on", bound(model, from, open.from, "earliest")));
    }
    let Some(until) = window.until else { return text };
    let until = bound(model, until, open.until, "latest");
    match (&own.kind, open.expires) {
        (PlanKind::Party { may, .. }, Some(expires)) => {
            text.push_str(&format!("; if nothing is done by {until}: {}", plain(&may[expires].0)));
        }
        _ => text.push_str(&format!(", until {until}")),
    }
    text
}

/// The nodes where something happens if nothing is done, with the day in words and the action.
pub(crate) fn expiries(model: &Model, plan: &Plan) -> Vec<(usize, String, usize)> {
    let days = windows(model, plan);
    let found = plan.nodes.iter().zip(days).enumerate().filter_map(|(node, (own, open))| {
        let until = own.window.as_ref()?.until?;
        Some((node, bound(model, until, open.until, "latest"), open.expires?))
    });
    found.collect()
}

/// A window that cannot be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The node.
    pub node: usize,
    /// Why.
    pub miss: Miss,
    /// The day on which it closes.
    pub closes: i64,
    /// The day on which it opens, on which everything begins, or on which the node can be reached.
    pub only: i64,
    /// What happens because nothing can be done.
    pub then: Option<usize>,
    /// What the plan says is to be done, if that is something else.
    pub instead: Option<usize>,
}

/// The windows of a plan that cannot be met.
pub(super) fn missed(plan: &Plan, grown: &Grown) -> Vec<Missed> {
    let found = grown.dated.iter().zip(&grown.windows).enumerate();
    let found = found.filter_map(|(node, (dated, open))| {
        let (miss, closes) = dated.miss.zip(open.until)?;
        let only = match miss {
            Miss::Order => open.from,
            Miss::Start => grown.dated[0].reached,
            Miss::Reach => dated.reached,
        };
        let does = plan.nodes[node].kind.does();
        Some(Missed {
            node,
            miss,
            closes,
            only: only?,
            then: open.expires,
            instead: does.filter(|_| does != open.expires),
        })
    });
    found.collect()
}

/// Says of a window that it cannot be met, why, and what follows.
pub(super) fn missed_words(model: &Model, plan: &Plan, missed: &Missed) -> (String, String) {
    let (closes, only) = (day_words(model, missed.closes), day_words(model, missed.only));
    let why = match missed.miss {
        Miss::Order => format!("it closes on {closes} and opens on {only}"),
        Miss::Start => format!("it closes on {closes}, and the case is of {only}"),
        Miss::Reach => {
            format!("it closes on {closes}, and it can be reached on {only} at the earliest")
        }
    };
    let name = |action: usize| match &plan.nodes[missed.node].kind {
        PlanKind::Party { may, .. } => plain(&may[action].0),
        PlanKind::Chance { .. } => String::new(),
    };
    let then = match (missed.then, missed.instead) {
        (Some(then), Some(does)) => {
            format!("what happens is ‘{}’, and not ‘{}’ as the plan says", name(then), name(does))
        }
        (Some(then), None) => format!("what happens is ‘{}’", name(then)),
        (None, Some(does)) => {
            format!(
                "‘{}’, as the plan says, comes too late, and what happens then is not said",
                name(does)
            )
        }
        (None, None) => "what happens then is not said".to_owned(),
    };
    (why, then)
}

/// Steps of the schedule that bound a window and have no day: the node and the step.
pub(super) fn undated(plan: &Plan, grown: &Grown) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (node, own) in plan.nodes.iter().enumerate() {
        let Some(window) = &own.window else { continue };
        let open = grown.windows[node];
        for (date, day) in [(window.from, open.from), (window.until, open.until)] {
            if let (Some(PlanDate::Step(step)), None) = (date, day) {
                found.push((node, step));
            }
        }
    }
    found
}

/// Finds windows of plans that cannot be met.
pub(crate) fn lint_plans(model: &Model, out: &mut Vec<Diagnostic>) {
    let bounded = |plan: &&Plan| plan.nodes.iter().any(|node| node.window.is_some());
    for plan in model.plans.iter().filter(bounded) {
        let Ok(grown) = grow(model, plan) else { continue };
        for missed in missed(plan, &grown) {
            let node = &plan.nodes[missed.node];
            let (why, then) = missed_words(model, plan, &missed);
            let message = format!("the window of `{}` cannot be met: {why}", node.id);
            let help = "mend the date, or one that comes before it; if it is right, the plan comes too late";
            let mut diagnostic = Diagnostic::new(&code::CLOSED_WINDOW, message).help(help);
            if let Some(at) = node.window.as_ref().and_then(|window| window.at) {
                diagnostic = diagnostic.at(at, then);
            }
            out.push(diagnostic);
        }
    }
}
