//! The exchange model against plain loops straight from its definition, and its own laws.

use detente_bargain::{
    Context, Exchange, ExchangeLimit, Issue, Random, RefusalCode, Scale, Stake, exchange,
};

/// One party on one issue: what it wants, supports, its salience, its capability.
#[derive(Clone, Copy)]
struct Seat {
    wants: f64,
    supports: f64,
    salience: f64,
    capability: f64,
}

type Table = Vec<Vec<Seat>>;

fn outcome(seats: &[Seat]) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    for seat in seats {
        above += seat.capability * seat.salience * seat.supports;
        below += seat.capability * seat.salience;
    }
    above / below
}

/// What i gets on p if j moves as far as it can, as a change of the outcome; none if they are not on
/// opposite sides.
fn largest(seats: &[Seat], i: usize, j: usize) -> Option<f64> {
    let at = outcome(seats);
    // Who has got the outcome it wants is on neither side of it, whatever the last digit says.
    let side = |party: usize| seats[party].wants - at;
    let opposite = side(i) * side(j) < 0.0 && side(i).abs().min(side(j).abs()) > 1e-7;
    if !opposite {
        return None;
    }
    let mut moved = seats.to_vec();
    moved[j].supports = seats[i].wants;
    let up = seats[i].wants > at;
    let by_position = if up { outcome(&moved) - at } else { at - outcome(&moved) };
    Some(by_position.min((seats[i].wants - at).abs()))
}

struct Trade {
    parties: (usize, usize),
    issues: (usize, usize),
    by: (f64, f64),
    gain: f64,
}

/// The best trade, and how far it is ahead of the next.
fn best(table: &Table) -> (Option<Trade>, f64) {
    let (mut best, mut ahead): (Option<Trade>, f64) = (None, f64::INFINITY);
    for i in 0..table[0].len() {
        for j in 0..table[0].len() {
            for p in 0..table.len() {
                for q in 0..table.len() {
                    if i == j || p >= q {
                        continue;
                    }
                    let (sip, siq) = (table[p][i].salience, table[q][i].salience);
                    let (sjp, sjq) = (table[p][j].salience, table[q][j].salience);
                    // i demands p and supplies q; that j does is another turn of the loops.
                    if sip / siq <= sjp / sjq {
                        continue;
                    }
                    let (Some(most_p), Some(most_q)) =
                        (largest(&table[p], i, j), largest(&table[q], j, i))
                    else {
                        continue;
                    };
                    let rate = (sip + sjp) / (siq + sjq);
                    let dp = most_p.min(most_q / rate);
                    let dq = dp * rate;
                    let gain = sip * dp - siq * dq;
                    assert!((gain - (sjq * dq - sjp * dp)).abs() < 1e-9, "equal gains");
                    let record = best.as_ref().map_or(1e-6, |best| best.gain);
                    ahead = ahead.min((gain - record).abs()).min((gain - 1e-6).abs());
                    if gain > record {
                        best = Some(Trade { parties: (i, j), issues: (p, q), by: (dp, dq), gain });
                    }
                }
            }
        }
    }
    (best, ahead)
}

fn draw(seed: u64) -> (Vec<Issue>, Table) {
    let mut random = Random::stream(seed, &[]);
    let (parties, issues) = (2 + random.below(5) as usize, 2 + random.below(3) as usize);
    let mut table: Table = Vec::new();
    for _ in 0..issues {
        let seat = |random: &mut Random| {
            let wants = 100.0 * random.unit();
            let (salience, capability) = (0.1 + random.unit(), 1.0 + random.unit());
            Seat { wants, supports: wants, salience, capability }
        };
        table.push((0..parties).map(|_| seat(&mut random)).collect());
    }
    let issue = |seats: &Vec<Seat>| {
        let stakes: Vec<(f64, f64, f64)> =
            seats.iter().map(|seat| (seat.wants, seat.salience, seat.capability)).collect();
        Issue::of(&stakes).expect("an issue")
    };
    (table.iter().map(issue).collect(), table)
}

#[test]
fn exchanges_are_those_of_the_definition() {
    let (mut compared, mut most) = (0, 0);
    for seed in 0..500 {
        let (issues, mut table) = draw(seed);
        let run = exchange(&issues, 1_000, &Context::default()).expect("a run");
        for (found, seats) in run.before.iter().zip(&table) {
            assert!((found - outcome(seats)).abs() < 1e-9);
        }
        let mut undecided = false;
        for made in &run.exchanges {
            let (trade, ahead) = best(&table);
            undecided = ahead < 1e-7;
            if undecided {
                break;
            }
            let trade = trade.expect("another trade");
            let (first, second) = (made.first, made.second);
            assert_eq!((first.demander, first.supplier), trade.parties, "seed {seed}");
            assert_eq!((second.demander, second.supplier), (trade.parties.1, trade.parties.0));
            assert_eq!((first.issue, second.issue), trade.issues, "seed {seed}");
            assert!((made.gain - trade.gain).abs() < 1e-8, "{} {}", made.gain, trade.gain);
            assert!(((first.outcome_to - first.outcome_from).abs() - trade.by.0).abs() < 1e-8);
            assert!(((second.outcome_to - second.outcome_from).abs() - trade.by.1).abs() < 1e-8);
            for shift in [first, second] {
                table[shift.issue][shift.supplier].supports = shift.to;
                assert!((outcome(&table[shift.issue]) - shift.outcome_to).abs() < 1e-8);
            }
            compared += 1;
        }
        if !undecided {
            assert!(best(&table).0.is_none_or(|trade| trade.gain < 1e-4), "seed {seed}");
            assert!(run.exhausted);
        }
        most = most.max(run.exchanges.len());
    }
    assert!(compared > 500 && most > 5, "{compared} exchanges, at most {most} in a run");
}

