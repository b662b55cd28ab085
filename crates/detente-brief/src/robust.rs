//! How far an answer holds: in how many of the orders of wishes that the case leaves open.
//!
//! Orders that rank the outcomes alike are solved once and counted together. Where few are left all
//! are counted; else some are drawn, and the figures are estimates with an interval. They count orders
//! that the claims allow, and are no probabilities of anything in the world.

use crate::analysis::{Analysis, Limits, answers};
use crate::answer::Answer;
use crate::brief::scope::scope as readings_scope;
use crate::engine::EngineError;
use crate::hinges_words::word;
use crate::robust_orders::OpenOrders;
use detente_model::{Model, Preference};
use detente_stability::{Ranking, Solution, solve_again};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::collections::BTreeMap;

/// In how many of the open orders of wishes which answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// How many orders the case leaves open under this combination of readings.
    pub orders: u128,
    /// By question and concept: each answer with the number of orders in which it is the answer; in
    /// the order drawn if they were drawn.
    pub answers: Vec<Vec<BTreeMap<Answer, u128>>>,
    /// How many orders were drawn, if not all were counted.
    pub drawn: Option<usize>,
}

/// How far the answers hold, for every combination of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Robust {
    /// One per combination of readings.
    pub scopes: Vec<Scope>,
    /// The seed with which orders were drawn, where they were.
    pub seed: u64,
}

impl Robust {
    /// Tells whether any order is left open.
    pub fn is_open(&self) -> bool {
        self.scopes.iter().any(|scope| scope.orders > 1)
    }

    /// Sums up a question under a concept, by their places, over all readings: each answer with the
    /// number of orders, how many orders there are, and whether some were drawn.
    pub fn sum(&self, question: usize, concept: usize) -> (BTreeMap<Answer, u128>, u128, bool) {
        let mut sum: BTreeMap<Answer, u128> = BTreeMap::new();
        let (mut all, mut drawn) = (0_u128, false);
        for scope in &self.scopes {
            drawn |= scope.drawn.is_some();
            all = all.saturating_add(scope.orders);
            for (answer, count) in &scope.answers[question][concept] {
                *sum.entry(*answer).or_default() += count;
            }
        }
        (sum, all, drawn)
    }
}

/// More different rankings than this under one combination of readings are not all solved.
const MOST_SOLVED: usize = 4_096;
/// More orders of one party than this are not all listed.
const MOST_LISTED: u128 = 50_000;
/// How many are drawn instead.
pub(crate) const DRAWN: usize = 1_000;

/// Counts in how many orders of wishes that the case leaves open each answer holds.
///
/// # Errors
/// If the engine refuses or is stopped.
pub fn robust(
    model: &Model,
    analysis: &Analysis,
    seed: u64,
    limits: &Limits<'_>,
) -> Result<Robust, EngineError> {
    let stage = limits.stage("counting open orders", analysis.readings.len());
    let mut scopes = Vec::new();
    for result in &analysis.readings {
        let preferences = &result.assumptions.preferences;
        let open: Option<Vec<OpenOrders>> = preferences.iter().map(OpenOrders::of).collect();
        let orders = open.as_ref().map_or(u128::MAX, |open| {
            open.iter().fold(1_u128, |all, party| all.saturating_mul(party.count()))
        });
        let arena = &analysis.arenas[result.arena];
        let ranked = |preference: &Preference, order: &[usize]| -> Ranking {
            let statements = preference.statements();
            if order.is_empty() {
                return arena.ranking(preference);
            }
            let list = order.iter().map(|&place| statements[place].clone()).collect();
            arena.ranking(&Preference::Statements(list))
        };
        let none = || vec![vec![BTreeMap::new(); analysis.concepts.len()]; model.questions.len()];
        let mut scope = Scope { orders, answers: none(), drawn: None };
        let mut count = |rankings: &[&Ranking], weight: u128| -> Result<(), EngineError> {
            let mut game = result.game.clone();
            for (party, ranking) in rankings.iter().enumerate() {
                if ranking.ranks() != result.game.rankings()[party].ranks() {
                    game = game.with_ranking(party, (*ranking).clone())?;
                }
            }
            let context = limits.context();
            let solutions: Vec<Solution> = result
                .solutions
                .iter()
                .map(|solution| solve_again(&game, &result.game, solution, &context))
                .collect::<Result<_, _>>()?;
            let found = answers(model, &game, &solutions);
            for (sums, found) in scope.answers.iter_mut().zip(found) {
                for (sum, answer) in sums.iter_mut().zip(found) {
                    *sum.entry(answer).or_default() += weight;
                }
            }
            Ok(())
        };
        // Each party's different rankings, with how many of its orders give them.
        let listed: Option<Vec<Vec<(Ranking, u128)>>> = open.as_ref().and_then(|open| {
            let lists = open.iter().zip(preferences).map(|(party, preference)| {
                (party.count() <= MOST_LISTED).then(|| {
                    let mut different: Vec<(Ranking, u128)> = Vec::new();
                    for order in party.all() {
                        let ranking = ranked(preference, &order);
                        match different.iter_mut().find(|(known, _)| *known == ranking) {
                            Some((_, orders)) => *orders += 1,
                            None => different.push((ranking, 1)),
                        }
                    }
                    different
                })
            });
            lists.collect()
        });
        let few = listed.filter(|lists| {
            let product = lists.iter().fold(1_usize, |all, list| all.saturating_mul(list.len()));
            product <= MOST_SOLVED
        });
        match (few, &open) {
            (Some(lists), _) => every(&lists, &mut count)?,
            (None, Some(open)) => {
                let mut dice = ChaCha8Rng::seed_from_u64(seed);
                for _ in 0..DRAWN {
                    let drawn: Vec<Ranking> = open
                        .iter()
                        .zip(preferences)
                        .map(|(party, preference)| ranked(preference, &party.draw(&mut dice)))
                        .collect();
                    count(&drawn.iter().collect::<Vec<_>>(), 1)?;
                }
                scope.drawn = Some(DRAWN);
            }
            // Longer inner lists than can be counted: only the order as written is known to be one.
            (None, None) => count(&result.game.rankings().iter().collect::<Vec<_>>(), 1)?,
        }
        scopes.push(scope);
        stage.step();
    }
    Ok(Robust { scopes, seed })
}

