//! Figures that contradict each other.

use super::report::{clash_words, ledger_report, taking_part};
use detente_model::Model;
use detente_text::{Diagnostic, code};

/// Finds figures that cannot all be true. That is a note: the record may disagree with itself.
pub(crate) fn lint_ledger(model: &Model, out: &mut Vec<Diagnostic>) {
    let Ok(report) = ledger_report(model) else { return };
    for (&clash, &day) in report.counts.clashes.iter().zip(&report.days) {
        let diagnostic = Diagnostic::new(&code::FIGURES_CLASH, clash_words(model, clash, day))
            .help("if the record says both, leave both; if one is meant roughly, write `about`");
        let last = taking_part(model, clash, day).into_iter().max();
        let at = last.and_then(|(place, index)| model.ledger[place].figures[index].support.at);
        out.push(match at {
            Some(at) => diagnostic.at(at, "takes part in it"),
            None => diagnostic,
        });
    }
}
