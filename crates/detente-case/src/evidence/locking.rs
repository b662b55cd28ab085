//! Writing down what was found.

use super::{Checked, Evidence};
use crate::claim::{Claim, QuotePart, RecordDef};
use crate::lock::{Lock, LockedQuote, LockedRecord, words_hash};
use std::collections::BTreeMap;

/// The name under which a lock remembers the doubts of a record.
pub(super) fn doubt_name(record: &str, index: usize) -> String {
    format!("{record}.doubt-{}", index + 1)
}

/// Makes the lock of a case from what was found now, keeping what the old lock says of records that
/// are not at hand. `today` is a date as `YYYY-MM-DD`.
pub fn make_lock(
    records: &[RecordDef],
    claims: &[Claim],
    evidence: &Evidence,
    old: Option<&Lock>,
    today: &str,
) -> Lock {
    let mut lock = Lock { checked: today.to_owned(), ..Lock::default() };
    for (def, state) in records.iter().zip(&evidence.records) {
        let locked = match &state.record {
            Some(record) => {
                Some(LockedRecord { sha256: record.sha256().to_owned(), chars: record.chars() })
            }
            None => old.and_then(|old| old.records.get(&def.id)).cloned(),
        };
        lock.records.extend(locked.map(|locked| (def.id.clone(), locked)));
    }
    let mut quotes = BTreeMap::new();
    for (claim, checked) in claims.iter().zip(&evidence.claims) {
        quotes.extend(
            lock_parts(&records[claim.record], &claim.parts, checked)
                .map(|parts| (claim.id.clone(), parts)),
        );
    }
    for (def, doubts) in records.iter().zip(&evidence.doubts) {
        for (index, (doubt, checked)) in def.doubts.iter().zip(doubts).enumerate() {
            quotes.extend(
                lock_parts(def, &doubt.parts, checked)
                    .map(|parts| (doubt_name(&def.id, index), parts)),
            );
        }
    }
    lock.quotes = quotes;
    match old {
        // The date says when something was last found out, not when the program last ran.
        Some(old) if old.records == lock.records && old.quotes == lock.quotes => old.clone(),
        _ => lock,
    }
}

fn lock_parts(
    def: &RecordDef,
    parts: &[QuotePart],
    checked: &[Checked],
) -> Option<Vec<LockedQuote>> {
    let locked = parts.iter().zip(checked).map(|(part, checked)| {
        let place = checked.place.as_ref()?;
        Some(LockedQuote {
            paragraph: place.paragraph.clone(),
            start: place.start,
            end: place.end,
            level: place.level,
            words: words_hash(&part.text),
            layer: place
                .layer
                .and_then(|index| def.layers.get(index))
                .map(|layer| layer.id.clone()),
            clipped: place.clipped.clone(),
        })
    });
    locked.collect()
}
