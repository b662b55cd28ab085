//! The orders of a party's wishes that a case leaves open: their number, each of them, and one at
//! random.
//!
//! Only the wishes of an inner list are open, and among these what is known to count more than what
//! leaves a partial order. Its linear extensions are counted over the sets of wishes already placed.

use detente_model::{Preference, Statement};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::RngCore;
use std::collections::BTreeMap;

/// The places of one inner list, and which of them each must come after.
struct Group {
    places: Vec<usize>,
    /// For each member the members that count more, as a set of bits.
    after: Vec<u32>,
    /// For each set of members already placed, in how many ways the rest can follow.
    ways: BTreeMap<u32, u128>,
}

/// More wishes than this in one inner list have more orders than can be counted here.
const MOST_OPEN: usize = 20;

/// The open orders of one list of wishes.
pub(crate) struct OpenOrders {
    groups: Vec<Group>,
    len: usize,
}

impl OpenOrders {
    /// Finds what a preference leaves open; nothing if an inner list is too long to count.
    pub(crate) fn of(preference: &Preference) -> Option<Self> {
        let statements = preference.statements();
        let mut groups = Vec::new();
        let last = statements.iter().map(|statement| statement.open).max().unwrap_or(0);
        for number in 1..=last {
            let places: Vec<usize> =
                (0..statements.len()).filter(|&place| statements[place].open == number).collect();
            if places.len() > MOST_OPEN {
                return None;
            }
            let mut group =
                Group { after: after(statements, &places), places, ways: BTreeMap::new() };
            group.count(0);
            groups.push(group);
        }
        Some(Self { groups, len: statements.len() })
    }

    /// Counts the orders.
    pub(crate) fn count(&self) -> u128 {
        self.groups
            .iter()
            .fold(1, |count, group| count.saturating_mul(group.ways.get(&0).copied().unwrap_or(1)))
    }

    /// Lists every order, as places of the list as written, the one as written among them.
    pub(crate) fn all(&self) -> Vec<Vec<usize>> {
        let mut orders = vec![(0..self.len).collect::<Vec<usize>>()];
        for group in &self.groups {
            let mut lists = Vec::new();
            group.extend(0, &mut Vec::new(), &mut lists);
            orders = orders
                .iter()
                .flat_map(|order| lists.iter().map(|list| placed(order, group, list)))
                .collect();
        }
        orders
    }

    /// Draws one order, each with the same chance.
    pub(crate) fn draw(&self, dice: &mut ChaCha8Rng) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.len).collect();
        for group in &self.groups {
            let mut list = Vec::new();
            let mut done = 0_u32;
            while list.len() < group.places.len() {
                // A member is drawn by the number of orders that begin with it.
                let mut left = below(dice, group.ways.get(&done).copied().unwrap_or(1));
                let next = group.next(done).find(|member| {
                    let ways = group.ways.get(&(done | 1 << member)).copied().unwrap_or(1);
                    let found = left < ways;
                    left = left.saturating_sub(ways);
                    found
                });
                let Some(next) = next else { break };
                done |= 1 << next;
                list.push(next);
            }
            order = placed(&order, group, &list);
        }
        order
    }
}

/// For each place of a group the members of it that count more.
fn after(statements: &[Statement], places: &[usize]) -> Vec<u32> {
    places
        .iter()
        .map(|&place| {
            let more = places
                .iter()
                .enumerate()
                .filter(|(_, other)| statements[**other].above.contains(&place));
            more.fold(0, |set, (member, _)| set | 1 << member)
        })
        .collect()
}

/// An order with the members of a group put as a list says.
fn placed(order: &[usize], group: &Group, list: &[usize]) -> Vec<usize> {
    let mut order = order.to_vec();
    for (slot, &member) in group.places.iter().zip(list) {
        order[*slot] = group.places[member];
    }
    order
}

impl Group {
    /// The members that can come next when those of `done` have come.
    fn next(&self, done: u32) -> impl Iterator<Item = usize> + '_ {
        (0..self.places.len()).filter(move |&m| done >> m & 1 == 0 && self.after[m] & !done == 0)
    }

    fn count(&mut self, done: u32) -> u128 {
        if done.count_ones() as usize == self.places.len() {
            return 1;
        }
        if let Some(&known) = self.ways.get(&done) {
            return known;
        }
        let next: Vec<usize> = self.next(done).collect();
        let ways = next.into_iter().map(|member| self.count(done | 1 << member)).sum();
        self.ways.insert(done, ways);
        ways
    }

    fn extend(&self, done: u32, list: &mut Vec<usize>, lists: &mut Vec<Vec<usize>>) {
        if list.len() == self.places.len() {
            lists.push(list.clone());
            return;
        }
        let next: Vec<usize> = self.next(done).collect();
        for member in next {
            list.push(member);
            self.extend(done | 1 << member, list, lists);
            list.pop();
        }
    }
}

/// A number below a bound, each with the same chance.
fn below(dice: &mut ChaCha8Rng, bound: u128) -> u128 {
    let wide =
        |dice: &mut ChaCha8Rng| u128::from(dice.next_u64()) << 64 | u128::from(dice.next_u64());
    let fair = u128::MAX - u128::MAX % bound.max(1);
    loop {
        let number = wide(dice);
        if number < fair {
            return number % bound.max(1);
        }
    }
}
