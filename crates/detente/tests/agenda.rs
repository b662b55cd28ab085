//! `detente agenda` as a user meets it.

mod running;

use running::{Run, detente, flowing, on_case};
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

/// What Moscow would do about the rebels if the Front stays outside binds its ladder on who represents Laos.
#[test]
fn a_refusal_acts_on_the_ladder_of_another_issue() {
    let run = detente(&["agenda", LAOS, "--refuse", "front,front"]);
    let told = flowing(&run.out);
    assert!(told.contains("Who represents Laos? Moscow is bound and goes no lower than this: Phouma's government with others in its delegation; before: Phouma's government with others in its delegation → several Lao delegations."), "{}", run.out);
    assert!(
        told.contains("No guarantee that all participants respect the neutrality of Laos"),
        "{told}"
    );
    assert!(told.contains("‘the commission leaves for Laos’ waits for"), "{told}");
    let found = answer(&[LAOS, "--refuse", "front,front"]);
    let to = &found["refused"][0]["linked"][0]["to"];
    assert_eq!(to["issue"], "delegation");
    assert_eq!(
        (to["before"].as_array().map(Vec::len), to["after"].as_array().map(Vec::len)),
        (Some(2), Some(1))
    );
    // Before the ladder is at its end nothing follows elsewhere.
    let once = answer(&[LAOS, "--refuse", "front"]);
    assert_eq!(once["refused"][0]["linked"], serde_json::json!([]));
}

fn ferry(positions: &str, link: &str) -> String {
    format!(
        "schema = 1\ncase = {{ title = \"A ferry\", question = \"How much?\" }}\n\
         parties = {{ a = \"Anna\", b = \"Ben\" }}\n\
         [options]\nagree = {{ by = [\"a\", \"b\"], text = \"agree\", assumed = \"-\" }}\n\
         [preferences]\na = [{{ wants = \"agree\", assumed = \"-\" }}]\n\
         b = [{{ wants = \"agree\", assumed = \"-\" }}]\n[questions]\nq = \"agree\"\n\
         [issues.fare]\nquestion = \"What does it cost?\"\nscale = {{ from = 0, to = 50, unit = \"crowns\" }}\nassumed = \"-\"\n{link}\n\
         [issues.fare.positions]\n{positions}\n\
         [issues.days]\nquestion = \"How many days?\"\nscale = {{ from = 1, to = 7, unit = \"days\" }}\nassumed = \"-\"\n\
         [issues.days.positions]\na = {{ at = 7, floor = 5, assumed = \"-\" }}\nb = {{ at = 3, floor = 4, assumed = \"-\" }}\n"
    )
}

/// What lies between two numbers is shown so, and no number in the middle is made of it.
#[test]
fn a_position_between_two_numbers_is_shown_as_it_is() {
    let between = "a = { at = [20, 30], assumed = \"-\" }\nb = { opening = 5, at = 5, floor = 25, assumed = \"-\" }";
    let case = ferry(
        between,
        "if-refused = { text = \"they sail less\", to = \"days\", releases = 4, assumed = \"-\" }",
    );
    let told = on_case("agenda", &case, &["--refuse", "fare=a"]);
    let flow = flowing(&told.out);
    assert!(flow.contains("Anna: 20 to 30 crowns → …"), "{}\n{}", told.out, told.err);
    assert!(flow.contains("nothing known"), "{flow}");
    assert!(flow.contains("How many days? Anna is released and goes further down: 7 days → 5 days → 4 days; before: 7 days → 5 days. All could then take: 4 days."), "{flow}");
    let found = on_case("agenda", &case, &["--json"]);
    let found: Value = serde_json::from_str(&found.out).expect("JSON");
    let rung = &found["issues"][0]["ladders"][0]["rungs"][0]["at"];
    assert_eq!(*rung, serde_json::json!({ "from": 20.0, "to": 30.0 }));
    // An opening at what is wanted is one rung.
    assert_eq!(found["issues"][0]["ladders"][1]["rungs"].as_array().map(Vec::len), Some(2));
    // A table without what is wanted is told once.
    let bare = ferry("a = { opening = 40, floor = 20, assumed = \"-\" }", "");
    let told = on_case("agenda", &bare, &[]).err;
    assert!(told.contains("`at`") && !told.contains("a word on a scale"), "{told}");
    // A refusal that acts on no ladder, or on one in two ways.
    for (link, words) in [
        ("if-refused = { text = \"x\", binds = 4, assumed = \"-\" }", "acts on no ladder"),
        (
            "if-refused = { text = \"x\", to = \"days\", binds = 9, assumed = \"-\" }",
            "outside the scale",
        ),
        (
            "if-refused = { text = \"x\", to = \"days\", binds = 4, releases = 3, assumed = \"-\" }",
            "binds a ladder and releases it",
        ),
    ] {
        let told = on_case("agenda", &ferry(between, link), &[]).err;
        assert!(told.contains(words), "{words}: {told}");
    }
}
