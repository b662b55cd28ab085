//! The keys of issues: scales, positions, weights, links.

use super::{AGAINST, ASSUMED, BECAUSE, BY, TEXTS, may, need};
use crate::shape::{Named, Shape, Table};
use detente_model::Category;

pub(super) static ISSUES: Named = Named {
    doc: "The issues on the table.",
    noun: "issue",
    value: Shape::Table(&ISSUE),
    fixed: &[],
};

pub(super) static ISSUE: Table = Table {
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

pub(super) static LINKAGE: Table = Table {
    name: "what is done if it is refused",
    doc: "A link from one issue to another.",
    keys: &[
        need("text", Shape::Text, "What is done, as a phrase."),
        may("to", Shape::Text, "The other issue."),
        may(
            "binds",
            POINT,
            "On the other issue, the least that whoever is refused then takes: nothing below.",
        ),
        may("releases", POINT, "On the other issue, down to where whoever is refused then goes."),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

pub(super) static SCALE: Table = Table {
    name: "a scale",
    doc: "A scale of numbers.",
    keys: &[
        need("from", Shape::Number, "One end."),
        need("to", Shape::Number, "The other end."),
        need("unit", Shape::Text, "What is counted."),
    ],
};

pub(super) static POSITIONS: Named = Named {
    doc: "Where the parties stand.",
    noun: "party",
    value: Shape::Either(&POINT, &Shape::Table(&POSITION)),
    fixed: &[],
};

/// A number, or two that it lies between, or three with the likeliest in the middle.
pub(super) const SPREAD: Shape = Shape::Either(&Shape::Number, &Shape::List(&Shape::Number));

pub(super) static WEIGHTS_TABLE: Table = Table {
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

pub(super) static CAPABILITIES: Named = Named {
    doc: "How much each party can put behind its positions.",
    noun: "party",
    value: SPREAD,
    fixed: &[],
};

pub(super) static REFERENCE: Table = Table {
    name: "a reference point",
    doc: "Where an issue stands if nothing is agreed.",
    keys: &[need("at", POINT, "The place on the scale."), BECAUSE, AGAINST, ASSUMED, BY],
};

pub(super) const POINT: Shape = Shape::Either(&Shape::Text, &Shape::Number);

pub(super) static POSITION: Table = Table {
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
