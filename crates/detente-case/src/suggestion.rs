//! What to show when a quotation is not in its record: the nearest passages, differences marked.

use detente_evidence::{DiffKind, DiffPart, Mark, Record, Suggestion};
use detente_text::Diagnostic;

/// Adds up to three nearest passages to a diagnostic.
pub(crate) fn suggest(
    diagnostic: Diagnostic,
    record: &Record,
    suggestions: &[Suggestion],
) -> Diagnostic {
    if suggestions.is_empty() {
        return diagnostic
            .note("nothing in the record comes near")
            .help("copy the words from the record, or name another record");
    }
    let mut diagnostic = diagnostic;
    for suggestion in suggestions {
        let line =
            record.paragraph(&suggestion.passage.paragraph).map_or(0, |paragraph| paragraph.line);
        diagnostic = diagnostic.note(format!(
            "{}, line {line}: {}",
            suggestion.passage.paragraph,
            diff(&suggestion.diff)
        ));
    }
    let marks: Vec<&str> =
        suggestions[0].diff.iter().filter_map(|part| part.mark).map(mark_noun).collect();
    match marks.first() {
        Some(noun) => diagnostic.help(format!("quote the record's own words; the nearest passage differs in {noun}")),
        None => diagnostic.help("quote the record's own words; [-quoted-] is only in the quotation, {+record+} only in the record"),
    }
}

/// A word diff: `[-only in the quotation-]`, `{+only in the record+}`, with what kind of word it is.
fn diff(parts: &[DiffPart]) -> String {
    let rendered = parts.iter().map(|part| {
        let mark = part.mark.map(|mark| format!(" <{}>", mark_word(mark))).unwrap_or_default();
        match part.kind {
            DiffKind::Same => shorten(&part.text),
            DiffKind::OnlyInQuote => format!("[-{}{mark}-]", part.text.trim()),
            DiffKind::OnlyInRecord => format!("{{+{}{mark}+}}", part.text.trim()),
        }
    });
    rendered.collect::<Vec<_>>().join(" ")
}

/// Long agreement is cut in its middle: what differs is what matters.
fn shorten(text: &str) -> String {
    const KEPT: usize = 6;
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 2 * KEPT + 1 {
        return words.join(" ");
    }
    format!("{} … {}", words[..KEPT].join(" "), words[words.len() - KEPT..].join(" "))
}

fn mark_word(mark: Mark) -> &'static str {
    match mark {
        Mark::Number => "number",
        Mark::Date => "date",
        Mark::Negation => "negation",
        Mark::Modal => "modal",
        Mark::Hedge => "hedge",
        Mark::Name => "name",
    }
}

fn mark_noun(mark: Mark) -> &'static str {
    match mark {
        Mark::Number => "a number",
        Mark::Date => "a date",
        Mark::Negation => "a negation",
        Mark::Modal => "a modal verb",
        Mark::Hedge => "a hedge",
        Mark::Name => "a name",
    }
}
