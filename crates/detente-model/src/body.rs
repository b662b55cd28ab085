//! Decision bodies: members, groups, weights, a rule per class of question, and what a body is to
//! deal with.

use crate::issue::Category;
use crate::model::Party;
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
    /// Those at whose request alone the body acts, beside its rule.
    pub requests: Vec<Voter>,
    /// Whether it acts unless the rule is fulfilled by those who say no.
    pub default_act: bool,
    /// Whether a member may abstain; the rule is then read on yes, no and neither.
    pub abstain: bool,
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

/// Where members of a body stand, on a line or in a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// The place of each member: one number, or two.
    pub members: Vec<(f64, Option<f64>)>,
    /// Where things stand now, if that is said.
    pub stands: Option<(f64, Option<f64>)>,
}

/// A named group of members. A member can be in several; its bloc, by which votes are foretold, is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name of the group.
    pub id: String,
    /// Its members, by name.
    pub members: Vec<String>,
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
    /// Lists of weights of its own members.
    pub weights: Vec<WeightList>,
    /// Its rules, where they differ from the body's.
    pub rules: Vec<BodyRule>,
    /// What it rests on.
    pub support: Support,
}

/// Somebody who may ask a body to act, or to whom it reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voter {
    /// A party, by its index.
    Party(usize),
    /// A member of the body, by its name.
    Member(String),
    /// Another body, by its name.
    Body(String),
    /// Somebody else who is named in the case.
    Other(String),
}

impl Voter {
    /// Returns its name in the case; `parties` are those of the case.
    pub fn id<'v>(&'v self, parties: &'v [Party]) -> &'v str {
        match self {
            Self::Party(party) => &parties[*party].id,
            Self::Member(id) | Self::Body(id) | Self::Other(id) => id,
        }
    }
}

/// What the analyst states of how members vote, for the chances of passing.
///
/// With probability [`cohesion`](Self::cohesion) a bloc takes one draw of its line, otherwise each
/// member draws alone; then each departs from its own draw with probability
/// [`departure`](Self::departure). Probabilities run from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct VoteModel {
    /// The chance that a member departs from its line.
    pub departure: f64,
    /// The chance that a whole bloc takes one line.
    pub cohesion: f64,
    /// Chances that the line of those of neither side is yes, each tried in turn.
    pub leanings: Vec<f64>,
    /// The chance that a line is yes where all sides want a thing.
    pub common: f64,
    /// What it rests on.
    pub support: Support,
}

/// Says whether a body may deal with something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It may.
    In,
    /// It may not.
    Out,
    /// Only if all of these ask for it.
    OnRequest(Vec<Voter>),
}

/// What a body may deal with: one line of its mandate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// The clause or issue, by its name.
    pub on: String,
    /// Whether the body may deal with it.
    pub reach: Reach,
    /// The classes of question this is about; all of them if there are none.
    pub classes: Vec<String>,
    /// What it rests on.
    pub support: Support,
}

/// Something agreed, or to be agreed, that a body may have to watch over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Name of the clause.
    pub id: String,
    /// What it says, in words.
    pub text: String,
    /// Whose business it is.
    pub category: Option<Category>,
    /// What it rests on.
    pub support: Support,
}

/// Something a case states of a body, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// What is stated.
    pub value: T,
    /// What it rests on.
    pub support: Support,
}

/// A commission, council or conference that decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Name of the body.
    pub id: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its members.
    pub members: Vec<Member>,
    /// The index of the member in the chair.
    pub chair: Option<usize>,
    /// Where members stand on a line or in a plane, in their order; nothing if the case does not say.
    pub places: Option<Places>,
    /// Groups of members beside their blocs.
    pub groups: Vec<Group>,
    /// Named lists of weights.
    pub weights: Vec<WeightList>,
    /// One rule per class of question.
    pub rules: Vec<BodyRule>,
    /// Rival compositions.
    pub compositions: Vec<Composition>,
    /// Rival rules, for comparison; the class is the name of the rule.
    pub rivals: Vec<BodyRule>,
    /// The bloc, or member, whose side the analyst takes.
    pub ours: Option<String>,
    /// The bloc, or member, it is set against.
    pub theirs: Option<String>,
    /// How members vote, as far as the analyst states it.
    pub votes: Option<VoteModel>,
    /// What it may deal with.
    pub mandate: Vec<Mandate>,
    /// The categories of issues it deals with.
    pub handles: Option<Stated<Vec<Category>>>,
    /// To whom it reports.
    pub reports_to: Option<Stated<Vec<Voter>>>,
    /// What access it has, in words.
    pub access: Option<Stated<String>>,
    /// What the body rests on.
    pub support: Support,
}
