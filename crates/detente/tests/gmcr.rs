//! Files saved by GMCR+: read as they are, and diagnosed like a case.

use detente::brief::{Analysis, Limits, analyse, views};
use detente::case::{Case, Loaded, load_gmcr};
use detente::report;
use detente::stability::Concept;

/// The groundwater conflict at Elmira (Hipel, Fang, Kilgour and others 1993), as GMCR+ ships it: state
/// numbers run over the feasible states.
const ELMIRA: &str = r#"{
 "options": [{"permittedDirection": "fwd", "name": "Modify"}, {"permittedDirection": "back", "name": "Delay"},
  {"permittedDirection": "both", "name": "Accept"}, {"permittedDirection": "fwd", "name": "Abandon"},
  {"permittedDirection": "both", "name": "Insist"}],
 "decisionMakers": [
  {"options": [0], "preferenceRanking": [9, 3, 4, 10, 7, 1, 2, 8, [11, 5, 6, 12]], "preferences": [], "name": "MoE"},
  {"options": [1, 2, 3], "preferenceRanking": [1, 4, 10, 7, [5, 11, 6, 12], 2, 3, 9, 8], "preferences": [], "name": "Uniroyal"},
  {"options": [4], "preferenceRanking": [9, 3, 7, 1, 10, 8, 4, 2, [11, 5, 12, 6]], "preferences": [], "name": "Local Government"}],
 "infeasibles": [[[1, "Y"], [2, "Y"]], [[1, "Y"], [3, "Y"]], [[2, "Y"], [3, "Y"]], [[1, "N"], [2, "N"], [3, "N"]]],
 "program": "gmcr-py", "useManualPreferenceRanking": true, "coalitions": [0, 1, 2]}"#;

fn read(text: &str) -> Case {
    let Loaded { case, diagnostics, .. } = load_gmcr("folder/a conflict.gmcr", text.as_bytes());
    case.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn solved(case: &Case) -> Analysis {
    analyse(&case.model, &Concept::ALL, &Limits::default()).expect("solved")
}

/// The equilibria under a concept, as patterns.
fn equilibria(case: &Case, concept: Concept) -> Vec<String> {
    let analysis = solved(case);
    let place = analysis.place(concept).expect("the concept");
    analysis.base().equilibria(place).map(|state| case.model.pattern(state)).collect()
}

#[test]
fn elmira_has_its_published_equilibria() {
    let case = read(ELMIRA);
    assert_eq!(case.model.title, "a conflict");
    // Delay under an insisting government; acceptance after a modified order; abandonment, which the
    // literature counts as one state.
    let expected = ["NNNYN", "YNNYN", "NYNNY", "YNYNY", "NNNYY", "YNNYY"];
    for concept in [Concept::Nash, Concept::Seq] {
        assert_eq!(equilibria(&case, concept), expected, "{concept:?}");
    }
}

#[test]
fn options_are_regrouped_and_older_keys_are_read() {
    // The second decision maker's option stands first in the file; the ranking counts states with
    // the first one's option least significant.
    let text = r#"{"options": [{"name": "Strike"}, {"name": "Offer"}],
      "decisionMakers": [{"name": "Firm", "options": [1], "preferenceVector": [2, [1, 4], 3]},
                         {"name": "Union", "options": [0], "preferenceVector": [2, 1, 4, 3]}],
      "infeasibles": [], "useManualPreferenceVectors": true}"#;
    let case = read(text);
    let names: Vec<&str> = case.model.options.iter().map(|option| option.id.as_str()).collect();
    assert_eq!(names, ["offer", "strike"]);
    // State 2 is an offer without a strike: the best for both.
    assert_eq!(equilibria(&case, Concept::Nash), ["YN"]);
}

