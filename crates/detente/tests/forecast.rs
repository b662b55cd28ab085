//! `detente forecast` as a user meets it.

mod running;

use running::{Run, detente, on_case};
use serde_json::Value;

fn on(issues: &str, args: &[&str]) -> Run {
    let case = format!(
        "schema = 1\ncase = {{ title = \"A lake\", question = \"Who pays?\" }}\n\
         parties = {{ north = \"North\", south = \"South\", east = \"East\" }}\n\
         [options]\nagree = {{ by = [\"north\", \"south\"], text = \"agree\", assumed = \"-\" }}\n\
         [preferences]\nnorth = [{{ wants = \"agree\", assumed = \"-\" }}]\n\
         south = [{{ wants = \"agree\", assumed = \"-\" }}]\neast = [{{ wants = \"agree\", assumed = \"-\" }}]\n\
         [questions]\nq = \"agree\"\n{issues}"
    );
    on_case("forecast", &case, args)
}

const FEES: &str = "[weights]\ncapability = { north = 3, south = 1 }\nsalience = 50\nassumed = \"-\"\n\
    [issues.fees]\nquestion = \"Who pays?\"\nscale = [\"nobody\", \"the towns\", \"all\"]\nplaces = [0, 40, 100]\n\
    reference = { at = \"nobody\", assumed = \"-\" }\n\
    positions.north = { at = \"all\", assumed = \"-\" }\npositions.south = { at = \"the towns\", salience = 100, assumed = \"-\" }\n\
    positions.east = { at = \"nobody\", assumed = \"-\" }\n";

