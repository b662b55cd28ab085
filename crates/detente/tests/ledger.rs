//! `detente ledger` as a user meets it.

mod running;

use running::{Run, detente, on_case};
use serde_json::Value;

const KOREA: &str = "cases/korea-1953";

fn on(ledger: &str, args: &[&str]) -> Run {
    let case = format!(
        "schema = 1\ncase = {{ title = \"A quarry\", question = \"How many?\" }}\n\
         parties = {{ a = \"Anna\", b = \"Ben\" }}\n\
         [options]\nagree = {{ by = [\"a\", \"b\"], text = \"agree\", assumed = \"-\" }}\n\
         [preferences]\na = [{{ wants = \"agree\", assumed = \"-\" }}]\n\
         b = [{{ wants = \"agree\", assumed = \"-\" }}]\n[questions]\nq = \"agree\"\n{ledger}"
    );
    on_case("ledger", &case, args)
}

const CARTS: &str = "[ledger.carts]\ntext = \"carts of stone\"\nwho = \"a\"\nfigures = { between = [90, 100], assumed = \"-\" }\n\
    [ledger.broken]\ntext = \"=broken, or \\\"lost\\\"\"\npart-of = \"carts\"\nfigures = { at-least = 60, as-of = 1890-05-01, assumed = \"-\" }\n\
    [ledger.sold]\ntext = \"sold\"\npart-of = \"carts\"\nfrom = \"a\"\nto = \"b\"\nassumed = \"-\"\n";

#[test]
fn korea_contradicts_itself_and_is_not_repaired() {
    let run = detente(&["ledger", KOREA]);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("27,000 and more than 27,000 cannot both hold [1,2]"), "{}", run.out);
    assert!(
        told.contains("‘to be returned’: all and not all cannot both hold [3,4]"),
        "{}",
        run.out
    );
    assert!(told.contains("3,501 or"), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    let full = detente(&["brief", KOREA, "--full"]).out;
    assert!(full.contains("WHAT CANNOT BE TRUE TOGETHER"), "{full}");
}

