//! Stability from the definitions, for any graph and any attitude.
//!
//! Slower than the search of `backward`, which needs orders and option form; this one enumerates.
//! From each state that somebody is tempted to move to, the others' sequences are walked once, and
//! every state from which it tempts is judged by where they lead.

use std::sync::Arc;

use crate::attitude::{Attitude, Together};
use crate::concept::{Concept, Walk as Sequence};
use crate::context::{Budget, Context, Refusal, RefusalCode, Work};
use crate::forward::Step;
use crate::graph::Graph;
use crate::set::StateSet;
use crate::solve::{Solution, unknown_mover};
use crate::structure::Mover;
use crate::verdict::{Answered, Verdict};
use crate::walk::Walk;

pub(crate) const WALKING: Work = Work {
    what: "walking the sequences of moves from each state",
    instead: "rule out or draw together more states, raise the limit on steps, or, for orders of \
              preference in option form, use the near-linear engine",
};

/// Finds the states stable for every mover of a graph, and the equilibria.
///
/// Rankings, or any other [`Attitude`], give the preferences:
/// `solve_graph(&graph, game.rankings(), concept, &context)`. Others answer by sequences of moves
/// in which nobody moves twice in succession (Fang, Hipel, Kilgour 1993); an answer leads to
/// another state than the one it answers. Where the graph is that of a game with joint options,
/// sequences are unrestricted, as [`crate::solve`] has them, and with rankings the result is the
/// same.
///
/// # Errors
/// [`RefusalCode::NotDefined`] for [`Concept::Sim`], [`RefusalCode::Mismatch`] for preferences over
/// other parties or states, [`RefusalCode::TooMuchWork`] and [`RefusalCode::Cancelled`].
pub fn solve_graph<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: Concept,
    context: &Context<'_>,
) -> Result<Solution, Refusal> {
    let mut stable = Vec::with_capacity(graph.movers().len());
    for &mover in graph.movers() {
        let set = graph_stable_set(graph, attitude, concept, mover, context)?;
        stable.push((mover, Arc::new(set)));
    }
    Ok(Solution::of(concept, graph.states(), stable))
}

/// Finds the states stable for one mover of a graph.
///
/// # Errors
/// As [`solve_graph`], and [`RefusalCode::NotInGame`] for a mover that is not among
/// [`Graph::movers`].
pub fn graph_stable_set<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: Concept,
    mover: Mover,
    context: &Context<'_>,
) -> Result<StateSet, Refusal> {
    let focal = Focal::new(graph, attitude, concept, mover)?;
    let mut budget = Budget::new(context, WALKING);
    let mut stable = StateSet::full(graph.states());
    let arcs = graph.arcs(focal.place);
    let sources = arcs.reversed(|here, there| focal.set.tempted(here, there));
    let mut walk = focal.walk();
    for (improvement, sources) in sources.iter().enumerate() {
        // What one improvement has spoiled no other can mend.
        let open: Vec<usize> =
            sources.iter().map(|&s| s as usize).filter(|&s| stable.contains(s)).collect();
        if open.is_empty() {
            continue;
        }
        if concept.walk().is_none() {
            open.into_iter().for_each(|state| stable.remove(state));
            continue;
        }
        walk.run(improvement, |by, from, to| focal.may(by, from, to), |_| false, &mut budget)?;
        for state in open {
            budget.spend(1)?;
            let mut answered = false;
            for &outcome in walk.reached() {
                if focal.answers(state, outcome as usize, &mut budget)? {
                    answered = true;
                    break;
                }
            }
            if !answered {
                stable.remove(state);
            }
        }
    }
    Ok(stable)
}

