//! The keys of a GMCR+ file, as its own program writes them and as older versions did.

use crate::shape::{Key, Shape, Table};

const fn need(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, required: true, doc }
}

const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, required: false, doc }
}

pub(super) static FILE: Table = Table {
    name: "a GMCR+ file",
    doc: "A conflict as GMCR+ saves it.",
    keys: &[
        need("options", Shape::List(&Shape::Table(&OPTION)), "The options, in order."),
        need("decisionMakers", Shape::List(&Shape::Table(&DECISION_MAKER)), "The decision makers."),
        may("infeasibles", Shape::List(&CONDITION), "Conditions that cannot hold."),
        may(
            "useManualPreferenceRanking",
            Shape::Bool,
            "Whether rankings count instead of statements.",
        ),
        may("useManualPreferenceVectors", Shape::Bool, "The older name of the same."),
        may(
            "coalitions",
            Shape::Any,
            "Decision makers by number; those in a list of their own act as one.",
        ),
        may("coalitionsFull", Shape::Any, "The same in full."),
        may("program", Shape::Any, "Who wrote the file."),
        may("version", Shape::Any, "In which version."),
    ],
};

pub(super) static OPTION: Table = Table {
    name: "an option",
    doc: "An option.",
    keys: &[
        need("name", Shape::Text, "What it is called."),
        may(
            "permittedDirection",
            Shape::Word(&["both", "fwd", "back"]),
            "In which direction it can be changed.",
        ),
    ],
};

pub(super) static DECISION_MAKER: Table = Table {
    name: "a decision maker",
    doc: "A decision maker.",
    keys: &[
        need("name", Shape::Text, "What it is called."),
        need("options", Shape::List(&Shape::Int), "The numbers of its options, from 0."),
        may("preferences", Shape::List(&CONDITION), "Its statements, most important first."),
        may(
            "preferenceRanking",
            Shape::List(&Shape::OneOrMany(&Shape::Int)),
            "Its states, best first; a list inside is a tie.",
        ),
        may(
            "preferenceVector",
            Shape::List(&Shape::OneOrMany(&Shape::Int)),
            "The older name of the same.",
        ),
        may("misperceptions", Shape::List(&CONDITION), "States that it does not see."),
        may("payoffs", Shape::Any, "Numbers that its ranking gives to the states."),
    ],
};

/// A list of `[option, "Y"|"N"]`, all of which hold; or a compound, of which one member holds.
pub(super) static CONDITION: Shape = Shape::Either(
    &Shape::List(&Shape::List(&Shape::Either(&Shape::Int, &Shape::Text))),
    &Shape::Table(&COMPOUND),
);

static COMPOUND: Table = Table {
    name: "a compound condition",
    doc: "Conditions of which one must hold.",
    keys: &[
        need("compound", Shape::Bool, "Always true."),
        need("members", Shape::List(&CONDITION), "The conditions."),
    ],
};
