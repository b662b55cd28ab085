//! Schedules: steps, what must come before what, by how many days, and the dates that follow.
//!
//! A schedule is a simple temporal network (Dechter, Meiri, Pearl, "Temporal constraint networks",
//! *Artificial Intelligence* 49, 1991): every constraint bounds the difference of two times, so that
//! the tightest window of each step is a shortest path, and a contradiction is a cycle whose bounds add
//! up to less than nothing.

/// The largest number of days that is counted with, either way: some hundred thousand years.
pub const MAX_DAYS: i64 = 40_000_000;

/// One step. Times are days at which the step begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// It cannot begin before this day.
    pub earliest: Option<i64>,
    /// It must begin by this day.
    pub latest: Option<i64>,
    /// It is meant to begin on about this day; missing it is told and breaks nothing.
    pub target: Option<i64>,
    /// How many days it takes.
    pub takes: i64,
}

/// What must come before what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The step that ends first.
    pub before: usize,
    /// The step that begins after it.
    pub after: usize,
    /// Days that must lie between, at least.
    pub least: i64,
    /// Days that may lie between, at most: a clock that runs from the end of the first.
    pub most: Option<i64>,
}

/// Steps and links whose numbers are in range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    steps: Vec<Step>,
    links: Vec<Link>,
}

/// Why steps and links make no schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleError {
    /// A day or a number of days beyond [`MAX_DAYS`], or a step that takes less than nothing.
    Range(usize),
    /// A link that names a step that is not there.
    NoSuchStep(usize),
}

/// One bound that takes part in a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The step cannot begin before its day.
    Earliest(usize),
    /// The step must begin by its day.
    Latest(usize),
    /// The days that must lie between the steps of a link, by its place.
    Least(usize),
    /// The days that may lie between the steps of a link, by its place.
    Most(usize),
}

/// When a step can begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The earliest day; nothing if no date bounds it from below.
    pub earliest: Option<i64>,
    /// The latest day at which every date can still be met; nothing if none bounds it.
    pub latest: Option<i64>,
}

impl Window {
    /// Returns by how many days the step can be late without moving a date.
    pub fn float(&self) -> Option<i64> {
        Some(self.latest? - self.earliest?)
    }
}

/// The dates of a schedule that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The window of each step. Targets that can be met bound it like dates.
    pub windows: Vec<Window>,
    /// Targets that cannot be met: the step, and by how many days at least it will be late.
    pub missed: Vec<(usize, i64)>,
    /// For each step, what its earliest day hangs on: the place of a link, or nothing if it is a date
    /// of its own, or no date at all.
    pub binding: Vec<Option<usize>>,
}

/// What a late step moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The steps whose earliest day moves, the late one among them, and by how many days.
    pub moved: Vec<(usize, i64)>,
    /// Dates that can no longer be met: the step, and by how many days it is late.
    pub broken: Vec<(usize, i64)>,
    /// Clocks that run out: the place of the link, and by how many days.
    pub overrun: Vec<(usize, i64)>,
}

/// The difference `to − from` is at most `days`; node 0 stands for day 0.
#[derive(Clone, Copy)]
struct Arc {
    from: usize,
    to: usize,
    days: i64,
    cause: Cause,
}

impl Schedule {
    /// Makes a schedule.
    ///
    /// # Errors
    /// If a number is out of range or a link names no step.
    pub fn new(steps: Vec<Step>, links: Vec<Link>) -> Result<Self, ScheduleError> {
        let fits = |days: i64| (-MAX_DAYS..=MAX_DAYS).contains(&days);
        for (place, step) in steps.iter().enumerate() {
            let dates = [step.earliest, step.latest, step.target];
            if !dates.into_iter().flatten().all(fits) || !(0..=MAX_DAYS).contains(&step.takes) {
                return Err(ScheduleError::Range(place));
            }
        }
        for (place, link) in links.iter().enumerate() {
            if link.before >= steps.len() || link.after >= steps.len() {
                return Err(ScheduleError::NoSuchStep(place));
            }
            if !fits(link.least) || !link.most.is_none_or(fits) {
                return Err(ScheduleError::Range(place));
            }
        }
        Ok(Self { steps, links })
    }

