//! Levels 4 and 5: what editors and translators put into a text.
//!
//! A bracket in a record is one of three things: an omission (`[...]`), which is a fact about the
//! record and always stays; a note about the text, which goes; or supplied words, which stay at
//! level 4 without their brackets and go at level 5. Works on text that went through `layout`.

use std::ops::Range;

use crate::view::Sink;

/// What happens to supplied words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Supplied {
    /// The brackets go, the words stay (level 4).
    Stay,
    /// The words go with their brackets (level 5).
    Go,
}

/// A translator's note longer than this is not taken for one: a lost bracket, more likely.
const LONGEST_NOTE: usize = 2000;
/// Supplied words longer than this are a passage in brackets and stay.
const LONGEST_SUPPLY: usize = 200;
/// The longest text of an omission, such as "less than one line of source text not declassified".
const LONGEST_OMISSION: usize = 120;

/// How notes about the text begin.
const NOTES: [&str; 14] = [
    "translator's note",
    "translator's remark",
    "translator:",
    "trans.",
    "trans:",
    "editor's note",
    "editorial note",
    "ed. note",
    "ed.:",
    "ed:",
    "note:",
    "footnote",
    "sic",
    "illegible",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Omission,
    Note,
    Supply,
}

/// Lists the omissions marked in a text, as byte ranges with their brackets.
pub(crate) fn omissions(text: &str) -> Vec<Range<usize>> {
    brackets(text)
        .into_iter()
        .filter(|(_, kind)| *kind == Bracket::Omission)
        .map(|(range, _)| range)
        .collect()
}

/// Removes the marks of editors and translators.
pub(crate) fn rewrite(text: &str, supplied: Supplied, sink: &mut impl Sink) {
    let mut at = 0;
    let mut brackets = brackets(text).into_iter().peekable();
    // Closing brackets of supplied words still to be dropped, innermost last.
    let mut closing: Vec<usize> = Vec::new();
    for (mark, c) in text.char_indices().filter(|(_, c)| matches!(c, '[' | ']' | '*' | '_')) {
        if mark < at {
            continue;
        }
        while brackets.next_if(|(range, _)| range.start < mark).is_some() {}
        let dropped = match c {
            '[' => match brackets.next_if(|(range, _)| range.start == mark) {
                None => continue,
                Some((range, Bracket::Omission)) => {
                    sink.copy(at..mark);
                    keep_omission(text, range.clone(), sink);
                    at = range.end;
                    continue;
                }
                Some((range, Bracket::Supply))
                    if supplied == Supplied::Stay || range.len() > LONGEST_SUPPLY =>
                {
                    closing.push(range.end - 1);
                    mark..mark + 1
                }
                Some((range, _)) => {
                    let gap = widen(text, range);
                    gap.start.max(at)..gap.end
                }
            },
            ']' if closing.last() == Some(&mark) => {
                closing.pop();
                mark..mark + 1
            }
            '*' | '_' if is_emphasis(text, mark, c) => mark..mark + 1,
            _ => continue,
        };
        sink.copy(at..dropped.start);
        sink.replace(dropped.clone(), "");
        at = dropped.end;
    }
    sink.copy(at..text.len());
}

/// Keeps an omission, dots spelled in one way.
fn keep_omission(text: &str, range: Range<usize>, sink: &mut impl Sink) {
    let inside = &text[range.start + 1..range.end - 1];
    if inside == "..." || !is_ellipsis(inside) {
        sink.copy(range);
    } else {
        sink.replace(range, "[...]");
    }
}

/// Takes a space along with a dropped bracket where two, or one before a full stop, would be left.
fn widen(text: &str, range: Range<usize>) -> Range<usize> {
    let spaced = text[..range.start].ends_with(' ');
    match text[range.end..].chars().next() {
        Some(' ') if spaced || range.start == 0 => range.start..range.end + 1,
        None | Some('.' | ',' | ';' | ':' | '!' | '?' | ')') if spaced => {
            range.start - 1..range.end
        }
        _ => range,
    }
}

/// An asterisk, or an underscore at the edge of a word, unless it stands for a product.
fn is_emphasis(text: &str, mark: usize, c: char) -> bool {
    let before = text[..mark].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = text[mark + 1..].chars().next().is_some_and(char::is_alphanumeric);
    match c {
        '_' => before != after,
        _ => {
            before
                || after
                || text[..mark].ends_with('*')
                || text[mark + 1..].starts_with('*')
                || text[..mark].ends_with(['.', ',', ':', ';', '"', '\'', ')', ']'])
                || text[mark + 1..].starts_with(['"', '\'', '(', '['])
        }
    }
}

