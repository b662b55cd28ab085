//! What a reader finds in a file of Gambit's: names for information sets and nodes.

use super::numbers::limit_words;
use crate::words::list;
use detente_plans::tree::efg::Game;
use detente_plans::tree::{Members, Refusal};

/// Nodes of a set that are named.
const MOST: usize = 3;

/// An information set by its name and party, or else by its number in the file, with the labels of its
/// nodes.
pub(super) fn set_words(game: &Game, members: &Members, set: usize) -> String {
    let own = &game.names.sets[set];
    let party = &game.names.parties[game.tree.sets()[set].party];
    if !own.name.is_empty() {
        return format!("‘{}’ of {party}", own.name);
    }
    let labels = labels(game, members, set);
    let mut at: Vec<String> = labels.iter().take(MOST).map(|label| format!("‘{label}’")).collect();
    if labels.len() > MOST {
        at.push("others".to_owned());
    }
    let at = if at.is_empty() { String::new() } else { format!(" (at {})", list(&at, "and")) };
    format!("set {} of {party}{at}", own.number)
}

/// The labels of the nodes of an information set, each once.
pub(super) fn labels(game: &Game, members: &Members, set: usize) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for &node in members.of(set) {
        let label = &*game.names.nodes[node];
        if !label.is_empty() && !labels.iter().any(|known| known == label) {
            labels.push(label.to_owned());
        }
    }
    labels
}

/// A node by its label, or else by its place among the nodes of the file.
pub(super) fn node_words(game: &Game, node: usize) -> String {
    let label = &game.names.nodes[node];
    if !label.is_empty() {
        return format!("the node ‘{label}’");
    }
    // The file has every node before what follows it.
    let (mut open, mut place) = (vec![0], 0);
    while let Some(at) = open.pop() {
        place += 1;
        if at == node {
            break;
        }
        open.extend(game.tree.children(at).rev());
    }
    format!("node {place} of the file")
}

/// Why there is no answer, in the names of the file.
pub(super) fn refusal_words(game: &Game, refusal: &Refusal) -> String {
    match *refusal {
        Refusal::Unseen(set) => {
            format!("{} holds several nodes", set_words(game, &game.tree.members(), set))
        }
        Refusal::Chance(node) => format!("{} is left to chance", node_words(game, node)),
        Refusal::Vague(node) => format!("{} has no exact probabilities", node_words(game, node)),
        Refusal::Other(node) => format!("another party decides at {}", node_words(game, node)),
        _ => limit_words(refusal),
    }
}
