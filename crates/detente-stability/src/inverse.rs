//! The inverse question for rankings: which preferences of a party make it stay?

use crate::attitude::Attitude;
use crate::concept::Concept;
use crate::context::{Budget, Context, Refusal, RefusalCode, Work};
use crate::graph::Graph;
use crate::orders::factorial;
use crate::ranking::Ranking;
use crate::threats::{Bits, Threat, bits, has, includes, put, smallest, stays, threats};

/// The most states that may matter: the number of their orders, with the state judged, still fits a
/// word of 128 bits.
const MOST_RELEVANT: usize = 33;

/// Says which preferences of a party make a state stable for it.
///
/// Only which states it ranks above the state judged counts, and of these only the `relevant` ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inverse {
    state: usize,
    relevant: Vec<usize>,
    enough: Vec<Vec<usize>>,
    share: (u128, u128),
    rankings: Option<(u128, u128)>,
}

impl Inverse {
    /// Returns the states whose place above or below the state judged can matter, ascending.
    pub fn relevant(&self) -> &[usize] {
        &self.relevant
    }

    /// Returns the requirement: the party stays if and only if the states of one of these sets are
    /// all no better than the state judged. No set includes another; smaller ones come first. One
    /// empty set: it always stays. No set is impossible: without any it would leave whatever it
    /// prefers, which cannot be, as it stays where nothing is better.
    pub fn requirement(&self) -> &[Vec<usize>] {
        &self.enough
    }

    /// Returns the share of all strict rankings of all states that make the state stable, as a
    /// fraction in lowest terms.
    pub fn share(&self) -> (u128, u128) {
        self.share
    }

    /// Returns how many strict rankings of all states make the state stable, and how many there are;
    /// nothing for more than 34 states, where the numbers are too large.
    pub fn rankings(&self) -> Option<(u128, u128)> {
        self.rankings
    }

    /// Says whether a ranking makes the state stable; false for one over other states.
    pub fn allows(&self, ranking: &Ranking) -> bool {
        let no_better = |&other: &usize| !ranking.improves(self.state, other);
        self.state < ranking.len() && self.enough.iter().any(|set| set.iter().all(no_better))
    }

    /// Returns the nearest ranking that makes the state stable, and how many pairs of states it puts
    /// the other way round (Kendall's distance; pairs tied before cost nothing).
    ///
    /// The state moves up, or what must not be better moves below it, whichever turns fewer pairs.
    ///
    /// # Errors
    /// [`RefusalCode::Mismatch`] for a ranking that is over fewer states.
    pub fn nearest(&self, ranking: &Ranking) -> Result<(Ranking, usize), Refusal> {
        let ranks = ranking.ranks();
        let last = self.relevant.iter().copied().max().unwrap_or(0).max(self.state);
        let Some(&here) = ranks.get(self.state).filter(|_| last < ranks.len()) else {
            return Err(Refusal::new(
                RefusalCode::Mismatch,
                format!("the ranking is over {} states", ranks.len()),
                "give a ranking over the states of the graph",
            ));
        };
        let mut best: Option<(usize, Vec<bool>)> = None;
        for set in &self.enough {
            for line in here..ranking.levels() as u32 {
                // Above the line everything stays above, but for what must not be better.
                let above: Vec<bool> =
                    (0..ranks.len()).map(|s| ranks[s] > line && !set.contains(&s)).collect();
                let turned = turned(ranks, &above, here);
                if best.as_ref().is_none_or(|(least, _)| turned < *least) {
                    best = Some((turned, above));
                }
            }
        }
        let (turned, above) = best.unwrap_or_else(|| (0, vec![false; ranks.len()]));
        let value = |state: usize| {
            let half = if above[state] { 2 } else { 0 };
            let height = if state == self.state { 1 } else { half };
            height * (i64::from(u32::MAX) + 1) + i64::from(ranks[state])
        };
        let values: Vec<i64> = (0..ranks.len()).map(value).collect();
        Ok((Ranking::from_values(&values), turned))
    }
}

/// Counts the pairs that change sides when only the states `above` stay above the one of rank `here`.
fn turned(ranks: &[u32], above: &[bool], here: u32) -> usize {
    let levels = ranks.iter().max().map_or(0, |&top| top as usize + 1);
    // States put below, by rank, then those of this or a higher rank.
    let mut below = vec![0_usize; levels + 1];
    for (&rank, above) in ranks.iter().zip(above) {
        below[rank as usize] += usize::from(!above);
    }
    for rank in (0..levels).rev() {
        below[rank] += below[rank + 1];
    }
    let passed: usize = ranks
        .iter()
        .zip(above)
        .filter(|(_, above)| **above)
        .map(|(&rank, _)| below[rank as usize + 1])
        .sum();
    passed + below[here as usize + 1]
}

const INVERSE: Work = Work {
    what: "finding what a preference must be like",
    instead: "rule out or draw together more states, ask under nash, or raise the limit on steps",
};

/// The most steps spent on the requirement: one that takes more is too long to be read.
const REQUIREMENT_STEPS: u64 = 1 << 27;

