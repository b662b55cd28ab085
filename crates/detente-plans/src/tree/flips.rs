//! Which input, alone, turns a move, and at what value.

use super::cardinal::{Values, values};
use super::{Context, Fraction, Node, Payoffs, Refusal, Tree};
use num_traits::{One, Zero};

/// One number that a tree with utilities rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The probability of the first result of a chance node of two.
    Probability {
        /// The chance node.
        node: usize,
    },
    /// What an outcome is worth to a party.
    Utility {
        /// The party.
        party: usize,
        /// The outcome.
        outcome: usize,
    },
}

/// A value at which an input, all others being what they are, turns a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The input.
    pub input: Input,
    /// The value.
    pub at: Fraction,
    /// The action just below it.
    pub below: usize,
    /// The action just above it.
    pub above: usize,
}

/// What a node is worth and what is chosen there, on one stretch of the values of an input.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    /// Where it ends; nothing if it goes on for ever.
    to: Option<Fraction>,
    /// For each party what it is worth at 0, and how fast that grows.
    lines: Vec<(Fraction, Fraction)>,
    action: usize,
}

impl Piece {
    fn constant(worth: &[Fraction]) -> Vec<Self> {
        let lines = worth.iter().map(|value| (value.clone(), Fraction::zero())).collect();
        vec![Self { to: None, lines, action: 0 }]
    }
}

/// Finds every value of every input, each alone, at which the action that backward induction takes at a
/// node changes: probabilities of chance nodes of two results below it, then utilities.
///
/// What is worth what is a piecewise linear function of the input and is followed exactly. Where others
/// change what they do it can jump. Of actions that are equally good on a whole stretch the first is
/// taken, as in [`values`]; what is taken at the single values between stretches is not told.
///
/// # Errors
/// As [`values`], or if no party decides at the node, or a limit is reached.
pub fn flips(
    tree: &Tree,
    payoffs: &Payoffs,
    node: usize,
    context: &Context<'_>,
) -> Result<Vec<Flip>, Refusal> {
    let known = values(tree, payoffs, context)?;
    let Some(Node::Decision(_)) = tree.get(node) else { return Err(Refusal::Mismatch) };
    // Children come after their node, so that the nodes below come out in ascending order.
    let mut inside = vec![false; tree.len()];
    let mut nodes = vec![node];
    inside[node] = true;
    for below in node + 1..tree.len() {
        inside[below] = tree.parent(below).is_some_and(|parent| inside[parent]);
        if inside[below] {
            nodes.push(below);
        }
    }
    let mut used = vec![false; tree.outcomes()];
    let mut inputs = Vec::new();
    for &below in &nodes {
        match tree.node(below) {
            Node::Outcome(outcome) => used[outcome] = true,
            Node::Chance(_) if tree.children(below).len() == 2 => {
                inputs.push(Input::Probability { node: below });
            }
            _ => {}
        }
    }
    for party in 0..tree.parties() {
        let outcomes = (0..tree.outcomes()).filter(|&outcome| used[outcome]);
        inputs.extend(outcomes.map(|outcome| Input::Utility { party, outcome }));
    }
    let mut search = Search { tree, known: &known, nodes: &nodes, context, spent: 0 };
    let mut found = Vec::new();
    for input in inputs {
        let pieces = search.pieces(input)?;
        for pair in pieces.windows(2) {
            if let [Piece { to: Some(at), action: below, .. }, Piece { action: above, .. }] = pair
                && below != above
            {
                found.push(Flip { input, at: at.clone(), below: *below, above: *above });
            }
        }
    }
    Ok(found)
}

struct Search<'a, 'b> {
    tree: &'a Tree,
    known: &'a Values,
    /// The nodes below the one in question, itself the first.
    nodes: &'a [usize],
    context: &'a Context<'b>,
    spent: u64,
}

impl Search<'_, '_> {
    /// The worth of the first node as a function of an input.
    fn pieces(&mut self, input: Input) -> Result<Vec<Piece>, Refusal> {
        let root = self.nodes[0];
        // The functions of nodes that hang on the input, by how far they are from the root's place.
        let mut functions: Vec<Option<Vec<Piece>>> = vec![None; self.tree.len() - root];
        let lowest = match input {
            Input::Probability { .. } => Some(Fraction::zero()),
            Input::Utility { .. } => None,
        };
        for &node in self.nodes.iter().rev() {
            self.context.spend(&mut self.spent, 1)?;
            let children = self.tree.children(node);
            match (self.tree.node(node), input) {
                (Node::Outcome(here), Input::Utility { party, outcome }) if here == outcome => {
                    let mut pieces = Piece::constant(self.known.of(node));
                    pieces[0].lines[party] = (Fraction::zero(), Fraction::one());
                    functions[node - root] = Some(pieces);
                    continue;
                }
                (Node::Chance(_), Input::Probability { node: chance }) if chance == node => {
                    let first = self.known.of(children.start).iter();
                    let lines = first.zip(self.known.of(children.start + 1));
                    let lines = lines.map(|(first, second)| (second.clone(), first - second));
                    let to = Some(Fraction::one());
                    functions[node - root] =
                        Some(vec![Piece { to, lines: lines.collect(), action: 0 }]);
                    continue;
                }
                _ => {}
            }
            if !children.clone().any(|child| functions[child - root].is_some()) {
                continue;
            }
            let taken = children.map(|child| match functions[child - root].take() {
                Some(pieces) => pieces,
                None => Piece::constant(self.known.of(child)),
            });
            let taken: Vec<Vec<Piece>> = taken.collect();
            functions[node - root] = Some(self.merge(node, &taken, lowest.clone())?);
        }
        Ok(functions[0].take().unwrap_or_default())
    }

