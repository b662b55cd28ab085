//! Large sets of states in few words: patterns such as `Y-N`, where `-` stands for either.

use crate::condition::{Pattern, State};
use crate::context::{Budget, Context, Refusal, RefusalCode, Work};
use crate::fewest::{MOST_BITS, fewest};
use crate::isop;
use crate::set::StateSet;
use crate::space::StateSpace;

/// Describes a set of states by patterns: a feasible state is in the set if and only if it fits one
/// of them. None can be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    patterns: Vec<Described>,
    states: usize,
    fewest: bool,
}

/// Holds one pattern of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Described {
    /// The options that matter and their values.
    pub pattern: Pattern,
    /// How many feasible states fit it. States may fit several patterns.
    pub states: usize,
}

impl Description {
    /// Returns the patterns, those that most states fit first, then in the order of their text.
    pub fn patterns(&self) -> &[Described] {
        &self.patterns
    }

    /// Counts the states described.
    pub fn states(&self) -> usize {
        self.states
    }

    /// Says whether it is certain that no fewer patterns would do. Where it is not they may still be
    /// the fewest.
    pub fn is_fewest(&self) -> bool {
        self.fewest
    }
}

impl Pattern {
    /// Writes the pattern with one character for each of so many options: `Y` or `N` where it says
    /// which, `-` where it does not.
    ///
    /// ```
    /// use detente_stability::Pattern;
    /// assert_eq!(Pattern { care: 0b101, yes: 0b001 }.text(3), "Y-N");
    /// ```
    pub fn text(self, options: usize) -> String {
        let letter = |k: usize| match (at(self.care, k), at(self.yes, k)) {
            (false, _) => '-',
            (true, true) => 'Y',
            (true, false) => 'N',
        };
        (0..options).map(letter).collect()
    }
}

fn at(word: State, option: usize) -> bool {
    u32::try_from(option).ok().and_then(|k| word.checked_shr(k)).unwrap_or(0) & 1 == 1
}

/// Finds a small description of a set of states. Infeasible states may fit the patterns or not,
/// whichever makes them simpler.
///
/// If no more than twelve options vary it is one of the fewest patterns unless the search for it
/// takes too long ([`Description::is_fewest`] says which); otherwise the patterns are those of a
/// heuristic, none of which can be left out. Options on which nothing depends are found first, so a
/// simple set is described well however many options there are.
///
/// ```
/// use detente_stability::{Context, OptionSpec, StateSet, StateSpace, Structure, describe};
/// let structure = Structure::new(1, vec![OptionSpec::of(0); 3])?;
/// let space = StateSpace::enumerate(&structure, &[], &Context::default())?;
/// let mut set = StateSet::empty(space.len());
/// [1, 3, 5, 7, 2].into_iter().for_each(|state| set.insert(state));
/// let described = describe(&space, &set, &Context::default())?;
/// let texts: Vec<String> = described.patterns().iter().map(|p| p.pattern.text(3)).collect();
/// assert_eq!(texts, ["Y--", "-YN"]);
/// assert!(described.is_fewest());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`RefusalCode::NotInGame`] for a set with a state the space does not have,
/// [`RefusalCode::TooMuchWork`] and [`RefusalCode::Cancelled`].
pub fn describe(
    space: &StateSpace,
    set: &StateSet,
    context: &Context<'_>,
) -> Result<Description, Refusal> {
    if let Some(state) = set.iter().find(|&state| state >= space.len()) {
        return Err(Refusal::new(
            RefusalCode::NotInGame,
            format!("there is no state {state}; the space has {}", space.len()),
            "describe a set of states of this space",
        ));
    }
    let mut budget = Budget::new(context, DESCRIBING);
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for (index, &state) in space.states().iter().enumerate() {
        if set.contains(index) { &mut on } else { &mut off }.push(state);
    }
    let members = on.clone();
    let (options, lossless) = depend_on(&mut on, &mut off, space.options(), &mut budget)?;
    let bits = options.len() as u32;
    let mut cubes = isop::cover(&on, &off, bits, &mut budget)?;
    let mut certain = cubes.len() <= 1;
    if !certain {
        cubes = simplify(cubes, &on, &off, &mut budget)?;
        if bits <= MOST_BITS {
            let (fewer, proved) = fewest(&on, &off, bits, cubes.len());
            certain = proved && lossless;
            cubes = fewer.unwrap_or(cubes);
        }
    }
    let spread = |word: State| {
        let named = options.iter().enumerate().filter(|(k, _)| word >> k & 1 == 1);
        named.fold(0, |bits, (_, option)| bits | option)
    };
    let mut patterns = Vec::with_capacity(cubes.len());
    for cube in cubes {
        let pattern = Pattern { care: spread(cube.care), yes: spread(cube.yes) };
        let top = space.options() as u32;
        let states = count(pattern, &members, top, &mut budget)?;
        patterns.push(Described { pattern, states });
    }
    let text = |d: &Described| (std::cmp::Reverse(d.states), d.pattern.text(space.options()));
    patterns.sort_by_cached_key(text);
    Ok(Description { patterns, states: members.len(), fewest: certain })
}

const DESCRIBING: Work = Work {
    what: "describing the set by patterns",
    instead: "count the states or list them, or raise the limit on steps",
};

