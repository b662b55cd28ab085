//! A conflict of the catalogue, solved and held against what its entry expects.

use crate::entry::{Entry, Expected, Patterns, text};
use crate::reference::Reference;
use detente::brief::words::mover_id;
use detente::brief::{Limits, ReadingResult, analyse_one, choice_name, lint};
use detente::case::{Case, Loaded, World, load};
use detente::model::Model;
use detente::stability::{
    CoalitionConcept, Coalitions, Concept, Context, Game, Graph, Refusal, StateSet, inverse, jumps,
    limited, nonmyopic, solve, solve_coalitions,
};
use std::collections::BTreeMap;

/// What is told of a reading: per question asked the states in order, with what is known of them.
pub(crate) struct Row {
    pub(crate) reading: String,
    pub(crate) states: usize,
    pub(crate) cells: BTreeMap<String, Cell>,
}

pub(crate) enum Cell {
    States { states: Vec<String>, published: bool, differs: bool },
    Refused,
}

/// The questions that every reading answers or is refused.
pub(crate) fn asked() -> Vec<String> {
    let concepts = Concept::ALL.iter().map(|concept| concept.name().to_owned());
    concepts.chain(["nonmyopic".to_owned()]).collect()
}

/// Loads a case that is to be free of mistakes and of anything to warn of.
pub(crate) fn open(world: &impl World, name: &str) -> Case {
    let Loaded { case, diagnostics, .. } = load(world);
    assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
    let case = case.expect("a case without mistakes");
    let found = lint(&case, &Limits::default());
    assert!(found.is_empty(), "{name}: {found:?}");
    case
}

/// Checks that the plain reference says of every state and mover what the engine says.
pub(crate) fn confirm(game: &Game, concept: Concept, name: &str) {
    let reference = Reference::new(game);
    let solution = solve(game, concept, &Context::default()).expect("defined");
    let movers: Vec<_> = solution.movers().map(|(mover, _)| mover).collect();
    assert_eq!(movers, reference.movers(), "{name}");
    for (mover, stable) in solution.movers() {
        for state in 0..game.space().len() {
            let expected = reference.is_stable(concept, mover, state);
            assert_eq!(stable.contains(state), expected, "{name}: {concept} {mover:?} {state}");
        }
    }
}

/// Holds a case against its entry and returns a row per reading.
pub(crate) fn check(case: &Case, mut entry: Entry) -> Vec<Row> {
    let model = &case.model;
    assert_eq!(entry.text("title"), model.title, "{}", entry.place);
    assert!(!entry.texts("citations").is_empty(), "{}: no citations", entry.place);
    assert!(!entry.text("data").is_empty(), "{}: whence the data?", entry.place);
    let refused: BTreeMap<String, String> =
        entry.entries("refusal").into_iter().map(refusal).collect();
    let mut readings = entry.entries("reading").into_iter();
    let mut rows = Vec::new();
    for choice in model.choices() {
        let mut reading = readings.next().unwrap_or_else(|| panic!("{}: a reading", entry.place));
        assert_eq!(reading.text("choice"), choice_name(model, &choice), "{}", reading.place);
        let concepts: Vec<Concept> =
            Concept::ALL.into_iter().filter(|c| !refused.contains_key(c.name())).collect();
        let result = analyse_one(model, choice, &concepts, &Limits::default()).expect("solved");
        rows.push(check_reading(model, &concepts, &result, reading, &refused));
        if rows.len() == 1 {
            check_base(model, &result, &mut entry, &refused);
        }
    }
    assert!(readings.next().is_none(), "{}: a reading too many", entry.place);
    entry.end();
    rows
}

fn refusal(mut entry: Entry) -> (String, String) {
    let pair = (entry.text("asked"), entry.text("code"));
    let known = asked().contains(&pair.0) || pair.0 == "inverse sim";
    assert!(known, "{}: {} is not asked", entry.place, pair.0);
    entry.text("note");
    entry.end();
    pair
}

