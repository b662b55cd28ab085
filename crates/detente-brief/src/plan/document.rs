//! The document of `detente plan`, and the part of a brief about plans.

use super::play::{Credible, Kind};
use super::report::{Cardinal, PlanReport, Promise};
use crate::document::{Block, Document, Figure, Inline, headed};
use crate::notes::Notes;
use crate::picture::{Branch, tree};
use crate::words::{capital, list, party_name, party_short, plural};
use detente_case::Case;
use detente_model::{Plan, PlanGoal, PlanKind};
use detente_plans::tree::{Comparison, Condition, Input};

/// Writes what was found of the plans of a case.
pub fn plan_document(case: &Case, reports: &[PlanReport<'_>]) -> Document {
    let mut writer = Writer { case, notes: Notes::new(case) };
    let mut lead = Vec::new();
    for report in reports {
        let writer = Told { case, report };
        let opening = writer.opening_sentence().unwrap_or_else(|| writer.ends_sentence());
        let text = format!("{}: {opening}", capital(&title(report.plan)));
        lead.push(vec![Inline::Strong(text)]);
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
        let mut text = format!("{}: {}", capital(&title(report.plan)), told.ends_sentence());
        if let Some(opening) = told.opening_sentence() {
            text.push(' ');
            text.push_str(&opening);
        }
        for promise in report.promises.iter().filter(|own| own.kind == Kind::Bluff) {
            text.push(' ');
            text.push_str(&told.promise(promise));
        }
        let mut line = vec![Inline::text(text)];
        let because: Vec<String> =
            report.plan.nodes.iter().flat_map(|node| node.support.because.clone()).collect();
        notes.add(&because, &mut line);
        items.push(line);
    }
    let mut blocks = vec![Block::Heading("Plans".into()), Block::List(items)];
    blocks.extend(reports.iter().map(|report| Block::Figure(Told { case, report }.figure())));
    blocks.push(Block::Paragraph(vec![Inline::text("`detente plan` says why.")]));
    blocks
}

fn title(plan: &Plan) -> String {
    plan.text.clone().unwrap_or_else(|| plain(&plan.id))
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
            let mut line = vec![Inline::text(format!("{}{}", "· ".repeat(depth), told.node(node)))];
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
            Block::Figure(told.figure()),
        ];
        let mut items = vec![told.ends_sentence()];
        items.extend(told.replies());
        items.extend(told.openings());
        for (holds, words) in [
            (true, "can be an outcome that holds in the base reading"),
            (false, "is no outcome that holds in the base reading: somebody would move on from it"),
        ] {
            let ends = report.holds.iter().filter(|(_, own)| *own == holds);
            let ends = texts(ends.map(|&(end, _)| report.plan.ends[end].text.as_str()));
            items.extend(ends.iter().map(|end| format!("{end} {words}.")));
        }
        blocks.extend(headed("What it leads to", items));
        let promises: Vec<String> =
            report.promises.iter().map(|promise| told.promise(promise)).collect();
        blocks.extend(headed("What would be carried out", promises));
        blocks.extend(headed("What it leaves open", told.audit()));
        if let Some(cardinal) = &report.cardinal {
            blocks.extend(headed("With the numbers stated", told.cardinal(cardinal)));
        }
        blocks.push(Block::Paragraph(vec![Inline::text(
            "Ends are ranked, not measured: where ranks do not decide, the condition is printed and no number is invented.",
        )]));
        blocks
    }
}

/// Sentences about one plan.
pub(super) struct Told<'a> {
    pub(super) case: &'a Case,
    pub(super) report: &'a PlanReport<'a>,
}

