//! Where a sentence ends, and where a page break only seems to end one.

use std::ops::Range;

/// Cuts a stretch of text into sentences, trimmed.
pub(crate) fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    // The number of a list item is no sentence: there must be a letter.
    let mut lettered = false;
    while let Some(len) = text[at..range.end].find(['.', '!', '?', '…']) {
        let stop = at + len;
        let end = after_closers(text, stop, range.end);
        lettered = lettered || text[at..stop].contains(char::is_alphabetic);
        at = end;
        if lettered && ends_sentence(text, start, stop, end, range.end) {
            found.push(start..end);
            let rest = &text[end..range.end];
            start = end + (rest.len() - rest.trim_start().len());
            at = start;
            lettered = false;
        }
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

/// The end of a run of full stops, closing quotation marks and closing brackets.
fn after_closers(text: &str, stop: usize, limit: usize) -> usize {
    let closes = |c: char| {
        matches!(c, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*')
    };
    text[stop..limit].find(|c| !closes(c)).map_or(limit, |len| stop + len)
}

fn ends_sentence(text: &str, start: usize, stop: usize, end: usize, limit: usize) -> bool {
    let rest = &text[end..limit];
    let Some(gap) = rest.chars().next() else {
        return true;
    };
    if !gap.is_whitespace() {
        return false;
    }
    // An omission is no sentence.
    let inside = &text[start..stop];
    if text[start..end].ends_with("...]") || text[start..end].ends_with("…]") {
        return false;
    }
    let next = rest.trim_start();
    // Opening marks may stand before the next word, but not many.
    let marks = next.char_indices().take(LOOK_AHEAD).find(|(_, c)| c.is_alphanumeric());
    let opens = marks.map_or("", |(at, _)| &next[at..]);
    if opens.starts_with(char::is_lowercase) {
        return false;
    }
    // Only a bare full stop can belong to an abbreviation.
    if !text[stop..end].starts_with('.')
        || text[stop..end].len() > 1 && !text[stop..end].starts_with(".)")
    {
        return true;
    }
    let word = inside
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '—'))
        .next()
        .unwrap_or("");
    let next = opens.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    match abbreviation(word) {
        // "F. 3. Op. 65. D. 830.": a number inside an archival reference.
        Abbreviation::No if word.bytes().all(|byte| byte.is_ascii_digit()) => {
            !opens[next.len()..].starts_with('.') || matches!(abbreviation(next), Abbreviation::No)
        }
        Abbreviation::No => true,
        Abbreviation::Inner => false,
        Abbreviation::BeforeNumber => !opens.starts_with(|c: char| c.is_ascii_digit()),
        Abbreviation::Either => OPENERS.contains(&next),
    }
}

/// How many marks may stand between a full stop and the next word.
const LOOK_AHEAD: usize = 8;

enum Abbreviation {
    No,
    /// A name or another word always follows: "Mr."
    Inner,
    /// A number follows: "No. 14".
    BeforeNumber,
    /// It may also end a sentence: "U.S."
    Either,
}

fn abbreviation(word: &str) -> Abbreviation {
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    if TITLES.contains(&word) {
        Abbreviation::Inner
    } else if NUMBERED.contains(&word) {
        Abbreviation::BeforeNumber
    } else if (single && word != "I")
        || word.contains('.') && word.contains(char::is_alphabetic) && !word.contains("..")
        || TRAILING.contains(&word)
    {
        Abbreviation::Either
    } else {
        Abbreviation::No
    }
}

const TITLES: [&str; 32] = [
    "Mr", "Mrs", "Ms", "Messrs", "Mme", "Mlle", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Capt",
    "Cmdr", "Sgt", "Adm", "Brig", "Amb", "Sen", "Rep", "Gov", "Pres", "Hon", "Rev", "St", "Mt",
    "Ft", "Sec", "Secy", "vs", "cf", "approx",
];
const NUMBERED: [&str; 26] = [
    "No", "Nos", "no", "nos", "p", "pp", "vol", "Vol", "vols", "ch", "Ch", "Art", "art", "Arts",
    "par", "para", "Par", "Fig", "Doc", "doc", "Op", "op", "Jan", "Feb", "ca", "d",
];
const TRAILING: [&str; 31] = [
    "Jr", "Sr", "Co", "Corp", "Inc", "Ltd", "Bros", "etc", "al", "ed", "eds", "trans", "Dept",
    "Govt", "Del", "Emb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec",
    "a.m", "p.m", "ibid", "Ibid", "mes",
];
/// Words with which a sentence often begins and a name seldom goes on.
const OPENERS: [&str; 48] = [
    "The",
    "This",
    "These",
    "That",
    "Those",
    "There",
    "Then",
    "They",
    "Their",
    "It",
    "Its",
    "He",
    "His",
    "She",
    "Her",
    "We",
    "Our",
    "You",
    "Your",
    "I",
    "In",
    "On",
    "At",
    "As",
    "If",
    "But",
    "And",
    "Or",
    "So",
    "However",
    "Therefore",
    "Thus",
    "When",
    "While",
    "After",
    "Before",
    "For",
    "From",
    "To",
    "With",
    "A",
    "An",
    "No",
    "Not",
    "What",
    "Who",
    "Why",
    "How",
];

