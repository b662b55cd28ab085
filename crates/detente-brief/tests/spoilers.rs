//! Spoilers and remedies against the definitions, computed the plainest way on random small cases.

use detente_brief::{
    Limits, MoverAt, OwnOrder, SpoilerQuestion, SpoilerType, Standing, Tried, analyse,
    spoiler_outcomes, spoilers,
};
use detente_case::{Case, MemoryWorld, load};
use detente_expr::{Formula, parse};
use detente_model::{Leave, Model, Moves, Preference};
use detente_stability::{Concept, Mover};
use std::collections::BTreeSet;

/// A small generator: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("a small number")
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

const OPTIONS: [&str; 5] = ["sign", "strike", "pact", "aid", "wreck"];

fn condition(dice: &mut Dice) -> String {
    let mut literal = || format!("{}{}", dice.pick(&["", "not "]), dice.pick(&OPTIONS));
    let (a, b) = (literal(), literal());
    match dice.roll(5) {
        0 | 1 => a,
        2 => format!("{a} and {b}"),
        3 => format!("{a} iff {b}"),
        _ => format!("{a} if {b}"),
    }
}

fn wishes(dice: &mut Dice) -> String {
    let list: Vec<String> =
        (0..2 + dice.roll(3)).map(|_| format!("\"{}\"", condition(dice))).collect();
    format!("[{}]", list.join(", "))
}

/// A random case: three parties, a joint option in most, a rule in some, two readings, a remedy.
fn random_case(seed: u64) -> Case {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let joint = if dice.roll(4) == 0 { "\"a\"" } else { "[\"a\", \"b\"]" };
    let leave = if joint.len() > 3 {
        format!(", leave = \"{}\"", dice.pick(&["any", "all", "none"]))
    } else {
        String::new()
    };
    let moves = dice.pick(&["both", "both", "once", "withdraw"]);
    let rules = if dice.roll(3) == 0 {
        "[rules]\nimpossible = [\"strike and pact\", \"sign and aid and not wreck\"]\n"
    } else {
        ""
    };
    let text = format!(
        "schema = 1\ncase = {{ title = \"T\", question = \"Q?\" }}\n\
         parties = {{ a = \"Anna\", b = \"Ben\", c = \"Cora\" }}\n[options]\n\
         sign = {{ by = {joint}, text = \"sign\"{leave} }}\n\
         strike = {{ by = \"a\", text = \"strike\", moves = \"{moves}\" }}\n\
         pact = {{ by = \"b\", text = \"promise a pact\" }}\naid = {{ by = \"b\", text = \"give aid\" }}\n\
         wreck = {{ by = \"c\", text = \"obstruct\" }}\n\
         [preferences]\na = {}\nb = {}\nc = {}\n{rules}[questions]\nq = \"sign\"\n\
         [readings.m.one]\ntext = \"One\"\n[readings.m.two]\ntext = \"Two\"\npreferences.c = {}\n\
         [remedies.r]\ntext = \"R\"\nstops = \"c\"\nsets = [\"{}pact\", \"{}strike\"]\n",
        wishes(&mut dice),
        wishes(&mut dice),
        wishes(&mut dice),
        wishes(&mut dice),
        dice.pick(&["", "not "]),
        dice.pick(&["", "not "]),
    );
    let loaded = load(&MemoryWorld::new().with("case.toml", text.as_str()));
    loaded.case.unwrap_or_else(|| panic!("{text}\n{:?}", loaded.diagnostics))
}

/// A game read from the model, without the engine.
struct Naive<'a> {
    model: &'a Model,
    states: Vec<u64>,
    wishes: Vec<Vec<Formula>>,
    concept: Concept,
    condition: &'a Formula,
}

impl<'a> Naive<'a> {
    fn new(model: &'a Model, choice: &[usize], concept: Concept, condition: &'a Formula) -> Self {
        let game = model.game(choice);
        let count = 1u64 << model.options.len();
        let states =
            (0..count).filter(|&s| !game.impossible.iter().any(|rule| rule.eval(s))).collect();
        let wishes = game.preferences.iter().map(|preference| match preference {
            Preference::Statements(list) => list.iter().map(|w| w.formula.clone()).collect(),
            Preference::Ranking(..) => unreachable!("the cases have wishes"),
        });
        Naive { model, states, wishes: wishes.collect(), concept, condition }
    }

