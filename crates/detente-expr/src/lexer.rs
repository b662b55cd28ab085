//! Tokens. Every character of a condition becomes part of one or of a fault.

use crate::ast::{Arith, Compare};
use crate::fault::{Fault, FaultKind};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Name(String),
    Int(i64),
    Not,
    And,
    Or,
    If,
    Iff,
    Open,
    Close,
    Comma,
    Compare(Compare),
    Arith(Arith),
    End,
}

#[derive(Clone, Debug)]
pub(crate) struct Spanned {
    pub(crate) token: Token,
    pub(crate) span: Range<usize>,
}

/// Tells whether a word is one of the language's own.
pub fn keyword(word: &str) -> bool {
    matches!(word, "not" | "and" | "or" | "if" | "iff")
}

/// Tells whether a text can be used as a name in conditions: it begins with a letter or `_`, goes on
/// with letters, digits, `_`, and single `-` between them, and is not a keyword.
pub fn is_name(text: &str) -> bool {
    let (tokens, faults) = lex(text);
    faults.is_empty()
        && matches!(tokens.as_slice(), [Spanned { token: Token::Name(name), .. }, _] if name == text)
}

pub(crate) fn lex(text: &str) -> (Vec<Spanned>, Vec<Fault>) {
    let mut tokens = Vec::new();
    let mut faults = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let start = at;
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let token = if first.is_alphabetic() || first == '_' {
            at = name_end(text, start);
            Some(word(&text[start..at]))
        } else if first.is_ascii_digit() {
            at += text[at..].bytes().take_while(u8::is_ascii_digit).count();
            Some(number(&text[start..at], start, &mut faults))
        } else if let Some((token, length)) = sign(&text[start..]) {
            at += length;
            Some(token)
        } else {
            let (length, help) = foreign(&text[start..]);
            at += length;
            let written = &text[start..at];
            faults.push(
                Fault::new(
                    FaultKind::Syntax,
                    start..at,
                    format!("`{}` has no meaning in a condition", written.escape_debug()),
                    "not part of the language",
                )
                .help(help),
            );
            foreign_token(written)
        };
        if let Some(token) = token {
            tokens.push(Spanned { token, span: start..at });
        }
    }
    tokens.push(Spanned { token: Token::End, span: text.len()..text.len() });
    (tokens, faults)
}

/// A hyphen belongs to a name when it stands between two letters or digits without a space.
fn name_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].chars().peekable();
    while let Some(c) = chars.next() {
        let inside = c.is_alphanumeric()
            || c == '_'
            || (c == '-'
                && chars.peek().is_some_and(|next| next.is_alphanumeric() || *next == '_'));
        if !inside {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn word(text: &str) -> Token {
    match text {
        "not" => Token::Not,
        "and" => Token::And,
        "or" => Token::Or,
        "if" => Token::If,
        "iff" => Token::Iff,
        name => Token::Name(name.to_owned()),
    }
}

fn number(digits: &str, start: usize, faults: &mut Vec<Fault>) -> Token {
    Token::Int(digits.parse().unwrap_or_else(|_| {
        faults.push(Fault::new(
            FaultKind::Syntax,
            start..start + digits.len(),
            "a number larger than any this program can hold",
            "too large",
        ));
        i64::MAX
    }))
}

fn sign(rest: &str) -> Option<(Token, usize)> {
    const SIGNS: [(&str, Token); 12] = [
        ("==", Token::Compare(Compare::Equal)),
        ("!=", Token::Compare(Compare::NotEqual)),
        ("<=", Token::Compare(Compare::AtMost)),
        (">=", Token::Compare(Compare::AtLeast)),
        ("<", Token::Compare(Compare::Less)),
        (">", Token::Compare(Compare::Greater)),
        ("(", Token::Open),
        (")", Token::Close),
        (",", Token::Comma),
        ("+", Token::Arith(Arith::Add)),
        ("-", Token::Arith(Arith::Subtract)),
        ("*", Token::Arith(Arith::Multiply)),
    ];
    // `<->`, `->` and `=>` are other languages' signs, not a comparison followed by something.
    if ["<->", "<=>", "->", "=>"].iter().any(|other| rest.starts_with(other)) {
        return None;
    }
    SIGNS.into_iter().find(|(written, _)| rest.starts_with(written)).map(|(w, t)| (t, w.len()))
}

/// Signs that other languages use, with what to write here.
const FOREIGN: [(&str, &str); 16] = [
    ("<->", "write `iff`"),
    ("<=>", "write `iff`"),
    ("->", "write `B if A` for *A implies B*"),
    ("=>", "write `B if A` for *A implies B*; the comparison is `>=`"),
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("&", "write `and`"),
    ("|", "write `or`"),
    ("!", "write `not`"),
    ("¬", "write `not`"),
    ("~", "write `not`"),
    ("=", "write `==` to compare numbers, `iff` to compare conditions"),
    ("≥", "write `>=`"),
    ("≤", "write `<=`"),
    ("≠", "write `!=`"),
    ("/", "there is no division; multiply the other side"),
];

fn foreign(rest: &str) -> (usize, &'static str) {
    FOREIGN.into_iter().find(|(written, _)| rest.starts_with(written)).map_or_else(
        || {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            (length, "use names, `not`, `and`, `or`, `if`, `iff` and parentheses")
        },
        |(written, help)| (written.len(), help),
    )
}

/// What the writer of a foreign sign meant, so that one fault does not cause a second.
fn foreign_token(written: &str) -> Option<Token> {
    match written {
        "<->" | "<=>" => Some(Token::Iff),
        "->" | "=>" => Some(Token::If),
        "&&" | "&" => Some(Token::And),
        "||" | "|" => Some(Token::Or),
        "!" | "¬" | "~" => Some(Token::Not),
        "=" => Some(Token::Compare(Compare::Equal)),
        "≥" => Some(Token::Compare(Compare::AtLeast)),
        "≤" => Some(Token::Compare(Compare::AtMost)),
        "≠" => Some(Token::Compare(Compare::NotEqual)),
        "/" => Some(Token::Arith(Arith::Multiply)),
        _ => None,
    }
}
