//! The program as a user meets it: exit codes, streams, and bad, huge or hostile input.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

mod running;

use running::{Run, detente};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn path(folder: &TempDir) -> &str {
    folder.path().to_str().expect("a path in UTF-8")
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, content).expect("a file");
}

/// A case with some lines added.
fn case(options: &str, rest: &str) -> String {
    format!(
        "schema = 1\ncase = {{ title = \"T\", question = \"Q?\" }}\nparties = {{ a = \"Anna\", b = \"Ben\" }}\n\
         [options]\n{options}\n{rest}"
    )
}

const TWO: &str = "x = { by = \"a\", text = \"do x\", assumed = \"-\" }\ny = { by = \"b\", text = \"do y\", assumed = \"-\" }";
const WISHES: &str = "[preferences]\na = [{ wants = \"x\", assumed = \"-\" }]\nb = [{ wants = \"not y\", assumed = \"-\" }]\n[questions]\nq = \"x\"\n";

/// Options that Anna and Ben hold by turns.
fn many_options(count: usize) -> String {
    let mut options = String::new();
    for index in 0..count {
        let by = ["a", "b"][index % 2];
        let _ = writeln!(
            options,
            "o{index} = {{ by = \"{by}\", text = \"do {index}\", assumed = \"-\" }}"
        );
    }
    options
}

/// Writes a case and checks it.
fn check(case: impl AsRef<[u8]>) -> Run {
    let folder = folder();
    write(&folder, "case.toml", case);
    detente(&["check", path(&folder)])
}

#[test]
fn a_new_case_is_written_checked_locked_and_briefed() {
    let folder = folder();
    let dir = folder.path().join("mine");
    let dir = dir.to_str().expect("a path");
    assert_eq!(detente(&["new", dir]).code, 0);
    let run = detente(&["check", dir]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.contains("nothing wrong"));
    assert_eq!(detente(&["lock", dir]).code, 0);
    let brief = detente(&["brief", dir]);
    assert_eq!(brief.code, 0);
    assert!(brief.out.contains("KEY JUDGEMENTS") && brief.err.is_empty(), "{}", brief.err);
    // The record moves away; the lock still knows.
    std::fs::remove_dir_all(Path::new(dir).join("records")).expect("the records");
    let brief = detente(&["brief", dir]);
    assert_eq!(brief.code, 0);
    assert!(brief.out.contains("record not at hand"), "{}", brief.out);
    // Nothing is overwritten.
    let again = detente(&["new", dir]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is there already"));
}

#[test]
fn what_a_terminal_shows_fits_eighty_columns() {
    let folder = folder();
    let dir = folder.path().join("mine");
    let dir = dir.to_str().expect("a path");
    detente(&["new", dir]);
    for args in [
        &["brief", dir, "--full"][..],
        &["stability", dir],
        &["explain", dir, "--at", "build"],
        &["--help"],
    ] {
        let run = detente(args);
        for line in run.out.lines() {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= 80, "{args:?}: {width} columns: {line}");
        }
    }
}

#[test]
fn a_record_changed_by_one_character_makes_its_quotations_stale() {
    let folder = folder();
    let dir = folder.path().join("mine");
    detente(&["new", dir.to_str().expect("a path")]);
    detente(&["lock", dir.to_str().expect("a path")]);
    let record = dir.join("records/letter.txt");
    let text = std::fs::read_to_string(&record).expect("the record");
    std::fs::write(&record, text.replace("before the snow.", "before the snow!"))
        .expect("the record");
    let run = detente(&["check", dir.to_str().expect("a path")]);
    assert!(run.out.contains("W205"), "{}", run.out);
    // The quotation that ends in the changed character is not found any more.
    assert!(run.out.contains("E060") && run.code == 1, "{}", run.out);
}

#[test]
fn unusable_case_files_are_refused_in_words() {
    for (content, expect) in [
        (&b""[..], "`schema` is missing"),
        (b"\x00\x01\x02\x7fELF", "NUL characters"),
        (b"title = \"\xff\xfe\"", "not UTF-8"),
        (b"[[[[[", "not valid TOML"),
    ] {
        let run = check(content);
        assert_eq!(run.code, 1, "{}{}", run.out, run.err);
        assert!(run.out.contains(expect), "{expect}: {}", run.out);
    }
    let run = check(vec![b'#'; 9 * 1024 * 1024]);
    assert!(run.out.contains("more than the"), "{}", run.out);
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    let deep = format!("{}x{}", "(".repeat(10_000), ")".repeat(10_000));
    let run = check(case(TWO, &format!("{WISHES}deep = \"{deep}\"\n")));
    assert_eq!(run.code, 1);
    assert!(run.out.contains("E022"), "{}", &run.out[..run.out.len().min(2000)]);
    let run = check(format!("a = {}1{}", "[".repeat(10_000), "]".repeat(10_000)));
    assert_eq!(run.code, 1);
}

