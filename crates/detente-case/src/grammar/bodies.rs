//! The keys of bodies: members, rules, compositions, mandates.

use super::{AGAINST, ASSUMED, BECAUSE, BY, TEXTS, may, need};
use crate::shape::{Named, Shape, Table};
use detente_model::Category;

/// A file of bodies alone.
pub(crate) static BODIES_FILE: Table = Table {
    name: "a file of bodies",
    doc: "Commissions and councils without a case.",
    keys: &[need("bodies", Shape::Named(&BODIES), "The commissions and councils that decide.")],
};

pub(super) static BODIES: Named = Named {
    doc: "The commissions and councils that decide.",
    noun: "body",
    value: Shape::Table(&BODY),
    fixed: &[],
};

pub(super) const MEMBERS: Shape = Shape::Either(
    &Shape::List(&Shape::Text),
    &Shape::Named(&Named {
        doc: "Members with their blocs.",
        noun: "member",
        value: Shape::Text,
        fixed: &[],
    }),
);

pub(super) const GROUPS: Shape = Shape::Named(&Named {
    doc: "Named groups of members.",
    noun: "group",
    value: Shape::List(&Shape::Text),
    fixed: &[],
});

pub(super) const BODY_RULES: Shape = Shape::Named(&Named {
    doc: "One rule per class of question.",
    noun: "class of question",
    value: Shape::Either(&Shape::Rule, &Shape::Table(&BODY_RULE)),
    fixed: &[],
});

pub(super) static BODY: Table = Table {
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

pub(super) const RIVAL_RULES: Shape = Shape::Named(&Named {
    doc: "Rival rules for comparison.",
    noun: "rival rule",
    value: Shape::Either(&Shape::Rule, &Shape::Table(&BODY_RULE)),
    fixed: &[],
});

pub(super) static VOTES: Table = Table {
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

pub(super) static MANDATE: Named = Named {
    doc: "What a body may deal with.",
    noun: "clause or issue",
    value: Shape::Either(&Shape::Word(&REACH), &Shape::OneOrMany(&Shape::Table(&MANDATE_LINE))),
    fixed: &[],
};

/// Whether a body may deal with something.
pub(crate) const REACH: [&str; 3] = ["in", "out", "on request"];

pub(super) static MANDATE_LINE: Table = Table {
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

pub(super) static HANDLES: Table = Table {
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

pub(super) static REPORTS: Table = Table {
    name: "a body's report",
    doc: "To whom a body reports.",
    keys: &[need("to", TEXTS, "Parties, other bodies or people."), BECAUSE, AGAINST, ASSUMED, BY],
};

pub(super) static ACCESS: Table = Table {
    name: "a body's access",
    doc: "What access a body has.",
    keys: &[need("text", Shape::Text, "The access, in words."), BECAUSE, AGAINST, ASSUMED, BY],
};

pub(super) const WEIGHT_LISTS: Shape = Shape::Named(&Named {
    doc: "Named lists of weights.",
    noun: "weight list",
    value: Shape::Named(&WEIGHTS),
    fixed: &[],
});

pub(super) static WEIGHTS: Named =
    Named { doc: "A weight per member.", noun: "member", value: Shape::Int, fixed: &[] };

pub(super) static BODY_RULE: Table = Table {
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

pub(super) static COMPOSITION: Table = Table {
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
