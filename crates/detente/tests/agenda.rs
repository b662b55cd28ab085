//! `detente agenda` as a user meets it.

mod running;

use running::{Run, detente, flowing};
use serde_json::Value;

const KOREA: &str = "cases/korea-1953";
const LAOS: &str = "cases/laos-1961";

fn answer(args: &[&str]) -> Value {
    let run = detente(&[&["agenda"], args, &["--json"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

fn issue<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let issues = answer["issues"].as_array().expect("issues");
    issues.iter().find(|issue| issue["id"] == id).expect("the issue")
}

#[test]
fn korea_has_four_clauses_without_a_guarantee() {
    let run = detente(&["agenda", KOREA, "--refuse", "line,line,prisoners"]);
    let told = flowing(&run.out);
    assert!(
        told.contains(
            "on 3 of them their ladders meet. If one signs now, 4 clauses are without a guarantee."
        ),
        "{}",
        run.out
    );
    assert!(told.contains("No guarantee that Seoul keeps the armistice"), "{}", run.out);
    assert!(told.contains(
        "‘the armistice is signed’ waits for ‘Where does the line of demarcation run?’."
    ));
    assert!(told.contains("Refused once: ‘line of 17 June’, the least that would be taken. - Refused again: nothing below that would be taken."), "{}", run.out);
    assert!(told.contains("Refused: the right is kept to raise it at the political conference."));
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
}

#[test]
fn what_all_could_take_is_where_ladders_meet() {
    let korea = answer(&[KOREA, "--refuse", "line=us"]);
    assert_eq!(korea["schema"], "detente.agenda/1");
    assert_eq!(
        issue(&korea, "seoul")["all-could-take"],
        serde_json::json!(["bound in fact by the UN Command"])
    );
    assert_eq!(issue(&korea, "conference")["all-could-take"], serde_json::json!([]));
    assert_eq!(issue(&korea, "retention")["all-could-take"], Value::Null);
    let walk = &korea["refused"][0];
    assert_eq!(
        (&walk["party"], &walk["times"], &walk["ends"]),
        (&"us".into(), &1.into(), &false.into())
    );
    // Two documents, and one if need be, against one.
    let laos = answer(&[LAOS]);
    assert_eq!(
        issue(&laos, "instructions")["all-could-take"],
        serde_json::json!({ "from": 1.0, "to": 1.0 })
    );
}

#[test]
fn what_cannot_be_answered_is_refused_in_words() {
    let refused = |run: Run, words: &str| {
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(run.err.contains(words), "{}", run.err);
    };
    refused(detente(&["agenda", KOREA, "--refuse", "lime"]), "did you mean `line`");
    refused(detente(&["agenda", KOREA, "--refuse", "line=rok"]), "`rok` has no position on `line`");
    refused(detente(&["agenda", KOREA, "--refuse", "start"]), "nobody has a position on `start`");
    refused(detente(&["agenda", KOREA, "--refuse", "line=china"]), "there is no party `china`");
}
