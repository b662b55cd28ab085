//! The order of boxes and lanes within their columns, so that few arrows cross.

use super::layout::Layout;

/// Sweeps over all columns.
const SWEEPS: usize = 24;

/// Neighbours of every item: in the column before, in the column after, and in its own.
struct Near {
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    beside: Vec<Vec<usize>>,
}

/// Sorts each column by the mean place of its neighbours, keeps the best of the orders seen, then
/// exchanges neighbours as long as that helps.
pub(super) fn order(layout: &mut Layout) {
    let near = near(layout);
    let mut best = layout.columns.clone();
    let mut least = cost(&best, &near);
    for sweep in 0..SWEEPS {
        let columns = layout.columns.len();
        let forward = sweep % 2 == 0;
        for step in 0..columns {
            let column = if forward { step } else { columns - 1 - step };
            let place = places(&layout.columns, near.before.len());
            let sides = if forward { &near.before } else { &near.after };
            let mut keyed: Vec<(u64, usize, usize)> = layout.columns[column]
                .iter()
                .enumerate()
                .map(|(at, &item)| (mean(&sides[item], &place).unwrap_or(scaled(at)), at, item))
                .collect();
            keyed.sort_unstable();
            layout.columns[column] = keyed.into_iter().map(|(.., item)| item).collect();
        }
        let now = cost(&layout.columns, &near);
        if now < least {
            least = now;
            best.clone_from(&layout.columns);
        }
    }
    layout.columns = best;
    exchange(&mut layout.columns, &near);
}

fn near(layout: &Layout) -> Near {
    let count = layout.items.len();
    let mut near = Near {
        before: vec![Vec::new(); count],
        after: vec![Vec::new(); count],
        beside: vec![Vec::new(); count],
    };
    for segment in &layout.segments {
        let (from, to) = (segment.from, segment.to);
        let (left, right) = (layout.items[from].column, layout.items[to].column);
        if left == right {
            near.beside[from].push(to);
            near.beside[to].push(from);
        } else {
            let (left, right) = if left < right { (from, to) } else { (to, from) };
            near.after[left].push(right);
            near.before[right].push(left);
        }
    }
    near
}

fn places(columns: &[Vec<usize>], count: usize) -> Vec<usize> {
    let mut place = vec![0; count];
    for column in columns {
        for (at, &item) in column.iter().enumerate() {
            place[item] = at;
        }
    }
    place
}

fn scaled(place: usize) -> u64 {
    place as u64 * 1000
}

fn mean(items: &[usize], place: &[usize]) -> Option<u64> {
    let sum: u64 = items.iter().map(|&item| scaled(place[item])).sum();
    (!items.is_empty()).then(|| sum / items.len() as u64)
}

/// Crossings between columns, and how far apart connected boxes of one column stand.
fn cost(columns: &[Vec<usize>], near: &Near) -> u64 {
    let place = places(columns, near.after.len());
    let mut cost = 0;
    for column in columns {
        for (at, &upper) in column.iter().enumerate() {
            for &lower in &column[at + 1..] {
                cost += 4 * crossings(&near.after[upper], &near.after[lower], &place);
            }
            cost += near.beside[upper]
                .iter()
                .map(|&other| place[upper].abs_diff(place[other]) as u64)
                .sum::<u64>();
        }
    }
    cost
}

/// How often arrows of an upper and a lower item cross.
fn crossings(upper: &[usize], lower: &[usize], place: &[usize]) -> u64 {
    upper.iter().map(|&a| lower.iter().filter(|&&b| place[b] < place[a]).count() as u64).sum()
}

/// What two neighbours of one column cost in this order.
fn pair(upper: usize, lower: usize, near: &Near, place: &[usize]) -> u64 {
    let beside = |item: usize| {
        near.beside[item]
            .iter()
            .map(|&other| place[item].abs_diff(place[other]) as u64)
            .sum::<u64>()
    };
    4 * crossings(&near.after[upper], &near.after[lower], place)
        + 4 * crossings(&near.before[upper], &near.before[lower], place)
        + 2 * (beside(upper) + beside(lower))
}

fn exchange(columns: &mut [Vec<usize>], near: &Near) {
    let mut place = places(columns, near.after.len());
    for _ in 0..SWEEPS {
        let mut better = false;
        for column in columns.iter_mut() {
            for at in 1..column.len() {
                let (upper, lower) = (column[at - 1], column[at]);
                let before = pair(upper, lower, near, &place);
                (place[upper], place[lower]) = (at, at - 1);
                if pair(lower, upper, near, &place) < before {
                    column.swap(at - 1, at);
                    better = true;
                } else {
                    (place[upper], place[lower]) = (at - 1, at);
                }
            }
        }
        if !better {
            break;
        }
    }
}
