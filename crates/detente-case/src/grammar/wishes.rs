//! The keys of wishes: preferences, rival readings, views, threats, remedies, ratification, questions.

use super::bodies::WEIGHT_LISTS;
use super::{AGAINST, ASSUMED, BECAUSE, BY, RULES, TEXTS, may, need};
use crate::shape::{Named, Shape, Table};

pub(super) static PREFERENCES: Named = Named {
    doc: "What each party wants: statements, most important first, or a direct ranking. A list inside the list holds statements whose order among themselves is not known.",
    noun: "party",
    value: Shape::Either(&STATEMENTS, &Shape::Table(&RANKING)),
    fixed: &[],
};

/// A list inside the list holds wishes whose order among themselves is not known.
pub(super) const STATEMENTS: Shape =
    Shape::List(&Shape::OneOrMany(&Shape::Either(&Shape::Condition, &Shape::Table(&STATEMENT))));

pub(super) static STATEMENT: Table = Table {
    name: "a preference statement",
    doc: "One thing a party wants.",
    keys: &[
        need("wants", Shape::Condition, "The condition the party wants to hold."),
        may("text", Shape::Text, "The wish in words: `the armistice signed`."),
        may(
            "vital",
            Shape::Bool,
            "Whether an outcome without it is greatly worse, not only worse.",
        ),
        may(
            "above",
            TEXTS,
            "Wishes of the same inner list that this one is known to count more than.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static RANKING: Table = Table {
    name: "a ranking",
    doc: "A direct ranking of outcomes.",
    keys: &[
        need(
            "ranking",
            Shape::List(&Shape::OneOrMany(&Shape::Condition)),
            "Best first: patterns such as `YN-`, or conditions; a list inside the list is a tie.",
        ),
        may(
            "cliffs",
            Shape::List(&Shape::Int),
            "Places, from 1, below which an outcome is greatly worse, not only worse.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static MATTERS: Named = Named {
    doc: "Matters in dispute, each with its rival readings; the first is the base.",
    noun: "matter",
    value: Shape::Named(&READINGS),
    fixed: &[],
};

pub(super) static READINGS: Named = Named {
    doc: "The rival readings of a matter.",
    noun: "reading",
    value: Shape::Table(&READING),
    fixed: &[may("question", Shape::Text, "What is in dispute, as a question.")],
};

pub(super) static READING: Table = Table {
    name: "a reading",
    doc: "One way to read a matter in dispute.",
    keys: &[
        need("text", Shape::Text, "The reading as a sentence."),
        may(
            "preferences",
            Shape::Named(&PREFERENCES),
            "Preferences that replace those of the base.",
        ),
        may("options", Shape::Named(&OPTION_CHANGES), "Options that work otherwise."),
        may("rules", Shape::Table(&RULES), "Further combinations that cannot be."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static VIEWS: Named = Named {
    doc: "How a party sees the game, as differences from the case. Parties that have no view see it as it is.",
    noun: "party",
    value: Shape::Table(&VIEW),
    fixed: &[],
};

pub(super) static VIEW: Table = Table {
    name: "a view",
    doc: "How one party sees the game.",
    keys: &[
        need("text", Shape::Text, "The view as a sentence."),
        may(
            "reads",
            TEXTS,
            "Readings it takes for true whatever is the case: `READING` or `MATTER=READING`.",
        ),
        may("unseen", TEXTS, "Options it does not see; for it they stand as in the present state."),
        may("preferences", Shape::Named(&PREFERENCES), "What it believes a party to want."),
        may("options", Shape::Named(&OPTION_CHANGES), "Options that it thinks work otherwise."),
        may("rules", Shape::Table(&RULES), "Further combinations that it holds impossible."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static THREATS: Named = Named {
    doc: "Threats; `detente threats` asks whether they would be carried out.",
    noun: "threat",
    value: Shape::Table(&THREAT),
    fixed: &[],
};

pub(super) static PROMISES: Named = Named {
    doc: "Promises; `detente threats` asks whether they would be kept.",
    noun: "promise",
    value: Shape::Table(&THREAT),
    fixed: &[],
};

pub(super) static THREAT: Table = Table {
    name: "a threat or promise",
    doc: "What a party says it will do, and when.",
    keys: &[
        need("by", Shape::Text, "The party that would do it."),
        need("text", Shape::Text, "The threat or promise as a sentence."),
        need(
            "does",
            TEXTS,
            "The options it would take or give up: `OPTION` or `not OPTION`; its own, or joint ones it can leave.",
        ),
        may("when", Shape::Condition, "When it is called; always, if left out."),
        BECAUSE,
        may("against", TEXTS, "The claims that call it empty."),
        ASSUMED,
        // `by` names the party here, so the author of an assumption has a longer name.
        may("assumed-by", Shape::Text, "Who assumes it; the case's analyst if left out."),
    ],
};

pub(super) static OPTION_CHANGES: Named = Named {
    doc: "Options that work otherwise under this reading, or for this party.",
    noun: "option",
    value: Shape::Table(&OPTION_CHANGE),
    fixed: &[],
};

pub(super) static OPTION_CHANGE: Table = Table {
    name: "a changed option",
    doc: "How an option works under a reading, or for a party.",
    keys: &[
        may(
            "moves",
            Shape::Word(&["both", "once", "withdraw"]),
            "The directions in which it can be changed.",
        ),
        may("leave", Shape::Word(&["any", "all", "none"]), "Who can leave it."),
        may("available", Shape::Bool, "False if it cannot be taken at all."),
    ],
};

pub(super) static REMEDIES: Named = Named {
    doc: "What is proposed to stop a party from breaking an outcome; `detente spoilers` tries it.",
    noun: "remedy",
    value: Shape::Table(&REMEDY),
    fixed: &[],
};

pub(super) static REMEDY: Table = Table {
    name: "a remedy",
    doc: "Something proposed to stop one party.",
    keys: &[
        need("text", Shape::Text, "The remedy as a sentence: `Washington presses Rhee`."),
        // `against` names claims everywhere, so the party has another word.
        need("stops", Shape::Text, "The party it is to stop."),
        need(
            "sets",
            TEXTS,
            "The options that others take or leave by it: `OPTION` or `not OPTION`; none is the party's own.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static RATIFICATIONS: Named = Named {
    doc: "Whose consent a party needs; `detente ratify` says what would get it.",
    noun: "party",
    value: Shape::Table(&RATIFICATION),
    fixed: &[],
};

pub(super) static RATIFICATION: Table = Table {
    name: "a ratification",
    doc: "Those whose consent one party needs.",
    keys: &[
        need("text", Shape::Text, "The need as a sentence: `Peking waits for Moscow's comments`."),
        need(
            "members",
            Shape::Named(&RATIFIERS),
            "Those whose consent counts. They make no moves.",
        ),
        may(
            "rule",
            Shape::Rule,
            "How their answers add up, as in the rules of bodies; all must consent if left out.",
        ),
        may("chair", Shape::Text, "The member in the chair."),
        may("weights", WEIGHT_LISTS, "Named lists of weights."),
        may(
            "instead",
            TEXTS,
            "The options taken if there is no agreement; the present state if left out.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        may("assumed-by", Shape::Text, "Who assumes it; the case's analyst if left out."),
    ],
};

pub(super) static RATIFIERS: Named = Named {
    doc: "Those whose consent counts.",
    noun: "member",
    value: Shape::Table(&RATIFIER),
    fixed: &[],
};

pub(super) static RATIFIER: Table = Table {
    name: "a ratifier",
    doc: "One whose consent counts. Either `wants` or `ranking` is needed.",
    keys: &[
        may("name", Shape::Text, "What it is called."),
        may("group", Shape::Text, "The bloc it belongs to, for the rule."),
        may("wants", STATEMENTS, "What it wants: statements, most important first."),
        may(
            "ranking",
            Shape::List(&Shape::OneOrMany(&Shape::Condition)),
            "In place of `wants`: outcomes, best first; a list inside the list is a tie.",
        ),
        may("because", TEXTS, "The claims that it must consent; with `ranking`, for that too."),
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static QUESTIONS: Named = Named {
    doc: "What is asked of the outcomes that hold.",
    noun: "question",
    value: Shape::Either(&Shape::Condition, &Shape::Table(&QUESTION)),
    fixed: &[],
};

pub(super) static QUESTION: Table = Table {
    name: "a question",
    doc: "A condition, with the sentence that says it.",
    keys: &[
        need("holds", Shape::Condition, "The condition asked for."),
        need("text", Shape::Text, "The condition as a sentence: `an armistice is in force`."),
        may("denied", Shape::Text, "Its opposite as a sentence: `there is no armistice`."),
    ],
};
