//! Which plans of the party stand where chances are known in intervals and only its worth is stated.

use super::grow::{Grown, fraction};
use super::numbers::{instructions, limit_words, refused};
use super::play::Play;
use detente_model::Plan;
use detente_plans::tree::{
    Builder, Context, Fraction, Maximal, Node, Odds, Refusal, Tree, admissible, maximal,
};

/// The most steps of comparing plans.
const MOST_STEPS: u64 = 1 << 26;

/// What holds for every chance within its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intervals {
    /// The nodes of others at which ranks do not settle what they do, so that anything they may do is
    /// counted with.
    pub open: Vec<usize>,
    /// For each decision of the party the actions with which an admissible plan from there on can begin;
    /// none if nodes look alike.
    pub decisions: Vec<(usize, Vec<usize>)>,
    /// Which nodes look alike, where decisions are not told for that.
    pub unseen: Option<String>,
    /// The maximal plans, or why they are not told. Actions are by information set of the plan's tree.
    pub plans: Result<Vec<Maximal>, String>,
    /// Whether each is what the plan says, and the plan says everything it does.
    pub own: Vec<bool>,
    /// Whether the plan, which says nothing somewhere, can be completed to one of them.
    pub completes: bool,
}

/// Looks at every plan of the party; nothing if it has nothing to decide, its worth of the ends is not
/// stated, or every chance is exact and everybody's worth is.
pub(super) fn intervals(
    plan: &Plan,
    grown: &Grown,
    played: &Play,
    exact: bool,
) -> Option<Intervals> {
    let worth = plan.worth[plan.of].as_ref()?;
    let utilities: Vec<Fraction> = worth.iter().map(|&value| fraction(value)).collect();
    let vague = |node: usize| match grown.tree.get(node) {
        Some(Node::Chance(place)) => grown.tree.odds(place).iter().any(|(low, high)| low != high),
        _ => false,
    };
    let vague = (0..grown.tree.len()).any(vague);
    let decides = grown.tree.sets().iter().any(|set| set.party == plan.of);
    if !decides || exact && !vague {
        return None;
    }
    let replies = |at: usize, _: usize| played.choices[at].clone();
    let (tree, sets, open) = alone(plan, grown, &replies)?;
    let context = Context { max_steps: MOST_STEPS, ..Context::default() };
    let decisions = admissible(&tree, plan.of, &utilities, &context).map(|found| {
        let nodes = (0..tree.len()).filter(|&at| matches!(tree.get(at), Some(Node::Decision(_))));
        let told = nodes.filter_map(|at| Some((grown.node[at]?, found.actions(&tree, at))));
        told.collect()
    });
    let plans = maximal(&tree, plan.of, &utilities, &context);
    // By the sets of the whole tree again.
    let plans = plans.map_err(|refusal| limit_words(&refusal)).map(|mut plans| {
        for own in &mut plans {
            let mut actions = vec![None; grown.sets.len()];
            sets.iter().zip(&own.actions).for_each(|(&set, &action)| actions[set] = action);
            own.actions = actions;
        }
        plans
    });
    let says = instructions(plan, grown);
    let fits = |own: &Maximal| {
        let mut pairs = own.actions.iter().zip(&says);
        pairs.all(|(does, says)| does.is_none() || says.is_none() || does == says)
    };
    let exactly = |own: &Maximal| {
        own.actions.iter().zip(&says).all(|(does, says)| does.is_none() || does == says)
    };
    let all = plans.as_deref().unwrap_or_default();
    let own: Vec<bool> = all.iter().map(exactly).collect();
    let completes = all.iter().any(fits);
    let unseen = match &decisions {
        Err(Refusal::Unseen(set)) => Some(refused(plan, grown, &Refusal::Unseen(sets[*set]))),
        _ => None,
    };
    let decisions = decisions.unwrap_or_default();
    Some(Intervals { open, decisions, unseen, plans, own, completes })
}

/// The tree in which the party alone decides: what others do against the plan happens by itself, and
/// where that is not settled anything of it may turn out. Beside it the sets that are left, and the nodes
/// at which others are not settled.
pub(super) fn alone(
    plan: &Plan,
    grown: &Grown,
    replies: &dyn Fn(usize, usize) -> Vec<usize>,
) -> Option<(Tree, Vec<usize>, Vec<usize>)> {
    let whole = &grown.tree;
    let mut builder = Builder::new(whole.parties(), whole.outcomes());
    let (mut sets, mut open) = (Vec::new(), Vec::new());
    let mut place_of = vec![None; grown.sets.len()];
    for at in 0..whole.len() {
        match whole.get(at)? {
            Node::Outcome(outcome) => {
                builder.outcome(outcome);
            }
            Node::Chance(place) => {
                let odds = whole.odds(place).iter();
                let odds: Vec<Odds> =
                    odds.map(|(low, high)| Odds::Between(low.clone(), high.clone())).collect();
                builder.chance(&odds);
            }
            Node::Decision(set) if whole.sets()[set].party == plan.of => {
                let place = *place_of[set].get_or_insert_with(|| {
                    sets.push(set);
                    sets.len() - 1
                });
                builder.decision(plan.of, place, whole.sets()[set].actions);
            }
            Node::Decision(set) => {
                let does = replies(at, set);
                let odds = (0..whole.sets()[set].actions).map(|action| match does.as_slice() {
                    [one] => Odds::Exact(Fraction::from_integer(i32::from(*one == action).into())),
                    _ if does.contains(&action) => Odds::Unknown,
                    _ => Odds::Exact(Fraction::default()),
                });
                if does.len() > 1 {
                    open.extend(grown.node[at]);
                }
                builder.chance(&odds.collect::<Vec<Odds>>());
            }
        }
    }
    for at in 1..whole.len() {
        builder.link(whole.parent(at)?, at);
    }
    builder.root(0);
    Some((builder.build().ok()?, sets, open))
}