fn check_laws(made: &Exchange, issues: &[Issue]) {
    for (shift, other) in [(made.first, made.second), (made.second, made.first)] {
        let stake = |party: usize, issue: usize| issues[issue].seated()[party];
        let wants = stake(shift.demander, shift.issue).position;
        let towards = |from: f64, to: f64| (wants - to).abs() <= (wants - from).abs() + 1e-9;
        assert!(towards(shift.from, shift.to) && towards(shift.outcome_from, shift.outcome_to));
        // What the demander gains where it gets, less what it gives.
        let moved = |shift: detente_bargain::Shift| (shift.outcome_to - shift.outcome_from).abs();
        let gain = stake(shift.demander, shift.issue).salience * moved(shift)
            - stake(shift.demander, other.issue).salience * moved(other);
        assert!((gain - made.gain).abs() < 1e-8 && gain > 0.0);
    }
}

#[test]
fn both_gain_the_same_and_nobody_goes_past_the_other() {
    for seed in 1_000..1_200 {
        let (issues, _) = draw(seed);
        let run = exchange(&issues, 1_000, &Context::default()).expect("a run");
        run.exchanges.iter().for_each(|made| check_laws(made, &issues));
        let threads = Context { threads: 2, ..Context::default() };
        assert_eq!(run, exchange(&issues, 1_000, &threads).expect("a run"));
    }
}

/// By hand: weights of p are .9 and .1, so its outcome is 10, and that of q 90. The first may move p by
/// .1·100 at most, and to 0 it is 10: both limits. dq = dp.
#[test]
fn two_parties_trade_what_they_care_for_less() {
    let p = Issue::of(&[(0.0, 0.9, 1.0), (100.0, 0.1, 1.0)]).expect("an issue");
    let q = Issue::of(&[(0.0, 0.1, 1.0), (100.0, 0.9, 1.0)]).expect("an issue");
    let run = exchange(&[p, q], 1_000, &Context::default()).expect("a run");
    assert_eq!(run.exchanges.len(), 1);
    assert!((run.exchanges[0].gain - 8.0).abs() < 1e-9);
    assert_eq!(run.exchanges[0].limit, ExchangeLimit::Position);
    assert!(run.after[0].abs() < 1e-9 && (run.after[1] - 100.0).abs() < 1e-9);
    let supports = [[Some(0.0), Some(100.0)], [Some(0.0), Some(100.0)]];
    assert_eq!(run.supports, supports.map(|row| row.to_vec()));
}

#[test]
fn what_cannot_be_traded_is_refused_or_left() {
    let context = Context::default();
    let issue = |parties: &[(f64, f64, f64)]| Issue::of(parties).expect("an issue");
    let two = issue(&[(0.0, 1.0, 1.0), (1.0, 1.0, 1.0)]);
    let three = issue(&[(0.0, 1.0, 1.0), (1.0, 1.0, 1.0), (1.0, 1.0, 1.0)]);
    let refusal = exchange(&[two.clone(), three], 10, &context).expect_err("not alike");
    assert_eq!(refusal.code, RefusalCode::Mismatch);
    let idle = issue(&[(0.0, 0.0, 1.0), (1.0, 0.0, 1.0)]);
    assert_eq!(exchange(&[idle], 10, &context).expect_err("idle").code, RefusalCode::NoWeight);
    let words = Scale::Words { count: 2, places: None };
    let words = Issue::new(words, vec![Stake::known(0.0, 1.0, 1.0)]).expect("an issue");
    assert_eq!(exchange(&[words], 10, &context).expect_err("words").code, RefusalCode::NoDistances);
    // Equal ratios of salience, one issue, no issue: nothing to trade.
    for issues in [vec![two.clone(), two.clone()], vec![two.clone()], Vec::new()] {
        let run = exchange(&issues, 10, &context).expect("a run");
        assert!(run.exchanges.is_empty() && run.exhausted && run.before == run.after);
    }
    let (many, _) = draw(7);
    let run = exchange(&many, 0, &context).expect("a run");
    assert_eq!((run.exchanges.len(), run.before == run.after), (0, true));
    let cramped = Context { max_parties: 1, ..context };
    assert_eq!(exchange(&[two], 1, &cramped).expect_err("many").code, RefusalCode::TooManyParties);
}
