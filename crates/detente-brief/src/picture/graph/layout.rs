//! Where boxes, lanes and the ends of arrows stand. Nothing is drawn here.
//!
//! Outcomes stand in columns by their distance from the present state. An arrow that passes columns
//! runs through lanes between their boxes; arrows of one mover to one outcome share their lanes.

use super::super::svg::{int, text_width, wrap};
use super::{Graph, order};
use std::collections::{BTreeMap, BTreeSet};

/// The size of the names in a box.
pub(super) const SIZE: i64 = 13;
/// The height of a line of names.
pub(super) const LINE: i64 = 16;
/// The size of the pattern in a box.
pub(super) const PATTERN: i64 = 11;
/// Space inside a box.
pub(super) const PAD: i64 = 10;
/// Space above the columns, for their heads.
pub(super) const TOP: i64 = 40;
/// Space left of the first column.
const LEFT: i64 = 8;
/// Most outcomes in a column of those that cannot be reached.
const TALL: usize = 10;
/// The height of a lane.
const LANE: i64 = 4;
/// Least distance between two ends of arrows on a side of a box.
const PORT: i64 = 7;

/// A box or a lane.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) column: usize,
    /// The outcome, if it is a box.
    pub(super) node: Option<usize>,
    pub(super) height: i64,
    /// The middle.
    pub(super) y: i64,
}

/// A part of an arrow between neighbouring columns or within one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Segment {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) mover: usize,
    pub(super) one_way: bool,
}

/// An end of arrows at a side of a box: those of one mover share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Port {
    item: usize,
    right: bool,
    mover: usize,
    incoming: bool,
    one_way: bool,
}

/// The whole arrangement.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) items: Vec<Item>,
    pub(super) columns: Vec<Vec<usize>>,
    pub(super) segments: Vec<Segment>,
    /// The lines of names of each outcome.
    pub(super) lines: Vec<Vec<String>>,
    /// The left edge of each column.
    pub(super) x: Vec<i64>,
    /// The width of every box.
    pub(super) box_width: i64,
    /// The space behind each column.
    pub(super) gaps: Vec<i64>,
    /// How many columns hold outcomes that can be reached; those behind hold the others.
    pub(super) reached: usize,
    /// The lower edge of the lowest item.
    pub(super) bottom: i64,
    ports: BTreeMap<Port, i64>,
}

/// Arranges a graph.
pub(super) fn layout(graph: &Graph) -> Layout {
    let mut layout = Layout::default();
    layout.boxes(graph);
    layout.arrows(graph);
    layout.heights();
    order::order(&mut layout);
    layout.settle();
    layout.place_ports();
    layout
}

impl Layout {
    fn boxes(&mut self, graph: &Graph) {
        // Distances that occur, without holes: each is a column.
        let distances: BTreeSet<usize> =
            graph.nodes.iter().filter_map(|node| node.distance).collect();
        let column: BTreeMap<usize, usize> =
            distances.iter().enumerate().map(|(column, &distance)| (distance, column)).collect();
        // Outcomes that cannot be reached come last, in as many columns as keep the page low.
        let far = graph.nodes.iter().filter(|node| node.distance.is_none()).count();
        let far_columns = far.div_ceil(TALL);
        let per_column = far.div_ceil(far_columns.max(1)).max(1);
        self.reached = distances.len();
        self.columns = vec![Vec::new(); distances.len() + far_columns];
        let names = graph.nodes.iter().map(|node| names(&node.taken));
        let widest = names
            .clone()
            .flat_map(|text| {
                text.split_whitespace().map(|word| text_width(word, SIZE)).collect::<Vec<_>>()
            })
            .chain(graph.nodes.iter().map(|node| pattern_width(&node.pattern)))
            .max()
            .unwrap_or(0);
        self.box_width = (widest + 2 * PAD).clamp(116, 180);
        self.lines = names.map(|text| wrap(&text, SIZE, self.box_width - 2 * PAD, 5)).collect();
        let mut far = 0;
        for (index, node) in graph.nodes.iter().enumerate() {
            let column = node.distance.map_or_else(
                || {
                    far += 1;
                    distances.len() + (far - 1) / per_column
                },
                |distance| column[&distance],
            );
            let height = int(self.lines[index].len()) * LINE + LINE + PAD + 6;
            self.columns[column].push(index);
            self.items.push(Item { column, node: Some(index), height, y: 0 });
        }
    }

