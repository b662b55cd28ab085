//! The keys of `case.toml` and `claims.toml`. The check, the schema and the reference page all read
//! this table; a key that is not here does not exist.

mod commitments;
pub(crate) mod outcome;
mod plans;

use crate::shape::{Key, Named, Shape, Table};
use detente_model::Category;

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

static PREFERENCES: Named = Named {
    doc: "What each party wants: statements, most important first, or a direct ranking. A list inside the list holds statements whose order among themselves is not known.",
    noun: "party",
    value: Shape::Either(&STATEMENTS, &Shape::Table(&RANKING)),
    fixed: &[],
};

/// A list inside the list holds wishes whose order among themselves is not known.
const STATEMENTS: Shape =
    Shape::List(&Shape::OneOrMany(&Shape::Either(&Shape::Condition, &Shape::Table(&STATEMENT))));

static STATEMENT: Table = Table {
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

static RANKING: Table = Table {
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

static MATTERS: Named = Named {
    doc: "Matters in dispute, each with its rival readings; the first is the base.",
    noun: "matter",
    value: Shape::Named(&READINGS),
    fixed: &[],
};

static READINGS: Named = Named {
    doc: "The rival readings of a matter.",
    noun: "reading",
    value: Shape::Table(&READING),
    fixed: &[may("question", Shape::Text, "What is in dispute, as a question.")],
};

static READING: Table = Table {
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

static VIEWS: Named = Named {
    doc: "How a party sees the game, as differences from the case. Parties that have no view see it as it is.",
    noun: "party",
    value: Shape::Table(&VIEW),
    fixed: &[],
};

static VIEW: Table = Table {
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

static THREATS: Named = Named {
    doc: "Threats; `detente threats` asks whether they would be carried out.",
    noun: "threat",
    value: Shape::Table(&THREAT),
    fixed: &[],
};

static PROMISES: Named = Named {
    doc: "Promises; `detente threats` asks whether they would be kept.",
    noun: "promise",
    value: Shape::Table(&THREAT),
    fixed: &[],
};

static THREAT: Table = Table {
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

static OPTION_CHANGES: Named = Named {
    doc: "Options that work otherwise under this reading, or for this party.",
    noun: "option",
    value: Shape::Table(&OPTION_CHANGE),
    fixed: &[],
};

static OPTION_CHANGE: Table = Table {
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

static REMEDIES: Named = Named {
    doc: "What is proposed to stop a party from breaking an outcome; `detente spoilers` tries it.",
    noun: "remedy",
    value: Shape::Table(&REMEDY),
    fixed: &[],
};

static REMEDY: Table = Table {
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

static RATIFICATIONS: Named = Named {
    doc: "Whose consent a party needs; `detente ratify` says what would get it.",
    noun: "party",
    value: Shape::Table(&RATIFICATION),
    fixed: &[],
};

static RATIFICATION: Table = Table {
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

static RATIFIERS: Named = Named {
    doc: "Those whose consent counts.",
    noun: "member",
    value: Shape::Table(&RATIFIER),
    fixed: &[],
};

static RATIFIER: Table = Table {
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

static QUESTIONS: Named = Named {
    doc: "What is asked of the outcomes that hold.",
    noun: "question",
    value: Shape::Either(&Shape::Condition, &Shape::Table(&QUESTION)),
    fixed: &[],
};

static QUESTION: Table = Table {
    name: "a question",
    doc: "A condition, with the sentence that says it.",
    keys: &[
        need("holds", Shape::Condition, "The condition asked for."),
        need("text", Shape::Text, "The condition as a sentence: `an armistice is in force`."),
        may("denied", Shape::Text, "Its opposite as a sentence: `there is no armistice`."),
    ],
};

static ISSUES: Named = Named {
    doc: "The issues on the table.",
    noun: "issue",
    value: Shape::Table(&ISSUE),
    fixed: &[],
};

static ISSUE: Table = Table {
    name: "an issue",
    doc: "A question that is negotiated.",
    keys: &[
        need("question", Shape::Text, "The issue as a question."),
        may("category", Shape::Word(&Category::WORDS), "Whose business it is."),
        need(
            "scale",
            Shape::Either(&Shape::List(&Shape::Text), &Shape::Table(&SCALE)),
            "Words from one end to the other, or numbers with a unit.",
        ),
        may(
            "places",
            Shape::List(&Shape::Number),
            "The place of each word of the scale on a line, ascending, if distances are known.",
        ),
        may(
            "reference",
            Shape::Either(&POINT, &Shape::Table(&REFERENCE)),
            "Where the issue stands if nothing is agreed.",
        ),
        may("asked-by", TEXTS, "Who asks it."),
        may("asked-of", TEXTS, "Of whom it is asked."),
        may("guards", TEXTS, "The clauses that stay unguarded while it is open."),
        may("blocks", TEXTS, "The steps of the schedule that wait for it."),
        may(
            "if-refused",
            Shape::OneOrMany(&Shape::Either(&Shape::Text, &Shape::Table(&LINKAGE))),
            "What is done if it is refused: elsewhere, or about another issue.",
        ),
        may("positions", Shape::Named(&POSITIONS), "Where the parties stand."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static LINKAGE: Table = Table {
    name: "what is done if it is refused",
    doc: "A link from one issue to another.",
    keys: &[
        need("text", Shape::Text, "What is done, as a phrase."),
        may("to", Shape::Text, "The other issue."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static SCALE: Table = Table {
    name: "a scale",
    doc: "A scale of numbers.",
    keys: &[
        need("from", Shape::Number, "One end."),
        need("to", Shape::Number, "The other end."),
        need("unit", Shape::Text, "What is counted."),
    ],
};

static POSITIONS: Named = Named {
    doc: "Where the parties stand.",
    noun: "party",
    value: Shape::Either(&POINT, &Shape::Table(&POSITION)),
    fixed: &[],
};

/// A number, or two that it lies between, or three with the likeliest in the middle.
const SPREAD: Shape = Shape::Either(&Shape::Number, &Shape::List(&Shape::Number));

static WEIGHTS_TABLE: Table = Table {
    name: "the weights of the parties",
    doc: "What stands for capability and salience where a position gives none.",
    keys: &[
        may(
            "capability",
            Shape::Named(&CAPABILITIES),
            "How much each party can put behind its positions, in any unit.",
        ),
        may("salience", SPREAD, "How much a party cares where nothing is said, 0 to 100."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static CAPABILITIES: Named = Named {
    doc: "How much each party can put behind its positions.",
    noun: "party",
    value: SPREAD,
    fixed: &[],
};

static REFERENCE: Table = Table {
    name: "a reference point",
    doc: "Where an issue stands if nothing is agreed.",
    keys: &[need("at", POINT, "The place on the scale."), BECAUSE, AGAINST, ASSUMED, BY],
};

const POINT: Shape = Shape::Either(&Shape::Text, &Shape::Number);

static POSITION: Table = Table {
    name: "a position",
    doc: "Where a party stands on an issue.",
    keys: &[
        need(
            "at",
            Shape::Either(&POINT, &Shape::List(&Shape::Number)),
            "What it asks for: a word of the scale, or a number, or two that it lies between.",
        ),
        may("opening", POINT, "What it asks for at first, if that is more than it wants."),
        may(
            "fallbacks",
            Shape::OneOrMany(&POINT),
            "What it would fall back to, in order, before its least.",
        ),
        may("floor", POINT, "The least it is prepared to take."),
        may(
            "salience",
            SPREAD,
            "How much it cares, 0 to 100; two numbers if it lies between them, three with the likeliest in the middle.",
        ),
        may(
            "capability",
            SPREAD,
            "How much it can put behind its position, in any unit; or two or three numbers.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static LEDGER: Named = Named {
    doc: "Figures as the records give them.",
    noun: "count",
    value: Shape::Table(&COUNT),
    fixed: &[],
};

static COUNT: Table = Table {
    name: "a count",
    doc: "A count of something: prisoners, posts, seats.",
    keys: &[
        need("text", Shape::Text, "What is counted, as a phrase: `prisoners to be returned`."),
        may("unit", Shape::Text, "The unit, in the plural."),
        may("who", TEXTS, "Who has them: parties, bodies or others."),
        may("from", Shape::Text, "From whom they move, if they do."),
        may("to", Shape::Text, "To whom they move."),
        may(
            "part-of",
            Shape::Text,
            "The count it is a part of; parts of one have nothing in common.",
        ),
        may("verified-by", TEXTS, "Who verifies it."),
        may(
            "figures",
            Shape::OneOrMany(&Shape::Either(&Shape::Int, &Shape::Table(&FIGURE))),
            "The figures, each with what it rests on.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static FIGURE: Table = Table {
    name: "a figure",
    doc: "A figure of a count: one of the ways in which a record gives it.",
    keys: &[
        may("exactly", Shape::Int, "So many."),
        may("at-least", Shape::Int, "So many or more."),
        may("more-than", Shape::Int, "More than so many."),
        may("at-most", Shape::Int, "So many or fewer."),
        may("less-than", Shape::Int, "Fewer than so many."),
        may(
            "between",
            Shape::List(&Shape::Int),
            "Two numbers that it lies between, both possible.",
        ),
        may("about", Shape::Int, "About so many, which bounds nothing."),
        may("all", Shape::Bool, "All of the group it is a part of, or not all."),
        may("as-of", Shape::Date, "The day it is of."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static SCHEDULE: Named =
    Named { doc: "The steps ahead.", noun: "step", value: Shape::Table(&STEP), fixed: &[] };

static STEP: Table = Table {
    name: "a step",
    doc: "Something that happens on a day, or after something else.",
    keys: &[
        need("text", Shape::Text, "What happens, as a phrase: `the reply is handed over`."),
        may("who", TEXTS, "Whose step it is: parties, bodies or others."),
        may("on", Shape::Date, "The day it begins on."),
        may("about", Shape::Date, "The day it is meant to begin on, more or less."),
        may("not-before", Shape::Date, "The day before which it cannot begin."),
        may("no-later", Shape::Date, "The day by which it must begin."),
        may("takes", Shape::Int, "How many days it takes; none if left out."),
        may("done", Shape::Bool, "Whether it has happened."),
        may(
            "after",
            Shape::OneOrMany(&Shape::Either(&Shape::Text, &Shape::Table(&AFTER))),
            "The steps that must end before it begins.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static AFTER: Table = Table {
    name: "what must come before",
    doc: "A step that must end before another begins.",
    keys: &[
        need("step", Shape::Text, "The step."),
        may("least", Shape::Int, "Days that must lie between, at least."),
        may("within", Shape::Int, "Days that may lie between, at most: a clock that runs."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static CLAUSES: Named = Named {
    doc: "What is agreed, or to be agreed, that bodies may have to watch over.",
    noun: "clause",
    value: Shape::Either(&Shape::Text, &Shape::Table(&CLAUSE)),
    fixed: &[],
};

static CLAUSE: Table = Table {
    name: "a clause",
    doc: "Something that is to be kept.",
    keys: &[
        need("text", Shape::Text, "What it says, as a sentence: `foreign troops leave`."),
        may("category", Shape::Word(&Category::WORDS), "Whose business it is."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

/// A file of bodies alone.
pub(crate) static BODIES_FILE: Table = Table {
    name: "a file of bodies",
    doc: "Commissions and councils without a case.",
    keys: &[need("bodies", Shape::Named(&BODIES), "The commissions and councils that decide.")],
};

static BODIES: Named = Named {
    doc: "The commissions and councils that decide.",
    noun: "body",
    value: Shape::Table(&BODY),
    fixed: &[],
};

const MEMBERS: Shape = Shape::Either(
    &Shape::List(&Shape::Text),
    &Shape::Named(&Named {
        doc: "Members with their blocs.",
        noun: "member",
        value: Shape::Text,
        fixed: &[],
    }),
);

const GROUPS: Shape = Shape::Named(&Named {
    doc: "Named groups of members.",
    noun: "group",
    value: Shape::List(&Shape::Text),
    fixed: &[],
});

const BODY_RULES: Shape = Shape::Named(&Named {
    doc: "One rule per class of question.",
    noun: "class of question",
    value: Shape::Either(&Shape::Rule, &Shape::Table(&BODY_RULE)),
    fixed: &[],
});

static BODY: Table = Table {
    name: "a body",
    doc: "A commission, council or conference that decides.",
    keys: &[
        may("name", Shape::Text, "What it is called."),
        need("members", MEMBERS, "Its members: a list, or each with its bloc."),
        may(
            "groups",
            GROUPS,
            "Named groups of members; a member without a bloc has the first that names it as its bloc.",
        ),
        may(
            "places",
            Shape::Named(&Named {
                doc: "Where members stand.",
                noun: "member",
                value: Shape::Either(&Shape::Number, &Shape::List(&Shape::Number)),
                fixed: &[],
            }),
            "Where each member stands: a number on a line, or two in a plane.",
        ),
        may(
            "stands",
            Shape::Either(&Shape::Number, &Shape::List(&Shape::Number)),
            "Where things stand now, on the line or in the plane of `places`.",
        ),
        may("chair", Shape::Text, "The member in the chair."),
        may("weights", WEIGHT_LISTS, "Named lists of weights."),
        may("rules", BODY_RULES, "One rule per class of question."),
        may(
            "rule",
            Shape::Either(&Shape::Rule, &Shape::Table(&BODY_RULE)),
            "The rule of a body with one class of question, which is called `decide`.",
        ),
        may(
            "compositions",
            Shape::Named(&Named {
                doc: "Rival compositions.",
                noun: "composition",
                value: Shape::Table(&COMPOSITION),
                fixed: &[],
            }),
            "Rival compositions.",
        ),
        may("rivals", RIVAL_RULES, "Rival rules for comparison, each under a name of its own."),
        may("ours", Shape::Text, "The bloc, or member, whose side the analyst takes."),
        may("theirs", Shape::Text, "The bloc, or member, it is set against."),
        may("votes", Shape::Table(&VOTES), "How members vote, for the chances of passing."),
        may(
            "mandate",
            Shape::Named(&MANDATE),
            "What it may deal with: each clause or issue, in, out or on request.",
        ),
        may("handles", Shape::Table(&HANDLES), "The categories of issues it deals with."),
        may("reports-to", Shape::Table(&REPORTS), "To whom it reports."),
        may("access", Shape::Table(&ACCESS), "What access it has."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

const RIVAL_RULES: Shape = Shape::Named(&Named {
    doc: "Rival rules for comparison.",
    noun: "rival rule",
    value: Shape::Either(&Shape::Rule, &Shape::Table(&BODY_RULE)),
    fixed: &[],
});

static VOTES: Table = Table {
    name: "a body's votes",
    doc: "How members vote. With the chance `cohesion` a bloc takes one line, otherwise each member draws alone; then each departs from it with the chance `departure`.",
    keys: &[
        need("departure", Shape::Number, "The chance that a member departs from its line, 0 to 1."),
        need("cohesion", Shape::Number, "The chance that a whole bloc takes one line, 0 to 1."),
        need(
            "leanings",
            Shape::OneOrMany(&Shape::Number),
            "Chances that the line of those of neither side is yes, each tried in turn.",
        ),
        need("common", Shape::Number, "The chance of a yes where all sides want a thing, 0 to 1."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static MANDATE: Named = Named {
    doc: "What a body may deal with.",
    noun: "clause or issue",
    value: Shape::Either(&Shape::Word(&REACH), &Shape::OneOrMany(&Shape::Table(&MANDATE_LINE))),
    fixed: &[],
};

/// Whether a body may deal with something.
pub(crate) const REACH: [&str; 3] = ["in", "out", "on request"];

static MANDATE_LINE: Table = Table {
    name: "a line of a mandate",
    doc: "Whether a body may deal with a clause or an issue, and in which classes of question.",
    keys: &[
        need("reach", Shape::Word(&REACH), "Whether it may."),
        may("of", TEXTS, "All who must ask for it, if it is on request."),
        may("classes", TEXTS, "The classes of question this is about; all if left out."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static HANDLES: Table = Table {
    name: "the categories a body handles",
    doc: "The categories of issues a body deals with.",
    keys: &[
        need("categories", Shape::OneOrMany(&Shape::Word(&Category::WORDS)), "The categories."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static REPORTS: Table = Table {
    name: "a body's report",
    doc: "To whom a body reports.",
    keys: &[need("to", TEXTS, "Parties, other bodies or people."), BECAUSE, AGAINST, ASSUMED, BY],
};

static ACCESS: Table = Table {
    name: "a body's access",
    doc: "What access a body has.",
    keys: &[need("text", Shape::Text, "The access, in words."), BECAUSE, AGAINST, ASSUMED, BY],
};

const WEIGHT_LISTS: Shape = Shape::Named(&Named {
    doc: "Named lists of weights.",
    noun: "weight list",
    value: Shape::Named(&WEIGHTS),
    fixed: &[],
});

static WEIGHTS: Named =
    Named { doc: "A weight per member.", noun: "member", value: Shape::Int, fixed: &[] };

static BODY_RULE: Table = Table {
    name: "a body's rule",
    doc: "The rule for one class of question.",
    keys: &[
        need("rule", Shape::Rule, "The rule."),
        may("request", TEXTS, "Those at whose request alone the body acts, beside its rule."),
        may(
            "default",
            Shape::Word(&["act", "nothing"]),
            "What happens if the rule is not fulfilled; with `act` the rule is the one that those against must fulfil to stop it.",
        ),
        may("abstain", Shape::Bool, "Whether members may abstain."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static COMPOSITION: Table = Table {
    name: "a composition",
    doc: "A rival composition of a body.",
    keys: &[
        may("text", Shape::Text, "What it is, in words."),
        need("members", MEMBERS, "Its members."),
        may("weights", WEIGHT_LISTS, "Lists of weights of its own members."),
        may("rules", BODY_RULES, "Its rules, where they differ."),
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