fn check_reading(
    model: &Model,
    concepts: &[Concept],
    result: &ReadingResult,
    mut entry: Entry,
    refused: &BTreeMap<String, String>,
) -> Row {
    let (game, context) = (&result.game, Context::default());
    let place = entry.place.clone();
    let graph = Graph::from_game(game, &context).expect("a small game");
    let listed = |set: &StateSet| -> Vec<String> {
        set.iter().map(|index| model.pattern(game.space().state(index))).collect()
    };
    let feasible: Patterns = listed(&StateSet::full(game.space().len())).into_iter().collect();
    let mut cells = BTreeMap::new();
    let mut equilibria = entry.entry("equilibria");
    let mut wanted = asked();
    wanted.extend(equilibria.keys().into_iter().filter(|key| key.starts_with("limited:")));
    for question in wanted {
        let found = answer(&question, game, &graph);
        if let Some(code) = refused.get(&question) {
            let refusal = found.expect_err("a refusal");
            assert_eq!(refusal.code.name(), code, "{place} {question}");
            cells.insert(question, Cell::Refused);
            continue;
        }
        let states = listed(&found.unwrap_or_else(|refusal| panic!("{place}: {refusal:?}")));
        let expected = Expected::take(equilibria.entry(&question), &feasible);
        let set: Patterns = states.iter().cloned().collect();
        assert_eq!(set, expected.states, "{place}: {question}");
        let Expected { published, differs, .. } = expected;
        cells.insert(question, Cell::States { states, published, differs });
    }
    equilibria.end();
    for concept in concepts {
        confirm(game, *concept, &place);
    }
    let mut stable = entry.entry("stable");
    for (mover, _) in result.solutions[0].movers() {
        let id = mover_id(model, mover);
        let mut expected = stable.entry(&id);
        for solution in &result.solutions {
            let concept = solution.concept().name();
            let found = listed(solution.stable(mover).expect("a mover")).into_iter().collect();
            assert_eq!(expected.states(concept, &feasible), found, "{place}: {concept} for {id}");
        }
        expected.end();
    }
    stable.end();
    if let Some(ranking) = entry.maybe_entry("ranking") {
        check_ranking(model, game, ranking);
    }
    check_coalitions(model, game, &graph, &mut entry, &listed);
    entry.end();
    Row { reading: choice_name(model, &result.choice), states: feasible.len(), cells }
}

/// Answers by name: a concept, `nonmyopic` or `limited:h`.
pub(crate) fn answer(question: &str, game: &Game, graph: &Graph) -> Result<StateSet, Refusal> {
    let context = Context::default();
    if let Some(horizon) = question.strip_prefix("limited:") {
        let horizon = horizon.parse().expect("a horizon");
        let found = limited(graph, game.rankings(), horizon, &context)?;
        return Ok(found.equilibria().clone());
    }
    if question == "nonmyopic" {
        return Ok(nonmyopic(graph, game.rankings(), &context)?.equilibria().clone());
    }
    let concept = question.parse().expect("a concept");
    Ok(solve(game, concept, &context)?.equilibria().clone())
}

/// Checks what statements amount to, best first.
fn check_ranking(model: &Model, game: &Game, mut entry: Entry) {
    for (party, ranking) in model.parties.iter().zip(game.rankings()) {
        let place = format!("{} {}", entry.place, party.id);
        let list = entry.need(&party.id).as_array().cloned().unwrap_or_default();
        assert_eq!(list.len(), ranking.levels(), "{place}");
        for (height, group) in list.into_iter().rev().enumerate() {
            let group: Patterns = match group {
                toml::Value::Array(tied) => tied.into_iter().map(|v| text(v, &place)).collect(),
                one => [text(one, &place)].into(),
            };
            let here = (0..game.space().len()).filter(|&s| ranking.ranks()[s] as usize == height);
            let found: Patterns = here.map(|s| model.pattern(game.space().state(s))).collect();
            assert_eq!(found, group, "{place}");
        }
    }
    entry.end();
}

