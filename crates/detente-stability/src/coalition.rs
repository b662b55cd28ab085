//! Stability for coalitions: parties that coordinate their moves whatever they hold.
//!
//! Unlike the owners of a joint option, a coalition has no move that its members could not make one
//! after the other; it is held together by all of them gaining in the end.

use std::collections::BTreeMap;
use std::fmt;

use crate::attitude::{Attitude, Together};
use crate::context::{Budget, Context, Refusal, RefusalCode, Work};
use crate::general::check_fit;
use crate::graph::{Arcs, Graph};
use crate::party::PartySet;
use crate::set::StateSet;
use crate::walk::Walk;

/// Names a solution concept for coalitions (Kilgour, Hipel, Fang, Peng 2001; Inohara, Hipel 2008).
///
/// A coalition H *can go* from s to t if t ∈ `R_H(s)`: a legal sequence of moves by its members, or
/// joint moves inside it, leads there. It *improves* from s to t if it can go there and every member
/// prefers t. An answer *deters* if some member does not prefer its end to s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoalitionConcept {
    /// There is no improvement.
    CNash,
    /// Against every improvement the others, N∖H, can go to a state that deters.
    CGmr,
    /// As `CGmr`, and the coalition cannot go from there to a state that all of it prefer to s.
    CSmr,
    /// As `CGmr`, the others answering by a sequence of improvements of sub-coalitions of N∖H.
    ///
    /// Each step of the sequence takes one non-empty G ⊆ N∖H from the state the sequence has come to
    /// to one that G can go to and all of G prefer *to that state*; no sub-coalition makes two steps
    /// in succession (the class improvements of Inohara, Hipel 2008). In option form that last
    /// condition changes nothing.
    CSeq,
}

impl CoalitionConcept {
    /// Holds every concept once.
    pub const ALL: [CoalitionConcept; 4] = [
        CoalitionConcept::CNash,
        CoalitionConcept::CGmr,
        CoalitionConcept::CSmr,
        CoalitionConcept::CSeq,
    ];

    /// Returns the name used in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            CoalitionConcept::CNash => "cnash",
            CoalitionConcept::CGmr => "cgmr",
            CoalitionConcept::CSmr => "csmr",
            CoalitionConcept::CSeq => "cseq",
        }
    }
}

impl fmt::Display for CoalitionConcept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Says which coalitions may form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coalitions<'a> {
    /// Every non-empty set of parties.
    All,
    /// These only, each party in exactly one: alliances that are known.
    Partition(&'a [PartySet]),
}

/// Holds the stable states of every coalition that may form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoalitionSolution {
    concept: CoalitionConcept,
    stable: Vec<(PartySet, StateSet)>,
    equilibria: StateSet,
}

impl CoalitionSolution {
    /// Returns the concept solved for.
    pub fn concept(&self) -> CoalitionConcept {
        self.concept
    }

    /// Returns the stable states of each coalition, by ascending bits.
    pub fn coalitions(&self) -> impl Iterator<Item = (PartySet, &StateSet)> {
        self.stable.iter().map(|(coalition, set)| (*coalition, set))
    }

    /// Returns the states stable for every coalition that may form.
    pub fn equilibria(&self) -> &StateSet {
        &self.equilibria
    }
}

/// Finds the states stable for every coalition that may form, and those stable for all of them:
/// the *coalitionally stable* states.
///
/// ```
/// use detente_stability::{
///     CoalitionConcept, Coalitions, Concept, Context, Graph, Ranking, solve_coalitions, solve_graph,
/// };
/// // Stag hunt. Apart, neither leaves the hare; together they do.
/// let arcs = [vec![(0, 1), (1, 0), (2, 3), (3, 2)], vec![(0, 2), (2, 0), (1, 3), (3, 1)]];
/// let graph = Graph::new(4, &arcs)?;
/// let rankings = [Ranking::from_values(&[1, 0, 2, 3]), Ranking::from_values(&[1, 2, 0, 3])];
/// let context = Context::default();
/// let nash = solve_graph(&graph, &rankings[..], Concept::Nash, &context)?;
/// assert_eq!(nash.equilibria().iter().collect::<Vec<_>>(), [0, 3]);
/// let concept = CoalitionConcept::CNash;
/// let cnash = solve_coalitions(&graph, &rankings[..], concept, Coalitions::All, &context)?;
/// assert_eq!(cnash.equilibria().iter().collect::<Vec<_>>(), [3]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`RefusalCode::Mismatch`] for preferences over other parties or states or a list that is no
/// partition, [`RefusalCode::TooMuchWork`] (there are 2ⁿ − 1 coalitions of n parties) and
/// [`RefusalCode::Cancelled`].
pub fn solve_coalitions<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: CoalitionConcept,
    coalitions: Coalitions<'_>,
    context: &Context<'_>,
) -> Result<CoalitionSolution, Refusal> {
    check_fit(graph, attitude)?;
    let mut budget = Budget::new(context, COALITIONS);
    let mut wanted: Vec<PartySet> = match coalitions {
        Coalitions::All => {
            budget.spend(1_u64.checked_shl(graph.parties() as u32).unwrap_or(u64::MAX))?;
            subsets(everyone(graph)).collect()
        }
        Coalitions::Partition(blocks) => check_partition(graph, blocks)?.to_vec(),
    };
    wanted.sort_unstable();
    let mut engine = Engine { graph, attitude, answers: BTreeMap::new() };
    let mut stable = Vec::with_capacity(wanted.len());
    let mut equilibria = StateSet::full(graph.states());
    for coalition in wanted {
        let set = engine.stable(concept, coalition, &mut budget)?;
        equilibria.intersect_with(&set);
        stable.push((coalition, set));
    }
    Ok(CoalitionSolution { concept, stable, equilibria })
}

