//! `detente ratify` as a user meets it: what it prints, what it refuses, and its answer for machines.

use serde_json::Value;

mod running;

use running::{Run, detente, flowing, on_case};

fn on(case: &str, args: &[&str]) -> Run {
    on_case("ratify", case, args)
}

/// A page without its line breaks.
const KOREA: &str = "cases/korea-1953";

/// A deal that Anna may close only with her two houses, one of which dislikes paying.
fn deal(ratification: &str) -> String {
    format!(
        "schema = 1\ncase = {{ title = \"A deal\", question = \"Does it pass?\" }}\n\
         parties = {{ a = \"Anna\", b = \"Ben\" }}\n[options]\n\
         deal = {{ by = [\"a\", \"b\"], text = \"close the deal\", done = \"the deal is closed\", assumed = \"-\" }}\n\
         pay = {{ by = \"a\", text = \"pay\", done = \"Anna pays\", assumed = \"-\" }}\n\
         [preferences]\na = [{{ wants = \"deal\", assumed = \"-\" }}]\n\
         b = [{{ wants = \"deal and pay\", assumed = \"-\" }}]\n[questions]\nq = \"deal\"\n{ratification}"
    )
}

const HOUSES: &str = "[ratification.a]\ntext = \"Anna needs her houses\"\nassumed = \"-\"\n\
    [ratification.a.members.lower]\nname = \"The lower house\"\nwants = [{ wants = \"deal\", assumed = \"-\" }]\n\
    [ratification.a.members.upper]\nname = \"The upper house\"\n\
    wants = [{ wants = \"not pay\", assumed = \"-\" }, { wants = \"deal\", assumed = \"-\" }]\n";

#[test]
fn the_house_that_refuses_binds() {
    let run = on(&deal(HOUSES), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told = flowing(&run.out);
    for words in [
        "Anna needs her houses: 1 of 2 outcomes would get it",
        "The upper house binds.",
        "Needed: the consent of both the lower house and the upper house",
        "The lower house consents to 2 of 2; it does not bind; 1 fewer if it always",
        "The upper house consents to 1 of 2; it binds: 1 more would pass if it always",
        "Otherwise: nothing is done",
    ] {
        assert!(told.contains(words), "{words}\n{}", run.out);
    }
    let longest = run.out.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(80), "{}", run.out);
}

#[test]
fn a_rule_and_another_alternative_change_the_win_set() {
    let rule = HOUSES.replace(
        "assumed = \"-\"\n[ratification.a.members.lower]",
        "assumed = \"-\"\nrule = \"any(ALL)\"\n[ratification.a.members.lower]",
    );
    let run = on(&deal(&rule), &["--json"]);
    let answer: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["parties"][0]["readings"][0]["passing"], serde_json::json!(["YN", "YY"]));
    // With the deal closed and paid for in any case, nobody gains by it but the upper house.
    let instead = rule.replace("rule = ", "instead = \"deal, pay\"\nrule = ");
    let run = on(&deal(&instead), &["--json"]);
    let answer: Value = serde_json::from_str(&run.out).expect("JSON");
    let party = &answer["parties"][0];
    assert_eq!(party["instead"], "YY");
    assert_eq!(party["readings"][0]["passing"], serde_json::json!(["YN"]));
}

#[test]
fn the_answer_for_machines_has_every_party_and_reading() {
    let run = detente(&["ratify", KOREA, "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["schema"], "detente.ratify/1");
    assert_eq!(answer["concept"], "seq");
    assert_eq!(answer["at"], Value::Null);
    let readings = answer["readings"].as_array().expect("a list").len();
    assert_eq!(readings, 8);
    let ids: Vec<&Value> =
        answer["parties"].as_array().expect("a list").iter().map(|party| &party["party"]).collect();
    assert_eq!(ids, ["comm", "us"]);
    for party in answer["parties"].as_array().expect("a list") {
        let each = party["readings"].as_array().expect("a list");
        assert_eq!(each.len(), readings);
        for reading in each {
            let list = |key: &str| reading[key].as_array().expect("a list").clone();
            let (passing, holding) = (list("passing"), list("holding"));
            let both = list("holding-passing");
            assert!(both.iter().all(|state| passing.contains(state) && holding.contains(state)));
            assert!(passing.len() as u64 <= reading["asked"].as_u64().expect("a number"));
            for member in reading["members"].as_array().expect("a list") {
                let pivotal = member["if-always"] != member["if-never"];
                assert_eq!(member["pivotal"], pivotal);
            }
        }
    }
    assert_eq!(answer["common"].as_array().expect("a list").len(), readings);
    let alone = detente(&["ratify", KOREA, "--json", "--party", "us", "--at", "sign and wreck"]);
    let alone: Value = serde_json::from_str(&alone.out).expect("JSON");
    assert_eq!(alone["at"], "sign and wreck");
    assert_eq!(alone["common"], Value::Null);
    assert_eq!(alone["parties"].as_array().expect("a list").len(), 1);
}

#[test]
fn korea_says_what_is_only_assumed() {
    let run = detente(&["ratify", KOREA, "--reading", "bargain,agrees"]);
    let told = flowing(&run.out);
    assert!(told.contains("Seoul binds."), "{}", run.out);
    assert!(told.contains("rhee=bargain, line=agrees 48 36 2 1"), "{}", run.out);
    assert!(told.contains("gives no Soviet wish"), "{}", run.out);
    assert!(told.contains("awaits the opinion and comments of the Soviet"), "{}", run.out);
}

#[test]
fn the_annex_of_a_brief_has_a_line_for_each_party() {
    let told = flowing(&detente(&["brief", KOREA, "--full"]).out);
    assert!(told.contains("WHOSE CONSENT IS NEEDED"), "{told}");
    assert!(told.contains("Washington seeks Seoul's consent to what it signs: 36 of 48"), "{told}");
}

#[test]
fn what_cannot_be_answered_is_refused_in_words() {
    let refused = |run: Run, words: &str| {
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(run.err.contains(words), "{}", run.err);
    };
    refused(on(&deal(""), &[]), "says of no party whose consent it needs");
    refused(on(&deal(HOUSES), &["--party", "b"]), "`b` needs nobody's consent");
    refused(on(&deal(HOUSES), &["--party", "c"]), "there is no party `c`");
    refused(on(&deal(HOUSES), &["--at", "deel"]), "did you mean `deal`");
    refused(on(&deal(HOUSES), &["--concept", "hope"]), "hope");
    let nothing = on(&deal(HOUSES), &["--at", "deal and not deal"]);
    assert_eq!(nothing.code, 1, "{}", nothing.err);
    let told = "no possible outcome satisfies `deal and not deal`";
    assert!(nothing.err.contains(told), "{}", nothing.err);
}
