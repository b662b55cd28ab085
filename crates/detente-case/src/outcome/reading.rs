//! Reading `outcome.toml`, with what is wrong in it.

use super::{DateOutcome, FigureOutcome, IssueOutcome, Outcomes, Prediction, Ranked, Verdict};
use crate::grammar::outcome::OUTCOME_FILE;
use crate::load::{Case, read};
use crate::node::{Entry, Node, Text, Value, parse};
use crate::shape::{Shape, check, has_year};
use crate::world::World;
use detente_model::{Day, Point, Scale};
use detente_text::{Diagnostic, Sources, Span, closest, code, has_errors};

/// Chances of outcomes that exclude each other may miss one by this much.
const SLACK: f64 = 1e-9;

/// Two dates of one thing that lie further apart are a slip of the pen: a hundred years.
const MOST_DAYS: i64 = 36_525;

/// Figures beyond this count nothing on earth.
const MOST: f64 = 1e18;

/// Reads the outcome of a case: nothing if there is no such file, or if it has errors.
pub fn load_outcome(
    world: &dyn World,
    case: &Case,
) -> (Option<Outcomes>, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let mut out = Vec::new();
    let Some(file) = read(world, "outcome.toml", &mut sources, &mut out) else {
        return (None, out, sources);
    };
    let root = parse(&sources, file, &mut out);
    check(&Shape::Table(&OUTCOME_FILE), &root, sources.span(file, 0..0), &mut out);
    let mut found = Outcomes::default();
    for entry in root.entries("predictions") {
        found.predictions.extend(prediction(case, entry, &mut out));
    }
    for entry in root.entries("dates") {
        found.dates.extend(date(case, entry, &mut out));
    }
    for entry in root.entries("figures") {
        found.figures.extend(figure(entry, &mut out));
    }
    for entry in root.entries("issues") {
        found.issues.extend(issue(case, entry, &mut out));
    }
    detente_text::sort(&mut out);
    let found = (!has_errors(&out)).then_some(found);
    (found, out, sources)
}

fn fault(out: &mut Vec<Diagnostic>, message: String, at: Span, label: &str, help: &str) {
    out.push(Diagnostic::new(&code::NO_OUTCOME, message).at(at, label).help(help));
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    node.get_texts(key).iter().map(|text| text.value.clone()).collect()
}

/// Texts that say something.
fn said(node: &Node, key: &str) -> Vec<String> {
    texts(node, key).into_iter().filter(|text| !text.trim().is_empty()).collect()
}

fn text_of(entry: &Entry) -> String {
    entry.node.string("text").unwrap_or_else(|| entry.key.replace('-', " "))
}

fn prediction(case: &Case, entry: &Entry, out: &mut Vec<Diagnostic>) -> Option<Prediction> {
    let node = &entry.node;
    let claim = node.get_text("claim").map(|text| {
        let known = case.claims.iter().map(|claim| claim.id.as_str());
        if known.clone().all(|id| id != text.value) {
            out.push(
                Diagnostic::new(&code::NO_OUTCOME, format!("unknown claim `{}`", text.value))
                    .at(text.inside(), "not in claims.toml")
                    .did_you_mean(
                        closest(&text.value, known),
                        "name the claim that is the prediction",
                    ),
            );
        }
        text.value.clone()
    });
    let chance = node.get("chance").and_then(|own| {
        let chance = own.number()?;
        if !(0.0..=1.0).contains(&chance) {
            fault(
                out,
                "a chance is a number from 0 to 1".into(),
                own.span,
                "no chance",
                "write 0.7, or leave it out: hedges are no chances",
            );
            return None;
        }
        Some(chance)
    });
    let word = node.get_text("verdict")?;
    let verdict = Verdict::from_word(&word.value)?;
    grounds(entry, word, verdict, out);
    let ranked = ranked(node, word, verdict, out);
    Some(Prediction {
        id: entry.key.clone(),
        text: node.string("text")?,
        by: node.string("by")?,
        claim,
        verdict,
        because: node.string("because").unwrap_or_default(),
        source: said(node, "source"),
        chance,
        ranked,
    })
}

