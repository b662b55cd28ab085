//! The document of `detente threats`: what is threatened or promised, whether it would be carried out
//! in each reading, why, and what the record itself says of it.

use crate::analysis::{Analysis, Limits, ReadingResult};
use crate::brief::scope::scoped;
use crate::document::{Block, Document, Inline, Judgement, Row, Table};
use crate::engine::EngineError;
use crate::explain::gain;
use crate::explanation::told_line;
use crate::hinge::origin;
use crate::notes::Notes;
use crate::threats::{Belief, Carrying, carrying};
use crate::words::{capital, concept_words, condition_words, list, move_words, party_name};
use detente_case::Case;
use detente_model::Threat;
use detente_stability::{Concept, PartySet};

/// Writes what becomes of the threats and promises of a case, under one concept, in every reading of
/// the analysis.
///
/// # Errors
/// If the engine refuses.
pub fn threats_document(
    case: &Case,
    analysis: &Analysis,
    concept: Concept,
    limits: &Limits<'_>,
) -> Result<Document, EngineError> {
    let model = &case.model;
    let mut writer = Writer { case, analysis, notes: Notes::new(case) };
    let mut cards = Vec::new();
    let mut rows = Vec::new();
    let mut lead = Vec::new();
    for (number, threat) in model.threats.iter().enumerate() {
        let found = analysis
            .readings
            .iter()
            .map(|result| carrying(result, threat, concept, limits))
            .collect::<Result<Vec<_>, _>>()?;
        lead.push(writer.lead(threat, &found));
        rows.push(writer.row(threat, &found));
        cards.push(Block::Judgement(writer.card(number + 1, threat, &found)));
    }
    let mut blocks = vec![
        Block::Lead(vec![vec![Inline::Strong(lead.join(" "))]]),
        Block::Paragraph(vec![
            Inline::text(format!("Looking at {}", concept_words(concept))),
            Inline::Technical(concept.name().to_owned()),
            Inline::text(
                ". Called: the outcomes in which its condition holds and it has not been carried out. Pays: its maker is \
                 better off at once. Does it: and no reply undoes that. Undoes it: once done, taking it back pays.",
            ),
        ]),
        Block::Table(Table {
            caption: "Outcomes, summed over the readings".into(),
            head: ["Threat or promise", "Called", "Pays", "Does it", "Undoes it"]
                .map(str::to_owned)
                .to_vec(),
            rows,
        }),
    ];
    blocks.extend(cards);
    let title = format!("{}: threats and promises", model.title);
    Ok(Document::answer(title, None, blocks, writer.notes.finish()))
}

/// One line for each threat and promise: in which readings it is to be believed.
///
/// # Errors
/// If the engine refuses.
pub(crate) fn threat_lines(
    case: &Case,
    analysis: &Analysis,
    concept: Concept,
    limits: &Limits<'_>,
) -> Result<Vec<String>, EngineError> {
    let writer = Writer { case, analysis, notes: Notes::new(case) };
    let line = |threat| {
        let found = analysis.readings.iter();
        let found = found.map(|result| carrying(result, threat, concept, limits));
        Ok(writer.lead(threat, &found.collect::<Result<Vec<_>, EngineError>>()?))
    };
    case.model.threats.iter().map(line).collect()
}

struct Writer<'a> {
    case: &'a Case,
    analysis: &'a Analysis,
    notes: Notes<'a>,
}

