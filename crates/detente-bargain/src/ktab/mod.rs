//! Scenarios of the KAPSARC toolkit (KTAB): its two text formats, read as far as they can be read.
//!
//! Reading never stops at the first fault, and nothing missing is filled in: what could not be read is
//! unknown, and the fault says where. No file is opened here; the text is given.

mod csv;
mod dialect;
mod issue;
mod xml;

pub use csv::read_ktab_csv;
pub use issue::{IssueFile, is_issue_csv, read_issue_csv};
pub use xml::read_ktab_xml;

use crate::context::{Refusal, RefusalCode};
use crate::issue::{LeftOut, Unknown};
use crate::spatial::{MAX_CAPABILITY, SALIENCE_SLACK, Scenario, SpatialOptions, SpatialParty};
use std::collections::BTreeMap;

/// Holds what could be read of a KTAB scenario, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct KtabFile {
    /// The name of the scenario.
    pub name: String,
    /// Its description.
    pub description: String,
    /// The seed of the generator, where the file gives one. Our generator is another, so a stochastic
    /// run is not KTAB's.
    pub seed: Option<u64>,
    /// The names of the dimensions.
    pub dimensions: Vec<String>,
    /// The actors, in the order of the file.
    pub actors: Vec<KtabActor>,
    /// The options of the model; KTAB's defaults where the file says nothing.
    pub options: SpatialOptions,
    /// How ideals follow positions: whose ideal, whose position, how much. Parties without an entry
    /// follow themselves entirely; no entry at all is the identity.
    pub accommodation: Vec<(usize, usize, f64)>,
    /// What is wrong, in the order of the lines.
    pub faults: Vec<Fault>,
}

/// Holds one actor of a KTAB scenario, on the scales of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct KtabActor {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// What it can bring to bear.
    pub capability: Option<f64>,
    /// Where it stands on each dimension, from 0 to 100; empty where the file has not one number for
    /// each.
    pub position: Vec<Option<f64>>,
    /// How much of its attention each dimension has, from 0 to 100, together at most 100; likewise.
    pub salience: Vec<Option<f64>>,
    /// The line the actor begins on, from 1.
    pub line: usize,
}

/// Says what is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// Names how bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Something could not be read, and is unknown or left at its default.
    Error,
    /// Everything could be read; it may not mean what was meant.
    Warning,
}

/// Holds a scenario made from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FromKtab {
    /// The scenario, on the scale from 0 to 1.
    pub scenario: Scenario,
    /// For each party of the scenario, its number among the actors of the file.
    pub actors: Vec<usize>,
    /// The actors that are left out, and why.
    pub left_out: Vec<LeftOut>,
}

