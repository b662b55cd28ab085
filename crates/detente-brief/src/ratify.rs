//! Ratification: which outcomes those would consent to whose consent a party needs.
//!
//! The upper table of a two-level game is the game of the case, the lower one a vote (Putnam 1988).
//! A member *consents* to an outcome that it ranks above what there would be instead; a tie is a
//! refusal. The *win-set* of a party holds the possible outcomes asked about that pass its rule.

use crate::analysis::ReadingResult;
use detente_expr::Formula;
use detente_model::{Model, Preference, Ratification};
use std::collections::HashMap;

/// Votes that may be taken over again to try changes of wishes: changes times outcomes.
const MAX_WORK: usize = 1 << 24;

/// One change of what a member wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WishChange {
    /// The wish, or rank, at this place counts less than the next.
    Swap(usize),
    /// The wish does not matter.
    Drop(usize),
    /// The opposite of the wish matters.
    Reverse(usize),
}

/// What one member's answer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Outcomes asked about to which it consents.
    pub consents: usize,
    /// Outcomes that would pass if it always consented.
    pub if_always: usize,
    /// Outcomes that would pass if it never did.
    pub if_never: usize,
}

impl Binding {
    /// Tells whether the win-set depends on what this member answers.
    pub fn is_pivotal(&self) -> bool {
        self.if_always != self.if_never
    }
}

/// What a change of a member's wishes does to the win-set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishEffect {
    /// The member, by place.
    pub member: usize,
    /// The change.
    pub change: WishChange,
    /// Outcomes that then pass and did not.
    pub gained: usize,
    /// Outcomes that passed and then do not.
    pub lost: usize,
    /// Those gained that hold, by index.
    pub entering: Vec<usize>,
    /// Those lost that hold, by index.
    pub leaving: Vec<usize>,
}

/// The win-set of one party under one combination of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WinSet {
    /// The outcomes asked about, by index.
    pub asked: Vec<usize>,
    /// Those of them that pass.
    pub passing: Vec<usize>,
    /// Those of them that hold.
    pub holding: Vec<usize>,
    /// What each member's answer does.
    pub members: Vec<Binding>,
    /// What each change of one wish does, those without effect left out; the weightiest first.
    pub effects: Vec<WishEffect>,
    /// How many changes were tried; nothing if they were too many for the outcomes.
    pub tried: Option<usize>,
}

impl WinSet {
    /// Returns the outcomes that hold and pass.
    pub fn holding_inside(&self) -> Vec<usize> {
        let inside = |state: &&usize| self.passing.binary_search(state).is_ok();
        self.holding.iter().filter(inside).copied().collect()
    }
}

/// Returns the condition that some joint option of a party is taken; nothing if it has none.
pub fn agreements(model: &Model, party: usize) -> Option<Formula> {
    let joint = model.options.iter().enumerate();
    let joint = joint.filter(|(_, option)| option.is_joint() && option.owners.contains(&party));
    let denied: Vec<Formula> = joint.map(|(at, _)| Formula::option(at).negated()).collect();
    (!denied.is_empty()).then(|| Formula::all(denied).negated())
}

/// Finds the win-set of a party.
///
/// Asked about are the outcomes with the condition `at`; if none is given, those in which some joint
/// option of the party is taken, or all if it has none. Which outcomes hold is taken from the
/// solution at `place`.
pub fn win_set(
    model: &Model,
    ratification: &Ratification,
    result: &ReadingResult,
    place: usize,
    at: Option<&Formula>,
) -> WinSet {
    found(model, ratification, (result, place), at, MAX_WORK)
}

/// Finds a win-set without trying changes of wishes.
pub(crate) fn win_set_alone(
    model: &Model,
    ratification: &Ratification,
    result: &ReadingResult,
    place: usize,
) -> WinSet {
    found(model, ratification, (result, place), None, 0)
}

