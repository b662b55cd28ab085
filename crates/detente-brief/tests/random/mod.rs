//! Random small cases from a seed, and what is computed of them from scratch.

#![allow(dead_code, reason = "each test file uses its own part")]

use detente_brief::{Analysis, Answer, CONCEPTS, Limits, analyse};
use detente_case::{Case, MemoryWorld, load};
use detente_model::{Change as ReadingChange, Model, Parts, Preference};
use std::fmt::Write as _;

/// A small generator: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("a small number")
    }
}

const OPTIONS: [&str; 4] = ["sign", "strike", "pact", "wreck"];

fn condition(dice: &mut Dice) -> String {
    let mut literal = || {
        let not = if dice.roll(2) == 0 { "not " } else { "" };
        format!("{not}{}", OPTIONS[dice.roll(4)])
    };
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

/// A random case with three parties, a joint option, and sometimes two readings of a matter.
pub(crate) fn random_case(seed: u64) -> Case {
    case_of(seed, wishes)
}

/// The same with some orders of wishes left open.
pub(crate) fn random_open_case(seed: u64) -> Case {
    case_of(seed, open_wishes)
}

fn open_wishes(dice: &mut Dice) -> String {
    let plain = |dice: &mut Dice| format!("\"{}\"", condition(dice));
    let mut items = vec![plain(dice)];
    if dice.roll(3) > 0 {
        let inner: Vec<String> = (0..2 + dice.roll(2)).map(|_| condition(dice)).collect();
        let mut list: Vec<String> = inner.iter().map(|wish| format!("\"{wish}\"")).collect();
        if inner[0] != inner[1] && dice.roll(2) == 0 {
            list[0] = format!("{{ wants = \"{}\", above = \"{}\" }}", inner[0], inner[1]);
        }
        items.insert(dice.roll(2), format!("[{}]", list.join(", ")));
    }
    items.push(plain(dice));
    format!("[{}]", items.join(", "))
}

fn case_of(seed: u64, wishes: fn(&mut Dice) -> String) -> Case {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let leave = ["any", "all", "none"][dice.roll(3)];
    let moves = ["both", "once", "withdraw"][dice.roll(3)];
    let mut text = format!(
        "schema = 1\ncase = {{ title = \"T\", question = \"Q?\", status-quo = \"wreck\" }}\n\
         parties = {{ a = \"Anna\", b = \"Ben\", c = \"Cora\" }}\n[options]\n\
         sign = {{ by = [\"a\", \"b\"], text = \"sign\", leave = \"{leave}\" }}\n\
         strike = {{ by = \"a\", text = \"strike\", moves = \"{moves}\" }}\n\
         pact = {{ by = \"b\", text = \"promise a pact\" }}\nwreck = {{ by = \"c\", text = \"obstruct\" }}\n\
         [preferences]\na = {}\nb = {}\nc = {}\n",
        wishes(&mut dice),
        wishes(&mut dice),
        wishes(&mut dice)
    );
    if dice.roll(3) == 0 {
        text.push_str(
            "[rules]\nimpossible = [\"strike and pact\", \"sign and strike and not wreck\"]\n",
        );
    }
    if dice.roll(2) == 0 {
        let _ = write!(
            text,
            "[readings.m.one]\ntext = \"One\"\n[readings.m.two]\ntext = \"Two\"\npreferences.c = {}\n",
            wishes(&mut dice)
        );
    }
    let _ = write!(
        text,
        "[questions]\nq = \"{}\"\nr = \"{}\"\n",
        condition(&mut dice),
        condition(&mut dice)
    );
    let loaded = load(&MemoryWorld::new().with("case.toml", text.as_str()));
    loaded.case.unwrap_or_else(|| panic!("{text}\n{:?}", loaded.diagnostics))
}

pub(crate) fn solved(model: &Model) -> Analysis {
    analyse(model, &CONCEPTS, &Limits::default()).expect("small cases are solved")
}

/// The answers of a model, by question and concept, under one combination of readings.
pub(crate) fn answers(model: &Model, reading: usize) -> Vec<Vec<Answer>> {
    solved(model).readings[reading].answers.clone()
}

/// The preference list in force for a party, in the parts of a model.
pub(crate) fn list_in_force<'a>(
    parts: &'a mut Parts,
    choice: &[usize],
    party: usize,
) -> &'a mut Preference {
    for (matter, &reading) in parts.matters.iter_mut().zip(choice) {
        for change in &mut matter.readings[reading].changes {
            if let ReadingChange::Preference(owner, preference) = change
                && *owner == party
            {
                return preference;
            }
        }
    }
    &mut parts.preferences[party]
}