/// Judges one state of a graph for one mover, with the reason.
///
/// The reason is as that of [`crate::verdict`], except that of several improvements nobody answers
/// it names the lowest state: an attitude need not say which is best.
///
/// # Errors
/// As [`graph_stable_set`], and [`RefusalCode::NotInGame`] for an unknown state.
pub fn graph_verdict<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: Concept,
    mover: Mover,
    state: usize,
    context: &Context<'_>,
) -> Result<Verdict, Refusal> {
    let focal = Focal::new(graph, attitude, concept, mover)?;
    check_graph_state(graph, state)?;
    let mut budget = Budget::new(context, WALKING);
    let mut walk = focal.walk();
    let mut answered = Vec::new();
    for improvement in graph.moves(mover, state).filter(|&t| focal.set.tempted(state, t)) {
        if concept.walk().is_none() {
            return Ok(Verdict::Unstable { improvement, considered: 1 });
        }
        let mut stopped = Ok(());
        let mut own = Budget::new(context, WALKING);
        let found = walk.run(
            improvement,
            |by, from, to| focal.may(by, from, to),
            |outcome| {
                let answers = focal.answers(state, outcome, &mut own);
                answers.unwrap_or_else(|refusal| {
                    stopped = Err(refusal);
                    true
                })
            },
            &mut budget,
        )?;
        stopped?;
        let Some(node) = found else {
            return Ok(Verdict::Unstable { improvement, considered: 1 + walk.reached().len() });
        };
        let step = |(by, to): (usize, usize)| Step { mover: graph.movers()[focal.others[by]], to };
        let steps: Vec<Step> = walk.steps_to(node).into_iter().map(step).collect();
        let outcome = steps.last().map_or(improvement, |step| step.to);
        answered.push(Answered { improvement, steps, outcome });
    }
    Ok(Verdict::Stable { answered })
}

pub(crate) fn check_graph_state(graph: &Graph, state: usize) -> Result<(), Refusal> {
    if state < graph.states() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotInGame,
        format!("there is no state {state}; the graph has {}", graph.states()),
        "ask about one of its states",
    ))
}

/// Refuses preferences that are not about the parties and states of the graph.
pub(crate) fn check_fit<A: Attitude + ?Sized>(graph: &Graph, attitude: &A) -> Result<(), Refusal> {
    if attitude.fits(graph.parties(), graph.states()) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::Mismatch,
        format!(
            "the preferences are not over the {} parties and {} states of the graph",
            graph.parties(),
            graph.states()
        ),
        "give one preference per party, over all states",
    ))
}

/// Whoever's stability is judged, and those who answer.
struct Focal<'a, A: ?Sized> {
    graph: &'a Graph,
    concept: Concept,
    place: usize,
    set: Together<'a, A>,
    /// The places of those who may try to escape an answer.
    replies: Vec<usize>,
    /// The places of those who answer, and how each judges.
    others: Vec<usize>,
    judges: Vec<Together<'a, A>>,
}

impl<'a, A: Attitude + ?Sized> Focal<'a, A> {
    fn new(
        graph: &'a Graph,
        attitude: &'a A,
        concept: Concept,
        mover: Mover,
    ) -> Result<Focal<'a, A>, Refusal> {
        if concept == Concept::Sim {
            return Err(Refusal::new(
                RefusalCode::NotDefined,
                "sim combines the options several parties change at the same moment; arcs between \
                 states do not say what two of them make together",
                "give the conflict in option form, or use seq or gmr",
            ));
        }
        check_fit(graph, attitude)?;
        let Some(place) = graph.place(mover) else {
            return Err(unknown_mover(mover));
        };
        let members = mover.members();
        let replies = match mover {
            _ if !concept.is_symmetric() => Vec::new(),
            Mover::Party(_) => vec![place],
            Mover::Joint(_) => {
                graph.places(|by| by == members || (by.len() == 1 && by.is_subset(members)))
            }
        };
        let others = graph.places(|by| !by.meets(members));
        let judges = others
            .iter()
            .map(|&by| Together { attitude, members: graph.movers()[by].members() })
            .collect();
        let set = Together { attitude, members };
        Ok(Focal { graph, concept, place, set, replies, others, judges })
    }

    fn walk(&self) -> Walk<'a> {
        let arcs = self.others.iter().map(|&place| self.graph.arcs(place)).collect();
        Walk::new(self.graph.states(), arcs, !self.graph.has_joint_movers())
    }

    /// Says whether one of the others would make a move.
    fn may(&self, by: usize, from: usize, to: usize) -> bool {
        self.concept.walk() != Some(Sequence::Improvements) || self.judges[by].willing(from, to)
    }

    /// Says whether ending up in `outcome`, with no way out, keeps the mover in `state`.
    fn answers(
        &self,
        state: usize,
        outcome: usize,
        budget: &mut Budget<'_>,
    ) -> Result<bool, Refusal> {
        budget.spend(1)?;
        if !self.set.deterred(state, outcome) {
            return Ok(false);
        }
        for &place in &self.replies {
            let escapes = self.graph.arcs(place).from(outcome);
            budget.spend(escapes.len() as u64)?;
            if escapes.iter().any(|&escape| !self.set.deterred(state, escape as usize)) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
