//! Commitments that leave something open, and clauses that rest on a "cannot".

use super::document::gap_words;
use super::open::{Gap, open_in_commitment};
use super::report::{guard, has_commitments};
use detente_case::Case;
use detente_text::{Diagnostic, Span, code};

/// Finds what commitments and clauses leave open. That is a note: the record may not say more.
pub(crate) fn lint_commitments(case: &Case, out: &mut Vec<Diagnostic>) {
    let model = &case.model;
    if !has_commitments(model) {
        return;
    }
    let at = |diagnostic: Diagnostic, span: Option<Span>, label: &str| match span {
        Some(span) => diagnostic.at(span, label),
        None => diagnostic,
    };
    for commitment in &model.commitments {
        let gaps = open_in_commitment(model, commitment);
        if gaps.is_empty() {
            continue;
        }
        let message =
            format!("the commitment `{}` leaves open: {}", commitment.id, gap_words(&gaps));
        let diagnostic = Diagnostic::new(&code::OPEN_COMMITMENT, message)
            .help("say it if the record does; leave it if the record is silent");
        out.push(at(diagnostic, commitment.support.at, "not said in full"));
    }
    for (place, clause) in model.clauses.iter().enumerate() {
        let guard = guard(case, place);
        let vague: Vec<Gap> =
            guard.open.iter().filter(|gap| matches!(gap, Gap::Vague(_))).cloned().collect();
        if !vague.is_empty() {
            let message = format!("the clause `{}` leaves open: {}", clause.id, gap_words(&vague));
            let diagnostic = Diagnostic::new(&code::OPEN_COMMITMENT, message)
                .help("say what is meant, if the record does");
            out.push(at(diagnostic, clause.support.at, "can be read in more than one way"));
        }
        if guard.rests_on_cannot {
            let message =
                format!("the clause `{}` rests on a “cannot”, and nobody vouches", clause.id);
            let diagnostic = Diagnostic::new(&code::RESTS_ON_CANNOT, message)
                .help("if somebody vouches for it, add that commitment; if not, it is a finding");
            out.push(at(diagnostic, clause.support.at, "somebody says that it cannot"));
        }
    }
}
