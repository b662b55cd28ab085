//! What a plan leaves open, leads to, and hangs on.

use super::credible::{Credible, Kind, credible, instead, moved};
use super::grow::{Grown, grow};
use super::intervals::{Intervals, intervals};
use super::numbers::{Cardinal, cardinal};
use super::play::{Play, instructed, play, settled};
use super::weighed::{Measured, levels as levels_worth, measured};
use super::windows::{Missed, missed, undated};
use crate::analysis::Analysis;
use detente_model::{Model, Plan, PlanKind};
use detente_plans::tree::{Audit, Comparison, Instruction, Node, audit, compare};
use detente_stability::Concept;

/// How far parties look ahead where it is told whether an end holds.
pub const PLAN_CONCEPT: Concept = Concept::Seq;

/// The most actions times nodes of a tree in which later actions are judged.
const MOST_WORK: usize = 1 << 25;

/// One opening against the one of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The other action at the beginning.
    pub other: usize,
    /// Whether the plan's is better; nothing if ranks and replies do not settle what comes of one.
    pub better: Option<Comparison>,
    /// The same with numbers, where the worth to the party is stated.
    pub measured: Option<Measured>,
}

/// An action of the party at one of its later decisions, as a threat or promise.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// The information set.
    pub set: usize,
    /// The action.
    pub action: usize,
    /// Whether the plan says so.
    pub planned: bool,
    /// Whether it would be carried out.
    pub credible: Credible,
    /// The sets of others whose choice it changes, if it is fixed rather than the best other action.
    pub moves: Vec<usize>,
    /// What is done at each of them if it is fixed.
    pub answers: Vec<Vec<usize>>,
    /// What it is.
    pub kind: Kind,
    /// What it is set against: the best other action.
    pub instead: usize,
}

/// What was found of a plan.
#[derive(Clone, Debug)]
pub struct PlanReport<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its tree.
    pub grown: Grown,
    /// What it leaves open and what can never apply.
    pub audit: Audit,
    /// The nodes of instructions, in the order of the audit.
    pub instructed: Vec<usize>,
    /// Nodes that rest on no passage.
    pub bare: Vec<usize>,
    /// Windows that cannot be met.
    pub missed: Vec<Missed>,
    /// Nodes with a window that a step without a day bounds: the node and the step.
    pub undated: Vec<(usize, usize)>,
    /// The nodes of others with what each would do.
    pub replies: Vec<(usize, Vec<usize>)>,
    /// The ends that may come of the plan.
    pub ends: Vec<usize>,
    /// The plan's first action, if it begins with the party and says what it does, or ranks do.
    pub opens: Option<usize>,
    /// The plan's opening against every other.
    pub openings: Vec<Opening>,
    /// Later actions of the party.
    pub promises: Vec<Promise>,
    /// Whether these are not judged because the tree is too large.
    pub unjudged: bool,
    /// With numbers for the ends.
    pub cardinal: Option<Cardinal>,
    /// Where chances lie between bounds and the party's worth is stated.
    pub intervals: Option<Intervals>,
    /// For each end that is an outcome of the conflict, whether it holds in the base reading.
    pub holds: Vec<(usize, bool)>,
}

/// Looks at every plan of a case. With an analysis it is told which ends hold, under [`PLAN_CONCEPT`].
///
/// # Errors
/// Says which plan is no tree, and why.
pub fn plan_reports<'a>(
    model: &'a Model,
    analysis: Option<&Analysis>,
) -> Result<Vec<PlanReport<'a>>, String> {
    model.plans.iter().map(|plan| report(model, plan, analysis)).collect()
}

/// Tells whether some plan has an end that is an outcome of the conflict, so that an analysis is of use.
pub fn plans_have_states(model: &Model) -> bool {
    model.plans.iter().flat_map(|plan| &plan.ends).any(|end| end.state.is_some())
}

