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
    let all = analysis.readings.len();
    if set.len() == all {
        return None;
    }
    let choices: Vec<Vec<usize>> =
        set.iter().map(|&reading| analysis.readings[reading].choice.clone()).collect();
    let named = factored(model, 0, &choices);
    // A set without much structure is counted rather than spelt out.
    Some(if named.chars().count() > 120 {
        format!("{} of {all} readings", set.len())
    } else {
        named
    })
}

fn factored(model: &Model, matter: usize, choices: &[Vec<usize>]) -> String {
    let Some(definition) = model.matters.get(matter) else { return String::new() };
    let full: usize =
        model.matters[matter + 1..].iter().map(|later| later.readings.len()).product();
    let mut groups: Vec<(Vec<Vec<usize>>, Vec<String>)> = Vec::new();
    for (reading, named) in definition.readings.iter().enumerate() {
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
        && names.len() == definition.readings.len()
    {
        return factored(model, matter + 1, with);
    }
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(with, names)| {
            let names = list(&names, "or");
            if with.len() == full {
                names
            } else {
                format!("{names} with {}", factored(model, matter + 1, &with))
            }
        })
        .collect();
    list(&parts, "and in")
}