/// Only what is open needs no reason and no source.
fn grounds(entry: &Entry, word: &Text, verdict: Verdict, out: &mut Vec<Diagnostic>) {
    if verdict == Verdict::Open {
        return;
    }
    let missing: Vec<&str> =
        ["because", "source"].into_iter().filter(|key| said(&entry.node, key).is_empty()).collect();
    if missing.is_empty() {
        return;
    }
    let names = missing.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ");
    let (label, help) = match missing[..] {
        ["because"] => ("says nothing of why", "write in `because` what happened, as a sentence"),
        ["source"] => (
            "says nothing of where that is known from",
            "name in `source` where it is known from, or call it \"open\"",
        ),
        _ => (
            "a verdict with nothing under it",
            "write in `because` what happened and in `source` where it is known from, or call it \"open\"",
        ),
    };
    let message =
        format!("prediction `{}` is called {} without {names}", entry.key, verdict.word());
    fault(out, message, word.inside(), label, help);
}

fn ranked(node: &Node, word: &Text, verdict: Verdict, out: &mut Vec<Diagnostic>) -> Option<Ranked> {
    let Some(list) = node.get("outcomes") else {
        for key in ["chances", "happened"] {
            if let Some(own) = node.get(key) {
                let message = format!("`{key}` without `outcomes`");
                let help = "list the ordered outcomes in `outcomes`, or leave this out";
                fault(out, message, own.span, "of nothing", help);
            }
        }
        return None;
    };
    let names = node.get_texts("outcomes");
    for (at, name) in names.iter().enumerate() {
        if names[..at].iter().any(|earlier| earlier.value == name.value) {
            let message = format!("outcome `{}` stands twice", name.value);
            fault(out, message, name.inside(), "again", "give every outcome a name of its own");
            return None;
        }
    }
    if node.get("chances").is_none() {
        let help = "give one chance for each outcome in `chances`, or leave the outcomes out";
        fault(out, "`outcomes` without `chances`".into(), list.span, "no chances", help);
        return None;
    }
    let chances = node.get("chances").and_then(Node::list).unwrap_or_default();
    let chances: Vec<f64> = chances.iter().filter_map(Node::number).collect();
    let at = node.get("chances").map_or(list.span, |own| own.span);
    let sum: f64 = chances.iter().sum();
    let good = chances.iter().all(|chance| (0.0..=1.0).contains(chance));
    if names.len() < 2 {
        let help = "give two outcomes or more, in order, with a chance for each";
        fault(out, "ordered outcomes are several".into(), list.span, "too few", help);
        return None;
    }
    if chances.len() != names.len() || !good || (sum - 1.0).abs() > SLACK {
        let message = if good {
            format!("{} outcomes have {} chances that add up to {sum}", names.len(), chances.len())
        } else {
            "a chance is a number from 0 to 1".to_owned()
        };
        let help = "give one chance for each outcome; together they are 1";
        fault(out, message, at, "do not fit", help);
        return None;
    }
    let told = node.get_text("happened");
    let place = told.and_then(|text| names.iter().position(|name| name.value == text.value));
    match (told, place) {
        (Some(told), _) if !verdict.is_resolved() => {
            let message = format!("what is called {} has an outcome that happened", verdict.word());
            let help = "take `happened` out, or give the verdict \"true\", \"false\" or \"partly\"";
            out.push(
                Diagnostic::new(&code::NO_OUTCOME, message)
                    .at(told.inside(), "said to have happened")
                    .and(word.inside(), "said not to be known")
                    .help(help),
            );
            return None;
        }
        (told, None) if verdict.is_resolved() => {
            let at = told.map_or(list.span, Text::inside);
            let help = "name one of `outcomes` in `happened`";
            fault(out, "what happened is none of the outcomes".into(), at, "not among them", help);
            return None;
        }
        _ => {}
    }
    let names = names.iter().map(|name| name.value.clone());
    Some(Ranked { chances: names.zip(chances).collect(), happened: place })
}