    fn movers(&self) -> Vec<Vec<usize>> {
        let mut movers: Vec<Vec<usize>> = (0..self.model.parties.len()).map(|p| vec![p]).collect();
        for option in self.model.options.iter().filter(|option| option.owners.len() > 1) {
            if !movers.contains(&option.owners) {
                movers.push(option.owners.clone());
            }
        }
        movers
    }

    /// Whether the party is better off: the first wish on which the two differ holds in `there`.
    fn better(&self, party: usize, here: u64, there: u64) -> bool {
        let differs = self.wishes[party].iter().find(|wish| wish.eval(here) != wish.eval(there));
        differs.is_some_and(|wish| wish.eval(there))
    }

    fn all_better(&self, members: &[usize], here: u64, there: u64) -> bool {
        members.iter().all(|&party| self.better(party, here, there))
    }

    fn legal(&self, members: &[usize], from: u64, to: u64) -> bool {
        from != to
            && self.model.options.iter().enumerate().all(|(bit, option)| {
                match (from >> bit & 1, to >> bit & 1) {
                    (0, 1) => option.owners == members && option.moves != Moves::Withdraw,
                    (1, 0) => {
                        let may = match option.leave {
                            Leave::Any => members.len() == 1 && option.owners.contains(&members[0]),
                            Leave::All => option.owners == members,
                            Leave::None => false,
                        };
                        // With one owner it is the owner's, whatever is said of leaving.
                        let may = may || option.owners.len() == 1 && option.owners == members;
                        may && option.moves != Moves::Once
                    }
                    _ => true,
                }
            })
    }

    fn moves(&self, members: &[usize], from: u64) -> Vec<u64> {
        self.states.iter().copied().filter(|&to| self.legal(members, from, to)).collect()
    }

    fn improvements(&self, members: &[usize], from: u64) -> Vec<u64> {
        let mut found = self.moves(members, from);
        found.retain(|&to| self.all_better(members, from, to));
        found
    }

    /// Everything the others can bring about from a state.
    fn closure(&self, members: &[usize], from: u64, improving: bool) -> BTreeSet<u64> {
        let mut found = BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            for other in self.movers() {
                if other.iter().any(|party| members.contains(party)) {
                    continue;
                }
                let next =
                    if improving { self.improvements(&other, at) } else { self.moves(&other, at) };
                open.extend(next.into_iter().filter(|&to| found.insert(to)));
            }
        }
        found
    }

    fn answered(&self, members: &[usize], from: u64, improvement: u64) -> bool {
        let improving = matches!(self.concept, Concept::Seq | Concept::SymSeq);
        let symmetric = matches!(self.concept, Concept::Smr | Concept::SymSeq);
        if self.concept == Concept::Nash {
            return false;
        }
        let escapes = |at: u64| {
            let own = members.iter().map(|&party| vec![party]);
            own.chain([members.to_vec()])
                .flat_map(|by| self.moves(&by, at))
                .any(|to| self.all_better(members, from, to))
        };
        self.closure(members, improvement, improving)
            .into_iter()
            .any(|end| !(self.all_better(members, from, end) || symmetric && escapes(end)))
    }

    fn tempted(&self, members: &[usize], at: u64) -> bool {
        self.improvements(members, at).iter().any(|&to| !self.condition.eval(to))
    }

    fn wrecks(&self, members: &[usize], at: u64) -> bool {
        let ends = |&to: &u64| !self.condition.eval(to);
        let ways = self.improvements(members, at).into_iter().filter(ends);
        ways.into_iter().any(|to| !self.answered(members, at, to))
    }

    fn stays(&self, members: &[usize], at: u64) -> bool {
        self.improvements(members, at).iter().all(|&to| self.answered(members, at, to))
    }

    /// The outcomes with the condition in which everything the members share in is as it is here.
    fn offered(&self, members: &[usize], here: u64) -> Vec<u64> {
        let shares =
            |bit: usize| self.model.options[bit].owners.iter().any(|owner| members.contains(owner));
        let same = |at: u64| {
            (0..self.model.options.len()).all(|bit| !shares(bit) || (at ^ here) >> bit & 1 == 0)
        };
        let wanted = |at: &u64| self.condition.eval(*at) && same(*at);
        self.states.iter().copied().filter(wanted).collect()
    }

    fn kind(&self, party: usize, here: u64) -> SpoilerType {
        let members = [party];
        let offered = self.offered(&members, here);
        if !self.tempted(&members, here) {
            SpoilerType::None
        } else if offered.iter().any(|&at| !self.tempted(&members, at)) {
            SpoilerType::Limited
        } else if offered.iter().any(|&at| !self.wrecks(&members, at)) {
            SpoilerType::Greedy
        } else {
            SpoilerType::Total
        }
    }

    /// The same game with another order of a party's wishes.
    fn with_order(&self, party: usize, order: &[usize]) -> Naive<'_> {
        let mut wishes = self.wishes.clone();
        wishes[party] = order.iter().map(|&place| self.wishes[party][place].clone()).collect();
        Naive { states: self.states.clone(), wishes, ..*self }
    }
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = permutations(count - 1);
    let put = |order: &Vec<usize>, at: usize| {
        let mut order = order.clone();
        order.insert(at, count - 1);
        order
    };
    shorter.iter().flat_map(|order| (0..count).map(move |at| put(order, at))).collect()
}