impl Writer<'_> {
    fn scoped(&self, words: &str, readings: &[usize]) -> String {
        scoped(&self.case.model, self.analysis, words, readings)
    }

    fn lead(&self, threat: &Threat, found: &[Carrying]) -> String {
        let parts: Vec<String> = beliefs(found)
            .iter()
            .map(|(belief, readings)| self.scoped(belief.word(), readings))
            .collect();
        format!("{}: {}.", threat.text.trim_end_matches('.'), parts.join("; "))
    }

    fn row(&self, threat: &Threat, found: &[Carrying]) -> Row {
        let sum = |count: &dyn Fn(&Carrying) -> usize| -> Vec<Inline> {
            vec![Inline::text(found.iter().map(count).sum::<usize>().to_string())]
        };
        let kind = if threat.promise { "promise" } else { "threat" };
        Row::Cells(vec![
            vec![Inline::text(format!(
                "{kind} of {}: {}",
                party_name(&self.case.model, threat.party),
                threat.id
            ))],
            sum(&|found| found.called.len()),
            sum(&|found| found.pays.len()),
            sum(&|found| found.does.len()),
            sum(&|found| found.undone.len()),
        ])
    }

    fn card(&mut self, number: usize, threat: &Threat, found: &[Carrying]) -> Judgement {
        let model = &self.case.model;
        let mut fields: Vec<(String, Vec<Vec<Inline>>)> = Vec::new();
        if let Some((source, _)) = &threat.when {
            fields.push((
                "Called when".into(),
                vec![vec![Inline::text(condition_words(model, source))]],
            ));
        }
        for (belief, readings) in self.alike(threat, found) {
            let Some(&reading) = readings.first() else { continue };
            let name = capital(&self.scoped(belief.word(), &readings));
            let all: Vec<&Carrying> = readings.iter().map(|&reading| &found[reading]).collect();
            let lines = self.why(threat, &self.analysis.readings[reading], &all, belief);
            fields.push((name, lines));
        }
        let undone: Vec<usize> =
            (0..found.len()).filter(|&reading| !found[reading].undone.is_empty()).collect();
        if !undone.is_empty() {
            let words = self.scoped("once done, taking it back would pay", &undone);
            let times: usize = undone.iter().map(|&reading| found[reading].undone.len()).sum();
            let all: usize = undone.iter().map(|&reading| found[reading].done.len()).sum();
            fields.push((
                "Not kept".into(),
                vec![vec![Inline::text(format!("{words} ({times} of {all} outcomes there)"))]],
            ));
        }
        let kept: Vec<usize> = (0..found.len())
            .filter(|&reading| !found[reading].done.is_empty() && found[reading].undone.is_empty())
            .collect();
        if !kept.is_empty() {
            let words = self.scoped("once done, taking it back would not pay", &kept);
            fields.push(("Kept".into(), vec![vec![Inline::text(words)]]));
        }
        fields.extend(self.record(threat, &beliefs(found)));
        let notes = self.notes.cite(&threat.support.because);
        let text = format!("{}.", threat.text.trim_end_matches('.'));
        Judgement { number, text: vec![Inline::Strong(text)], fields, notes }
    }

    /// The readings by what they make of it, those together in which the wishes of its maker are the
    /// same and it pays, or is undone by a reply, in all or in none: the figures may differ.
    fn alike(&self, threat: &Threat, found: &[Carrying]) -> Vec<(Belief, Vec<usize>)> {
        let key = |reading: usize| {
            let carrying = &found[reading];
            let result = &self.analysis.readings[reading];
            let idle = carrying.pays.len() < carrying.called.len();
            let held = carrying.does.len() < carrying.pays.len();
            (carrying.belief(), origin(&self.case.model, result, threat.party), idle, held)
        };
        let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
        for reading in 0..found.len() {
            match groups.iter_mut().find(|(first, _)| key(*first) == key(reading)) {
                Some((_, readings)) => readings.push(reading),
                None => groups.push((reading, vec![reading])),
            }
        }
        groups.sort_by_key(|(first, _)| (found[*first].belief(), *first));
        groups.into_iter().map(|(first, all)| (found[first].belief(), all)).collect()
    }

    /// Why it would or would not be carried out, shown on one outcome of the first of the readings
    /// that are alike, `all`.
    fn why(
        &mut self,
        threat: &Threat,
        result: &ReadingResult,
        all: &[&Carrying],
        belief: Belief,
    ) -> Vec<Vec<Inline>> {
        let Some(&found) = all.first() else { return Vec::new() };
        let model = &self.case.model;
        let space = result.space();
        let maker = party_name(model, threat.party);
        let counts = format!(
            "called in {} outcomes, pays in {}, nothing undoes it in {}",
            counted(all, &|found| found.called.len()),
            counted(all, &|found| found.pays.len()),
            counted(all, &|found| found.does.len())
        );
        if belief == Belief::Never {
            let text = "it is called in no outcome in which it could be carried out";
            return vec![vec![Inline::text(text)]];
        }
        let mut lines = vec![vec![Inline::text(counts)]];
        let now = model.status_quo.and_then(|now| space.index_of(now));
        let among =
            |set: &[usize]| now.filter(|now| set.contains(now)).or_else(|| set.first().copied());
        let after = |from: usize| space.index_of(threat.carried_out(space.state(from)));
        let who: PartySet = PartySet::one(threat.party);
        if let Some(from) = among(&found.does)
            && let Some(to) = after(from)
        {
            let line = gain(model, result, who, from, to);
            let mut inlines = vec![Inline::text(format!(
                "{} would {}: ",
                capital(&maker),
                move_words(model, space.state(from), space.state(to))
            ))];
            inlines.extend(told_line(self.case, &line, &mut self.notes));
            lines.push(inlines);
        }
        let idle: Vec<usize> =
            found.called.iter().copied().filter(|state| !found.pays.contains(state)).collect();
        if let Some(from) = among(&idle).filter(|_| belief != Belief::Believable)
            && let Some(to) = after(from)
        {
            let ranks = result.game.rankings()[threat.party].ranks();
            let line = gain(model, result, who, to, from);
            let mut inlines = vec![Inline::text(format!(
                "To {} would not pay {maker}: ",
                move_words(model, space.state(from), space.state(to))
            ))];
            if ranks[from] == ranks[to] {
                inlines.push(Inline::text("nothing would be gained"));
            } else {
                inlines.push(Inline::text("without it, "));
                inlines.extend(told_line(self.case, &line, &mut self.notes));
            }
            lines.push(inlines);
        }
        let held: Vec<usize> =
            found.pays.iter().copied().filter(|state| !found.does.contains(state)).collect();
        if !held.is_empty() {
            lines.push(vec![Inline::text(format!(
                "in {} outcomes it would pay at once, and a reply undoes the gain",
                counted(all, &|found| found.pays.len() - found.does.len())
            ))]);
        }
        lines
    }

    /// What the record says of it, beside what was computed.
    fn record(
        &mut self,
        threat: &Threat,
        beliefs: &[(Belief, Vec<usize>)],
    ) -> Vec<(String, Vec<Vec<Inline>>)> {
        let empty = self.notes.cite(&threat.support.against);
        if empty.is_empty() {
            return Vec::new();
        }
        let agreeing: Vec<String> = beliefs
            .iter()
            .filter(|(belief, _)| matches!(belief, Belief::Empty))
            .map(|(_, readings)| self.scoped("", readings).trim().to_owned())
            .collect();
        let verdict = if agreeing.is_empty() {
            "the computed answer nowhere agrees".to_owned()
        } else {
            format!("the computed answer agrees {}", list(&agreeing, "and"))
        };
        let line = vec![
            Inline::text("it is called empty"),
            Inline::Notes(empty),
            Inline::text(format!("; {verdict}")),
        ];
        vec![("The record".into(), vec![line])]
    }
}

/// The readings by what they make of it, the most believing first.
fn beliefs(found: &[Carrying]) -> Vec<(Belief, Vec<usize>)> {
    let mut groups: Vec<(Belief, Vec<usize>)> = Vec::new();
    for (reading, carrying) in found.iter().enumerate() {
        let belief = carrying.belief();
        match groups.iter_mut().find(|(known, _)| *known == belief) {
            Some((_, readings)) => readings.push(reading),
            None => groups.push((belief, vec![reading])),
        }
    }
    groups.sort();
    groups
}

/// A figure over several readings: one number, two, or the least and the most.
fn counted(all: &[&Carrying], count: &dyn Fn(&Carrying) -> usize) -> String {
    let mut counts: Vec<usize> = all.iter().map(|found| count(found)).collect();
    counts.sort_unstable();
    counts.dedup();
    match counts[..] {
        [] => String::new(),
        [one] => one.to_string(),
        [few, many] => format!("{few} or {many}"),
        [few, .., many] => format!("{few} to {many}"),
    }
}
