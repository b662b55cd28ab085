//! The whole truth table of a yes/no game as a set of bits, 64 ballots to a word.
//!
//! What lives here: writing the table and the word-parallel operations on it. Ballot number b has
//! bit i set if free voter i says yes. What does not: when to use a table.

use crate::context::{Context, Refusal, Reversal};
use crate::net::{Lit, Node};
use crate::rule::{Rule, Vote};
use crate::sort::Kinds;

/// For each of the six voters within a word, the bits of ballots in which it says yes.
pub(crate) const WITHIN: [u64; 6] = [
    0xaaaa_aaaa_aaaa_aaaa,
    0xcccc_cccc_cccc_cccc,
    0xf0f0_f0f0_f0f0_f0f0,
    0xff00_ff00_ff00_ff00,
    0xffff_0000_ffff_0000,
    0xffff_ffff_0000_0000,
];

/// How many words are evaluated together, so that the values of all nodes stay in cache.
const BLOCK: usize = 512;

/// The truth table over the voters that occur in a rule, at least six of them: the table is padded
/// with dummies.
pub(crate) struct Table {
    /// The voter of each place, `None` for padding.
    pub(crate) places: Vec<Option<usize>>,
    pub(crate) words: Vec<u64>,
}

/// What the six voters within a word can add to a sum: ascending, and for each value the ballots
/// with that much or more.
struct Low {
    values: Vec<i128>,
    reach: Vec<u64>,
}

impl Table {
    /// Writes the table; the caller has checked that it is small enough.
    pub(crate) fn new(rule: &Rule, kinds: &Kinds, context: &Context<'_>) -> Result<Self, Refusal> {
        let mut places: Vec<Option<usize>> =
            kinds.voters.iter().flatten().map(|&voter| Some(voter)).collect();
        places.resize(places.len().max(6), None);
        let kind = kinds.kind_of(rule.len());
        let add = |place: usize, sum: usize| {
            let kind = places[place].and_then(|voter| kind[voter]);
            kind.map_or(0, |kind| kinds.adds[kind][sum])
        };
        let high = places.len() - 6;
        let sums = rule.sums.len();
        let mut low = Vec::with_capacity(sums);
        let mut highs: Vec<Vec<i128>> = Vec::with_capacity(sums);
        for sum in 0..sums {
            let own: Vec<i128> = (0..6).map(|place| add(place, sum)).collect();
            low.push(Low::new(&own));
            highs.push((0..high).map(|place| add(place + 6, sum)).collect());
        }
        let total = 1_usize << high;
        let mut words = Vec::with_capacity(total);
        let block = BLOCK.min(total);
        let mut bases = vec![0_i128; sums * block];
        let mut values = vec![0_u64; rule.nodes.len() * block];
        for start in (0..total).step_by(block) {
            context.poll()?;
            for (sum, highs) in highs.iter().enumerate() {
                let bases = &mut bases[sum * block..][..block];
                bases[0] = of_bits(highs, start);
                for at in 1..block {
                    // Taking away the lowest bit leads to a base known already.
                    bases[at] = bases[at & (at - 1)] + highs[at.trailing_zeros() as usize];
                }
            }
            evaluate(rule, &low, &bases, block, &mut values);
            let root = rule.root.node() * block;
            let flip = if rule.root.negated() { u64::MAX } else { 0 };
            words.extend(values[root..root + block].iter().map(|word| word ^ flip));
        }
        Ok(Self { places, words })
    }

    /// The words of one half of the table against the other, or within each word: for each ballot in
    /// which the voter at `place` says no, its word and bits without, and with the voter.
    pub(crate) fn pairs(&self, place: usize, mut visit: impl FnMut(usize, u64, u64)) {
        if place < 6 {
            let (mask, by) = (!WITHIN[place], 1 << place);
            for (at, word) in self.words.iter().enumerate() {
                visit(at, word & mask, word >> by & mask);
            }
        } else {
            let step = 1 << (place - 6);
            for at in (0..self.words.len()).filter(|at| at & step == 0) {
                visit(at, self.words[at], self.words[at | step]);
            }
        }
    }

    pub(crate) fn votes(&self, ballot: usize, voters: usize) -> Vec<Vote> {
        let mut votes = vec![Vote::No; voters];
        for (place, voter) in self.places.iter().enumerate() {
            if let (Some(voter), true) = (voter, ballot >> place & 1 == 1) {
                votes[*voter] = Vote::Yes;
            }
        }
        votes
    }