/// Checks what coalitions can do, where the entry says anything about it.
fn check_coalitions(
    model: &Model,
    game: &Game,
    graph: &Graph,
    entry: &mut Entry,
    listed: &dyn Fn(&StateSet) -> Vec<String>,
) {
    let Some(mut expected) = entry.maybe_entry("coalitions") else { return };
    let context = Context::default();
    let feasible: Patterns = listed(&StateSet::full(graph.states())).into_iter().collect();
    for concept in CoalitionConcept::ALL {
        let found = solve_coalitions(graph, game.rankings(), concept, Coalitions::All, &context);
        let found: Patterns = listed(found.expect("solved").equilibria()).into_iter().collect();
        let wanted = Expected::take(expected.entry(concept.name()), &feasible);
        assert_eq!(found, wanted.states, "{}: {concept}", entry.place);
    }
    expected.end();
    let mut wanted = BTreeMap::new();
    for mut jump in entry.entries("jumps") {
        jump.source();
        let among = jump.text("among");
        let this = (jump.text("from"), jump.text("to"), jump.texts("coalition"));
        wanted.entry(among).or_insert_with(Vec::new).push(this);
        jump.end();
    }
    assert!(!wanted.is_empty(), "{}: no jump is expected", entry.place);
    for (among, wanted) in wanted {
        let equilibria = answer(&among, game, graph).expect("defined");
        let found = jumps(graph, game.rankings(), &equilibria, &context).expect("solved");
        let name = |state| model.pattern(game.space().state(state));
        let names = |by: detente::stability::PartySet| {
            by.iter().map(|party| model.parties[party].id.clone()).collect::<Vec<_>>()
        };
        let found: Vec<_> = found
            .into_iter()
            .map(|jump| (name(jump.from), name(jump.to), names(jump.by)))
            .collect();
        assert_eq!(found, wanted, "{}: jumps among {among}", entry.place);
    }
}

/// Checks what the entry says of the first reading beside its equilibria.
fn check_base(
    model: &Model,
    result: &ReadingResult,
    entry: &mut Entry,
    refused: &BTreeMap<String, String>,
) {
    let (game, context) = (&result.game, Context::default());
    let states: Vec<String> =
        game.space().states().iter().map(|&state| model.pattern(state)).collect();
    if let Some(mut numbers) = entry.maybe_entry("numbers") {
        let mut numbered: Vec<String> =
            numbers.keys().into_iter().flat_map(|key| numbers.texts(&key)).collect();
        numbered.sort_by_key(|pattern| states.iter().position(|state| state == pattern));
        assert_eq!(numbered, states, "{}: every state has one number", numbers.place);
        numbers.end();
    }
    let graph = Graph::from_game(game, &context).expect("a small game");
    for mut asked in entry.entries("inverse") {
        let (party, state, total) =
            (asked.text("party"), asked.text("state"), asked.number("rankings"));
        let party = model.parties.iter().position(|p| p.id == party).expect("a party");
        let state = states.iter().position(|s| *s == state).expect("a state");
        let mut stable = asked.entry("stable");
        for concept in Concept::ALL {
            let found = inverse(&graph, game.rankings(), concept, party, state, &context);
            if let Some(code) = refused.get(&format!("inverse {concept}")) {
                assert_eq!(found.expect_err("a refusal").code.name(), code);
                continue;
            }
            let mut expected = stable.entry(concept.name());
            let count = expected.number("count");
            if let Some(mut other) = expected.maybe_entry("elsewhere") {
                assert_ne!(other.number("count"), count, "{}: no difference", other.place);
                other.text("by");
                other.end();
            }
            let found = found.expect("solved").rankings();
            assert_eq!(found, Some((count, total)), "{} {concept}", asked.place);
            expected.source();
            expected.end();
        }
        stable.end();
        asked.end();
    }
}
