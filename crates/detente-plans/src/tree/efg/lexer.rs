//! The words of an `.efg` text and where they are.

use crate::tree::Fraction;
use num_bigint::BigInt;
use num_traits::Zero;
use std::borrow::Cow;
use std::fmt;

/// The longest number that is read, in characters, and the greatest exponent.
const LONGEST: usize = 300;

/// Says where a text is not in the format and what should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EfgError {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What should be there.
    pub expected: String,
    /// What is there, shortened; empty at the end of the text.
    pub found: String,
}

impl fmt::Display for EfgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EfgError { line, column, expected, found } = self;
        write!(f, "line {line}, column {column}: expected {expected}, found ")?;
        if found.is_empty() { write!(f, "the end of the text") } else { write!(f, "{found:?}") }
    }
}

impl std::error::Error for EfgError {}

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word<'a> {
    Open,
    Close,
    Name(Cow<'a, str>),
    Plain(&'a str),
    End,
}

/// Reads words one at a time and looks one ahead, so that text after the tree is never looked at.
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// Where the text goes on after the word ahead.
    next: usize,
    ahead: Option<(Word<'a>, usize)>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        // A mark of byte order at the beginning is no part of the text.
        let next = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, next, ahead: None }
    }

    /// An error at a place of the text.
    pub(super) fn error(&self, at: usize, expected: impl Into<String>) -> EfgError {
        let before = &self.text[..at];
        let begin = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = 1 + before.bytes().filter(|&byte| byte == b'\n').count();
        let marks = before[begin..].chars().filter(|&mark| mark != '\u{feff}').count();
        let rest = self.text[at..].split(['\n', '\r']).next().unwrap_or("");
        let mut found: String = match rest.chars().next() {
            Some('"') => rest.chars().take(24).collect(),
            Some(one @ ('{' | '}')) => one.into(),
            _ => rest.split([' ', '\t', ',', '{', '}']).next().unwrap_or("").into(),
        };
        if found.chars().count() > 24 {
            found = found.chars().take(24).collect();
        }
        EfgError { line, column: marks + 1, expected: expected.into(), found }
    }

    /// Reads the next word of the text.
    fn read(&mut self) -> Result<(Word<'a>, usize), EfgError> {
        let bytes = self.text.as_bytes();
        let space = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
        while bytes.get(self.next).is_some_and(space) {
            self.next += 1;
        }
        let at = self.next;
        let Some(&byte) = bytes.get(at) else { return Ok((Word::End, at)) };
        self.next += 1;
        let word = match byte {
            b'{' => Word::Open,
            b'}' => Word::Close,
            b'"' => Word::Name(self.name(at)?),
            _ => {
                let ends = |byte: &u8| space(byte) || matches!(byte, b'{' | b'}' | b'"');
                while bytes.get(self.next).is_some_and(|byte| !ends(byte)) {
                    self.next += 1;
                }
                Word::Plain(&self.text[at..self.next])
            }
        };
        Ok((word, at))
    }

    /// Reads a name up to its closing quote.
    fn name(&mut self, at: usize) -> Result<Cow<'a, str>, EfgError> {
        let bytes = self.text.as_bytes();
        let mut name = Cow::Borrowed("");
        let mut from = self.next;
        loop {
            match bytes.get(self.next) {
                None => return Err(self.error(at, "a name with a closing quote")),
                Some(b'"') => break,
                Some(b'\\') if matches!(bytes.get(self.next + 1), Some(b'"' | b'\\')) => {
                    name.to_mut().push_str(&self.text[from..self.next]);
                    from = self.next + 1;
                    self.next += 2;
                }
                Some(_) => self.next += 1,
            }
        }
        let rest = &self.text[from..self.next];
        self.next += 1;
        if name.is_empty() {
            return Ok(Cow::Borrowed(rest));
        }
        name.to_mut().push_str(rest);
        Ok(name)
    }

    /// The next word, which stays ahead, and where it is.
    pub(super) fn peek(&mut self) -> Result<(&Word<'a>, usize), EfgError> {
        let ahead = match self.ahead.take() {
            Some(ahead) => ahead,
            None => self.read()?,
        };
        let (word, at) = self.ahead.insert(ahead);
        Ok((word, *at))
    }

    /// Takes the next word.
    pub(super) fn take(&mut self) -> Result<(Word<'a>, usize), EfgError> {
        match self.ahead.take() {
            Some(ahead) => Ok(ahead),
            None => self.read(),
        }
    }

    /// Takes a name.
    pub(super) fn string(&mut self, expected: &str) -> Result<Cow<'a, str>, EfgError> {
        match self.take()? {
            (Word::Name(name), _) => Ok(name),
            (_, at) => Err(self.error(at, expected)),
        }
    }

    /// Takes a name if one is next.
    pub(super) fn maybe_string(&mut self) -> Result<Option<Cow<'a, str>>, EfgError> {
        if !matches!(self.peek()?.0, Word::Name(_)) {
            return Ok(None);
        }
        self.string("a name").map(Some)
    }

    /// Takes an opening brace.
    pub(super) fn open(&mut self, expected: &str) -> Result<(), EfgError> {
        match self.take()? {
            (Word::Open, _) => Ok(()),
            (_, at) => Err(self.error(at, expected)),
        }
    }

    /// Takes a closing brace if one is next; another word must be what is expected.
    pub(super) fn closes(&mut self) -> Result<bool, EfgError> {
        let closes = *self.peek()?.0 == Word::Close;
        if closes {
            self.ahead = None;
        }
        Ok(closes)
    }

    /// Takes a whole number that is not negative, and says where it was.
    pub(super) fn whole(&mut self, expected: &str) -> Result<(u64, usize), EfgError> {
        match self.take()? {
            (Word::Plain(digits), at) => match digits.parse() {
                Ok(number) => Ok((number, at)),
                Err(_) => Err(self.error(at, expected)),
            },
            (_, at) => Err(self.error(at, expected)),
        }
    }

    /// Takes an exact number, and says where it was.
    pub(super) fn number(&mut self, expected: &str) -> Result<(Fraction, usize), EfgError> {
        match self.take()? {
            (Word::Plain(digits), at) => match number(digits) {
                Some(number) => Ok((number, at)),
                None => Err(self.error(at, expected)),
            },
            (_, at) => Err(self.error(at, expected)),
        }
    }
}

/// Digits with at most one point, as a whole number and the digits after the point.
fn decimal(text: &str) -> Option<(BigInt, usize)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (before, after) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if before.len() + after.len() == 0 || !digits(before) || !digits(after) {
        return None;
    }
    let value: BigInt = format!("{before}{after}").parse().ok()?;
    Some((if text.starts_with('-') { -value } else { value }, after.len()))
}

/// Reads a fraction, a decimal or a number with an exponent.
fn number(text: &str) -> Option<Fraction> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some((above, below)) = text.split_once('/') {
        let ((above, 0), (below, 0)) = (decimal(above)?, decimal(below)?) else { return None };
        return (!below.is_zero()).then(|| Fraction::new(above, below));
    }
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (value, after) = decimal(digits)?;
    if exponent.unsigned_abs() as usize > LONGEST {
        return None;
    }
    let power = exponent - i32::try_from(after).ok()?;
    let factor = BigInt::from(10).pow(power.unsigned_abs());
    Some(if power < 0 {
        Fraction::new(value, factor)
    } else {
        Fraction::from_integer(value * factor)
    })
}