#[test]
fn a_case_without_a_possible_outcome_is_an_error() {
    let rules = "[rules]\nimpossible = [\"x or not x\"]\n";
    let run = check(case(TWO, &format!("{rules}{WISHES}")));
    assert_eq!(run.code, 1);
    assert!(run.out.contains("E040"));
}

#[test]
fn seventy_statements_are_ranked_without_overflow() {
    // 14 options, 70 different wishes: more than a machine word has bits.
    let options = many_options(14);
    let mut wishes = String::new();
    for index in 0..70 {
        let (p, q, r) = (index % 14, (index / 14 + index + 1) % 14, (index * 5 + 3) % 14);
        let _ = write!(wishes, "\"o{p} and o{q} or not o{r}\", ");
    }
    let rest =
        format!("[preferences]\na = [{wishes}]\nb = [\"not o1\"]\n[questions]\nq = \"o0\"\n");
    let folder = folder();
    write(&folder, "case.toml", case(&options, &rest));
    let run = detente(&["stability", path(&folder), "--json", "--equilibria"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("\"feasible\": 16384"));
}

#[test]
fn sixty_free_options_are_refused_with_advice() {
    let mut options = String::new();
    for index in 0..60 {
        let _ = writeln!(
            options,
            "o{index} = {{ by = \"a\", text = \"do {index}\", assumed = \"-\" }}"
        );
    }
    let rest = "[preferences]\na = [\"o1\"]\nb = [\"o2\"]\n[questions]\nq = \"o0\"\n";
    let run = check(case(&options, rest));
    assert_eq!(run.code, 1);
    assert!(run.out.contains("E043") && run.out.contains("help"), "{}", run.out);
    let mut more = options;
    for index in 60..66 {
        let _ =
            writeln!(more, "o{index} = {{ by = \"a\", text = \"do {index}\", assumed = \"-\" }}");
    }
    assert!(check(case(&more, rest)).out.contains("E042"));
}

#[test]
fn a_large_record_is_read() {
    let folder = folder();
    let dir = folder.path().join("mine");
    detente(&["new", dir.to_str().expect("a path")]);
    let record = dir.join("records/letter.txt");
    let mut text = std::fs::read_to_string(&record).expect("the record");
    for paragraph in 0..200_000 {
        let _ = write!(
            text,
            "\n\nParagraph {paragraph} of a long report that says little about the matter."
        );
    }
    std::fs::write(&record, text).expect("the record");
    let run = detente(&["check", dir.to_str().expect("a path")]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[cfg(unix)]
#[test]
fn odd_files_are_told_apart_from_missing_ones() {
    let folder = folder();
    let link = folder.path().join("loop");
    std::os::unix::fs::symlink(&link, &link).expect("a link to itself");
    let run = detente(&["check", link.to_str().expect("a path")]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot be opened"), "{}", run.err);
    // A case.toml that is a loop, a folder, a record that is one.
    let inner = TempDir::new_in(folder.path()).expect("a folder");
    std::os::unix::fs::symlink(inner.path().join("case.toml"), inner.path().join("case.toml"))
        .expect("a link");
    let run = detente(&["check", path(&inner)]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("E001"), "{}", run.out);
    let inner = TempDir::new_in(folder.path()).expect("a folder");
    std::fs::create_dir(inner.path().join("case.toml")).expect("a folder");
    assert!(detente(&["check", path(&inner)]).out.contains("it is a folder"));
    // A pipe is never read.
    let run = detente(&["check", "/dev/zero"]);
    assert_eq!(run.code, 1, "{}", run.err);
}

#[test]
fn a_record_outside_its_folders_is_refused() {
    let folder = folder();
    let records = "[records.r]\nfile = \"../../etc/passwd\"\ntitle = \"R\"\n";
    write(&folder, "case.toml", case(TWO, &format!("{records}{WISHES}")));
    let run = detente(&["check", path(&folder)]);
    assert!(run.out.contains("E063") && run.out.contains("without `..`"), "{}", run.out);
}

#[test]
fn output_that_cannot_be_written_leaves_nothing_half() {
    let folder = folder();
    let dir = folder.path().join("mine");
    let dir = dir.to_str().expect("a path");
    detente(&["new", dir]);
    let run = detente(&["brief", dir, "--html", "/proc/no/brief.html"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot be written"), "{}", run.err);
    let run = detente(&["brief", dir, "--md", dir]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is a folder"), "{}", run.err);
    // Nor is a file of the case written over, whatever way leads to it.
    let model = std::fs::read_to_string(folder.path().join("mine/case.toml")).expect("the model");
    for target in ["mine/case.toml", "mine/../mine/claims.toml", "mine/records/letter.txt"] {
        let target = folder.path().join(target);
        let run = detente(&["brief", dir, "--md", target.to_str().expect("a path")]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("would be lost"), "{}", run.err);
    }
    assert_eq!(
        std::fs::read_to_string(folder.path().join("mine/case.toml")).expect("the model"),
        model
    );
    let target = folder.path().join("brief.html");
    assert_eq!(detente(&["brief", dir, "--html", target.to_str().expect("a path")]).code, 0);
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(left.len(), 2, "the case and the page, nothing temporary: {left:?}");
}

#[test]
fn a_closed_pipe_is_quiet_success() {
    let folder = folder();
    let options = many_options(16);
    let rest = "[preferences]\na = [\"o0\"]\nb = [\"o1\"]\n[questions]\nq = \"o0\"\n";
    write(&folder, "case.toml", case(&options, rest));
    let mut child = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(["stability", path(&folder), "--json", "--all"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0; 64];
    child.stdout.take().expect("its output").read_exact(&mut first).expect("some output");
    // The pipe is closed here, long before the answer has been written.
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    // The case was written in haste, and that is said; the closed pipe is not.
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!err.contains("pipe") && !err.contains("panic"), "{err}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_the_engines_and_says_so() {
    let folder = folder();
    let options = many_options(21);
    let rest =
        "[preferences]\na = [\"o0\", \"o3\"]\nb = [\"o1\", \"o2\"]\n[questions]\nq = \"o0\"\n";
    write(&folder, "case.toml", case(&options, rest));
    let mut child = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(["stability", path(&folder), "--json", "--equilibria"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Two million outcomes take longer than this, in any profile; if not, there is nothing to stop.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let pid = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &pid]).status().expect("kill runs");
    let mut err = String::new();
    child.stderr.take().expect("messages").read_to_string(&mut err).expect("UTF-8");
    let status = child.wait().expect("it ends");
    assert!(
        !sent.success() || status.code() == Some(3) || status.code() == Some(0),
        "{status:?}: {err}"
    );
    assert!(!err.contains("panic"), "{err}");
}

#[test]
fn large_answers_are_listed_only_on_request() {
    let folder = folder();
    let options = many_options(16);
    let rest = "[preferences]\na = [\"o0\"]\nb = [\"o1\"]\n[questions]\nq = \"o0\"\n";
    write(&folder, "case.toml", case(&options, rest));
    let run = detente(&["stability", path(&folder), "--json"]);
    assert_eq!(run.code, 3);
    assert!(run.out.is_empty() && run.err.contains("--all"), "{}", run.err);
}

#[test]
fn wrong_usage_says_what_to_do() {
    let folder = folder();
    let dir = folder.path().join("mine");
    let dir = dir.to_str().expect("a path");
    detente(&["new", dir]);
    for (args, expect) in [
        (&["brief", "/no/such/case"][..], "cannot be opened"),
        (&["stability", dir, "--concept", "nahs"], "nash"),
        (&["stability", dir, "--reading", "prise"], "did you mean `price`?"),
        (&["explain", dir], "add --at"),
        (&["explain", dir, "--at", "build and blok"], "did you mean `block`?"),
        (&["explain", dir, "--at", "build", "--party", "uper"], "did you mean `upper`?"),
        (&["explain", "E999"], "there is no code"),
        (&["check", dir, "--records", "/no/such/folder"], "is not there"),
        (&["bref", dir], "brief"),
    ] {
        let run = detente(args);
        assert_eq!(run.code, 2, "{args:?}: {}{}", run.out, run.err);
        assert!(run.err.contains(expect), "{args:?}: {}", run.err);
    }
    assert!(detente(&["explain", "e021"]).out.starts_with("# E021"));
    // The asked condition holds in no outcome.
    let run = detente(&["explain", dir, "--at", "toll and block and build"]);
    assert_eq!(run.code, 1, "{}", run.out);
}

#[test]
fn paths_lead_from_the_present_state_to_what_holds() {
    let folder = folder();
    let dir = folder.path().join("mine");
    let dir = dir.to_str().expect("a path");
    detente(&["new", dir]);
    // Blocking pays the ferrymen until they are paid, and paying pays nobody first.
    let run = detente(&["paths", dir]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("0 of 2 other outcomes that hold"), "{}", run.out);
    let run = detente(&["paths", dir, "--any-moves", "--to", "build and toll and not block"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("(holds)") && run.out.contains("together would rebuild the bridge"),
        "{}",
        run.out
    );
    let run = detente(&["paths", dir, "--to", "build and toll and not block"]);
    assert_eq!(run.code, 1, "{}", run.out);
    let dot = detente(&["paths", dir, "--any-moves", "--graph", "dot"]).out;
    assert!(dot.starts_with("digraph \"The bridge\" {") && dot.contains("peripheries=2"), "{dot}");
    let graphml = detente(&["paths", dir, "--any-moves", "--graph", "graphml"]).out;
    assert_eq!(graphml.matches("<node ").count(), 8, "{graphml}");
    assert_eq!(graphml.matches("<data").count(), graphml.matches("</data>").count());
}

#[test]
fn patterns_and_orders_are_told_in_words() {
    let folder = folder();
    let dir = folder.path().join("mine");
    let dir = dir.to_str().expect("a path");
    detente(&["new", dir]);
    let run = detente(&["stability", dir, "--patterns", "--concept", "seq", "--reading", "price"]);
    assert_eq!(run.code, 0, "{}", run.err);
    // YYN, NNY and YNY hold: with the block, whatever the bridge, and the toll without it.
    assert!(run.out.contains("3 outcomes in 2 patterns, as few as can be"), "{}", run.out);
    assert!(run.out.contains("  -NY  2 outcomes"), "{}", run.out);
    // The lower town pays only while it wants bridge and river more than its toll: one order of two.
    let at = "build and toll and not block";
    let run = detente(&["inverse", dir, "--at", at, "--party", "lower"]);
    assert!(
        run.out.contains("In 1 of 2 orders") && run.out.contains("is one of them"),
        "{}",
        run.out
    );
    let run = detente(&["inverse", dir, "--at", at, "--party", "lower", "--concept", "nash"]);
    assert!(
        run.out.contains("In 0 of 2 orders") && run.out.contains("dropped or added"),
        "{}",
        run.out
    );
    let run = detente(&["inverse", dir, "--at", "build and not toll", "--party", "ferry"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        detente(&["inverse", dir, "--at", "build and not build", "--party", "ferry"]).code,
        1
    );
}

#[test]
fn the_json_answer_keeps_its_contract() {
    let folder = folder();
    let dir = folder.path().join("mine");
    let dir = dir.to_str().expect("a path");
    detente(&["new", dir]);
    let run = detente(&["stability", dir, "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["schema"], "detente.stability/1");
    assert_eq!(answer["parties"], serde_json::json!(["upper", "lower", "ferry"]));
    assert_eq!(answer["options"][0]["by"], serde_json::json!(["upper", "lower"]));
    assert_eq!(answer["feasible"], 8);
    let reading = &answer["readings"][0];
    assert_eq!(reading["reading"], serde_json::json!({"ferrymen": "price"}));
    let seq = &reading["concepts"]["seq"];
    assert_eq!(seq["equilibria"], serde_json::json!(["YYN", "NNY", "YNY"]));
    assert!(seq["stable"]["lower"].is_array() && seq["jointly"]["upper+lower"].is_array());
    assert!(reading["concepts"]["sim"]["refused"].is_string());
    // States come in the order of their numbers, the first option least significant.
    let number =
        |pattern: &str| pattern.bytes().rev().fold(0, |n, byte| n * 2 + u32::from(byte == b'Y'));
    let stable: Vec<u32> = seq["stable"]["ferry"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|p| number(p.as_str().expect("a pattern")))
        .collect();
    assert!(stable.is_sorted());
    // The same as lines of CSV.
    let csv = detente(&["stability", dir, "--csv", "--concept", "seq", "--reading", "price"]).out;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "reading,concept,stable_for,state");
    let held: Vec<&str> =
        lines.iter().filter_map(|line| line.strip_prefix("price,seq,equilibrium,")).collect();
    assert_eq!(held, ["YYN", "NNY", "YNY"]);
    assert!(lines.iter().any(|line| line.starts_with("price,seq,upper+lower,")), "{csv}");
    let only = detente(&[
        "stability",
        dir,
        "--json",
        "--equilibria",
        "--concept",
        "nash,seq",
        "--reading",
        "spite",
    ]);
    let only: serde_json::Value = serde_json::from_str(&only.out).expect("JSON");
    assert_eq!(only["readings"].as_array().expect("a list").len(), 1);
    assert!(only["readings"][0]["concepts"]["nash"]["stable"].is_null());
    assert!(only["readings"][0]["concepts"]["gmr"].is_null());
}

#[test]
fn views_say_who_is_surprised_and_why() {
    let herring = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/herring-sound");
    let run = detente(&["views", herring, "--reading", "living"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("Outcomes 1 and 2 hold, unexpected by Holm."), "{}", run.out);
    let run = detente(&["views", herring, "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["schema"], "detente.views/1");
    assert_eq!(answer["readings"].as_array().map(Vec::len), Some(6));
    let seq = &answer["readings"][0]["concepts"]["seq"];
    assert_eq!(seq["surprises"]["holm"].as_array().map(Vec::len), Some(2));
    assert_eq!(seq["surprises"]["skarne"].as_array().map(Vec::len), Some(1));
    let run = detente(&["views", concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/korea-1953")]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("every party sees this case as it is"), "{}", run.err);
}

/// One acts on a threat that the other would not carry out, and on a peace that will not last.
#[test]
fn views_tell_of_imagined_replies_and_of_let_downs() {
    let folder = folder();
    let case = "schema = 1
case = { title = \"Two villages\", question = \"Who mows?\", status-quo = [] }
parties = { up = \"Upton\", low = \"Lowton\" }
[options]
mow = { by = \"up\", text = \"mow the common\", assumed = \"a\" }
burn = { by = \"low\", text = \"burn the hay\", assumed = \"a\" }
[preferences]
up = [{ wants = \"not burn\", assumed = \"a\" }, { wants = \"mow\", assumed = \"a\" }]
low = [{ wants = \"not burn\", assumed = \"a\" }]
[questions]
hay = \"mow\"
[views.up]
text = \"Upton takes Lowton for vengeful\"
assumed = \"an old story\"
preferences.low = [{ wants = \"burn iff mow\", assumed = \"a\" }]
";
    write(&folder, "case.toml", case);
    let run = detente(&["views", path(&folder)]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let imagined = "Upton would mow the common but for the belief that Lowton would then burn the hay; in fact Lowton \
                    would gain nothing by that.";
    assert!(told.contains(imagined), "{told}");
    // The other way round: Upton takes for harmless a village that would burn.
    let swapped = case
        .replace("low = [{ wants = \"not burn\"", "low = [{ wants = \"burn iff mow\"")
        .replace("Upton takes Lowton for vengeful", "Upton takes Lowton for meek")
        .replace(
            "preferences.low = [{ wants = \"burn iff mow\"",
            "preferences.low = [{ wants = \"not burn\"",
        );
    write(&folder, "case.toml", swapped);
    let run = detente(&["views", path(&folder)]);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("which Upton would count on, does not hold."), "{told}");
    assert!(told.contains("The surprise: after that, Lowton would burn the hay."), "{told}");
}

fn shipped(name: &str) -> String {
    format!("{}/../../cases/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What groups leave and what they keep, in both founding cases.
#[test]
fn coalitions_are_told_in_words() {
    let run = detente(&["coalitions", &shipped("korea-1953")]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("Of 2 outcomes that hold if everybody acts alone, one holds against groups"),
        "{told}"
    );
    let jump = "From outcome 2 to outcome 1: the United States and Syngman Rhee's government together would no longer \
                press Rhee, promise Rhee a defence pact and no longer obstruct the armistice";
    assert!(told.contains(jump), "{told}");
    assert!(
        told.contains("then the communist side would be no better off. So they stay."),
        "{told}"
    );
    let run = detente(&["coalitions", &shipped("korea-1953"), "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["schema"], "detente.coalitions/1");
    assert_eq!(answer["alone"].as_array().map(Vec::len), Some(2));
    assert_eq!(answer["stable"].as_object().map(serde_json::Map::len), Some(7));
    assert_eq!(answer["jumps"][0]["by"], "us+rok");
    assert_eq!(answer["jumps"][0]["from"], answer["alone"][1]);
    let run = detente(&["coalitions", &shipped("korea-1953"), "--concept", "sim"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("sim is not defined for coalitions"), "{}", run.err);

    // Alliances the case names, and no others.
    let folder = folder();
    let lines = "[preferences]
a = [{ wants = \"x and y\", assumed = \"a\" }]
b = [{ wants = \"x and y\", assumed = \"a\" }]
";
    let text = case(
        "x = { by = \"a\", text = \"x\", assumed = \"a\" }\ny = { by = \"b\", text = \"y\", assumed = \"a\" }",
        lines,
    );
    write(&folder, "case.toml", &text);
    let free = detente(&["coalitions", path(&folder)]);
    assert!(free.out.contains("Anna and Ben together would"), "{}{}", free.out, free.err);
    let named = text.replace("[options]", "coalitions = [[\"a\"], [\"b\"]]\n[options]");
    write(&folder, "case.toml", &named);
    let run = detente(&["coalitions", path(&folder)]);
    assert!(!run.out.contains("together would"), "{}{}", run.out, run.err);
}

#[test]
fn further_ways_of_looking_ahead_have_names() {
    let herring = shipped("herring-sound");
    let run =
        detente(&["stability", &herring, "--concept", "seq,cseq,nonmyopic,strong-seq", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let concepts = &answer["readings"][0]["concepts"];
    assert_eq!(concepts["cseq"]["equilibria"].as_array().map(Vec::len), Some(1));
    assert_eq!(concepts["cseq"]["stable"].as_object().map(serde_json::Map::len), Some(7));
    assert!(concepts["nonmyopic"]["refused"].as_str().is_some_and(|why| why.contains("jointly")));
    assert!(concepts["strong-seq"]["refused"].as_str().is_some_and(|why| why.contains("greatly")));
    for (name, words) in [
        ("cseqq", "no solution concept \"cseqq\""),
        ("limited:0", "no number of moves"),
        ("sseq", "write symseq or strong-seq"),
        ("strong-nash", "no solution"),
    ] {
        let run = detente(&["stability", &herring, "--concept", name]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(words), "{}", run.err);
    }

    // Two parties by turns, with and without ruin: the prisoner's dilemma.
    let folder = folder();
    let options = "x = { by = \"a\", text = \"keep the truce\", assumed = \"a\" }
y = { by = \"b\", text = \"keep it too\", assumed = \"a\" }";
    let wants = |vital: &str| {
        let lines = format!(
            "[preferences]
a = [{{ wants = \"y\", assumed = \"a\"{vital} }}, {{ wants = \"not x\", assumed = \"a\" }}]
b = {{ ranking = [\"YN\", \"YY\", \"NN\", \"NY\"], cliffs = [2], assumed = \"a\" }}
"
        );
        case(options, &lines)
    };
    write(&folder, "case.toml", wants(", vital = true"));
    let ways = "nash,limited:1,limited:2,nonmyopic,seq,strong-seq";
    let run = detente(&["stability", path(&folder), "--concept", ways, "--csv", "--equilibria"]);
    let holds = |way: &str, state: &str| {
        run.out.lines().any(|line| line.ends_with(&format!("{way},equilibrium,{state}")))
    };
    assert!(!holds("nash", "YY") && !holds("limited:1", "YY"), "{}{}", run.out, run.err);
    assert!(holds("limited:2", "YY") && holds("nonmyopic", "YY") && holds("seq", "YY"));
    // To lose the other's truce is ruin to both, so each is held by more than a slight loss.
    assert!(holds("strong-seq", "YY"), "{}", run.out);
    write(&folder, "case.toml", wants(""));
    let run =
        detente(&["stability", path(&folder), "--concept", "strong-seq", "--csv", "--equilibria"]);
    assert!(!run.out.contains("YY"), "to `a` it is only somewhat worse\n{}", run.out);
}

/// What readings disagree on, taken as unknown: the extensions nest.
#[test]
fn readings_can_be_taken_as_unknown_preference() {
    let herring = shipped("herring-sound");
    let equilibria = |letter: &str| {
        let run = detente(&[
            "stability",
            &herring,
            "--reading",
            "nothing",
            "--unknown",
            letter,
            "--json",
            "--equilibria",
        ]);
        assert_eq!(run.code, 0, "{}", run.err);
        let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(answer["readings"].as_array().map(Vec::len), Some(1));
        assert_eq!(answer["readings"][0]["unknown"], letter);
        let list = answer["readings"][0]["concepts"][format!("gmr:{letter}")]["equilibria"].clone();
        list.as_array().cloned().unwrap_or_default()
    };
    let [a, b, c, d] = ["a", "b", "c", "d"].map(equilibria);
    assert!(!d.is_empty());
    assert!(a.iter().all(|s| b.contains(s) && c.contains(s)));
    assert!(b.iter().chain(&c).all(|s| d.contains(s)));
    let run = detente(&["stability", &herring, "--unknown", "a"]);
    assert_eq!(run.code, 3, "the governor's readings change what is possible");
    assert!(run.err.contains("not only in what is wanted"), "{}", run.err);
    let run = detente(&["stability", &herring, "--reading", "nothing", "--unknown", "e"]);
    assert_eq!(run.code, 2);
}

/// The water conflict of Syria and Iraq: 240, 384, 300 and 384 of 720 rankings.
#[test]
fn inverse_questions_about_rankings_are_answered_in_words() {
    let syria = format!("{}/../../suite/catalogue/syria-iraq-1975", env!("CARGO_MANIFEST_DIR"));
    let at = "release and not attack";
    for (concept, count) in [("nash", 240), ("gmr", 384), ("smr", 300), ("seq", 384)] {
        let run = detente(&[
            "inverse",
            &syria,
            "--at",
            at,
            "--party",
            "syria",
            "--rankings",
            "--concept",
            concept,
        ]);
        assert_eq!(run.code, 0, "{}", run.err);
        let words = format!("In {count} of 720 strict rankings of the outcomes");
        assert!(run.out.contains(&words), "{concept}: {}", run.out);
    }
    let run = detente(&[
        "inverse",
        &syria,
        "--at",
        at,
        "--party",
        "syria",
        "--rankings",
        "--concept",
        "nash",
    ]);
    assert!(run.out.contains("none of these is better for it: nothing; escalate."), "{}", run.out);
    assert!(run.out.contains("turns 3 pairs"), "{}", run.out);
    // Orders of wishes, of Syria alone and of everybody: Iraq would not attack who gives it water.
    let run = detente(&["inverse", &syria, "--at", at, "--party", "syria", "--concept", "nash"]);
    assert!(run.out.contains("of 24 orders of its wishes Syria would stay."), "{}", run.out);
    let run = detente(&["inverse", &syria, "--at", at, "--party", "iraq", "--concept", "nash"]);
    assert!(run.out.contains("somebody else would leave"), "{}", run.out);
}

#[test]
fn hinges_are_told_and_written_for_machines() {
    let korea = shipped("korea-1953");
    let run = detente(&["hinges", &korea]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    // The matter in dispute is what to ask about first.
    assert!(told.contains("ASK NEXT 1. What is behind Rhee's threat?"), "{told}");
    assert!(told.contains("WHAT IT TAKES TO OVERTURN AN ANSWER"), "{told}");
    assert!(run.out.lines().all(|line| line.chars().count() <= 80));
    let run = detente(&["hinges", &korea, "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["schema"], "detente.hinges/1");
    assert_eq!(answer["tried"], answer["to_try"]);
    let keys: Vec<&str> = answer.as_object().expect("a table").keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "schema",
            "tool",
            "model",
            "parties",
            "options",
            "questions",
            "concepts",
            "readings",
            "tried",
            "to_try",
            "hinges",
            "ask_next",
            "overturn",
            "orders",
        ]
    );
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/hinges.md"));
    let page = page.expect("the page");
    // The page names every key, and every kind of change there is.
    let mut names: BTreeSet<String> = keys[5..].iter().map(|key| (*key).to_owned()).collect();
    let mut visit = vec![&answer["hinges"], &answer["ask_next"], &answer["overturn"]];
    while let Some(value) = visit.pop() {
        match value {
            serde_json::Value::Array(items) => visit.extend(items),
            serde_json::Value::Object(map) => {
                names.extend(map.keys().cloned());
                names.extend(map.get("kind").and_then(|kind| kind.as_str()).map(str::to_owned));
                visit.extend(map.values());
            }
            _ => {}
        }
    }
    for name in ["if", "place", "matter", "rule", "option", "fresh", "from", "to", "question"] {
        names.remove(name);
    }
    for name in names {
        assert!(page.contains(&format!("`{name}`")), "docs/hinges.md does not name `{name}`");
    }
}

#[test]
fn hinges_of_odd_cases_say_so() {
    let folder = folder();
    write(&folder, "case.toml", case(TWO, "[preferences]\na = [\"x\"]\nb = [\"not y\"]\n"));
    let run = detente(&["hinges", path(&folder)]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("The case asks no question"), "{}", run.out);
    let alone = "schema = 1\ncase = { title = \"T\", question = \"Q?\" }\nparties = { a = \"Anna\" }\n[options]\n\
                 x = { by = \"a\", text = \"do x\" }\n[preferences]\na = [\"x\"]\n[questions]\nq = \"x\"\n";
    write(&folder, "case.toml", alone);
    let run = detente(&["hinges", path(&folder)]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("Could Anna really do x?"), "{}", run.out);
    write(
        &folder,
        "case.toml",
        case(
            &many_options(20),
            "[preferences]\na = [\"o0\"]\nb = [\"o1\"]\n[questions]\nq = \"o0\"\n",
        ),
    );
    let run = detente(&["hinges", path(&folder), "--most-pairs", "0"]);
    assert!(run.code == 0 || run.code == 3, "{}", run.err);
}

/// The record calls Rhee's threat empty; it is so in the readings in which it is computed to be.
#[test]
fn threats_are_told_reading_by_reading() {
    let run = detente(&["threats", &shipped("korea-1953")]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("‘bargain’ or ‘wrecks’; empty in ‘empty’ or ‘instructed’."), "{told}");
    assert!(told.contains("the computed answer agrees in ‘empty’ or ‘instructed’"), "{told}");
    let run = detente(&["threats", &shipped("laos-1961"), "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["schema"], "detente.threats/1");
    let readings = answer["threats"][0]["readings"].as_array().expect("a list");
    assert!(
        readings.len() == 4 && readings.iter().all(|reading| reading["belief"] == "believable")
    );
    let run = detente(&["threats", &shipped("herring-sound")]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no threats or promises"), "{}", run.err);
}

/// An interrupt while a long answer is written stops it, and says that it is incomplete.
#[cfg(unix)]
#[test]
fn an_interrupt_while_writing_says_that_the_answer_is_incomplete() {
    use std::io::Read as _;
    let folder = folder();
    write(
        &folder,
        "case.toml",
        case(
            &many_options(18),
            "[preferences]\na = [\"o0\"]\nb = [\"o1\"]\n[questions]\nq = \"o0\"\n",
        ),
    );
    let mut child = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(["stability", path(&folder), "--concept", "gmr", "--csv", "--all"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut out = child.stdout.take().expect("piped");
    // Once the first lines have come, more are being written than a pipe holds.
    let mut first = vec![0; 1 << 12];
    out.read_exact(&mut first).expect("the first lines");
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    std::thread::sleep(std::time::Duration::from_millis(300));
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).expect("the rest");
    let done = child.wait_with_output().expect("ended");
    assert_eq!(done.status.code(), Some(3));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("the answer is incomplete"), "{said}");
}

#[test]
fn ways_can_begin_anywhere() {
    let herring = shipped("herring-sound");
    let from = "beacon and turns and not watch and not licence and cut";
    let run = detente(&["paths", &herring, "--from", from]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("From: the beacon stands"), "{}", run.out);
    for (from, words) in
        [("cut", "possible outcomes satisfy `cut`"), ("watch and not turns", "no possible outcome")]
    {
        let run = detente(&["paths", &herring, "--from", from]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(words), "{}", run.err);
    }
    let run = detente(&["paths", &herring, "--graph", "graphml"]);
    assert!(run.out.contains("<graph id=\"conflict\""), "{}", run.out);
}

/// `sim` combines what all want at once; where that is too much the rest is still answered.
#[test]
fn sim_is_left_out_where_it_is_too_much() {
    let folder = folder();
    let mut text =
        String::from("schema = 1\ncase = { title = \"T\", question = \"Q?\" }\n[parties]\n");
    let (mut options, mut wishes) = (String::new(), String::new());
    for index in 0..40 {
        let _ = writeln!(text, "p{index} = \"P{index}\"");
        let _ = writeln!(options, "o{index} = {{ by = \"p{index}\", text = \"do {index}\" }}");
        let _ = writeln!(wishes, "p{index} = [\"o{index}\"]");
    }
    let names: Vec<String> = (0..40).map(|index| format!("o{index}")).collect();
    let _ = write!(
        text,
        "[options]\n{options}[rules]\nimpossible = [\"atleast(2, {})\"]\n[preferences]\n{wishes}[questions]\nq = \"o0\"\n",
        names.join(", ")
    );
    write(&folder, "case.toml", text);
    let run = detente(&["stability", path(&folder), "--patterns"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("sim is left out"), "{}", run.err);
    let run = detente(&["stability", path(&folder), "--concept", "sim"]);
    assert_eq!(run.code, 3, "{}", run.err);
}
