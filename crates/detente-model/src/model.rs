//! The model itself, and the game that it becomes once every matter has been read in one way.

use crate::body::{Body, Clause};
use crate::commitment::{Commitment, Draft, Instrument, Timing};
use crate::delegation::{Definition, Delegation};
use crate::issue::{Issue, Weights};
use crate::ledger::LedgerEntry;
use crate::plan::Plan;
use crate::preference::Preference;
use crate::ratification::Ratification;
use crate::reading::{Change, Matter, ReadingChoice, View};
use crate::remedy::Remedy;
use crate::schedule::{Day, ScheduleStep};
use crate::support::Support;
use crate::threat::Threat;
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
    /// The views of parties that see the game otherwise: at most one each.
    pub views: Vec<View>,
    /// The threats and promises made.
    pub threats: Vec<Threat>,
    /// What is proposed to stop parties from breaking an outcome.
    pub remedies: Vec<Remedy>,
    /// Whose consent parties need: at most one entry each.
    pub ratifications: Vec<Ratification>,
    /// The groups of parties that act as one where coalitions are asked about, disjoint; none if
    /// every group may form.
    pub coalitions: Vec<Vec<usize>>,
    /// The questions.
    pub questions: Vec<Question>,
    /// The issues on the table.
    pub issues: Vec<Issue>,
    /// The figures.
    pub ledger: Vec<LedgerEntry>,
    /// The steps ahead.
    pub schedule: Vec<ScheduleStep>,
    /// What stands for capability and salience where a position gives none.
    pub weights: Option<Weights>,
    /// What is agreed, or to be agreed, that bodies may have to watch over.
    pub clauses: Vec<Clause>,
    /// The decision bodies.
    pub bodies: Vec<Body>,
    /// The contingent plans.
    pub plans: Vec<Plan>,
    /// What is signed, stated or sent.
    pub instruments: Vec<Instrument>,
    /// What is promised in them.
    pub commitments: Vec<Commitment>,
    /// Drafts of the instruments.
    pub drafts: Vec<Draft>,
    /// Who may sit for whom.
    pub delegations: Vec<Delegation>,
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
    /// A reading or a remedy refers to an option that does not exist.
    Option,
    /// A matter without readings.
    Readings(usize),
    /// A view of a party that has one already, or that takes for true what is no reading.
    View(usize),
    /// A threat or promise of what the party cannot do alone, or of nothing.
    Threat(usize),
    /// A remedy that sets an option of the party it is to stop, or no option at all.
    Remedy(usize),
    /// A second ratification of one party, or one without members, or with a chair or weights that do
    /// not fit them.
    Ratification(usize),
    /// A coalition of what is no party, or two that share a party.
    Coalition(usize),
    /// An instrument, commitment or draft that refers to an instrument, clause, step or draft that does
    /// not exist.
    Instrument,
    /// A delegation without definitions, or with one without seats.
    Delegation(usize),
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

