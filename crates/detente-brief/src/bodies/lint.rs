//! What is wrong with the rules of bodies that only their votes show.

use super::blocs;
use super::filling::{Filling, fillings, of_case, standing};
use super::table::not_monotone;
use super::trial::{Misfit, chamber};
use super::words::body_name;
use detente_model::{Body, BodyRule, Model};
use detente_text::{Diagnostic, code};

/// Finds rules that are not monotone or always decide alike, and bodies that wait for each other.
pub(crate) fn lint_bodies(model: &Model, out: &mut Vec<Diagnostic>) {
    for body in &model.bodies {
        let as_it_stands = standing(body);
        for rule in &body.rules {
            lint_rule(model, body, &as_it_stands, rule, out);
        }
        for filling in fillings(body) {
            for rule in filling.rules {
                lint_rule(model, body, &filling, rule, out);
            }
        }
    }
}

fn lint_rule(
    model: &Model,
    body: &Body,
    filling: &Filling<'_>,
    rule: &BodyRule,
    out: &mut Vec<Diagnostic>,
) {
    let tried = of_case(rule, true);
    let at = |diagnostic: Diagnostic, label: &str| match rule.support.at {
        Some(at) => diagnostic.at(at, label),
        None => diagnostic,
    };
    let what = format!("`{}` of {}", rule.class, body_name(body));
    let made = match chamber(model, filling, &tried, &mut blocs(body)) {
        Ok(made) => made,
        // Names have been looked up before; what is too large is left to the engine.
        Err(Misfit::Name(_) | Misfit::Size(_)) => return,
        Err(misfit @ (Misfit::Tier(_) | Misfit::NoRule(_))) => {
            let help = match misfit {
                Misfit::NoRule(_) => "give the other body a rule for this class, or just one rule",
                _ => "take one of the bodies out of the other's rule",
            };
            let message = format!("{what} has no meaning: {misfit}");
            out.push(at(Diagnostic::new(&code::NO_BODY, message).help(help), "asks another body"));
            return;
        }
    };
    if let Some(always) = made.constant() {
        let how = if always { "passes whoever votes for it" } else { "never passes" };
        let diagnostic = Diagnostic::new(&code::CONSTANT_RULE, format!("{what} {how}"))
            .help("check the numbers in the rule against the members");
        out.push(at(diagnostic, "decides nothing"));
    }
    if made.only_grows() {
        return;
    }
    let acts = |yes: u64| made.acts(yes);
    let Ok(seating) = made.seating(&acts) else { return };
    if let Some((votes, member)) = seating.not_monotone() {
        let reason = not_monotone(&made, votes, member);
        let diagnostic =
            Diagnostic::new(&code::NOT_MONOTONE, format!("{what} is not monotone: {reason}"))
                .help("say the rule in terms of those who vote yes");
        out.push(at(diagnostic, "more yes, and it fails"));
    }
}
