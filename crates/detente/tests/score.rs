//! `detente score` as a user meets it.

mod running;

use running::{Run, detente};
use serde_json::Value;
use std::path::PathBuf;

/// The herring case with an outcome beside it, in a folder of its own.
fn with_outcome(name: &str, outcome: &str, args: &[&str]) -> Run {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("detente-score-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../cases/herring-sound");
    for file in ["case.toml", "claims.toml", "case.lock"] {
        std::fs::copy(from.join(file), folder.join(file)).expect("the case is there");
    }
    std::fs::write(folder.join("outcome.toml"), outcome).expect("a file");
    let at = folder.display().to_string();
    let all: Vec<&str> = ["score", &at].into_iter().chain(args.iter().copied()).collect();
    let run = detente(&all);
    std::fs::remove_dir_all(&folder).expect("it is there");
    run
}

#[test]
fn the_predictions_of_both_records_are_told_and_not_scored() {
    for (case, all, late) in [("cases/korea-1953", 12, 12), ("cases/laos-1961", 11, 4)] {
        let run = detente(&["score", case, "--json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let found: Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(found["schema"], "detente.score/1");
        assert_eq!(found["predictions"].as_array().expect("a list").len(), all);
        assert_eq!(found["scores"], Value::Null, "no chance is given, so none is scored");
        assert_eq!(found["dates"][0]["days_late"], late);
        let told = detente(&["score", case]).out;
        assert!(told.contains("a hedge is no chance"), "{told}");
        assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    }
}

#[test]
fn chances_are_scored_and_what_is_open_is_listed() {
    let one = |id: &str, verdict: &str, chance: &str| {
        format!(
            "[predictions.{id}]\ntext = \"{id}\"\nby = \"us\"\nverdict = \"{verdict}\"\nbecause = \"-\"\nsource = \"-\"\nchance = {chance}\n"
        )
    };
    let outcome = [one("a", "true", "0.75"), one("b", "false", "0.25"), one("c", "open", "0.5")]
        .concat()
        + "[predictions.d]\ntext = \"d\"\nby = \"us\"\nverdict = \"true\"\nbecause = \"-\"\nsource = \"-\"\noutcomes = [\"low\", \"mid\", \"high\"]\nchances = [0.2, 0.5, 0.3]\nhappened = \"mid\"\n"
        + "[figures.n]\nexpected = 200\nhappened = 250\n";
    let found: Value =
        serde_json::from_str(&with_outcome("chances", &outcome, &["--json"]).out).expect("JSON");
    // Both miss by a quarter: 1/16.
    assert_eq!(found["scores"]["brier"], 0.0625);
    assert_eq!(found["scores"]["unresolved"], serde_json::json!(["c"]));
    // Cumulative chances .2 and .7 against 0 and 1: (.04 + .09) / 2.
    let ranked = found["predictions"][3]["ranked_probability_score"].as_f64().expect("a score");
    assert!((ranked - 0.065).abs() < 1e-12, "{ranked}");
    assert_eq!(found["figures"][0]["off_by"], 50.0);
    let impossible = one("a", "true", "0.0");
    let found: Value =
        serde_json::from_str(&with_outcome("never", &impossible, &["--json"]).out).expect("JSON");
    assert_eq!(found["scores"]["logarithmic"], "infinite");
}

#[test]
fn what_is_wrong_in_an_outcome_is_told_with_its_place() {
    let refused = |name: &str, outcome: &str, words: &str| {
        let run = with_outcome(name, outcome, &[]);
        assert_eq!(run.code, 2, "{outcome}: {}", run.out);
        assert!(
            run.err.contains(words) && run.err.contains("outcome.toml:"),
            "{outcome}: {}",
            run.err
        );
    };
    let base = "[predictions.a]\ntext = \"a\"\nby = \"us\"\nverdict = \"true\"\nbecause = \"-\"\nsource = \"-\"\n";
    refused("chance", &format!("{base}chance = 1.5\n"), "from 0 to 1");
    refused("verdict", &base.replace("\"true\"", "\"maybe\""), "maybe");
    refused("claim", &format!("{base}claim = \"nothing\"\n"), "unknown claim `nothing`");
    refused(
        "sum",
        &format!("{base}outcomes = [\"x\", \"y\"]\nchances = [0.5, 0.6]\nhappened = \"x\"\n"),
        "add up to 1.1",
    );
    refused("issue", "[issues.nothing]\nhappened = \"x\"\n", "unknown issue `nothing`");
    let bare = |key: &str| base.replace(&format!("{key} = \"-\"\n"), "");
    refused("because", &bare("because"), "is called true without `because`\n");
    refused("source", &bare("source"), "is called true without `source`\n");
    refused("blank", &base.replace("source = \"-\"", "source = \" \""), "without `source`");
    let neither = bare("because").replace("source = \"-\"\n", "");
    refused("neither", &neither, "is called true without `because` and `source`");
    for (value, label) in [("inf", "without end"), ("-inf", "without end"), ("nan", "no number")] {
        refused(value, &format!("[figures.n]\nexpected = 1\nhappened = {value}\n"), label);
        refused(value, &format!("[issues.days]\nhappened = {value}\n"), label);
    }
    refused("great", "[figures.n]\nexpected = 1e300\nhappened = 1\n", "too great");
    refused("off", "[issues.days]\nhappened = 6.5\n", "give a number from 1 to 5");
    let date = |expected: &str, happened: &str| {
        format!("[dates.d]\nexpected = {expected}\nhappened = {happened}\n")
    };
    refused("past", &date("1897-05-01", "1897-03-01"), "had happened before the case's own day");
    refused("passed", &date("1897-03-01", "1897-05-01"), "expected for a day that had passed");
    refused("year", &date("1897-05-01", "2897-05-01"), "mend the year");
    refused("day", &date("\"1 May 1897\"", "1897-05-01"), "no day to count from");
    refused("alone", &format!("{base}chances = [0.5, 0.5]\n"), "`chances` without `outcomes`");
    refused(
        "alone",
        &format!("{base}outcomes = [\"x\", \"y\"]\nhappened = \"x\"\n"),
        "`outcomes` without `chances`",
    );
    let ordered = "outcomes = [\"x\", \"y\"]\nchances = [0.5, 0.5]\n";
    let open = base.replace("\"true\"", "\"open\"");
    refused(
        "open",
        &format!("{open}{ordered}happened = \"x\"\n"),
        "what is called open has an outcome that happened",
    );
    let twice = ordered.replace("\"y\"", "\"x\"");
    refused("twice", &format!("{base}{twice}happened = \"x\"\n"), "stands twice");
    let none = detente(&["score", "cases/herring-sound"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("no outcome.toml"), "{}", none.err);
}

#[test]
fn what_is_open_or_untested_is_listed_and_not_scored() {
    let one = |id: &str, verdict: &str, more: &str| {
        format!(
            "[predictions.{id}]\ntext = \"{id}\"\nby = \"us\"\nverdict = \"{verdict}\"\nbecause = \"-\"\nsource = \"-\"\n{more}"
        )
    };
    let ordered = "outcomes = [\"low\", \"high\"]\nchances = [0.5, 0.5]\n";
    let outcome = one("a", "open", ordered)
        + &one("b", "untested", ordered)
        + &one("c", "untested", "chance = 0.9\n")
        + &one("d", "partly", "chance = 0.9\n");
    let found: Value =
        serde_json::from_str(&with_outcome("listed", &outcome, &["--json"]).out).expect("JSON");
    assert_eq!(found["not_scored"], serde_json::json!(["a", "b", "c", "d"]));
    assert_eq!(found["scores"], Value::Null);
    assert_eq!(found["predictions"][0]["ranked_probability_score"], Value::Null);
    let told = with_outcome("told", &outcome, &[]).out;
    assert!(told.contains("With chances and not scored"), "{told}");
    assert!(told.contains("‘a’,") && told.contains("‘b’, ‘c’ and ‘d’"), "{told}");
    assert!(!told.contains("robability score"), "{told}");
    // What is open needs neither reason nor source.
    let bare = "[predictions.a]\ntext = \"a\"\nby = \"us\"\nverdict = \"open\"\n";
    assert_eq!(with_outcome("bare", bare, &[]).code, 0);
}

#[test]
fn a_stretch_that_holds_what_happened_is_no_hit() {
    let told = detente(&["score", "cases/korea-1953"]).out;
    let flowing = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!told.contains("0.00"), "{told}");
    assert!(flowing.contains("says nothing") || flowing.contains("excludes"), "{told}");
    let found: Value =
        serde_json::from_str(&detente(&["score", "cases/korea-1953", "--json"]).out).expect("JSON");
    let issue = &found["issues"][0];
    assert_eq!(issue["off_by"]["weighted-median"], Value::Null);
    let said = &issue["said"]["weighted-median"];
    assert_eq!((&said["low"], &said["high"]), (&Value::from(0.0), &Value::from(2.0)));
    assert_eq!(said["whole_scale"], true);
    assert_eq!(issue["source"][0], "FRUS 1952-54 XIV/2 d717");
    let point = detente(&["score", "cases/laos-1961", "--json"]).out;
    let found: Value = serde_json::from_str(&point).expect("JSON");
    assert_eq!(found["issues"][0]["off_by"]["weighted-median"], 0.0);
}

#[test]
fn what_no_model_forecasts_is_told() {
    let run = with_outcome("unsaid", "[issues.nets]\nhappened = \"Holm\"\n", &["--json"]);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(found["not_forecast"], serde_json::json!(["nets"]));
    let empty = with_outcome("empty", "", &[]);
    assert_eq!(empty.code, 2);
    assert!(empty.err.contains("says nothing yet"), "{}", empty.err);
    // One fault, one message.
    let date = "[dates.d]\nexpected = \"about May\"\nhappened = 1897-05-01\n";
    let twice = with_outcome("date", date, &[]);
    assert_eq!(twice.err.matches("error[").count(), 1, "{}", twice.err);
}

#[test]
fn sources_of_dates_figures_and_issues_are_told() {
    let outcome = "[dates.d]\nexpected = 1897-05-01\nhappened = 1897-05-03\nsource = \"Gazette 7\"\n\
                   [figures.n]\nexpected = 27000\nhappened = 26500\nsource = [\"Ledger 3\", \"Ledger 4\"]\n";
    let told = with_outcome("sources", outcome, &[]).out;
    assert!(told.contains("(Gazette 7)") && told.contains("(Ledger 3; Ledger 4)"), "{told}");
    assert!(told.contains("27,000") && told.contains("−500 (−2%)"), "{told}");
    let found: Value =
        serde_json::from_str(&with_outcome("json", outcome, &["--json"]).out).expect("JSON");
    assert_eq!(found["dates"][0]["source"], serde_json::json!(["Gazette 7"]));
    assert_eq!(found["dates"][0]["expected"], "1897-05-01");
    assert_eq!(found["figures"][0]["source"][1], "Ledger 4");
}
