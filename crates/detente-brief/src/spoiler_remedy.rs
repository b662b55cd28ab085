//! The smallest remedies against a party that would wreck an outcome (ours): what others could do or
//! leave, what it would have to want, and what one of the others would have to want.

use crate::analysis::ReadingResult;
use crate::engine::EngineError;
use crate::spoiler::SpoilerQuestion;
use detente_model::Preference;
use detente_stability::{
    Concept, Context, Graph, Mover, RefusalCode, StateSet, moves, over, stable_orders,
};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What would stop a mover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpoilerRemedy {
    /// The fewest changes of others' options after which it would not end the condition.
    pub offers: Offers,
    /// The least change in the order of its own wishes after which it would stay where it is;
    /// nothing is said of a joint set, or where it was not asked for.
    pub own_order: Option<OwnOrder>,
    /// The least change in the order of one other party's wishes after which answers hold it back;
    /// nothing where others' wishes are not looked at, or where it was not asked for.
    pub other_order: Option<OtherOrder>,
}

/// The nearest outcomes with the condition at which a mover would not end it, and that differ in
/// others' options only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Whether they were looked for; not where there are too many outcomes.
    pub tried: bool,
    /// How many options change; nothing if no such outcome is possible.
    pub changes: Option<u32>,
    /// How many outcomes there are at that distance.
    pub total: usize,
    /// The first of them.
    pub first: Vec<Offer>,
}

/// One of these outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The outcome, by index.
    pub to: usize,
    /// Whether ending the condition would not pay the mover there: an offer. Otherwise it is held
    /// back: a cost.
    pub content: bool,
    /// Who else would leave it.
    pub leavers: Vec<Mover>,
    /// Whether the others can bring it about by moves of theirs; nothing if that takes too long to
    /// find out.
    pub reachable: Option<bool>,
}

/// The least change in the order of a party's own wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnOrder {
    /// The nearest order: the places the wishes had, and how many pairs change their order.
    Nearest {
        /// The places the wishes had, most important first.
        order: Vec<usize>,
        /// Kendall's distance.
        swaps: usize,
    },
    /// No order of these wishes would do.
    None,
    /// The party has a ranking, not an order of wishes.
    Ranked,
    /// It was not tried, for this reason.
    NotTried(String),
}

/// The least change in the order of another party's wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherOrder {
    /// How many neighbouring swaps are needed; nothing if none of those tried would do.
    pub swaps: Option<usize>,
    /// The changes that would do: a party, and the places its wishes had, most important first.
    pub changes: Vec<(usize, Vec<usize>)>,
    /// The most swaps that were tried.
    pub tried: usize,
}

/// Offers that are listed.
const MOST_OFFERS: usize = 16;
/// Larger sets of outcomes are not made into a graph to go through orders.
const MOST_STATES: usize = 1 << 12;
/// Steps of a search through orders.
const MOST_STEPS: u64 = 1 << 27;
/// Moves followed in finding out what others can bring about.
const MOST_MOVES: usize = 1 << 22;
/// Outcomes ranked in trying orders of others.
const MOST_RANKED: usize = 1 << 26;

/// What is shared by the searches of one question.
pub(crate) struct Remedies<'q> {
    question: &'q SpoilerQuestion<'q>,
    /// The outcomes with the condition, per arena.
    kept: &'q [Vec<usize>],
    graphs: BTreeMap<usize, Graph>,
}

impl<'q> Remedies<'q> {
    pub(crate) fn new(question: &'q SpoilerQuestion<'q>, kept: &'q [Vec<usize>]) -> Self {
        Self { question, kept, graphs: BTreeMap::new() }
    }
}

/// Finds the smallest remedies against a mover that leaves a state.
pub(crate) fn remedies(
    search: &mut Remedies<'_>,
    result: &ReadingResult,
    mover: Mover,
    state: usize,
) -> Result<SpoilerRemedy, EngineError> {
    let question = search.question;
    let own_order = match mover {
        Mover::Party(party) if question.orders => Some(own_order(search, result, party, state)?),
        _ => None,
    };
    let other_order =
        if question.orders { other_order(question, result, mover, state)? } else { None };
    Ok(SpoilerRemedy { offers: offers(search, result, mover, state)?, own_order, other_order })
}

fn offers(
    search: &Remedies<'_>,
    result: &ReadingResult,
    mover: Mover,
    state: usize,
) -> Result<Offers, EngineError> {
    let question = search.question;
    let space = result.space();
    let here = space.state(state);
    let Some(mut offered) = question.offered(&search.kept[result.arena], result, mover, state)
    else {
        return Ok(Offers::default());
    };
    let changes = |at: usize| (space.state(at) ^ here).count_ones();
    // Nearest first, so that the search ends with the first distance at which something is found.
    offered.sort_by_key(|&at| (changes(at), at));
    let mut found: Vec<usize> = Vec::new();
    for at in offered {
        if found.first().is_some_and(|&first| changes(first) < changes(at)) {
            break;
        }
        if !question.wrecks(result, mover, at)? {
            found.push(at);
        }
    }
    let Some(&nearest) = found.first() else {
        return Ok(Offers { tried: true, ..Offers::default() });
    };
    let total = found.len();
    found.truncate(MOST_OFFERS);
    let reached = others_reach(result, mover, state);
    let offer = |to: usize| Offer {
        to,
        content: !question.tempted(result, mover, to),
        leavers: leavers(question, result, mover, to),
        reachable: reached.as_ref().map(|set| set.contains(to)),
    };
    let first = found.into_iter().map(offer).collect();
    Ok(Offers { tried: true, changes: Some(changes(nearest)), total, first })
}

