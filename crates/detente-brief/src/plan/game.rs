//! Games of Gambit's `.efg`: what backward induction and equilibria say of one.

use super::figures::number;
use super::game_names::{labels, refusal_words, set_words};
use super::json_numbers::sequential;
use super::numbers::{limits, mixtures, tied};
use super::told_numbers::mixture_words;
use super::told_weighed::sequential_words;
use crate::document::{Block, Document, Inline};
use crate::words::{list, plural};
use detente_plans::tree::efg::Game;
use detente_plans::tree::{Fraction, Members, Mixed, equilibria, mixed, values};
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
        plural(names.parties.len(), "party"),
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
                    own => sequential_words(own),
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
                "sequential": sequential(one.sequential),
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
