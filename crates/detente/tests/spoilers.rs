//! `detente spoilers` as a user meets it: what it prints, what it refuses, and its answer for
//! machines against its schema.

use serde_json::Value;
use std::fmt::Write as _;
use tempfile::TempDir;

mod running;

use running::{KOREA_SIGNED, Run, detente, on_case, root};

fn on(case: &str, args: &[&str]) -> Run {
    on_case("spoilers", case, args)
}

const KOREA: &str = "cases/korea-1953";

/// A truce that two sign and a third can break; what the third wants is given.
fn truce(wishes: &str, rest: &str) -> String {
    format!(
        "schema = 1\ncase = {{ title = \"A truce\", question = \"Does it last?\" }}\n\
         parties = {{ a = \"Anna\", b = \"Ben\", c = \"Cora\" }}\n[options]\n\
         sign = {{ by = [\"a\", \"b\"], text = \"sign\", assumed = \"-\" }}\n\
         pay = {{ by = \"b\", text = \"pay\", assumed = \"-\" }}\n\
         guard = {{ by = \"a\", text = \"post guards\", assumed = \"-\" }}\n\
         raid = {{ by = \"c\", text = \"raid\", assumed = \"-\" }}\n\
         [preferences]\na = [{{ wants = \"sign\", assumed = \"-\" }}, {{ wants = \"guard iff raid\", assumed = \"-\" }}]\n\
         b = [{{ wants = \"sign\", assumed = \"-\" }}, {{ wants = \"not pay\", assumed = \"-\" }}]\n\
         c = [{wishes}]\n[questions]\nq = \"sign and not raid\"\n{rest}"
    )
}

fn wish(condition: &str) -> String {
    format!("{{ wants = \"{condition}\", assumed = \"-\" }}")
}

#[test]
fn korea_has_the_types_of_the_record() {
    let run = detente(&KOREA_SIGNED);
    assert_eq!(run.code, 0, "{}", run.err);
    let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "Syngman Rhee's government would wreck it in ‘bargain’ or ‘wrecks’.",
        "A limited spoiler: an offer would satisfy it.",
        "A total spoiler: nothing others do would stop it.",
        "Others, 1 option: promise Rhee a defence pact",
        "Proposed: Rhee is struck a blow and Washington is made to press him",
        "it does not work in ‘bargain’ (what would: promise Rhee a defence pact)",
        "It can be believed:",
        "“in order to isolate Syngman Rhee and strike him a blow”",
    ] {
        assert!(flat.contains(said), "{said}\n{}", run.out);
    }
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
}

