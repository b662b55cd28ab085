//! Cores and win-sets against references that try every point, or every direction of many.

use detente_bodies::spatial::{Interval, Line, MAX_PLACE, Plane, Point, WinSet};
use proptest::prelude::*;

/// A monotone rule by its least winning sets.
fn rule(members: usize, sets: &[u64]) -> impl Fn(&[bool]) -> bool + '_ {
    move |yes: &[bool]| {
        let set =
            (0..members).filter(|&member| yes[member]).fold(0_u64, |set, member| set | 1 << member);
        sets.iter().any(|least| set & least == *least)
    }
}

fn bodies() -> impl Strategy<Value = (Vec<i64>, Vec<u64>)> {
    (1_usize..=5).prop_flat_map(|members| {
        (
            prop::collection::vec(-6_i64..=6, members),
            prop::collection::vec(1_u64..1 << members, 0..4),
        )
    })
}

proptest! {
    #[test]
    fn on_a_line_the_core_is_what_no_point_beats((places, sets) in bodies()) {
        let wins = rule(places.len(), &sets);
        let line = Line::new(&places, &wins).expect("in range");
        // Half points too, in quarters, so that every interval between members has points of its own.
        let nearer = |other: i64, point: i64| -> Vec<bool> {
            places.iter().map(|place| (4 * place - other).abs() < (4 * place - point).abs()).collect()
        };
        let beats = |other: i64, point: i64| wins(&nearer(other, point));
        for point in -30..=30_i64 {
            let better: Vec<i64> = (-120..=120).filter(|&other| beats(other, point)).collect();
            let core = line.core();
            let (low, high) = (places.iter().min().expect("one"), places.iter().max().expect("one"));
            if point >= 4 * low && point <= 4 * high {
                let inside = core.is_some_and(|core| (4 * core.from..=4 * core.to).contains(&point));
                prop_assert_eq!(inside, better.is_empty(), "{} {:?}", point, core);
            }
            if point % 4 == 0 {
                let WinSet { down_to, up_to } = line.win_set(point / 4);
                for other in -120..=120_i64 {
                    let up = up_to.is_some_and(|end| other > point && other < 4 * end);
                    let down = down_to.is_some_and(|end| other < point && other > 4 * end);
                    prop_assert_eq!(up || down, better.contains(&other), "{} from {}", other, point);
                }
            }
        }
    }

    /// Whoever would leave a point gains by a small step that way and wins; where nobody would, none of
    /// many directions is won.
    #[test]
    fn in_a_plane_a_way_to_leave_is_one_and_is_found(points in prop::collection::vec((-5_i64..=5, -5_i64..=5), 1..6), sets in prop::collection::vec(1_u64..32, 0..4), at in (-5_i64..=5, -5_i64..=5)) {
        let members = points.len();
        let sets: Vec<u64> = sets.into_iter().map(|set| set & ((1 << members) - 1)).filter(|set| *set != 0).collect();
        let wins = rule(members, &sets);
        let places: Vec<Point> = points.iter().map(|&(x, y)| Point { x, y }).collect();
        let plane = Plane::new(&places, &wins).expect("in range");
        let point = Point { x: at.0, y: at.1 };
        let gain = |direction: (i128, i128)| -> Vec<bool> {
            places.iter().map(|place| i128::from(place.x - point.x) * direction.0 + i128::from(place.y - point.y) * direction.1 > 0).collect()
        };
        match plane.leave(point) {
            Some(leave) => {
                let yes = gain(leave.direction);
                prop_assert!(wins(&yes));
                let members: Vec<usize> = (0..members).filter(|&member| yes[member]).collect();
                prop_assert_eq!(leave.members, members);
            }
            None => {
                for x in -23..=23_i128 {
                    for y in -23..=23_i128 {
                        prop_assert!(!wins(&gain((x, y))), "{} {}", x, y);
                    }
                }
                for x in -8..=8 {
                    for y in -8..=8 {
                        let other = Point { x, y };
                        prop_assert!(!plane.beats(other, point));
                    }
                }
            }
        }
    }
}

#[test]
fn places_out_of_range_and_empty_bodies() {
    let all = |yes: &[bool]| yes.iter().all(|yes| *yes);
    assert!(Line::new(&[MAX_PLACE + 1], &all).is_none());
    assert!(Plane::new(&[Point { x: 0, y: i64::MIN }], &all).is_none());
    assert_eq!(Line::new(&[], &all).expect("in range").core(), None);
    let never = |_: &[bool]| false;
    let line = Line::new(&[3, 9], &never).expect("in range");
    assert_eq!(line.core(), Some(Interval { from: 3, to: 9 }));
    assert_eq!(line.win_set(100), WinSet { down_to: None, up_to: None });
    assert_eq!(Plane::new(&[], &never).expect("in range").leave(Point { x: 0, y: 0 }), None);
    // The largest coordinates do not overflow.
    let far = [
        Point { x: MAX_PLACE, y: -MAX_PLACE },
        Point { x: -MAX_PLACE, y: MAX_PLACE },
        Point { x: MAX_PLACE, y: MAX_PLACE },
    ];
    let majority = |yes: &[bool]| 2 * yes.iter().filter(|yes| **yes).count() > yes.len();
    let plane = Plane::new(&far, &majority).expect("in range");
    assert!(plane.leave(Point { x: -MAX_PLACE, y: -MAX_PLACE }).is_some());
}

/// Majority in a plane has a core only where members balance (Plott 1967).
#[test]
fn majority_in_a_plane() {
    let majority = |yes: &[bool]| 2 * yes.iter().filter(|yes| **yes).count() > yes.len();
    let at = |x: i64, y: i64| Point { x, y };
    let cross = [at(0, 0), at(5, 0), at(-3, 0), at(0, 4), at(0, -9)];
    let plane = Plane::new(&cross, &majority).expect("in range");
    assert_eq!(plane.leave(at(0, 0)), None);
    assert!(plane.leave(at(1, 0)).is_some());
    let triangle = [at(0, 0), at(6, 0), at(0, 6)];
    let plane = Plane::new(&triangle, &majority).expect("in range");
    for x in -2..=8 {
        for y in -2..=8 {
            assert!(plane.leave(at(x, y)).is_some(), "{x} {y}");
        }
    }
}
