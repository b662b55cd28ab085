//! What is wrong with a case that only its states show: nothing possible, a present state that is
//! not, wishes that decide nothing.

use crate::analysis::{Limits, choice_name, fits};
use crate::bodies::lint_bodies;
use crate::commitments::lint_commitments;
use crate::engine::{Arena, EngineError};
use crate::ledger::lint_ledger;
use crate::plan::lint_plans;
use crate::schedule::lint_schedule;
use crate::words::state_words;
use detente_case::Case;
use detente_model::{Change, Model, Preference, Ratification, Support, View};
use detente_stability::{RefusalCode, StateSpace};
use detente_text::{Diagnostic, Span, code};
use std::collections::BTreeMap;

/// Finds what is wrong with a case that only its states show.
pub fn lint(case: &Case, limits: &Limits<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut idle: BTreeMap<Span, Idle> = BTreeMap::new();
    let mut arenas: Vec<Arena> = Vec::new();
    let model = &case.model;
    if let Err(error) = fits(model, limits) {
        return vec![
            Diagnostic::new(
                &code::TOO_MANY_STATES,
                format!("the case cannot be computed: {error}"),
            )
            .help("settle a matter in dispute, or say in [rules] which combinations cannot be"),
        ];
    }
    lint_bodies(model, &mut out);
    lint_schedule(model, &mut out);
    lint_ledger(model, &mut out);
    lint_commitments(case, &mut out);
    lint_plans(model, &mut out);
    if model.parties.is_empty() && model.options.is_empty() {
        // A file of bodies alone has no states to look at.
        return out;
    }
    for choice in model.choices() {
        let assumptions = model.game(&choice);
        let base = choice.iter().all(|&index| index == 0);
        let under = if base {
            String::new()
        } else {
            format!(" under the reading {}", choice_name(model, &choice))
        };
        let arena = match Arena::among(&mut arenas, model, &assumptions, &limits.context()) {
            Ok(index) => &arenas[index],
            Err(EngineError::Refused(refusal)) if refusal.code == RefusalCode::NoState => {
                let message = format!("no outcome is possible{under}");
                let diagnostic = Diagnostic::new(&code::NO_FEASIBLE_STATE, message)
                    .help("the impossible combinations in [rules] rule everything out: drop or weaken one");
                let rules = model.impossible.iter().filter_map(|rule| rule.support.at);
                out.push(pointed(diagnostic, rules, "with this, nothing is left"));
                break;
            }
            Err(error) => {
                let reason = match error {
                    EngineError::Refused(refusal) => refusal.reason,
                    other => other.to_string(),
                };
                let message = format!("the case cannot be computed{under}: {reason}");
                let diagnostic = Diagnostic::new(&code::TOO_MANY_STATES, message).help(
                    "say in [rules] which combinations of options cannot be, or leave out options that no question \
                     hangs on",
                );
                let options = model.options.iter().filter_map(|option| option.support.at);
                out.push(pointed(diagnostic, options, "each free option doubles the number"));
                break;
            }
        };
        if let Some(now) = model.status_quo
            && arena.space().index_of(now).is_none()
        {
            let code = if base { &code::STATUS_QUO_IMPOSSIBLE } else { &code::STRAY_READING };
            let message =
                format!("the present state is impossible{under}: {}", state_words(model, now));
            let diagnostic = Diagnostic::new(code, message)
                .help("mend `status-quo` in [case], or the rule in [rules] that excludes it");
            out.push(match case.status_quo_at {
                Some(at) => diagnostic.at(at, "impossible"),
                None => diagnostic,
            });
        }
        if base {
            lint_questions(model, arena.space(), &mut out);
        }
        for (party, preference) in model.parties.iter().zip(&assumptions.preferences) {
            lint_preference(&party.id, preference, arena.space(), &mut idle, &mut out);
        }
        for ratification in &model.ratifications {
            lint_ratification(model, ratification, (base, arena.space()), &mut idle, &mut out);
        }
        for view in &model.views {
            lint_view(model, view, &choice, &under, &mut idle, limits, &mut out);
        }
    }
    // A wish may decide nothing under one reading's rules and something under another's.
    out.extend(idle.into_values().filter(|idle| idle.always).map(|idle| idle.diagnostic));
    // A fault of the base shows under every reading that shares it: it is told once.
    let mut told: Vec<(&str, Option<Span>)> = Vec::new();
    out.retain(|diagnostic| {
        let key = (diagnostic.code.id, diagnostic.primary.as_ref().map(|label| label.span));
        let first = !told.contains(&key);
        told.push(key);
        first
    });
    if out.iter().any(|diagnostic| diagnostic.code.id == code::STATUS_QUO_IMPOSSIBLE.id) {
        out.retain(|diagnostic| diagnostic.code.id != code::STRAY_READING.id);
    }
    out
}

/// What is wrong with what ratifiers want, and with what there would be without them.
fn lint_ratification(
    model: &Model,
    ratification: &Ratification,
    (base, space): (bool, &StateSpace),
    idle: &mut BTreeMap<Span, Idle>,
    out: &mut Vec<Diagnostic>,
) {
    let party = &model.parties[ratification.party].id;
    for member in &ratification.members {
        let name = format!("{party}.{}", member.id);
        lint_preference(&name, &member.preference, space, idle, out);
    }
    // The present state is judged by itself.
    let Some(instead) = ratification.instead.filter(|_| base) else { return };
    if space.index_of(instead).is_none() {
        let message = format!(
            "what there would be without the ratification of `{party}` is impossible: {}",
            state_words(model, instead)
        );
        let diagnostic = Diagnostic::new(&code::STATUS_QUO_IMPOSSIBLE, message)
            .help("mend `instead`, or the rule in [rules] that excludes it");
        out.push(match ratification.support.at {
            Some(at) => diagnostic.at(at, "its `instead` is impossible"),
            None => diagnostic,
        });
    }
}

