//! The keys of instruments, commitments, drafts and delegations.

use super::{AGAINST, ASSUMED, BECAUSE, BY, TEXTS, may, need};
use crate::shape::{Key, Named, Shape, Table};
use detente_model::{InstrumentKind, Strength};

/// `by` names the actor, so the author of an assumption has a longer name.
const ASSUMED_BY: Key =
    may("assumed-by", Shape::Text, "Who assumes it; the case's analyst if left out.");

pub(super) static INSTRUMENTS: Named = Named {
    doc: "Treaties, declarations, statements, protocols, instructions and letters.",
    noun: "instrument",
    value: Shape::Table(&INSTRUMENT),
    fixed: &[],
};

static INSTRUMENT: Table = Table {
    name: "an instrument",
    doc: "Something signed, stated or sent.",
    keys: &[
        need("kind", Shape::Word(&InstrumentKind::WORDS), "What it is."),
        need("text", Shape::Text, "What it is called: `the letter of 29 June`."),
        may("binds", TEXTS, "Whom it binds: parties, bodies or others."),
        may("continues", Shape::Text, "The instrument it continues."),
        may("rival-of", TEXTS, "Another instrument that is another form of the same thing."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static COMMITMENTS: Named = Named {
    doc: "What is promised, and what somebody says it cannot promise.",
    noun: "commitment",
    value: Shape::Table(&COMMITMENT),
    fixed: &[],
};

static COMMITMENT: Table = Table {
    name: "a commitment",
    doc: "Something promised, or said to be impossible to promise.",
    keys: &[
        may("by", TEXTS, "Who is to do it: parties, bodies or others."),
        may("to", TEXTS, "To whom it is promised."),
        need("does", Shape::Text, "What is to be done, as in \"they are to …\": `leave Laos`."),
        may("in", TEXTS, "The instruments it stands in."),
        may(
            "when",
            Shape::Either(&Shape::Text, &Shape::Table(&WHEN)),
            "When: in words, or with a step of the schedule.",
        ),
        may("where", Shape::Text, "Where."),
        may("verified-by", TEXTS, "Who verifies it."),
        may("consequence", Shape::Text, "What follows if it is not done."),
        may("strength", Shape::Word(&Strength::WORDS), "How firmly it is promised."),
        may("clause", TEXTS, "The clauses it serves."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        ASSUMED_BY,
    ],
};

static WHEN: Table = Table {
    name: "when a commitment is due",
    doc: "The step of the schedule with which a commitment is due.",
    keys: &[need("step", Shape::Text, "The step.")],
};

pub(super) static DRAFTS: Named = Named {
    doc: "Drafts of instruments, compared article by article.",
    noun: "draft",
    value: Shape::Table(&DRAFT),
    fixed: &[],
};

static DRAFT: Table = Table {
    name: "a draft",
    doc: "A draft of an instrument.",
    keys: &[
        need("of", Shape::Text, "The instrument it is a draft of."),
        may("text", Shape::Text, "What it is called."),
        may("from", TEXTS, "Who wrote it: parties, bodies or others."),
        may(
            "articles",
            Shape::Named(&Named {
                doc: "Its articles; left out if no text of it is known.",
                noun: "article",
                value: Shape::Either(&Shape::Text, &Shape::Table(&ARTICLE)),
                fixed: &[],
            }),
            "Its articles; left out if no text of it is known.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static ARTICLE: Table = Table {
    name: "an article",
    doc: "An article of a draft.",
    keys: &[
        need("text", Shape::Text, "What it says."),
        may(
            "conflicts-with",
            TEXTS,
            "The drafts whose article under the same key cannot be had beside it.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static DELEGATIONS: Named = Named {
    doc: "Who may sit for whom, under which definition.",
    noun: "delegation",
    value: Shape::Table(&DELEGATION),
    fixed: &[],
};

static DELEGATION: Table = Table {
    name: "a delegation",
    doc: "Who may sit for somebody.",
    keys: &[
        need("for", Shape::Text, "Whom it represents: a party, body or other."),
        need(
            "definitions",
            Shape::Named(&Named {
                doc: "The rival definitions of who may sit.",
                noun: "definition",
                value: Shape::Table(&DEFINITION),
                fixed: &[],
            }),
            "The rival definitions of who may sit.",
        ),
        may("absent", TEXTS, "Those with a claim to a seat whom no definition need seat."),
        may(
            "adversaries",
            Shape::Named(&Named {
                doc: "Sides that are adversaries of each other.",
                noun: "side",
                value: TEXTS,
                fixed: &[],
            }),
            "Sides that are adversaries of each other, beside the adversaries of parties.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static DEFINITION: Table = Table {
    name: "a definition of a delegation",
    doc: "One definition of who may sit.",
    keys: &[
        need("text", Shape::Text, "The definition in words."),
        need(
            "members",
            Shape::Named(&Named {
                doc: "Who sits: a person or faction, with its side.",
                noun: "member",
                value: Shape::Either(&Shape::Text, &Shape::Table(&SEAT)),
                fixed: &[],
            }),
            "Who sits: a person or faction each, with its side.",
        ),
        may(
            "counted",
            Shape::Bool,
            "Whether each member is one seat unless more are given; false where nobody counts them.",
        ),
        may(
            "majority",
            Shape::Text,
            "The side that has the majority, where it is said and the seats are not counted.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static SEAT: Table = Table {
    name: "a seat",
    doc: "Who sits, on which side and with how many seats.",
    keys: &[
        need("side", Shape::Text, "The side: a party, or another name."),
        may("seats", Shape::Int, "How many seats; one if left out."),
    ],
};
