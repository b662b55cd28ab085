//! The keys of `outcome.toml`.

use super::{TEXTS, may, need};
use crate::shape::{Named, Shape, Table};

/// What happened afterwards, beside a case.
pub(crate) static OUTCOME_FILE: Table = Table {
    name: "outcome.toml",
    doc: "What happened afterwards.",
    keys: &[
        may(
            "predictions",
            Shape::Named(&PREDICTIONS),
            "What was predicted, and what became of it.",
        ),
        may("dates", Shape::Named(&DATES), "Dates and when they came."),
        may("figures", Shape::Named(&FIGURES), "Figures and what they turned out to be."),
        may("issues", Shape::Named(&ISSUES), "Issues of the case and where they came out."),
    ],
};

static PREDICTIONS: Named = Named {
    doc: "What was predicted, and what became of it.",
    noun: "prediction",
    value: Shape::Table(&PREDICTION),
    fixed: &[],
};

static DATES: Named = Named {
    doc: "Dates and when they came.",
    noun: "date",
    value: Shape::Table(&DATE),
    fixed: &[],
};

static FIGURES: Named = Named {
    doc: "Figures and what they turned out to be.",
    noun: "figure",
    value: Shape::Table(&FIGURE),
    fixed: &[],
};

static ISSUES: Named = Named {
    doc: "Issues and where they came out.",
    noun: "issue",
    value: Shape::Table(&ISSUE),
    fixed: &[],
};

static PREDICTION: Table = Table {
    name: "a prediction",
    doc: "What was predicted, and what became of it.",
    keys: &[
        need("text", Shape::Text, "What was predicted, as a sentence."),
        need("by", Shape::Text, "Who predicted it, in words."),
        may("claim", Shape::Text, "The claim that is the prediction."),
        need(
            "verdict",
            Shape::Word(&["true", "false", "partly", "untested", "open"]),
            "What became of it.",
        ),
        may("because", Shape::Text, "Why, as a sentence; needed unless it is open."),
        may("source", TEXTS, "Where that is known from; needed unless it is open."),
        may("chance", Shape::Number, "The chance given to it, only where one was given."),
        may(
            "outcomes",
            Shape::List(&Shape::Text),
            "Ordered outcomes, where chances were given to several.",
        ),
        may("chances", Shape::List(&Shape::Number), "Their chances."),
        may("happened", Shape::Text, "Which of them happened."),
    ],
};

static DATE: Table = Table {
    name: "a date and when it came",
    doc: "A date and when it came.",
    keys: &[
        may("text", Shape::Text, "What was to happen."),
        need("expected", Shape::Date, "The day it was expected."),
        need("happened", Shape::Date, "The day it happened."),
        may("source", TEXTS, "Where that is known from."),
    ],
};

static FIGURE: Table = Table {
    name: "a figure and what it was",
    doc: "A figure and what it turned out to be.",
    keys: &[
        may("text", Shape::Text, "What is counted."),
        need("expected", Shape::Number, "What was said."),
        need("happened", Shape::Number, "What it was."),
        may("unit", Shape::Text, "The unit."),
        may("source", TEXTS, "Where that is known from."),
    ],
};

static ISSUE: Table = Table {
    name: "an issue and where it came out",
    doc: "Where an issue came out.",
    keys: &[
        need("happened", Shape::Either(&Shape::Text, &Shape::Number), "The point on its scale."),
        may("because", Shape::Text, "Why it is that point, where that can be disputed."),
        may("source", TEXTS, "Where that is known from."),
    ],
};
