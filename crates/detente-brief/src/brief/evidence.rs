//! What the brief rests on: inputs counted, one-sidedness, doubts about records, sources.

use super::Writer;
use crate::document::{Block, Inline};
use crate::hinge_words::{by_assumption, supports};
use crate::words::{capital, list, plural, quoted, statement_words};
use detente_case::{Standing, Voice, short};
use detente_model::{Input, InputKind, Support};
use std::collections::BTreeSet;

/// How many of the analyst's own inputs are listed.
const MOST_ASSUMPTIONS: usize = 4;

impl Writer<'_> {
    /// The counts under the bottom line.
    pub(super) fn header(&self) -> Vec<Block> {
        let case = self.case;
        let inputs = case.model.inputs();
        let own = inputs.iter().filter(|input| input.support.is_own()).count();
        let verified = case.evidence.verified();
        let all = case.claims.len();
        let mut parts = vec![format!("{own} of {} inputs are the analyst's own", inputs.len())];
        if all > 0 {
            parts.push(format!("{verified} of {all} claims verified{}", self.verified_when()));
        }
        let mut blocks =
            vec![Block::Paragraph(vec![Inline::text(format!("{}.", parts.join("; ")))])];
        let matters: Vec<Vec<Inline>> = case
            .model
            .matters
            .iter()
            .map(|matter| {
                let question = matter
                    .question
                    .clone()
                    .unwrap_or_else(|| format!("‘{}’ is in dispute.", matter.id));
                let readings = matter
                    .readings
                    .iter()
                    .map(|reading| format!("‘{}’ – {}", reading.id, reading.text));
                vec![
                    Inline::Strong(question),
                    Inline::text(format!(" {}.", readings.collect::<Vec<_>>().join("; "))),
                ]
            })
            .collect();
        if !matters.is_empty() {
            blocks.push(Block::List(matters));
        }
        blocks
    }

    fn verified_when(&self) -> String {
        let states = &self.case.evidence.records;
        let absent: Vec<&str> = states
            .iter()
            .filter(|state| state.standing == Standing::Absent)
            .filter_map(|state| state.checked.as_deref())
            .collect();
        match absent.first() {
            Some(date) if absent.len() == states.len() => {
                format!(" on {date}, records not at hand")
            }
            Some(date) => format!(", some on {date} without the record at hand now"),
            None => String::new(),
        }
    }

    /// The analyst's own inputs, those that answers hang on first.
    pub(super) fn assumptions(&self) -> Vec<Block> {
        let model = &self.case.model;
        let touched = by_assumption(&self.findings.hinges);
        let weight = |support: &Support| -> usize {
            let touching = touched.iter().filter(|group| {
                supports(model, group.assumption).iter().any(|other| std::ptr::eq(*other, support))
            });
            touching.map(|group| group.answers).max().unwrap_or(0)
        };
        // What was never changed cannot be said to matter, or not to.
        let is_tried = |input: &Input<'_>| {
            matches!(
                input.kind,
                InputKind::Wish | InputKind::Reading(..) | InputKind::Rule(Some(_))
            )
        };
        let own: Vec<Input<'_>> =
            model.inputs().into_iter().filter(|input| input.support.is_own()).collect();
        let untried = own.iter().filter(|input| !is_tried(input)).count();
        let mut tried: Vec<(usize, Input<'_>)> =
            own.into_iter().filter(is_tried).map(|input| (weight(input.support), input)).collect();
        tried.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let mut blocks = vec![Block::Heading("Key assumptions".into())];
        let mut items: Vec<Vec<Inline>> = Vec::new();
        for (weight, input) in tried.iter().take(MOST_ASSUMPTIONS).filter(|(weight, _)| *weight > 0)
        {
            items.push(vec![Inline::text(self.assumption_line(*weight, input))]);
        }
        let rest = tried.len() - items.len();
        if rest > 0 {
            let heavy = tried.iter().filter(|(weight, _)| *weight > 0).count() - items.len();
            let lead = if items.is_empty() { "The analyst put in" } else { "And" };
            let hang = match heavy {
                0 => "changing any one of them changes no answer".to_owned(),
                n => format!("some answer hangs on {n} of them"),
            };
            let more = match rest {
                1 => "1 more wish, rule or reading".to_owned(),
                n => format!("{n} more wishes, rules or readings"),
            };
            items.push(vec![Inline::text(format!("{lead} {more}; {hang}."))]);
        }
        if untried > 0 {
            items.push(vec![Inline::text(format!(
                "Not tried: {untried} of the analyst's own inputs that are no wishes, rules or readings."
            ))]);
        }
        blocks.push(if items.is_empty() {
            Block::Paragraph(vec![Inline::text("Every input rests on a quotation.")])
        } else {
            Block::List(items)
        });
        blocks.extend(self.one_sided());
        blocks
    }

    fn assumption_line(&self, weight: usize, input: &Input<'_>) -> String {
        let wish = input.statement.map(|statement| {
            format!(": {}", quoted(&statement_words(&self.case.model, statement)))
        });
        let reason = match &input.support.assumed {
            Some(assumed) => format!("{} ({})", assumed.reason, assumed.by),
            None => "no reason given".into(),
        };
        let wrong = match input.kind {
            InputKind::Reading(_, reading) if reading > 0 => "if it is the right one",
            _ => "if wrong",
        };
        let plural = if weight == 1 { "answer changes" } else { "answers change" };
        let label = capital(&format!("{}{}", input.label, wish.unwrap_or_default()));
        format!("{label}: {reason}; {wrong}, up to {weight} {plural}.")
    }

    /// Parties of whom only others speak.
    fn one_sided(&self) -> Option<Block> {
        let case = self.case;
        let mut items = Vec::new();
        for (index, party) in case.model.parties.iter().enumerate() {
            let about: Vec<Voice> = case
                .claims
                .iter()
                .filter(|claim| claim.about.contains(&Voice::Party(index)))
                .map(|claim| claim.holder)
                .collect();
            if about.is_empty() || about.contains(&Voice::Party(index)) {
                continue;
            }
            let holders: BTreeSet<Voice> = about.iter().copied().collect();
            let hostile = holders
                .iter()
                .all(|holder| matches!(holder, Voice::Party(p) if party.adversaries.contains(p)));
            let names: Vec<String> =
                holders.iter().map(|holder| crate::notes::voice_short(case, *holder)).collect();
            let count = plural(about.len(), "claim");
            let whose = if hostile { "its adversary" } else { "others" };
            items.push(format!(
                "what is quoted about {} ({count}) comes from {whose} ({}) and never from itself",
                crate::words::party_short(&case.model, index),
                list(&names, "and")
            ));
        }
        let line = format!("One-sided: {}.", items.join("; "));
        (!items.is_empty()).then(|| Block::Paragraph(vec![Inline::text(line)]))
    }

    /// What is doubtful in the records.
    pub(super) fn doubts(&self) -> Vec<Block> {
        let doubts: Vec<Vec<Inline>> = self
            .case
            .records
            .iter()
            .flat_map(|def| &def.doubts)
            .map(|doubt| {
                let quoted: Vec<&str> = doubt.parts.iter().map(|part| part.text.as_str()).collect();
                vec![Inline::text(format!("“{}”: {}", quoted.join(" … "), doubt.problem))]
            })
            .collect();
        if doubts.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading("Doubts about the records".into()), Block::List(doubts)]
    }

    /// The records and the footnotes.
    pub(super) fn sources(&mut self) -> Vec<Block> {
        let case = self.case;
        let mut blocks = Vec::new();
        blocks.push(Block::Heading("Sources".into()));
        let mut records = Vec::new();
        for (index, (def, state)) in case.records.iter().zip(&case.evidence.records).enumerate() {
            let hash = state.sha256.as_deref().map_or("none", short);
            let date = state.checked.as_deref().unwrap_or("an unknown day");
            let standing = match state.standing {
                Standing::AtHand => format!("at hand, sha256 {hash}"),
                Standing::Changed => {
                    format!("CHANGED since {date}: quotations are stale; sha256 now {hash}")
                }
                Standing::Absent => {
                    format!("checked against sha256 {hash} on {date}, record not at hand")
                }
                Standing::Unseen => "not at hand and never checked".into(),
                Standing::Unreadable => "cannot be read".into(),
            };
            let archive =
                def.archive.as_ref().map(|archive| format!(", {archive}")).unwrap_or_default();
            let date = def.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
            let doubts = match def.doubts.len() {
                0 => String::new(),
                1 => " 1 doubt about it: see the annex.".to_owned(),
                n => format!(" {n} doubts about it: see the annex."),
            };
            let way = crate::notes::usual_way(case, index)
                .map(|way| format!(" Unless a note says otherwise, its words came through {way}."))
                .unwrap_or_default();
            let id = if case.records.len() > 1 { format!(" ({})", def.id) } else { String::new() };
            records.push(vec![
                Inline::Strong(def.title.clone()),
                Inline::text(format!("{id}{date}{archive}. {}.{way}{doubts}", capital(&standing))),
            ]);
        }
        if records.is_empty() {
            blocks.push(Block::Paragraph(vec![Inline::text("The case cites no record.")]));
        } else {
            blocks.push(Block::List(records));
        }
        blocks.push(Block::Footnotes);
        blocks.push(Block::Paragraph(vec![Inline::text(format!(
            "Computed by detente {} from case {}. No probability is implied: the model ranks, it does not measure.",
            env!("CARGO_PKG_VERSION"),
            case.fingerprint
        ))]));
        blocks
    }
}
