//! `detente bodies` as a user meets it: what it prints, what it refuses, and its answer for machines.

mod running;

use running::{Run, detente, flowing, on_case};
use serde_json::Value;

const LAOS: &str = "cases/laos-1961";
const KOREA: &str = "cases/korea-1953";

/// The bodies of a case of two parties.
fn on(bodies: &str, args: &[&str]) -> Run {
    let case = format!(
        "schema = 1\ncase = {{ title = \"A lake\", question = \"Who watches it?\" }}\n\
         parties = {{ north = \"North\", south = \"South\" }}\n\
         [options]\nagree = {{ by = [\"north\", \"south\"], text = \"agree\", assumed = \"-\" }}\n\
         [preferences]\nnorth = [{{ wants = \"agree\", assumed = \"-\" }}]\n\
         south = [{{ wants = \"agree\", assumed = \"-\" }}]\n[questions]\nq = \"agree\"\n{bodies}"
    );
    on_case("bodies", &case, args)
}

const BOARD: &str = "[bodies.board]\nmembers = { a = \"n\", b = \"n\", c = \"s\", d = \"s\", e = \"x\" }\n\
    chair = \"e\"\nassumed = \"-\"\nrules.act = { rule = \"majority(ALL)\", assumed = \"-\" }\n";

fn answer(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

/// The reference points of the definitions, through the case of Laos.
#[test]
fn laos_gives_the_reference_points() {
    let answer = answer(&detente(&["bodies", LAOS, "--body", "commission", "--json"]));
    assert_eq!(answer["schema"], "detente.bodies/1");
    let body = &answer["bodies"][0];
    let mut seen = 0;
    for row in body["rows"].as_array().expect("rows") {
        let seats = &body["fillings"][row["filling"].as_u64().expect("a place") as usize]["seats"];
        let rule = &body["rules"][row["rule"].as_u64().expect("a place") as usize]["name"];
        let expected = match (seats.as_str(), rule.as_str()) {
            (Some("1-1-1"), Some("unanimity")) => (Value::Null, ".067", ".405"),
            (Some("1-1-1"), Some("majority")) => (1.into(), ".697", ".832"),
            (Some("2-2-1"), Some("majority")) => (1.into(), ".665", ".861"),
            (Some("2-2-1"), Some("both-sides")) => (Value::Null, ".180", ".756"),
            (Some("2-2-2"), Some("majority")) => (2.into(), ".550", ".790"),
            (Some("2-2-2"), Some("unanimity")) => (Value::Null, ".005", ".215"),
            _ => continue,
        };
        let chance = |key: &str| {
            let value = row["chances"][key].as_f64().expect("a number");
            format!("{value:.3}").trim_start_matches('0').to_owned()
        };
        assert_eq!(row["force"]["others"], expected.0, "{seats} {rule}");
        assert_eq!(chance("against_worst"), expected.1, "{seats} {rule}");
        assert_eq!(chance("common"), expected.2, "{seats} {rule}");
        seen += 1;
    }
    assert_eq!(seen, 6);
}

#[test]
fn laos_says_the_sentence_that_matters() {
    let run = detente(&["bodies", LAOS]);
    let told = flowing(&run.out);
    assert!(
        told.contains("Seats change nothing under majority, both sides or unanimity if blocs vote together; the rule does."),
        "{}",
        run.out
    );
    assert!(told.contains("(the neutral bloc decides nothing in 2-2-1)"), "{}", run.out);
    assert!(told.contains("on request of Phouma, the Lao Patriotic Front and the rebel faction"));
    assert!(told.contains("the request of Phouma alone"), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
}

#[test]
fn korea_sets_four_without_an_umpire_against_five_with_one() {
    let told = flowing(&detente(&["bodies", KOREA]).out);
    assert!(told.contains("Observation commission of neutral countries: Neither side can push"));
    assert!(told.contains("Repatriation commission of neutral countries: Each side needs 1 more"));
    assert!(told.contains("No addressee: nothing says to whom the Repatriation commission"));
}

#[test]
fn what_is_compared_can_be_named() {
    let run = detente(&[
        "bodies",
        LAOS,
        "--compare",
        "3-3-1,two-two-one",
        "--rules",
        "two-thirds,majority-both-sides",
        "--rule",
        "yes(ALL) >= 4 and any(neutral)",
        "--json",
    ]);
    let found = answer(&run);
    let body = &found["bodies"][0];
    let names = |key: &str, of: &str| -> Vec<Value> {
        body[key].as_array().expect("a list").iter().map(|item| item[of].clone()).collect()
    };
    assert_eq!(names("fillings", "seats"), ["3-3-1", "2-2-1"]);
    assert_eq!(
        names("rules", "name"),
        ["two-thirds", "majority-both-sides", "yes(ALL) >= 4 and any(neutral)"]
    );
    assert_eq!(body["rows"].as_array().expect("rows").len(), 6);
    assert_eq!(found["mandates"], Value::Null);
    assert!(run.err.contains("--body chooses another"), "{}", run.err);
}

#[test]
fn a_search_tells_every_rule_once_and_what_no_other_beats() {
    let found = answer(&detente(&["bodies", LAOS, "--search", "6", "--json"]));
    let body = &found["bodies"][0];
    let rows = body["rows"].as_array().expect("rows");
    let point = |row: &Value| {
        let chance = |key: &str| row["chances"][key].as_f64().expect("a number");
        (chance("common"), chance("against_worst"))
    };
    assert!(rows.len() > 10);
    for row in rows {
        let (able, risk) = point(row);
        let beaten = rows.iter().map(point).any(|(other, its_risk)| {
            (other > able && its_risk <= risk) || (other >= able && its_risk < risk)
        });
        assert_eq!(row["frontier"], !beaten, "{row}");
    }
}

/// A body that acts unless those against fulfil the rule, with a member who may ask alone.
#[test]
fn defaults_and_requests_are_part_of_the_rule() {
    let default = BOARD.replace("majority(ALL)\",", "yes(ALL) >= 4\", default = \"act\",");
    let row = |bodies: &str| answer(&on(bodies, &["--json"]))["bodies"][0]["rows"][0].clone();
    // Four against are needed to stop it: 26 of the 32 votes have at most three.
    assert_eq!(row(&default)["winning"], "26");
    let asked = BOARD.replace("majority(ALL)\",", "all(ALL)\", request = \"e\",");
    // All votes with the chair's yes pass, and no others.
    assert_eq!(row(&asked)["winning"], "16");
}

/// What another body must decide too is decided by its own members.
#[test]
fn a_second_tier_brings_its_members() {
    let two = BOARD.replace("majority(ALL)\"", "majority(ALL) and chairs\"")
        + "[bodies.chairs]\nmembers = [\"a\", \"north\"]\nassumed = \"-\"\nrules.act = { rule = \"all(ALL)\", assumed = \"-\" }\n";
    let found = answer(&on(&two, &["--json", "--body", "board"]));
    let row = &found["bodies"][0]["rows"][0];
    let voters: Vec<&Value> =
        row["voters"].as_array().expect("voters").iter().map(|voter| &voter["id"]).collect();
    assert_eq!(voters, ["a", "b", "c", "d", "e", "north"]);
    // `a` and `north` say yes, and two at least of the other four.
    assert_eq!(row["winning"], "11");
    assert_eq!(row["votes"], "64");
}

/// A second body that acts by default or on request is the same thing to the planner's table and to the
/// power of members.
#[test]
fn a_second_tier_keeps_its_defaults_and_requests() {
    for beside in ["default = \"act\"", "request = \"north\""] {
        let two = BOARD.replace("majority(ALL)\"", "majority(ALL) and chairs\"")
            + &format!(
                "[bodies.chairs]\nmembers = [\"a\", \"north\"]\nassumed = \"-\"\nrules.act = {{ rule = \"all(ALL)\", {beside}, assumed = \"-\" }}\n"
            );
        let found = answer(&on(&two, &["--json", "--body", "board"]));
        let body = &found["bodies"][0];
        assert_eq!(body["rows"][0]["winning"], body["questions"][0]["winning"], "{beside}");
        // A reference by hand: three of five with `a` and `north`, or what the default or request adds.
        let chairs =
            |a: bool, north: bool| if beside.starts_with("def") { a || north } else { north };
        let acts = (0_u32..64).filter(|votes| {
            let says = |place: u32| votes >> place & 1 == 1;
            (votes & 31).count_ones() >= 3 && chairs(says(0), says(5))
        });
        assert_eq!(
            acts.count().to_string(),
            body["questions"][0]["winning"].as_str().expect("a text")
        );
    }
}

/// The output contract: every key of a question and of a member, from a file of bodies alone.
#[test]
fn a_file_of_bodies_alone_is_answered_by_the_contract() {
    let file = std::env::temp_dir().join(format!("detente-bodies-{}.toml", std::process::id()));
    let text = "[bodies.council]\nmembers = [\"a\", \"b\", \"c\"]\ngroups = { S = [\"a\", \"b\"], T = [\"b\", \"c\"] }\nweights = { pop = { a = 3, b = 2, c = 1 } }\nrule = \"weight(pop) >= 4 and any(T)\"\n";
    std::fs::write(&file, text).expect("a file");
    let run = detente(&["bodies", &file.display().to_string(), "--json"]);
    std::fs::remove_file(&file).expect("it is there");
    let found = answer(&run);
    assert_eq!(found["schema"], "detente.bodies/1");
    let question = &found["bodies"][0]["questions"][0];
    let expected = serde_json::json!({
        "question": "decide", "method": "types", "exact": true, "monotone": true,
        "always": false, "never": false, "winning": "3", "power_to_act": "3/8",
        "proper": true, "strong": false, "deadlocked_splits": "1",
        "minimal_winning": [["a", "b"], ["a", "c"]],
        "minimal_blocking": [["a"], ["b", "c"]],
        "minimal_winning_count": "2", "minimal_blocking_count": "2",
    });
    for (key, value) in expected.as_object().expect("a table") {
        assert_eq!(&question[key], value, "{key}");
    }
    let first = serde_json::json!({
        "id": "a", "swings": "3", "banzhaf": "3/4", "banzhaf_normalised": "3/5", "prevent": "1",
        "initiate": "3/5", "shapley_shubik": "2/3", "deegan_packel": "1/2", "holler_packel": "1/2",
        "johnston": "2/3", "satisfaction": "7/8", "decisiveness": "3/4", "luck": "1/8",
        "veto": true, "passer": false, "dummy": false, "dictator": false,
    });
    assert_eq!(question["members"][0], first);
}

#[test]
fn bad_files_of_bodies_are_told_with_their_line() {
    let file = std::env::temp_dir().join(format!("detente-bad-{}.toml", std::process::id()));
    let told = |text: &str, words: &str| {
        std::fs::write(&file, text).expect("a file");
        let run = detente(&["bodies", &file.display().to_string(), "--json"]);
        assert_eq!(run.code, 2, "{text}: {}", run.out);
        assert!(run.err.contains(words) && run.err.contains(".toml:"), "{text}: {}", run.err);
    };
    told("[bodies.x]\nmembers = []\nrule = \"all(ALL)\"\n", "`x` has no members");
    told("[bodies.x]\nmembers = [\"a\", \"a\"]\nrule = \"a\"\n", "named twice");
    told("[bodies.x]\nmembers = [\"a\"]\nrule = \"b\"\n", "`b`");
    told(
        "[bodies.x]\nmembers = [\"a\"]\nweights = { w = { a = -1 } }\nrule = \"a\"\n",
        "less than nothing",
    );
    told(
        "[bodies.x]\nmembers = [\"a\"]\ngroups = { g = [\"b\"] }\nrule = \"a\"\n",
        "unknown member `b`",
    );
    told(
        "[bodies.x]\nmembers = [\"a\"]\nrule = \"a\"\nrules.decide = \"a\"\n",
        "which `rules` has already",
    );
    told("[bodies.x\n", "error");
    std::fs::remove_file(&file).expect("it is there");
}

#[test]
fn the_annex_of_a_brief_has_the_commissions() {
    let told = flowing(&detente(&["brief", LAOS, "--full"]).out);
    assert!(told.contains("COMMISSIONS"), "{told}");
    assert!(told.contains("Seats change nothing under majority"), "{told}");
    assert!(told.contains("WHAT THE MANDATES LEAVE OPEN"), "{told}");
    // The two pages list no source that only the annex cites.
    let short = detente(&["brief", LAOS]).out;
    assert!(!short.contains("each nominate two people"), "{short}");
}

#[test]
fn what_cannot_be_answered_is_refused_in_words() {
    let refused = |run: Run, words: &str| {
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(run.err.contains(words), "{}", run.err);
    };
    refused(on("", &[]), "this case has no bodies");
    let no_rule = "[bodies.board]\nmembers = [\"a\"]\nassumed = \"-\"\n";
    refused(on(no_rule, &[]), "no body of this case has a rule");
    refused(on(BOARD, &["--body", "bord"]), "did you mean `board`");
    refused(on(BOARD, &["--compare", "2-2"]), "give seats for n, s, x as in 1-1-1");
    refused(on(BOARD, &["--compare", "900-1-1"]), "64 at most");
    refused(on(BOARD, &["--rules", "majorty"]), "did you mean `majority`");
    refused(on(BOARD, &["--rules", "majority-both-sides"]), "needs two sides");
    refused(on(BOARD, &["--rule", "yes(ALL) >="]), "--rule \"yes(ALL) >=\"");
    refused(on(BOARD, &["--rule", "any(m)"]), "unknown member, group or weight list `m`");
    refused(on(BOARD, &["--search", "6"]), "a search needs two sides");
    let sides = ["--ours", "n", "--theirs", "s"];
    refused(
        on(BOARD, &[&sides[..], &["--search", "600"]].concat()),
        "600 seats cannot be searched",
    );
    refused(on(BOARD, &["--ours", "n"]), "one side alone");
    refused(on(BOARD, &["--ours", "n", "--theirs", "n"]), "on both sides");
    refused(on(BOARD, &["--ours", "n", "--theirs", "t"]), "there is no bloc `t`");
    refused(on(BOARD, &[&sides[..], &["--departure", "0.1"]].concat()), "--leanings is missing");
    refused(
        on(
            BOARD,
            &[
                &sides[..],
                &["--departure", "10", "--cohesion", "0", "--common", "1", "--leanings", "1"],
            ]
            .concat(),
        ),
        "--departure 10 is no chance",
    );
    let huge = BOARD.replace(
        "members = {",
        &format!("members = {{ {}", (0..70).map(|i| format!("m{i} = \"n\", ")).collect::<String>()),
    );
    let run = on(&huge, &[]);
    // Blocs are not told of so many, the power of single members is.
    assert_eq!(run.code, 0, "{}", run.err);
    let told = flowing(&run.out);
    assert!(told.contains("75 voters are more than the 64"), "{}", run.out);
    assert!(
        told.contains("1/75") && told.contains("and 35 more, which --json lists"),
        "{}",
        run.out
    );
}

#[test]
fn the_power_of_single_members_is_exact() {
    let found = answer(&detente(&["bodies", "cases/herring-sound", "--json"]));
    let change = &found["bodies"][0]["questions"][1];
    assert_eq!(change["question"], "change");
    let shares: Vec<&Value> = change["members"]
        .as_array()
        .expect("voters")
        .iter()
        .map(|voter| &voter["shapley_shubik"])
        .collect();
    assert_eq!(shares, ["13/60", "13/60", "13/60", "13/60", "2/15"]);
    assert_eq!(change["proper"], true);
    // A second tier's members are voters too, and one who may ask alone decides alone.
    let two = BOARD.replace("majority(ALL)\"", "majority(ALL) and chairs\"")
        + "[bodies.chairs]\nmembers = [\"a\", \"north\"]\nassumed = \"-\"\nrules.act = { rule = \"all(ALL)\", assumed = \"-\" }\n";
    let found = answer(&on(&two, &["--json", "--body", "board"]));
    let of = &found["bodies"][0]["questions"][0];
    assert_eq!(of["winning"], found["bodies"][0]["rows"][0]["winning"]);
    assert_eq!(of["members"][5]["veto"], true);
    let asked = BOARD.replace("majority(ALL)\",", "all(ALL)\", request = \"e\", abstain = true,");
    let found = answer(&on(&asked, &["--json"]));
    let of = &found["bodies"][0]["questions"][0];
    assert_eq!(
        (&of["members"][4]["dictator"], &of["members"][0]["dummy"]),
        (&true.into(), &true.into())
    );
    assert_eq!(of["members"][4]["ternary_banzhaf"], "1");
}

/// The median of a line under majority; under unanimity the whole stretch; in a plane a veto player.
#[test]
fn where_members_stand_says_what_holds() {
    let file = std::env::temp_dir().join(format!("detente-places-{}.toml", std::process::id()));
    let at = file.display().to_string();
    let text = "[bodies.x]\nmembers = [\"a\", \"b\", \"c\"]\nplaces = { a = 0, b = 40, c = 100 }\nstands = 70\nrules.most = \"majority(ALL)\"\nrules.whole = \"all(ALL)\"\n";
    std::fs::write(&file, text).expect("a file");
    let found = answer(&detente(&["bodies", &at, "--json"]));
    let told = flowing(&detente(&["bodies", &at]).out);
    let plane = text
        .replace("a = 0, b = 40, c = 100", "a = [0, 0], b = [40, 10], c = [100, 0]")
        .replace("stands = 70", "stands = [70, 70]")
        .replace("majority(ALL)", "a and any(ALL)");
    std::fs::write(&file, &plane).expect("a file");
    let flat = answer(&detente(&["bodies", &at, "--json"]));
    std::fs::write(&file, text.replace("b = 40", "b = [40, 1]")).expect("a file");
    let mixed = detente(&["bodies", &at]);
    std::fs::remove_file(&file).expect("it is there");
    let questions = &found["bodies"][0]["questions"];
    assert_eq!(questions[0]["spatial"]["core"], serde_json::json!([40.0, 40.0]));
    assert_eq!(questions[0]["spatial"]["win_set"], serde_json::json!([10.0, 70.0]));
    assert_eq!(questions[1]["spatial"]["core"], serde_json::json!([0.0, 100.0]));
    assert!(
        told.contains("no winning set would leave 40 (the core); from where things stand, 70,"),
        "{told}"
    );
    let question = &flat["bodies"][0]["questions"][0];
    assert_eq!(question["spatial"]["core_members"], serde_json::json!(["a"]));
    assert_eq!(mixed.code, 2);
    assert!(mixed.err.contains("place of one kind"), "{}", mixed.err);
}
