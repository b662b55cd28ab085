//! The model itself, and the game that it becomes once every matter has been read in one way.

use crate::body::Body;
use crate::issue::Issue;
use crate::preference::{Preference, Statement};
use crate::reading::{Change, Matter, ReadingChoice};
use crate::support::{Input, InputKind, Support};
use detente_expr::Formula;
use detente_text::Span;
use std::ops::Deref;

/// The most options a model may have: a state is one machine word.
pub const MAX_OPTIONS: usize = 64;

/// A party to the dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Name used in the case.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// A short form for tables and lists; the name itself if none is given.
    pub short: String,
    /// Parties that are its adversaries.
    pub adversaries: Vec<usize>,
    /// Those whose consent it needs, in words.
    pub ratifiers: Vec<String>,
    /// What its place in the model rests on.
    pub support: Support,
}

/// The directions in which an option can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moves {
    /// Taken and given up.
    #[default]
    Both,
    /// Taken, and then never given up.
    Once,
    /// Given up, and then never taken again.
    Withdraw,
}

/// Who can leave a joint option.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leave {
    /// Any one of its owners.
    #[default]
    Any,
    /// Only all its owners together.
    All,
    /// Nobody.
    None,
}

/// Something one party, or several together, can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionDef {
    /// Name used in conditions.
    pub id: String,
    /// The parties that must act to take it; two or more make it a joint option.
    pub owners: Vec<usize>,
    /// The act, as an infinitive: "sign the armistice without Seoul".
    pub text: String,
    /// The act done, as a sentence: "the armistice is signed without Seoul".
    pub done: Option<String>,
    /// The act not done, as a sentence.
    pub undone: Option<String>,
    /// The directions in which it can be changed.
    pub moves: Moves,
    /// Who can leave it, if it is joint.
    pub leave: Leave,
    /// What it rests on.
    pub support: Support,
}

impl OptionDef {
    /// Tells whether taking the option needs two or more parties.
    pub fn is_joint(&self) -> bool {
        self.owners.len() > 1
    }
}

/// A combination of options that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The condition as written.
    pub source: String,
    /// Its meaning: states where it holds are impossible.
    pub formula: Formula,
    /// What it rests on.
    pub support: Support,
}

/// A question put to the outcomes that hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Name of the question.
    pub id: String,
    /// The condition as written.
    pub source: String,
    /// Its meaning.
    pub formula: Formula,
    /// The condition as a sentence: "an armistice is in force".
    pub text: String,
    /// Its opposite as a sentence, where one is given.
    pub denied: Option<String>,
    /// Where the condition stands in the case files.
    pub at: Option<Span>,
}

/// The parts of a model before it is known that they fit together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Title of the case.
    pub title: String,
    /// The question the case is about.
    pub question: String,
    /// The date of the assessment, as `YYYY-MM-DD`.
    pub as_of: Option<String>,
    /// The party whose assessment this is.
    pub seen_by: Option<usize>,
    /// The analyst, by name, where the case says so.
    pub analyst: Option<String>,
    /// The parties, in declared order.
    pub parties: Vec<Party>,
    /// The options, in declared order.
    pub options: Vec<OptionDef>,
    /// The impossible combinations.
    pub impossible: Vec<Rule>,
    /// The present state, if it is known: bit `k` is set when option `k` is taken now.
    pub status_quo: Option<u64>,
    /// What each party wants, in the order of the parties.
    pub preferences: Vec<Preference>,
    /// The matters in dispute.
    pub matters: Vec<Matter>,
    /// The questions.
    pub questions: Vec<Question>,
    /// The issues on the table.
    pub issues: Vec<Issue>,
    /// The decision bodies.
    pub bodies: Vec<Body>,
}

/// Why parts do not make a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// More options than [`MAX_OPTIONS`].
    TooManyOptions(usize),
    /// Not one preference for each party.
    Preferences,
    /// An option without an owner, or with one that is no party, or listed twice.
    Owners(usize),
    /// Something refers to a party that does not exist.
    Party,
    /// A reading refers to an option that does not exist.
    Option,
    /// A matter without readings.
    Readings(usize),
}

