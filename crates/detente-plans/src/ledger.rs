//! Ledgers: counts of a thing as records give them, groups and their parts, and what cannot all be
//! true.
//!
//! Figures are bounds, so that counts are intervals and what follows from groups and parts is interval
//! arithmetic. Nothing is repaired: where figures contradict each other the count stays open and both
//! are named.

/// The largest count.
pub const MAX_COUNT: i64 = 1 << 50;

/// A figure of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// No less than the first and no more than the second, where there is one.
    Between(i64, Option<i64>),
    /// About so many: it bounds nothing.
    About(i64),
    /// All of the group it is a part of.
    All,
    /// Not all of the group.
    NotAll,
}

/// One count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The group it is a part of. Parts of one group have nothing in common.
    pub part_of: Option<usize>,
    /// What records say of it.
    pub figures: Vec<Figure>,
}

/// The counts between which the true one lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub low: i64,
    /// The most; nothing if it is not bounded.
    pub high: Option<i64>,
}

/// What cannot be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Two figures of one count, by their places.
    Figures(usize, usize, usize),
    /// A part, larger at the least than its group at the most.
    Part {
        /// The part.
        part: usize,
        /// The group.
        group: usize,
    },
    /// The parts of a group, larger together at the least than it is at the most.
    Parts {
        /// The group.
        group: usize,
        /// What they are together at the least.
        together: i64,
    },
    /// A figure that says all, or not all, and cannot be: its count, and its place.
    Share(usize, usize),
}

/// Why entries make no ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerError {
    /// A figure below zero, above [`MAX_COUNT`], or the wrong way round: its count and its place.
    Figure(usize, usize),
    /// A count that is a part of one that is not there, or of itself, directly or by others.
    Group(usize),
}

/// Counts with what follows from each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// What each count can be; where its own figures clash, nothing.
    pub ranges: Vec<Option<Range>>,
    /// What each count can be by its own figures alone.
    pub own: Vec<Option<Range>>,
    /// What cannot be true, in the order of the counts.
    pub clashes: Vec<Clash>,
}

/// Computes what counts can be, and what cannot be true.
///
/// ```
/// use detente_plans::ledger::{Clash, Entry, Figure, counts};
///
/// // 27,000, and more than 27,000, of which more than 50.
/// let all = Entry { part_of: None, figures: vec![Figure::Between(27_000, Some(27_000)), Figure::Between(27_001, None)] };
/// let volunteers = Entry { part_of: Some(0), figures: vec![Figure::Between(51, None)] };
/// let found = counts(&[all, volunteers]).unwrap();
/// assert_eq!(found.clashes, [Clash::Figures(0, 0, 1)]);
/// assert_eq!(found.ranges[0], None);
/// ```
///
/// # Errors
/// If a figure is out of range, or a group is a part of itself.
pub fn counts(entries: &[Entry]) -> Result<Counts, LedgerError> {
    for (place, entry) in entries.iter().enumerate() {
        for (index, figure) in entry.figures.iter().enumerate() {
            let fits = match *figure {
                Figure::Between(low, high) => {
                    (0..=MAX_COUNT).contains(&low)
                        && high.is_none_or(|high| (low..=MAX_COUNT).contains(&high))
                }
                Figure::About(count) => (0..=MAX_COUNT).contains(&count),
                Figure::All | Figure::NotAll => true,
            };
            if !fits {
                return Err(LedgerError::Figure(place, index));
            }
        }
    }
    let order = groups_first(entries)?;
    let mut clashes = Vec::new();
    let own: Vec<Option<Range>> = (0..entries.len())
        .map(|place| {
            let (range, found) = of_figures(place, &entries[place].figures);
            clashes.extend(found);
            range
        })
        .collect();
    let ranges = propagate(entries, &order, &own, &mut clashes);
    shares(entries, &ranges, &mut clashes);
    clashes.sort_by_key(|clash| match *clash {
        Clash::Figures(place, ..) | Clash::Share(place, _) => place,
        Clash::Part { part, .. } => part,
        Clash::Parts { group, .. } => group,
    });
    Ok(Counts { ranges, own, clashes })
}