    /// Returns the steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Returns the links.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Computes when each step can begin. The work grows with the steps times the links.
    ///
    /// ```
    /// use detente_plans::schedule::{Link, Schedule, Step};
    ///
    /// // The reply on day 5, meetings after day 6, the signature on about day 15, at least a day later.
    /// let reply = Step { earliest: Some(5), latest: Some(5), ..Step::default() };
    /// let meetings = Step { earliest: Some(6), takes: 3, ..Step::default() };
    /// let signature = Step { target: Some(15), ..Step::default() };
    /// let link = |before, after| Link { before, after, least: 1, most: None };
    /// let schedule = Schedule::new(vec![reply, meetings, signature], vec![link(0, 1), link(1, 2)]).unwrap();
    /// let timing = schedule.timing().unwrap();
    /// assert_eq!(timing.windows[2].earliest, Some(10));
    /// assert_eq!(timing.windows[1].float(), Some(5));
    /// ```
    ///
    /// # Errors
    /// If no dates can keep every bound: the bounds that contradict each other, in order around a circle.
    pub fn timing(&self) -> Result<Timing, Vec<Cause>> {
        let hard = self.arcs(|_| None);
        // The earliest days are the longest paths from day 0, which is shortest paths on turned arcs.
        let (low, binding) = paths(&hard, self.steps.len(), true)?;
        let mut missed = Vec::new();
        for (place, step) in self.steps.iter().enumerate() {
            if let (Some(target), Some(earliest)) = (step.target, low[place])
                && earliest > target
            {
                missed.push((place, earliest - target));
            }
        }
        let met = |place: usize| {
            let target = self.steps[place].target?;
            missed.iter().all(|(late, _)| *late != place).then_some(target)
        };
        // With every step at its earliest day every bound and every target that is left is met.
        let (high, _) = paths(&self.arcs(met), self.steps.len(), false)?;
        let windows = low.iter().zip(&high);
        let windows = windows.map(|(&earliest, &latest)| Window { earliest, latest }).collect();
        let binding = binding.into_iter().map(|cause| match cause {
            Some(Cause::Least(link) | Cause::Most(link)) => Some(link),
            _ => None,
        });
        Ok(Timing { windows, missed, binding: binding.collect() })
    }

    /// Says what moves if a step begins some days after its earliest day. Dates of steps that come after
    /// it give way, and are told as broken; nothing if the step has no earliest day, or is not late.
    ///
    /// # Errors
    /// If the schedule contradicts itself as it is.
    pub fn slip(&self, step: usize, days: i64) -> Result<Option<Slip>, Vec<Cause>> {
        let before = self.timing()?;
        let Some(start) = before.windows.get(step).and_then(|window| window.earliest) else {
            return Ok(None);
        };
        if days <= 0 {
            return Ok(None);
        }
        let late = start.saturating_add(days).min(MAX_DAYS);
        let mut loose = self.clone();
        for step in &mut loose.steps {
            step.latest = None;
        }
        for link in &mut loose.links {
            link.most = None;
        }
        loose.steps[step].earliest = Some(late);
        let after = loose.timing()?;
        let mut slip = Slip { moved: Vec::new(), broken: Vec::new(), overrun: Vec::new() };
        for (place, (old, new)) in before.windows.iter().zip(&after.windows).enumerate() {
            let (Some(old), Some(new)) = (old.earliest, new.earliest) else { continue };
            // Without the clocks a step may be free to begin earlier; it keeps its day.
            if new > old {
                slip.moved.push((place, new - old));
            }
            let step = &self.steps[place];
            let due = [step.latest, step.target].into_iter().flatten().min();
            if let Some(due) = due.filter(|&due| new > due && new > old) {
                slip.broken.push((place, new - due));
            }
        }
        let begin = |place: usize| {
            let (old, new) = (before.windows[place].earliest, after.windows[place].earliest);
            old.max(new)
        };
        for (place, link) in self.links.iter().enumerate() {
            let (Some(most), Some(from), Some(to)) =
                (link.most, begin(link.before), begin(link.after))
            else {
                continue;
            };
            let between = to - from - self.steps[link.before].takes;
            if between > most {
                slip.overrun.push((place, between - most));
            }
        }
        Ok(Some(slip))
    }

