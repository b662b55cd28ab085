//! Limited moves and non-myopic stability: two parties who move in turn and look a number of moves
//! ahead.
//!
//! Each expects the other to look ahead as well, one move less. Here nobody moves out of spite or at
//! a loss: whoever is to move stays unless what it expects in the end is strictly better.

use crate::context::{Budget, Context, Refusal, RefusalCode, Work};
use crate::forward::Step;
use crate::general::{check_fit, check_graph_state};
use crate::graph::Graph;
use crate::ranking::Ranking;
use crate::set::StateSet;
use crate::structure::Mover;

/// Holds what two parties who look ahead expect, and where they therefore stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foresight {
    stable: [StateSet; 2],
    equilibria: StateSet,
    horizon: usize,
    period: Option<usize>,
}

impl Foresight {
    /// Returns the states a party, 0 or 1, stays in.
    pub fn stable(&self, party: usize) -> Option<&StateSet> {
        self.stable.get(party)
    }

    /// Returns the states both stay in.
    pub fn equilibria(&self) -> &StateSet {
        &self.equilibria
    }

    /// Returns the number of moves looked ahead; for non-myopic parties, that from which on
    /// looking further repeats itself.
    pub fn horizon(&self) -> usize {
        self.horizon
    }

    /// Returns after how many more moves of foresight expectations repeat, for non-myopic parties.
    /// 1 if they settle.
    pub fn period(&self) -> Option<usize> {
        self.period
    }
}

/// Finds what is stable with a horizon of `horizon` moves, `limited:h` (Kilgour 1985; Fang, Hipel,
/// Kilgour 1993).
///
/// With horizon h, party i at s considers each t it can move to and where j, with horizon h − 1,
/// would take the matter from t; with horizon 0 everything stays. It expects the best of those for
/// itself, of equally good ones the lowest state, if it is strictly better than s; else s. The state
/// is stable if it expects to stay. Horizon 1 is `nash`.
///
/// ```
/// use detente_stability::{Context, Graph, Ranking, limited};
/// // Prisoner's dilemma: 0 both defect, 3 both cooperate.
/// let arcs = [vec![(0, 1), (1, 0), (2, 3), (3, 2)], vec![(0, 2), (2, 0), (1, 3), (3, 1)]];
/// let graph = Graph::new(4, &arcs)?;
/// let rankings = [Ranking::from_values(&[1, 0, 3, 2]), Ranking::from_values(&[1, 3, 0, 2])];
/// let holds = |horizon| {
///     let solved = limited(&graph, &rankings, horizon, &Context::default());
///     solved.map(|foresight| foresight.equilibria().contains(3))
/// };
/// assert!(!holds(1)? && holds(2)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`RefusalCode::NotDefined`] unless there are two parties, [`RefusalCode::JointOptions`],
/// [`RefusalCode::Mismatch`], [`RefusalCode::TooMuchWork`] and [`RefusalCode::Cancelled`].
pub fn limited(
    graph: &Graph,
    rankings: &[Ranking],
    horizon: usize,
    context: &Context<'_>,
) -> Result<Foresight, Refusal> {
    let table = Table::new(graph, rankings)?;
    let mut budget = Budget::new(context, LOOKING);
    let mut ends = table.nobody_moves();
    for _ in 0..horizon {
        ends = table.further(&ends, &mut budget)?;
    }
    let stable = [0, 1].map(|party| staying(&ends[party]));
    Ok(table.result(stable, horizon, None))
}

/// Finds what is stable however far the parties look ahead, `nonmyopic`: stable with every horizon
/// from some horizon on (Kilgour 1985; Fang, Hipel, Kilgour 1993).
///
/// Expectations depend on those with the horizon before, so they repeat sooner or later; a state
/// counts only if it is stable all through the cycle.
///
/// # Errors
/// As [`limited`].
pub fn nonmyopic(
    graph: &Graph,
    rankings: &[Ranking],
    context: &Context<'_>,
) -> Result<Foresight, Refusal> {
    let table = Table::new(graph, rankings)?;
    let mut budget = Budget::new(context, LOOKING);
    // Brent's search for the period: only two sets of expectations are held.
    let mut anchor = table.nobody_moves();
    let mut ends = table.further(&anchor, &mut budget)?;
    let (mut power, mut period) = (1_usize, 1_usize);
    while ends != anchor {
        if period == power {
            anchor.clone_from(&ends);
            power = power.saturating_mul(2);
            period = 0;
        }
        ends = table.further(&ends, &mut budget)?;
        period += 1;
    }
    // Where the cycle begins: two sets one period apart meet there.
    let mut behind = table.nobody_moves();
    let mut ahead = table.nobody_moves();
    for _ in 0..period {
        ahead = table.further(&ahead, &mut budget)?;
    }
    let mut horizon = 0;
    while behind != ahead {
        behind = table.further(&behind, &mut budget)?;
        ahead = table.further(&ahead, &mut budget)?;
        horizon += 1;
    }
    let mut stable = [0, 1].map(|party| staying(&ahead[party]));
    for _ in 1..period {
        ahead = table.further(&ahead, &mut budget)?;
        for (stable, ends) in stable.iter_mut().zip(&ahead) {
            stable.intersect_with(&staying(ends));
        }
    }
    Ok(table.result(stable, horizon, Some(period)))
}