fn leavers(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    mover: Mover,
    at: usize,
) -> Vec<Mover> {
    let leaves = |&other: &Mover| {
        let stays = question.stays(result, question.concept, other);
        other != mover && !stays.is_some_and(|set| set.contains(at))
    };
    result.game.movers().iter().copied().filter(leaves).collect()
}

/// What others can bring about by any moves in which a mover has no part; nothing if that takes too
/// many.
fn others_reach(result: &ReadingResult, mover: Mover, state: usize) -> Option<StateSet> {
    let members = mover.members();
    let others: Vec<Mover> = result
        .game
        .movers()
        .iter()
        .copied()
        .filter(|other| !other.members().iter().any(|party| members.contains(party)))
        .collect();
    let mut reached = StateSet::empty(result.space().len());
    reached.insert(state);
    let (mut open, mut followed) = (vec![state], 0);
    while let Some(at) = open.pop() {
        for &other in &others {
            let targets = moves(&result.game, other, at);
            followed += targets.len();
            if followed > MOST_MOVES {
                return None;
            }
            for to in targets {
                if !reached.contains(to) {
                    reached.insert(to);
                    open.push(to);
                }
            }
        }
    }
    Some(reached)
}

fn own_order(
    search: &mut Remedies<'_>,
    result: &ReadingResult,
    party: usize,
    state: usize,
) -> Result<OwnOrder, EngineError> {
    let question = search.question;
    let Preference::Statements(wishes) = &result.assumptions.preferences[party] else {
        return Ok(OwnOrder::Ranked);
    };
    let space = result.space();
    if question.concept == Concept::Sim {
        return Ok(OwnOrder::NotTried("it is not defined where all move at once".into()));
    }
    if space.len() > MOST_STATES {
        return Ok(OwnOrder::NotTried(format!("{} outcomes are too many", space.len())));
    }
    let context = Context { max_steps: MOST_STEPS, ..question.limits.context() };
    let sets: Vec<StateSet> = wishes
        .iter()
        .map(|wish| space.holding(&over(u64::MAX, |state| wish.formula.eval(state))))
        .collect();
    let found = match search.graphs.entry(result.arena) {
        Entry::Occupied(known) => Ok(&*known.into_mut()),
        Entry::Vacant(free) => {
            Graph::from_game(&result.game, &context).map(|graph| &*free.insert(graph))
        }
    }
    .and_then(|graph| {
        let rankings = result.game.rankings();
        stable_orders(graph, rankings, question.concept, party, state, &sets, &context)
    });
    match found {
        Ok(orders) => Ok(orders.nearest.map_or(OwnOrder::None, |nearest| OwnOrder::Nearest {
            order: nearest.order,
            swaps: nearest.swaps,
        })),
        Err(refusal) if refusal.code == RefusalCode::TooMuchWork => {
            Ok(OwnOrder::NotTried(refusal.reason))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Tries every single neighbouring swap in the order of every other party, then every two.
fn other_order(
    question: &SpoilerQuestion<'_>,
    result: &ReadingResult,
    mover: Mover,
    state: usize,
) -> Result<Option<OtherOrder>, EngineError> {
    if !matches!(question.concept, Concept::Seq | Concept::SymSeq | Concept::Sim) {
        return Ok(None);
    }
    let preferences = &result.assumptions.preferences;
    let arena = &question.analysis.arenas[result.arena];
    let mut tried = 0;
    let mut ranked = 0_usize;
    for swaps in 1..=2 {
        let trials: Vec<(usize, Vec<usize>)> = (0..preferences.len())
            .filter(|&party| !mover.members().contains(party))
            .flat_map(|party| {
                orders_at(length(&preferences[party]), swaps).into_iter().map(move |o| (party, o))
            })
            .collect();
        ranked = ranked.saturating_add(trials.len().saturating_mul(result.space().len()));
        if ranked > MOST_RANKED {
            break;
        }
        tried = swaps;
        let mut changes = Vec::new();
        for (party, order) in trials {
            let ranking = arena.ranking(&reordered(&preferences[party], &order));
            if ranking.ranks() == result.game.rankings()[party].ranks() {
                continue;
            }
            let game = result.game.with_ranking(party, ranking)?;
            if !question.wrecks_in(&game, mover, state)? {
                changes.push((party, order));
            }
        }
        if !changes.is_empty() {
            return Ok(Some(OtherOrder { swaps: Some(swaps), changes, tried }));
        }
    }
    Ok(Some(OtherOrder { swaps: None, changes: Vec::new(), tried }))
}

fn length(preference: &Preference) -> usize {
    match preference {
        Preference::Statements(wishes) => wishes.len(),
        Preference::Ranking(tiers, _) => tiers.len(),
    }
}

/// The orders that one, or two, neighbouring swaps lead to and fewer do not.
fn orders_at(length: usize, swaps: usize) -> Vec<Vec<usize>> {
    let start: Vec<usize> = (0..length).collect();
    let mut orders = vec![start];
    for round in 0..swaps {
        let mut next: Vec<Vec<usize>> = Vec::new();
        for order in &orders {
            for first in 0..length.saturating_sub(1) {
                // Swapped back, the distance would shrink.
                if order[first] > order[first + 1] {
                    continue;
                }
                let mut swapped = order.clone();
                swapped.swap(first, first + 1);
                next.push(swapped);
            }
        }
        if round > 0 {
            next.sort();
            next.dedup();
        }
        orders = next;
    }
    orders
}

fn reordered(preference: &Preference, order: &[usize]) -> Preference {
    match preference {
        Preference::Statements(wishes) => {
            Preference::Statements(order.iter().map(|&place| wishes[place].clone()).collect())
        }
        Preference::Ranking(tiers, support) => {
            let tiers = order.iter().map(|&place| tiers[place].clone()).collect();
            Preference::Ranking(tiers, support.clone())
        }
    }
}
