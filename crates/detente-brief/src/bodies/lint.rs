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
        Err(Misfit::Tier(reason)) => {
            let diagnostic = Diagnostic::new(
                &code::NO_BODY,
                format!("{what} has no meaning: {reason}"),
            )
            .help(
                "take one of the bodies out of the other's rule, or give it a rule for this class",
            );
            out.push(at(diagnostic, "asks another body"));
            return;
        }
    };
    let acts = |yes: u64| made.acts(yes);
    let Ok(seating) = made.seating(&acts) else { return };
    if let Some((votes, member)) = seating.not_monotone() {
        let reason = not_monotone(&made, votes, member);
        let diagnostic =
            Diagnostic::new(&code::NOT_MONOTONE, format!("{what} is not monotone: {reason}"))
                .help("say the rule in terms of those who vote yes");
        out.push(at(diagnostic, "more yes, and it fails"));
        return;
    }
    let everybody = if seating.members() == 64 { u64::MAX } else { (1 << seating.members()) - 1 };
    let always = acts(0);
    if always || !acts(everybody) {
        let how = if always { "passes whoever votes for it" } else { "never passes" };
        let diagnostic = Diagnostic::new(&code::CONSTANT_RULE, format!("{what} {how}"))
            .help("check the numbers in the rule against the members");
        out.push(at(diagnostic, "decides nothing"));
    }
}