fn found(
    model: &Model,
    ratification: &Ratification,
    (result, place): (&ReadingResult, usize),
    at: Option<&Formula>,
    most_work: usize,
) -> WinSet {
    let space = result.space();
    let usual = agreements(model, ratification.party);
    let at = at.or(usual.as_ref());
    let is_asked = |index: &usize| at.is_none_or(|at| at.eval(space.state(*index)));
    let asked: Vec<usize> = (0..space.len()).filter(is_asked).collect();
    let states: Vec<u64> = asked.iter().map(|&index| space.state(index)).collect();
    let instead = model.instead(ratification);
    let votes = |preference: &Preference| -> Vec<bool> {
        states.iter().map(|&state| preference.compare(state, instead).is_gt()).collect()
    };
    let columns: Vec<Vec<bool>> =
        ratification.members.iter().map(|member| votes(&member.preference)).collect();
    let mut rule = Rule { ratification, known: HashMap::new() };
    let now = rule.tally(&columns, states.len(), None);
    let members = (0..columns.len())
        .map(|member| Binding {
            consents: count(&columns[member]),
            if_always: count(&rule.tally(&columns, states.len(), Some((member, &|_| true)))),
            if_never: count(&rule.tally(&columns, states.len(), Some((member, &|_| false)))),
        })
        .collect();
    let stable = result.solutions[place].equilibria();
    let holding: Vec<usize> = asked.iter().copied().filter(|&at| stable.contains(at)).collect();
    let changes = changes(ratification);
    let tried = (changes.len().saturating_mul(states.len()) <= most_work).then_some(changes.len());
    let mut effects = Vec::new();
    for &(member, change) in changes.iter().filter(|_| tried.is_some()) {
        let Some(changed) = changed(&ratification.members[member].preference, change) else {
            continue;
        };
        let column = votes(&changed);
        let then = rule.tally(&columns, states.len(), Some((member, &|row| column[row])));
        let mut effect = WishEffect {
            member,
            change,
            gained: 0,
            lost: 0,
            entering: Vec::new(),
            leaving: Vec::new(),
        };
        for (row, (now, then)) in now.iter().zip(&then).enumerate() {
            let (counted, listed) = match (now, then) {
                (false, true) => (&mut effect.gained, &mut effect.entering),
                (true, false) => (&mut effect.lost, &mut effect.leaving),
                _ => continue,
            };
            *counted += 1;
            if stable.contains(asked[row]) {
                listed.push(asked[row]);
            }
        }
        if effect.gained + effect.lost > 0 {
            effects.push(effect);
        }
    }
    let weight = |effect: &WishEffect| {
        (effect.entering.len() + effect.leaving.len(), effect.gained + effect.lost)
    };
    effects.sort_by_key(|effect| std::cmp::Reverse(weight(effect)));
    let passing = asked.iter().zip(&now).filter(|(_, pass)| **pass).map(|(&at, _)| at).collect();
    WinSet { asked, passing, holding, members, effects, tried }
}

/// Returns the outcomes in every one of some win-sets of the same reading.
pub fn common(sets: &[&WinSet]) -> Vec<usize> {
    let [first, others @ ..] = sets else { return Vec::new() };
    let everywhere =
        |state: &&usize| others.iter().all(|set| set.passing.binary_search(state).is_ok());
    first.passing.iter().filter(everywhere).copied().collect()
}

/// Lists the changes of one wish: neighbours swapped, a wish dropped or reversed. In a direct ranking
/// only neighbouring ranks are swapped.
pub fn changes(ratification: &Ratification) -> Vec<(usize, WishChange)> {
    let mut list = Vec::new();
    for (member, ratifier) in ratification.members.iter().enumerate() {
        let (wishes, ranks) = match &ratifier.preference {
            Preference::Statements(statements) => (statements.len(), statements.len()),
            Preference::Ranking(tiers, _) => (0, tiers.len()),
        };
        list.extend((1..ranks).map(|place| (member, WishChange::Swap(place - 1))));
        for place in 0..wishes {
            list.push((member, WishChange::Drop(place)));
            list.push((member, WishChange::Reverse(place)));
        }
    }
    list
}

/// Returns a preference with one change; nothing if it has no such place.
pub fn changed(preference: &Preference, change: WishChange) -> Option<Preference> {
    let mut preference = preference.clone();
    match (&mut preference, change) {
        (Preference::Statements(list), WishChange::Swap(first)) if first + 1 < list.len() => {
            list.swap(first, first + 1);
        }
        (Preference::Statements(list), WishChange::Drop(place)) if place < list.len() => {
            list.remove(place);
        }
        (Preference::Statements(list), WishChange::Reverse(place)) => {
            let statement = list.get_mut(place)?;
            statement.formula = statement.formula.clone().negated();
        }
        (Preference::Ranking(tiers, _), WishChange::Swap(first)) if first + 1 < tiers.len() => {
            tiers.swap(first, first + 1);
        }
        _ => return None,
    }
    Some(preference)
}

/// What one member says in each row in place of its own answer.
type Otherwise<'a> = Option<(usize, &'a dyn Fn(usize) -> bool)>;

/// The rule, which is asked once for each combination of answers.
struct Rule<'a> {
    ratification: &'a Ratification,
    known: HashMap<Vec<bool>, bool>,
}

impl Rule<'_> {
    fn tally(&mut self, columns: &[Vec<bool>], rows: usize, otherwise: Otherwise<'_>) -> Vec<bool> {
        let mut answers = vec![false; columns.len()];
        let mut passing = Vec::with_capacity(rows);
        for row in 0..rows {
            for (answer, column) in answers.iter_mut().zip(columns) {
                *answer = column[row];
            }
            if let Some((member, says)) = otherwise {
                answers[member] = says(row);
            }
            passing.push(self.passes(&answers));
        }
        passing
    }

    fn passes(&mut self, answers: &[bool]) -> bool {
        if let Some(&known) = self.known.get(answers) {
            return known;
        }
        let passes = self.ratification.passes(answers);
        self.known.insert(answers.to_vec(), passes);
        passes
    }
}

fn count(column: &[bool]) -> usize {
    column.iter().filter(|yes| **yes).count()
}
