//! How a table is written: what parts its fields, and what its decimals.

use super::KtabFile;
use std::borrow::Cow;

/// How a table is written. Where spreadsheets write a comma before decimals, they part fields by semicolons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    separator: char,
}

impl Dialect {
    /// All of them, the usual one first.
    pub(super) const ALL: [Dialect; 3] =
        [Dialect { separator: ',' }, Dialect { separator: ';' }, Dialect { separator: '\t' }];

    /// Returns the dialect in which the first line is what it should be; the usual one if there is none.
    pub(super) fn of(first: &str, fits: impl Fn(&[String]) -> bool) -> Dialect {
        let fitting = |dialect: &Dialect| fits(&dialect.split(first).0);
        Dialect::ALL.into_iter().find(fitting).unwrap_or(Dialect::ALL[0])
    }

    /// Splits a line into its fields, and notes a quote that is not closed.
    pub(super) fn fields(self, row: &str, line: usize, file: &mut KtabFile) -> Vec<String> {
        let (fields, open) = self.split(row);
        if open {
            file.error(
                line,
                "a quote is not closed in this line",
                "close it in the same line, or double a quote that is meant",
            );
        }
        fields
    }

    /// Splits a line, except in quotes, and says whether a quote stays open.
    fn split(self, row: &str) -> (Vec<String>, bool) {
        let mut fields = Vec::new();
        let mut field = String::new();
        let mut quoted = false;
        let mut letters = row.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if quoted && letters.peek() == Some(&'"') => {
                    letters.next();
                    field.push('"');
                }
                '"' if quoted => quoted = false,
                // A quote within a word is just that.
                '"' if field.trim().is_empty() => {
                    field.clear();
                    quoted = true;
                }
                letter if letter == self.separator && !quoted => {
                    fields.push(std::mem::take(&mut field));
                }
                letter => field.push(letter),
            }
        }
        fields.push(field);
        (fields, quoted)
    }

    /// Returns a number with a point before its decimals, where a comma can mean nothing else.
    pub(super) fn decimal(self, text: &str) -> Cow<'_, str> {
        let one = text.matches(',').count() == 1 && !text.contains('.');
        if self.separator != ',' && one {
            Cow::Owned(text.replace(',', "."))
        } else {
            Cow::Borrowed(text)
        }
    }
}
