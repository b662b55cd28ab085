//! The words by which a record limits what it says, with their kinds and how far they reach.
//!
//! A table to be read and argued with; how it is applied lives in `hedge`. Phrases are written in
//! lower case; `'` stands for every apostrophe.

/// Says in what way a word limits a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HedgeKind {
    /// Something is taken for granted, not known: "it can be assumed".
    Assumption,
    /// It is somebody's view: "we think", "in the opinion of".
    Opinion,
    /// It looks so: "appears", "apparently".
    Appearance,
    /// It is reported without being vouched for: "allegedly".
    Report,
    /// It may be: "perhaps", "might", "it is possible".
    Possibility,
    /// It is graded: "probably", "certainly".
    Likelihood,
    /// It holds on a condition: "if", "unless".
    Condition,
    /// It is denied: "not", "never", "without".
    Negation,
    /// It is about so: "approximately", "at least".
    Approximation,
    /// It is so at times or in part: "sometimes", "only", "tend to".
    Restriction,
}

/// How far a hedge reaches in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Over everything that follows, to the next semicolon: attitudes that introduce what is said.
    Onward,
    /// Over the statement before and after it, to the next semicolon or "but".
    Statement,
    /// Over its clause.
    Clause,
    /// Over the word it touches (a figure, for approximations).
    Next,
}

/// One entry of the lexicon.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) phrase: &'static str,
    pub(crate) kind: HedgeKind,
    pub(crate) reach: Reach,
}

const fn entry(phrase: &'static str, kind: HedgeKind, reach: Reach) -> Entry {
    Entry { phrase, kind, reach }
}

macro_rules! lexicon {
    ($($kind:ident $reach:ident: $($phrase:literal)+;)+) => {
        /// All entries, in the order of their kinds.
        pub(crate) const LEXICON: &[Entry] =
            &[$($(entry($phrase, HedgeKind::$kind, Reach::$reach),)+)+];
    };
}

lexicon! {
    Assumption Onward: "it can be assumed" "it may be assumed" "it is assumed" "it was assumed" "can be assumed"
        "assume" "assumes" "assumed" "assuming" "presume" "presumes" "presumed" "presumably" "supposedly" "suppose"
        "it is expected" "it is to be expected" "judging by" "hypothetically";
    Opinion Onward: "we think" "i think" "they think" "thinks that" "thinks" "think that" "thought that"
        "we believe" "i believe" "they believe" "believes" "believe that" "believed that" "believing that"
        "in the opinion of" "in our opinion" "in my opinion" "in his opinion" "in their opinion" "in the view of"
        "in our view" "in my view" "in his view" "we feel" "i feel" "i estimate" "we estimate" "estimates that"
        "considers that" "we consider that" "we expect" "expects" "i doubt" "we doubt" "doubts" "doubted"
        "i suppose" "we hope" "i hope" "hopes" "hoped that" "fears that" "is afraid" "are afraid";
    Appearance Onward: "it appears" "it appeared" "appears that" "it seems" "it seemed" "it looks as if" "appears"
        "appeared to" "appear to" "seems" "seemed to" "seem to" "seemingly" "apparently" "ostensibly";
    Report Onward: "allegedly" "reportedly" "it is said" "it is alleged" "alleges" "alleged" "claims that"
        "claimed that" "claims to" "purportedly" "rumored" "rumoured" "according to";
    Possibility Statement: "perhaps" "maybe" "possibly" "it is possible" "it is also possible" "quite possible"
        "possible that" "conceivably" "not out of question";
    Possibility Clause: "may" "might" "could" "possible" "possibility" "the possibility";
    Condition Clause: "whether";
    Likelihood Clause: "probably" "probable" "likely" "unlikely" "certainly" "definitely" "undoubtedly" "surely"
        "evidently" "doubtful" "inevitably";
    Condition Statement: "if" "unless" "provided that" "provided" "on condition" "on the condition" "only then"
        "in this event" "in that event" "in this case" "in that case" "in case" "in the event" "as long as"
        "so long as" "under these circumstances" "under this situation" "depending on" "otherwise";
    Negation Clause: "not" "no" "never" "cannot" "can't" "won't" "don't" "doesn't" "didn't" "isn't" "aren't"
        "wasn't" "weren't" "wouldn't" "couldn't" "shouldn't" "hasn't" "haven't" "hadn't" "neither" "nor" "nobody"
        "none" "nothing" "without" "unable" "hardly" "scarcely" "fails to" "failed to" "refuses to" "refused to";
    Approximation Next: "about" "approximately" "around" "roughly" "almost" "nearly" "at least" "at most"
        "more than" "less than" "over" "up to" "some";
    Restriction Clause: "sometimes" "occasionally" "partly" "in part" "to some extent" "tend to" "tends to";
    Restriction Next: "only" "merely" "a little";
}

/// Words that begin a subordinate clause.
pub(crate) const SUBORDINATE: [&str; 9] =
    ["who", "whom", "whose", "which", "when", "while", "because", "since", "until"];

/// Words before which "and" or "or" begins a new clause.
pub(crate) const VERBS: [&str; 35] = [
    "will",
    "would",
    "shall",
    "should",
    "can",
    "could",
    "may",
    "might",
    "must",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "does",
    "do",
    "did",
    "cannot",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "this",
    "that",
    "there",
    "then",
    "thereby",
    "also",
    "therefore",
    "thus",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_plain_and_unique() {
        for (i, entry) in LEXICON.iter().enumerate() {
            assert_eq!(entry.phrase, entry.phrase.to_lowercase());
            assert_eq!(entry.phrase.split_whitespace().collect::<Vec<_>>().join(" "), entry.phrase);
            let twice = LEXICON[..i].iter().any(|other| other.phrase == entry.phrase);
            assert!(!twice, "{} is listed twice", entry.phrase);
        }
    }
}
