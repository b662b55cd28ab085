//! Spoilers in words: where they stand, of what type they are, what would stop them, and whether
//! what holds them back can be believed.

use crate::analysis::ReadingResult;
use crate::brief::scope::scope_among;
use crate::explain::decide;
use crate::spoiler::{
    Cheapest, Deterrent, MoverAt, OutcomeSpoilers, SpoilerQuestion, SpoilerType, SpoilersAt,
    Standing, Tried,
};
use crate::spoiler_remedy::{Offer, OtherOrder, OwnOrder, SpoilerRemedy};
use crate::words::{
    list, move_words, mover_name, mover_short, party_name, party_short, quoted, statement_words,
};
use detente_model::{Model, Preference};
use detente_stability::{Concept, Mover};

/// Remedies told one by one.
const MOST_OFFERS: usize = 3;
/// Pairs of wishes told one by one.
const MOST_PAIRS: usize = 3;

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

/// The smallest remedies of a mover in one reading, as sentences.
pub(crate) fn remedy_lines(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    at: &SpoilersAt,
    mover: Mover,
    remedy: &SpoilerRemedy,
) -> Vec<String> {
    let model = question.model;
    let mut lines = Vec::new();
    match remedy.offers.changes {
        None if !remedy.offers.tried => {
            lines.push("Others: not tried, there are too many outcomes.".to_owned());
        }
        None => lines.push(
            "Others: whatever they did or left undone, it would end the condition.".to_owned(),
        ),
        Some(changes) => {
            let plural = if changes == 1 { "option" } else { "options" };
            let shown = remedy.offers.first.iter().take(MOST_OFFERS);
            let ways: Vec<String> = shown
                .map(|offer| {
                    let acts = offer_words(model, result, at.index, offer.to);
                    format!("{acts} ({})", offer_effect(model, offer))
                })
                .collect();
            let more = remedy.offers.total.saturating_sub(MOST_OFFERS);
            let more = if more > 0 { format!("; or in {more} more ways") } else { String::new() };
            lines.push(format!("Others, {changes} {plural}: {}{more}.", ways.join("; or ")));
        }
    }
    if let (Some(order), Mover::Party(party)) = (&remedy.own_order, mover) {
        lines.push(own_order_words(model, result, party, order));
    }
    lines.extend(remedy.other_order.as_ref().map(|order| other_order_words(model, result, order)));
    lines
}

fn offer_effect(model: &Model, offer: &Offer) -> String {
    let then = if offer.content { "then it would not gain by it" } else { "then it is deterred" };
    let others = if offer.leavers.is_empty() {
        "and nobody else leaves".to_owned()
    } else {
        let names: Vec<String> =
            offer.leavers.iter().map(|&mover| mover_short(model, mover)).collect();
        format!("but {} would not keep to it", list(&names, "and"))
    };
    let way = match offer.reachable {
        Some(true) => "",
        Some(false) => "; no way leads there",
        None => "; whether a way leads there takes too long to find out",
    };
    format!("{then}, {others}{way}")
}

/// The one place that changes in an order, where it is one: from where to where.
fn moved(order: &[usize]) -> Option<(usize, usize)> {
    let rest_sorted = |to: usize| {
        let rest = order.iter().enumerate().filter(|(at, _)| *at != to).map(|(_, place)| *place);
        rest.is_sorted()
    };
    (0..order.len()).find(|&to| order[to] != to && rest_sorted(to)).map(|to| (order[to], to))
}

/// What is put otherwise in an order of wishes: one moved by several places, or pairs that change
/// their order: "‘a’ above ‘b’".
fn pairs(model: &Model, preference: &Preference, order: &[usize]) -> String {
    let name = |place: usize| match preference {
        Preference::Statements(wishes) => {
            wishes.get(place).map(|wish| quoted(&statement_words(model, wish))).unwrap_or_default()
        }
        Preference::Ranking(tiers, _) => {
            tiers.get(place).map(|tier| quoted(&tier.source)).unwrap_or_default()
        }
    };
    if let Some((from, to)) = moved(order)
        && from.abs_diff(to) > 1
    {
        return format!("{} in place {}, now {}", name(from), to + 1, from + 1);
    }
    let mut turned = Vec::new();
    for (at, &above) in order.iter().enumerate() {
        for &below in &order[at + 1..] {
            if above > below {
                turned.push(format!("{} above {}", name(above), name(below)));
            }
        }
    }
    let more = turned.len().saturating_sub(MOST_PAIRS);
    turned.truncate(MOST_PAIRS);
    if more > 0 {
        let plural = if more == 1 { "pair" } else { "pairs" };
        turned.push(format!("{more} more {plural}"));
    }
    list(&turned, "and")
}

fn swaps_words(swaps: usize) -> String {
    if swaps == 1 { "1 swap of neighbours".into() } else { format!("{swaps} swaps of neighbours") }
}

