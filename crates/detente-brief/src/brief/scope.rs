//! Sets of readings in few words: "‘bargain’ or ‘empty’" rather than a list of combinations.

use crate::analysis::Analysis;
use crate::words::{list, quoted};
use detente_model::Model;

/// Names a set of combinations of readings, given by index; nothing if it is all of them.
///
/// A set that is a product of choices per matter is named by the matters it restricts; any other by
/// its size.
pub(super) fn scope(model: &Model, analysis: &Analysis, set: &[usize]) -> Option<String> {
    let all = analysis.readings.len();
    if set.len() == all {
        return None;
    }
    let mut parts = Vec::new();
    let mut product = 1;
    for (index, matter) in model.matters.iter().enumerate() {
        let mut chosen: Vec<usize> =
            set.iter().map(|&reading| analysis.readings[reading].choice[index]).collect();
        chosen.sort_unstable();
        chosen.dedup();
        product *= chosen.len();
        if chosen.len() < matter.readings.len() {
            let names: Vec<String> =
                chosen.iter().map(|&reading| quoted(&matter.readings[reading].id)).collect();
            parts.push(list(&names, "or"));
        }
    }
    Some(if product == set.len() {
        parts.join(" with ")
    } else {
        format!("{} of {all} readings", set.len())
    })
}

/// Names the choices over some matters by the texts of their readings, factored: a reading of the
/// first matter that leaves the rest open stands alone, others say with what.
pub(super) fn factored(model: &Model, matters: &[usize], choices: &[Vec<usize>]) -> String {
    let [first, rest @ ..] = matters else { return String::new() };
    let full: usize = rest.iter().map(|&matter| model.matters[matter].readings.len()).product();
    let mut groups: Vec<(Vec<Vec<usize>>, Vec<String>)> = Vec::new();
    for (reading, definition) in model.matters[*first].readings.iter().enumerate() {
        let with: Vec<Vec<usize>> = choices
            .iter()
            .filter(|choice| choice[0] == reading)
            .map(|choice| choice[1..].to_vec())
            .collect();
        if with.is_empty() {
            continue;
        }
        let text = quoted(&definition.text);
        match groups.iter_mut().find(|(known, _)| *known == with) {
            Some((_, texts)) => texts.push(text),
            None => groups.push((with, vec![text])),
        }
    }
    let parts = groups.into_iter().map(|(with, texts)| {
        let texts = list(&texts, "or");
        if with.len() == full {
            texts
        } else {
            format!("{texts}, with {}", factored(model, rest, &with))
        }
    });
    parts.collect::<Vec<_>>().join("; ")
}
