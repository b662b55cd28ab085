//! Who may sit, who has the majority, who is absent, and for whom that is bad.

use detente_model::{Definition, Delegation, Model};

/// What is found of a delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegationFound {
    /// What each definition comes to.
    pub definitions: Vec<DefinitionFound>,
    /// The sides, in the order in which they first sit, then those that never sit.
    pub sides: Vec<SideFound>,
}

/// What a definition comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionFound {
    /// The side with more than half of the seats.
    pub majority: Option<String>,
    /// Those who sit under another definition, or have a claim to, and do not sit under this one.
    pub absent: Vec<String>,
}

/// What the definitions are to a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideFound {
    /// The side.
    pub side: String,
    /// The definitions that are adverse to it, by their places.
    pub adverse: Vec<(usize, Adversity)>,
}

/// Why a definition is adverse to a side; at least one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adversity {
    /// It has no seat.
    pub no_seat: bool,
    /// The adversaries that have the majority, alone or together; none if they do not.
    pub outvoted_by: Vec<String>,
}

/// Judges the delegations of a case.
pub fn delegations(model: &Model) -> Vec<DelegationFound> {
    model.delegations.iter().map(|delegation| delegation_found(model, delegation)).collect()
}

fn delegation_found(model: &Model, delegation: &Delegation) -> DelegationFound {
    let mut claims: Vec<&str> = Vec::new();
    let mut sides: Vec<&str> = Vec::new();
    for seat in delegation.definitions.iter().flat_map(|definition| &definition.seats) {
        add(&mut claims, &seat.who);
        add(&mut sides, &seat.side);
    }
    for name in &delegation.absent {
        if !claims.contains(&name.as_str()) {
            add(&mut claims, name);
            // Who never sits is a side of its own.
            add(&mut sides, name);
        }
    }
    let definitions = delegation.definitions.iter().map(|definition| {
        let sits = |who: &str| definition.seats.iter().any(|seat| seat.who == who);
        DefinitionFound {
            majority: definition.majority().map(str::to_owned),
            absent: claims.iter().filter(|who| !sits(who)).map(|who| (*who).to_owned()).collect(),
        }
    });
    let sides = sides.iter().map(|&side| {
        let adversaries: Vec<&str> = sides
            .iter()
            .copied()
            .filter(|other| *other != side && are_adversaries(model, delegation, side, other))
            .collect();
        let judged = delegation.definitions.iter().enumerate();
        let judged =
            judged.map(|(place, definition)| (place, adversity(definition, side, &adversaries)));
        SideFound {
            side: side.to_owned(),
            adverse: judged.filter(|(_, found)| *found != Adversity::default()).collect(),
        }
    });
    DelegationFound { definitions: definitions.collect(), sides: sides.collect() }
}

fn add<'a>(list: &mut Vec<&'a str>, one: &'a str) {
    if !list.contains(&one) {
        list.push(one);
    }
}

fn adversity(definition: &Definition, side: &str, adversaries: &[&str]) -> Adversity {
    let outvoted_by = match &definition.majority {
        Some(stated) => adversaries.iter().copied().filter(|other| other == stated).collect(),
        None => {
            let seated: Vec<&str> = adversaries
                .iter()
                .copied()
                .filter(|other| definition.seats_of(other) > 0)
                .collect();
            let seats: u64 = seated.iter().map(|other| definition.seats_of(other)).sum();
            // Where nobody counts, they have the majority only if nobody else sits.
            let all = definition.all_seats();
            let outvoted = if definition.counted { 2 * seats > all } else { seats == all };
            if outvoted { seated } else { Vec::new() }
        }
    };
    Adversity {
        no_seat: definition.seats_of(side) == 0,
        outvoted_by: outvoted_by.into_iter().map(str::to_owned).collect(),
    }
}

/// Whether one of two sides is declared an adversary of the other.
fn are_adversaries(model: &Model, delegation: &Delegation, one: &str, other: &str) -> bool {
    let declared = delegation
        .adversaries
        .iter()
        .any(|(left, right)| (left == one && right == other) || (left == other && right == one));
    let parties = || Some((model.party(one)?, model.party(other)?));
    declared
        || parties().is_some_and(|(one, other)| {
            model.parties[one].adversaries.contains(&other)
                || model.parties[other].adversaries.contains(&one)
        })
}
