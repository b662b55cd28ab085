//! What happened afterwards: `outcome.toml` beside a case, read apart from it.
//!
//! A case never sees its outcome, so that no answer can rest on it. What does not live here: scores.

use crate::grammar::outcome::OUTCOME_FILE;
use crate::load::{Case, read};
use crate::node::{Entry, Node, Value, parse};
use crate::shape::{Shape, check};
use crate::world::World;
use detente_model::{Day, Point, Scale};
use detente_text::{Diagnostic, Sources, Span, closest, code, has_errors};

/// Chances of outcomes that exclude each other may miss one by this much.
const SLACK: f64 = 1e-9;

/// What happened to what a case speaks of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// What was predicted.
    pub predictions: Vec<Prediction>,
    /// When things happened that had a date.
    pub dates: Vec<DateOutcome>,
    /// What figures turned out to be.
    pub figures: Vec<FigureOutcome>,
    /// Where issues came out.
    pub issues: Vec<IssueOutcome>,
}

/// What became of a prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It came true.
    True,
    /// It did not.
    False,
    /// In part, or in another form.
    Partly,
    /// What it depends on did not happen, or nobody can tell.
    Untested,
    /// It is not known yet.
    Open,
}

impl Verdict {
    /// The words used in files, in order.
    pub const WORDS: [&'static str; 5] = ["true", "false", "partly", "untested", "open"];

    fn from_word(word: &str) -> Option<Self> {
        let all = [Self::True, Self::False, Self::Partly, Self::Untested, Self::Open];
        all.into_iter().find(|verdict| verdict.word() == word)
    }

    /// Returns the word used in files.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// A prediction with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Its name.
    pub id: String,
    /// What was predicted, as a sentence.
    pub text: String,
    /// Who predicted it, in words.
    pub by: String,
    /// The claim that is the prediction.
    pub claim: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub because: String,
    /// Where that is known from.
    pub source: Vec<String>,
    /// The chance given to it, where one was.
    pub chance: Option<f64>,
    /// Ordered outcomes with their chances, and the one that happened, where they were given.
    pub ranked: Option<Ranked>,
}

/// A prediction over ordered outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The outcomes with their chances, in order.
    pub chances: Vec<(String, f64)>,
    /// Which happened.
    pub happened: usize,
}

/// A date with when it came.
#[derive(Clone, Debug, PartialEq)]
pub struct DateOutcome {
    /// Its name.
    pub id: String,
    /// What was to happen.
    pub text: String,
    /// The day it was expected.
    pub expected: Day,
    /// The day it happened.
    pub happened: Day,
    /// Where that is known from.
    pub source: Vec<String>,
}

/// A figure with what it turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureOutcome {
    /// Its name.
    pub id: String,
    /// What is counted.
    pub text: String,
    /// What was said.
    pub expected: f64,
    /// What it was.
    pub happened: f64,
    /// The unit.
    pub unit: String,
    /// Where that is known from.
    pub source: Vec<String>,
}

/// An issue with where it came out.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueOutcome {
    /// The issue, by its place in the case.
    pub issue: usize,
    /// The point on its scale.
    pub happened: Point,
    /// Where that is known from.
    pub source: Vec<String>,
}

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
        found.dates.extend(date(entry, &mut out));
    }
    for entry in root.entries("figures") {
        let node = &entry.node;
        let number = |key: &str| node.get(key).and_then(Node::number);
        if let Some((expected, happened)) = number("expected").zip(number("happened")) {
            found.figures.push(FigureOutcome {
                id: entry.key.clone(),
                text: node.string("text").unwrap_or_else(|| entry.key.replace('-', " ")),
                expected,
                happened,
                unit: node.string("unit").unwrap_or_default(),
                source: texts(node, "source"),
            });
        }
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
        let chance = own.number();
        if chance.is_none_or(|chance| !(0.0..=1.0).contains(&chance)) {
            fault(
                out,
                "a chance is a number from 0 to 1".into(),
                own.span,
                "no chance",
                "write 0.7, or leave it out: hedges are no chances",
            );
            return None;
        }
        chance
    });
    let ranked = ranked(node, out);
    Some(Prediction {
        id: entry.key.clone(),
        text: node.string("text")?,
        by: node.string("by")?,
        claim,
        verdict: Verdict::from_word(&node.string("verdict")?)?,
        because: node.string("because")?,
        source: texts(node, "source"),
        chance,
        ranked,
    })
}

fn ranked(node: &Node, out: &mut Vec<Diagnostic>) -> Option<Ranked> {
    let list = node.get("outcomes")?;
    let names = texts(node, "outcomes");
    let chances: Vec<f64> = node
        .get("chances")
        .and_then(Node::list)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::number)
        .collect();
    let at = node.get("chances").map_or(list.span, |own| own.span);
    let sum: f64 = chances.iter().sum();
    let good = chances.iter().all(|chance| (0.0..=1.0).contains(chance));
    if chances.len() != names.len() || !good || (sum - 1.0).abs() > SLACK {
        let message =
            format!("{} outcomes have {} chances that add up to {sum}", names.len(), chances.len());
        fault(
            out,
            message,
            at,
            "do not fit",
            "give one chance for each outcome; together they are 1",
        );
        return None;
    }
    let happened = node.get_text("happened");
    let Some(place) = happened.and_then(|text| names.iter().position(|name| *name == text.value))
    else {
        let at = happened.map_or(list.span, crate::node::Text::inside);
        fault(
            out,
            "what happened is none of the outcomes".into(),
            at,
            "not among them",
            "name one of `outcomes` in `happened`",
        );
        return None;
    };
    Some(Ranked { chances: names.into_iter().zip(chances).collect(), happened: place })
}

fn date(entry: &Entry, out: &mut Vec<Diagnostic>) -> Option<DateOutcome> {
    let node = &entry.node;
    let mut day = |key: &str| {
        let own = node.get(key)?;
        let text = match &own.value {
            Value::Date(date) => date.clone(),
            Value::Text(text) => text.value.clone(),
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
        found
    };
    Some(DateOutcome {
        id: entry.key.clone(),
        text: node.string("text").unwrap_or_else(|| entry.key.replace('-', " ")),
        expected: day("expected")?,
        happened: day("happened")?,
        source: texts(node, "source"),
    })
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
    let happened = match (&issues[index].scale, &own.value) {
        (Scale::Words(words), Value::Text(text)) => {
            words.iter().position(|word| *word == text.value).map(Point::Word)
        }
        (Scale::Numbers { .. }, _) => own.number().map(Point::Number),
        (Scale::Words(_), _) => None,
    };
    if happened.is_none() {
        let help = match &issues[index].scale {
            Scale::Words(words) => format!("name one of {}", words.join(", ")),
            Scale::Numbers { from, to, .. } => format!("give a number from {from} to {to}"),
        };
        fault(
            out,
            "this is no point on the scale of the issue".into(),
            own.span,
            "not on it",
            &help,
        );
    }
    Some(IssueOutcome { issue: index, happened: happened?, source: texts(&entry.node, "source") })
}
