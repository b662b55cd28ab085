//! Questions and issues.

use super::schedule::actor;
use super::{Context, text_or, unknown};
use crate::claim::Other;
use crate::node::{Entry, Node, Text};
use detente_model::{
    Category, Issue, Linkage, Parts, Point, Position, Question, Scale, Shift, Spread, Stated,
    Weights,
};
use detente_text::{Diagnostic, Span, closest, code};

pub(super) fn lower_questions(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for entry in case.entries("questions") {
        let Some(holds) = text_or(&entry.node, "holds") else { continue };
        let Some(formula) = context.condition(holds) else { continue };
        parts.questions.push(Question {
            id: entry.key.clone(),
            source: holds.value.clone(),
            formula,
            text: entry.node.string("text").unwrap_or_else(|| holds.value.clone()),
            denied: entry.node.string("denied"),
            at: Some(holds.inside()),
        });
    }
}

pub(super) fn lower_issues(
    context: &mut Context<'_>,
    case: &Node,
    others: &[Other],
    parts: &mut Parts,
) {
    let steps: Vec<&str> =
        case.entries("schedule").iter().map(|entry| entry.key.as_str()).collect();
    for entry in case.entries("issues") {
        let node = &entry.node;
        let Some(scale) = node.get("scale").and_then(|node| checked_scale(context, node)) else {
            continue;
        };
        let mut positions = Vec::new();
        for position_entry in node.entries("positions") {
            positions.extend(position(context, &scale, position_entry));
        }
        let places = places(context, node, &scale);
        let reference = node.get("reference").and_then(|node| {
            let value = point(context, &scale, node.get("at").unwrap_or(node))?;
            Some(Stated { value, support: context.support(node, node.span) })
        });
        let mut voters = |key: &str| -> Vec<_> {
            let texts = node.get_texts(key);
            texts.into_iter().filter_map(|text| actor(context, text, others, parts)).collect()
        };
        let (asked_by, asked_of) = (voters("asked-by"), voters("asked-of"));
        let clauses: Vec<&str> = parts.clauses.iter().map(|clause| clause.id.as_str()).collect();
        let guards = node.get_texts("guards").into_iter();
        let guards = guards.filter_map(|text| named(context, text, "clause", &clauses)).collect();
        let blocks = node.get_texts("blocks").into_iter();
        let blocks = blocks.filter_map(|text| named(context, text, "step", &steps));
        let blocks: Vec<String> = blocks.map(|step| steps[step].to_owned()).collect();
        let links = links(context, node, case);
        parts.issues.push(Issue {
            asked_by,
            asked_of,
            guards,
            blocks,
            links,
            id: entry.key.clone(),
            question: node.string("question").unwrap_or_default(),
            category: category(node, "category"),
            scale,
            places,
            reference,
            positions,
            support: context.support(node, entry.key_span),
        });
    }
}

/// The place of a clause or step by its name.
pub(super) fn named(
    context: &mut Context<'_>,
    text: &Text,
    noun: &str,
    names: &[&str],
) -> Option<usize> {
    let found = names.iter().position(|name| *name == text.value);
    if found.is_none() {
        let table = if noun == "clause" { "[clauses]" } else { "[schedule]" };
        let help = format!("declare it in {table}");
        let known = names.iter().copied();
        let (code, at) = (&code::UNKNOWN_CLAUSE, text.inside());
        let diagnostic = unknown(code, noun, &text.value, at, known, &help);
        context.report(diagnostic);
    }
    found
}

