//! Schedules against a reference that tries every day of every step.

use detente_plans::schedule::{Cause, Link, Schedule, ScheduleError, Step, Window};
use proptest::prelude::*;

/// Days that are tried.
const DAYS: std::ops::RangeInclusive<i64> = 0..=7;

fn step() -> impl Strategy<Value = Step> {
    let day = || prop::option::weighted(0.4, DAYS);
    (DAYS, 0_i64..=7, day(), 0_i64..=2).prop_map(|(earliest, more, target, takes)| Step {
        // Every step has a window, so that the reference has days to try.
        earliest: Some(earliest),
        latest: Some((earliest + more).min(7)),
        target,
        takes,
    })
}

fn schedule() -> impl Strategy<Value = Schedule> {
    (1_usize..=4).prop_flat_map(|steps| {
        let link = (0..steps, 0..steps, -1_i64..=2, prop::option::weighted(0.3, 0_i64..=4))
            .prop_map(|(before, after, least, most)| Link { before, after, least, most });
        (prop::collection::vec(step(), steps), prop::collection::vec(link, 0..5))
            .prop_map(|(steps, links)| Schedule::new(steps, links).expect("in range"))
    })
}

/// Every choice of days that keeps every bound.
fn plans(schedule: &Schedule) -> Vec<Vec<i64>> {
    let steps = schedule.steps();
    let mut plans: Vec<Vec<i64>> = vec![Vec::new()];
    for _ in steps {
        plans = plans
            .iter()
            .flat_map(|plan| DAYS.map(|day| [plan.as_slice(), &[day]].concat()))
            .collect();
    }
    plans.retain(|plan| {
        let within = plan.iter().zip(steps).all(|(day, step)| {
            step.earliest.is_none_or(|earliest| *day >= earliest)
                && step.latest.is_none_or(|latest| *day <= latest)
        });
        within
            && schedule.links().iter().all(|link| {
                let between = plan[link.after] - plan[link.before] - steps[link.before].takes;
                between >= link.least && link.most.is_none_or(|most| between <= most)
            })
    });
    plans
}

proptest! {
    #[test]
    fn windows_are_those_of_every_plan_that_keeps_the_bounds(schedule in schedule()) {
        let plans = plans(&schedule);
        match schedule.timing() {
            Err(causes) => {
                prop_assert!(plans.is_empty());
                prop_assert!(!causes.is_empty());
            }
            Ok(timing) => {
                prop_assert!(!plans.is_empty());
                for (place, step) in schedule.steps().iter().enumerate() {
                    let earliest = plans.iter().map(|plan| plan[place]).min();
                    prop_assert_eq!(timing.windows[place].earliest, earliest);
                    let late = step.target.zip(earliest).map(|(target, earliest)| earliest - target).filter(|late| *late > 0);
                    let missed = timing.missed.iter().find(|(missed, _)| *missed == place).map(|(_, late)| *late);
                    prop_assert_eq!(missed, late);
                }
                // The latest day keeps every target that can be kept.
                let kept = |plan: &&Vec<i64>| schedule.steps().iter().enumerate().all(|(place, step)| {
                    timing.missed.iter().any(|(missed, _)| *missed == place) || step.target.is_none_or(|target| plan[place] <= target)
                });
                for place in 0..schedule.steps().len() {
                    let latest = plans.iter().filter(kept).map(|plan| plan[place]).max();
                    prop_assert_eq!(timing.windows[place].latest, latest);
                }
            }
        }
    }

    /// The bounds named in a contradiction are enough for it.
    #[test]
    fn a_contradiction_names_bounds_that_contradict(schedule in schedule()) {
        let Err(causes) = schedule.timing() else { return Ok(()) };
        let steps = schedule.steps().iter().enumerate().map(|(place, step)| Step {
            earliest: step.earliest.filter(|_| causes.contains(&Cause::Earliest(place))),
            latest: step.latest.filter(|_| causes.contains(&Cause::Latest(place))),
            target: None,
            takes: step.takes,
        });
        let links = schedule.links().iter().enumerate().filter_map(|(place, link)| {
            let most = link.most.filter(|_| causes.contains(&Cause::Most(place)));
            let least = causes.contains(&Cause::Least(place));
            // A link that takes part only as a clock keeps no days between.
            (least || most.is_some()).then_some(Link { least: if least { link.least } else { -1000 }, most, ..*link })
        });
        let core = Schedule::new(steps.collect(), links.collect()).expect("in range");
        prop_assert!(core.timing().is_err());
    }

    /// A step that is late by so much moves what comes after it and nothing else.
    #[test]
    fn a_slip_moves_what_hangs_on_it(mut schedule_parts in (prop::collection::vec((DAYS, 0_i64..=2), 1..5), prop::collection::vec((0_usize..4, 0_usize..4, 0_i64..=2), 0..5)), late in 1_i64..=4) {
        let (days, links) = std::mem::take(&mut schedule_parts);
        let steps: Vec<Step> = days.iter().map(|&(day, takes)| Step { earliest: Some(day), takes, ..Step::default() }).collect();
        // Links that only lead forward make no circle.
        let links: Vec<Link> = links.into_iter().filter(|&(a, b, _)| a < b && b < days.len()).map(|(before, after, least)| Link { before, after, least, most: None }).collect();
        let schedule = Schedule::new(steps.clone(), links.clone()).expect("in range");
        let forward = |steps: &[Step]| {
            let mut at: Vec<i64> = steps.iter().map(|step| step.earliest.expect("a day")).collect();
            for after in 0..at.len() {
                for link in links.iter().filter(|link| link.after == after) {
                    at[after] = at[after].max(at[link.before] + steps[link.before].takes + link.least);
                }
            }
            at
        };
        let old = forward(&steps);
        let mut slipped = steps.clone();
        slipped[0].earliest = Some(old[0] + late);
        let new = forward(&slipped);
        let expected: Vec<(usize, i64)> = old.iter().zip(&new).enumerate().filter(|(_, (old, new))| new > old).map(|(place, (old, new))| (place, new - old)).collect();
        let slip = schedule.slip(0, late).expect("no circle").expect("it has a day");
        prop_assert_eq!(slip.moved, expected);
        prop_assert!(slip.broken.is_empty() && slip.overrun.is_empty());
    }
}

