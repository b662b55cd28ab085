//! The words of which numbers and dates are made.

use detente_model::MONTHS;

const UNITS: [(&str, &str); 9] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
];

const TEENS: [(&str, &str); 10] = [
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
];

const TENS: [(&str, &str); 8] = [
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

const SCALES: [(&str, &str, i128); 5] = [
    ("dozen", "dozenth", 12),
    ("hundred", "hundredth", 100),
    ("thousand", "thousandth", 1_000),
    ("million", "millionth", 1_000_000),
    ("billion", "billionth", 1_000_000_000),
];

/// A part of a number spelt out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Unit(i128),
    Teen(i128),
    Ten(i128),
    Scale(i128),
}

/// What a word is of a number, and whether it is an ordinal, which ends the number.
pub(super) fn part(word: &str) -> Option<(Part, bool)> {
    let find = |list: &[(&str, &str)]| {
        let at = list.iter().position(|(one, th)| word == *one || word == *th)?;
        Some((at as i128, word == list[at].1))
    };
    if let Some((at, ordinal)) = find(&UNITS) {
        return Some((Part::Unit(at + 1), ordinal));
    }
    if let Some((at, ordinal)) = find(&TEENS) {
        return Some((Part::Teen(at + 10), ordinal));
    }
    if let Some((at, ordinal)) = find(&TENS) {
        return Some((Part::Ten(10 * (at + 2)), ordinal));
    }
    SCALES
        .iter()
        .find(|(one, th, _)| word == *one || word == *th || word.strip_suffix('s') == Some(one))
        .map(|(_, th, value)| (Part::Scale(*value), word == *th))
}

/// The month that a word names, from nought.
pub(super) fn month(word: &str) -> Option<usize> {
    // "May" and "may", "March" and "march" are told apart by their first letter.
    let capital = word.starts_with(char::is_uppercase);
    let word = word.trim_end_matches('.').to_lowercase();
    let short = |month: &str| word.len() >= 3 && month.to_lowercase().starts_with(&word);
    (capital && word.chars().all(char::is_alphabetic))
        .then(|| MONTHS.iter().position(|month| short(month)))
        .flatten()
}
