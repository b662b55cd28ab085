//! Steps of the schedule that wait for each other.

use super::Context;
use detente_model::ScheduleStep;
use detente_text::{Diagnostic, code};

/// Steps of a circle that are named.
const MOST_NAMED: usize = 8;

/// Reports every circle of steps that come after each other, and opens it.
pub(super) fn lower(context: &mut Context<'_>, steps: &mut [ScheduleStep]) {
    for (step, place, circle) in circles(steps) {
        let opened = steps[step].after[place].support.at;
        let name = |step: usize| format!("`{}`", steps[step].id);
        let message = if circle.len() == 1 {
            format!("{} comes after itself", name(step))
        } else {
            let mut names: Vec<String> =
                circle.iter().take(MOST_NAMED).map(|&step| name(step)).collect();
            if circle.len() > MOST_NAMED {
                names.push(format!("{} more steps", circle.len() - MOST_NAMED));
            }
            names.push(name(circle[0]));
            format!("steps wait for each other in a circle: {}", names.join(" after "))
        };
        let mut found = Diagnostic::new(&code::NO_SCHEDULE, message)
            .help("take one `after` away; what happens on the same day has the same date");
        if let Some(at) = opened {
            found = found.at(at, "closes the circle");
        }
        for pair in circle.windows(2).take(MOST_NAMED) {
            let link = steps[pair[0]].after.iter().find(|after| after.step == pair[1]);
            if let Some(at) = link.and_then(|link| link.support.at) {
                found = found.and(at, "takes part in it");
            }
        }
        context.report(found);
    }
    for (step, place, _) in circles(steps).into_iter().rev() {
        steps[step].after.remove(place);
    }
}

/// For each circle the step and the place of the `after` that closes it, and the steps around it, each
/// after the one behind it in the list.
fn circles(steps: &[ScheduleStep]) -> Vec<(usize, usize, Vec<usize>)> {
    let mut found = Vec::new();
    // Whether a step was looked at, and whether it lies on the way to the one looked at now.
    let (mut seen, mut on_way) = (vec![false; steps.len()], vec![false; steps.len()]);
    for start in 0..steps.len() {
        if seen[start] {
            continue;
        }
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        (seen[start], on_way[start]) = (true, true);
        while let Some((step, next)) = way.last_mut() {
            let (step, place) = (*step, *next);
            let Some(after) = steps[step].after.get(place) else {
                on_way[step] = false;
                way.pop();
                continue;
            };
            *next += 1;
            if on_way[after.step] {
                let from = way.iter().position(|(step, _)| *step == after.step).unwrap_or(0);
                found.push((step, place, way[from..].iter().map(|(step, _)| *step).collect()));
            } else if !seen[after.step] {
                (seen[after.step], on_way[after.step]) = (true, true);
                way.push((after.step, 0));
            }
        }
    }
    found
}