impl Parts {
    /// Returns the day of the assessment, where it is one.
    pub fn today(&self) -> Option<Day> {
        self.as_of.as_deref().and_then(Day::from_iso)
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
        }
        for (index, view) in parts.views.iter().enumerate() {
            let again = parts.views[..index].iter().any(|other| other.party == view.party);
            let known = |&(matter, reading): &(usize, usize)| {
                parts.matters.get(matter).is_some_and(|matter| reading < matter.readings.len())
            };
            if again || !view.reads.iter().all(known) {
                return Err(Misfit::View(index));
            }
            if view.party >= parties {
                return Err(Misfit::Party);
            }
        }
        for (index, threat) in parts.threats.iter().enumerate() {
            if threat.party >= parties {
                return Err(Misfit::Party);
            }
            if threat.does.iter().any(|(option, _)| *option >= options) {
                return Err(Misfit::Option);
            }
            let own =
                |(option, _): &(usize, bool)| parts.options[*option].owners.contains(&threat.party);
            if threat.does.is_empty() || !threat.does.iter().all(own) {
                return Err(Misfit::Threat(index));
            }
        }
        for (index, remedy) in parts.remedies.iter().enumerate() {
            if remedy.stops >= parties {
                return Err(Misfit::Party);
            }
            if remedy.sets.iter().any(|(option, _)| *option >= options) {
                return Err(Misfit::Option);
            }
            let own =
                |(option, _): &(usize, bool)| parts.options[*option].owners.contains(&remedy.stops);
            if remedy.sets.is_empty() || remedy.sets.iter().any(own) {
                return Err(Misfit::Remedy(index));
            }
        }
        for (index, ratification) in parts.ratifications.iter().enumerate() {
            if ratification.party >= parties {
                return Err(Misfit::Party);
            }
            let members = ratification.members.len();
            let earlier = &parts.ratifications[..index];
            let again = earlier.iter().any(|other| other.party == ratification.party);
            let weighed = ratification.weights.iter().all(|list| list.weights.len() == members);
            let chaired = ratification.chair.is_none_or(|chair| chair < members);
            if again || members == 0 || !weighed || !chaired {
                return Err(Misfit::Ratification(index));
            }
        }
        let mut grouped = vec![false; parties];
        for (index, group) in parts.coalitions.iter().enumerate() {
            for &party in group {
                match grouped.get_mut(party) {
                    Some(taken) if !*taken => *taken = true,
                    _ => return Err(Misfit::Coalition(index)),
                }
            }
        }
        let count = parts.instruments.len();
        let linked = parts.instruments.iter().all(|instrument| {
            let mut others = instrument.continues.iter().chain(&instrument.rivals);
            others.all(|&other| other < count)
        });
        let placed = parts.commitments.iter().all(|commitment| {
            let step = match commitment.when {
                Some(Timing::Step(step)) => step < parts.schedule.len(),
                _ => true,
            };
            step && commitment.instruments.iter().all(|&instrument| instrument < count)
                && commitment.clauses.iter().all(|&clause| clause < parts.clauses.len())
        });
        let drafted = parts.drafts.iter().all(|draft| {
            let mut conflicts = draft.articles.iter().flat_map(|article| &article.conflicts);
            draft.of < count && conflicts.all(|&other| other < parts.drafts.len())
        });
        if !(linked && placed && drafted) {
            return Err(Misfit::Instrument);
        }
        for (index, delegation) in parts.delegations.iter().enumerate() {
            let empty = |definition: &Definition| definition.seats.is_empty();
            if delegation.definitions.is_empty() || delegation.definitions.iter().any(empty) {
                return Err(Misfit::Delegation(index));
            }
        }
        let read = parts.matters.iter().flat_map(|matter| &matter.readings);
        let changes = read.map(|reading| &reading.changes);
        for change in changes.chain(parts.views.iter().map(|view| &view.changes)).flatten() {
            match *change {
                Change::Preference(party, _) if party >= parties => return Err(Misfit::Party),
                Change::Moves(option, _)
                | Change::Leave(option, _)
                | Change::Unavailable(option)
                | Change::Unseen(option)
                    if option >= options =>
                {
                    return Err(Misfit::Option);
                }
                _ => {}
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
            owners: self.options.iter().map(|option| option.owners.clone()).collect(),
            moves: self.options.iter().map(|option| option.moves).collect(),
            leave: self.options.iter().map(|option| option.leave).collect(),
            impossible: self.impossible.iter().map(|rule| rule.formula.clone()).collect(),
            preferences: self.preferences.clone(),
        };
        for (matter, &index) in self.matters.iter().zip(choice) {
            let reading = matter.readings.get(index).unwrap_or(&matter.readings[0]);
            self.apply(&reading.changes, &mut game);
        }
        game
    }

    /// Returns the game a party sees when these readings are the case: its own, where it has a view.
    pub fn game_seen_by(&self, party: usize, choice: &[usize]) -> Game {
        let Some(view) = self.view(party) else { return self.game(choice) };
        let mut game = self.game(&self.choice_seen(view, choice));
        self.apply(&view.changes, &mut game);
        game
    }

    /// Returns the readings a party takes for true when these are the case.
    pub fn choice_seen(&self, view: &View, choice: &[usize]) -> ReadingChoice {
        let mut seen = choice.to_vec();
        for &(matter, reading) in &view.reads {
            if let Some(slot) = seen.get_mut(matter) {
                *slot = reading;
            }
        }
        seen
    }

    /// Finds the view of a party that sees the game otherwise.
    pub fn view(&self, party: usize) -> Option<&View> {
        self.views.iter().find(|view| view.party == party)
    }

    /// Finds whose consent a party needs.
    pub fn ratification(&self, party: usize) -> Option<&Ratification> {
        self.ratifications.iter().find(|ratification| ratification.party == party)
    }

    /// Returns the state there would be if a ratification failed.
    pub fn instead(&self, ratification: &Ratification) -> u64 {
        ratification.instead.or(self.status_quo).unwrap_or(0)
    }

    /// Returns how the options that a view does not see stand in it, as two masks: which, and which
    /// of these are taken.
    pub fn unseen(&self, view: &View) -> (u64, u64) {
        let unseen = view.changes.iter().fold(0, |mask, change| match change {
            Change::Unseen(option) => mask | 1 << option,
            _ => mask,
        });
        (unseen, unseen & self.status_quo.unwrap_or(0))
    }

    fn apply(&self, changes: &[Change], game: &mut Game) {
        for change in changes {
            match change {
                Change::Preference(party, preference) => {
                    game.preferences[*party] = preference.clone();
                }
                Change::Moves(option, moves) => game.moves[*option] = *moves,
                Change::Leave(option, leave) => game.leave[*option] = *leave,
                Change::Unavailable(option) => game.impossible.push(Formula::option(*option)),
                Change::Unseen(option) => {
                    let taken = self.status_quo.unwrap_or(0) >> option & 1 == 1;
                    let option = Formula::option(*option);
                    game.impossible.push(if taken { option.negated() } else { option });
                }
                Change::Impossible(rule) => game.impossible.push(rule.formula.clone()),
            }
        }
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
    /// Owners per option; two or more make it a joint option.
    pub owners: Vec<Vec<usize>>,
    /// Directions per option.
    pub moves: Vec<Moves>,
    /// Leaving per option.
    pub leave: Vec<Leave>,
    /// Conditions that cannot hold.
    pub impossible: Vec<Formula>,
    /// Preference per party.
    pub preferences: Vec<Preference>,
}
