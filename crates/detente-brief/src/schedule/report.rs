//! The schedule computed.

use detente_model::{Day, Model, ScheduleStep};
use detente_plans::schedule::{Cause, Link, Schedule, Slip, Step, Timing};

/// A step that is late by some days, and what that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The step.
    pub step: usize,
    /// The days.
    pub days: i64,
    /// What it moves; nothing if the step has no day to be late from.
    pub slip: Option<Slip>,
}

/// The schedule of a case with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleReport {
    /// The network.
    pub network: Schedule,
    /// For each link of the network: the step after, and the place among what it comes after.
    pub links: Vec<(usize, usize)>,
    /// The dates that can be kept.
    pub timing: Timing,
    /// The steps that the last dated step hangs on, first to last, the last step itself included.
    pub chain: Vec<usize>,
    /// What was asked of late steps.
    pub late: Vec<Late>,
}

/// Computes the schedule of a case, and what late steps move.
///
/// # Errors
/// If the schedule contradicts itself, the bounds that do; nothing of them if a number is out of range.
pub fn schedule_report(model: &Model, late: &[(usize, i64)]) -> Result<ScheduleReport, Vec<Cause>> {
    let (mut network, links) = network(&model.schedule).ok_or_else(Vec::new)?;
    let mut timing = network.timing()?;
    if let Some((later, kept)) = not_in_the_past(model, &network, &timing) {
        (network, timing) = (later, kept);
    }
    let mut found = Vec::new();
    for &(step, days) in late {
        found.push(Late { step, days, slip: network.slip(step, days)? });
    }
    let chain = chain(&network, &timing);
    Ok(ScheduleReport { network, links, timing, chain, late: found })
}

/// The network of the steps, and for each of its links where it stands in the case.
pub(super) fn network(steps: &[ScheduleStep]) -> Option<(Schedule, Vec<(usize, usize)>)> {
    let day = |day: Option<Day>| day.map(|day| day.0);
    let nodes = steps.iter().map(|step| Step {
        earliest: day(first_day(step)),
        latest: day(step.on.or(step.no_later)),
        target: day(step.about),
        takes: step.takes,
    });
    let (mut links, mut places) = (Vec::new(), Vec::new());
    for (after, step) in steps.iter().enumerate() {
        for (place, link) in step.after.iter().enumerate() {
            links.push(Link { before: link.step, after, least: link.least, most: link.within });
            places.push((after, place));
        }
    }
    Some((Schedule::new(nodes.collect(), links).ok()?, places))
}

/// What is not done, and has no date of its own, begins no earlier than the day of the case: the same
/// network with that day where an earlier one follows, and its dates; nothing where that changes nothing
/// or cannot be kept.
fn not_in_the_past(
    model: &Model,
    network: &Schedule,
    timing: &Timing,
) -> Option<(Schedule, Timing)> {
    let today = Day::from_iso(model.as_of.as_deref()?)?.0;
    let follows = |place: usize| {
        let step = &model.schedule[place];
        let earliest = timing.windows[place].earliest;
        !step.done && step.is_undated() && earliest.is_some_and(|day| day < today)
    };
    let mut steps = network.steps().to_vec();
    let mut changed = false;
    for (place, step) in steps.iter_mut().enumerate() {
        if follows(place) {
            step.earliest = Some(today);
            changed = true;
        }
    }
    let network = changed.then(|| Schedule::new(steps, network.links().to_vec()).ok())??;
    let timing = network.timing().ok()?;
    Some((network, timing))
}

/// The day from which a step is counted. What is meant for about a day, and comes after nothing, is
/// counted from that day.
pub(super) fn first_day(step: &ScheduleStep) -> Option<Day> {
    step.on.or(step.not_before).or(step.about.filter(|_| step.after.is_empty()))
}

/// The steps that the last earliest day hangs on, of those that have a latest day if there are any.
fn chain(network: &Schedule, timing: &Timing) -> Vec<usize> {
    let due = timing.windows.iter().any(|window| window.float().is_some());
    let days = timing.windows.iter().enumerate();
    let days = days.filter(|(_, window)| !due || window.latest.is_some());
    let days = days.filter_map(|(place, window)| Some((window.earliest?, place)));
    // Of steps with the same day the one that hangs on others.
    let last = days.max_by_key(|&(day, place)| (day, timing.binding[place].is_some(), place));
    let mut chain = Vec::new();
    let mut at = last.map(|(_, place)| place);
    while let Some(step) = at {
        chain.push(step);
        at = timing.binding[step].map(|link| network.links()[link].before);
        if chain.len() > network.steps().len() {
            break;
        }
    }
    chain.reverse();
    chain
}
