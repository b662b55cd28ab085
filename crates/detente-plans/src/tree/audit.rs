//! Audits of plans: what a plan does not foresee, what in it can never apply, and what contradicts.

use super::{Node, Refusal, Tree};
use num_traits::Zero;

/// What a plan says: at this information set, take this action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// The information set.
    pub set: usize,
    /// The action.
    pub action: usize,
}

/// What is wrong with a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Nodes of the party that can be reached under the plan and for which it has no instruction,
    /// ascending.
    pub unplanned: Vec<usize>,
    /// Places of instructions whose information set cannot be reached under the plan whatever others
    /// and chance do, ascending.
    pub idle: Vec<usize>,
    /// Places of two instructions for one set that say different things, ascending: the first for the
    /// set, and each that differs from it.
    pub contradictions: Vec<(usize, usize)>,
}

/// Audits one party's plan.
///
/// Others and chance may do anything that has not probability 0 for certain. Where the plan has no
/// instruction any action may be taken, and where it has contradictory ones any of these.
///
/// # Errors
/// If there is no such party, or an instruction is not for a set of the party or has no such action.
pub fn audit(tree: &Tree, party: usize, plan: &[Instruction]) -> Result<Audit, Refusal> {
    let fits = |instruction: &Instruction| {
        let set = tree.sets.get(instruction.set);
        set.is_some_and(|set| set.party == party && instruction.action < set.actions)
    };
    if party >= tree.parties() || !plan.iter().all(fits) {
        return Err(Refusal::Mismatch);
    }
    let mut audit = Audit::default();
    let mut first: Vec<Option<usize>> = vec![None; tree.sets.len()];
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); tree.sets.len()];
    for (place, instruction) in plan.iter().enumerate() {
        let before = *first[instruction.set].get_or_insert(place);
        if plan[before].action != instruction.action {
            audit.contradictions.push((before, place));
        }
        taken[instruction.set].push(instruction.action);
    }
    for actions in &mut taken {
        actions.sort_unstable();
        actions.dedup();
    }
    let mut met = vec![false; tree.sets.len()];
    let mut reached = vec![false; tree.len()];
    reached[0] = true;
    for node in 0..tree.len() {
        if !reached[node] {
            continue;
        }
        let children = tree.children(node);
        match tree.node(node) {
            Node::Outcome(_) => {}
            Node::Decision(set) => {
                met[set] = true;
                if taken[set].is_empty() {
                    if tree.sets[set].party == party {
                        audit.unplanned.push(node);
                    }
                    reached[children].fill(true);
                } else {
                    taken[set].iter().for_each(|action| reached[children.start + action] = true);
                }
            }
            Node::Chance(place) => {
                for (child, (_, high)) in children.zip(tree.odds(place)) {
                    reached[child] = !high.is_zero();
                }
            }
        }
    }
    let idle = plan.iter().enumerate().filter(|(_, instruction)| !met[instruction.set]);
    audit.idle = idle.map(|(place, _)| place).collect();
    Ok(audit)
}
