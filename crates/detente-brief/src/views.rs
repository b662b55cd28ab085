//! Parties who see different games: every view solved as a game of its own, and what holds when each
//! party acts on what it sees. What that means in words is said elsewhere.

use crate::analysis::{Limits, ReadingResult, analyse_view};
use crate::engine::EngineError;
use detente_model::Model;
use detente_stability::{
    Concept, Hypergame, Mover, Picture, State, Verdict, hypergame, joint_steps, verdict,
};

/// What was found when every party acts on the game it sees, under one combination of readings.
#[derive(Clone, Debug)]
pub struct Views<'a> {
    real: &'a ReadingResult,
    own: Vec<ReadingResult>,
    pictures: Vec<Picture>,
    /// One hypergame per concept, in the order in which they were asked for.
    pub games: Vec<(Concept, Hypergame)>,
}

impl<'a> Views<'a> {
    /// Returns the case as it is.
    pub fn real(&self) -> &'a ReadingResult {
        self.real
    }

    /// Returns the game that a party sees.
    pub fn seen_by(&self, party: usize, model: &Model) -> &ReadingResult {
        let place = model.views.iter().position(|view| view.party == party);
        place.map_or(self.real, |place| &self.own[place])
    }

    /// Returns what a party sees of a state, by its index in the game it sees.
    pub fn sees(&self, party: usize, state: State) -> Option<usize> {
        self.pictures[party].seen(state)
    }

    /// Returns the hypergame under a concept.
    pub fn game(&self, concept: Concept) -> Option<&Hypergame> {
        self.games.iter().find_map(|(known, game)| (*known == concept).then_some(game))
    }

    /// Tells where a viewer believes that a mover would go from a state; nothing if it thinks that
    /// the mover would stay, or holds the state impossible.
    ///
    /// # Errors
    /// If the engine refuses.
    pub fn believed_step(
        &self,
        viewer: usize,
        mover: Mover,
        state: State,
        concept: Concept,
        limits: &Limits<'_>,
    ) -> Result<Option<State>, EngineError> {
        let picture = &self.pictures[viewer];
        let Some(seen) = picture.seen(state) else { return Ok(None) };
        let found = verdict(picture.game(), concept, mover, seen, &limits.context())?;
        Ok(match found {
            Verdict::Unstable { improvement, .. } => Some(picture.carried_out(state, improvement)),
            Verdict::Stable { .. } => None,
        })
    }

    /// Tells where a mover goes from a state, judging by what it sees itself.
    ///
    /// # Errors
    /// If the engine refuses.
    pub fn step(
        &self,
        mover: Mover,
        state: State,
        concept: Concept,
        limits: &Limits<'_>,
    ) -> Result<Option<State>, EngineError> {
        match mover {
            Mover::Party(party) => self.believed_step(party, mover, state, concept, limits),
            Mover::Joint(_) => {
                let steps = joint_steps(state, &self.pictures, concept, mover, &limits.context())?;
                Ok(steps.first().copied())
            }
        }
    }

    /// Tells whether a step pays every one of its movers as each of them sees it.
    pub fn pays(&self, mover: Mover, from: State, to: State) -> bool {
        mover.members().iter().all(|party| {
            let picture = &self.pictures[party];
            let ranks = picture.game().rankings()[party].ranks();
            match (picture.seen(from), picture.seen(to)) {
                (Some(from), Some(to)) => ranks[to] > ranks[from],
                _ => false,
            }
        })
    }
}

/// Solves the game every party sees, and what holds when each acts on its own.
///
/// `real` is the case as it is, which parties without a view see. `None` if nobody has a view.
///
/// # Errors
/// If the engine refuses one of the games.
pub fn views<'a>(
    model: &Model,
    real: &'a ReadingResult,
    concepts: &[Concept],
    limits: &Limits<'_>,
) -> Result<Option<Views<'a>>, EngineError> {
    if model.views.is_empty() {
        return Ok(None);
    }
    let own: Vec<ReadingResult> = (0..model.views.len())
        .map(|view| analyse_view(model, view, &real.choice, concepts, limits))
        .collect::<Result<_, _>>()?;
    let pictures = (0..model.parties.len()).map(|party| {
        let place = model.views.iter().position(|view| view.party == party);
        Ok(match place {
            None => Picture::of(real.game.clone()),
            Some(place) => {
                let (unseen, fixed) = model.unseen(&model.views[place]);
                Picture::without(own[place].game.clone(), unseen, fixed)?
            }
        })
    });
    let pictures: Vec<Picture> = pictures.collect::<Result<_, EngineError>>()?;
    let games = concepts.iter().map(|&concept| {
        Ok((concept, hypergame(real.space(), &pictures, concept, &limits.context())?))
    });
    let games = games.collect::<Result<_, EngineError>>()?;
    Ok(Some(Views { real, own, pictures, games }))
}
