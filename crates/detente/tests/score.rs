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
            "[predictions.{id}]\ntext = \"{id}\"\nby = \"us\"\nverdict = \"{verdict}\"\nbecause = \"-\"\nchance = {chance}\n"
        )
    };
    let outcome = [one("a", "true", "0.75"), one("b", "false", "0.25"), one("c", "open", "0.5")]
        .concat()
        + "[predictions.d]\ntext = \"d\"\nby = \"us\"\nverdict = \"true\"\nbecause = \"-\"\noutcomes = [\"low\", \"mid\", \"high\"]\nchances = [0.2, 0.5, 0.3]\nhappened = \"mid\"\n"
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
    let base = "[predictions.a]\ntext = \"a\"\nby = \"us\"\nverdict = \"true\"\nbecause = \"-\"\n";
    refused("chance", &format!("{base}chance = 1.5\n"), "from 0 to 1");
    refused("verdict", &base.replace("\"true\"", "\"maybe\""), "maybe");
    refused("claim", &format!("{base}claim = \"nothing\"\n"), "unknown claim `nothing`");
    refused(
        "sum",
        &format!("{base}outcomes = [\"x\", \"y\"]\nchances = [0.5, 0.6]\nhappened = \"x\"\n"),
        "add up to 1.1",
    );
    refused("issue", "[issues.nothing]\nhappened = \"x\"\n", "unknown issue `nothing`");
    let none = detente(&["score", "cases/herring-sound"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("no outcome.toml"), "{}", none.err);
}
