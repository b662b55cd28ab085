//! The keys of figures, of steps with their dates, and of clauses.

use super::{AGAINST, ASSUMED, BECAUSE, BY, TEXTS, may, need};
use crate::shape::{Named, Shape, Table};
use detente_model::Category;

pub(super) static LEDGER: Named = Named {
    doc: "Figures as the records give them.",
    noun: "count",
    value: Shape::Table(&COUNT),
    fixed: &[],
};

pub(super) static COUNT: Table = Table {
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

pub(super) static FIGURE: Table = Table {
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

pub(super) static SCHEDULE: Named =
    Named { doc: "The steps ahead.", noun: "step", value: Shape::Table(&STEP), fixed: &[] };

pub(super) static STEP: Table = Table {
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

pub(super) static AFTER: Table = Table {
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

pub(super) static CLAUSES: Named = Named {
    doc: "What is agreed, or to be agreed, that bodies may have to watch over.",
    noun: "clause",
    value: Shape::Either(&Shape::Text, &Shape::Table(&CLAUSE)),
    fixed: &[],
};

pub(super) static CLAUSE: Table = Table {
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
