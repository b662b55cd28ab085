//! Numbers in a rule while it is compiled: sums of terms where possible. What does not live here:
//! names.

use crate::net::{MOST, Number, Term};

/// A number in a rule: a constant and terms, or something that is not a sum.
pub(crate) enum Value {
    Linear { constant: i128, terms: Vec<Term> },
    Other(Number),
}

pub(crate) fn sorted(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_unstable();
    terms
}

/// Keeps sums within [`MOST`].
pub(crate) fn bounded(constant: i128, mut terms: Vec<Term>) -> Option<Value> {
    terms.retain(|term| term.yes != 0 || term.abstain != 0);
    let sizes = terms.iter().map(|term| term.yes.abs().max(term.abstain.abs()));
    let size = sizes.fold(constant.abs(), i128::saturating_add);
    (size < MOST).then_some(Value::Linear { constant, terms })
}

pub(crate) fn times(value: Value, by: i128) -> Option<Value> {
    let (constant, mut terms) = match value {
        Value::Linear { constant, terms } => (constant, terms),
        Value::Other(number) => {
            let by = Box::new(Number::Constant(by));
            return Some(Value::Other(Number::Multiply(by, Box::new(number))));
        }
    };
    for term in &mut terms {
        term.yes = term.yes.checked_mul(by)?;
        term.abstain = term.abstain.checked_mul(by)?;
    }
    bounded(constant.checked_mul(by)?, terms)
}

pub(crate) fn merged(left: &[Term], right: &[Term]) -> Vec<Term> {
    let mut all = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if a.voter == b.voter => {
                let sum =
                    Term { voter: a.voter, yes: a.yes + b.yes, abstain: a.abstain + b.abstain };
                left.next();
                right.next();
                all.push(sum);
                continue;
            }
            (Some(a), Some(b)) if a.voter > b.voter => right.next(),
            (Some(_), _) => left.next(),
            (None, _) => right.next(),
        };
        let Some(term) = next else { return all };
        all.push(*term);
    }
}
