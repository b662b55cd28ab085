//! The keys of `case.toml` and `claims.toml`. The check, the schema and the reference page all read
//! this table; a key that is not here does not exist.

mod bodies;
mod commitments;
mod dates;
mod issues;
pub(crate) mod outcome;
mod plans;
mod wishes;

use crate::shape::{Key, Named, Shape, Table};
use bodies::BODIES;
pub(crate) use bodies::BODIES_FILE;
use dates::{CLAUSES, LEDGER, SCHEDULE};
use issues::{ISSUES, WEIGHTS_TABLE};
use wishes::{MATTERS, PREFERENCES, PROMISES, QUESTIONS, RATIFICATIONS, REMEDIES, THREATS, VIEWS};

/// The version of the case format that this program reads and writes.
pub(crate) const SCHEMA_VERSION: i64 = 1;

const fn need(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, required: true, doc }
}

const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, required: false, doc }
}

const TEXTS: Shape = Shape::OneOrMany(&Shape::Text);
const BECAUSE: Key = may("because", TEXTS, "The claims that speak for it.");
const AGAINST: Key = may("against", TEXTS, "The claims that speak against it.");
const ASSUMED: Key =
    may("assumed", Shape::Text, "The analyst's reason, where no claim carries it.");
const BY: Key = may("by", Shape::Text, "Who assumes it; the case's analyst if left out.");

pub(crate) static CASE_FILE: Table = Table {
    name: "case.toml",
    doc: "The model of a dispute.",
    keys: &[
        need("schema", Shape::Int, "The version of the case format: 1."),
        need("case", Shape::Table(&CASE), "What the case is about."),
        may("records", Shape::Named(&RECORDS), "The records the case rests on."),
        need("parties", Shape::Named(&PARTIES), "The parties to the dispute."),
        may(
            "others",
            Shape::Named(&OTHERS),
            "People and bodies that speak or are spoken of but are not parties.",
        ),
        need("options", Shape::Named(&OPTIONS), "What the parties can do, alone or together."),
        may("rules", Shape::Table(&RULES), "What cannot be."),
        need("preferences", Shape::Named(&PREFERENCES), "What each party wants."),
        may(
            "readings",
            Shape::Named(&MATTERS),
            "Matters in dispute, each with its rival readings.",
        ),
        may("views", Shape::Named(&VIEWS), "How parties see the game who see it otherwise."),
        may(
            "threats",
            Shape::Named(&THREATS),
            "What a party says it will do if something happens.",
        ),
        may("promises", Shape::Named(&PROMISES), "What a party says it will do in return."),
        may(
            "remedies",
            Shape::Named(&REMEDIES),
            "What is proposed to stop a party from breaking an outcome.",
        ),
        may(
            "ratification",
            Shape::Named(&RATIFICATIONS),
            "Whose consent a party needs: allies, blocs at home, chambers.",
        ),
        may(
            "coalitions",
            Shape::List(&Shape::List(&Shape::Text)),
            "Groups of parties that act as one where coalitions are asked about; all groups if left out.",
        ),
        may("questions", Shape::Named(&QUESTIONS), "What is asked of the outcomes that hold."),
        may("issues", Shape::Named(&ISSUES), "The issues on the table, with positions."),
        may(
            "weights",
            Shape::Table(&WEIGHTS_TABLE),
            "What stands for capability and salience where a position gives none.",
        ),
        may(
            "ledger",
            Shape::Named(&LEDGER),
            "Figures as the records give them: counts, groups and their parts.",
        ),
        may(
            "schedule",
            Shape::Named(&SCHEDULE),
            "The steps ahead: dates, what must come before what, and clocks that run.",
        ),
        may(
            "clauses",
            Shape::Named(&CLAUSES),
            "What is agreed, or to be agreed, that bodies may have to watch over.",
        ),
        may("bodies", Shape::Named(&BODIES), "The commissions and councils that decide."),
        may(
            "plans",
            Shape::Named(&plans::PLANS),
            "Contingent plans: what a party means to do, and what may come of it.",
        ),
        may(
            "instruments",
            Shape::Named(&commitments::INSTRUMENTS),
            "Treaties, declarations, statements, protocols, instructions and letters.",
        ),
        may(
            "commitments",
            Shape::Named(&commitments::COMMITMENTS),
            "What is promised, and what somebody says it cannot promise.",
        ),
        may(
            "drafts",
            Shape::Named(&commitments::DRAFTS),
            "Drafts of instruments, compared article by article.",
        ),
        may(
            "delegations",
            Shape::Named(&commitments::DELEGATIONS),
            "Who may sit for whom, under which definition.",
        ),
    ],
};

