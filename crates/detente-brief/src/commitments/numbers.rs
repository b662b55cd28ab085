//! Numbers and dates that a text names, in figures or in words.

use super::negation::stem;
use super::numerals::{Part, month, part};
use super::text::plain_apostrophes;
use detente_model::Day;
use detente_model::MONTHS;
use std::fmt::{self, Display, Formatter};

/// A number or a date named in a text, with the word behind it: thirty *days*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) value: Value,
    pub(super) of: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A number as a fraction in lowest terms.
    Number(i128, i128),
    /// Figures that are no number: those of a date in dots, or too many to reckon with.
    Figures(String),
    /// A day of a month, or a month of a year.
    Date { day: Option<u32>, month: usize, year: Option<i128> },
}

impl Value {
    /// Whether two are the same; a date without a year is that of any year.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Date { day, month, year },
                Self::Date { day: day_2, month: month_2, year: year_2 },
            ) => {
                let year_agrees = year.is_none() || year_2.is_none() || year == year_2;
                (day, month) == (day_2, month_2) && year_agrees
            }
            _ => self == other,
        }
    }

    fn times(&self, by: i128) -> Option<Self> {
        let Self::Number(over, under) = self else { return None };
        Some(reduced(over.checked_mul(by)?, *under))
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(over, 1) => write!(f, "{over}"),
            Self::Number(over, under) => match decimals(*under) {
                Some((scale, places)) => {
                    let whole = over / under;
                    let rest = (over % under) * (scale / under);
                    write!(f, "{whole}.{rest:0places$}")
                }
                None => write!(f, "{over}/{under}"),
            },
            Self::Figures(figures) => f.write_str(figures),
            Self::Date { day, month, year } => {
                if let Some(day) = day {
                    write!(f, "{day} ")?;
                }
                f.write_str(MONTHS[*month])?;
                year.map_or(Ok(()), |year| write!(f, " {year}"))
            }
        }
    }
}

/// The power of ten that a fraction can be written over, and its places.
fn decimals(under: i128) -> Option<(i128, usize)> {
    (1..=18).map(|places| (10_i128.pow(places), places as usize)).find(|(ten, _)| ten % under == 0)
}

fn reduced(over: i128, under: i128) -> Value {
    let (mut a, mut b) = (over, under);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let common = a.max(1);
    Value::Number(over / common, under / common)
}

/// A word or figures of a text; what stands between sentences breaks a number.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Break,
}

/// Cuts a text: figures with their commas and points, words in their own case, hyphens as spaces.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = plain_apostrophes(text).chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    // Three figures and no fourth: the group behind a separator of thousands.
    let group = |at: usize| digit(at) && digit(at + 1) && digit(at + 2) && !digit(at + 3);
    let mut out = Vec::new();
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut Vec<Token>| {
        if !word.is_empty() {
            out.push(Token::Word(std::mem::take(word)));
        }
    };
    for (place, &c) in chars.iter().enumerate() {
        let in_figures =
            place > 0 && digit(place - 1) && word.starts_with(|c: char| c.is_ascii_digit());
        match c {
            '.' if in_figures && digit(place + 1) => word.push('.'),
            ',' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' if in_figures && group(place + 1) => {}
            '\'' => word.push('\''),
            '½' | '¼' | '¾' => {
                flush(&mut word, &mut out);
                out.push(Token::Word(c.to_string()));
            }
            c if c.is_alphanumeric() => word.push(c),
            c => {
                flush(&mut word, &mut out);
                if matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '/' | '–' | '—') {
                    out.push(Token::Break);
                }
            }
        }
    }
    flush(&mut word, &mut out);
    out
}

