//! Matters in dispute. Here it is also decided whether readings can be combined.

use super::{Context, options, preferences};
use crate::node::{Entry, Node, Value};
use detente_model::{Change, Matter, Parts, Preference, Reading};
use detente_text::{Diagnostic, Span, code};

/// More combinations than anybody could look at.
const MAX_COMBINATIONS: usize = 4096;

pub(super) fn lower(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    let entries = case.entries("readings");
    for entry in entries {
        if let Some(matter) = matter(context, entry) {
            parts.matters.push(matter);
        }
    }
    check_conflicts(context, parts, entries);
    fill_preferences(context, parts, case);
    let combinations =
        parts.matters.iter().fold(1usize, |n, matter| n.saturating_mul(matter.readings.len()));
    if let (true, Some(last)) = (combinations > MAX_COMBINATIONS, entries.last()) {
        context.report(
            Diagnostic::new(
                &code::TOO_MANY_READINGS,
                format!("{combinations} combinations of readings are more than the {MAX_COMBINATIONS} that are computed"),
            )
            .at(last.key_span, "the last matter")
            .help("settle one matter, or join two that stand or fall together"),
        );
        parts.matters.clear();
    }
}

fn matter(context: &mut Context<'_>, entry: &Entry) -> Option<Matter> {
    let entries = entry.node.table()?;
    let mut readings = Vec::new();
    for reading_entry in entries {
        if reading_entry.node.table().is_none() {
            continue;
        }
        let reading = reading(context, reading_entry);
        if reading.changes.is_empty() && !readings.is_empty() {
            context.report(
                Diagnostic::new(
                    &code::EMPTY_READING,
                    format!("the reading `{}.{}` changes nothing", entry.key, reading.id),
                )
                .at(reading_entry.key_span, "same as the base")
                .help("give it `preferences`, `options` or `rules` of its own"),
            );
        }
        readings.push(reading);
    }
    match readings.len() {
        0 => {
            context.report(
                Diagnostic::new(
                    &code::MISSING_KEY,
                    format!("the matter `{}` has no readings", entry.key),
                )
                .at(entry.key_span, "nothing to choose from")
                .help(format!("add [readings.{}.NAME] with a `text`", entry.key)),
            );
            return None;
        }
        1 => context.report(
            Diagnostic::new(
                &code::SINGLE_READING,
                format!("the matter `{}` has a single reading", entry.key),
            )
            .at(entry.key_span, "nothing is in dispute")
            .help("add the rival reading, or move this one into the base"),
        ),
        _ => {}
    }
    Some(Matter { id: entry.key.clone(), question: entry.node.string("question"), readings })
}

fn reading(context: &mut Context<'_>, entry: &Entry) -> Reading {
    let node = &entry.node;
    Reading {
        id: entry.key.clone(),
        text: node.string("text").unwrap_or_default(),
        changes: changes(context, node),
        support: context.support(node, entry.key_span),
    }
}

/// What a reading or a view changes.
pub(super) fn changes(context: &mut Context<'_>, node: &Node) -> Vec<Change> {
    let mut changes = Vec::new();
    for preference in node.entries("preferences") {
        if let Some(party) = context.party_of(preference) {
            changes.push(Change::Preference(
                party,
                preferences::preference(context, &preference.node),
            ));
        }
    }
    for change in node.entries("options") {
        let Some(option) = context.option_of(change) else { continue };
        changes.extend(options::moves(&change.node).map(|moves| Change::Moves(option, moves)));
        changes.extend(options::leave(&change.node).map(|leave| Change::Leave(option, leave)));
        if let Some(Value::Bool(false)) = change.node.get("available").map(|node| &node.value) {
            changes.push(Change::Unavailable(option));
        }
    }
    changes.extend(
        options::impossible(context, node.get("rules")).into_iter().map(Change::Impossible),
    );
    changes
}

/// What a change replaces; two changes with one target cannot both be made.
fn target(change: &Change) -> Option<(u8, usize)> {
    match *change {
        Change::Preference(party, _) => Some((0, party)),
        Change::Moves(option, _) => Some((1, option)),
        Change::Leave(option, _) => Some((2, option)),
        Change::Unavailable(_) | Change::Unseen(_) | Change::Impossible(_) => None,
    }
}

fn check_conflicts(context: &mut Context<'_>, parts: &Parts, entries: &[Entry]) {
    for (second_index, second) in parts.matters.iter().enumerate() {
        for first in &parts.matters[..second_index] {
            let targets = |matter: &Matter| -> Vec<(u8, usize)> {
                matter
                    .readings
                    .iter()
                    .flat_map(|reading| &reading.changes)
                    .filter_map(target)
                    .collect()
            };
            let firsts = targets(first);
            let Some((kind, index)) =
                targets(second).into_iter().find(|target| firsts.contains(target))
            else {
                continue;
            };
            let what = match kind {
                0 => format!("the preferences of `{}`", parts.parties[index].id),
                1 => format!("the directions of `{}`", parts.options[index].id),
                _ => format!("who can leave `{}`", parts.options[index].id),
            };
            let place = |id: &str| -> Option<Span> {
                entries.iter().find(|entry| entry.key == id).map(|entry| entry.key_span)
            };
            let mut diagnostic = Diagnostic::new(
                &code::READINGS_CONFLICT,
                format!("the matters `{}` and `{}` both replace {what}", first.id, second.id),
            )
            .help("make them readings of one matter: every combination of matters must have a meaning");
            if let Some(span) = place(&second.id) {
                diagnostic = diagnostic.at(span, "replaces it again");
            }
            if let Some(span) = place(&first.id) {
                diagnostic = diagnostic.and(span, "replaces it first");
            }
            context.report(diagnostic);
        }
    }
}

/// A party without preferences of its own needs a matter all of whose readings supply them.
fn fill_preferences(context: &mut Context<'_>, parts: &mut Parts, case: &Node) {
    let given: Vec<&str> =
        case.entries("preferences").iter().map(|entry| entry.key.as_str()).collect();
    if given.iter().any(|name| !parts.parties.iter().any(|party| party.id == *name)) {
        // The unknown name has been reported; the party it was meant for is not blamed as well.
        return;
    }
    for (index, party) in parts.parties.iter().enumerate() {
        if given.contains(&party.id.as_str()) {
            continue;
        }
        let supplied = |reading: &Reading| {
            reading.changes.iter().find_map(|change| match change {
                Change::Preference(owner, preference) if *owner == index => {
                    Some(preference.clone())
                }
                _ => None,
            })
        };
        let base: Option<Preference> = parts.matters.iter().find_map(|matter| {
            let all: Option<Vec<Preference>> = matter.readings.iter().map(supplied).collect();
            all.and_then(|all| all.into_iter().next())
        });
        match base {
            Some(preference) => parts.preferences[index] = preference,
            None => {
                let at = party.support.at;
                let diagnostic = Diagnostic::new(
                    &code::NO_PREFERENCES,
                    format!("nothing says what `{}` wants", party.id),
                )
                .help(format!(
                    "add `{} = [ … ]` to [preferences], or give it in every reading of one matter",
                    party.id
                ));
                context.report(match at {
                    Some(at) => diagnostic.at(at, "has no preferences"),
                    None => diagnostic,
                });
            }
        }
    }
}
