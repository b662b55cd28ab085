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
    let said = |model: usize| issue["models"][model]["outcome"].clone();
    // Weights 150 and 100: (150 · 100 + 100 · 40) / 250.
    assert_eq!(said(0), serde_json::json!({ "at": 76.0 }));
    assert_eq!(said(1), serde_json::json!({ "at": 100.0 }));
    assert_eq!(issue["models"][2]["model"], "nash");
    // Of two who both want more than nothing the nearer one bounds what both prefer.
    let nash = said(2)["at"].as_f64().expect("agreed");
    assert!(nash > 39.0 && nash < 80.0, "{nash}");
    assert_eq!(
        issue["left-out"],
        serde_json::json!([{ "party": "east", "unknown": ["capability"] }])
    );
    // Saliences reach the challenge model as shares, or it would refuse.
    let at = said(4)["at"].as_f64().expect("the challenge model answers");
    assert!((0.0..=100.0).contains(&at), "{at}");
    let told = on(FEES, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Weighted mean 76.0, between ‘the towns’ and ‘all’"), "{told}");
    assert!(told.contains("East is not counted: capability not known."), "{told}");
}

/// Without distances there is a median and no mean; without weights there is nothing.
#[test]
fn what_is_not_known_stays_unknown() {
    let ordinal = FEES.replace("places = [0, 40, 100]\n", "");
    let found: Value = serde_json::from_str(&on(&ordinal, &["--json"]).out).expect("JSON");
    let said = |model: usize| found["issues"][0]["models"][model]["outcome"].clone();
    assert!(said(0)["refused"].as_str().expect("a reason").contains("needs distances"));
    assert_eq!(said(1), serde_json::json!({ "at": 2.0 }));
    let korea = detente(&["forecast", "cases/korea-1953"]);
    assert_eq!(korea.code, 0, "{}", korea.err);
    assert!(korea.out.contains("0 of 10 issues can be forecast"), "{}", korea.out);
    let told = korea.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Not known: salience and capability of the Communists"), "{told}");
    let run = on("", &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no issue with a position"), "{}", run.err);
}
