//! Writing `.efg`.

use super::{Game, SetNames};
use crate::tree::{Node, Refusal};

/// Writes a game so that [`super::read`] and Gambit read the same game.
///
/// Payoffs are written with the first node that ends with an outcome.
///
/// # Errors
/// If a probability is not exact, which the format has no words for, or the names or payoffs do not fit
/// the tree.
pub fn write(game: &Game) -> Result<String, Refusal> {
    let Game { tree, payoffs, names } = game;
    let named = |names: &SetNames, actions: usize| names.actions.len() == actions;
    let mut sets = names.sets.iter().zip(tree.sets());
    let fits = payoffs.fits(tree)
        && names.parties.len() == tree.parties()
        && names.outcomes.len() == tree.outcomes()
        && names.nodes.len() == tree.len()
        && names.chance_of.len() == tree.len()
        && names.sets.len() == tree.sets().len()
        && sets.all(|(names, set)| named(names, set.actions));
    if !fits {
        return Err(Refusal::Mismatch);
    }
    let mut text = String::from("EFG 2 R ");
    quote(&mut text, &names.title);
    text.push_str(" {");
    for party in &names.parties {
        text.push(' ');
        quote(&mut text, party);
    }
    text.push_str(" }\n");
    quote(&mut text, &names.comment);
    text.push_str("\n\n");
    let mut told = vec![false; tree.outcomes()];
    let mut open = vec![0];
    while let Some(node) = open.pop() {
        open.extend(tree.children(node).rev());
        text.push_str(match tree.node(node) {
            Node::Decision(_) => "p ",
            Node::Chance(_) => "c ",
            Node::Outcome(_) => "t ",
        });
        quote(&mut text, &names.nodes[node]);
        match tree.node(node) {
            Node::Decision(set) => {
                text.push_str(&format!(" {}", tree.sets()[set].party + 1));
                actions(&mut text, &names.sets[set], |_, _| ());
                text.push_str(" 0\n");
            }
            Node::Chance(place) => {
                let odds = tree.odds(place);
                if odds.iter().any(|(low, high)| low != high) {
                    return Err(Refusal::Vague(node));
                }
                let chance = names.chances.get(names.chance_of[node] as usize);
                let chance = chance.filter(|chance| named(chance, odds.len()));
                let chance = chance.ok_or(Refusal::Mismatch)?;
                actions(&mut text, chance, |text, place| {
                    text.push_str(&format!(" {}", odds[place].0));
                });
                text.push_str(" 0\n");
            }
            Node::Outcome(outcome) => {
                text.push_str(&format!(" {}", outcome + 1));
                if !std::mem::replace(&mut told[outcome], true) {
                    text.push(' ');
                    quote(&mut text, &names.outcomes[outcome]);
                    let list = payoffs.of(outcome).iter().map(ToString::to_string);
                    text.push_str(&format!(" {{ {} }}", list.collect::<Vec<_>>().join(", ")));
                }
                text.push('\n');
            }
        }
    }
    Ok(text)
}

/// Writes the number and name of a set and its actions, each with what goes with it.
fn actions(text: &mut String, set: &SetNames, with: impl Fn(&mut String, usize)) {
    text.push_str(&format!(" {} ", set.number));
    quote(text, &set.name);
    text.push_str(" {");
    for (place, action) in set.actions.iter().enumerate() {
        text.push(' ');
        quote(text, action);
        with(text, place);
    }
    text.push_str(" }");
}

/// Writes a name in quotes.
fn quote(text: &mut String, name: &str) {
    text.push('"');
    for letter in name.chars() {
        if matches!(letter, '"' | '\\') {
            text.push('\\');
        }
        text.push(letter);
    }
    text.push('"');
}
