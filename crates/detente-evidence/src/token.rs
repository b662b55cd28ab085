//! Words: cutting a text into tokens and saying which of them carry the meaning of a claim.

use std::ops::Range;

/// Says why a changed word matters to what is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A figure or a number word.
    Number,
    /// A day, a month or a year.
    Date,
    /// A negation: "not", "never", "without".
    Negation,
    /// A modal verb: "will", "may", "should".
    Modal,
    /// A word that limits what is claimed: "perhaps", "about", "if".
    Hedge,
    /// A name: a capital inside a sentence.
    Name,
}

/// Cuts a text into words, figures and single punctuation marks.
///
/// "27,000", "can't" and "Vas'kov" are one token each.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(|c: char| !c.is_whitespace() && c != '\0')?;
        let start = at;
        let mut chars = text[start..].char_indices().peekable();
        let (_, first) = chars.next()?;
        let mut end = start + first.len_utf8();
        let mut last = first;
        while last.is_alphanumeric() {
            let Some(&(_, c)) = chars.peek() else { break };
            let after = text[start..]
                .get(end - start + c.len_utf8()..)
                .and_then(|rest| rest.chars().next());
            let joins = match c {
                '\'' | '’' => after.is_some_and(char::is_alphabetic),
                ',' | '.' => last.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit()),
                c => c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c),
            };
            if !joins {
                break;
            }
            chars.next();
            end += c.len_utf8();
            if c.is_alphanumeric() {
                last = c;
            }
        }
        at = end;
        Some(start..end)
    })
}

/// Whether a token is a word or a figure.
pub(crate) fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphanumeric)
}

/// Says why a token matters, given the words beside it.
pub(crate) fn mark(token: &str, before: Option<&str>, after: Option<&str>) -> Option<Mark> {
    let lower = token.to_lowercase();
    let month = |word: Option<&str>| word.is_some_and(|word| is_calendar(&word.to_lowercase()));
    if token.starts_with(|c: char| c.is_ascii_digit()) {
        let year = token.len() == 4
            && token.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(token.as_bytes()[0], b'1' | b'2');
        return Some(if year || month(before) || month(after) { Mark::Date } else { Mark::Number });
    }
    if is_calendar(&lower) && token.starts_with(char::is_uppercase) {
        Some(Mark::Date)
    } else if NEGATIONS.contains(&&*lower) || lower.ends_with("n't") || lower.ends_with("n’t") {
        Some(Mark::Negation)
    } else if MODALS.contains(&&*lower) {
        Some(Mark::Modal)
    } else if HEDGES.contains(&&*lower) {
        Some(Mark::Hedge)
    } else if NUMBERS.contains(&&*lower) {
        Some(Mark::Number)
    } else if token.starts_with(char::is_uppercase)
        && before.is_some_and(|word| !matches!(word, "." | "!" | "?" | "\""))
    {
        Some(Mark::Name)
    } else {
        None
    }
}

fn is_calendar(lower: &str) -> bool {
    CALENDAR.contains(&lower)
}

const NEGATIONS: [&str; 13] = [
    "not", "no", "never", "cannot", "none", "nobody", "nothing", "nor", "neither", "without",
    "nowhere", "hardly", "unable",
];

const MODALS: [&str; 10] =
    ["will", "would", "shall", "should", "must", "may", "might", "can", "could", "ought"];

const HEDGES: [&str; 35] = [
    "if",
    "unless",
    "provided",
    "perhaps",
    "maybe",
    "possible",
    "possibly",
    "possibility",
    "probable",
    "probably",
    "likely",
    "unlikely",
    "apparently",
    "appears",
    "appear",
    "seems",
    "seem",
    "seemingly",
    "presumably",
    "assumed",
    "allegedly",
    "reportedly",
    "believes",
    "believe",
    "thinks",
    "think",
    "certainly",
    "definitely",
    "about",
    "approximately",
    "almost",
    "only",
    "sometimes",
    "some",
    "conditionally",
];

const NUMBERS: [&str; 27] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "dozen",
    "first",
    "second",
    "third",
    "half",
];

const CALENDAR: [&str; 30] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let shown: Vec<&str> = tokens(text).map(|range| &text[range]).collect();
        assert_eq!(shown.join("|"), expect);
    }

    #[test]
    fn cuts() {
        check(
            "more than 27,000, i.e. 3.5 can't.",
            "more|than|27,000|,|i|.|e|.|3|.|5|can't|.".replace("3|.|5", "3.5").as_str(),
        );
        check("the “Rhee’s” clique's' end", "the|“|Rhee’s|”|clique's|'|end");
        check("", "");
        check("e\u{301}t\u{e9} x", "e\u{301}t\u{e9}|x");
    }

    #[test]
    fn marks() {
        let check =
            |before: Option<&str>, token: &str, after: Option<&str>, expect: Option<Mark>| {
                assert_eq!(mark(token, before, after), expect, "{token}");
            };
        check(None, "27,000", None, Some(Mark::Number));
        check(None, "29", Some("June"), Some(Mark::Date));
        check(None, "1953", None, Some(Mark::Date));
        check(Some("in"), "May", None, Some(Mark::Date));
        check(Some("it"), "may", None, Some(Mark::Modal));
        check(None, "didn't", None, Some(Mark::Negation));
        check(None, "perhaps", None, Some(Mark::Hedge));
        check(Some("of"), "Clark", None, Some(Mark::Name));
        check(Some("."), "The", None, None);
        check(None, "The", None, None);
    }
}