#[test]
fn undated_steps_have_no_days_and_circles_are_found_without_any() {
    let free = Schedule::new(
        vec![Step::default(); 2],
        vec![Link { before: 0, after: 1, least: 3, most: None }],
    )
    .expect("in range");
    let timing = free.timing().expect("no circle");
    assert_eq!(timing.windows, [Window::default(); 2]);
    assert_eq!(free.slip(0, 2), Ok(None));
    let link = |before, after| Link { before, after, least: 1, most: None };
    let circle = Schedule::new(vec![Step::default(); 3], vec![link(0, 1), link(1, 2), link(2, 0)])
        .expect("in range");
    let causes = circle.timing().expect_err("a circle");
    assert_eq!(causes.len(), 3);
    let itself = Schedule::new(vec![Step::default()], vec![link(0, 0)]).expect("in range");
    assert_eq!(itself.timing(), Err(vec![Cause::Least(0)]));
}

#[test]
fn a_slip_breaks_dates_and_clocks() {
    let on = |day| Step { earliest: Some(day), latest: Some(day), ..Step::default() };
    let clock = Link { before: 1, after: 2, least: 0, most: Some(3) };
    let first = Link { before: 0, after: 2, least: 1, most: None };
    let schedule = Schedule::new(
        vec![on(5), on(6), Step { target: Some(9), ..Step::default() }],
        vec![clock, first],
    )
    .expect("in range");
    let slip = schedule.slip(0, 6).expect("it can be kept").expect("it has a day");
    assert_eq!(slip.moved, [(0, 6), (2, 6)]);
    assert_eq!(slip.broken, [(0, 6), (2, 3)]);
    assert_eq!(slip.overrun, [(0, 3)]);
}

#[test]
fn numbers_out_of_range_are_refused() {
    let far = Step { earliest: Some(i64::MAX), ..Step::default() };
    assert_eq!(Schedule::new(vec![far], vec![]), Err(ScheduleError::Range(0)));
    let backward = Step { takes: -1, ..Step::default() };
    assert_eq!(Schedule::new(vec![backward], vec![]), Err(ScheduleError::Range(0)));
    let link = Link { before: 0, after: 7, least: 0, most: None };
    assert_eq!(Schedule::new(vec![Step::default()], vec![link]), Err(ScheduleError::NoSuchStep(0)));
}