/// Returns the moves that a party expects from a state if it may look `horizon` moves ahead, its own
/// first; none if it stays.
///
/// Of moves with equally good ends it takes those of the rule in [`limited`], and of several that
/// lead to the same end the lowest.
///
/// # Errors
/// As [`limited`], and [`RefusalCode::NotInGame`] for an unknown party or state.
pub fn expected_moves(
    graph: &Graph,
    rankings: &[Ranking],
    horizon: usize,
    party: usize,
    state: usize,
    context: &Context<'_>,
) -> Result<Vec<Step>, Refusal> {
    let table = Table::new(graph, rankings)?;
    check_graph_state(graph, state)?;
    if party > 1 {
        return Err(crate::solve::unknown_mover(Mover::Party(party)));
    }
    let mut budget = Budget::new(context, LOOKING);
    let mut layers = vec![table.nobody_moves()];
    for h in 0..horizon {
        let next = table.further(&layers[h], &mut budget)?;
        layers.push(next);
    }
    let mut steps = Vec::new();
    let (mut mover, mut at) = (party, state);
    for h in (1..=horizon).rev() {
        let end = layers[h][mover][at];
        let other = &layers[h - 1][1 - mover];
        let leads = |&&to: &&u32| other[to as usize] == end;
        let targets = graph.arcs(mover).from(at);
        let Some(&to) = targets.iter().find(leads).filter(|_| end as usize != at) else {
            break;
        };
        steps.push(Step { mover: Mover::Party(mover), to: to as usize });
        (mover, at) = (1 - mover, to as usize);
    }
    Ok(steps)
}

const LOOKING: Work = Work {
    what: "looking ahead",
    instead: "take a smaller horizon, rule out or draw together more states, or raise the limit on \
              steps",
};

/// For each party, where it expects the matter to end from each state if it is to move.
type Ends = [Vec<u32>; 2];

struct Table<'a> {
    graph: &'a Graph,
    ranks: [&'a [u32]; 2],
}

impl<'a> Table<'a> {
    fn new(graph: &'a Graph, rankings: &'a [Ranking]) -> Result<Table<'a>, Refusal> {
        if graph.has_joint_movers() {
            return Err(Refusal::new(
                RefusalCode::JointOptions,
                "limited moves are not defined where options are held jointly: it is not said whose \
                 turn a joint move takes",
                "use seq or gmr, or give each joint option to one party",
            ));
        }
        if graph.parties() != 2 {
            return Err(Refusal::new(
                RefusalCode::NotDefined,
                format!(
                    "limited moves are defined for two parties who take turns; of {} it is not said \
                     who moves next",
                    graph.parties()
                ),
                "use seq or symseq",
            ));
        }
        check_fit(graph, rankings)?;
        let [first, second] = rankings else {
            return Err(Refusal::new(
                RefusalCode::Mismatch,
                "there are not two rankings",
                "give two",
            ));
        };
        Ok(Table { graph, ranks: [first.ranks(), second.ranks()] })
    }

    fn nobody_moves(&self) -> Ends {
        let stay: Vec<u32> = (0..self.graph.states() as u32).collect();
        [stay.clone(), stay]
    }

    /// Returns what is expected with a horizon one larger.
    fn further(&self, ends: &Ends, budget: &mut Budget<'_>) -> Result<Ends, Refusal> {
        let mut next = self.nobody_moves();
        for (party, next) in next.iter_mut().enumerate() {
            let (rank, other) = (self.ranks[party], &ends[1 - party]);
            for (state, next) in next.iter_mut().enumerate() {
                let targets = self.graph.arcs(party).from(state);
                budget.spend(1 + targets.len() as u64)?;
                let outcomes = targets.iter().map(|&to| other[to as usize]);
                let better = outcomes.filter(|&end| rank[end as usize] > rank[state]);
                let best = better.max_by_key(|&end| (rank[end as usize], std::cmp::Reverse(end)));
                *next = best.unwrap_or(*next);
            }
        }
        Ok(next)
    }

    fn result(&self, stable: [StateSet; 2], horizon: usize, period: Option<usize>) -> Foresight {
        let mut equilibria = StateSet::full(self.graph.states());
        stable.iter().for_each(|set| equilibria.intersect_with(set));
        Foresight { stable, equilibria, horizon, period }
    }
}

fn staying(ends: &[u32]) -> StateSet {
    StateSet::collect(ends.len(), |state| ends[state] as usize == state)
}
