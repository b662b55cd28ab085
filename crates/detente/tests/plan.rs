//! `detente plan` as a user meets it.

mod running;

use running::{Run, detente, on_case};
use serde_json::Value;

const KOREA: &str = "cases/korea-1953";

fn on(plan: &str, args: &[&str]) -> Run {
    let case = format!(
        "schema = 1\ncase = {{ title = \"A quarry\", question = \"Who digs?\" }}\n\
         parties = {{ north = \"North\", south = \"South\" }}\n\
         [options]\nagree = {{ by = [\"north\", \"south\"], text = \"agree\", assumed = \"-\" }}\n\
         [preferences]\nnorth = [{{ wants = \"agree\", assumed = \"-\" }}]\n\
         south = [{{ wants = \"agree\", assumed = \"-\" }}]\n[questions]\nq = \"agree\"\n{plan}"
    );
    on_case("plan", &case, args)
}

/// Entry deterrence: the second mover's threat to fight is empty.
const ENTRY: &str = "[plans.entry]\nof = \"south\"\nassumed = \"-\"\n\
    [plans.entry.nodes]\nopen = { by = \"north\", may = { enter = \"answer\", stay = \"alone\" }, assumed = \"-\" }\n\
    answer = { by = \"south\", may = { share = \"shared\", fight = \"ruin\" }, does = \"fight\", assumed = \"-\" }\n\
    [plans.entry.ends]\nalone = \"South alone\"\nshared = \"both dig\"\nruin = \"both lose\"\n\
    [plans.entry.ranks]\nnorth = [\"shared\", \"alone\", \"ruin\"]\nsouth = [\"alone\", \"shared\", \"ruin\"]\n";

#[test]
fn the_second_countermeasure_of_korea() {
    let run = detente(&["plan", KOREA, "--json"]);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(found["schema"], "detente.plan/1");
    let plan = &found["plans"][0];
    assert_eq!(plan["nodes"], 13);
    assert_eq!(
        plan["openings"],
        serde_json::json!([{
            "than": "wait", "better": "depends", "condition": "p > (u2-u3)/(u1-u3)",
            "where": {
                "p": { "at": "other", "chance_of": "bound" },
                "u_of": "comm",
                "u": [
                    ["new-line-bound", "new-line-free"], ["june-line"],
                    ["fallback-bound", "fallback-free"], ["war-bound", "war-free"],
                ],
            },
            "measured": null,
        }])
    );
    let insist = plan["promises"]
        .as_array()
        .expect("promises")
        .iter()
        .find(|promise| promise["action"] == "insist")
        .expect("insist");
    assert_eq!((&insist["credible"], &insist["kind"]), (&"never".into(), &"bluff".into()));
    assert_eq!(insist["moves"], serde_json::json!(["free-asked"]));
    let concede = &plan["promises"][0];
    assert_eq!((&concede["credible"], &concede["kind"]), (&"always".into(), &"invites".into()));
    assert_eq!(plan["concept"], "seq");
    let replies = plan["replies"].as_array().expect("replies");
    assert_eq!(replies[0], serde_json::json!({ "at": "bound-asked", "actions": ["agree"] }));
    assert_eq!(replies[1], serde_json::json!({ "at": "free-asked", "actions": ["refuse"] }));
    let told = detente(&["plan", KOREA]).out;
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let joined = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "knowing of it rather than of ‘insist’, the US answers ‘refuse’ at ‘free asked’, which is the worse for the Communists: it invites that (no threat).",
        "‘bound refused’ looks the same as ‘free refused’",
    ] {
        assert!(joined.contains(part), "{part}: {joined}");
    }
    let brief = detente(&["brief", KOREA, "--full"]).out;
    let brief = brief.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(brief.contains("an empty threat"), "{brief}");
}

