//! The document of `detente hinges`: what the answers hang on, what to ask next, and how many changes
//! it takes to overturn what no single one does.

use crate::analysis::Analysis;
use crate::answer::Answer;
use crate::ask::{Ask, ask_next, branch_words, branches, thinness};
use crate::breakdown::{Breakdown, Breakdowns, Fewest};
use crate::brief::scope::scope;
use crate::document::{Block, Document, Inline, Judgement};
use crate::hinge::{HingeEffect, Hinges, Reach};
use crate::hinge_words::{
    Assumption, Touched, assumption_words, by_assumption, change_words, supports,
};
use crate::notes::Notes;
use crate::robust::{Robust, scope_words};
use crate::words::{capital, concept_words, list, plural};
use detente_case::Case;
use detente_model::Support;
use detente_stability::Concept;
use std::collections::BTreeMap;

/// Assumptions told one by one; the rest are counted.
const MOST_TOLD: usize = 10;
/// Questions to ask.
const MOST_ASKED: usize = 5;
/// Lines of effects under one change.
const MOST_EFFECTS: usize = 4;

/// What was found, for the document and for machines.
#[derive(Clone, Copy, Debug)]
pub struct HingeReport<'a> {
    /// The case.
    pub case: &'a Case,
    /// The solutions and answers.
    pub analysis: &'a Analysis,
    /// The changes tried and what they change.
    pub hinges: &'a Hinges,
    /// How far the changes go.
    pub reach: Reach,
    /// The only question asked about, if it is one.
    pub only: Option<usize>,
    /// The concept that people are told of, by its place among those computed.
    pub concept: usize,
    /// What it takes to overturn the answers under that concept, if it was asked.
    pub breakdowns: Option<&'a Breakdowns>,
    /// In how many of the orders that the case leaves open the answers hold.
    pub robust: &'a Robust,
}

/// Writes what the answers hang on. With `all` every assumption is told.
pub fn hinges_document(report: HingeReport<'_>, all: bool) -> Document {
    let model = &report.case.model;
    let mut writer = Writer { report, notes: Notes::new(report.case) };
    let mut groups = by_assumption(report.hinges);
    // Told are those that change something in this way of looking ahead, by how much they do.
    let answers = |touched: &Touched<'_>| {
        branches(&touched.hinges, report.concept).first().map_or(0, |(_, effects)| effects.len())
    };
    let elsewhere = groups.len();
    groups.retain(|touched| answers(touched) > 0);
    let elsewhere = elsewhere - groups.len();
    groups.sort_by_key(|touched| std::cmp::Reverse(answers(touched)));
    let mut blocks = vec![Block::Lead(vec![vec![Inline::Strong(writer.bottom_line(&groups))]])];
    let most = if all { usize::MAX } else { MOST_TOLD };
    if !groups.is_empty() {
        blocks.push(Block::Heading("What the answers hang on".into()));
        for (place, touched) in groups.iter().take(most).enumerate() {
            blocks.push(Block::Judgement(writer.touched(place + 1, touched)));
        }
        if groups.len() > most {
            blocks.push(Block::Paragraph(vec![Inline::text(format!(
                "{} more assumptions change something; --all tells them.",
                groups.len() - most
            ))]));
        }
    }
    if elsewhere > 0 {
        blocks.push(Block::Paragraph(vec![Inline::text(format!(
            "{} answers in other ways of looking ahead only; --json has {}.",
            if elsewhere == 1 {
                "One assumption changes".to_owned()
            } else {
                format!("{elsewhere} assumptions change")
            },
            if elsewhere == 1 { "it" } else { "them" }
        ))]));
    }
    let asked = ask_next(report, MOST_ASKED);
    if !asked.is_empty() {
        blocks.push(Block::Heading("Ask next".into()));
        for (place, ask) in asked.iter().enumerate() {
            blocks.push(Block::Judgement(writer.ask(place + 1, ask)));
        }
    }
    blocks.extend(writer.overturned());
    blocks.extend(writer.open_orders());
    blocks.push(Block::Paragraph(vec![Inline::text(writer.tried())]));
    let title = format!("{}: what it hangs on", model.title);
    Document::answer(title, None, blocks, writer.notes.finish())
}

/// One word for an answer.
pub(crate) fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::InEvery => "yes",
        Answer::InSome => "undecided",
        Answer::InNone => "no",
        Answer::NothingStable => "nothing holds",
    }
}

