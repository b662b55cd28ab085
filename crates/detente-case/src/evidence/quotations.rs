//! Looking for quotations, and the checks beyond spelling.

use super::locking::doubt_name;
use super::records::span_of;
use super::{Checked, Place, RecordState, Standing, Verified, around};
use crate::claim::{Audience, Claim, QuotePart, RecordDef};
use crate::lock::{Lock, LockedQuote, words_hash};
use crate::lower::Declared;
use crate::suggestion::suggest;
use detente_evidence::{Lookup, Passage, Record, clipped_hedges};
use detente_text::{Diagnostic, code};

pub(super) struct Checker<'a> {
    pub(super) declared: &'a Declared,
    pub(super) records: &'a [RecordState],
    pub(super) lock: Option<&'a Lock>,
    pub(super) out: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    pub(super) fn claim(&mut self, claim: &Claim) -> Vec<Checked> {
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

    pub(super) fn doubts(&mut self, record: usize, def: &RecordDef) -> Vec<Vec<Checked>> {
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
            Lookup::NotFound(_) if elsewhere(record, part).is_some() => {
                let places = elsewhere(record, part).unwrap_or_default();
                let within = part.paragraph.as_deref().unwrap_or_default();
                self.out.push(
                    Diagnostic::new(
                        &code::QUOTE_NOT_FOUND,
                        format!("the quotation is not in `{within}` of the record `{}`", def.id),
                    )
                    .at(part.paragraph_at.unwrap_or(part.at), format!("it stands in {places}"))
                    .help(format!("correct `paragraph`: {places}")),
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
                    .at(part.paragraph_at.unwrap_or(part.at), "not there")
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
        // Of a record that cannot be read, that has been said.
        let told = self.records[index].standing == Standing::Unreadable;
        let Some(old) = old else {
            if told {
                return Checked { verified: Verified::Never, place: None };
            }
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

/// The paragraphs in which a quotation stands that is not in the one it names.
fn elsewhere(record: &Record, part: &QuotePart) -> Option<String> {
    part.paragraph.as_ref()?;
    let mut places: Vec<String> = match record.find(&part.text, None) {
        Lookup::Found(passage) => vec![passage.paragraph.to_string()],
        Lookup::Ambiguous(passages) => {
            passages.iter().map(|passage| passage.paragraph.to_string()).collect()
        }
        _ => return None,
    };
    places.dedup();
    Some(places.join(", "))
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