/// Calls `count` with every combination of the parties' rankings and the number of orders behind it.
fn every(
    lists: &[Vec<(Ranking, u128)>],
    count: &mut impl FnMut(&[&Ranking], u128) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let combinations: usize = lists.iter().map(Vec::len).product();
    for mut number in 0..combinations {
        let mut weight = 1;
        let mut rankings = Vec::with_capacity(lists.len());
        for list in lists {
            let (ranking, orders) = &list[number % list.len()];
            number /= list.len();
            rankings.push(ranking);
            weight *= orders;
        }
        count(&rankings, weight)?;
    }
    Ok(())
}

/// Says how far an answer holds, one clause for each set of readings in which it does so alike; nothing
/// if the case leaves no order open.
pub(crate) fn scope_words(
    model: &Model,
    analysis: &Analysis,
    robust: &Robust,
    question: usize,
    concept: usize,
) -> Option<String> {
    if !robust.is_open() {
        return None;
    }
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (reading, scope) in robust.scopes.iter().enumerate() {
        let words = one_scope(scope, &scope.answers[question][concept], robust.seed);
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, readings)) => readings.push(reading),
            None => groups.push((words, vec![reading])),
        }
    }
    let clauses: Vec<String> = groups
        .into_iter()
        .map(|(words, readings)| {
            let scope = readings_scope(model, analysis, &readings);
            scope.map_or_else(
                || {
                    if robust.scopes.len() > 1 {
                        format!("{words}, in every reading")
                    } else {
                        words.clone()
                    }
                },
                |scope| format!("{words}, in {scope}"),
            )
        })
        .collect();
    Some(clauses.join("; "))
}

fn one_scope(scope: &Scope, answers: &BTreeMap<Answer, u128>, seed: u64) -> String {
    if scope.orders == u128::MAX {
        return "more orders are left open than can be counted".into();
    }
    if let (1, Some((answer, _))) = (answers.len(), answers.first_key_value()) {
        return match (scope.orders, scope.drawn) {
            (1, _) => format!("{} in the one order there is", word(*answer)),
            (2, None) => format!("{} in both orders left open", word(*answer)),
            (all, None) => format!("{} in all {all} orders left open", word(*answer)),
            (all, Some(drawn)) => {
                let (least, _) = interval(drawn as u128, drawn);
                format!(
                    "{} in all of {drawn} drawn from {all} orders left open (at least {least} per cent of them; seed {seed})",
                    word(*answer)
                )
            }
        };
    }
    let mut counts: Vec<(&Answer, &u128)> = answers.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let parts: Vec<String> = counts
        .iter()
        .map(|(answer, count)| match scope.drawn {
            None => format!("{} in {count}", word(**answer)),
            Some(drawn) => {
                let (least, most) = interval(**count, drawn);
                format!("{} in {least} to {most} per cent", word(**answer))
            }
        })
        .collect();
    match scope.drawn {
        None => format!("{} of {} orders left open", parts.join(", "), scope.orders),
        Some(drawn) => format!(
            "{} of {} orders left open ({drawn} drawn, seed {seed}, 95 per cent intervals)",
            parts.join(", "),
            scope.orders
        ),
    }
}

/// The interval in which a share lies that was found in a sample, with 95 per cent confidence
/// (Wilson 1927), in whole per cent.
#[expect(clippy::cast_sign_loss, reason = "a share of a hundred")]
pub(crate) fn interval(found: u128, drawn: usize) -> (u32, u32) {
    let (n, z) = (drawn as f64, 1.96_f64);
    let p = found as f64 / n;
    let middle = p + z * z / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    let percent = |share: f64| (100.0 * share / scale).clamp(0.0, 100.0);
    (percent(middle - spread).floor() as u32, percent(middle + spread).ceil() as u32)
}
