//! The keys of contingent plans.

use super::{AGAINST, ASSUMED, BECAUSE, BY, may, need};
use crate::shape::{Named, Shape, Table};

pub(super) static PLANS: Named =
    Named { doc: "Contingent plans.", noun: "plan", value: Shape::Table(&PLAN), fixed: &[] };

static PLAN: Table = Table {
    name: "a plan",
    doc: "A tree of what a party, others and chance may do in turn, with the party's instructions.",
    keys: &[
        need("of", Shape::Text, "The party whose plan it is."),
        may("text", Shape::Text, "What it is about, as a phrase."),
        need(
            "nodes",
            Shape::Named(&Named {
                doc: "The nodes; the first is where the plan begins.",
                noun: "node",
                value: Shape::Table(&PLAN_NODE),
                fixed: &[],
            }),
            "The nodes; the first is where the plan begins.",
        ),
        need(
            "ends",
            Shape::Named(&Named {
                doc: "What the plan can end in.",
                noun: "end",
                value: Shape::Either(&Shape::Text, &Shape::Table(&PLAN_END)),
                fixed: &[],
            }),
            "What the plan can end in, in words.",
        ),
        may(
            "ranks",
            Shape::Named(&Named {
                doc: "How parties rank the ends.",
                noun: "party",
                value: Shape::List(&Shape::OneOrMany(&Shape::Text)),
                fixed: &[],
            }),
            "How each party ranks the ends, best first; ties stand in a list of their own.",
        ),
        may(
            "worth",
            Shape::Named(&Named {
                doc: "What the ends are worth.",
                noun: "party",
                value: Shape::Named(&Named {
                    doc: "What each end is worth.",
                    noun: "end",
                    value: Shape::Number,
                    fixed: &[],
                }),
                fixed: &[],
            }),
            "What each end is worth to each party, only where the analyst stands for numbers.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
        BY,
    ],
};

static PLAN_NODE: Table = Table {
    name: "a node of a plan",
    doc: "Where a party decides or, without `by`, something turns out.",
    keys: &[
        may("by", Shape::Text, "The party that decides; without it, chance or what is not known."),
        may("text", Shape::Text, "What it is, as a phrase."),
        need(
            "may",
            Shape::Named(&Named {
                doc: "What may be done or turn out.",
                noun: "action",
                value: Shape::Text,
                fixed: &[],
            }),
            "What may be done or turn out, each with the node or end it leads to.",
        ),
        may("does", Shape::Text, "What the plan says is to be done here."),
        may(
            "window",
            Shape::Table(&PLAN_WINDOW),
            "The days on which it can be acted on, the first and the last among them.",
        ),
        may(
            "expires",
            Shape::Text,
            "What happens if nothing is done before the window closes: one of `may`.",
        ),
        may("sees", Shape::Text, "What the party sees: nodes of one name look alike to it."),
        may(
            "odds",
            Shape::Named(&Named {
                doc: "How probable the results are.",
                noun: "result",
                value: Shape::Either(&Shape::Number, &Shape::List(&Shape::Number)),
                fixed: &[],
            }),
            "How probable each result is, as far as it is known: a number, or two that it lies between.",
        ),
        BECAUSE,
        AGAINST,
        ASSUMED,
    ],
};

static PLAN_WINDOW: Table = Table {
    name: "a window of a plan",
    doc: "When a node can be acted on.",
    keys: &[
        may(
            "from",
            Shape::Either(&Shape::Text, &Shape::Date),
            "When it opens: a date, or a step of `[schedule]`, which opens it on its earliest day.",
        ),
        may(
            "until",
            Shape::Either(&Shape::Text, &Shape::Date),
            "When it closes: a date, or a step of `[schedule]`, which closes it on its latest day.",
        ),
    ],
};

static PLAN_END: Table = Table {
    name: "an end of a plan",
    doc: "What a plan can end in.",
    keys: &[
        need("text", Shape::Text, "What it is, as a phrase."),
        may(
            "state",
            Shape::Condition,
            "The outcomes of the conflict that it is, as a condition over options.",
        ),
    ],
};
