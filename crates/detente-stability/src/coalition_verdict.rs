//! Why a coalition stays or leaves: its ways to what it prefers, and what the others answer.

use std::collections::BTreeMap;

use crate::attitude::{Attitude, Together};
use crate::coalition::{COALITIONS, CoalitionConcept, Engine, check_coalition, members_walk};
use crate::context::{Budget, Context, Refusal};
use crate::forward::Step;
use crate::general::{check_fit, check_graph_state};
use crate::graph::Graph;
use crate::party::PartySet;
use crate::walk::Walk;

/// Says whether a state is stable for a coalition, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoalitionVerdict {
    /// Every improvement is answered; there may be none.
    Stable {
        /// The answers, by ascending improvement.
        answered: Vec<CoalitionAnswered>,
    },
    /// Some improvement is not answered.
    Unstable {
        /// The lowest such state.
        improvement: usize,
        /// A shortest sequence of the members' moves that leads there.
        way: Vec<Step>,
    },
}

impl CoalitionVerdict {
    /// Says whether the state is stable.
    pub fn is_stable(&self) -> bool {
        matches!(self, CoalitionVerdict::Stable { .. })
    }
}

/// Holds an improvement of a coalition and a shortest answer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoalitionAnswered {
    /// The state the coalition would go to.
    pub improvement: usize,
    /// A shortest sequence of the members' moves that leads there.
    pub way: Vec<Step>,
    /// What the others do from there.
    pub steps: Vec<CoalitionStep>,
    /// The state in the end, which some member does not prefer to the state judged.
    pub outcome: usize,
}

/// Holds one step of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoalitionStep {
    /// Who makes it. Under `cgmr` and `csmr` one party, or the owners of a joint option, by one
    /// move; under `cseq` a sub-coalition, by as many moves of its own as it takes.
    pub by: PartySet,
    /// The state that results.
    pub to: usize,
}

/// Judges one state for one coalition, with the reason.
///
/// ```
/// use detente_stability::{
///     CoalitionConcept, CoalitionVerdict, Context, Graph, PartySet, Ranking, coalition_verdict,
/// };
/// // Stag hunt: together the two leave the hares.
/// let arcs = [vec![(0, 1), (1, 0), (2, 3), (3, 2)], vec![(0, 2), (2, 0), (1, 3), (3, 1)]];
/// let graph = Graph::new(4, &arcs)?;
/// let rankings = [Ranking::from_values(&[1, 0, 2, 3]), Ranking::from_values(&[1, 2, 0, 3])];
/// let (both, context) = (PartySet::from_bits(0b11), Context::default());
/// let why =
///     coalition_verdict(&graph, &rankings[..], CoalitionConcept::CSeq, both, 0, &context)?;
/// let CoalitionVerdict::Unstable { improvement: 3, way } = why else { unreachable!() };
/// assert_eq!(way.len(), 2, "one after the other");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`crate::coalition_stable_set`], and [`crate::RefusalCode::NotInGame`] for an unknown state.
pub fn coalition_verdict<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: CoalitionConcept,
    coalition: PartySet,
    state: usize,
    context: &Context<'_>,
) -> Result<CoalitionVerdict, Refusal> {
    check_fit(graph, attitude)?;
    check_coalition(graph, coalition)?;
    check_graph_state(graph, state)?;
    let mut budget = Budget::new(context, COALITIONS);
    let set = Together { attitude, members: coalition };
    let others: PartySet = (0..graph.parties()).filter(|&p| !coalition.contains(p)).collect();
    let mut engine = Engine { graph, attitude, answers: BTreeMap::new() };
    if concept == CoalitionConcept::CSeq {
        engine.prepare(others, &mut budget)?;
    }
    // Who answers, in the order in which the walk names them.
    let (by, mut walk): (Vec<PartySet>, Walk<'_>) = if concept == CoalitionConcept::CSeq {
        let (by, arcs) = engine.answers.iter().map(|(by, arcs)| (*by, arcs)).unzip();
        (by, Walk::new(graph.states(), arcs, true))
    } else {
        (movers_within(graph, others), members_walk(graph, others))
    };

    let mut going = members_walk(graph, coalition);
    going.run(state, |_, _, _| true, |_| false, &mut budget)?;
    let reached = going.reached().iter().map(|&to| to as usize);
    let mut improvements: Vec<usize> = reached.filter(|&to| set.tempted(state, to)).collect();
    improvements.sort_unstable();
    let mut answered = Vec::new();
    for improvement in improvements {
        let way = way(graph, coalition, &mut going, state, improvement, &mut budget)?;
        let mut found = None;
        if concept != CoalitionConcept::CNash {
            walk.run(improvement, |_, _, _| true, |_| false, &mut budget)?;
            // Nearest first.
            for &outcome in walk.reached() {
                let outcome = outcome as usize;
                budget.spend(1)?;
                if !set.deterred(state, outcome) {
                    continue;
                }
                let escapes = |to: &u32| !set.deterred(state, *to as usize);
                if concept == CoalitionConcept::CSmr {
                    going.run(outcome, |_, _, _| true, |_| false, &mut budget)?;
                    if going.reached().iter().any(escapes) {
                        continue;
                    }
                }
                found = Some(outcome);
                break;
            }
        }
        let Some(outcome) = found else {
            return Ok(CoalitionVerdict::Unstable { improvement, way });
        };
        let node = walk.run(improvement, |_, _, _| true, |to| to == outcome, &mut budget)?;
        let step = |(agent, to): (usize, usize)| CoalitionStep { by: by[agent], to };
        let steps = node.map_or_else(Vec::new, |node| walk.steps_to(node));
        let steps = steps.into_iter().map(step).collect();
        answered.push(CoalitionAnswered { improvement, way, steps, outcome });
    }
    Ok(CoalitionVerdict::Stable { answered })
}

/// Returns the members of the movers inside a coalition, in the order of its walk.
fn movers_within(graph: &Graph, coalition: PartySet) -> Vec<PartySet> {
    let places = graph.places(|by| by.is_subset(coalition)).into_iter();
    places.map(|place| graph.movers()[place].members()).collect()
}

/// Finds a shortest sequence of the members' moves.
fn way(
    graph: &Graph,
    coalition: PartySet,
    going: &mut Walk<'_>,
    from: usize,
    to: usize,
    budget: &mut Budget<'_>,
) -> Result<Vec<Step>, Refusal> {
    let places = graph.places(|by| by.is_subset(coalition));
    let node = going.run(from, |_, _, _| true, |end| end == to, budget)?;
    let steps = node.map_or_else(Vec::new, |node| going.steps_to(node));
    Ok(steps.into_iter().map(|(by, to)| Step { mover: graph.movers()[places[by]], to }).collect())
}
