//! What a search answers: levels, passages and look-ups.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::suggest::Suggestion;

/// Says how much had to be forgiven until a quotation was found.
///
/// The first level that finds it is reported; every level forgives what the ones before it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Level 1: the same code points.
    Exact,
    /// Level 2: other quotation marks, dashes, spaces, ligatures, accents composed otherwise.
    Typographic,
    /// Level 3: other line ends and spacing, words divided at a line end.
    Layout,
    /// Level 4: without brackets around supplied words, translator's notes and emphasis marks.
    Apparatus,
    /// Level 5: without the supplied words too.
    Supplied,
    /// Level 6: parts joined by an ellipsis, in order, within a paragraph or two neighbours.
    Elided,
}

impl Level {
    /// The levels at which a quotation is one stretch.
    pub(crate) const WHOLE: [Self; 5] =
        [Self::Exact, Self::Typographic, Self::Layout, Self::Apparatus, Self::Supplied];

    /// Returns the number of the level, 1 to 6.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Returns the level with a number, if it is 1 to 6.
    pub fn from_number(number: u8) -> Option<Self> {
        if number == 6 {
            return Some(Self::Elided);
        }
        Self::WHOLE.get(usize::from(number.checked_sub(1)?)).copied()
    }

    /// Returns the name of the level in one lower-case word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Typographic => "typographic",
            Self::Layout => "layout",
            Self::Apparatus => "apparatus",
            Self::Supplied => "supplied",
            Self::Elided => "elided",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Locates quoted words in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passage {
    /// Code point of the file at which it begins.
    pub start: usize,
    /// Code point of the file at which it ends, exclusive.
    pub end: usize,
    /// The quoted stretches, in code points: one, or several where the quotation leaves words out.
    pub parts: Vec<Range<usize>>,
    /// Id of the paragraph in which it begins.
    pub paragraph: Arc<str>,
    /// Id of the paragraph in which it ends.
    pub last_paragraph: Arc<str>,
    /// How much had to be forgiven.
    pub level: Level,
    /// Whether it runs across words that the record itself leaves out (`[...]`).
    ///
    /// Nobody at hand can say what stood there, so the quoted words may not belong together.
    pub across_omission: bool,
    /// Whether it begins or ends inside a word or a number: "7,000" of "27,000", "not" of "nothing".
    pub cuts_word: bool,
}

/// Answers where a quotation stands in a record.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Lookup {
    /// It stands in one place.
    Found(Passage),
    /// It stands in several places (at most [`MAX_PASSAGES`] are listed); name the paragraph.
    Ambiguous(Vec<Passage>),
    /// It stands nowhere; here is what comes nearest, best first.
    NotFound(Vec<Suggestion>),
    /// The record has no such paragraph; perhaps this one was meant.
    NoSuchParagraph(Option<Arc<str>>),
    /// The quotation holds nothing but space.
    Empty,
}

/// The number of places listed for an ambiguous quotation.
pub const MAX_PASSAGES: usize = 100;