/// What is done elsewhere if an issue is refused.
fn links(context: &mut Context<'_>, node: &Node, case: &Node) -> Vec<Linkage> {
    let issues = case.entries("issues");
    let listed = node.get("if-refused");
    let listed = listed.map(|node| node.list().unwrap_or(std::slice::from_ref(node)));
    let mut links = Vec::new();
    for item in listed.unwrap_or_default() {
        let Some(text) = text_or(item, "text") else { continue };
        let to = item.get_text("to").and_then(|to| {
            let other = issues.iter().find(|other| other.key == to.value);
            if other.is_none() {
                let known = issues.iter().map(|other| other.key.as_str());
                let (code, help) = (&code::UNKNOWN_CLAUSE, "declare it in [issues]");
                let diagnostic = unknown(code, "issue", &to.value, to.inside(), known, help);
                context.report(diagnostic);
            }
            other
        });
        links.push(Linkage {
            shift: shift(context, item, to),
            to: to.map(|other| other.key.clone()),
            text: text.value.clone(),
            support: context.support(item, text.inside()),
        });
    }
    links
}

/// What a refusal does to the ladder on another issue.
fn shift(context: &mut Context<'_>, item: &Node, to: Option<&Entry>) -> Option<Shift> {
    let (binds, releases) = (item.get("binds"), item.get("releases"));
    let at = binds.or(releases)?;
    let wrong = |context: &mut Context<'_>, message: &str, label: &str, help: &str| {
        context.report(Diagnostic::new(&code::NO_LADDER, message).at(at.span, label).help(help));
    };
    if binds.is_some() && releases.is_some() {
        let help = "keep one of `binds` and `releases`";
        wrong(context, "a refusal binds a ladder and releases it", "one of two", help);
        return None;
    }
    let Some(to) = to else {
        if item.get("to").is_none() {
            let help = "name the other issue with `to`";
            wrong(context, "a refusal acts on no ladder", "on which issue?", help);
        }
        return None;
    };
    let place = point(context, &to.node.get("scale").and_then(scale)?, at)?;
    Some(if binds.is_some() { Shift::Binds(place) } else { Shift::Releases(place) })
}

/// The category that a word names.
pub(super) fn category(node: &Node, key: &str) -> Option<Category> {
    node.get_text(key).and_then(|text| Category::from_word(&text.value))
}

/// The categories that words name.
pub(super) fn categories(node: &Node) -> Vec<Category> {
    let texts = node.get_texts("categories");
    texts.into_iter().filter_map(|text| Category::from_word(&text.value)).collect()
}

/// A scale whose words differ, or whose ends do.
fn checked_scale(context: &mut Context<'_>, node: &Node) -> Option<Scale> {
    let scale = scale(node)?;
    let fault = match &scale {
        Scale::Words(words) if words.len() < 2 => Some("a scale needs two words or more"),
        Scale::Words(words) => {
            let repeated =
                words.iter().enumerate().any(|(index, word)| words[..index].contains(word));
            repeated.then_some("a scale names a word twice")
        }
        Scale::Numbers { from, to, .. } => (from >= to || !from.is_finite() || !to.is_finite())
            .then_some("a scale runs from the smaller number to the larger"),
    };
    if let Some(fault) = fault {
        context.report(
            Diagnostic::new(&code::OFF_SCALE, fault)
                .at(node.span, "no scale")
                .help("give the words in order, or `from` below `to`"),
        );
        return None;
    }
    Some(scale)
}

fn scale(node: &Node) -> Option<Scale> {
    if node.list().is_some() {
        let words: Vec<String> = node.texts().iter().map(|text| text.value.clone()).collect();
        return Some(Scale::Words(words));
    }
    Some(Scale::Numbers {
        from: node.get("from")?.number()?,
        to: node.get("to")?.number()?,
        unit: node.string("unit")?,
    })
}

