//! The settlement grid: options down, outcomes across, as users of option tables know it; below,
//! under which way of looking ahead each outcome holds, and for whom it would break.

use crate::analysis::{Analysis, ReadingResult};
use crate::document::{Inline, Row, Table};
use crate::ways::Further;
use crate::words::{capital, concept_words, list, mover_name, party_name};
use detente_model::Model;
use detente_stability::{Concept, Mover, Solution, StateSet};

/// A settlement grid of one combination of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The outcomes shown, best supported first.
    pub states: Vec<u64>,
    /// How many outcomes hold under some concept.
    pub total: usize,
    /// The place of the status quo among the states shown, if it is there.
    pub status_quo: Option<usize>,
    /// The rows, in groups.
    pub groups: Vec<GridGroup>,
}

/// Rows under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridGroup {
    /// The heading.
    pub heading: String,
    /// What the cells mean.
    pub kind: GridKind,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// Says what the cells of a group mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridKind {
    /// Whether an option is taken.
    Options,
    /// Whether the outcome holds.
    Holds,
    /// Whether somebody would leave it.
    Breaks,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// The plain name.
    pub label: String,
    /// The technical name.
    pub technical: String,
    /// One cell per outcome shown.
    pub cells: Vec<bool>,
}

/// Builds the grid of one combination of readings, with at most `most` outcomes. What was found in
/// further ways of looking ahead stands below the concepts.
pub fn grid(
    model: &Model,
    analysis: &Analysis,
    result: &ReadingResult,
    further: &[Further],
    most: usize,
) -> Grid {
    let space = result.space();
    let singly = result.solutions.iter().map(Solution::equilibria);
    let sets: Vec<&StateSet> = singly.chain(further.iter().map(|way| &way.equilibria)).collect();
    // What holds looking one reply ahead, which the brief leads with, is never left out for what holds
    // in more of the other ways.
    let ahead = analysis.place(Concept::Seq).map(|place| result.solutions[place].equilibria());
    let mut scored: Vec<((bool, usize), usize)> = (0..space.len())
        .filter_map(|index| {
            let views = sets.iter().filter(|set| set.contains(index)).count();
            let leads = ahead.is_some_and(|ahead| ahead.contains(index));
            (views > 0).then_some(((leads, views), index))
        })
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let total = scored.len();
    scored.truncate(most);
    let indices: Vec<usize> = scored.into_iter().map(|(_, index)| index).collect();
    let states: Vec<u64> = indices.iter().map(|&index| space.state(index)).collect();

    let mut groups = option_groups(model, &states);
    let holds =
        analysis.concepts.iter().zip(&result.solutions).map(|(concept, solution)| GridRow {
            label: concept_words(*concept).to_owned(),
            technical: concept.name().to_owned(),
            cells: indices.iter().map(|&index| solution.equilibria().contains(index)).collect(),
        });
    let holds = holds.chain(further.iter().map(|way| GridRow {
        label: way.words.clone(),
        technical: way.name.clone(),
        cells: indices.iter().map(|&index| way.equilibria.contains(index)).collect(),
    }));
    groups.push(GridGroup {
        heading: "Holds, looking at".into(),
        kind: GridKind::Holds,
        rows: holds.collect(),
    });
    groups.extend(breaks(model, analysis, result, &indices));
    Grid {
        status_quo: states.iter().position(|state| Some(*state) == model.status_quo),
        states,
        total,
        groups,
    }
}

/// Options grouped by their owners, in order of first appearance.
pub(crate) fn option_groups(model: &Model, states: &[u64]) -> Vec<GridGroup> {
    let mut groups: Vec<(Vec<usize>, GridGroup)> = Vec::new();
    for (index, option) in model.options.iter().enumerate() {
        let row = GridRow {
            label: option.text.clone(),
            technical: option.id.clone(),
            cells: states.iter().map(|state| state >> index & 1 == 1).collect(),
        };
        match groups.iter_mut().find(|(owners, _)| *owners == option.owners) {
            Some((_, group)) => group.rows.push(row),
            None => {
                let names: Vec<String> =
                    option.owners.iter().map(|&party| party_name(model, party)).collect();
                let together = if option.is_joint() { ", together" } else { "" };
                let heading = capital(&format!("{}{together}", list(&names, "and")));
                groups.push((
                    option.owners.clone(),
                    GridGroup { heading, kind: GridKind::Options, rows: vec![row] },
                ));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Who would leave, looking at its own next step only: those who leave none of the outcomes shown
/// are left out.
fn breaks(
    model: &Model,
    analysis: &Analysis,
    result: &ReadingResult,
    indices: &[usize],
) -> Option<GridGroup> {
    let solution = &result.solutions[analysis.place(Concept::Nash)?];
    let rows: Vec<GridRow> = solution
        .movers()
        .map(|(mover, stable)| GridRow {
            label: capital(&mover_name(model, mover)),
            technical: match mover {
                Mover::Party(_) => String::new(),
                Mover::Joint(_) => "joint move".into(),
            },
            cells: indices.iter().map(|&index| !stable.contains(index)).collect(),
        })
        .filter(|row| row.cells.contains(&true))
        .collect();
    (!rows.is_empty()).then(|| GridGroup {
        heading: "Would gain by moving, if nobody replied".into(),
        kind: GridKind::Breaks,
        rows,
    })
}

/// The grid as a table: signs for people, technical names beside the plain ones.
pub(crate) fn grid_table(grid: &Grid, caption: &str) -> Table {
    let mut head = vec!["Outcome".to_owned()];
    head.extend((0..grid.states.len()).map(|column| {
        let now = if grid.status_quo == Some(column) { " (now)" } else { "" };
        format!("{}{now}", column + 1)
    }));
    let mut rows = Vec::new();
    for group in &grid.groups {
        rows.push(Row::Group(group.heading.clone()));
        let (yes, no) = match group.kind {
            GridKind::Options => ("●", "○"),
            GridKind::Holds => ("●", "·"),
            GridKind::Breaks => ("×", "·"),
        };
        for row in &group.rows {
            let mut label = vec![Inline::text(row.label.clone())];
            if group.kind == GridKind::Holds && !row.technical.is_empty() {
                label.push(Inline::Technical(row.technical.clone()));
            }
            let mut cells = vec![label];
            cells.extend(
                row.cells.iter().map(|&cell| vec![Inline::text(if cell { yes } else { no })]),
            );
            rows.push(Row::Cells(cells));
        }
    }
    Table { caption: caption.to_owned(), head, rows }
}
