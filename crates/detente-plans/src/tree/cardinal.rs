//! Expected utilities by backward induction, and what it is worth to know what chance will do.

use super::{Context, Fraction, Node, Number, Payoffs, Refusal, Tree};

/// The action of a node that is no decision.
const NO_ACTION: u32 = u32::MAX;

/// What every node is worth to every party, and what is chosen at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Values<N = Fraction> {
    parties: usize,
    numbers: Vec<N>,
    pub(super) chosen: Vec<u32>,
}

impl<N: Number> Values<N> {
    /// Returns what a node is worth, one number per party; empty if there is no such node.
    pub fn of(&self, node: usize) -> &[N] {
        self.numbers.get(node * self.parties..(node + 1) * self.parties).unwrap_or(&[])
    }

    /// Returns the action that is chosen at a node; nothing if no party decides there.
    pub fn action(&self, node: usize) -> Option<usize> {
        self.chosen.get(node).filter(|&&action| action != NO_ACTION).map(|&action| action as usize)
    }
}

/// The exact probabilities of a tree as numbers.
pub(super) fn points<N: Number>(tree: &Tree) -> Result<Vec<N>, Refusal> {
    if tree.bounds.iter().any(|(low, high)| low != high) {
        let vague = |node: &usize| match tree.node(*node) {
            Node::Chance(place) => tree.odds(place).iter().any(|(low, high)| low != high),
            _ => false,
        };
        return Err((0..tree.len()).find(vague).map_or(Refusal::Mismatch, Refusal::Vague));
    }
    Ok(tree.bounds.iter().map(|(low, _)| N::of(low)).collect())
}

/// Finds what every node is worth by backward induction; of actions that are equally good the first is
/// chosen.
///
/// # Errors
/// If a probability is not exact, an information set has several nodes, or the payoffs do not fit.
///
/// ```
/// use detente_plans::tree::{Builder, Context, Payoffs, values};
///
/// let mut builder = Builder::new(1, 2);
/// let root = builder.decision(0, 0, 2);
/// for outcome in 0..2 {
///     let end = builder.outcome(outcome);
///     builder.link(root, end);
/// }
/// builder.root(root);
/// let tree = builder.build().unwrap();
/// let payoffs = Payoffs::new(1, vec![vec![1.0], vec![2.0]]).unwrap();
/// let values = values(&tree, &payoffs, &Context::default()).unwrap();
/// assert_eq!((values.of(0), values.action(0)), (&[2.0][..], Some(1)));
/// ```
pub fn values<N: Number>(
    tree: &Tree,
    payoffs: &Payoffs<N>,
    context: &Context<'_>,
) -> Result<Values<N>, Refusal> {
    if !payoffs.fits(tree) {
        return Err(Refusal::Mismatch);
    }
    if let Some(set) = tree.unseen() {
        return Err(Refusal::Unseen(set));
    }
    let odds = points::<N>(tree)?;
    let parties = tree.parties();
    let mut values = vec![N::nothing(); parties * tree.len()];
    let mut chosen = vec![NO_ACTION; tree.len()];
    for node in (0..tree.len()).rev() {
        if node % 4096 == 0 {
            context.poll()?;
        }
        let children = tree.children(node);
        // Children come after their node.
        let (head, tail) = values.split_at_mut((node + 1) * parties);
        let here = &mut head[node * parties..];
        let skip = (node + 1) * parties;
        match tree.node(node) {
            Node::Outcome(outcome) => {
                here.clone_from_slice(&payoffs.values[outcome * parties..(outcome + 1) * parties]);
            }
            Node::Decision(set) => {
                let party = tree.sets[set].party;
                let mut best = children.start;
                for child in children.clone().skip(1) {
                    let value = |child: usize| &tail[child * parties + party - skip];
                    if value(child) > value(best) {
                        best = child;
                    }
                }
                chosen[node] = (best - children.start) as u32;
                let from = best * parties - skip;
                here.clone_from_slice(&tail[from..from + parties]);
            }
            Node::Chance(place) => {
                let odds = &odds[tree.odds[place]..tree.odds[place + 1]];
                for (child, chance) in children.zip(odds) {
                    let from = child * parties - skip;
                    for (sum, value) in here.iter_mut().zip(&tail[from..from + parties]) {
                        sum.add_product(value, chance);
                    }
                }
            }
        }
    }
    Ok(Values { parties, numbers: values, chosen })
}

/// What it is worth to a party to learn the result of one chance node before its first move.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth<N = Fraction> {
    /// The chance node.
    pub node: usize,
    /// The expected utility with what is learned, less that without; never negative.
    pub worth: N,
}

/// Finds for every chance node what it is worth to a party to learn its result before its first move
/// (Howard, "Information value theory", 1966).
///
/// Only that party learns it; the others do what they do in [`values`], which they cannot hang on it.
/// The work grows with the chance nodes times the depth times the actions.
///
/// # Errors
/// As [`values`], or if there is no such party, or a limit is reached.
pub fn information(
    tree: &Tree,
    payoffs: &Payoffs<Fraction>,
    party: usize,
    context: &Context<'_>,
) -> Result<Vec<Worth>, Refusal> {
    let known = values(tree, payoffs, context)?;
    if party >= tree.parties() {
        return Err(Refusal::Mismatch);
    }
    let (mut found, mut spent) = (Vec::new(), 0);
    for chance in 0..tree.len() {
        let Node::Chance(place) = tree.node(chance) else { continue };
        let mut learned = Fraction::nothing();
        for (child, (odds, _)) in tree.children(chance).zip(tree.odds(place)) {
            // With the result known only the nodes above the chance node change what they are worth.
            let mut value = known.of(child)[party].clone();
            let mut at = chance;
            while let Some(above) = tree.parent(at) {
                let children = tree.children(above);
                context.spend(&mut spent, children.len())?;
                let worth = |child: usize| {
                    if child == at { &value } else { &known.of(child)[party] }
                };
                value = match tree.node(above) {
                    Node::Decision(set) if tree.sets[set].party == party => {
                        children.map(worth).max().cloned().unwrap_or(value)
                    }
                    Node::Decision(_) => {
                        worth(children.start + known.action(above).unwrap_or(0)).clone()
                    }
                    Node::Chance(place) => {
                        let odds = tree.odds(place).iter();
                        children.zip(odds).map(|(child, (odds, _))| worth(child) * odds).sum()
                    }
                    Node::Outcome(_) => value,
                };
                at = above;
            }
            learned.add_product(&value, odds);
        }
        found.push(Worth { node: chance, worth: learned - &known.of(0)[party] });
    }
    Ok(found)
}