impl Told<'_> {
    fn who(&self, party: usize) -> String {
        party_short(&self.case.model, party)
    }

    pub(super) fn goals(&self, node: usize) -> Vec<(String, PlanGoal)> {
        match &self.report.plan.nodes[node].kind {
            PlanKind::Party { may, .. } => may.clone(),
            PlanKind::Chance { may } => {
                may.iter().map(|(name, goal, _)| (name.clone(), *goal)).collect()
            }
        }
    }

    fn action(&self, node: usize, action: usize) -> String {
        self.goals(node).get(action).map_or_else(String::new, |(name, _)| plain(name))
    }

    /// The tree as a picture.
    pub(super) fn figure(&self) -> Figure {
        let plan = self.report.plan;
        let mut branches: Vec<Branch> = Vec::new();
        // A node with the branch before it and what leads to it.
        let mut open: Vec<(PlanGoal, Option<usize>, String, bool)> =
            vec![(PlanGoal::Node(0), None, String::new(), false)];
        while let Some((goal, parent, edge, planned)) = open.pop() {
            let at = branches.len();
            let node = match goal {
                PlanGoal::End(end) => {
                    let label = plan.ends[end].text.clone();
                    branches.push(Branch { label, parent, edge, planned, end: true });
                    continue;
                }
                PlanGoal::Node(node) => node,
            };
            let (label, does) = match &plan.nodes[node].kind {
                PlanKind::Party { party, does, .. } => (capital(&self.who(*party)), *does),
                PlanKind::Chance { .. } => ("?".to_owned(), None),
            };
            branches.push(Branch { label, parent, edge, planned, end: false });
            let ways = self.goals(node).into_iter().enumerate().rev();
            open.extend(
                ways.map(|(way, (name, goal))| (goal, Some(at), plain(&name), does == Some(way))),
            );
        }
        let words = branches.iter().filter(|own| own.end).map(|own| format!("End: {}", own.label));
        Figure {
            caption: format!(
                "{}: thick is what the plan says, ‘?’ what turns out",
                capital(&title(plan))
            ),
            words: words.collect(),
            svg: tree(&title(plan), &branches),
            bars: Vec::new(),
            in_text: false,
        }
    }

    /// A node in a line: who decides, what may be done, what the plan says.
    fn node(&self, node: usize) -> String {
        let own = &self.report.plan.nodes[node];
        let ways: Vec<String> = self
            .goals(node)
            .into_iter()
            .map(|(name, goal)| match goal {
                PlanGoal::End(end) => {
                    format!("{} (end: {})", plain(&name), self.report.plan.ends[end].text)
                }
                PlanGoal::Node(_) => plain(&name),
            })
            .collect();
        let what =
            own.text.clone().map_or_else(String::new, |text| format!("{}: ", capital(&text)));
        match &own.kind {
            PlanKind::Party { party, does, may, .. } => {
                let plan = does.map_or_else(String::new, |does| {
                    format!("; the plan says: {}", plain(&may[does].0))
                });
                format!("{what}{} may {}{plan}.", capital(&self.who(*party)), list(&ways, "or"))
            }
            PlanKind::Chance { may } => {
                let odds: Vec<String> = may
                    .iter()
                    .filter_map(|(name, _, odds)| {
                        let (low, high) = (*odds)?;
                        let number = if (low - high).abs() < f64::EPSILON {
                            format!("{low}")
                        } else {
                            format!("{low} to {high}")
                        };
                        Some(format!("{} {number}", plain(name)))
                    })
                    .collect();
                let odds = if odds.is_empty() {
                    "; how likely is not said".to_owned()
                } else {
                    format!("; {}", odds.join(", "))
                };
                format!("{what}It turns out: {}{odds}.", list(&ways, "or"))
            }
        }
    }

    pub(super) fn ends_sentence(&self) -> String {
        let plan = self.report.plan;
        let ends = texts(self.report.ends.iter().map(|&end| plan.ends[end].text.as_str()));
        match ends.len() {
            1 => format!("It ends in {}.", ends[0]),
            _ => format!("It ends in {}, as others answer and things turn out.", list(&ends, "or")),
        }
    }

    fn replies(&self) -> Vec<String> {
        let reply = |(node, actions): &(usize, Vec<usize>)| {
            let PlanKind::Party { party, may, .. } = &self.report.plan.nodes[*node].kind else {
                return None;
            };
            let names: Vec<String> = actions.iter().map(|&action| plain(&may[action].0)).collect();
            let where_ = plain(&self.report.plan.nodes[*node].id);
            let who = self.who(*party);
            Some(if names.len() == may.len() && may.len() > 1 {
                format!("At ‘{where_}’ ranks do not say what {} does.", self.who(*party))
            } else {
                format!("At ‘{where_}’ {who} would: {}.", list(&names, "or"))
            })
        };
        self.report.replies.iter().filter_map(reply).collect()
    }

    /// The plan's first action, if there is one.
    fn opening(&self) -> Option<String> {
        match &self.report.plan.nodes.first()?.kind {
            PlanKind::Party { does: Some(does), may, .. } => Some(plain(&may[*does].0)),
            _ => None,
        }
    }

    fn openings(&self) -> Vec<String> {
        let Some(own) = self.opening() else { return Vec::new() };
        let sentence = |opening: &super::report::Opening| {
            let other = self.action(0, opening.other);
            match &opening.better {
                None => format!(
                    "Whether ‘{own}’ is better than ‘{other}’ is not settled: what follows is open."
                ),
                Some(Comparison::Yes) => format!(
                    "‘{own}’ is better than ‘{other}’, whatever the ends are worth and whatever turns out."
                ),
                Some(Comparison::No) => format!(
                    "‘{own}’ is never better than ‘{other}’, whatever the ends are worth and whatever turns out."
                ),
                Some(Comparison::Depends(condition)) => format!(
                    "‘{own}’ is better than ‘{other}’ if and only if {}.",
                    self.condition(condition)
                ),
            }
        };
        self.report.openings.iter().map(sentence).collect()
    }

    pub(super) fn opening_sentence(&self) -> Option<String> {
        self.openings().into_iter().next()
    }

    /// A condition with its letters explained: which chance, and what u1, u2, … are worth.
    fn condition(&self, condition: &Condition) -> String {
        let plan = self.report.plan;
        let mut text = format!("{condition}");
        if let Some(unknown) = &condition.unknown
            && let Some(node) = self.report.grown.node[unknown.node]
        {
            let first = self.action(node, 0);
            text.push_str(&format!(", with p the chance that it turns out ‘{first}’"));
        }
        if let Some(levels) = &plan.ranks[plan.of] {
            let most = levels.iter().copied().max().unwrap_or(0);
            let named: Vec<String> = (0..=most)
                .map(|level| {
                    let ends = plan.ends.iter().zip(levels).filter(|(_, own)| **own == level);
                    let ends = texts(ends.map(|(end, _)| end.text.as_str()));
                    format!("u{} of {}", level + 1, list(&ends, "or"))
                })
                .collect();
            text.push_str(&format!(
                " and u the worth to {}: {}",
                self.who(plan.of),
                named.join(", ")
            ));
        }
        text
    }

    pub(super) fn promise(&self, promise: &Promise) -> String {
        let report = self.report;
        let node = report.grown.sets[promise.set][0];
        let action = self.action(node, promise.action);
        let who = self.who(report.plan.of);
        let place = plain(&report.plan.nodes[node].id);
        let carried = match &promise.credible {
            Credible::Always => {
                "would be carried out: it is best there whatever is believed".to_owned()
            }
            Credible::Never(better) => format!(
                "would not be carried out: ‘{}’ is better whatever is believed",
                self.action(node, *better)
            ),
            Credible::Depends(best) if best.is_empty() => {
                "depends: ranks do not decide between it and what else may be done".to_owned()
            }
            Credible::Depends(best) => {
                let at: Vec<String> = best
                    .iter()
                    .map(|&node| format!("‘{}’", plain(&report.plan.nodes[node].id)))
                    .collect();
                format!("depends on what is believed: it is best at {}", list(&at, "and"))
            }
            Credible::Unranked => "is not judged: the ends are not ranked".to_owned(),
        };
        let moves: Vec<String> = promise
            .moves
            .iter()
            .flat_map(|&set| report.grown.sets[set].iter())
            .map(|&node| format!("‘{}’", plain(&report.plan.nodes[node].id)))
            .collect();
        let effect = match promise.kind {
            Kind::Deters => format!(
                "; it changes what is done at {}: credible, and it works",
                list(&moves, "and")
            ),
            Kind::Bluff => format!(
                "; believed, it would change what is done at {}: an empty threat (bluff)",
                list(&moves, "and")
            ),
            Kind::Idle => "; it changes nothing that others do".to_owned(),
            Kind::Open => format!("; it would change what is done at {}", list(&moves, "and")),
        };
        let planned = if promise.planned { " (planned)" } else { "" };
        format!("‘{action}’ of {who} at ‘{place}’{planned} {carried}{effect}.")
    }

    fn audit(&self) -> Vec<String> {
        let report = self.report;
        let id = |node: usize| format!("‘{}’", plain(&report.plan.nodes[node].id));
        let mut items = Vec::new();
        for &at in &report.audit.unplanned {
            if let Some(node) = report.grown.node[at] {
                items.push(format!("{} can be reached and the plan says nothing of it.", id(node)));
            }
        }
        for &place in &report.audit.idle {
            items.push(format!(
                "The instruction at {} never applies: the plan does not lead there.",
                id(report.instructed[place])
            ));
        }
        for &(first, second) in &report.audit.contradictions {
            items.push(format!(
                "The plan says two things where the party sees the same: at {} and at {}.",
                id(report.instructed[first]),
                id(report.instructed[second])
            ));
        }
        if !report.bare.is_empty() {
            let nodes: Vec<String> = report.bare.iter().map(|&node| id(node)).collect();
            items.push(format!("The analyst's own, without a passage: {}.", list(&nodes, "and")));
        }
        if items.is_empty() {
            items.push("Nothing that was foreseen.".into());
        }
        items
    }

    fn cardinal(&self, cardinal: &Cardinal) -> Vec<String> {
        let report = self.report;
        let mut items = Vec::new();
        if let Some(value) = &cardinal.value {
            let each: Vec<String> = value
                .iter()
                .enumerate()
                .map(|(party, worth)| format!("{worth} to {}", self.who(party)))
                .collect();
            items.push(format!("The beginning is worth {}.", list(&each, "and")));
        }
        for worth in &cardinal.information {
            if let Some(node) = report.grown.node[worth.node] {
                items.push(format!(
                    "To know beforehand what turns out at ‘{}’ is worth {} to {}.",
                    plain(&report.plan.nodes[node].id),
                    worth.worth,
                    self.who(report.plan.of)
                ));
            }
        }
        for flip in &cardinal.flips {
            let what = match flip.input {
                Input::Probability { node } => {
                    let Some(node) = report.grown.node[node] else { continue };
                    format!("the chance of ‘{}’", self.action(node, 0))
                }
                Input::Utility { party, outcome } => format!(
                    "the worth of ‘{}’ to {}",
                    report.plan.ends[outcome].text,
                    self.who(party)
                ),
            };
            items.push(format!(
                "The first move turns from ‘{}’ to ‘{}’ where {what} rises above {}.",
                self.action(0, flip.below),
                self.action(0, flip.above),
                flip.at
            ));
        }
        match &cardinal.equilibria {
            Err(reason) => items.push(format!("Equilibria are not told: {reason}.")),
            Ok(found) => {
                let empty = found.iter().filter(|one| one.empty().next().is_some()).count();
                items.push(format!(
                    "{} in pure strategies ({} subgame perfect); {empty} of them rest on something that would not be carried out whatever is believed.",
                    capital(&plural(found.len(), "equilibrium")).replace("equilibriums", "equilibria"),
                    if found.len() == 1 { "it is" } else { "all" },
                ));
            }
        }
        items
    }
}

/// Texts in quotation marks, each once.
fn texts<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for text in all {
        let quoted = format!("‘{text}’");
        if !out.contains(&quoted) {
            out.push(quoted);
        }
    }
    out
}

/// A name of a plan without hyphens.
pub(crate) fn plain(name: &str) -> String {
    name.replace('-', " ")
}
