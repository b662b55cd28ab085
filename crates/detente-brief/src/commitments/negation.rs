//! What a text denies: the words that its negations bear on.

use std::collections::BTreeMap;

const NEGATIONS: [&str; 10] =
    ["not", "no", "never", "neither", "nor", "none", "nobody", "nothing", "nowhere", "without"];

/// Words on which a negation does not rest: it goes on to the next.
const LIGHT: [&str; 63] = [
    "a",
    "all",
    "always",
    "an",
    "any",
    "anybody",
    "anyone",
    "anything",
    "are",
    "as",
    "at",
    "be",
    "been",
    "being",
    "both",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "each",
    "either",
    "ever",
    "every",
    "everybody",
    "everyone",
    "everything",
    "for",
    "from",
    "had",
    "has",
    "have",
    "if",
    "in",
    "is",
    "it",
    "its",
    "may",
    "might",
    "must",
    "of",
    "on",
    "one",
    "other",
    "ought",
    "party",
    "shall",
    "should",
    "such",
    "that",
    "the",
    "their",
    "there",
    "these",
    "this",
    "those",
    "to",
    "under",
    "was",
    "were",
    "will",
    "with",
];

/// A word without its ending, so that "inspects", "inspected" and "does not inspect" have the same one.
pub(super) fn stem(word: &str) -> String {
    // "Goes" and "uses" keep two letters, others at least three.
    const ENDINGS: [(&str, &str, usize); 6] = [
        ("ies", "y", 2),
        ("ied", "y", 2),
        ("es", "", 2),
        ("ed", "", 3),
        ("s", "", 3),
        ("e", "", 2),
    ];
    for (ending, instead, least) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= least) {
            return format!("{stem}{instead}");
        }
    }
    word.to_owned()
}

/// The words without a "not" that denies nothing, as in "not only", and a "no." before a number.
fn real(words: &[String]) -> Vec<&str> {
    let idle = |place: usize, word: &str| {
        let next = words.get(place + 1).map_or("", String::as_str);
        match word {
            "not" => next == "only",
            "no" => next.starts_with(|c: char| c.is_ascii_digit()),
            _ => false,
        }
    };
    let words = words.iter().map(String::as_str).enumerate();
    words.filter(|&(place, word)| !idle(place, word)).map(|(_, word)| word).collect()
}

/// How often each word is denied and how often it is not, by its stem.
type Denied = BTreeMap<String, (usize, usize)>;

fn denied(words: &[String]) -> Denied {
    let mut found = Denied::new();
    // Whether the next word that counts is denied, and whether an "or" would go on denying.
    let (mut open, mut reach) = (false, false);
    for word in real(words) {
        match word {
            "or" => open |= reach,
            "nor" => (open, reach) = (true, true),
            "and" => {}
            "but" | "unless" | "when" | "which" | "who" | "until" | "except" => {
                (open, reach) = (false, false);
            }
            _ if NEGATIONS.contains(&word) => {
                open = !open;
                reach = open;
            }
            _ if LIGHT.contains(&word) => {}
            _ => {
                let count = found.entry(stem(word)).or_default();
                *(if open { &mut count.0 } else { &mut count.1 }) += 1;
                open = false;
            }
        }
    }
    found
}

/// Whether one text denies a word that the other affirms, or one is the other but for a negation.
pub(super) fn contradicts(first: &[String], second: &[String]) -> bool {
    let (left, right) = (denied(first), denied(second));
    let turned = left.iter().any(|(word, &(no, yes))| {
        right
            .get(word)
            .is_some_and(|&(no_2, yes_2)| (no > no_2 && yes < yes_2) || (no < no_2 && yes > yes_2))
    });
    turned || {
        let (a, b) = (without_negation(first), without_negation(second));
        a.0 == b.0 && a.1 % 2 != b.1 % 2
    }
}

/// The words without negations and what they bring with them, and how many negations there were:
/// "neither … nor" is one.
fn without_negation(words: &[String]) -> (Vec<String>, usize) {
    const HELPERS: [&str; 14] = [
        "do", "does", "did", "and", "or", "either", "both", "any", "a", "an", "the", "ever",
        "always", "all",
    ];
    let words = real(words);
    let count = |negation: &str| words.iter().filter(|word| **word == negation).count();
    let all = words.iter().filter(|word| NEGATIONS.contains(word)).count();
    let (neither, nor) = (count("neither"), count("nor"));
    let kept = words.iter().filter(|word| !NEGATIONS.contains(word) && !HELPERS.contains(word));
    let kept = kept.map(|word| stem(word)).collect();
    (kept, all - neither - nor + neither.max(nor))
}

#[cfg(test)]
mod tests {
    use super::super::text::words;
    use super::*;

    #[track_caller]
    fn check(first: &str, second: &str, expect: bool) {
        assert_eq!(contradicts(&words(first), &words(second)), expect, "{first} / {second}");
        assert_eq!(contradicts(&words(second), &words(first)), expect, "{second} / {first}");
    }

    #[test]
    fn a_negation_more_or_less_is_found() {
        check("it can go", "it can't go", true);
        check("it goes", "it does not go", true);
        check("it uses force", "it may not use force", true);
        check("it can go", "it can’t go", true);
        check("it will go", "it won't go", true);
        check("it shall go", "it shan’t go", true);
        check("it must go", "it mustn't go", true);
        check("they inspect posts", "they don't inspect posts", true);
        check("it inspects posts", "it doesn't inspect posts", true);
        check("it inspected posts", "it did not inspect posts", true);
        check("it carries arms", "it never carries arms", true);
        check("troops may enter", "no troops may enter", true);
        check("both parties withdraw", "neither party withdraws", true);
        check("it may enter and leave", "it may neither enter nor leave", true);
        check("it may enter or leave", "it may neither enter nor leave", true);
        check("all of the prisoners are held", "none of the prisoners is held", true);
        check("everybody enters", "nobody enters", true);
        check("it may be opened with consent", "it may be opened without consent", true);
        check("more than ten", "no more than ten", true);
        check("it shall release them", "the Command shall not release them before June", true);
    }

    #[test]
    fn the_same_in_other_words_is_no_contradiction() {
        check("it shall not enter or leave", "it shall neither enter nor leave", false);
        check("it cannot go", "it can't go", false);
        check("it will not go", "it won’t go", false);
        check("it reports", "it reports, without delay", false);
        check("in 30 days", "in 30 days, not counting Sundays", false);
        check("article no. 5 holds", "article 5 holds", false);
        check("the troops leave", "not only the troops leave", false);
        check("it leaves not without notice", "it leaves with notice", false);
        check("it goes", "it stays", false);
    }
}
