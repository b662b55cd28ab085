//! The document of `detente commitments`, and the guarantees of a brief.

use super::drafts::Verdict;
use super::open::Gap;
use super::report::{CommitmentsReport, has_commitments};
use crate::bodies::voter_name;
use crate::document::{Block, Document, Inline, Row, Table};
use crate::notes::Notes;
use crate::words::{capital, list, plural, quoted};
use detente_case::Case;
use detente_model::{Commitment, Model, Strength, Timing, Voter};

/// Writes what is found of the commitments of a case.
pub fn commitments_document(case: &Case, report: &CommitmentsReport) -> Document {
    let mut notes = Notes::new(case);
    let mut writer = Writer { case, report, notes: &mut notes };
    let mut blocks = vec![Block::Lead(vec![vec![Inline::Strong(writer.lead())]])];
    blocks.extend(writer.typed());
    blocks.extend(writer.instruments());
    blocks.extend(writer.forms());
    blocks.extend(writer.commitments());
    blocks.extend(writer.clauses(true));
    blocks.extend(writer.drafts());
    blocks.extend(writer.delegations());
    let title = format!("{}: what is promised", case.model.title);
    Document::answer(title, None, blocks, notes.finish())
}

/// The guarantees in the annex of a brief; nothing if a case has none.
pub(crate) fn guarantees_section<'a>(
    case: &'a Case,
    report: &CommitmentsReport,
    notes: &mut Notes<'a>,
) -> Vec<Block> {
    if !has_commitments(&case.model) {
        return Vec::new();
    }
    let mut writer = Writer { case, report, notes };
    let mut items = writer.promises();
    items.extend(writer.clause_items(false));
    let seats = writer.adverse_sentences();
    items.extend(seats.into_iter().map(|(text, support)| {
        let mut line = vec![Inline::text(text)];
        writer.notes.mark(support, &mut line);
        line.push(Inline::text("."));
        line
    }));
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading("Guarantees".into()), Block::List(items)]
}

pub(super) struct Writer<'a, 'r, 'n> {
    pub(super) case: &'a Case,
    pub(super) report: &'r CommitmentsReport,
    pub(super) notes: &'n mut Notes<'a>,
}