#[test]
fn an_empty_threat_is_told_and_a_plan_with_numbers_has_equilibria() {
    let told = on(ENTRY, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("an empty threat (bluff)"), "{told}");
    assert!(told.contains("It ends in ‘South alone’."), "{told}");
    let worth = format!(
        "{ENTRY}[plans.entry.worth]\nnorth = {{ alone = 0, shared = 1, ruin = -1 }}\nsouth = {{ alone = 3, shared = 1.5, ruin = 0 }}\n"
    );
    let found: Value = serde_json::from_str(&on(&worth, &["--json"]).out).expect("JSON");
    let cardinal = &found["plans"][0]["cardinal"];
    assert_eq!(cardinal["value"], serde_json::json!(["1", "3/2"]));
    assert_eq!(cardinal["equilibria"], 1);
    // Staying out of fear is one end of the equilibria in which North stays: the other fights half the time.
    assert_eq!(cardinal["mixed"][0]["does"][1]["chances"][1]["chance"], "1/2");
    assert_eq!((&cardinal["sequential"], &cardinal["sequential_open"]), (&1.into(), &0.into()));
    // What is written for Gambit reads back as the same game.
    let efg = on(&worth, &["--efg"]);
    assert_eq!(efg.code, 0, "{}", efg.err);
    let path = std::env::temp_dir().join(format!("detente-{}-entry.efg", std::process::id()));
    std::fs::write(&path, &efg.out).expect("a file");
    let game = detente(&["plan", &path.display().to_string(), "--json"]);
    let again = detente(&["plan", &path.display().to_string(), "--efg"]);
    std::fs::remove_file(&path).expect("it is there");
    let game: Value = serde_json::from_str(&game.out).expect("JSON");
    assert_eq!(game["game"]["value"], serde_json::json!(["1", "3/2"]));
    // Outcomes are numbered as they are met, else it is the same text.
    let payoffs = |text: &str| text.matches("{ 1, 3/2 }").count() + text.lines().count();
    assert_eq!(payoffs(&again.out), payoffs(&efg.out));
}

/// What the program says of a game in Gambit's format.
fn game(name: &str, text: &str, args: &[&str]) -> Run {
    let path = std::env::temp_dir().join(format!("detente-{}-{name}.efg", std::process::id()));
    std::fs::write(&path, text).expect("a file");
    let file = path.display().to_string();
    let run = detente(&[&["plan", &file], args].concat());
    std::fs::remove_file(&path).expect("it is there");
    run
}

