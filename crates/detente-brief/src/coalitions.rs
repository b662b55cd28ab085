//! The document of `detente coalitions`: which outcomes hold though parties coordinate, which are
//! vulnerable, who would go where together, and what keeps a group from it.

use crate::analysis::{Limits, ReadingResult};
use crate::document::{Block, Document, Inline};
use crate::engine::EngineError;
use crate::explain::gain;
use crate::explanation::{reading_line, told_line};
use crate::grid::{Grid, GridGroup, GridKind, GridRow, grid_table, option_groups};
use crate::notes::Notes;
use crate::ways::{Way, partition};
use crate::words::{capital, concept_words, list, move_words, party_name};
use detente_case::Case;
use detente_model::Model;
use detente_stability::{
    CoalitionConcept, CoalitionSolution, CoalitionVerdict, Coalitions, Concept, Context, Graph,
    Jump, PartySet, StateSet, coalition_verdict, jumps, solve_coalitions,
};

/// Outcomes in the table, and told one by one.
const MOST_OUTCOMES: usize = 9;
/// Jumps and departures told one by one.
const MOST_TOLD: usize = 8;

/// Says which coalition concept extends a concept of single parties; nothing for those it is not
/// defined for.
pub fn coalition_concept(concept: Concept) -> Option<CoalitionConcept> {
    match concept {
        Concept::Nash => Some(CoalitionConcept::CNash),
        Concept::Gmr => Some(CoalitionConcept::CGmr),
        Concept::Smr => Some(CoalitionConcept::CSmr),
        Concept::Seq => Some(CoalitionConcept::CSeq),
        Concept::SymSeq | Concept::Sim => None,
    }
}

/// Writes what coalitions change, under one concept and one combination of readings. `result` holds
/// the solution for `concept`.
///
/// # Errors
/// If the engine refuses.
pub fn coalitions_document(
    case: &Case,
    result: &ReadingResult,
    (concept, together): (Concept, CoalitionConcept),
    limits: &Limits<'_>,
) -> Result<Document, EngineError> {
    let model = &case.model;
    let context = limits.context();
    let graph = Graph::from_game(&result.game, &context)?;
    let rankings = result.game.rankings();
    let blocks = partition(model);
    let may_form = blocks.as_deref().map_or(Coalitions::All, Coalitions::Partition);
    let solved = solve_coalitions(&graph, rankings, together, may_form, &context)?;
    let single = result.solutions.iter().find(|solution| solution.concept() == concept);
    let single = single.map_or_else(|| StateSet::empty(graph.states()), |s| s.equilibria().clone());
    let mut leaps = jumps(&graph, rankings, &single, &context)?;
    if let Some(blocks) = &blocks {
        leaps.retain(|jump| blocks.contains(&jump.by));
    }
    let mut writer = Writer {
        case,
        result,
        graph: &graph,
        solved: &solved,
        single: &single,
        leaps: &leaps,
        names: (concept, together),
        context,
        notes: Notes::new(case),
    };
    let states = writer.states();
    let mut blocks = vec![
        Block::Lead(vec![vec![Inline::Strong(writer.bottom_line())]]),
        Block::Paragraph(vec![Inline::text(writer.groups())]),
        Block::Heading("What holds".into()),
    ];
    blocks.extend(writer.table(&states));
    blocks.push(Block::Heading("Vulnerable outcomes".into()));
    blocks.push(writer.vulnerable(&states));
    if let Some(departures) = writer.departures(&states)? {
        blocks.push(Block::Heading("What else groups would do".into()));
        blocks.push(departures);
    }
    let title = format!("{}: acting together", model.title);
    Ok(Document::answer(title, reading_line(model, &result.choice), blocks, writer.notes.finish()))
}

struct Writer<'a> {
    case: &'a Case,
    result: &'a ReadingResult,
    graph: &'a Graph,
    solved: &'a CoalitionSolution,
    /// What holds for parties by themselves.
    single: &'a StateSet,
    leaps: &'a [Jump],
    names: (Concept, CoalitionConcept),
    context: Context<'a>,
    notes: Notes<'a>,
}

