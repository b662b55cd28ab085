//! The evidence of a case: its records, and what became of every quotation.
//!
//! Searching a record is the evidence crate's work; here its answers meet the lock file and become
//! diagnostics at the quotation's place in the case files.

use crate::claim::{Audience, Claim, QuotePart, RecordDef};
use crate::lock::{Lock, LockedQuote, LockedRecord, words_hash};
use crate::lower::Declared;
use crate::suggestion::suggest;
use crate::world::{ReadFailure, World};
use detente_evidence::{Context, Format, Lookup, Passage, Record, clipped_hedges};
use detente_text::{Diagnostic, code};
use std::collections::BTreeMap;

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

fn locked<'a>(lock: &'a Lock, def: &RecordDef) -> Option<(&'a LockedRecord, &'a str)> {
    lock.records.get(&def.id).map(|record| (record, lock.checked.as_str()))
}

fn open(
    world: &dyn World,
    def: &RecordDef,
    locked: Option<(&LockedRecord, &str)>,
    out: &mut Vec<Diagnostic>,
) -> RecordState {
    let checked = locked.map(|(_, date)| date.to_owned());
    let without = |standing| RecordState {
        standing,
        record: None,
        sha256: locked.map(|(record, _)| record.sha256.clone()),
        checked: checked.clone(),
    };
    let bytes = match world.record(&def.file) {
        Ok(bytes) => bytes,
        Err(ReadFailure::Absent) => {
            let (standing, known) = match locked {
                Some((record, date)) => (
                    Standing::Absent,
                    format!(
                        "its quotations were checked on {date} against sha256 {}",
                        short(&record.sha256)
                    ),
                ),
                None => (Standing::Unseen, "its quotations have never been checked".to_owned()),
            };
            out.push(
                Diagnostic::new(
                    &code::RECORD_ABSENT,
                    format!("the record `{}` ({}) is not at hand; {known}", def.id, def.file),
                )
                .at(def.at, "not found")
                .help("say where records lie with `--records DIR` or DETENTE_RECORDS"),
            );
            return without(standing);
        }
        Err(ReadFailure::Refused(reason)) => {
            out.push(unreadable(def, &reason));
            return without(Standing::Unreadable);
        }
    };
    let format = def.format.unwrap_or_else(|| Format::guess(&def.file, &bytes));
    match Record::parse(&bytes, format) {
        Ok(record) => {
            let changed = locked.is_some_and(|(locked, _)| locked.sha256 != record.sha256());
            if let (true, Some((old, date))) = (changed, locked) {
                out.push(
                    Diagnostic::new(&code::RECORD_CHANGED, format!("the record `{}` is not the one its quotations were checked against on {date}", def.id))
                        .at(def.at, "changed")
                        .note(format!("locked sha256 {}, found {}", short(&old.sha256), short(record.sha256())))
                        .help("a corrected edition is a new record; if this one is right, run `detente lock`"),
                );
            }
            RecordState {
                standing: if changed { Standing::Changed } else { Standing::AtHand },
                sha256: Some(record.sha256().to_owned()),
                record: Some(record),
                checked,
            }
        }
        Err(error) => {
            out.push(unreadable(def, &error.to_string()));
            without(Standing::Unreadable)
        }
    }
}

fn unreadable(def: &RecordDef, reason: &str) -> Diagnostic {
    Diagnostic::new(
        &code::RECORD_UNREADABLE,
        format!("the record `{}` ({}) cannot be read: {reason}", def.id, def.file),
    )
    .at(def.at, "cannot be read")
    .help("records are UTF-8 text or TEI; say which with `format`")
}

/// The first twelve digits of a hash.
pub fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

fn check_layers(def: &RecordDef, state: &RecordState, out: &mut Vec<Diagnostic>) {
    let Some(record) = &state.record else { return };
    for layer in &def.layers {
        let place = |id: &str| {
            let paragraph = record.paragraph(id)?;
            record.paragraphs().iter().position(|other| other.id == paragraph.id)
        };
        let problem = match (place(&layer.from), place(&layer.to)) {
            (None, _) => format!("the record has no paragraph `{}`", layer.from),
            (_, None) => format!("the record has no paragraph `{}`", layer.to),
            (Some(from), Some(to)) if from > to => {
                format!("`{}` comes after `{}`", layer.from, layer.to)
            }
            _ => continue,
        };
        out.push(
            Diagnostic::new(
                &code::LAYER_RANGE,
                format!("the layer `{}` does not fit its record: {problem}", layer.id),
            )
            .at(layer.at, "does not fit")
            .help(format!("the record has paragraphs {}", span_of(record))),
        );
    }
    for (range, at) in &def.background {
        if paragraphs(record, range).is_none() {
            out.push(
                Diagnostic::new(
                    &code::NO_SUCH_PARAGRAPH,
                    format!("the record `{}` has no paragraphs `{range}`", def.id),
                )
                .at(*at, "not there")
                .help(format!("the record has paragraphs {}", span_of(record))),
            );
        }
    }
}

