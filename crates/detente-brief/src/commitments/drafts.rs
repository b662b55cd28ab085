//! Two drafts of one instrument, article by article.

use super::negation::contradicts;
use super::numbers::{Named, named};
use super::text::{Names, words};
use detente_case::Case;
use detente_model::{Article, Draft};

/// Texts longer than this together are not compared word by word.
const MOST_CELLS: usize = 4_000_000;

/// Two drafts of one instrument compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The instrument.
    pub of: usize,
    /// The two drafts, in the order of the case.
    pub drafts: (usize, usize),
    /// A line per article key: those of the first, then those of the second alone.
    pub lines: Vec<Line>,
}

/// One article key in two drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The key.
    pub article: String,
    /// Its place in the first draft.
    pub first: Option<usize>,
    /// Its place in the second.
    pub second: Option<usize>,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of an article from the first draft to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same, white space and case apart.
    Same,
    /// Other words.
    Changed(Vec<Hunk>),
    /// It is in the first draft only.
    Dropped,
    /// It is in the second draft only.
    Added,
    /// The two cannot be had together.
    Conflicting(Conflict, Vec<Hunk>),
}

/// Why two articles cannot be had together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The analyst says so.
    Marked,
    /// One denies what the other affirms.
    Negated,
    /// Each names a number that the other does not.
    Numbers(Vec<String>, Vec<String>),
    /// Each names a party, body or other that the other does not.
    Parties(Vec<String>, Vec<String>),
}

/// Words of the first text in whose place others stand in the second; either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The words of the first.
    pub from: String,
    /// The words of the second.
    pub to: String,
}

/// Compares every two drafts of one instrument of which a text is known.
pub fn compare(case: &Case) -> Vec<Comparison> {
    let drafts = &case.model.drafts;
    let names = Names::new(case);
    let mut comparisons = Vec::new();
    for (first, draft) in drafts.iter().enumerate() {
        for (second, other) in drafts.iter().enumerate().skip(first + 1) {
            if draft.of != other.of || draft.articles.is_empty() || other.articles.is_empty() {
                continue;
            }
            let lines = lines((first, draft), (second, other), &names);
            comparisons.push(Comparison { of: draft.of, drafts: (first, second), lines });
        }
    }
    comparisons
}

fn lines(first: (usize, &Draft), second: (usize, &Draft), names: &Names) -> Vec<Line> {
    let place =
        |draft: &Draft, key: &str| draft.articles.iter().position(|article| article.id == key);
    let mut lines = Vec::new();
    for (index, article) in first.1.articles.iter().enumerate() {
        let found = place(second.1, &article.id);
        let verdict = match found {
            None => Verdict::Dropped,
            Some(other) => {
                let other = &second.1.articles[other];
                let marked =
                    article.conflicts.contains(&second.0) || other.conflicts.contains(&first.0);
                verdict(article, other, marked, names)
            }
        };
        let article = article.id.clone();
        lines.push(Line { article, first: Some(index), second: found, verdict });
    }
    for (index, article) in second.1.articles.iter().enumerate() {
        if place(first.1, &article.id).is_none() {
            let (article, second) = (article.id.clone(), Some(index));
            lines.push(Line { article, first: None, second, verdict: Verdict::Added });
        }
    }
    lines
}

fn verdict(first: &Article, second: &Article, marked: bool, names: &Names) -> Verdict {
    let changed = || hunks(&first.text, &second.text);
    if marked {
        return Verdict::Conflicting(Conflict::Marked, changed());
    }
    if folded(&first.text) == folded(&second.text) {
        return Verdict::Same;
    }
    match conflict(&first.text, &second.text, names) {
        Some(conflict) => Verdict::Conflicting(conflict, changed()),
        None => Verdict::Changed(changed()),
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The rule: a word that one denies and the other affirms; or a number on each side that the other does
/// not have; or a name on each side that the other does not have.
fn conflict(first: &str, second: &str, names: &Names) -> Option<Conflict> {
    let (left, right) = (words(first), words(second));
    if contradicts(&left, &right) {
        return Some(Conflict::Negated);
    }
    if let Some((left, right)) = numbers_apart(&named(first), &named(second)) {
        return Some(Conflict::Numbers(left, right));
    }
    let (first, second) = (names.named_in(&left), names.named_in(&right));
    let only = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter().filter(|one| !other.contains(one)).cloned().collect()
    };
    let (left, right) = (only(&first, &second), only(&second, &first));
    (!left.is_empty() && !right.is_empty()).then_some(Conflict::Parties(left, right))
}

/// The numbers that stand in one text only, if each has such: first all of them, each as often as it
/// stands; then, since two can have changed places, those of one word, such as "days".
fn numbers_apart(first: &[Named], second: &[Named]) -> Option<(Vec<String>, Vec<String>)> {
    let only = |of: &[&Named], other: &[&Named]| -> Vec<String> {
        let mut left: Vec<&Named> = other.to_vec();
        let mut only: Vec<String> = Vec::new();
        for named in of {
            match left.iter().position(|other| named.value.agrees(&other.value)) {
                Some(at) => drop(left.swap_remove(at)),
                None => only.push(named.value.to_string()),
            }
        }
        only.dedup();
        only
    };
    let apart = |first: Vec<&Named>, second: Vec<&Named>| {
        let (left, right) = (only(&first, &second), only(&second, &first));
        (!left.is_empty() && !right.is_empty()).then_some((left, right))
    };
    apart(first.iter().collect(), second.iter().collect()).or_else(|| {
        first
            .iter()
            .filter(|named| !named.of.is_empty())
            .find_map(|one| apart(of(first, &one.of), of(second, &one.of)))
    })
}

fn of<'a>(list: &'a [Named], word: &str) -> Vec<&'a Named> {
    list.iter().filter(|named| named.of == word).collect()
}

