//! Decision bodies: members, groups, weights, and a rule per class of question.

use crate::support::Support;
use detente_expr::Expr;

/// A member of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Name of the member.
    pub id: String,
    /// The bloc it belongs to, if any.
    pub group: Option<String>,
}

/// The rule for one class of question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRule {
    /// The class of question: investigate, report, conclude, …
    pub class: String,
    /// The rule as written.
    pub source: String,
    /// The rule, its names checked.
    pub rule: Expr,
    /// What the rule rests on.
    pub support: Support,
}

/// A named list of weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightList {
    /// Name of the list.
    pub id: String,
    /// Weight per member, in the order of the members.
    pub weights: Vec<i64>,
}

/// A rival composition of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composition {
    /// Name of the composition, such as `2-2-1`.
    pub id: String,
    /// What it is, in words.
    pub text: Option<String>,
    /// Its members.
    pub members: Vec<Member>,
    /// Its rules, where they differ from the body's.
    pub rules: Vec<BodyRule>,
    /// What it rests on.
    pub support: Support,
}

/// A commission, council or conference that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Name of the body.
    pub id: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its members.
    pub members: Vec<Member>,
    /// The index of the member in the chair.
    pub chair: Option<usize>,
    /// Named lists of weights.
    pub weights: Vec<WeightList>,
    /// One rule per class of question.
    pub rules: Vec<BodyRule>,
    /// Rival compositions.
    pub compositions: Vec<Composition>,
    /// What the body rests on.
    pub support: Support,
}
