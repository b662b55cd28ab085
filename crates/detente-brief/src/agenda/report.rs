//! Ladders of concessions, walked and compared.

use detente_model::{Issue, Model, Point, Position, Scale, Shift, Voter};

/// A rung of a ladder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rung {
    /// The place on the scale.
    pub point: Point,
    /// Where it lies between two numbers, if that is all that is known.
    pub between: Option<(f64, f64)>,
    /// What it is to the party.
    pub kind: RungKind,
}

/// What a rung is to a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RungKind {
    /// What it asks for at first.
    Opening,
    /// What it wants.
    Target,
    /// What it would fall back to.
    Fallback,
    /// The least it would take.
    Least,
}

/// How far a party would go on an issue, from the top down.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// The issue.
    pub issue: usize,
    /// The party.
    pub party: usize,
    /// The rungs; at least one.
    pub rungs: Vec<Rung>,
    /// Whether the least is stated. If not, nothing is known below the last rung.
    pub bounded: bool,
}

/// What all parties with a position on an issue could take.
#[derive(Clone, Debug, PartialEq)]
pub enum Zone {
    /// These places: words by their indices, or the ends of an interval of numbers.
    Words(Vec<usize>),
    /// From the first number to the second.
    Numbers(f64, f64),
    /// Nothing that is known.
    Nothing,
    /// Fewer than two parties have a position.
    Unknown,
}

/// A refusal that is asked about: an issue, and how often a party is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The issue.
    pub issue: usize,
    /// The party that is refused.
    pub party: usize,
    /// How often.
    pub times: usize,
}

/// What a party does when it is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// What was asked.
    pub refused: Refused,
    /// The rungs it stands on, one after the other, the first before any refusal.
    pub steps: Vec<Rung>,
    /// Whether it is refused more often than it has rungs.
    pub ends: bool,
    /// Whether the least is stated.
    pub bounded: bool,
    /// What that does elsewhere; nothing before the ladder is at its end.
    pub linked: Vec<Linked>,
}

/// What a refusal does elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The place of the link among those of the issue.
    pub link: usize,
    /// The other issue, if there is one, and the ladder of whoever is refused there.
    pub to: Option<LinkedLadder>,
}

/// A ladder that a refusal elsewhere acts on.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedLadder {
    /// The issue.
    pub issue: usize,
    /// The ladder before; nothing if no position is known.
    pub before: Option<Ladder>,
    /// The ladder after; nothing if there is none still.
    pub after: Option<Ladder>,
    /// What all could take after it.
    pub zone: Zone,
}

/// The agenda of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Agenda {
    /// Every ladder, in the order of issues and positions.
    pub ladders: Vec<Ladder>,
    /// What could be agreed, issue by issue.
    pub zones: Vec<Zone>,
    /// Clauses without a guarantee if one signs now: the clause, and the issues that are open.
    pub unguarded: Vec<(usize, Vec<usize>)>,
    /// Steps of the schedule that wait: the step's name, and the issues that are open.
    pub waiting: Vec<(String, Vec<usize>)>,
    /// Issues on which nobody has a position.
    pub bare: Vec<usize>,
    /// Refusals, walked.
    pub walks: Vec<Walk>,
}

/// Collects the agenda of a case, and walks the refusals asked about.
pub fn agenda(model: &Model, refused: &[Refused]) -> Agenda {
    let mut ladders = Vec::new();
    for (index, issue) in model.issues.iter().enumerate() {
        ladders.extend(issue.positions.iter().map(|position| ladder(index, position)));
    }
    let zones = (0..model.issues.len()).map(|issue| zone(&model.issues[issue], issue, &ladders));
    let zones = zones.collect();
    let mut unguarded: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut waiting: Vec<(String, Vec<usize>)> = Vec::new();
    for (index, issue) in model.issues.iter().enumerate() {
        for &clause in &issue.guards {
            match unguarded.iter_mut().find(|(known, _)| *known == clause) {
                Some((_, issues)) => issues.push(index),
                None => unguarded.push((clause, vec![index])),
            }
        }
        for step in &issue.blocks {
            match waiting.iter_mut().find(|(known, _)| known == step) {
                Some((_, issues)) => issues.push(index),
                None => waiting.push((step.clone(), vec![index])),
            }
        }
    }
    let bare = (0..model.issues.len()).filter(|&issue| model.issues[issue].positions.is_empty());
    let walks = refused.iter().filter_map(|refused| {
        let own = |ladder: &&Ladder| ladder.issue == refused.issue && ladder.party == refused.party;
        let mut walk = walk(ladders.iter().find(own)?, *refused);
        if walk.ends {
            walk.linked = linked(model, *refused, &ladders);
        }
        Some(walk)
    });
    let (bare, walks) = (bare.collect(), walks.collect());
    Agenda { ladders, zones, unguarded, waiting, bare, walks }
}

