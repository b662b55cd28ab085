//! How changes of assumptions are made and solved, doing only what they can have touched.
//!
//! A change of wishes keeps states and moves, and the solver takes over what does not depend on the
//! party whose wishes change. Another reading has been solved already. Only what changes options or
//! rules is solved from the beginning, once for each such change, however many wishes change besides.

use crate::analysis::{Analysis, Limits, ReadingResult, answers};
use crate::answer::Answer;
use crate::engine::{Arena, EngineError};
use crate::hinge::{Change, HingeEffect, Origin, differences, origin};
use detente_expr::Formula;
use detente_model::{Game as Assumptions, Model, Moves, Preference};
use detente_stability::{Concept, Game, RefusalCode, Solution, solve, solve_again};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A game with its solutions, if it can be made.
type Solved = Option<(Game, Vec<Solution>)>;

/// A game and its solutions, from which those with other wishes are found.
struct Start {
    assumptions: Assumptions,
    /// Which list each party's wishes come from.
    origins: Vec<Origin>,
    arena: Arena,
    game: Game,
    solutions: Vec<Solution>,
}

/// Tries changes under the readings of an analysis.
pub(crate) struct Trials<'a> {
    model: &'a Model,
    analysis: &'a Analysis,
    limits: &'a Limits<'a>,
    concepts: &'a [Concept],
    /// What has been solved with other options or rules, by reading and changes.
    started: Mutex<Started>,
}

/// By reading and changes; nothing where they cannot be made.
type Started = BTreeMap<(usize, Vec<Change>), Option<Arc<Start>>>;

/// More starts than this are not kept: a game of many states is large.
const MOST_STARTS: usize = 256;

impl<'a> Trials<'a> {
    pub(crate) fn new(model: &'a Model, analysis: &'a Analysis, limits: &'a Limits<'a>) -> Self {
        let concepts = &analysis.concepts;
        Self { model, analysis, limits, concepts, started: Mutex::new(BTreeMap::new()) }
    }

    /// Returns the answers that some changes together change, under all readings.
    pub(crate) fn effects(&self, changes: &[Change]) -> Result<Vec<HingeEffect>, EngineError> {
        let mut effects = Vec::new();
        for (reading, result) in self.analysis.readings.iter().enumerate() {
            if let Some(after) = self.answers(reading, changes)? {
                effects.extend(differences(reading, &result.answers, &after));
            }
        }
        Ok(effects)
    }

    /// Returns the answers after some changes, by question and concept; nothing if one of them cannot
    /// be made under this reading, or leaves nothing possible.
    pub(crate) fn answers(
        &self,
        reading: usize,
        changes: &[Change],
    ) -> Result<Option<Vec<Vec<Answer>>>, EngineError> {
        let solved = self.solved(reading, changes)?;
        Ok(solved.map(|(game, solutions)| answers(self.model, &game, &solutions)))
    }

    /// Returns the game after some changes and its solutions, one per concept; nothing as above.
    pub(crate) fn solved(&self, reading: usize, changes: &[Change]) -> Result<Solved, EngineError> {
        let (wishes, others): (Vec<Change>, Vec<Change>) =
            changes.iter().partition(|change| change.list().is_some());
        let result = &self.analysis.readings[reading];
        if let ([], [Change::Switch { matter, reading }]) = (wishes.as_slice(), others.as_slice()) {
            let switched = self.switched(result, *matter, *reading);
            return Ok(switched.map(|result| (result.game.clone(), result.solutions.clone())));
        }
        if others.is_empty() {
            let origins = self.origins(result);
            let arena = &self.analysis.arenas[result.arena];
            let preferences = &result.assumptions.preferences;
            let start = (preferences.as_slice(), origins.as_slice(), arena);
            return self.with_wishes(start, &result.game, &result.solutions, &wishes);
        }
        let Some(start) = self.start(reading, &others)? else { return Ok(None) };
        if wishes.is_empty() {
            return Ok(Some((start.game.clone(), start.solutions.clone())));
        }
        let lists =
            (start.assumptions.preferences.as_slice(), start.origins.as_slice(), &start.arena);
        self.with_wishes(lists, &start.game, &start.solutions, &wishes)
    }

    fn origins(&self, result: &ReadingResult) -> Vec<Origin> {
        (0..self.model.parties.len()).map(|party| origin(self.model, result, party)).collect()
    }

