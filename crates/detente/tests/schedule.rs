//! `detente schedule` as a user meets it.

mod running;

use running::{Run, detente, flowing, on_case};
use serde_json::Value;

const KOREA: &str = "cases/korea-1953";

fn on(schedule: &str, args: &[&str]) -> Run {
    let case = format!(
        "schema = 1\ncase = {{ title = \"A wall\", question = \"When?\", as-of = 1890-05-01 }}\n\
         parties = {{ a = \"Anna\", b = \"Ben\" }}\n\
         [options]\nagree = {{ by = [\"a\", \"b\"], text = \"agree\", assumed = \"-\" }}\n\
         [preferences]\na = [{{ wants = \"agree\", assumed = \"-\" }}]\n\
         b = [{{ wants = \"agree\", assumed = \"-\" }}]\n[questions]\nq = \"agree\"\n{schedule}"
    );
    on_case("schedule", &case, args)
}

const WALL: &str = "[schedule.teams]\ntext = \"the teams are in place\"\non = 1890-05-10\ntakes = 2\nassumed = \"-\"\n\
    [schedule.leave]\ntext = \"the workers leave\"\nno-later = 1890-06-01\nafter = { step = \"teams\", within = 15 }\nassumed = \"-\"\n";

fn answer(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

#[test]
fn korea_has_five_days_until_the_signature() {
    let run = detente(&["schedule", KOREA, "--slip", "reply=4d,members=7d"]);
    let told = flowing(&run.out);
    assert!(told.contains("the armistice is signed, meant for about 15 July. It can be from 10 July on, after ‘members of the inspection groups arrive in Peking’; from then on it has 5 days of float."), "{}", run.out);
    assert!(told.contains("‘the armistice is signed’ moves by 7 days, to 17 July."), "{}", run.out);
    assert!(told.contains("‘the armistice is signed’ misses its date by 2 days."), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    let brief = flowing(&detente(&["brief", KOREA]).out);
    assert!(brief.contains("Dates ahead: 5 July: the reply to Clark is handed over"), "{brief}");
}

#[test]
fn a_clock_bounds_the_last_day() {
    let found = answer(&on(WALL, &["--json", "--slip", "teams=12"]));
    assert_eq!(found["schema"], "detente.schedule/1");
    let leave = &found["steps"][1];
    // Two days of work, and fifteen of the clock: sooner than the date.
    assert_eq!(
        (&leave["earliest"], &leave["latest"]),
        (&"1890-05-12".into(), &"1890-05-27".into())
    );
    assert_eq!(leave["float"], 15);
    let late = &found["late"][0];
    assert_eq!(
        late["moved"],
        serde_json::json!([{ "step": "teams", "days": 12 }, { "step": "leave", "days": 12 }])
    );
    assert_eq!(late["missed"], serde_json::json!([{ "step": "teams", "days": 12 }]));
}

#[test]
fn what_cannot_be_answered_is_refused_in_words() {
    let refused = |run: Run, words: &str| {
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(run.err.contains(words), "{}", run.err);
    };
    refused(on("", &[]), "this case has no schedule");
    refused(on(WALL, &["--slip", "teams"]), "does not say by how much");
    refused(on(WALL, &["--slip", "team=2d"]), "did you mean `teams`");
    refused(on(WALL, &["--slip", "teams=-2d"]), "no number of days to be late");
    refused(on(WALL, &["--slip", "teams=99999999999999999999d"]), "no number of days to be late");
    let late = WALL.replace("1890-06-01", "1890-05-11");
    refused(on(&late, &[]), "the schedule cannot be kept");
}

/// What is signed comes before what enters into force with it, and what has no date is drawn too.
#[test]
fn steps_stand_in_their_order_and_undated_ones_are_drawn() {
    let told = detente(&["schedule", KOREA]).out;
    let at = |text: &str| told.find(text).unwrap_or_else(|| panic!("{text}: {told}"));
    assert!(at("The armistice is") < at("enters into force"), "{told}");
    assert!(told.contains("struck [6]; by 15 July at the latest"), "{told}");
    let page = detente(&["schedule", KOREA, "--html", "-"]).out;
    let (picture, table) = (page.find("<svg"), page.find("<table"));
    assert!(picture.is_some() && picture < table, "the picture comes first");
    assert!(page.contains(">no date</text>"));
    // A day that slips into another year is told with it.
    let late = on(WALL, &["--slip", "teams=300d"]);
    assert!(late.out.contains("1891"), "{}", late.out);
}

/// What was due before the day of the case is told with its year, and what follows from it is not dated
/// before that day.
#[test]
fn days_before_the_case_are_told_with_their_year() {
    let past = WALL.replace("1890-05-10", "1880-01-01").replace(
        "no-later = 1890-06-01\nafter = { step = \"teams\", within = 15 }",
        "after = \"teams\"",
    );
    let told = on(&past, &[]).out;
    let flow = flowing(&told);
    assert!(
        flow.contains(
            "‘the teams are in place’ was due before the day of the case and was not done."
        ),
        "{told}"
    );
    assert!(told.contains("1 January 1880") && !told.contains("in 1880"), "{told}");
    let found = answer(&on(&past, &["--json"]));
    assert_eq!(found["steps"][1]["earliest"], "1890-05-01");
}

/// The days stand in a calendar, what has none too, and a slip is drawn.
#[test]
fn a_calendar_and_a_picture_of_what_slips() {
    let told = detente(&["schedule", KOREA]).out;
    let flow = flowing(&told);
    assert!(
        flow.contains("Week of 6 July Tuesday 7 July from this day on: the delegations meet again"),
        "{told}"
    );
    assert!(flow.contains("the same day ‘staff officers prepare the signature’"), "{told}");
    let undated = told.rfind("Without a date").expect("a group");
    assert!(told[undated..].contains("the neutral observation commission"), "{told}");
    let long = on(&WALL.replace("1890-06-01", "1891-06-01").replace(", within = 15", ""), &[]).out;
    assert!(long.contains("Week of 5 May"), "{long}");
    let months = WALL.replace(
        "no-later = 1890-06-01\nafter = { step = \"teams\", within = 15 }",
        "on = 1891-06-01",
    );
    let months = on(&months, &[]).out;
    assert!(months.contains("June 1891") && !months.contains("Week of"), "{months}");
    // The axis begins on the day of the case, and every mark has its name.
    let page = detente(&["schedule", KOREA, "--slip", "members=7d", "--html", "-"]).out;
    assert_eq!(page.matches("<svg").count(), 2);
    assert!(page.contains(">3 July</text>") && page.contains(", moved to 17 July"));
    let first = page.split("</svg>").next().unwrap_or_default();
    assert_eq!(first.matches("class=\"g\"").count(), first.matches(" July</text>").count());
}