fn ladder(issue: usize, position: &Position) -> Ladder {
    // An opening at what is wanted is no rung of its own.
    let opening = position.opening.filter(|opening| *opening != position.at);
    let opening = opening.map(|point| rung(point, RungKind::Opening));
    let between = position.spread.map(|spread| (spread.low, spread.high));
    let target = Rung { between, ..rung(position.at, RungKind::Target) };
    let fallbacks = position.fallbacks.iter().map(|&point| rung(point, RungKind::Fallback));
    // A least at what is wanted is no rung of its own.
    let least = position.floor.filter(|floor| *floor != position.at);
    let least = least.map(|point| rung(point, RungKind::Least));
    let rungs = opening.into_iter().chain([target]).chain(fallbacks).chain(least);
    Ladder {
        issue,
        party: position.party,
        rungs: rungs.collect(),
        bounded: position.floor.is_some(),
    }
}

/// Down the ladder, a rung for each refusal, and never below.
fn walk(ladder: &Ladder, refused: Refused) -> Walk {
    let steps: Vec<Rung> = ladder.rungs.iter().copied().take(refused.times + 1).collect();
    let ends = refused.times >= ladder.rungs.len();
    Walk { refused, steps, ends, bounded: ladder.bounded, linked: Vec::new() }
}

fn rung(point: Point, kind: RungKind) -> Rung {
    Rung { point, between: None, kind }
}

/// What a refusal does elsewhere. The links are those of whoever asks, if it is known who does.
fn linked(model: &Model, refused: Refused, ladders: &[Ladder]) -> Vec<Linked> {
    let issue = &model.issues[refused.issue];
    let asks = |voter: &Voter| matches!(voter, Voter::Party(party) if *party == refused.party);
    if !issue.asked_by.is_empty() && !issue.asked_by.iter().any(asks) {
        return Vec::new();
    }
    let each = issue.links.iter().enumerate().map(|(link, found)| {
        let to = found.to.as_ref();
        let to = to.and_then(|to| model.issues.iter().position(|other| other.id == *to));
        let to = to.map(|other| {
            let own = |ladder: &Ladder| ladder.issue == other && ladder.party == refused.party;
            let before = ladders.iter().find(|ladder| own(ladder)).cloned();
            let after = match found.shift {
                Some(shift) => Some(shifted(other, refused.party, before.as_ref(), shift)),
                None => before.clone(),
            };
            let mut then: Vec<Ladder> =
                ladders.iter().filter(|ladder| !own(ladder)).cloned().collect();
            then.extend(after.clone());
            let zone = zone(&model.issues[other], other, &then);
            LinkedLadder { issue: other, before, after, zone }
        });
        Linked { link, to }
    });
    each.collect()
}

/// A ladder that ends at a place, above or below where it ended.
fn shifted(issue: usize, party: usize, before: Option<&Ladder>, shift: Shift) -> Ladder {
    let rungs = before.map_or(&[][..], |ladder| &ladder.rungs);
    let (Shift::Binds(end) | Shift::Releases(end)) = shift;
    let first = rungs.first().map_or(end, |rung| rung.point);
    let last = rungs.last().map_or(end, |rung| rung.point);
    // Which way the ladder goes; of one rung, towards the new end.
    let towards = if first == last { end } else { last };
    let way = (value(towards) - value(first)).signum();
    let above = |rung: &&Rung| (value(end) - value(rung.point)) * way > 0.0;
    // A bond below the least binds nothing.
    if let (Shift::Binds(_), Some(own)) = (shift, before)
        && own.bounded
        && rungs.iter().all(|rung| above(&rung))
    {
        return own.clone();
    }
    let mut kept: Vec<Rung> = match shift {
        Shift::Binds(_) => rungs.iter().filter(above).copied().collect(),
        // What is released reaches no less far than before.
        Shift::Releases(_) => rungs.to_vec(),
    };
    if kept.iter().all(|rung| above(&rung)) {
        for rung in kept.iter_mut().filter(|rung| rung.kind == RungKind::Least) {
            rung.kind = RungKind::Fallback;
        }
        kept.push(rung(end, RungKind::Least));
    }
    Ladder { issue, party, rungs: kept, bounded: true }
}

fn value(point: Point) -> f64 {
    match point {
        Point::Word(word) => word as f64,
        Point::Number(number) => number,
    }
}

/// What a ladder takes: from its lowest rung on, in the direction of its highest and beyond. Without a
/// direction only the rung itself is known.
fn takes(ladder: &Ladder) -> (f64, f64) {
    let (first, lowest) = (value(ladder.rungs[0].point), ladder.rungs[ladder.rungs.len() - 1]);
    let last = value(lowest.point);
    // Of what lies between two numbers the end that is surely taken.
    let (low, high) = lowest.between.unwrap_or((last, last));
    if last < first {
        (high, f64::INFINITY)
    } else if last > first {
        (f64::NEG_INFINITY, low)
    } else if low < high {
        // Somewhere between the two, and nobody knows where.
        (f64::INFINITY, f64::NEG_INFINITY)
    } else {
        (first, first)
    }
}