    fn arrows(&mut self, graph: &Graph) {
        let mut lanes: BTreeMap<(usize, usize, bool, usize), usize> = BTreeMap::new();
        let mut segments = BTreeSet::new();
        for arrow in &graph.arrows {
            if arrow.from == arrow.to || arrow.from.max(arrow.to) >= graph.nodes.len() {
                continue;
            }
            let (mover, one_way) = (arrow.mover, arrow.one_way);
            let goal = self.items[arrow.to].column;
            let mut at = arrow.from;
            loop {
                let column = self.items[at].column;
                if column.abs_diff(goal) <= 1 {
                    segments.insert(Segment { from: at, to: arrow.to, mover, one_way });
                    break;
                }
                let next = if goal < column { column - 1 } else { column + 1 };
                let lane = *lanes.entry((arrow.to, mover, one_way, next)).or_insert_with(|| {
                    self.items.push(Item { column: next, node: None, height: LANE, y: 0 });
                    self.columns[next].push(self.items.len() - 1);
                    self.items.len() - 1
                });
                segments.insert(Segment { from: at, to: lane, mover, one_way });
                at = lane;
            }
        }
        self.segments = segments.into_iter().collect();
    }

    /// The ends of a segment: at boxes they are ports, at lanes there is nothing to share.
    fn ends(&self, segment: &Segment) -> (Port, Port) {
        let (from, to) = (self.items[segment.from].column, self.items[segment.to].column);
        let Segment { mover, one_way, .. } = *segment;
        let start =
            Port { item: segment.from, right: to >= from, mover, incoming: false, one_way: false };
        let end = Port { item: segment.to, right: from >= to, mover, incoming: true, one_way };
        (start, end)
    }

    /// Boxes are high enough for the ends of their arrows.
    fn heights(&mut self) {
        let mut ports: BTreeSet<Port> = BTreeSet::new();
        for segment in &self.segments {
            let (start, end) = self.ends(segment);
            ports.extend([start, end]);
        }
        let mut counts: BTreeMap<(usize, bool), i64> = BTreeMap::new();
        for port in ports {
            *counts.entry((port.item, port.right)).or_default() += 1;
        }
        for ((item, _), count) in counts {
            let item = &mut self.items[item];
            if item.node.is_some() {
                item.height = item.height.max((count + 1) * PORT);
            }
        }
    }

    /// Places columns and, within their order, items as near to their neighbours as they can stand.
    fn settle(&mut self) {
        let count = self.items.len();
        let mut near: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut between = vec![0_i64; self.columns.len()];
        for segment in &self.segments {
            let (from, to) = (self.items[segment.from].column, self.items[segment.to].column);
            between[from.min(to)] += 1;
            if from != to {
                near[segment.from].push(segment.to);
                near[segment.to].push(segment.from);
            }
        }
        let mut x = LEFT;
        for &arrows in &between {
            let gap = 64 + (2 * arrows).min(72);
            self.x.push(x);
            self.gaps.push(gap);
            x += self.box_width + gap;
        }
        let columns = self.columns.clone();
        for column in &columns {
            let mut y = 0;
            for (at, &item) in column.iter().enumerate() {
                y += at.checked_sub(1).map_or(0, |before| self.apart(column[before], item));
                self.items[item].y = y;
            }
        }
        for sweep in 0..16 {
            for step in 0..columns.len() {
                let column = if sweep % 2 == 0 { step } else { columns.len() - 1 - step };
                self.align(&columns[column], &near);
            }
        }
        let top = self.items.iter().map(|item| item.y - item.height / 2).min().unwrap_or(0);
        for item in &mut self.items {
            item.y += TOP - top;
        }
        self.bottom =
            self.items.iter().map(|item| item.y + item.height / 2 + 1).max().unwrap_or(TOP);
    }

