//! States, moves and conditions in plain words, from the texts of the options.

use detente_expr::{Expr, ExprKind, parse};
use detente_model::{Model, OptionDef, Statement};
use detente_stability::{Concept, Mover};

/// Returns the name of a party or of a joint set: "China and the United States together".
pub fn mover_name(model: &Model, mover: Mover) -> String {
    match mover {
        Mover::Party(party) => party_name(model, party),
        Mover::Joint(set) => {
            let names: Vec<String> = set.iter().map(|party| party_name(model, party)).collect();
            format!("{} together", list(&names, "and"))
        }
    }
}

/// Returns a name as it stands inside a sentence: "The ferrymen" becomes "the ferrymen".
pub fn in_sentence(name: &str) -> String {
    match name.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => name.to_owned(),
    }
}

/// Returns the name of a party as it stands inside a sentence.
pub fn party_name(model: &Model, party: usize) -> String {
    in_sentence(&model.parties[party].name)
}

/// Returns the short form of a party's name as it stands inside a sentence.
pub fn party_short(model: &Model, party: usize) -> String {
    in_sentence(&model.parties[party].short)
}

/// Returns the short form of a mover's name.
pub fn mover_short(model: &Model, mover: Mover) -> String {
    match mover {
        Mover::Party(party) => party_short(model, party),
        Mover::Joint(set) => {
            let names: Vec<String> = set.iter().map(|party| party_short(model, party)).collect();
            format!("{} together", list(&names, "and"))
        }
    }
}

/// Returns the id of a party or joint set, as in `comm+us`.
pub fn mover_id(model: &Model, mover: Mover) -> String {
    match mover {
        Mover::Party(party) => model.parties[party].id.clone(),
        Mover::Joint(set) => {
            set.iter().map(|party| model.parties[party].id.as_str()).collect::<Vec<_>>().join("+")
        }
    }
}

/// Joins words: "a", "a and b", "a, b and c".
pub fn list<S: AsRef<str>>(words: &[S], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., end] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), end.as_ref())
        }
    }
}

/// Counts things: "1 note", "2 notes"; "2 parties", "3 equilibria".
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        return format!("1 {noun}");
    }
    let spoken = |letter: char| "aeiou".contains(letter);
    let many = match (noun.strip_suffix('y'), noun.strip_suffix("ium")) {
        (Some(stem), _) if !stem.ends_with(spoken) => format!("{stem}ies"),
        (_, Some(stem)) => format!("{stem}ia"),
        _ => format!("{noun}s"),
    };
    format!("{count} {many}")
}

/// Makes the first letter a capital one.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Puts words in quotation marks, as a wish or a reading is quoted in a sentence.
pub fn quoted(text: &str) -> String {
    format!("‘{text}’")
}