impl Writer<'_> {
    fn state(&self, index: usize) -> u64 {
        self.result.space().state(index)
    }

    fn bottom_line(&self) -> String {
        let apart = self.single.len();
        let mut kept = self.single.clone();
        kept.intersect_with(self.solved.equilibria());
        let mut vulnerable: Vec<usize> = self.leaps.iter().map(|jump| jump.from).collect();
        vulnerable.dedup();
        let hold = match (apart, kept.len()) {
            (0, _) => "No outcome holds even if everybody acts alone".to_owned(),
            (1, 0) => {
                "The one outcome that holds if everybody acts alone does not hold against groups"
                    .into()
            }
            (1, _) => {
                "The one outcome that holds if everybody acts alone holds against groups too".into()
            }
            (n, 0) => format!(
                "None of the {n} outcomes that hold if everybody acts alone holds against groups"
            ),
            (n, k) if n == k => format!(
                "All {n} outcomes that hold if everybody acts alone hold against groups too"
            ),
            (n, 1) => format!(
                "Of {n} outcomes that hold if everybody acts alone, one holds against groups too"
            ),
            (n, k) => format!(
                "Of {n} outcomes that hold if everybody acts alone, {k} hold against groups too"
            ),
        };
        let leap = match vulnerable.len() {
            0 => ", and no group would exchange one for another".to_owned(),
            1 => {
                "; from one of them a group would go to another that all its members prefer".into()
            }
            n => format!(
                "; from {n} of them a group would go to another that all its members prefer"
            ),
        };
        let leap = if apart == 0 { String::new() } else { leap };
        format!("{hold}{leap}.")
    }

    fn groups(&self) -> String {
        let model = &self.case.model;
        let (concept, together) = self.names;
        let looking = format!(
            "Looking at {} ({concept}); for groups, {} ({together}).",
            concept_words(concept),
            Way::Together(together).title()
        );
        if model.coalitions.is_empty() {
            return format!(
                "{looking} Every group of parties may form; `coalitions` in the case names known ones."
            );
        }
        let groups: Vec<String> = model
            .coalitions
            .iter()
            .map(|group| {
                let names: Vec<String> = group.iter().map(|&p| party_name(model, p)).collect();
                list(&names, "and")
            })
            .collect();
        format!("{looking} The case names who acts together: {}.", groups.join("; "))
    }

    /// The outcomes worth a column: those that hold in either way, singly first.
    fn states(&self) -> Vec<usize> {
        let further = self.solved.equilibria().iter().filter(|&state| !self.single.contains(state));
        self.single.iter().chain(further).collect()
    }

    fn table(&self, states: &[usize]) -> Vec<Block> {
        let model = &self.case.model;
        let shown = &states[..states.len().min(MOST_OUTCOMES)];
        if shown.is_empty() {
            let text = "No outcome holds, alone or together.";
            return vec![Block::Paragraph(vec![Inline::text(text)])];
        }
        let patterns: Vec<u64> = shown.iter().map(|&index| self.state(index)).collect();
        let (concept, together) = self.names;
        let row = |label: &str, technical: &str, holds: &dyn Fn(usize) -> bool| GridRow {
            label: label.to_owned(),
            technical: technical.to_owned(),
            cells: shown.iter().map(|&state| holds(state)).collect(),
        };
        let mut groups = option_groups(model, &patterns);
        groups.push(GridGroup {
            heading: "Holds, if parties act".into(),
            kind: GridKind::Holds,
            rows: vec![
                row("alone", concept.name(), &|state| self.single.contains(state)),
                row("alone or in groups", together.name(), &|state| {
                    self.solved.equilibria().contains(state)
                }),
            ],
        });
        let rows: Vec<GridRow> = self
            .solved
            .coalitions()
            .filter(|(group, _)| group.len() > 1)
            .map(|(group, stable)| {
                row(&capital(&names(model, group)), "", &|state| !stable.contains(state))
            })
            .filter(|row| row.cells.contains(&true))
            .collect();
        if !rows.is_empty() {
            let heading = "Would leave together".into();
            groups.push(GridGroup { heading, kind: GridKind::Breaks, rows });
        }
        let grid = Grid {
            status_quo: patterns.iter().position(|state| Some(*state) == model.status_quo),
            states: patterns,
            total: states.len(),
            groups,
        };
        let mut blocks =
            vec![Block::Table(grid_table(&grid, "Outcomes that hold, alone or together"))];
        if states.len() > shown.len() {
            blocks.push(Block::Paragraph(vec![Inline::text(format!(
                "{} more outcomes hold; `detente stability --concept {concept},{together} --csv` lists them.",
                states.len() - shown.len()
            ))]));
        }
        blocks
    }

    /// Jumps from one outcome that holds to another.
    fn vulnerable(&mut self, states: &[usize]) -> Block {
        let model = &self.case.model;
        let mut items: Vec<Vec<Inline>> = Vec::new();
        // Of the groups that would make one jump, those that can do without no member are told.
        let smallest: Vec<Jump> = self
            .leaps
            .iter()
            .copied()
            .filter(|jump| {
                !self.leaps.iter().any(|other| {
                    (other.from, other.to) == (jump.from, jump.to)
                        && other.by != jump.by
                        && other.by.is_subset(jump.by)
                })
            })
            .collect();
        for jump in smallest.iter().take(MOST_TOLD) {
            let place = |state: usize| match states.iter().position(|&known| known == state) {
                Some(place) if place < MOST_OUTCOMES => format!("outcome {}", place + 1),
                _ => format!("the outcome {}", model.pattern(self.state(state))),
            };
            let mut inlines = vec![Inline::text(format!(
                "From {} to {}: {} together would {}: ",
                place(jump.from),
                place(jump.to),
                names(model, jump.by),
                move_words(model, self.state(jump.from), self.state(jump.to)),
            ))];
            let line = gain(model, self.result, jump.by, jump.from, jump.to);
            inlines.extend(told_line(self.case, &line, &mut self.notes));
            items.push(inlines);
        }
        if smallest.len() > MOST_TOLD {
            let more = smallest.len() - MOST_TOLD;
            items.push(vec![Inline::text(format!("And {more} more."))]);
        }
        if items.is_empty() {
            let text = "None: no group prefers another outcome that holds and can go there.";
            return Block::Paragraph(vec![Inline::text(text)]);
        }
        Block::List(items)
    }

    /// For every outcome shown from which no jump has been told, the smallest group that leaves it,
    /// or what holds a group back that would like to.
    fn departures(&mut self, states: &[usize]) -> Result<Option<Block>, EngineError> {
        let model = &self.case.model;
        let mut items: Vec<Vec<Inline>> = Vec::new();
        let mut groups: Vec<PartySet> = self.solved.coalitions().map(|(group, _)| group).collect();
        groups.retain(|group| group.len() > 1);
        groups.sort_by_key(|group| group.len());
        for (place, &state) in states.iter().enumerate().take(MOST_OUTCOMES) {
            if self.leaps.iter().any(|jump| jump.from == state) {
                continue;
            }
            let mut told = None;
            for &group in &groups {
                let rankings = self.result.game.rankings();
                let why = coalition_verdict(
                    self.graph,
                    rankings,
                    self.names.1,
                    group,
                    state,
                    &self.context,
                )?;
                match why {
                    CoalitionVerdict::Unstable { improvement, .. } => {
                        told = Some((group, improvement, None));
                        break;
                    }
                    CoalitionVerdict::Stable { answered } => {
                        if let (None, Some(first)) = (&told, answered.into_iter().next()) {
                            told = Some((group, first.improvement, Some(first)));
                        }
                    }
                }
            }
            let Some((group, to, answer)) = told else { continue };
            let acts = move_words(model, self.state(state), self.state(to));
            let line = gain(model, self.result, group, state, to);
            let who = names(model, group);
            let number = place + 1;
            let mut inlines = vec![Inline::text(match &answer {
                None => format!("Outcome {number}: {who} together would {acts}: "),
                Some(_) => format!("Outcome {number}: together it would pay {who} to {acts}: "),
            })];
            inlines.extend(told_line(self.case, &line, &mut self.notes));
            let end = match answer {
                None if self.names.1 == CoalitionConcept::CNash => String::new(),
                None => ". No reply undoes that gain.".to_owned(),
                Some(answer) => {
                    let mut from = answer.improvement;
                    let mut steps = Vec::new();
                    for step in &answer.steps {
                        let acts = move_words(model, self.state(from), self.state(step.to));
                        steps.push(format!("{} would {acts}", names(model, step.by)));
                        from = step.to;
                    }
                    let ranks = |party: usize| self.result.game.rankings()[party].ranks();
                    let loser = group
                        .iter()
                        .find(|&party| ranks(party)[answer.outcome] <= ranks(party)[state])
                        .map_or_else(String::new, |party| {
                            format!("; then {} would be no better off", party_name(model, party))
                        });
                    format!(". But {}{loser}. So they stay.", steps.join(", and "))
                }
            };
            inlines.push(Inline::text(end));
            items.push(inlines);
        }
        Ok((!items.is_empty()).then_some(Block::List(items)))
    }
}

fn names(model: &Model, group: PartySet) -> String {
    let names: Vec<String> = group.iter().map(|party| party_name(model, party)).collect();
    list(&names, "and")
}
