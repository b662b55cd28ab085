//! Whether an equilibrium in pure strategies is sequential: rational everywhere with beliefs that are
//! consistent with each other.

use super::belief::{Rationality, judge};
use super::{Context, Fraction, Members, Node, Refusal, Tree};
use num_traits::{One, Signed, Zero};

/// The most actions off the path whose orders are tried.
const MOST_DEVIATIONS: usize = 8;
/// The orders of magnitude that are tried.
const ORDERS: usize = 3;

/// Whether an equilibrium is sequential (Kreps, Wilson, "Sequential equilibria", *Econometrica* 50, 1982).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequential {
    /// It is: some consistent beliefs make every action best.
    Yes,
    /// It is not: no consistent beliefs do.
    No,
    /// Not decided: beliefs at several information sets hang together in a way that is not followed, or a
    /// party forgets what it did.
    Open,
}

/// An action that a profile does not take, by set and action.
type Deviation = (usize, usize);

/// Nodes of a set that the same deviations lead to, and by how much the action of the profile leads
/// others there, chance being counted.
#[derive(Clone)]
struct Class {
    deviations: Vec<Deviation>,
    leads: Vec<Fraction>,
}

/// A set off the path at which only some beliefs make the action best: what each node makes of each
/// action, in the order of its nodes.
pub(super) struct Doubtful {
    pub(super) set: usize,
    pub(super) worth: Vec<Vec<Fraction>>,
}

