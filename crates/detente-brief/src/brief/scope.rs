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
