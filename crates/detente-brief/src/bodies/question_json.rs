//! The power of members under one rule as `detente.bodies/1` writes it.
//!
//! Exact numbers are texts, fractions as `a/b`, since counts can be larger than numbers in JSON may be;
//! what is not exact is a number, and the question then says how far it can be off.

use super::members::{MOST_SETS, MemberPower, NoPower, Spatial};
use detente_bodies::{Exactness, Method, Value as Figure, Vote};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One class of question.
pub(crate) fn question_value(found: &Result<MemberPower<'_>, NoPower>) -> Value {
    match found {
        Ok(found) => power_value(found),
        Err(none) => none_value(none),
    }
}

fn none_value(none: &NoPower) -> Value {
    let Some((voters, shown)) = &none.reversal else {
        return json!({ "question": none.rule, "reason": none.reason });
    };
    let saying = |vote: Vote| -> Vec<&String> {
        let of = voters.iter().zip(&shown.votes).filter(|(_, own)| **own == vote);
        of.map(|(id, _)| id).collect()
    };
    json!({
        "question": none.rule,
        "monotone": false,
        "always": null,
        "never": null,
        "members": null,
        "reason": none.reason,
        "reversal": {
            "yes": saying(Vote::Yes),
            "abstain": saying(Vote::Abstain),
            "raised": voters[shown.voter],
            "to": if shown.raised == Vote::Yes { "yes" } else { "abstain" },
        },
    })
}

fn power_value(found: &MemberPower<'_>) -> Value {
    let power = &found.power;
    let exact = [power.how, power.ordering].iter().all(|how| how.exactness == Exactness::Exact);
    let bound = power.how.exactness.bound().max(power.ordering.exactness.bound());
    let names = |sets: &Vec<Vec<usize>>| -> Vec<Vec<&String>> {
        let of = |set: &Vec<usize>| set.iter().map(|&voter| &found.voters[voter]).collect();
        sets.iter().map(of).collect()
    };
    let least = found.minimal.as_ref();
    let splits = found.splits.as_ref();
    let mut out = json!({
        "question": found.rule.name,
        "method": power.how.method.name(),
        "exact": exact,
        "monotone": true,
        "always": found.constant == Some(true),
        "never": found.constant == Some(false),
        "winning": power.winning.as_ref().map(ToString::to_string),
        "power_to_act": figure(&power.act),
        "proper": splits.map(detente_bodies::Splits::proper),
        "strong": splits.map(detente_bodies::Splits::strong),
        "deadlocked_splits": splits.map(|splits| splits.deadlocks.to_string()),
        "minimal_winning": found.sets.as_ref().map(|[winning, _]| names(winning)),
        "minimal_blocking": found.sets.as_ref().map(|[_, blocking]| names(blocking)),
        "minimal_winning_count": least.map(|least| least.sets.to_string()),
        "minimal_blocking_count": least.map(|least| least.blocking.to_string()),
        "members": members(found),
    });
    if let (Some(spatial), Some(fields)) = (&found.spatial, out.as_object_mut()) {
        fields.insert("spatial".into(), spatial_value(spatial));
    }
    let missing = missing(found);
    if let (false, Some(fields)) = (missing.is_empty(), out.as_object_mut()) {
        fields.insert("not_computed".into(), Value::Object(missing));
    }
    if let (false, Some(fields)) = (exact, out.as_object_mut()) {
        fields.insert("error_bound".into(), json!(bound));
        if power.ordering.method != power.how.method {
            fields.insert("ordering_method".into(), json!(power.ordering.method.name()));
        }
        if let (Method::Sampling, Exactness::Sampled { n, seed, .. }) =
            (power.how.method, power.how.exactness)
        {
            fields
                .insert("sampled".into(), json!({ "draws": n, "seed": seed, "confidence": 0.99 }));
        }
    }
    out
}