/// Finds the outermost brackets that mean something, in the order of their beginnings.
///
/// Supplied words may hold further brackets and those are listed too; notes and omissions swallow
/// theirs.
fn brackets(text: &str) -> Vec<(Range<usize>, Bracket)> {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<Range<usize>> = Vec::new();
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'[' | b']' | 0)) {
        match byte {
            b'[' => open.push(at),
            b']' => pairs.extend(open.pop().map(|start| start..at + 1)),
            // The border between the running text and the notes of a TEI file.
            _ => open.clear(),
        }
    }
    pairs.sort_unstable_by_key(|range| range.start);
    let mut until = 0;
    let mut found = Vec::with_capacity(pairs.len());
    for range in pairs {
        if range.start < until {
            continue;
        }
        let kind = classify(&text[range.start + 1..range.end - 1]);
        if kind != Bracket::Supply {
            until = range.end;
        }
        found.push((range, kind));
    }
    found
}

fn classify(inside: &str) -> Bracket {
    if inside.len() <= LONGEST_OMISSION && (is_ellipsis(inside) || omitted_words(inside)) {
        Bracket::Omission
    } else if inside.len() <= LONGEST_NOTE && is_note(inside) {
        Bracket::Note
    } else {
        Bracket::Supply
    }
}

/// Two or more dots and nothing else.
fn is_ellipsis(inside: &str) -> bool {
    let dots: usize =
        inside.chars().map(|c| if c == '…' { 3 } else { usize::from(c == '.') }).sum();
    dots >= 2 && inside.chars().all(|c| c == '.' || c == '…' || c.is_whitespace())
}

/// Words by which published series mark what they leave out.
fn omitted_words(inside: &str) -> bool {
    ["not declassified", "text omitted", "omitted here"]
        .iter()
        .any(|phrase| inside.contains(phrase))
}

fn is_note(inside: &str) -> bool {
    let inside = inside.trim_start_matches([' ', '*', '_']);
    NOTES.iter().any(|note| {
        inside.get(..note.len()).is_some_and(|start| start.eq_ignore_ascii_case(note))
            && !(note.ends_with(char::is_alphabetic)
                && inside[note.len()..].starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::TextSink;

    fn check(input: &str, stay: &str, go: &str) {
        for (supplied, expect) in [(Supplied::Stay, stay), (Supplied::Go, go)] {
            let mut sink = TextSink::new(input);
            rewrite(input, supplied, &mut sink);
            assert_eq!(sink.finish(), expect, "{input:?} {supplied:?}");
        }
    }

    #[test]
    fn supplied_words() {
        check(
            "discussion [at] the conference",
            "discussion at the conference",
            "discussion the conference",
        );
        check("[When] it enters", "When it enters", "it enters");
        check("an agree[ment].", "an agreement.", "an agree.");
        check(
            "as before, [a situation where] war",
            "as before, a situation where war",
            "as before, war",
        );
        check("the end [of it].", "the end of it.", "the end.");
        check("a [b [c] d] e", "a b c d e", "a e");
    }

    #[test]
    fn notes_go_and_omissions_stay() {
        check(
            "to three [Translator's note: probably \"*mes.*\" (months)], at",
            "to three, at",
            "to three, at",
        );
        check("It's guite [sic] easy", "It's guite easy", "It's guite easy");
        check("[Sicily] fell", "Sicily fell", "fell");
        check(
            "P: [...] First [ ... ] then",
            "P: [...] First [...] then",
            "P: [...] First [...] then",
        );
        let kept = "said [less than 1 line not declassified] so";
        check(kept, kept, kept);
        check("[note: a [b] c] d", "d", "d");
    }

    #[test]
    fn emphasis() {
        check(
            "the *word* and **two**, _three_",
            "the word and two, three",
            "the word and two, three",
        );
        check("snake_case 3 * 4", "snake_case 3 * 4", "snake_case 3 * 4");
    }

    #[test]
    fn unmatched_brackets_stay() {
        check("a [ b", "a [ b", "a [ b");
        check("a ] b", "a ] b", "a ] b");
        check("[a\0b]", "[a\0b]", "[a\0b]");
        check("]][[", "]][[", "]][[");
    }

    #[test]
    fn omissions_are_listed() {
        assert_eq!(omissions("a [...] b […] [x]"), vec![2..7, 10..15]);
    }
}
