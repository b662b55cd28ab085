//! Ladders of concessions, walked and compared.

use detente_model::{Issue, Model, Point, Position, Scale};

/// A rung of a ladder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rung {
    /// The place on the scale.
    pub point: Point,
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
        ladders.iter().find(own).map(|ladder| walk(ladder, *refused))
    });
    let (bare, walks) = (bare.collect(), walks.collect());
    Agenda { ladders, zones, unguarded, waiting, bare, walks }
}

fn ladder(issue: usize, position: &Position) -> Ladder {
    let opening = position.opening.map(|point| Rung { point, kind: RungKind::Opening });
    let target = Rung { point: position.at, kind: RungKind::Target };
    let fallbacks =
        position.fallbacks.iter().map(|&point| Rung { point, kind: RungKind::Fallback });
    // A least at what is wanted is no rung of its own.
    let least = position.floor.filter(|floor| *floor != position.at);
    let least = least.map(|point| Rung { point, kind: RungKind::Least });
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
    Walk { refused, steps, ends, bounded: ladder.bounded }
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
    let first = value(ladder.rungs[0].point);
    let last = value(ladder.rungs[ladder.rungs.len() - 1].point);
    if last < first {
        (last, f64::INFINITY)
    } else if last > first {
        (f64::NEG_INFINITY, last)
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
}