impl<'a> Writer<'a, '_, '_> {
    pub(super) fn model(&self) -> &'a Model {
        &self.case.model
    }

    /// Names inside a sentence.
    pub(super) fn listed(&self, voters: &[Voter]) -> String {
        let names: Vec<String> = voters.iter().map(|voter| voter_name(self.case, voter)).collect();
        list(&names, "and")
    }

    pub(super) fn names(&self, voters: &[Voter]) -> String {
        if voters.is_empty() { "–".into() } else { capital(&self.listed(voters)) }
    }

    fn lead(&self) -> String {
        let model = self.model();
        let mut parts: Vec<String> = Vec::new();
        if !model.commitments.is_empty() {
            let all = model.commitments.len();
            let mut kinds: Vec<String> = Vec::new();
            for (strength, words) in [
                (Some(Strength::Vouches), "vouched for"),
                (Some(Strength::Measures), "as measures"),
                (Some(Strength::Tries), "as an attempt"),
                (Some(Strength::Cannot), "as a “cannot”"),
                (None, "without a strength"),
            ] {
                let same = |commitment: &&Commitment| commitment.strength == strength;
                let count = model.commitments.iter().filter(same).count();
                if count > 0 {
                    kinds.push(format!("{count} {words}"));
                }
            }
            parts.push(format!("{}: {}.", plural(all, "commitment"), list(&kinds, "and")));
        }
        let clauses = |which: &dyn Fn(usize) -> bool| {
            let texts: Vec<String> = (0..model.clauses.len())
                .filter(|&place| which(place))
                .map(|place| quoted(&model.clauses[place].text))
                .collect();
            (!texts.is_empty()).then(|| list(&texts, "and"))
        };
        if let Some(texts) = clauses(&|place| self.report.guards[place].rests_on_cannot) {
            parts.push(format!("Resting on a “cannot”: {texts}."));
        }
        if let Some(texts) = clauses(&|place| self.report.guards[place].commitments.is_empty()) {
            parts.push(format!("Guarded by no commitment: {texts}."));
        }
        let lines = self.report.comparisons.iter().flat_map(|found| &found.lines);
        let conflicts =
            lines.filter(|line| matches!(line.verdict, Verdict::Conflicting(..))).count();
        if conflicts > 0 {
            let article = if conflicts == 1 { "article" } else { "articles" };
            parts.push(format!("Drafts conflict in {conflicts} {article}."));
        }
        if let Some((sentence, _)) = self.adverse_sentences().into_iter().next() {
            parts.push(format!("{sentence}."));
        }
        if parts.is_empty() {
            let none = model.instruments.is_empty() && model.drafts.is_empty();
            let words = if none { "Nothing is promised." } else { "No commitment is given." };
            parts.push(words.into());
        }
        parts.join(" ")
    }

    /// What texts typed in leave open.
    fn typed(&self) -> Vec<Block> {
        if self.report.typed.is_empty() {
            return Vec::new();
        }
        let items = self.report.typed.iter().map(|(text, gaps)| {
            let open = if gaps.is_empty() { "nothing".into() } else { gap_words(gaps) };
            vec![Inline::text(format!("{} leaves open: {open}.", quoted(text)))]
        });
        vec![Block::Heading("The text typed in".into()), Block::List(items.collect())]
    }

    fn instruments(&mut self) -> Vec<Block> {
        let model = self.model();
        if model.instruments.is_empty() {
            return Vec::new();
        }
        let mut rows = Vec::new();
        for instrument in &model.instruments {
            let mut what = vec![Inline::text(capital(&instrument.text))];
            self.notes.mark(&instrument.support, &mut what);
            let continues = instrument
                .continues
                .map_or_else(|| "–".into(), |place| capital(&model.instruments[place].text));
            rows.push(Row::Cells(vec![
                what,
                vec![Inline::text(capital(instrument.kind.word()))],
                vec![Inline::text(self.names(&instrument.binds))],
                vec![Inline::text(continues)],
            ]));
        }
        let caption = "Instruments, and whom they bind".into();
        let head = ["Instrument", "Kind", "Binds", "Continues"].map(String::from).into();
        vec![Block::Heading("Instruments".into()), Block::Table(Table { caption, head, rows })]
    }

    /// For each thing with several forms, who is bound to what under each.
    fn forms(&mut self) -> Vec<Block> {
        let model = self.model();
        let mut blocks = Vec::new();
        for group in &self.report.forms {
            let mut actors: Vec<&Voter> = Vec::new();
            for &form in group {
                let made = model.commitments.iter();
                let made = made.filter(|commitment| commitment.instruments.contains(&form));
                let by = made.flat_map(|commitment| &commitment.by);
                for actor in model.instruments[form].binds.iter().chain(by) {
                    if !actors.contains(&actor) {
                        actors.push(actor);
                    }
                }
            }
            // Those who are bound alike stand in one row.
            let mut rows: Vec<(Vec<Voter>, Vec<String>)> = Vec::new();
            for actor in actors {
                let cells: Vec<String> =
                    group.iter().map(|&form| bound(model, actor, form)).collect();
                match rows.iter_mut().find(|(_, same)| *same == cells) {
                    Some((row, _)) => row.push(actor.clone()),
                    None => rows.push((vec![actor.clone()], cells)),
                }
            }
            let rows = rows.into_iter().map(|(who, cells)| {
                let cells = cells.into_iter().map(|cell| vec![Inline::text(cell)]);
                let who = vec![Inline::text(self.names(&who))];
                Row::Cells(std::iter::once(who).chain(cells).collect())
            });
            let rows = rows.collect();
            let head = group.iter().map(|&form| capital(&model.instruments[form].text));
            let head = std::iter::once("Who".to_owned()).chain(head).collect();
            let caption = "Forms of one thing: who is bound to what".into();
            blocks.push(Block::Table(Table { caption, head, rows }));
        }
        blocks
    }

    fn commitments(&mut self) -> Vec<Block> {
        let model = self.model();
        if model.commitments.is_empty() {
            return Vec::new();
        }
        let mut rows = Vec::new();
        for (commitment, gaps) in model.commitments.iter().zip(&self.report.open) {
            let mut who = self.names(&commitment.by);
            if !commitment.to.is_empty() {
                who.push_str(&format!(" to {}", self.listed(&commitment.to)));
            }
            let mut what = vec![Inline::text(capital(&commitment.does))];
            self.notes.mark(&commitment.support, &mut what);
            let more = self.particulars(commitment);
            if !more.is_empty() {
                what.push(Inline::text(format!(" ({})", more.join("; "))));
            }
            let strength = commitment.strength.map_or("–", Strength::word);
            let open = if gaps.is_empty() { "–".into() } else { gap_words(gaps) };
            rows.push(Row::Cells(vec![
                vec![Inline::text(who)],
                what,
                vec![Inline::text(capital(strength))],
                vec![Inline::text(capital(&open))],
            ]));
        }
        let caption = "What is promised, how firmly, and what is left open".into();
        let head = ["Who", "What", "How firmly", "Left open"].map(String::from).into();
        vec![Block::Heading("Commitments".into()), Block::Table(Table { caption, head, rows })]
    }

    /// Where it stands, when, where, who verifies it, and what follows.
    fn particulars(&self, commitment: &Commitment) -> Vec<String> {
        let model = self.model();
        let mut more: Vec<String> = Vec::new();
        if !commitment.instruments.is_empty() {
            let texts: Vec<&str> = commitment
                .instruments
                .iter()
                .map(|&place| model.instruments[place].text.as_str())
                .collect();
            more.push(format!("in {}", list(&texts, "and")));
        }
        match &commitment.when {
            Some(Timing::Words(words)) => more.push(words.clone()),
            Some(Timing::Step(step)) => {
                more.push(format!("when {}", model.schedule[*step].text));
            }
            None => {}
        }
        more.extend(commitment.place.clone());
        if !commitment.verifiers.is_empty() {
            more.push(format!("verified by {}", self.listed(&commitment.verifiers)));
        }
        more.extend(commitment.consequence.as_ref().map(|text| format!("otherwise {text}")));
        more
    }
}

/// What an actor is bound to under one form.
fn bound(model: &Model, actor: &Voter, form: usize) -> String {
    let made = model.commitments.iter();
    let made = made.filter(|made| made.instruments.contains(&form) && made.by.contains(actor));
    let does: Vec<String> = made
        .map(|made| match made.strength {
            Some(Strength::Vouches) | None => made.does.clone(),
            Some(strength) => format!("{} ({})", made.does, strength.word()),
        })
        .collect();
    if !does.is_empty() {
        return capital(&does.join("; "));
    }
    let binds = model.instruments[form].binds.contains(actor);
    if binds { "Bound; to what is not said".into() } else { "Not bound".into() }
}

/// What is left open, in words.
pub(super) fn gap_words(gaps: &[Gap]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut vague: Vec<String> = Vec::new();
    for gap in gaps {
        match gap {
            Gap::Actor => words.push("who".into()),
            Gap::Time => words.push("when".into()),
            Gap::Verifier => words.push("who verifies".into()),
            Gap::Consequence => words.push("what follows if not".into()),
            Gap::Vague(term) => vague.push(quoted(term)),
        }
    }
    if !vague.is_empty() {
        words.push(format!("what is meant by {}", list(&vague, "and")));
    }
    words.join(", ")
}