    /// A ballot that passes and fails with one more yes.
    pub(crate) fn reversal(&self, voters: usize) -> Option<Reversal> {
        for (place, voter) in self.places.iter().enumerate() {
            let mut found = None;
            self.pairs(place, |at, without, with| {
                if found.is_none() && without & !with != 0 {
                    found = Some(at << 6 | (without & !with).trailing_zeros() as usize);
                }
            });
            if let (Some(ballot), &Some(voter)) = (found, voter) {
                let votes = self.votes(ballot, voters);
                return Some(Reversal { votes, voter, raised: Vote::Yes });
            }
        }
        None
    }
}

fn of_bits(adds: &[i128], bits: usize) -> i128 {
    adds.iter().enumerate().map(|(at, add)| if bits >> at & 1 == 1 { *add } else { 0 }).sum()
}

impl Low {
    fn new(adds: &[i128]) -> Self {
        let mut ballots: Vec<(i128, u32)> =
            (0..64).map(|bits| (of_bits(adds, bits), bits as u32)).collect();
        ballots.sort_unstable();
        let (mut values, mut reach) = (Vec::new(), Vec::new());
        let mut left = u64::MAX;
        for (value, bits) in ballots {
            if values.last() != Some(&value) {
                values.push(value);
                reach.push(left);
            }
            left &= !(1 << bits);
        }
        reach.push(0);
        Self { values, reach }
    }

    fn at_least(&self, least: i128) -> u64 {
        self.reach[self.values.partition_point(|value| *value < least)]
    }

    /// What the ballot with these low bits adds.
    fn value(&self, bits: u32) -> i128 {
        let at = self.reach.partition_point(|reach| reach >> bits & 1 == 1);
        self.values[at - 1]
    }
}

/// Evaluates every node for a block of words.
fn evaluate(rule: &Rule, low: &[Low], bases: &[i128], block: usize, values: &mut [u64]) {
    for (at, node) in rule.nodes.iter().enumerate() {
        let (done, rest) = values.split_at_mut(at * block);
        let out = &mut rest[..block];
        let word = |lit: Lit, place: usize| {
            done[lit.node() * block + place] ^ if lit.negated() { u64::MAX } else { 0 }
        };
        match node {
            Node::True => out.fill(u64::MAX),
            &Node::Atom { sum, least } => {
                let bases = &bases[sum * block..][..block];
                for (out, base) in out.iter_mut().zip(bases) {
                    *out = low[sum].at_least(least - base);
                }
            }
            Node::Gate { least, of } if *least == 1 => {
                out.fill(0);
                of.iter().for_each(|&lit| (0..block).for_each(|p| out[p] |= word(lit, p)));
            }
            Node::Gate { least, of } if *least == of.len() => {
                out.fill(u64::MAX);
                of.iter().for_each(|&lit| (0..block).for_each(|p| out[p] &= word(lit, p)));
            }
            Node::Gate { least, of } => {
                for (place, out) in out.iter_mut().enumerate() {
                    *out = counted(of.iter().map(|&lit| word(lit, place)), *least, of.len());
                }
            }
            &Node::Iff(left, right) => {
                for (place, out) in out.iter_mut().enumerate() {
                    *out = !(word(left, place) ^ word(right, place));
                }
            }
            Node::Positive(number) => {
                for (place, out) in out.iter_mut().enumerate() {
                    let holds = |bits: u32| {
                        number.value(&|sum| bases[sum * block + place] + low[sum].value(bits)) > 0
                    };
                    *out = (0..64).fold(0, |word, bits| word | u64::from(holds(bits)) << bits);
                }
            }
        }
    }
}

/// The bits set in at least `least` of the words, by adding them up in planes of binary digits.
pub(crate) fn counted(words: impl Iterator<Item = u64>, least: usize, most: usize) -> u64 {
    let digits = (usize::BITS - most.leading_zeros()) as usize;
    let mut planes = [0_u64; usize::BITS as usize];
    for word in words {
        let mut carry = word;
        for plane in &mut planes[..digits] {
            (*plane, carry) = (*plane ^ carry, *plane & carry);
        }
    }
    // From the lowest digit up: larger so far, or equal so far in all digits.
    planes[..digits].iter().enumerate().fold(u64::MAX, |enough, (digit, plane)| {
        if least >> digit & 1 == 1 { plane & enough } else { plane | enough }
    })
}
