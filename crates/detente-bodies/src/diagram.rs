//! Decision diagrams: a rule unfolded voter by voter, equal remainders shared.
//!
//! What lives here: unfolding and counting. A node stands for what is left to be decided after some
//! voters; it is found again for every running total that leaves the same to decide, by the box of
//! totals for which it was shown (the intervals of Bolus 2011, "Power indices of simple games and vector
//! weighted majority games by means of binary decision diagrams", *EJOR* 210, for several sums at once).
//! What does not: when to use a diagram.

use crate::answer::{How, Method};
use crate::context::{Context, Refusal, RefusalCode};
use crate::fraction::{Count, MOST_SMALL};
use crate::net::{Lit, Node};
use crate::profile::Profile;
use crate::rule::Rule;
use crate::sort::Kinds;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// The totals, one for each sum, for which a node was shown: from the first to before the second.
type Bounds = Vec<(i128, i128)>;

/// Comparisons of totals after which another way is looked for: some seconds' work.
const MOST_STEPS: u64 = 1 << 31;

/// A number no total reaches, whichever sign it has.
const FAR: i128 = i128::MAX / 4;

/// A diagram: nodes of each level, the last level being the two answers.
struct Diagram {
    /// For each level its nodes: those after a no and after a yes, by their places in the next level.
    levels: Vec<Vec<(u32, u32)>>,
}

/// Unfolds a rule and counts its winning sets and swings by size.
///
/// # Errors
/// If there are more nodes than the context allows, if it is cancelled, or if the rule is not monotone
/// as far as the counts show it.
pub(crate) fn profile(
    rule: &Rule,
    kinds: &Kinds,
    context: &Context<'_>,
) -> Result<Profile, Refusal> {
    // Voters with much to add come first: what is left afterwards differs little.
    let mut order: Vec<usize> = (0..kinds.voters.len()).collect();
    order.sort_by_key(|&kind| {
        (std::cmp::Reverse(kinds.adds[kind].iter().map(|add| add.unsigned_abs()).max()), kind)
    });
    let voters: Vec<usize> =
        order.iter().flat_map(|&kind| kinds.voters[kind].iter().map(move |_| kind)).collect();
    let builder = Builder::new(rule, kinds, &voters, context);
    let diagram = builder.unfold()?;
    let nodes = diagram.levels.iter().map(Vec::len).sum::<usize>();
    let free = voters.len();
    let counted = if free <= MOST_SMALL {
        diagram.count::<u128>(context)?
    } else {
        diagram.count::<BigUint>(context)?
    };
    let mut swings: Vec<Vec<BigUint>> = vec![Vec::new(); kinds.voters.len()];
    for (level, &kind) in voters.iter().enumerate() {
        // Interchangeable voters have the same swings: those of the first are kept.
        if swings[kind].is_empty() {
            swings[kind].clone_from(&counted.swings[level]);
        }
    }
    let how = How::exact(Method::Diagram, nodes, nodes * 8);
    Ok(Profile { free, wins: counted.wins, swings, kind: kinds.kind_of(rule.len()), how })
}

struct Builder<'a> {
    rule: &'a Rule,
    /// What the voter of each level adds to each sum by a yes.
    adds: Vec<&'a [i128]>,
    /// For each level and sum the least and the most that the voters from there on can add.
    rest: Vec<Vec<(i128, i128)>>,
    context: &'a Context<'a>,
}

/// What is known of one level while it is unfolded.
#[derive(Default)]
struct Level {
    /// Boxes with the node they lead to.
    boxes: Vec<(Bounds, u32)>,
    /// Boxes by the lower end of the first sum. With one sum they are apart from each other.
    lows: BTreeMap<i128, u32>,
    /// Nodes by what they lead to.
    known: BTreeMap<(u32, u32), u32>,
    nodes: Vec<(u32, u32)>,
}

impl Level {
    fn keep(&mut self, bounds: Bounds, node: u32) {
        if let Some(&(low, _)) = bounds.first() {
            self.lows.insert(low, self.boxes.len() as u32);
        }
        self.boxes.push((bounds, node));
    }

