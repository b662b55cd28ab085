//! Members with places: what no winning set would leave, on a line and in the plane.
//!
//! Each member likes points the better the nearer they are to its own (Euclidean preferences). What
//! lives here: the core and the win-set. Places are whole numbers, so that every answer is exact; give
//! thousandths if you have decimals. What does not: where members stand, which others say.

use std::cmp::Ordering;

/// The largest coordinate, either way.
pub const MAX_PLACE: i64 = 1 << 40;

/// Members on a line with a monotone rule.
///
/// The core of a proper rule is the interval of points that no winning set would leave for another
/// (Black, *The Theory of Committees and Elections*, 1958; Nakamura 1979). With a veto player it holds
/// that player's place.
pub struct Line<'a> {
    places: &'a [i64],
    passes: &'a dyn Fn(&[bool]) -> bool,
}

/// An interval of a line, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its lower end.
    pub from: i64,
    /// Its upper end.
    pub to: i64,
}

/// Points that some winning set likes better than a given one: two open intervals that begin at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WinSet {
    /// The end of those below, if there are any.
    pub down_to: Option<i64>,
    /// The end of those above, if there are any.
    pub up_to: Option<i64>,
}

impl<'a> Line<'a> {
    /// Makes a line; nothing if a place is beyond [`MAX_PLACE`]. `passes` is given who says yes.
    pub fn new(places: &'a [i64], passes: &'a dyn Fn(&[bool]) -> bool) -> Option<Self> {
        let fits = |place: &i64| (-MAX_PLACE..=MAX_PLACE).contains(place);
        places.iter().all(fits).then_some(Line { places, passes })
    }

    fn wins(&self, joins: impl Fn(i64) -> bool) -> bool {
        let yes: Vec<bool> = self.places.iter().map(|&place| joins(place)).collect();
        (self.passes)(&yes)
    }

    /// The highest place that those from it on up win with, and the lowest that those down from it do.
    fn reaches(&self) -> (Option<i64>, Option<i64>) {
        let up = self.places.iter().copied().filter(|&at| self.wins(|place| place >= at)).max();
        let down = self.places.iter().copied().filter(|&at| self.wins(|place| place <= at)).min();
        (up, down)
    }

    /// Returns the core: the points that no winning set would leave. Nothing if there are none, which
    /// takes two disjoint winning sets. If nothing passes, or no member is there, it is the whole line,
    /// and that is given as the places from the lowest to the highest member.
    ///
    /// ```
    /// use detente_bodies::spatial::{Interval, Line};
    ///
    /// let majority = |yes: &[bool]| 2 * yes.iter().filter(|yes| **yes).count() > yes.len();
    /// let line = Line::new(&[0, 40, 100], &majority).unwrap();
    /// assert_eq!(line.core(), Some(Interval { from: 40, to: 40 }));
    /// ```
    pub fn core(&self) -> Option<Interval> {
        let (up, down) = self.reaches();
        let from = up.or_else(|| self.places.iter().copied().min())?;
        let to = down.or_else(|| self.places.iter().copied().max())?;
        (from <= to).then_some(Interval { from, to })
    }

    /// Returns the points that some winning set likes better than `point`.
    ///
    /// # Panics
    /// Never: points beyond [`MAX_PLACE`] are taken as that.
    pub fn win_set(&self, point: i64) -> WinSet {
        let point = point.clamp(-MAX_PLACE, MAX_PLACE);
        let (up, down) = self.reaches();
        // Those from `at` on up like every point better that is nearer to `at` than this one.
        WinSet {
            up_to: up.filter(|&at| at > point).map(|at| 2 * at - point),
            down_to: down.filter(|&at| at < point).map(|at| 2 * at - point),
        }
    }
}

/// A point of the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// From left to right.
    pub x: i64,
    /// From the bottom up.
    pub y: i64,
}

/// Members in a plane with a monotone rule.
pub struct Plane<'a> {
    places: &'a [Point],
    passes: &'a dyn Fn(&[bool]) -> bool,
}

/// A way to leave a point: who would, and in which direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave {
    /// The direction, of any length.
    pub direction: (i128, i128),
    /// The members that gain by a small step that way, who win.
    pub members: Vec<usize>,
}

