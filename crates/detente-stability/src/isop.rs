//! Covers of a set of states by cubes: irredundant, found by halving the states option by option.
//!
//! The method of Minato and Morreale: what only one half can cover is covered there with the option
//! in the cube, and the rest, where possible, without it. Lists of states take the place of the
//! decision diagrams it is usually run on, since infeasible states, mostly the great majority, then
//! need not be held.

use crate::condition::{Pattern, State};
use crate::context::{Budget, Refusal};

/// Finds cubes over the lowest `bits` options that cover all of `on` and none of `off`; no cube can
/// be left out. Both lists are ascending and have no state in common.
pub(crate) fn cover(
    on: &[State],
    off: &[State],
    bits: u32,
    budget: &mut Budget<'_>,
) -> Result<Vec<Pattern>, Refusal> {
    Ok(split(on, &[], off, bits, budget)?.cubes)
}

struct Found {
    cubes: Vec<Pattern>,
    /// Those of the states that may be covered which the cubes do not cover.
    left: Vec<State>,
}

/// Covers all of `must`, none of `off`, and says which of `may` it has covered by the way.
fn split(
    must: &[State],
    may: &[State],
    off: &[State],
    bits: u32,
    budget: &mut Budget<'_>,
) -> Result<Found, Refusal> {
    if must.is_empty() {
        return Ok(Found { cubes: Vec::new(), left: may.to_vec() });
    }
    if off.is_empty() || bits == 0 {
        return Ok(Found { cubes: vec![Pattern { care: 0, yes: 0 }], left: Vec::new() });
    }
    budget.spend((must.len() + may.len() + off.len()) as u64)?;
    let bit: State = 1 << (bits - 1);
    let ([must0, must1], [may0, may1], [off0, off1]) =
        (halves(must, bit), halves(may, bit), halves(off, bit));

    // What the other half forbids must be covered in this one; the rest may be.
    let mut one_half = |must: &[State], may: &[State], off: &[State], other: &[State]| {
        let (only_here, either) = by_membership(must, other);
        let found = split(&only_here, &union(&either, may), off, bits - 1, budget)?;
        let open = by_membership(&either, &found.left).0;
        let left = by_membership(may, &found.left).0;
        Ok((found.cubes, open, left))
    };
    let (mut cubes, open0, left0) = one_half(&must0, &may0, &off0, &off1)?;
    let (cubes1, open1, left1) = one_half(&must1, &may1, &off1, &off0)?;
    cubes.iter_mut().for_each(|cube| cube.care |= bit);
    cubes.extend(cubes1.iter().map(|cube| Pattern { care: cube.care | bit, yes: cube.yes | bit }));

    let open = union(&open0, &open1);
    let free0 = by_membership(&left0, &off1).1;
    let free1 = by_membership(&left1, &off0).1;
    let free = by_membership(&union(&free0, &free1), &open).1;
    let both = split(&open, &free, &union(&off0, &off1), bits - 1, budget)?;
    cubes.extend(both.cubes);

    let still = |left: &[State], off: &[State]| {
        let (fixed, free) = by_membership(left, off);
        union(&fixed, &by_membership(&free, &both.left).0)
    };
    let mut left = still(&left0, &off1);
    left.extend(still(&left1, &off0).into_iter().map(|state| state | bit));
    Ok(Found { cubes, left })
}

/// Splits an ascending list by its highest option, which is then dropped.
fn halves(list: &[State], bit: State) -> [Vec<State>; 2] {
    let (without, with) = list.split_at(list.partition_point(|state| state & bit == 0));
    [without.to_vec(), with.iter().map(|state| state & !bit).collect()]
}

/// Splits an ascending list into what is and what is not in another.
fn by_membership(list: &[State], other: &[State]) -> (Vec<State>, Vec<State>) {
    let mut rest = other;
    list.iter().partition(|&&state| {
        while let Some((first, later)) = rest.split_first() {
            if *first >= state {
                break;
            }
            rest = later;
        }
        rest.first() == Some(&state)
    })
}

/// Merges two ascending lists.
fn union(one: &[State], other: &[State]) -> Vec<State> {
    let mut merged = Vec::with_capacity(one.len() + other.len());
    let (mut a, mut b) = (one, other);
    loop {
        match (a.split_first(), b.split_first()) {
            (Some((x, rest)), Some((y, _))) if x < y => {
                merged.push(*x);
                a = rest;
            }
            (Some((x, later)), Some((y, rest))) => {
                merged.push(*y);
                b = rest;
                if x == y {
                    a = later;
                }
            }
            _ => {
                merged.extend_from_slice(a);
                merged.extend_from_slice(b);
                return merged;
            }
        }
    }
}
