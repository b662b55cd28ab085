//! The steps of the schedule.

use super::{Context, text_or, unknown};
use crate::claim::Other;
use crate::node::{Entry, Node, Text, Value};
use detente_model::{After, Day, Parts, ScheduleStep, Voter};
use detente_text::{Diagnostic, Span, code};

/// Days beyond this are a slip of the keyboard.
const MOST_DAYS: i64 = 100_000;

pub(super) fn lower(context: &mut Context<'_>, case: &Node, others: &[Other], parts: &mut Parts) {
    let entries = case.entries("schedule");
    let names: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    let as_of = parts.today();
    for entry in entries {
        let step = step(context, entry, &names, others, parts);
        on_the_day_of_the_case(context, entry, &step, as_of);
        crossing(context, entry, &step);
        parts.schedule.push(step);
    }
    super::schedule_circles::lower(context, &mut parts.schedule);
}

/// What is dated before the case has happened, what is dated after it has not.
fn on_the_day_of_the_case(
    context: &mut Context<'_>,
    entry: &Entry,
    step: &ScheduleStep,
    as_of: Option<Day>,
) {
    let Some(as_of) = as_of else { return };
    let begun = step.on.or(step.not_before).filter(|day| *day > as_of);
    let over = step.on.or(step.about).or(step.no_later).filter(|day| *day < as_of);
    let (message, day, help) = match (step.done, over, begun) {
        (false, Some(day), _) => (
            "is dated before the case and is not done",
            day,
            "write `done = true` if it has happened, or mend the date",
        ),
        (true, _, Some(day)) => (
            "is done on a day after that of the case",
            day,
            "take `done = true` away if it has not happened by then, or mend the date",
        ),
        _ => return,
    };
    context.report(
        Diagnostic::new(&code::PAST_STEP, format!("`{}` {message}", entry.key))
            .at(entry.key_span, format!("dated {day}, the case {as_of}"))
            .help(help),
    );
}

/// Dates of one step that leave it no day.
fn crossing(context: &mut Context<'_>, entry: &Entry, step: &ScheduleStep) {
    let on = ("on", step.on);
    let (first, last) = (("not-before", step.not_before), ("no-later", step.no_later));
    let pairs = [(first, on), (on, last), (first, last), (("about", step.about), last)];
    for ((early, from), (late, to)) in pairs {
        let (Some(from), Some(to)) = (from, to) else { continue };
        let (Some(a), Some(b)) = (entry.node.get(early), entry.node.get(late)) else { continue };
        if from > to {
            let message = format!("`{}` has no day: {early} {from}, {late} {to}", entry.key);
            context.report(
                Diagnostic::new(&code::NO_SCHEDULE, message)
                    .at(a.span, "this lies after")
                    .and(b.span, "this")
                    .help("take one of the two back, or mend it"),
            );
            // One crossing is enough of one step.
            return;
        }
    }
}

fn step(
    context: &mut Context<'_>,
    entry: &Entry,
    names: &[&str],
    others: &[Other],
    parts: &Parts,
) -> ScheduleStep {
    let node = &entry.node;
    let who = node.get_texts("who");
    let by = who.into_iter().filter_map(|text| actor(context, text, others, parts)).collect();
    let on = day(context, node, "on");
    let about = day(context, node, "about");
    let listed = node.get("after");
    let listed = listed.map(|node| node.list().unwrap_or(std::slice::from_ref(node)));
    let after = listed.unwrap_or_default().iter();
    let after = after.filter_map(|item| after_of(context, item, names)).collect();
    if let (Some(_), Some(node)) = (on, node.get("about")) {
        context.report(
            Diagnostic::new(
                &code::NO_SCHEDULE,
                format!("`{}` is on a day and about one", entry.key),
            )
            .at(node.span, "one of the two is enough")
            .help("keep `on` if the day is known, `about` if it is meant"),
        );
    }
    ScheduleStep {
        id: entry.key.clone(),
        text: node.string("text").unwrap_or_default(),
        by,
        on,
        about,
        not_before: day(context, node, "not-before"),
        no_later: day(context, node, "no-later"),
        takes: days(context, node, "takes").unwrap_or(0),
        done: matches!(node.get("done").map(|node| &node.value), Some(Value::Bool(true))),
        after,
        support: context.support(node, entry.key_span),
    }
}

fn after_of(context: &mut Context<'_>, item: &Node, names: &[&str]) -> Option<After> {
    let text = text_or(item, "step")?;
    let Some(step) = names.iter().position(|name| *name == text.value) else {
        let known = names.iter().copied();
        let (code, help) = (&code::NO_SCHEDULE, "declare it in [schedule]");
        let found = unknown(code, "step", &text.value, text.inside(), known, help);
        context.report(found);
        return None;
    };
    let least = days(context, item, "least").unwrap_or(0);
    let within = days(context, item, "within");
    if let Some(most) = within.filter(|most| *most < least) {
        let message = format!("at least {least} days and at most {most} cannot lie between");
        report(
            context,
            message,
            item.span,
            "the wrong way round",
            "give `least` no more than `within`",
        );
    }
    Some(After { step, least, within, support: context.support(item, text.inside()) })
}

/// A whole day.
pub(super) fn day(context: &mut Context<'_>, node: &Node, key: &str) -> Option<Day> {
    let node = node.get(key)?;
    let text = match &node.value {
        Value::Date(date) => date.clone(),
        Value::Text(text) => text.value.clone(),
        _ => return None,
    };
    let found = Day::from_iso(&text);
    if found.is_some() && text.len() > 10 {
        let help = format!("write the day alone: {}", &text[..10]);
        report(context, format!("`{text}` has a time"), node.span, "days are counted whole", &help);
    }
    if found.is_none() {
        let help = "write it as 1953-07-05; leave it out if the day is not known";
        report(context, format!("`{text}` is no day to count from"), node.span, "no day", help);
    }
    found
}

fn days(context: &mut Context<'_>, node: &Node, key: &str) -> Option<i64> {
    let node = node.get(key)?;
    let Value::Int(days) = node.value else { return None };
    if (0..=MOST_DAYS).contains(&days) {
        return Some(days);
    }
    let help = "write a number of days from 0 to 100000";
    report(context, format!("{days} days cannot be counted"), node.span, "out of range", help);
    None
}

fn report(context: &mut Context<'_>, message: String, at: Span, label: &str, help: &str) {
    context.report(Diagnostic::new(&code::NO_SCHEDULE, message).at(at, label).help(help));
}

pub(super) fn actor(
    context: &mut Context<'_>,
    text: &Text,
    others: &[Other],
    parts: &Parts,
) -> Option<Voter> {
    let name = &text.value;
    if let Some(party) = context.names.parties.iter().position(|party| party == name) {
        return Some(Voter::Party(party));
    }
    if parts.bodies.iter().any(|body| body.id == *name) {
        return Some(Voter::Body(name.clone()));
    }
    if others.iter().any(|other| other.id == *name) {
        return Some(Voter::Other(name.clone()));
    }
    let known = context.names.parties.iter().map(String::as_str);
    let known = known.chain(parts.bodies.iter().map(|body| body.id.as_str()));
    let known = known.chain(others.iter().map(|other| other.id.as_str()));
    let help = "declare it in [parties], [bodies] or [others]";
    let noun = "party, body or person";
    let found = unknown(&code::UNKNOWN_PARTY, noun, name, text.inside(), known, help);
    context.report(found);
    None
}