/// The value of figures: `1500`, `1.5`, `5th`; other figures, such as `1.5.1890`, stay what they are.
fn figures(word: &str) -> Option<Value> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    let ordinal = matches!(rest.to_lowercase().as_str(), "st" | "nd" | "rd" | "th");
    if !rest.is_empty() && !ordinal && rest.contains(|c: char| c.is_ascii_digit()) {
        return Some(Value::Figures(word.to_owned()));
    }
    let digits = digits.trim_end_matches('.');
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    if part.contains('.') || whole.len() + part.len() > 18 {
        let digits = digits.trim_start_matches('0');
        return Some(Value::Figures(digits.to_owned()));
    }
    let over = format!("{whole}{part}").parse().ok()?;
    Some(reduced(over, 10_i128.pow(part.len() as u32)))
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    fn word(&self, ahead: usize) -> Option<&str> {
        match self.tokens.get(self.at + ahead)? {
            Token::Word(word) => Some(word),
            Token::Break => None,
        }
    }

    fn lower(&self, ahead: usize) -> String {
        self.word(ahead).map(str::to_lowercase).unwrap_or_default()
    }

    fn behind(&self) -> String {
        match self.at.checked_sub(1).and_then(|at| self.tokens.get(at)) {
            Some(Token::Word(word)) => word.to_lowercase(),
            _ => String::new(),
        }
    }

    /// The number that begins here, and how many words it takes.
    fn number(&self) -> Option<(Value, usize)> {
        let word = self.lower(0);
        let (mut value, mut taken) = match word.as_str() {
            "half" => return Some((Value::Number(1, 2), 1)),
            "½" | "¼" | "¾" => return Some((glyph(&word)?, 1)),
            "quarter" if self.behind() == "a" => return Some((Value::Number(1, 4), 1)),
            "twice" => return Some((Value::Number(2, 1), 1)),
            "thrice" => return Some((Value::Number(3, 1), 1)),
            "once" => {
                let of = ["a", "an", "every", "each", "per", "in"];
                return of.contains(&self.lower(1).as_str()).then_some((Value::Number(1, 1), 1));
            }
            _ => match figures(&word) {
                Some(value) => (value, 1),
                None => self.spelt()?,
            },
        };
        while let Some((Part::Scale(scale), false)) = part(&self.lower(taken)) {
            let Some(more) = value.times(scale) else { break };
            (value, taken) = (more, taken + 1);
        }
        if let Some((share, more)) = self.share(taken) {
            let Value::Number(over, under) = value else { return Some((value, taken)) };
            let Value::Number(top, bottom) = share else { return None };
            let sum = over.checked_mul(bottom)?.checked_add(top.checked_mul(under)?)?;
            return Some((reduced(sum, under.checked_mul(bottom)?), taken + more));
        }
        // "Two thirds", "three quarters".
        let named = self.lower(taken);
        let parts = named.strip_suffix('s').filter(|_| value != Value::Number(1, 1));
        let under = match parts.or((value == Value::Number(1, 1)).then_some(named.as_str())) {
            Some("quarter") => Some(4),
            Some("third") => Some(3),
            Some("fifth") => Some(5),
            Some("tenth") => Some(10),
            _ => None,
        };
        match (under, &value) {
            (Some(under), Value::Number(over, 1)) => Some((reduced(*over, under), taken + 1)),
            _ => Some((value, taken)),
        }
    }

    /// "And a half" behind a number, or a fraction in one sign.
    fn share(&self, taken: usize) -> Option<(Value, usize)> {
        if let Some(value) = glyph(&self.lower(taken)) {
            return Some((value, 1));
        }
        if self.lower(taken) != "and" || !matches!(self.lower(taken + 1).as_str(), "a" | "one") {
            return None;
        }
        match self.lower(taken + 2).as_str() {
            "half" => Some((Value::Number(1, 2), 3)),
            "quarter" => Some((Value::Number(1, 4), 3)),
            _ => None,
        }
    }

    /// A number in words: `twenty-four`, `one hundred and fifty`, `nineteen fifty-three`.
    fn spelt(&self) -> Option<(Value, usize)> {
        let (mut total, mut group, mut taken) = (0_i128, 0_i128, 0);
        // What may still follow within a group of three figures: below this.
        let mut room = i128::MAX;
        loop {
            let mut word = self.lower(taken);
            let mut skip = 0;
            if taken > 0 && word == "and" && taken_scale(self, taken) {
                skip = 1;
                word = self.lower(taken + 1);
            }
            let Some((part, ordinal)) = part(&word) else { break };
            match part {
                Part::Scale(scale) => {
                    // "Thousands of men" are no number.
                    if skip > 0 || (taken == 0 && word.ends_with('s')) {
                        break;
                    }
                    let times = group.max(1);
                    if scale <= 100 {
                        if times >= 100 {
                            break;
                        }
                        group = times * scale;
                        room = 100;
                    } else {
                        total = total.checked_add(times.checked_mul(scale)?)?;
                        group = 0;
                        room = 1000;
                    }
                }
                Part::Unit(value) | Part::Teen(value) | Part::Ten(value) => {
                    // "Nineteen fifty-three" is a year.
                    let year = (17..=20).contains(&group)
                        && total == 0
                        && matches!(part, Part::Teen(_) | Part::Ten(_));
                    if year {
                        group = group * 100 + value;
                    } else if value < room {
                        group += value;
                    } else {
                        break;
                    }
                    room = if matches!(part, Part::Ten(_)) { 10 } else { 0 };
                }
            }
            taken += 1 + skip;
            if ordinal {
                break;
            }
        }
        (taken > 0).then_some((Value::Number(total + group, 1), taken))
    }

    /// The date that begins here, and how many words it takes.
    fn date(&self) -> Option<(Value, usize)> {
        let whole = |value: &Value| match value {
            Value::Number(value, 1) => Some(*value),
            _ => None,
        };
        let day_of =
            |value: &Value| u32::try_from(whole(value)?).ok().filter(|day| (1..=31).contains(day));
        let year_at = |ahead: usize| {
            let jump = usize::from(self.tokens.get(self.at + ahead) == Some(&Token::Break));
            let year = figures(self.word(ahead + jump)?)?;
            let year = whole(&year).filter(|year| (1000..=9999).contains(year))?;
            Some((year, jump + 1))
        };
        let with_year = |day: Option<u32>, month: usize, taken: usize| {
            let year = year_at(taken);
            let more = year.map_or(0, |(_, more)| more);
            (Value::Date { day, month, year: year.map(|(year, _)| year) }, taken + more)
        };
        if let Some(month) = self.word(0).and_then(month) {
            let mut ahead = Self { tokens: self.tokens.clone(), at: self.at + 1 };
            ahead.tokens.truncate(self.at + 6);
            let day = ahead.number().and_then(|(value, taken)| Some((day_of(&value)?, taken)));
            if let Some((day, taken)) = day {
                return Some(with_year(Some(day), month, 1 + taken));
            }
            let (year, more) = year_at(1).filter(|(_, more)| *more == 1)?;
            return Some((Value::Date { day: None, month, year: Some(year) }, 1 + more));
        }
        let (value, taken) = self.number()?;
        let day = day_of(&value)?;
        let of = usize::from(self.lower(taken) == "of");
        let month = self.word(taken + of).and_then(month)?;
        Some(with_year(Some(day), month, taken + of + 1))
    }
}

