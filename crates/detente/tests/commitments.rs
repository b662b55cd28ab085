//! `detente commitments` as a user meets it.

mod running;

use running::{Run, detente, flowing, on_case};
use serde_json::{Value, json};

const KOREA: &str = "cases/korea-1953";
const LAOS: &str = "cases/laos-1961";

fn on(more: &str, args: &[&str]) -> Run {
    let case = format!(
        "schema = 1\ncase = {{ title = \"A quarry\", question = \"Who promises what?\" }}\n\
         parties = {{ a = \"Anna\", b = \"Ben\" }}\nothers = {{ c = \"Clara\" }}\n\
         [options]\nagree = {{ by = [\"a\", \"b\"], text = \"agree\", assumed = \"-\" }}\n\
         [preferences]\na = [{{ wants = \"agree\", assumed = \"-\" }}]\n\
         b = [{{ wants = \"agree\", assumed = \"-\" }}]\n[questions]\nq = \"agree\"\n{more}"
    );
    on_case("commitments", &case, args)
}

fn found(more: &str) -> Value {
    let run = on(more, &["--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

/// The verdict on one article whose two forms are given, with the rule that finds a conflict.
#[track_caller]
fn check(first: &str, second: &str, verdict: &str, rule: Option<&str>) {
    let drafts = format!(
        "[instruments]\npaper = {{ kind = \"instruction\", text = \"the paper\", assumed = \"-\" }}\n\
         [drafts]\none = {{ of = \"paper\", assumed = \"-\", articles = {{ 1 = \"{first}\" }} }}\n\
         two = {{ of = \"paper\", assumed = \"-\", articles = {{ 1 = {second} }} }}\n"
    );
    let found = found(&drafts);
    let article = &found["comparisons"][0]["articles"][0];
    assert_eq!(article["verdict"], verdict, "{first} / {second}: {article}");
    assert_eq!(article["conflict"]["rule"], json!(rule), "{first} / {second}: {article}");
}

#[test]
fn the_letter_of_29_june_vouches_for_nothing() {
    let run = detente(&["commitments", KOREA]);
    let told = flowing(&run.out);
    assert!(told.contains("Resting on a “cannot”: ‘Seoul keeps the armistice’."), "{}", run.out);
    assert!(
        told.contains("Seoul keeps the armistice [3]: the US (will take measures); Seoul"),
        "{}",
        run.out
    );
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    let full = detente(&["brief", KOREA, "--full"]).out;
    assert!(full.contains("\nGUARANTEES\n"), "{full}");
    let json: Value =
        serde_json::from_str(&detente(&["commitments", KOREA, "--json"]).out).expect("JSON");
    assert_eq!(json["schema"], "detente.commitments/1");
    assert_eq!(json["forms"], json!([["without-seoul", "with-seoul"]]));
    let preventive = &json["commitments"][2];
    assert_eq!(preventive["strength"], "will take measures");
    assert_eq!(preventive["left_open"]["vague"], json!(["measures", "possible", "necessary"]));
    let clauses = json["clauses"].as_array().expect("clauses");
    let seoul = clauses.iter().find(|clause| clause["id"] == "seoul-bound").expect("a clause");
    assert_eq!(seoul["commitments"], json!(["preventive", "keep-too", "observance"]));
    assert_eq!((&seoul["guarded"], &seoul["rests_on_cannot"]), (&json!(true), &json!(true)));
}

#[test]
fn the_neutrality_of_laos_has_three_forms() {
    let run = detente(&["commitments", LAOS]);
    let told = flowing(&run.out);
    assert!(
        told.contains(
            "Recognised with its original ministers: the rebel faction has the majority and the Lao \
             Patriotic Front is absent."
        ),
        "{}",
        run.out
    );
    assert!(run.out.contains("Not bound"), "{}", run.out);
    assert!(told.contains("no text of it is in the case"), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    let json: Value =
        serde_json::from_str(&detente(&["commitments", LAOS, "--json"]).out).expect("JSON");
    assert_eq!(json["forms"], json!([["treaty", "incorporated", "alone"]]));
    let sides = json["delegations"][0]["sides"].as_array().expect("sides");
    let definitions = &json["delegations"][0]["definitions"];
    let majority = |place: usize| definitions[place]["majority"].clone();
    assert_eq!([majority(0), majority(1)], [json!("rebels"), json!("phouma")]);
    assert_eq!(majority(2), json!(null), "nobody counts the seats");
    let adverse = |side: &str| -> Vec<&str> {
        let side = sides.iter().find(|found| found["side"] == side).expect("a side");
        let adverse = side["adverse"].as_array().expect("a list");
        adverse.iter().filter_map(|found| found["definition"].as_str()).collect()
    };
    assert_eq!(adverse("phouma"), ["original"]);
    assert_eq!(adverse("lpf"), ["original", "loyal", "third"]);
    assert_eq!(adverse("rebels"), ["loyal", "front", "third"]);
}

#[test]
fn drafts_are_compared_by_a_simple_rule() {
    check("Report to  Anna", "\"report to anna\"", "same", None);
    check("report at length", "\"report in short\"", "changed", None);
    check("it inspects posts", "\"it does not inspect posts\"", "conflicting", Some("negation"));
    check("it can go", "\"it cannot go\"", "conflicting", Some("negation"));
    check("in 30 days", "\"in sixty days\"", "conflicting", Some("numbers"));
    check("in thirty days", "\"in 30 days\"", "changed", None);
    check("in 30 days", "\"in 30 days, 5 at least\"", "changed", None);
    check("it can go", "\"it can’t go\"", "conflicting", Some("negation"));
    check("Anna will go", "\"Anna won't go by day\"", "conflicting", Some("negation"));
    check(
        "it may enter and leave",
        "\"it may neither enter nor leave\"",
        "conflicting",
        Some("negation"),
    );
    check("in twenty-four hours", "\"in twenty-six hours\"", "conflicting", Some("numbers"));
    check("in twenty-four hours", "\"in 24 hours\"", "changed", None);
    check("one hundred and fifty men", "\"150 men\"", "changed", None);
    check("two and a half months", "\"two months\"", "conflicting", Some("numbers"));
    check("1.5 km", "\"1.25 km\"", "conflicting", Some("numbers"));
    check("1,500 men", "\"1500 men\"", "changed", None);
    check("by 5 May 1890", "\"by 5 June 1890\"", "conflicting", Some("numbers"));
    check("by 5 May 1890", "\"by the fifth of May\"", "changed", None);
    check("30 posts in 30 days", "\"30 posts in 60 days\"", "conflicting", Some("numbers"));
    check("10 posts, 20 men", "\"20 posts, 10 men\"", "conflicting", Some("numbers"));
    check("10 posts, 20 men", "\"20 men, 10 posts\"", "changed", None);
    check("report to Anna", "\"report to Ben\"", "conflicting", Some("parties"));
    check("report to Anna", "\"report to Anna and Ben\"", "changed", None);
    check(
        "go by day",
        "{ text = \"go by night\", conflicts-with = \"one\" }",
        "conflicting",
        Some("marked"),
    );
}

#[test]
fn articles_of_one_draft_alone_are_dropped_or_added() {
    let found = found(
        "[instruments]\npaper = { kind = \"instruction\", text = \"the paper\", assumed = \"-\" }\n\
         [drafts.one]\nof = \"paper\"\nassumed = \"-\"\narticles = { a = \"Anna leaves by 5 May\", b = \"x\" }\n\
         [drafts.two]\nof = \"paper\"\nassumed = \"-\"\narticles = { c = \"y\", a = \"Anna goes by 5 May\" }\n\
         [drafts.three]\nof = \"paper\"\nassumed = \"-\"\n",
    );
    let comparisons = found["comparisons"].as_array().expect("a list");
    assert_eq!(comparisons.len(), 1, "a draft without a text is compared with nothing");
    let articles = comparisons[0]["articles"].as_array().expect("a list");
    let verdicts: Vec<_> =
        articles.iter().map(|line| (line["article"].as_str(), line["verdict"].as_str())).collect();
    assert_eq!(
        verdicts,
        [(Some("a"), Some("changed")), (Some("b"), Some("dropped")), (Some("c"), Some("added"))]
    );
    assert_eq!(articles[0]["changes"], json!([{ "from": "leaves", "to": "goes" }]));
    let open = &found["drafts"][0]["articles"][0]["left_open"];
    assert_eq!((&open["actor"], &open["time"]), (&json!(false), &json!(false)));
    assert_eq!((&open["verifier"], &open["consequence"]), (&json!(true), &json!(true)));
}

#[test]
fn seats_are_counted_and_adversaries_add_up() {
    let found = found(
        "[delegations.d]\nfor = \"a\"\nabsent = \"c\"\nassumed = \"-\"\n\
         adversaries = { red = [\"blue\", \"green\"] }\n\
         [delegations.d.definitions.all]\ntext = \"all\"\nassumed = \"-\"\n\
         members = { x = \"red\", y = \"blue\", z = \"green\" }\n\
         [delegations.d.definitions.few]\ntext = \"few\"\nassumed = \"-\"\n\
         members = { x = { side = \"red\", seats = 3 }, y = \"blue\" }\n",
    );
    let delegation = &found["delegations"][0];
    let definitions = &delegation["definitions"];
    assert_eq!(
        (&definitions[0]["majority"], &definitions[1]["majority"]),
        (&json!(null), &json!("red"))
    );
    assert_eq!(definitions[1]["absent"], json!(["z", "c"]));
    assert_eq!(definitions[1]["sides"][0], json!({ "side": "red", "seats": 3 }));
    let adverse = |side: usize| delegation["sides"][side]["adverse"].clone();
    let against = |definition: &str, no_seat: bool, by: Value| json!({ "definition": definition, "no_seat": no_seat, "outvoted_by": by });
    assert_eq!(adverse(0), json!([against("all", false, json!(["blue", "green"]))]));
    assert_eq!(adverse(1), json!([against("few", false, json!(["red"]))]));
    assert_eq!(adverse(2), json!([against("few", true, json!(["red"]))]));
    assert_eq!(delegation["sides"][3]["side"], "c");
}

#[test]
fn a_text_typed_in_is_linted_by_its_words() {
    let run = on(
        "",
        &[
            "--text",
            "Appropriate measures shall be taken",
            "--text",
            "If Ben has not left by 5 May 1890, Clara reports it",
        ],
    );
    let told = flowing(&run.out);
    assert!(
        told.contains(
            "‘Appropriate measures shall be taken’ leaves open: who, when, who verifies, what \
             follows if not, what is meant by ‘appropriate’ and ‘measures’."
        ),
        "{}{}",
        run.out,
        run.err
    );
    assert!(told.contains("Clara reports it’ leaves open: nothing."), "{}", run.out);
    assert_eq!(on("", &["--text", "a\u{1b}[31m"]).code, 2);
}

#[test]
fn pages_carry_the_same_answer() {
    for format in ["--html", "--md"] {
        let page = detente(&["commitments", LAOS, format, "-"]).out;
        assert!(page.contains("its original ministers"), "{page}");
    }
}

#[test]
fn a_case_without_commitments_says_how_to_write_them() {
    let run = on("", &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("this case has no commitments"), "{}", run.err);
}