#[test]
fn a_game_is_told_in_the_names_of_its_file() {
    // Sets are numbered 7, 3 and 9 in the file; one has a name, one labels, one neither.
    let text = "EFG 2 R \"Gates\" { \"Ann\" \"Ben\" } \"\"\n\
        p \"\" 1 7 \"\" { \"left\" \"right\" } 0\n\
        p \"yard\" 2 3 \"\" { \"open\" \"shut\" } 0\n\
        t \"\" 1 \"\" { 2, 1 }\n\
        t \"\" 2 \"\" { 0, 0 }\n\
        p \"street\" 2 3 \"\" { \"open\" \"shut\" } 0\n\
        p \"\" 1 9 \"gate\" { \"go\" \"stay\" } 0\n\
        t \"\" 3 \"\" { 1, 2 }\n\
        t \"\" 4 \"\" { 0, 1 }\n\
        t \"\" 5 \"\" { 0, 0 }\n";
    let told = game("names", text, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Backward induction does not apply: set 3 of Ben (at ‘yard’ and ‘street’) holds several nodes.",
        "set 7 of Ann: left; set 3 of Ben (at ‘yard’ and ‘street’): open; ‘gate’ of Ann: go – worth 2, 1;",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let found: Value = serde_json::from_str(&game("json", text, &["--json"]).out).expect("JSON");
    assert_eq!(
        found["game"]["equilibria"][0]["choices"][1],
        serde_json::json!({ "party": "Ben", "set": 3, "name": "", "nodes": ["yard", "street"], "action": "open" })
    );
}

#[test]
fn a_game_without_a_pure_equilibrium_has_a_mixed_one() {
    let text = "EFG 2 R \"Pennies\" { \"Ann\" \"Ben\" } \"\"\n\
        p \"\" 1 1 \"hers\" { \"heads\" \"tails\" } 0\n\
        p \"\" 2 1 \"his\" { \"heads\" \"tails\" } 0\n\
        t \"\" 1 \"\" { 2, -1 }\nt \"\" 2 \"\" { -1, 1 }\n\
        p \"\" 2 1 \"his\" { \"heads\" \"tails\" } 0\n\
        t \"\" 3 \"\" { -1, 1 }\nt \"\" 4 \"\" { 1, -1 }\n";
    let told = game("pennies", text, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    // She makes him indifferent, and he her: 3q - 1 = 1 - 2q.
    let part = "‘hers’ of Ann: ‘heads’ with 0.5 and ‘tails’ with 0.5; ‘his’ of Ben: ‘heads’ with 0.4 and ‘tails’ with 0.6 – worth 0.2, 0.";
    assert!(told.contains(part), "{told}");
    let found: Value = serde_json::from_str(&game("dice", text, &["--json"]).out).expect("JSON");
    assert_eq!(found["game"]["mixed"][0]["value"], serde_json::json!(["1/5", "0"]));
    assert_eq!(found["game"]["equilibria"], serde_json::json!([]));
}

#[test]
fn a_plan_is_audited() {
    let silent = ENTRY.replace(", does = \"fight\"", "");
    let told = on(&silent, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("‘answer’ can be reached and the plan says nothing of it."), "{told}");
}

fn plan_json(plan: &str) -> Value {
    let run = on(plan, &["--json"]);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    found["plans"][0].clone()
}

fn words(plan: &str) -> String {
    on(plan, &[]).out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_expires_happens_where_a_window_cannot_be_met() {
    let late = ENTRY
        .replace("stay = \"alone\" }", "stay = \"alone\" }, window = { from = \"meeting\" }")
        .replace(
            "does = \"fight\"",
            "does = \"fight\", window = { until = 1897-04-01 }, expires = \"share\"",
        );
    let step = "[schedule.meeting]\ntext = \"the owners meet\"\non = 1897-04-10\nassumed = \"-\"\n";
    let late = format!("{late}{step}");
    let plan = plan_json(&late);
    // The threat to fight deters while it can be carried out; too late, the other shares, and enters.
    assert_eq!(plan_json(ENTRY)["ends"], serde_json::json!(["alone"]));
    assert_eq!(plan["ends"], serde_json::json!(["shared"]));
    assert_eq!(
        plan["cannot_be_met"],
        serde_json::json!([{
            "at": "answer", "why": "closes before it is reached", "closes": "1897-04-01",
            "only_on": "1897-04-10", "then": "share", "instead_of": "fight", "because": [],
        }])
    );
    assert_eq!(
        plan["windows"][0],
        serde_json::json!({
            "at": "open", "from": "1897-04-10", "from_step": "meeting", "until": null,
            "until_step": null, "earliest": "1897-04-10", "expires": null,
        })
    );
    let told = words(&late);
    for part in [
        "North may enter or stay (end: South alone), from ‘the owners meet’ (10 April at the earliest) on.",
        "if nothing is done by 1 April: share; the plan says: fight.",
        "The window of ‘answer’ cannot be met: it closes on 1 April, and it can be reached on 10 April at the earliest; what happens is ‘share’, and not ‘fight’ as the plan says. (assumed)",
        "It ends in ‘both dig’.",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // A day later nothing is wrong, and the plan is what it was.
    let met = plan_json(&late.replace("1897-04-01", "1897-04-10"));
    assert_eq!(met["cannot_be_met"], serde_json::json!([]));
    assert_eq!(met["ends"], serde_json::json!(["alone"]));
    // What follows for no step is told.
    let undated = late.replace("on = 1897-04-10\n", "");
    assert!(
        words(&undated).contains("No day follows for ‘the owners meet’"),
        "{}",
        words(&undated)
    );
}

#[test]
fn worth_ranks_the_ends() {
    let (with, without) =
        ENTRY.split_once("[plans.entry.ranks]").map_or(("", ""), |(own, _)| (ENTRY, own));
    let worth = "[plans.entry.worth]\nnorth = { alone = 0, shared = 1, ruin = -1 }\nsouth = { alone = 3, shared = 1.5, ruin = 0 }\n";
    let (with, without) =
        (plan_json(&format!("{with}{worth}")), plan_json(&format!("{without}{worth}")));
    assert_eq!(with, without);
    assert_eq!(without["replies"], serde_json::json!([{ "at": "open", "actions": ["stay"] }]));
}

/// A demand, which the other grants or refuses as it is bound or free, unseen by who asks.
const DEMAND: &str = "[plans.demand]\nof = \"south\"\nassumed = \"-\"\n[plans.demand.nodes]\n\
    start = { by = \"south\", may = { ask = \"other\", wait = \"old\" }, does = \"ask\", assumed = \"-\" }\n\
    other = { may = { bound = \"bound-asked\", free = \"free-asked\" }, odds = { bound = 0.5, free = 0.5 }, assumed = \"-\" }\n\
    bound-asked = { by = \"north\", may = { agree = \"new-bound\", refuse = \"bound-refused\" }, assumed = \"-\" }\n\
    free-asked = { by = \"north\", may = { agree = \"new-free\", refuse = \"free-refused\" }, assumed = \"-\" }\n\
    bound-refused = { by = \"south\", sees = \"refused\", may = { concede = \"back-bound\", insist = \"war-bound\" }, does = \"concede\", assumed = \"-\" }\n\
    free-refused = { by = \"south\", sees = \"refused\", may = { concede = \"back-free\", insist = \"war-free\" }, does = \"concede\", assumed = \"-\" }\n\
    [plans.demand.ends]\nold = \"as it was\"\nnew-bound = \"granted\"\nnew-free = \"granted\"\n\
    back-bound = \"conceded\"\nback-free = \"conceded\"\nwar-bound = \"a quarrel\"\nwar-free = \"a quarrel won\"\n\
    [plans.demand.worth]\n\
    south = { old = 2, new-bound = 3, new-free = 3, back-bound = 1, back-free = 1, war-bound = 0, war-free = 3 }\n\
    north = { old = 2, new-bound = 1, new-free = 1, back-bound = 2, back-free = 2, war-bound = 0, war-free = 0 }\n";

#[test]
fn threats_have_margins_and_beliefs() {
    let plan = plan_json(DEMAND);
    let promises = plan["cardinal"]["promises"].as_array().expect("promises");
    let insist = promises.iter().find(|own| own["action"] == "insist").expect("insist");
    // Insisting is worth 3q, q the chance of `free`, against 1; at `bound` it costs 1.
    assert_eq!(
        insist["judged"],
        serde_json::json!([{
            "credible": "depends", "beliefs": { "at": "free-refused", "least": "1/3", "most": "1" },
            "margin": "1", "effective": true, "moves": ["north"], "kind": "open",
        }])
    );
    let told = words(DEMAND);
    assert!(
        told.contains("‘insist’ at ‘bound refused’: it depends on what is believed: it is best if the chance of being at ‘free refused’ is at least 1/3 (q ≥ 1/3, with q that chance); if doing anything else cost South 1 more, it would be credible (margin 1); fixed, it changes the best reply of North (effective)."),
        "{told}"
    );
    // Worth nothing at either, it is empty, and a bluff: the margin is what backing down must cost.
    let empty = plan_json(&DEMAND.replace("war-free = 3 }", "war-free = 0.25 }"));
    let insist = &empty["cardinal"]["promises"][1]["judged"][0];
    assert_eq!((&insist["credible"], &insist["kind"]), (&"never".into(), &"bluff".into()));
    assert_eq!(insist["margin"], "1");
    // Whoever decides nothing needs no numbers; whoever decides does.
    let third = DEMAND.replace("[plans.demand.worth]\n", "[plans.demand.worth]\n# ");
    assert_eq!(plan_json(&third)["cardinal"], Value::Null);
}

/// Dig here for sure, or there, where the yield is between bounds and can be tried first.
const SHAFT: &str = "[plans.shaft]\nof = \"south\"\nassumed = \"-\"\n[plans.shaft.nodes]\n\
    start = { by = \"south\", may = { old = \"same\", new = \"there\" }, does = \"new\", assumed = \"-\" }\n\
    there = { may = { rich = \"rich\", poor = \"after\" }, odds = { rich = [0.2, 0.6] }, assumed = \"-\" }\n\
    after = { by = \"south\", may = { stay = \"poor\", leave = \"left\" }, does = \"leave\", assumed = \"-\" }\n\
    [plans.shaft.ends]\nsame = \"the old shaft\"\nrich = \"a rich one\"\npoor = \"a poor one\"\nleft = \"none\"\n\
    [plans.shaft.worth]\nsouth = { same = 4, rich = 10, poor = 1, left = 0 }\n";

#[test]
fn plans_are_compared_whatever_the_chances() {
    // New and staying is worth 1 + 9p, 2.8 to 6.4, against 4; leaving is worth 10p, less by 1 - p.
    let found = plan_json(SHAFT);
    assert_eq!(
        found["intervals"],
        serde_json::json!({
            "open": [],
            "decisions": [
                { "at": "start", "actions": ["old", "new"] }, { "at": "after", "actions": ["stay"] },
            ],
            "plans": [
                { "does": [{ "at": "start", "action": "old" }], "least": "4", "most": "4",
                  "best_for_some": true, "planned": false },
                { "does": [{ "at": "start", "action": "new" }, { "at": "after", "action": "stay" }],
                  "least": "14/5", "most": "32/5", "best_for_some": true, "planned": false },
            ],
            "refused": null,
        })
    );
    let told = words(SHAFT);
    for part in [
        "At ‘start’ ‘old’ and ‘new’ can each be best, as the chances are (maximal, and E-admissible).",
        "At ‘after’ ‘stay’ is best whatever the chances are.",
        "‘new’ at ‘start’ and ‘stay’ at ‘after’: worth 2.8 to 6.4, best for some chances (E-admissible).",
        "The plan as it stands is not among them: another is worth more whatever the chances are.",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let kept = plan_json(&SHAFT.replace("does = \"leave\"", "does = \"stay\""));
    assert_eq!(kept["intervals"]["plans"][1]["planned"], true);
    // What needs exact chances says which are not, by the name of the node.
    let both = SHAFT.to_owned() + "north = { same = 1, rich = 1, poor = 1, left = 1 }\n";
    let refused = &plan_json(&both)["cardinal"]["promises_refused"];
    assert_eq!(refused, "the chances at ‘there’ are not exact");
    // With another who may do anything, as little is known as of chance without odds.
    let other = SHAFT
        .replace("there = { may", "there = { by = \"north\", may")
        .replace("odds = { rich = [0.2, 0.6] }, ", "");
    let found = plan_json(&other);
    assert_eq!(found["intervals"]["open"], serde_json::json!(["there"]));
    assert_eq!(found["intervals"]["plans"].as_array().map(Vec::len), Some(3));
}

#[test]
fn what_is_no_tree_is_told_with_its_place() {
    let refused = |plan: &str, words: &str| {
        let run = on(plan, &[]);
        assert_eq!(run.code, 2, "{plan}: {}", run.out);
        assert!(run.err.contains(words) && run.err.contains("case.toml:"), "{plan}: {}", run.err);
    };
    refused(&ENTRY.replace("fight = \"ruin\"", "fight = \"open\""), "leads back to its beginning");
    refused(&ENTRY.replace("stay = \"alone\"", "stay = \"answer\""), "two nodes lead to `answer`");
    refused(
        &ENTRY.replace("enter = \"answer\"", "enter = \"shared\""),
        "nothing leads to `answer`",
    );
    refused(&ENTRY.replace("fight = \"ruin\"", "fight = \"run\""), "unknown node or end `run`");
    refused(
        &ENTRY.replace("\"alone\", \"shared\", \"ruin\"]", "\"alone\", \"shared\"]"),
        "not ranked: ruin",
    );
    refused(&ENTRY.replace("does = \"fight\"", "does = \"flee\""), "unknown action `flee`");
    let chance = ENTRY.replace("by = \"north\", may", "odds = { enter = 0.7, stay = 0.7 }, may");
    refused(&chance, "cannot add up to one: 1.4 at least, 1.4 at most");
    refused(
        &ENTRY
            .replace("fight\" }, does", "fight\" }, odds = { share = 1 }, does")
            .replace("ruin\" }, does", "ruin\" }, odds = { share = 1 }, does"),
        "is decided by a party, and has no chances",
    );
    let other = DEMAND.replace("insist = \"war-free\"", "persist = \"war-free\"");
    refused(&other, "look the same to who decides, and offer different actions");
    let after = ENTRY
        .replace("by = \"north\", may", "by = \"south\", sees = \"it\", may")
        .replace("enter = \"answer\", stay = \"alone\"", "share = \"answer\", fight = \"alone\"")
        .replace("answer = { by = \"south\"", "answer = { by = \"south\", sees = \"it\"");
    refused(&after, "`answer` comes after `open`, and looks the same to who decides");
    refused(&DEMAND.replace("old = 2,", "old = inf,"), "the worth of `old` is no finite number");
    // One name of two parties is two sets.
    let two = ENTRY
        .replace("by = \"north\", may", "by = \"north\", sees = \"it\", may")
        .replace("answer = { by = \"south\"", "answer = { by = \"south\", sees = \"it\"");
    assert_eq!(plan_json(&two)["ends"], plan_json(ENTRY)["ends"]);
    // The order in which alike nodes name their actions does not matter.
    let turned = DEMAND.replace(
        "concede = \"back-free\", insist = \"war-free\"",
        "insist = \"war-free\", concede = \"back-free\"",
    );
    assert_eq!(plan_json(&turned), plan_json(DEMAND));
    let none = detente(&["plan", "cases/herring-sound"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("this case has no plan"), "{}", none.err);
}

#[test]
fn numbers_give_the_answer() {
    // The other always refuses: conceding is worth 1, insisting 0 or 3 at even chances, waiting 2.
    let told = words(DEMAND);
    for part in [
        "Demand: With the numbers stated ‘ask’ is worse than ‘wait’: 1 against 2.",
        "The plan as written is worth 1 to South; the best against the same replies is worth 2, ‘wait’ at ‘start’.",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let odds = |bound: &str| {
        let plan = DEMAND.replace("odds = { bound = 0.5, free = 0.5 }", bound).replace(
            "north = { old = 2, new-bound = 1, new-free = 1, back-bound = 2, back-free = 2,",
            "north = { old = 2, new-bound = 3, new-free = 1, back-bound = 2, back-free = 2,",
        );
        (words(&plan), plan_json(&plan))
    };
    let (told, found) = odds("odds = { bound = 0.75, free = 0.25 }");
    assert!(
        told.contains(
            "Demand: With the numbers stated ‘ask’ is better than ‘wait’: 2.5 against 2."
        ),
        "{told}"
    );
    assert!(!told.contains("Ends are ranked, not measured"), "{told}");
    let weighed = &found["cardinal"]["weighed"];
    assert_eq!(weighed["plan"], serde_json::json!(["5/2", "5/2"]));
    // Insisting is worth 3 where the other is free, as long as it still refuses.
    assert_eq!(weighed["best"], serde_json::json!(["3", "3"]));
    let pure = found["cardinal"]["pure"].as_array().expect("equilibria");
    assert_eq!(found["cardinal"]["equilibria"], pure.len());
    // A range that decides is told to do so, and one that does not where the answer turns.
    let (told, found) = odds("odds = { bound = [0.6, 0.9] }");
    assert!(
        told.contains("‘ask’ is better than ‘wait’: 2.2 to 2.8 against 2, the chance of ‘bound’ being 0.6 to 0.9, which decides it."),
        "{told}"
    );
    assert_eq!(found["openings"][0]["measured"]["verdict"], "better");
    let (told, found) = odds("odds = { bound = [0.25, 0.9] }");
    assert!(
        told.contains("if and only if the chance of ‘bound’ is above 0.5; it is 0.25 to 0.9, which leaves it open: 1.5 to 2.8 against 2."),
        "{told}"
    );
    assert_eq!(found["openings"][0]["measured"]["turns_at"], "1/2");
    assert!(told.contains("Decisions are not told one by one"), "{told}");
}

#[test]
fn ties_leave_several_values() {
    let plan = "[plans.tie]\nof = \"south\"\nassumed = \"-\"\n[plans.tie.nodes]\n\
        open = { by = \"south\", may = { go = \"answer\", stay = \"same\" }, assumed = \"-\" }\n\
        answer = { by = \"north\", may = { help = \"helped\", harm = \"harmed\" }, assumed = \"-\" }\n\
        [plans.tie.ends]\nsame = \"as it was\"\nhelped = \"more\"\nharmed = \"less\"\n\
        [plans.tie.worth]\nsouth = { same = 5, helped = 8, harmed = 2 }\nnorth = { same = 1, helped = 3, harmed = 3 }\n";
    let cardinal = &plan_json(plan)["cardinal"];
    assert_eq!(cardinal["value"], Value::Null);
    assert_eq!(cardinal["values"], serde_json::json!([["1", "5"], ["3", "8"]]));
    let told = words(plan);
    assert!(
        told.contains("the beginning is worth between 1 and 3 to North and between 5 and 8 to South: there are several equilibria."),
        "{told}"
    );
    assert!(told.contains("It ends in ‘as it was’ or ‘more’, as others answer"), "{told}");
}

#[test]
fn replies_are_compared_as_lotteries() {
    // Sure of the best, or of it with 0.6 and else the worst: one is better whatever the ends are worth.
    let plan = |odds: &str| {
        format!(
            "[plans.lot]\nof = \"south\"\nassumed = \"-\"\n[plans.lot.nodes]\n\
            open = {{ by = \"north\", may = {{ low = \"one\", high = \"two\" }}, assumed = \"-\" }}\n\
            one = {{ may = {{ good = \"a\", bad = \"b\" }}, odds = {{ good = 0.6, bad = 0.4 }}, assumed = \"-\" }}\n\
            two = {{ may = {{ good = \"c\", bad = \"d\" }}, odds = {{ {odds} }}, assumed = \"-\" }}\n\
            [plans.lot.ends]\na = \"won\"\nb = \"lost\"\nc = \"won\"\nd = \"lost\"\n\
            [plans.lot.ranks]\nnorth = [[\"a\", \"c\"], [\"b\", \"d\"]]\n"
        )
    };
    let reply = |odds: &str| plan_json(&plan(odds))["replies"][0]["actions"].clone();
    assert_eq!(reply("good = 0.7, bad = 0.3"), serde_json::json!(["high"]));
    assert_eq!(reply("good = 0.5, bad = 0.5"), serde_json::json!(["low"]));
    assert_eq!(reply("good = [0.65, 0.9]"), serde_json::json!(["high"]));
    assert_eq!(reply("good = [0.5, 0.9]"), serde_json::json!(["low", "high"]));
}

#[test]
fn what_gambit_cannot_take_and_give_is_told_with_names_and_places() {
    let run = on(SHAFT, &["--efg"]);
    assert!(
        run.err.contains("the chances at ‘there’ are not exact")
            || run.err.contains("ranks no ends"),
        "{}",
        run.err
    );
    let run = game(
        "bad",
        "EFG 2 R \"x\" { \"a\" }\n\"\"\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 1 \"\" { 1/0 }\n",
        &[],
    );
    assert!(run.err.contains("4 | t \"\" 1 \"\" { 1/0 }\n  |             ^"), "{}", run.err);
}