fn glyph(word: &str) -> Option<Value> {
    match word {
        "½" => Some(Value::Number(1, 2)),
        "¼" => Some(Value::Number(1, 4)),
        "¾" => Some(Value::Number(3, 4)),
        _ => None,
    }
}

/// Whether the word before is a hundred, a thousand or more, behind which "and" goes on counting.
fn taken_scale(reader: &Reader, taken: usize) -> bool {
    matches!(part(&reader.lower(taken - 1)), Some((Part::Scale(_), false)))
}

/// Takes dates such as 1953-07-05 out of a text, before it is cut at hyphens.
fn iso_dates(text: &str) -> (String, Vec<Value>) {
    let mut dates = Vec::new();
    let words = text.split(' ').filter(|word| {
        let date = iso_date(word.trim_matches(|c: char| !c.is_ascii_digit()));
        let is_none = date.is_none();
        dates.extend(date);
        is_none
    });
    let rest = words.collect::<Vec<_>>().join(" ");
    (rest, dates)
}

fn iso_date(text: &str) -> Option<Value> {
    Day::from_iso(text).filter(|_| text.len() == 10)?;
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month: usize = month.parse().ok()?;
    Some(Value::Date {
        day: day.parse().ok(),
        month: month.checked_sub(1)?,
        year: year.parse().ok(),
    })
}