    /// The box that holds some totals.
    fn find(&self, totals: &[i128], looked: &mut u64) -> Option<usize> {
        let inside = |place: usize| {
            let bounds = self.boxes[place].0.iter().zip(totals);
            bounds.into_iter().all(|(bound, total)| bound.0 <= *total && *total < bound.1)
        };
        if let [total] = totals {
            *looked += 1;
            let (_, &place) = self.lows.range(..=total).next_back()?;
            return Some(place as usize).filter(|&place| inside(place));
        }
        // Boxes made last are the likeliest to be met again.
        let found = (0..self.boxes.len()).rev().find(|&place| inside(place));
        *looked += self.boxes.len() as u64 - found.unwrap_or(0) as u64;
        found
    }
}

impl<'a> Builder<'a> {
    fn new(
        rule: &'a Rule,
        kinds: &'a Kinds,
        voters: &[usize],
        context: &'a Context<'a>,
    ) -> Builder<'a> {
        let adds: Vec<&[i128]> = voters.iter().map(|&kind| kinds.adds[kind].as_slice()).collect();
        let sums = rule.sums.len();
        let mut rest = vec![vec![(0, 0); sums]; voters.len() + 1];
        for level in (0..voters.len()).rev() {
            for sum in 0..sums {
                let (low, high) = rest[level + 1][sum];
                let add = adds[level][sum];
                rest[level][sum] = (low + add.min(0), high + add.max(0));
            }
        }
        Builder { rule, adds, rest, context }
    }

    /// Unfolds without recursion: a thousand voters are a thousand levels.
    fn unfold(&self) -> Result<Diagram, Refusal> {
        /// A place that is being unfolded: its level and totals, and what is known of its answers.
        struct Frame {
            level: usize,
            totals: Vec<i128>,
            no: Option<(u32, Bounds)>,
        }
        let depth = self.adds.len();
        let mut levels: Vec<Level> = (0..=depth).map(|_| Level::default()).collect();
        let start = vec![0; self.rule.sums.len()];
        let mut stack = vec![Frame { level: 0, totals: start, no: None }];
        let mut done: Option<(u32, Bounds)> = None;
        let (mut made, mut turns, mut looked) = (0_usize, 0_u64, 0_u64);
        let each = (self.rule.nodes.len() + self.rule.sums.len()) as u64;
        while let Some(frame) = stack.last_mut() {
            turns += 1;
            if turns.is_multiple_of(1 << 14) {
                self.context.poll()?;
            }
            // A turn costs a look at every part of the rule, a box a look at every sum.
            let steps = (looked + turns).saturating_mul(each);
            if steps > MOST_STEPS.min(self.context.max_steps) {
                return Err(self.too_long());
            }
            if let Some(found) = done.take() {
                if frame.no.is_none() {
                    frame.no = Some(found);
                    let mut totals = frame.totals.clone();
                    let adds = self.adds[frame.level];
                    totals.iter_mut().zip(adds).for_each(|(total, add)| *total += add);
                    let level = frame.level + 1;
                    stack.push(Frame { level, totals, no: None });
                    continue;
                }
                let (yes, yes_box) = found;
                let Some(Frame { level, no: Some((no, no_box)), .. }) = stack.pop() else {
                    continue;
                };
                let bounds: Bounds = no_box
                    .iter()
                    .zip(&yes_box)
                    .zip(self.adds[level])
                    .map(|((no, yes), add)| {
                        let low = if yes.0 <= -FAR { -FAR } else { yes.0 - add };
                        let high = if yes.1 >= FAR { FAR } else { yes.1 - add };
                        (no.0.max(low), no.1.min(high))
                    })
                    .collect();
                let here = &mut levels[level];
                let next = here.nodes.len() as u32;
                let node = *here.known.entry((no, yes)).or_insert(next);
                if node == next {
                    here.nodes.push((no, yes));
                    made += 1;
                    if made > self.context.max_nodes {
                        return Err(self.too_many());
                    }
                }
                here.keep(bounds.clone(), node);
                done = Some((node, bounds));
                continue;
            }
            let (level, totals) = (frame.level, &frame.totals);
            let here = &mut levels[level];
            let known = here.find(totals, &mut looked);
            if let Some(place) = known {
                let (bounds, node) = &here.boxes[place];
                done = Some((*node, bounds.clone()));
                stack.pop();
                continue;
            }
            if let Some((passes, bounds)) = self.settled(level, totals) {
                let node = constant(&mut levels, level, depth, passes);
                levels[level].keep(bounds.clone(), node);
                done = Some((node, bounds));
                stack.pop();
                continue;
            }
            let totals = totals.clone();
            stack.push(Frame { level: level + 1, totals, no: None });
        }
        Ok(Diagram { levels: levels.into_iter().map(|level| level.nodes).collect() })
    }

    fn too_long(&self) -> Refusal {
        Refusal::new(
            RefusalCode::TooMuchWork,
            format!("the decision diagram of {} voters takes too long to unfold", self.adds.len()),
            "join members that always vote alike, or give weights in larger units",
        )
    }

    fn too_many(&self) -> Refusal {
        let most = self.context.max_nodes;
        Refusal::new(
            RefusalCode::TooLarge,
            format!("the decision diagram has more than {most} nodes"),
            "join members that always vote alike, give weights in larger units, or allow more nodes",
        )
    }

    /// Whether the rule is settled whatever the voters from a level on say, and the totals for which
    /// that is shown. At the last level it always is.
    fn settled(&self, level: usize, totals: &[i128]) -> Option<(bool, Bounds)> {
        let mut bounds: Bounds = vec![(-FAR, FAR); totals.len()];
        let mut values: Vec<Option<bool>> = Vec::with_capacity(self.rule.nodes.len());
        let last = level == self.adds.len();
        for node in &self.rule.nodes {
            let is = |lit: Lit| values[lit.node()].map(|value| value != lit.negated());
            values.push(match node {
                Node::True => Some(true),
                &Node::Atom { sum, least } => {
                    let (low, high) = self.rest[level][sum];
                    if totals[sum] + low >= least {
                        Some(true)
                    } else if totals[sum] + high < least {
                        Some(false)
                    } else {
                        None
                    }
                }
                Node::Gate { least, of } => {
                    let yes = of.iter().filter(|lit| is(**lit) == Some(true)).count();
                    let open = of.iter().filter(|lit| is(**lit).is_none()).count();
                    if yes >= *least {
                        Some(true)
                    } else if yes + open < *least {
                        Some(false)
                    } else {
                        None
                    }
                }
                &Node::Iff(left, right) => {
                    is(left).zip(is(right)).map(|(left, right)| left == right)
                }
                Node::Positive(number) => last.then(|| number.value(&|sum| totals[sum]) > 0),
            });
        }
        let root = values[self.rule.root.node()]? != self.rule.root.negated();
        self.narrow(level, totals, &values, &mut bounds);
        Some((root, bounds))
    }

    /// Narrows the totals to those for which the parts that settle the root come out the same.
    fn narrow(&self, level: usize, totals: &[i128], values: &[Option<bool>], bounds: &mut Bounds) {
        let mut needed = vec![false; self.rule.nodes.len()];
        needed[self.rule.root.node()] = true;
        for place in (0..self.rule.nodes.len()).rev() {
            if !needed[place] {
                continue;
            }
            match &self.rule.nodes[place] {
                Node::True => {}
                &Node::Atom { sum, least } => {
                    let (low, high) = self.rest[level][sum];
                    let bound = &mut bounds[sum];
                    match values[place] {
                        Some(true) => bound.0 = bound.0.max(least - low),
                        Some(false) => bound.1 = bound.1.min(least - high),
                        None => {}
                    }
                }
                Node::Gate { least, of } => {
                    // As many inputs as settle the gate are enough.
                    let wanted = values[place] == Some(true);
                    let mut left = if wanted { *least } else { of.len() + 1 - least };
                    for lit in of {
                        let value = values[lit.node()].map(|value| value != lit.negated());
                        if left > 0 && value == Some(wanted) {
                            needed[lit.node()] = true;
                            left -= 1;
                        }
                    }
                }
                Node::Iff(left, right) => {
                    needed[left.node()] = true;
                    needed[right.node()] = true;
                }
                // A product of sums is the same for certain only where the sums are.
                Node::Positive(_) => {
                    bounds.iter_mut().zip(totals).for_each(|(bound, &total)| {
                        *bound = (total, total + 1);
                    });
                }
            }
        }
    }
}

