//! Sets of readings in few words: "‘bargain’ or ‘empty’" rather than a list of combinations.

use crate::analysis::Analysis;
use crate::words::{list, quoted};
use detente_model::Model;

/// Names a set of combinations of readings, given by index, by the names of the readings; nothing if
/// it is all of them.
///
/// The set is factored: a reading of the first matter that leaves the rest open stands alone, others
/// say with what. Matters on which it does not depend are left out.
pub(crate) fn scope(model: &Model, analysis: &Analysis, set: &[usize]) -> Option<String> {
    let all: Vec<usize> = (0..analysis.readings.len()).collect();
    scope_among(model, analysis, &all, set)
}

/// Some words, and in which readings they are true.
pub(crate) fn scoped(
    model: &Model,
    analysis: &Analysis,
    words: &str,
    readings: &[usize],
) -> String {
    match scope(model, analysis, readings) {
        Some(scope) => format!("{words} in {scope}"),
        None if analysis.readings.len() > 1 => format!("{words} in every reading"),
        None => words.to_owned(),
    }
}

/// As [`scope`] where only some readings are spoken of: what they all have in common is not said.
pub(crate) fn scope_among(
    model: &Model,
    analysis: &Analysis,
    among: &[usize],
    set: &[usize],
) -> Option<String> {
    let all = among.len();
    if set.len() == all {
        return None;
    }
    let choice = |&reading: &usize| analysis.readings[reading].choice.clone();
    let choices: Vec<Vec<usize>> = set.iter().map(choice).collect();
    let possible = (0..model.matters.len()).map(|matter| {
        let mut readings: Vec<usize> =
            among.iter().map(|&reading| analysis.readings[reading].choice[matter]).collect();
        readings.sort_unstable();
        readings.dedup();
        readings
    });
    let named = factored(model, 0, &possible.collect::<Vec<_>>(), &choices);
    // A set without much structure is counted rather than spelt out.
    Some(if named.chars().count() > 120 {
        format!("{} of {all} readings", set.len())
    } else {
        named
    })
}

/// `possible` holds the readings spoken of, matter by matter.
fn factored(
    model: &Model,
    matter: usize,
    possible: &[Vec<usize>],
    choices: &[Vec<usize>],
) -> String {
    let Some(definition) = model.matters.get(matter) else { return String::new() };
    let full: usize = possible[matter + 1..].iter().map(Vec::len).product();
    let mut groups: Vec<(Vec<Vec<usize>>, Vec<String>)> = Vec::new();
    for &reading in &possible[matter] {
        let named = &definition.readings[reading];
        let with =
            choices.iter().filter(|choice| choice[0] == reading).map(|choice| choice[1..].to_vec());
        let with: Vec<Vec<usize>> = with.collect();
        if with.is_empty() {
            continue;
        }
        let name = quoted(&named.id);
        match groups.iter_mut().find(|(known, _)| *known == with) {
            Some((_, names)) => names.push(name),
            None => groups.push((with, vec![name])),
        }
    }
    // One group of every reading: the set does not depend on this matter.
    if let [(with, names)] = groups.as_slice()
        && names.len() == possible[matter].len()
    {
        return factored(model, matter + 1, possible, with);
    }
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(with, names)| {
            let names = list(&names, "or");
            if with.len() == full {
                names
            } else {
                format!("{names} with {}", factored(model, matter + 1, possible, &with))
            }
        })
        .collect();
    list(&parts, "and in")
}