/// The numbers and dates named in a text, in their order.
pub(super) fn named(text: &str) -> Vec<Named> {
    let (text, dates) = iso_dates(text);
    let mut found: Vec<Named> =
        dates.into_iter().map(|value| Named { value, of: String::new() }).collect();
    let mut reader = Reader { tokens: tokens(&text), at: 0 };
    while reader.at < reader.tokens.len() {
        let Some((value, taken)) = reader.date().or_else(|| reader.number()) else {
            reader.at += 1;
            continue;
        };
        // "One another" and "no one" count nothing.
        let pronoun = reader.lower(0) == "one"
            && taken == 1
            && (reader.lower(1) == "another" || reader.behind() == "no");
        reader.at += taken;
        if !pronoun {
            let of = stem(&reader.lower(0));
            found.push(Named { value, of });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let found: Vec<String> = named(text).iter().map(|named| named.value.to_string()).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn numbers_in_words_and_figures_are_read() {
        check("twenty-four hours", &["24"]);
        check("twenty four hours", &["24"]);
        check("one hundred and fifty men", &["150"]);
        check("a hundred men and fifty horses", &["100", "50"]);
        check("two thousand five hundred and one", &["2501"]);
        check("twenty-seven thousand prisoners", &["27000"]);
        check("two and a half months", &["2.5"]);
        check("one and a quarter, 2½ and 1.25", &["1.25", "2.5", "1.25"]);
        check("1.5 million, 1,500 and 1\u{a0}500", &["1500000", "1500", "1500"]);
        check("articles 4,5 and 6", &["4", "5", "6"]);
        check("two thirds, one third, three quarters, a half", &["2/3", "1/3", "0.75", "0.5"]);
        check("the twenty-first meeting, the 3rd and the third", &["21", "3", "3"]);
        check("nineteen fifty-three", &["1953"]);
        check("twenty, thirty or forty days", &["20", "30", "40"]);
        check("one two three", &["1", "2", "3"]);
        check("two dozen posts, twice a month", &["24", "2"]);
        check("sixty (60) days", &["60", "60"]);
        check("no one; one another; once they leave", &[]);
        check("007 and 0", &["7", "0"]);
        check("nine hundred ninety-nine thousand nine hundred ninety-nine", &["999999"]);
        check("seventeen, eighteen hundred", &["17", "1800"]);
    }

    #[test]
    fn dates_are_read() {
        check("by 5 May 1890", &["5 May 1890"]);
        check("by May 5, 1890 at the latest", &["5 May 1890"]);
        check("on the fifth of May", &["5 May"]);
        check("on the twenty-first of July 1953", &["21 July 1953"]);
        check("from 1953-07-05 on", &["5 July 1953"]);
        check("in July 1953", &["July 1953"]);
        check("they may 5 times march 3 miles", &["5", "3"]);
        check("1.5.1890", &["1.5.1890"]);
        check("30 Sept.", &["30 September"]);
    }

    #[test]
    fn nothing_is_too_great_to_be_read() {
        let long = "9".repeat(400);
        check(&long, &[&long]);
        let words = "million ".repeat(200);
        let _ = named(&words);
        let words = "nine billion ".repeat(200);
        let _ = named(&words);
        let _ = named(&"nine thousand ".repeat(50));
        check("", &[]);
    }
}
