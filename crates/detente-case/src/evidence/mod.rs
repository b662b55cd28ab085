//! The evidence of a case: its records, and what became of every quotation.
//!
//! Searching a record is the evidence crate's work; here its answers meet the lock file and become
//! diagnostics at the quotation's place in the case files. What lives here: the findings. The ways to
//! them are in `records` (opening), `quotations` (looking) and `locking` (writing down).

mod locking;
mod quotations;
mod records;

use crate::lock::Lock;
use crate::lower::Declared;
use crate::world::World;
use detente_evidence::{Context, Record};
use detente_text::Diagnostic;
use quotations::Checker;
use records::{check_layers, locked, open};

pub use locking::make_lock;
pub(crate) use records::paragraphs;
pub use records::short;

/// Says how a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// At hand, and the same as when it was locked, or never locked.
    AtHand,
    /// At hand, but changed since it was locked.
    Changed,
    /// Not at hand; the lock says what was checked.
    Absent,
    /// Not at hand, and never locked.
    Unseen,
    /// There, but it cannot be read.
    Unreadable,
}

/// A record with what is known of it.
#[derive(Debug)]
pub struct RecordState {
    /// How it stands.
    pub standing: Standing,
    /// Its text, if it is at hand.
    pub record: Option<Record>,
    /// The hash its quotations were last checked against: its own, or the locked one.
    pub sha256: Option<String>,
    /// The day on which the lock was written, if there is one for this record.
    pub checked: Option<String>,
}

/// Says how far a quotation is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Found in the record at hand.
    Now,
    /// Found when the case was locked; the record is not at hand now.
    Before,
    /// The record has changed since the quotation was locked.
    Stale,
    /// Never checked: no record at hand and not in the lock.
    Never,
    /// Not in the record, or in more than one place.
    Failed,
}

/// One part of a quotation after looking for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How far it is verified.
    pub verified: Verified,
    /// Where it stands, if that is known.
    pub place: Option<Place>,
}

/// Where a part of a quotation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The paragraph in which it begins.
    pub paragraph: String,
    /// First code point in the raw record.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The level at which it was found, 1 to 6.
    pub level: u8,
    /// The layer of the record it lies in, by index.
    pub layer: Option<usize>,
    /// Hedges of its sentence that the quotation leaves out.
    pub clipped: Vec<String>,
    /// The quotation in its sentence, where the record is at hand.
    pub context: Option<Context>,
}

/// What became of the evidence of a case.
#[derive(Debug, Default)]
pub struct Evidence {
    /// The records, in declared order.
    pub records: Vec<RecordState>,
    /// Per claim, its parts.
    pub claims: Vec<Vec<Checked>>,
    /// Per record, per doubt, its parts.
    pub doubts: Vec<Vec<Vec<Checked>>>,
}

impl Evidence {
    /// Tells whether every part of a claim is verified, now or before.
    pub fn is_verified(&self, claim: usize) -> bool {
        self.claims.get(claim).is_some_and(|parts| {
            parts.iter().all(|part| matches!(part.verified, Verified::Now | Verified::Before))
        })
    }

    /// Counts the claims all of whose parts are verified.
    pub fn verified(&self) -> usize {
        (0..self.claims.len()).filter(|&claim| self.is_verified(claim)).count()
    }
}

/// Looks for every quotation of a case.
pub(crate) fn check_evidence(
    world: &dyn World,
    declared: &Declared,
    lock: Option<&Lock>,
    out: &mut Vec<Diagnostic>,
) -> Evidence {
    let records: Vec<RecordState> = declared
        .records
        .iter()
        .map(|def| open(world, def, lock.and_then(|lock| locked(lock, def)), out))
        .collect();
    for (def, state) in declared.records.iter().zip(&records) {
        check_layers(def, state, out);
    }
    let mut checker = Checker { declared, records: &records, lock, out };
    let claims = declared.claims.iter().map(|claim| checker.claim(claim)).collect();
    let doubts = declared
        .records
        .iter()
        .enumerate()
        .map(|(record, def)| checker.doubts(record, def))
        .collect();
    Evidence { records, claims, doubts }
}

/// The words around a quotation, with the spaces that stand between them and the quoted words.
pub fn around(context: &Context) -> (String, String) {
    let open = context.before.ends_with(['(', '[', '“', '‘', '"', '—']);
    let before = if context.before.is_empty() || open { "" } else { " " };
    let close =
        context.after.starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '”', '’', '"', '\'']);
    let after = if context.after.is_empty() || close { "" } else { " " };
    (format!("{}{before}", context.before), format!("{after}{}", context.after))
}
