//! Random small scenarios under every combination of options, compared with the plain loops of
//! [`reference`](super::reference).

use super::reference::{self, Parties};
use detente_bargain::{
    Commitment, Context, Election, Estimate, Interpolation, Proposals, Random, RefusalCode,
    RiskRange, Scenario, SpatialOptions, SpatialParty, Victory, VoteRule, spatial,
};

/// Below this a decision may fall either way by rounding, and the rest of a run is not compared.
const UNDECIDED: f64 = 1e-8;

/// Draws a scenario of a few parties. Positions have few decimals, as in practice.
pub(crate) fn draw(random: &mut Random, follow: bool) -> (Scenario, Parties) {
    let (count, dimensions) = (2 + random.below(5) as usize, 1 + random.below(3) as usize);
    let mut numbers = |unit: f64| -> Vec<f64> {
        (0..dimensions).map(|_| (random.unit() * unit).round() / unit).collect()
    };
    let mut parties: Vec<SpatialParty> = Vec::new();
    for _ in 0..count {
        let position = numbers(1000.0);
        let ideal = if follow { None } else { Some(numbers(1000.0)) };
        let mut salience = numbers(1e6);
        let sum: f64 = salience.iter().sum::<f64>() + 1e-3;
        salience.iter_mut().for_each(|share| *share = (*share + 1e-4) / (sum * 1.1));
        parties.push(SpatialParty { capability: 0.0, position, ideal, salience });
    }
    for party in &mut parties {
        party.capability = 1.0 + random.unit() * 99.0;
    }
    let mut accommodation = vec![vec![0.0; count]; count];
    for (at, row) in accommodation.iter_mut().enumerate() {
        row[at] = 1.0;
        if !follow {
            row.iter_mut().for_each(|share| *share = random.unit() / count as f64);
        }
    }
    let mut scenario = Scenario::new(dimensions, &parties).expect("a scenario");
    if !follow {
        scenario = scenario.with_accommodation(&accommodation).expect("a matrix");
    }
    let plain = Parties {
        capability: parties.iter().map(|party| party.capability).collect(),
        position: parties.iter().map(|party| party.position.clone()).collect(),
        ideal: parties
            .iter()
            .map(|party| party.ideal.clone().unwrap_or_else(|| party.position.clone()))
            .collect(),
        salience: parties.iter().map(|party| party.salience.clone()).collect(),
        accommodation,
    };
    (scenario, plain)
}

/// The options of a number: every combination has one.
fn options(mut number: usize) -> SpatialOptions {
    let mut digit = |base: usize| {
        let digit = number % base;
        number /= base;
        digit
    };
    SpatialOptions {
        vote: VoteRule::ALL[digit(VoteRule::ALL.len())],
        victory: Victory::ALL[digit(Victory::ALL.len())],
        election: Election::ALL[digit(Election::ALL.len())],
        risk: RiskRange::ALL[digit(RiskRange::ALL.len())],
        estimate: Estimate::ALL[digit(Estimate::ALL.len())],
        commitment: Commitment::ALL[digit(Commitment::ALL.len())],
        interpolation: Interpolation::ALL[digit(Interpolation::ALL.len())],
        proposals: Proposals::ALL[digit(Proposals::ALL.len())],
        ktab_faults: digit(2) == 1,
        ..SpatialOptions::default()
    }
}

const COMBINATIONS: usize = 6 * 5 * 3 * 3 * 5 * 3 * 3 * 3 * 2;

fn near(found: &[f64], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= 1e-9, "{what}: {found} instead of {expected}");
    }
}

/// Returns how many turns were compared.
fn compare(number: usize, turns: usize) -> usize {
    let mut rules = options(number);
    (rules.min_turns, rules.max_turns) = (turns, turns);
    let mut random = Random::stream(2024, &[number as u64]);
    let (scenario, plain) = draw(&mut random, number.is_multiple_of(2));
    let (found, expected) =
        (spatial(&scenario, &rules, &Context::default()), reference::run(&plain, &rules, turns));
    let (found, expected) = match (found, expected) {
        (Ok(found), Some(expected)) => (found, expected),
        // Between options that are as good as equal a Markov process settles so slowly that rounding
        // decides whether it does in time.
        (Ok(_), None) if rules.election != Election::Conditional => return 0,
        (Err(refusal), _) if refusal.code == RefusalCode::NotSettled => {
            assert_ne!(rules.election, Election::Conditional, "{rules:?}");
            return 0;
        }
        (Err(refusal), Some(expected)) if rules.ktab_faults => {
            assert_eq!(refusal.code, RefusalCode::NotDefined, "{rules:?}: {refusal}");
            assert!(expected.farthest > 1e3, "{rules:?}");
            return 0;
        }
        (found, _) => panic!("{:?} under {rules:?}", found.err()),
    };
    for turn in 0..=turns {
        let what = format!("combination {number}, turn {turn}, {rules:?}");
        let (state, plain) = (&found.states[turn], &expected.states[turn]);
        near(&state.positions, &plain.position.concat(), &format!("positions of {what}"));
        near(&state.ideals, &plain.ideal.concat(), &format!("ideals of {what}"));
        if plain.touchy {
            return turn;
        }
        near(&state.winning, &plain.winning, &format!("winning of {what}"));
        if turn == turns || expected.margins[turn] < UNDECIDED {
            return turn;
        }
        near(&state.risk, &plain.risk, &format!("risk of {what}"));
        let (made, plain) = (&found.turns[turn].challenges, &expected.challenges[turn]);
        assert_eq!(made.len(), plain.len(), "challenges of {what}");
        for (made, plain) in made.iter().zip(plain) {
            assert_eq!((made.initiator, made.target), (plain.from, plain.to), "{what}");
            let figures = [plain.probability, plain.gain];
            near(&[made.probability, made.gain], &figures, &format!("challenge of {what}"));
        }
    }
    turns
}

/// Compares some combinations; says which part of the turns could be compared.
fn compare_all(numbers: impl Iterator<Item = usize>, turns: usize) -> f64 {
    let (mut compared, mut all) = (0, 0);
    for number in numbers {
        compared += compare(number, turns);
        all += turns;
    }
    compared as f64 / all as f64
}

#[test]
fn a_turn_under_every_combination_of_options() {
    let part = compare_all(0..COMBINATIONS, 1);
    assert!(part > 0.7, "only {part} of the turns could be compared");
}

#[test]
fn four_turns_under_many_combinations_of_options() {
    let part = compare_all((0..COMBINATIONS).step_by(37), 4);
    assert!(part > 0.4, "only {part} of the turns could be compared");
}