#[test]
fn types_and_remedies_of_small_cases() {
    let told = |wishes: &[&str], rest: &str| {
        let list: Vec<String> = wishes.iter().map(|w| wish(w)).collect();
        let at = "sign and not (raid or pay or guard)";
        let keep = ["--at", at, "--keep", "sign and not raid"];
        let run = on(&truce(&list.join(", "), rest), &keep);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let limited = told(&["raid iff not pay"], "");
    assert!(limited.contains("A limited spoiler"), "{limited}");
    assert!(limited.contains("Others, 1 option: pay (then it would not gain by it"), "{limited}");
    assert!(limited.contains("but Ben would not keep to it"), "{limited}");
    // The raid is answered by guards, which it does not like.
    let greedy = told(&["not guard", "raid"], "");
    assert!(greedy.contains("Nobody would wreck it"), "{greedy}");
    assert!(greedy.contains("greedy"), "{greedy}");
    assert!(greedy.contains("Cora would be held back") && greedy.contains("It can be believed"));
    let total = told(&["raid"], "");
    assert!(total.contains("A total spoiler"), "{total}");
    assert!(total.contains("whatever they did or left undone, it would end the condition"));
    let none = told(&["not raid"], "");
    assert!(none.contains("Cora could raid, at the cost of ‘Cora would not raid’"), "{none}");
    let remedy = "[remedies.buy]\ntext = \"Ben buys the raiders off\"\nstops = \"c\"\nsets = [\"pay\", \"guard\"]\nassumed = \"it is said\"\n";
    let tried = told(&["raid iff not pay"], remedy);
    assert!(
        tried.contains("Proposed: Ben buys the raiders off (assumed by analyst: it is said). Against Cora it works (it changes 2 options; 1 would do)."),
        "{tried}"
    );
}

#[test]
fn bad_questions_are_answered_with_what_to_do() {
    let both = detente(&["spoilers", KOREA, "--at", "sign", "--keep", "not sign"]);
    assert_eq!(both.code, 1);
    assert!(both.err.contains("satisfies `sign` and `not sign`"), "{}", both.err);
    let none = detente(&["spoilers", KOREA, "--at", "revise and not strike"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("no possible outcome satisfies"), "{}", none.err);
    for (args, said) in [
        (&["--at", "sing"][..], "did you mean `sign`?"),
        (&["--at", "sign and"], "--at"),
        (&["--at", "sign", "--keep", "wrek"], "did you mean `wreck`?"),
        (&["--at", "sign", "--party", "rock"], "did you mean `rok`?"),
        (&["--at", "sign", "--reading", "bargin"], "did you mean `bargain`?"),
        (&["--at", "sign", "--concept", "sek"], "no solution concept"),
    ] {
        let run = detente(&[&["spoilers", KOREA], args].concat());
        assert_eq!(run.code, 2, "{args:?}: {}", run.err);
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
    }
    // With joint options nobody moves at the same time.
    let sim = detente(&["spoilers", KOREA, "--at", "sign", "--concept", "sim"]);
    assert_eq!(sim.code, 3);
    assert!(sim.err.contains("joint"), "{}", sim.err);
}

#[test]
fn every_concept_has_an_answer_where_it_is_defined() {
    for concept in ["nash", "gmr", "smr", "seq", "symseq"] {
        let run = detente(&["spoilers", KOREA, "--at", "sign", "--concept", concept]);
        assert_eq!(run.code, 0, "{concept}: {}", run.err);
    }
    let plain = truce(&wish("raid"), "").replace("by = [\"a\", \"b\"]", "by = \"a\"");
    let run = on(&plain, &["--at", "sign and not raid", "--concept", "sim"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("orders of its wishes were not tried"), "{}", run.out);
    assert!(!run.out.contains("Signature"), "nobody signs anything:\n{}", run.out);
}

#[test]
fn one_party_everything_and_nothing() {
    let one = "schema = 1\ncase = { title = \"T\", question = \"Q?\" }\nparties = { a = \"Anna\" }\n[options]\n\
               x = { by = \"a\", text = \"do x\", assumed = \"-\" }\n[preferences]\n\
               a = [{ wants = \"x\", assumed = \"-\" }]\n[questions]\nq = \"x\"\n";
    let run = on(one, &["--at", "not x"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("Anna would wreck it"), "{}", run.out);
    // Whatever she does, the condition holds: nothing can end it.
    let run = on(one, &["--at", "x or not x"]);
    assert!(run.out.contains("Nobody would wreck it"), "{}", run.out);
    assert!(run.out.contains("move on and keep it"), "{}", run.out);
    let indifferent = one.replace("wants = \"x\"", "wants = \"x or not x\"");
    let run = on(&indifferent, &["--at", "x"]);
    assert!(run.out.contains("could, for no gain"), "{}", run.out);
    assert!(run.out.contains("gain nothing by it"), "{}", run.out);
}

/// Options that Anna and Ben hold by turns, each of whom wants them all otherwise.
fn large(options: usize) -> String {
    let mut text = String::from(
        "schema = 1\ncase = { title = \"T\", question = \"Q?\" }\nparties = { a = \"Anna\", b = \"Ben\" }\n[options]\n",
    );
    for index in 0..options {
        let by = ["a", "b"][index % 2];
        let _ = writeln!(
            text,
            "o{index} = {{ by = \"{by}\", text = \"do {index}\", assumed = \"-\" }}"
        );
    }
    let wishes = |not: &str| {
        let list: Vec<String> = (0..options).map(|index| wish(&format!("{not}o{index}"))).collect();
        list.join(", ")
    };
    let _ = write!(
        text,
        "[preferences]\na = [{}]\nb = [{}]\n[questions]\nq = \"o0\"\n",
        wishes("not "),
        wishes("")
    );
    text
}

#[test]
fn large_cases_are_answered_in_part_or_refused() {
    let run = on(&large(16), &["--at", "o0"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("32768 possible outcomes satisfy `o0`; 3 are looked at"),
        "{}",
        run.out
    );
    let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("orders of its wishes were not tried: 65536 outcomes are too many"),
        "{flat}"
    );
    let run = on(&large(30), &["--at", "o0"]);
    assert!(run.code == 2 || run.code == 3, "{}", run.code);
    assert!(
        run.err.contains("too many possible outcomes") || run.err.contains("help"),
        "{}",
        run.err
    );
}

#[test]
fn the_brief_says_who_could_wreck_it_where_somebody_could() {
    let run = detente(&["brief", KOREA]);
    let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("Who could wreck it? Outcome 1: Seoul would leave in ‘empty’."),
        "{flat}"
    );
    let page = detente(&["brief", KOREA, "--html", "-"]);
    // What would be seen first under a setting, and what would not.
    let sign =
        "Not to be seen, unlike in the base reading: the Communists and the US together would sign";
    assert!(page.out.contains(sign));
    assert!(page.out.contains("What stops it"), "the table is in the annex of the page");
    let calm = truce(&wish("not raid"), "");
    let folder = TempDir::new().expect("a temporary folder");
    std::fs::write(folder.path().join("case.toml"), calm).expect("a file");
    let path = folder.path().to_str().expect("a path in UTF-8");
    let run = detente(&["brief", path, "--full"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.out.to_lowercase().contains("who could wreck it"), "{}", run.out);
}

/// Checks a value against the part of JSON Schema that the schema uses; a keyword that is not known
/// here is a mistake.
fn check(schema: &Value, value: &Value, all: &Value, at: &str) {
    let Value::Object(keywords) = schema else { panic!("{at}: not a schema: {schema}") };
    for (keyword, rule) in keywords {
        match keyword.as_str() {
            "$schema" | "title" | "description" | "definitions" => {}
            "$ref" => {
                let name = rule.as_str().expect("a reference").trim_start_matches('#');
                let target = all.pointer(name).unwrap_or_else(|| panic!("no {name}"));
                check(target, value, all, at);
            }
            "const" => assert_eq!(value, rule, "{at}"),
            "enum" => {
                assert!(rule.as_array().expect("a list").contains(value), "{at}: {value}");
            }
            "pattern" => {
                assert_eq!(rule, "^[YN]*$", "the one pattern known here");
                let text = value.as_str().expect("a text");
                assert!(text.bytes().all(|byte| b"YN".contains(&byte)), "{at}: {text}");
            }
            "type" => {
                let kind = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(number) if number.is_u64() => "integer",
                    Value::Number(_) => "number",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                let fits =
                    rule == kind || rule.as_array().is_some_and(|k| k.contains(&kind.into()));
                assert!(fits, "{at} is {kind}, not {rule}");
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(rule, item, all, &format!("{at}[{index}]"));
                }
            }
            "required" => {
                for name in rule.as_array().into_iter().flatten() {
                    let name = name.as_str().expect("a name");
                    assert!(value.get(name).is_some(), "{at} lacks {name}");
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().into_iter().flatten() {
                    if let Some(value) = value.get(name) {
                        check(rule, value, all, &format!("{at}.{name}"));
                    }
                }
            }
            "additionalProperties" => {
                let known = &schema["properties"];
                for (name, value) in value.as_object().into_iter().flatten() {
                    if known.get(name).is_some() {
                        continue;
                    }
                    assert_ne!(rule, false, "{at} has {name}, which the schema does not know");
                    check(rule, value, all, &format!("{at}.{name}"));
                }
            }
            other => panic!("{at}: the schema uses {other}, which is not checked"),
        }
    }
}

#[test]
fn answers_for_machines_fit_the_schema() {
    let schema = std::fs::read_to_string(root().join("schema/spoilers.schema.json"));
    let schema: Value = serde_json::from_str(&schema.expect("the schema")).expect("JSON");
    for args in [
        &[KOREA, "--at", "sign and not wreck"][..],
        &["cases/laos-1961", "--at", "open"],
        &["cases/laos-1961", "--at", "open", "--concept", "smr", "--party", "us"],
        &["cases/herring-sound", "--at", "turns and not cut"],
    ] {
        let run = detente(&[&["spoilers"], args, &["--json"]].concat());
        assert_eq!(run.code, 0, "{args:?}: {}", run.err);
        let answer: Value = serde_json::from_str(&run.out).expect("JSON");
        check(&schema, &answer, &schema, "answer");
        let listed = answer["outcomes"].as_array().expect("outcomes").len() as u64;
        assert!(Some(listed) == answer["outcomes_in_all"].as_u64() || listed == 64);
    }
}

/// The example of `docs/output/spoilers.md` is what is printed; `DETENTE_BLESS=1` rewrites it.
#[test]
fn the_example_is_what_is_printed() {
    let args = [&KOREA_SIGNED[..], &["--json"]].concat();
    let said = detente(&args).out;
    let path = root().join("docs/output/spoilers.md");
    let text = std::fs::read_to_string(&path).expect("the page");
    let block = text.find("```json\n").expect("a block") + "```json\n".len();
    let end = block + text[block..].find("```").expect("its end");
    if text[block..end] != said {
        assert!(std::env::var_os("DETENTE_BLESS").is_some(), "the example is not what is printed");
        std::fs::write(&path, format!("{}{said}{}", &text[..block], &text[end..]))
            .expect("the page");
    }
}
