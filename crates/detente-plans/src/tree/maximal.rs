//! Utilities with intervals of probability: every maximal plan.

use super::strategies::strategies;
use super::vague::{admissible, extreme};
use super::{Context, Fraction, Node, Refusal, Tree};
use num_traits::{Signed, Zero};

/// The most plans that are compared with each other.
pub const MAX_PLANS: usize = 512;

/// A plan that is not worth less than another one for every admissible probability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maximal {
    /// The action at each information set; nothing where the plan does not lead.
    pub actions: Vec<Option<usize>>,
    /// The least expected utility over all admissible probabilities.
    pub low: Fraction,
    /// The greatest.
    pub high: Fraction,
    /// Whether it is worth most for some admissible probabilities (E-admissible); nothing if an
    /// information set has several nodes.
    pub best_for_some: Option<bool>,
}

/// Lists every maximal plan, for a tree in which one party decides everywhere and the probabilities of
/// different chance nodes have nothing to do with each other.
///
/// A plan says what is done wherever it leads, and nowhere else. It is maximal if no other plan is worth
/// more for every admissible probability (Walley, *Statistical Reasoning with Imprecise Probabilities*,
/// 1991; Huntley, Troffaes 2012), and E-admissible if for some no other is worth more.
///
/// The difference of two plans is multilinear in the probabilities of different chance nodes. Up to where
/// two plans part they meet the same chance nodes, after that different ones: so its minimum is found
/// from the ends upwards, at each chance node over the admissible probabilities of its own. For
/// E-admissibility every condition bounds what the plan is worth somewhere from below, by the least that
/// the best of what it does not do can be worth, so that it is enough to try the probabilities that are
/// best for the plan.
///
/// # Errors
/// If another party decides at a node, there is not one utility per outcome, there are more than
/// [`MAX_PLANS`] plans, or a limit is reached.
pub fn maximal(
    tree: &Tree,
    party: usize,
    utilities: &[Fraction],
    context: &Context<'_>,
) -> Result<Vec<Maximal>, Refusal> {
    if utilities.len() != tree.outcomes() || party >= tree.parties() {
        return Err(Refusal::Mismatch);
    }
    let other = |node: &usize| match tree.node(*node) {
        Node::Decision(set) => tree.sets[set].party != party,
        _ => false,
    };
    if let Some(node) = (0..tree.len()).find(other) {
        return Err(Refusal::Other(node));
    }
    let mut spent = 0;
    let comes = |place: usize, result: usize| {
        tree.odds(place).get(result).is_some_and(|(_, high)| !high.is_zero())
    };
    let plans = strategies(tree, party, &comes, MAX_PLANS, &mut spent, context)?;
    let plans = plans.ok_or(Refusal::TooManyPlans { limit: MAX_PLANS })?;
    let mut worth = Vec::with_capacity(plans.len());
    for plan in &plans {
        context.spend(&mut spent, 2 * tree.len())?;
        worth.push((ends(tree, utilities, plan, false), ends(tree, utilities, plan, true)));
    }
    let mut kept = Vec::new();
    for (place, plan) in plans.iter().enumerate() {
        let mut beaten = false;
        for (other, better) in plans.iter().enumerate() {
            // What is worth more everywhere has a greater least and a greater most.
            let ahead =
                worth[other].0[0] > worth[place].0[0] && worth[other].1[0] > worth[place].1[0];
            if !ahead {
                continue;
            }
            context.spend(&mut spent, tree.len())?;
            if lead(tree, better, plan, &worth[other].0, &worth[place].1).is_positive() {
                beaten = true;
                break;
            }
        }
        if !beaten {
            kept.push(place);
        }
    }
    let bounds = match tree.unseen() {
        None => Some(admissible(tree, party, utilities, context)?),
        Some(_) => None,
    };
    let told = kept.into_iter().map(|place| {
        let least =
            |node: usize| bounds.as_ref().and_then(|all| all.bounds(node)).map(|own| &own.0);
        let best = bounds.as_ref().map(|_| best(tree, utilities, &plans[place], &least));
        let (low, high) = (worth[place].0[0].clone(), worth[place].1[0].clone());
        Maximal { actions: plans[place].clone(), low, high, best_for_some: best }
    });
    Ok(told.collect())
}