impl KtabFile {
    /// Says whether something could not be read.
    pub fn is_broken(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// Makes a scenario of the actors of which everything is known.
    ///
    /// Accommodation towards an actor that is left out is dropped: that part of the ideal stays where
    /// it is.
    ///
    /// # Errors
    /// If no actor is left, or the accommodations of an actor add up to more than 1.
    pub fn scenario(&self) -> Result<FromKtab, Refusal> {
        let (mut actors, mut parties, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        for (number, actor) in self.actors.iter().enumerate() {
            match party(actor, self.dimensions.len()) {
                Ok(party) => {
                    actors.push(number);
                    parties.push(party);
                }
                Err(unknown) => {
                    let weightless = unknown.is_empty();
                    left_out.push(LeftOut { party: number, unknown, weightless });
                }
            }
        }
        if parties.is_empty() {
            return Err(Refusal::new(
                RefusalCode::NoWeight,
                format!("of {} actors none is known entirely", self.actors.len()),
                "mend the faults of the file",
            ));
        }
        let mut scenario = Scenario::new(self.dimensions.len(), &parties)?;
        if !self.accommodation.is_empty() {
            scenario = scenario.follow(self.rows(&actors))?;
        }
        Ok(FromKtab { scenario, actors, left_out })
    }

    /// Returns the accommodation matrix, row by row, without its zeros.
    fn rows(&self, actors: &[usize]) -> Vec<Vec<(usize, f64)>> {
        let seats: BTreeMap<usize, usize> =
            actors.iter().enumerate().map(|(seat, &actor)| (actor, seat)).collect();
        let mut rows: Vec<BTreeMap<usize, f64>> =
            (0..actors.len()).map(|seat| BTreeMap::from([(seat, 1.0)])).collect();
        for &(whose, towards, share) in &self.accommodation {
            if let (Some(&row), Some(&column)) = (seats.get(&whose), seats.get(&towards)) {
                rows[row].insert(column, share);
            }
        }
        rows.into_iter().map(|row| row.into_iter().collect()).collect()
    }

    fn empty() -> KtabFile {
        KtabFile {
            name: String::new(),
            description: String::new(),
            seed: None,
            dimensions: Vec::new(),
            actors: Vec::new(),
            options: SpatialOptions::default(),
            accommodation: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn error(&mut self, line: usize, message: impl Into<String>, help: &'static str) {
        let (severity, message) = (Severity::Error, message.into());
        self.faults.push(Fault { line, severity, message, help });
    }

    fn warn(&mut self, line: usize, message: impl Into<String>, help: &'static str) {
        let (severity, message) = (Severity::Warning, message.into());
        self.faults.push(Fault { line, severity, message, help });
    }

    /// Reads a number between two bounds, or notes why it is none.
    fn number(&mut self, text: &str, what: &Place<'_>, (low, high): (f64, f64)) -> Option<f64> {
        let text = text.trim();
        let Place { line, which, actor } = *what;
        let (complaint, help) = match text.parse::<f64>() {
            Ok(value) if (low..=high).contains(&value) => return Some(value),
            Ok(value) => {
                // A bound with a hundred digits says less than its power of ten.
                let range = if high > 1e15 {
                    format!("{low:e} and {high:e}")
                } else {
                    format!("{low} and {high}")
                };
                let help = "give a number between the two; until then the actor is left out";
                let value =
                    if value.abs() > 1e15 { format!("{value:e}") } else { format!("{value}") };
                (format!("is {value}, not between {range}"), help)
            }
            Err(_) if text.is_empty() => {
                ("is missing".into(), "fill it in if it is known; until then the actor is left out")
            }
            Err(_) => {
                let help = "give a number with a point before its decimals; until then the actor is left out";
                (format!("is `{}`, no number", shortened(text)), help)
            }
        };
        self.error(line, format!("{which} of {} {complaint}", shortened(actor)), help);
        None
    }

    /// Looks at what concerns the actors together, and puts the faults in order.
    fn finish(mut self) -> KtabFile {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for number in 0..self.actors.len() {
            let KtabActor { name, line, .. } = &self.actors[number];
            let (name, line) = (name.clone(), *line);
            if let Some(first) = seen.get(&name) {
                let message = format!("{} is already on line {first}", shortened(&name));
                self.warn(line, message, "give each actor a name of its own");
            } else {
                seen.insert(name, line);
            }
            self.attention(number);
        }
        self.faults.sort_by_key(|fault| fault.line);
        self
    }

    fn attention(&mut self, number: usize) {
        let actor = &self.actors[number];
        let (line, name) = (actor.line, shortened(&actor.name));
        let sum: f64 = actor.salience.iter().flatten().sum();
        let whole = !actor.salience.is_empty() && actor.salience.iter().all(Option::is_some);
        if sum > 100.0 * (1.0 + SALIENCE_SLACK) {
            let message = format!("the saliences of {name} add up to {sum}, more than 100");
            let help = "lower them; until then the actor is left out";
            self.error(line, message, help);
            self.actors[number].salience.fill(None);
        } else if whole && sum <= 0.0 || actor.capability == Some(0.0) {
            let message = format!("{name} has no weight, and the model does not define it");
            self.warn(line, message, "leave it out, or give it capability and salience");
        }
    }
}

/// Where a number stands, for messages.
struct Place<'a> {
    line: usize,
    which: &'a str,
    actor: &'a str,
}

/// Makes a party of an actor, or says what is unknown; nothing if it has no weight.
fn party(actor: &KtabActor, dimensions: usize) -> Result<SpatialParty, Vec<Unknown>> {
    let known = |list: &[Option<f64>]| -> Option<Vec<f64>> {
        let list: Vec<f64> = list.iter().copied().collect::<Option<_>>()?;
        (list.len() == dimensions).then(|| list.iter().map(|value| value / 100.0).collect())
    };
    let (position, salience) = (known(&actor.position), known(&actor.salience));
    let unknown: Vec<Unknown> = [
        (position.is_none(), Unknown::Position),
        (salience.is_none(), Unknown::Salience),
        (actor.capability.is_none(), Unknown::Capability),
    ]
    .into_iter()
    .filter_map(|(missing, which)| missing.then_some(which))
    .collect();
    match (position, salience, actor.capability) {
        (Some(position), Some(salience), Some(capability)) => {
            if capability > 0.0 && salience.iter().sum::<f64>() > 0.0 {
                Ok(SpatialParty { capability, position, ideal: None, salience })
            } else {
                Err(Vec::new())
            }
        }
        _ => Err(unknown),
    }
}

/// The range of capabilities and of percentages.
const CAPABILITY: (f64, f64) = (0.0, MAX_CAPABILITY);
const PERCENT: (f64, f64) = (0.0, 100.0);

/// Returns a text short enough for a message, without what would upset a terminal.
fn shortened(text: &str) -> String {
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(40).map(clean).collect();
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    if short.is_empty() { "an actor without a name".into() } else { short }
}