fn own_order_words(
    model: &Model,
    result: &ReadingResult,
    party: usize,
    order: &OwnOrder,
) -> String {
    match order {
        OwnOrder::Nearest { order, swaps } => {
            let preference = &result.assumptions.preferences[party];
            format!(
                "Itself, {}: it would stay if it put {}.",
                swaps_words(*swaps),
                pairs(model, preference, order)
            )
        }
        OwnOrder::None => "Itself: no order of its wishes would keep it there.".into(),
        OwnOrder::Ranked => {
            "Itself: it has a ranking, not an order of wishes; `detente inverse` asks about it."
                .into()
        }
        OwnOrder::NotTried(reason) => {
            format!("Itself: orders of its wishes were not tried: {reason}.")
        }
    }
}

fn other_order_words(model: &Model, result: &ReadingResult, found: &OtherOrder) -> String {
    let Some(swaps) = found.swaps else {
        return match found.tried {
            0 => "Wishes of others: not tried, there are too many outcomes.".into(),
            1 => "Wishes of others: no single swap of neighbours would deter it.".into(),
            _ => "Wishes of others: neither one swap of neighbours nor two in one order would deter it.".into(),
        };
    };
    let shown = found.changes.iter().take(2).map(|(party, order)| {
        let preference = &result.assumptions.preferences[*party];
        format!("if {} put {}", party_short(model, *party), pairs(model, preference, order))
    });
    let shown: Vec<String> = shown.collect();
    let more = found.changes.len() - shown.len();
    let more = if more > 0 { format!("; or in {more} more ways") } else { String::new() };
    format!(
        "Wishes of others, {}: it would be deterred {}{more}.",
        swaps_words(swaps),
        shown.join(", or ")
    )
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
    let who = match mover {
        Mover::Party(_) => "it".to_owned(),
        Mover::Joint(_) => party_name(model, cheapest.loser),
    };
    if !cheapest.loses {
        return format!("{acts}, and {who} would be no better off");
    }
    let lost = decide(model, result, cheapest.loser, state(cheapest.to), state(at.index));
    match lost.and_then(|(_, words)| words) {
        Some(wish) => format!("{acts}, and {who} would lose {}", quoted(&wish)),
        None => format!("{acts}, and {who} would be worse off"),
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
    let Some(doubt) = &first.doubt else {
        let rest = match doubtful {
            0 => String::new(),
            n => format!(" Of {} deterrents {n} cannot.", by.len()),
        };
        return format!(
            "It can be believed: each step pays the one who takes it, and no answer holds that one back.{rest}"
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
    let rest = match by.len() - doubtful {
        0 => String::new(),
        n => format!(" Of {} deterrents {n} can be believed.", by.len()),
    };
    format!("It is doubtful whether {who} would {}: {why}.{rest}", words(from, step.to))
}

/// What became of a proposed remedy, over the readings.
pub(crate) fn trial_words(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    remedy: usize,
) -> String {
    let model = question.model;
    let proposed = &model.remedies[remedy];
    let trials = outcome.readings.iter().filter_map(|at| {
        let trial = at.trials.iter().find(|trial| trial.remedy == remedy)?;
        Some((at.reading, (trial.needed, trial.result)))
    });
    let groups = grouped(trials);
    let changes = (proposed.applied(outcome.state) ^ outcome.state).count_ones();
    let least = |readings: &[usize]| {
        let smallest = of_mover(outcome, Mover::Party(proposed.stops))
            .filter(|(at, _)| readings.contains(&at.reading))
            .filter_map(|(_, found)| found.remedy.as_ref()?.offers.changes);
        smallest.min()
    };
    let mut parts = Vec::new();
    for (wanted, words) in [
        ((true, Tried::Works), "works"),
        ((true, Tried::Fails), "does not work"),
        ((false, Tried::Works), "is not needed"),
        ((false, Tried::Fails), "would make things worse"),
        ((true, Tried::GivesUp), "gives up the condition"),
        ((false, Tried::GivesUp), "gives up the condition, though it is not needed,"),
        ((true, Tried::Impossible), "is impossible"),
        ((false, Tried::Impossible), "is impossible, and not needed,"),
    ] {
        let Some((_, readings)) = groups.iter().find(|(known, _)| *known == wanted) else {
            continue;
        };
        let readings_words = in_readings(question, outcome, readings);
        let compared = match (wanted, least(readings)) {
            ((true, Tried::Works), Some(least)) if least < changes => {
                format!(" (it changes {changes} options, {least} would do)")
            }
            ((true, Tried::Works), Some(_)) => " (nothing smaller would)".into(),
            ((true, Tried::Fails), None) => " (nothing others could do would)".into(),
            _ => String::new(),
        };
        parts.push(match (wanted, readings_words.as_str()) {
            ((false, Tried::Works), " in every reading") => "is needed in no reading".into(),
            _ => format!("{words}{readings_words}{compared}"),
        });
    }
    if changes == 0 && !parts.is_empty() {
        parts.push("here it is in place already".into());
    }
    format!("Against {} it {}", party_name(model, proposed.stops), parts.join("; "))
}
