//! Delegations: who may sit for whom, under which definition.

use crate::body::Voter;
use crate::support::Support;

/// Who may sit for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Name of the delegation.
    pub id: String,
    /// Whom it represents.
    pub represents: Voter,
    /// Those with a claim to a seat, seated or not.
    pub absent: Vec<String>,
    /// Sides that are adversaries of each other, beside what the parties say of theirs.
    pub adversaries: Vec<(String, String)>,
    /// The rival definitions; at least one.
    pub definitions: Vec<Definition>,
    /// What it rests on.
    pub support: Support,
}

/// One definition of who may sit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Name of the definition.
    pub id: String,
    /// The definition in words.
    pub text: String,
    /// Those who sit under it; at least one.
    pub seats: Vec<Seat>,
    /// Whether seats are counted: one for each who sits, unless more are given.
    pub counted: bool,
    /// The side that is said to have the majority, where seats are not counted.
    pub majority: Option<String>,
    /// What it rests on.
    pub support: Support,
}

/// A person or faction that sits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Who sits, by a name of the case or another.
    pub who: String,
    /// On which side: a party, or another name.
    pub side: String,
    /// How many seats, where that is known.
    pub seats: Option<u32>,
}

impl Definition {
    /// Counts the seats of a side, one for each who sits unless more are given.
    pub fn seats_of(&self, side: &str) -> u64 {
        let seats = self.seats.iter().filter(|seat| seat.side == side);
        seats.map(|seat| u64::from(seat.seats.unwrap_or(1))).sum()
    }

    /// Counts all seats.
    pub fn all_seats(&self) -> u64 {
        self.seats.iter().map(|seat| u64::from(seat.seats.unwrap_or(1))).sum()
    }

    /// Lists the sides in the order in which they first sit.
    pub fn sides(&self) -> Vec<&str> {
        let mut sides: Vec<&str> = Vec::new();
        for seat in &self.seats {
            if !sides.contains(&seat.side.as_str()) {
                sides.push(&seat.side);
            }
        }
        sides
    }

    /// Returns the side with more than half of the seats, if one is known to have it: the one that is
    /// said to, or sits alone, or is counted.
    pub fn majority(&self) -> Option<&str> {
        if let Some(side) = &self.majority {
            return Some(side);
        }
        let (all, sides) = (self.all_seats(), self.sides());
        let known = self.counted || sides.len() == 1;
        sides.into_iter().find(|side| known && 2 * self.seats_of(side) > all)
    }
}
