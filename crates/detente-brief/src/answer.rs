//! Answers to questions: how the outcomes that hold stand to a condition.

/// Says how the stable outcomes stand to a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It holds in every stable outcome.
    InEvery,
    /// It holds in some stable outcomes and not in others.
    InSome,
    /// It holds in no stable outcome.
    InNone,
    /// Nothing is stable.
    NothingStable,
}

impl Answer {
    /// Answers a condition over the stable outcomes.
    ///
    /// ```
    /// use detente_brief::Answer;
    /// assert_eq!(Answer::over([3u64, 5].into_iter(), |state| state & 1 == 1), Answer::InEvery);
    /// assert_eq!(Answer::over([3u64, 4].into_iter(), |state| state & 1 == 1), Answer::InSome);
    /// assert_eq!(Answer::over(std::iter::empty(), |_| true), Answer::NothingStable);
    /// ```
    pub fn over(stable: impl Iterator<Item = u64>, holds: impl Fn(u64) -> bool) -> Self {
        let (mut yes, mut no) = (false, false);
        for state in stable {
            if holds(state) {
                yes = true;
            } else {
                no = true;
            }
        }
        match (yes, no) {
            (true, false) => Self::InEvery,
            (true, true) => Self::InSome,
            (false, true) => Self::InNone,
            (false, false) => Self::NothingStable,
        }
    }

    /// Returns the answer in a few words, for tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::InEvery => "in every",
            Self::InSome => "in some",
            Self::InNone => "in none",
            Self::NothingStable => "nothing is stable",
        }
    }

    /// Returns the answer as one word, for machines.
    pub fn code(self) -> &'static str {
        match self {
            Self::InEvery => "every",
            Self::InSome => "some",
            Self::InNone => "none",
            Self::NothingStable => "nothing-stable",
        }
    }
}