/// Finds the states stable for one coalition.
///
/// # Errors
/// As [`solve_coalitions`], and [`RefusalCode::NotInGame`] for an empty coalition or one with a
/// party that does not exist.
pub fn coalition_stable_set<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: CoalitionConcept,
    coalition: PartySet,
    context: &Context<'_>,
) -> Result<StateSet, Refusal> {
    check_fit(graph, attitude)?;
    check_coalition(graph, coalition)?;
    let mut budget = Budget::new(context, COALITIONS);
    Engine { graph, attitude, answers: BTreeMap::new() }.stable(concept, coalition, &mut budget)
}

/// Holds a jump from one equilibrium to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Jump {
    /// The equilibrium left, which is thereby *vulnerable*.
    pub from: usize,
    /// The equilibrium it is left for.
    pub to: usize,
    /// The coalition of two or more that can go there and prefers it, every member.
    pub by: PartySet,
}

/// Lists how coalitions of two or more can jump from one of the `equilibria` to another that all of
/// them prefer (Kilgour, Hipel, Fang, Peng 2001), whatever concept these are equilibria of.
///
/// By ascending `from`, `to`, `by`. An equilibrium from which no jump begins is not vulnerable.
///
/// # Errors
/// As [`solve_coalitions`], and [`RefusalCode::NotInGame`] for an equilibrium that is no state of
/// the graph.
pub fn jumps<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    equilibria: &StateSet,
    context: &Context<'_>,
) -> Result<Vec<Jump>, Refusal> {
    check_fit(graph, attitude)?;
    if let Some(last) = equilibria.iter().last() {
        crate::general::check_graph_state(graph, last)?;
    }
    let mut budget = Budget::new(context, COALITIONS);
    budget.spend(1_u64.checked_shl(graph.parties() as u32).unwrap_or(u64::MAX))?;
    let mut found = Vec::new();
    for by in subsets(everyone(graph)).filter(|coalition| coalition.len() > 1) {
        let together = Together { attitude, members: by };
        let mut walk = members_walk(graph, by);
        for from in equilibria.iter() {
            walk.run(from, |_, _, _| true, |_| false, &mut budget)?;
            let ends = walk.reached().iter().map(|&to| to as usize);
            let jump = ends.filter(|&to| equilibria.contains(to) && together.tempted(from, to));
            found.extend(jump.map(|to| Jump { from, to, by }));
        }
    }
    found.sort_unstable();
    Ok(found)
}

pub(crate) const COALITIONS: Work = Work {
    what: "going through the coalitions and their sequences of moves",
    instead: "state the alliances as a partition, rule out or draw together more states, or raise \
              the limit on steps",
};

pub(crate) struct Engine<'a, A: ?Sized> {
    pub(crate) graph: &'a Graph,
    pub(crate) attitude: &'a A,
    /// The improvements of each coalition that has been asked for as one that answers.
    pub(crate) answers: BTreeMap<PartySet, Arcs>,
}

