//! What numbers for the ends of a plan give.

use super::grow::{Grown, fraction};
use super::judged::{Numbered, numbered};
use super::report::Promise;
use super::told::plain;
use crate::words::list;
use detente_model::{Plan, PlanKind};
use detente_plans::tree::{
    Context, Equilibrium, Flip, Fraction, Mixed, Payoffs, Refusal, Worth, answers, equilibria,
    flips, information, mixed, values,
};

/// The most steps of one question.
pub(super) const MOST_STEPS: u64 = 1 << 26;

/// What numbers for the ends give, where the analyst states them for everybody in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Cardinal {
    /// What the beginning is worth to each party, where everything is seen; nothing for a party without
    /// numbers, which decides nothing.
    pub value: Option<Vec<Option<Fraction>>>,
    /// What it is worth to the party to learn each result of chance beforehand.
    pub information: Vec<Worth>,
    /// Which input alone turns the first move, and at what value.
    pub flips: Vec<Flip>,
    /// The subgame perfect equilibria in pure strategies, or why they are not told.
    pub equilibria: Result<Vec<Equilibrium>, String>,
    /// The extreme Nash equilibria in which something is mixed, or why they are not told.
    pub mixed: Result<Vec<Mixed>, String>,
    /// For each later action of the party, in their order, what it is with each way in which the others
    /// answer the plan; or why that is not told.
    pub promises: Result<Vec<Vec<Numbered>>, String>,
}

/// What the numbers stated give; nothing if they are not stated for everybody who decides in the tree,
/// and the party whose plan it is.
pub(super) fn cardinal(plan: &Plan, grown: &Grown, promises: &[Promise]) -> Option<Cardinal> {
    let decides = |party: usize| grown.tree.sets().iter().any(|set| set.party == party);
    let mut worth: Vec<Vec<Fraction>> = Vec::new();
    for (party, own) in plan.worth.iter().enumerate() {
        worth.push(match own {
            Some(own) => own.iter().map(|&value| fraction(value)).collect(),
            None if party == plan.of || decides(party) => return None,
            None => vec![Fraction::default(); plan.ends.len()],
        });
    }
    let lists = (0..plan.ends.len()).map(|end| worth.iter().map(|own| own[end].clone()).collect());
    let payoffs = Payoffs::new(worth.len(), lists.collect()).ok()?;
    let words = |refusal| refused(plan, grown, &refusal);
    let tree = &grown.tree;
    let context = Context { max_steps: MOST_STEPS, ..Context::default() };
    let value = values(tree, &payoffs, &context).ok().map(|found| {
        let stated = found.of(0).iter().zip(&plan.worth);
        stated.map(|(value, own)| own.as_ref().map(|_| value.clone())).collect()
    });
    let found = answers(tree, &payoffs, &settled(plan, grown), &context).map_err(&words);
    Some(Cardinal {
        value,
        information: information(tree, &payoffs, plan.of, &context).unwrap_or_default(),
        flips: flips(tree, &payoffs, 0, &context).unwrap_or_default(),
        equilibria: equilibria(tree, &payoffs, &context).map_err(&words),
        mixed: mixed(tree, &payoffs, &context)
            .map(|found| found.into_iter().filter(Mixed::is_mixed).collect())
            .map_err(&words),
        promises: numbered(plan, grown, &payoffs, promises, &found, &context),
    })
}

/// Why there is no answer, in the names of the plan.
pub(super) fn refused(plan: &Plan, grown: &Grown, refusal: &Refusal) -> String {
    let id = |node: usize| format!("‘{}’", plain(&plan.nodes[node].id));
    let at = |place: usize| grown.node[place].map_or_else(|| "an end".to_owned(), id);
    match *refusal {
        Refusal::Unseen(set) => {
            let nodes: Vec<String> = grown.sets[set].iter().map(|&node| id(node)).collect();
            format!("{} look alike", list(&nodes, "and"))
        }
        Refusal::Chance(place) => format!("{} is left to chance", at(place)),
        Refusal::Vague(place) => format!("the chances at {} are not exact", at(place)),
        Refusal::Other(place) => format!("another party decides at {}", at(place)),
        _ => refusal.to_string(),
    }
}

/// What is mixed in an equilibrium: sets with the chances of their actions.
pub(super) fn mixtures(one: &Mixed) -> impl Iterator<Item = (usize, &[Fraction])> {
    let sets = one.chances.iter().enumerate();
    sets.filter_map(|(set, chances)| Some((set, chances.as_deref()?)))
}

/// The plan's instruction at each information set.
pub(super) fn settled(plan: &Plan, grown: &Grown) -> Vec<Option<usize>> {
    let does = |node: &usize| match plan.nodes[*node].kind {
        PlanKind::Party { does, .. } => does,
        PlanKind::Chance { .. } => None,
    };
    grown.sets.iter().map(|nodes| nodes.iter().find_map(does)).collect()
}
