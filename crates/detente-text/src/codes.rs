//! The table of diagnostic codes. A code is never reused; its page lies in `docs/codes`.

/// Says how grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The case cannot be computed on until this is mended.
    Error,
    /// The case can be computed on, but an answer may mislead.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// Returns the word shown before a message.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Identifies one kind of fault.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Short name such as `E021`, stable for ever.
    pub id: &'static str,
    /// How grave faults of this kind are.
    pub severity: Severity,
    /// What this kind of fault is, in a few words.
    pub title: &'static str,
    /// The page that explains it, in Markdown.
    pub page: &'static str,
}

impl Code {
    /// Finds a code by its short name, whatever the case of its letter.
    pub fn find(id: &str) -> Option<&'static Self> {
        ALL_CODES.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
    }
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal;)*) => {
        /// The codes by name.
        pub mod code {
            use super::{Code, Severity};
            $(
                #[doc = concat!("`", $id, "`: ", $title, ".")]
                pub static $name: Code = Code {
                    id: $id,
                    severity: Severity::$severity,
                    title: $title,
                    page: include_str!(concat!("../../../docs/codes/", $id, ".md")),
                };
            )*
        }
        /// Every code, in order.
        pub static ALL_CODES: &[&Code] = &[$(&code::$name),*];
    };
}