fn report<'a>(
    model: &'a Model,
    plan: &'a Plan,
    analysis: Option<&Analysis>,
) -> Result<PlanReport<'a>, String> {
    let grown = grow(model, plan).map_err(|reason| format!("{}: {reason}", plan.id))?;
    let (mut instructions, mut instructed) = (Vec::new(), Vec::new());
    for (set, nodes) in grown.sets.iter().enumerate() {
        for &node in nodes {
            if let Some(action) = plan.nodes[node].kind.does() {
                instructions.push(Instruction { set, action });
                instructed.push(node);
            }
        }
    }
    let audited =
        audit(&grown.tree, plan.of, &instructions).map_err(|refusal| refusal.to_string())?;
    let bare = (0..plan.nodes.len()).filter(|&node| plan.nodes[node].support.because.is_empty());
    let bare = bare.collect();
    let played = play(plan, &grown, None);
    let replies = (0..plan.nodes.len()).filter_map(|node| match &plan.nodes[node].kind {
        PlanKind::Party { party, .. } if *party != plan.of => {
            Some((node, played.choices[grown.place[node]].clone()))
        }
        _ => None,
    });
    let replies = replies.collect();
    let ends = played.ends[0].iter().copied().collect();
    let own = grown.tree.sets().iter().filter(|set| set.party == plan.of);
    let work = own.map(|set| set.actions).sum::<usize>().saturating_mul(grown.tree.len());
    let unjudged = work > MOST_WORK;
    let promises = if unjudged { Vec::new() } else { promises(plan, &grown, &played) };
    let cardinal = cardinal(plan, &grown, &promises);
    Ok(PlanReport {
        opens: match played.choices[0].as_slice() {
            [one] if matches!(plan.nodes[0].kind, PlanKind::Party { party, does: Some(_), .. } if party == plan.of) => {
                Some(*one)
            }
            _ => None,
        },
        openings: openings(plan, &grown, &played),
        intervals: intervals(plan, &grown, &played, cardinal.is_some()),
        cardinal,
        promises,
        unjudged,
        holds: analysis.map_or_else(Vec::new, |analysis| holds(plan, analysis)),
        audit: audited,
        instructed,
        bare,
        missed: missed(plan, &grown),
        undated: undated(plan, &grown),
        replies,
        ends,
        plan,
        grown,
    })
}

/// Compares the first action with every other, what follows being played.
fn openings(plan: &Plan, grown: &Grown, played: &Play) -> Vec<Opening> {
    let tree = &grown.tree;
    let (Some(Node::Decision(set)), [own]) = (tree.get(0), played.choices[0].as_slice()) else {
        return Vec::new();
    };
    let party = tree.sets()[set].party;
    let Some(levels) = &plan.ranks[party] else { return Vec::new() };
    let children = tree.children(0);
    let of = |action: usize| settled(grown, &played.choices, levels, children.start + action);
    let worth = levels_worth(plan, party);
    let others = (0..children.len()).filter(|other| other != own);
    others
        .map(|other| {
            let pair = of(*own).zip(of(other));
            let better = pair.as_ref().and_then(|(own, other)| compare(own, other).ok());
            let worth = worth.as_ref().filter(|_| better.is_some());
            let measured =
                pair.zip(worth).and_then(|((own, other), worth)| measured(&own, &other, worth));
            Opening { other, better, measured }
        })
        .collect()
}

/// Judges every action of the party at decisions after the first.
fn promises(plan: &Plan, grown: &Grown, played: &Play) -> Vec<Promise> {
    let mut out = Vec::new();
    for (set, nodes) in grown.sets.iter().enumerate() {
        let info = grown.tree.sets()[set];
        if info.party != plan.of || nodes.contains(&0) || info.actions < 2 {
            continue;
        }
        let planned = instructed(plan, grown, set);
        let plays: Vec<Play> =
            (0..info.actions).map(|action| play(plan, grown, Some((set, action)))).collect();
        for action in 0..info.actions {
            let Some(instead) = instead(plan, grown, played, set, action) else { continue };
            let credible = credible(plan, grown, played, set, action, instead);
            let moved = moved(plan, grown, set, &plays[action], &plays[instead]);
            let kind = match &credible {
                _ if moved.sets.is_empty() => Kind::Idle,
                _ if moved.harms => Kind::Invites,
                Credible::Always => Kind::Deters,
                Credible::Never(_) => Kind::Bluff,
                Credible::Depends(_) | Credible::Unranked => Kind::Open,
            };
            out.push(Promise {
                set,
                action,
                planned: planned == Some(action),
                credible,
                moves: moved.sets,
                answers: moved.answers,
                kind,
                instead,
            });
        }
    }
    out
}

/// Which ends that are outcomes of the conflict hold in the base reading; nothing if the concept is not in
/// the analysis.
fn holds(plan: &Plan, analysis: &Analysis) -> Vec<(usize, bool)> {
    let Some(concept) = analysis.place(PLAN_CONCEPT) else { return Vec::new() };
    let stable: Vec<u64> = analysis.base().equilibria(concept).collect();
    let stated = plan.ends.iter().enumerate();
    let stated = stated.filter_map(|(end, own)| Some((end, own.state.as_ref()?)));
    stated.map(|(end, state)| (end, stable.iter().any(|&own| state.eval(own)))).collect()
}