/// Makes the first letter a small one if the first word is one that opens questions; it might be a
/// name otherwise.
pub fn lower(text: &str) -> String {
    const OPENERS: [&str; 16] = [
        "What", "Who", "Whose", "Which", "Where", "When", "Why", "How", "Whether", "Is", "Are",
        "Does", "Do", "Will", "Would", "Can",
    ];
    let first = text.split(' ').next().unwrap_or_default();
    if !OPENERS.contains(&first) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// Returns an option taken, or not, as a sentence without a full stop.
pub fn option_sentence(model: &Model, option: &OptionDef, taken: bool) -> String {
    let given = if taken { &option.done } else { &option.undone };
    if let Some(sentence) = given {
        return sentence.clone();
    }
    let owners: Vec<String> = option.owners.iter().map(|&party| party_name(model, party)).collect();
    let not = if taken { "" } else { " not" };
    format!("{} would{not} {}", list(&owners, "and"), option.text)
}

/// Returns a state as a list of sentences, one per option.
pub fn state_sentences(model: &Model, state: u64) -> Vec<String> {
    model
        .options
        .iter()
        .enumerate()
        .map(|(index, option)| option_sentence(model, option, state >> index & 1 == 1))
        .collect()
}

/// Returns a state as one run of sentences.
pub fn state_words(model: &Model, state: u64) -> String {
    state_sentences(model, state).join("; ")
}

/// Returns what a mover would do to go from one state to another: "press Rhee and no longer strike".
pub fn move_words(model: &Model, from: u64, to: u64) -> String {
    let mut acts = Vec::new();
    for (index, option) in model.options.iter().enumerate() {
        match (from >> index & 1, to >> index & 1) {
            (0, 1) => acts.push(option.text.clone()),
            (1, 0) => acts.push(format!("no longer {}", option.text)),
            _ => {}
        }
    }
    list(&acts, "and")
}

/// Returns a preference statement in words: its own text, or its condition with option sentences.
pub fn statement_words(model: &Model, statement: &Statement) -> String {
    statement.text.clone().unwrap_or_else(|| condition_words(model, &statement.source))
}

/// Returns a condition with the sentences of the options in place of their names.
///
/// ```text
/// wreck iff not pact  →  "Seoul obstructs exactly if no pact is promised"
/// ```
pub fn condition_words(model: &Model, source: &str) -> String {
    let (expr, faults) = parse(source);
    if !faults.is_empty() {
        return source.to_owned();
    }
    words_of(model, &expr, true)
}

pub(crate) fn words_of(model: &Model, expr: &Expr, positive: bool) -> String {
    let join = |items: &[Expr], word: &str| {
        let parts: Vec<String> = items.iter().map(|item| grouped(model, item, positive)).collect();
        list(&parts, word)
    };
    match &expr.kind {
        ExprKind::Name(name) => match model.option(name) {
            Some(index) => option_sentence(model, &model.options[index], positive),
            None => expr.to_string(),
        },
        ExprKind::Not(inner) => words_of(model, inner, !positive),
        // Denied, "a and b" becomes "not a or not b".
        ExprKind::And(items) => join(items, if positive { "and" } else { "or" }),
        ExprKind::Or(items) => join(items, if positive { "or" } else { "and" }),
        ExprKind::If(then, when) if positive => {
            format!("{} whenever {}", words_of(model, then, true), words_of(model, when, true))
        }
        ExprKind::Iff(left, right) => {
            let right = words_of(model, right, true);
            format!("{} exactly when {right}", words_of(model, left, positive))
        }
        ExprKind::Call { name, args, .. } if positive => {
            let [Expr { kind: ExprKind::Int(count), .. }, items @ ..] = args.as_slice() else {
                return expr.to_string();
            };
            let how = match name.as_str() {
                "atleast" => "at least",
                "atmost" => "at most",
                _ => "exactly",
            };
            let parts: Vec<String> = items.iter().map(|item| words_of(model, item, true)).collect();
            format!("{how} {count} of: {}", parts.join("; "))
        }
        _ if positive => expr.to_string(),
        _ => format!("it is not so that {}", words_of(model, expr, true)),
    }
}

/// Mixed `and` and `or` need a mark in speech as well.
fn grouped(model: &Model, expr: &Expr, positive: bool) -> String {
    let words = words_of(model, expr, positive);
    if matches!(
        expr.kind,
        ExprKind::And(_) | ExprKind::Or(_) | ExprKind::If(..) | ExprKind::Iff(..)
    ) {
        format!("({words})")
    } else {
        words
    }
}

/// Returns the plain name of a way of looking ahead; the technical one stands beside it in tables.
pub fn concept_words(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "own next step only",
        Concept::Gmr => "any reply",
        Concept::Smr => "any reply, and no way out",
        Concept::Seq => "replies others would want",
        Concept::SymSeq => "wanted replies, no way out",
        Concept::Sim => "all move at once",
    }
}

/// Returns the technical name of a concept.
pub fn concept_title(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "Nash stability",
        Concept::Gmr => "general metarationality",
        Concept::Smr => "symmetric metarationality",
        Concept::Seq => "sequential stability",
        Concept::SymSeq => "symmetric sequential stability",
        Concept::Sim => "simultaneous stability",
    }
}
