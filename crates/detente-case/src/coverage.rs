//! Which sentences of the records a case uses.

use crate::evidence::paragraphs;
use crate::load::Case;
use detente_evidence::{Coverage, coverage as cover};

/// What became of the sentences of one record.
#[derive(Debug)]
pub struct RecordCoverage {
    /// The record, by index.
    pub record: usize,
    /// Its sentences; nothing if the record is not at hand.
    pub coverage: Option<Coverage>,
}

/// Lists, for every record, which sentences claims use, which are background, which are left over.
pub fn coverage(case: &Case) -> Vec<RecordCoverage> {
    let records = case.records.iter().zip(&case.evidence.records).enumerate();
    records
        .map(|(index, (def, state))| {
            let coverage = state.record.as_ref().map(|record| {
                let used: Vec<_> = case
                    .claims
                    .iter()
                    .zip(&case.evidence.claims)
                    .filter(|(claim, _)| claim.record == index)
                    .flat_map(|(_, parts)| parts.iter().filter_map(|part| part.place.as_ref()))
                    .map(|place| place.start..place.end)
                    .collect();
                // A sentence in doubt has been seen: it is set aside, not overlooked.
                let doubted = case.evidence.doubts[index].iter().flatten();
                let doubted = doubted.filter_map(|part| part.place.as_ref());
                let background: Vec<_> = def
                    .background
                    .iter()
                    .filter_map(|(range, _)| paragraphs(record, range))
                    .chain(doubted.map(|place| place.start..place.end))
                    .collect();
                cover(record, &used, &background)
            });
            RecordCoverage { record: index, coverage }
        })
        .collect()
}