static CASE: Table = Table {
    name: "[case]",
    doc: "What the case is about.",
    keys: &[
        need("title", Shape::Text, "The title of the case."),
        need("question", Shape::Text, "The question the case answers, as one sentence."),
        may("as-of", Shape::Date, "The date of the assessment."),
        may("seen-by", Shape::Text, "The party whose assessment this is."),
        may(
            "analyst",
            Shape::Text,
            "Who wrote the case; the author of assumptions that name none.",
        ),
        may("status-quo", TEXTS, "The options taken now; all others are not."),
    ],
};

static RECORDS: Named = Named {
    doc: "The records the case rests on.",
    noun: "record",
    value: Shape::Table(&RECORD),
    fixed: &[],
};

static RECORD: Table = Table {
    name: "a record",
    doc: "A record: an immutable text with its header.",
    keys: &[
        need(
            "file",
            Shape::Text,
            "The file, looked for in the case's `records` folder and in every folder given with --records.",
        ),
        need("title", Shape::Text, "What the record is called in footnotes."),
        may(
            "format",
            Shape::Word(&["text", "tei"]),
            "Plain text or TEI; told from the file if left out.",
        ),
        may("date", Shape::Date, "The date of the record."),
        may("archive", Shape::Text, "The archive reference."),
        may("language", Shape::Text, "The original language."),
        may("translator", Shape::Text, "Who translated it."),
        may("confidentiality", Shape::Text, "Its confidentiality when written."),
        may("from", Shape::Text, "Who sent it."),
        may("to", Shape::Text, "Who received it."),
        may(
            "background",
            TEXTS,
            "Paragraphs that carry no claim by nature, such as `p01` or `p46-p49`.",
        ),
        may("layers", Shape::Named(&LAYERS), "Parts of the record with an audience of their own."),
        may(
            "doubts",
            Shape::List(&Shape::Table(&DOUBT)),
            "What is doubtful in the record; its text is never repaired.",
        ),
    ],
};

static LAYERS: Named = Named {
    doc: "Parts of a record with an audience of their own.",
    noun: "layer",
    value: Shape::Table(&LAYER),
    fixed: &[],
};

/// The audiences of a layer.
pub(crate) const AUDIENCES: &[&str] = &["adversary", "ally", "internal", "public"];

static LAYER: Table = Table {
    name: "a layer",
    doc: "A part of a record with an audience of its own.",
    keys: &[
        need("from", Shape::Text, "Its first paragraph."),
        need("to", Shape::Text, "Its last paragraph."),
        need("audience", Shape::Word(AUDIENCES), "For whom it was written."),
        may("sincerity", Shape::Text, "How far it can be believed."),
        may("title", Shape::Text, "What it is."),
    ],
};

static DOUBT: Table = Table {
    name: "a doubt",
    doc: "Something doubtful in a record.",
    keys: &[
        need("quote", TEXTS, "The words in doubt."),
        may("paragraph", TEXTS, "Where they stand, if they occur more than once."),
        need("problem", Shape::Text, "What is wrong with them, and why it is thought so."),
    ],
};

static PARTIES: Named = Named {
    doc: "The parties to the dispute.",
    noun: "party",
    value: Shape::Either(&Shape::Text, &Shape::Table(&PARTY)),
    fixed: &[],
};

