//! The document of `detente bodies`.

use super::filling::RuleTried;
use super::mandate::{Mandates, mandate_blocks};
use super::member_words::member_blocks;
use super::table::{BodyReport, Row as Line};
use super::words::{
    bloc_name, bloc_title, body_title, decimal, filling_name, need_cell, row_sentence, rule_name,
    safe_and_able, seat_name, seats_or_rule, sets, share, voter_name,
};
use crate::document::{Block, Document, Figure, Inline, Row, Table};
use crate::notes::Notes;
use crate::picture::{Point, Stack, scatter, stacks};
use crate::words::{capital, list, plural};
use detente_case::Case;
use detente_model::Support;

/// More lines than this are told only where no other beats them.
const MOST_TOLD: usize = 24;
/// Combinations named together in a sentence.
const MOST_NAMED: usize = 6;
/// More lines than this make a picture of bars nobody reads.
const MOST_STACKS: usize = 30;

/// Writes what was found of some bodies, and what they may deal with.
pub fn bodies_document(
    case: &Case,
    reports: &[BodyReport<'_>],
    mandates: Option<&Mandates<'_>>,
) -> Document {
    let mut notes = Notes::new(case);
    let mut writer = Writer { case, notes: &mut notes };
    let mut lead = Vec::new();
    let mut blocks = Vec::new();
    for report in reports {
        lead.extend(writer.lead(report, reports.len() > 1));
        blocks.extend(writer.body(report));
    }
    if let Some(mandates) = mandates {
        lead.extend(mandates.lead().map(|line| vec![Inline::text(line)]));
        blocks.extend(mandate_blocks(case, mandates, writer.notes));
    }
    if !lead.is_empty() {
        blocks.insert(0, Block::Lead(lead));
    }
    let title = format!("{}: who can make its bodies act", case.model.title);
    Document::answer(title, None, blocks, notes.finish())
}

/// The bodies in a brief: of each the sentence that matters, its table and its pictures; then what the
/// mandates leave open.
pub(crate) fn bodies_section<'a>(
    case: &'a Case,
    reports: &[BodyReport<'_>],
    mandates: Option<&Mandates<'_>>,
    notes: &mut Notes<'a>,
) -> Vec<Block> {
    let mut writer = Writer { case, notes };
    let mut blocks = Vec::new();
    for report in reports {
        let mut line = vec![Inline::Strong(format!("{}. ", body_title(report.asked.body)))];
        line.extend(writer.lead(report, false).unwrap_or_default());
        let told = told(report);
        blocks.push(Block::Paragraph(line));
        if !report.rows.is_empty() {
            blocks.push(Block::Table(writer.table(report, &told)));
        }
        blocks.push(Block::List(writer.classes(report)));
        blocks.extend(writer.pictures(report, &told));
    }
    if !reports.is_empty() {
        blocks.insert(0, Block::Heading("Commissions".into()));
        let line =
            "`detente bodies` says what the columns mean, and compares other seats and rules.";
        blocks.push(Block::Paragraph(vec![Inline::text(line)]));
    }
    if let Some(mandates) = mandates {
        blocks.extend(mandate_blocks(case, mandates, writer.notes));
    }
    blocks.retain(|block| !matches!(block, Block::List(items) if items.is_empty()));
    blocks
}

/// The lines that are shown: all, or where they are too many those that no other beats.
fn told(report: &BodyReport<'_>) -> Vec<usize> {
    if report.rows.len() <= MOST_TOLD || report.frontier.is_empty() {
        (0..report.rows.len()).collect()
    } else {
        report.frontier.clone()
    }
}

/// What the columns of the table mean.
fn columns(report: &BodyReport<'_>) -> String {
    let mut text = String::new();
    if report.sides.is_some() {
        text.push_str("We push, they push: how many others a side needs to pass something with all of its own votes and none of the other side's. ");
    }
    text.push_str("Passes: the share of all votes that pass (Coleman's power to act). Stuck: the share of splits in which neither side of the split passes what it wants.");
    if report.rows.iter().any(|row| row.chances.is_some()) {
        text.push_str(" Risk: the chance that what they want against us passes, for the leaning that is worst for us, and its mean. Wanted: the chance that what all want passes.");
    }
    text
}

struct Writer<'a, 'n> {
    case: &'a Case,
    notes: &'n mut Notes<'a>,
}

impl Writer<'_, '_> {
    fn lead(&self, report: &BodyReport<'_>, named: bool) -> Option<Vec<Inline>> {
        let lines = [seats_or_rule(self.case, report), safe_and_able(self.case, report)];
        let text: Vec<String> = lines.into_iter().flatten().collect();
        let name =
            if named { format!("{}: ", body_title(report.asked.body)) } else { String::new() };
        (!text.is_empty()).then(|| vec![Inline::Strong(format!("{name}{}", text.join(" ")))])
    }

    fn body(&mut self, report: &BodyReport<'_>) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(body_title(report.asked.body))];
        blocks.push(Block::Paragraph(self.what(report)));
        let told = told(report);
        if !report.rows.is_empty() {
            blocks.push(Block::Table(self.table(report, &told)));
            blocks.push(Block::Paragraph(vec![Inline::text(columns(report))]));
        }
        let left = report.rows.len() - told.len();
        let mut lines = Vec::new();
        if left > 0 {
            lines.push(format!(
                "{} left out: another one can do as much at no more risk, or more at as little.",
                plural(left, "combination")
            ));
        }
        if report.spare > 0 {
            lines.push(format!(
                "{} not told: under its composition it is the same as one before it, or lets opposite things pass.",
                plural(report.spare, "combination")
            ));
        }
        if !lines.is_empty() {
            blocks.push(Block::Paragraph(vec![Inline::text(lines.join(" "))]));
        }
        blocks.push(Block::List(self.sentences(report, &told)));
        let classes = self.classes(report);
        if !classes.is_empty() {
            blocks.push(Block::Paragraph(vec![Inline::text(
                "As the case has it, each class of question has a rule of its own:",
            )]));
            blocks.push(Block::List(classes));
        }
        if !report.unfit.is_empty() {
            blocks.push(Block::List(Self::unfit(report)));
        }
        blocks.extend(member_blocks(self.case, report));
        blocks.extend(self.pictures(report, &told));
        blocks
    }

    /// Who sits in it, who the sides are, and how members are said to vote.
    fn what(&mut self, report: &BodyReport<'_>) -> Vec<Inline> {
        let body = report.asked.body;
        let name = |bloc: usize| bloc_name(self.case, &report.blocs[bloc]);
        let blocs: Vec<String> =
            report.blocs.iter().map(|bloc| bloc_title(self.case, bloc)).collect();
        let mut text = format!("Seats in the order {}.", list(&blocs, "and"));
        if let Some(sides) = report.sides {
            text.push_str(&format!(" We: {}; they: {}.", name(sides.ours), name(sides.theirs)));
        }
        let mut line = vec![Inline::text(text)];
        let votes = report.asked.votes.as_ref().filter(|_| report.sides.is_some());
        if let Some(votes) = votes {
            let leanings: Vec<String> = votes.leanings.iter().map(|lean| decimal(*lean)).collect();
            line.push(Inline::text(format!(
                " Chances as stated: a bloc takes one line with {}, else each member draws alone; each then departs from it with {}; those of neither side lean to a yes with {}, tried in turn; what all want has a yes with {}.",
                decimal(votes.cohesion),
                decimal(votes.departure),
                list(&leanings, "or"),
                decimal(votes.common)
            )));
            self.cite(&votes.support, &mut line);
        }
        if body.chair.is_some() {
            let chair = body.chair.map(|chair| seat_name(self.case, &body.members[chair].id));
            line.push(Inline::text(format!(" In the chair: {}.", chair.unwrap_or_default())));
        }
        self.cite(&body.support, &mut line);
        line
    }

    /// Adds the notes of what something rests on, or that it is the analyst's own.
    fn cite(&mut self, support: &Support, line: &mut Vec<Inline>) {
        let notes = self.notes.cite(&support.because);
        if !notes.is_empty() {
            line.push(Inline::Notes(notes));
        }
        if let Some(assumed) = &support.assumed {
            line.push(Inline::text(format!(" Assumed: {}.", assumed.reason.trim_end_matches('.'))));
        }
    }

    fn table(&mut self, report: &BodyReport<'_>, told: &[usize]) -> Table {
        let mut head = vec!["Rule".to_owned()];
        if report.sides.is_some() {
            head.extend(["We push".into(), "They push".into()]);
        }
        head.extend(["Passes".into(), "Stuck".into()]);
        let chances = told.iter().all(|&row| report.rows[row].chances.is_some());
        if chances {
            head.extend(["Risk".into(), "(mean)".into(), "Wanted".into()]);
        }
        let mut rows = Vec::new();
        let mut before = None;
        for &place in told {
            let row = &report.rows[place];
            if before != Some(row.filling) {
                before = Some(row.filling);
                rows.push(Row::Group(self.group(report, row.filling)));
            }
            rows.push(Row::Cells(Self::cells(report, row, chances)));
        }
        Table { caption: "Compositions and rules".into(), head, rows }
    }

    fn group(&mut self, report: &BodyReport<'_>, place: usize) -> String {
        let filling = &report.asked.fillings[place];
        let name = filling_name(report, place);
        let notes = filling.support.map(|support| self.notes.cite(&support.because));
        let notes = notes.filter(|notes| !notes.is_empty()).map_or_else(String::new, |notes| {
            let notes: Vec<String> = notes.iter().map(usize::to_string).collect();
            format!(" [{}]", notes.join(","))
        });
        match filling.text {
            Some(text) => format!("{name}: {text}{notes}"),
            None => format!("{name}{notes}"),
        }
    }

    fn cells(report: &BodyReport<'_>, row: &Line, chances: bool) -> Vec<Vec<Inline>> {
        let mut cells = vec![rule_name(&report.asked.rules[row.rule])];
        if report.sides.is_some() {
            cells.extend([row.force, row.forced].map(|need| need.map_or("–".into(), need_cell)));
        }
        cells.push(share(row.winning, sets(row)));
        // Splits have two sides each.
        cells.push(share(2 * row.deadlocks, sets(row)));
        if let Some(found) = row.chances.filter(|_| chances) {
            cells.extend([found.against_worst, found.against_mean, found.common].map(decimal));
        }
        cells.into_iter().map(|cell| vec![Inline::text(cell)]).collect()
    }

    fn sentences(&mut self, report: &BodyReport<'_>, told: &[usize]) -> Vec<Vec<Inline>> {
        // What is said of several lines is said once.
        let mut said: Vec<(String, Vec<String>)> = Vec::new();
        for &place in told {
            let row = &report.rows[place];
            let name = format!(
                "{} under {}",
                filling_name(report, row.filling),
                rule_name(&report.asked.rules[row.rule])
            );
            let sentence = row_sentence(self.case, report, row);
            match said.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, names)) => names.push(name),
                None => said.push((sentence, vec![name])),
            }
        }
        let items = said.into_iter().map(|(sentence, mut names)| {
            if names.len() > MOST_NAMED {
                let more = names.split_off(MOST_NAMED - 1).len();
                names.push(format!("{more} more"));
            }
            vec![
                Inline::Strong(format!("{}: ", capital(&list(&names, "and")))),
                Inline::text(format!("{sentence}.")),
            ]
        });
        let mut items: Vec<Vec<Inline>> = items.collect();
        items.extend(self.rules(report));
        items
    }

    /// What the rules are, with what they rest on and who can set the body to work beside them.
    fn rules(&mut self, report: &BodyReport<'_>) -> Vec<Vec<Inline>> {
        report.asked.rules.iter().map(|rule| self.rule(rule, "")).collect()
    }

    /// One rule, with what it comes to.
    fn rule(&mut self, rule: &RuleTried<'_>, comes_to: &str) -> Vec<Inline> {
        let mut text = format!("{}: `{}`", capital(&rule_name(rule)), rule.source);
        if rule.default_act {
            text.push_str(", to be fulfilled by those against, or the body acts");
        }
        let asks: Vec<String> =
            rule.requests.iter().map(|voter| voter_name(self.case, voter)).collect();
        if !asks.is_empty() {
            text.push_str(&format!(", or the request of {} alone", list(&asks, "or")));
        }
        let mut line = vec![Inline::text(format!("{text}.{comes_to}"))];
        if let Some(support) = rule.support {
            self.cite(support, &mut line);
        }
        line
    }

    /// The body as it stands, class by class.
    fn classes(&mut self, report: &BodyReport<'_>) -> Vec<Vec<Inline>> {
        let mut items = Vec::new();
        for (rule, row) in &report.classes {
            let sentence = row_sentence(self.case, report, row);
            items.push(self.rule(rule, &format!(" {sentence}.")));
        }
        items
    }

    fn unfit(report: &BodyReport<'_>) -> Vec<Vec<Inline>> {
        let line = |unfit: &super::table::Unfit| {
            vec![Inline::text(format!(
                "Not computed: {} under {}: {}.",
                filling_name(report, unfit.filling),
                rule_name(&report.asked.rules[unfit.rule]),
                unfit.reason
            ))]
        };
        report.unfit.iter().map(line).collect()
    }

    fn pictures(&self, report: &BodyReport<'_>, told: &[usize]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let label = |row: &Line| {
            let rule = rule_name(&report.asked.rules[row.rule]);
            format!("{}, {rule}", filling_name(report, row.filling))
        };
        let bars: Vec<Stack> = told
            .iter()
            .take(MOST_STACKS)
            .filter_map(|&place| {
                let row = &report.rows[place];
                let parts = row.game.as_ref()?.swings();
                Some(Stack { label: label(row), parts })
            })
            .filter(|stack| stack.parts.iter().any(|part| *part > 0))
            .collect();
        if !bars.is_empty() {
            let names: Vec<String> =
                report.blocs.iter().map(|bloc| bloc_title(self.case, bloc)).collect();
            let caption =
                "Power of blocs that vote together: in how many votes of the others each decides"
                    .to_owned();
            blocks.push(Block::Figure(Figure {
                svg: stacks(&caption, &names, &bars),
                words: bars.iter().map(|bar| bar.words(&names)).collect(),
                caption,
                ..Figure::default()
            }));
        }
        let points: Vec<Point> = report
            .rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| {
                let chances = row.chances?;
                Some(Point {
                    label: label(row),
                    across: chances.against_worst,
                    up: chances.common,
                    marked: report.frontier.contains(&place),
                    secure: report.is_secure(row),
                })
            })
            .collect();
        if points.len() > 1 {
            let caption = "Able to act against risk: what all want passes, and what they want against us passes at worst".to_owned();
            blocks.push(Block::Figure(Figure {
                svg: scatter(
                    &caption,
                    ["passes against us, at worst", "passes when all want it"],
                    &points,
                ),
                words: points.iter().filter(|point| point.marked).map(Point::words).collect(),
                caption,
                ..Figure::default()
            }));
        }
        blocks
    }
}