/// The node of a level from which on the answer is settled, made with those below it if need be.
fn constant(levels: &mut [Level], level: usize, depth: usize, passes: bool) -> u32 {
    let mut node = u32::from(passes);
    if levels[depth].nodes.is_empty() {
        // The two answers: fail, and pass.
        levels[depth].nodes = vec![(0, 0), (1, 1)];
    }
    for at in (level..depth).rev() {
        let here = &mut levels[at];
        let next = here.nodes.len() as u32;
        let found = *here.known.entry((node, node)).or_insert(next);
        if found == next {
            here.nodes.push((node, node));
        }
        node = found;
    }
    node
}

struct Counted {
    wins: Vec<BigUint>,
    /// For the voter of each level, swings by the size of the set of others.
    swings: Vec<Vec<BigUint>>,
}

impl Diagram {
    fn count<C: Count>(&self, context: &Context<'_>) -> Result<Counted, Refusal> {
        let depth = self.levels.len() - 1;
        let zero = || C::small(0);
        // Winning completions of each node by their size.
        let mut below: Vec<Vec<Vec<C>>> = vec![Vec::new(); depth + 1];
        below[depth] = vec![vec![zero()], vec![C::small(1)]];
        for level in (0..depth).rev() {
            context.poll()?;
            let next = &below[level + 1];
            let sum = |&(no, yes): &(u32, u32)| {
                let mut own = next[no as usize].clone();
                own.push(zero());
                for (size, count) in next[yes as usize].iter().enumerate() {
                    own[size + 1].add(count);
                }
                own
            };
            below[level] = self.levels[level].iter().map(sum).collect();
        }
        // Ways to each node by how many said yes.
        let mut swings = Vec::with_capacity(depth);
        let mut above: Vec<Vec<C>> = vec![vec![C::small(1)]];
        above.resize(self.levels[0].len(), Vec::new());
        for level in 0..depth {
            context.poll()?;
            let next = &below[level + 1];
            let mut own = vec![zero(); depth];
            let mut on: Vec<Vec<C>> = vec![Vec::new(); self.levels[level + 1].len()];
            for (ways, &(no, yes)) in above.iter().zip(&self.levels[level]) {
                if ways.is_empty() {
                    continue;
                }
                if no != yes {
                    let gains = next[yes as usize].iter().zip(&next[no as usize]);
                    for (size, (with, without)) in gains.enumerate() {
                        let mut gain = with.clone();
                        gain.sub(without);
                        if gain.is_none() {
                            continue;
                        }
                        for (said, ways) in ways.iter().enumerate() {
                            own[said + size].add_product(ways, &gain);
                        }
                    }
                }
                for (node, shift) in [(no as usize, 0), (yes as usize, 1)] {
                    let there = &mut on[node];
                    if there.is_empty() {
                        *there = vec![zero(); level + 2];
                    }
                    for (said, ways) in ways.iter().enumerate() {
                        there[said + shift].add(ways);
                    }
                }
            }
            swings.push(own.iter().map(Count::big).collect());
            above = on;
        }
        let wins = below[0].first().map(|node| node.iter().map(Count::big).collect());
        Ok(Counted { wins: wins.unwrap_or_default(), swings })
    }
}