    /// The base reading of a matter replaced by another one.
    fn switched(
        &self,
        result: &ReadingResult,
        matter: usize,
        reading: usize,
    ) -> Option<&'a ReadingResult> {
        if result.choice.get(matter) != Some(&0) {
            return None;
        }
        let mut choice = result.choice.clone();
        choice[matter] = reading;
        self.analysis.readings.iter().find(|result| result.choice == choice)
    }

    /// Makes changes of wishes and solves what they touch.
    fn with_wishes(
        &self,
        (preferences, origins, arena): (&[Preference], &[Origin], &Arena),
        game: &Game,
        solutions: &[Solution],
        changes: &[Change],
    ) -> Result<Solved, EngineError> {
        let mut changed = game.clone();
        let mut same = true;
        for (party, preference) in preferences.iter().enumerate() {
            let own = |change: &&Change| change.list().is_some_and(|(owner, _)| owner == party);
            let own: Vec<Change> = changes.iter().filter(own).copied().collect();
            if own.is_empty() {
                continue;
            }
            if own.iter().any(|change| change.list() != Some((party, origins[party]))) {
                return Ok(None);
            }
            let Some(preference) = rearranged(preference, &own) else { return Ok(None) };
            let ranking = arena.ranking(&preference);
            // Most moves within a list rank the outcomes as before.
            if ranking.ranks() != game.rankings()[party].ranks() {
                changed = changed.with_ranking(party, ranking)?;
                same = false;
            }
        }
        if same {
            return Ok(Some((changed, solutions.to_vec())));
        }
        let context = self.limits.context();
        let solutions: Vec<Solution> = solutions
            .iter()
            .map(|solution| solve_again(&changed, game, solution, &context))
            .collect::<Result<_, _>>()?;
        Ok(Some((changed, solutions)))
    }

    /// The game after changes of options, rules and readings; nothing if they cannot be made.
    fn start(&self, reading: usize, changes: &[Change]) -> Result<Option<Arc<Start>>, EngineError> {
        let key = (reading, changes.to_vec());
        let known = self.started.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let start = self.solve_start(reading, changes)?.map(Arc::new);
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        if started.len() < MOST_STARTS {
            started.insert(key, start.clone());
        }
        Ok(start)
    }

    fn solve_start(
        &self,
        reading: usize,
        changes: &[Change],
    ) -> Result<Option<Start>, EngineError> {
        let model = self.model;
        let mut result = &self.analysis.readings[reading];
        let mut origins = self.origins(result);
        let mut assumptions = None;
        for change in changes {
            match *change {
                Change::Switch { matter, reading } => {
                    let Some(other) = self.switched(result, matter, reading) else {
                        return Ok(None);
                    };
                    result = other;
                    origins = self.origins(result);
                }
                Change::Adopt { view } => {
                    let party = model.views[view].party;
                    assumptions = Some(model.game_seen_by(party, &result.choice));
                    let brings = |party: usize| {
                        model.views[view].changes.iter().any(|change| {
                            matches!(change, detente_model::Change::Preference(p, _) if *p == party)
                        })
                    };
                    for (party, origin) in origins.iter_mut().enumerate() {
                        if brings(party) || !model.views[view].reads.is_empty() {
                            *origin = Origin::View(view);
                        }
                    }
                }
                _ => {}
            }
        }
        let mut assumptions = assumptions.unwrap_or_else(|| result.assumptions.clone());
        // Rules go from the last to the first, so that their places stay what they are.
        for change in changes.iter().rev() {
            match *change {
                Change::Allow { rule } => drop(assumptions.impossible.remove(rule)),
                Change::Forbid { option } => {
                    assumptions.impossible.push(Formula::option(option));
                }
                Change::OneWay { option } => {
                    if assumptions.moves[option] != Moves::Both {
                        return Ok(None);
                    }
                    assumptions.moves[option] = Moves::Once;
                }
                Change::Alone { option, party } => {
                    if assumptions.owners[option].len() < 2 {
                        return Ok(None);
                    }
                    assumptions.owners[option] = vec![party];
                }
                _ => {}
            }
        }
        let context = self.limits.context();
        let mut arena = match Arena::new(model, &assumptions, &context) {
            Ok(arena) => arena,
            Err(EngineError::Refused(refusal)) if refusal.code == RefusalCode::NoState => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let game = arena.game(&assumptions.preferences)?;
        let solutions: Vec<Solution> = self
            .concepts
            .iter()
            .map(|&concept| solve(&game, concept, &context))
            .collect::<Result<_, _>>()?;
        Ok(Some(Start { assumptions, origins, arena, game, solutions }))
    }
}

/// Makes changes in one list of statements or ranks; places are those of the list as it was. Nothing
/// if two of them do not go together.
fn rearranged(preference: &Preference, changes: &[Change]) -> Option<Preference> {
    match preference {
        Preference::Statements(statements) => {
            let mut items: Vec<_> = statements.iter().cloned().enumerate().collect();
            for change in changes {
                match *change {
                    Change::Drop { place, .. } => {
                        let at = items.iter().position(|(old, _)| *old == place)?;
                        items.remove(at);
                    }
                    Change::Reverse { place, .. } => {
                        let at = items.iter().position(|(old, _)| *old == place)?;
                        let statement = &mut items[at].1;
                        statement.formula = statement.formula.clone().negated();
                    }
                    moved => relocate(&mut items, moved)?,
                }
            }
            Some(Preference::Statements(items.into_iter().map(|(_, item)| item).collect()))
        }
        Preference::Ranking(tiers, support) => {
            let mut items: Vec<_> = tiers.iter().cloned().enumerate().collect();
            for change in changes {
                relocate(&mut items, *change)?;
            }
            let tiers = items.into_iter().map(|(_, item)| item).collect();
            Some(Preference::Ranking(tiers, support.clone()))
        }
    }
}

/// Swaps neighbours, or moves an item to where another stands.
fn relocate<T>(items: &mut Vec<(usize, T)>, change: Change) -> Option<()> {
    let (from, to) = match change {
        Change::Swap { first, .. } => (first, first + 1),
        Change::Move { from, to, .. } => (from, to),
        _ => return None,
    };
    let at = |items: &[(usize, T)], place: usize| items.iter().position(|(old, _)| *old == place);
    let (from, to) = (at(items, from)?, at(items, to)?);
    let item = items.remove(from);
    items.insert(to.min(items.len()), item);
    Some(())
}