fn date(case: &Case, entry: &Entry, out: &mut Vec<Diagnostic>) -> Option<DateOutcome> {
    let node = &entry.node;
    let mut day = |key: &str| {
        let own = node.get(key)?;
        let text = match &own.value {
            // What is no date at all is told already.
            Value::Date(date) if date.contains('-') => date.clone(),
            Value::Text(text) if has_year(&text.value) => text.value.clone(),
            _ => return None,
        };
        let found = Day::from_iso(&text);
        if found.is_none() {
            fault(
                out,
                format!("`{text}` is no day to count from"),
                own.span,
                "no day",
                "write it as 1953-07-05",
            );
        }
        found.map(|day| (day, own.span))
    };
    let (expected, happened) = (day("expected"), day("happened"));
    let ((expected, expected_at), (happened, happened_at)) = expected.zip(happened)?;
    if (happened.0 - expected.0).abs() > MOST_DAYS {
        out.push(
            Diagnostic::new(
                &code::NO_OUTCOME,
                format!("`{expected}` and `{happened}` lie more than a hundred years apart"),
            )
            .at(happened_at, "happened then")
            .and(expected_at, "expected then")
            .help("mend the year"),
        );
        return None;
    }
    let as_of = case.model.today();
    for (day, at, what) in [
        (expected, expected_at, "was expected for a day that had passed"),
        (happened, happened_at, "had happened"),
    ] {
        if let Some(as_of) = as_of.filter(|as_of| day < *as_of) {
            let message = format!("‘{}’ {what} before the case's own day, {as_of}", text_of(entry));
            let help = "mend the date, or take it out: what is past was not predicted";
            fault(out, message, at, "before `as-of` of the case", help);
            return None;
        }
    }
    Some(DateOutcome {
        id: entry.key.clone(),
        text: text_of(entry),
        expected,
        happened,
        source: said(node, "source"),
    })
}

fn figure(entry: &Entry, out: &mut Vec<Diagnostic>) -> Option<FigureOutcome> {
    let node = &entry.node;
    let mut number = |key: &str| {
        let own = node.get(key)?;
        let number = own.number()?;
        finite(number, own.span, "write it in figures, such as 27000", out).then_some(number)
    };
    let (expected, happened) = (number("expected"), number("happened"));
    Some(FigureOutcome {
        id: entry.key.clone(),
        text: text_of(entry),
        expected: expected?,
        happened: happened?,
        unit: node.string("unit").unwrap_or_default(),
        source: said(node, "source"),
    })
}

/// Whether a number is one to reckon with: TOML has `inf` and `nan`, and numbers with hundreds of digits.
fn finite(number: f64, at: Span, help: &str, out: &mut Vec<Diagnostic>) -> bool {
    let good = number.abs() <= MOST;
    if !good {
        let label = match () {
            () if number.is_nan() => "no number",
            () if number.is_infinite() => "without end",
            () => "too great",
        };
        fault(out, "this is no number to reckon with".into(), at, label, help);
    }
    good
}

fn issue(case: &Case, entry: &Entry, out: &mut Vec<Diagnostic>) -> Option<IssueOutcome> {
    let issues = &case.model.issues;
    let Some(index) = issues.iter().position(|issue| issue.id == entry.key) else {
        let known = issues.iter().map(|issue| issue.id.as_str());
        out.push(
            Diagnostic::new(&code::NO_OUTCOME, format!("unknown issue `{}`", entry.key))
                .at(entry.key_span, "not in the case")
                .did_you_mean(closest(&entry.key, known), "name an issue of the case"),
        );
        return None;
    };
    let own = entry.node.get("happened")?;
    let scale = &issues[index].scale;
    let help = match scale {
        Scale::Words(words) => format!("name one of {}", words.join(", ")),
        Scale::Numbers { from, to, .. } => format!("give a number from {from} to {to}"),
    };
    let happened = match (scale, &own.value) {
        (Scale::Words(words), Value::Text(text)) => {
            words.iter().position(|word| *word == text.value).map(Point::Word)
        }
        (Scale::Numbers { from, to, .. }, _) => {
            let number = own.number();
            if number.is_some_and(|number| !finite(number, own.span, &help, out)) {
                return None;
            }
            number
                .filter(|number| (from.min(*to)..=from.max(*to)).contains(number))
                .map(Point::Number)
        }
        (Scale::Words(_), _) => None,
    };
    if happened.is_none() {
        let message = "this is no point on the scale of the issue".to_owned();
        fault(out, message, own.span, "not on it", &help);
    }
    Some(IssueOutcome {
        issue: index,
        happened: happened?,
        because: entry.node.string("because").unwrap_or_default(),
        source: said(&entry.node, "source"),
    })
}
