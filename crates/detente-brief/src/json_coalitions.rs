//! The machine-readable answer of `detente coalitions`.

use crate::analysis::{Limits, ReadingResult};
use crate::engine::EngineError;
use crate::json::{Choice, head};
use crate::ways::partition;
use crate::words::mover_id;
use detente_case::Case;
use detente_stability::{
    CoalitionConcept, CoalitionSolution, Coalitions, Concept, Graph, Jump, Mover, StateSet, jumps,
    solve_coalitions,
};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// The name and major version of the answer.
pub const COALITIONS_SCHEMA: &str = "detente.coalitions/1";

/// Writes which outcomes hold alone and in groups, what is stable for each group, and the jumps.
#[derive(Debug)]
pub struct CoalitionsOutput<'a> {
    case: &'a Case,
    result: &'a ReadingResult,
    names: (Concept, CoalitionConcept),
    version: &'a str,
    solved: CoalitionSolution,
    single: StateSet,
    leaps: Vec<Jump>,
}

impl<'a> CoalitionsOutput<'a> {
    /// Finds what is to be written. `result` holds the solution for the concept.
    ///
    /// # Errors
    /// If the engine refuses.
    pub fn new(
        case: &'a Case,
        result: &'a ReadingResult,
        names: (Concept, CoalitionConcept),
        version: &'a str,
        limits: &Limits<'_>,
    ) -> Result<Self, EngineError> {
        let context = limits.context();
        let graph = Graph::from_game(&result.game, &context)?;
        let rankings = result.game.rankings();
        let blocks = partition(&case.model);
        let may_form = blocks.as_deref().map_or(Coalitions::All, Coalitions::Partition);
        let solved = solve_coalitions(&graph, rankings, names.1, may_form, &context)?;
        let single = result.solutions.iter().find(|solution| solution.concept() == names.0);
        let single =
            single.map_or_else(|| StateSet::empty(graph.states()), |s| s.equilibria().clone());
        let mut leaps = jumps(&graph, rankings, &single, &context)?;
        if let Some(blocks) = &blocks {
            leaps.retain(|jump| blocks.contains(&jump.by));
        }
        Ok(Self { case, result, names, version, solved, single, leaps })
    }
}

impl Serialize for CoalitionsOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.case.model;
        let state = |index: usize| model.pattern(self.result.space().state(index));
        let states = |set: &StateSet| -> Vec<String> { set.iter().map(state).collect() };
        let group = |set| mover_id(model, Mover::Joint(set));
        let stable: Map<String, Value> = self
            .solved
            .coalitions()
            .map(|(set, stable)| (group(set), json!(states(stable))))
            .collect();
        let leaps = self.leaps.iter().map(
            |jump| json!({ "from": state(jump.from), "to": state(jump.to), "by": group(jump.by) }),
        );
        let mut out = serializer.serialize_struct("Coalitions", 12)?;
        out.serialize_field("schema", COALITIONS_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        out.serialize_field("reading", &Choice { model, choice: &self.result.choice })?;
        out.serialize_field("concept", self.names.0.name())?;
        out.serialize_field("coalition_concept", self.names.1.name())?;
        out.serialize_field("alone", &states(&self.single))?;
        out.serialize_field("together", &states(self.solved.equilibria()))?;
        out.serialize_field("stable", &stable)?;
        out.serialize_field("jumps", &leaps.collect::<Vec<Value>>())?;
        out.end()
    }
}