fn span_of(record: &Record) -> String {
    match record.paragraphs() {
        [] => "none".into(),
        [only] => format!("{} only", only.id),
        [first, .., last] => format!("{} to {}", first.id, last.id),
    }
}

/// The code points of a paragraph or a range of paragraphs such as `p46-p49`.
pub(crate) fn paragraphs(record: &Record, range: &str) -> Option<std::ops::Range<usize>> {
    if let Some(paragraph) = record.paragraph(range.trim()) {
        return Some(paragraph.start..paragraph.end);
    }
    let (from, to) = range.split_once('-')?;
    let (from, to) = (record.paragraph(from.trim())?, record.paragraph(to.trim())?);
    (from.start <= to.start).then_some(from.start..to.end)
}

struct Checker<'a> {
    declared: &'a Declared,
    records: &'a [RecordState],
    lock: Option<&'a Lock>,
    out: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn claim(&mut self, claim: &Claim) -> Vec<Checked> {
        let (parts, passages) = self.parts(claim.record, &claim.id, &claim.parts);
        let mut checked = parts;
        if let Some(record) = &self.records[claim.record].record
            && passages.len() == claim.parts.len()
        {
            let clipped = clipped_hedges(record, &passages, claim.hedge.as_deref());
            if let Some(first) = checked.first_mut().and_then(|part| part.place.as_mut()) {
                first.clipped = clipped.iter().map(|hedge| hedge.text.clone()).collect();
            }
        }
        self.warn(claim, &checked);
        checked
    }

    fn doubts(&mut self, record: usize, def: &RecordDef) -> Vec<Vec<Checked>> {
        let doubts = def.doubts.iter().enumerate();
        doubts
            .map(|(index, doubt)| self.parts(record, &doubt_name(&def.id, index), &doubt.parts).0)
            .collect()
    }

    /// Looks for the parts of one quotation.
    fn parts(
        &mut self,
        record: usize,
        name: &str,
        parts: &[QuotePart],
    ) -> (Vec<Checked>, Vec<Passage>) {
        let state = &self.records[record];
        let locked =
            self.lock.and_then(|lock| lock.quotes.get(name)).map_or(&[][..], Vec::as_slice);
        let mut passages = Vec::new();
        let mut checked = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let old = locked.get(index).filter(|old| old.words == words_hash(&part.text));
            checked.push(match &state.record {
                Some(found) => self.look(record, found, part, &mut passages),
                None => self.remember(record, part, old),
            });
        }
        (checked, passages)
    }

    /// Looks in a record at hand.
    fn look(
        &mut self,
        index: usize,
        record: &Record,
        part: &QuotePart,
        passages: &mut Vec<Passage>,
    ) -> Checked {
        let def = &self.declared.records[index];
        let failed = Checked { verified: Verified::Failed, place: None };
        let passage = match record.find(&part.text, part.paragraph.as_deref()) {
            Lookup::Found(passage) => passage,
            Lookup::Ambiguous(places) => {
                let mut ids: Vec<String> =
                    places.iter().map(|place| place.paragraph.to_string()).collect();
                ids.dedup();
                let help = match ids.as_slice() {
                    [only] => format!("all places lie in {only}: quote more words"),
                    [first, ..] => format!("say which one: `paragraph = \"{first}\"`"),
                    [] => String::new(),
                };
                self.out.push(
                    Diagnostic::new(
                        &code::QUOTE_AMBIGUOUS,
                        format!("the quotation occurs {} times in `{}`", places.len(), def.id),
                    )
                    .at(part.at, format!("in {}", ids.join(", ")))
                    .help(help),
                );
                return failed;
            }
            Lookup::NotFound(suggestions) => {
                let diagnostic = Diagnostic::new(
                    &code::QUOTE_NOT_FOUND,
                    format!("the quotation is not in the record `{}`", def.id),
                )
                .at(part.at, "not found");
                self.out.push(suggest(diagnostic, record, &suggestions));
                return failed;
            }
            Lookup::NoSuchParagraph(near) => {
                let wanted = part.paragraph.as_deref().unwrap_or_default();
                self.out.push(
                    Diagnostic::new(
                        &code::NO_SUCH_PARAGRAPH,
                        format!("the record `{}` has no paragraph `{wanted}`", def.id),
                    )
                    .at(part.at, format!("sought in `{wanted}`"))
                    .did_you_mean(
                        near.as_deref(),
                        format!("the record has paragraphs {}", span_of(record)),
                    ),
                );
                return failed;
            }
            Lookup::Empty => {
                self.out.push(
                    Diagnostic::new(&code::QUOTE_NOT_FOUND, "the quotation is empty")
                        .at(part.at, "no words")
                        .help("quote the words of the record"),
                );
                return failed;
            }
        };
        if passage.across_omission {
            self.out.push(
                Diagnostic::new(
                    &code::ACROSS_OMISSION,
                    "the quotation runs across words that the record itself leaves out",
                )
                .at(part.at, "across `[...]`")
                .help("quote the two sides as two parts, and do not read them as one sentence"),
            );
        }
        if passage.cuts_word {
            self.out.push(
                Diagnostic::new(
                    &code::CUTS_WORD,
                    "the quotation begins or ends inside a word or a number",
                )
                .at(part.at, "cut")
                .help("quote whole words: \"7,000\" of \"27,000\" says something else"),
            );
        }
        let place = Place {
            paragraph: passage.paragraph.to_string(),
            start: passage.start,
            end: passage.end,
            level: passage.level.number(),
            layer: layer_of(def, record, &passage),
            clipped: Vec::new(),
            context: Some(record.context(&passage)),
        };
        passages.push(passage);
        let stale = self.records[index].standing == Standing::Changed;
        Checked {
            verified: if stale { Verified::Stale } else { Verified::Now },
            place: Some(place),
        }
    }

    /// Takes the lock's word for a record that is not at hand.
    fn remember(&mut self, index: usize, part: &QuotePart, old: Option<&LockedQuote>) -> Checked {
        let def = &self.declared.records[index];
        let Some(old) = old else {
            self.out.push(
                Diagnostic::new(
                    &code::NOT_LOCKED,
                    format!("the quotation has never been checked against `{}`", def.id),
                )
                .at(part.at, "not in case.lock")
                .help("run `detente lock` with the record at hand"),
            );
            return Checked { verified: Verified::Never, place: None };
        };
        let layer = old
            .layer
            .as_ref()
            .and_then(|name| def.layers.iter().position(|layer| layer.id == *name));
        let place = Place {
            paragraph: old.paragraph.clone(),
            start: old.start,
            end: old.end,
            level: old.level,
            layer,
            clipped: old.clipped.clone(),
            context: None,
        };
        Checked { verified: Verified::Before, place: Some(place) }
    }

    /// Checks beyond spelling.
    fn warn(&mut self, claim: &Claim, checked: &[Checked]) {
        let Some(first) = claim.parts.first() else { return };
        let places = || checked.iter().filter_map(|part| part.place.as_ref());
        let clipped: Vec<&str> =
            places().flat_map(|place| &place.clipped).map(String::as_str).collect();
        if !clipped.is_empty() {
            let words =
                clipped.iter().map(|hedge| format!("\"{hedge}\"")).collect::<Vec<_>>().join(", ");
            let mut diagnostic = Diagnostic::new(
                &code::CLIPPED_HEDGE,
                format!("the sentence of `{}` also says {words}", claim.id),
            )
            .at(first.at, "the quotation leaves it out")
            .help("quote it too, or write it as `hedge = \"…\"`");
            if let Some(context) =
                checked.iter().find_map(|part| part.place.as_ref()?.context.as_ref())
            {
                let (before, after) = around(context);
                diagnostic = diagnostic.note(format!("{before}»{}«{after}", context.quoted));
            }
            self.out.push(diagnostic);
        }
        let def = &self.declared.records[claim.record];
        let adversary = places()
            .filter_map(|place| def.layers.get(place.layer?))
            .find(|layer| layer.audience == Audience::Adversary);
        if let (Some(layer), true) = (adversary, claim.kind.is_inner()) {
            self.out.push(
                Diagnostic::new(&code::ADVERSARY_LAYER, format!("`{}` takes what somebody {} from `{}`, which was written for the adversary", claim.id, claim.kind.word(), layer.id))
                    .at(claim.at, "bargaining text")
                    .help("use it for what was demanded or conceded in words (`commitment`, `threat`, `fact`), not for what was thought"),
            );
        }
        if claim.is_second_hand() {
            self.out.push(
                Diagnostic::new(
                    &code::SECOND_HAND,
                    format!("`{}` reports what another {}", claim.id, claim.kind.word()),
                )
                .at(claim.at, "second-hand")
                .help("nothing need be done: footnotes say who says it about whom"),
            );
        }
    }
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

/// The layer in which a passage begins.
fn layer_of(def: &RecordDef, record: &Record, passage: &Passage) -> Option<usize> {
    def.layers.iter().position(|layer| {
        let (Some(from), Some(to)) = (record.paragraph(&layer.from), record.paragraph(&layer.to))
        else {
            return false;
        };
        (from.start..to.end).contains(&passage.start)
    })
}

/// The name under which a lock remembers the doubts of a record.
fn doubt_name(record: &str, index: usize) -> String {
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
