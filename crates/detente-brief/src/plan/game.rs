//! Games of Gambit's `.efg`: what backward induction and equilibria say of one.

use super::figures::number;
use super::game_names::{labels, refusal_words, set_words};
use super::numbers::{limits, mixtures, refused, tied};
use super::report::PlanReport;
use super::told_numbers::mixture_words;
use crate::document::{Block, Document, Inline};
use crate::words::{list, plural};
use detente_case::Case;
use detente_model::PlanKind;
use detente_plans::tree::efg::{self, Game, Names};
use detente_plans::tree::{
    Fraction, Members, Mixed, Payoffs, Sequential, equilibria, mixed, values,
};
use serde_json::{Value, json};

/// Equilibria that are told one by one.
const MOST: usize = 20;

/// Writes what a game leads to.
pub fn game_document(game: &Game) -> Document {
    let (tree, names, context) = (&game.tree, &game.names, limits());
    let pure = equilibria(tree, &game.payoffs, &context);
    let mut items = vec![format!(
        "{}, {}, {}.",
        plural(tree.len(), "node"),
        plural(names.parties.len(), "party").replace("partys", "parties"),
        plural(tree.sets().len(), "information set")
    )];
    match values(tree, &game.payoffs, &context) {
        Ok(found) => {
            let each: Vec<String> = names
                .parties
                .iter()
                .zip(found.of(0))
                .map(|(name, worth)| format!("{} to {name}", number(worth)))
                .collect();
            let several = match &pure {
                Ok(found) => found.iter().any(|one| one.value != found[0].value),
                Err(_) => tied(tree, &found),
            };
            items.push(format!(
                "By backward induction it is worth {}{}.",
                list(&each, "and"),
                if several {
                    " where the first of what is equally good is done; there are several equilibria, and others can be worth something else"
                } else {
                    ""
                }
            ));
            if let (Some(detente_plans::tree::Node::Decision(set)), Some(action)) =
                (tree.get(0), found.action(0))
            {
                let own = &names.sets[set];
                items.push(format!("The first move is ‘{}’.", own.actions[action]));
            }
        }
        Err(refusal) => items
            .push(format!("Backward induction does not apply: {}.", refusal_words(game, &refusal))),
    }
    let members = tree.members();
    match pure {
        Ok(found) => {
            items.push(format!("Subgame perfect equilibria in pure strategies: {}.", found.len()));
            for one in found.iter().take(MOST) {
                let moves: Vec<String> = one
                    .profile
                    .iter()
                    .enumerate()
                    .map(|(set, &action)| {
                        let name = &names.sets[set].actions[action];
                        format!("{}: {name}", set_words(game, &members, set))
                    })
                    .collect();
                let worth: Vec<String> = one.value.iter().map(number).collect();
                let empty = match one.sequential {
                    _ if one.empty().next().is_some() => {
                        "; it rests on something that would not be carried out whatever is believed"
                    }
                    Sequential::No => {
                        "; no beliefs that go together make every action best (not sequential)"
                    }
                    Sequential::Yes => {
                        "; every action is best with beliefs that go together (sequential)"
                    }
                    Sequential::Open => {
                        "; whether beliefs that go together make every action best is not decided"
                    }
                };
                items.push(format!("{} – worth {}{empty}.", moves.join("; "), worth.join(", ")));
            }
        }
        Err(refusal) => {
            items.push(format!("Equilibria are not told: {}.", refusal_words(game, &refusal)));
        }
    }
    match mixed(tree, &game.payoffs, &context) {
        Ok(found) => {
            let found = found.iter().filter(|one| one.is_mixed());
            items.extend(found.take(MOST).map(|one| {
                let sets = mixtures(one).map(|(set, chances)| {
                    let name = |action: usize| names.sets[set].actions[action].clone();
                    format!("{}: {}", set_words(game, &members, set), mixture_words(chances, &name))
                });
                let worth: Vec<String> = one.value.iter().map(number).collect();
                format!(
                    "In mixed strategies (Nash, and whether it is subgame perfect is not asked): {} – worth {}.",
                    sets.collect::<Vec<String>>().join("; "),
                    worth.join(", ")
                )
            }));
        }
        Err(refusal) => {
            items
                .push(format!("Mixed equilibria are not told: {}.", refusal_words(game, &refusal)));
        }
    }
    let title = if names.title.is_empty() { "A game".to_owned() } else { names.title.clone() };
    let items = items.into_iter().map(|text| vec![Inline::text(text)]).collect();
    Document::answer(title, None, vec![Block::List(items)], Vec::new())
}

