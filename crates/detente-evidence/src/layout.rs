//! Level 3: the same words broken into lines in another way.
//!
//! Works on text that went through `typography`.

use crate::view::Sink;

/// Makes every run of white space one space and joins words divided at a line end.
pub(crate) fn rewrite(text: &str, sink: &mut impl Sink) {
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(|c: char| c.is_whitespace()) {
        let start = at + found;
        let end =
            text[start..].find(|c: char| !c.is_whitespace()).map_or(text.len(), |len| start + len);
        let gap = &text[start..end];
        if divides_word(text, start, end) {
            sink.copy(copied..start - 1);
            sink.replace(start - 1..end, "");
            copied = end;
        } else if gap != " " {
            sink.copy(copied..start);
            sink.replace(start..end, " ");
            copied = end;
        }
        at = end;
    }
    sink.copy(copied..text.len());
}

/// Letter, hyphen, line end, lower case: one word in two pieces. Where a paragraph ends a word does
/// too: joined to the next one, its end could not be found by itself.
fn divides_word(text: &str, start: usize, end: usize) -> bool {
    let mut before = text[..start].chars().rev();
    let gap = &text[start..end];
    let lines = gap.matches('\n').count().max(gap.matches('\r').count());
    lines == 1
        && before.next() == Some('-')
        && before.next().is_some_and(char::is_alphabetic)
        && text[end..].chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::TextSink;

    fn check(input: &str, expect: &str) {
        let mut sink = TextSink::new(input);
        rewrite(input, &mut sink);
        assert_eq!(sink.finish(), expect, "{input:?}");
    }

    #[test]
    fn lines_become_spaces() {
        check("one two", "one two");
        check(" one\r\n\n\t two  ", " one two ");
        check("", "");
    }

    #[test]
    fn divided_words_are_joined() {
        check("demar-\n  cation", "demarcation");
        check("demar-\r\ncation", "demarcation");
        check("the end-\n\nof it", "the end- of it");
        check("Sino-\nSoviet", "Sino- Soviet");
        check("1957-\n61", "1957- 61");
        check("wide- scale", "wide- scale");
        check("-\nfoo", "- foo");
    }
}