#[test]
fn statements_and_compounds_are_read_as_conditions() {
    let text = r#"{"options": [{"name": "A b"}, {"name": "A b"}, {"name": "3 c"}],
      "decisionMakers": [{"name": "One", "options": [0], "preferences": [{"compound": true, "members": [[[0, "Y"], [1, "N"]], [[2, "Y"]]]}, [[0, "N"]]]},
                         {"name": "Two", "options": [1, 2], "preferences": [[[1, "Y"], [2, "N"]]], "mood": "bad"}],
      "infeasibles": [[[1, "Y"], [2, "Y"]]]}"#;
    let case = read(text);
    let names: Vec<&str> = case.model.options.iter().map(|option| option.id.as_str()).collect();
    assert_eq!(names, ["a-b", "two-a-b", "x-3-c"]);
    let wishes: Vec<&str> =
        case.model.preferences[0].statements().iter().map(|wish| wish.source.as_str()).collect();
    assert_eq!(wishes, ["(a-b and not two-a-b) or x-3-c", "not a-b"]);
    // Our wording of a condition means what the file's condition means.
    for statement in case.model.preferences.iter().flat_map(detente::model::Preference::statements)
    {
        let (expr, faults) = detente::expr::parse(&statement.source);
        assert!(faults.is_empty(), "{}", statement.source);
        let (formula, faults) =
            detente::expr::Formula::resolve(&expr, |name| case.model.option(name));
        assert!(faults.is_empty());
        assert!(
            (0..8).all(|state| formula.eval(state) == statement.formula.eval(state)),
            "{}",
            statement.source
        );
    }
    assert_eq!(solved(&case).base().space().len(), 6);
}

/// The guard does not see that the neighbour could raid; the two clerks act as one.
const BLIND: &str = r#"{"options": [{"name": "Raid"}, {"name": "Arm"}, {"name": "Write"}],
  "decisionMakers": [
   {"name": "Neighbour", "options": [0], "preferences": [[[1, "N"]], [[0, "Y"]]]},
   {"name": "Guard", "options": [1], "preferences": [[[0, "N"]], {"compound": true, "members": [[[0, "Y"], [1, "Y"]], [[0, "N"], [1, "N"]]]}],
    "misperceptions": [[[0, "Y"]]]},
   {"name": "Clerk", "options": [2], "preferences": [[[2, "Y"]]]}],
  "infeasibles": [], "coalitions": [0, [2, 1]]}"#;

#[test]
fn misperceptions_and_coalitions_are_read_and_written() {
    let case = read(BLIND);
    assert_eq!(case.model.coalitions, [[1, 2]]);
    let analysis = solved(&case);
    let found = views(&case.model, analysis.base(), &[Concept::Nash], &Limits::default());
    let found = found.expect("solved").expect("a view");
    let game = found.game(Concept::Nash).expect("asked for");
    // What the guard does not see it is not prepared for: nothing that has a raid in it is stable
    // for it, and the neighbour would raid whoever is unarmed.
    assert_eq!(game.unseen(1).map(detente::stability::StateSet::len), Some(4));
    assert!(game.outcomes().is_empty());
    let expected = game.expected(1).expect("a party");
    let space = analysis.base().space();
    let expected: Vec<String> =
        expected.iter().map(|state| case.model.pattern(space.state(state))).collect();
    assert_eq!(expected, ["NNY"]);
    // Seeing all, it would arm.
    assert_eq!(equilibria(&case, Concept::Nash), ["YYY"]);

    let exported = detente::brief::gmcr(&case.model, analysis.base(), &Limits::default());
    let again = read(&exported.expect("exported").to_string());
    assert_eq!(again.model.coalitions, case.model.coalitions);
    assert_eq!(again.model.views.len(), 1);
    let seen = |case: &Case| case.model.game_seen_by(1, &[]).impossible;
    assert!((0..8).all(|s| seen(&case)[0].eval(s) == seen(&again)[0].eval(s)));
}

#[track_caller]
fn complains(text: &str, expect: &[&str]) {
    let Loaded { case, diagnostics, sources } = load_gmcr("bad.gmcr", text.as_bytes());
    let said = report::render(&diagnostics, &sources, false);
    for words in expect {
        assert!(said.contains(words), "{words} is not in\n{said}");
    }
    assert!(case.is_none(), "{said}");
    assert_eq!(diagnostics.len(), expect.len(), "{said}");
}

