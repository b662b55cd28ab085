//! The inverse question for everybody: in which order do a party's statements make a state an
//! equilibrium?
//!
//! Under `nash`, `gmr` and `smr` another order of one party touches nobody else, unless it shares a
//! joint option; so what `orders` counts is the answer. Under `seq` and `symseq` the others look at
//! what this party would do, and the orders have to be tried.

use std::collections::BTreeMap;

use crate::concept::Concept;
use crate::context::{Budget, Context, Refusal};
use crate::general::graph_verdict;
use crate::graph::Graph;
use crate::orders::{NearestOrder, ORDERS, Orders, factorial, stable_orders};
use crate::ranking::{Ranking, number};
use crate::set::StateSet;
use crate::structure::Mover;

/// Counts in how many orders the party's `statements` make `state` an equilibrium, the other
/// parties' rankings being as given, and finds the nearest such order.
///
/// As [`stable_orders`], which asks about the party alone. Where others are touched (under `seq` and
/// `symseq`, and where the party shares a joint option) every order is tried that ranks the states
/// in another way, unless it is clear beforehand: who has nothing to gain stays, and who leaves
/// under `gmr` leaves under `seq`. That is for eight or nine statements.
///
/// # Errors
/// As [`stable_orders`].
pub fn equilibrium_orders(
    graph: &Graph,
    rankings: &[Ranking],
    concept: Concept,
    party: usize,
    state: usize,
    statements: &[StateSet],
    context: &Context<'_>,
) -> Result<Orders, Refusal> {
    let own = stable_orders(graph, rankings, concept, party, state, statements, context)?;
    if own.stable == 0 {
        return Ok(own);
    }
    let stays = |concept, mover| {
        let verdict = graph_verdict(graph, rankings, concept, mover, state, context)?;
        Ok::<bool, Refusal>(verdict.is_stable())
    };
    let mut open = Vec::new();
    for &mover in graph.movers().iter().filter(|&&mover| mover != Mover::Party(party)) {
        if mover.members().contains(party) {
            open.push(mover);
            continue;
        }
        let (looks_on, loosest) = match concept {
            Concept::Seq => (true, Concept::Gmr),
            Concept::SymSeq => (true, Concept::Smr),
            same => (false, same),
        };
        if !stays(loosest, mover)? {
            return Ok(Orders { stable: 0, all: own.all, nearest: None });
        }
        if looks_on && !stays(Concept::Nash, mover)? {
            open.push(mover);
        }
    }
    if open.is_empty() {
        return Ok(own);
    }
    open.push(Mover::Party(party));
    let mut trial = Trial {
        graph,
        rankings: rankings.to_vec(),
        concept,
        party,
        state,
        statements,
        open,
        context,
        classes: 0,
        known: BTreeMap::new(),
        stable: 0,
        nearest: None,
    };
    let mut budget = Budget::new(context, ORDERS);
    let start = Split { ranks: vec![0; graph.states()], levels: 1 };
    let all = statements.iter().fold(start.clone(), |split, statement| split.by(statement));
    trial.classes = all.levels;
    trial.go(&mut Vec::new(), &start, 0, &mut budget)?;
    Ok(Orders { stable: trial.stable, all: own.all, nearest: trial.nearest })
}

/// The states as the statements placed so far rank them.
#[derive(Clone)]
struct Split {
    ranks: Vec<u32>,
    levels: u32,
}

impl Split {
    /// Splits every level by one more statement.
    fn by(&self, statement: &StateSet) -> Split {
        let half = |(state, &rank): (usize, &u32)| 2 * rank + u32::from(statement.contains(state));
        let halves: Vec<u32> = self.ranks.iter().enumerate().map(half).collect();
        let mut present = vec![0; 2 * self.levels as usize];
        halves.iter().for_each(|&half| present[half as usize] = 1);
        let levels = number(&mut present);
        Split { ranks: halves.into_iter().map(|half| present[half as usize]).collect(), levels }
    }
}

struct Trial<'a> {
    graph: &'a Graph,
    rankings: Vec<Ranking>,
    concept: Concept,
    party: usize,
    state: usize,
    statements: &'a [StateSet],
    /// Those whose staying hangs on the order.
    open: Vec<Mover>,
    context: &'a Context<'a>,
    /// How many levels all statements together make, in any order.
    classes: u32,
    /// What has been found of rankings tried.
    known: BTreeMap<Vec<u32>, bool>,
    stable: u128,
    nearest: Option<NearestOrder>,
}

impl Trial<'_> {
    /// Tries the orders that begin with `placed`, which has turned `swaps` pairs round.
    fn go(
        &mut self,
        placed: &mut Vec<usize>,
        split: &Split,
        swaps: usize,
        budget: &mut Budget<'_>,
    ) -> Result<(), Refusal> {
        budget.spend(self.graph.states() as u64)?;
        let left: Vec<usize> =
            (0..self.statements.len()).filter(|at| !placed.contains(at)).collect();
        // What is left splits nothing any more.
        if split.levels == self.classes {
            if self.holds(&split.ranks)? {
                self.stable += factorial(left.len());
                if self.nearest.as_ref().is_none_or(|nearest| swaps < nearest.swaps) {
                    let order = placed.iter().chain(&left).copied().collect();
                    self.nearest = Some(NearestOrder { order, swaps });
                }
            }
            return Ok(());
        }
        for (passed, &statement) in left.iter().enumerate() {
            let next = split.by(&self.statements[statement]);
            placed.push(statement);
            self.go(placed, &next, swaps + passed, budget)?;
            placed.pop();
        }
        Ok(())
    }

    fn holds(&mut self, ranks: &[u32]) -> Result<bool, Refusal> {
        if let Some(&holds) = self.known.get(ranks) {
            return Ok(holds);
        }
        let values: Vec<i64> = ranks.iter().map(|&rank| i64::from(rank)).collect();
        self.rankings[self.party] = Ranking::from_values(&values);
        let mut holds = true;
        // The party itself was put last and is asked first: it is the quickest to be unwilling.
        for &mover in self.open.iter().rev() {
            let rankings = &self.rankings[..];
            let verdict =
                graph_verdict(self.graph, rankings, self.concept, mover, self.state, self.context)?;
            holds = verdict.is_stable();
            if !holds {
                break;
            }
        }
        self.known.insert(ranks.to_vec(), holds);
        Ok(holds)
    }
}
