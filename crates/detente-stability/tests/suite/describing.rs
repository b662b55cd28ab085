//! Descriptions of sets of states by patterns.

use detente_stability::{
    Concept, Condition, Context, Described, Description, OptionSpec, Pattern, RefusalCode,
    StateSet, StateSpace, Structure, describe, solve,
};

use crate::models::{Random, SINGLE, random_game};

fn space(options: usize, impossible: &[&dyn Condition]) -> Option<StateSpace> {
    let structure = Structure::new(1, vec![OptionSpec::of(0); options]).unwrap();
    StateSpace::enumerate(&structure, impossible, &Context::default()).ok()
}

fn fits(pattern: Pattern, state: u64) -> bool {
    (state ^ pattern.yes) & pattern.care == 0
}

/// Checks that a description is exact, counts right and has nothing to spare.
fn check(space: &StateSpace, set: &StateSet) -> Description {
    let description = describe(space, set, &Context::default()).unwrap();
    let patterns: Vec<Pattern> = description.patterns().iter().map(|d| d.pattern).collect();
    let mut alone = vec![false; patterns.len()];
    let mut counts = vec![0; patterns.len()];
    for (index, &state) in space.states().iter().enumerate() {
        let fitting: Vec<usize> =
            (0..patterns.len()).filter(|&at| fits(patterns[at], state)).collect();
        assert_eq!(!fitting.is_empty(), set.contains(index), "{state:b} {patterns:?}");
        fitting.iter().for_each(|&at| counts[at] += 1);
        if let [only] = fitting[..] {
            alone[only] = true;
        }
    }
    assert!(alone.iter().all(|&needed| needed), "{patterns:?}");
    let said: Vec<usize> = description.patterns().iter().map(|d| d.states).collect();
    assert_eq!(said, counts);
    assert!(said.is_sorted_by(|a, b| a >= b));
    assert_eq!(description.states(), set.len());
    description
}

/// Finds the fewest patterns by trying all choices of ever more.
fn fewest(space: &StateSpace, set: &StateSet) -> usize {
    let all = (1_u64 << space.options()) - 1;
    let mut cubes: Vec<u64> = Vec::new();
    for care in 0..=all {
        for yes in (0..=all).filter(|yes| yes & !care == 0) {
            let mut covered = 0_u64;
            let mut out = false;
            for (index, &state) in space.states().iter().enumerate() {
                if fits(Pattern { care, yes }, state) {
                    covered |= 1 << index;
                    out |= !set.contains(index);
                }
            }
            if !out && !cubes.contains(&covered) {
                cubes.push(covered);
            }
        }
    }
    let wanted = set.iter().fold(0_u64, |word, index| word | 1 << index);
    let mut reached = vec![0_u64];
    for count in 0.. {
        if reached.contains(&wanted) {
            return count;
        }
        let mut next: Vec<u64> =
            reached.iter().flat_map(|r| cubes.iter().map(move |c| r | c)).collect();
        next.sort_unstable();
        next.dedup();
        reached = next;
    }
    unreachable!()
}

fn random_patterns(random: &mut Random, options: usize, count: usize) -> Vec<Pattern> {
    let all = u64::MAX >> (64 - options);
    (0..count)
        .map(|_| Pattern { care: random.next() & random.next() & all, yes: random.next() })
        .collect()
}

#[test]
fn few_options_are_described_by_the_fewest_patterns() {
    let mut random = Random(71);
    let mut described = 0;
    for number in 0..1200 {
        let options = 1 + random.below(4);
        let ruled_out = if number % 2 == 0 { 0 } else { random.below(3) };
        let impossible = random_patterns(&mut random, options, ruled_out);
        let impossible: Vec<&dyn Condition> =
            impossible.iter().map(|p| p as &dyn Condition).collect();
        let Some(space) = space(options, &impossible) else { continue };
        let mut set = StateSet::empty(space.len());
        let percent = [20, 50, 80][random.below(3)];
        (0..space.len()).filter(|_| random.chance(percent)).for_each(|at| set.insert(at));
        let description = check(&space, &set);
        assert!(description.is_fewest());
        assert_eq!(description.patterns().len(), fewest(&space, &set));
        described += 1;
    }
    assert!(described > 900, "{described}");
}

#[test]
fn more_options_are_described_exactly_and_irredundantly() {
    let mut random = Random(72);
    for number in 0..300 {
        let options = 5 + random.below(11);
        let impossible = random_patterns(&mut random, options, number % 5);
        let impossible: Vec<&dyn Condition> =
            impossible.iter().map(|p| p as &dyn Condition).collect();
        let Some(space) = space(options, &impossible) else { continue };
        let count = 1 + random.below(5);
        let patterns = random_patterns(&mut random, options, count);
        let mut set = StateSet::empty(space.len());
        for (index, &state) in space.states().iter().enumerate() {
            if patterns.iter().any(|&p| fits(p, state)) {
                set.insert(index);
            }
        }
        let description = check(&space, &set);
        if options <= 12 && description.is_fewest() {
            assert!(description.patterns().len() <= count);
        }
    }
}

#[test]
fn equilibria_of_random_games() {
    let mut random = Random(73);
    for _ in 0..300 {
        let game = random_game(&mut random, SINGLE);
        for concept in Concept::ALL {
            let solution = solve(&game, concept, &Context::default()).unwrap();
            check(game.space(), solution.equilibria());
        }
    }
}

/// Many options of which a few matter.
#[test]
fn a_million_states() {
    let space = space(20, &[]).unwrap();
    let in_set = |state: u64| state & 0b11 == 0b01 || state >> 17 == 0b101;
    let mut set = StateSet::empty(space.len());
    (0..space.len()).filter(|&s| in_set(s as u64)).for_each(|s| set.insert(s));
    let description = check(&space, &set);
    let texts: Vec<String> = description.patterns().iter().map(|d| d.pattern.text(20)).collect();
    assert_eq!(texts, ["YN------------------", "-----------------YNY"]);
    assert!(description.is_fewest());
}

#[test]
fn everything_nothing_and_what_is_not_there() {
    let space = space(3, &[]).unwrap();
    let nothing = check(&space, &StateSet::empty(8));
    assert!(nothing.patterns().is_empty() && nothing.is_fewest());
    let everything = check(&space, &StateSet::full(8));
    let all = Described { pattern: Pattern { care: 0, yes: 0 }, states: 8 };
    assert_eq!(everything.patterns(), [all]);
    let refusal = describe(&space, &StateSet::full(9), &Context::default()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::NotInGame);
    let mut odd = StateSet::empty(8);
    [1, 2, 4, 7].into_iter().for_each(|s| odd.insert(s));
    let tight = Context { max_steps: 3, ..Context::default() };
    let refusal = describe(&space, &odd, &tight).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::TooMuchWork);
    assert_eq!(Pattern { care: 1 << 63, yes: 1 << 63 }.text(66).len(), 66);
}
