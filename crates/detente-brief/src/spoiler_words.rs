//! Spoilers in words: where they stand, of what type they are, what would stop them, and whether
//! what holds them back can be believed.

use crate::analysis::ReadingResult;
use crate::brief::scope::scope_among;
use crate::explain::decide;
use crate::spoiler::{
    Cheapest, Deterrent, MoverAt, OutcomeSpoilers, SpoilerQuestion, SpoilerType, SpoilersAt,
    Standing,
};
use crate::words::{list, move_words, mover_name, party_name, quoted};
use detente_model::Model;
use detente_stability::{Concept, Mover};

/// Says in which of the readings that have the outcome something is so: " in ‘bargain’", or nothing
/// where there is one.
pub(crate) fn in_readings(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    set: &[usize],
) -> String {
    if outcome.readings.len() == 1 {
        return String::new();
    }
    match names(question, outcome, set) {
        Some(names) => format!(" in {names}"),
        None => " in every reading".into(),
    }
}

fn names(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    set: &[usize],
) -> Option<String> {
    let among: Vec<usize> = outcome.readings.iter().map(|at| at.reading).collect();
    scope_among(question.model, question.analysis, &among, set)
}

/// Puts together the readings that have the same value, in order of first appearance.
pub(crate) fn grouped<T: PartialEq>(
    found: impl Iterator<Item = (usize, T)>,
) -> Vec<(T, Vec<usize>)> {
    let mut groups: Vec<(T, Vec<usize>)> = Vec::new();
    for (reading, value) in found {
        match groups.iter_mut().find(|(known, _)| *known == value) {
            Some((_, readings)) => readings.push(reading),
            None => groups.push((value, vec![reading])),
        }
    }
    groups
}

/// What is said of one mover at an outcome, per reading.
pub(crate) fn of_mover(
    outcome: &OutcomeSpoilers,
    mover: Mover,
) -> impl Iterator<Item = (&SpoilersAt, &MoverAt)> {
    outcome.readings.iter().filter_map(move |at| {
        at.movers.iter().find(|found| found.mover == mover).map(|found| (at, found))
    })
}

/// What a mover would do, in a few words for a table.
pub(crate) fn standing_words(standing: &Standing) -> &'static str {
    match standing {
        Standing::Wrecks { .. } => "wrecks",
        Standing::MovesOn { .. } => "moves on",
        Standing::Deterred { .. } => "deterred",
        Standing::Content { cheapest: Some(cheapest), .. } if cheapest.loses => "could, at a cost",
        Standing::Content { cheapest: Some(_), .. } => "could, for no gain",
        Standing::Content { moves: true, .. } => "cannot end it",
        Standing::Content { .. } => "cannot move",
    }
}

/// The types of a party over the readings: "limited in ‘bargain’; none in ‘empty’".
pub(crate) fn types_words(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    mover: Mover,
) -> String {
    let kinds = of_mover(outcome, mover).filter_map(|(at, found)| Some((at.reading, found.kind?)));
    let mut groups = grouped(kinds);
    groups.sort_by_key(|(kind, _)| std::cmp::Reverse(*kind));
    let words = groups.iter().map(|(kind, readings)| match groups.len() {
        1 => kind.word().to_owned(),
        _ => match names(question, outcome, readings) {
            Some(names) => format!("{names} → {}", kind.word()),
            None => kind.word().to_owned(),
        },
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "–".into() } else { words.join(" · ") }
}

/// What a type means, as a clause.
pub(crate) fn type_meaning(kind: SpoilerType) -> &'static str {
    match kind {
        SpoilerType::None => "content where it is",
        SpoilerType::Limited => "an offer would satisfy it",
        SpoilerType::Greedy => "no offer would, a cost would stop it",
        SpoilerType::Total => "nothing others do would stop it",
    }
}

/// What others would do in a remedy: "press Rhee".
pub(crate) fn offer_words(model: &Model, result: &ReadingResult, from: usize, to: usize) -> String {
    move_words(model, result.space().state(from), result.space().state(to))
}

/// The cheapest step of a mover that gains nothing, and which wish it loses by it.
pub(crate) fn cost_words(
    question: &SpoilerQuestion<'_>,
    at: &SpoilersAt,
    mover: Mover,
    cheapest: &Cheapest,
) -> String {
    let model = question.model;
    let result = &question.analysis.readings[at.reading];
    let state = |index: usize| result.space().state(index);
    let acts = offer_words(model, result, at.index, cheapest.to);
    let whom = match mover {
        Mover::Party(_) => String::new(),
        Mover::Joint(_) => format!(" to {}", party_name(model, cheapest.loser)),
    };
    if !cheapest.loses {
        return match mover {
            Mover::Party(_) => format!("{acts}, and gain nothing by it"),
            Mover::Joint(_) => format!("{acts}, with no gain{whom}"),
        };
    }
    let lost = decide(model, result, cheapest.loser, state(cheapest.to), state(at.index));
    match lost.and_then(|(_, words)| words) {
        Some(wish) => format!("{acts}, at the cost of {}{whom}", quoted(&wish)),
        None => format!("{acts}, at a cost{whom}"),
    }
}

/// Whether what holds a mover back can be believed.
pub(crate) fn credibility(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    at: &SpoilersAt,
    by: &[Deterrent],
) -> String {
    let model = question.model;
    let Some(first) = by.first() else { return String::new() };
    let doubtful = by.iter().filter(|deterrent| deterrent.doubt.is_some()).count();
    let unchecked = by.iter().filter(|deterrent| !deterrent.checked).count();
    let open = match unchecked {
        0 => String::new(),
        n => format!(" {n} other deterrents were not looked into."),
    };
    let Some(doubt) = &first.doubt else {
        let rest = match doubtful {
            0 => String::new(),
            n => format!(" Of {} deterrents {n} cannot.", by.len()),
        };
        return format!(
            "It can be believed: each step pays the one who takes it, and no answer holds that one back.{rest}{open}"
        );
    };
    let steps = &first.answer.steps;
    let Some(step) = steps.get(doubt.step) else { return String::new() };
    let from = match (question.concept, doubt.step) {
        (Concept::Sim, _) => at.index,
        (_, 0) => first.answer.improvement,
        (_, place) => steps[place - 1].to,
    };
    let words = |from: usize, to: usize| offer_words(model, result, from, to);
    let who = mover_name(model, step.mover);
    let why = match &doubt.answered {
        None => format!("{who} would gain nothing by it"),
        Some(answered) => {
            let mut here = answered.improvement;
            let mut told = Vec::new();
            for next in &answered.steps {
                let name = mover_name(model, next.mover);
                told.push(format!("{name} would {}", words(here, next.to)));
                here = next.to;
            }
            format!("after that {}, and {who} would be no better off", list(&told, "and"))
        }
    };
    let rest = match by.len() - doubtful - unchecked {
        0 => String::new(),
        n => format!(" Of {} deterrents {n} can be believed.", by.len()),
    };
    format!("It is doubtful whether {who} would {}: {why}.{rest}{open}", words(from, step.to))
}
