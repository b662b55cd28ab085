//! `detente watch` as a user meets it.

mod running;

use running::detente;
use serde_json::Value;

#[test]
fn signs_are_hinges_of_the_base_reading_and_branches_of_plans() {
    let run = detente(&["watch", "cases/korea-1953", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(found["schema"], "detente.watch/1");
    let signs = found["signs"].as_array().expect("signs");
    let reading = signs
        .iter()
        .find(|sign| sign["seen"].as_str().is_some_and(|seen| seen.contains("empty phrase")))
        .expect("a rival reading is a sign");
    let changed: Vec<&Value> = reading["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| &change["to"])
        .collect();
    assert_eq!(changed, ["yes", "no"]);
    let awaited = found["awaited"].as_array().expect("plans");
    assert!(
        awaited
            .iter()
            .any(|own| own["seen"] == "the US: refuse" && own["then"] == "the Communists: concede")
    );
    assert_eq!(
        awaited[0]["seen"],
        "the Communists: nothing done by ‘the armistice is signed’ (15 July at the latest)"
    );
    assert_eq!(awaited[0]["then"], "it takes its course: wait");
    // What turns out is seen too.
    assert!(awaited.iter().any(|own| own["then"] == "it is for the US to act"), "{awaited:?}");
    assert_eq!(reading["what"]["kind"], "reading");
    assert_eq!(reading["what"]["matter"].as_str().map(str::is_empty), Some(false));
    let steps = found["steps"].as_array().expect("steps");
    let members = steps.iter().find(|own| own["step"] == "members").expect("a step");
    assert_eq!(members["not-seen-by"], "1953-07-10", "{members}");
    let run = detente(&["watch", "cases/korea-1953"]).out;
    let told = run.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("WHAT THE SCHEDULE WAITS FOR") && told.contains("Not by 10 July: members"),
        "{run}"
    );
    assert!(told.contains("; for it [") && told.contains("against it ["), "{run}");
    assert!(run.lines().all(|line| line.chars().count() <= 80), "{run}");
    let told = detente(&["watch", "cases/laos-1961"]);
    assert!(told.out.lines().all(|line| line.chars().count() <= 80), "{}", told.out);
}