/// A model whose parts are known to fit together. It gives read access to its [`Parts`].
#[derive(Clone, Debug, PartialEq)]
pub struct Model(Parts);

impl Deref for Model {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Model {
    /// Makes a model of parts that fit together.
    ///
    /// # Errors
    /// Says which parts do not fit.
    pub fn new(parts: Parts) -> Result<Self, Misfit> {
        let parties = parts.parties.len();
        let options = parts.options.len();
        if options > MAX_OPTIONS {
            return Err(Misfit::TooManyOptions(options));
        }
        if parts.preferences.len() != parties {
            return Err(Misfit::Preferences);
        }
        for (index, option) in parts.options.iter().enumerate() {
            let mut owners = option.owners.clone();
            owners.sort_unstable();
            owners.dedup();
            let known = owners.last().is_some_and(|&last| last < parties);
            if !known || owners.len() != option.owners.len() {
                return Err(Misfit::Owners(index));
            }
        }
        let referred = parts.parties.iter().flat_map(|party| &party.adversaries).copied();
        if parts.seen_by.into_iter().chain(referred).any(|party| party >= parties) {
            return Err(Misfit::Party);
        }
        for (index, matter) in parts.matters.iter().enumerate() {
            if matter.readings.is_empty() {
                return Err(Misfit::Readings(index));
            }
            for change in matter.readings.iter().flat_map(|reading| &reading.changes) {
                match *change {
                    Change::Preference(party, _) if party >= parties => return Err(Misfit::Party),
                    Change::Moves(option, _)
                    | Change::Leave(option, _)
                    | Change::Unavailable(option)
                        if option >= options =>
                    {
                        return Err(Misfit::Option);
                    }
                    _ => {}
                }
            }
        }
        Ok(Self(parts))
    }

    /// Returns the base reading: the first of every matter.
    pub fn base(&self) -> ReadingChoice {
        vec![0; self.matters.len()]
    }

    /// Counts the combinations of readings.
    pub fn combinations(&self) -> usize {
        self.matters
            .iter()
            .fold(1usize, |count, matter| count.saturating_mul(matter.readings.len()))
    }

    /// Lists every combination of readings, the base first, the last matter turning fastest.
    pub fn choices(&self) -> impl Iterator<Item = ReadingChoice> + '_ {
        (0..self.combinations()).map(|mut number| {
            let mut choice = self.base();
            for (slot, matter) in choice.iter_mut().zip(&self.matters).rev() {
                *slot = number % matter.readings.len();
                number /= matter.readings.len();
            }
            choice
        })
    }

    /// Applies one reading per matter.
    ///
    /// Indices beyond a matter's readings are read as the base.
    pub fn game(&self, choice: &[usize]) -> Game {
        let mut game = Game {
            moves: self.options.iter().map(|option| option.moves).collect(),
            leave: self.options.iter().map(|option| option.leave).collect(),
            impossible: self.impossible.iter().map(|rule| rule.formula.clone()).collect(),
            preferences: self.preferences.clone(),
        };
        for (matter, &index) in self.matters.iter().zip(choice) {
            let reading = matter.readings.get(index).unwrap_or(&matter.readings[0]);
            for change in &reading.changes {
                match change {
                    Change::Preference(party, preference) => {
                        game.preferences[*party] = preference.clone();
                    }
                    Change::Moves(option, moves) => game.moves[*option] = *moves,
                    Change::Leave(option, leave) => game.leave[*option] = *leave,
                    Change::Unavailable(option) => game.impossible.push(Formula::option(*option)),
                    Change::Impossible(rule) => game.impossible.push(rule.formula.clone()),
                }
            }
        }
        game
    }