fn position(context: &mut Context<'_>, scale: &Scale, entry: &Entry) -> Option<Position> {
    let party = context.party_of(entry)?;
    let node = &entry.node;
    if node.get("at").is_none()
        && node.text().is_none()
        && node.number().is_none()
        && node.list().is_none()
    {
        // That a table lacks what is asked for has been told.
        return None;
    }
    let at = node.get("at").unwrap_or(node);
    let range = at.list().is_some() && matches!(scale, Scale::Numbers { .. });
    let (at, spread) = if range {
        let spread = spread(context, at, "position", on_scale(scale))?;
        (Point::Number(spread.middle()), (!spread.is_known()).then_some(spread))
    } else {
        (point(context, scale, at)?, None)
    };
    let floor = node.get("floor").and_then(|node| point(context, scale, node));
    let opening = node.get("opening").and_then(|node| point(context, scale, node));
    let listed = node.get("fallbacks");
    let listed = listed.map(|node| node.list().unwrap_or(std::slice::from_ref(node)));
    let fallbacks: Vec<Point> =
        listed.unwrap_or_default().iter().filter_map(|node| point(context, scale, node)).collect();
    let opens = opening.is_some();
    check_ladder(
        context,
        entry,
        opens,
        opening.iter().chain([&at]).chain(&fallbacks).chain(&floor),
    );
    Some(Position {
        party,
        opening,
        at,
        fallbacks,
        floor,
        spread,
        salience: amount(context, node, "salience"),
        capability: amount(context, node, "capability"),
        support: context.support(node, entry.key_span),
    })
}

/// A ladder goes one way: every rung further from the opening than the one above it.
fn check_ladder<'p>(
    context: &mut Context<'_>,
    entry: &Entry,
    has_opening: bool,
    rungs: impl Iterator<Item = &'p Point>,
) {
    let places: Vec<f64> = rungs
        .map(|rung| match *rung {
            Point::Word(word) => word as f64,
            Point::Number(number) => number,
        })
        .collect();
    let mut places = places;
    // What is asked for at first may be what is wanted: one rung.
    if has_opening && places[1] - places[0] == 0.0 {
        places.remove(0);
    }
    let steps: Vec<f64> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let down = steps.iter().all(|step| *step < 0.0);
    let up = steps.iter().all(|step| *step > 0.0);
    // A floor at what is wanted is a ladder of one rung.
    let level = places.len() == 2 && steps.iter().all(|step| *step == 0.0);
    if !(down || up || level) {
        let message = format!("the ladder of `{}` turns back on itself", entry.key);
        context.report(
            Diagnostic::new(&code::NO_LADDER, message)
                .at(entry.key_span, "not one way along the scale")
                .help("order opening, at, fallbacks and floor along the scale, each further than the one before"),
        );
    }
}

fn on_scale(scale: &Scale) -> (f64, f64) {
    match scale {
        Scale::Numbers { from, to, .. } => (*from, *to),
        Scale::Words(words) => (0.0, words.len() as f64),
    }
}

/// A salience or a capability.
fn amount(context: &mut Context<'_>, node: &Node, key: &str) -> Option<Spread> {
    let most = if key == "salience" { 100.0 } else { f64::INFINITY };
    node.get(key).and_then(|node| spread(context, node, key, (0.0, most)))
}

/// A number, or two that it lies between, or three with the likeliest in the middle.
fn spread(
    context: &mut Context<'_>,
    node: &Node,
    what: &str,
    (least, most): (f64, f64),
) -> Option<Spread> {
    let items = node.list().unwrap_or(std::slice::from_ref(node));
    let values: Vec<f64> = items.iter().filter_map(Node::number).collect();
    let found = match values.as_slice() {
        [one] => Some(Spread::known(*one)),
        [low, high] => Some(Spread { low: *low, mode: None, high: *high }),
        [low, mode, high] => Some(Spread { low: *low, mode: Some(*mode), high: *high }),
        _ => None,
    };
    let ascending = values.windows(2).all(|pair| pair[0] <= pair[1]);
    let Some(found) = found.filter(|_| ascending && values.len() == items.len()) else {
        context.report(
            Diagnostic::new(&code::OFF_SCALE, format!("this is no {what}"))
                .at(node.span, "one number, or two or three in ascending order")
                .help("write for example `40`, `[20, 60]`, or `[20, 40, 60]` with the likeliest in the middle"),
        );
        return None;
    };
    if found.low < least || found.high > most || !found.low.is_finite() || !found.high.is_finite() {
        let range = match (what, most.is_finite()) {
            ("position", _) => format!("from {least} to {most}"),
            (_, true) => "from 0 to 100".to_owned(),
            (_, false) => "0 or more".to_owned(),
        };
        context.report(
            Diagnostic::new(&code::OFF_SCALE, format!("a {what} is {range}"))
                .at(node.span, "outside")
                .help(format!("write a number {range}")),
        );
        return None;
    }
    Some(found)
}