/// Whether a sentence goes on from one paragraph to the next over a page break.
///
/// The first must break off in running prose, the next must look like the rest of a sentence: not
/// a heading, an item, a speaker or a line of a signature. A capital letter proves nothing.
pub(crate) fn runs_on(text: &str, first: Range<usize>, next: Range<usize>) -> bool {
    let (first, next) = (&text[first], &text[next]);
    let breaks_off = first.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-'));
    if !breaks_off || first.starts_with('#') || starts_anew(next) {
        return false;
    }
    if next.starts_with(char::is_lowercase) {
        return true;
    }
    let last_word =
        first.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    let wants_more = first.ends_with([',', '-']) || LEADING_ON.contains(&last_word);
    let prose = split(first, 0..first.len()).len() > 1 && !first.contains("://");
    let ends = next
        .trim_end_matches(['"', '\'', '”', '’', ')', ']'])
        .ends_with(['.', '!', '?', ':', ';', '…']);
    (wants_more || prose) && ends
}

/// Whether a paragraph begins something of its own.
fn starts_anew(paragraph: &str) -> bool {
    let first = paragraph.chars().next().unwrap_or(' ');
    let numbered = paragraph.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = numbered.len() < paragraph.len() && numbered.starts_with(['.', ')', ':']);
    // "Pushkin:", "Ambassador Liu [Xiao]:".
    let label = paragraph.split_once(':').is_some_and(|(label, _)| {
        label.split_whitespace().count() <= 5
            && label
                .split_whitespace()
                .all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '['))
    });
    item || label
        || matches!(first, '#' | '*' | '-' | '—' | '–' | '•' | '[' | '"' | '“' | '_' | '|' | '>')
}

/// Words that no sentence ends with.
const LEADING_ON: [&str; 46] = [
    "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "from", "with", "into", "between",
    "against", "about", "and", "or", "but", "that", "which", "who", "whose", "if", "than", "as",
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "should",
    "may", "might", "must", "can", "not", "their", "his", "its",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let shown: Vec<&str> =
            split(text, 0..text.len()).into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown.join("|"), expect);
    }

    #[test]
    fn full_stops() {
        check("One. Two! Three? Four", "One.|Two!|Three?|Four");
        check("Mr. Rusk met Gen. J. F. Clark. He left.", "Mr. Rusk met Gen. J. F. Clark.|He left.");
        check(
            "In the U.S. Government. The U.S. He said no.",
            "In the U.S. Government.|The U.S.|He said no.",
        );
        check(
            "PK No. 14. p. 1 of F. 3. Op. 65. D. 830. pp. 136-147.",
            "PK No. 14. p. 1 of F. 3. Op. 65. D. 830. pp. 136-147.",
        );
        check("He said no. 3 left.", "He said no. 3 left.");
        check("He said no. They left.", "He said no.|They left.");
        check("At 10:15 a.m. The President spoke.", "At 10:15 a.m.|The President spoke.");
    }

    #[test]
    fn closers_and_ellipses() {
        check(
            "those \"who fled\". However, (so.) Then.",
            "those \"who fled\".|However, (so.)|Then.",
        );
        check("\"Really?\" he said. \"Yes.\" It was.", "\"Really?\" he said.|\"Yes.\"|It was.");
        check("He waited... and left... Then came.", "He waited... and left...|Then came.");
        check("it is \"mes.\" (months), at last. Then.", "it is \"mes.\" (months), at last.|Then.");
        check("P: [...] First we go. Then.", "P: [...] First we go.|Then.");
    }

    #[test]
    fn numbers_of_items() {
        check("- 1). The revision;", "- 1). The revision;");
        check("1. Prepare it. Send it.", "1. Prepare it.|Send it.");
        check("It cost 3.5 million. Yes.", "It cost 3.5 million.|Yes.");
        check("on 17 June 1953. 3 came", "on 17 June 1953.|3 came");
    }

    fn joins(first: &str, next: &str, expect: bool) {
        let text = format!("{first}\n\n{next}");
        assert_eq!(
            runs_on(&text, 0..first.len(), first.len() + 2..text.len()),
            expect,
            "{first} / {next}"
        );
    }

    #[test]
    fn page_breaks() {
        joins("There are issues. Take the removal of military", "bases and so on.", true);
        joins(
            "It has a majority. It will not speak for the",
            "Patriotic Front. That is bad.",
            true,
        );
        joins("He met with leaders of the Lao", "Patriotic Front. That is bad.", false);
        joins("He left. He met Prince", "Souvanna and others.", true);
        joins("Supreme Commander", "Marshal Kim", false);
        joins("Countermeasures", "Based on the above.", false);
        joins("# A heading about the", "text of it.", false);
        joins("He left. He met with", "Pushkin: I see.", false);
        joins("We suggest:", "this. And that.", false);
        joins("He left. We cite the", "- 1). The line;", false);
    }
}