/// Groups before their parts.
fn groups_first(entries: &[Entry]) -> Result<Vec<usize>, LedgerError> {
    let mut depth = vec![0_usize; entries.len()];
    for (place, found) in depth.iter_mut().enumerate() {
        let mut at = place;
        while let Some(group) = entries[at].part_of {
            *found += 1;
            if group >= entries.len() || *found > entries.len() {
                return Err(LedgerError::Group(place));
            }
            at = group;
        }
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&place| depth[place]);
    Ok(order)
}

/// What figures leave, and the pairs that exclude each other.
fn of_figures(place: usize, figures: &[Figure]) -> (Option<Range>, Vec<Clash>) {
    let bounds: Vec<(usize, Range)> = figures
        .iter()
        .enumerate()
        .filter_map(|(index, figure)| match *figure {
            Figure::Between(low, high) => Some((index, Range { low, high })),
            _ => None,
        })
        .collect();
    let mut clashes = Vec::new();
    for (at, (first, a)) in bounds.iter().enumerate() {
        for (second, b) in &bounds[at + 1..] {
            if meet(*a, *b).is_none() {
                clashes.push(Clash::Figures(place, *first, *second));
            }
        }
    }
    let all = Range { low: 0, high: None };
    let range = bounds.iter().try_fold(all, |range, (_, other)| meet(range, *other));
    (range, clashes)
}

/// What both ranges allow.
fn meet(a: Range, b: Range) -> Option<Range> {
    let low = a.low.max(b.low);
    let high = match (a.high, b.high) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
    high.is_none_or(|high| low <= high).then_some(Range { low, high })
}

/// Carries bounds from parts to groups and from groups to parts. Counts without clashes end up with the
/// least and the most they can be.
fn propagate(
    entries: &[Entry],
    order: &[usize],
    own: &[Option<Range>],
    clashes: &mut Vec<Clash>,
) -> Vec<Option<Range>> {
    let mut ranges = own.to_vec();
    let parts =
        |group: usize| (0..entries.len()).filter(move |&part| entries[part].part_of == Some(group));
    // Up: a group is no smaller than its parts together.
    for &group in order.iter().rev() {
        let lows = parts(group).filter_map(|part| ranges[part].map(|range| range.low));
        let together = lows.fold(0_i64, |sum, low| sum.saturating_add(low).min(MAX_COUNT));
        let Some(range) = ranges[group] else { continue };
        if range.high.is_none_or(|high| together <= high) {
            ranges[group] = Some(Range { low: range.low.max(together), high: range.high });
            continue;
        }
        let high = range.high.unwrap_or(MAX_COUNT);
        let large = parts(group).find(|&part| ranges[part].is_some_and(|range| range.low > high));
        clashes.push(match large {
            Some(part) => Clash::Part { part, group },
            None => Clash::Parts { group, together },
        });
        ranges[group] = None;
    }
    // Down: a part is no larger than what the other parts leave of its group.
    for &part in order {
        let Some(group) = entries[part].part_of else { continue };
        let (Some(range), Some(whole)) = (ranges[part], ranges[group]) else { continue };
        let Some(most) = whole.high else { continue };
        let others = parts(group).filter(|&other| other != part);
        let others: i64 = others.filter_map(|other| ranges[other].map(|range| range.low)).sum();
        let left = Range { low: 0, high: Some((most - others).max(0)) };
        ranges[part] = meet(range, left);
    }
    ranges
}

/// Figures that say all or not all, against what the counts can be.
fn shares(entries: &[Entry], ranges: &[Option<Range>], clashes: &mut Vec<Clash>) {
    for (place, entry) in entries.iter().enumerate() {
        let Some(group) = entry.part_of else { continue };
        let all = entry.figures.iter().position(|figure| *figure == Figure::All);
        let not_all = entry.figures.iter().position(|figure| *figure == Figure::NotAll);
        if let (Some(all), Some(not_all)) = (all, not_all) {
            clashes.push(Clash::Figures(place, all.min(not_all), all.max(not_all)));
        }
        let (Some(part), Some(whole)) = (ranges[place], ranges[group]) else { continue };
        if let Some(index) = all.filter(|_| meet(part, whole).is_none()) {
            clashes.push(Clash::Share(place, index));
        }
        let same = part.high == Some(part.low) && whole.high == Some(whole.low) && part == whole;
        if let Some(index) = not_all.filter(|_| same) {
            clashes.push(Clash::Share(place, index));
        }
    }
}
