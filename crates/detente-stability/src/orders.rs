//! The inverse question for a party's statements: in which order of importance do they make it stay?

use std::collections::BTreeMap;

use crate::attitude::Attitude;
use crate::concept::Concept;
use crate::context::{Budget, Context, Refusal, RefusalCode, Work};
use crate::graph::Graph;
use crate::set::StateSet;
use crate::threats::{Bits, Threat, bits, has, put, simplify, stays, threats};

/// The most statements of which all orders are counted: their number still fits a word of 128 bits.
const MOST_STATEMENTS: usize = 34;

/// Counts the orders of a party's statements that make a state stable for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orders {
    /// How many orders make the state stable.
    pub stable: u128,
    /// How many orders there are.
    pub all: u128,
    /// The order nearest to the given one that makes the state stable; none if none does, in which
    /// case statements would have to be dropped or added.
    pub nearest: Option<NearestOrder>,
}

/// Holds an order of statements and how far it is from the given one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearestOrder {
    /// The places the statements had, most important first.
    pub order: Vec<usize>,
    /// How many pairs of statements change their order (Kendall's distance): the fewest swaps of
    /// neighbours that lead there.
    pub swaps: usize,
}

pub(crate) const ORDERS: Work = Work {
    what: "going through the orders of the statements",
    instead: "ask about fewer statements or under nash, or raise the limit on steps",
};

/// Counts in how many orders the party's `statements` make `state` stable for it, and finds the
/// nearest to the order given: the inverse problem (Kinsara 2014).
///
/// A statement is given as the set of states in which it holds, the most important first. Of two
/// states the party prefers the one in which the first statement holds that does not hold in both.
/// The others' preferences, which `seq` and `symseq` ask for, are those of `attitude`; what it says
/// of the party itself is not looked at. So the answer is about this party; under `seq` and
/// `symseq` another order can also make others leave; [`crate::equilibrium_orders`] asks about all.
///
/// The orders are not gone through one by one. What has been placed at the front decides between the
/// state and some alternatives; orders are taken together that have placed the same statements and
/// decided the same way, and dropped once they can only fail or only succeed. Under `nash` that
/// makes 2ᵏ cases of k statements.
///
/// ```
/// use detente_stability::{
///     Concept, Context, Graph, OptionSpec, Ranking, StateSet, stable_orders,
/// };
/// // One party with two options; it stays at "both" if it ranks some wish for them first.
/// let graph = Graph::new(4, &[(0..3).map(|to| (3, to)).collect()])?;
/// let set = |states: &[usize]| {
///     let mut set = StateSet::empty(4);
///     states.iter().for_each(|&state| set.insert(state));
///     set
/// };
/// let statements = [set(&[0, 2]), set(&[3]), set(&[1, 3])];
/// let indifferent = [Ranking::from_values(&[0; 4])];
/// let context = Context::default();
/// let orders =
///     stable_orders(&graph, &indifferent[..], Concept::Nash, 0, 3, &statements, &context)?;
/// assert_eq!((orders.stable, orders.all), (4, 6));
/// let nearest = orders.nearest.unwrap();
/// assert_eq!((nearest.order, nearest.swaps), (vec![1, 0, 2], 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`RefusalCode::NotDefined`] for `sim`, [`RefusalCode::NotInGame`] for an unknown party or state,
/// [`RefusalCode::Mismatch`], [`RefusalCode::TooMuchWork`], also for more than 34 statements, and
/// [`RefusalCode::Cancelled`].
pub fn stable_orders<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: Concept,
    party: usize,
    state: usize,
    statements: &[StateSet],
    context: &Context<'_>,
) -> Result<Orders, Refusal> {
    if statements.len() > MOST_STATEMENTS {
        return Err(Refusal::new(
            RefusalCode::TooMuchWork,
            format!("{} statements; the orders of {MOST_STATEMENTS} are counted", statements.len()),
            "leave out statements that do not matter to the state",
        ));
    }
    let mut budget = Budget::new(context, ORDERS);
    let found = threats(graph, attitude, concept, party, state, &mut budget)?;
    let contrasts = Contrasts::new(found, state, statements, &mut budget)?;
    Search { contrasts, statements: statements.len() }.run(&mut budget)
}

/// Says which statements speak for and against an alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Contrast {
    /// Those that hold in the alternative only, by place.
    with: u64,
    /// Those that hold in the state judged only.
    against: u64,
}

/// The threats, with alternatives that the statements do not tell apart drawn together.
struct Contrasts {
    contrasts: Vec<Contrast>,
    threats: Vec<Threat>,
}

