//! The document of `detente explain`: stories per outcome and mover, with the wishes and quotations
//! behind every comparison.

use crate::analysis::{Limits, ReadingResult, choice_name};
use crate::document::{Block, Document, Inline, Judgement};
use crate::engine::EngineError;
use crate::explain::{Line, Reason, stories};
use crate::hinge_words::preference;
use crate::notes::Notes;
use crate::words::{capital, concept_title, concept_words, mover_name, party_name, state_words};
use detente_case::Case;
use detente_model::Model;
use detente_stability::Concept;

/// Writes the explanation of some outcomes. `counts` are how many outcomes with the condition hold,
/// and how many there are.
///
/// # Errors
/// If the engine refuses.
#[expect(clippy::too_many_arguments, reason = "what is asked, of what, and how")]
pub fn explanation(
    case: &Case,
    result: &ReadingResult,
    concept: Concept,
    party: Option<usize>,
    states: &[usize],
    condition: &str,
    counts: (usize, usize),
    limits: &Limits<'_>,
) -> Result<Document, EngineError> {
    let model = &case.model;
    let (holding, total) = counts;
    let mut notes = Notes::new(case);
    let mut blocks = vec![Block::Paragraph(vec![
        Inline::text(format!(
            "{holding} of {total} possible outcomes with this {}, looking at {}",
            if holding == 1 { "holds" } else { "hold" },
            concept_words(concept)
        )),
        Inline::Technical(format!("{}, {}", concept.name(), concept_title(concept))),
        Inline::text("."),
    ])];
    let stable = result.solutions.iter().find(|solution| solution.concept() == concept);
    for (index, &state) in states.iter().enumerate() {
        let words = state_words(model, result.space().state(state));
        let holds = stable.is_some_and(|solution| solution.equilibria().contains(state));
        blocks.push(Block::Heading(format!(
            "Outcome {}: {}",
            index + 1,
            if holds { "holds" } else { "does not hold" }
        )));
        blocks.push(Block::Paragraph(vec![Inline::text(format!("{}.", capital(&words)))]));
        let told = stories(model, result, concept, party, state, limits)?;
        for (number, story) in told.iter().enumerate() {
            let verdict = if story.stays { "would stay" } else { "would leave" };
            let lines = story.lines.iter().map(|line| told_line(case, line, &mut notes));
            blocks.push(Block::Judgement(Judgement {
                number: number + 1,
                text: vec![Inline::Strong(format!(
                    "{}: {verdict}.",
                    capital(&mover_name(model, story.mover))
                ))],
                fields: vec![("Because".to_owned(), lines.collect())],
                notes: Vec::new(),
            }));
        }
    }
    if total > states.len() {
        blocks.push(Block::Paragraph(vec![Inline::text(format!(
            "More outcomes that satisfy the condition: {}; narrow it to have them explained.",
            total - states.len()
        ))]));
    }
    let title = format!("{}: why `{condition}`", model.title);
    Ok(Document::answer(title, reading_line(model, &result.choice), blocks, notes.finish()))
}

/// Says which reading is meant, where there is more than one.
pub fn reading_line(model: &Model, choice: &[usize]) -> Option<String> {
    let texts: Vec<&str> = model
        .matters
        .iter()
        .zip(choice)
        .map(|(matter, &index)| matter.readings[index].text.as_str())
        .collect();
    let line = || format!("Reading {}: {}", choice_name(model, choice), texts.join("; "));
    (!model.matters.is_empty()).then(line)
}

pub(crate) fn told_line(case: &Case, line: &Line, notes: &mut Notes<'_>) -> Vec<Inline> {
    let mut inlines = vec![Inline::text(line.text.clone())];
    for reason in &line.reasons {
        inlines.push(Inline::text(format!(" ({})", reason_words(case, reason))));
        inlines.push(Inline::Notes(notes.cite(&reason.support.because)));
        let against = notes.cite(&reason.support.against);
        if !against.is_empty() {
            inlines.push(Inline::text(", against it"));
            inlines.push(Inline::Notes(against));
        }
    }
    inlines
}

/// Where a deciding statement stands: "wish 2 of 4 of Rhee's government, the analyst's own: …".
fn reason_words(case: &Case, reason: &Reason) -> String {
    let model = &case.model;
    let who = party_name(model, reason.party);
    let place = match reason.place {
        Some(place) => format!("wish {} of {}, {who}", place + 1, reason.of),
        None => format!("ranking, {who}"),
    };
    let source = reason
        .place
        .and_then(|place| preference(model, reason.party, reason.origin).statements().get(place))
        .map(|statement| format!(": {}", statement.source))
        .unwrap_or_default();
    let own = match &reason.support.assumed {
        Some(assumed) if reason.support.because.is_empty() => {
            format!("; assumed by {}: {}", assumed.by, assumed.reason)
        }
        _ => String::new(),
    };
    format!("{place}{source}{own}")
}