    /// Every bound as an arc; `target` gives further latest days.
    fn arcs(&self, target: impl Fn(usize) -> Option<i64>) -> Vec<Arc> {
        let mut arcs = Vec::new();
        for (place, step) in self.steps.iter().enumerate() {
            let node = place + 1;
            if let Some(earliest) = step.earliest {
                arcs.push(Arc {
                    from: node,
                    to: 0,
                    days: -earliest,
                    cause: Cause::Earliest(place),
                });
            }
            for latest in [step.latest, target(place)].into_iter().flatten() {
                arcs.push(Arc { from: 0, to: node, days: latest, cause: Cause::Latest(place) });
            }
        }
        for (place, link) in self.links.iter().enumerate() {
            let (before, after) = (link.before + 1, link.after + 1);
            let takes = self.steps[link.before].takes;
            let least = Cause::Least(place);
            arcs.push(Arc { from: after, to: before, days: -(takes + link.least), cause: least });
            if let Some(most) = link.most {
                let most_cause = Cause::Most(place);
                arcs.push(Arc { from: before, to: after, days: takes + most, cause: most_cause });
            }
        }
        arcs
    }
}

/// For each step the bound that its day hangs on.
type Bindings = Vec<Option<Cause>>;

/// Shortest paths from day 0 to every step, or, turned, from every step to day 0 with the sign changed:
/// its earliest day. Steps that are not reached have no bound. Also finds contradictions.
fn paths(
    arcs: &[Arc],
    steps: usize,
    turned: bool,
) -> Result<(Vec<Option<i64>>, Bindings), Vec<Cause>> {
    let nodes = steps + 1;
    let ends = |arc: &Arc| if turned { (arc.to, arc.from) } else { (arc.from, arc.to) };
    let mut reach: Vec<Option<i64>> = vec![None; nodes];
    reach[0] = Some(0);
    let mut via: Vec<Option<usize>> = vec![None; nodes];
    // A circle of bounds that no date hangs on is a contradiction too: every node is tried as a start.
    let mut all: Vec<i64> = vec![0; nodes];
    let mut back: Vec<Option<usize>> = vec![None; nodes];
    for round in 0..=nodes {
        let mut last = None;
        for (place, arc) in arcs.iter().enumerate() {
            let (from, to) = ends(arc);
            if let Some(days) = reach[from]
                && reach[to].is_none_or(|known| days + arc.days < known)
                && round < nodes
            {
                reach[to] = Some(days + arc.days);
                via[to] = Some(place);
            }
            if all[from] + arc.days < all[to] {
                all[to] = all[from] + arc.days;
                back[to] = Some(place);
                last = Some(to);
            }
        }
        let Some(node) = last else { break };
        if round == nodes {
            return Err(circle(arcs, &back, node, nodes, &ends));
        }
    }
    let sign = if turned { -1 } else { 1 };
    let days = reach[1..].iter().map(|days| days.map(|days| sign * days)).collect();
    let binding = via[1..].iter().map(|via| via.map(|place| arcs[place].cause)).collect();
    Ok((days, binding))
}

/// The bounds around the circle that a node hangs on.
fn circle(
    arcs: &[Arc],
    back: &[Option<usize>],
    node: usize,
    nodes: usize,
    ends: &dyn Fn(&Arc) -> (usize, usize),
) -> Vec<Cause> {
    let before = |node: usize| back[node].map(|place| (ends(&arcs[place]).0, arcs[place].cause));
    // Far enough back lies the circle itself.
    let mut at = node;
    for _ in 0..nodes {
        at = before(at).map_or(at, |(from, _)| from);
    }
    let (start, mut causes) = (at, Vec::new());
    while let Some((from, cause)) = before(at) {
        causes.push(cause);
        at = from;
        if at == start || causes.len() > nodes {
            break;
        }
    }
    causes
}
