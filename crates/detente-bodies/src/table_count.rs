//! Counting on a truth table: sets by size, and by size with each voter.
//!
//! What lives here: folding a table along its voters. What does not: what the counts are for.

use crate::answer::{How, Method};
use crate::profile::Profile;
use crate::table::{Table, WITHIN};
use num_bigint::BigUint;

/// The sets of a table by size, and those with the voter of each place.
pub(crate) struct BySize {
    pub(crate) all: Vec<u64>,
    pub(crate) with: Vec<Vec<u64>>,
}

/// For each number of voters within a word, the ballots in which so many say yes.
fn masks() -> [u64; 7] {
    let mut masks = [0; 7];
    for bits in 0..64_u32 {
        masks[bits.count_ones() as usize] |= 1_u64 << bits;
    }
    masks
}

/// Counts the sets in a table of 2^places bits, by size.
///
/// Each word becomes a polynomial in the size. Adding the half of the table with a voter, times one
/// power, to the half without halves the table, and the half with the voter counts its sets. The whole
/// takes little more than two passes, not one for each voter.
pub(crate) fn by_size(words: &[u64], places: usize) -> BySize {
    let masks = masks();
    let mut with = vec![vec![0; places + 1]; places];
    // Voters within a word: how often each bit is set in words of each number of high voters.
    let high = places - 6;
    let mut bits = vec![[0_u64; 64]; high + 1];
    for (at, &word) in words.iter().enumerate().filter(|(_, word)| **word != 0) {
        let row = &mut bits[at.count_ones() as usize];
        if word == u64::MAX {
            row.iter_mut().for_each(|count| *count += 1);
            continue;
        }
        for (bit, count) in row.iter_mut().enumerate() {
            *count += word >> bit & 1;
        }
    }
    for (size, row) in bits.iter().enumerate() {
        for (bit, count) in row.iter().enumerate() {
            for (place, within) in WITHIN.iter().enumerate() {
                if within >> bit & 1 == 1 {
                    with[place][size + bit.count_ones() as usize] += count;
                }
            }
        }
    }
    let mut stride = 7;
    let mut polys: Vec<u32> = Vec::with_capacity(words.len() * stride);
    for word in words {
        polys.extend(masks.iter().map(|mask| (word & mask).count_ones()));
    }
    for place in (0..high).rev() {
        let half = 1 << place;
        let mut next = vec![0_u32; half * (stride + 1)];
        let row = &mut with[place + 6];
        let (lower, upper) = polys.split_at(half * stride);
        let pairs = lower.chunks_exact(stride).zip(upper.chunks_exact(stride));
        let pairs = pairs.zip(next.chunks_exact_mut(stride + 1));
        for (lower, ((without, yes), next)) in pairs.enumerate() {
            next[..stride].copy_from_slice(without);
            // The voters below say yes too, and are not folded in yet.
            let below = lower.count_ones() as usize;
            for (size, count) in yes.iter().enumerate() {
                next[size + 1] += count;
                row[size + 1 + below] += u64::from(*count);
            }
        }
        (polys, stride) = (next, stride + 1);
    }
    BySize { all: polys.into_iter().map(u64::from).collect(), with }
}

impl Table {
    /// The counts of the game, which must be monotone.
    pub(crate) fn profile(&self, voters: usize) -> Profile {
        let places = self.places.len();
        let counts = by_size(&self.words, places);
        let big = |counts: &[u64]| -> Vec<BigUint> {
            counts.iter().map(|count| BigUint::from(*count)).collect()
        };
        let wins = big(&counts.all);
        let mut kind = vec![None; voters];
        let mut swings = Vec::with_capacity(places);
        for (place, voter) in self.places.iter().enumerate() {
            if let Some(voter) = voter {
                kind[*voter] = Some(swings.len());
                swings.push(Profile::swings_from(&wins, &big(&counts.with[place])));
            }
        }
        let how = How::exact(Method::Table, self.words.len(), self.words.len() * 8);
        Profile { free: places, wins, swings, kind, how }
    }
}