/// The largest product of cubes and states for which every cube is compared with every state.
const COMPARED: usize = 200_000_000;

/// Leaves out of all states the options that are not needed to tell the two lists apart, and moves
/// the others together. Returns those others, in order, and whether nothing was lost by it.
fn depend_on(
    on: &mut Vec<State>,
    off: &mut Vec<State>,
    options: usize,
    budget: &mut Budget<'_>,
) -> Result<(Vec<State>, bool), Refusal> {
    let any = on.iter().chain(off.iter()).fold(0, |word, state| word | state);
    let all = on.iter().chain(off.iter()).fold(State::MAX, |word, state| word & state);
    let varies = |bit: &State| (any & !all) & bit != 0;
    let mut needed: Vec<State> = (0..options as u32).map(|k| 1 << k).filter(varies).collect();
    for list in [&mut *on, &mut *off] {
        list.iter_mut().for_each(|state| *state &= any & !all);
    }
    // Where every cube can be looked at nothing need be decided beforehand.
    let mut lossless = true;
    let mut place = needed.len();
    while place > 0 && needed.len() > MOST_BITS as usize {
        place -= 1;
        let bit = needed[place];
        budget.spend((on.len() + off.len()) as u64)?;
        let told_apart = |state: &State| off.binary_search(&(state ^ bit)).is_err();
        if !on.iter().all(told_apart) {
            continue;
        }
        needed.remove(place);
        for list in [&mut *on, &mut *off] {
            let before = list.len();
            list.iter_mut().for_each(|state| *state &= !bit);
            list.sort_unstable();
            list.dedup();
            lossless &= 2 * list.len() == before;
        }
    }
    for list in [&mut *on, &mut *off] {
        list.iter_mut().for_each(|state| *state = gather(*state, &needed));
    }
    Ok((needed, lossless))
}

/// Moves the options given to the lowest places, keeping their order.
fn gather(state: State, options: &[State]) -> State {
    let taken = options.iter().enumerate().filter(|(_, bit)| state & **bit != 0);
    taken.fold(0, |word, (k, _)| word | 1 << k)
}

/// Widens every cube as far as no state of `off` comes in, and leaves out cubes that the others then
/// make superfluous. Leaves a cover alone that is too large for it.
fn simplify(
    mut cubes: Vec<Pattern>,
    on: &[State],
    off: &[State],
    budget: &mut Budget<'_>,
) -> Result<Vec<Pattern>, Refusal> {
    if cubes.len().saturating_mul(on.len() + off.len()) > COMPARED {
        return Ok(cubes);
    }
    for cube in &mut cubes {
        budget.spend(off.len() as u64)?;
        widen(cube, off);
    }
    // Wide cubes are kept before narrow ones.
    cubes.sort_by_key(|cube| (cube.care.count_ones(), cube.care, cube.yes));
    cubes.dedup();
    let fits = |cube: &Pattern, state: State| (state ^ cube.yes) & cube.care == 0;
    let mut times = vec![0_u32; on.len()];
    for cube in &cubes {
        budget.spend(on.len() as u64)?;
        for (times, &state) in times.iter_mut().zip(on) {
            *times += u32::from(fits(cube, state));
        }
    }
    let mut kept = Vec::with_capacity(cubes.len());
    for cube in cubes.into_iter().rev() {
        budget.spend(on.len() as u64)?;
        let fitting = |at: &usize| fits(&cube, on[*at]);
        if (0..on.len()).filter(fitting).any(|at| times[at] == 1) {
            kept.push(cube);
        } else {
            (0..on.len()).filter(fitting).for_each(|at| times[at] -= 1);
        }
    }
    Ok(kept)
}

/// Drops from a cube every option without which it still fits nothing of `off`.
fn widen(cube: &mut Pattern, off: &[State]) {
    // Each state outside must differ in some option kept; those that differ in one only settle it.
    let mut differing: Vec<State> =
        off.iter().map(|state| (state ^ cube.yes) & cube.care).collect();
    differing.sort_unstable();
    differing.dedup();
    for option in (0..State::BITS).map(|k| 1 << k) {
        if cube.care & option != 0 && differing.iter().all(|&differ| differ & !option != 0) {
            cube.care &= !option;
            cube.yes &= cube.care;
            differing.iter_mut().for_each(|differ| *differ &= !option);
        }
    }
}

/// Counts the states of an ascending list that fit a pattern, halving the list option by option.
fn count(
    pattern: Pattern,
    list: &[State],
    bits: u32,
    budget: &mut Budget<'_>,
) -> Result<usize, Refusal> {
    budget.spend(1)?;
    let below = State::MAX.checked_shr(State::BITS - bits).unwrap_or(0);
    if list.is_empty() || pattern.care & below == 0 {
        return Ok(list.len());
    }
    if let [state] = list {
        return Ok(usize::from((state ^ pattern.yes) & pattern.care & below == 0));
    }
    let bit: State = 1 << (bits - 1);
    let (without, with) = list.split_at(list.partition_point(|state| state & bit == 0));
    let mut states = 0;
    if pattern.care & bit == 0 || pattern.yes & bit == 0 {
        states += count(pattern, without, bits - 1, budget)?;
    }
    if pattern.care & bit == 0 || pattern.yes & bit != 0 {
        states += count(pattern, with, bits - 1, budget)?;
    }
    Ok(states)
}