/// The least or greatest expected utility of a plan at every node; where it does not lead, of whatever
/// comes first.
fn ends(
    tree: &Tree,
    utilities: &[Fraction],
    plan: &[Option<usize>],
    greatest: bool,
) -> Vec<Fraction> {
    let mut worth = vec![Fraction::zero(); tree.len()];
    for node in (0..tree.len()).rev() {
        let children = tree.children(node);
        worth[node] = match tree.node(node) {
            Node::Outcome(outcome) => utilities[outcome].clone(),
            Node::Decision(set) => worth[children.start + plan[set].unwrap_or(0)].clone(),
            Node::Chance(place) => {
                let below: Vec<&Fraction> = worth[children].iter().collect();
                extreme(&below, tree.odds(place), greatest)
            }
        };
    }
    worth
}

/// By how much one plan is worth more than another at least, from what the first is worth at least and
/// the second at most at every node.
fn lead(
    tree: &Tree,
    better: &[Option<usize>],
    worse: &[Option<usize>],
    least: &[Fraction],
    most: &[Fraction],
) -> Fraction {
    let mut lead = vec![Fraction::zero(); tree.len()];
    for node in (0..tree.len()).rev() {
        let children = tree.children(node);
        lead[node] = match tree.node(node) {
            Node::Outcome(_) => continue,
            Node::Decision(set) => match (better[set], worse[set]) {
                (Some(better), Some(worse)) if better == worse => {
                    lead[children.start + better].clone()
                }
                (Some(better), Some(worse)) => {
                    &least[children.start + better] - &most[children.start + worse]
                }
                // One of them does not lead here: this is not asked for from above.
                _ => continue,
            },
            Node::Chance(place) => {
                let below: Vec<&Fraction> = lead[children].iter().collect();
                extreme(&below, tree.odds(place), false)
            }
        };
    }
    lead.swap_remove(0)
}

/// Whether a plan is worth most for some probabilities: from the ends upwards, the most it can be worth
/// where it is best from there on, nothing if it never is.
fn best<'a>(
    tree: &Tree,
    utilities: &[Fraction],
    plan: &[Option<usize>],
    least: &dyn Fn(usize) -> Option<&'a Fraction>,
) -> bool {
    let mut most: Vec<Option<Fraction>> = vec![None; tree.len()];
    for node in (0..tree.len()).rev() {
        let children = tree.children(node);
        most[node] = match tree.node(node) {
            Node::Outcome(outcome) => Some(utilities[outcome].clone()),
            Node::Decision(set) => plan[set].and_then(|action| {
                let own = most[children.start + action].clone()?;
                let ahead = |child: usize| least(child).is_none_or(|other| *other <= own);
                children
                    .clone()
                    .all(|child| child == children.start + action || ahead(child))
                    .then_some(own)
            }),
            Node::Chance(place) => chance(tree.odds(place), &most[children]),
        };
    }
    most[0].is_some()
}

/// The most that chance can be worth if what is never best has no chance.
fn chance(odds: &[(Fraction, Fraction)], below: &[Option<Fraction>]) -> Option<Fraction> {
    let zero = Fraction::zero();
    let mut bounds = Vec::with_capacity(odds.len());
    for ((low, high), below) in odds.iter().zip(below) {
        match below {
            Some(_) => bounds.push((low.clone(), high.clone())),
            None if low.is_zero() => bounds.push((zero.clone(), zero.clone())),
            None => return None,
        }
    }
    let room: Fraction = bounds.iter().map(|(_, high)| high).sum();
    if room < Fraction::from_integer(1.into()) {
        return None;
    }
    let below: Vec<&Fraction> = below.iter().map(|own| own.as_ref().unwrap_or(&zero)).collect();
    Some(extreme(&below, &bounds, true))
}