codes! {
    UNREADABLE_FILE = "E001" Error "a file of the case cannot be read";
    NOT_A_CASE = "E002" Error "the folder is not a case";
    NOT_TEXT = "E003" Error "a case file is not UTF-8 text";
    TOML_SYNTAX = "E004" Error "a case file is not valid TOML";
    FILE_TOO_LARGE = "E005" Error "a case file is too large";

    UNKNOWN_KEY = "E010" Error "a key that has no meaning here";
    WRONG_TYPE = "E011" Error "a value of the wrong type";
    MISSING_KEY = "E012" Error "a key is missing";
    UNKNOWN_WORD = "E013" Error "a word that is not one of the allowed ones";
    SCHEMA_VERSION = "E014" Error "a schema version this program does not know";
    BAD_NAME = "E016" Error "a name that conditions could not use";

    EMPTY_TEXT = "E017" Error "a text that says nothing";
    CONTROL_TEXT = "E018" Error "a text with characters that a screen obeys";

    CONDITION_SYNTAX = "E020" Error "a condition that cannot be read";
    UNKNOWN_OPTION = "E021" Error "an unknown name in a condition";
    CONDITION_TOO_DEEP = "E022" Error "a condition nested too deeply";
    CONDITION_TYPE = "E023" Error "a number where a condition is needed, or the reverse";
    UNKNOWN_FUNCTION = "E024" Error "an unknown function, or the wrong arguments";
    CONDITION_CHAIN = "E025" Error "a chain that could be read in two ways";

    UNKNOWN_PARTY = "E030" Error "an unknown party";
    UNKNOWN_RECORD = "E031" Error "an unknown record";
    UNKNOWN_CLAIM = "E032" Error "an unknown claim";
    UNKNOWN_MEMBER = "E034" Error "an unknown member, group or weight of a body";
    UNKNOWN_HOLDER = "E035" Error "an unknown person or side in a claim";
    NAME_TAKEN = "E036" Error "a name used for two things";
    UNKNOWN_READING = "E037" Error "an unknown reading";
    IDLE_REMEDY = "E038" Error "a remedy that cannot be tried";
    IDLE_THREAT = "E039" Error "a threat or promise that its maker cannot carry out alone";

    NO_FEASIBLE_STATE = "E040" Error "no outcome is possible";
    STATUS_QUO_IMPOSSIBLE = "E041" Error "the present state is impossible by the case's own rules";
    TOO_MANY_OPTIONS = "E042" Error "too many options";
    TOO_MANY_STATES = "E043" Error "too many possible outcomes";
    RANKING_INCOMPLETE = "E044" Error "a ranking that leaves outcomes out";
    RANKING_REPEATS = "E045" Error "a ranking that names an outcome twice";
    READINGS_CONFLICT = "E046" Error "two readings that cannot be combined";
    NO_PREFERENCES = "E047" Error "a party without preferences";
    TOO_MANY_READINGS = "E049" Error "too many combinations of readings";
    OFF_SCALE = "E050" Error "a position that is not on its scale";
    VITAL_BELOW = "E051" Error "a great difference where there can be none";
    OPEN_ORDER = "E052" Error "an order left open that cannot be so";
    UNKNOWN_CLAUSE = "E053" Error "an unknown clause, issue or class of question in a mandate";
    NO_CHANCE = "E054" Error "a chance that is not one";
    NO_BODY = "E055" Error "a body that nobody could work";
    NO_SCHEDULE = "E056" Error "a schedule that cannot be kept";
    NO_COUNT = "E057" Error "a figure that counts nothing";
    NO_LADDER = "E058" Error "a ladder of concessions that leads nowhere";
    NO_INSTRUMENT = "E059" Error "an instrument, draft or delegation that does not fit";

    QUOTE_NOT_FOUND = "E060" Error "a quotation that is not in the record";
    QUOTE_AMBIGUOUS = "E061" Error "a quotation that occurs more than once";
    NO_SUCH_PARAGRAPH = "E062" Error "a paragraph that the record does not have";
    RECORD_UNREADABLE = "E063" Error "a record that cannot be read";
    LAYER_RANGE = "E064" Error "a layer that does not fit its record";
    LOCK_UNREADABLE = "E065" Error "a lock file that cannot be read";

    NO_OUTCOME = "E074" Error "an outcome that scores nothing";
    NO_PLAN = "E073" Error "a plan that is no tree";
    NO_SCENARIO = "E072" Error "a file of positions that holds none";

    GMCR_SYNTAX = "E070" Error "a GMCR+ file that is not valid JSON";
    GMCR_REFERENCE = "E071" Error "a GMCR+ file that does not fit together";

    UNSUPPORTED_INPUT = "W101" Warning "an input with neither a claim nor a stated assumption";
    CONSTANT_STATEMENT = "W102" Warning "a preference statement that is true, or false, everywhere";
    REPEATED_STATEMENT = "W103" Warning "a preference statement that repeats an earlier one";
    UNUSED_CLAIM = "W105" Warning "a claim that nothing rests on";
    SINGLE_READING = "W106" Warning "a matter in dispute with a single reading";
    EMPTY_READING = "W107" Warning "a reading or a view that changes nothing";
    NO_QUESTIONS = "W108" Warning "a case without a question";
    STRAY_READING = "W109" Warning "a reading or a view that leaves the present state impossible";
    FOREIGN_KEY = "N111" Note "a key of a GMCR+ file that is passed over";
    CONSTANT_QUESTION = "W112" Warning "a question that every outcome answers alike";
    IDLE_LEAVE = "W113" Warning "a way of leaving for an option of one party";
    INDIFFERENT = "W114" Warning "a decision maker of a GMCR+ file without preferences";
    NOT_MONOTONE = "W115" Warning "a rule of a body that fails with more votes for it";
    CONSTANT_RULE = "W116" Warning "a rule of a body that always passes, or never";
    PAST_STEP = "W117" Warning "a step dated before the case that is not done, or after it and done";
    SCENARIO_GAP = "W120" Warning "a line of a file of positions that cannot be read as it stands";
    FIGURES_CLASH = "N118" Note "figures that cannot all be true";
    OPEN_COMMITMENT = "N119" Note "a commitment or clause that leaves something open";
    OTHER_UNIT = "W123" Warning "a part counted in another unit than its group";
    CLOSED_WINDOW = "W122" Warning "a window of a plan that cannot be met";
    RESTS_ON_CANNOT = "N121" Note "a clause that rests on somebody who says that it cannot";

    CLIPPED_HEDGE = "W201" Warning "a quotation that leaves out its sentence's hedge";
    ADVERSARY_LAYER = "W202" Warning "a belief or wish taken from a text addressed to the adversary";
    SECOND_HAND = "N203" Note "a wish or belief known from another's mouth";
    ACROSS_OMISSION = "W204" Warning "a quotation across the record's own omission";
    RECORD_CHANGED = "W205" Warning "a record that changed since its quotations were checked";
    RECORD_ABSENT = "N206" Note "a record that is not at hand";
    NOT_LOCKED = "W207" Warning "a quotation that has never been checked";
    CUTS_WORD = "W208" Warning "a quotation that begins or ends inside a word";
    BARGAINING_WISH = "W210" Warning "a wish that rests on a text addressed to the adversary";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_their_letter_tells_their_severity() {
        let ids: BTreeSet<_> = ALL_CODES.iter().map(|code| code.id).collect();
        assert_eq!(ids.len(), ALL_CODES.len());
        for code in ALL_CODES {
            let letter = match code.severity {
                Severity::Error => 'E',
                Severity::Warning => 'W',
                Severity::Note => 'N',
            };
            assert!(code.id.starts_with(letter), "{}", code.id);
        }
    }

    #[test]
    fn every_page_begins_with_its_code_and_title_and_says_what_to_do() {
        for code in ALL_CODES {
            let heading = format!("# {}: {}\n", code.id, code.title);
            assert!(
                code.page.starts_with(&heading),
                "docs/codes/{}.md must begin with {heading:?}",
                code.id
            );
            assert!(
                code.page.contains("## What to do"),
                "docs/codes/{}.md says nothing to do",
                code.id
            );
        }
    }
}
