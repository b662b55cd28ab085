//! What numbers for the ends of a plan give.

use super::figures::number;
use super::grow::{Grown, fraction};
use super::judged::{MOST_ANSWERS, Numbered, numbered};
use super::play::instructed;
use super::report::Promise;
use super::told::place;
use super::weighed::{Weighed, weighed};
use crate::words::list;
use detente_model::Plan;
use detente_plans::tree::{
    Context, Equilibrium, Flip, Fraction, Mixed, Node, Payoffs, Refusal, Tree, Values, Worth,
    answers, equilibria, flips, information, mixed, values,
};

/// The most steps of one question.
const MOST_STEPS: u64 = 1 << 26;

/// What numbers for the ends give, where the analyst states them for everybody in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Cardinal {
    /// What the beginning is worth to each party in the equilibria, each list once: one, if it is the same
    /// in all; nothing for a party without numbers, which decides nothing. Empty if that is not known.
    pub values: Vec<Vec<Option<Fraction>>>,
    /// What the plan and its openings are worth to its party.
    pub weighed: Option<Weighed>,
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
    let context = limits();
    let stated = |value: &[Fraction]| {
        let pairs = value.iter().zip(&plan.worth);
        pairs.map(|(value, own)| own.as_ref().map(|_| value.clone())).collect::<Vec<_>>()
    };
    let pure = equilibria(tree, &payoffs, &context);
    let mut known: Vec<Vec<Option<Fraction>>> = match &pure {
        Ok(found) => found.iter().map(|one| stated(&one.value)).collect(),
        // Too many profiles are no harm where nothing ties.
        Err(_) => values(tree, &payoffs, &context)
            .ok()
            .filter(|found| !tied(tree, found))
            .map(|found| stated(found.of(0)))
            .into_iter()
            .collect(),
    };
    known.sort();
    known.dedup();
    let found = answers(tree, &payoffs, &instructions(plan, grown), &context).map_err(&words);
    let few = found.as_ref().ok().filter(|found| found.len() <= MOST_ANSWERS);
    Some(Cardinal {
        values: known,
        weighed: few.and_then(|found| weighed(plan, grown, &payoffs, found, &context)),
        information: information(tree, &payoffs, plan.of, &context).unwrap_or_default(),
        flips: flips(tree, &payoffs, 0, &context).unwrap_or_default(),
        equilibria: pure.map_err(&words),
        mixed: mixed(tree, &payoffs, &context)
            .map(|found| found.into_iter().filter(Mixed::is_mixed).collect())
            .map_err(&words),
        promises: numbered(plan, grown, &payoffs, promises, &found, &context),
    })
}

/// Whether backward induction could have chosen otherwise somewhere.
pub(super) fn tied(tree: &Tree, found: &Values) -> bool {
    (0..tree.len()).any(|node| {
        let Some(Node::Decision(set)) = tree.get(node) else { return false };
        let party = tree.sets()[set].party;
        let own = &found.of(node)[party];
        tree.children(node).filter(|&child| &found.of(child)[party] == own).count() > 1
    })
}

/// Why there is no answer, in the names of the plan.
pub(super) fn refused(plan: &Plan, grown: &Grown, refusal: &Refusal) -> String {
    let id = |node: usize| place(plan, node);
    let at = |at: usize| grown.node[at].map_or_else(|| "an end".to_owned(), id);
    match *refusal {
        Refusal::Unseen(set) => {
            let nodes: Vec<String> = grown.sets[set].iter().map(|&node| id(node)).collect();
            format!("{} look alike", list(&nodes, "and"))
        }
        Refusal::Chance(node) => format!("{} is left to chance", at(node)),
        Refusal::Vague(node) => format!("the chances at {} are not exact", at(node)),
        Refusal::Other(node) => format!("another party decides at {}", at(node)),
        _ => limit_words(refusal),
    }
}

/// A limit that was reached, its long numbers shortened.
pub(super) fn limit_words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::TooManyProfiles { count, limit } => format!(
            "{} profiles of pure strategies, and {limit} may be tried",
            number(&Fraction::from_integer(count.clone().into()))
        ),
        _ => refusal.to_string(),
    }
}

/// The limits under which the program asks the engine: an answer comes in seconds, or is refused.
pub(super) fn limits() -> Context<'static> {
    Context { max_steps: MOST_STEPS, ..Context::default() }
}

/// What is mixed in an equilibrium: sets with the chances of their actions.
pub(super) fn mixtures(one: &Mixed) -> impl Iterator<Item = (usize, &[Fraction])> {
    let sets = one.chances.iter().enumerate();
    sets.filter_map(|(set, chances)| Some((set, chances.as_deref()?)))
}

/// The plan's instruction at each information set.
pub(super) fn instructions(plan: &Plan, grown: &Grown) -> Vec<Option<usize>> {
    (0..grown.sets.len()).map(|set| instructed(plan, grown, set)).collect()
}