/// Finds which strict rankings of a party over the states make `state` stable for it: their exact
/// number, their share, and the requirement in its shortest form (Kinsara 2014 asks the question).
///
/// The others' preferences, which `seq` and `symseq` ask for, are those of `attitude`; what it says
/// of the party itself is not looked at.
///
/// ```
/// use detente_stability::{Concept, Context, Graph, Ranking, inverse};
/// // The first party may go from 0 to 1, where the second would answer by 2.
/// let graph = Graph::new(3, &[vec![(0, 1)], vec![(1, 2)]])?;
/// let rankings = [Ranking::from_values(&[0, 0, 0]), Ranking::from_values(&[0, 0, 1])];
/// let found = inverse(&graph, &rankings[..], Concept::Seq, 0, 0, &Context::default())?;
/// assert_eq!(found.requirement(), [vec![1], vec![2]], "the move or the answer is no better");
/// assert_eq!(found.rankings(), Some((4, 6)));
/// assert_eq!(found.share(), (2, 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`RefusalCode::NotDefined`] for `sim`, [`RefusalCode::NotInGame`] for an unknown party or state,
/// [`RefusalCode::Mismatch`], [`RefusalCode::TooMuchWork`], also where more than 33 states matter or
/// the requirement has very many alternatives, and [`RefusalCode::Cancelled`].
pub fn inverse<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: Concept,
    party: usize,
    state: usize,
    context: &Context<'_>,
) -> Result<Inverse, Refusal> {
    let mut budget = Budget::new(context, INVERSE);
    let threats = threats(graph, attitude, concept, party, state, &mut budget)?;
    let mut own = Budget::at_most(REQUIREMENT_STEPS, context, INVERSE);
    let enough = requirement(&threats, graph.states(), &mut own)?;
    let mut matter = bits(graph.states());
    for set in &enough {
        matter.iter_mut().zip(set).for_each(|(all, word)| *all |= word);
    }
    let relevant: Vec<usize> = (0..graph.states()).filter(|&s| has(&matter, s)).collect();
    if relevant.len() > MOST_RELEVANT {
        return Err(Refusal::new(
            RefusalCode::TooMuchWork,
            format!("{} states matter; {MOST_RELEVANT} can be counted with", relevant.len()),
            "rule out or draw together more states, or ask under nash",
        ));
    }
    let mut counted = Counting { threats: &threats, relevant: &relevant, by_size: Vec::new() };
    counted.by_size = vec![0; relevant.len() + 1];
    counted.go(0, &mut bits(graph.states()), 0, &mut budget)?;
    // Of the orders of the relevant states and the one judged, those with these above it.
    let below = |above: usize| relevant.len() - above;
    let orders = |(above, sets): (usize, &u128)| sets * factorial(above) * factorial(below(above));
    let stable: u128 = counted.by_size.iter().enumerate().map(orders).sum();
    let all = factorial(relevant.len() + 1);
    let divisor = greatest_divisor(stable, all);
    let share = (stable / divisor, all / divisor);
    let rankings = (graph.states() <= MOST_RELEVANT + 1).then(|| {
        let total = factorial(graph.states());
        (total / share.1 * share.0, total)
    });
    let list = |set: &Bits| (0..graph.states()).filter(|&s| has(set, s)).collect();
    Ok(Inverse { state, relevant, enough: enough.iter().map(list).collect(), share, rankings })
}

/// Finds the smallest sets of states of which it is enough that none is better.
fn requirement(
    threats: &[Threat],
    states: usize,
    budget: &mut Budget<'_>,
) -> Result<Vec<Bits>, Refusal> {
    let mut enough = vec![bits(states)];
    for threat in threats {
        let mut no_better = bits(states);
        put(&mut no_better, threat.move_to);
        let ways: Vec<&Bits> = std::iter::once(&no_better).chain(&threat.deterrents).collect();
        let mut next = Vec::new();
        for set in &enough {
            if ways.iter().any(|way| includes(set, way)) {
                next.push(set.clone());
                continue;
            }
            budget.spend(ways.len() as u64)?;
            let joined = |way: &&Bits| set.iter().zip(*way).map(|(a, b)| a | b).collect();
            next.extend(ways.iter().map(joined));
        }
        enough = smallest(next, budget)?;
    }
    Ok(enough)
}

/// Counts by their size the sets of relevant states that may be ranked above.
struct Counting<'a> {
    threats: &'a [Threat],
    relevant: &'a [usize],
    by_size: Vec<u128>,
}

impl Counting<'_> {
    /// Decides the relevant states from `at` on; `size` of those before are `above`.
    fn go(
        &mut self,
        at: usize,
        above: &mut Bits,
        size: usize,
        budget: &mut Budget<'_>,
    ) -> Result<(), Refusal> {
        budget.spend(1 + self.threats.len() as u64)?;
        if !stays(self.threats, above) {
            return Ok(());
        }
        let open = &self.relevant[at..];
        let mut worst = above.clone();
        open.iter().for_each(|&state| put(&mut worst, state));
        if stays(self.threats, &worst) {
            // Whatever is chosen of the rest will do: count the choices by their size.
            let mut choices = 1_u128;
            for more in 0..=open.len() {
                self.by_size[size + more] += choices;
                choices = choices * (open.len() - more) as u128 / (more + 1) as u128;
            }
            return Ok(());
        }
        self.go(at + 1, above, size, budget)?;
        let mut with = above.clone();
        put(&mut with, self.relevant[at]);
        self.go(at + 1, &mut with, size + 1, budget)
    }
}

fn greatest_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { greatest_divisor(b, a % b) }
}