impl<'a> Plane<'a> {
    /// Makes a plane; nothing if a coordinate is beyond [`MAX_PLACE`].
    pub fn new(places: &'a [Point], passes: &'a dyn Fn(&[bool]) -> bool) -> Option<Self> {
        let fits = |place: i64| (-MAX_PLACE..=MAX_PLACE).contains(&place);
        let all = places.iter().all(|point| fits(point.x) && fits(point.y));
        all.then_some(Plane { places, passes })
    }

    /// Tells whether some winning set likes `other` better than `point`: those strictly nearer to it.
    pub fn beats(&self, other: Point, point: Point) -> bool {
        let far = |from: Point, to: Point| {
            let (x, y) =
                (i128::from(from.x) - i128::from(to.x), i128::from(from.y) - i128::from(to.y));
            x * x + y * y
        };
        let nearer = |place: &Point| far(*place, other) < far(*place, point);
        let yes: Vec<bool> = self.places.iter().map(nearer).collect();
        (self.passes)(&yes)
    }

    /// Returns a way in which some winning set would leave a point by a small step; nothing if the point
    /// is in the core.
    ///
    /// A small step in a direction is liked by the members on that side of the line through the point
    /// across it. Which members these are changes only where the line passes a member, so that one
    /// direction between each two such lines decides (Plott 1967; Saari 1997). The core of a rule
    /// without veto players is empty for most places in a plane.
    ///
    /// ```
    /// use detente_bodies::spatial::{Plane, Point};
    ///
    /// // Two whose consent is needed: what lies between them is never left.
    /// let both = |yes: &[bool]| yes[0] && yes[1];
    /// let places = [Point { x: 0, y: 0 }, Point { x: 10, y: 10 }, Point { x: 0, y: 10 }];
    /// let plane = Plane::new(&places, &both).unwrap();
    /// assert_eq!(plane.leave(Point { x: 4, y: 4 }), None);
    /// assert_eq!(plane.leave(Point { x: 4, y: 6 }).unwrap().members, [0, 1]);
    /// ```
    pub fn leave(&self, point: Point) -> Option<Leave> {
        let from = |place: &Point| {
            (i128::from(place.x) - i128::from(point.x), i128::from(place.y) - i128::from(point.y))
        };
        let arms: Vec<(i128, i128)> = self.places.iter().map(from).collect();
        let mut turns: Vec<(i128, i128)> = Vec::new();
        for &(x, y) in arms.iter().filter(|arm| **arm != (0, 0)) {
            turns.extend([(-y, x), (y, -x)]);
        }
        turns.sort_by(around);
        turns.dedup_by(|a, b| around(a, b) == Ordering::Equal);
        let mut directions: Vec<(i128, i128)> = Vec::new();
        for (place, &turn) in turns.iter().enumerate() {
            let next = turns[(place + 1) % turns.len()];
            // Between two opposite turns lies the direction across them.
            let cross = turn.0 * next.1 - turn.1 * next.0;
            directions.push(if cross > 0 { between(turn, next) } else { (-turn.1, turn.0) });
        }
        if directions.is_empty() {
            directions.push((1, 0));
        }
        directions.into_iter().find_map(|direction| {
            let gains = |arm: &(i128, i128)| arm.0 * direction.0 + arm.1 * direction.1 > 0;
            let yes: Vec<bool> = arms.iter().map(gains).collect();
            (self.passes)(&yes).then(|| {
                let members = yes.iter().enumerate().filter(|(_, yes)| **yes);
                Leave { direction, members: members.map(|(member, _)| member).collect() }
            })
        })
    }
}

/// A direction strictly between two that are less than half a turn apart. Lengths are kept alike, so
/// that numbers stay small.
fn between(a: (i128, i128), b: (i128, i128)) -> (i128, i128) {
    (a.0 + b.0, a.1 + b.1)
}

/// Orders directions counter-clockwise from that to the right; parallel ones are equal.
fn around(a: &(i128, i128), b: &(i128, i128)) -> Ordering {
    let half = |&(x, y): &(i128, i128)| u8::from(y < 0 || (y == 0 && x < 0));
    half(a).cmp(&half(b)).then_with(|| 0.cmp(&(a.0 * b.1 - a.1 * b.0)))
}
