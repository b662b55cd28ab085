//! The document of `detente plan`, and the part of a brief about plans.

use super::credible::Kind;
use super::report::{PLAN_CONCEPT, PlanReport};
use super::told::{Told, texts, title};
use crate::document::{Block, Document, Inline, headed};
use crate::notes::Notes;
use crate::words::{capital, concept_title, party_name, plural};
use detente_case::Case;
use detente_model::PlanGoal;

/// Nodes of a tree that are told one by one.
const MOST_NODES: usize = 200;
/// Lines under one heading.
const MOST_LINES: usize = 100;
/// How far lines of a tree are set in.
const MOST_DEPTH: usize = 10;

/// Writes what was found of the plans of a case.
pub fn plan_document(case: &Case, reports: &[PlanReport<'_>]) -> Document {
    let mut writer = Writer { case, notes: Notes::new(case) };
    let mut lead = Vec::new();
    for report in reports {
        let writer = Told { case, report };
        let opening = writer.opening_sentence().unwrap_or_else(|| writer.ends_sentence());
        let opening = format!("{}: {opening}", capital(&title(report.plan)));
        let said: Vec<String> = [opening].into_iter().chain(writer.weighed_sentence()).collect();
        lead.push(vec![Inline::Strong(said.join(" "))]);
    }
    let mut blocks = vec![Block::Lead(lead)];
    for report in reports {
        blocks.push(Block::Heading(capital(&title(report.plan))));
        blocks.extend(writer.plan(report));
    }
    Document::answer(
        format!("{}: what the plans lead to", case.model.title),
        None,
        blocks,
        writer.notes.finish(),
    )
}

/// The plans of a case in a brief: what each hangs on, and which of its threats are empty.
pub(crate) fn plan_section(
    case: &Case,
    reports: &[PlanReport<'_>],
    notes: &mut Notes<'_>,
) -> Vec<Block> {
    if reports.is_empty() {
        return Vec::new();
    }
    let mut items = Vec::new();
    for report in reports {
        let told = Told { case, report };
        let mut said = vec![format!("{}: {}", capital(&title(report.plan)), told.ends_sentence())];
        said.extend(told.opening_sentence());
        said.extend(told.weighed_sentence());
        said.extend(told.missed().into_iter().map(|(_, missed)| missed));
        let bluffs = report.promises.iter().filter(|own| own.kind == Kind::Bluff);
        said.extend(bluffs.map(|promise| told.promise(promise)));
        let mut line = vec![Inline::text(said.join(" "))];
        let because: Vec<String> =
            report.plan.nodes.iter().flat_map(|node| node.support.because.clone()).collect();
        notes.add(&because, &mut line);
        items.push(line);
    }
    let mut blocks = vec![Block::Heading("Plans".into()), Block::List(items)];
    let figures = reports.iter().filter_map(|report| Told { case, report }.figure());
    blocks.extend(figures.map(Block::Figure));
    blocks.push(Block::Paragraph(vec![Inline::text("`detente plan` says why.")]));
    blocks
}

/// The depth of a node, up to a depth that leaves room for its words.
fn indent(depth: usize) -> String {
    if depth <= MOST_DEPTH {
        "· ".repeat(depth)
    } else {
        format!("{}({depth} deep) ", "· ".repeat(MOST_DEPTH))
    }
}

/// The first of many sentences, and how many more there are.
fn first(mut items: Vec<String>) -> Vec<String> {
    if items.len() > MOST_LINES + 1 {
        let more = items.len() - MOST_LINES;
        items.truncate(MOST_LINES);
        items.push(format!("… and {more} more; --json has all."));
    }
    items
}

struct Writer<'a> {
    case: &'a Case,
    notes: Notes<'a>,
}

impl Writer<'_> {
    fn plan(&mut self, report: &PlanReport<'_>) -> Vec<Block> {
        let told = Told { case: self.case, report };
        let mut outline = Vec::new();
        // The nodes in the order in which they are met, deeper ones further in.
        let mut open = vec![(0, 0)];
        while let Some((node, depth)) = open.pop() {
            if outline.len() == MOST_NODES {
                let more = report.plan.nodes.len() - MOST_NODES;
                outline.push(vec![Inline::text(format!(
                    "… and {}, which stand in the case.",
                    plural(more, "more node").replace("more nodes", "nodes more")
                ))]);
                break;
            }
            let mut line = vec![Inline::text(format!("{}{}", indent(depth), told.node(node)))];
            self.notes.add(&report.plan.nodes[node].support.because, &mut line);
            outline.push(line);
            let below = told.goals(node).into_iter().filter_map(|(_, goal)| match goal {
                PlanGoal::Node(node) => Some((node, depth + 1)),
                PlanGoal::End(_) => None,
            });
            let below: Vec<(usize, usize)> = below.collect();
            open.extend(below.into_iter().rev());
        }
        let mut blocks = vec![
            Block::Paragraph(vec![Inline::text(format!(
                "A plan of {}; it covers what the analyst foresaw.",
                party_name(&self.case.model, report.plan.of)
            ))]),
            Block::List(outline),
        ];
        blocks.extend(told.figure().map(Block::Figure));
        let mut items = vec![told.ends_sentence()];
        items.extend(told.replies());
        items.extend(told.openings());
        items.extend(report.openings.iter().filter_map(|opening| told.measured(opening)));
        for (holds, words) in [
            (true, "can be an outcome that holds in the base reading"),
            (false, "is no outcome that holds in the base reading: somebody would move on from it"),
        ] {
            let ends = report.holds.iter().filter(|(_, own)| *own == holds);
            let ends = texts(ends.map(|&(end, _)| report.plan.ends[end].text.as_str()));
            items.extend(ends.iter().map(|end| {
                let concept = concept_title(PLAN_CONCEPT);
                format!("{end} {words} ({concept}).")
            }));
        }
        blocks.extend(headed("What it leads to", first(items)));
        let mut promises: Vec<String> =
            report.promises.iter().map(|promise| told.promise(promise)).collect();
        promises.extend(report.unjudged.then(|| {
            "Threats and promises are not judged: the tree is too large for that.".to_owned()
        }));
        blocks.extend(headed("What would be carried out", first(promises)));
        let missed = self.missed(&told);
        if !missed.is_empty() {
            blocks.push(Block::Paragraph(vec![Inline::Strong("Dates that cannot be met.".into())]));
            blocks.push(Block::List(missed));
        }
        blocks.extend(headed("What it leaves open", first(told.audit())));
        if let Some(cardinal) = &report.cardinal {
            blocks.extend(headed("With the numbers stated", told.cardinal(cardinal)));
            let judged = told.numbered(cardinal);
            blocks.extend(headed("Threats and promises, with the numbers stated", first(judged)));
        }
        if let Some(intervals) = &report.intervals {
            let told = told.intervals(intervals);
            blocks.extend(headed("Whatever the chances are within their bounds", first(told)));
        }
        if report.plan.worth[report.plan.of].is_none() {
            blocks.push(Block::Paragraph(vec![Inline::text(
                "Ends are ranked, not measured: where ranks do not decide, the condition is printed and no number is invented.",
            )]));
        }
        blocks
    }

    /// The windows that cannot be met, with what their nodes rest on.
    fn missed(&mut self, told: &Told<'_>) -> Vec<Vec<Inline>> {
        let mut items = Vec::new();
        for (node, text) in told.missed() {
            let mut line = vec![Inline::text(text)];
            self.notes.mark(&told.report.plan.nodes[node].support, &mut line);
            items.push(line);
        }
        items
    }
}