#[test]
fn what_follows_from_groups_and_parts_is_carried_both_ways() {
    let run = on(CARTS, &["--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(found["schema"], "detente.ledger/1");
    let can = |place: usize| found["counts"][place]["can-be"].clone();
    assert_eq!(can(1), serde_json::json!({ "least": 60, "most": 100 }));
    // What is not broken, at the most.
    assert_eq!(can(2), serde_json::json!({ "least": 0, "most": 40 }));
    assert_eq!(found["counts"][2]["moved"], serde_json::json!({ "from": "a", "to": "b" }));
    assert_eq!(found["clashes"], serde_json::json!([]));
}

/// Commas and quotation marks stay in their cell, and no cell is a formula.
#[test]
fn the_table_for_spreadsheets_is_one() {
    let run = on(CARTS, &["--csv"]);
    assert!(run.out.starts_with(
        "count,text,unit,who,from,to,part of,verified by,figure,low,high,as of,claims,least,most\n"
    ));
    assert!(
        run.out.contains(
            "broken,\"'=broken, or \"\"lost\"\"\",,,,,carts,,at least,60,,1890-05-01,,60,100\n"
        ),
        "{}",
        run.out
    );
    assert!(run.out.contains("sold,sold,,,Anna,Ben,carts,,,,,,,0,40\n"), "{}", run.out);
}

#[test]
fn a_case_without_figures_says_how_to_write_them() {
    let run = on("", &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("this case has no figures"), "{}", run.err);
}

/// What is written as a table can be read back as tables of a case with the same figures.
#[test]
fn figures_go_out_and_come_in_as_a_table() {
    let table = detente(&["ledger", "cases/korea-1953", "--csv"]).out;
    let path = std::env::temp_dir().join(format!("detente-{}-figures.csv", std::process::id()));
    let at = path.display().to_string();
    std::fs::write(&path, &table).expect("a file");
    let read = detente(&["ledger", &at]);
    std::fs::write(&path, "count,figure,low\na b,exactly,1\nc,some,2\nd,exactly,x\n")
        .expect("a file");
    let bad = detente(&["ledger", &at]);
    std::fs::remove_file(&path).expect("it is there");
    assert_eq!(read.code, 0, "{}", read.err);
    let counts = |text: &str| text.matches("27000").count();
    assert!(read.out.contains("figures = ") && counts(&read.out) > 1, "{}", read.out);
    assert!(read.out.matches("because = ").count() > 3, "{}", read.out);
    assert_eq!(bad.code, 2);
    for words in [
        ":2:1\n",
        "`a b` is no name",
        ":3:3\n",
        "`some` is no figure",
        ":4:11\n",
        "`x` is no whole number",
    ] {
        assert!(bad.err.contains(words), "{words}: {}", bad.err);
    }
}

/// Tables as other programs and hasty hands write them.
#[test]
fn tables_from_elsewhere_are_read_or_told_where_they_break() {
    let read = |name: &str, table: &str| {
        let file = format!("detente-{}-{name}.csv", std::process::id());
        let path = std::env::temp_dir().join(file);
        std::fs::write(&path, table).expect("a file");
        let run = detente(&["ledger", &path.display().to_string()]);
        std::fs::remove_file(&path).expect("it is there");
        run
    };
    let windows =
        "\u{feff}count;figure;low;text\r\na;exactly;\"1,500\";\"He said \"\"x\"\"; y\"\r\n";
    let run = read("windows", windows);
    assert!(run.out.contains("figures = { exactly = 1500 }"), "{}{}", run.out, run.err);
    assert!(run.out.contains("text = \"He said \\\"x\\\"; y\""), "{}", run.out);
    let refused = |name: &str, table: &str, words: &[&str]| {
        let run = read(name, table);
        assert_eq!(run.code, 2, "{}", run.out);
        for words in words {
            assert!(run.err.contains(words), "{words}: {}", run.err);
        }
    };
    refused("empty", "", &["no column `count` and no column `figure`"]);
    refused("heads", "count,figure,low,low\n", &["two columns are called `low`"]);
    refused("short", "count,figure,low\na,exactly\n", &[":2:1\n", "2 cells under 3 heads"]);
    refused("below", "count,figure,low\na,exactly,-5\n", &[":2:11\n", "less than nothing"]);
    refused("none", "count,figure,low\na,exactly,\n", &["needs a number under `low`"]);
    refused("quote", "count,figure,low\na,exactly,\"5\n", &[":2:11\n", "not closed"]);
    refused("day", "count,figure,low,as of\na,exactly,5,} x\n", &["`} x` is no day"]);
    refused("between", "count,figure,low,high\na,between,9,3\n", &["between 9 and 3 lies nothing"]);
    refused(
        "twice",
        "count,figure,low,unit\na,exactly,9,men\na,exactly,9,carts\n",
        &[":3:1\n", "not the same here"],
    );
}

/// Figures of different days are a change; those of one day, or of none, must hold together.
#[test]
fn figures_of_different_days_are_a_change() {
    let men = "[ledger.men]\ntext = \"men in all\"\nunit = \"men\"\nfigures = [{ exactly = 10, as-of = 1890-09-01, assumed = \"-\" }, \
        { exactly = 12, as-of = 1890-10-01, assumed = \"-\" }]\n\
        [ledger.sick]\ntext = \"sick\"\npart-of = \"men\"\nfigures = { exactly = 11, as-of = 1890-10-01, assumed = \"-\" }\n";
    let run = on(men, &["--json"]);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(found["clashes"], serde_json::json!([]), "{}", run.out);
    assert_eq!(found["changes"], serde_json::json!([{ "count": "men", "figures": [0, 1] }]));
    assert_eq!(found["counts"][0]["can-be"], serde_json::json!({ "least": 12, "most": 12 }));
    // A part without a unit has that of its group.
    assert_eq!(found["counts"][1]["unit"], "men");
    let told = on(men, &[]).out;
    assert!(
        told.contains("Men in all: 10 on 1 September 1890, then 12 on 1 October 1890"),
        "{told}"
    );
    assert!(told.contains("Unit"), "{told}");
    // The sick of September were too many.
    let then = men.replace("exactly = 11, as-of = 1890-10-01", "exactly = 11, as-of = 1890-09-01");
    let told = on(&then, &["--json"]).out;
    let found: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(
        (&found["clashes"][0]["clash"], &found["clashes"][0]["as-of"]),
        (&"part".into(), &"1890-09-01".into()),
        "{told}"
    );
    // What is of no day is of every day.
    let ever = men.replace("exactly = 10, as-of = 1890-09-01", "exactly = 10");
    let found: Value = serde_json::from_str(&on(&ever, &["--json"]).out).expect("JSON");
    assert_eq!(found["clashes"][0]["clash"], "figures");
}

/// Two columns are enough, and a figure may stand in one cell.
#[test]
fn a_table_of_two_columns_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("figures.csv");
    let read = |table: &str| {
        std::fs::write(&file, table).expect("written");
        detente(&["ledger", file.to_str().expect("a path")])
    };
    let run = read(
        "count,figure\nprisoners,27000\nvolunteers,more than 50\nguards,\"about 1,200\"\nposts,10 to 12\nsick,fewer than 3\n",
    );
    assert_eq!(run.code, 0, "{}", run.err);
    for figure in
        ["exactly = 27000", "more-than = 50", "about = 1200", "between = [10, 12]", "less-than = 3"]
    {
        assert!(run.out.contains(&format!("figures = {{ {figure} }}")), "{figure}: {}", run.out);
    }
    let wrong = read("count,figure,low\na,-3,\nb,12 to 10,\nc,more than 5,6\nd,many,\n").err;
    for words in [
        "`-3` is less than nothing",
        "between 12 and 10 lies nothing",
        "there is one under `low` too",
        "`many` is no figure",
    ] {
        assert!(wrong.contains(words), "{words}: {wrong}");
    }
}
