//! The sections between judgements and sources: settlements, hinges, the present state, the table.

use super::Writer;
use crate::agenda::{agenda, agenda_section};
use crate::bodies::{bodies_section, mandates, standard_reports};
use crate::document::{Block, Figure, Inline};
use crate::forecast::forecast_section;
use crate::grid::{grid, grid_table};
use crate::hinge_words::{assumption_words, by_assumption};
use crate::picture::{Bar, Graph, bars, graph};
use crate::plan::{plan_reports, plan_section};
use crate::ratify_words::ratify_lines;
use crate::schedule::{ScheduleReport, dates_line, schedule_report};
use crate::threats_words::threat_lines;
use crate::transitions::{transitions, way_words};
use crate::views::views;
use crate::views_words::{view_sentence, views_line};
use crate::words::{capital, option_sentence, quoted};
use detente_stability::Via;

/// Outcomes in the grid of a brief.
pub(super) const MOST_OUTCOMES: usize = 6;
/// Hinges in the chart of a brief.
const MOST_BARS: usize = 5;
/// More outcomes than this make a graph nobody can read.
const MOST_NODES: usize = 60;

impl Writer<'_> {
    /// The settlement grid and the graph, under the base reading.
    pub(super) fn settlements(&self) -> Vec<Block> {
        let model = &self.case.model;
        let base = self.findings.analysis.base();
        let grid = grid(model, &self.findings.analysis, base, &[], MOST_OUTCOMES);
        let reading = if model.matters.is_empty() {
            String::new()
        } else {
            let texts: Vec<String> =
                model.matters.iter().map(|matter| quoted(&matter.readings[0].text)).collect();
            format!(", if {}", texts.join(" and "))
        };
        let caption = format!("Outcomes that hold in at least one way{reading}");
        let mut blocks = vec![Block::Heading("Which outcomes hold".into())];
        if grid.total == 0 {
            blocks.push(Block::Paragraph(vec![Inline::text(
                "No outcome holds in any of the ways computed.",
            )]));
        } else {
            blocks.push(Block::Table(grid_table(&grid, &caption)));
            if grid.total > grid.states.len() {
                let more = grid.total - grid.states.len();
                blocks.push(Block::Paragraph(vec![Inline::text(format!(
                    "{more} more outcomes hold in some way; `detente stability` lists them."
                ))]));
            }
        }
        blocks
    }

    /// Who would move where: the outcomes that can be reached from the present state, and those that
    /// hold.
    pub(super) fn graph_section(&self) -> Vec<Block> {
        let heading = Block::Heading("Who would move where".into());
        self.graph_figure().map(|figure| vec![heading, figure]).unwrap_or_default()
    }

    fn graph_figure(&self) -> Option<Block> {
        let model = &self.case.model;
        let base = self.findings.analysis.base();
        let stable = base.solutions[self.findings.ahead].equilibria();
        let start = base.space().index_of(model.status_quo?)?;
        let limits = crate::analysis::Limits::default();
        let drawn = transitions(model, base, stable, start, Via::Improvements, MOST_NODES, &limits)
            .ok()??;
        let caption = "Steps that pay the one who takes them, from the present state on".to_owned();
        let words = graph_words(&drawn);
        Some(Block::Figure(Figure {
            svg: graph(&caption, &drawn),
            caption,
            words,
            ..Figure::default()
        }))
    }

    /// What the answers hang on, as bars.
    pub(super) fn hinge_section(&self) -> Vec<Block> {
        let model = &self.case.model;
        let hinges = &self.findings.hinges;
        let mut blocks = vec![Block::Heading("What it hangs on".into())];
        if let Some(figures) = &hinges.not_tried {
            blocks.push(Block::Paragraph(vec![Inline::text(format!(
                "Not tried: {figures} are too many."
            ))]));
            return blocks;
        }
        let groups = by_assumption(hinges);
        let answers = model.questions.len()
            * self.findings.analysis.concepts.len()
            * self.findings.analysis.readings.len();
        let drawn: Vec<Bar> = groups
            .iter()
            .take(MOST_BARS)
            .map(|group| Bar {
                label: capital(&assumption_words(model, group.assumption)),
                value: group.answers,
            })
            .collect();
        if !drawn.is_empty() {
            let caption = format!("Answers that change, of {answers}, when one assumption does");
            blocks.push(Block::Figure(Figure {
                svg: bars(&caption, &drawn, answers),
                caption,
                bars: drawn,
                in_text: true,
                ..Figure::default()
            }));
        }
        let tail = match groups.len().saturating_sub(MOST_BARS) {
            0 => String::new(),
            1 => " 1 more wish, order, rule or reading changes something.".into(),
            n => format!(" {n} more wishes, orders, rules or readings change something."),
        };
        blocks.push(Block::Paragraph(vec![Inline::text(format!(
            "{} single changes tried (wishes swapped, dropped, reversed; rules dropped; readings switched), {} change \
             nothing.{tail}",
            hinges.tried,
            hinges.without_effect()
        ))]));
        blocks
    }

    /// From the present state.
    pub(super) fn present_section(&self) -> Vec<Block> {
        let model = &self.case.model;
        let Some(now) = model.status_quo else { return Vec::new() };
        let mut blocks = vec![Block::Heading("From the present state".into())];
        let taken: Vec<String> = model
            .options
            .iter()
            .enumerate()
            .filter(|(index, _)| now >> index & 1 == 1)
            .map(|(_, option)| option_sentence(model, option, true))
            .collect();
        let words = match taken.len() {
            0 => "none of the options is taken".to_owned(),
            n if n == model.options.len() => taken.join("; "),
            _ => format!("{}; nothing else is done", taken.join("; ")),
        };
        let base = &self.findings.present[0];
        let holds = if base.holds { "It holds by itself" } else { "It does not hold" };
        let other = if base.holds { " other" } else { "" };
        let mut text = match base.outcomes {
            0 => format!("Now: {words}. {holds}; no{other} outcome holds, looking one reply ahead"),
            n => format!(
                "Now: {words}. {holds}; {} of {n}{other} outcomes that hold, looking one reply ahead, can be reached by \
                 steps that pay those who take them",
                base.reachable
            ),
        };
        if let Some(way) = &base.way {
            text.push_str(&format!(
                ". The shortest way: {}",
                way_words(model, self.findings.analysis.base(), now, way).join("; then ")
            ));
        }
        let mut lines = vec![vec![Inline::text(format!("{text}."))]];
        let others = &self.findings.present[1..];
        if !others.is_empty() {
            let holding = others.iter().filter(|present| present.holds).count();
            let leading = others.iter().filter(|present| present.way.is_some()).count();
            lines.push(vec![Inline::text(format!(
                "Of the {} other readings, {} the present state hold by itself, and {} such a way to an outcome that holds.",
                others.len(),
                verb(holding, "lets", "let"),
                verb(leading, "has", "have"),
            ))]);
        }
        blocks.extend(lines.into_iter().map(Block::Paragraph));
        blocks
    }

    /// Who sees the case otherwise, and what comes of it, under the base reading.
    pub(super) fn views_section(&mut self) -> Vec<Block> {
        let model = &self.case.model;
        let base = self.findings.analysis.base();
        let ahead = &base.solutions[self.findings.ahead];
        let limits = crate::analysis::Limits::default();
        let Ok(Some(found)) = views(model, base, &[ahead.concept()], &limits) else {
            return Vec::new();
        };
        let mut items: Vec<Vec<Inline>> = Vec::new();
        for view in &model.views {
            let notes = self.notes.cite(&view.support.because);
            items.push(vec![Inline::text(view_sentence(model, view)), Inline::Notes(notes)]);
        }
        let mut blocks = vec![Block::Heading("Who sees it otherwise".into()), Block::List(items)];
        if let Some(game) = found.game(ahead.concept()) {
            let line = views_line(game, Some(ahead.equilibria()));
            blocks.push(Block::Paragraph(vec![Inline::text(format!(
                "{line} `detente views` says who is surprised, and why."
            ))]));
        }
        blocks
    }

    /// Whether threats would be carried out and promises kept.
    pub(super) fn threats_section(&self) -> Vec<Block> {
        let analysis = &self.findings.analysis;
        let concept = analysis.concepts[self.findings.ahead];
        let limits = crate::analysis::Limits::default();
        let lines = match threat_lines(self.case, analysis, concept, &limits) {
            Ok(lines) if lines.is_empty() => return Vec::new(),
            Ok(lines) => lines,
            // That the question was left open is told, not kept back.
            Err(refused) => vec![format!("Not computed: {refused}")],
        };
        let items = lines.into_iter().map(|line| vec![Inline::text(line)]).collect();
        vec![
            Block::Heading("Threats and promises".into()),
            Block::List(items),
            Block::Paragraph(vec![Inline::text("`detente threats` says why.")]),
        ]
    }

    /// Which outcomes would get the consent that parties need.
    pub(super) fn ratification_section(&self) -> Vec<Block> {
        let lines = ratify_lines(self.case, &self.findings.analysis, self.findings.ahead);
        if lines.is_empty() {
            return Vec::new();
        }
        let items = lines.into_iter().map(|line| vec![Inline::text(line)]).collect();
        vec![
            Block::Heading("Whose consent is needed".into()),
            Block::List(items),
            Block::Paragraph(vec![Inline::text(
                "Of the outcomes in which the party agrees on something; `detente ratify` says why.",
            )]),
        ]
    }

    /// The issues on the table, if the case has any.
    pub(super) fn table_section(&mut self) -> Vec<Block> {
        if self.case.model.issues.is_empty() {
            return Vec::new();
        }
        agenda_section(self.case, &agenda(&self.case.model, &[]), &mut self.notes)
    }

    /// What the contingent plans lead to.
    pub(super) fn plans_section(&mut self) -> Vec<Block> {
        match plan_reports(&self.case.model, None) {
            Ok(reports) => plan_section(self.case, &reports, &mut self.notes),
            Err(reason) => {
                vec![Block::Paragraph(vec![Inline::text(format!("Plans are not told: {reason}."))])]
            }
        }
    }

    /// What models of bargaining say of the issues.
    pub(super) fn forecast_section(&mut self) -> Vec<Block> {
        forecast_section(self.case, &mut self.notes)
    }

    /// What the bodies can do and what they may deal with.
    pub(super) fn bodies_section(&mut self) -> Vec<Block> {
        let model = &self.case.model;
        let reports = standard_reports(model);
        let found = mandates(model);
        bodies_section(self.case, &reports, found.as_ref(), &mut self.notes)
    }

    /// What happens when: a line for the two pages and the schedule for the annex.
    pub(super) fn dates(&self) -> (Vec<Inline>, Option<ScheduleReport>) {
        let report = schedule_report(&self.case.model, &[]).ok();
        let report = report.filter(|_| !self.case.model.schedule.is_empty());
        let line = report.as_ref().map(|_| dates_line(&self.case.model));
        (line.unwrap_or_default(), report)
    }
}

/// "none has", "1 has", "3 have".
fn verb(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("none {one}"),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

fn graph_words(graph: &Graph) -> Vec<String> {
    let name = |index: usize| {
        let taken = &graph.nodes[index].taken;
        if taken.is_empty() { "nothing".to_owned() } else { taken.join("+") }
    };
    graph
        .arrows
        .iter()
        .map(|arrow| {
            let back = if arrow.one_way { ", with no way back" } else { "" };
            format!(
                "From {} to {}: {}{back}",
                name(arrow.from),
                name(arrow.to),
                graph.movers[arrow.mover].0
            )
        })
        .collect()
}