/// What is wrong with the game that a party sees.
fn lint_view(
    model: &Model,
    view: &View,
    choice: &[usize],
    under: &str,
    idle: &mut BTreeMap<Span, Idle>,
    limits: &Limits<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let party = &model.parties[view.party].id;
    let seen = model.game_seen_by(view.party, choice);
    let at = |diagnostic: Diagnostic, label: &str| match view.support.at {
        Some(span) => diagnostic.at(span, label),
        None => diagnostic,
    };
    let arena = match Arena::new(model, &seen, &limits.context()) {
        Ok(arena) => arena,
        Err(EngineError::Refused(refusal)) if refusal.code == RefusalCode::NoState => {
            let message = format!("as `{party}` sees it, no outcome is possible{under}");
            let diagnostic = Diagnostic::new(&code::NO_FEASIBLE_STATE, message)
                .help("the rules of the case and of the view rule everything out: weaken one");
            out.push(at(diagnostic, "sees nothing that can be"));
            return;
        }
        // A view has no more states than the case, whose number has been judged.
        Err(_) => return,
    };
    if let Some(now) = model.status_quo
        && arena.space().index_of(now).is_none()
    {
        let message = format!("as `{party}` sees it, the present state is impossible{under}");
        let diagnostic = Diagnostic::new(&code::STRAY_READING, message)
            .help("check the view: it denies what is the case now");
        out.push(at(diagnostic, "does not see the present state"));
    }
    for change in &view.changes {
        if let Change::Preference(wisher, _) = change {
            let wisher = (&model.parties[*wisher].id, &seen.preferences[*wisher]);
            lint_preference(wisher.0, wisher.1, arena.space(), idle, out);
        }
    }
}

/// A wish that decides nothing under some reading.
struct Idle {
    diagnostic: Diagnostic,
    /// Whether it decides nothing under every reading in which it stands.
    always: bool,
}

fn lint_preference(
    party: &str,
    preference: &Preference,
    space: &StateSpace,
    idle: &mut BTreeMap<Span, Idle>,
    out: &mut Vec<Diagnostic>,
) {
    let at = |support: &Support, diagnostic: Diagnostic, label: &str| match support.at {
        Some(span) => diagnostic.at(span, label),
        None => diagnostic,
    };
    match preference {
        Preference::Statements(statements) => {
            for statement in statements {
                let Some(span) = statement.support.at else { continue };
                let holds =
                    space.states().iter().filter(|state| statement.formula.eval(**state)).count();
                let decides = holds != 0 && holds != space.len();
                let always = if holds == 0 { "false" } else { "true" };
                let message = format!(
                    "`{}`, wanted by `{party}`, is {always} in every possible outcome",
                    statement.source
                );
                let entry = idle.entry(span).or_insert_with(|| Idle {
                    diagnostic: Diagnostic::new(&code::CONSTANT_STATEMENT, message)
                        .at(span, "decides nothing")
                        .help("remove it, or check the rules and the condition"),
                    always: true,
                });
                entry.always &= !decides;
            }
        }
        Preference::Ranking(tiers, support) => {
            let missing: Vec<u64> = space
                .states()
                .iter()
                .copied()
                .filter(|state| !tiers.iter().any(|tier| tier.formula.eval(*state)))
                .collect();
            if let Some(first) = missing.first() {
                let diagnostic = Diagnostic::new(
                    &code::RANKING_INCOMPLETE,
                    format!(
                        "the ranking of `{party}` leaves out {} of {} possible outcomes",
                        missing.len(),
                        space.len()
                    ),
                )
                .note(format!("the first left out is {}", pattern(*first, space.options())))
                .help("name every outcome; end with a condition that holds in all the rest");
                out.push(at(support, diagnostic, "incomplete"));
            }
            for (index, tier) in tiers.iter().enumerate() {
                let new = space.states().iter().any(|state| {
                    tier.formula.eval(*state)
                        && !tiers[..index].iter().any(|earlier| earlier.formula.eval(*state))
                });
                if !new {
                    let diagnostic = Diagnostic::new(
                        &code::RANKING_REPEATS,
                        format!("`{}` in the ranking of `{party}` adds no outcome that is not ranked before it", tier.source),
                    )
                    .help("remove it, or correct the pattern");
                    out.push(at(support, diagnostic, "repeats"));
                }
            }
        }
    }
}

/// Points at the last of several places: the one that was one too many.
fn pointed(diagnostic: Diagnostic, places: impl Iterator<Item = Span>, label: &str) -> Diagnostic {
    match places.last() {
        Some(place) => diagnostic.at(place, label),
        None => diagnostic,
    }
}

/// A question that every outcome answers alike is no question.
fn lint_questions(model: &Model, space: &StateSpace, out: &mut Vec<Diagnostic>) {
    for question in &model.questions {
        let yes = space.states().iter().filter(|state| question.formula.eval(**state)).count();
        if yes != 0 && yes != space.len() {
            continue;
        }
        let always = if yes == 0 { "in no" } else { "in every" };
        let message = format!(
            "the question `{}` holds {always} possible outcome, whatever anybody does",
            question.id
        );
        let diagnostic = Diagnostic::new(&code::CONSTANT_QUESTION, message).help(
            "check the condition and the rules: the answer is settled before anything is computed",
        );
        out.push(match question.at {
            Some(at) => diagnostic.at(at, "nothing is asked"),
            None => diagnostic,
        });
    }
}

fn pattern(state: u64, options: usize) -> String {
    (0..options).map(|index| if state >> index & 1 == 1 { 'Y' } else { 'N' }).collect()
}