    /// The function of a node from those of its children.
    fn merge(
        &mut self,
        node: usize,
        children: &[Vec<Piece>],
        lowest: Option<Fraction>,
    ) -> Result<Vec<Piece>, Refusal> {
        let mut at = vec![0; children.len()];
        let mut from = lowest;
        let mut merged: Vec<Piece> = Vec::new();
        loop {
            self.context.spend(&mut self.spent, children.len() * self.tree.parties())?;
            let current: Vec<&Piece> =
                children.iter().zip(&at).map(|(pieces, &at)| &pieces[at]).collect();
            let to = current.iter().filter_map(|piece| piece.to.as_ref()).min().cloned();
            match self.tree.node(node) {
                Node::Decision(set) => {
                    let party = self.tree.sets[set].party;
                    self.choose(&current, party, from.as_ref(), to.as_ref(), &mut merged)?;
                }
                Node::Chance(place) => {
                    let mut lines = vec![(Fraction::zero(), Fraction::zero()); self.tree.parties()];
                    for (piece, (odds, _)) in current.iter().zip(self.tree.odds(place)) {
                        for (sum, line) in lines.iter_mut().zip(&piece.lines) {
                            sum.0 += &line.0 * odds;
                            sum.1 += &line.1 * odds;
                        }
                    }
                    add(&mut merged, Piece { to: to.clone(), lines, action: 0 });
                }
                Node::Outcome(_) => {}
            }
            let Some(end) = to else { break };
            let mut more = true;
            for (pieces, at) in children.iter().zip(&mut at) {
                if pieces[*at].to.as_ref() == Some(&end) {
                    // A constant goes on for ever; a function of a probability ends at 1.
                    more &= *at + 1 < pieces.len();
                    *at = (*at + 1).min(pieces.len() - 1);
                }
            }
            if !more {
                break;
            }
            from = Some(end);
        }
        Ok(merged)
    }

    /// Adds the pieces of a decision on a stretch on which every child is one line.
    fn choose(
        &mut self,
        current: &[&Piece],
        party: usize,
        from: Option<&Fraction>,
        to: Option<&Fraction>,
        merged: &mut Vec<Piece>,
    ) -> Result<(), Refusal> {
        self.context.spend(&mut self.spent, current.len() * current.len())?;
        let mut cuts: Vec<Fraction> = Vec::new();
        for (place, left) in current.iter().enumerate() {
            for right in &current[place + 1..] {
                let ((left, left_slope), (right, right_slope)) =
                    (&left.lines[party], &right.lines[party]);
                if left_slope != right_slope {
                    let cut = (right - left) / (left_slope - right_slope);
                    if from.is_none_or(|from| cut > *from) && to.is_none_or(|to| cut < *to) {
                        cuts.push(cut);
                    }
                }
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        self.context.spend(&mut self.spent, current.len() * (cuts.len() + 1))?;
        let mut low = from.cloned();
        for end in cuts.into_iter().map(Some).chain([to.cloned()]) {
            let one = Fraction::one();
            let inside = match (&low, &end) {
                (Some(low), Some(end)) => (low + end) / (&one + &one),
                (Some(low), None) => low + one,
                (None, Some(end)) => end - one,
                (None, None) => Fraction::zero(),
            };
            let mut best: Option<(usize, Fraction)> = None;
            for (action, piece) in current.iter().enumerate() {
                let (start, slope) = &piece.lines[party];
                let value = start + slope * &inside;
                if best.as_ref().is_none_or(|(_, best)| value > *best) {
                    best = Some((action, value));
                }
            }
            let action = best.map_or(0, |(action, _)| action);
            let lines = current[action].lines.clone();
            add(merged, Piece { to: end.clone(), lines, action });
            low = end;
        }
        Ok(())
    }
}

/// Adds a piece, as a part of the last one if nothing changes.
fn add(merged: &mut Vec<Piece>, piece: Piece) {
    match merged.last_mut() {
        Some(last) if last.action == piece.action && last.lines == piece.lines => {
            last.to = piece.to;
        }
        _ => merged.push(piece),
    }
}
