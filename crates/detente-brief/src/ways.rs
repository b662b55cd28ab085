//! Ways of looking ahead beyond the six of the fast engine: farther, together, with great differences,
//! and with preferences that the readings leave open. They enumerate, so they are for small cases.

use crate::analysis::{Analysis, Limits, ReadingResult};
use crate::answer::Answer;
use crate::engine::EngineError;
use crate::words::{concept_title, concept_words, mover_id};
use detente_model::Model;
use detente_stability::{
    CoalitionConcept, Coalitions, Concept, Extension, Foresight, Graph, Mover, PartySet, Refusal,
    RefusalCode, Solution, StateSet, Uncertain, UnderUncertainty, limited, nonmyopic,
    solve_coalitions, solve_graph, solve_strength,
};
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// A way of looking ahead, by its name on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One of the concepts of the fast engine.
    Single(Concept),
    /// Two parties who look some moves ahead (Kilgour 1985): `limited:3`.
    Limited(usize),
    /// Two parties who look ahead without end.
    Nonmyopic,
    /// Groups of parties that coordinate: `cseq`.
    Together(CoalitionConcept),
    /// Only a reply that leaves the mover greatly worse off deters: `strong-seq`.
    Strong(Concept),
}

/// Looking further ahead than this is looking ahead without end in any case that is read.
const FARTHEST: usize = 10_000;

impl Way {
    /// Says the way in plain words, as the rest of "looking at …".
    pub fn words(self) -> String {
        match self {
            Way::Single(concept) => concept_words(concept).to_owned(),
            Way::Limited(1) => "one move ahead, by turns".into(),
            Way::Limited(horizon) => format!("{horizon} moves ahead, by turns"),
            Way::Nonmyopic => "all moves ahead, by turns".into(),
            Way::Together(concept) => match concept {
                CoalitionConcept::CNash => "next steps of groups".into(),
                CoalitionConcept::CGmr => "groups, any reply".into(),
                CoalitionConcept::CSmr => "groups, any reply, no way out".into(),
                CoalitionConcept::CSeq => "groups, replies others want".into(),
            },
            Way::Strong(concept) => match concept {
                Concept::Gmr => "any reply that is ruinous".into(),
                Concept::Smr => "ruinous replies, no way out".into(),
                Concept::SymSeq => "wanted and ruinous, no way out".into(),
                _ => "wanted replies that are ruinous".into(),
            },
        }
    }

    /// Returns the technical name.
    pub fn title(self) -> String {
        match self {
            Way::Single(concept) => concept_title(concept).to_owned(),
            Way::Limited(_) => "limited-move stability".into(),
            Way::Nonmyopic => "non-myopic stability".into(),
            Way::Together(concept) => format!(
                "coalitional {}",
                match concept {
                    CoalitionConcept::CNash => "Nash stability",
                    CoalitionConcept::CGmr => "general metarationality",
                    CoalitionConcept::CSmr => "symmetric metarationality",
                    CoalitionConcept::CSeq => "sequential stability",
                }
            ),
            Way::Strong(concept) => format!("strong {}", concept_title(concept)),
        }
    }
}

impl Display for Way {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Way::Single(concept) => write!(f, "{concept}"),
            Way::Limited(horizon) => write!(f, "limited:{horizon}"),
            Way::Nonmyopic => f.write_str("nonmyopic"),
            Way::Together(concept) => write!(f, "{concept}"),
            Way::Strong(concept) => write!(f, "strong-{concept}"),
        }
    }
}

/// A name that is no way of looking ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWay(pub String);

impl Display for UnknownWay {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.starts_with("limited:") {
            return write!(
                f,
                "`{}` is no number of moves to look ahead: write limited:1 to limited:{FARTHEST}, or nonmyopic",
                self.0
            );
        }
        if self.0 == "sseq" {
            return f.write_str(
                "\"sseq\" means symmetric sequential stability to some and strong sequential stability to others: write \
                 symseq or strong-seq",
            );
        }
        write!(
            f,
            "no solution concept \"{}\"; there are nash, gmr, smr, seq, symseq, sim, cnash, cgmr, csmr, cseq, strong-gmr, \
             strong-smr, strong-seq, strong-symseq, nonmyopic, and limited:2 and so on",
            self.0
        )
    }
}

impl std::error::Error for UnknownWay {}

impl FromStr for Way {
    type Err = UnknownWay;

    fn from_str(name: &str) -> Result<Self, UnknownWay> {
        let unknown = || UnknownWay(name.to_owned());
        if let Ok(concept) = name.parse() {
            return Ok(Way::Single(concept));
        }
        if name == "nonmyopic" {
            return Ok(Way::Nonmyopic);
        }
        if let Some(horizon) = name.strip_prefix("limited:") {
            let horizon = horizon.parse().ok().filter(|h| (1..=FARTHEST).contains(h));
            return horizon.map(Way::Limited).ok_or_else(unknown);
        }
        if let Some(rest) = name.strip_prefix("strong-") {
            let concept = rest.parse().ok();
            let sanctions = concept.filter(|c| !matches!(c, Concept::Nash | Concept::Sim));
            return sanctions.map(Way::Strong).ok_or_else(unknown);
        }
        let together = CoalitionConcept::ALL.into_iter().find(|concept| concept.name() == name);
        together.map(Way::Together).ok_or_else(unknown)
    }
}

/// What was found by looking ahead in one of these ways, under one combination of readings.
#[derive(Clone, Debug)]
pub struct Further {
    /// The name.
    pub name: String,
    /// The way in plain words.
    pub words: String,
    /// The technical name.
    pub title: String,
    /// What holds.
    pub equilibria: StateSet,
    /// What is stable for whom: parties, owners of joint options, or coalitions, by id.
    pub stable: Vec<(String, StateSet)>,
    /// One answer per question.
    pub answers: Vec<Answer>,
}