    /// Least distance between the middles of two items, the first above the second.
    fn apart(&self, upper: usize, lower: usize) -> i64 {
        let (upper, lower) = (&self.items[upper], &self.items[lower]);
        let gap = match (upper.node, lower.node) {
            (Some(_), Some(_)) => 18,
            (None, None) => 4,
            _ => 8,
        };
        (upper.height + 1) / 2 + (lower.height + 1) / 2 + gap
    }

    /// Moves the items of a column towards the means of their neighbours: the least squares under
    /// the distances they must keep, found by pooling those that would come too near.
    fn align(&mut self, column: &[usize], near: &[Vec<usize>]) {
        struct Pool {
            sum: i64,
            weight: i64,
            items: usize,
        }
        let mut offsets = Vec::with_capacity(column.len());
        let mut offset = 0;
        let mut pools: Vec<Pool> = Vec::new();
        for (at, &item) in column.iter().enumerate() {
            offset += at.checked_sub(1).map_or(0, |before| self.apart(column[before], item));
            offsets.push(offset);
            let neighbours = &near[item];
            let wanted = if neighbours.is_empty() {
                self.items[item].y
            } else {
                neighbours.iter().map(|&other| self.items[other].y).sum::<i64>()
                    / int(neighbours.len())
            };
            let weight = if self.items[item].node.is_some() { 1 } else { 3 };
            let mut pool = Pool { sum: (wanted - offset) * weight, weight, items: 1 };
            while let Some(last) =
                pools.pop_if(|last| last.sum * pool.weight > pool.sum * last.weight)
            {
                pool.sum += last.sum;
                pool.weight += last.weight;
                pool.items += last.items;
            }
            pools.push(pool);
        }
        let mut places = column.iter().zip(offsets);
        for pool in pools {
            let base = pool.sum.div_euclid(pool.weight);
            for (&item, offset) in places.by_ref().take(pool.items) {
                self.items[item].y = base + offset;
            }
        }
    }

    /// Ends of arrows on a side of a box stand in the order of where the arrows come from and go to.
    fn place_ports(&mut self) {
        let mut others: BTreeMap<Port, (i64, i64)> = BTreeMap::new();
        for segment in &self.segments {
            let (start, end) = self.ends(segment);
            for (port, other) in [(start, segment.to), (end, segment.from)] {
                let entry = others.entry(port).or_default();
                entry.0 += self.items[other].y;
                entry.1 += 1;
            }
        }
        let mut sides: BTreeMap<(usize, bool), Vec<(i64, Port)>> = BTreeMap::new();
        for (port, (sum, count)) in others {
            sides.entry((port.item, port.right)).or_default().push((sum * 16 / count, port));
        }
        for ((item, _), mut ports) in sides {
            ports.sort_unstable();
            let item = &self.items[item];
            let step = (item.height / (int(ports.len()) + 1)).min(12);
            let first = item.y - step * (int(ports.len()) - 1) / 2;
            for (index, (_, port)) in ports.into_iter().enumerate() {
                let y = if item.node.is_some() { first + int(index) * step } else { item.y };
                self.ports.insert(port, y);
            }
        }
    }

    /// Where a segment starts and ends, and on which sides.
    pub(super) fn course(&self, segment: &Segment) -> Course {
        let (start, end) = self.ends(segment);
        let place = |port: &Port| {
            let left = self.x[self.items[port.item].column];
            (if port.right { left + self.box_width } else { left }, self.ports[port])
        };
        Course {
            from: place(&start),
            to: place(&end),
            leaves_right: start.right,
            enters_right: end.right,
        }
    }
}

/// Where a segment runs.
pub(super) struct Course {
    pub(super) from: (i64, i64),
    pub(super) to: (i64, i64),
    /// Whether it leaves at the right side of its start.
    pub(super) leaves_right: bool,
    /// Whether it arrives at the right side of its end.
    pub(super) enters_right: bool,
}

/// The names of the options taken, as a box shows them.
fn names(taken: &[String]) -> String {
    if taken.is_empty() { "nothing taken".into() } else { taken.join(", ") }
}

fn pattern_width(pattern: &str) -> i64 {
    // A fixed-pitch face, with room for the wider ones.
    int(pattern.chars().count()) * PATTERN * 66 / 100
}