/// The place of each word on a line.
fn places(context: &mut Context<'_>, node: &Node, scale: &Scale) -> Option<Vec<f64>> {
    let listed = node.get("places")?;
    let places: Vec<f64> =
        listed.list().unwrap_or_default().iter().filter_map(Node::number).collect();
    let Scale::Words(words) = scale else {
        context.report(
            Diagnostic::new(&code::OFF_SCALE, "a scale of numbers needs no places")
                .at(listed.span, "not needed")
                .help("remove it: the numbers are the places"),
        );
        return None;
    };
    let ascending = places.windows(2).all(|pair| pair[0] < pair[1]);
    if places.len() != words.len() || !ascending || places.iter().any(|place| !place.is_finite()) {
        context.report(
            Diagnostic::new(&code::OFF_SCALE, "the places do not fit the words of the scale")
                .at(listed.span, format!("{} words", words.len()))
                .help("give one number for each word, ascending"),
        );
        return None;
    }
    Some(places)
}

pub(super) fn lower_weights(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    let Some(node) = case.get("weights") else { return };
    let mut capability = vec![None; parts.parties.len()];
    for entry in node.entries("capability") {
        let Some(party) = context.party_of(entry) else { continue };
        let found = spread(context, &entry.node, "capability", (0.0, f64::INFINITY));
        if let Some(place) = capability.get_mut(party) {
            *place = found;
        }
    }
    let salience = amount(context, node, "salience");
    let support = context.support(node, node.span);
    parts.weights = Some(Weights { capability, salience, support });
}

fn point(context: &mut Context<'_>, scale: &Scale, node: &Node) -> Option<Point> {
    let report = |context: &mut Context<'_>, span: Span, message: String, help: String| {
        context.report(
            Diagnostic::new(&code::OFF_SCALE, message).at(span, "not on the scale").help(help),
        );
    };
    match (scale, node.text(), node.number()) {
        (Scale::Words(words), Some(text), _) => {
            let found = words.iter().position(|word| *word == text.value);
            if found.is_none() {
                let candidate = closest(&text.value, words.iter().map(String::as_str));
                let help = candidate.map_or_else(
                    || format!("the scale runs: {}", words.join(" – ")),
                    |word| format!("did you mean `{word}`?"),
                );
                report(
                    context,
                    text.inside(),
                    format!("`{}` is not a word of the scale", text.value),
                    help,
                );
            }
            found.map(Point::Word)
        }
        (Scale::Numbers { from, to, unit }, _, Some(value)) => {
            let (low, high) = if from <= to { (*from, *to) } else { (*to, *from) };
            if (low..=high).contains(&value) {
                return Some(Point::Number(value));
            }
            report(
                context,
                node.span,
                format!("{value} lies outside the scale"),
                format!("the scale runs from {from} to {to} {unit}"),
            );
            None
        }
        (Scale::Words(words), ..) => {
            let help = format!("the scale runs: {}", words.join(" – "));
            report(context, node.span, "only a word can stand on a scale of words".into(), help);
            None
        }
        (Scale::Numbers { unit, .. }, ..) => {
            report(
                context,
                node.span,
                "a word on a scale of numbers".into(),
                format!("write a number of {unit}"),
            );
            None
        }
    }
}