/// The same for machines.
pub fn game_json(game: &Game, version: &str) -> Value {
    let context = limits();
    let texts =
        |list: &[Fraction]| -> Vec<String> { list.iter().map(ToString::to_string).collect() };
    let members = game.tree.members();
    let found = equilibria(&game.tree, &game.payoffs, &context);
    let mut all: Vec<Vec<Fraction>> = match &found {
        Ok(found) => found.iter().map(|one| one.value.clone()).collect(),
        Err(_) => values(&game.tree, &game.payoffs, &context)
            .ok()
            .filter(|found| !tied(&game.tree, found))
            .map(|found| found.of(0).to_vec())
            .into_iter()
            .collect(),
    };
    all.sort();
    all.dedup();
    let value = match all.as_slice() {
        [one] => Some(texts(one)),
        _ => None,
    };
    let equilibria = found.as_ref().ok().map(|found| {
        let each = found.iter().map(|one| {
            json!({
                "profile": one.profile,
                "choices": choices(game, &members, &one.profile),
                "value": texts(&one.value),
                "rests_on_empty_threat": one.empty().next().is_some(),
                "sequential": match one.sequential {
                    Sequential::Yes => "yes",
                    Sequential::No => "no",
                    Sequential::Open => "open",
                },
            })
        });
        each.collect::<Vec<Value>>()
    });
    let mixtures = mixed(&game.tree, &game.payoffs, &context);
    let told = mixtures.as_ref().ok().map(|found| {
        let found = found.iter().filter(|one| one.is_mixed());
        let each = found
            .map(|one| json!({ "does": chances(game, &members, one), "value": texts(&one.value) }));
        each.collect::<Vec<Value>>()
    });
    json!({
        "schema": super::json::PLAN_SCHEMA,
        "tool": { "version": version },
        "game": {
            "title": game.names.title,
            "parties": game.names.parties,
            "nodes": game.tree.len(),
            "value": value,
            "values": all.iter().map(|own| texts(own)).collect::<Vec<_>>(),
            "equilibria": equilibria,
            "mixed": told,
            "mixed_refused": mixtures.err().map(|refusal| refusal_words(game, &refusal)),
            "refused": found.err().map(|refusal| refusal_words(game, &refusal)),
        },
    })
}

/// What a profile does, in the names of the file.
fn choices(game: &Game, members: &Members, profile: &[usize]) -> Vec<Value> {
    let each = profile.iter().enumerate().map(|(set, &action)| {
        let own = &game.names.sets[set];
        json!({
            "party": game.names.parties[game.tree.sets()[set].party],
            "set": own.number,
            "name": own.name,
            "nodes": labels(game, members, set),
            "action": own.actions[action],
        })
    });
    each.collect()
}

/// What an equilibrium in mixed strategies does, in the names of the file.
fn chances(game: &Game, members: &Members, one: &Mixed) -> Vec<Value> {
    let each = mixtures(one).map(|(set, chances)| {
        let own = &game.names.sets[set];
        let chances = own.actions.iter().zip(chances);
        let chances =
            chances.map(|(action, own)| json!({ "action": action, "chance": own.to_string() }));
        json!({
            "party": game.names.parties[game.tree.sets()[set].party],
            "set": own.number,
            "name": own.name,
            "nodes": labels(game, members, set),
            "chances": chances.collect::<Vec<Value>>(),
        })
    });
    each.collect()
}

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