    /// Lists every input that is counted: parties are given, everything asserted of them is not.
    pub fn inputs(&self) -> Vec<Input<'_>> {
        let mut inputs = Vec::new();
        let mut add = |kind, label: String, support, statement| {
            inputs.push(Input { label, kind, statement, support });
        };
        for option in &self.options {
            add(InputKind::Option, format!("option `{}`", option.id), &option.support, None);
        }
        for (index, rule) in self.impossible.iter().enumerate() {
            add(
                InputKind::Rule(Some(index)),
                format!("impossible: {}", rule.source),
                &rule.support,
                None,
            );
        }
        for (party, preference) in self.parties.iter().zip(&self.preferences) {
            add_preference(&mut add, &party.name, preference);
        }
        for (matter_index, matter) in self.matters.iter().enumerate() {
            for (reading_index, reading) in matter.readings.iter().enumerate() {
                let name = format!("{}.{}", matter.id, reading.id);
                let kind = InputKind::Reading(matter_index, reading_index);
                add(kind, format!("reading `{name}`"), &reading.support, None);
                for change in &reading.changes {
                    match change {
                        Change::Preference(party, preference) => {
                            let who = format!("{} under {name}", self.parties[*party].name);
                            add_preference(&mut add, &who, preference);
                        }
                        Change::Impossible(rule) => {
                            let label = format!("impossible under {name}: {}", rule.source);
                            add(InputKind::Rule(None), label, &rule.support, None);
                        }
                        Change::Moves(..) | Change::Leave(..) | Change::Unavailable(_) => {}
                    }
                }
            }
        }
        for issue in &self.issues {
            for position in &issue.positions {
                let party = &self.parties[position.party].id;
                let label = format!("position of {party} on `{}`", issue.id);
                add(InputKind::Position, label, &position.support, None);
            }
        }
        for body in &self.bodies {
            let mut add_body = |label: String, support| add(InputKind::Body, label, support, None);
            add_body(format!("body `{}`", body.id), &body.support);
            for rule in &body.rules {
                add_body(format!("rule `{}.{}`", body.id, rule.class), &rule.support);
            }
            for composition in &body.compositions {
                add_body(
                    format!("composition `{}.{}`", body.id, composition.id),
                    &composition.support,
                );
                for rule in &composition.rules {
                    let name = format!("{}.{}.{}", body.id, composition.id, rule.class);
                    add_body(format!("rule `{name}`"), &rule.support);
                }
            }
        }
        inputs
    }

    /// Finds an option by name.
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|option| option.id == id)
    }

    /// Finds a party by name.
    pub fn party(&self, id: &str) -> Option<usize> {
        self.parties.iter().position(|party| party.id == id)
    }

    /// Writes a state as one `Y` or `N` per option in declared order.
    pub fn pattern(&self, state: u64) -> String {
        (0..self.options.len())
            .map(|index| if state >> index & 1 == 1 { 'Y' } else { 'N' })
            .collect()
    }
}

fn add_preference<'a>(
    add: &mut impl FnMut(InputKind, String, &'a Support, Option<&'a Statement>),
    who: &str,
    preference: &'a Preference,
) {
    match preference {
        Preference::Statements(statements) => {
            for (index, statement) in statements.iter().enumerate() {
                let label = format!("{who}, wish {}", index + 1);
                add(InputKind::Wish, label, &statement.support, Some(statement));
            }
        }
        Preference::Ranking(_, support) => {
            add(InputKind::Wish, format!("{who}, ranking"), support, None);
        }
    }
}

/// Reads a pattern of `Y` and `N` as a state.
pub fn state_of(pattern: &str) -> Option<u64> {
    if pattern.len() > MAX_OPTIONS {
        return None;
    }
    pattern.bytes().enumerate().try_fold(0, |state, (index, byte)| match byte {
        b'Y' => Some(state | 1 << index),
        b'N' => Some(state),
        _ => None,
    })
}

/// The assumptions of one combination of readings: what an engine computes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Game {
    /// Directions per option.
    pub moves: Vec<Moves>,
    /// Leaving per option.
    pub leave: Vec<Leave>,
    /// Conditions that cannot hold.
    pub impossible: Vec<Formula>,
    /// Preference per party.
    pub preferences: Vec<Preference>,
}
