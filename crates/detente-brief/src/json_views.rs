//! The machine-readable answer of `detente views`.

use crate::json::{Choice, States, head};
use crate::views::Views;
use crate::words::mover_id;
use detente_case::Case;
use detente_stability::{Hypergame, StateSet};
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The name and major version of the answer.
pub const VIEWS_SCHEMA: &str = "detente.views/1";

/// Writes what holds when every party acts on what it sees, per combination of readings.
///
/// Per concept: `outcomes`, those that are `steady` because they surprise nobody, and per party what
/// is `stable` for it in its own game, `expected` to hold, a surprise, a disappointment, or not seen.
#[derive(Clone, Copy, Debug)]
pub struct ViewsOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found, one per combination of readings.
    pub found: &'a [Views<'a>],
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for ViewsOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Seen<'a> {
            party: &'a str,
            text: &'a str,
        }
        let model = &self.case.model;
        let seen: Vec<Seen<'_>> = model
            .views
            .iter()
            .map(|view| Seen { party: &model.parties[view.party].id, text: &view.text })
            .collect();
        let mut out = serializer.serialize_struct("Views", 7)?;
        out.serialize_field("schema", VIEWS_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        out.serialize_field("views", &seen)?;
        let readings: Vec<ReadingOut<'_>> =
            self.found.iter().map(|views| ReadingOut { case: self.case, views }).collect();
        out.serialize_field("readings", &readings)?;
        out.end()
    }
}

struct ReadingOut<'a> {
    case: &'a Case,
    views: &'a Views<'a>,
}

impl Serialize for ReadingOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let choice = Choice { model: &self.case.model, choice: &self.views.real().choice };
        let mut out = serializer.serialize_struct("Reading", 2)?;
        out.serialize_field("reading", &choice)?;
        out.serialize_field("concepts", &Games(self))?;
        out.end()
    }
}

struct Games<'a>(&'a ReadingOut<'a>);

impl Serialize for Games<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let games = &self.0.views.games;
        let mut map = serializer.serialize_map(Some(games.len()))?;
        for (concept, game) in games {
            map.serialize_entry(concept.name(), &GameOut { reading: self.0, game })?;
        }
        map.end()
    }
}

struct GameOut<'a> {
    reading: &'a ReadingOut<'a>,
    game: &'a Hypergame,
}

impl<'a> GameOut<'a> {
    fn states(&self, set: Cow<'a, StateSet>) -> States<'a> {
        let ReadingOut { case, views } = self.reading;
        States { model: &case.model, space: views.real().space(), set }
    }

    fn parties(&self, set: impl Fn(usize) -> Option<Cow<'a, StateSet>>) -> Named<'a> {
        let parties = self.reading.case.model.parties.iter().enumerate();
        let sets =
            parties.filter_map(|(index, party)| Some((party.id.clone(), self.states(set(index)?))));
        Named(sets.collect())
    }
}

impl Serialize for GameOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (game, model) = (self.game, &self.reading.case.model);
        let stable = game
            .movers()
            .map(|(mover, set)| (mover_id(model, mover), self.states(Cow::Borrowed(set))));
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("outcomes", &self.states(Cow::Borrowed(game.outcomes())))?;
        map.serialize_entry("steady", &self.states(Cow::Owned(game.steady())))?;
        map.serialize_entry("stable", &Named(stable.collect()))?;
        map.serialize_entry(
            "expected",
            &self.parties(|party| game.expected(party).map(Cow::Borrowed)),
        )?;
        map.serialize_entry(
            "surprises",
            &self.parties(|party| game.surprises(party).map(Cow::Owned)),
        )?;
        map.serialize_entry(
            "disappointments",
            &self.parties(|party| game.disappointments(party).map(Cow::Owned)),
        )?;
        map.serialize_entry(
            "unseen",
            &self.parties(|party| game.unseen(party).map(Cow::Borrowed)),
        )?;
        map.end()
    }
}

/// Sets of states by name.
struct Named<'a>(Vec<(String, States<'a>)>);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, states)| (name, states)))
    }
}
