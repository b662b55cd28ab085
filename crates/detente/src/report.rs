//! Diagnostics in words: the line, a caret under the exact characters, one help.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use detente_text::{Diagnostic, Severity, Sources, Span};

/// Longer lines are shown around the fault only.
const WIDTH: usize = 100;

/// Renders diagnostics, one after the other, for a terminal; colour is decoration only.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH).decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&report(diagnostic, sources)));
        out.push_str("\n\n");
    }
    out
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id);
    let mut group = Group::with_title(title);
    if let Some(primary) = &diagnostic.primary {
        let mut snippet = snippet(sources, primary.span);
        snippet = snippet.annotation(
            AnnotationKind::Primary
                .span(visible(sources, primary.span))
                .label(primary.text.as_str()),
        );
        for label in
            diagnostic.secondary.iter().filter(|label| label.span.file == primary.span.file)
        {
            snippet = snippet.annotation(
                AnnotationKind::Context
                    .span(visible(sources, label.span))
                    .label(label.text.as_str()),
            );
        }
        group = group.element(snippet);
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

fn snippet(sources: &Sources, span: Span) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let file = sources.file(span.file);
    Snippet::source(file.text()).path(file.name()).fold(true)
}

/// A span within one line: a caret under many lines points at nothing.
fn visible(sources: &Sources, span: Span) -> std::ops::Range<usize> {
    let range = span.range();
    let text = sources.slice(span);
    let end = text.find('\n').map_or(range.end, |at| range.start + at);
    range.start..end.max(range.start)
}

pub use detente_brief::words::plural;

/// Counts diagnostics in words: "2 errors, 1 warning".
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let part = |severity: Severity| {
        let n = diagnostics.iter().filter(|d| d.code.severity == severity).count();
        (n > 0).then(|| plural(n, severity.word()))
    };
    let parts: Vec<String> =
        [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(part).collect();
    if parts.is_empty() { "nothing wrong".into() } else { parts.join(", ") }
}
