//! Texts cut into words, and the parties named in them.

use detente_case::Case;

/// A text whose apostrophes are all straight.
pub(super) fn plain_apostrophes(text: &str) -> String {
    text.replace(['’', '‘', 'ʼ', '‛', '´', '`', '′', '＇'], "'")
}

/// The words of a text in small letters: letters and figures, with `cannot`, `can't`, `n't` and `without`
/// taken apart, the commas of thousands and the `s` of a genitive left out.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut text = plain_apostrophes(text).to_lowercase();
    for (short, long) in
        [("can't", "can not"), ("won't", "will not"), ("shan't", "shall not"), ("n't", " not")]
    {
        text = text.replace(short, long);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (place, &c) in chars.iter().enumerate() {
        let digit =
            |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        if c.is_alphanumeric() {
            word.push(c);
        } else if !(c == ',' && digit(place.checked_sub(1)) && digit(Some(place + 1))) {
            push(&mut words, std::mem::take(&mut word));
        }
    }
    push(&mut words, word);
    words
}

fn push(words: &mut Vec<String>, word: String) {
    match word.as_str() {
        "" | "s" => {}
        "cannot" => words.extend(["can".into(), "not".into()]),
        "without" => words.extend(["not".into(), "with".into()]),
        _ => words.push(word),
    }
}

/// Tells whether some words stand in a text, one behind the other.
pub(super) fn holds(text: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && text.windows(phrase.len()).any(|window| window == phrase)
}

/// Every name by which parties, bodies and others are known, cut into words, with whom it names.
pub(super) struct Names {
    names: Vec<(String, Vec<String>)>,
}

impl Names {
    pub(super) fn new(case: &Case) -> Self {
        let mut names = Vec::new();
        let mut add = |id: &str, name: &str| {
            let mut name = words(name);
            if name.first().is_some_and(|first| first == "the") {
                name.remove(0);
            }
            names.push((id.to_owned(), name));
        };
        for party in &case.model.parties {
            for name in [&party.name, &party.short] {
                add(&party.id, name);
            }
        }
        for body in &case.model.bodies {
            add(&body.id, body.name.as_deref().unwrap_or(&body.id));
        }
        for other in &case.others {
            add(&other.id, &other.name);
        }
        Self { names }
    }

    /// Those who are named in a text, in the order of the case, each once.
    pub(super) fn named_in(&self, text: &[String]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (id, name) in &self.names {
            if holds(text, name) && !found.contains(id) {
                found.push(id.clone());
            }
        }
        found
    }
}