fn inversions(order: &[usize]) -> usize {
    let after = |at: usize| order[at + 1..].iter().filter(|&&later| later < order[at]).count();
    (0..order.len()).map(after).sum()
}

fn members(mover: Mover) -> Vec<usize> {
    mover.members().iter().collect()
}

/// Compares what was found of one mover; counts remedies compared.
fn compare(naive: &Naive<'_>, at: u64, found: &MoverAt, states: &[u64], seen: &mut Seen) {
    let who = members(found.mover);
    let improvements = naive.improvements(&who, at);
    let open: BTreeSet<u64> =
        improvements.iter().copied().filter(|&to| !naive.answered(&who, at, to)).collect();
    match &found.standing {
        Standing::Wrecks { ways, answered } | Standing::MovesOn { ways, answered } => {
            assert_eq!(ways.iter().map(|&way| states[way]).collect::<BTreeSet<_>>(), open);
            assert_eq!(improvements.len(), open.len() + answered);
            let wrecks = matches!(found.standing, Standing::Wrecks { .. });
            assert_eq!(wrecks, naive.wrecks(&who, at));
        }
        Standing::Deterred { by } => {
            assert!(open.is_empty() && by.len() == improvements.len() && !by.is_empty());
            for deterrent in by {
                let mut from = states[deterrent.answer.improvement];
                let mut failing = None;
                for (place, step) in deterrent.answer.steps.iter().enumerate() {
                    let (by, to) = (members(step.mover), states[step.to]);
                    assert!(naive.legal(&by, from, to));
                    let pays = naive.improvements(&by, from).contains(&to);
                    if failing.is_none() && (!pays || naive.answered(&by, from, to)) {
                        failing = Some((place, pays));
                    }
                    from = to;
                }
                let doubt = deterrent.doubt.as_ref().map(|d| (d.step, d.answered.is_some()));
                assert!(deterrent.checked);
                assert_eq!(doubt, failing);
                seen.doubts += usize::from(failing.is_some());
            }
        }
        Standing::Content { moves, cheapest } => {
            assert!(improvements.is_empty());
            let all = naive.moves(&who, at);
            assert_eq!(*moves, !all.is_empty());
            let ending: Vec<u64> =
                all.into_iter().filter(|&to| !naive.condition.eval(to)).collect();
            assert_eq!(cheapest.is_some(), !ending.is_empty());
            if let (Some(cheapest), [party]) = (cheapest, who.as_slice()) {
                let best = states[cheapest.to];
                assert!(ending.contains(&best));
                assert!(ending.iter().all(|&to| !naive.better(*party, best, to)));
            }
        }
    }
    if let [party] = who.as_slice() {
        let kind = naive.kind(*party, at);
        assert_eq!(found.kind, Some(kind));
        seen.kinds[kind as usize] += 1;
    }
    let Some(remedy) = &found.remedy else { return };
    seen.remedies += 1;
    let good: Vec<u64> =
        naive.offered(&who, at).into_iter().filter(|&to| !naive.wrecks(&who, to)).collect();
    let least = good.iter().map(|to| (to ^ at).count_ones()).min();
    assert_eq!(remedy.offers.changes, least);
    let nearest: Vec<u64> =
        good.into_iter().filter(|to| Some((to ^ at).count_ones()) == least).collect();
    assert_eq!(remedy.offers.total, nearest.len());
    for (offer, to) in remedy.offers.first.iter().zip(nearest) {
        assert_eq!(states[offer.to], to);
        assert_eq!(offer.content, !naive.tempted(&who, to));
        assert_eq!(offer.reachable, Some(naive.closure(&who, at, false).contains(&to)));
        let leavers: Vec<Vec<usize>> = naive
            .movers()
            .into_iter()
            .filter(|other| *other != who && !naive.stays(other, to))
            .collect();
        assert_eq!(offer.leavers.iter().map(|&m| members(m)).collect::<Vec<_>>(), leavers);
    }
    if let (Some(order), [party]) = (&remedy.own_order, who.as_slice()) {
        let orders = permutations(naive.wishes[*party].len());
        let least = orders
            .iter()
            .filter(|order| naive.with_order(*party, order).stays(&who, at))
            .map(|order| inversions(order))
            .min();
        match order {
            OwnOrder::Nearest { order, swaps } => {
                assert_eq!((Some(*swaps), inversions(order)), (least, *swaps));
                assert!(naive.with_order(*party, order).stays(&who, at));
            }
            OwnOrder::None => assert_eq!(least, None),
            other => panic!("{other:?}"),
        }
    }
    let foreseen = matches!(naive.concept, Concept::Seq | Concept::SymSeq);
    assert_eq!(remedy.other_order.is_some(), foreseen);
    let Some(found) = &remedy.other_order else { return };
    let with = |swaps: usize| -> BTreeSet<(usize, Vec<usize>)> {
        let others = (0..3).filter(|party| !who.contains(party));
        let trials = others.flat_map(|party| {
            let orders = permutations(naive.wishes[party].len()).into_iter();
            orders.filter(|order| inversions(order) == swaps).map(move |order| (party, order))
        });
        trials.filter(|(party, order)| !naive.with_order(*party, order).wrecks(&who, at)).collect()
    };
    let least = [1, 2].into_iter().find(|&swaps| !with(swaps).is_empty());
    assert_eq!(found.swaps, least);
    seen.orders += usize::from(least.is_some());
    let listed: BTreeSet<(usize, Vec<usize>)> = found.changes.iter().cloned().collect();
    assert_eq!(listed, least.map(with).unwrap_or_default());
}

