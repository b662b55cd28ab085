//! A plan of a case as a game for Gambit.

use super::numbers::refused;
use super::report::PlanReport;
use detente_case::Case;
use detente_model::PlanKind;
use detente_plans::tree::efg::{self, Game, Names};
use detente_plans::tree::{Fraction, Payoffs};

/// Makes a plan of a case a game for Gambit: with the numbers stated for its ends, or else with ranks
/// standing for them, worst 0.
///
/// # Errors
/// If a party of the tree has neither.
pub fn plan_game(case: &Case, report: &PlanReport<'_>) -> Result<Game, String> {
    let (plan, grown) = (report.plan, &report.grown);
    let parties = &case.model.parties;
    let in_tree = |party: usize| grown.tree.sets().iter().any(|set| set.party == party);
    let mut lists = vec![Vec::new(); plan.ends.len()];
    for (party, own) in parties.iter().enumerate() {
        let worth = plan.worth[party]
            .as_ref()
            .map(|list| list.iter().map(|&value| super::grow::fraction(value)).collect::<Vec<_>>());
        let ranks = plan.ranks[party].as_ref().map(|levels| {
            let most = levels.iter().copied().max().unwrap_or(0);
            levels.iter().map(|level| Fraction::from_integer((most - level).into())).collect()
        });
        let values = match worth.or(ranks) {
            Some(values) => values,
            None if in_tree(party) => return Err(format!("`{}` ranks no ends", own.id)),
            None => vec![Fraction::default(); plan.ends.len()],
        };
        lists.iter_mut().zip(values).for_each(|(list, value)| list.push(value));
    }
    let payoffs = Payoffs::new(parties.len(), lists).map_err(|_| "too many ends".to_owned())?;
    let tree = grown.tree.clone();
    let mut names = Names::numbered(&tree);
    names.title = format!("{}: {}", case.model.title, plan.id);
    names.parties = parties.iter().map(|party| party.id.clone()).collect();
    names.outcomes = plan.ends.iter().map(|end| end.id.clone()).collect();
    for (set, nodes) in names.sets.iter_mut().zip(&grown.sets) {
        if let PlanKind::Party { sees, may, .. } = &plan.nodes[nodes[0]].kind {
            set.name.clone_from(sees);
            set.actions = may.iter().map(|(action, _)| action.clone()).collect();
        }
    }
    for (at, node) in grown.node.iter().enumerate() {
        let Some(node) = node else { continue };
        names.nodes[at] = plan.nodes[*node].id.clone().into();
        // A node that happens by itself is one of chance, too.
        if let Some(own) =
            names.chance_of.get(at).and_then(|&own| names.chances.get_mut(own as usize))
        {
            own.actions = match &plan.nodes[*node].kind {
                PlanKind::Chance { may } => may.iter().map(|(name, ..)| name.clone()).collect(),
                PlanKind::Party { may, .. } => may.iter().map(|(name, _)| name.clone()).collect(),
            };
        }
    }
    Ok(Game { tree, payoffs, names })
}

/// Writes the game of a plan for Gambit.
///
/// # Errors
/// Says why it cannot be written, in the names of the plan.
pub fn plan_efg(case: &Case, report: &PlanReport<'_>) -> Result<String, String> {
    let game = plan_game(case, report)?;
    efg::write(&game).map_err(|refusal| refused(report.plan, &report.grown, &refusal))
}