fn spatial_value(spatial: &Spatial) -> Value {
    match spatial {
        Spatial::Line { core, stands } => json!({
            "core": core.map(|(from, to)| [from, to]),
            "stands": stands.map(|(at, ..)| at),
            "win_set": stands.map(|(at, down, up)| [down.unwrap_or(at), up.unwrap_or(at)]),
        }),
        Spatial::Plane { core, stands } => json!({
            "core_members": core,
            "stands": stands.as_ref().map(|((x, y), _)| [x, y]),
            "leave": stands.as_ref().and_then(|(_, leave)| leave.clone()),
        }),
    }
}

/// What is null, and why.
fn missing(found: &MemberPower<'_>) -> Map<String, Value> {
    let mut out = Map::new();
    let ways = "more ways of voting than are looked at one by one";
    if found.minimal.is_none() {
        let keys = [
            "minimal_winning_count",
            "minimal_blocking_count",
            "deegan_packel",
            "holler_packel",
            "johnston",
        ];
        keys.iter().for_each(|key| {
            out.insert((*key).into(), json!(ways));
        });
    }
    if found.sets.is_none() {
        let reason = match found.minimal {
            Some(_) => format!("more than {MOST_SETS} sets"),
            None => ways.to_owned(),
        };
        out.insert("minimal_winning".into(), json!(reason));
        out.insert("minimal_blocking".into(), json!(reason));
    }
    if found.splits.is_none() {
        let reason = "the rule together with its dual takes too long to count";
        ["proper", "strong", "deadlocked_splits"].iter().for_each(|key| {
            out.insert((*key).into(), json!(reason));
        });
    }
    out
}

/// Interchangeable members are written out once and copied: with thousands of them fractions are long.
fn members(found: &MemberPower<'_>) -> Vec<Value> {
    let mut known: BTreeMap<Option<usize>, Value> = BTreeMap::new();
    let each = found.power.each.iter().enumerate().map(|(voter, own)| {
        let mut written = match known.get(&own.kind) {
            Some(written) => written.clone(),
            None => member(found, voter),
        };
        // A sampled answer differs from one interchangeable voter to the next.
        if own.swings.is_some() {
            known.entry(own.kind).or_insert_with(|| written.clone());
        }
        written["id"] = json!(found.voters[voter]);
        written
    });
    each.collect()
}

fn member(found: &MemberPower<'_>, voter: usize) -> Value {
    let own = &found.power.each[voter];
    // Without a set to share in there are no shares.
    let least = found.minimal.as_ref().filter(|_| found.constant.is_none());
    let mut out = json!({
        "id": found.voters[voter],
        "swings": own.swings.as_ref().map(ToString::to_string),
        "banzhaf": figure(&own.banzhaf),
        "banzhaf_normalised": own.banzhaf_share.as_ref().map(figure),
        "prevent": own.prevent.as_ref().map(figure),
        "initiate": own.initiate.as_ref().map(figure),
        "shapley_shubik": figure(&own.shapley),
        "deegan_packel": least.map(|least| figure(&least.deegan_packel[voter])),
        "holler_packel": least.map(|least| figure(&least.holler_packel[voter])),
        "johnston": least.map(|least| figure(&least.johnston[voter])),
        "satisfaction": figure(&own.satisfaction),
        "decisiveness": figure(&own.banzhaf),
        "luck": figure(&own.luck),
        "veto": own.veto,
        "passer": own.passer,
        "dummy": own.dummy,
        "dictator": own.dictator(),
    });
    if let (Some(ternary), Some(fields)) = (&found.ternary, out.as_object_mut()) {
        fields.insert("ternary_banzhaf".into(), figure(&ternary.banzhaf[voter]));
        fields.insert("ternary_shapley_shubik".into(), figure(&ternary.shapley[voter]));
    }
    out
}

fn figure(value: &Figure) -> Value {
    match &value.exact {
        Some(fraction) => json!(fraction.to_string()),
        None => json!(value.approx),
    }
}