/// Judges a profile of which no action is best for no belief.
///
/// Beliefs are consistent if they are the limit of those of profiles in which every action has a chance.
/// Where the chances of deviations vanish, a node counts by the product of the chances of the deviations
/// that lead to it. So nodes with the same deviations keep the chances that nature gives them; a node
/// whose deviations include all those of another has no chance; sets at which the same deviations differ
/// share one belief over them. What is left is decided if these differences are independent of each
/// other and can vanish at one speed: then every belief over them is consistent. Else some orders of
/// magnitude are tried; if none will do, it is open.
pub(super) fn sequential(
    tree: &Tree,
    chances: &[Fraction],
    members: &Members,
    profile: &[usize],
    doubtful: &[Doubtful],
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<Sequential, Refusal> {
    if doubtful.is_empty() {
        return Ok(Sequential::Yes);
    }
    if !recalls(tree, members, spent, context)? {
        return Ok(Sequential::Open);
    }
    let mut groups: Vec<Vec<Class>> = Vec::new();
    for own in doubtful {
        let classes = classes(tree, chances, members, profile, own, spent, context)?;
        if classes.is_empty() {
            // Chance never leads there.
            return Ok(Sequential::Open);
        }
        let same = |group: &&mut Vec<Class>| {
            let names = group.iter().map(|class| &class.deviations);
            names.eq(classes.iter().map(|class| &class.deviations))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group
                .iter_mut()
                .zip(classes)
                .for_each(|(class, more)| class.leads.extend(more.leads)),
            None => groups.push(classes),
        }
    }
    let mut left = Vec::new();
    for group in groups {
        // The action is worth 0 and each other what it falls behind by.
        let rows: Vec<Vec<Fraction>> = group
            .iter()
            .map(|class| {
                let behind = class.leads.iter().map(|lead| -lead);
                std::iter::once(Fraction::zero()).chain(behind).collect()
            })
            .collect();
        match judge(&rows, 0, spent, context)? {
            Rationality::ForEveryBelief => {}
            Rationality::ForNone => return Ok(Sequential::No),
            Rationality::ForSome(_) => left.push(group),
        }
    }
    if left.is_empty() {
        return Ok(Sequential::Yes);
    }
    let mut named: Vec<Deviation> =
        left.iter().flatten().flat_map(|class| class.deviations.clone()).collect();
    named.sort_unstable();
    named.dedup();
    if named.len() > MOST_DEVIATIONS {
        return Ok(Sequential::Open);
    }
    let free = independent(&left, &named);
    let mut orders = vec![1; named.len()];
    loop {
        context.spend(spent, left.iter().map(Vec::len).sum::<usize>() * (named.len() + 1))?;
        let order = |class: &Class| -> usize {
            let each = class.deviations.iter().filter_map(|own| named.binary_search(own).ok());
            each.map(|place| orders[place]).sum()
        };
        let level = |group: &Vec<Class>| group.iter().all(|class| order(class) == order(&group[0]));
        let best = |group: &Vec<Class>| {
            let least = group.iter().map(order).min();
            let mut sum = vec![Fraction::zero(); group[0].leads.len()];
            for class in group.iter().filter(|class| Some(order(class)) == least) {
                sum.iter_mut().zip(&class.leads).for_each(|(sum, lead)| *sum += lead);
            }
            !sum.iter().any(Signed::is_negative)
        };
        if free && left.iter().all(level) || left.iter().all(best) {
            return Ok(Sequential::Yes);
        }
        let Some(place) = orders.iter().position(|&order| order < ORDERS) else { break };
        orders[..place].fill(1);
        orders[place] += 1;
    }
    Ok(Sequential::Open)
}

/// Whether every party remembers what it did: all nodes of a set come after the same own actions.
pub(super) fn recalls(
    tree: &Tree,
    members: &Members,
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<bool, Refusal> {
    for set in 0..tree.sets.len() {
        let mut first: Option<Vec<Deviation>> = None;
        for &node in members.of(set) {
            let (mut own, mut at) = (Vec::new(), node);
            while let Some(above) = tree.parent(at) {
                context.spend(spent, 1)?;
                if let Node::Decision(other) = tree.node(above)
                    && tree.sets[other].party == tree.sets[set].party
                {
                    own.push((other, at - tree.children(above).start));
                }
                at = above;
            }
            if *first.get_or_insert_with(|| own.clone()) != own {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// The nodes of a set by what deviates before them, without what deviates before all of them, and
/// without those that need all the deviations of others and more.
fn classes(
    tree: &Tree,
    chances: &[Fraction],
    members: &Members,
    profile: &[usize],
    own: &Doubtful,
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<Vec<Class>, Refusal> {
    let mut found: Vec<Class> = Vec::new();
    for (&node, row) in members.of(own.set).iter().zip(&own.worth) {
        let (mut chance, mut deviations, mut at) = (Fraction::one(), Vec::new(), node);
        while let Some(above) = tree.parent(at) {
            context.spend(spent, 1)?;
            let action = at - tree.children(above).start;
            match tree.node(above) {
                Node::Chance(place) => chance *= &chances[tree.odds[place] + action],
                Node::Decision(set) if profile[set] != action => deviations.push((set, action)),
                _ => {}
            }
            at = above;
        }
        if chance.is_zero() {
            continue;
        }
        deviations.sort_unstable();
        let action = profile[own.set];
        let others = row.iter().enumerate().filter(|(other, _)| *other != action);
        let leads = others.map(|(_, value)| (&row[action] - value) * &chance);
        match found.iter_mut().find(|class| class.deviations == deviations) {
            Some(class) => class.leads.iter_mut().zip(leads).for_each(|(sum, lead)| *sum += lead),
            None => found.push(Class { deviations, leads: leads.collect() }),
        }
    }
    // Parties that recall everything meet a set once on a path, so that no deviation comes twice.
    let all: Vec<Vec<Deviation>> = found.iter().map(|class| class.deviations.clone()).collect();
    let within = |small: &Vec<Deviation>, large: &Vec<Deviation>| {
        small.len() < large.len() && small.iter().all(|own| large.binary_search(own).is_ok())
    };
    context.spend(spent, all.len() * all.len())?;
    found.retain(|class| !all.iter().any(|other| within(other, &class.deviations)));
    let kept: Vec<Vec<Deviation>> = found.iter().map(|class| class.deviations.clone()).collect();
    let common = |own: &Deviation| kept.iter().all(|class| class.binary_search(own).is_ok());
    found.iter_mut().for_each(|class| class.deviations.retain(|own| !common(own)));
    found.sort_by(|left, right| left.deviations.cmp(&right.deviations));
    Ok(found)
}

/// Whether the differences of classes within all groups are linearly independent.
fn independent(groups: &[Vec<Class>], named: &[Deviation]) -> bool {
    let vector = |class: &Class| -> Vec<Fraction> {
        let has = |own: &Deviation| i32::from(class.deviations.binary_search(own).is_ok());
        named.iter().map(|own| Fraction::from_integer(has(own).into())).collect()
    };
    let mut rows: Vec<Vec<Fraction>> = Vec::new();
    for group in groups {
        let first = vector(&group[0]);
        for class in &group[1..] {
            let mut row = vector(class);
            row.iter_mut().zip(&first).for_each(|(value, first)| *value -= first);
            // Against the rows before it, each with a one where its first number is.
            for known in &rows {
                let Some(place) = known.iter().position(|value| !value.is_zero()) else { continue };
                let factor = row[place].clone();
                row.iter_mut().zip(known).for_each(|(value, known)| *value -= &factor * known);
            }
            let Some(place) = row.iter().position(|value| !value.is_zero()) else { return false };
            let pivot = row[place].clone();
            row.iter_mut().for_each(|value| *value /= &pivot);
            rows.push(row);
        }
    }
    true
}