#[derive(Default)]
struct Seen {
    kinds: [usize; 4],
    remedies: usize,
    doubts: usize,
    orders: usize,
    trials: BTreeSet<String>,
}

#[test]
fn spoilers_are_what_the_definitions_say() {
    let mut seen = Seen::default();
    for seed in 1..=400 {
        let case = random_case(seed);
        let model = &case.model;
        let concepts = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];
        let limits = Limits::default();
        let analysis = analyse(model, &concepts, &limits).expect("small cases are solved");
        let mut dice = Dice(seed | 1 << 40);
        let asked = condition(&mut dice);
        let (condition, _) = Formula::resolve(&parse(&asked).0, |name| model.option(name));
        for concept in concepts {
            let question = SpoilerQuestion {
                model,
                analysis: &analysis,
                concept,
                condition: &condition,
                party: None,
                orders: true,
                limits: &limits,
            };
            let outcomes = spoiler_outcomes(&question, &Formula::constant(true));
            let possible: Vec<u64> =
                (0..32).filter(|&s| condition.eval(s)).filter(|s| outcomes.contains(s)).collect();
            assert_eq!(possible.len(), outcomes.len(), "each once");
            let found = spoilers(&question, &outcomes).expect("small cases are answered");
            for outcome in &found {
                for at in &outcome.readings {
                    let result = &analysis.readings[at.reading];
                    let naive = Naive::new(model, &result.choice, concept, &condition);
                    assert_eq!(naive.states, result.space().states());
                    let state = outcome.state;
                    let movers = naive.movers();
                    assert_eq!(at.movers.len(), movers.len());
                    assert_eq!(at.holds, movers.iter().all(|who| naive.stays(who, state)));
                    for mover in &at.movers {
                        compare(&naive, state, mover, &naive.states, &mut seen);
                    }
                    let trial = &at.trials[0];
                    let then = model.remedies[0].applied(state);
                    assert_eq!(trial.needed, naive.wrecks(&[2], state));
                    let expected = if !naive.states.contains(&then) {
                        Tried::Impossible
                    } else if !condition.eval(then) {
                        Tried::GivesUp
                    } else if naive.wrecks(&[2], then) {
                        Tried::Fails
                    } else {
                        Tried::Works
                    };
                    assert_eq!(trial.result, expected, "seed {seed}");
                    seen.trials.insert(format!("{:?} {}", trial.result, trial.needed));
                }
            }
        }
    }
    assert!(seen.kinds.iter().all(|count| *count > 20), "{:?}", seen.kinds);
    let counts = [seen.remedies, seen.doubts, seen.orders];
    assert!(counts.iter().all(|count| *count > 50), "{counts:?}");
    assert!(seen.trials.len() >= 6, "{:?}", seen.trials);
}
