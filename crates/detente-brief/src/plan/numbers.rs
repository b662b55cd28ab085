//! What numbers for the ends of a plan give.

use super::grow::{Grown, fraction};
use super::play::Kind;
use super::report::Promise;
use super::told::plain;
use crate::words::list;
use detente_model::{Plan, PlanKind};
use detente_plans::tree::{
    Context, Credibility, Equilibrium, Flip, Fraction, Mixed, Payoffs, Preferences, Refusal,
    Threat, Worth, answers, equilibria, flips, information, mixed, threat, values,
};

/// The most steps of one question about threats.
const MOST_STEPS: u64 = 1 << 26;
/// The most ways in which others can answer that are followed.
const MOST_ANSWERS: usize = 64;

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

/// A later action of the party as a threat or promise, by numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// Whether it would be carried out.
    pub credibility: Credibility,
    /// The least cost of doing anything else that would make it credible.
    pub margin: Fraction,
    /// The parties whose best reply it changes.
    pub moves: Vec<usize>,
    /// What it is.
    pub kind: Kind,
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
    let (tree, context) = (&grown.tree, Context::default());
    let value = values(tree, &payoffs, &context).ok().map(|found| {
        let stated = found.of(0).iter().zip(&plan.worth);
        stated.map(|(value, own)| own.as_ref().map(|_| value.clone())).collect()
    });
    Some(Cardinal {
        value,
        information: information(tree, &payoffs, plan.of, &context).unwrap_or_default(),
        flips: flips(tree, &payoffs, 0, &context).unwrap_or_default(),
        equilibria: equilibria(tree, &payoffs, &context).map_err(&words),
        mixed: mixed(tree, &payoffs, &context)
            .map(|found| found.into_iter().filter(Mixed::is_mixed).collect())
            .map_err(&words),
        promises: numbered(plan, grown, &payoffs, worth, promises),
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

/// Judges the later actions of the party, the others answering the plan in subgame perfect equilibrium.
fn numbered(
    plan: &Plan,
    grown: &Grown,
    payoffs: &Payoffs,
    worth: Vec<Vec<Fraction>>,
    promises: &[Promise],
) -> Result<Vec<Vec<Numbered>>, String> {
    if promises.is_empty() {
        return Ok(Vec::new());
    }
    let context = Context { max_steps: MOST_STEPS, ..Context::default() };
    let tree = &grown.tree;
    let found = answers(tree, payoffs, &settled(plan, grown), &context);
    let found = found.map_err(|refusal| refused(plan, grown, &refusal))?;
    if found.is_empty() {
        return Err("no answer in pure strategies is an equilibrium".to_owned());
    }
    if found.len() > MOST_ANSWERS {
        return Err(format!(
            "others can answer in {} ways, and up to {MOST_ANSWERS} are followed",
            found.len()
        ));
    }
    let preferences: Vec<Preferences> = worth.into_iter().map(Preferences::Utilities).collect();
    let others = (0..tree.parties())
        .filter(|&party| party != plan.of && tree.sets().iter().any(|set| set.party == party));
    let others: Vec<usize> = others.collect();
    let mut all = Vec::new();
    for promise in promises {
        let mut judged: Vec<Numbered> = Vec::new();
        for one in &found {
            let ask = |target| {
                let Promise { set, action, instead, .. } = *promise;
                let asked = Threat { set, action, instead, target };
                threat(tree, &preferences, &one.profile, asked, &context)
            };
            let mut moves = Vec::new();
            let mut first = None;
            for &target in &others {
                let own = ask(target).map_err(|refusal| refused(plan, grown, &refusal))?;
                if own.effective {
                    moves.push(target);
                }
                first.get_or_insert(own);
            }
            let Some(own) = first else { continue };
            let kind = match (&own.credibility, moves.is_empty()) {
                (_, true) => Kind::Idle,
                (Credibility::Credible, _) => Kind::Deters,
                (Credibility::Empty, _) => Kind::Bluff,
                (Credibility::Depends(_), _) => Kind::Open,
            };
            let margin = own.margin.unwrap_or_default();
            let own = Numbered { credibility: own.credibility, margin, moves, kind };
            if !judged.contains(&own) {
                judged.push(own);
            }
        }
        all.push(judged);
    }
    Ok(all)
}
