//! Footnotes: claims get their numbers in the order in which a document first cites them.

use crate::document::{Footnote, Inline, Quote, Trust};
use crate::words::{capital, in_sentence, list, party_short};
use detente_case::{Audience, Case, Standing, Verified, Voice, around};
use detente_model::Support;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers claims as they are cited.
#[derive(Debug)]
pub(crate) struct Notes<'a> {
    case: &'a Case,
    numbers: BTreeMap<usize, usize>,
    order: Vec<usize>,
}

impl<'a> Notes<'a> {
    pub(crate) fn new(case: &'a Case) -> Self {
        Self { case, numbers: BTreeMap::new(), order: Vec::new() }
    }

    /// Returns the numbers of some claims, in ascending order, each once.
    pub(crate) fn cite<'s>(&mut self, claims: impl IntoIterator<Item = &'s String>) -> Vec<usize> {
        let mut numbers: Vec<usize> = Vec::new();
        for id in claims {
            let Some(claim) = self.case.claim(id) else { continue };
            let next = self.order.len() + 1;
            let number = *self.numbers.entry(claim).or_insert(next);
            if number == next {
                self.order.push(claim);
            }
            numbers.push(number);
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Adds to a line the notes of what something rests on, or that it is assumed.
    pub(crate) fn mark(&mut self, support: &Support, line: &mut Vec<Inline>) {
        if !self.add(&support.because, line) && support.assumed.is_some() {
            line.push(Inline::text(" (assumed)"));
        }
    }

    /// Adds to a line the notes of some claims, and says whether there were any.
    pub(crate) fn add<'s>(
        &mut self,
        claims: impl IntoIterator<Item = &'s String>,
        line: &mut Vec<Inline>,
    ) -> bool {
        let cited = self.cite(claims);
        let any = !cited.is_empty();
        if any {
            line.push(Inline::Notes(cited));
        }
        any
    }

    /// Counts the claims cited so far.
    pub(crate) fn count(&self) -> usize {
        self.order.len()
    }

    /// Writes the footnotes.
    pub(crate) fn finish(self) -> Vec<Footnote> {
        self.order.iter().map(|&claim| footnote(self.case, claim)).collect()
    }
}

/// Writes the footnote of one claim.
pub(crate) fn footnote(case: &Case, index: usize) -> Footnote {
    let claim = &case.claims[index];
    let checked = &case.evidence.claims[index];
    let def = &case.records[claim.record];
    let state = &case.evidence.records[claim.record];
    let quotes = claim.parts.iter().zip(checked).map(|(part, checked)| {
        let context = checked.place.as_ref().and_then(|place| place.context.as_ref());
        match context {
            Some(context) => {
                let (before, after) = around(context);
                Quote { before, words: part.text.clone(), after }
            }
            None => Quote { words: part.text.clone(), ..Quote::default() },
        }
    });
    let mut paragraphs: Vec<&str> = checked
        .iter()
        .filter_map(|part| part.place.as_ref())
        .map(|place| place.paragraph.as_str())
        .collect();
    paragraphs.dedup();
    let record = if case.records.len() > 1 { format!("{} ", def.id) } else { String::new() };
    let place = format!(
        "{record}{}",
        if paragraphs.is_empty() { "no place known".into() } else { paragraphs.join("–") }
    );
    Footnote {
        claim: claim.id.clone(),
        voice: capital(&voice(case, index)),
        place,
        status: status(
            checked.iter().map(|part| part.verified),
            state.standing,
            state.checked.as_deref(),
        ),
        trust: trust(checked.iter().map(|part| part.verified)),
        quotes: quotes.collect(),
        cautions: cautions(case, index),
    }
}

/// Who says it about whom, and through whom: "Peking on Seoul (through Wu Xiuquan)".
///
/// The usual way into a record is said once, with the record.
pub(crate) fn voice(case: &Case, index: usize) -> String {
    let claim = &case.claims[index];
    let mut out = voice_short(case, claim.holder);
    if let Some(behalf) = &claim.behalf {
        out = format!("{out} for {behalf}");
    }
    let others = claim.about.iter().filter(|voice| **voice != claim.holder);
    let others: Vec<String> = others.map(|voice| voice_short(case, *voice)).collect();
    if !others.is_empty() {
        out = format!("{out} on {}", list(&others, "and"));
    }
    match &claim.through {
        Some(through) if usual_way(case, claim.record) != Some(through) => {
            format!("{out} (through {through})")
        }
        _ => out,
    }
}

/// The way through which at least half of a record's claims reached it.
pub(crate) fn usual_way(case: &Case, record: usize) -> Option<&String> {
    let claims = || case.claims.iter().filter(move |claim| claim.record == record);
    let ways: BTreeSet<&String> = claims().filter_map(|claim| claim.through.as_ref()).collect();
    let all = claims().count();
    ways.into_iter()
        .find(|way| 2 * claims().filter(|claim| claim.through.as_ref() == Some(way)).count() >= all)
}

pub(crate) fn voice_short(case: &Case, voice: Voice) -> String {
    match voice {
        Voice::Party(party) => party_short(&case.model, party),
        Voice::Other(_) => in_sentence(case.voice_name(voice)),
    }
}

fn status(
    parts: impl Iterator<Item = Verified>,
    standing: Standing,
    checked: Option<&str>,
) -> String {
    let mut worst = Verified::Now;
    for part in parts {
        if part as u8 > worst as u8 {
            worst = part;
        }
    }
    match worst {
        Verified::Now => "verified".into(),
        Verified::Before => {
            format!("verified on {}; record not at hand", checked.unwrap_or("an earlier day"))
        }
        Verified::Stale => "stale: the record has changed since it was checked".into(),
        Verified::Never if standing == Standing::Unreadable => {
            "not verified: the record cannot be read".into()
        }
        Verified::Never => "never verified".into(),
        Verified::Failed => "NOT in the record".into(),
    }
}

fn trust(parts: impl Iterator<Item = Verified>) -> Trust {
    let mut trust = Trust::Verified;
    for part in parts {
        match part {
            Verified::Now => {}
            Verified::Before => trust = Trust::Earlier,
            _ => return Trust::Doubtful,
        }
    }
    trust
}

fn cautions(case: &Case, index: usize) -> Vec<String> {
    let claim = &case.claims[index];
    let def = &case.records[claim.record];
    let places = || case.evidence.claims[index].iter().filter_map(|part| part.place.as_ref());
    let mut out = Vec::new();
    if let Some(hedge) = &claim.hedge {
        out.push(format!("hedged: \"{hedge}\""));
    }
    let clipped: Vec<String> =
        places().flat_map(|place| &place.clipped).map(|hedge| format!("\"{hedge}\"")).collect();
    if !clipped.is_empty() {
        out.push(format!("its sentence also says {}", list(&clipped, "and")));
    }
    let layer = places().find_map(|place| def.layers.get(place.layer?));
    if let Some(layer) = layer {
        let name = layer.title.as_deref().unwrap_or(&layer.id);
        if layer.audience == Audience::Adversary {
            out.push(format!("bargaining text, written for the adversary ({name})"));
        }
    }
    if claim.is_second_hand() {
        out.push("second-hand".into());
    }
    if let Some(note) = &claim.note {
        out.push(note.trim_end_matches('.').to_owned());
    }
    out
}