impl Contrasts {
    fn new(
        found: Vec<Threat>,
        state: usize,
        statements: &[StateSet],
        budget: &mut Budget<'_>,
    ) -> Result<Contrasts, Refusal> {
        let contrast = |other: usize| {
            let mut contrast = Contrast { with: 0, against: 0 };
            for (place, statement) in statements.iter().enumerate() {
                match (statement.contains(other), statement.contains(state)) {
                    (true, false) => contrast.with |= 1 << place,
                    (false, true) => contrast.against |= 1 << place,
                    _ => {}
                }
            }
            contrast
        };
        let members =
            |set: &Bits| -> Vec<usize> { (0..set.len() * 64).filter(|&at| has(set, at)).collect() };
        let mut place_of: BTreeMap<Contrast, usize> = BTreeMap::new();
        let mut contrasts = Vec::new();
        // What no statement speaks for is never preferred, and so has no place.
        let mut place = |other: usize| {
            let contrast = contrast(other);
            (contrast.with != 0).then(|| {
                *place_of.entry(contrast).or_insert_with(|| {
                    contrasts.push(contrast);
                    contrasts.len() - 1
                })
            })
        };
        let mut named = Vec::new();
        for threat in found {
            let Some(move_to) = place(threat.move_to) else { continue };
            let mut sets = Vec::with_capacity(threat.deterrents.len());
            for set in &threat.deterrents {
                budget.spend(set.len() as u64 * 64)?;
                sets.push(members(set).into_iter().filter_map(&mut place).collect::<Vec<_>>());
            }
            named.push((move_to, sets));
        }
        let collect = |members: Vec<usize>| {
            let mut set = bits(contrasts.len());
            members.into_iter().for_each(|at| put(&mut set, at));
            set
        };
        let threat = |(move_to, sets): (usize, Vec<Vec<usize>>)| Threat {
            move_to,
            deterrents: sets.into_iter().map(collect).collect(),
        };
        let mut threats = named.into_iter().map(threat).collect();
        simplify(&mut threats, budget)?;
        Ok(Contrasts { contrasts, threats })
    }
}

/// Orders taken together: the statements placed at the front, and the alternatives that they have
/// made better.
type Front = (u64, Bits);

struct Reached {
    ways: u128,
    /// The fewest pairs that change their order among these ways.
    swaps: usize,
    /// The front before, in the nearest of these ways, and the statement placed last.
    before: Option<(Front, usize)>,
}

struct Search {
    contrasts: Contrasts,
    statements: usize,
}

impl Search {
    fn run(&self, budget: &mut Budget<'_>) -> Result<Orders, Refusal> {
        let start = (0, bits(self.contrasts.contrasts.len()));
        let mut layers =
            vec![BTreeMap::from([(start, Reached { ways: 1, swaps: 0, before: None })])];
        let mut stable = 0_u128;
        let mut best: Option<(usize, usize, Front)> = None;
        for placed in 0..=self.statements {
            let mut next: BTreeMap<Front, Reached> = BTreeMap::new();
            for (front, reached) in &layers[placed] {
                budget.spend(1 + self.contrasts.threats.len() as u64)?;
                if !stays(&self.contrasts.threats, &front.1) {
                    continue;
                }
                if stays(&self.contrasts.threats, &self.worst(front)) {
                    stable += reached.ways * factorial(self.statements - placed);
                    // The rest follows in the order it has.
                    if best.as_ref().is_none_or(|(swaps, ..)| reached.swaps < *swaps) {
                        best = Some((reached.swaps, placed, front.clone()));
                    }
                    continue;
                }
                for statement in (0..self.statements).filter(|s| front.0 >> s & 1 == 0) {
                    budget.spend(1 + self.contrasts.contrasts.len() as u64)?;
                    let passed = (0..statement).filter(|s| front.0 >> s & 1 == 0).count();
                    let swaps = reached.swaps + passed;
                    let entry = next.entry(self.place(front, statement)).or_insert(Reached {
                        ways: 0,
                        swaps: usize::MAX,
                        before: None,
                    });
                    entry.ways += reached.ways;
                    if swaps < entry.swaps {
                        entry.swaps = swaps;
                        entry.before = Some((front.clone(), statement));
                    }
                }
            }
            layers.push(next);
        }
        let nearest = best.map(|(swaps, placed, front)| NearestOrder {
            order: self.order(&layers, placed, front),
            swaps,
        });
        Ok(Orders { stable, all: factorial(self.statements), nearest })
    }

    /// Returns the front after one more statement.
    fn place(&self, front: &Front, statement: usize) -> Front {
        let mut better = front.1.clone();
        for (at, contrast) in self.contrasts.contrasts.iter().enumerate() {
            let open = (contrast.with | contrast.against) & front.0 == 0;
            if open && contrast.with >> statement & 1 == 1 {
                put(&mut better, at);
            }
        }
        (front.0 | 1 << statement, better)
    }

    /// Returns the alternatives that are better or can still become so.
    fn worst(&self, front: &Front) -> Bits {
        let mut better = front.1.clone();
        for (at, contrast) in self.contrasts.contrasts.iter().enumerate() {
            if (contrast.with | contrast.against) & front.0 == 0 {
                put(&mut better, at);
            }
        }
        better
    }

    fn order(
        &self,
        layers: &[BTreeMap<Front, Reached>],
        placed: usize,
        front: Front,
    ) -> Vec<usize> {
        let rest = (0..self.statements).filter(|s| front.0 >> s & 1 == 0);
        let mut order: Vec<usize> = rest.rev().collect();
        let mut at = front;
        for layer in layers[..=placed].iter().rev() {
            let Some((before, last)) = layer.get(&at).and_then(|r| r.before.clone()) else { break };
            order.push(last);
            at = before;
        }
        order.reverse();
        order
    }
}

/// Multiplies the numbers up to `n`, at most 34.
pub(crate) fn factorial(n: usize) -> u128 {
    (1..=n as u128).product()
}