#[test]
fn every_model_stands_beside_the_mean_and_who_is_left_out_is_said() {
    let run = on(FEES, &["--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(found["schema"], "detente.forecast/1");
    let issue = &found["issues"][0];
    let said = |model: &str| issue["models"][model].clone();
    // Weights 150 and 100: (150 · 100 + 100 · 40) / 250.
    assert_eq!(said("weighted-mean"), serde_json::json!({ "value": 76.0 }));
    assert_eq!(said("weighted-median"), serde_json::json!({ "low": 100.0, "high": 100.0 }));
    // Of two who both want more than nothing the nearer one bounds what both prefer.
    let nash = said("nash")["value"].as_f64().expect("agreed");
    assert!(nash > 39.0 && nash < 80.0, "{nash}");
    assert_eq!(issue["parties"], serde_json::json!(["north", "south"]));
    assert_eq!(issue["left_out"], serde_json::json!(["east"]));
    assert_eq!(issue["unknown"], serde_json::json!({ "east": ["capability"] }));
    // Saliences reach the challenge model as shares, or it would refuse.
    let at = said("challenge")["value"].as_f64().expect("the challenge model answers");
    assert!((0.0..=100.0).contains(&at), "{at}");
    assert_eq!(found["spatial"]["turns"][0]["positions"]["south"], serde_json::json!([0.4]));
    let told = on(FEES, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Weighted mean 76.0, between ‘the towns’ and ‘all’"), "{told}");
    assert!(told.contains("East is not counted: capability not known."), "{told}");
}

/// Without distances there is a median and no mean; without weights there is nothing.
#[test]
fn what_is_not_known_stays_unknown() {
    let ordinal = FEES.replace("places = [0, 40, 100]\n", "");
    let found: Value = serde_json::from_str(&on(&ordinal, &["--json"]).out).expect("JSON");
    let said = |model: &str| found["issues"][0]["models"][model].clone();
    assert!(
        said("weighted-mean")["refused"].as_str().expect("a reason").contains("needs distances")
    );
    assert!(said("spatial")["refused"].as_str().expect("a reason").contains("needs distances"));
    assert_eq!(said("weighted-median"), serde_json::json!({ "low": 2.0, "high": 2.0 }));
    let korea = detente(&["forecast", "cases/korea-1953"]);
    assert_eq!(korea.code, 0, "{}", korea.err);
    // Of one party alone the wish is told and nothing is forecast.
    assert!(korea.out.contains("4 of 10 issues can be forecast"), "{}", korea.out);
    let told = korea.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Known of the Communists alone: no forcible retention"), "{told}");
    let bare = FEES.replace("capability = { north = 3, south = 1 }\n", "");
    let told = on(&bare, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Not known: capability of North"), "{told}");
    let run = on("", &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no issue has a position"), "{}", run.err);
}

fn file(name: &str, text: &str) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("detente-{}-{name}", std::process::id()));
    std::fs::write(&path, text).expect("a file");
    path
}

/// The published table of the challenge model (Scholz, Calbert, Smith 2011), from a plain table of years.
const CARS: &str = "actor,capability,position,salience\nNetherlands,.08,4,.8\nBelgium,.08,7,.4\nLuxembourg,.03,4,.2\n\
    Germany,.16,4,.8\nFrance,.16,10,.6\nItaly,.16,10,.6\nUK,.16,10,.9\nIreland,.05,7,.1\nDenmark,.05,4,1\nGreece,.08,7,.7\n";

#[test]
fn a_plain_table_of_one_issue_is_answered_in_its_own_unit() {
    let path = file("cars.csv", CARS);
    let run = detente(&["forecast", &path.display().to_string(), "--json"]);
    let moves =
        detente(&["forecast", &path.display().to_string(), "--moves", "--reach", "nothing=1"]);
    std::fs::remove_file(&path).expect("it is there");
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    let models = &found["issues"][0]["models"];
    let near = |value: &Value, expected: f64| {
        let value = value.as_f64().expect("a number");
        assert!((value - expected).abs() < 5e-5, "{value} {expected}");
    };
    near(&models["weighted-mean"]["value"], 7.38996);
    assert_eq!(models["challenge"]["variant"], "as-computed");
    let rounds = models["challenge"]["rounds"].as_array().expect("rounds");
    for (round, (median, mean)) in rounds.iter().zip([
        (7.0, 7.38996),
        (8.4159, 7.46131),
        (9.6109, 7.55250),
        (9.9620, 7.59014),
        (9.9620, 7.35813),
    ]) {
        near(&round["median"], median);
        near(&round["mean"], mean);
    }
    assert_eq!(rounds[0]["positions"]["Belgium"], 7.0);
    // The toolkit's line goes from 0 to 1, whatever the unit.
    assert_eq!(found["spatial"]["turns"][0]["positions"]["France"], serde_json::json!([1.0]));
    let all: f64 = found["spatial"]["election"]
        .as_array()
        .expect("an election")
        .iter()
        .map(|winner| winner["probability"].as_f64().expect("a number"))
        .sum();
    assert!((all - 1.0).abs() < 1e-9);
    assert_eq!(moves.code, 2);
    assert!(moves.err.contains("nothing"), "{}", moves.err);
}

#[test]
fn moves_levers_and_draws_are_told_in_words() {
    let rough = FEES.replace("salience = 100,", "salience = [60, 100],");
    let run = on(&rough, &["--moves", "--reach", "fees=40"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("What alone would bring the weighted mean to the towns"), "{told}");
    assert!(told.contains("10000 76.28 79.10 82.46 salience of South, 100%"), "{told}");
    assert!(told.contains("Challenge model, round 1: median"), "{told}");
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    // The same seed gives the same figures, another one others.
    let same = on(&rough, &["--json"]).out;
    assert_eq!(same, on(&rough, &["--json"]).out);
    assert_ne!(same, on(&rough, &["--json", "--seed", "7"]).out);
}

#[test]
fn scenarios_of_the_toolkit_are_read_with_their_options_and_gaps() {
    let text = "Tariff,A duty,3,2,\nActor,About,Power,Duty,,Quota,\nNorth,x,50,10,40,20,40\nSouth,y,30,90,60,70,30\nEast,z,20,,10,5,10\n";
    let path = file("tariff.csv", text);
    let at = path.display().to_string();
    let run = detente(&["forecast", &at, "--json", "--set", "VotingRule=Cubic", "--turns", "3"]);
    let wrong = detente(&["forecast", &at, "--set", "VotingRule=Cubical"]);
    let unknown = detente(&["forecast", &at, "--model", "mean"]);
    let none = detente(&["forecast", &at, "--turns", "0"]);
    std::fs::remove_file(&path).expect("it is there");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("W120") && run.err.contains(":5:"), "{}", run.err);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    let ids: Vec<&Value> =
        found["issues"].as_array().expect("issues").iter().map(|issue| &issue["id"]).collect();
    assert_eq!(ids, ["Duty", "Quota"]);
    let start = &found["spatial"]["turns"][0]["positions"];
    assert_eq!(start, &serde_json::json!({ "North": [0.1, 0.2], "South": [0.9, 0.7] }));
    assert!(found["spatial"]["turns"].as_array().expect("turns").len() <= 4);
    for (run, words) in [
        (wrong, "`Cubical` is no value of VotingRule"),
        (unknown, "the models are weighted-mean"),
        (none, "0 turns"),
    ] {
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(run.err.contains(words), "{}", run.err);
    }
}

fn on_file(name: &str, text: &str, args: &[&str]) -> Run {
    let path = file(name, text);
    let at = path.display().to_string();
    let run = detente(&[&["forecast", at.as_str()], args].concat());
    std::fs::remove_file(&path).expect("it is there");
    run
}

/// Where equals are told apart by their order alone, or half the weight is met exactly, no point is told;
/// words are drawn as words; a run by lot says so.
#[test]
fn what_only_order_or_lot_decides_is_no_forecast() {
    let pair = "actor,capability,position,salience\nMoscow,1,1,50\nBritain,1,2,50\n";
    let turned = "actor,capability,position,salience\nBritain,1,2,50\nMoscow,1,1,50\n";
    let models = |text: &str| -> Value {
        let found: Value =
            serde_json::from_str(&on_file("order.csv", text, &["--json"]).out).expect("JSON");
        found["issues"][0]["models"].clone()
    };
    let (one, other) = (models(pair), models(turned));
    for end in ["low", "high"] {
        assert_eq!(one["challenge"][end], other["challenge"][end]);
        let (one, other) = (&one["spatial"][end], &other["spatial"][end]);
        assert!((one.as_f64().unwrap_or(9.0) - other.as_f64().unwrap_or(0.0)).abs() < 1e-9);
    }
    assert_eq!(one["challenge"]["low"], 1.0);
    assert_eq!(one["challenge"]["high"], 2.0);
    assert_ne!(one["spatial"]["value"], other["spatial"]["value"]);
    let lot = ["--set", "StateTransitions=Stochastic", "--seed", "3"];
    let told = on_file("lot.csv", CARS, &lot).out;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Spatial model, one run by lot"), "{told}");
    assert!(told.contains("stochastic, seed 3"), "{told}");
    let ordinal = FEES
        .replace("places = [0, 40, 100]\n", "")
        .replace("salience = 100,", "salience = [10, 90],")
        .replace("salience = 50", "salience = 20");
    let found: Value = serde_json::from_str(&on(&ordinal, &["--json"]).out).expect("JSON");
    let draws = &found["issues"][0]["models"]["weighted-median"]["draws"];
    assert!(draws["mean"].is_null() && draws["influences"].is_null(), "{draws}");
    assert_eq!(found["issues"][0]["scale"]["words"][2], "all");
    let told = on(&ordinal, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("words have no variance"), "{told}");
}

/// What a model cannot say is said with its own reason, and one party's wish is no forecast of several.
#[test]
fn every_refusal_has_its_own_reason() {
    let words = |run: &Run| run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let zero = "actor,capability,position,salience\na,0,1,9\nb,0,2,9\n";
    let told = words(&on_file("weightless.csv", zero, &[]));
    assert!(told.contains("on 1 no model can say"), "{told}");
    assert!(told.contains("none has a known position and a weight above 0"), "{told}");
    let pair = "actor,capability,position,salience\na,1,0,50\nb,1,50,50\n";
    let nash = on_file("nash.csv", pair, &["--model", "nash"]);
    assert!(words(&nash).contains("no reference point is given"), "{}", nash.out);
    // Where half the weight is met exactly nobody tips the median.
    let cut = on_file("cut.csv", pair, &["--json"]);
    let found: Value = serde_json::from_str(&cut.out).expect("JSON");
    assert_eq!(found["issues"][0]["pivotal"], serde_json::json!([]));
    assert_eq!(
        found["issues"][0]["models"]["weighted-median"],
        serde_json::json!({ "low": 0.0, "high": 50.0 })
    );
    let idle = "actor,capability,position,salience\na,1,0,50\nb,0,50,50\n";
    let told = words(&on_file("idle.csv", idle, &[]));
    assert!(told.contains("only one party has a known position"), "{told}");
    // Of three actors each is known on one dimension or the other, and one on both: no common run.
    let text = "Tariff,x,3,2,\nActor,x,Power,Duty,,Quota,\nNorth,x,50,10,40,20,40\n\
        South,y,30,,60,70,30\nEast,z,20,30,10,,10\n";
    let run = on_file("common.csv", text, &[]);
    let told = words(&run);
    assert!(told.contains("South and East are not in it"), "{told}");
    assert!(told.contains("fewer than two parties have everything known"), "{told}");
    let found: Value =
        serde_json::from_str(&on_file("common.csv", text, &["--json"]).out).expect("JSON");
    assert!(found["spatial"]["refused"].is_string(), "{}", found["spatial"]);
    // Each issue alone has two.
    assert!(found["issues"][0]["models"]["spatial"]["value"].is_number());
}

#[test]
fn hostile_files_of_positions_are_refused_in_words() {
    for (name, text, words) in [
        ("empty.csv", "", "there is nothing in it"),
        ("nothing.xml", "<a", "E072"),
        ("none.csv", "actor,capability,position,salience\n", "there are no actors"),
        ("blank.csv", "actor,capability,position,salience\na,1,,1\n", "position of a is missing"),
        ("semi.csv", "actor;capability;position;salience\na;1;x;1\n", "`x`, no number"),
        ("short.csv", "actor,capability,position\na,1,5\n", "no column `salience`"),
        ("letter.csv", "Dear Sir\nyes\n", "this is no scenario"),
        ("zero.csv", "actor,capability,position,salience\na,0,1,0\nb,0,2,0\n", ""),
        ("nan.csv", "actor,capability,position,salience\na,NaN,inf,1\n", "NaN"),
        ("one.csv", "actor,capability,position,salience\na,1,5,1\n", ""),
        ("same.csv", "actor,capability,position,salience\na,1,5,1\nb,2,5,1\n", ""),
    ] {
        let path = file(name, text);
        let run = detente(&["forecast", &path.display().to_string()]);
        std::fs::remove_file(&path).expect("it is there");
        assert!(run.code == 0 || run.code == 2, "{name}: {} {}", run.code, run.err);
        assert!(run.err.contains(words), "{name}: {}", run.err);
        assert!(!run.err.contains("panicked"), "{name}: {}", run.err);
    }
}
