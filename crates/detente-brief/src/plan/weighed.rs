//! What a plan and its openings are worth where numbers are stated.

use super::grow::{Grown, fraction};
use super::intervals::alone;
use detente_model::Plan;
use detente_plans::tree::{
    Context, Equilibrium, Fraction, Lottery, Node, Payoffs, expected, maximal, values,
};
use num_traits::{Signed, Zero};

/// What the plan is worth to its party, over all ways in which others can answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// What the plan as written is worth at least and at most.
    pub plan: (Fraction, Fraction),
    /// What the best the party could do against the same replies is worth at least and at most.
    pub best: (Fraction, Fraction),
    /// What that does at each information set where it is decided, if it is one thing.
    pub does: Option<Vec<(usize, usize)>>,
    /// What each opening is worth at least and at most, if the party opens.
    pub openings: Vec<(Fraction, Fraction)>,
}

/// Weighs a plan against the answers that others can give to it; nothing if there is none, or the work
/// is too much.
pub(super) fn weighed(
    plan: &Plan,
    grown: &Grown,
    payoffs: &Payoffs,
    found: &[Equilibrium],
    context: &Context<'_>,
) -> Option<Weighed> {
    let tree = &grown.tree;
    let utilities: Vec<Fraction> =
        plan.worth[plan.of].as_ref()?.iter().map(|&value| fraction(value)).collect();
    let opens =
        matches!(tree.get(0), Some(Node::Decision(set)) if tree.sets()[set].party == plan.of);
    let mut out: Option<Weighed> = None;
    for one in found {
        let worth = |node: usize| {
            expected(tree, payoffs, &one.profile, node).ok().map(|mut all| all.swap_remove(plan.of))
        };
        let own = worth(0)?;
        let openings: Option<Vec<Fraction>> =
            if opens { tree.children(0).map(worth).collect() } else { Some(Vec::new()) };
        let openings = openings?;
        let (best, does) = best(plan, grown, payoffs, &utilities, &one.profile, context)?;
        match &mut out {
            None => {
                let twice = |value: Fraction| (value.clone(), value);
                out = Some(Weighed {
                    plan: twice(own),
                    best: twice(best),
                    does,
                    openings: openings.into_iter().map(twice).collect(),
                });
            }
            Some(out) => {
                widen(&mut out.plan, own);
                widen(&mut out.best, best);
                out.does = out.does.take().filter(|known| does.as_ref() == Some(known));
                out.openings.iter_mut().zip(openings).for_each(|(known, own)| widen(known, own));
            }
        }
    }
    out
}

fn widen(range: &mut (Fraction, Fraction), value: Fraction) {
    if value < range.0 {
        range.0 = value;
    } else if value > range.1 {
        range.1 = value;
    }
}

/// What the best is worth, and what is done at each information set.
type Best = (Fraction, Option<Vec<(usize, usize)>>);

/// The best the party can do if others do what they do in a profile.
fn best(
    plan: &Plan,
    grown: &Grown,
    payoffs: &Payoffs,
    utilities: &[Fraction],
    profile: &[usize],
    context: &Context<'_>,
) -> Option<Best> {
    let replies = |_: usize, set: usize| vec![profile[set]];
    let (tree, sets, _) = alone(plan, grown, &replies)?;
    if let Ok(plans) = maximal(&tree, plan.of, utilities, context) {
        let first = plans.first()?;
        let does = first.actions.iter().enumerate();
        let does = does.filter_map(|(set, action)| Some((sets[set], (*action)?)));
        return Some((first.low.clone(), Some(does.collect())));
    }
    let found = values(&tree, payoffs, context).ok()?;
    Some((found.of(0).get(plan.of)?.clone(), None))
}

/// One opening against another where the party's worth is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What the plan's is worth where the unknown chance is least, and where it is most.
    pub own: (Fraction, Fraction),
    /// What the other is worth there.
    pub other: (Fraction, Fraction),
    /// The least and the most that the unknown chance can be, if there is one.
    pub within: Option<(Fraction, Fraction)>,
    /// The node of the tree at which that chance is.
    pub chance: Option<usize>,
    /// Which is better.
    pub verdict: Verdict,
}

/// Which of two openings is better with the numbers stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The plan's, whatever the unknown chance is.
    Better,
    /// The other.
    Worse,
    /// Both are worth the same.
    Same,
    /// The plan's if the unknown chance is above this; or below, if the first is false.
    Turns(bool, Fraction),
}

/// Measures two lotteries over levels, with what a level is worth.
pub(super) fn measured(own: &Lottery, other: &Lottery, worth: &[Fraction]) -> Option<Measured> {
    let unknown = own.unknown.as_ref().or(other.unknown.as_ref());
    let chance = unknown.map(|unknown| unknown.node);
    let (low, high) = unknown.map_or_else(
        || (Fraction::zero(), Fraction::zero()),
        |unknown| (unknown.low.clone(), unknown.high.clone()),
    );
    let value = |lottery: &Lottery, p: &Fraction| {
        let chances = lottery.base.iter().zip(&lottery.slope).map(|(base, slope)| base + p * slope);
        chances.zip(worth).map(|(chance, worth)| chance * worth).sum::<Fraction>()
    };
    if worth.len() != own.base.len() || worth.len() != other.base.len() {
        return None;
    }
    let (own, other) =
        ((value(own, &low), value(own, &high)), (value(other, &low), value(other, &high)));
    let (first, last) = (&own.0 - &other.0, &own.1 - &other.1);
    let verdict = if first.is_zero() && last.is_zero() {
        Verdict::Same
    } else if first.is_positive() && last.is_positive() {
        Verdict::Better
    } else if !first.is_positive() && !last.is_positive() {
        Verdict::Worse
    } else {
        let at = &low + (&high - &low) * &first / (&first - &last);
        Verdict::Turns(last > first, at)
    };
    Some(Measured { own, other, within: unknown.map(|_| (low, high)), chance, verdict })
}

/// What each level of the ranks of a party is worth to it, if that is stated.
pub(super) fn levels(plan: &Plan, party: usize) -> Option<Vec<Fraction>> {
    let (levels, worth) = (plan.ranks[party].as_ref()?, plan.worth[party].as_ref()?);
    let most = levels.iter().copied().max()?;
    let of = |level: u32| levels.iter().position(|&own| own == level).map(|end| worth[end]);
    (0..=most).map(|level| of(level).map(fraction)).collect()
}
