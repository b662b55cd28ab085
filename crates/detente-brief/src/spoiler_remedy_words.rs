//! Remedies against spoilers in words: the smallest that were found, and what became of those that
//! the case proposes.

use crate::analysis::ReadingResult;
use crate::spoiler::{OutcomeSpoilers, SpoilerQuestion, SpoilersAt, Tried};
use crate::spoiler_remedy::{Offer, OtherOrder, OwnOrder, SpoilerRemedy};
use crate::spoiler_words::{grouped, in_readings, offer_words};
use crate::words::{list, mover_short, party_name, party_short, plural, quoted, statement_words};
use detente_model::{Model, Preference};
use detente_stability::Mover;

/// Remedies told one by one.
const MOST_OFFERS: usize = 3;
/// Pairs of wishes told one by one.
const MOST_PAIRS: usize = 3;

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
            let shown = remedy.offers.first.iter().take(MOST_OFFERS);
            let ways: Vec<String> = shown
                .map(|offer| {
                    let acts = offer_words(model, result, at.index, offer.to);
                    format!("{acts} ({})", offer_effect(model, offer))
                })
                .collect();
            let more = remedy.offers.total.saturating_sub(MOST_OFFERS);
            let more = if more > 0 {
                format!("; or in {}", plural(more, "more way"))
            } else {
                String::new()
            };
            let changes = plural(changes as usize, "option");
            lines.push(format!("Others, {changes}: {}{more}.", ways.join("; or ")));
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
        turned.push(plural(more, "more pair"));
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

/// What became of a proposed remedy, over the readings.
pub(crate) fn trial_words(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    remedy: usize,
) -> String {
    let model = question.model;
    let proposed = &model.remedies[remedy];
    let changes = (proposed.applied(outcome.state) ^ outcome.state).count_ones();
    let trials = outcome.readings.iter().filter_map(|at| {
        let trial = at.trials.iter().find(|trial| trial.remedy == remedy)?;
        let party = Mover::Party(proposed.stops);
        let found = at.movers.iter().find(|found| found.mover == party)?;
        let offers = found.remedy.as_ref().map(|remedy| &remedy.offers).filter(|o| o.tried);
        let compared = match (trial.result, offers) {
            (Tried::Works, Some(offers)) if offers.changes < Some(changes) => {
                format!(" (it changes {changes} options; {} would do)", offers.changes.unwrap_or(0))
            }
            (Tried::Works, Some(_)) => " (nothing smaller would)".into(),
            (Tried::Fails | Tried::Impossible | Tried::GivesUp, Some(offers)) => {
                let result = &question.analysis.readings[at.reading];
                match offers.first.first() {
                    Some(offer) => {
                        let acts = offer_words(model, result, at.index, offer.to);
                        format!(" (what would: {acts})")
                    }
                    None => " (nothing others could do would)".into(),
                }
            }
            _ => String::new(),
        };
        Some((at.reading, ((trial.needed, trial.result), compared)))
    });
    let groups = grouped(trials);
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
        for ((_, compared), readings) in groups.iter().filter(|((known, _), _)| *known == wanted) {
            let readings = in_readings(question, outcome, readings);
            parts.push(match (wanted, readings.as_str()) {
                ((false, Tried::Works), " in every reading") => "is needed in no reading".into(),
                _ => format!("{words}{readings}{compared}"),
            });
        }
    }
    if changes == 0 && !parts.is_empty() {
        parts.push("here it is in place already".into());
    }
    format!("Against {} it {}", party_name(model, proposed.stops), parts.join("; "))
}