static PARTY: Table = Table {
    name: "a party",
    doc: "A party to the dispute.",
    keys: &[
        need("name", Shape::Text, "What it is called."),
        may("short", Shape::Text, "A short form for tables."),
        may("aliases", TEXTS, "Other names under which claims may speak of it."),
        may("adversaries", TEXTS, "Parties that are its adversaries."),
        may(
            "ratifiers",
            TEXTS,
            "Those whose consent it needs, by name; `[ratification]` says what they want.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static OTHERS: Named = Named {
    doc: "People and bodies that are not parties.",
    noun: "person or body",
    value: Shape::Either(&Shape::Text, &Shape::Table(&OTHER)),
    fixed: &[],
};

static OTHER: Table = Table {
    name: "a person or body",
    doc: "Someone who speaks or is spoken of but is not a party.",
    keys: &[
        need("name", Shape::Text, "What it is called."),
        may("aliases", TEXTS, "Other names under which claims may speak of it."),
    ],
};

static OPTIONS: Named = Named {
    doc: "What the parties can do.",
    noun: "option",
    value: Shape::Table(&OPTION),
    fixed: &[],
};

static OPTION: Table = Table {
    name: "an option",
    doc: "Something one party, or several together, can do.",
    keys: &[
        need("by", TEXTS, "The party that can do it; two or more must do it together."),
        need("text", Shape::Text, "The act, as in \"they would …\": `sign the armistice`."),
        may("done", Shape::Text, "The act done, as a sentence: `the armistice is signed`."),
        may("undone", Shape::Text, "The act not done, as a sentence."),
        may(
            "moves",
            Shape::Word(&["both", "once", "withdraw"]),
            "Whether it can be taken and given up, only taken, or only given up.",
        ),
        may(
            "leave",
            Shape::Word(&["any", "all", "none"]),
            "Who can leave a joint option: any one owner, all together, nobody.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        // `by` names the owner here, so the author of an assumption has a longer name.
        may("assumed-by", Shape::Text, "Who assumes it; the case's analyst if left out."),
    ],
};

static RULES: Table = Table {
    name: "[rules]",
    doc: "What cannot be.",
    keys: &[may(
        "impossible",
        Shape::List(&Shape::Either(&Shape::Condition, &Shape::Table(&IMPOSSIBLE))),
        "Combinations of options that cannot be.",
    )],
};

static IMPOSSIBLE: Table = Table {
    name: "an impossible combination",
    doc: "A combination of options that cannot be.",
    keys: &[
        need("when", Shape::Condition, "The condition that cannot hold."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

/// The kinds of claims.
pub(crate) const KINDS: &[&str] = &[
    "wants",
    "can-do",
    "believes",
    "expects",
    "conditional",
    "fact",
    "number",
    "date",
    "rule",
    "commitment",
    "threat",
];

pub(crate) static CLAIMS_FILE: Named = Named {
    doc: "The evidence: one table per claim.",
    noun: "claim",
    value: Shape::Table(&CLAIM),
    fixed: &[],
};

static CLAIM: Table = Table {
    name: "a claim",
    doc: "What a record says, in its own words.",
    keys: &[
        need("record", Shape::Text, "The record it stands in."),
        need(
            "quote",
            TEXTS,
            "The words, verbatim; several parts where a page break or an omission splits them.",
        ),
        may(
            "paragraph",
            TEXTS,
            "Where they stand, if they occur more than once: one for all parts, or one per part.",
        ),
        need("holder", Shape::Text, "Who says it."),
        may("behalf", Shape::Text, "On whose behalf."),
        may("through", Shape::Text, "Through whom it reached the record."),
        may("about", TEXTS, "Whom it is about."),
        need("kind", Shape::Word(KINDS), "What kind of thing is claimed."),
        may(
            "role",
            Shape::Word(&["supports", "contradicts", "context"]),
            "What it does in the model.",
        ),
        may("hedge", Shape::Text, "The hedge of its sentence, as text."),
        may("grade", Shape::Text, "A source and information grade, if you keep one."),
        may("note", Shape::Text, "A remark."),
    ],
};