#[test]
fn a_broken_file_is_diagnosed_at_its_place() {
    complains(&ELMIRA[..200], &["not valid JSON"]);
    complains("", &["the file is empty"]);
    complains("[]", &["expected a table, found a list"]);
    complains("{}", &["`options` is missing", "`decisionMakers` is missing"]);
    complains(
        &ELMIRA.replace("\"fwd\", \"name\": \"Modify\"", "\"forward\", \"name\": \"Modify\""),
        &["`forward` is not one of"],
    );
    complains(
        &ELMIRA.replace("[1, \"Y\"], [2, \"Y\"]", "[1, \"Maybe\"], [9, \"Y\"]"),
        &["answered by Y or N"],
    );
    complains(&ELMIRA.replace("[9, 3, 4, 10", "[9, 3, 14, 10"), &["there is no state 14"]);
    complains(&ELMIRA.replace("[9, 3, 4, 10", "[9, 3, 9, 4, 10"), &["state 9 is ranked twice"]);
    complains(&ELMIRA.replace("[9, 3, 4, 10", "[9, 3, 10"), &["leaves out 1 of 12"]);
    complains(
        &ELMIRA.replace("\"options\": [4]", "\"options\": [3]"),
        &["belongs to two", "belongs to no"],
    );
    complains(
        &ELMIRA.replace("\"preferenceRanking\": [9, 3, 4, 10, 7, 1, 2, 8, [11, 5, 6, 12]],", ""),
        &["rankings count in this file, and `MoE` has none"],
    );
    complains(&BLIND.replace("\"compound\": true", "\"compound\": false"), &["is not compound"]);
    complains(&BLIND.replace("{\"compound\": true, \"members\": [[[0, \"Y\"], [1, \"Y\"]], [[0, \"N\"], [1, \"N\"]]]}", "{\"compound\": true, \"members\": []}"), &["without members"]);
    complains(
        &BLIND.replace("[[1, \"N\"]]", "[[1, \"N\"], [1, \"Y\"]]"),
        &["taken and not taken at once"],
    );
    complains(&BLIND.replace("\"Raid\"", "\"Ra\\u001bid\""), &["characters that a screen obeys"]);
    complains(&BLIND.replace("[2, 1]", "[2, 7]"), &["there is no decision maker 7"]);
    complains(&BLIND.replace("[0, [2, 1]]", "[0, [2, 0]]"), &["decision maker 0 is in two"]);
    complains(&BLIND.replace("[[[0, \"Y\"]]]},", "[[[5, \"Y\"]]]},"), &["there is no option 5"]);
    complains(&format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000)), &["nesting depth"]);
}

/// What is exported and read again has the same equilibria, whatever the order of its options.
#[test]
fn a_round_trip_changes_no_answer() {
    let mixed = r#"{"options": [{"name": "Strike", "permittedDirection": "fwd"}, {"name": "Offer"}, {"name": "Picket"}],
      "decisionMakers": [{"name": "Firm", "options": [1], "preferences": [[[0, "N"]], [[1, "N"]]]},
                         {"name": "Union", "options": [0, 2], "preferences": [[[1, "Y"]], {"compound": true, "members": [[[0, "Y"], [1, "N"]], [[0, "N"], [1, "Y"]]]}, [[2, "N"]]]}],
      "infeasibles": [[[0, "N"], [2, "Y"]]]}"#;
    for text in [ELMIRA, mixed] {
        let case = read(text);
        let analysis = solved(&case);
        let exported = detente::brief::gmcr(&case.model, analysis.base(), &Limits::default())
            .expect("exported");
        let again = read(&exported.to_string());
        for concept in Concept::ALL {
            assert_eq!(equilibria(&case, concept), equilibria(&again, concept), "{concept:?}");
        }
        assert_eq!(solved(&again).base().space().len(), analysis.base().space().len());
    }
}

/// Names that could break a table or not be told apart, and wishes that are not there.
#[test]
fn odd_names_and_missing_wishes_are_dealt_with() {
    let text =
        BLIND.replace("\"Clerk\"", "\"Guard\"").replace("\"Neighbour\"", "\"The\\n neighbour\"");
    let case = read(&text);
    let names: Vec<&str> = case.model.parties.iter().map(|party| party.name.as_str()).collect();
    assert_eq!(names, ["The neighbour", "Guard", "Guard (2)"]);
    let text = BLIND.replace("\"preferences\": [[[2, \"Y\"]]]", "\"preferences\": []");
    let Loaded { case, diagnostics, .. } = load_gmcr("a.gmcr", text.as_bytes());
    assert!(case.is_some());
    assert_eq!(diagnostics.iter().map(|d| d.code.id).collect::<Vec<_>>(), ["W114"]);
}