impl<A: Attitude + ?Sized> Engine<'_, A> {
    fn stable(
        &mut self,
        concept: CoalitionConcept,
        coalition: PartySet,
        budget: &mut Budget<'_>,
    ) -> Result<StateSet, Refusal> {
        let (graph, states) = (self.graph, self.graph.states());
        let set = Together { attitude: self.attitude, members: coalition };
        let replies = reach(graph, coalition, |_, _| true, budget)?;
        let sources = replies.reversed(|here, there| set.tempted(here, there));
        let others: PartySet = (0..graph.parties()).filter(|&p| !coalition.contains(p)).collect();
        if concept == CoalitionConcept::CSeq {
            self.prepare(others, budget)?;
        }
        let mut walk = match concept {
            CoalitionConcept::CSeq => {
                let agents = self.answers.iter().filter(|(by, _)| by.is_subset(others));
                Walk::new(states, agents.map(|(_, arcs)| arcs).collect(), true)
            }
            _ => members_walk(graph, others),
        };
        let mut stable = StateSet::full(states);
        for (improvement, sources) in sources.iter().enumerate() {
            let open: Vec<usize> =
                sources.iter().map(|&s| s as usize).filter(|&s| stable.contains(s)).collect();
            if open.is_empty() {
                continue;
            }
            if concept == CoalitionConcept::CNash {
                open.into_iter().for_each(|state| stable.remove(state));
                continue;
            }
            walk.run(improvement, |_, _, _| true, |_| false, budget)?;
            for state in open {
                let mut answered = false;
                for &outcome in walk.reached() {
                    let escapes = match concept {
                        CoalitionConcept::CSmr => replies.from(outcome as usize),
                        _ => &[],
                    };
                    budget.spend(1 + escapes.len() as u64)?;
                    answered = set.deterred(state, outcome as usize)
                        && escapes.iter().all(|&escape| set.deterred(state, escape as usize));
                    if answered {
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

    /// Finds the improvements of every non-empty sub-coalition of `others`.
    pub(crate) fn prepare(
        &mut self,
        others: PartySet,
        budget: &mut Budget<'_>,
    ) -> Result<(), Refusal> {
        budget.spend(1_u64.checked_shl(others.len() as u32).unwrap_or(u64::MAX))?;
        for by in subsets(others) {
            if !self.answers.contains_key(&by) {
                let together = Together { attitude: self.attitude, members: by };
                let willing = |here, there| together.willing(here, there);
                self.answers.insert(by, reach(self.graph, by, willing, budget)?);
            }
        }
        Ok(())
    }
}

/// Lists from each state the `wanted` ones among those a coalition can go to.
fn reach(
    graph: &Graph,
    coalition: PartySet,
    wanted: impl Fn(usize, usize) -> bool,
    budget: &mut Budget<'_>,
) -> Result<Arcs, Refusal> {
    let mut walk = members_walk(graph, coalition);
    let mut arcs = Arcs::begin(graph.states());
    for from in 0..graph.states() {
        walk.run(from, |_, _, _| true, |_| false, budget)?;
        let ends = walk.reached().iter().map(|&to| to as usize);
        arcs.push(ends.filter(|&to| wanted(from, to)));
        arcs.check_room()?;
    }
    Ok(arcs)
}

/// Prepares to walk the moves of the members and the joint moves inside a coalition.
pub(crate) fn members_walk(graph: &Graph, coalition: PartySet) -> Walk<'_> {
    let places = graph.places(|by| by.is_subset(coalition));
    let arcs = places.into_iter().map(|place| graph.arcs(place)).collect();
    Walk::new(graph.states(), arcs, !graph.has_joint_movers())
}

pub(crate) fn everyone(graph: &Graph) -> PartySet {
    (0..graph.parties()).collect()
}

/// Yields the non-empty subsets by ascending bits.
fn subsets(of: PartySet) -> impl Iterator<Item = PartySet> {
    let mask = of.bits();
    let next = move |bits: u64| Some(bits.wrapping_sub(mask) & mask).filter(|&bits| bits != 0);
    std::iter::successors(next(0), move |&bits| next(bits)).map(PartySet::from_bits)
}

pub(crate) fn check_coalition(graph: &Graph, coalition: PartySet) -> Result<(), Refusal> {
    if !coalition.is_empty() && coalition.is_subset(everyone(graph)) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotInGame,
        format!("{coalition:?} is no coalition of the {} parties", graph.parties()),
        "name one or more of the parties",
    ))
}

fn check_partition<'a>(graph: &Graph, blocks: &'a [PartySet]) -> Result<&'a [PartySet], Refusal> {
    let mut seen = PartySet::EMPTY;
    for &block in blocks {
        check_coalition(graph, block)?;
        if block.meets(seen) {
            return Err(no_partition(format!("{block:?} shares a party with another coalition")));
        }
        seen = block.iter().fold(seen, PartySet::with);
    }
    match (0..graph.parties()).find(|&party| !seen.contains(party)) {
        Some(party) => Err(no_partition(format!("party {party} is in no coalition"))),
        None => Ok(blocks),
    }
}

fn no_partition(reason: String) -> Refusal {
    Refusal::new(RefusalCode::Mismatch, reason, "name every party in exactly one coalition")
}