fn zone(issue: &Issue, index: usize, ladders: &[Ladder]) -> Zone {
    let own: Vec<&Ladder> = ladders.iter().filter(|ladder| ladder.issue == index).collect();
    if own.len() < 2 {
        return Zone::Unknown;
    }
    let all = (f64::NEG_INFINITY, f64::INFINITY);
    let (low, high) = own
        .iter()
        .map(|ladder| takes(ladder))
        .fold(all, |(low, high), (from, to)| (low.max(from), high.min(to)));
    match &issue.scale {
        Scale::Words(words) => {
            let inside: Vec<usize> =
                (0..words.len()).filter(|&word| (low..=high).contains(&(word as f64))).collect();
            if inside.is_empty() { Zone::Nothing } else { Zone::Words(inside) }
        }
        Scale::Numbers { from, to, .. } => {
            let (low, high) = (low.max(*from), high.min(*to));
            if low <= high { Zone::Numbers(low, high) } else { Zone::Nothing }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_model::Support;

    fn position(party: usize, at: usize, floor: Option<usize>) -> Position {
        Position {
            party,
            opening: None,
            at: Point::Word(at),
            fallbacks: Vec::new(),
            floor: floor.map(Point::Word),
            spread: None,
            salience: None,
            capability: None,
            support: Support::default(),
        }
    }

    fn check(positions: &[Position], expected: &Zone) {
        let words = ["a", "b", "c", "d"].map(String::from).to_vec();
        let issue = Issue {
            id: String::new(),
            question: String::new(),
            category: None,
            scale: Scale::Words(words),
            places: None,
            reference: None,
            asked_by: Vec::new(),
            asked_of: Vec::new(),
            guards: Vec::new(),
            blocks: Vec::new(),
            links: Vec::new(),
            positions: Vec::new(),
            support: Support::default(),
        };
        let ladders: Vec<Ladder> = positions.iter().map(|position| ladder(0, position)).collect();
        assert_eq!(zone(&issue, 0, &ladders), *expected);
    }

    #[test]
    fn what_could_be_agreed() {
        // Ladders that meet, that overlap, that do not reach each other.
        check(&[position(0, 3, Some(1)), position(1, 0, Some(1))], &Zone::Words(vec![1]));
        check(&[position(0, 3, Some(1)), position(1, 0, Some(2))], &Zone::Words(vec![1, 2]));
        check(&[position(0, 3, Some(2)), position(1, 0, Some(1))], &Zone::Nothing);
        // Of one who gives no least only what it wants is known.
        check(&[position(0, 3, Some(1)), position(1, 0, None)], &Zone::Nothing);
        check(&[position(0, 3, Some(0)), position(1, 0, None)], &Zone::Words(vec![0]));
        // Two who want the same side take everything beyond.
        check(&[position(0, 3, Some(1)), position(1, 3, Some(2))], &Zone::Words(vec![2, 3]));
        check(&[position(0, 3, Some(1))], &Zone::Unknown);
    }

    #[test]
    fn a_walk_goes_down_in_order_and_never_below() {
        let ladder = ladder(0, &position(0, 3, Some(1)));
        let walked = walk(&ladder, Refused { issue: 0, party: 0, times: 1 });
        assert_eq!(walked.steps.len(), 2);
        assert!(!walked.ends);
        let walked = walk(&ladder, Refused { issue: 0, party: 0, times: 5 });
        assert_eq!(walked.steps.len(), 2);
        assert!(walked.ends);
    }
    /// A binding cuts a ladder, a release lengthens it, and a ladder can be bound above its top.
    #[test]
    fn a_refusal_binds_and_releases_other_ladders() {
        let words = |ladder: &Ladder| -> Vec<f64> {
            ladder.rungs.iter().map(|rung| value(rung.point)).collect()
        };
        let before = ladder(0, &position(0, 3, Some(1)));
        let shift = |shift| words(&shifted(0, 0, Some(&before), shift));
        assert_eq!(shift(Shift::Binds(Point::Word(2))), [3.0, 2.0]);
        assert_eq!(shift(Shift::Binds(Point::Word(3))), [3.0]);
        assert_eq!(shift(Shift::Binds(Point::Word(4))), [4.0]);
        assert_eq!(shift(Shift::Binds(Point::Word(0))), [3.0, 1.0]);
        assert_eq!(shift(Shift::Releases(Point::Word(0))), [3.0, 1.0, 0.0]);
        assert_eq!(shift(Shift::Releases(Point::Word(2))), [3.0, 1.0]);
        assert_eq!(words(&shifted(0, 0, None, Shift::Binds(Point::Word(2)))), [2.0]);
    }
}
