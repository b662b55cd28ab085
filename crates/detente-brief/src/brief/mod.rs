//! The brief: two pages made of what was found, in the order in which a reader needs it.

mod evidence;
mod judgement;
pub(crate) mod scope;
mod sections;
mod spoilers;
mod switches;

use crate::commitments::{commitments_report, guarantees_section};
use crate::document::{Block, Document, Inline};
use crate::finding::Findings;
use crate::ledger::{ledger_report, ledger_section};
use crate::notes::Notes;
use crate::schedule::schedule_section;
use crate::words::{capital, list, lower, party_name};
use detente_case::Case;
use detente_model::Question;

/// Widths for which the bottom line is measured.
const PAGE: usize = 80;
/// A bottom line is at most four lines.
const LEAD_LINES: usize = 4;

/// Writes the brief of a case.
pub fn brief(case: &Case, findings: &Findings) -> Document {
    let mut writer = Writer { case, findings, notes: Notes::new(case) };
    let judgements = writer.judgements();
    let mut blocks = vec![Block::Lead(writer.bottom_line())];
    blocks.extend(writer.header());
    if !judgements.is_empty() {
        blocks.push(Block::Heading("Key judgements".into()));
        blocks.extend(judgements.into_iter().map(Block::Judgement));
    }
    blocks.extend(writer.settlements());
    let spoilers = writer.spoiler_section();
    blocks.extend(spoilers.blocks);
    blocks.extend(writer.hinge_section());
    let mut present = writer.present_section();
    let (dates, schedule) = writer.dates();
    // Two pages are short: the dates stand in the paragraph on the present state.
    match present.last_mut() {
        Some(Block::Paragraph(line)) if !dates.is_empty() => {
            line.push(Inline::text(" "));
            line.extend(dates);
        }
        _ if dates.is_empty() => {}
        _ => present.push(Block::Paragraph(dates)),
    }
    blocks.extend(present);
    blocks.extend(writer.views_section());
    blocks.extend(writer.assumptions());
    blocks.extend(writer.sources());
    let cited = writer.notes.count();
    let mut annex = writer.switches();
    annex.extend(spoilers.annex);
    annex.extend(writer.threats_section());
    annex.extend(writer.ratification_section());
    annex.extend(writer.graph_section());
    annex.extend(writer.table_section());
    annex.extend(writer.plans_section());
    annex.extend(writer.forecast_section());
    annex.extend(writer.bodies_section());
    if let Some(report) = ledger_report(&case.model).ok().filter(|_| !case.model.ledger.is_empty())
    {
        annex.extend(ledger_section(case, &report, &mut writer.notes));
    }
    if let Some(report) = &schedule {
        annex.extend(schedule_section(case, report, &mut writer.notes));
    }
    annex.extend(guarantees_section(case, &commitments_report(case, &[]), &mut writer.notes));
    annex.extend(writer.doubts());
    let model = &case.model;
    let mut subtitle = vec![model.question.clone()];
    let seen_by = model.seen_by.map(|party| format!("as seen by {}", party_name(model, party)));
    let as_of = model.as_of.as_ref().map(|date| format!("as of {date}"));
    let analyst = model.analyst.as_ref().map(|name| format!("analyst: {name}"));
    let facts: Vec<String> = as_of.into_iter().chain(seen_by).chain(analyst).collect();
    if !facts.is_empty() {
        subtitle.push(capital(&facts.join("; ")));
    }
    let mut footnotes = writer.notes.finish();
    let annex_footnotes = footnotes.split_off(cited);
    Document { title: model.title.clone(), subtitle, blocks, annex, footnotes, annex_footnotes }
}

struct Writer<'a> {
    case: &'a Case,
    findings: &'a Findings,
    notes: Notes<'a>,
}

impl Writer<'_> {
    /// At most four lines: what is the same in every reading, and what hangs on a matter in dispute.
    fn bottom_line(&self) -> Vec<Vec<Inline>> {
        let model = &self.case.model;
        let mut settled: Vec<String> = Vec::new();
        let mut open: Vec<(&[usize], Vec<&Question>)> = Vec::new();
        for (question, finding) in model.questions.iter().zip(&self.findings.questions) {
            match finding.uniform() {
                Some(answer) => settled.push(judgement::uniform_clause(question, answer)),
                None => match open.iter_mut().find(|(matters, _)| *matters == finding.depends_on) {
                    Some((_, questions)) => questions.push(question),
                    None => open.push((&finding.depends_on, vec![question])),
                },
            }
        }
        let mut sentences: Vec<String> = Vec::new();
        if !settled.is_empty() {
            let lead = if model.combinations() > 1 {
                "In every reading, looking one reply ahead, "
            } else {
                "Looking one reply ahead, "
            };
            sentences.push(capital(&format!("{lead}{}.", list(&settled, "and"))));
        }
        sentences.extend(
            open.iter().map(|(matters, questions)| self.hanging_sentence(questions, matters)),
        );
        if model.questions.is_empty() {
            let base = self.findings.analysis.base();
            let holding = base.solutions[self.findings.ahead].equilibria().len();
            sentences.push(format!(
                "The case asks no question. Looking one reply ahead, {holding} of {} possible outcomes hold.",
                base.space().len()
            ));
        }
        while sentences.len() > 1
            && textwrap::wrap(&sentences.join(" "), PAGE - 2).len() > LEAD_LINES
        {
            sentences.pop();
        }
        vec![vec![Inline::Strong(sentences.join(" "))]]
    }

    /// "Whether X hangs on this: what is behind the threat?"
    fn hanging_sentence(&self, questions: &[&Question], matters: &[usize]) -> String {
        let asked: Vec<String> =
            questions.iter().map(|question| format!("whether {}", question.text)).collect();
        // Several matters are several questions, each with its mark.
        let names: Vec<String> = matters
            .iter()
            .map(|&matter| {
                let matter = &self.case.model.matters[matter];
                match &matter.question {
                    Some(question) => format!("{}?", lower(question.trim_end_matches('?'))),
                    None => format!("the matter ‘{}’.", matter.id),
                }
            })
            .collect();
        let hang = if questions.len() == 1 { "hangs" } else { "hang" };
        let what = if names.len() == 1 { "this" } else { "these" };
        capital(&format!("{} {hang} on {what}: {}", list(&asked, "and"), names.join(" ")))
    }
}

/// "all 3 readings", "both readings".
fn all_readings(count: usize) -> String {
    match count {
        2 => "both readings".into(),
        n => format!("all {n} readings"),
    }
}