struct Writer<'a> {
    report: HingeReport<'a>,
    notes: Notes<'a>,
}

impl Writer<'_> {
    fn concept(&self) -> Concept {
        self.report.analysis.concepts[self.report.concept]
    }

    fn answers(&self) -> usize {
        let questions = self.report.only.map_or(self.report.case.model.questions.len(), |_| 1);
        questions * self.report.analysis.readings.len()
    }

    fn bottom_line(&self, groups: &[Touched<'_>]) -> String {
        let (model, hinges) = (&self.report.case.model, self.report.hinges);
        if model.questions.is_empty() {
            return "The case asks no question, so nothing hangs on anything: add [questions]."
                .into();
        }
        if let Some(figures) = &hinges.not_tried {
            return format!("Nothing was tried: {figures} are too many.");
        }
        let mut touched: Vec<(usize, usize)> = hinges
            .hinges
            .iter()
            .flat_map(|hinge| &hinge.effects)
            .filter(|effect| effect.concept == self.report.concept)
            .map(|effect| (effect.reading, effect.question))
            .collect();
        touched.sort_unstable();
        touched.dedup();
        let all = self.answers();
        let looking =
            format!("Looking at {} ({}), ", concept_words(self.concept()), self.concept().name());
        let stopped = if hinges.tried < hinges.all {
            format!("The run was stopped after {} of {} changes. ", hinges.tried, hinges.all)
        } else {
            String::new()
        };
        let looking = format!("{stopped}{looking}");
        let Some(first) = groups.first() else {
            return format!(
                "{looking}no change of one assumption changes any of the {all} answers."
            );
        };
        let first_of = branches(&first.hinges, self.report.concept);
        format!(
            "{looking}{} of {all} answers change with some change of one assumption. Most, {}, with {}.",
            touched.len(),
            first_of.first().map_or(0, |(_, effects)| effects.len()),
            assumption_words(model, first.assumption),
        )
    }

    fn touched(&mut self, number: usize, touched: &Touched<'_>) -> Judgement {
        let case = self.report.case;
        let mut fields: Vec<(String, Vec<Vec<Inline>>)> = Vec::new();
        let branches = branches(&touched.hinges, self.report.concept);
        for (change, effects) in branches.iter().take(2) {
            let name = capital(&format!("if {}", change_words(&case.model, *change)));
            fields.push((name, self.effects(effects)));
        }
        if branches.len() > 2 {
            let line = match branches.len() - 2 {
                1 => "one more change of it changes something".to_owned(),
                more => format!("{more} more changes of it change something"),
            };
            fields.push(("And".into(), vec![vec![Inline::text(line)]]));
        }
        let supports = supports(&case.model, touched.assumption);
        fields.push(("Rests on".into(), vec![self.evidence(&supports)]));
        let words = capital(&format!("{}.", assumption_words(&case.model, touched.assumption)));
        let most = branches.first().map_or(0, |(_, effects)| effects.len());
        let count = format!(" {most} of {} answers.", self.answers());
        Judgement {
            number,
            text: vec![Inline::Strong(words), Inline::text(count)],
            fields,
            notes: Vec::new(),
        }
    }

    /// The passages for and against, and why they are thin.
    fn evidence(&mut self, supports: &[&Support]) -> Vec<Inline> {
        let mut line = Vec::new();
        let for_it = self.notes.cite(supports.iter().flat_map(|support| &support.because));
        let against = self.notes.cite(supports.iter().flat_map(|support| &support.against));
        let thin = thinness(self.report.case, supports);
        if !for_it.is_empty() {
            line.push(Inline::text(if for_it.len() == 1 { "a quotation" } else { "quotations" }));
            line.push(Inline::Notes(for_it));
        }
        if !against.is_empty() {
            line.push(Inline::text(if line.is_empty() { "against it" } else { "; against it" }));
            line.push(Inline::Notes(against));
        }
        let reasons: Vec<String> = supports
            .iter()
            .filter_map(|support| support.assumed.as_ref())
            .map(|assumed| format!("{} ({})", assumed.reason, assumed.by))
            .collect();
        let mut words = thin;
        if let Some(reason) = reasons.first() {
            words.push(reason.clone());
        }
        if !words.is_empty() {
            let gap = if line.is_empty() { "" } else { "; " };
            line.push(Inline::text(format!("{gap}{}", words.join(", "))));
        }
        line
    }

    /// What changes, one line for each question and pair of answers.
    fn effects(&self, effects: &[HingeEffect]) -> Vec<Vec<Inline>> {
        let (model, analysis) = (&self.report.case.model, self.report.analysis);
        let mut by: BTreeMap<(usize, Answer, Answer), Vec<usize>> = BTreeMap::new();
        for effect in effects {
            by.entry((effect.question, effect.from, effect.to)).or_default().push(effect.reading);
        }
        let mut lines: Vec<(usize, String)> = by
            .into_iter()
            .map(|((question, from, to), readings)| {
                let scope = scope(model, analysis, &readings);
                let scope = scope.map(|scope| format!(", in {scope}")).unwrap_or_default();
                let line = format!(
                    "whether {}: {} becomes {}{scope}",
                    model.questions[question].text,
                    word(from),
                    word(to)
                );
                (readings.len(), line)
            })
            .collect();
        lines.sort_by_key(|(answers, _)| std::cmp::Reverse(*answers));
        let more: usize = lines.iter().skip(MOST_EFFECTS).map(|(answers, _)| answers).sum();
        let mut told: Vec<Vec<Inline>> = lines
            .into_iter()
            .take(MOST_EFFECTS)
            .map(|(_, line)| vec![Inline::text(line)])
            .collect();
        if more > 0 {
            told.push(vec![Inline::text(format!("and {}", plural(more, "more answer")))]);
        }
        told
    }

    fn ask(&mut self, number: usize, ask: &Ask) -> Judgement {
        let model = &self.report.case.model;
        let mut fields: Vec<(String, Vec<Vec<Inline>>)> = Vec::new();
        if let Assumption::Reading { matter, .. } = ask.assumption {
            fields.extend(self.readings(matter));
        } else {
            for (change, effects) in ask.branches.iter().take(2) {
                fields.push((branch_words(model, *change), self.effects(effects)));
            }
            fields.push(("Otherwise".into(), vec![vec![Inline::text("all answers stay")]]));
        }
        let thin =
            if ask.thin.is_empty() { String::new() } else { format!(" ({})", ask.thin.join(", ")) };
        let fresh = match ask.fresh {
            _ if number == 1 || ask.fresh == ask.answers => String::new(),
            1 => ", one of which on nothing asked above".to_owned(),
            n => format!(", {n} of which on nothing asked above"),
        };
        let hang = match ask.answers {
            1 => "One answer hangs on it".to_owned(),
            n => format!("{n} answers hang on it"),
        };
        Judgement {
            number,
            text: vec![
                Inline::Strong(ask.text.clone()),
                Inline::text(format!(" {hang}{fresh}{thin}.")),
            ],
            fields,
            notes: Vec::new(),
        }
    }

    /// What each reading of a matter answers, for the questions that hang on it.
    fn readings(&mut self, matter: usize) -> Vec<(String, Vec<Vec<Inline>>)> {
        let (model, analysis) = (&self.report.case.model, self.report.analysis);
        let concept = self.report.concept;
        let answers = |reading: usize, question: usize| -> Vec<Answer> {
            let mut answers: Vec<Answer> = analysis
                .readings
                .iter()
                .filter(|result| result.choice[matter] == reading)
                .map(|result| result.answers[question][concept])
                .collect();
            answers.sort_unstable();
            answers.dedup();
            answers
        };
        let readings = &model.matters[matter].readings;
        let asked: Vec<usize> = (0..model.questions.len())
            .filter(|question| self.report.only.is_none_or(|only| only == *question))
            .filter(|&question| {
                (1..readings.len())
                    .any(|reading| answers(reading, question) != answers(0, question))
            })
            .collect();
        let mut fields = Vec::new();
        for (index, reading) in readings.iter().enumerate() {
            let mut lines: Vec<Vec<Inline>> = asked
                .iter()
                .map(|&question| {
                    let words: Vec<&str> = answers(index, question).into_iter().map(word).collect();
                    let text = &model.questions[question].text;
                    vec![Inline::text(format!("whether {text}: {}", list(&words, "or")))]
                })
                .collect();
            lines.push(self.evidence(&[&reading.support]));
            fields.push((format!("If ‘{}’ ({})", reading.text, reading.id), lines));
        }
        fields
    }

    /// How many changes it takes, question by question.
    fn overturned(&self) -> Vec<Block> {
        let Some(breakdowns) = self.report.breakdowns else { return Vec::new() };
        let (model, analysis) = (&self.report.case.model, self.report.analysis);
        let mut items: Vec<Vec<Inline>> = Vec::new();
        let asked = |index: &usize| self.report.only.is_none_or(|only| only == *index);
        for (index, question) in model.questions.iter().enumerate().filter(|(i, _)| asked(i)) {
            let mut groups: Vec<(Fewest, Answer, Vec<&Breakdown>)> = Vec::new();
            for found in breakdowns.found.iter().filter(|found| found.question == index) {
                let known = groups
                    .iter_mut()
                    .find(|(fewest, answer, _)| (*fewest, *answer) == (found.fewest, found.answer));
                match known {
                    Some((_, _, all)) => all.push(found),
                    None => groups.push((found.fewest, found.answer, vec![found])),
                }
            }
            let parts: Vec<String> = groups
                .iter()
                .map(|(fewest, answer, all)| {
                    let readings: Vec<usize> = all.iter().map(|found| found.reading).collect();
                    let scope = scope(model, analysis, &readings);
                    let scope = scope.map(|scope| format!(" in {scope}")).unwrap_or_default();
                    let example = match (fewest, all.first()) {
                        (Fewest::Exactly(1), _) | (_, None) => String::new(),
                        (_, Some(first)) if first.changes.is_empty() => String::new(),
                        (_, Some(first)) => {
                            let words: Vec<String> = first
                                .changes
                                .iter()
                                .map(|change| change_words(model, *change))
                                .collect();
                            format!(", such as: {}", list(&words, "and"))
                        }
                    };
                    format!("{}{scope}, {}{example}", word(*answer), fewest_words(*fewest))
                })
                .collect();
            items.push(vec![Inline::text(format!(
                "Whether {}: {}.",
                question.text,
                parts.join("; ")
            ))]);
        }
        if items.is_empty() {
            return Vec::new();
        }
        let tried = match (breakdowns.partial, breakdowns.pairs) {
            (_, 0) => "every answer is overturned by some single change".to_owned(),
            (true, all) => format!("{} of {all} pairs of changes were tried", breakdowns.tried),
            (false, _) => format!("{} pairs of changes were tried", breakdowns.tried),
        };
        vec![
            Block::Heading("What it takes to overturn an answer".into()),
            Block::Paragraph(vec![Inline::text(capital(&format!("{tried}.")))]),
            Block::List(items),
        ]
    }

    /// How far the answers hold over the orders that the case leaves open.
    fn open_orders(&self) -> Vec<Block> {
        let HingeReport { case, analysis, robust, concept, only, .. } = self.report;
        let questions = case.model.questions.iter().enumerate();
        let questions = questions.filter(|(index, _)| only.is_none_or(|only| only == *index));
        let lines = questions.filter_map(|(index, question)| {
            let words = scope_words(&case.model, analysis, robust, index, concept)?;
            Some(vec![Inline::text(format!("Whether {}: {words}.", question.text))])
        });
        let items: Vec<Vec<Inline>> = lines.collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading("In the orders of wishes left open".into()), Block::List(items)]
    }

    fn tried(&self) -> String {
        let hinges = self.report.hinges;
        let what = match self.report.reach {
            Reach::Smallest => {
                "wishes swapped with their neighbours, dropped, reversed; rules dropped; readings switched; views taken for true"
            }
            Reach::Every => {
                "wishes moved to every place, dropped, reversed; options barred, made final, given to one owner; rules dropped; readings switched; views taken for true"
            }
        };
        let stopped = if hinges.tried < hinges.all {
            format!(" The run was stopped: {} more were to be tried.", hinges.all - hinges.tried)
        } else {
            String::new()
        };
        format!(
            "{} changes of one assumption tried ({what}), {} change nothing.{stopped}",
            hinges.tried,
            hinges.without_effect()
        )
    }
}

fn fewest_words(fewest: Fewest) -> String {
    match fewest {
        Fewest::Exactly(1) => "one change does it".into(),
        Fewest::Exactly(2) => "it takes two changes".into(),
        Fewest::Exactly(n) => format!("it takes {n} changes"),
        Fewest::AtLeast(least, None) => format!("at least {least} changes, how many is not known"),
        Fewest::AtLeast(least, Some(most)) => format!("between {least} and {most} changes"),
    }
}
