//! What a commitment or a text leaves open.

use super::text::{Names, holds, words};
use detente_case::Case;
use detente_model::{Commitment, Model, Strength, Timing};

/// Words that can be read in more than one way.
pub const VAGUE: [&str; 32] = [
    "adequate",
    "appropriate",
    "as far as possible",
    "as soon as possible",
    "consider",
    "due course",
    "effective",
    "efforts",
    "endeavor",
    "endeavour",
    "facilitate",
    "if needed",
    "in principle",
    "measures",
    "necessary",
    "possible",
    "practicable",
    "prompt",
    "promptly",
    "proper",
    "reasonable",
    "relevant",
    "satisfactory",
    "seek",
    "steps",
    "substantial",
    "sufficient",
    "suitable",
    "timely",
    "try",
    "undue",
    "where needed",
];

const TIMES: [&str; 38] = [
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "hour",
    "hours",
    "date",
    "today",
    "tomorrow",
    "before",
    "after",
    "upon",
    "until",
    "within",
    "when",
    "once",
    "immediately",
    "forthwith",
    "simultaneously",
    "during",
    "always",
    "permanent",
    "permanently",
    "signature",
];

const CHECKS: [&str; 5] = ["verif", "supervis", "inspect", "monitor", "report"];

const CONSEQUENCES: [&str; 11] = [
    "if",
    "unless",
    "otherwise",
    "failing",
    "breach",
    "breaches",
    "violation",
    "violations",
    "consequence",
    "consequences",
    "sanctions",
];

/// What is left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nobody is named who is to do it.
    Actor,
    /// No time is given.
    Time,
    /// Nobody verifies it.
    Verifier,
    /// Nothing follows if it is not done.
    Consequence,
    /// A word that can be read in more than one way.
    Vague(&'static str),
}

/// Finds what a commitment leaves open. One that says "cannot" promises nothing, so that nothing but
/// its actor is asked for.
pub fn open_in_commitment(model: &Model, commitment: &Commitment) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if commitment.by.is_empty() {
        gaps.push(Gap::Actor);
    }
    if commitment.strength == Some(Strength::Cannot) {
        return gaps;
    }
    let timed = match &commitment.when {
        Some(Timing::Words(_)) => true,
        Some(Timing::Step(step)) => {
            let step = &model.schedule[*step];
            step.on.or(step.about).or(step.no_later).is_some()
        }
        None => false,
    };
    let missing = [
        (timed, Gap::Time),
        (!commitment.verifiers.is_empty(), Gap::Verifier),
        (commitment.consequence.is_some(), Gap::Consequence),
    ];
    gaps.extend(missing.into_iter().filter(|(given, _)| !given).map(|(_, gap)| gap));
    let when = match &commitment.when {
        Some(Timing::Words(words)) => Some(words),
        _ => None,
    };
    let texts = std::iter::once(&commitment.does)
        .chain(when)
        .chain(&commitment.place)
        .chain(&commitment.consequence);
    for text in texts {
        for term in vague_in(text) {
            if !gaps.contains(&Gap::Vague(term)) {
                gaps.push(Gap::Vague(term));
            }
        }
    }
    gaps
}

/// Finds what a text leaves open, by its words alone: no party, body or other of the case is named, no
/// word of time or year stands in it (a year is four figures behind a word such as "in" or "by"), no word of verifying, none of a condition or consequence.
pub fn open_in_text(case: &Case, text: &str) -> Vec<Gap> {
    let said = words(text);
    let has = |list: &[&str]| said.iter().any(|word| list.contains(&word.as_str()));
    let checks = said.iter().any(|word| CHECKS.iter().any(|stem| word.starts_with(stem)));
    let given = [
        (!Names::new(case).named_in(&said).is_empty(), Gap::Actor),
        (timed(&said) || has_year(text), Gap::Time),
        (checks, Gap::Verifier),
        (has(&CONSEQUENCES), Gap::Consequence),
    ];
    let missing = given.into_iter().filter(|(given, _)| !given).map(|(_, gap)| gap);
    missing.chain(vague_in(text).into_iter().map(Gap::Vague)).collect()
}

/// What stands before a year that says when: the year of "the agreement of 1954" does not.
const BEFORE_YEAR: [&str; 14] = [
    "in", "by", "during", "until", "till", "since", "before", "after", "from", "through", "year",
    "early", "late", "to",
];

/// Whether a year is said: four figures that belong together, behind a word of time or place in it, and
/// not a count of something.
fn has_year(text: &str) -> bool {
    // A mark of thousands parts figures that stand with it: `1,500` is no year.
    let marked = |c: char| c.is_alphanumeric() || c == ',' || c == '.' || c == '’' || c == '\'';
    let said: Vec<&str> = text.split(|c| !marked(c)).filter(|word| !word.is_empty()).collect();
    said.windows(2).enumerate().any(|(place, pair)| {
        let year = pair[1].trim_end_matches([',', '.']);
        let is_year =
            year.len() == 4 && year.parse().is_ok_and(|year: u32| (1500..2200).contains(&year));
        // "In 1500 men": what is counted stands behind, without a mark between.
        let counted = pair[1] == year
            && said.get(place + 2).is_some_and(|next| {
                next.ends_with(['s', 'n']) && !BEFORE_YEAR.contains(&next.to_lowercase().as_str())
            });
        is_year && !counted && BEFORE_YEAR.contains(&pair[0].to_lowercase().as_str())
    })
}

/// Whether a word of time is said. "May" is a month only behind or before a figure.
fn timed(said: &[String]) -> bool {
    let figure = |word: Option<&String>| {
        word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    said.iter().enumerate().any(|(place, word)| match word.as_str() {
        "may" | "march" => {
            figure(place.checked_sub(1).and_then(|before| said.get(before)))
                || figure(said.get(place + 1))
        }
        word => TIMES.contains(&word),
    })
}

/// Finds the vague words of a text, in alphabetical order. One inside a longer one is not told beside
/// it.
pub fn vague_in(text: &str) -> Vec<&'static str> {
    let said = words(text);
    let found: Vec<&str> = VAGUE.into_iter().filter(|term| holds(&said, &words(term))).collect();
    let longer =
        |term: &str| found.iter().any(|other| *other != term && holds(&words(other), &words(term)));
    found.iter().copied().filter(|term| !longer(term)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        assert_eq!(vague_in(text), expect, "{text}");
    }

    #[test]
    fn vague_words_are_found_whole() {
        check("take possible military measures", &["measures", "possible"]);
        check("leave AS SOON AS\n possible", &["as soon as possible"]);
        check("it is impossible to try-and-see", &["try"]);
        check("the country trying", &[]);
        check("", &[]);
    }

    #[test]
    fn the_list_is_sorted_and_in_small_letters() {
        assert!(VAGUE.is_sorted());
        assert!(VAGUE.iter().all(|term| term.to_lowercase() == *term));
    }

    #[test]
    fn may_is_a_month_beside_a_figure() {
        assert!(timed(&words("by 5 May")));
        assert!(timed(&words("in May 1961")));
        assert!(!timed(&words("the commission may go")));
    }

    #[test]
    fn a_count_is_no_year() {
        assert!(has_year("Troops leave in 1954."));
        assert!(has_year("by 1954, at the latest"));
        assert!(!has_year("The force numbers 1,500 men."));
        assert!(!has_year("The force numbers 1500 men."));
        assert!(!has_year("the force is cut to 1500 men"));
        assert!(!has_year("the agreement of 1954"));
    }
}