impl Further {
    fn new(
        model: &Model,
        result: &ReadingResult,
        (name, words, title): (String, String, String),
        equilibria: StateSet,
        stable: Vec<(String, StateSet)>,
    ) -> Self {
        let space = result.space();
        let answers = model.questions.iter().map(|question| {
            let stable = equilibria.iter().map(|index| space.state(index));
            Answer::over(stable, |state| question.formula.eval(state))
        });
        let answers = answers.collect();
        Self { name, words, title, equilibria, stable, answers }
    }
}

/// Solves for one way of looking ahead that is not one of the fast engine's.
///
/// # Errors
/// If the engine refuses: too large a case, joint options or more than two parties where looking
/// ahead by turns, no great differences where they are asked for.
pub fn further(
    model: &Model,
    analysis: &Analysis,
    result: &ReadingResult,
    way: Way,
    limits: &Limits<'_>,
) -> Result<Further, EngineError> {
    let context = limits.context();
    let graph = Graph::from_game(&result.game, &context)?;
    let rankings = result.game.rankings();
    let (equilibria, stable) = match way {
        Way::Single(concept) => of(model, &solve_graph(&graph, rankings, concept, &context)?),
        Way::Limited(horizon) => by_turns(model, &limited(&graph, rankings, horizon, &context)?),
        Way::Nonmyopic => by_turns(model, &nonmyopic(&graph, rankings, &context)?),
        Way::Together(concept) => {
            let blocks = partition(model);
            let coalitions = blocks.as_deref().map_or(Coalitions::All, Coalitions::Partition);
            let solved = solve_coalitions(&graph, rankings, concept, coalitions, &context)?;
            let named = |(set, stable): (PartySet, &StateSet)| {
                (mover_id(model, Mover::Joint(set)), stable.clone())
            };
            (solved.equilibria().clone(), solved.coalitions().map(named).collect())
        }
        Way::Strong(concept) => {
            let preferences = &result.assumptions.preferences;
            if !preferences.iter().any(detente_model::Preference::is_graded) {
                return Err(EngineError::Refused(Refusal {
                    code: RefusalCode::NotDefined,
                    reason: "the case does not say what is greatly worse than what".into(),
                    instead: "mark wishes as `vital = true`, or give a ranking `cliffs`".into(),
                }));
            }
            let arena = &analysis.arenas[result.arena];
            let strengths: Vec<_> =
                preferences.iter().map(|p| arena.strength(p)).collect::<Result<_, _>>()?;
            of(model, &solve_strength(&graph, &strengths, concept, &context)?.strong)
        }
    };
    let words = (way.to_string(), way.words(), way.title());
    Ok(Further::new(model, result, words, equilibria, stable))
}

/// Solves the concepts that enumerate with the preferences on which the readings agree, everything
/// else unknown (Li, Hipel, Kilgour, Fang 2004).
///
/// # Errors
/// If the engine refuses, or the readings differ in what is possible.
pub fn under_uncertainty(
    model: &Model,
    analysis: &Analysis,
    concepts: &[Concept],
    extension: Extension,
    limits: &Limits<'_>,
) -> Result<Vec<Further>, EngineError> {
    let context = limits.context();
    let base = analysis.base();
    if analysis.readings.iter().any(|result| result.arena != base.arena) {
        return Err(EngineError::Refused(Refusal {
            code: RefusalCode::Mismatch,
            reason: "the readings differ in what is possible, not only in what is wanted".into(),
            instead: "choose readings with --reading that differ in preferences only".into(),
        }));
    }
    let agreed = (0..model.parties.len()).map(|party| {
        let orders: Vec<_> =
            analysis.readings.iter().map(|result| result.game.rankings()[party].clone()).collect();
        Uncertain::agreed(&orders).map_err(|error| {
            EngineError::Refused(Refusal {
                code: RefusalCode::TooMuchWork,
                reason: error.to_string(),
                instead: "say in [rules] what cannot be".into(),
            })
        })
    });
    let preferences: Vec<Uncertain> = agreed.collect::<Result<_, _>>()?;
    let attitude = UnderUncertainty { preferences: &preferences, extension };
    let graph = Graph::from_game(&base.game, &context)?;
    let found = concepts.iter().map(|&concept| {
        let (equilibria, stable) = of(model, &solve_graph(&graph, &attitude, concept, &context)?);
        let words = (
            format!("{concept}:{extension}"),
            concept_words(concept).to_owned(),
            format!("{}, extension {extension}", concept_title(concept)),
        );
        Ok(Further::new(model, base, words, equilibria, stable))
    });
    found.collect()
}

/// The groups of a case as blocks of a partition, everybody else alone; nothing if every group may
/// form.
pub(crate) fn partition(model: &Model) -> Option<Vec<PartySet>> {
    if model.coalitions.is_empty() {
        return None;
    }
    let grouped = model.coalitions.iter().map(|group| group.iter().copied().collect());
    let alone = (0..model.parties.len())
        .filter(|party| !model.coalitions.iter().any(|group| group.contains(party)))
        .map(PartySet::one);
    Some(grouped.chain(alone).collect())
}

fn of(model: &Model, solution: &Solution) -> (StateSet, Vec<(String, StateSet)>) {
    let stable = solution.movers().map(|(mover, set)| (mover_id(model, mover), set.clone()));
    (solution.equilibria().clone(), stable.collect())
}

fn by_turns(model: &Model, found: &Foresight) -> (StateSet, Vec<(String, StateSet)>) {
    let stable = model
        .parties
        .iter()
        .enumerate()
        .filter_map(|(index, party)| Some((party.id.clone(), found.stable(index)?.clone())));
    (found.equilibria().clone(), stable.collect())
}