/// Finds the words that differ between two texts, by their longest common run of words; case and white
/// space do not count.
pub fn hunks(first: &str, second: &str) -> Vec<Hunk> {
    let (left, right): (Vec<&str>, Vec<&str>) =
        (first.split_whitespace().collect(), second.split_whitespace().collect());
    let fold = |words: &[&str]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
    let (a, b) = (fold(&left), fold(&right));
    let width = b.len() + 1;
    if (a.len() + 1).saturating_mul(width) > MOST_CELLS {
        return vec![Hunk { from: left.join(" "), to: right.join(" ") }];
    }
    // The longest common run from each pair of places on.
    let mut longest = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let mut hunks = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut open: (Vec<&str>, Vec<&str>) = Default::default();
    loop {
        let same = i < a.len() && j < b.len() && a[i] == b[j];
        let ends = i == a.len() && j == b.len();
        if (same || ends) && !(open.0.is_empty() && open.1.is_empty()) {
            let (from, to) = std::mem::take(&mut open);
            hunks.push(Hunk { from: from.join(" "), to: to.join(" ") });
        }
        if ends {
            return hunks;
        }
        if same {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len()
            || (i < a.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            open.0.push(left[i]);
            i += 1;
        } else {
            open.1.push(right[j]);
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(first: &str, second: &str, expect: &[(&str, &str)]) {
        let found = hunks(first, second);
        let found: Vec<(&str, &str)> =
            found.iter().map(|hunk| (hunk.from.as_str(), hunk.to.as_str())).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn changed_words_are_found() {
        check("within 30 days", "within 60 days", &[("30", "60")]);
        check("a b c", "A  c", &[("b", "")]);
        check("", "new", &[("", "new")]);
        check("same words", "Same\nwords", &[]);
        check("x a y", "p a q", &[("x", "p"), ("y", "q")]);
    }

    /// The words that stay are a longest common run, told from a definition that tries everything.
    #[test]
    fn all_short_texts_keep_as_many_words_as_can_be() {
        fn longest(first: &[&str], second: &[&str]) -> usize {
            let ([one, first_rest @ ..], [other, second_rest @ ..]) = (first, second) else {
                return 0;
            };
            let without = longest(first_rest, second).max(longest(first, second_rest));
            let with = usize::from(one == other) + longest(first_rest, second_rest);
            if one == other { with.max(without) } else { without }
        }
        let mut texts: Vec<Vec<&str>> = vec![Vec::new()];
        for length in 0..4 {
            let longer: Vec<Vec<&str>> = texts
                .iter()
                .filter(|text| text.len() == length)
                .flat_map(|text| ["a", "b", "c"].map(|word| [text.as_slice(), &[word]].concat()))
                .collect();
            texts.extend(longer);
        }
        for first in &texts {
            for second in &texts {
                let found = hunks(&first.join(" "), &second.join(" "));
                let count = |side: fn(&Hunk) -> &str| -> usize {
                    found.iter().map(|hunk| side(hunk).split_whitespace().count()).sum()
                };
                let kept = longest(first, second);
                assert_eq!(first.len() - count(|hunk| &hunk.from), kept, "{first:?} {second:?}");
                assert_eq!(second.len() - count(|hunk| &hunk.to), kept, "{first:?} {second:?}");
            }
        }
    }
}
